import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** Where package scripts make keys and passwords of a machine's own; below /usr is what everybody has. */
const folders = ['etc', 'root', 'home', 'opt', 'srv', 'usr/local', 'var'];
/** Large, and databases of the package managers alone. */
const passedOver: ReadonlySet<string> = new Set([
  ...['var/cache', 'var/lib/apt', 'var/lib/dpkg', 'var/lib/rpm', 'var/lib/dnf', 'var/lib/selinux'],
  ...['etc/selinux', 'etc/ssl/certs', 'etc/pki/ca-trust'],
]);

/** Files that are secret by what they are called, in formats that do not say so themselves. */
const secretNames: readonly RegExp[] = [
  /(?:^|\/)ssh_host_[^/]*_key$/,
  /(?:^|\/)dropbear_[^/]*_host_key$/,
  /\.(?:keytab|jks|keystore|p12|pfx)$/,
  /(?:^|\/)private-keys-v1\.d\//,
  /(?:^|\/)(?:random-seed|credential\.secret)$/,
  /^var\/lib\/samba\/private\//,
];

/** Files that say so themselves: PEM (RFC 7468), OpenSSH's keys among it; keys of BIND; passwords in settings. */
const secretTexts: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  /^\s*secret\s+"[^"]+"\s*;/m,
  /^\s*password\s*=\s*["']?[^\s"'#]/im,
];
/** A password's hash in shadow(5) and gshadow(5): all others are `*`, `!` or none. */
const passwordFiles: ReadonlySet<string> = new Set(['etc/shadow', 'etc/shadow-', 'etc/gshadow', 'etc/gshadow-']);
const passwordHash = /^[^:]+:[!]*[$_./0-9A-Za-z]/m;

/** Keys are small. */
const largestBytes = 256 * 1024;

/**
 * Looks for private keys and passwords in freshly installed packages: what package scripts made for this machine, such as
 * the key of a self-signed certificate.
 *
 * @param root absolute path on the host
 * @returns paths as the guest has them, sorted
 */
export async function privateFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for await (const file of filesBelow(root, folder)) if (await isPrivate(root, file)) found.push(`/${file}`);
  }
  return found.sort();
}

/**
 * Which of these files may be secret: by their names, even if the root has them elsewhere, and by what the root's file of
 * the name holds.
 *
 * @param root absolute path on the host
 * @param names paths without leading slash, such as those in an initramfs
 */
export async function privateAmong(root: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    const isFile = (await fs.lstat(path.join(root, name)).catch(() => undefined))?.isFile() === true;
    if (isFile ? await isPrivate(root, name) : isSecretName(name)) found.push(`/${name}`);
  }
  return found.sort();
}

const isSecretName = (name: string) => secretNames.some((pattern) => pattern.test(name));

/** Regular files; links are not followed. */
async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  if (passedOver.has(folder)) return;
  const stat = await fs.lstat(path.join(root, folder)).catch(() => undefined);
  if (stat?.isDirectory() !== true) return;
  for (const entry of await fs.readdir(path.join(root, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, name);
    else if (entry.isFile()) yield name;
  }
}

async function isPrivate(root: string, name: string): Promise<boolean> {
  const file = path.join(root, name);
  const { size } = await fs.lstat(file);
  if (size === 0) return false;
  if (isSecretName(name)) return true;
  if (size > largestBytes) return false;
  const text = await fs.readFile(file, 'latin1');
  if (passwordFiles.has(name)) return passwordHash.test(text);
  return secretTexts.some((pattern) => pattern.test(text));
}
