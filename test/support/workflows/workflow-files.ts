import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface WorkflowJob {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly 'timeout-minutes'?: number;
}

export interface Workflow {
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

export interface WorkflowFile {
  readonly file: string;
  readonly text: string;
  readonly workflow: Workflow;
}

function workflowsIn(folder: string): WorkflowFile[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const file = `${folder}/${name}`;
      const text = readFileSync(file, 'utf8');
      return { file, text, workflow: parse(text) as Workflow };
    });
}

export const ownWorkflows = workflowsIn('.github/workflows');
export const exampleWorkflows = workflowsIn('examples/workflows');
export const allWorkflows = [...ownWorkflows, ...exampleWorkflows];

/** Every step of a workflow, with the place it is told by: `FILE: JOB[INDEX]`. */
export function stepsOf({ file, workflow }: WorkflowFile): { readonly place: string; readonly step: Step }[] {
  return Object.entries(workflow.jobs).flatMap(([name, { steps = [] }]) =>
    steps.map((step, index) => ({ place: `${file}: ${name}[${index}]`, step })),
  );
}
