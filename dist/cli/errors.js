// src/errors.ts
/** The only class of error that is shown to users without a stack trace. */
var ApplianceError = class extends Error {
	name = "ApplianceError";
	kind;
	code;
	position;
	hint;
	detail;
	log;
	constructor(details) {
		super(details.message, details.cause === void 0 ? {} : { cause: details.cause });
		this.kind = details.kind;
		this.code = details.code;
		this.position = details.position;
		this.hint = details.hint;
		this.detail = details.detail ?? [];
		this.log = details.log;
	}
};
/** Several errors of one input, reported in one go and in the order of their positions. */
var ApplianceErrors = class extends Error {
	name = "ApplianceErrors";
	errors;
	constructor(errors) {
		super(errors.map((error) => error.message).join("; "));
		this.errors = errors;
	}
};
/** `FILE:LINE:COL` as editors and problem matchers read it. */
function formatPosition(position) {
	return `${position.file}:${position.line}:${position.column}`;
}
/** The words of anything that was thrown. */
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

export { messageOf as i, ApplianceErrors as n, formatPosition as r, ApplianceError as t };