/** One line of `apt-get --print-uris`: what apt would download. */
export interface PackageUri {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  /** Name in apt's archive directory: `libc6_2.36-9+deb12u14_amd64.deb`. */
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Undefined if the repository's index has no SHA-256. */
  readonly sha256: string | undefined;
}

const uriLine = /^'[^']*' (\S+)_(\S+)_([^_\s]+)\.deb (\d+)(?: (?:SHA256:([0-9a-f]{64})|\S+))?$/;

/** Reads the output of `apt-get --print-uris install`; other lines are passed over. */
export function parseUris(output: string): PackageUri[] {
  return output.split('\n').flatMap((line) => {
    const match = uriLine.exec(line);
    if (match === null) return [];
    const [, name = '', version = '', arch = '', size = '', sha256] = match;
    return [
      {
        name,
        version: decodeURIComponent(version),
        arch,
        fileName: `${name}_${version}_${arch}.deb`,
        sizeBytes: Number(size),
        sha256,
      },
    ];
  });
}
