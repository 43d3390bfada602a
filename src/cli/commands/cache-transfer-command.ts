import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { exportCache } from '../../cache/transfer/export.ts';
import { importCache } from '../../cache/transfer/import.ts';
import { ApplianceError } from '../../errors.ts';
import { formatBytes } from '../../report/format.ts';
import type { Environment } from '../host/environment.ts';
import { type CacheFlags, directoryOf } from './cache-command.ts';

export interface ExportFlags extends CacheFlags {
  readonly names: string;
}

export async function cacheExportCommand(
  target: string,
  flags: ExportFlags,
  { variables, stdout }: Environment,
): Promise<number> {
  const text = await fs.readFile(flags.names, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ApplianceError({
      kind: 'input',
      code: 'unreadable-names',
      message: `cannot read ${flags.names}: ${cause.code ?? cause.message}`,
      cause,
    });
  });
  const exported = await exportCache({
    directory: directoryOf(flags),
    names: text.split('\n').filter((name) => name !== ''),
    target: path.resolve(target),
    owner: callerOf(variables),
  });
  const { files, bytes, missing, withheld } = exported;
  stdout.write(
    flags.json === true
      ? `${JSON.stringify(exported)}\n`
      : `exported ${files} files, ${formatBytes(bytes)}; ${missing} no longer there, ${withheld} with passwords in them\n`,
  );
  return 0;
}

export async function cacheImportCommand(source: string, flags: CacheFlags, { stdout }: Environment): Promise<number> {
  const imported = await importCache(directoryOf(flags), path.resolve(source));
  const { files, bytes, dropped, new: added } = imported;
  stdout.write(
    flags.json === true
      ? `${JSON.stringify(imported)}\n`
      : `${files} files, ${formatBytes(bytes)}: ${added} new; ${dropped} damaged and dropped\n`,
  );
  return 0;
}

/** Who called sudo(8), under "ENVIRONMENT"; undefined without it. */
function callerOf(variables: Environment['variables']): { readonly uid: number; readonly gid: number } | undefined {
  const [uid, gid] = [variables['SUDO_UID'], variables['SUDO_GID']].map(numberOf);
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

const numberOf = (text = '') => (/^\d{1,10}$/.test(text) ? Number(text) : undefined);
