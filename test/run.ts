// Runs the tests with node's own runner: unit tests side by side, integration tests one after the other,
// because two builds at once would share the machine's two cores and blur each other's deadlines.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';

const suites = { unit: ['--test-concurrency=2'], integration: ['--test-concurrency=1'] } as const;
type Suite = keyof typeof suites;

const asked = process.argv.slice(2);
const names = (asked.length > 0 ? asked : Object.keys(suites)) as Suite[];
if (names.includes('integration')) {
  // The program's own way; a new machine has none of the tools.
  const { status } = spawnSync('node', ['dist/cli.js', 'doctor', '--install'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  installEmulator();
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

/** GitHub's services for the tests of the action: 390 MB of packages, too many for those who only want to build. */
function installEmulator(): void {
  const folder = 'test/emulator';
  const changed = (file: string) => statSync(`${folder}/${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // npm writes the inner file last, so that an interrupted installation is begun anew.
  if (changed('node_modules/.package-lock.json') > changed('package-lock.json')) return;
  const flags = ['--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['ci', ...flags], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
