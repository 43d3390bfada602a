import { ApplianceError } from '../../errors.ts';

/** What a libvirt URI says of the host: `DRIVER[+TRANSPORT]://[USER@][HOST][:PORT]/PATH[?…]` (libvirt.org/uri.html). */
export interface ConnectUri {
  readonly text: string;
  readonly driver: string;
  /** Files of this machine are those of the host, too. */
  readonly isLocal: boolean;
  /** As root's daemon, and not one of the user's own. */
  readonly isSystem: boolean;
}

/** @throws ApplianceError code `bad-uri` */
export function parseUri(text: string): ConnectUri {
  const match = /^([a-z]+)(?:\+([a-z0-9]+))?:\/\/([^/]*)(\/[^?]*)?(?:\?.*)?$/.exec(text);
  if (match === null) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-uri',
      message: `"${text}" is not a libvirt URI`,
      hint: 'such as qemu:///system or qemu+ssh://root@HOST/system',
    });
  }
  const [, driver = '', transport, host = '', path] = match;
  return {
    text,
    driver,
    isLocal: host === '' && (transport === undefined || transport === 'unix'),
    isSystem: path === '/system' || driver === 'xen',
  };
}
