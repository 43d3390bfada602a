/**
 * How the kickstart room reads included files; the only door to the outside it has. It is not asynchronous, so that the
 * parser is not: who must fetch a file first returns an empty text, fetches, and has the kickstart read again.
 */
export interface IncludeReader {
  /**
   * Finds and reads an included file.
   *
   * @param path as written after %include
   * @param fromFile name of the including file, as it appears in positions
   * @returns the text, the name to show in positions, and what tells the file from others (default: the name)
   * @throws any error when the file can't be read; the parser turns it into an ApplianceError with the %include's position
   */
  read(
    path: string,
    fromFile: string,
  ): {
    readonly file: string;
    readonly text: string;
    readonly identity?: string;
  };
}
