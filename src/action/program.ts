import * as path from 'node:path';
import { runWithLifeline } from '../host/program/lifeline.ts';
import { proxyVariables } from '../host/program/proxies.ts';
import { sanePath } from '../host/root/mount.ts';
import type { ProgressEvent } from '../report/progress/events.ts';
import type { Job } from './job.ts';
import type { Program } from './ports.ts';

/** What was installed with the action, and for whom it runs. */
export interface ProgramParts {
  /** Absolute path of dist/. */
  readonly distribution: string;
  /** Absolute path of the Node that runs this. */
  readonly node: string;
  /** `UID:GID` of the user that the job runs as; undefined for root. */
  readonly owner: string | undefined;
}

export interface ProgramSettings {
  /** Absolute path of the Node that runs it. */
  readonly node: string;
  /** Absolute path of dist/cli.js. */
  readonly commandLine: string;
  readonly isRoot: boolean;
  /** Where it works; paths in arguments are relative to it. */
  readonly directory: string;
  /** For its temporary files. */
  readonly temporary: string;
  /** The environment of the action, of which little is handed on. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Takes what it prints for people: text of tools and guests may be in it. */
  readonly onText: (line: string) => void;
}

/** A cancelled job is killed 10 s after it was told; the rest is for what the action itself removes. */
const graceSeconds = 7;
const tailLines = 20;

/** @returns the command line of this program, run as root */
export function rootProgram(settings: ProgramSettings): Program {
  const { variables, temporary } = settings;
  const epoch = variables['SOURCE_DATE_EPOCH'];
  // Tokens and inputs of the job stay away from root, but for what a scenario of the boot test asks for by name.
  const handed = {
    ...proxyVariables(variables),
    ...(epoch === undefined ? {} : { SOURCE_DATE_EPOCH: epoch }),
    ...Object.fromEntries(Object.entries(variables).filter(([name]) => /^BOOT_SECRET_\w+$/.test(name))),
    LC_ALL: 'C.UTF-8',
    TMPDIR: temporary,
  };
  const env = { ...handed, PATH: sanePath };
  const kept = Object.keys(handed).join(',');
  const asRoot = settings.isRoot ? [] : ['sudo', '--non-interactive', `--preserve-env=${kept}`, '--'];
  return {
    async run(args, { onEvent, quiet = false } = {}) {
      const [file = '', ...words] = [...asRoot, settings.node, settings.commandLine, ...args];
      const stdout: string[] = [];
      const tail: string[] = [];
      const exitCode = await runWithLifeline(file, words, {
        env,
        cwd: settings.directory,
        signal: settings.signal,
        graceSeconds,
        onOutput(line) {
          const event = onEvent === undefined ? undefined : eventOf(line);
          if (event === undefined) stdout.push(line);
          else onEvent?.(event);
        },
        onError(line) {
          tail.push(line);
          if (tail.length > tailLines) tail.shift();
          if (!quiet) settings.onText(line);
        },
      });
      return { exitCode, stdout: stdout.join('\n'), stderrTail: tail };
    },
  };
}

function eventOf(line: string): ProgressEvent | undefined {
  if (!line.startsWith('{"event":')) return undefined;
  try {
    return JSON.parse(line) as ProgressEvent;
  } catch {
    return undefined;
  }
}

/** @returns the command line, run as root for a job */
export function programOfJob(
  { isRoot, temporary, variables, signal, log }: Job,
  { distribution, node }: ProgramParts,
  directory: string,
): Program {
  return rootProgram({
    node,
    commandLine: path.join(distribution, 'cli.js'),
    isRoot,
    directory,
    temporary,
    variables,
    signal,
    onText: log.foreign,
  });
}
