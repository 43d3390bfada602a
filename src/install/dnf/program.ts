import { fileURLToPath } from 'node:url';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { withoutCredentials } from './ask/refusals.ts';
import type { DnfRequest } from './ask/request.ts';

/** One package as dnf describes it. */
export interface DnfPackage {
  readonly name: string;
  readonly epoch: number;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  /** Hexadecimal, of whatever kind the repository uses. */
  readonly checksum: string;
  readonly sizeBytes: number;
  readonly installedBytes: number;
  readonly repository: string;
  readonly location: string;
}

/** A line of the request that could not be had. */
export interface Miss {
  readonly kind: 'package' | 'exclude' | 'group' | 'environment' | 'module' | 'broken';
  readonly index: number;
}

export interface EnabledModule {
  readonly name: string;
  readonly stream: string;
  readonly profiles: readonly string[];
  readonly state: 'enabled' | 'disabled';
}

export interface Resolved {
  readonly packages: readonly DnfPackage[];
  readonly unknown: readonly Miss[];
  readonly leftOut: readonly Miss[];
  /** All names by kind, for suggestions; only when something is unknown. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  readonly modules?: readonly EnabledModule[];
}

export interface DownloadedFile {
  readonly repository: string;
  readonly location: string;
  readonly file: string;
}

/** What the program says when it cannot answer. */
export interface Refusal {
  readonly code: 'repository' | 'metadata' | 'dependencies' | 'module' | 'no-modules' | 'download';
  readonly detail: readonly string[];
  readonly repository?: string | null;
  readonly index?: number;
  readonly files?: readonly DownloadedFile[];
}

export type Answer<T> = T | { readonly error: Refusal };

/** A program of this project that speaks to one generation of dnf, and the interpreter that has its modules. */
export interface DnfProgram {
  readonly generation: 'dnf4' | 'dnf5';
  readonly interpreter: string;
}

/** On EL 8 dnf has an interpreter of its own; and what `python3` on the PATH is may be anybody's. */
const interpreters = ['/usr/libexec/platform-python', '/usr/bin/python3'] as const;

/** dnf 4 first: not every dnf 5 can deal with modules. Prints nothing if the interpreter has neither. */
const probe = `
import importlib.util as finder
known = lambda name: finder.find_spec(name) is not None
print("dnf4" if known("dnf") else "dnf5" if known("libdnf5") else "")
`;

/** Neither the user's packages nor the environment count. */
const isolated = ['-s', '-E', '-B'] as const;

/** @throws ApplianceError kind `tool` if the host has neither generation */
export async function findDnf(runner: Runner): Promise<DnfProgram> {
  for (const interpreter of interpreters) {
    const generation = await runner
      .run(interpreter, [...isolated, '-c', probe])
      .then(({ stdout }) => stdout.trim())
      .catch((error: unknown) => {
        if (error instanceof ApplianceError && error.kind !== 'interrupted') return '';
        throw error;
      });
    if (generation === 'dnf4' || generation === 'dnf5') return { generation, interpreter };
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'tool-missing',
    message: 'this host has no dnf that can be asked: neither the Python module of dnf 4 nor that of dnf 5',
    hint: 'install the package dnf (Debian, EL) or python3-libdnf5 (Fedora), or add --install-tools',
  });
}

/** @throws ApplianceError code `tool-failed` if the program broke down */
export async function askDnf<T>(runner: Runner, program: DnfProgram, request: DnfRequest): Promise<Answer<T>> {
  const script = fileURLToPath(new URL(`./python/${program.generation}.py`, import.meta.url));
  const { stdout } = await runner.run(program.interpreter, [...isolated, script], {
    input: JSON.stringify(request),
    failure: `${program.generation === 'dnf4' ? 'dnf 4' : 'dnf 5'} could not be asked`,
  });
  const answer = JSON.parse(stdout.split('\n').at(-1) ?? '') as Answer<T>;
  if (isRefusal(answer)) for (const line of answer.error.detail) runner.log(withoutCredentials(line));
  return answer;
}

export function isRefusal<T>(answer: Answer<T>): answer is { readonly error: Refusal } {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}
