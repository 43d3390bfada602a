// The actions of a job as a tree: all that can be named beforehand is loaded when the job starts, whatever its `if`.
import * as path from 'node:path';
import { type ActionFile, ActionFileError, readActionFile, type StepDefinition } from './action-file.ts';
import type { Outcome } from './result.ts';

/** What `steps.ID` shows of a step. */
export interface StepRecord {
  outputs: Record<string, string>;
  outcome?: Outcome;
  conclusion?: Outcome;
}

/** A step, for as long as the job lasts: its main and post part share state. */
export interface Instance {
  readonly definition: StepDefinition;
  /** Key of the `steps` context; the runner makes one up for steps without id, which nobody can name. */
  readonly contextName: string;
  /** Undefined for `run:` steps, and for local actions before they are reached. */
  action: ActionFile | undefined;
  children: Instance[];
  /** The action is of the workspace (`./`), not of a repository. */
  readonly local: boolean;
  /** Folder that `$/` means in the steps of the action. */
  readonly repositoryRoot: string;
  readonly depth: number;
  /** saveState. */
  readonly state: Map<string, string>;
  /** The steps context of the children. */
  readonly records: Map<string, StepRecord>;
  /** Its main or pre part was reached, so that its post part is due. */
  postDue: boolean;
}

/** A composite action may nest this many more. */
const depthLimit = 9;

export interface Place {
  readonly workspace: string;
  readonly repositoryRoot: string;
  readonly depth: number;
}

/** @throws {ActionFileError} for a file that breaks the schema, isn't there, or would have to be fetched */
export function makeInstance(definition: StepDefinition, index: number, place: Place): Instance {
  const { does } = definition;
  const local = does.kind === 'uses' && does.uses.startsWith('./');
  const instance: Instance = {
    definition,
    contextName: definition.id ?? `__${index}`,
    action: undefined,
    children: [],
    local,
    repositoryRoot: local ? place.workspace : place.repositoryRoot,
    depth: place.depth,
    state: new Map(),
    records: new Map(),
    postDue: false,
  };
  if (does.kind === 'uses' && !local) loadAction(instance, place.workspace);
  return instance;
}

/** @throws {ActionFileError} */
export function loadAction(instance: Instance, workspace: string): void {
  const { definition, depth, repositoryRoot } = instance;
  if (definition.does.kind !== 'uses') return;
  const { uses } = definition.does;
  if (depth > depthLimit) throw new ActionFileError([`${uses}: composite actions nest deeper than ${depthLimit}`]);
  const folder = folderOf(uses, workspace, repositoryRoot);
  if (folder === undefined) throw new ActionFileError([`${uses}: this runner fetches nothing`]);
  instance.action = readActionFile(folder);
  const { runs } = instance.action;
  const steps = runs.using === 'composite' ? runs.steps : [];
  instance.children = steps.map((step, index) =>
    makeInstance(step, index, { workspace, repositoryRoot, depth: depth + 1 }),
  );
}

function folderOf(uses: string, workspace: string, repositoryRoot: string): string | undefined {
  if (uses.startsWith('./')) return path.join(workspace, uses);
  if (uses.startsWith('$/')) return path.join(repositoryRoot, uses.slice(2));
  return undefined;
}

/** Whether the action, or one in it, has a part that runs before or after all others. */
export function hasStage(instance: Instance, stage: 'pre' | 'post'): boolean {
  const runs = instance.action?.runs;
  if (runs === undefined) return false;
  if (runs.using === 'composite') return instance.children.some((child) => hasStage(child, stage));
  return runs[stage] !== undefined && !(stage === 'pre' && instance.local);
}

/** When a part runs: pre and post of a composite action always do, and leave it to its steps. */
export function conditionOf(instance: Instance, stage: 'pre' | 'main' | 'post'): string {
  if (stage === 'main') return instance.definition.condition;
  const runs = instance.action?.runs;
  if (runs?.using !== 'node24') return 'always()';
  return stage === 'pre' ? runs.preIf : runs.postIf;
}
