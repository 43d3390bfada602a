// src/report/format.ts
const units = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/** `1.5 GiB`, `512 MiB`, `17 B`. */
function formatBytes(bytes) {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	const digits = unit === 0 || value >= 100 || Number.isInteger(value) ? 0 : 1;
	return `${value.toFixed(digits)} ${units[unit]}`;
}
/** `0.4 s`, `17 s`, `2 min 5 s`. */
function formatSeconds(seconds) {
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 100) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
/** A plain table: columns padded to their widest cell, numbers to the right where `right` says so. */
function formatTable(rows, right = []) {
	const widths = rows.reduce((all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, cell.length)), []);
	return rows.map((row) => row.map((cell, column) => right[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}

export { formatSeconds as n, formatTable as r, formatBytes as t };