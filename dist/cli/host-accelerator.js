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
/** In a container there is often none, and then KVM is not relied on. */
async function hostKernel() {
	const kernels = (await fs.readdir("/boot").catch(() => [])).filter((name) => name.startsWith("vmlinuz"));
	return kernels[0] === void 0 ? void 0 : path.join("/boot", kernels[0]);
}

export { probeHost as n, hostKernel as t };