import { isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import { ApplianceError, type Position } from '../../errors.ts';
import { expectationProblem, type PatternProblem, patternProblem } from '../../pattern.ts';

/** A place in the YAML, and how to complain about it. */
export interface Place {
  readonly node: Node | undefined;
  /** @throws ApplianceError kind `input`, code `bad-scenario`, at the place */
  refuse(message: string, hint?: string): never;
  at(node: Node | undefined | null): Place;
}

export function badScenario(message: string, position: Position | undefined, hint?: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-scenario',
    message: `bad scenario: ${message}`,
    position,
    hint,
  });
}

export function positionIn(file: string, lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

export function placesIn(file: string, lines: LineCounter): (node: Node | undefined | null) => Place {
  const place = (node: Node | undefined | null): Place => ({
    node: node ?? undefined,
    at: place,
    refuse(message, hint) {
      throw badScenario(message, positionIn(file, lines, node?.range?.[0] ?? 0), hint);
    },
  });
  return place;
}

/** @returns the values of a map by their keys; a key without a value has `undefined` as its node */
export function entriesOf(place: Place, allowed: readonly string[]): Map<string, Place> {
  const { node } = place;
  if (!isMap(node)) place.refuse(`there has to be a map with ${allowed.join(', ')}`);
  const entries = new Map<string, Place>();
  for (const pair of (node as YAMLMap<Node, Node | null>).items) {
    const key = keyOf(place, pair);
    if (!allowed.includes(key)) place.at(pair.key).refuse(`unknown word "${key}"`, `known here: ${allowed.join(', ')}`);
    if (entries.has(key)) place.at(pair.key).refuse(`"${key}" is there twice`);
    entries.set(key, place.at(pair.value ?? pair.key));
  }
  return entries;
}

export function keyOf(place: Place, pair: Pair<Node, Node | null>): string {
  if (!isPair(pair) || !isScalar(pair.key)) place.refuse('a key has to be a word');
  return String((pair.key as { value?: unknown }).value);
}

export function listOf(place: Place | undefined): Place[] {
  if (place === undefined) return [];
  const { node } = place;
  if (!isSeq(node)) place.refuse('there has to be a list');
  return (node as { items: Node[] }).items.map((item) => place.at(item));
}

/** @returns a text as it is written: YAML would make 123 of 0123, and 1.1 of 1.10 */
export function textOf(place: Place): string {
  const { value, source } = isScalar(place.node) ? place.node : {};
  if (typeof value === 'string') return value;
  if ((typeof value !== 'number' && typeof value !== 'boolean') || source === undefined)
    return place.refuse('there has to be a text');
  return source;
}

/** A pattern for a text that is there as a whole: `^$` says that it is empty. */
export const patternOf = (place: Place) => readPattern(place, patternProblem);

/** A pattern that has to be seen among whatever comes. */
export const expectationOf = (place: Place) => readPattern(place, expectationProblem);

function readPattern(place: Place, problemOf: (source: string) => PatternProblem | undefined): RegExp {
  const text = textOf(place);
  const problem = problemOf(text);
  if (problem !== undefined) place.refuse(`the pattern ${problem.message}`, problem.hint);
  return new RegExp(text, 'm');
}
