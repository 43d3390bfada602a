// src/log-text.ts
/** What reorders or hides text: bidirectional controls and zero-width characters. */
const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/**
* What a terminal or a CI log may obey, in a text that has no controls of ASCII but line ends and tabs: further controls, line
* separators, hidden characters; the bracket of `##[command]`; the first colon of `::command::` at the start of a line.
*/
const obeyed = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\[(?<=##\[)|:(?=:)(?<=^[^\S\n\r\u2028\u2029]*:)/gm;
/** Drops what reorders or hides text. */
function withoutHidden(text) {
	return text.replaceAll(hidden, "");
}
/**
* Writes text of others so that neither a terminal nor a CI log obeys it, in a language that can write each character in another way.
*
* @param written the character, in UTF-16 a single unit, as the language writes it by its number
*/
function escapeObeyed(text, written) {
	return text.replaceAll(obeyed, (character) => written(character.charCodeAt(0)));
}
/** Cuts a text to a number of UTF-16 code units, never through a character. */
function clip(text, longest) {
	if (text.length <= longest) return text;
	return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

// src/report/printable.ts
/**
* A line that may hold text of tools, guests or the kickstart, made safe to print: no control characters, nothing that reorders
* or hides text, and nothing that a CI log would take for a command. GitHub reads `::command::` at the start of a line and
* `##[command]` anywhere.
*/
function printable(line) {
	const plain = line.replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, "").replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
	return withoutHidden(plain).replaceAll("##[", "##​[").replace(/^(\s*)::/, "$1​::");
}
/** Data as JSON on one line, made safe to print: the same characters are written by their numbers, so that the data stay the same. */
function jsonLine(data) {
	return withoutObeyed(JSON.stringify(data));
}
/** Likewise, indented, on many lines. */
function jsonLines(data) {
	return withoutObeyed(JSON.stringify(data, null, 2));
}
const withoutObeyed = (json) => escapeObeyed(json, (code) => `\\u${code.toString(16).padStart(4, "0")}`);

export { escapeObeyed as a, clip as i, jsonLines as n, withoutHidden as o, printable as r, jsonLine as t };