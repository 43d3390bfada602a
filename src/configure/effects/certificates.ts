import * as path from 'node:path';
import { certificatesIn } from '../../appliance/certificates.ts';
import type { Certificate } from '../../kickstart/document.ts';
import type { Family } from '../family.ts';
import { findProgram, type Guest } from '../guest.ts';

/** Only names with the suffix count where there is one; of several certificates in a file some tools find only the first. */
function anchorFiles({ filename, text }: Certificate, { trustedAuthorities }: Family): readonly [string, string][] {
  const { suffix, oneToAFile } = trustedAuthorities;
  const base = filename.endsWith(suffix)
    ? filename.slice(0, filename.length - suffix.length)
    : path.parse(filename).name;
  const found = certificatesIn(text);
  if (!oneToAFile || found.length < 2) return [[`${base}${suffix}`, text]];
  return found.map((pem, index) => [`${base}-${index + 1}${suffix}`, pem]);
}

/**
 * Puts the certificates where the kickstart wants them: `--dir` as it says, `--type=anchor` among the authorities that the
 * guest trusts, whose store is then made anew (update-ca-certificates(8), update-ca-trust(8)).
 */
export async function applyCertificates(certificates: readonly Certificate[], guest: Guest): Promise<void> {
  const { files, family, chroot, warn } = guest;
  for (const { directory, filename, text } of certificates) {
    if (directory !== undefined) await files.write(path.posix.join(directory, filename), `${text}\n`);
  }
  const anchors = certificates.filter(({ type }) => type === 'anchor');
  const [first] = anchors;
  if (first === undefined) return;
  const { folder, program, args } = family.trustedAuthorities;
  for (const anchor of anchors) {
    for (const [name, pem] of anchorFiles(anchor, family)) await files.write(path.posix.join(folder, name), `${pem}\n`);
  }
  if ((await findProgram(files, program)) === undefined) {
    warn({
      code: 'trust-store-missing',
      message: `the certificate is in ${folder}, but nothing trusts it: the guest has no ${program}`,
      position: first.position,
      hint: 'add ca-certificates to %packages',
    });
    return;
  }
  await chroot.run(program, args, { logOutput: true, failure: "can't make the store of trusted authorities" });
}
