import { a as connectLibvirt, i as checkName, n as undeploy, r as parseUri } from "./undeploy.js";
import { t as Scope } from "./scope.js";
import { r as printable, t as jsonLine } from "./printable.js";
import { n as clientRunner, o as signalOfProcess, r as ensureTools } from "./environment.js";
import { o as warningLines } from "./print-error.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/cli/deploy/undeploy-command.ts
async function undeployCommand(name, flags, environment) {
	try {
		var _usingCtx$1 = _usingCtx();
		const uri = parseUri(flags.connect);
		checkName(name, "domain", "name it as virsh list does");
		const runner = clientRunner(environment, signalOfProcess());
		await ensureTools({
			environment,
			runner,
			uses: /* @__PURE__ */ new Set(["deploy"]),
			install: flags.installTools === true
		});
		const scope = _usingCtx$1.a(new Scope());
		const scratch = await fs.mkdtemp(path.join(environment.variables["TMPDIR"] ?? "/var/tmp", "undeploy-"));
		scope.defer(() => fs.rm(scratch, {
			recursive: true,
			force: true
		}));
		const { deleted, kept } = await undeploy(connectLibvirt(runner, uri, scratch), {
			name,
			removesUserDisks: flags.removeUserDisks === true,
			shutdownSeconds: flags.shutdownTimeout,
			force: flags.force === true,
			warn: (warning) => {
				for (const line of warningLines(warning)) environment.stderr.write(`${line}\n`);
			}
		});
		if (flags.json === true) {
			environment.stdout.write(`${jsonLine({
				ok: true,
				name,
				deleted,
				kept
			})}\n`);
			return 0;
		}
		const lines = [
			`${name} is gone from ${flags.connect}`,
			...deleted.map(({ use, path: file }) => `  deleted the ${use} disk ${file}`),
			...kept.map(({ use, path: file }) => `  kept the ${use} disk ${file}`)
		];
		for (const line of lines) environment.stdout.write(`${printable(line)}\n`);
		return 0;
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

export { undeployCommand };