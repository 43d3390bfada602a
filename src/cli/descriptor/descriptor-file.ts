import * as fs from 'node:fs/promises';
import type { DescriptorData } from '../../descriptor/data.ts';
import { decodeDescriptor } from '../../descriptor/decode.ts';
import { readDescriptor } from '../../descriptor/read.ts';
import { ApplianceError, type Warning } from '../../errors.ts';

/** The reader refuses more characters, and none takes more than four bytes. */
const largestBytes = 4 * 1024 * 1024;

export interface DescriptorFile {
  readonly data: DescriptorData;
  /** What was corrected in the reading. */
  readonly warnings: readonly Warning[];
}

/** @throws ApplianceError codes `unreadable-descriptor`, `descriptor-invalid` */
export async function readDescriptorFile(file: string): Promise<DescriptorFile> {
  const text = await readDescriptorText(file);
  const warnings: Warning[] = [];
  return { data: naming(file, () => readDescriptor(text, (warning) => warnings.push(warning))), warnings };
}

/** Puts the file before the words of an error. */
function naming<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ApplianceError)) throw cause;
    const { kind, code, message, hint } = cause;
    throw new ApplianceError({ kind, code, message: `${file}: ${message}`, hint, cause });
  }
}

/** @throws ApplianceError codes `unreadable-descriptor`, `descriptor-invalid` if it is in no encoding that is read */
export async function readDescriptorText(file: string): Promise<string> {
  const refuse = (message: string) => new ApplianceError({ kind: 'input', code: 'unreadable-descriptor', message });
  let bytes: Buffer;
  try {
    const stat = await fs.stat(file);
    if (!stat.isFile() || stat.size > largestBytes) throw refuse(`${file} is no file, or too large for a descriptor`);
    bytes = await fs.readFile(file);
  } catch (error) {
    if (error instanceof ApplianceError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw refuse(code === 'ENOENT' ? `there is no file ${file}` : `cannot read ${file}: ${code ?? String(error)}`);
  }
  return naming(file, () => decodeDescriptor(bytes));
}
