import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { type BuildInputs, type BuildServices, buildAppliance } from '../build.ts';
import { type BuiltOutput, compareOutputs } from './compare-outputs.ts';

/**
 * Builds a second time, with nothing in the cache but packages and their metadata, and compares every file with the first
 * output. The second one is removed if they are the same.
 *
 * @param inputs of the first build, but with scratch space and an output of the second one's own
 * @returns how many files were compared
 * @throws ApplianceError code `not-reproducible` with the first difference
 */
export async function verifyReproducible(
  first: BuiltOutput,
  inputs: BuildInputs,
  services: BuildServices,
): Promise<number> {
  const again = { ...inputs, packagesOnly: true, bootTest: false, probeAccelerator: false };
  const { manifest } = await buildAppliance(again, services);
  const { runner, reporter } = services;
  const { directory } = services.output;
  const found = await reporter.step('verify', 'compare both builds', async (detail) => {
    const scratch = path.join(inputs.scratchDirectory, 'verify');
    await fs.mkdir(scratch);
    const difference = await compareOutputs(runner, [first, { directory, manifest }], {
      storage: inputs.plan,
      scratch,
    });
    detail(difference === undefined ? 'the same bytes' : `${difference.file} differs`);
    return difference;
  });
  if (found === undefined) {
    await fs.rm(directory, { recursive: true });
    return manifest.files.length + 1;
  }
  throw new ApplianceError({
    kind: 'build',
    code: 'not-reproducible',
    message: `two builds differ: ${found.file}: ${found.where}`,
    detail: found.further,
    hint: `the first build is in ${first.directory}, the second one in ${directory}; what a script draws at random, or takes from the clock, has to be taken away or set in %post`,
  });
}
