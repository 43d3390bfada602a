import { findCommand } from './commands/index.ts';
import { optionNames } from './options/option-names.ts';

/**
 * A line of a kickstart as it may be shown to others: where it could hold a password, everything but the command and
 * the names of its options is masked, character by character, so that columns stay.
 *
 * @param keepsWord whether the first word may be shown if it is no command
 */
export function shownLine(line: string, keepsWord: boolean): string {
  const [, blanks = '', word = '', rest = ''] = /^(\s*)(\S*)(.*)$/s.exec(line) ?? [];
  const definition = findCommand(word);
  if (/^(?:[%@]|#version=)/.test(word) || (definition !== undefined && definition.grammar.secret === undefined))
    return line;
  const names = definition === undefined ? undefined : optionNames(definition.grammar, 'lenient');
  const masked = rest.replaceAll(/\S+/g, (text) => {
    const [, name = '', value = ''] = /^(--[\w-]+=?)(.*)$/s.exec(text) ?? [];
    return names?.has(name.replace(/=$/, '')) === true ? name + mask(value) : mask(text);
  });
  return blanks + (definition !== undefined || keepsWord ? word : mask(word)) + masked;
}

const mask = (text: string) => '*'.repeat(text.length);
