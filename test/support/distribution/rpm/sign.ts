import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Runner } from '../../../../src/host/program/run.ts';

/** A key that signs packages, until it is disposed of. */
export interface SigningKey extends AsyncDisposable {
  /** ASCII-armoured. */
  readonly publicKey: string;
  /** Signs packages in place (rpmsign(8)). */
  sign(files: readonly string[]): Promise<void>;
}

/** Makes a key of that name, which lives in a folder of its own. */
export async function makeSigningKey(runner: Runner, name: string): Promise<SigningKey> {
  // A path short enough for the socket of gpg-agent.
  const home = await fs.mkdtemp(path.join(os.tmpdir(), 'trial-key-'));
  const gpg = async (...args: readonly string[]) =>
    (await runner.run('gpg', ['--homedir', home, '--batch', '--quiet', ...args])).stdout;
  const user = `${name} <packages@trial.invalid>`;
  await gpg('--passphrase', '', '--quick-gen-key', user, 'rsa3072', 'sign', 'never');
  return {
    publicKey: `${await gpg('--armor', '--export', user)}\n`,
    async sign(files) {
      const macros = [
        '--define',
        '__gpg /usr/bin/gpg',
        '--define',
        `_gpg_path ${home}`,
        '--define',
        `_gpg_name ${user}`,
      ];
      await runner.run('rpmsign', ['--addsign', ...macros, ...files], { failure: 'cannot sign packages' });
    },
    async [Symbol.asyncDispose]() {
      await runner.run('gpgconf', ['--homedir', home, '--kill', 'all']);
      await fs.rm(home, { recursive: true, force: true });
    },
  };
}
