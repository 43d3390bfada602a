import { i as invalidDescriptor } from "./xml.js";
import { t as readDescriptor } from "./read.js";
import { t as ApplianceError } from "./errors.js";
import * as fs from "node:fs/promises";

// src/descriptor/decode.ts
/** How XML's declaration (XML 1.0, §2.8) names its encoding. The declaration itself is ASCII in all that are read. */
const declaration = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;
const declarationBytes = 300;
/**
* Makes text of the bytes of a descriptor. What does not say otherwise is UTF-8.
*
* @throws ApplianceError code `descriptor-invalid` if the encoding is another than UTF-8, US-ASCII and ISO-8859-1, or the bytes are not of it
*/
function decodeDescriptor(bytes) {
	const latin = (from) => Buffer.from(from.buffer, from.byteOffset, from.byteLength).toString("latin1");
	const named = declaration.exec(latin(bytes.subarray(0, declarationBytes)))?.[1];
	const encoding = named?.toLowerCase() ?? "utf-8";
	if (encoding === "iso-8859-1") return latin(bytes);
	if (encoding !== "utf-8" && encoding !== "us-ascii") throw invalidDescriptor(`its encoding is ${named}`, `make it one of UTF-8: iconv -f ${named} -t UTF-8, and say so in its first line`);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw invalidDescriptor("its bytes are no UTF-8", "say which encoding it is of: <?xml version=\"1.0\" encoding=\"…\"?>");
	}
}

// src/cli/descriptor/descriptor-file.ts
/** The reader refuses more characters, and none takes more than four bytes. */
const largestBytes = 4194304;
/** @throws ApplianceError codes `unreadable-descriptor`, `descriptor-invalid` */
async function readDescriptorFile(file) {
	const text = await readDescriptorText(file);
	const warnings = [];
	return {
		data: naming(file, () => readDescriptor(text, (warning) => warnings.push(warning))),
		warnings
	};
}
/** Puts the file before the words of an error. */
function naming(file, read) {
	try {
		return read();
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
/** @throws ApplianceError codes `unreadable-descriptor`, `descriptor-invalid` if it is in no encoding that is read */
async function readDescriptorText(file) {
	const refuse = (message) => new ApplianceError({
		kind: "input",
		code: "unreadable-descriptor",
		message
	});
	let bytes;
	try {
		const stat = await fs.stat(file);
		if (!stat.isFile() || stat.size > largestBytes) throw refuse(`${file} is no file, or too large for a descriptor`);
		bytes = await fs.readFile(file);
	} catch (error) {
		if (error instanceof ApplianceError) throw error;
		const { code } = error;
		throw refuse(code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${code ?? String(error)}`);
	}
	return naming(file, () => decodeDescriptor(bytes));
}

export { readDescriptorText as n, readDescriptorFile as t };