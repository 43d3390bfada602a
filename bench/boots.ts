// Measures a boot test against bare QEMU with the same devices, from power-on to the login, on one appliance.
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatTable } from '../src/report/format.ts';
import { median } from './median.ts';

/**
 * @param output directory of a build of examples/hello.ks as qcow2
 * @param folder an empty folder for overlays
 */
export async function measureBoots(
  program: readonly [string, string],
  output: string,
  folder: string,
  rounds: number,
  say: (text: string) => void,
): Promise<void> {
  const descriptor = path.join(output, 'hello.xml');
  const cache = path.join(folder, 'cache');
  const boot = () => {
    const start = performance.now();
    const args = ['boot', descriptor, '--format', 'qcow2', '--json', '--cache-dir', cache];
    const stdout = execFileSync(program[0], [program[1], ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { seconds, accelerator } = JSON.parse(stdout) as { seconds: number; accelerator: string };
    return { seconds, accelerator, command: (performance.now() - start) / 1000 };
  };
  // The first finds the accelerator.
  const { accelerator } = boot();
  const rows = [[`to the login, ${accelerator}`, 'bare QEMU', 'to the verdict', 'more', 'the whole command']];
  const measured: (readonly number[])[] = [];
  const row = (name: string, values: readonly number[]) => [name, ...values.map((value) => `${value.toFixed(1)} s`)];
  for (let round = 1; round <= rounds; round += 1) {
    const bare = await bareBoot(output, folder, accelerator);
    const ours = boot();
    const values = [bare, ours.seconds, ours.seconds - bare, ours.command];
    measured.push(values);
    rows.push(row(`round ${round}`, values));
  }
  rows.push(
    row(
      'median',
      [0, 1, 2, 3].map((column) => median(measured.map((values) => values[column] ?? Number.NaN))),
    ),
  );
  say(`${formatTable(rows, [false, true, true, true, true])}\n`);
}

/** @returns seconds from the start of QEMU to the login prompt */
async function bareBoot(output: string, folder: string, accelerator: string): Promise<number> {
  const drives = ['hello-os.qcow2', 'hello-data.qcow2'].flatMap((name) => {
    const overlay = path.join(folder, name);
    fs.rmSync(overlay, { force: true });
    const backing = ['-b', path.join(path.resolve(output), name), '-F', 'qcow2'];
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', ...backing, overlay]);
    return ['-drive', `if=virtio,format=qcow2,cache=unsafe,file=${overlay}`];
  });
  const start = performance.now();
  const machine = ['-machine', `q35,vmport=off,accel=${accelerator}`, '-cpu', accelerator === 'kvm' ? 'host' : 'max'];
  const devices = ['-object', 'rng-random,id=rng0,filename=/dev/urandom', '-device', 'virtio-rng-pci,rng=rng0'];
  const network = ['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0,romfile='];
  const args = [...machine, '-m', '512', '-nodefaults', '-display', 'none', '-vga', 'std', '-serial', 'stdio'];
  const qemu = spawn('qemu-system-x86_64', [...args, ...devices, ...network, ...drives], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of qemu.stdout) {
    said = (said + String(chunk)).slice(-10_000);
    if (said.includes('login:')) break;
  }
  const seconds = (performance.now() - start) / 1000;
  qemu.kill('SIGKILL');
  return seconds;
}
