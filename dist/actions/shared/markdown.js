import { r as plainLines, s as clip } from "./start.js";

// src/action/summary/markdown.ts
/** In UTF-16 code units; a longer text of others is cut. */
const longestText = 1e3;
const longestFencedLine = 1e3;
/**
* Everything that GitHub's Markdown gives a meaning inside a line: HTML, entities, emphasis, code, links, mentions,
* formulas, cells of tables (GitHub Flavored Markdown, §6 and §4.10). As an entity, a character is never markup.
*/
const special = /[&<>|`*_~[\]\\#@$!{}]|:(?=\/\/)|(?<=\bwww)\.|^(?:[-+=]|\d{1,9}(?=[.)](?:\s|$)))/gi;
/** Text of others as text of one line. */
function escapeText(text) {
	return clip(plainLines(text).join(" ").replaceAll("	", " ").trim(), longestText).replaceAll(special, (found) => [...found].map((one) => `&#${one.codePointAt(0)};`).join(""));
}
/** The same in the type of code; unlike backticks, it holds in cells of tables, too. */
function code(text) {
	return `<code>${escapeText(text)}</code>`;
}
/** @param address percent-encoded already */
function link(text, address) {
	return `[${escapeText(text)}](<${address.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
}
/** @param lines text of others; shown as it is */
function fence(lines, language = "text") {
	const shown = shownLines(lines);
	const runs = shown.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
	const marks = "`".repeat(Math.max(3, 1 + runs.reduce((longest, length) => Math.max(longest, length), 0)));
	return [
		`${marks}${language}`,
		...shown,
		marks
	].join("\n");
}
/** What `fence` shows of lines of others: what can be seen of them, cut where they are long. */
function shownLines(lines) {
	return lines.flatMap(plainLines).map((line) => clip(line, longestFencedLine));
}
/** A part that is folded until it is asked for. The empty lines make Markdown of what is inside. */
function details(title, body, { open = false } = {}) {
	return `<details${open ? " open" : ""}><summary>${escapeText(title)}</summary>\n\n${body}\n\n</details>`;
}
/** @param rows cells as Markdown, already escaped; @param right columns of numbers */
function table(header, rows, right = []) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [
		header,
		header.map((_, column) => right.includes(column) ? "---:" : "---"),
		...rows
	].map(line).join("\n");
}
/** `1 package`, `2 packages`. */
function count(number, what) {
	return `${number} ${what}${number === 1 ? "" : "s"}`;
}

export { fence as a, table as c, escapeText as i, count as n, link as o, details as r, shownLines as s, code as t };