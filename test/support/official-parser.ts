// The official parser of action.yml and of workflows. Its files import JSON without saying so, which Node refuses: a hook
// adds the attribute.
import * as nodeModule from 'node:module';

interface Resolved {
  readonly url: string;
  readonly importAttributes?: Readonly<Record<string, string>>;
}
/** Synchronous hooks came with Node 22.15, after the types that this project uses. */
interface ModuleWithHooks {
  registerHooks(hooks: {
    resolve(
      specifier: string,
      context: unknown,
      next: (specifier: string, context: unknown) => Resolved,
    ): Resolved & { readonly importAttributes?: Readonly<Record<string, string>> };
  }): void;
}

(nodeModule as unknown as ModuleWithHooks).registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const ofParser = resolved.url.includes('/@actions/workflow-parser/') && resolved.url.endsWith('.json');
    return ofParser ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
  },
});

export const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
export const { convertToIfCondition } = await import('@actions/workflow-parser/model/converter/if-condition');
export const { parseWorkflow, NoOperationTraceWriter } = await import('@actions/workflow-parser');
