/**
 * Like Promise.all, but waits for all of them before a failure is thrown: what goes on after it would work in folders that the
 * caller removes.
 *
 * @throws the first failure, in the order of the promises
 */
export async function waitForAll<Promises extends readonly unknown[] | []>(
  promises: Promises,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const results = await Promise.allSettled<unknown[]>([...promises]);
  const values = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  return values as { -readonly [Index in keyof Promises]: Awaited<Promises[Index]> };
}
