/** A file of the package, with its SHA-256 in lower-case hexadecimal. */
export interface DigestedFile {
  readonly file: string;
  readonly sha256: string;
}

/** The manifest of an OVF package (DSP0243 §5.1); SHA-256 is of OVF 2.0, and taken by all that read 1.x today. */
export function writeOvfManifest(files: readonly DigestedFile[]): string {
  return files.map(({ file, sha256 }) => `SHA256(${file})= ${sha256}\n`).join('');
}
