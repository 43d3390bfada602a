// The two kinds of steps that have a process: scripts, and the parts of JavaScript actions.
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { NodeRuns, StepDefinition } from './action-file.ts';
import { actionNode, processEnvironment } from './contexts.ts';
import { expand } from './expressions.ts';
import { type FileCommands, makeFileCommands, readFileCommands } from './output/file-commands.ts';
import { githubOf, type Running, scopeOf } from './running.ts';
import { runStepProcess } from './step-process.ts';

type Script = Extract<StepDefinition['does'], { readonly kind: 'run' }>;

const shells: Readonly<Record<string, { readonly args: readonly string[]; readonly ending: string }>> = {
  bash: { args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], ending: '.sh' },
  sh: { args: ['-e', '{0}'], ending: '.sh' },
  python: { args: ['{0}'], ending: '.py' },
};

export async function runScript(running: Running, script: Script): Promise<void> {
  const { job, output, env } = running;
  const { temporary, workspace, user } = job.options;
  const files = makeFileCommands(temporary, user, job.artifacts);
  const scope = scopeOf(running, files);
  const [program = '', ...words] = expand(script.shell, scope).split(' ');
  const shell = shells[program];
  const format = words.length > 0 ? words : (shell?.args ?? []);
  if (!format.some((word) => word.includes('{0}'))) throw new Error(`Invalid shell option '${program}'`);
  const text = expand(script.run, scope);
  const file = path.join(temporary, `${randomUUID()}${shell?.ending ?? ''}`);
  writeFileSync(file, text);
  if (user !== undefined) chownSync(file, user.uid, user.gid);
  const args = format.map((word) => word.replace('{0}', file));
  const folder = script.workingDirectory === undefined ? '' : expand(script.workingDirectory, scope);
  output.write(`##[group]${running.name}`);
  for (const line of text.trimEnd().split('\n')) output.write(line);
  output.write(`shell: ${[program, ...format].join(' ')}`);
  describe(running, 'env', Object.fromEntries(env));
  output.write('##[endgroup]');
  const own = Object.fromEntries([...job.env, ...env]);
  const exitCode = await run(running, files, [program, ...args], path.resolve(workspace, folder), own, false);
  if (exitCode !== 0 && running.result === 'failure') {
    output.annotate('error', `Process completed with exit code ${exitCode}.`);
  }
}

export async function runNode(
  running: Running,
  runs: NodeRuns,
  inputs: Readonly<Record<string, string>>,
): Promise<void> {
  const { job, instance, stage, output, env } = running;
  const files = makeFileCommands(job.options.temporary, job.options.user, job.artifacts);
  const target = path.join(instance.action?.folder ?? '', runs[stage] ?? '');
  if (stage === 'post') output.write('Post job cleanup.');
  else {
    output.write(`##[group]${running.name}`);
    describe(running, 'with', inputs);
    describe(running, 'env', Object.fromEntries(env));
    output.write('##[endgroup]');
  }
  if (!existsSync(target)) throw new Error(`File not found: '${target}'`);
  const own = {
    ...Object.fromEntries([...job.env, ...env]),
    ...Object.fromEntries([...instance.state].map(([name, value]) => [`STATE_${name}`, value])),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value])),
  };
  await run(running, files, [actionNode, target], job.options.workspace, own, true);
}

/** Hyphens stay. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function describe(running: Running, title: string, values: Readonly<Record<string, string>>): void {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  if (given.length > 0) running.output.write(`${title}:`);
  for (const [name, value] of given) running.output.write(`  ${name}: ${value}`);
}

async function run(
  running: Running,
  files: FileCommands,
  command: readonly [string, ...string[]],
  cwd: string,
  own: Readonly<Record<string, string>>,
  javascript: boolean,
): Promise<number> {
  const { job, instance, output, record, stage } = running;
  const { user, workspace } = job.options;
  const env = processEnvironment(job, githubOf(running, files), own, javascript);
  running.environment = env;
  const { signal } = running.stop;
  try {
    const end = await runStepProcess({ command, cwd, env, user, onLine: output.take, stop: signal });
    const { signals, secondsToStop: seconds } = end;
    if (end.exitCode !== 0) running.result = 'failure';
    if (signal.aborted) running.result = 'cancelled';
    if (signal.aborted) job.cancellations.push({ step: running.name, stage, signals, seconds });
    return end.exitCode;
  } finally {
    const target = {
      setOutput: (name: string, value: string) => {
        record.outputs[name] = value;
      },
      saveState: (name: string, value: string) => void instance.state.set(name, value),
      setEnv: (name: string, value: string) => void job.env.set(name, value),
      addPath: (folder: string) => {
        const rest = job.path.filter((one) => one !== folder);
        job.path.splice(0, job.path.length, folder, ...rest);
      },
      setSummary: (text: string) => {
        running.summary = text;
      },
      artifacts: job.artifacts,
    };
    readFileCommands(files, target, output, job.masker, workspace);
  }
}
