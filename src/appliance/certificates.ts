import { X509Certificate } from 'node:crypto';
import { ApplianceError } from '../errors.ts';
import type { Certificate, Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';

interface Wrong {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

const rules: readonly ((certificate: Certificate) => Wrong | undefined)[] = [
  ({ filename }) =>
    /^(?!\.{1,2}$)[^/\s\u0000-\u001f]+$/.test(filename)
      ? undefined
      : {
          code: 'bad-path',
          message: `"${filename}" cannot be the name of a file`,
          hint: 'the folder belongs into --dir',
        },
  ({ directory }) =>
    directory === undefined || (/^\/[^\u0000-\u001f]*$/.test(directory) && !directory.split('/').includes('..'))
      ? undefined
      : { code: 'bad-path', message: `--dir: "${directory}" is not an absolute path without ..` },
  ({ type }) =>
    type === undefined || type === 'anchor'
      ? undefined
      : { code: 'bad-value', message: `--type: "${type}" is not a kind of certificate`, hint: 'the kind is anchor' },
  ({ text }) =>
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)
      ? {
          code: 'private-key',
          message: 'the %certificate holds a private key, which every copy of the appliance would share',
          hint: 'leave only the certificate in it',
        }
      : undefined,
  ({ type, text }) =>
    type === 'anchor' && !areCertificates(text)
      ? {
          code: 'bad-certificate',
          message: 'the text of %certificate --type=anchor is no X.509 certificate in PEM form',
        }
      : undefined,
];

/** Reports certificates that cannot be put into a guest, or that nothing could trust. */
export function checkCertificates({ certificates }: Pick<Document, 'certificates'>, report: Report): void {
  for (const certificate of certificates) {
    for (const rule of rules) {
      const wrong = rule(certificate);
      if (wrong !== undefined) report(new ApplianceError({ kind: 'input', position: certificate.position, ...wrong }));
    }
  }
}

/** @returns the certificates of a text in PEM form (RFC 7468), each with its lines that begin and end it */
export function certificatesIn(text: string): readonly string[] {
  return text.match(/-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[\s\S]*?-----END \1-----/g) ?? [];
}

function areCertificates(text: string): boolean {
  const found = certificatesIn(text);
  try {
    return found.map((pem) => new X509Certificate(pem)).length > 0;
  } catch {
    return false;
  }
}
