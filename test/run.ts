// Runs the tests with node's own runner: unit tests side by side, integration tests one after the other,
// because two builds at once would share the machine's two cores and blur each other's deadlines.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const suites = { unit: ['--test-concurrency=2'], integration: ['--test-concurrency=1'] } as const;
type Suite = keyof typeof suites;

const asked = process.argv.slice(2);
const names = (asked.length > 0 ? asked : Object.keys(suites)) as Suite[];
if (names.includes('integration')) {
  // The program's own way; a new machine has none of the tools.
  const { status } = spawnSync('node', ['dist/cli.js', 'doctor', '--install'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
for (const name of names) {
  const files = readdirSync(`test/${name}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => `test/${name}/${file}`);
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...suites[name], ...files], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
