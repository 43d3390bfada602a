import { group, rootpw, sshkey, sshpw, user } from './accounts.ts';
import { fcoe, iscsi, iscsiname, nvdimm, zfcp } from './attached-storage.ts';
import { autopart, reqpart } from './autopart.ts';
import { bootloader, zipl } from './bootloader.ts';
import type { CommandDefinition } from './definition.ts';
import { clearpart, ignoredisk, mount, snapshot, zerombr } from './disks.ts';
import { autostep, displayMode, eula, install, logging, mediacheck, rdp, reboot, rescue, vnc } from './installer.ts';
import { keyboard, lang, timesource, timezone } from './locale.ts';
import { logvol, volgroup } from './lvm.ts';
import {
  bootc,
  cdrom,
  driverdisk,
  harddrive,
  hmc,
  liveimg,
  nfs,
  ostreecontainer,
  ostreesetup,
  updates,
} from './media.ts';
import { network } from './network.ts';
import { part } from './part.ts';
import { btrfs, raid } from './raid.ts';
import { auth, authselect, firewall, realm, selinux } from './security.ts';
import { firstboot, rhsm, services, skipx, syspurpose, xconfig } from './services.ts';
import { method, moduleCommand, repo, url } from './sources.ts';

/** Every command of the language. */
export const DEFINITIONS: readonly CommandDefinition[] = [
  ...[part, autopart, reqpart, raid, volgroup, logvol, btrfs, mount, snapshot, clearpart, zerombr, ignoredisk],
  ...[bootloader, zipl, fcoe, iscsi, iscsiname, zfcp, nvdimm],
  ...[rootpw, user, group, sshkey, sshpw, lang, keyboard, timezone, timesource, network, services, firewall, selinux],
  ...[auth, authselect, realm, rhsm, syspurpose, firstboot, xconfig, skipx],
  ...[url, repo, moduleCommand, method, cdrom, hmc, harddrive, nfs, liveimg, ostreesetup, ostreecontainer, bootc],
  ...[driverdisk, updates, displayMode, reboot, vnc, rdp, logging, rescue, autostep, eula, mediacheck, install],
];

const byName: ReadonlyMap<string, CommandDefinition> = new Map(
  DEFINITIONS.flatMap((definition) => definition.names.map((name) => [name, definition] as const)),
);

export function findCommand(name: string): CommandDefinition | undefined {
  return byName.get(name);
}

/** All command names of the language. */
export function knownCommandNames(): readonly string[] {
  return [...byName.keys()];
}
