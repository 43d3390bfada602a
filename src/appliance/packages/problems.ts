import { ApplianceError, type Position } from '../../errors.ts';

/** An error of the kickstart or the options. */
export function inputError(
  code: string,
  message: string,
  position: Position | undefined,
  hint?: string,
): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, position, hint });
}
