import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApplianceError } from '../../errors.ts';
import { startProcess, startUntil } from '../../host/program/process.ts';
import type { Runner, RunOptions, RunResult } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import type { Family, HttpStep, TcpStep } from '../scenario/scenario.ts';
import { tryUntil } from './reach.ts';
import { notReached, type Question, textOfStep } from './written-step.ts';

/** A network of the guest's own, with DHCP and router advertisements, from which it is reached as from outside. */
export interface NamespaceNetwork extends AsyncDisposable {
  /** Words before a command that put it into the network's namespace. */
  readonly enter: readonly string[];
  /** The name of the tap device that QEMU takes. */
  readonly tap: string;
  /**
   * @returns what is worth telling
   * @throws Error with what was wrong the last time before the deadline
   */
  reach(family: Family, step: TcpStep | HttpStep, limits: ReachLimits): Promise<string>;
}

export interface ReachLimits {
  readonly milliseconds: number;
  /** Its reason is thrown. */
  readonly signal: AbortSignal;
}

const tap = 'guest0';
/** QEMU's own first address: 52:54:00 is its OUI for guests. */
export const guestMac = '52:54:00:12:34:56';
/** IPv4 as in QEMU's user network; IPv6 a unique local prefix (RFC 4193). */
const host = { ipv4: '10.0.2.2', ipv6: 'fd61:6262:6f6f:7401::1' } as const;
const prefix = 'fd61:6262:6f6f:7401:';
const millisecondsForNamespace = 10_000;

/** Beside this file in src/; in dist/ a program of its own beside the chunks. */
const program = fileURLToPath(new URL(`./reach-once${path.extname(import.meta.url)}`, import.meta.url));

/**
 * Makes a network namespace with a tap device, and a router in it.
 *
 * @param directory an existing folder for the router's leases
 * @throws ApplianceError of the tool if the host does not allow it, or lacks one
 */
export async function openNamespaceNetwork(runner: Runner, directory: string): Promise<NamespaceNetwork> {
  const scope = new Scope();
  try {
    const pid = await startNamespace(runner, scope);
    const enter = ['nsenter', `--net=/proc/${pid}/ns/net`, '--'] as const;
    const [nsenter, ...into] = enter;
    const inside: Inside = (words, options) => runner.run(nsenter, [...into, ...words], options);
    await inside(['ip', 'link', 'set', 'lo', 'up']);
    await inside(['ip', 'tuntap', 'add', 'dev', tap, 'mode', 'tap']);
    await inside(['ip', 'addr', 'add', `${host.ipv4}/24`, 'dev', tap]);
    await inside(['ip', '-6', 'addr', 'add', `${host.ipv6}/64`, 'dev', tap, 'nodad']);
    await inside(['ip', 'link', 'set', tap, 'up']);
    const leases = path.join(directory, 'leases');
    const router = [
      ...['--keep-in-foreground', '--conf-file=/dev/null', '--port=0', '--user=root', '--log-facility=-'],
      ...[`--interface=${tap}`, '--bind-interfaces', `--dhcp-leasefile=${leases}`, '--pid-file='],
      // The address that the guest has in QEMU's user network, too.
      `--dhcp-host=${guestMac},10.0.2.15`,
      ...['--dhcp-range=10.0.2.15,10.0.2.99,1h', `--dhcp-range=${prefix}:,ra-only,64`, '--enable-ra'],
    ];
    scope.use(await startProcess({ tool: nsenter, args: [...into, 'dnsmasq', ...router], log: runner.log }));
    return {
      enter,
      tap,
      async reach(family, step, { milliseconds, signal }) {
        const endsAt = performance.now() + milliseconds;
        // The guest may get its address after its login.
        const address = await tryUntil(endsAt, signal, () => addressOf(family, leases, inside));
        const endpoint = { host: address, port: step.port };
        const left = Math.max(1000, Math.round(endsAt - performance.now()));
        const question: Question = { step: textOfStep(step), endpoint, milliseconds: left };
        const { exitCode, stdout } = await inside([process.execPath, program], {
          input: JSON.stringify(question),
          okCodes: [0, notReached],
          until: signal,
        }).finally(() => signal.throwIfAborted());
        if (exitCode !== 0) throw new Error(`[${address}] ${stdout}`);
        return `${stdout} over ${family} (${address})`;
      },
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scope.abandon();
    throw error;
  }
}

/** @returns the id of the process that holds the namespace */
async function startNamespace(runner: Runner, scope: Scope): Promise<number> {
  const args = ['--net', '--', 'sh', '-c', 'echo ready; exec sleep infinity'];
  const settings = { tool: 'unshare', args, log: runner.log };
  const { owned: holder, isReady } = await startUntil(settings, /ready/, millisecondsForNamespace);
  scope.use(holder);
  if (isReady) return holder.pid;
  throw new ApplianceError({
    kind: 'build',
    code: 'no-namespace',
    message: 'the host allows no network namespace',
    detail: holder.tail,
  });
}

type Inside = (words: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** @throws Error if the guest has none yet */
async function addressOf(family: Family, leases: string, inside: Inside): Promise<string> {
  const found =
    family === 'ipv4'
      ? leaseOf(await fs.readFile(leases, 'utf8').catch(() => ''), guestMac)
      : answererOf((await inside(allNodes, { okCodes: [0, 1, 2] })).stdout);
  if (found === undefined) throw new Error(`the guest took no ${family} address`);
  return found;
}

/**
 * All nodes (RFC 4291, §2.7.1) are asked from our address of the prefix; each answers from its own. ping(8) ends with 1 if nobody
 * does, with 2 if it cannot ask.
 */
const allNodes = ['ping', '-6', '-n', '-c', '2', '-W', '1', '-I', host.ipv6, `ff02::1%${tap}`];

/** A line of dnsmasq's leases: `EXPIRY MAC ADDRESS NAME CLIENT`. */
export function leaseOf(leases: string, mac: string): string | undefined {
  return leases
    .split('\n')
    .map((line) => line.split(' '))
    .find((words) => words[1]?.toLowerCase() === mac)?.[2];
}

/** A line of ping: `64 bytes from ADDRESS: icmp_seq=1 …`. */
export function answererOf(said: string): string | undefined {
  return [...said.matchAll(/bytes from ([0-9a-f:]+?):? icmp_seq/g)]
    .map((match) => match[1] ?? '')
    .find((address) => address.startsWith(prefix) && address !== host.ipv6);
}
