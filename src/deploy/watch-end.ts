import type { MachineEnd } from '../boottest/judge/decision.ts';
import { startProcess } from '../host/program/process.ts';
import type { Runner } from '../host/program/run.ts';
import type { Scope } from '../host/scope.ts';
import type { ClientEnvironment } from './follow-console.ts';
import type { Libvirt } from './host/libvirt.ts';

export interface WatchedDomain {
  readonly uri: string;
  readonly domain: string;
  readonly env: ClientEnvironment;
}

export interface WatchMeans {
  readonly runner: Runner;
  readonly libvirt: Pick<Libvirt, 'isActive'>;
  readonly scope: Scope;
}

const millisecondsBetweenLooks = 10_000;
/** A machine may reboot once after shim has made its boot entry, and once after SELinux has labelled its files. */
const rebootsOfALoop = 3;

/**
 * Watches a domain that was started until the scope ends.
 *
 * @returns a promise that settles, and never rejects, when the domain is no longer active, or reboots for ever
 */
export async function watchEnd(
  { uri, domain, env }: WatchedDomain,
  { runner, libvirt, scope }: WatchMeans,
): Promise<{ readonly ended: Promise<MachineEnd> }> {
  let settle: (how: MachineEnd) => void = () => {};
  const ended = new Promise<MachineEnd>((resolve) => {
    settle = resolve;
  });
  // An event may come before virsh listens, which it does not tell.
  const look = () =>
    libvirt.isActive(domain).then(
      (isActive) => isActive || settle('powered off'),
      // That libvirt cannot be asked says nothing about the machine.
      () => undefined,
    );
  const looking = setInterval(look, millisecondsBetweenLooks);
  scope.defer(() => clearInterval(looking));
  let said = '';
  scope.use(
    await startProcess({
      tool: 'virsh',
      args: ['--connect', uri, 'event', '--domain', domain, '--all', '--loop'],
      env,
      log: runner.log,
      onOutput(chunk) {
        said += chunk.toString('latin1');
        const how = endingIn(said);
        if (how !== undefined) settle(how);
      },
    }),
  );
  return { ended };
}

/** @param said what `virsh event --all` printed so far: lines such as `event 'lifecycle' for domain 'box': Stopped Shutdown` */
export function endingIn(said: string): MachineEnd | undefined {
  if (/^event 'lifecycle' for .*: (?:Stopped|Crashed) /m.test(said)) return 'powered off';
  const reboots = said.match(/^event 'reboot' for /gm)?.length ?? 0;
  return reboots >= rebootsOfALoop ? 'asked to reboot' : undefined;
}
