import { t as ApplianceError } from "./errors.js";
import { C as packagesFor, E as usesOfAarch64, S as packageFamily, T as hostTools, _ as sanePath, a as plainRunner, b as findTools, o as signalOfProcess, r as ensureTools, w as requireTools, x as installCommand } from "./environment.js";
import { r as formatTable } from "./format.js";
import { r as printable, t as jsonLine } from "./printable.js";
import { n as probeHost } from "./host-accelerator.js";

// src/cli/commands/doctor-command.ts
/** What only tests need: they make repositories, and users that are not root. */
const ofTests = ["rpm-repository", "unprivileged-runner"];
const known = [...new Set(hostTools.flatMap(({ needs }) => needs).filter((use) => !ofTests.includes(use)))];
const usual = known.filter((use) => !usesOfAarch64.includes(use));
/**
* Lists the host tools with their versions, what each is for and which package brings what is missing; and whether boot
* tests can use KVM.
*
* @returns 0, or 3 if any is missing
*/
async function doctorCommand(flags, environment) {
	const uses = usesOf(flags);
	const runner = plainRunner(environment, signalOfProcess());
	if (flags.install === true) await ensureTools({
		environment,
		runner,
		uses,
		install: true
	});
	const findings = await findTools(runner, uses, sanePath, true);
	const missing = findings.filter(({ path }) => path === void 0);
	const family = await packageFamily();
	const accelerator = flags.use !== void 0 || findings.some(({ tool, path }) => tool.needs.includes("boot") && path === void 0) ? void 0 : await probeHost(runner);
	if (flags.json === true) {
		const tools = findings.map(({ tool, path, version }) => ({
			...tool,
			found: path ?? null,
			version: version ?? null
		}));
		environment.stdout.write(`${jsonLine({
			ok: missing.length === 0,
			family: family ?? null,
			accelerator: accelerator ?? null,
			tools
		})}\n`);
		return missing.length === 0 ? 0 : 3;
	}
	environment.stdout.write(`${formatTable(findings.map(row))}\n`);
	if (accelerator !== void 0) environment.stdout.write(`\n${printable(`boot tests use ${accelerator.accelerator}: ${accelerator.reason}`)}\n`);
	if (missing.length === 0) return 0;
	if (family === void 0) requireTools(findings, family);
	else environment.stdout.write(`\n${missing.length} missing; to install them: appliance-build doctor --install, or ${installCommand(packagesFor(missing, family), family)}\n`);
	return 3;
}
/** @throws ApplianceError code `unknown-use` */
function usesOf({ use = usual }) {
	const unknown = use.filter((name) => !known.includes(name));
	if (unknown.length > 0) throw new ApplianceError({
		kind: "input",
		code: "unknown-use",
		message: `--use: ${unknown.join(", ")} is not one of ${known.join(", ")}`
	});
	return new Set(use);
}
function row({ tool, path, version }) {
	const state = path === void 0 ? "missing" : versionNumber(version) ?? "found";
	const packages = path === void 0 ? `Debian: ${tool.packages.debian}, Fedora: ${tool.packages.fedora}` : "";
	return [
		path === void 0 ? "✗" : "✓",
		path ?? tool.names[0],
		tool.purpose,
		state,
		packages
	];
}
/** Tools tell their version in a sentence; the number is enough for a table. */
const versionNumber = (text) => /\d+\.\d[\w.+~-]*/.exec(text ?? "")?.[0];

export { doctorCommand };