type Cleanup = () => PromiseLike<void> | void;

/**
 * Owns temporary things and drops them in reverse order, whatever happened: `await using scope = new Scope()`.
 * Node 20 has no AsyncDisposableStack.
 */
export class Scope implements AsyncDisposable {
  readonly #cleanups: Cleanup[] = [];

  defer(cleanup: Cleanup): void {
    this.#cleanups.push(cleanup);
  }

  use<Thing extends AsyncDisposable>(thing: Thing): Thing {
    this.defer(() => thing[Symbol.asyncDispose]());
    return thing;
  }

  /** Runs every clean-up after something else has failed. That a clean-up then fails comes of it, and must not be told in its place. */
  async abandon(tell: (failure: unknown) => void = () => undefined): Promise<void> {
    await this[Symbol.asyncDispose]().catch(tell);
  }

  /** Runs every clean-up even if one fails; then throws the first failure. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (let cleanup = this.#cleanups.pop(); cleanup !== undefined; cleanup = this.#cleanups.pop()) {
      try {
        await cleanup();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
