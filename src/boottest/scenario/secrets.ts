import type { Scenario } from './scenario.ts';

/** What a scenario types that no log may tell. */
export function secretsOfScenario(scenario: Scenario | undefined): string[] {
  return (scenario?.steps ?? []).flatMap((step) => {
    if (step.kind === 'login') return [step.password];
    return step.kind === 'send' && step.secret ? [step.text] : [];
  });
}
