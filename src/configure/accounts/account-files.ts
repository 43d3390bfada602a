/** passwd(5), group(5) and shadow(5) as text. */

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export function findAccount(passwd: string, name: string): Account | undefined {
  const fields = findEntry(passwd, name);
  if (fields === undefined) return undefined;
  return { name, uid: Number(fields[2]), gid: Number(fields[3]), home: fields[5] ?? '/' };
}

export function hasEntry(text: string, name: string): boolean {
  return findEntry(text, name) !== undefined;
}

/** @returns name of the group with this number */
export function groupWithId(group: string, gid: number): string | undefined {
  return group
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[2] === String(gid))?.[0];
}

/** @returns number of the user or group with this name */
export function entryId(text: string, name: string): number | undefined {
  const fields = findEntry(text, name);
  return fields === undefined ? undefined : Number(fields[2]);
}

function findEntry(text: string, name: string): string[] | undefined {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name);
}

/**
 * Sets a password field and clears the day of the last change (as anaconda does): the day of the build would otherwise
 * be in the image, and ages would count from it.
 *
 * @param field crypt(3) hash, with a leading `!` if locked
 */
export function setShadowPassword(shadow: string, name: string, field: string): string {
  const lines = shadow.split('\n');
  const index = lines.findIndex((line) => line.startsWith(`${name}:`));
  if (index === -1)
    return `${shadow}${shadow === '' || shadow.endsWith('\n') ? '' : '\n'}${name}:${field}::0:99999:7:::\n`;
  const fields = (lines[index] ?? '').split(':');
  lines[index] = [name, field, '', ...fields.slice(3)].join(':');
  return lines.join('\n');
}

export function shadowPassword(shadow: string, name: string): string | undefined {
  return findEntry(shadow, name)?.[1];
}
