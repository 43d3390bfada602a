// Runs the tests with node's own runner: unit tests, then integration tests in lanes (see lanes.ts), and tells at the end how
// long each file of integration tests took.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { limitFiles } from './file-limit.ts';
import { arrange, lanes } from './lanes.ts';

const minute = 60_000;
/** Almost three times as long as the longest takes. */
const longestTest = 20 * minute;
/** Later, so that a test that hangs is named, and cleans up, before its file is ended. */
const longestFile = 30 * minute;

interface Outcome {
  readonly passed: boolean;
  readonly seconds: ReadonlyMap<string, number>;
}

const filesOf = (suite: string) =>
  readdirSync(`test/${suite}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort();

/** @param files paths below the suite's folder, in the order in which they begin */
async function runFiles(suite: string, files: readonly string[], concurrency: number): Promise<Outcome> {
  const folder = path.resolve('test', suite);
  const seconds = new Map<string, number>();
  let passed = true;
  const events = run({ files: files.map((file) => path.join(folder, file)), concurrency, timeout: longestTest });
  limitFiles(events, longestFile);
  events.on('test:fail', () => {
    passed = false;
  });
  // Comes when a file ends; what its tests said comes in the order of the files.
  events.on('test:complete', ({ name, nesting, details }) => {
    if (nesting === 0 && path.isAbsolute(name)) seconds.set(path.relative(folder, name), details.duration_ms / 1000);
  });
  const report = events.pipe(new spec());
  report.pipe(process.stdout, { end: false });
  await new Promise((resolve) => report.once('end', resolve));
  return { passed, seconds };
}

function printSeconds(outcomes: readonly Outcome[]): void {
  const all = outcomes.flatMap(({ seconds }) => [...seconds]).sort(([, a], [, b]) => b - a);
  console.log('seconds of each file:');
  for (const [file, seconds] of all) console.log(`${seconds.toFixed(0).padStart(5)}  ${file}`);
}

/** A child: it ends with an exit code like a program, and what it leaves in memory goes with it. */
const ran = (program: string, ...args: readonly string[]) =>
  spawnSync(program, args, { stdio: 'inherit' }).status === 0;

const suites = {
  async unit(): Promise<boolean> {
    return (await runFiles('unit', filesOf('unit'), 2)).passed;
  },
  async integration(): Promise<boolean> {
    const isReady = ['test/prepare.ts', 'test/emulator/install.ts'].every((script) => ran(process.execPath, script));
    if (!isReady) return false;
    const { sideBySide, alone } = arrange(filesOf('integration'));
    const outcomes = [await runFiles('integration', sideBySide, lanes), await runFiles('integration', alone, 1)];
    printSeconds(outcomes);
    return outcomes.every(({ passed }) => passed);
  },
};

const asked = process.argv.slice(2);
const names = (asked.length > 0 ? asked : Object.keys(suites)) as (keyof typeof suites)[];
// The program's own way; a new machine has none of the tools, and some unit tests ask them, too.
if (names.includes('integration') && !ran('node', 'dist/cli.js', 'doctor', '--install')) process.exit(1);
for (const name of names) {
  if (await suites[name]()) continue;
  process.exitCode = 1;
  break;
}
