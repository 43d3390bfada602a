import { c as inputsOfJob, g as ApplianceErrors, n as startAction, t as programParts } from "./shared/start.js";
import { _ as localCacheOf, a as bootSummary, f as followBuild, m as programOfJob, n as refuseUntrusted, o as bootsOf, r as bootAnnotations, t as judgeRun } from "./shared/trust.js";
import { i as workingDirectory, r as isInside, t as badInput } from "./shared/workspace.js";
import * as fs from "node:fs/promises";
import * as path from "node:path";

// src/action/boot-test/boot-test.ts
/**
* The action `boot-test`: boots appliances that were built, judges their serial consoles, and records the verdicts in their
* manifests.
*
* @returns false if any did not pass, which is told by then
* @throws ApplianceErrors, ApplianceError for what is refused or asked for wrongly
*/
async function bootTestAction(job, parts) {
	const order = await readBootOrder(job);
	await fs.mkdir(job.temporary, { recursive: true });
	const { directory: cacheDirectory } = localCacheOf(job, order.trusted);
	const program = programOfJob(job, parts, order.directory);
	const common = [
		"--progress=json",
		"--stop-at-eof",
		"--install-tools",
		"--record",
		`--cache-dir=${cacheDirectory}`,
		...parts.owner === void 0 ? [] : [`--owner=${parts.owner}`],
		...order.options
	];
	const outcomes = [];
	for (const descriptor of order.descriptors) {
		if (job.signal.aborted) break;
		outcomes.push(await bootOne(descriptor, common, {
			program,
			job,
			order
		}));
	}
	for (const { name, record } of outcomes) for (const { kind, message, place, title } of bootAnnotations({
		name,
		boots: bootsOf(record)
	})) job.log.annotate(kind, message, place, title);
	setOutputs(job, outcomes);
	await job.addSummary(bootSummary(outcomes.map(shownOf)));
	return !job.signal.aborted && outcomes.every(({ exitCode }) => exitCode === 0);
}
async function readBootOrder(job) {
	const { workspace, facts } = job;
	const inputs = inputsOfJob("boot-test", job);
	const trust = judgeRun(facts);
	refuseUntrusted(trust, facts.selfHosted, inputs["allow-untrusted"]);
	const directory = await workingDirectory(workspace, inputs["working-directory"] ?? ".");
	const descriptors = inputs.descriptor.map((file) => path.resolve(directory, file));
	const errors = await Promise.all(descriptors.map(async (file) => await isInside(workspace, file) ? [] : [badInput("descriptor", `there is no ${file} in the workspace`)]));
	const scenario = inputs["boot-scenario"];
	const scenarioFile = scenario === void 0 ? void 0 : path.resolve(directory, scenario);
	if (scenarioFile !== void 0 && !await isInside(workspace, scenarioFile)) errors.push([badInput("boot-scenario", `there is no ${scenario} in the workspace`)]);
	if (descriptors.length === 0) errors.push([badInput("descriptor", "it is required", "name the NAME.xml of a build")]);
	if (errors.flat().length > 0) throw new ApplianceErrors(errors.flat());
	const timeout = inputs["boot-timeout"];
	return {
		directory,
		trusted: trust.trusted,
		descriptors: inputs["boot-test"] === "never" ? [] : descriptors,
		options: [
			...inputs["boot-test"] === "auto" ? ["--first=emulated"] : [],
			...inputs["boot-expect"].map((pattern) => `--expect=${pattern}`),
			...inputs["boot-firmware"].map((firmware) => `--firmware=${firmware}`),
			...timeout === void 0 ? [] : [`--timeout=${timeout}`],
			...scenarioFile === void 0 ? [] : [`--scenario=${scenarioFile}`],
			...inputs["boot-twice"] ? ["--twice"] : [],
			...inputs["boot-ready"] ? ["--ready"] : []
		]
	};
}
async function bootOne(descriptor, common, { program, job, order }) {
	const name = path.basename(descriptor, ".xml");
	const several = order.descriptors.length > 1;
	const progress = followBuild({
		log: job.log,
		folders: {
			workspace: job.workspace,
			directory: order.directory
		},
		appliance: several ? name : void 0
	});
	const { exitCode } = await program.run([
		"boot",
		...common,
		"--",
		descriptor
	], { onEvent: progress.onEvent });
	return {
		descriptor,
		name,
		exitCode,
		record: progress.record
	};
}
const shownOf = ({ name, record }) => ({
	name,
	boots: bootsOf(record),
	errors: record.remarks.filter(({ severity }) => severity === "error")
});
/** A boot test that broke off has no verdict of its own. */
function verdictOf({ record, exitCode }) {
	return record.boots.find(({ verdict }) => verdict !== "passed")?.verdict ?? (exitCode === 0 ? "passed" : "error");
}
function setOutputs({ setOutput }, outcomes) {
	const verdicts = outcomes.map(verdictOf);
	setOutput("verdict", verdicts.find((verdict) => verdict !== "passed") ?? verdicts[0] ?? "");
	const appliances = outcomes.map((outcome) => ({
		name: outcome.name,
		directory: path.dirname(outcome.descriptor),
		verdict: verdictOf(outcome),
		exitCode: outcome.exitCode,
		boots: bootsOf(outcome.record)
	}));
	setOutput("json", JSON.stringify({ appliances }));
}

// src/action/entries/boot-test.ts
await startAction(process, (job) => bootTestAction(job, programParts(process, import.meta.dirname)));

export {  };