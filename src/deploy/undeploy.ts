import { ApplianceError, messageOf, type Warning } from '../errors.ts';
import { type StopOptions, stopDomain } from './deploy.ts';
import { type DeployedDisk, readDomain } from './domain/deployment.ts';
import type { Libvirt } from './host/libvirt.ts';

export interface UndeployOptions extends StopOptions {
  readonly name: string;
  readonly removesUserDisks: boolean;
  readonly warn: (warning: Warning) => void;
}

export interface UndeployResult {
  readonly deleted: readonly DeployedDisk[];
  /** Disks of the user, and files that were used where they lay. */
  readonly kept: readonly DeployedDisk[];
}

/**
 * Removes what `deploy` made: the domain, and the disks that were copied for it. The user's stay unless that is asked for.
 *
 * @throws ApplianceError codes `no-such-domain`, `not-ours`, `guest-runs-on`
 */
export async function undeploy(libvirt: Libvirt, options: UndeployOptions): Promise<UndeployResult> {
  const { name, removesUserDisks, warn } = options;
  if (!(await libvirt.domainNames()).includes(name)) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-such-domain',
      message: `there is no domain ${name}`,
      hint: `virsh --connect ${libvirt.uri.text} list --all shows what there is`,
    });
  }
  const { deployment } = readDomain(await libvirt.domainXml(name));
  if (deployment === undefined) throw notOurs(name);
  const isDeleted = ({ use, volume }: DeployedDisk) => volume !== undefined && (use !== 'user' || removesUserDisks);
  if (await libvirt.isActive(name)) await stopDomain(libvirt, name, options);
  await libvirt.undefine(name);
  const deleted: DeployedDisk[] = [];
  for (const disk of deployment.disks.filter(isDeleted)) {
    const { pool = '', name: volume = '' } = disk.volume ?? {};
    try {
      await libvirt.deleteVolume(pool, volume);
      deleted.push(disk);
    } catch (error) {
      warn({ code: 'not-deleted', message: `disk ${disk.name} could not be deleted: ${messageOf(error)}` });
    }
  }
  return { deleted, kept: deployment.disks.filter((disk) => !isDeleted(disk)) };
}

export function notOurs(name: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'not-ours',
    message: `the domain ${name} was not deployed by this program, so its disks are unknown`,
    hint: 'virsh undefine removes it',
  });
}
