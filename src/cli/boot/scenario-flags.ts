import * as fs from 'node:fs/promises';
import { noScenario, type Scenario, type Step, secondsOf } from '../../boottest/scenario/scenario.ts';
import { ApplianceError } from '../../errors.ts';
import type { Environment } from '../host/environment.ts';

export interface ScenarioFlags {
  readonly scenario?: string;
  readonly twice?: boolean;
  readonly ready?: boolean;
}

const step = (kind: 'ready' | 'reboot' | 'shutdown'): Step => ({ kind, seconds: secondsOf(kind) });

/**
 * @returns what happens once the machine has booted; undefined: nothing
 * @throws ApplianceError code `bad-scenario` with its place, `unreadable-scenario`
 */
export async function scenarioOf(
  { scenario: file, twice, ready }: ScenarioFlags,
  { variables }: Pick<Environment, 'variables'>,
): Promise<Scenario | undefined> {
  if (file === undefined && twice !== true && ready !== true) return undefined;
  const scenario = file === undefined ? noScenario : await readFrom(file, variables);
  const readiness = ready === true ? [step('ready')] : [];
  // The first boot may have left what the second trips over.
  const secondBoot = twice === true ? [step('reboot'), ...readiness, step('shutdown')] : [];
  return { ...scenario, steps: [...readiness, ...scenario.steps, ...secondBoot] };
}

/**
 * For a build, which boots only if it is told to.
 *
 * @throws ApplianceError code `no-boot-test`
 */
export function requireBootTest(flags: ScenarioFlags & { readonly bootTest?: boolean }): void {
  const idle = (['scenario', 'twice', 'ready'] as const).find((name) => flags[name] !== undefined);
  if (flags.bootTest === true || idle === undefined) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'no-boot-test',
    message: `--${idle} is of the boot test, and this build has none`,
    hint: 'add --boot-test',
  });
}

/** The reader of YAML is loaded by those who have some. */
async function readFrom(file: string, variables: Environment['variables']): Promise<Scenario> {
  const text = await read(file);
  return (await import('../../boottest/scenario/read-scenario.ts')).readScenario(text, file, variables);
}

async function read(file: string): Promise<string> {
  return await fs.readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ApplianceError({
      kind: 'input',
      code: 'unreadable-scenario',
      message: `cannot read the scenario ${file}: ${cause.code ?? cause.message}`,
      cause,
    });
  });
}
