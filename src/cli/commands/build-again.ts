import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BuildInputs } from '../../build/build.ts';
import { openOutput } from '../../build/output.ts';
import type { BuiltOutput } from '../../build/verify/compare-outputs.ts';
import { verifyReproducible } from '../../build/verify/verify.ts';
import { ApplianceError } from '../../errors.ts';
import type { FileOwner } from '../../host/files/file-owner.ts';
import type { Runner } from '../../host/program/run.ts';
import type { InnerSide } from '../../host/root/namespace.ts';
import type { BuildLog } from '../../report/build-log.ts';
import { createReporter, type Display, type Reporter } from '../../report/progress/reporter.ts';

interface Services {
  readonly runner: Runner;
  /** Of the first build. */
  readonly reporter: Reporter;
  readonly display: Display;
  readonly log: BuildLog;
  readonly inner: InnerSide;
  readonly owner: FileOwner | undefined;
}

/**
 * Builds once more beside a finished build, in another work directory, on disk, and into another output directory, and says
 * whether the bytes are the same.
 *
 * @throws ApplianceError code `not-reproducible`, or that of the second build
 */
export async function buildAgain(first: BuiltOutput, inputs: BuildInputs, services: Services): Promise<void> {
  const { runner, reporter, display, log, inner, owner } = services;
  const output = await openOutput(`${first.directory}.second`, inputs.plan.name, inner, owner);
  const parent = await fs.mkdtemp(path.join(path.dirname(inputs.scratchDirectory), 'appliance-build-again-'));
  inner.own(parent);
  try {
    await fs.chmod(parent, 0o755);
    const scratchDirectory = path.join(parent, 'second');
    await fs.mkdir(scratchDirectory);
    const again = { ...inputs, scratchDirectory, scratchOnDisk: true };
    const second = { runner, reporter: createReporter(stepsAlone(display), log), output, owner: inner };
    const files = await verifyReproducible(first, again, second);
    reporter.note(`built twice: all ${files} files have the same bytes`);
  } catch (error) {
    await output.abandon();
    const isToBeSeen = error instanceof ApplianceError && error.code === 'not-reproducible';
    if (!isToBeSeen) await fs.rm(output.directory, { recursive: true, force: true });
    throw error;
  } finally {
    await fs.rm(parent, { recursive: true, force: true });
    inner.disown(parent);
  }
}

/** What there is to warn and to tell was said of the first build. */
function stepsAlone({ stepStarts }: Display): Display {
  const nothing = () => undefined;
  return {
    stepStarts: (name, description) => stepStarts(name, `again: ${description}`),
    warn: nothing,
    note: nothing,
    tell: nothing,
  };
}
