import type { Position } from '../../../errors.ts';
import type { BtrfsCommand, LogvolCommand, PartCommand, VolgroupCommand } from '../../../kickstart/document.ts';

/** Lines as a kickstart could have them, each at a position of its own, though all at the same place. */

const formatting = {
  ...{ fsType: undefined, label: undefined, fsOptions: undefined, mkfsOptions: undefined, fsProfile: undefined },
  noFormat: false,
} as const;
const encryption = {
  ...{ encrypted: false, passphrase: undefined, cipher: undefined, escrowCert: undefined, backupPassphrase: false },
  ...{ luksVersion: undefined, pbkdf: undefined, pbkdfMemory: undefined, pbkdfTime: undefined },
  pbkdfIterations: undefined,
} as const;
const sizing = {
  ...{ sizeMiB: undefined, grow: false, maxSizeMiB: undefined, recommended: false, hibernation: false },
  resize: false,
} as const;

type Fields<Line, Needed extends keyof Line> = Partial<Line> & Pick<Line, Needed>;

export const partLine = (at: Position, fields: Fields<PartCommand, 'mountPoint' | 'onDisk'>): PartCommand => ({
  ...{ name: 'part', position: { ...at }, ...formatting, ...encryption, ...sizing },
  ...{ onPart: undefined, onBiosDisk: undefined, asPrimary: false, active: false, hwPassphrase: undefined },
  ...fields,
});

export const volgroupLine = (
  at: Position,
  fields: Fields<VolgroupCommand, 'volumeGroup' | 'members'>,
): VolgroupCommand => ({
  ...{ name: 'volgroup', position: { ...at }, peSizeKiB: undefined, reservedSpaceMiB: undefined },
  ...{ reservedPercent: undefined, noFormat: false, useExisting: false },
  ...fields,
});

export const logvolLine = (
  at: Position,
  fields: Fields<LogvolCommand, 'mountPoint' | 'volume' | 'volumeGroup'>,
): LogvolCommand => ({
  ...{ name: 'logvol', position: { ...at }, ...formatting, ...encryption, ...sizing },
  ...{ percent: undefined, useExisting: false, thinPool: false, thin: false, poolName: undefined },
  ...{ chunkSizeKiB: undefined, metadataSizeMiB: undefined, profile: undefined },
  ...{ cacheSizeMiB: undefined, cacheMode: undefined, cachePvs: undefined },
  ...fields,
});

export const btrfsLine = (at: Position, fields: Fields<BtrfsCommand, 'mountPoint' | 'members'>): BtrfsCommand => ({
  ...{ name: 'btrfs', position: { ...at }, label: undefined, dataLevel: undefined, metadataLevel: undefined },
  ...{ subvolume: false, subvolumeName: undefined, parent: undefined, noFormat: false, useExisting: false },
  mkfsOptions: undefined,
  ...fields,
});
