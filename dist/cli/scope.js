// src/host/scope.ts
/**
* Owns temporary things and drops them in reverse order, whatever happened: `await using scope = new Scope()`.
* Node 20 has no AsyncDisposableStack.
*/
var Scope = class {
	#cleanups = [];
	defer(cleanup) {
		this.#cleanups.push(cleanup);
	}
	use(thing) {
		this.defer(() => thing[Symbol.asyncDispose]());
		return thing;
	}
	/** Runs every clean-up after something else has failed. That a clean-up then fails comes of it, and must not be told in its place. */
	async abandon(tell = () => void 0) {
		await this[Symbol.asyncDispose]().catch(tell);
	}
	/** Runs every clean-up even if one fails; then throws the first failure. */
	async [Symbol.asyncDispose]() {
		const failures = [];
		for (let cleanup = this.#cleanups.pop(); cleanup !== void 0; cleanup = this.#cleanups.pop()) try {
			await cleanup();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw failures[0];
	}
};

export { Scope as t };