import { LineCounter, parseDocument } from 'yaml';
import type { Allowance } from '../judge/ledger.ts';
import { rules } from '../judge/verdicts.ts';
import { readStep } from './read-step.ts';
import type { Scenario, Step } from './scenario.ts';
import { badScenario, entriesOf, listOf, type Place, patternOf, placesIn, positionIn, textOf } from './yaml-places.ts';

/** A YAML file is a page of text. */
const largestCharacters = 256 * 1024;

/**
 * Reads a scenario: a YAML map with `steps` and `allow`.
 *
 * @param file its name, for messages
 * @param variables where `password-env` finds passwords
 * @throws ApplianceError code `bad-scenario` with the place of the first thing that is wrong
 */
export function readScenario(
  text: string,
  file: string,
  variables: Readonly<Record<string, string | undefined>>,
): Scenario {
  const lines = new LineCounter();
  const place = placesIn(file, lines);
  if (text.length > largestCharacters) place(undefined).refuse(`it is longer than ${largestCharacters} characters`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw badScenario(error.message, positionIn(file, lines, error.pos[0]));
  const root = place(document.contents);
  const entries = entriesOf(root, ['steps', 'allow']);
  const steps = listOf(entries.get('steps')).map((item) => readStep(item, variables));
  checkOrder(steps, listOf(entries.get('steps')));
  return { steps, allow: listOf(entries.get('allow')).map(readAllowance) };
}

function readAllowance(place: Place): Allowance {
  const entries = entriesOf(place, ['rule', 'match', 'reason', 'until']);
  const named = entries.get('rule') ?? place.refuse('an entry of `allow` needs a `rule`');
  const rule = textOf(named);
  const allowable = rules.filter(({ severity }) => severity !== 'suspect' && severity !== 'hint').map(({ id }) => id);
  if (!allowable.includes(rule)) named.refuse(`there is no rule "${rule}"`, `rules: ${allowable.join(', ')}`);
  const reason = textOf(entries.get('reason') ?? place.refuse('an entry of `allow` needs a `reason`')).trim();
  if (reason === '') place.refuse('an entry of `allow` needs a `reason`');
  const [match, until] = [entries.get('match'), entries.get('until')];
  return {
    ...{ rule, reason },
    match: match === undefined ? undefined : patternOf(match),
    ...(until === undefined ? {} : { until: dateOf(until) }),
  };
}

function dateOf(place: Place): string {
  const text = textOf(place);
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // What is no day of the calendar becomes one of the next month, or nothing.
  if (date === undefined || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    place.refuse('there has to be a day, such as 2027-01-31');
  return text;
}

/** What has to come before a step of a kind. */
const needs: Partial<Record<Step['kind'], { readonly before: readonly Step['kind'][]; readonly why: string }>> = {
  send: { before: ['expect', 'send'], why: 'nothing is typed before a prompt was seen: put an `expect` before it' },
  run: {
    before: ['login', 'run', 'screenshot', 'tcp', 'http', 'ready'],
    why: 'a command needs a shell: put a `login` before it',
  },
};

function checkOrder(steps: readonly Step[], places: readonly Place[]): void {
  for (const [index, { kind }] of steps.entries()) {
    const last = steps[index - 1]?.kind;
    const need = needs[kind];
    if (need !== undefined && (last === undefined || !need.before.includes(last))) places[index]?.refuse(need.why);
    if (last === 'shutdown' && kind !== 'reboot') places[index]?.refuse('the machine is off after `shutdown`');
  }
}
