import type { Appliance } from '../appliance.ts';
import type { EncryptionSpec } from '../storage.ts';
import type { Fail, FormattedLine, TypeRule } from './format.ts';

/** How the options of a line that encrypts are written; btrfs lines have none, their part line has. */
export interface EncryptingLine extends FormattedLine {
  readonly encrypted: boolean;
  readonly passphrase: string | undefined;
  readonly cipher: string | undefined;
  readonly luksVersion: string | undefined;
}

const onlyCipher = 'aes-xts-plain64';
const onlyVersion = 'luks2';

/** @returns undefined without --encrypted */
export function encryptionOf(line: EncryptingLine, rule: TypeRule, fail: Fail): EncryptionSpec | undefined {
  const what = `${line.name} ${line.mountPoint}`;
  if (line.encrypted && !['filesystem', 'swap', 'btrfs'].includes(rule.kind)) {
    fail(
      'refused',
      `${what}: --encrypted is for what holds a filesystem`,
      'encrypt the logvol or raid line over it instead',
    );
  }
  return containerOf(line, what, fail);
}

/**
 * What the options of any line that encrypts say.
 *
 * @param what how messages call the line: `part /srv`
 * @returns undefined without --encrypted
 */
export function containerOf(
  line: Pick<EncryptingLine, 'encrypted' | 'passphrase' | 'cipher' | 'luksVersion' | 'position'>,
  what: string,
  fail: Fail,
): EncryptionSpec | undefined {
  const { passphrase, position } = line;
  if (!line.encrypted) return undefined;
  const say = (code: string, text: string, hint: string) => fail(code, `${what}: ${text}`, hint);
  if (line.luksVersion !== undefined && line.luksVersion !== onlyVersion) {
    say('refused', `--luks-version=${line.luksVersion} is not written`, `leave it out, or write ${onlyVersion}`);
  }
  if (line.cipher !== undefined && line.cipher !== onlyCipher) {
    say('refused', `--cipher=${line.cipher} is not written`, `leave it out, or write ${onlyCipher}`);
  }
  if (passphrase === undefined || passphrase === '') {
    say('no-passphrase', '--encrypted needs a passphrase: nobody can be asked for one', 'add --passphrase=…');
    return undefined;
  }
  return { passphrase, position };
}

/** Everything that is encrypted, by its line. */
export function encryptionsOf({ parts, storage }: Pick<Appliance, 'parts' | 'storage'>): EncryptionSpec[] {
  const formats = [...parts, ...[...storage.logicalVolumes, ...storage.arrays].map(({ format }) => format)];
  return formats.flatMap(({ encryption }) => encryption ?? []);
}
