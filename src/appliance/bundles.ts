/** Files that are made of the whole appliance, by the names that `--format` takes beside those of disk formats. */
export const bundleFormats = {
  ova: { meaning: 'VMware and VirtualBox, to import: one file with streamOptimized disks and their machine' },
  vmx: { meaning: 'VMware Workstation, Player and Fusion, to open: a machine beside writable vmdk disks' },
} as const satisfies Readonly<Record<string, { readonly meaning: string }>>;

export type BundleFormat = keyof typeof bundleFormats;

export const bundles = Object.keys(bundleFormats) as [BundleFormat, ...BundleFormat[]];

/** What `--package` puts everything into. */
export const archiveKinds = ['tar', 'tar.gz', 'tar.zst', 'zip'] as const;

export type ArchiveKind = (typeof archiveKinds)[number];
