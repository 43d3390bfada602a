/** What the operating system refuses is no bug of ours. */
const refusals: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'its filesystem is read-only',
  EACCES: 'permission denied',
  EIO: 'input/output error',
};

/** @returns why the operating system did not do what was asked; undefined if the error is of another kind */
export function refusalReason(error: unknown): string | undefined {
  return error instanceof Error ? refusals[(error as NodeJS.ErrnoException).code ?? ''] : undefined;
}

export const isRefusal = (error: unknown): boolean => refusalReason(error) !== undefined;
