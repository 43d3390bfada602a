import { rootpw, sshkey, user } from './accounts.ts';
import { bootloader } from './bootloader.ts';
import { clearpart, zerombr } from './clearpart.ts';
import type { CommandDefinition } from './definition.ts';
import { NOT_SUPPORTED_YET } from './known.ts';
import { keyboard, lang, timezone } from './locale.ts';
import { network } from './network.ts';
import { noEffectCommands } from './no-effect.ts';
import { part } from './part.ts';
import { firewall, selinux } from './security.ts';
import { services } from './services.ts';
import { repo, url } from './sources.ts';

/** Every command that is read. A new one is a file beside this one and a line here. */
export const DEFINITIONS: readonly CommandDefinition[] = [
  part,
  clearpart,
  zerombr,
  bootloader,
  rootpw,
  user,
  sshkey,
  lang,
  keyboard,
  timezone,
  network,
  services,
  firewall,
  selinux,
  url,
  repo,
  ...noEffectCommands,
];

const byName: ReadonlyMap<string, CommandDefinition> = new Map(
  DEFINITIONS.flatMap((definition) => definition.names.map((name) => [name, definition] as const)),
);

export function findCommand(name: string): CommandDefinition | undefined {
  return byName.get(name);
}

/** All command names of the language that are known here, whether they are read or not. */
export function knownCommandNames(): readonly string[] {
  return [...byName.keys(), ...NOT_SUPPORTED_YET];
}
