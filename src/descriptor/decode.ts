import { invalidDescriptor } from './xml.ts';

/** How XML's declaration (XML 1.0, §2.8) names its encoding. The declaration itself is ASCII in all that are read. */
const declaration = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;
const declarationBytes = 300;

/**
 * Makes text of the bytes of a descriptor. What does not say otherwise is UTF-8.
 *
 * @throws ApplianceError code `descriptor-invalid` if the encoding is another than UTF-8, US-ASCII and ISO-8859-1, or the bytes are not of it
 */
export function decodeDescriptor(bytes: Uint8Array): string {
  const latin = (from: Uint8Array) => Buffer.from(from.buffer, from.byteOffset, from.byteLength).toString('latin1');
  const named = declaration.exec(latin(bytes.subarray(0, declarationBytes)))?.[1];
  const encoding = named?.toLowerCase() ?? 'utf-8';
  // TextDecoder takes this name for another encoding, that of Windows.
  if (encoding === 'iso-8859-1') return latin(bytes);
  if (encoding !== 'utf-8' && encoding !== 'us-ascii') {
    throw invalidDescriptor(
      `its encoding is ${named}`,
      `make it one of UTF-8: iconv -f ${named} -t UTF-8, and say so in its first line`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidDescriptor(
      'its bytes are no UTF-8',
      'say which encoding it is of: <?xml version="1.0" encoding="…"?>',
    );
  }
}
