// Evaluates what stands between ${{ and }}, by the official evaluator.
import { spawnSync } from 'node:child_process';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { truthy } from '@actions/expressions/result';
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards';
import type { Template } from './action-file.ts';
import type { Outcome } from './result.ts';

/** Plain data that becomes a context. */
export type ContextValue =
  | string
  | number
  | boolean
  | null
  | readonly ContextValue[]
  | { readonly [key: string]: ContextValue };

export interface Scope {
  readonly contexts: Readonly<Record<string, ContextValue>>;
  /** What success() and failure() look at: a composite's own status in its steps, the job's status elsewhere. */
  readonly status: Outcome;
  readonly jobStatus: Outcome;
  readonly workspace: string;
}

const contextNames = ['github', 'inputs', 'env', 'steps', 'job', 'runner', 'strategy', 'matrix'];

/** @throws Error for a context or function that is unknown, or an expression that does not parse */
export function evaluate(expression: string, scope: Scope): data.ExpressionData {
  const functions = functionsOf(scope);
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, contextNames, [...functions.values()]).parse();
  const contexts = contextNames.map((key) => ({ key, value: toData(scope.contexts[key] ?? null) }));
  return new Evaluator(tree, new data.Dictionary(...contexts), functions).evaluate();
}

export function evaluateCondition(expression: string, scope: Scope): boolean {
  return truthy(evaluate(expression, scope));
}

/** The text that a template gives. */
export function expand(template: Template, scope: Scope): string {
  if (isBasicExpression(template)) return evaluate(template.expression, scope).coerceString();
  return template.assertScalar('text').toString();
}

function functionsOf(scope: Scope): Map<string, FunctionDefinition> {
  const status = (name: string, holds: boolean): FunctionDefinition => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds),
  });
  const all: FunctionDefinition[] = [
    status('success', scope.status === 'success'),
    status('failure', scope.status === 'failure'),
    status('cancelled', scope.jobStatus === 'cancelled'),
    status('always', true),
    {
      name: 'hashfiles',
      minArgs: 1,
      maxArgs: 255,
      call: (...patterns) =>
        new data.StringData(
          hashFiles(
            patterns.map((pattern) => pattern.coerceString()),
            scope.workspace,
          ),
        ),
    },
  ];
  return new Map(all.map((definition) => [definition.name, definition]));
}

const hashProgram =
  "import { hashFiles } from '@actions/glob'; process.stderr.write(await hashFiles(process.argv[1], process.cwd()));";

/** In a process of its own, as the runner does it, because evaluation can't wait. */
function hashFiles(patterns: readonly string[], workspace: string): string {
  const glob = import.meta.resolve('@actions/glob');
  const program = hashProgram.replace('@actions/glob', glob);
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program, patterns.join('\n')],
    {
      cwd: workspace,
      encoding: 'utf8',
      env: { GITHUB_WORKSPACE: workspace },
    },
  );
  if (status !== 0) throw new Error(`hashFiles('${patterns.join("', '")}') failed:\n${stderr}`);
  return stderr;
}

function toData(value: ContextValue): data.ExpressionData {
  return JSON.parse(JSON.stringify(value), data.reviver) as data.ExpressionData;
}
