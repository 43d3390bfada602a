import { ApplianceError } from '../../../errors.ts';
import { everyExitCode } from '../../../host/root/chroot.ts';
import type { FirewallCommand } from '../../../kickstart/document.ts';
import { closest } from '../../../suggest.ts';
import { firstExisting, type Guest } from '../../guest.ts';

/** What stays open: the services asked for, and ssh, so that nobody is locked out, unless it is removed (as in anaconda). */
export function openServices({
  services,
  removeServices,
}: Pick<FirewallCommand, 'services' | 'removeServices'>): string[] {
  return [...new Set(['ssh', ...services])].filter((service) => !removeServices.includes(service));
}

/** Of firewall-offline-cmd(1); its default zone has ssh in it, so what is removed must be named. */
export function firewalldArguments(
  command: Pick<FirewallCommand, 'ports' | 'services' | 'trust' | 'removeServices'>,
): string[] {
  return [
    '--enabled',
    ...command.trust.map((device) => `--trust=${device}`),
    ...command.ports.map((port) => `--port=${port}`),
    ...openServices(command).map((service) => `--service=${service}`),
    ...command.removeServices.map((service) => `--remove-service=${service}`),
  ];
}

/** Files of firewalld.service(5), the administrator's first. */
const firewalldServices = ['/etc/firewalld/services', '/usr/lib/firewalld/services'];

/**
 * Writes the settings of firewalld, whose own files say which ports a service has.
 *
 * @throws ApplianceError codes `unknown-firewall-service`, `firewall-failed`
 */
export async function setUpFirewalld(command: FirewallCommand, { files, chroot }: Guest): Promise<void> {
  const { services, removeServices, position } = command;
  for (const service of [...services, ...removeServices]) {
    const places = firewalldServices.map((folder) => `${folder}/${service}.xml`);
    if ((await firstExisting(files, places)) !== undefined) continue;
    const names = (await files.list('/usr/lib/firewalld/services')).map((name) => name.replace(/\.xml$/, ''));
    const near = closest(service, names);
    throw new ApplianceError({
      kind: 'input',
      code: 'unknown-firewall-service',
      message: `firewalld in the guest has no service ${service}`,
      position,
      hint: near === undefined ? 'write its ports: --port=8080:tcp' : `did you mean ${near}?`,
    });
  }
  const options = { okCodes: everyExitCode, logOutput: true };
  const { exitCode, tail } = await chroot.run('firewall-offline-cmd', firewalldArguments(command), options);
  if (exitCode === 0) return;
  throw new ApplianceError({
    kind: 'build',
    code: 'firewall-failed',
    message: `can't set up the firewall: firewall-offline-cmd failed with exit code ${exitCode}`,
    position,
    detail: tail,
  });
}
