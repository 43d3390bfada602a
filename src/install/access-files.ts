import * as fs from 'node:fs/promises';
import type { RepositoryAccess, RepositorySpec } from '../appliance/appliance.ts';
import { ApplianceError } from '../errors.ts';

/** Files on the building machine that reaching a repository needs: the setting of apt-transport-https(1), the option, the path. */
export function accessFiles({ sslCaCert, sslClientCert, sslClientKey }: RepositoryAccess) {
  return (
    [
      ['CaInfo', '--sslcacert', sslCaCert],
      ['SslCert', '--sslclientcert', sslClientCert],
      ['SslKey', '--sslclientkey', sslClientKey],
    ] as const
  ).flatMap(([setting, option, file]) => (file === undefined ? [] : [[setting, option, localPath(file)] as const]));
}

/** @throws ApplianceError code `missing-file`: the package manager would only say that it cannot connect */
export async function requireAccessFiles(repositories: readonly RepositorySpec[]): Promise<void> {
  for (const { access = {}, position } of repositories) {
    for (const [, option, file] of accessFiles(access)) {
      const readable = await fs.access(file, fs.constants.R_OK).then(
        () => true,
        () => false,
      );
      if (readable) continue;
      throw new ApplianceError({
        kind: 'input',
        code: 'missing-file',
        message: `${option}: this machine has no file ${file}`,
        position,
        hint: 'the file must be on the machine that builds',
      });
    }
  }
}

/** Kickstarts may write a path as a file: URL. */
export const localPath = (file: string) => file.replace(/^file:\/\//, '');
