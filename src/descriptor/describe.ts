import type { Format } from '../appliance/formats.ts';
import type { Plan } from '../plan/plan.ts';
import type { BootRecord, DescriptorData } from './data.ts';
import { type ExtractedKernel, xenBootSource } from './xen-boot.ts';

/** A disk file that was built. */
export interface BuiltDisk {
  /** Name of the disk in the plan. */
  readonly disk: string;
  readonly format: Format;
  /** File name beside the descriptor. */
  readonly file: string;
  readonly virtualBytes: number;
  readonly sha256: string;
}

/** What deploys at once comes first; other formats follow in the order asked for, and packed disks last of all. */
const preferred: readonly Format[] = [
  'qcow2',
  'qcow2:zstd',
  'raw',
  'vmdk',
  'vmdk:monolithicSparse',
  'vmdk:monolithicFlat',
];

/**
 * The word of the descriptor. A choice within a format is the file's own matter. A packed disk keeps its name, which readers of
 * 2008 refuse: taking it for a raw disk, they would boot rubbish.
 */
const formatWord = (format: Format) => format.replace(/:.*/, '');

const mebibyte = 1024 * 1024;
const letters = 26;

/**
 * What the descriptor of an appliance says. It refers to the files of one format, preferably qcow2: there is one descriptor for an appliance.
 *
 * @param extracted the kernel that Xen starts; undefined: pygrub finds it in the first disk
 */
export function describeAppliance(
  plan: Plan,
  built: readonly BuiltDisk[],
  extracted?: ExtractedKernel,
): DescriptorData {
  const made = plan.formats.filter((format) => built.some((disk) => disk.format === format));
  const format = preferred.find((candidate) => made.includes(candidate)) ?? made[0];
  const disks = plan.disks.flatMap(({ name }) => {
    return built.filter((disk) => disk.disk === name && disk.format === format);
  });
  return {
    name: plan.name,
    version: plan.version,
    release: undefined,
    label: undefined,
    description: undefined,
    boots: bootsOf(plan, disks, extracted),
    vcpus: plan.vcpus,
    memoryKiB: plan.memoryMiB * 1024,
    interfaces: plan.interfaces,
    graphics: true,
    disks: disks.map((disk) => ({
      id: disk.file,
      file: disk.file,
      use: plan.disks.find(({ name }) => name === disk.disk)?.use ?? 'system',
      format: formatWord(disk.format),
      sizeMiB: Math.ceil(disk.virtualBytes / mebibyte),
      sha256: disk.sha256,
      sha1: undefined,
    })),
  };
}

function bootsOf(plan: Plan, disks: readonly BuiltDisk[], extracted: ExtractedKernel | undefined): BootRecord[] {
  const { arch, targets } = plan;
  const drives = (prefix: string) => disks.map(({ file }, index) => ({ disk: file, target: driveName(index, prefix) }));
  const full: BootRecord = { type: 'hvm', arch, features: {}, os: { loader: 'hd' }, drives: drives('vd') };
  if (!targets.includes('xen')) return [full];
  return [full, { type: 'xen', arch, features: {}, os: xenBootSource(plan, extracted), drives: drives('xvd') }];
}

/** vda … vdz, vdaa …, as the guest's kernel names them. */
export function driveName(index: number, prefix = 'vd'): string {
  let suffix = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / letters) - 1) {
    suffix = String.fromCharCode(97 + (rest % letters)) + suffix;
  }
  return `${prefix}${suffix}`;
}
