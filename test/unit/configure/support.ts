import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { familyOf } from '../../../src/configure/family.ts';
import type { Guest } from '../../../src/configure/guest.ts';
import type { Warning } from '../../../src/errors.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';

export const position = { file: 'test.ks', line: 7, column: 1 };

/** A root of files in a temporary folder, in which no program may be run. */
export async function emptyGuest(context: { after(clean: () => Promise<void>): void }, osRelease = 'ID=debian') {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'configure-'));
  context.after(() => fs.rm(root, { recursive: true, force: true }));
  const warnings: Warning[] = [];
  const ran: string[][] = [];
  const guest: Guest = {
    files: rootFiles(root),
    family: familyOf(osRelease),
    warn: (warning) => void warnings.push(warning),
    chroot: {
      async run(program, args) {
        ran.push([program, ...args]);
        return { exitCode: 0, stdout: '', tail: [] };
      },
    },
  };
  return { root, guest, files: guest.files, warnings, ran };
}

/** For assert.rejects and assert.throws: an ApplianceError of this code that points at `position`. */
export const failsWith = (code: string) => (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  error.code === code &&
  'position' in error &&
  (error.position as typeof position).line === position.line;
