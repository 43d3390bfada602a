import { t as ApplianceError } from "./errors.js";
import { S as splitLines, c as KickstartErrors, o as warningLines, s as Excerpts, x as percentWord } from "./print-error.js";
import { o as signalOfProcess } from "./environment.js";
import { o as outsideOf, r as readKickstartFile } from "./read-kickstart.js";
import { n as readOptionsOf } from "./read-options.js";

// src/cli/commands/flatten-command.ts
/**
* Prints one kickstart that says the same as this one with all that it includes.
*
* @throws KickstartErrors for everything wrong in it
*/
async function flattenCommand(file, flags, environment) {
	const outside = outsideOf(environment, signalOfProcess);
	const { errors, texts, document, flat = "" } = await readKickstartFile(file, outside, {
		...readOptionsOf(flags),
		flatten: true
	});
	if (errors.length > 0) throw new KickstartErrors(errors, texts);
	if (splitLines(flat).some(({ text }) => percentWord(text) === "%ksappend")) throw new ApplianceError({
		kind: "input",
		code: "cannot-flatten",
		message: "a script holds a %ksappend line that came from an appended file: in one file it would be followed",
		hint: "put an ordinary word before it, or remove it"
	});
	const excerpts = new Excerpts(texts);
	for (const line of document.warnings.flatMap((warning) => warningLines(warning, excerpts))) environment.stderr.write(`${line}\n`);
	environment.stdout.write(flat);
	return 0;
}

export { flattenCommand };