import { ApplianceError, type Position } from '../errors.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { SystemSpec } from './appliance.ts';

/** What useradd(8) takes, capitals included; names go into /etc/passwd, where a colon ends a field. */
const accountPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;
/** `name` or `name(gid)`. */
const groupPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}(?:\(\d+\))?$/;
/** A path or a text that becomes a field of /etc/passwd. */
const fieldPattern = /^[^:\u0000-\u001f]*$/;

/** Checks every name of the kickstart that ends up in a file where other characters would mean something else. */
export function checkNames(system: SystemSpec, report: Report): void {
  const check = (code: string, what: string, text: string | undefined, pattern: RegExp, position: Position) => {
    if (text === undefined || pattern.test(text)) return;
    report(new ApplianceError({ kind: 'input', code, message: `"${text}" cannot be ${what}`, position }));
  };
  for (const { user, groups, homeDir, shell, gecos, position } of system.users) {
    check('bad-user-name', 'the name of a user', user, accountPattern, position);
    for (const group of groups) check('bad-group-name', 'the name of a group', group, groupPattern, position);
    check('bad-path', 'a home directory', homeDir, /^\/[^:\u0000-\u001f]*$/, position);
    check('bad-path', 'a shell', shell, /^\/[^:\s\u0000-\u001f]*$/, position);
    check('bad-gecos', 'the description of a user', gecos, fieldPattern, position);
  }
  for (const { group, position } of system.groups)
    check('bad-group-name', 'the name of a group', group, accountPattern, position);
  for (const { user, position } of system.sshKeys)
    check('bad-user-name', 'the name of a user', user, accountPattern, position);
}
