import { ApplianceError, formatPosition, type Position } from '../../errors.ts';
import type { Command, CommandName, CommandNamed } from '../document.ts';
import type { Judge } from '../options/options.ts';

type Key<Name extends CommandName> = (command: CommandNamed<Name>) => string | undefined;

/**
 * What two lines of a command should not both name: how messages call it, and the name. It is a warning and both lines
 * are kept, as in the reference, which knows one exception: snapshots.
 */
const KEYS: { readonly [Name in CommandName]?: readonly [what: string, key: Key<Name>] } = {
  part: ['the mount point', ({ mountPoint }) => (mountPoint === 'swap' ? undefined : mountPoint)],
  raid: ['the device', ({ device }) => device],
  volgroup: ['the volume group', ({ volumeGroup }) => volumeGroup],
  logvol: ['the logical volume', ({ volumeGroup, volume }) => `${volumeGroup}/${volume}`],
  btrfs: ['the mount point', ({ mountPoint }) => (mountPoint === 'none' ? undefined : mountPoint)],
  snapshot: ['the snapshot', ({ snapshot }) => snapshot],
  user: ['the user', ({ user }) => user],
  group: ['the group', ({ group }) => group],
  sshpw: ['the user', ({ user }) => user],
  repo: ['the repository', ({ repo }) => repo],
  // A VLAN on a device is a device of its own.
  network: ['the device', ({ device, vlanId }) => (vlanId === undefined ? device || undefined : undefined)],
  fcoe: ['the device', ({ nic }) => nic],
};

export class DuplicateCheck {
  readonly #first = new Map<string, Position>();

  check(command: Command, word: string, { report, warn }: Judge): void {
    const { name, position } = command;
    const [what, key] = (KEYS[name] ?? []) as readonly [what?: string, key?: (command: Command) => string | undefined];
    const value = key?.(command);
    if (value === undefined) return;
    const first = this.#first.get(`${name} ${value}`);
    if (first === undefined) {
      this.#first.set(`${name} ${value}`, position);
      return;
    }
    const message = `an earlier ${word} line has ${what} ${value} too: ${formatPosition(first)}`;
    if (name === 'snapshot') report(new ApplianceError({ kind: 'input', code: 'duplicate', message, position }));
    else warn({ code: 'duplicate', message, position });
  }
}
