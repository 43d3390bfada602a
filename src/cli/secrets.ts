import type { Appliance } from '../appliance/appliance.ts';

/** Texts of the kickstart that must not appear in any log. */
export function secretsOf({ system: { rootpw, users } }: Appliance): string[] {
  return [rootpw?.password, ...users.map(({ password }) => password)].flatMap((password) => password?.text ?? []);
}
