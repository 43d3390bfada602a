import { escapeObeyed, withoutHidden } from '../log-text.ts';

/**
 * A line that may hold text of tools, guests or the kickstart, made safe to print: no control characters, nothing that reorders
 * or hides text, and nothing that a CI log would take for a command. GitHub reads `::command::` at the start of a line and
 * `##[command]` anywhere.
 */
export function printable(line: string): string {
  const plain = line
    .replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  return withoutHidden(plain)
    .replaceAll('##[', '##\u200b[')
    .replace(/^(\s*)::/, '$1\u200b::');
}

/** Data as JSON on one line, made safe to print: the same characters are written by their numbers, so that the data stay the same. */
export function jsonLine(data: unknown): string {
  return withoutObeyed(JSON.stringify(data));
}

/** Likewise, indented, on many lines. */
export function jsonLines(data: object): string {
  return withoutObeyed(JSON.stringify(data, null, 2));
}

const withoutObeyed = (json: string) => escapeObeyed(json, (code) => `\\u${code.toString(16).padStart(4, '0')}`);
