import type { Appliance } from '../../src/appliance/appliance.ts';
import { mergeAppliance } from '../../src/appliance/merge.ts';
import type { BuildOptions } from '../../src/appliance/settings.ts';
import { ApplianceError, ApplianceErrors } from '../../src/errors.ts';
import { parseKickstart } from '../../src/kickstart/parse.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planAppliance } from '../../src/plan/planner.ts';

const noIncludes = {
  read(): never {
    throw new Error('no includes here');
  },
};

/** The appliance that a kickstart text describes. */
export function applianceOf(text: string, options: BuildOptions = {}): Appliance {
  return mergeAppliance(parseKickstart(text, 'test.ks', noIncludes), options, 'test');
}

export function planOf(text: string, options: BuildOptions = {}): Plan {
  return planAppliance(applianceOf(text, options));
}

/** The errors that a kickstart text gives, as `LINE:COL code`; lines count from 1, `-` is an error without a place. */
export function errorsOf(text: string, options: BuildOptions = {}): string[] {
  return caught(text, options).map(
    ({ code, position }) => `${position === undefined ? '-' : `${position.line}:${position.column}`} ${code}`,
  );
}

export function messagesOf(text: string, options: BuildOptions = {}): string[] {
  return caught(text, options).map(({ message }) => message);
}

function caught(text: string, options: BuildOptions): readonly ApplianceError[] {
  try {
    planOf(text, options);
    return [];
  } catch (error) {
    if (error instanceof ApplianceErrors) return error.errors;
    if (error instanceof ApplianceError) return [error];
    throw error;
  }
}
