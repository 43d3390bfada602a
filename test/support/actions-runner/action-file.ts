// Reads action.yml by the official schema.
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import {
  isBasicExpression,
  isMapping,
  isScalar,
  isSequence,
} from '@actions/workflow-parser/templates/tokens/type-guards';
import { convertToIfCondition, NoOperationTraceWriter, parseAction } from '../official-parser.ts';

/** A text of the file, which may hold expressions. */
export type Template = TemplateToken;

export interface StepDefinition {
  readonly id: string | undefined;
  readonly name: Template | undefined;
  /** Expression that names a status function. */
  readonly condition: string;
  readonly continueOnError: Template | undefined;
  readonly env: readonly (readonly [string, Template])[];
  readonly does:
    | { readonly kind: 'uses'; readonly uses: string; readonly with: readonly (readonly [string, Template])[] }
    | {
        readonly kind: 'run';
        readonly run: Template;
        readonly shell: Template;
        readonly workingDirectory: Template | undefined;
      };
}

export interface NodeRuns {
  readonly using: 'node24';
  readonly main: string;
  readonly pre: string | undefined;
  readonly preIf: string;
  readonly post: string | undefined;
  readonly postIf: string;
}

export interface InputDefinition {
  readonly name: string;
  readonly required: boolean;
  readonly default: Template | undefined;
  readonly deprecation: string | undefined;
}

export interface ActionFile {
  readonly file: string;
  readonly folder: string;
  readonly name: string;
  readonly inputs: readonly InputDefinition[];
  readonly outputs: readonly (readonly [string, Template | undefined])[];
  readonly runs: NodeRuns | { readonly using: 'composite'; readonly steps: readonly StepDefinition[] };
}

/** The file breaks the schema; each problem as `FILE:LINE:COL: MESSAGE`. */
export class ActionFileError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ActionFileError';
    this.problems = problems;
  }
}

/** @throws {ActionFileError} */
export function readActionFile(folder: string): ActionFile {
  const file = ['action.yml', 'action.yaml'].map((name) => path.join(folder, name)).find((name) => existsSync(name));
  if (file === undefined) throw new ActionFileError([`${folder}: there is no action.yml`]);
  return parseActionFile(file, readFileSync(file, 'utf8'));
}

/** @throws {ActionFileError} */
export function parseActionFile(file: string, content: string): ActionFile {
  const { context, value } = parseAction({ name: file, content }, new NoOperationTraceWriter());
  const root = value === undefined ? undefined : entries(value);
  const runs = root === undefined ? undefined : entries(root.get('runs'));
  const steps = items(runs?.get('steps')).map((token) => readStep(entries(token), context));
  const problems = context.errors.getErrors().map(({ rawMessage, range }) => {
    const place = range === undefined ? '' : `:${range.start.line}:${range.start.column}`;
    return `${file}${place}: ${rawMessage}`;
  });
  const using = text(runs?.get('using')) ?? '';
  if (problems.length === 0 && using !== 'composite' && using !== 'node24') {
    problems.push(`${file}: this runner knows composite and node24 only, not ${using}`);
  }
  if (problems.length > 0 || root === undefined || runs === undefined) throw new ActionFileError(problems);
  return {
    file,
    folder: path.dirname(file),
    name: text(root.get('name')) ?? '',
    inputs: [...entries(root.get('inputs'))].map(([name, token]) => readInput(name, entries(token))),
    outputs: [...entries(root.get('outputs'))].map(([name, token]) => [name, entries(token).get('value')]),
    runs: using === 'composite' ? { using, steps } : readNodeRuns(runs),
  };
}

type ParseContext = Parameters<typeof convertToIfCondition>[0];

function readStep(step: ReadonlyMap<string, Template>, context: ParseContext): StepDefinition {
  const given = step.get('if');
  const uses = text(step.get('uses'));
  return {
    id: text(step.get('id')),
    name: step.get('name'),
    condition: given === undefined ? 'success()' : (convertToIfCondition(context, given)?.expression ?? ''),
    continueOnError: step.get('continue-on-error'),
    env: [...entries(step.get('env'))],
    does:
      uses === undefined
        ? {
            kind: 'run',
            run: step.get('run') as Template,
            shell: step.get('shell') as Template,
            workingDirectory: step.get('working-directory'),
          }
        : { kind: 'uses', uses, with: [...entries(step.get('with'))] },
  };
}

function readInput(name: string, input: ReadonlyMap<string, Template>): InputDefinition {
  return {
    name,
    required: text(input.get('required')) === 'true',
    default: input.get('default'),
    deprecation: text(input.get('deprecationMessage')),
  };
}

function readNodeRuns(runs: ReadonlyMap<string, Template>): NodeRuns {
  return {
    using: 'node24',
    main: text(runs.get('main')) ?? '',
    pre: text(runs.get('pre')),
    preIf: condition(runs.get('pre-if')),
    post: text(runs.get('post')),
    postIf: condition(runs.get('post-if')),
  };
}

/** A condition with or without `${{ }}`. */
function condition(token: Template | undefined): string {
  if (token === undefined) return 'always()';
  return isBasicExpression(token) ? token.expression : (text(token) ?? '');
}

function entries(token: Template | undefined): Map<string, Template> {
  return new Map(token !== undefined && isMapping(token) ? [...token].map(({ key, value }) => [`${key}`, value]) : []);
}

function items(token: Template | undefined): Template[] {
  return token !== undefined && isSequence(token) ? [...token] : [];
}

function text(token: Template | undefined): string | undefined {
  return token !== undefined && isScalar(token) ? token.toString() : undefined;
}
