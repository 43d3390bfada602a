/** Files of `NAME=value` lines as a shell reads them: /etc/default/*, os-release(5), locale.conf(5). */

const assignment = (name: string) => new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}=(.*)$`, 'gm');

/** @returns the last value assigned, without its quotes; undefined if there is none */
export function readVariable(text: string, name: string): string | undefined {
  const last = [...text.matchAll(assignment(name))].at(-1)?.[1];
  return last === undefined ? undefined : unquote(last.trim());
}

function unquote(value: string): string {
  if (value.startsWith("'")) return value.slice(1).replace(/'[^']*$/, '');
  if (value.startsWith('"')) return (/^"((?:[^"\\]|\\.)*)/.exec(value)?.[1] ?? '').replaceAll(/\\([$`"\\])/g, '$1');
  return (/^(?:[^\s#\\]|\\.)*/.exec(value)?.[0] ?? '').replaceAll(/\\(.)/g, '$1');
}

const quote = (value: string) => `"${value.replaceAll(/[$`"\\]/g, (character) => `\\${character}`)}"`;

/** Sets variables in place of their last assignment; those that the text lacks go to its end. Other lines stay. */
export function setVariables(text: string, values: Readonly<Record<string, string>>): string {
  let result = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${quote(value)}`;
    const last = [...result.matchAll(assignment(name))].at(-1);
    result =
      last === undefined
        ? `${result}${line}\n`
        : result.slice(0, last.index) + line + result.slice(last.index + last[0].length);
  }
  return result;
}
