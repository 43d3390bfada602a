/** A line of output that the runner takes as an order. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

type Escapes = readonly (readonly [string, RegExp])[];
const lineBreaks: Escapes = [
  ['\r', /%0D/g],
  ['\n', /%0A/g],
];
const dataEscapes: Escapes = [...lineBreaks, ['%', /%25/g]];
const propertyEscapes: Escapes = [...lineBreaks, [':', /%3A/g], [',', /%2C/g], ['%', /%25/g]];
const oldEscapes: Escapes = [[';', /%3B/g], ...lineBreaks, [']', /%5D/g], ['%', /%25/g]];

/**
 * Both forms: `::name key=value,…::data` at the start of a line, after white space; and the old
 * `##[name key=value;…]data` anywhere in a line.
 *
 * @param known lower-case names; another name makes the line an ordinary one
 */
export function parseCommand(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  const start = line.trimStart();
  const end = start.indexOf('::', 2);
  if (start.startsWith('::') && end >= 0) {
    const command = read(start.slice(2, end), start.slice(end + 2), ',', propertyEscapes, dataEscapes, known);
    if (command !== undefined) return command;
  }
  const old = line.indexOf('##[');
  const bracket = line.indexOf(']', old);
  if (old < 0 || bracket < 0) return undefined;
  return read(line.slice(old + 3, bracket), line.slice(bracket + 1), ';', oldEscapes, oldEscapes, known);
}

function read(
  head: string,
  data: string,
  separator: string,
  ofProperties: Escapes,
  ofData: Escapes,
  known: ReadonlySet<string>,
): WorkflowCommand | undefined {
  const space = head.indexOf(' ');
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase();
  if (!known.has(name)) return undefined;
  const pairs = space < 0 ? [] : head.slice(space + 1).split(separator);
  const properties = pairs.flatMap((pair) => {
    const equals = pair.indexOf('=');
    const [key, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1)];
    return equals <= 0 || value === '' ? [] : [[key.toLowerCase(), decode(value, ofProperties)] as const];
  });
  return { name, properties: Object.fromEntries(properties), data: decode(data, ofData) };
}

function decode(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [plain, escaped]) => result.replace(escaped, plain), text);
}
