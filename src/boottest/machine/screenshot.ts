import * as fs from 'node:fs/promises';
import { messageOf } from '../../errors.ts';
import type { LineSink } from '../../host/program/run.ts';
import { answered, type Patience } from './answer.ts';
import type { QmpClient } from './qmp.ts';

/**
 * Has QEMU (7.1 and newer) write what the screen of the machine shows.
 *
 * @param file a PNG; overwritten
 * @returns whether there is a file now; the machine may be gone, or QEMU built without PNG
 */
export async function takeScreenshot(
  qmp: QmpClient,
  file: string,
  { log, ...patience }: Patience & { readonly log: LineSink },
): Promise<boolean> {
  try {
    await answered(qmp.execute('screendump', { filename: file, format: 'png' }), patience);
    return true;
  } catch (error) {
    log(`no screenshot: ${messageOf(error)}`);
    await fs.rm(file, { force: true });
    return false;
  }
}
