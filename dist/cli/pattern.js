// src/pattern.ts
/** @param source of a regular expression, in which `^` and `$` are those of a line */
function patternProblem(source) {
	try {
		new RegExp(source, "m");
	} catch (error) {
		return { message: `is no regular expression: ${error instanceof Error ? error.message : String(error)}` };
	}
	return source === "" ? {
		message: "is empty",
		hint: emptyHint
	} : void 0;
}
/** For a pattern that has to be seen, in whatever comes: it must not be met by nothing at all. */
function expectationProblem(source) {
	const problem = patternProblem(source);
	if (problem !== void 0 || !new RegExp(source, "m").test("")) return problem;
	return {
		message: "matches an empty text",
		hint: emptyHint
	};
}
const emptyHint = "an empty pattern is met by anything; is a variable unset?";

export { patternProblem as n, expectationProblem as t };