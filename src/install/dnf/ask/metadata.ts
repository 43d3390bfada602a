import * as fs from 'node:fs/promises';
import type { KeptFolders } from '../../../cache/kept-folder.ts';
import { notKept } from '../../../cache/trouble.ts';
import type { Runner } from '../../../host/program/run.ts';
import { type Answer, askDnf, type DnfProgram, isRefusal, type Resolved } from '../program.ts';
import { nobodyAnswers } from './refusals.ts';
import type { DnfRequest } from './request.ts';

/** dnf's locks and half-loaded files. */
const passing = /\.(?:pid|lock|tmp)$|(?:^|\/)tmpdir\./;

/**
 * Asks dnf with the metadata of an earlier build at hand, so an unchanged repository costs one request. If nobody answers,
 * that metadata serves as it is, and a note says so.
 *
 * @param cached the metadata of just these repositories, in the cache; `request.cacheDirectory` becomes a copy of it
 */
export async function resolveWithMetadata(
  runner: Runner,
  program: DnfProgram,
  request: DnfRequest,
  cached: { readonly folders: KeptFolders; readonly key: string },
): Promise<{ readonly answer: Answer<Resolved>; readonly notes: readonly string[] }> {
  const copy = request.cacheDirectory;
  const { folders, key } = cached;
  const saved = await folders.copyOut(key, copy);
  await fs.mkdir(copy, { recursive: true });
  const answer = await askDnf<Resolved>(runner, program, request);
  if (isRefusal(answer)) {
    if (saved === undefined || !nobodyAnswers(answer.error)) return { answer, notes: [] };
    await fs.rm(copy, { recursive: true });
    const again = await folders.copyOut(key, copy);
    if (again === undefined) return { answer, notes: [] };
    return {
      answer: await askDnf<Resolved>(runner, program, { ...request, offline: true }),
      notes: [
        `no package repository can be reached; using the metadata of ${again.toISOString().slice(0, 16)}Z from the cache`,
      ],
    };
  }
  try {
    await folders.putBack(key, copy, (name) => !passing.test(name));
    return { answer, notes: [] };
  } catch (error) {
    return { answer, notes: [notKept('the metadata of the repositories', error)] };
  }
}
