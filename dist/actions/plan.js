import { i as workingDirectory, n as findKickstarts } from "./shared/workspace.js";
import { c as inputsOfJob, n as startAction } from "./shared/start.js";
import * as path from "node:path";

// src/action/plan.ts
/**
* The action `plan`: a matrix with an entry for each kickstart. It looks at names alone, so it needs neither root nor tools,
* and builds nothing of what a pull request brings.
*
* @throws ApplianceErrors, ApplianceError for inputs that are wrong
*/
async function planAction(job) {
	const inputs = inputsOfJob("plan", job);
	const directory = await workingDirectory(job.workspace, inputs["working-directory"] ?? ".");
	const entries = matrixOf(await findKickstarts(job.workspace, directory, inputs.kickstart));
	for (const { kickstart, name } of entries) job.log.line(`${name}: ${kickstart}`);
	job.setOutput("matrix", JSON.stringify({ include: entries }));
	job.setOutput("count", String(entries.length));
	job.setOutput("json", JSON.stringify({ appliances: entries }));
	return entries;
}
/** Kickstarts of one name in several folders are told apart by as much of the path as it takes. */
function matrixOf(kickstarts) {
	const stem = (file) => file.replace(/\.[^./]*$/, "");
	const base = (file) => path.posix.basename(stem(file));
	const counts = /* @__PURE__ */ new Map();
	for (const file of kickstarts) counts.set(base(file), (counts.get(base(file)) ?? 0) + 1);
	return kickstarts.map((kickstart) => ({
		kickstart,
		name: counts.get(base(kickstart)) === 1 ? base(kickstart) : stem(kickstart).replaceAll("/", "-")
	}));
}

// src/action/entries/plan.ts
await startAction(process, planAction);

export {  };