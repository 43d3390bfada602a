// GITHUB_ARTIFACTS, of runner 2.336: names what a job made, for actions/attest.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';

const bytesLimit = 1024 * 1024;
const subjectsLimit = 500;
const hexLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * A file to a line, relative to the workspace or as `file://…`, or `oci://REFERENCE@sha256:…`; `#` starts a comment.
 *
 * @param subjects name to digest, of the whole job; the file's are added, all or none
 * @throws Error for a line that names no regular file, or gives a name another digest, and for too much
 */
export function readArtifacts(text: string, workspace: string, subjects: Map<string, string>): void {
  if (Buffer.byteLength(text) > bytesLimit)
    throw new Error('$GITHUB_ARTIFACTS file exceeds the maximum size of 1024 KiB');
  const all = new Map(subjects);
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const bad = (why: string) => new Error(`Invalid $GITHUB_ARTIFACTS entry on line ${index + 1}: ${why}`);
    const [name, digest] = readLine(line, workspace, bad);
    const known = all.get(name);
    if (known !== undefined && known !== digest) throw bad(`'${name}' has the digest ${known} already, now ${digest}`);
    all.set(name, digest);
    if (all.size > subjectsLimit) throw bad(`a job may declare ${subjectsLimit} artifacts`);
  }
  for (const [name, digest] of all) subjects.set(name, digest);
}

function readLine(line: string, workspace: string, bad: (why: string) => Error): readonly [string, string] {
  if (line.includes('=')) throw bad("entries containing '=' are reserved and not permitted");
  const image = /^(?:oci:\/\/)?(.+)@(sha256|sha384|sha512):([0-9a-fA-F]+)$/i.exec(line);
  if (image !== null) {
    const [, reference = '', algorithm = '', hex = ''] = image;
    const right = hexLengths[algorithm.toLowerCase()] === hex.length;
    if (right) return [reference, `${algorithm}:${hex}`.toLowerCase()];
    if (/^oci:/i.test(line)) throw bad(`digest '${algorithm}' must not have ${hex.length} characters`);
  }
  const file = line.replace(/^file:\/\//i, '');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) throw bad('unsupported URI scheme');
  const found = statSync(path.resolve(workspace, file), { throwIfNoEntry: false });
  if (found === undefined) throw bad(`file '${file}' does not exist`);
  if (!found.isFile()) throw bad(`'${file}' is not a regular file`);
  const hash = createHash('sha256').update(readFileSync(path.resolve(workspace, file)));
  return [path.basename(file), `sha256:${hash.digest('hex')}`];
}
