// The files through which a step talks to the runner: GITHUB_OUTPUT and its kin.
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { RunnerUser } from '../user.ts';
import { readArtifacts } from './artifacts-file.ts';
import type { Masker } from './masker.ts';
import type { StepOutput } from './step-output.ts';

/** A summary that is larger is dropped, with an error. */
export const summarySizeLimit = 1024 * 1024;

const prefixes = {
  output: 'set_output_',
  state: 'save_state_',
  env: 'set_env_',
  path: 'add_path_',
  step_summary: 'step_summary_',
  artifacts: 'artifacts_',
  artifacts_list: 'artifacts_list_',
} as const;

/** Paths by the key that the github context has them under. */
export type FileCommands = Readonly<Record<keyof typeof prefixes, string>>;

/** Where the contents of the files go. */
export interface FileCommandTarget {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  setEnv(name: string, value: string): void;
  addPath(folder: string): void;
  setSummary(text: string): void;
  /** Name to digest, of the job. */
  readonly artifacts: Map<string, string>;
}

export function makeFileCommands(
  temporary: string,
  user: RunnerUser | undefined,
  artifacts: Map<string, string>,
): FileCommands {
  const folder = path.join(temporary, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const suffix = randomUUID();
  const files = Object.entries(prefixes).map(
    ([key, prefix]) => [key, path.join(folder, `${prefix}${suffix}`)] as const,
  );
  const subjects = [...artifacts].sort().map(([name, digest]) => ({ name, digest, kind: 'file' }));
  for (const [key, file] of files) {
    writeFileSync(file, key === 'artifacts_list' ? JSON.stringify({ version: 1, subjects }) : '');
    if (user !== undefined) chownSync(file, user.uid, user.gid);
  }
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return Object.fromEntries(files) as FileCommands;
}

/** Takes what the step wrote; a file that breaks its format fails the step, and what came before the bad line counts. */
export function readFileCommands(
  files: FileCommands,
  target: FileCommandTarget,
  output: StepOutput,
  masker: Masker,
  workspace: string,
): void {
  const readers: Readonly<Record<string, (text: string) => void>> = {
    path: (text) =>
      text
        .split(/\r?\n/)
        .filter((line) => line !== '')
        .forEach(target.addPath),
    env: (text) => {
      for (const [name, value] of pairs(text)) {
        if (name.toUpperCase() !== 'NODE_OPTIONS') target.setEnv(name, value);
        else output.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
      }
    },
    step_summary: (text) => {
      const bytes = Buffer.byteLength(text);
      if (bytes === 0) return;
      if (bytes <= summarySizeLimit) target.setSummary(text.split('\n').map(masker.apply).join('\n'));
      else {
        const sizes = `supports content up to a size of ${summarySizeLimit / 1024}k, got ${Math.floor(bytes / 1024)}k`;
        output.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, ${sizes}.`);
      }
    },
    state: (text) => {
      for (const [name, value] of pairs(text)) target.saveState(name, value);
    },
    output: (text) => {
      for (const [name, value] of pairs(text)) target.setOutput(name, value);
    },
    artifacts: (text) => readArtifacts(text, workspace, target.artifacts),
  };
  for (const [key, read] of Object.entries(readers)) {
    const file = files[key as keyof FileCommands];
    if (!existsSync(file) || !statSync(file).isFile()) continue;
    try {
      read(readFileSync(file, 'utf8'));
    } catch (error) {
      output.fail(`Unable to process file command '${key}' successfully.`, (error as Error).message);
    }
  }
}

/**
 * `NAME=VALUE`, and `NAME<<DELIMITER`, lines of the value, `DELIMITER`. Empty lines are passed over.
 *
 * @throws Error at the first line that is neither
 */
export function* pairs(text: string): Generator<readonly [string, string]> {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const bare = (line: string) => line.replace(/\r?\n$/, '');
  for (let index = 0; index < lines.length; index++) {
    const line = bare(lines[index] ?? '');
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) yield [line.slice(0, equals), line.slice(equals + 1)];
    else if (heredoc >= 0) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.findIndex((one, at) => at > index && bare(one) === delimiter);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, bare(lines.slice(index + 1, end).join(''))];
      index = end;
    } else throw new Error(`Invalid format '${line}'`);
  }
}
