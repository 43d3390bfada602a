import { setMaxListeners } from 'node:events';
import {
  findTools,
  installPackages,
  packageFamily,
  packagesFor,
  requireTools,
  type ToolFinding,
} from '../../host/program/doctor.ts';
import { proxyVariables } from '../../host/program/proxies.ts';
import { createRunner, type LineSink, type Runner } from '../../host/program/run.ts';
import type { ToolUse } from '../../host/program/tools.ts';
import { sanePath } from '../../host/root/mount.ts';
import { printable } from '../../report/printable.ts';

/** What the entrances take from the process, so that nothing below them reads process.env. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly isRoot: boolean;
}

/**
 * How to reach the network; everything else of the caller's environment stays away from tools and scripts.
 *
 * @param temporary where tools put their temporary files
 */
export function toolEnvironment({ variables }: Environment, temporary?: string): Record<string, string> {
  return {
    ...proxyVariables(variables),
    PATH: sanePath,
    HOME: '/root',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    ...(temporary === undefined ? {} : { TMPDIR: temporary }),
  };
}

/** What this program itself goes by, of which the process in the namespace needs the same. */
const own = /^(?:PATH|HOME|TMPDIR|TERM|TZ|LANG|LC_\w+|NODE_\w+|SSL_CERT_\w+|SOURCE_DATE_EPOCH)$/;

/**
 * The environment of the process in the namespace. Scripts run as root beside it and can read it (proc_pid_environ(5)), so
 * the tokens of a job are not in it.
 */
export function innerEnvironment({ variables }: Environment): Record<string, string | undefined> {
  const ours = Object.entries(variables).filter(([name]) => own.test(name));
  return { ...Object.fromEntries(ours), ...proxyVariables(variables) };
}

/** A runner for the short commands, which keep no log. */
export function plainRunner(environment: Environment, signal: AbortSignal, log: LineSink = () => undefined): Runner {
  return createRunner({ signal, log, env: toolEnvironment(environment) });
}

/** What clients of libvirt and of ssh go by: whose they are, and where the user's daemon and agent listen. */
const ofClients = ['HOME', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'SSH_AUTH_SOCK'] as const;

/** The environment of programs that talk to libvirt, which need not be root's. */
export function clientEnvironment(environment: Environment): Record<string, string> {
  const { variables } = environment;
  const own = ofClients.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]] as const]));
  return { ...toolEnvironment(environment), ...Object.fromEntries(own) };
}

/** A runner for programs that talk to libvirt. */
export function clientRunner(environment: Environment, signal: AbortSignal, outOfReach = false): Runner {
  return createRunner({ signal, log: () => undefined, env: clientEnvironment(environment), outOfReach });
}

/** Aborted by Ctrl-C and by what ends a process politely. */
export function signalOfProcess(): AbortSignal {
  const controller = new AbortController();
  // Every running program listens to it, and doctor runs dozens at once.
  setMaxListeners(0, controller.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort(signal));
  return controller.signal;
}

export interface ToolCheck {
  readonly environment: Environment;
  readonly runner: Runner;
  readonly uses: ReadonlySet<ToolUse>;
  readonly install: boolean;
  /** Shows a line while tools are installed. Default: on standard error. */
  readonly say?: ((line: string) => void) | undefined;
}

/**
 * Makes sure that the host has what a command needs; installs it if that was asked for, after saying what and why.
 *
 * @throws ApplianceError kind `tool` that lists what is missing
 */
export async function ensureTools({
  environment,
  runner,
  uses,
  install,
  say = sayOn(environment),
}: ToolCheck): Promise<void> {
  const look = () => findTools(runner, uses, sanePath, false);
  const findings = await look();
  const missing = findings.filter(({ path }) => path === undefined);
  const family = await packageFamily();
  if (missing.length > 0 && install && family !== undefined) {
    for (const line of missingLines(missing)) say(line);
    const packages = packagesFor(missing, family);
    say(`installing ${packages.join(', ')} …`);
    await installPackages(runner, packages, family);
    requireTools(await look(), family);
    return;
  }
  requireTools(findings, family);
}

const sayOn =
  ({ stderr }: Environment) =>
  (line: string) =>
    void stderr.write(`${printable(line)}\n`);

function missingLines(missing: readonly ToolFinding[]): string[] {
  return ['missing host tools:', ...missing.map(({ tool }) => `  ${tool.names[0]}  (${tool.purpose})`)];
}
