import { createHash } from 'node:crypto';

/** Order in which the digest's bytes are written, three at a time (SHA-crypt specification by U. Drepper, step 22). */
const triples: readonly (readonly [number, number, number])[] = [
  [0, 21, 42],
  [22, 43, 1],
  [44, 2, 23],
  [3, 24, 45],
  [25, 46, 4],
  [47, 5, 26],
  [6, 27, 48],
  [28, 49, 7],
  [50, 8, 29],
  [9, 30, 51],
  [31, 52, 10],
  [53, 11, 32],
  [12, 33, 54],
  [34, 55, 13],
  [56, 14, 35],
  [15, 36, 57],
  [37, 58, 16],
  [59, 17, 38],
  [18, 39, 60],
  [40, 61, 19],
  [62, 20, 41],
];
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const rounds = 5000;

const sha512 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** `length` bytes of `block` repeated. */
const stretch = (block: Uint8Array, length: number) =>
  Buffer.concat(Array.from({ length: Math.ceil(length / block.length) }, () => block)).subarray(0, length);

/**
 * The `$6$` hash of crypt(3), made here so that no password is ever an argument of a program.
 *
 * @param salt at most 16 characters of `[./0-9A-Za-z]`
 */
export function sha512Crypt(password: string, salt: string): string {
  const key = Buffer.from(password, 'utf8');
  const saltBytes = Buffer.from(salt, 'utf8').subarray(0, 16);
  const alternate = sha512(key, saltBytes, key);
  const start: Uint8Array[] = [key, saltBytes, stretch(alternate, key.length)];
  for (let bits = key.length; bits > 0; bits >>= 1) start.push((bits & 1) === 1 ? alternate : key);
  let digest = sha512(...start);

  const keySequence = stretch(sha512(...Array.from({ length: key.length }, () => key)), key.length);
  const saltTimes = 16 + (digest[0] ?? 0);
  const saltSequence = stretch(sha512(...Array.from({ length: saltTimes }, () => saltBytes)), saltBytes.length);
  for (let round = 0; round < rounds; round += 1) {
    const odd = round % 2 === 1;
    digest = sha512(
      odd ? keySequence : digest,
      round % 3 === 0 ? Buffer.alloc(0) : saltSequence,
      round % 7 === 0 ? Buffer.alloc(0) : keySequence,
      odd ? digest : keySequence,
    );
  }
  return `$6$${saltBytes.toString('utf8')}$${encode(digest)}`;
}

function encode(digest: Uint8Array): string {
  const byte = (index: number) => digest[index] ?? 0;
  const words = triples.map(([a, b, c]) => characters((byte(a) << 16) | (byte(b) << 8) | byte(c), 4));
  return words.join('') + characters(byte(63), 2);
}

/** Six bits to a character, lowest first. */
function characters(word: number, count: number): string {
  return Array.from({ length: count }, (_, index) => alphabet[(word >> (6 * index)) & 63]).join('');
}

/**
 * A salt that is the same for the same appliance and user, so that the same kickstart gives the same bytes, and that
 * tells nothing of the password.
 */
export function derivedSalt(appliance: string, user: string): string {
  const digest = createHash('sha256').update(`${appliance}\0${user}`).digest();
  return [...digest.subarray(0, 16)].map((byte) => alphabet[byte & 63]).join('');
}
