import { t as createRunner } from "./shared/run.js";
import { t as sanePath } from "./shared/mount.js";
import { n as startAction } from "./shared/start.js";
import * as fs from "node:fs/promises";

// src/action/clean.ts
/**
* Removes what the action put below RUNNER_TEMP. The runner empties that folder between jobs with rights of its own, which
* do not suffice for what root wrote there.
*/
async function cleanAction({ temporary, log }) {
	try {
		await fs.rm(temporary, {
			recursive: true,
			force: true
		});
		return;
	} catch (error) {
		log.debug(`as root, then: ${String(error)}`);
	}
	await createRunner({
		signal: new AbortController().signal,
		log: log.debug,
		env: { PATH: sanePath }
	}).run("sudo", [
		"--non-interactive",
		"--",
		"rm",
		"-rf",
		"--one-file-system",
		"--",
		temporary
	]);
}

// src/action/entries/clean.ts
await startAction(process, cleanAction);

export {  };