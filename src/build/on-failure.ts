import { runOnHost } from '../configure/scripts/host-script.ts';
import { showAtInstallerPaths } from '../configure/scripts/installer-paths.ts';
import { scriptWarning } from '../configure/scripts/script-failure.ts';
import { ApplianceError, ApplianceErrors, messageOf, type Warning } from '../errors.ts';
import { isRefusal } from '../host/program/refusal.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import type { Script } from '../kickstart/document.ts';
import type { Reporter } from '../report/progress/reporter.ts';

export interface OnFailureInputs {
  readonly scripts: readonly Script[];
  /** Undefined: the build failed before there was one. */
  readonly root: string | undefined;
  /** Existing folder on the host. */
  readonly scratch: string;
}

/**
 * Runs the scripts that a kickstart keeps for a failure: %onerror if the build failed, %traceback if this program did, and
 * none if a signal ended it. They run in file order on this machine, as %post --nochroot does, with the root as far as it
 * came. What goes wrong with them is a warning: the error that they are about must not be lost.
 */
export async function runFailureScripts(
  error: unknown,
  { scripts, root, scratch }: OnFailureInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<void> {
  const section = sectionFor(error);
  const wanted = scripts.filter((script) => script.section === section);
  if (wanted.length === 0 || runner.signal.aborted) return;
  try {
    await reporter.step('scripts', `run the %${section} scripts`, async (detail) => {
      await using scope = new Scope();
      if (root !== undefined) scope.use(await showAtInstallerPaths(runner, root, scratch));
      for (const [index, script] of wanted.entries()) {
        const warning = await runOne(script, index + 1, { root, runner, scratch });
        if (warning !== undefined) reporter.warn(warning);
      }
      detail(`${wanted.length} %${section} script${wanted.length === 1 ? '' : 's'}`);
    });
  } catch (failure) {
    if (runner.signal.aborted) return;
    reporter.warn(notRun(`the %${section} scripts cannot be run`, failure, wanted[0]));
  }
}

/** @returns the section whose scripts an error calls for; undefined: none, as a signal is no failure */
function sectionFor(error: unknown): 'onerror' | 'traceback' | undefined {
  if (error instanceof ApplianceError) return error.kind === 'interrupted' ? undefined : 'onerror';
  return error instanceof ApplianceErrors || isRefusal(error) ? 'onerror' : 'traceback';
}

async function runOne(
  script: Script,
  number: number,
  options: Parameters<typeof runOnHost>[2],
): Promise<Warning | undefined> {
  try {
    const failure = await runOnHost(script, number, options);
    return failure === undefined ? undefined : scriptWarning(script, failure);
  } catch (failure) {
    if (options.runner.signal.aborted) throw failure;
    return notRun(`the %${script.section} script cannot be run`, failure, script);
  }
}

function notRun(message: string, failure: unknown, script: Script | undefined): Warning {
  const reason = messageOf(failure);
  return { code: 'script-failed', message: `${message}: ${reason}`, position: script?.position };
}
