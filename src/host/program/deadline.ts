import { interruptionBy } from './run.ts';

/** @returns what the promise gives; undefined if that takes longer. The promise itself goes on */
export async function withDeadline<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @returns what the promise gives
 * @throws the reason of the signal as soon as it is aborted. The promise itself goes on
 */
export async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
  });
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Likewise. @throws ApplianceError kind `interrupted` */
export async function unlessInterrupted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return await unlessAborted(promise, signal).catch((error: unknown) => {
    throw error === signal.reason ? interruptionBy(signal) : error;
  });
}
