import * as path from 'node:path';
import { type LocatedDisk, locateDisk } from '../../deploy/disks/locate.ts';
import { requireCards } from '../../deploy/domain/networks.ts';
import { checkName } from '../../deploy/host/libvirt.ts';
import type { DescriptorData } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import type { Manifest } from '../../report/manifest/manifest.ts';
import { manifestBeside } from '../boot/subject.ts';
import { readDescriptorFile } from '../descriptor/descriptor-file.ts';
import type { DeployFlags } from './flags.ts';

/** What is deployed. */
export interface DeploySubject {
  readonly file: string;
  readonly directory: string;
  readonly data: DescriptorData;
  /** Undefined: none lies beside the descriptor, or it is about another appliance. */
  readonly manifest: Manifest | undefined;
  /** By ids of disks. */
  readonly located: ReadonlyMap<string, LocatedDisk>;
  /** Of the domain. */
  readonly name: string;
}

/** @throws ApplianceError kind `input` */
export async function readDeploySubject(
  file: string,
  { name: wanted, network }: Pick<DeployFlags, 'name' | 'network'>,
  warn: (warning: Warning) => void,
): Promise<DeploySubject> {
  const { data, warnings } = await readDescriptorFile(file);
  for (const warning of warnings) warn(warning);
  // Networks that an upgrade keeps may be more than the new appliance has cards; those that are asked for now may not.
  requireCards(network ?? [], data.interfaces);
  const directory = path.dirname(path.resolve(file));
  const name = wanted ?? data.name;
  checkName(name, 'domain', 'take letters, digits and . _ + -: --name NAME');
  const found = await Promise.all(data.disks.map((disk) => locateDisk(directory, disk, warn)));
  const located = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.disk.id, one]])));
  return { file, directory, data, manifest: await manifestBeside(directory, path.basename(file)), located, name };
}

/** `--user-disk data=VOLUME`, by names of disks. @throws ApplianceError code `bad-option` */
export function parseUserDisks(texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text) => {
      const [, disk, volume] = /^([A-Za-z0-9_.+-]+)=([A-Za-z0-9][A-Za-z0-9_.+-]*)$/.exec(text) ?? [];
      if (disk !== undefined && volume !== undefined) return [disk, volume];
      throw new ApplianceError({
        kind: 'input',
        code: 'bad-option',
        message: `--user-disk ${text} is not DISK=VOLUME`,
        hint: 'such as data=hello-data.1.qcow2',
      });
    }),
  );
}
