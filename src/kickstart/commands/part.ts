import { shown } from '../reading/text.ts';
import { badValue, defineCommand, notYet } from './definition.ts';

/** The first size in MiB whose bytes a double can't count exactly. */
const TOO_LARGE_MIB = 2 ** 33;
const MIB = { kind: 'integer', minimum: 1, maximum: TOO_LARGE_MIB - 1 } as const;

/** Mount points that are names of other things: LVM, RAID, btrfs and PReP. */
const NOT_YET = /^(?:pv|raid|btrfs)\.|^prepboot$/;
const CLIMBS = /\/\.\.?(?:\/|$)/;
const NO_PATHS: ReadonlySet<string> = new Set(['swap', 'biosboot']);

export const part = defineCommand({
  names: ['part', 'partition'],
  grammar: {
    options: {
      sizeMiB: { names: ['--size'], ...MIB },
      grow: { names: ['--grow'], kind: 'flag' },
      maxSizeMiB: { names: ['--maxsize'], ...MIB },
      onDisk: { names: ['--ondisk', '--ondrive'], kind: 'text' },
      fsType: { names: ['--fstype', '--type'], kind: 'text' },
      label: { names: ['--label'], kind: 'text' },
      asPrimary: { names: ['--asprimary'], kind: 'flag' },
    },
    positionals: { minimum: 1, maximum: 1, name: 'a mount point' },
    notYet: [
      '--active',
      '--backuppassphrase',
      '--cipher=',
      '--encrypted',
      '--escrowcert=',
      '--fsoptions=',
      '--fsprofile=',
      '--hibernation',
      '--hw-passphrase=',
      '--luks-version=',
      '--mkfsoptions=',
      '--noformat',
      '--onbiosdisk=',
      '--onpart=',
      '--passphrase=',
      '--pbkdf=',
      '--pbkdf-iterations=',
      '--pbkdf-memory=',
      '--pbkdf-time=',
      '--recommended',
      '--resize',
      '--usepart=',
    ],
  },
  build: ({ command, values, positionals }, report) => {
    const mountPoint = positionals[0]?.text ?? '';
    const position = positionals[0]?.position ?? command.position;
    if (NOT_YET.test(mountPoint)) {
      report(notYet(`part ${shown(mountPoint)}`, position));
      return undefined;
    }
    if (!NO_PATHS.has(mountPoint) && (!mountPoint.startsWith('/') || CLIMBS.test(mountPoint))) {
      report(badValue(`a part needs an absolute mount point, swap or biosboot, not "${shown(mountPoint)}"`, position));
      return undefined;
    }
    return {
      name: 'part',
      position: command.position,
      mountPoint,
      sizeMiB: values.sizeMiB,
      grow: values.grow,
      maxSizeMiB: values.maxSizeMiB,
      onDisk: values.onDisk?.replace(/^\/dev\//, ''),
      fsType: values.fsType,
      label: values.label,
      asPrimary: values.asPrimary,
    };
  },
});
