import { type Command, InvalidArgumentError } from 'commander';
import type { FileOwner } from '../../host/files/file-owner.ts';

/** What root makes for a user who has only sudo: without it he could neither change nor delete it. */
export function addOwnerOption(command: Command): Command {
  return command.option('--owner <uid:gid>', 'give what is written in the output directory to a user', parseOwner);
}

function parseOwner(text: string): FileOwner {
  const [, uid, gid] = /^(\d{1,10}):(\d{1,10})$/.exec(text) ?? [];
  if (uid === undefined || gid === undefined) throw new InvalidArgumentError('It must be two numbers: 1000:1000.');
  return { uid: Number(uid), gid: Number(gid) };
}
