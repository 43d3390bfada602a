/** How the kickstart room reads included files; the only door to the outside it has. */
export interface IncludeReader {
  /**
   * Finds and reads an included file.
   *
   * @param path as written after %include
   * @param fromFile name of the including file, as it appears in positions
   * @returns the text and the name to show in positions
   * @throws any error when the file can't be read; the parser turns it into an ApplianceError with the %include's position
   */
  read(path: string, fromFile: string): { readonly file: string; readonly text: string };
}
