import type { Appliance } from '../appliance/appliance.ts';

/** A package that lines of the kickstart need. */
export interface Need {
  readonly package: string;
  readonly reason: string;
  readonly when: (appliance: Appliance, asked: ReadonlySet<string>) => boolean;
  readonly alternatives?: readonly string[];
  readonly optional?: boolean;
}

/** Whether %packages names a package of that kind itself. */
export const askedFor = (asked: ReadonlySet<string>, ...patterns: readonly RegExp[]) =>
  [...asked].some((name) => patterns.some((pattern) => pattern.test(name)));
