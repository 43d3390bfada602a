import type { Appliance } from '../../appliance/appliance.ts';
import { encryptionsOf } from '../../appliance/disks/encryption.ts';

/** `user:password@` and `token@` before a host (RFC 3986 §3.2.1): the password or the token, as written and as meant. */
function credentialsOf(address: string): string[] {
  const [, user = '', password] = /(?:^|:\/\/)([^\s/@:]*)(?::([^\s/@]*))?@/.exec(address) ?? [];
  const secret = password ?? user;
  if (secret === '') return [];
  try {
    return [...new Set([secret, decodeURIComponent(secret)])];
  } catch {
    return [secret];
  }
}

/**
 * Texts of the kickstart that must not appear in any log: passwords, hashed ones too, and those in repository addresses.
 * A password that is a public word, such as the appliance's own name, is no secret; masking it would give it away.
 */
export function secretsOf({
  name,
  disks,
  parts,
  storage,
  bootLoader,
  repositories,
  system: { rootpw, users, hostname },
}: Appliance): string[] {
  const passphrases = encryptionsOf({ parts, storage }).map(({ passphrase }) => passphrase);
  const passwords = [bootLoader.password, rootpw?.password, ...users.map(({ password }) => password)].flatMap(
    (password) => password?.text ?? [],
  );
  const addresses = repositories.flatMap(({ url, access, keys = [] }) => [url, access?.proxy ?? '', ...keys]);
  const inAddresses = addresses.flatMap(credentialsOf);
  const publicWords = [
    name,
    hostname ?? '',
    ...disks.map((disk) => `${disk.name} ${disk.device}`),
    ...users.map(({ user }) => user),
  ].join(' ');
  return [...passwords, ...passphrases, ...inAddresses].filter((secret) => !publicWords.includes(secret));
}
