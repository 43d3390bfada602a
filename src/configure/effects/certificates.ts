import * as path from 'node:path';
import type { Certificate } from '../../kickstart/document.ts';
import { findProgram, type Guest } from '../guest.ts';

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
  const { folder, suffix, program, args } = family.trustedAuthorities;
  for (const { filename, text } of anchors) {
    // Only names with the suffix count where there is one.
    const name = filename.endsWith(suffix) ? filename : `${path.posix.parse(filename).name}${suffix}`;
    await files.write(path.posix.join(folder, name), `${text}\n`);
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
