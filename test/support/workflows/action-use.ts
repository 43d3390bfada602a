import type { Step, WorkflowFile } from './workflow-files.ts';

/** What an action.yml says of its interface. */
export interface ActionInterface {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean; readonly default?: unknown } | null>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The actions of this repository by their folder: `.`, `./actions/plan`. */
export type OwnActions = ReadonlyMap<string, ActionInterface>;

/** @returns the folder of an action of this repository, however a workflow names it; undefined for others */
export function ownFolder(uses: string): string | undefined {
  const [, inside] = /^org\/appliance-build(\/[^@]+)?@/.exec(uses) ?? [];
  if (uses.startsWith('org/appliance-build@')) return '.';
  if (inside !== undefined) return `.${inside}`;
  if (uses === './' || uses === '.') return '.';
  return uses.startsWith('./actions/') ? uses : undefined;
}

/** Inputs that an action does not have, inputs that it needs, outputs that it does not give. */
export function misuses({ file, text, workflow }: WorkflowFile, actions: OwnActions): string[] {
  return Object.entries(workflow.jobs).flatMap(([job, { steps = [] }]) =>
    steps.flatMap((step) => {
      const folder = step.uses === undefined ? undefined : ownFolder(step.uses);
      if (folder === undefined) return [];
      const action = actions.get(folder);
      if (action === undefined) return [`${file}: ${job}: there is no action ${folder}`];
      return [...inputProblems(step, action), ...outputProblems(step, action, text)].map(
        (problem) => `${file}: ${job}: ${folder} ${problem}`,
      );
    }),
  );
}

function inputProblems({ with: given = {} }: Step, { inputs = {} }: ActionInterface): string[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(inputs, name));
  const missing = Object.entries(inputs).filter(
    ([name, input]) => input?.required === true && input.default === undefined && given[name] === undefined,
  );
  return [
    ...unknown.map((name) => `has no input ${name}`),
    ...missing.map(([name]) => `is not given its input ${name}`),
  ];
}

function outputProblems({ id }: Step, { outputs = {} }: ActionInterface, text: string): string[] {
  if (id === undefined) return [];
  const used = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)];
  return used
    .filter(([, step, name]) => step === id && !Object.hasOwn(outputs, name ?? ''))
    .map(([, , name]) => `has no output ${name}`);
}
