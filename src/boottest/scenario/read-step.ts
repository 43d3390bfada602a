import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import { type Family, type Step, secondsOf } from './scenario.ts';
import { entriesOf, expectationOf, keyOf, type Place, patternOf, textOf } from './yaml-places.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A step as YAML has it: `kind: value`, with further words beside it. */
interface Written {
  readonly place: Place;
  /** Of the kind's own word; a scalar, a map, or nothing. */
  readonly value: Place;
  readonly seconds: number;
  readonly variables: Variables;
  word(name: string): Place | undefined;
}

interface Reader {
  /** Words beside the kind; all take `timeout`. */
  readonly words: readonly string[];
  read(written: Written): Step;
}

const families: Readonly<Record<string, readonly Family[]>> = {
  ipv4: ['ipv4'],
  ipv6: ['ipv6'],
  both: ['ipv4', 'ipv6'],
};

/** What the steps are called, what may stand beside them, and what they become. */
const readers: Readonly<Record<Step['kind'], Reader>> = {
  expect: { words: [], read: ({ value, seconds }) => ({ kind: 'expect', pattern: expectationOf(value), seconds }) },
  send: {
    words: ['secret'],
    read: ({ value, seconds, word }) => ({
      kind: 'send',
      text: textOf(value),
      secret: isTrue(word('secret')),
      seconds,
    }),
  },
  login: {
    words: [],
    read: ({ value, seconds, variables }) => {
      const entries = entriesOf(value, ['user', 'password', 'password-env']);
      const user = textOf(entries.get('user') ?? value.refuse('a login needs a `user`'));
      return { kind: 'login', user, password: passwordOf(value, entries, variables), seconds };
    },
  },
  run: {
    words: ['exit', 'output'],
    read: ({ value, seconds, word }) => {
      const [exit, output] = [word('exit'), word('output')];
      const command = textOf(value);
      if (command.includes('\n')) value.refuse('a command is one line');
      return {
        ...{ kind: 'run', command, seconds },
        exit: exit === undefined ? 0 : integerOf(exit, 0, 255),
        output: output === undefined ? undefined : patternOf(output),
      };
    },
  },
  screenshot: {
    words: [],
    read: ({ value, seconds }) => {
      const name = textOf(value);
      if (!/^[\w-]{1,40}$/.test(name)) value.refuse('the name of a screenshot has letters, digits, _ and - alone');
      return { kind: 'screenshot', name, seconds };
    },
  },
  reboot: { words: [], read: ({ seconds }) => ({ kind: 'reboot', seconds }) },
  shutdown: { words: [], read: ({ seconds }) => ({ kind: 'shutdown', seconds }) },
  ready: { words: [], read: ({ seconds }) => ({ kind: 'ready', seconds }) },
  tcp: {
    words: ['family', 'banner'],
    read: ({ value, seconds, word }) => {
      const banner = word('banner');
      return {
        ...{ kind: 'tcp', port: integerOf(value, 1, 65535), families: familiesOf(word('family')), seconds },
        banner: banner === undefined ? undefined : patternOf(banner),
      };
    },
  },
  http: {
    words: ['family', 'path', 'status', 'body'],
    read: ({ value, seconds, word }) => {
      const [path, status, body] = [word('path'), word('status'), word('body')];
      return {
        ...{ kind: 'http', port: integerOf(value, 1, 65535), families: familiesOf(word('family')), seconds },
        path: path === undefined ? '/' : pathOf(path),
        status: status === undefined ? 200 : integerOf(status, 100, 599),
        body: body === undefined ? undefined : patternOf(body),
      };
    },
  },
};

const stepKinds = Object.keys(readers) as Step['kind'][];
/** Steps that need no value. */
const bareKinds = ['reboot', 'shutdown', 'ready'] as const;

export function readStep(place: Place, variables: Variables): Step {
  const { node } = place;
  const bare = bareKinds.find((one) => isScalar(node) && node.value === one);
  if (bare !== undefined) return { kind: bare, seconds: secondsOf(bare) };
  if (!isMap(node)) place.refuse(`a step is one of ${stepKinds.join(', ')}`);
  const keys = (node as YAMLMap<Node, Node | null>).items.map((pair) => keyOf(place, pair));
  const kinds = keys.filter((key): key is Step['kind'] => Object.hasOwn(readers, key));
  const [kind] = kinds;
  if (kind === undefined) return place.refuse(`a step is one of ${stepKinds.join(', ')}`);
  if (kinds.length > 1) place.refuse(`a step does one thing, and this one has ${kinds.join(' and ')}`);
  const { words, read } = readers[kind];
  const entries = entriesOf(place, [kind, ...words, 'timeout']);
  const timeout = entries.get('timeout');
  return read({
    place,
    value: entries.get(kind) ?? place,
    seconds: timeout === undefined ? secondsOf(kind) : integerOf(timeout, 1, 86_400),
    variables,
    word: (name) => entries.get(name),
  });
}

function integerOf(place: Place, least: number, most: number): number {
  const { node } = place;
  const text = isScalar(node) && typeof node.value === 'number' ? String(node.value) : textOf(place);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) place.refuse(`there has to be a whole number from ${least} to ${most}`);
  return value;
}

function isTrue(place: Place | undefined): boolean {
  if (place === undefined) return false;
  if (!isScalar(place.node) || typeof place.node.value !== 'boolean') place.refuse('there has to be true or false');
  return (place.node as { value?: unknown }).value === true;
}

function familiesOf(place: Place | undefined): readonly Family[] {
  if (place === undefined) return ['ipv4'];
  const name = textOf(place);
  return families[name] ?? place.refuse(`the family is one of ${Object.keys(families).join(', ')}`);
}

function pathOf(place: Place): string {
  const text = textOf(place);
  if (!/^\/[\x21-\x7e]*$/.test(text)) place.refuse('the path begins with / and has no blanks');
  return text;
}

function passwordOf(place: Place, entries: ReadonlyMap<string, Place>, variables: Variables): string {
  const [plain, named] = [entries.get('password'), entries.get('password-env')];
  if ((plain === undefined) === (named === undefined))
    place.refuse('a login needs a `password`, or `password-env` with the name of a variable that holds it');
  if (plain !== undefined) return textOf(plain);
  const name = textOf(named as Place);
  return variables[name] ?? (named as Place).refuse(`the environment has no variable ${name}`);
}
