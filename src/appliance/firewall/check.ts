import { ApplianceError } from '../../errors.ts';
import type { Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed } from '../../kickstart/select.ts';
import { closest } from '../../suggest.ts';
import type { Backend } from '../appliance.ts';
import { firewallServices } from './services.ts';

/**
 * Reports services whose ports nobody here knows. A guest with firewalld has files of its own that say them, so there it
 * is left to firewalld, which RPM distributions have anyway.
 */
export function checkFirewallServices(document: Document, backend: Backend, report: Report): void {
  if (backend === 'dnf') return;
  if (document.packages.included.some(({ name }) => /^firewalld(?:[=/]|$)/.test(name))) return;
  for (const command of commandsNamed(document, 'firewall')) {
    for (const [option, names] of [
      ['--service', command.services],
      ['--remove-service', command.removeServices],
    ] as const) {
      for (const name of names.filter((service) => !Object.hasOwn(firewallServices, service))) {
        const near = closest(name, Object.keys(firewallServices));
        report(
          new ApplianceError({
            kind: 'input',
            code: 'unknown-firewall-service',
            message: `the ports of the firewall service ${name} are not known`,
            position: document.written.get(command)?.options[option] ?? command.position,
            hint: `${near === undefined ? '' : `did you mean ${near}? Else `}write its ports, --port=8080:tcp, or add firewalld to %packages`,
          }),
        );
      }
    }
  }
}
