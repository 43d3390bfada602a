import type { RepositoryAccess, RepositorySpec } from '../../appliance/appliance.ts';
import { hostOf } from '../../appliance/packages/repositories.ts';
import { accessFiles } from '../access-files.ts';

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
    ...accessFiles(access).map(([setting, , file]) => [`${https}::${setting}`, file] as const),
  ];
}
