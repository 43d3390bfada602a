/** Writes one image file, grain by grain in the order of the disk. */
export interface ImageWriter extends AsyncDisposable {
  /**
   * @param index place of the grain on the disk, counted in grains
   * @param data the whole grain
   * @param compressed its compressed form
   */
  add(index: number, data: Buffer, compressed: Buffer): Promise<void>;
  /** Writes what follows the data. Without it the file is of no use. */
  finish(): Promise<void>;
}
