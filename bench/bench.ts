// Measures builds against the floor: the tools they run, by hand. Ratios within one run are what counts; absolute
// times depend on the machine and its neighbours. Usage: npm run bench [-- ROUNDS]
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { openCache } from '../src/cache/cache.ts';
import { outsideOf } from '../src/cli/outside.ts';
import { planKickstart } from '../src/cli/read-kickstart.ts';
import { sanePath } from '../src/host/mount.ts';
import { createRunner } from '../src/host/run.ts';
import { aptBackend } from '../src/install/apt/apt.ts';
import { formatTable } from '../src/report/format.ts';
import type { Manifest } from '../src/report/manifest.ts';
import { buildByHand } from './floor.ts';

const rounds = Number(process.argv[2] ?? 3);
const kickstart = 'examples/hello.ks';
/** What a user runs: Node 20 or whatever the PATH has, and the bundle. */
const program = ['node', path.resolve('dist/cli.js')] as const;

const base = fs.mkdtempSync('/dev/shm/appliance-bench-');
const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'appliance-bench-'));
process.on('exit', () => {
  for (const folder of [base, disk]) fs.rmSync(folder, { recursive: true, force: true });
});
fs.chmodSync(base, 0o755);
const cache = path.join(disk, 'cache');

function build(ks: string, ...more: readonly string[]): { readonly seconds: number; readonly manifest: Manifest } {
  const start = performance.now();
  const args = [program[1], 'build', ks, '--cache-dir', cache, '--out', path.join(disk, 'out'), '--json', ...more];
  const text = execFileSync(program[0], args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { seconds: (performance.now() - start) / 1000, manifest: JSON.parse(text) as Manifest };
}

function dropCached(...kinds: readonly string[]): void {
  for (const kind of kinds) fs.rmSync(path.join(cache, kind), { recursive: true, force: true });
}

/** The kickstart with another line in %post, as in the edit of a developer who tries again. */
function changedKickstart(round: number): string {
  const text = fs
    .readFileSync(kickstart, 'utf8')
    .replace('Hello from a kickstart file.', `Hello for the ${round}th time.`);
  const file = path.join(disk, 'hello.ks');
  fs.writeFileSync(file, text);
  return file;
}

const outside = outsideOf(
  { variables: process.env, stdout: process.stdout, stderr: process.stderr, isRoot: true },
  () => new AbortController().signal,
);

async function packagePool(): Promise<{ readonly pool: string; readonly packages: string[] }> {
  const { plan } = await planKickstart(kickstart, {}, outside, {});
  const runner = createRunner({
    signal: new AbortController().signal,
    log: () => undefined,
    env: { PATH: sanePath, HOME: '/root', LC_ALL: 'C.UTF-8' },
  });
  const store = openCache(cache);
  const backend = aptBackend({
    runner,
    scratch: base,
    packageStore: store.packages,
    listsCache: store.aptLists,
    repositories: [],
    release: undefined,
  });
  const resolution = await backend.resolve(plan.packages);
  await backend.fetch(resolution);
  // Writes the index of the pool, too.
  const trial = path.join(base, 'trial');
  await backend.install(resolution, trial);
  fs.rmSync(trial, { recursive: true });
  return { pool: path.join(base, 'apt', 'archives'), packages: resolution.packages.map(({ name }) => name) };
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const say = (text: string) => process.stdout.write(`${text}\n`);

say(
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds, load ${os.loadavg()[0]?.toFixed(1)}`,
);
build(kickstart);
const { pool, packages } = await packagePool();
const { plan } = await planKickstart(kickstart, {}, outside, {});

const samples: Record<'floor' | 'cold' | 'warm' | 'warmQcow2', number[]> = {
  floor: [],
  cold: [],
  warm: [],
  warmQcow2: [],
};
const floors: Record<string, number>[] = [];
let last: { readonly cold?: Manifest; readonly warm?: Manifest } = {};
let peakBytes = 0;
for (let round = 1; round <= rounds; round += 1) {
  const scratch = fs.mkdtempSync(path.join(base, 'floor-'));
  const out = fs.mkdtempSync(path.join(disk, 'floor-'));
  fs.chmodSync(scratch, 0o755);
  const parts = buildByHand({ plan, pool, packages, scratch, out });
  floors.push(parts);
  samples.floor.push(Object.values(parts).reduce((sum, value) => sum + value, 0));
  for (const folder of [scratch, out]) fs.rmSync(folder, { recursive: true });

  dropCached('layers', 'initramfs', 'grains');
  const cold = build(kickstart);
  samples.cold.push(cold.seconds);
  const warm = build(changedKickstart(2 * round));
  samples.warm.push(warm.seconds);
  samples.warmQcow2.push(build(changedKickstart(2 * round + 1), '--format', 'qcow2').seconds);
  last = { cold: cold.manifest, warm: warm.manifest };
  peakBytes = Math.max(peakBytes, cold.manifest.builder.peakMemoryBytes, warm.manifest.builder.peakMemoryBytes);
}

const floor = median(samples.floor);
const row = (name: string, values: readonly number[], limit: string) => {
  const ratios = values.map((value, index) => value / (samples.floor[index] ?? Number.NaN));
  return [
    name,
    median(values).toFixed(1),
    `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`,
    median(ratios).toFixed(2),
    limit,
  ];
};
say('');
say(
  formatTable(
    [
      ['build', 'seconds', 'range', 'of the floor', 'goal'],
      row('by hand (the floor)', samples.floor, ''),
      row('cold, packages cached', samples.cold, '≤ 1.15'),
      row('layer cached, %post changed', samples.warm, '≤ 0.35'),
      row('the same, qcow2 alone', samples.warmQcow2, '≤ 12 s'),
    ],
    [false, true, true, true],
  ),
);
say('');
say(
  `the floor: ${Object.keys(floors[0] ?? {})
    .map((name) => `${name} ${median(floors.map((parts) => parts[name] ?? 0)).toFixed(1)} s`)
    .join(', ')} (${floor.toFixed(1)} s)`,
);
for (const [name, manifest] of Object.entries(last)) {
  say(`${name}: ${manifest.timings.map((step) => `${step.name} ${step.seconds.toFixed(1)} s`).join(', ')}`);
}
say(`peak memory of the node process: ${(peakBytes / 2 ** 20).toFixed(0)} MiB`);
