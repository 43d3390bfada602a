import type { SystemSpec } from '../appliance/appliance.ts';
import { timeServiceOf } from '../appliance/locale/time-sources.ts';
import type { Warning } from '../errors.ts';
import type { Chroot } from '../host/root/chroot.ts';
import type { BootLoaderPlan } from '../plan/plan.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { applyFedoraBoot } from './boot/fedora-boot.ts';
import { loaderSettings } from './boot/loader-settings.ts';
import { applyRootpw, applyUsers } from './effects/accounts/accounts.ts';
import { applyAuthentication } from './effects/accounts/authentication.ts';
import { applyGroups } from './effects/accounts/groups.ts';
import { applySshKeys } from './effects/accounts/ssh-keys.ts';
import { applyCertificates } from './effects/certificates.ts';
import { applyDefaultTarget } from './effects/display.ts';
import { applyFirewall } from './effects/firewall/firewall.ts';
import { applyFirstBoot } from './effects/first-boot.ts';
import { applyHostname } from './effects/hostname.ts';
import { applyKdump } from './effects/kdump.ts';
import { applyKeyboard } from './effects/keyboard/keyboard.ts';
import { applyLang } from './effects/lang.ts';
import { applyNetworks } from './effects/network/network.ts';
import { applySelinux } from './effects/selinux.ts';
import { applyServices } from './effects/services.ts';
import { applyArrays } from './effects/storage/arrays.ts';
import { applyEncryption } from './effects/storage/encryption.ts';
import { applyFstab } from './effects/storage/fstab.ts';
import { applySyspurpose } from './effects/syspurpose.ts';
import { applyTimeService } from './effects/time/time-service.ts';
import { applyTimezone } from './effects/time/timezone.ts';
import { type Guest, openGuest } from './guest.ts';
import { removeHostFiles } from './leftovers.ts';

export interface ConfigureSpec extends StoragePlan {
  /** The appliance's name; salts and UUIDs are derived from it. */
  readonly name: string;
  readonly system: SystemSpec;
  readonly bootLoader: BootLoaderPlan;
  /** GRUB's hash of the password for its menu. Never print it. */
  readonly passwordHash: string | undefined;
}

export interface Effect {
  /** The kickstart commands it stands for. */
  readonly commands: readonly string[];
  apply(spec: ConfigureSpec, guest: Guest): Promise<void>;
}

const given = async <Command>(command: Command | undefined, apply: (command: Command) => Promise<void>) => {
  if (command !== undefined) await apply(command);
};

/** In the order in which they run: users before their keys, packages' units before the services line has its say. */
export const effects: readonly Effect[] = [
  { commands: [], apply: async (_, { files }) => await removeHostFiles(files) },
  { commands: ['lang'], apply: ({ system }, guest) => given(system.lang, (line) => applyLang(line, guest)) },
  {
    commands: ['keyboard'],
    apply: ({ system }, guest) => given(system.keyboard, (line) => applyKeyboard(line, guest)),
  },
  {
    commands: ['timezone'],
    apply: ({ system }, guest) => given(system.timezone, (line) => applyTimezone(line, guest)),
  },
  {
    commands: ['timezone', 'timesource'],
    apply: ({ system }, guest) => given(timeServiceOf(system), (service) => applyTimeService(service, guest)),
  },
  { commands: ['rootpw'], apply: ({ name, system }, guest) => applyRootpw(system.rootpw, name, guest) },
  { commands: ['group'], apply: ({ system }, guest) => applyGroups(system.groups, guest) },
  { commands: ['user'], apply: ({ name, system }, guest) => applyUsers(system.users, name, guest) },
  { commands: ['sshkey'], apply: ({ system }, guest) => applySshKeys(system.sshKeys, guest) },
  {
    commands: ['auth', 'authselect'],
    apply: ({ system }, guest) => given(system.authentication, (line) => applyAuthentication(line, guest)),
  },
  { commands: ['network'], apply: ({ system }, guest) => applyHostname(system, guest) },
  { commands: ['network'], apply: ({ name, system }, guest) => applyNetworks(system.networks, name, guest) },
  {
    commands: ['firewall'],
    apply: ({ system }, guest) => given(system.firewall, (line) => applyFirewall(line, guest)),
  },
  {
    commands: ['selinux'],
    apply: ({ system, bootLoader }, guest) =>
      given(system.selinux, (line) => applySelinux(line, bootLoader.kernelArguments, guest)),
  },
  { commands: [], apply: ({ system }, guest) => given(system.kdump, (kdump) => applyKdump(kdump, guest)) },
  { commands: [], apply: ({ system }, guest) => applyCertificates(system.certificates, guest) },
  {
    commands: ['syspurpose'],
    apply: ({ system }, guest) => given(system.syspurpose, (line) => applySyspurpose(line, guest)),
  },
  { commands: ['firstboot'], apply: ({ system }, guest) => applyFirstBoot(system.firstboot, guest) },
  { commands: ['xconfig', 'skipx'], apply: ({ system }, guest) => applyDefaultTarget(system, guest) },
  {
    commands: ['services'],
    apply: ({ system }, guest) => given(system.services, (line) => applyServices(line, guest)),
  },
  { commands: ['part'], apply: applyFstab },
  { commands: ['raid'], apply: ({ arrays }, guest) => applyArrays(arrays, guest) },
  { commands: ['part'], apply: applyEncryption },
  { commands: ['bootloader'], apply: (spec, guest) => applyFedoraBoot(spec, guest) },
  { commands: ['bootloader'], apply: (spec, guest) => loaderSettings[spec.bootLoader.loader].write(guest, spec) },
];

/**
 * Does to the root what the kickstart's commands say; the scripts come after it.
 *
 * @throws ApplianceError for a line that can't be done; what can be left out is a warning
 */
export async function configureRoot(chroot: Chroot, spec: ConfigureSpec): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  const guest = await openGuest(chroot, (warning) => warnings.push(warning));
  for (const effect of effects) await effect.apply(spec, guest);
  return warnings;
}
