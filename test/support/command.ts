import assert from 'node:assert/strict';
import type { Position } from '../../src/errors.ts';
import type { CommandName, CommandNamed } from '../../src/kickstart/document.ts';
import { parseKickstart } from '../../src/kickstart/parse.ts';

/** The command of one kickstart line, as if it stood at `position`. */
export function commandFrom<Name extends CommandName>(
  name: Name,
  line: string,
  position: Position,
): CommandNamed<Name> {
  const includes = { read: () => assert.fail('no includes here') };
  const [command] = parseKickstart(line, 'line.ks', includes, { syntax: 'lenient' }).commands;
  assert.equal(command?.name, name);
  return { ...(command as CommandNamed<Name>), position };
}
