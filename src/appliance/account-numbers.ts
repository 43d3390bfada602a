import { ApplianceError, formatPosition, type Position } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import { commandsNamed } from '../kickstart/select.ts';

interface Claim {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly id: number;
  readonly position: Position;
}

/**
 * Reports numbers that two lines give to different users or to different groups, which useradd(8) and groupadd(8) would
 * refuse in the middle of a build. A user's --gid is no claim: it joins the group that has the number.
 */
export function checkAccountNumbers(document: Document, report: Report): void {
  const first = new Map<string, Claim>();
  for (const claim of claimsOf(document)) {
    const key = `${claim.kind} ${claim.id}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, claim);
    else if (earlier.name !== claim.name) report(clash(earlier, claim));
  }
}

function claimsOf(document: Document): readonly Claim[] {
  const at = (command: Parameters<Document['written']['get']>[0], option: string) =>
    document.written.get(command)?.options[option] ?? command.position;
  const groups = commandsNamed(document, 'group').flatMap((command): Claim[] =>
    command.gid === undefined
      ? []
      : [{ kind: 'group', name: command.group, id: command.gid, position: at(command, '--gid') }],
  );
  const users = commandsNamed(document, 'user').flatMap((command): Claim[] => [
    ...command.groups.flatMap((text): Claim[] => {
      const [, name, gid] = /^(.+)\((\d+)\)$/.exec(text) ?? [];
      return name === undefined ? [] : [{ kind: 'group', name, id: Number(gid), position: at(command, '--groups') }];
    }),
    ...(command.uid === undefined
      ? []
      : [{ kind: 'user' as const, name: command.user, id: command.uid, position: at(command, '--uid') }]),
  ]);
  return [...groups, ...users];
}

function clash(earlier: Claim, { kind, name, id, position }: Claim): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'duplicate-id',
    message: `the ${kind} ${name} cannot have the number ${id}: the ${kind} ${earlier.name} has it, ${formatPosition(earlier.position)}`,
    position,
    hint: 'give it another number, or leave the number out',
  });
}
