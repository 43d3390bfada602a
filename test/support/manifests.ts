import type { Manifest } from '../../src/report/manifest/manifest.ts';

export const sha = (digit: string) => digit.repeat(64);

type Package = Manifest['packages'][number];

export const packageOf = (name: string, version = '1.0-1', file = '1', arch = 'amd64'): Package => ({
  name,
  version,
  arch,
  sha256: sha(file),
});

/** A manifest as `build` writes it. */
export function manifestOf(changes: Partial<Manifest> = {}): Manifest {
  return {
    schema: 1,
    name: 'box',
    version: '1.0',
    arch: 'x86_64',
    backend: 'apt',
    builder: { program: 'appliance-build', version: '0.1.0', peakMemoryBytes: 1 },
    kickstart: { file: 'box.ks', sha256: sha('a') },
    descriptor: 'box.xml',
    disks: ['qcow2', 'vmdk'].map((format) => ({
      disk: 'os',
      format: format as 'qcow2',
      file: `box-os.${format}`,
      virtualBytes: 2 ** 30,
      fileBytes: 17,
      sha256: sha('b'),
    })),
    files: ['SHA256SUMS', 'box-os.qcow2', 'box-os.vmdk', 'box.xml'],
    packages: [packageOf('bash'), packageOf('curl')],
    layer: { key: sha('c'), fromCache: false },
    noEffect: [],
    warnings: [],
    bootLoader: { loader: 'grub', bios: true, uefi: true, signed: false },
    bootTest: {
      expect: ['login:'],
      combinations: [
        { format: 'qcow2', firmware: 'bios' },
        { format: 'vmdk', firmware: 'bios' },
      ],
    },
    boot: [],
    timings: [{ name: 'resolve', seconds: 1.5, detail: '2 packages' }],
    ...changes,
  };
}
