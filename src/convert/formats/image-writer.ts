/** Writes one image file, grain by grain in the order of the disk. */
export interface ImageWriter extends AsyncDisposable {
  /**
   * @param index place of the grain on the disk, counted in grains
   * @param data the whole grain
   * @param compressed its compressed form; empty if the format does not compress
   */
  add(index: number, data: Buffer, compressed: Buffer): Promise<void>;
  /**
   * Writes what follows the data. Without it the file is of no use.
   *
   * @param identity 32 bytes that tell this disk's contents from others, for identifiers that change with them and only with them
   */
  finish(identity: Buffer): Promise<void>;
}

export interface ImageSettings {
  /** The file to write. */
  readonly file: string;
  /** Size of the disk, a multiple of 512. */
  readonly sizeBytes: number;
}
