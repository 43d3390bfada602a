// What the runner makes of the lines that a step prints, on standard output and on standard error alike.
import * as path from 'node:path';
import type { Annotation, AnnotationKind } from '../result.ts';
import type { Masker } from './masker.ts';
import { type Matched, type ProblemMatcher, readMatchers } from './problem-matcher.ts';
import { parseCommand, type WorkflowCommand } from './workflow-command.ts';

/** What commands change, beside the log. */
export interface CommandTarget {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
}

export interface StepOutput {
  readonly annotations: readonly Annotation[];
  /** A command could not be carried out, which fails the step whatever its exit code. */
  readonly commandFailed: boolean;
  /** A line of a process. */
  take(line: string): void;
  /** A line of the runner's own. */
  write(line: string): void;
  annotate(kind: AnnotationKind, message: string): void;
  /** An error that fails the step. */
  fail(...messages: readonly string[]): void;
}

export interface StepOutputOptions {
  readonly masker: Masker;
  readonly target: CommandTarget;
  readonly workspace: string;
  /** Of the job; a step adds to them and takes from them. */
  readonly matchers: ProblemMatcher[];
  readonly debug: boolean;
  readonly onLine: (line: string) => void;
}

/** A message that is longer is cut. */
export const annotationLengthLimit = 4096;
const deprecated = (name: string) => `The \`${name}\` command is deprecated and will be disabled soon.`;
const disabled = (name: string) => `The \`${name}\` command is disabled. Please upgrade to using Environment Files.`;

export function makeStepOutput(options: StepOutputOptions): StepOutput {
  const { masker, target, workspace, matchers } = options;
  const annotations: Annotation[] = [];
  let commandFailed = false;
  let resumeToken: string | undefined;
  let echo = options.debug;

  const write = (line: string) => options.onLine(masker.apply(line));
  const add = (kind: AnnotationKind, raw: string, place: Partial<Annotation> = {}) => {
    const message = masker.apply(raw).slice(0, annotationLengthLimit);
    const { file, line, column, title } = place;
    annotations.push({ kind, message, file, line, column, title });
    if (message !== '') for (const part of message.split('\n')) write(`##[${kind}]${part}`);
  };
  const fail = (...messages: readonly string[]) => {
    for (const message of messages) add('error', message);
    commandFailed = true;
  };
  const relative = (file: string | undefined) => {
    if (file === undefined || file === '') return undefined;
    const inside = path.relative(workspace, path.resolve(workspace, file));
    return inside.startsWith('..') ? file : inside;
  };
  const annotateBy = (kind: AnnotationKind) => (command: WorkflowCommand) => {
    const { file, title } = command.properties;
    add(kind, command.data, { file: relative(file), title, ...placeOf(command.properties) });
  };
  const set = (change: (name: string, value: string) => void) => (command: WorkflowCommand) => {
    add('warning', deprecated(command.name));
    const name = command.properties['name'];
    if (name === undefined) throw new Error(`Required field 'name' is missing in ##[${command.name}] command.`);
    change(name, command.data);
  };
  const refuse = ({ name }: WorkflowCommand) => {
    throw new Error(disabled(name));
  };

  const handlers: Readonly<Record<string, (command: WorkflowCommand) => void>> = {
    'set-output': set((name, value) => target.setOutput(name, value)),
    'save-state': set((name, value) => target.saveState(name, value)),
    'set-env': refuse,
    'add-path': refuse,
    'add-mask': ({ data }) => {
      if (data.trim() === '') add('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
      for (const secret of [data, ...data.split(/[\r\n]+/).map((line) => line.trim())]) masker.add(secret);
    },
    'add-matcher': ({ data }) => {
      const added = readMatchers(path.resolve(workspace, data));
      removeMatchers(added.map(({ owner }) => owner));
      matchers.unshift(...added);
    },
    'remove-matcher': ({ data, properties }) => {
      const { owner } = properties;
      removeMatchers(
        owner === undefined ? readMatchers(path.resolve(workspace, data)).map((one) => one.owner) : [owner],
      );
    },
    error: annotateBy('error'),
    warning: annotateBy('warning'),
    notice: annotateBy('notice'),
    debug: ({ data }) => {
      if (options.debug) write(`##[debug]${data}`);
    },
    group: ({ data }) => write(`##[group]${data}`),
    endgroup: () => write('##[endgroup]'),
    echo: ({ data }) => {
      if (!/^(on|off)$/i.test(data.trim())) throw new Error(`Invalid echo command value '${data}'.`);
      echo = /^on$/i.test(data.trim());
    },
  };
  const known = new Set([...Object.keys(handlers), 'stop-commands']);
  const silent = new Set(['add-mask', 'error', 'warning', 'notice', 'debug']);

  const removeMatchers = (owners: readonly string[]) => {
    const left = matchers.filter(({ owner }) => !owners.includes(owner));
    matchers.splice(0, matchers.length, ...left);
  };

  const obey = (command: WorkflowCommand, line: string) => {
    if (echo && !silent.has(command.name)) write(line);
    try {
      handlers[command.name]?.(command);
    } catch (error) {
      const what = silent.has(command.name) ? command.name : line;
      fail(`Unable to process command '${what}' successfully.`, (error as Error).message);
    }
  };

  const stop = (token: string, line: string) => {
    if (token === '' || known.has(token.toLowerCase()) || token.toLowerCase() === 'pause-logging') {
      fail(`Unable to process command '${line}' successfully.`, 'You cannot use such an endToken.');
      return;
    }
    resumeToken = token.toLowerCase();
    known.add(resumeToken);
    if (token.length > 6) masker.add(token);
    write(line);
  };

  const take = (line: string) => {
    const command = parseCommand(line, known);
    if (resumeToken !== undefined) {
      const resumes = command?.name === resumeToken;
      if (resumes) known.delete(resumeToken);
      if (resumes) resumeToken = undefined;
      if (resumes || !matchProblem(line)) write(line);
    } else if (command?.name === 'stop-commands') stop(command.data, line);
    else if (command !== undefined) obey(command, line);
    else if (!matchProblem(line)) write(line);
  };

  const matchProblem = (line: string): boolean => {
    const plain = line.replace(/\u001b\[\d+(?:;\d+){0,2}m/g, '');
    const found = matchers
      .map((matcher) => matcher.match(plain))
      .find((match): match is Matched => match !== undefined);
    if (found === undefined || !isKind(found.severity)) return false;
    add(found.severity, found.message, { file: relative(found.file), line: found.line, column: found.column });
    return true;
  };

  return {
    annotations,
    get commandFailed() {
      return commandFailed;
    },
    take,
    write,
    annotate: add,
    fail,
  };
}

function isKind(severity: string): severity is AnnotationKind {
  return ['error', 'warning', 'notice'].includes(severity);
}

function placeOf(properties: WorkflowCommand['properties']): Pick<Annotation, 'line' | 'column'> {
  const number = (text: string | undefined) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);
  const line = number(properties['line']) ?? number(properties['endline']);
  // A column without a line means nothing.
  const column = line === undefined ? undefined : (number(properties['col']) ?? number(properties['endcolumn']));
  return { line, column };
}
