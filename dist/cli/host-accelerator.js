import { a as hostArchitecture, n as verdictFileIn, t as probeAccelerator } from "./accelerator.js";
import { t as defaultCacheDirectory } from "./default-cache.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/cli/host/host-accelerator.ts
/** Finds the accelerator with a kernel of the host, or takes the verdict of an earlier build or boot. */
async function probeHost(runner) {
	return await probeAccelerator({
		runner,
		arch: hostArchitecture() ?? "x86_64",
		kernel: await hostKernel(),
		cacheFile: verdictFileIn(defaultCacheDirectory)
	});
}
/** Numbers by their size, so that 6.1.0-10 comes after 6.1.0-9. */
const byVersion = new Intl.Collator("en", { numeric: true });
/**
* Finds the newest kernel of the host. In a container there is often none, and then KVM is not relied on.
*
* @param folder where kernels lie, as `vmlinuz-VERSION`
* @returns its path; undefined: there is none
*/
async function hostKernel(folder = "/boot") {
	const newest = (await fs.readdir(folder).catch(() => [])).filter((name) => name.startsWith("vmlinuz") && !name.endsWith(".old")).sort(byVersion.compare).at(-1);
	return newest === void 0 ? void 0 : path.join(folder, newest);
}

export { probeHost as n, hostKernel as t };