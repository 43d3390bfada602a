import type { DescriptorData } from './data.ts';

/** The grammar of 2008 (python-virtinst doc/image.rng), with the formats and machines that came after it. */
const name = /^[A-Za-z0-9_.+\-:/]+$/;
const version = /^[0-9.]+(?:-[0-9.]+)?$/;
const file = /^[A-Za-z0-9_.+\-:][A-Za-z0-9_.+\-:/]*$/;
const target = /^(?:hd|sd|vd|xvd)[a-z]{1,2}$/;
const sha256 = /^[0-9a-f]{64}$/;
const architectures = ['i686', 'x86_64', 'aarch64', 'mips', 'sparc', 'ppc'];
const formats = ['raw', 'iso', 'qcow', 'qcow2', 'vmdk', 'vdi', 'vhd', 'vhdx', 'raw.zst', 'raw.xz'];
const smallestMemoryKiB = 4000;

/**
 * Holds a descriptor against the strict grammar. Readers take more than it allows, so these are no errors.
 *
 * @returns one sentence for each deviation; none if it is valid
 */
export function validateDescriptor(data: DescriptorData): string[] {
  const checks: (readonly [valid: boolean, problem: string])[] = [
    [name.test(data.name), `the name "${data.name}" has characters besides letters, digits and _ . + - : /`],
    [data.version === undefined || version.test(data.version), `the version "${data.version}" is not made of numbers`],
    [architectures.includes(data.arch), `the machine "${data.arch}" is unknown`],
    [data.vcpus >= 1, 'there is no virtual processor'],
    [data.memoryKiB >= smallestMemoryKiB, `${data.memoryKiB} KiB of memory is less than ${smallestMemoryKiB}`],
    [data.graphics, 'there is no <graphics/>, which the grammar wants'],
    [new Set(data.drives.map((drive) => drive.target)).size === data.drives.length, 'two drives have the same target'],
  ];
  for (const drive of data.drives) {
    checks.push([drive.target === undefined || target.test(drive.target), `the target "${drive.target}" is unusual`]);
  }
  for (const disk of data.disks) {
    const inside = file.test(disk.file) && !disk.file.split('/').includes('..');
    checks.push(
      [inside, `the file "${disk.file}" is not a plain path beside the descriptor`],
      [formats.includes(disk.format), `the format "${disk.format}" is unknown`],
      [disk.sha256 === undefined || sha256.test(disk.sha256), `the checksum of ${disk.file} is not a SHA-256`],
    );
  }
  return checks.filter(([valid]) => !valid).map(([, problem]) => problem);
}
