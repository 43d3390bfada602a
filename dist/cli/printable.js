// src/report/printable.ts
/**
* A line that may hold text of tools, guests or the kickstart, made safe to print: no control characters, and nothing
* that a CI log would take for a command. GitHub reads `::command::` at the start of a line and `##[command]` anywhere.
*/
function printable(line) {
	return line.replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, "").replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, " ").replaceAll("##[", "##​[").replace(/^(\s*)::/, "$1​::");
}

export { printable as t };