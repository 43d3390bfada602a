// Measures builds against the floor: the tools they run, by hand. Ratios within one run are what counts; absolute
// times depend on the machine and its neighbours. Usage: npm run bench [-- ROUNDS [debian|rpm|formats|boots]]
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { planKickstart } from '../src/cli/kickstart/read-kickstart.ts';
import { formatTable } from '../src/report/format.ts';
import type { Manifest } from '../src/report/manifest/manifest.ts';
import { measureBoots } from './boots.ts';
import { buildByHand } from './floor.ts';
import { measureFormats } from './formats.ts';
import { median } from './median.ts';
import { debian, outside, type Subject, trialLinux } from './subjects.ts';

const rounds = Number(process.argv[2] ?? 3);
const only = process.argv[3];
/** What a user runs: Node 20 or whatever the PATH has, and the bundle. */
const program = ['node', path.resolve('dist/cli.js')] as const;

const memory = fs.mkdtempSync('/dev/shm/appliance-bench-');
const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'appliance-bench-'));
process.on('exit', () => {
  for (const folder of [memory, disk]) fs.rmSync(folder, { recursive: true, force: true });
});
fs.chmodSync(memory, 0o755);

const say = (text: string) => process.stdout.write(`${text}\n`);

say(
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds, load ${os.loadavg()[0]?.toFixed(1)}`,
);
if (only === undefined || only === 'debian') await measure(debian(), 'debian');
if (only === undefined || only === 'rpm') await measure(await trialLinux(disk), 'rpm');
if (only === undefined || only === 'formats') {
  const out = path.join(disk, 'raw');
  const args = ['build', 'examples/hello.ks', '--cache-dir', path.join(disk, 'cache-debian'), '--out', out];
  execFileSync(program[0], [program[1], ...args, '--format', 'raw'], { stdio: 'ignore' });
  const folder = fs.mkdtempSync(path.join(disk, 'formats-'));
  measureFormats(path.join(out, 'hello-os.raw'), folder, rounds, say);
}

if (only === undefined || only === 'boots') {
  const out = path.join(disk, 'boots');
  const args = ['build', 'examples/hello.ks', '--cache-dir', path.join(disk, 'cache-debian'), '--out', out];
  execFileSync(program[0], [program[1], ...args, '--format', 'qcow2'], { stdio: 'ignore' });
  await measureBoots(program, out, fs.mkdtempSync(path.join(disk, 'boots-')), rounds, say);
}

async function measure(subject: Subject, id: string): Promise<void> {
  const cache = path.join(disk, `cache-${id}`);
  const scratchOfAll = path.join(memory, id);
  fs.mkdirSync(scratchOfAll);
  fs.chmodSync(scratchOfAll, 0o755);
  const build = (text: string, ...more: readonly string[]) => {
    const file = path.join(disk, `${id}.ks`);
    fs.writeFileSync(file, text);
    const start = performance.now();
    const args = [program[1], 'build', file, '--cache-dir', cache, '--out', path.join(disk, 'out'), '--json'];
    const output = execFileSync(program[0], [...args, ...subject.args, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { seconds: (performance.now() - start) / 1000, manifest: JSON.parse(output) as Manifest };
  };
  const unchanged = fs.readFileSync(subject.kickstart, 'utf8');
  build(unchanged);
  const install = await subject.byHand(cache, scratchOfAll);
  const { plan } = await planKickstart(subject.kickstart, subject.options, outside, {});

  const samples = { floor: [] as number[], cold: [] as number[], warm: [] as number[], warmQcow2: [] as number[] };
  const floors: Record<string, number>[] = [];
  const last: { cold?: Manifest; warm?: Manifest } = {};
  let peakBytes = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const scratch = fs.mkdtempSync(path.join(memory, 'floor-'));
    const out = fs.mkdtempSync(path.join(disk, 'floor-'));
    fs.chmodSync(scratch, 0o755);
    const parts = buildByHand({ plan, install, scratch, out });
    floors.push(parts);
    samples.floor.push(Object.values(parts).reduce((sum, value) => sum + value, 0));
    for (const folder of [scratch, out]) fs.rmSync(folder, { recursive: true });

    for (const kind of ['layers', 'initramfs', 'grains']) {
      fs.rmSync(path.join(cache, kind), { recursive: true, force: true });
    }
    const cold = build(unchanged);
    samples.cold.push(cold.seconds);
    const warm = build(subject.changed(2 * round));
    samples.warm.push(warm.seconds);
    samples.warmQcow2.push(build(subject.changed(2 * round + 1), '--format', 'qcow2').seconds);
    last.cold = cold.manifest;
    last.warm = warm.manifest;
    peakBytes = Math.max(
      peakBytes,
      cold.manifest.builder.peakMemoryBytes ?? 0,
      warm.manifest.builder.peakMemoryBytes ?? 0,
    );
  }
  report(subject, { samples, floors, last, peakBytes });
}

interface Measured {
  readonly samples: Readonly<Record<'floor' | 'cold' | 'warm' | 'warmQcow2', readonly number[]>>;
  readonly floors: readonly Readonly<Record<string, number>>[];
  readonly last: Readonly<Record<string, Manifest>>;
  readonly peakBytes: number;
}

function report(subject: Subject, { samples, floors, last, peakBytes }: Measured): void {
  const row = (name: string, values: readonly number[], limit: string) => {
    const ratios = values.map((value, index) => value / (samples.floor[index] ?? Number.NaN));
    const range = `${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)}`;
    return [name, median(values).toFixed(1), range, median(ratios).toFixed(2), limit];
  };
  const rows = [
    ['build', 'seconds', 'range', 'of the floor', 'goal'],
    row('by hand (the floor)', samples.floor, ''),
    row('cold, packages cached', samples.cold, subject.coldGoal),
    row('layer cached, %post changed', samples.warm, '≤ 0.35'),
    row('the same, qcow2 alone', samples.warmQcow2, '≤ 12 s'),
  ];
  say(`\n${subject.name}\n${formatTable(rows, [false, true, true, true])}\n`);
  const tools = Object.keys(floors[0] ?? {}).map(
    (name) => `${name} ${median(floors.map((parts) => parts[name] ?? 0)).toFixed(1)} s`,
  );
  say(`the floor: ${tools.join(', ')} (${median(samples.floor).toFixed(1)} s)`);
  for (const [name, { timings }] of Object.entries(last)) {
    say(`${name}: ${timings.map((step) => `${step.name} ${step.seconds.toFixed(1)} s`).join(', ')}`);
  }
  say(`peak memory of the node process: ${(peakBytes / 2 ** 20).toFixed(0)} MiB`);
}
