import type { Connection } from '../../../appliance/network/connection.ts';
import type { Guest } from '../../guest.ts';

/** Says which options of a bond the guest's network service does not know. */
export function warnOfOptions(
  { id, position }: Connection,
  names: readonly string[],
  service: string,
  { warn }: Guest,
): void {
  if (names.length === 0) return;
  warn({
    code: 'option-unused',
    message: `${names.join(', ')} of ${id} has no effect: ${service} can't set it`,
    position,
    hint: 'add network-manager to %packages, which can',
  });
}
