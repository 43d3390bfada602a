import * as fs from 'node:fs/promises';
import type { RepositoryAccess, RepositorySpec } from '../../appliance/appliance.ts';
import { hostOf } from '../../appliance/packages/repositories.ts';
import { ApplianceError } from '../../errors.ts';

export type AptSetting = readonly [name: string, value: string];

/**
 * Settings of apt that say how the hosts of the repositories are reached: apt-transport-http(1) and
 * apt-transport-https(1), "CONFIGURATION". They hold for one host each, and override the host's own and the environment.
 */
export function accessSettings(repositories: readonly RepositorySpec[]): AptSetting[] {
  const settings = repositories.flatMap((repository) => {
    const host = hostOf(repository);
    const { access } = repository;
    return access === undefined || host === undefined ? [] : settingsOf(host, schemeOf(repository), access);
  });
  // They need not be readable for the user _apt, to which apt changes before it opens them.
  return settings.some(([name]) => /::(?:CaInfo|SslCert|SslKey)$/.test(name))
    ? [...settings, ['APT::Sandbox::User', 'root']]
    : settings;
}

const schemeOf = ({ url }: RepositorySpec) => (/^\s*https:/i.test(url) ? 'https' : 'http');

function settingsOf(host: string, scheme: 'http' | 'https', access: RepositoryAccess): AptSetting[] {
  const https = `Acquire::https::${host}`;
  const { proxy, noVerifySsl } = access;
  return [
    ...(proxy === undefined
      ? []
      : [[`Acquire::${scheme}::Proxy::${host}`, proxy.includes('://') ? proxy : `http://${proxy}`] as const]),
    ...(noVerifySsl === true
      ? [[`${https}::Verify-Peer`, 'false'] as const, [`${https}::Verify-Host`, 'false'] as const]
      : []),
    ...filesOf(access).map(([setting, , file]) => [`${https}::${setting}`, file] as const),
  ];
}

function filesOf({ sslCaCert, sslClientCert, sslClientKey }: RepositoryAccess) {
  return (
    [
      ['CaInfo', '--sslcacert', sslCaCert],
      ['SslCert', '--sslclientcert', sslClientCert],
      ['SslKey', '--sslclientkey', sslClientKey],
    ] as const
  ).flatMap(([setting, option, file]) =>
    file === undefined ? [] : [[setting, option, file.replace(/^file:\/\//, '')] as const],
  );
}

/** @throws ApplianceError code `missing-file`: apt would only say that it cannot connect */
export async function requireAccessFiles(repositories: readonly RepositorySpec[]): Promise<void> {
  for (const { access = {}, position } of repositories) {
    for (const [, option, file] of filesOf(access)) {
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
