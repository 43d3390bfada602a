import { t as readDescriptor } from "./read.js";
import { t as ApplianceError } from "./errors.js";
import * as fs from "node:fs/promises";

// src/cli/descriptor/descriptor-file.ts
/** The reader refuses more characters, and none takes more than four bytes. */
const largestBytes = 4194304;
/** @throws ApplianceError codes `unreadable-descriptor`, `descriptor-invalid` */
async function readDescriptorFile(file) {
	const text = await readDescriptorText(file);
	const warnings = [];
	try {
		return {
			data: readDescriptor(text, (warning) => warnings.push(warning)),
			warnings
		};
	} catch (cause) {
		if (!(cause instanceof ApplianceError)) throw cause;
		const { kind, code, message, hint } = cause;
		throw new ApplianceError({
			kind,
			code,
			message: `${file}: ${message}`,
			hint,
			cause
		});
	}
}
/** @throws ApplianceError code `unreadable-descriptor` */
async function readDescriptorText(file) {
	const refuse = (message) => new ApplianceError({
		kind: "input",
		code: "unreadable-descriptor",
		message
	});
	try {
		const stat = await fs.stat(file);
		if (!stat.isFile() || stat.size > largestBytes) throw refuse(`${file} is no file, or too large for a descriptor`);
		return await fs.readFile(file, "utf8");
	} catch (error) {
		if (error instanceof ApplianceError) throw error;
		const { code } = error;
		throw refuse(code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${code ?? String(error)}`);
	}
}

export { readDescriptorText as n, readDescriptorFile as t };