/** What an archive holds: files of the host, or texts. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: { readonly file: string } | { readonly text: string };
  /** A disk with holes: tar leaves out stretches of zeros, so that a disk of 2 TB with 1 GB in it takes 1 GB. */
  readonly sparse?: boolean;
  /** Zip does not try to compress what is compressed. */
  readonly compressed?: boolean;
}

export interface Contents {
  /** A folder that everything is in; undefined: none. */
  readonly folder?: string;
  /** In the order in which they are put into the archive. */
  readonly files: readonly ArchiveFile[];
  /** The time of everything. */
  readonly timeSeconds: number;
}

/** Zip knows no earlier time. It is that of all archives whose build has no SOURCE_DATE_EPOCH. */
export const earliestSeconds = Date.UTC(1980, 0, 1) / 1000;
