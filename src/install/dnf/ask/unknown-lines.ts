import { ApplianceError, type Position, type Warning } from '../../../errors.ts';
import type { PackagePlan } from '../../../plan/plan.ts';
import { closest } from '../../../suggest.ts';
import type { Miss, Resolved } from '../program.ts';

interface Line {
  readonly name: string;
  readonly reason?: string;
  readonly position: Position | undefined;
}

const named = (profile: string | undefined) => profile !== undefined && profile !== 'default';

/** Where each kind of line stands in the plan, and how it is called. */
const kinds: Readonly<
  Record<Miss['kind'], { readonly what: string; readonly lines: (plan: PackagePlan) => readonly Line[] }>
> = {
  package: { what: 'package', lines: ({ requested }) => requested },
  broken: { what: 'package', lines: ({ requested }) => requested },
  exclude: { what: 'package', lines: ({ excluded }) => excluded },
  group: { what: 'package group', lines: ({ groups }) => groups },
  environment: {
    what: 'environment',
    lines: ({ environment }) => (environment === undefined ? [] : [environment]),
  },
  module: {
    what: 'module',
    lines: ({ modules }) =>
      modules.map(({ name, stream, profile, position }) => ({
        name: `${name}${stream === undefined ? '' : `:${stream}`}${named(profile) ? `/${profile}` : ''}`,
        position,
      })),
  },
};

/** One error for each line that names what no repository has. */
export function unknownErrors(plan: PackagePlan, { unknown, known }: Resolved): ApplianceError[] {
  return unknown
    .flatMap((miss) => {
      const told = tell(plan, miss, known);
      return told === undefined ? [] : [new ApplianceError({ kind: 'input', ...told })];
    })
    .sort((one, other) => (one.position?.line ?? 0) - (other.position?.line ?? 0));
}

/** What was left out of the request, to be told; what the plan added itself and could do without is a note. */
export function leftOutLines(
  plan: PackagePlan,
  { unknown, leftOut, known }: Resolved,
): { readonly warnings: readonly Warning[]; readonly notes: readonly string[] } {
  const warnings: Warning[] = [];
  const notes: string[] = [];
  for (const miss of [...unknown, ...leftOut]) {
    const line = kinds[miss.kind].lines(plan)[miss.index];
    const told = tell(plan, miss, known);
    if (line === undefined || told === undefined) continue;
    if (line.position !== undefined) warnings.push({ ...told, message: `${told.message}; it is left out` });
    else notes.push(`${line.name} (${line.reason}) is in no repository and was left out`);
  }
  return { warnings, notes };
}

function tell(plan: PackagePlan, { kind, index }: Miss, known: Resolved['known']) {
  const { what, lines } = kinds[kind];
  const line = lines(plan)[index];
  if (line === undefined) return undefined;
  const why = line.position === undefined && line.reason !== undefined ? ` (needed for: ${line.reason})` : '';
  const near = closest(line.name, known?.[kind] ?? []);
  return {
    code: kind === 'broken' ? 'broken-package' : `unknown-${kind === 'exclude' ? 'package' : kind}`,
    message:
      kind === 'broken'
        ? `the package ${line.name} cannot be installed with the others`
        : `no repository has ${kind === 'environment' ? 'an' : 'a'} ${what} named ${line.name}${why}`,
    position: line.position,
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  };
}
