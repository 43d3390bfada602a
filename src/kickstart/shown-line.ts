import { findCommand } from './commands/index.ts';
import { optionNames } from './options/option-names.ts';
import type { AnyGrammar } from './options/options.ts';

/**
 * A line of a kickstart as it may be shown to others: what could be a password is masked, character by character, so that
 * columns stay. Of a line that is no command at all, only the first word can be shown.
 *
 * @param keepsWord whether the first word may be shown if it is no command
 */
export function shownLine(line: string, keepsWord: boolean): string {
  const [, blanks = '', word = '', rest = ''] = /^(\s*)(\S*)(.*)$/s.exec(line) ?? [];
  if (/^(?:[%@]|#version=)/.test(word)) return line;
  const grammar = findCommand(word)?.grammar;
  if (grammar === undefined) return blanks + (keepsWord ? word : mask(word)) + rest.replaceAll(/\S+/g, mask);
  return grammar.secret === undefined ? line : blanks + word + maskWords(rest, grammar);
}

/** Words are taken as blanks part them: a quoted one may be more than one here, and each is then judged alone. */
function maskWords(text: string, grammar: AnyGrammar): string {
  const names = optionNames(grammar, 'lenient');
  const all = grammar.secret === true;
  let left = all ? 0 : (grammar.positionals?.maximum ?? 0);
  let nextIsSecret = false;
  return text.replaceAll(/\S+/g, (word) => {
    const isValue = nextIsSecret;
    nextIsSecret = false;
    const [, name = '', equals = '', value = ''] = /^(--[\w-]+)(=?)(.*)$/s.exec(word) ?? [];
    const option = names.get(name);
    if (option !== undefined) {
      const hides = all || option.rule.secret === true || /["']/.test(value);
      nextIsSecret = equals === '' && option.rule.kind !== 'flag' && hides;
      return name + equals + (hides ? mask(value) : value);
    }
    if (name !== '' && !all) {
      nextIsSecret = equals === '';
      return name + equals + mask(value);
    }
    left -= 1;
    return isValue || left < 0 ? mask(word) : word;
  });
}

const mask = (text: string) => '*'.repeat(text.length);
