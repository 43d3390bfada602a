/** White space as .NET's String.TrimStart takes it. */
const whiteSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * What GitHub's runner takes for commands in the output of a step, read as its ActionCommand.cs reads it: lines end at LF,
 * CR or both; `::name properties::data` counts after white space, and the old `##[name properties]data` anywhere.
 * Between `stop-commands` and its token none counts.
 */
export function runnerCommands(output: string): RunnerCommand[] {
  const found: RunnerCommand[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const command = newStyle(line) ?? oldStyle(line);
    if (command === undefined) continue;
    if (token !== undefined) {
      if (command.name === token) token = undefined;
    } else if (command.name === 'stop-commands') token = command.data;
    else found.push(command);
  }
  return found;
}

function newStyle(line: string): RunnerCommand | undefined {
  const text = line.replace(whiteSpace, '');
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return undefined;
  return commandOf(text.slice(2, end), text.slice(end + 2), ',');
}

function oldStyle(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  return commandOf(line.slice(start + 3, end), line.slice(end + 1), ';');
}

function commandOf(head: string, data: string, separator: string): RunnerCommand {
  const space = head.indexOf(' ');
  const pairs = space < 0 ? [] : head.slice(space + 1).split(separator);
  return {
    name: space < 0 ? head : head.slice(0, space),
    properties: Object.fromEntries(
      pairs.map((pair) => {
        const [key = '', ...value] = pair.trim().split('=');
        return [key, undo(value.join('='), propertyEscapes)];
      }),
    ),
    data: undo(data, dataEscapes),
  };
}

const dataEscapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const propertyEscapes = [['%3A', ':'], ['%2C', ','], ...dataEscapes] as const;

function undo(text: string, escapes: readonly (readonly [string, string])[]): string {
  return escapes.reduce((plain, [written, meant]) => plain.replaceAll(written, meant), text);
}
