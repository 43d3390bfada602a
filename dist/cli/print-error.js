import { n as ApplianceErrors, r as formatPosition, t as ApplianceError } from "./errors.js";
import { r as diskFullHint } from "./run.js";
import { r as printable } from "./printable.js";
import { n as VERSIONS, o as releaseOf, r as familyOf } from "./versions.js";

// src/host/program/refusal.ts
/** What the operating system refuses is no bug of ours. */
const refusals = {
	ENOSPC: "no space is left on its disk",
	EDQUOT: "the disk quota is used up",
	EROFS: "its filesystem is read-only",
	EACCES: "permission denied",
	EIO: "input/output error"
};
/** @returns why the operating system did not do what was asked; undefined if the error is of another kind */
function refusalReason(error) {
	return error instanceof Error ? refusals[error.code ?? ""] : void 0;
}
const isRefusal = (error) => refusalReason(error) !== void 0;

// src/kickstart/reading/lines.ts
/**
* Line ends of the kickstart language. The reference reads lines with Python's `str.splitlines`: besides LF, CRLF and
* a lone CR these are VT, FF, FS, GS, RS, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR.
*/
const LINE_END = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g;
/** Cuts a text into lines. A line end at the end of the text opens no further line. */
function splitLines(text) {
	const lines = [];
	let start = 0;
	for (const match of text.matchAll(LINE_END)) {
		lines.push({
			text: text.slice(start, match.index),
			ending: match[0]
		});
		start = match.index + match[0].length;
	}
	if (start < text.length) lines.push({
		text: text.slice(start),
		ending: ""
	});
	return lines;
}
/** True for lines that say nothing in command state: blank, or `#` as the first character that is not blank. */
function isBlankOrComment(text) {
	const first = text.trimStart();
	return first === "" || first.startsWith("#");
}
const FIRST_WORD = /^\s*(%\S+)/;
/** The first word of a line if it begins with `%`. Quotes are not looked at. */
function percentWord(text) {
	return FIRST_WORD.exec(text)?.[1];
}

// src/kickstart/reading/text.ts
const REPLACED = "�";
const SHOWN = 60;
/** So many characters that are not UTF-8 can't be a slip of an editor in a comment. */
const MANY_REPLACED = 8;
const REPLACED_SHARE = .05;
/**
* Tells a binary file from a kickstart: it holds a NUL, or more than one character in twenty is the replacement
* character (U+FFFD) that a decoder puts where the bytes are not UTF-8.
*
* @param text the file, decoded as UTF-8
* @returns an error `binary-kickstart` at the file's beginning, or undefined for text
*/
function binaryError(text, file) {
	if (!text.includes("\0") && !isMostlyReplaced(text)) return;
	return new ApplianceError({
		kind: "input",
		code: "binary-kickstart",
		message: "this is a binary file, not a kickstart",
		position: {
			file,
			line: 1,
			column: 1
		},
		hint: "give a plain text file in UTF-8"
	});
}
function isMostlyReplaced(text) {
	let count = 0;
	for (let at = text.indexOf(REPLACED); at >= 0; at = text.indexOf(REPLACED, at + 1)) count += 1;
	return count >= MANY_REPLACED && count > text.length * REPLACED_SHARE;
}
/** A word as messages show it: shortened, control characters made visible. */
function shown(word) {
	const short = word.length > SHOWN ? `${word.slice(0, SHOWN)}…` : word;
	return JSON.stringify(short).slice(1, -1).replaceAll("\\\"", "\"").replaceAll("\\\\", "\\");
}

// src/kickstart/versions/life.ts
function statusIn(life, version) {
	const span = life?.[familyOf(version)];
	if (span === void 0) return "works";
	if (span === "never") return "absent";
	const release = releaseOf(version);
	if (release < (span.since ?? 0)) return "absent";
	if (release >= (span.removed ?? Number.POSITIVE_INFINITY)) return "removed";
	return release >= (span.deprecated ?? Number.POSITIVE_INFINITY) ? "deprecated" : "works";
}
const remarks = /* @__PURE__ */ new WeakMap();
/**
* What to say of something that not all versions accept alike, when no version was chosen.
*
* @param subject how the message calls it: `auth`, `part --active`
*/
function remarkOn(subject, life) {
	if (life === void 0) return void 0;
	const [known] = remarks.get(life) ?? [makeRemark(life)].flatMap((remark) => remark ?? []);
	remarks.set(life, known === void 0 ? [] : [known]);
	return known === void 0 ? void 0 : {
		...known,
		message: `${subject} ${known.message}`
	};
}
function makeRemark(life) {
	const hint = life.instead === void 0 ? void 0 : `use ${life.instead}`;
	const has = (status) => VERSIONS.some((version) => statusIn(life, version) === status);
	if (has("removed")) return {
		code: "removed",
		message: `was removed in ${releases(life, "removed")}`,
		hint
	};
	if (has("deprecated")) return {
		code: "deprecated",
		message: `is deprecated since ${releases(life, "deprecated")}`,
		hint
	};
	if (!has("absent")) return void 0;
	return {
		code: "version-dependent",
		message: `is in the language of ${listVersions(VERSIONS.filter((version) => statusIn(life, version) === "works"))} only`,
		hint
	};
}
function releases(life, key) {
	return [["fedora", "F"], ["rhel", "RHEL"]].flatMap(([family, prefix]) => {
		const span = life[family];
		const release = span === void 0 || span === "never" ? void 0 : span[key];
		return release === void 0 ? [] : [`${prefix}${release}`];
	}).join(" and ");
}
/** `F43 to F45 and RHEL10`. */
function listVersions(versions) {
	return ["fedora", "rhel"].flatMap((family) => {
		const own = versions.filter((version) => familyOf(version) === family);
		const [first] = own;
		const last = own.at(-1);
		if (first === void 0 || last === void 0) return [];
		const isRun = releaseOf(last) - releaseOf(first) === own.length - 1;
		return own.length > 2 && isRun ? [`${first} to ${last}`] : [own.join(", ")];
	}).join(" and ");
}

// src/kickstart/options/option-names.ts
const NEGATIVE_NUMBER = /^-(?:\d+|\d*\.\d+)$/;
const compiled = /* @__PURE__ */ new WeakMap();
/** All option names that a version gives a command; with `lenient` those of all versions. */
function optionNames(grammar, syntax) {
	const perSyntax = compiled.get(grammar) ?? /* @__PURE__ */ new Map();
	compiled.set(grammar, perSyntax);
	const known = perSyntax.get(syntax) ?? namesIn(grammar, syntax);
	perSyntax.set(syntax, known);
	return known;
}
function namesIn(grammar, syntax) {
	const lives = ({ life }) => syntax === "lenient" || ["works", "deprecated"].includes(statusIn(life, syntax));
	return new Map(Object.entries(grammar.options).filter(([, rule]) => lives(rule)).flatMap(([key, rule]) => rule.names.map((name) => [name, {
		name,
		key,
		rule
	}])));
}
/**
* Tells options from other words as Python's argparse does, in its order: a word that does not begin with `-`, a lone
* `-`, an exact name, a name before `=`, an unambiguous prefix of a name, a negative number, a word with a blank.
*/
function readWord(text, grammar, syntax) {
	if (!text.startsWith("-") || text === "-") return { is: "positional" };
	if (text === "--") return { is: "separator" };
	const names = optionNames(grammar, syntax);
	const exact = names.get(text);
	if (exact !== void 0) return {
		is: "option",
		option: exact,
		value: void 0
	};
	const equals = text.indexOf("=");
	const name = equals < 0 ? text : text.slice(0, equals);
	const value = equals < 0 ? void 0 : text.slice(equals + 1);
	const withValue = names.get(name);
	if (withValue !== void 0) return {
		is: "option",
		option: withValue,
		value
	};
	const candidates = name.startsWith("--") ? withPrefix(names, name) : [];
	const [only, another] = candidates;
	if (another !== void 0) {
		const option = syntax === "lenient" ? clearInSomeVersion(grammar, name) : void 0;
		return option === void 0 ? {
			is: "ambiguous",
			candidates: candidates.map((candidate) => candidate.name)
		} : {
			is: "option",
			option,
			value
		};
	}
	if (only !== void 0) return {
		is: "option",
		option: only,
		value
	};
	return NEGATIVE_NUMBER.test(text) || text.includes(" ") ? { is: "positional" } : {
		is: "unknown",
		name,
		hasValue: equals >= 0
	};
}
function withPrefix(names, prefix) {
	return [...names.values()].filter(({ name }) => name.startsWith(prefix));
}
/** Leniently, a prefix that is ambiguous among all versions means what it means in the newest where it is not. */
function clearInSomeVersion(grammar, prefix) {
	for (const version of VERSIONS.toReversed()) {
		const [only, another] = withPrefix(optionNames(grammar, version), prefix);
		if (only !== void 0 && another === void 0) return only;
	}
}

// src/kickstart/options/option-values.ts
/** Python's int(): surrounding blanks, a sign, single underscores between digits; no `1e3`, `0x10` or `12.5`. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
const BOOLEANS = new Map([...[
	"on",
	"yes",
	"true",
	"1"
].map((word) => [word, true]), ...[
	"off",
	"no",
	"false",
	"0"
].map((word) => [word, false])]);
/** Reads the value of an option that takes one. The problem never quotes the value when `secret` is set. */
function convert(rule, text, secret) {
	const bad = (expected) => ({ problem: secret ? `the value of ${rule.names[0]} is not ${expected}` : `"${shown(text)}" is not ${expected}` });
	switch (rule.kind) {
		case "integer": return convertInteger(rule, text, bad);
		case "boolean": {
			const value = BOOLEANS.get(text.toLowerCase());
			return value === void 0 ? bad("a boolean (on, yes, true, 1, off, no, false, 0)") : { value };
		}
		case "list": return { value: commaList(text) };
		default: return convertText(rule, text, bad);
	}
}
function convertText(rule, text, bad) {
	if (rule.map !== void 0) {
		const value = Object.hasOwn(rule.map, text.toLowerCase()) ? rule.map[text.toLowerCase()] : void 0;
		return value === void 0 ? bad(`one of ${Object.keys(rule.map).join(", ")}`) : { value };
	}
	return rule.choices === void 0 || rule.choices.includes(text) ? { value: rule.kind === "texts" ? [text] : text } : bad(`one of ${rule.choices.join(", ")}`);
}
/** Splits at commas, trims, and drops what is empty. */
function commaList(text) {
	return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
}
function convertInteger(rule, text, bad) {
	if (!INTEGER.test(text)) return bad("a whole number");
	const value = Number(text.trim().replaceAll("_", ""));
	const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = rule;
	if (value < minimum) return bad(`${minimum} or more`);
	return value > maximum ? bad(`${maximum} or less`) : { value: value === 0 ? 0 : value };
}

// src/suggest.ts
/** Longer words than this are no slips of the finger. */
const LONGEST = 40;
const FARTHEST = 2;
/** In words as short as this, two letters changed leave another word. */
const SHORT = 3;
/**
* The known word nearest to a misspelt one: at most two letters inserted, dropped or replaced (one in short words);
* undefined if there is none.
*/
function closest(word, known) {
	if (word.length > LONGEST) return;
	let best;
	const letters = word.replace(/^[-%]+/, "").length;
	let bestDistance = (letters <= SHORT ? Math.min(1, letters - 1) : FARTHEST) + 1;
	for (const candidate of known) if (Math.abs(candidate.length - word.length) < bestDistance) {
		const distance = levenshtein(word, candidate);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}
function levenshtein(left, right) {
	let above = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let row = 1; row <= left.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= right.length; column += 1) {
			const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		above = current;
	}
	return above[right.length] ?? 0;
}

// src/kickstart/options/option-versions.ts
/** Says what there is to say of an option that not all versions take alike. */
function remarkOnOption(subject, { life }, position, { syntax, warn }) {
	if (syntax === "lenient") {
		const remark = remarkOn(subject, life);
		if (remark !== void 0) warn({
			...remark,
			position
		});
	} else if (statusIn(life, syntax) === "deprecated") {
		const hint = life?.instead === void 0 ? void 0 : `use ${life.instead}`;
		warn({
			code: "deprecated",
			message: `${subject} is deprecated in ${syntax}`,
			position,
			hint
		});
	}
}
/** Why an option is not known: another version has it, or none has. */
function describeUnknown(command, name, grammar, syntax) {
	const elsewhere = optionNames(grammar, "lenient").get(name)?.rule;
	if (elsewhere !== void 0 && syntax !== "lenient") {
		const { kind, life } = elsewhere;
		const removed = statusIn(life, syntax) === "removed";
		return {
			code: removed ? "removed" : "unknown-option",
			message: removed ? `${command} ${name} was removed from ${syntax}` : `${syntax} has no ${command} ${name}`,
			hint: life?.instead === void 0 ? remarkOn(name, life)?.message : `use ${life.instead}`,
			takesValue: kind !== "flag"
		};
	}
	const near = closest(name, optionNames(grammar, syntax).keys());
	return {
		code: "unknown-option",
		message: grammar.secret === true ? `unknown option of ${command}` : `unknown option ${shown(name)} of ${command}`,
		hint: near === void 0 ? void 0 : `did you mean ${near}?`,
		takesValue: false
	};
}

// src/kickstart/options/prepared.ts
const prepared = /* @__PURE__ */ new WeakMap();
function prepare(grammar) {
	const known = prepared.get(grammar);
	if (known !== void 0) return known;
	const rules = Object.entries(grammar.options);
	const made = {
		values: Object.fromEntries(rules.map(([key, { kind }]) => [key, kind === "flag" ? false : void 0])),
		required: rules.filter(([, rule]) => rule.required).map(([key]) => key)
	};
	prepared.set(grammar, made);
	return made;
}
/** What the values are before any option: flags false, all else undefined. */
const nothingGiven = (grammar) => prepare(grammar).values;
const requiredKeys = (grammar) => prepare(grammar).required;

// src/kickstart/options/options.ts
/** Gives a table its narrow type, so that `interpret` knows the type of each value. */
function defineGrammar(grammar) {
	return grammar;
}
/**
* Reads a command line by its grammar, with the rules of Python's argparse: `--opt v` and `--opt=v`, unambiguous
* prefixes, `--` ends the options, the last of repeated options wins (but for those that collect), and a separate value
* may begin with `-` only if it is a negative number or holds a blank.
*
* @param words the command word and what follows it, as `splitWords` cut them
* @param judge hears of each error, kind input, with the place of the word to blame
* @returns undefined when an error was reported
*/
function interpret(words, grammar, judge) {
	const line = new LineReading(words, grammar, judge);
	line.readWords();
	line.checkWhole();
	return line.result();
}
var LineReading = class {
	#words;
	#grammar;
	#judge;
	#values;
	#positions = {};
	#positionals = [];
	#failed = false;
	constructor(words, grammar, judge) {
		this.#words = words;
		this.#grammar = grammar;
		this.#judge = judge;
		this.#values = { ...nothingGiven(grammar) };
	}
	readWords() {
		let optionsEnded = this.#grammar.rest === true;
		let index = 1;
		for (let word = this.#words[index]; word !== void 0; word = this.#words[index]) {
			index += 1;
			const reading = optionsEnded ? { is: "positional" } : this.#read(word);
			if (reading.is === "separator") optionsEnded = true;
			else if (reading.is === "option") index += this.#takeOption(word, reading.option, reading.value, this.#words[index]);
			else if (reading.is === "unknown") index += this.#refuseUnknown(word, reading.name, reading.hasValue, this.#words[index]);
			else this.#takeOther(word, reading);
		}
	}
	/** What can be said only after the last word; left out when the line has errors already. */
	checkWhole() {
		const { options, anyOf, exclusive = [], lastWins = [], positionals } = this.#grammar;
		const command = this.#words[0];
		if (this.#failed) return;
		for (const key of requiredKeys(this.#grammar)) if (this.#positions[key] === void 0) this.#fail("missing-option", `${command.text} needs ${options[key]?.names[0]}`, command.position);
		const spelled = (keys) => keys.map((key) => options[key]?.names[0]).join(", ");
		if (anyOf !== void 0 && !anyOf.some((key) => this.#says(key))) this.#fail("missing-option", `${command.text} needs one of ${spelled(anyOf)}`, command.position);
		for (const group of exclusive) {
			const given = group.filter((key) => this.#says(key));
			if (given.length > 1) this.#fail("conflicting-options", `${command.text} takes only one of ${spelled(given)}`, command.position);
		}
		for (const group of lastWins) this.#keepLast(group.filter((key) => this.#positions[key] !== void 0), spelled);
		const count = this.#positionals.filter(({ text }) => text !== "").length;
		if (positionals !== void 0 && count < positionals.minimum) this.#fail("missing-argument", `${command.text} needs ${positionals.name}`, command.position);
	}
	result() {
		if (this.#failed) return;
		return {
			command: this.#words[0],
			values: this.#values,
			positions: this.#positions,
			positionals: this.#positionals
		};
	}
	#read(word) {
		return readWord(word.text, this.#grammar, this.#judge.syntax);
	}
	/** Given, and not with a value that says nothing. */
	#says(key) {
		const value = this.#values[key];
		return this.#positions[key] !== void 0 && value !== "" && !(Array.isArray(value) && value.length === 0);
	}
	/** Flags of a group are one switch in the reference. */
	#keepLast(keys, spelled) {
		const columnOf = (key) => this.#positions[key]?.column ?? 0;
		const last = keys.toSorted((left, right) => columnOf(left) - columnOf(right)).at(-1);
		if (keys.length < 2 || last === void 0) return;
		for (const key of keys.filter((other) => other !== last)) this.#values[key] = false;
		this.#judge.warn({
			code: "last-option-counts",
			message: `of ${spelled(keys)} only the last counts: ${spelled([last])}`,
			position: this.#positions[last]
		});
	}
	/** Returns how many of the following words it used up. */
	#takeOption(word, option, attached, next) {
		const { kind } = option.rule;
		if (kind === "flag") {
			if (attached !== void 0) this.#fail("unexpected-value", `${option.name} takes no value`, word.position);
			else this.#set(option, word, word.position, true);
			return 0;
		}
		if (attached !== void 0) {
			const column = word.position.column + word.text.indexOf("=") + 1;
			this.#takeValue(option, word, attached, {
				...word.position,
				column
			});
			return 0;
		}
		if (next === void 0 || this.#read(next).is !== "positional") {
			if (kind === "optional-text") {
				this.#set(option, word, word.position, "");
				return 0;
			}
			const hint = next === void 0 ? void 0 : `write ${option.name}=VALUE if the value begins with "-"`;
			this.#fail("missing-value", `${option.name} needs a value`, word.position, hint);
			return 0;
		}
		this.#takeValue(option, word, next.text, next.position);
		return 1;
	}
	#takeValue(option, word, text, position) {
		if (text === "\n") {
			this.#failContinuation(position);
			return;
		}
		const isSecret = this.#grammar.secret === true || option.rule.secret === true;
		const conversion = convert(option.rule, text.replace(/\n$/, ""), isSecret);
		if ("problem" in conversion) {
			this.#fail("bad-value", `${option.name}: ${conversion.problem}`, position);
			return;
		}
		this.#set(option, word, position, conversion.value);
	}
	#set({ key, rule, name }, word, position, value) {
		if (rule.life !== void 0) remarkOnOption(`${this.#words[0].text} ${name}`, rule, word.position, this.#judge);
		const before = this.#positions[key] === void 0 ? void 0 : this.#values[key];
		this.#positions[key] = position;
		if ((rule.kind === "texts" || rule.repeat === "collect") && Array.isArray(before) && Array.isArray(value)) for (const item of value) before.push(item);
		else this.#values[key] = value;
	}
	/** Returns how many of the following words it used up: a value of an option that another version knows. */
	#refuseUnknown(word, name, hasValue, next) {
		const { syntax } = this.#judge;
		const { code, message, hint, takesValue } = describeUnknown(this.#words[0].text, name, this.#grammar, syntax);
		this.#fail(code, message, word.position, hint);
		return takesValue && !hasValue && next !== void 0 && this.#read(next).is === "positional" ? 1 : 0;
	}
	#takeOther(word, reading) {
		const command = this.#words[0].text;
		if (reading.is === "ambiguous") {
			const message = `this option of ${command} could be ${reading.candidates.join(" or ")}`;
			this.#fail("ambiguous-option", message, word.position, "write the name in full");
		} else if (word.text === "\n") this.#failContinuation(word.position);
		else if (!this.#grammar.rest && this.#positionals.length >= (this.#grammar.positionals?.maximum ?? 0)) {
			const what = this.#grammar.secret !== void 0 ? "an unexpected word" : `unexpected word "${shown(word.text)}"`;
			this.#fail("unexpected-argument", `${what} after ${command}`, word.position, this.#grammar.positionals?.hint);
		} else this.#positionals.push(word.text.endsWith("\n") ? {
			...word,
			text: word.text.slice(0, -1)
		} : word);
	}
	#failContinuation(position) {
		this.#fail("line-continuation", "a backslash at the end of the line does not continue it", position, "kickstart has no line continuation: write the whole command on one line");
	}
	#fail(code, message, position, hint) {
		this.#failed = true;
		this.#judge.report(new ApplianceError({
			kind: "input",
			code,
			message,
			position,
			hint
		}));
	}
};

// src/kickstart/commands/definition.ts
function defineCommand(source) {
	const { names, life, grammar, rules = [], build } = source;
	return {
		names,
		life,
		grammar,
		read: (words, judge) => {
			const line = interpret(words, grammar, judge);
			if (line === void 0 || !keepsTo(rules, line, life, judge)) return void 0;
			const command = build(line);
			if (command === void 0) return void 0;
			const options = byName$1(grammar, line.positions);
			return {
				command,
				written: {
					word: line.command,
					options,
					arguments: line.positionals
				}
			};
		}
	};
}
function byName$1(grammar, positions) {
	const named = {};
	for (const key in positions) {
		const position = positions[key];
		const name = grammar.options[key]?.names[0];
		if (position !== void 0 && name !== void 0) named[name] = position;
	}
	return named;
}
function keepsTo(rules, line, life, { syntax, report, warn }) {
	let keeps = true;
	for (const rule of rules) {
		const message = syntax === "lenient" || holdsIn(rule, syntax) ? rule.check(line) : void 0;
		if (message === void 0) continue;
		const position = (rule.at === void 0 ? void 0 : line.positions[rule.at]) ?? line.command.position;
		const works = VERSIONS.filter((version) => statusIn(life, version) === "works");
		const refusing = works.filter((version) => holdsIn(rule, version));
		if (syntax === "lenient" && refusing.length < works.length) {
			warn({
				code: "version-dependent",
				message: `${message} (${`refused by ${listVersions(refusing)}`})`,
				position,
				hint: rule.hint
			});
			continue;
		}
		keeps = false;
		const { code = "bad-value", hint } = rule;
		report(new ApplianceError({
			kind: "input",
			code,
			message,
			position,
			hint
		}));
	}
	return keeps;
}
const holdsIn = ({ life }, version) => statusIn(life, version) === "works";
/**
* Judges a command word by the version before its line is read.
*
* @returns `read` the line counts · `ignored` the version passes over it, whatever it says · `refused` after an error
*/
function judgeCommand(word, { life }, judge) {
	const { syntax, report, warn } = judge;
	const { text, position } = word;
	if (syntax === "lenient") {
		const remark = remarkOn(text, life);
		if (remark !== void 0) warn({
			...remark,
			position
		});
		return VERSIONS.some((version) => statusIn(life, version) === "works") ? "read" : "ignored";
	}
	const status = statusIn(life, syntax);
	const hint = life?.instead === void 0 ? remarkOn(text, life)?.message : `use ${life.instead}`;
	if (status === "works") return "read";
	if (status === "deprecated") {
		warn({
			code: "deprecated",
			message: `${text} is deprecated in ${syntax} and does nothing`,
			position,
			hint
		});
		return "ignored";
	}
	const message = status === "removed" ? `${text} was removed from ${syntax}` : `${syntax} has no command ${text}`;
	report(new ApplianceError({
		kind: "input",
		code: status === "removed" ? "removed" : "unknown-command",
		message,
		position,
		hint
	}));
	return "refused";
}
/** Which of a group of flags was given last. */
function lastGiven({ positions }, keys) {
	const columnOf = (key) => positions[key]?.column ?? 0;
	return keys.filter((key) => positions[key] !== void 0).toSorted((left, right) => columnOf(left) - columnOf(right)).at(-1);
}
/** The text of a word that the grammar demands. */
function wordAt({ positionals }, index) {
	return positionals[index]?.text ?? "";
}
/** The words from one on. */
function wordsFrom({ positionals }, index) {
	return positionals.slice(index).map(({ text }) => text);
}

// src/kickstart/commands/accounts.ts
const QUOTE_HINT = "put a value that holds blanks in quotes";
const LONGEST_PASSWORD_WORDS = 1e3;
const PASSWORD_KIND = {
	isCrypted: {
		names: ["--iscrypted"],
		kind: "flag"
	},
	plaintext: {
		names: ["--plaintext"],
		kind: "flag"
	}
};
const isEncrypted = (line) => lastGiven(line, ["isCrypted", "plaintext"]) === "isCrypted";
const rootpw = defineCommand({
	names: ["rootpw"],
	grammar: {
		options: {
			...PASSWORD_KIND,
			lock: {
				names: ["--lock"],
				kind: "flag"
			},
			allowSsh: {
				names: ["--allow-ssh"],
				kind: "flag",
				life: { rhel: { since: 9 } }
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a password",
			hint: QUOTE_HINT
		},
		lastWins: [["isCrypted", "plaintext"]],
		secret: true
	},
	rules: [{
		code: "missing-argument",
		check: (line) => wordAt(line, 0) || line.values.lock ? void 0 : "rootpw needs a password, or --lock"
	}],
	build: (line) => {
		const text = wordAt(line, 0);
		return {
			name: "rootpw",
			position: line.command.position,
			password: text ? {
				text,
				encrypted: isEncrypted(line)
			} : void 0,
			lock: line.values.lock,
			allowSsh: line.values.allowSsh
		};
	}
});
const user = defineCommand({
	names: ["user"],
	grammar: {
		options: {
			...PASSWORD_KIND,
			user: {
				names: ["--name"],
				kind: "text",
				required: true
			},
			password: {
				names: ["--password"],
				kind: "text"
			},
			lock: {
				names: ["--lock"],
				kind: "flag"
			},
			uid: {
				names: ["--uid"],
				kind: "integer"
			},
			gid: {
				names: ["--gid"],
				kind: "integer"
			},
			groups: {
				names: ["--groups"],
				kind: "list"
			},
			homeDir: {
				names: ["--homedir"],
				kind: "text"
			},
			shell: {
				names: ["--shell"],
				kind: "text"
			},
			gecos: {
				names: ["--gecos"],
				kind: "text"
			}
		},
		positionals: {
			minimum: 0,
			maximum: 0,
			name: "nothing",
			hint: QUOTE_HINT
		},
		lastWins: [["isCrypted", "plaintext"]],
		secret: true
	},
	build: (line) => {
		const { isCrypted, plaintext, password, groups, ...values } = line.values;
		return {
			name: "user",
			position: line.command.position,
			...values,
			password: password ? {
				text: password,
				encrypted: isEncrypted(line)
			} : void 0,
			groups: groups ?? []
		};
	}
});
const group = defineCommand({
	names: ["group"],
	grammar: { options: {
		group: {
			names: ["--name"],
			kind: "text",
			required: true
		},
		gid: {
			names: ["--gid"],
			kind: "integer"
		}
	} },
	build: ({ command, values }) => ({
		name: "group",
		position: command.position,
		...values
	})
});
const sshkey = defineCommand({
	names: ["sshkey"],
	grammar: {
		options: { user: {
			names: ["--username"],
			kind: "text",
			required: true
		} },
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a public key",
			hint: "put the whole key in quotes"
		},
		secret: true
	},
	build: (line) => ({
		name: "sshkey",
		position: line.command.position,
		user: line.values.user,
		key: wordAt(line, 0)
	})
});
const sshpw = defineCommand({
	names: ["sshpw"],
	grammar: {
		options: {
			user: {
				names: ["--username"],
				kind: "text",
				required: true
			},
			...PASSWORD_KIND,
			lock: {
				names: ["--lock"],
				kind: "flag"
			},
			isKey: {
				names: ["--sshkey"],
				kind: "flag"
			}
		},
		positionals: {
			minimum: 1,
			maximum: LONGEST_PASSWORD_WORDS,
			name: "a password"
		},
		lastWins: [["isCrypted", "plaintext"]],
		secret: true
	},
	build: (line) => ({
		name: "sshpw",
		position: line.command.position,
		user: line.values.user,
		password: {
			text: wordsFrom(line, 0).join(" "),
			encrypted: isEncrypted(line)
		},
		lock: line.values.lock,
		isKey: line.values.isKey
	})
});

// src/kickstart/commands/attached-storage.ts
const fcoe = defineCommand({
	names: ["fcoe"],
	grammar: { options: {
		nic: {
			names: ["--nic"],
			kind: "text",
			required: true
		},
		dcb: {
			names: ["--dcb"],
			kind: "flag"
		},
		autovlan: {
			names: ["--autovlan"],
			kind: "flag"
		}
	} },
	build: ({ command, values }) => ({
		name: "fcoe",
		position: command.position,
		...values
	})
});
const iscsi = defineCommand({
	names: ["iscsi"],
	grammar: {
		options: {
			ipaddr: {
				names: ["--ipaddr"],
				kind: "text",
				required: true
			},
			target: {
				names: ["--target"],
				kind: "text"
			},
			port: {
				names: ["--port"],
				kind: "integer"
			},
			user: {
				names: ["--user"],
				kind: "text"
			},
			password: {
				names: ["--password"],
				kind: "text"
			},
			reverseUser: {
				names: ["--reverse-user"],
				kind: "text"
			},
			reversePassword: {
				names: ["--reverse-password"],
				kind: "text"
			},
			iface: {
				names: ["--iface"],
				kind: "text"
			}
		},
		secret: true
	},
	build: ({ command, values }) => ({
		name: "iscsi",
		position: command.position,
		...values
	})
});
const iscsiname = defineCommand({
	names: ["iscsiname"],
	grammar: {
		options: {},
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a name (IQN)"
		}
	},
	build: (line) => ({
		name: "iscsiname",
		position: line.command.position,
		iqn: wordAt(line, 0)
	})
});
/** RHEL 8 wants all three; later ones take `--devnum` alone too. RHEL 9 has it from its release 9. */
const zfcp = defineCommand({
	names: ["zfcp"],
	grammar: { options: {
		devnum: {
			names: ["--devnum"],
			kind: "text",
			required: true
		},
		wwpn: {
			names: ["--wwpn"],
			kind: "text"
		},
		fcplun: {
			names: ["--fcplun"],
			kind: "text"
		}
	} },
	rules: [{
		code: "missing-option",
		check: ({ values: { wwpn, fcplun } }) => Boolean(wwpn) === Boolean(fcplun) ? void 0 : "zfcp takes --wwpn and --fcplun together"
	}, {
		life: {
			fedora: "never",
			rhel: {
				since: 8,
				removed: 9
			}
		},
		code: "missing-option",
		check: ({ positions: { wwpn, fcplun } }) => wwpn === void 0 || fcplun === void 0 ? "zfcp needs --wwpn and --fcplun" : void 0
	}],
	build: ({ command, values }) => ({
		name: "zfcp",
		position: command.position,
		...values
	})
});
const nvdimm = defineCommand({
	names: ["nvdimm"],
	life: {
		fedora: {
			deprecated: 40,
			removed: 45
		},
		rhel: { removed: 10 }
	},
	grammar: {
		options: {
			namespace: {
				names: ["--namespace"],
				kind: "text"
			},
			blockDevs: {
				names: ["--blockdevs"],
				kind: "list"
			},
			mode: {
				names: ["--mode"],
				kind: "text",
				choices: ["sector"]
			},
			sectorSize: {
				names: ["--sectorsize"],
				kind: "integer"
			}
		},
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "reconfigure or use"
		},
		exclusive: [["namespace", "blockDevs"]]
	},
	rules: [
		{ check: (line) => /^(?:reconfigure|use)$/.test(wordAt(line, 0)) ? void 0 : "nvdimm reconfigures or uses" },
		{
			code: "missing-option",
			check: (line) => wordAt(line, 0) === "reconfigure" && !line.values.namespace ? "reconfigure needs --namespace" : void 0
		},
		{
			code: "missing-option",
			check: (line) => wordAt(line, 0) === "reconfigure" && !line.values.sectorSize ? "reconfigure needs --sectorsize" : void 0
		},
		{
			code: "missing-option",
			check: (line) => wordAt(line, 0) === "use" && !line.values.namespace && !line.values.blockDevs?.length ? "use needs --namespace or --blockdevs" : void 0
		}
	],
	build: (line) => ({
		name: "nvdimm",
		position: line.command.position,
		...line.values,
		action: wordAt(line, 0) === "use" ? "use" : "reconfigure",
		blockDevs: line.values.blockDevs ?? []
	})
});

// src/kickstart/commands/storage-options.ts
/** RHEL dropped btrfs with its release 8. */
const NO_BTRFS = {
	fedora: "never",
	rhel: { since: 8 }
};
const HW_PASSPHRASE = {
	fedora: { since: 41 },
	rhel: "never"
};
const ENCRYPTION = {
	encrypted: {
		names: ["--encrypted"],
		kind: "flag"
	},
	passphrase: {
		names: ["--passphrase"],
		kind: "text",
		secret: true
	},
	cipher: {
		names: ["--cipher"],
		kind: "text"
	},
	escrowCert: {
		names: ["--escrowcert"],
		kind: "text"
	},
	backupPassphrase: {
		names: ["--backuppassphrase"],
		kind: "flag"
	},
	luksVersion: {
		names: ["--luks-version"],
		kind: "text"
	},
	pbkdf: {
		names: ["--pbkdf"],
		kind: "text"
	},
	pbkdfMemory: {
		names: ["--pbkdf-memory"],
		kind: "integer"
	},
	pbkdfTime: {
		names: ["--pbkdf-time"],
		kind: "integer"
	},
	pbkdfIterations: {
		names: ["--pbkdf-iterations"],
		kind: "integer"
	}
};
const HARDWARE_PASSPHRASE = { hwPassphrase: {
	names: ["--hw-passphrase"],
	kind: "text",
	secret: true,
	life: HW_PASSPHRASE
} };
const FORMATTING = {
	label: {
		names: ["--label"],
		kind: "text"
	},
	fsOptions: {
		names: ["--fsoptions"],
		kind: "text"
	},
	mkfsOptions: {
		names: ["--mkfsoptions"],
		kind: "text"
	},
	fsProfile: {
		names: ["--fsprofile"],
		kind: "text"
	},
	noFormat: {
		names: ["--noformat"],
		kind: "flag"
	}
};
const onePbkdfLimit = {
	code: "conflicting-options",
	at: "pbkdfIterations",
	check: ({ values: { pbkdfTime, pbkdfIterations } }) => pbkdfTime && pbkdfIterations ? "--pbkdf-time and --pbkdf-iterations exclude each other" : void 0
};
const hardwareNeedsLuks2 = {
	code: "missing-option",
	at: "hwPassphrase",
	check: ({ values: { hwPassphrase, encrypted, luksVersion } }) => hwPassphrase && !(encrypted && luksVersion?.startsWith("luks2-")) ? "--hw-passphrase needs --encrypted and --luks-version=luks2-…" : void 0
};
const formattingRules = [{
	code: "conflicting-options",
	at: "mkfsOptions",
	check: ({ values: { mkfsOptions, noFormat } }) => mkfsOptions && noFormat ? "--mkfsoptions has no effect with --noformat" : void 0
}, {
	code: "conflicting-options",
	at: "mkfsOptions",
	check: ({ values: { mkfsOptions, fsProfile } }) => mkfsOptions && fsProfile ? "--mkfsoptions and --fsprofile exclude each other" : void 0
}];
/** A mount point as the reference stores it: `.`, `..`, doubled slashes and one at the end are resolved. */
function mountPointOf(text) {
	if (!text.startsWith("/")) return text;
	const parts = [];
	for (const part of text.split("/")) if (part === "..") parts.pop();
	else if (part !== "" && part !== ".") parts.push(part);
	return `/${parts.join("/")}`;
}
/** A device as written, without `/dev/`. */
function deviceOf(text) {
	return text?.replace(/^\/dev\//, "");
}
/** The rule in a table with more options than it speaks of. */
function ruleFor(rule) {
	return {
		...rule,
		check: (line) => rule.check(line)
	};
}

// src/kickstart/commands/autopart.ts
const OPTIONS$2 = {
	type: {
		names: ["--type"],
		kind: "text",
		map: {
			lvm: "lvm",
			thinp: "thinp",
			plain: "plain",
			partition: "plain",
			btrfs: "btrfs"
		}
	},
	noLvm: {
		names: ["--nolvm"],
		kind: "flag"
	},
	fsType: {
		names: ["--fstype"],
		kind: "text"
	},
	noHome: {
		names: ["--nohome"],
		kind: "flag"
	},
	noBoot: {
		names: ["--noboot"],
		kind: "flag"
	},
	noSwap: {
		names: ["--noswap"],
		kind: "flag"
	},
	hibernation: {
		names: ["--hibernation"],
		kind: "flag",
		life: {
			fedora: { since: 38 },
			rhel: { since: 10 }
		}
	},
	...ENCRYPTION,
	...HARDWARE_PASSPHRASE
};
const rules$4 = [
	{
		at: "fsType",
		check: ({ values }) => values.fsType === "btrfs" ? "--fstype=btrfs is not valid" : void 0,
		hint: "use --type=btrfs"
	},
	{
		code: "conflicting-options",
		at: "fsType",
		check: ({ values }) => values.type === "btrfs" && values.fsType ? "--fstype does not go with --type=btrfs" : void 0
	},
	{
		life: NO_BTRFS,
		at: "type",
		check: ({ values }) => values.type === "btrfs" ? "btrfs is not supported" : void 0
	},
	{
		code: "conflicting-options",
		at: "hibernation",
		check: ({ values }) => values.hibernation && values.noSwap ? "--hibernation and --noswap exclude each other" : void 0
	},
	ruleFor(onePbkdfLimit),
	ruleFor(hardwareNeedsLuks2)
];
const autopart = defineCommand({
	names: ["autopart"],
	grammar: {
		options: OPTIONS$2,
		secret: "options"
	},
	rules: rules$4,
	build: ({ command, values: { type, noLvm, ...values }, positions }) => {
		const noLvmCounts = noLvm && (positions.type?.column ?? 0) < (positions.noLvm?.column ?? 0);
		return {
			name: "autopart",
			position: command.position,
			...values,
			scheme: noLvmCounts ? "plain" : type ?? "lvm"
		};
	}
});
const reqpart = defineCommand({
	names: ["reqpart"],
	grammar: { options: { addBoot: {
		names: ["--add-boot"],
		kind: "flag"
	} } },
	build: ({ command, values }) => ({
		name: "reqpart",
		position: command.position,
		...values
	})
});

// src/kickstart/commands/bootloader.ts
const bootloader = defineCommand({
	names: ["bootloader"],
	grammar: {
		options: {
			append: {
				names: ["--append"],
				kind: "text"
			},
			timeoutSeconds: {
				names: ["--timeout"],
				kind: "integer"
			},
			location: {
				names: ["--location"],
				kind: "text",
				choices: [
					"mbr",
					"none",
					"partition",
					"boot"
				]
			},
			password: {
				names: ["--password"],
				kind: "text"
			},
			isCrypted: {
				names: ["--iscrypted"],
				kind: "flag"
			},
			md5Pass: {
				names: ["--md5pass"],
				kind: "text"
			},
			bootDrive: {
				names: ["--boot-drive"],
				kind: "text"
			},
			driveOrder: {
				names: ["--driveorder"],
				kind: "list"
			},
			defaultEntry: {
				names: ["--default"],
				kind: "text"
			},
			leaveBootOrder: {
				names: ["--leavebootorder"],
				kind: "flag"
			},
			extlinux: {
				names: ["--extlinux"],
				kind: "flag"
			},
			sdboot: {
				names: ["--sdboot"],
				kind: "flag",
				life: {
					fedora: { since: 39 },
					rhel: { since: 10 }
				}
			},
			disabled: {
				names: ["--disabled"],
				kind: "flag"
			},
			noMbr: {
				names: ["--nombr"],
				kind: "flag"
			},
			upgrade: {
				names: ["--upgrade"],
				kind: "flag",
				life: {
					fedora: { removed: 34 },
					rhel: {
						deprecated: 8,
						removed: 9
					}
				}
			}
		},
		secret: true
	},
	rules: [{
		at: "bootDrive",
		check: ({ values }) => values.bootDrive?.includes(",") ? "--boot-drive takes one drive" : void 0
	}, {
		code: "conflicting-options",
		at: "sdboot",
		check: ({ values }) => values.sdboot && values.extlinux ? "--sdboot and --extlinux exclude each other" : void 0
	}],
	build: ({ command, values: { password, isCrypted, md5Pass, ...values } }) => {
		const text = md5Pass || password;
		return {
			name: "bootloader",
			position: command.position,
			...values,
			password: text ? {
				text,
				encrypted: isCrypted || Boolean(md5Pass)
			} : void 0
		};
	}
});
const zipl = defineCommand({
	names: ["zipl"],
	grammar: {
		options: {
			"secure-boot": {
				names: ["--secure-boot"],
				kind: "flag"
			},
			"force-secure-boot": {
				names: ["--force-secure-boot"],
				kind: "flag"
			},
			"no-secure-boot": {
				names: ["--no-secure-boot"],
				kind: "flag"
			}
		},
		lastWins: [[
			"secure-boot",
			"force-secure-boot",
			"no-secure-boot"
		]]
	},
	build: (line) => ({
		name: "zipl",
		position: line.command.position,
		secureBoot: lastGiven(line, [
			"secure-boot",
			"force-secure-boot",
			"no-secure-boot"
		])
	})
});

// src/kickstart/commands/disks.ts
const clearpart = defineCommand({
	names: ["clearpart"],
	grammar: {
		options: {
			diskLabel: {
				names: ["--disklabel"],
				kind: "text"
			},
			all: {
				names: ["--all"],
				kind: "flag"
			},
			linux: {
				names: ["--linux"],
				kind: "flag"
			},
			none: {
				names: ["--none"],
				kind: "flag"
			},
			initLabel: {
				names: ["--initlabel"],
				kind: "flag"
			},
			drives: {
				names: ["--drives"],
				kind: "list"
			},
			list: {
				names: ["--list"],
				kind: "list"
			},
			cdl: {
				names: ["--cdl"],
				kind: "flag"
			}
		},
		lastWins: [[
			"all",
			"linux",
			"none"
		]]
	},
	build: (line) => {
		const { diskLabel, initLabel, drives, list, cdl } = line.values;
		return {
			name: "clearpart",
			position: line.command.position,
			diskLabel: diskLabel || void 0,
			clears: list?.length ? "list" : lastGiven(line, [
				"all",
				"linux",
				"none"
			]),
			drives: drives ?? [],
			list: list ?? [],
			initLabel,
			cdl
		};
	}
});
const zerombr = defineCommand({
	names: ["zerombr"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "zerombr",
		position: command.position
	})
});
const ignoredisk = defineCommand({
	names: ["ignoredisk"],
	grammar: {
		options: {
			drives: {
				names: ["--drives"],
				kind: "list"
			},
			onlyUse: {
				names: ["--only-use"],
				kind: "list"
			},
			interactive: {
				names: ["--interactive"],
				kind: "flag",
				life: {
					fedora: { removed: 29 },
					rhel: {
						deprecated: 8,
						removed: 9
					}
				}
			}
		},
		anyOf: ["drives", "onlyUse"],
		exclusive: [["drives", "onlyUse"]]
	},
	build: ({ command, values: { drives, onlyUse, interactive } }) => ({
		name: "ignoredisk",
		position: command.position,
		drives: drives ?? [],
		onlyUse: onlyUse ?? [],
		interactive
	})
});
const mount = defineCommand({
	names: ["mount"],
	grammar: {
		options: {
			reformat: {
				names: ["--reformat"],
				kind: "optional-text"
			},
			mkfsOptions: {
				names: ["--mkfsoptions"],
				kind: "text"
			},
			mountOptions: {
				names: ["--mountoptions"],
				kind: "text"
			}
		},
		positionals: {
			minimum: 2,
			maximum: 2,
			name: "a device and a mount point",
			hint: "a word after --reformat is its file system: write --reformat last, or --reformat=TYPE"
		}
	},
	rules: [{ check: (line) => {
		const target = wordAt(line, 1);
		return target.startsWith("/") || target.toLowerCase() === "none" ? void 0 : "the mount point must be an absolute path or none";
	} }, {
		code: "missing-option",
		at: "mkfsOptions",
		check: ({ values }) => values.mkfsOptions && values.reformat === void 0 ? "--mkfsoptions needs --reformat" : void 0
	}],
	build: (line) => ({
		name: "mount",
		position: line.command.position,
		device: wordAt(line, 0),
		mountPoint: mountPointOf(wordAt(line, 1)),
		reformat: line.values.reformat !== void 0,
		format: line.values.reformat || void 0,
		mkfsOptions: line.values.mkfsOptions,
		mountOptions: line.values.mountOptions
	})
});
const snapshot = defineCommand({
	names: ["snapshot"],
	grammar: {
		options: {
			snapshot: {
				names: ["--name"],
				kind: "text",
				required: true
			},
			when: {
				names: ["--when"],
				kind: "text",
				required: true,
				map: {
					"pre-install": "pre-install",
					"post-install": "post-install"
				}
			}
		},
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "the volume, VG/LV"
		}
	},
	rules: [{ check: (line) => /^[^/]+\/[^/]+$/.test(wordAt(line, 0)) ? void 0 : "the volume is written VG/LV" }],
	build: (line) => ({
		name: "snapshot",
		position: line.command.position,
		...line.values,
		origin: wordAt(line, 0)
	})
});

// src/kickstart/commands/installer.ts
const displayMode = defineCommand({
	names: [
		"text",
		"graphical",
		"cmdline"
	],
	grammar: { options: { nonInteractive: {
		names: ["--non-interactive"],
		kind: "flag"
	} } },
	rules: [{
		at: "nonInteractive",
		check: ({ command, values }) => command.text === "cmdline" && values.nonInteractive ? "cmdline takes no --non-interactive" : void 0,
		hint: "cmdline is never interactive: remove the option"
	}],
	build: ({ command, values }) => ({
		name: "text",
		position: command.position,
		mode: command.text === "text" ? "text" : command.text === "cmdline" ? "cmdline" : "graphical",
		...values
	})
});
const reboot = defineCommand({
	names: [
		"reboot",
		"poweroff",
		"halt",
		"shutdown"
	],
	grammar: { options: {
		eject: {
			names: ["--eject"],
			kind: "flag"
		},
		kexec: {
			names: ["--kexec"],
			kind: "flag"
		}
	} },
	build: ({ command, values }) => ({
		name: "reboot",
		position: command.position,
		action: command.text,
		...values
	})
});
const eula = defineCommand({
	names: ["eula"],
	grammar: { options: { agreed: {
		names: [
			"--agreed",
			"--agree",
			"--accepted",
			"--accept"
		],
		kind: "flag",
		required: true
	} } },
	build: ({ command }) => ({
		name: "eula",
		position: command.position
	})
});
const mediacheck = defineCommand({
	names: ["mediacheck"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "mediacheck",
		position: command.position
	})
});
const autostep = defineCommand({
	names: ["autostep"],
	life: {
		fedora: {
			deprecated: 34,
			removed: 40
		},
		rhel: {
			deprecated: 9,
			removed: 10
		}
	},
	grammar: { options: { autoScreenshot: {
		names: ["--autoscreenshot"],
		kind: "flag"
	} } },
	build: ({ command, values }) => ({
		name: "autostep",
		position: command.position,
		...values
	})
});
const LEVEL = {
	fedora: {
		deprecated: 34,
		removed: 40
	},
	rhel: {
		deprecated: 9,
		removed: 10
	}
};
const LEVELS = /* @__PURE__ */ new Set([
	"debug",
	"info",
	"warning",
	"error",
	"critical",
	void 0
]);
const logging = defineCommand({
	names: ["logging"],
	grammar: { options: {
		host: {
			names: ["--host"],
			kind: "text"
		},
		port: {
			names: ["--port"],
			kind: "text"
		},
		level: {
			names: ["--level"],
			kind: "text",
			life: LEVEL
		}
	} },
	rules: [{
		code: "missing-option",
		at: "port",
		check: ({ values }) => values.port && !values.host ? "--port needs --host" : void 0
	}, {
		life: {
			fedora: "never",
			rhel: {
				since: 8,
				removed: 9
			}
		},
		at: "level",
		check: ({ values }) => LEVELS.has(values.level) ? void 0 : "--level is debug, info, warning, error or critical"
	}],
	build: ({ command, values }) => ({
		name: "logging",
		position: command.position,
		...values
	})
});
const rescue = defineCommand({
	names: ["rescue"],
	grammar: {
		options: {
			noMount: {
				names: ["--nomount"],
				kind: "flag"
			},
			roMount: {
				names: ["--romount"],
				kind: "flag"
			}
		},
		exclusive: [["noMount", "roMount"]]
	},
	build: ({ command, values }) => ({
		name: "rescue",
		position: command.position,
		...values
	})
});
const vnc = defineCommand({
	names: ["vnc"],
	life: {
		fedora: {
			deprecated: 43,
			removed: 45
		},
		rhel: { deprecated: 10 },
		instead: "rdp"
	},
	grammar: {
		options: {
			password: {
				names: ["--password"],
				kind: "text"
			},
			host: {
				names: ["--host"],
				kind: "text"
			},
			port: {
				names: ["--port"],
				kind: "text"
			}
		},
		secret: true
	},
	build: ({ command, values }) => ({
		name: "vnc",
		position: command.position,
		...values
	})
});
const rdp = defineCommand({
	names: ["rdp"],
	life: {
		fedora: { since: 43 },
		rhel: { since: 10 },
		instead: "vnc"
	},
	grammar: {
		options: {
			username: {
				names: ["--username"],
				kind: "text"
			},
			password: {
				names: ["--password"],
				kind: "text"
			}
		},
		secret: true
	},
	build: ({ command, values }) => ({
		name: "rdp",
		position: command.position,
		...values
	})
});
/** Commands that no version here acts on. RHEL 8 passes over them, whatever they say; the others refuse them. */
const install = defineCommand({
	names: [
		"install",
		"device",
		"deviceprobe",
		"dmraid",
		"multipath"
	],
	life: {
		fedora: {
			deprecated: 24,
			removed: 34
		},
		rhel: {
			deprecated: 8,
			removed: 9
		}
	},
	grammar: {
		options: {},
		rest: true
	},
	build: ({ command }) => ({
		name: "install",
		position: command.position
	})
});

// src/kickstart/commands/locale.ts
const lang = defineCommand({
	names: ["lang"],
	grammar: {
		options: { addSupport: {
			names: ["--addsupport"],
			kind: "list"
		} },
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a locale such as en_US.UTF-8"
		}
	},
	build: (line) => ({
		name: "lang",
		position: line.command.position,
		lang: wordAt(line, 0),
		addSupport: line.values.addSupport ?? []
	})
});
const keyboard = defineCommand({
	names: ["keyboard"],
	grammar: {
		options: {
			vcKeymap: {
				names: ["--vckeymap"],
				kind: "text"
			},
			xLayouts: {
				names: ["--xlayouts"],
				kind: "list"
			},
			switchOptions: {
				names: ["--switch"],
				kind: "list"
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a keymap"
		}
	},
	rules: [{
		code: "missing-argument",
		check: ({ values, positionals }) => positionals.length > 0 || values.vcKeymap || values.xLayouts?.length ? void 0 : "keyboard needs a keymap, --vckeymap or --xlayouts"
	}],
	build: (line) => ({
		name: "keyboard",
		position: line.command.position,
		vcKeymap: line.values.vcKeymap || wordAt(line, 0) || void 0,
		xLayouts: line.values.xLayouts ?? [],
		switchOptions: line.values.switchOptions ?? []
	})
});
const REPLACED_BY_TIMESOURCE = {
	fedora: { deprecated: 33 },
	rhel: {
		deprecated: 9,
		removed: 10
	}
};
const IS_UTC = {
	fedora: { deprecated: 32 },
	rhel: {
		deprecated: 9,
		removed: 10
	},
	instead: "--utc"
};
const timezone = defineCommand({
	names: ["timezone"],
	grammar: {
		options: {
			utc: {
				names: ["--utc"],
				kind: "flag"
			},
			isUtc: {
				names: ["--isUtc"],
				kind: "flag",
				life: IS_UTC
			},
			noNtp: {
				names: ["--nontp"],
				kind: "flag",
				life: {
					...REPLACED_BY_TIMESOURCE,
					instead: "timesource --ntp-disable"
				}
			},
			ntpServers: {
				names: ["--ntpservers"],
				kind: "list",
				life: {
					...REPLACED_BY_TIMESOURCE,
					instead: "timesource --ntp-server=SERVER, a line for each"
				}
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a zone such as Europe/Berlin"
		},
		exclusive: [["noNtp", "ntpServers"]]
	},
	rules: [{
		code: "missing-argument",
		check: ({ positions, positionals }) => positionals.length === 0 && Object.keys(positions).length === 0 ? "timezone needs a zone such as Europe/Berlin" : void 0
	}],
	build: (line) => ({
		name: "timezone",
		position: line.command.position,
		zone: wordAt(line, 0) || void 0,
		utc: line.values.utc || line.values.isUtc,
		noNtp: line.values.noNtp,
		ntpServers: line.values.ntpServers ?? []
	})
});
const timesource = defineCommand({
	names: ["timesource"],
	life: {
		fedora: { since: 33 },
		rhel: { since: 9 },
		instead: "timezone --ntpservers or --nontp"
	},
	grammar: {
		options: {
			ntpServer: {
				names: ["--ntp-server"],
				kind: "text"
			},
			ntpPool: {
				names: ["--ntp-pool"],
				kind: "text"
			},
			ntpDisable: {
				names: ["--ntp-disable"],
				kind: "flag"
			},
			nts: {
				names: ["--nts"],
				kind: "flag"
			}
		},
		anyOf: [
			"ntpServer",
			"ntpPool",
			"ntpDisable"
		],
		exclusive: [[
			"ntpServer",
			"ntpPool",
			"ntpDisable"
		]]
	},
	build: ({ command, values }) => ({
		name: "timesource",
		position: command.position,
		...values
	})
});

// src/kickstart/commands/lvm.ts
const MEMBERS$1 = 1e3;
const volgroup = defineCommand({
	names: ["volgroup"],
	grammar: {
		options: {
			peSizeKiB: {
				names: ["--pesize"],
				kind: "integer"
			},
			reservedSpaceMiB: {
				names: ["--reserved-space"],
				kind: "integer",
				minimum: 0
			},
			reservedPercent: {
				names: ["--reserved-percent"],
				kind: "integer",
				minimum: 1,
				maximum: 99
			},
			noFormat: {
				names: ["--noformat"],
				kind: "flag"
			},
			useExisting: {
				names: ["--useexisting"],
				kind: "flag"
			}
		},
		positionals: {
			minimum: 1,
			maximum: MEMBERS$1,
			name: "the name of a volume group"
		}
	},
	rules: [{
		code: "missing-argument",
		check: ({ values, positionals }) => positionals.length < 2 && !values.noFormat && !values.useExisting ? "volgroup needs physical volumes, or --useexisting" : void 0
	}, {
		code: "unexpected-argument",
		check: ({ values, positionals }) => positionals.length > 1 && (values.noFormat || values.useExisting) ? "a volume group that exists takes no physical volumes" : void 0
	}],
	build: (line) => ({
		name: "volgroup",
		position: line.command.position,
		...line.values,
		volumeGroup: wordAt(line, 0),
		members: wordsFrom(line, 1)
	})
});
const LOGVOL = {
	volume: {
		names: ["--name"],
		kind: "text",
		required: true
	},
	volumeGroup: {
		names: ["--vgname"],
		kind: "text",
		required: true
	},
	sizeMiB: {
		names: ["--size"],
		kind: "integer"
	},
	percent: {
		names: ["--percent"],
		kind: "integer",
		minimum: 0,
		maximum: 100
	},
	grow: {
		names: ["--grow"],
		kind: "flag"
	},
	maxSizeMiB: {
		names: ["--maxsize"],
		kind: "integer"
	},
	recommended: {
		names: ["--recommended"],
		kind: "flag"
	},
	hibernation: {
		names: ["--hibernation"],
		kind: "flag"
	},
	resize: {
		names: ["--resize"],
		kind: "flag"
	},
	useExisting: {
		names: ["--useexisting"],
		kind: "flag"
	},
	fsType: {
		names: ["--fstype"],
		kind: "text"
	},
	...FORMATTING,
	thinPool: {
		names: ["--thinpool"],
		kind: "flag"
	},
	thin: {
		names: ["--thin"],
		kind: "flag"
	},
	poolName: {
		names: ["--poolname"],
		kind: "text"
	},
	chunkSizeKiB: {
		names: ["--chunksize"],
		kind: "integer"
	},
	metadataSizeMiB: {
		names: ["--metadatasize"],
		kind: "integer"
	},
	profile: {
		names: ["--profile"],
		kind: "text"
	},
	cacheSizeMiB: {
		names: ["--cachesize"],
		kind: "integer"
	},
	cacheMode: {
		names: ["--cachemode"],
		kind: "text"
	},
	cachePvs: {
		names: ["--cachepvs"],
		kind: "list"
	},
	...ENCRYPTION
};
const exists = ({ useExisting, noFormat }) => useExisting || noFormat;
const isCached = ({ cacheSizeMiB, cacheMode, cachePvs }) => Boolean(cacheSizeMiB || cacheMode || cachePvs?.length);
const rules$3 = [
	{
		code: "missing-option",
		at: "resize",
		check: ({ values }) => values.resize && !exists(values) ? "--resize needs --useexisting" : void 0
	},
	{
		code: "missing-option",
		at: "resize",
		check: ({ values }) => values.resize && !values.sizeMiB ? "--resize needs --size" : void 0
	},
	{
		code: "conflicting-options",
		at: "thin",
		check: ({ values }) => values.thin && values.thinPool ? "--thin and --thinpool exclude each other" : void 0
	},
	{
		code: "missing-option",
		at: "thin",
		check: ({ values }) => values.thin && !values.poolName ? "--thin needs --poolname" : void 0
	},
	{
		code: "missing-option",
		check: ({ values }) => (values.chunkSizeKiB || values.metadataSizeMiB) && !values.thinPool ? "--chunksize and --metadatasize need --thinpool" : void 0
	},
	{
		code: "missing-option",
		check: ({ values }) => exists(values) || values.percent || values.sizeMiB || values.recommended || values.hibernation ? void 0 : "logvol needs a size",
		hint: "add --size, --percent, --recommended, --hibernation, or --useexisting"
	},
	{
		code: "conflicting-options",
		at: "percent",
		check: ({ values }) => values.sizeMiB && values.percent ? "--size and --percent exclude each other" : void 0
	},
	{
		code: "conflicting-options",
		check: ({ values }) => isCached(values) && (exists(values) || values.thin) ? "only a new volume that is not thin can have a cache" : void 0
	},
	{
		code: "missing-option",
		check: ({ values }) => isCached(values) && !(values.cachePvs?.length && values.cacheSizeMiB) ? "a cache needs --cachepvs and --cachesize" : void 0
	},
	{
		at: "cacheMode",
		check: ({ values: { cacheMode } }) => cacheMode && cacheMode !== "writeback" && cacheMode !== "writethrough" ? "--cachemode is writeback or writethrough" : void 0
	},
	{
		life: NO_BTRFS,
		at: "fsType",
		check: ({ values }) => values.fsType === "btrfs" ? "btrfs is not supported" : void 0
	},
	...formattingRules.map((rule) => ruleFor(rule)),
	ruleFor(onePbkdfLimit)
];
const logvol = defineCommand({
	names: ["logvol"],
	grammar: {
		options: LOGVOL,
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a mount point"
		},
		secret: "options"
	},
	rules: rules$3,
	build: (line) => ({
		name: "logvol",
		position: line.command.position,
		...line.values,
		mountPoint: mountPointOf(wordAt(line, 0))
	})
});

// src/kickstart/commands/media.ts
const cdrom = defineCommand({
	names: ["cdrom"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "cdrom",
		position: command.position
	})
});
const hmc = defineCommand({
	names: ["hmc"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "hmc",
		position: command.position
	})
});
const BIOSPART = {
	fedora: { removed: 33 },
	rhel: { removed: 9 },
	instead: "--partition"
};
const harddrive = defineCommand({
	names: ["harddrive"],
	grammar: { options: {
		dir: {
			names: ["--dir"],
			kind: "text",
			required: true
		},
		partition: {
			names: ["--partition"],
			kind: "text"
		},
		biosPart: {
			names: ["--biospart"],
			kind: "text",
			life: BIOSPART
		}
	} },
	rules: [{
		code: "missing-option",
		check: ({ positions }) => positions.partition === void 0 && positions.biosPart === void 0 ? "harddrive needs --partition" : void 0
	}, {
		code: "conflicting-options",
		check: ({ positions }) => positions.partition !== void 0 && positions.biosPart !== void 0 ? "--partition and --biospart exclude each other" : void 0
	}],
	build: ({ command, values }) => ({
		name: "harddrive",
		position: command.position,
		...values
	})
});
const nfs = defineCommand({
	names: ["nfs"],
	grammar: { options: {
		server: {
			names: ["--server"],
			kind: "text",
			required: true
		},
		dir: {
			names: ["--dir"],
			kind: "text",
			required: true
		},
		mountOptions: {
			names: ["--opts"],
			kind: "text"
		}
	} },
	build: ({ command, values }) => ({
		name: "nfs",
		position: command.position,
		...values
	})
});
const liveimg = defineCommand({
	names: ["liveimg"],
	grammar: {
		options: {
			url: {
				names: ["--url"],
				kind: "text",
				required: true
			},
			proxy: {
				names: ["--proxy"],
				kind: "text"
			},
			noVerifySsl: {
				names: ["--noverifyssl"],
				kind: "flag"
			},
			checksum: {
				names: ["--checksum"],
				kind: "text"
			}
		},
		secret: true
	},
	build: ({ command, values }) => ({
		name: "liveimg",
		position: command.position,
		...values
	})
});
const ostreesetup = defineCommand({
	names: ["ostreesetup"],
	grammar: {
		options: {
			osName: {
				names: ["--osname"],
				kind: "text",
				required: true
			},
			remote: {
				names: ["--remote"],
				kind: "text"
			},
			url: {
				names: ["--url"],
				kind: "text",
				required: true
			},
			ref: {
				names: ["--ref"],
				kind: "text",
				required: true
			},
			noGpg: {
				names: ["--nogpg"],
				kind: "flag"
			}
		},
		secret: true
	},
	rules: [{
		at: "url",
		check: ({ values }) => /^(?:file|https?):/.test(values.url) ? void 0 : "--url must begin with file:, http: or https:"
	}],
	build: ({ command, values }) => ({
		name: "ostreesetup",
		position: command.position,
		...values,
		remote: values.remote || values.osName
	})
});
const ostreecontainer = defineCommand({
	names: ["ostreecontainer"],
	life: {
		fedora: { since: 38 },
		rhel: { since: 9 }
	},
	grammar: {
		options: {
			url: {
				names: ["--url"],
				kind: "text",
				required: true
			},
			stateRoot: {
				names: ["--stateroot"],
				kind: "text"
			},
			transport: {
				names: ["--transport"],
				kind: "text"
			},
			remote: {
				names: ["--remote"],
				kind: "text"
			},
			noSignatureVerification: {
				names: ["--no-signature-verification"],
				kind: "flag"
			}
		},
		secret: true
	},
	build: ({ command, values }) => ({
		name: "ostreecontainer",
		position: command.position,
		...values,
		remote: values.remote || values.stateRoot
	})
});
/** What F45 added to bootc. */
const LATER_BOOTC = {
	fedora: { since: 45 },
	rhel: "never"
};
const bootc = defineCommand({
	names: ["bootc"],
	life: {
		fedora: { since: 43 },
		rhel: { since: 10 },
		instead: "ostreecontainer"
	},
	grammar: { options: {
		sourceImgRef: {
			names: ["--source-imgref"],
			kind: "text",
			required: true
		},
		targetImgRef: {
			names: ["--target-imgref"],
			kind: "text"
		},
		stateRoot: {
			names: ["--stateroot"],
			kind: "text"
		},
		bootLoader: {
			names: ["--bootloader"],
			kind: "text",
			life: LATER_BOOTC
		},
		composefs: {
			names: ["--composefs"],
			kind: "flag",
			life: LATER_BOOTC
		}
	} },
	build: ({ command, values }) => ({
		name: "bootc",
		position: command.position,
		...values,
		stateRoot: values.stateRoot ?? "default",
		targetImgRef: values.targetImgRef || values.sourceImgRef
	})
});
const driverdisk = defineCommand({
	names: ["driverdisk"],
	grammar: {
		options: {
			source: {
				names: ["--source"],
				kind: "text"
			},
			biosPart: {
				names: ["--biospart"],
				kind: "text"
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a partition"
		}
	},
	rules: [{
		code: "missing-argument",
		check: (line) => sourcesOf(line).length === 0 ? "driverdisk needs a partition, --source or --biospart" : void 0
	}, {
		code: "conflicting-options",
		check: (line) => sourcesOf(line).length > 1 ? "driverdisk takes only one of a partition, --source and --biospart" : void 0
	}],
	build: (line) => ({
		name: "driverdisk",
		position: line.command.position,
		...line.values,
		partition: wordAt(line, 0) || void 0
	})
});
function sourcesOf(line) {
	return [
		wordAt(line, 0),
		line.values.source,
		line.values.biosPart
	].flatMap((text) => text || []);
}
const updates = defineCommand({
	names: ["updates"],
	grammar: {
		options: {},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a URL"
		}
	},
	rules: [{
		life: { rhel: { since: 9 } },
		code: "missing-argument",
		check: ({ positionals }) => positionals.length === 0 ? "updates needs a URL" : void 0
	}],
	build: (line) => ({
		name: "updates",
		position: line.command.position,
		url: wordAt(line, 0) || void 0
	})
});

// src/kickstart/commands/network.ts
const DNS = {
	fedora: { since: 39 },
	rhel: { since: 9 }
};
const TEAM = {
	rhel: { deprecated: 10 },
	instead: "--bondslaves and --bondopts"
};
const OPTIONS$1 = {
	hostname: {
		names: ["--hostname"],
		kind: "text"
	},
	device: {
		names: ["--device"],
		kind: "text"
	},
	bootProto: {
		names: ["--bootproto"],
		kind: "text",
		choices: [
			"dhcp",
			"bootp",
			"static",
			"query",
			"ibft"
		]
	},
	activate: {
		names: ["--activate"],
		kind: "flag"
	},
	noActivate: {
		names: ["--no-activate"],
		kind: "flag"
	},
	onBoot: {
		names: ["--onboot"],
		kind: "boolean"
	},
	ip: {
		names: ["--ip"],
		kind: "text"
	},
	netmask: {
		names: ["--netmask"],
		kind: "text"
	},
	gateway: {
		names: ["--gateway"],
		kind: "text"
	},
	nameservers: {
		names: ["--nameserver"],
		kind: "list"
	},
	noDns: {
		names: ["--nodns"],
		kind: "flag"
	},
	noDefaultRoute: {
		names: ["--nodefroute"],
		kind: "flag"
	},
	noIpv4: {
		names: ["--noipv4"],
		kind: "flag"
	},
	noIpv6: {
		names: ["--noipv6"],
		kind: "flag"
	},
	ipv6: {
		names: ["--ipv6"],
		kind: "text"
	},
	ipv6Gateway: {
		names: ["--ipv6gateway"],
		kind: "text"
	},
	ipv4DnsSearch: {
		names: ["--ipv4-dns-search"],
		kind: "list",
		life: DNS
	},
	ipv6DnsSearch: {
		names: ["--ipv6-dns-search"],
		kind: "list",
		life: DNS
	},
	ipv4IgnoreAutoDns: {
		names: ["--ipv4-ignore-auto-dns"],
		kind: "flag",
		life: DNS
	},
	ipv6IgnoreAutoDns: {
		names: ["--ipv6-ignore-auto-dns"],
		kind: "flag",
		life: DNS
	},
	mtu: {
		names: ["--mtu"],
		kind: "text"
	},
	dhcpClass: {
		names: ["--dhcpclass"],
		kind: "text"
	},
	ethtool: {
		names: ["--ethtool"],
		kind: "text"
	},
	essid: {
		names: ["--essid"],
		kind: "text"
	},
	wepKey: {
		names: ["--wepkey"],
		kind: "text",
		secret: true
	},
	wpaKey: {
		names: ["--wpakey"],
		kind: "text",
		secret: true
	},
	noTkDevice: {
		names: ["--notksdevice"],
		kind: "flag"
	},
	bondSlaves: {
		names: ["--bondslaves"],
		kind: "list"
	},
	bondOpts: {
		names: ["--bondopts"],
		kind: "text"
	},
	vlanId: {
		names: ["--vlanid"],
		kind: "text"
	},
	interfaceName: {
		names: ["--interfacename"],
		kind: "text"
	},
	bridgeSlaves: {
		names: ["--bridgeslaves"],
		kind: "list"
	},
	bridgeOpts: {
		names: ["--bridgeopts"],
		kind: "text"
	},
	teamSlaves: {
		names: ["--teamslaves"],
		kind: "text",
		life: TEAM
	},
	teamConfig: {
		names: ["--teamconfig"],
		kind: "text",
		life: TEAM
	},
	bindTo: {
		names: ["--bindto"],
		kind: "text",
		choices: ["mac"]
	}
};
const needsDevice = (at) => ({
	code: "missing-option",
	at,
	check: ({ positions, values }) => positions[at] !== void 0 && !values.device ? `${OPTIONS$1[at].names[0]} needs --device` : void 0
});
const rules$2 = [
	{
		code: "missing-option",
		at: "bridgeOpts",
		check: ({ values }) => values.bridgeOpts && !values.bridgeSlaves?.length ? "--bridgeopts needs --bridgeslaves" : void 0
	},
	{
		at: "bridgeOpts",
		check: ({ values }) => values.bridgeOpts?.split(",").some((option) => !/^[^=]*=[^=]+$/.test(option)) && values.bridgeOpts !== "" ? "--bridgeopts takes KEY=VALUE, separated by commas" : void 0
	},
	{
		at: "bindTo",
		check: ({ values }) => values.bindTo && values.vlanId && !values.bondOpts ? "--bindto=mac does not go with --vlanid" : void 0
	},
	needsDevice("ipv4DnsSearch"),
	needsDevice("ipv6DnsSearch"),
	needsDevice("ipv4IgnoreAutoDns"),
	needsDevice("ipv6IgnoreAutoDns")
];
/** bondopts are separated by commas, or by semicolons where a value holds commas. */
const bondOptsOf = (text) => text.split(text.includes(";") ? ";" : ",").map((option) => option.trim()).filter((option) => option !== "");
const network = defineCommand({
	names: ["network"],
	grammar: {
		options: OPTIONS$1,
		secret: "options",
		lastWins: [["activate", "noActivate"]]
	},
	rules: rules$2,
	build: (line) => {
		const { noActivate, noTkDevice, ...values } = line.values;
		const { hostname: atHostname, ...others } = line.positions;
		const switched = lastGiven(line, ["activate", "noActivate"]);
		return {
			name: "network",
			position: line.command.position,
			...values,
			configuresDevice: atHostname === void 0 || Object.keys(others).length > 0,
			bootProto: values.bootProto ?? "dhcp",
			activate: switched === void 0 ? void 0 : switched === "activate",
			onBoot: values.onBoot ?? true,
			nameservers: values.nameservers ?? [],
			ipv4DnsSearch: values.ipv4DnsSearch ?? [],
			ipv6DnsSearch: values.ipv6DnsSearch ?? [],
			bondSlaves: values.bondSlaves ?? [],
			bondOpts: bondOptsOf(values.bondOpts ?? ""),
			bridgeSlaves: values.bridgeSlaves ?? [],
			bridgeOpts: (values.bridgeOpts ?? "").split(",").filter((option) => option !== "")
		};
	}
});

// src/kickstart/commands/part.ts
const OPTIONS = {
	sizeMiB: {
		names: ["--size"],
		kind: "integer"
	},
	grow: {
		names: ["--grow"],
		kind: "flag"
	},
	maxSizeMiB: {
		names: ["--maxsize"],
		kind: "integer"
	},
	onDisk: {
		names: ["--ondisk", "--ondrive"],
		kind: "text"
	},
	onPart: {
		names: ["--onpart", "--usepart"],
		kind: "text"
	},
	onBiosDisk: {
		names: ["--onbiosdisk"],
		kind: "text"
	},
	fsType: {
		names: ["--fstype", "--type"],
		kind: "text"
	},
	...FORMATTING,
	asPrimary: {
		names: ["--asprimary"],
		kind: "flag"
	},
	active: {
		names: ["--active"],
		kind: "flag",
		life: {
			fedora: { removed: 34 },
			rhel: {
				deprecated: 8,
				removed: 9
			}
		}
	},
	recommended: {
		names: ["--recommended"],
		kind: "flag"
	},
	hibernation: {
		names: ["--hibernation"],
		kind: "flag"
	},
	resize: {
		names: ["--resize"],
		kind: "flag"
	},
	...ENCRYPTION,
	...HARDWARE_PASSPHRASE
};
const rules$1 = [
	{
		code: "missing-option",
		at: "resize",
		check: ({ values }) => values.resize && !values.onPart ? "--resize needs --onpart" : void 0
	},
	{
		code: "missing-option",
		at: "resize",
		check: ({ values }) => values.resize && !values.sizeMiB ? "--resize needs --size" : void 0
	},
	{
		code: "conflicting-options",
		at: "fsType",
		check: ({ values }) => values.fsType === "tmpfs" && (values.grow || values.maxSizeMiB) ? "--fstype=tmpfs takes neither --grow nor --maxsize" : void 0
	},
	{
		life: NO_BTRFS,
		check: (line) => wordAt(line, 0).startsWith("btrfs.") || line.values.fsType === "btrfs" ? "btrfs is not supported" : void 0,
		hint: "use xfs or ext4"
	},
	...formattingRules.map((rule) => ruleFor(rule)),
	ruleFor(onePbkdfLimit),
	ruleFor(hardwareNeedsLuks2)
];
const part = defineCommand({
	names: ["part", "partition"],
	grammar: {
		options: OPTIONS,
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a mount point"
		},
		secret: "options"
	},
	rules: rules$1,
	build: (line) => ({
		name: "part",
		position: line.command.position,
		...line.values,
		mountPoint: mountPointOf(wordAt(line, 0)),
		onDisk: deviceOf(line.values.onDisk),
		onPart: deviceOf(line.values.onPart)
	})
});

// src/kickstart/commands/raid.ts
const MEMBERS = 1e3;
const RAID = {
	device: {
		names: ["--device"],
		kind: "text",
		required: true
	},
	level: {
		names: ["--level"],
		kind: "text",
		map: {
			raid0: "raid0",
			raid1: "raid1",
			raid4: "raid4",
			raid5: "raid5",
			raid6: "raid6",
			raid10: "raid10",
			"0": "raid0",
			"1": "raid1",
			"4": "raid4",
			"5": "raid5",
			"6": "raid6",
			"10": "raid10"
		}
	},
	spares: {
		names: ["--spares"],
		kind: "integer"
	},
	useExisting: {
		names: ["--useexisting"],
		kind: "flag"
	},
	chunkSizeKiB: {
		names: ["--chunksize"],
		kind: "integer"
	},
	fsType: {
		names: ["--fstype"],
		kind: "text"
	},
	...FORMATTING,
	...ENCRYPTION
};
const rules = [
	{
		code: "missing-argument",
		check: ({ values, positionals }) => positionals.length < 2 && !values.useExisting && !values.noFormat ? "raid needs members, or --useexisting" : void 0
	},
	{
		code: "unexpected-argument",
		check: ({ values, positionals }) => positionals.length > 1 && (values.useExisting || values.noFormat) ? "an array that exists takes no members" : void 0
	},
	{
		code: "missing-option",
		check: ({ values }) => values.level === void 0 && !values.useExisting && !values.noFormat ? "raid needs --level" : void 0
	},
	{
		code: "missing-option",
		at: "device",
		check: ({ values }) => values.device === "" && (values.useExisting || values.noFormat) ? "--device is empty" : void 0
	},
	{
		life: {
			fedora: "never",
			rhel: {
				since: 8,
				removed: 10
			}
		},
		at: "fsType",
		check: ({ values }) => values.fsType === "btrfs" ? "btrfs is not supported" : void 0
	},
	...formattingRules.map((rule) => ruleFor(rule)),
	ruleFor(onePbkdfLimit)
];
const raid = defineCommand({
	names: ["raid"],
	grammar: {
		options: RAID,
		positionals: {
			minimum: 1,
			maximum: MEMBERS,
			name: "a mount point"
		},
		secret: "options"
	},
	rules,
	build: (line) => ({
		name: "raid",
		position: line.command.position,
		...line.values,
		mountPoint: mountPointOf(wordAt(line, 0)),
		members: wordsFrom(line, 1)
	})
});
const BTRFS_LEVELS = {
	raid0: "raid0",
	raid1: "raid1",
	raid10: "raid10",
	single: "single",
	"0": "raid0",
	"1": "raid1",
	"10": "raid10"
};
const btrfs = defineCommand({
	names: ["btrfs"],
	life: {
		rhel: {
			deprecated: 8,
			removed: 10
		},
		instead: "part --fstype=xfs or logvol"
	},
	grammar: {
		options: {
			label: {
				names: ["--label"],
				kind: "text"
			},
			dataLevel: {
				names: ["--data"],
				kind: "text",
				map: BTRFS_LEVELS
			},
			metadataLevel: {
				names: ["--metadata"],
				kind: "text",
				map: BTRFS_LEVELS
			},
			subvolume: {
				names: ["--subvol"],
				kind: "flag"
			},
			subvolumeName: {
				names: ["--name"],
				kind: "text"
			},
			parent: {
				names: ["--parent"],
				kind: "text"
			},
			noFormat: {
				names: ["--noformat"],
				kind: "flag"
			},
			useExisting: {
				names: ["--useexisting"],
				kind: "flag"
			},
			mkfsOptions: {
				names: ["--mkfsoptions"],
				kind: "text"
			}
		},
		positionals: {
			minimum: 1,
			maximum: MEMBERS,
			name: "a mount point"
		}
	},
	rules: [
		{
			code: "missing-argument",
			check: ({ values, positionals }) => positionals.length > 1 ? void 0 : values.subvolume ? "a btrfs subvolume needs its parent volume" : "btrfs needs partitions"
		},
		{
			code: "missing-option",
			at: "subvolume",
			check: ({ values }) => values.subvolume && !values.subvolumeName ? "--subvol needs --name" : void 0
		},
		{
			code: "conflicting-options",
			at: "mkfsOptions",
			check: ({ values }) => values.mkfsOptions && (values.noFormat || values.useExisting) ? "--mkfsoptions has no effect with --noformat or --useexisting" : void 0
		}
	],
	build: (line) => ({
		name: "btrfs",
		position: line.command.position,
		...line.values,
		mountPoint: mountPointOf(wordAt(line, 0)),
		members: wordsFrom(line, 1)
	})
});

// src/kickstart/commands/security.ts
const unique = (values) => [...new Set(values)];
const MODES = [
	"enforcing",
	"permissive",
	"disabled"
];
const TOOL_WORDS = 1e3;
const firewall = defineCommand({
	names: ["firewall"],
	grammar: {
		options: {
			enabled: {
				names: ["--enabled", "--enable"],
				kind: "flag"
			},
			disabled: {
				names: ["--disabled", "--disable"],
				kind: "flag"
			},
			ports: {
				names: ["--port"],
				kind: "list",
				repeat: "collect"
			},
			services: {
				names: ["--service"],
				kind: "list",
				repeat: "collect"
			},
			trust: {
				names: ["--trust"],
				kind: "list",
				repeat: "collect"
			},
			ftp: {
				names: ["--ftp"],
				kind: "flag"
			},
			http: {
				names: ["--http"],
				kind: "flag"
			},
			smtp: {
				names: ["--smtp"],
				kind: "flag"
			},
			ssh: {
				names: ["--ssh"],
				kind: "flag"
			},
			removeServices: {
				names: ["--remove-service"],
				kind: "list",
				repeat: "collect"
			},
			useSystemDefaults: {
				names: ["--use-system-defaults"],
				kind: "flag"
			}
		},
		lastWins: [["enabled", "disabled"]]
	},
	build: ({ command, values }) => ({
		name: "firewall",
		position: command.position,
		enabled: !values.disabled,
		ports: unique((values.ports ?? []).map((port) => (port.includes(":") ? port : `${port}:tcp`).toLowerCase())),
		services: unique([...values.services ?? [], ...[
			"ftp",
			"http",
			"smtp",
			"ssh"
		].filter((service) => values[service])]),
		trust: unique(values.trust ?? []),
		removeServices: unique(values.removeServices ?? []),
		useSystemDefaults: values.useSystemDefaults
	})
});
/** A line without a mode says nothing; like the reference, it is passed over. */
const selinux = defineCommand({
	names: ["selinux"],
	grammar: {
		options: {
			enforcing: {
				names: ["--enforcing"],
				kind: "flag"
			},
			permissive: {
				names: ["--permissive"],
				kind: "flag"
			},
			disabled: {
				names: ["--disabled"],
				kind: "flag"
			}
		},
		lastWins: [MODES]
	},
	build: (line) => {
		const mode = lastGiven(line, MODES);
		return mode === void 0 ? void 0 : {
			name: "selinux",
			position: line.command.position,
			mode
		};
	}
});
const auth = defineCommand({
	names: ["auth", "authconfig"],
	life: {
		fedora: { removed: 35 },
		rhel: { removed: 10 },
		instead: "authselect"
	},
	grammar: {
		options: {},
		rest: true,
		secret: true
	},
	build: (line) => ({
		name: "auth",
		position: line.command.position,
		arguments: wordsFrom(line, 0)
	})
});
const authselect = defineCommand({
	names: ["authselect"],
	grammar: {
		options: {},
		rest: true
	},
	build: (line) => ({
		name: "authselect",
		position: line.command.position,
		arguments: wordsFrom(line, 0)
	})
});
const REALM_OPTIONS = /* @__PURE__ */ new Map([
	["--client-software", true],
	["--server-software", true],
	["--membership-software", true],
	["--one-time-password", true],
	["--computer-ou", true],
	["--no-password", false]
]);
/** The realm of `join OPTIONS REALM`, read with the rules of getopt: options end at the first word that is none. */
function realmOf([command, ...words]) {
	if (command !== "join") return void 0;
	let index = 0;
	for (let word = words[index]; word?.startsWith("--"); word = words[index]) {
		index += 1;
		if (word === "--") break;
		const [name = ""] = word.split("=", 1);
		const matching = [...REALM_OPTIONS].filter(([option]) => option === name || option.startsWith(name));
		const [[, takesValue] = []] = matching;
		if (matching.length !== 1 || takesValue === void 0 || !takesValue && word.includes("=")) return void 0;
		if (takesValue && !word.includes("=")) index += 1;
	}
	return words.length === index + 1 ? words[index] : void 0;
}
const realm = defineCommand({
	names: ["realm"],
	grammar: {
		options: {},
		rest: true,
		positionals: {
			minimum: 1,
			maximum: TOOL_WORDS,
			name: "join REALM"
		},
		secret: true
	},
	rules: [{ check: (line) => realmOf(wordsFrom(line, 0)) === void 0 ? "realm takes: join, its options, and one realm" : void 0 }],
	build: (line) => ({
		name: "realm",
		position: line.command.position,
		realm: realmOf(wordsFrom(line, 0)) ?? "",
		joinArguments: wordsFrom(line, 1)
	})
});

// src/kickstart/commands/services.ts
const services = defineCommand({
	names: ["services"],
	grammar: {
		options: {
			enabled: {
				names: ["--enabled"],
				kind: "list"
			},
			disabled: {
				names: ["--disabled"],
				kind: "list"
			}
		},
		anyOf: ["enabled", "disabled"],
		positionals: {
			minimum: 0,
			maximum: 0,
			name: "nothing",
			hint: "write the list without blanks: a,b"
		}
	},
	build: ({ command, values }) => ({
		name: "services",
		position: command.position,
		enabled: values.enabled ?? [],
		disabled: values.disabled ?? []
	})
});
const firstboot = defineCommand({
	names: ["firstboot"],
	grammar: {
		options: {
			enable: {
				names: ["--enable", "--enabled"],
				kind: "flag"
			},
			disable: {
				names: ["--disable", "--disabled"],
				kind: "flag"
			},
			reconfig: {
				names: ["--reconfig"],
				kind: "flag"
			}
		},
		lastWins: [[
			"enable",
			"disable",
			"reconfig"
		]]
	},
	build: (line) => ({
		name: "firstboot",
		position: line.command.position,
		mode: lastGiven(line, [
			"enable",
			"disable",
			"reconfig"
		])
	})
});
const xconfig = defineCommand({
	names: ["xconfig"],
	grammar: { options: {
		startXOnBoot: {
			names: ["--startxonboot"],
			kind: "flag"
		},
		defaultDesktop: {
			names: ["--defaultdesktop"],
			kind: "text"
		}
	} },
	build: ({ command, values }) => ({
		name: "xconfig",
		position: command.position,
		...values
	})
});
const skipx = defineCommand({
	names: ["skipx"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "skipx",
		position: command.position
	})
});
const rhsm = defineCommand({
	names: ["rhsm"],
	life: {
		fedora: "never",
		rhel: { since: 8 }
	},
	grammar: {
		options: {
			organization: {
				names: ["--organization"],
				kind: "text",
				required: true
			},
			activationKeys: {
				names: ["--activation-key"],
				kind: "texts",
				required: true
			},
			connectToInsights: {
				names: ["--connect-to-insights"],
				kind: "flag"
			},
			proxy: {
				names: ["--proxy"],
				kind: "text"
			},
			serverHostname: {
				names: ["--server-hostname"],
				kind: "text"
			},
			rhsmBaseUrl: {
				names: ["--rhsm-baseurl"],
				kind: "text"
			},
			flatpakRegistryUrl: {
				names: ["--flatpak-registry-url"],
				kind: "text",
				life: {
					fedora: "never",
					rhel: { since: 10 }
				}
			}
		},
		secret: true
	},
	rules: [{
		at: "activationKeys",
		check: ({ values }) => values.activationKeys.includes("") ? "an activation key is empty" : void 0
	}],
	build: ({ command, values }) => ({
		name: "rhsm",
		position: command.position,
		...values
	})
});
const syspurpose = defineCommand({
	names: ["syspurpose"],
	life: {
		fedora: "never",
		rhel: { since: 8 }
	},
	grammar: { options: {
		role: {
			names: ["--role"],
			kind: "text"
		},
		sla: {
			names: ["--sla"],
			kind: "text"
		},
		usage: {
			names: ["--usage"],
			kind: "text"
		},
		addons: {
			names: ["--addon"],
			kind: "texts"
		}
	} },
	build: ({ command, values }) => ({
		name: "syspurpose",
		position: command.position,
		...values,
		addons: values.addons ?? []
	})
});

// src/kickstart/commands/sources.ts
const SOURCE = {
	mirrorList: {
		names: ["--mirrorlist"],
		kind: "text"
	},
	metalink: {
		names: ["--metalink"],
		kind: "text"
	},
	proxy: {
		names: ["--proxy"],
		kind: "text"
	},
	noVerifySsl: {
		names: ["--noverifyssl"],
		kind: "flag"
	},
	sslCaCert: {
		names: ["--sslcacert"],
		kind: "text"
	},
	sslClientCert: {
		names: ["--sslclientcert"],
		kind: "text"
	},
	sslClientKey: {
		names: ["--sslclientkey"],
		kind: "text"
	}
};
const URL_GRAMMAR = {
	options: {
		url: {
			names: ["--url"],
			kind: "text"
		},
		...SOURCE
	},
	anyOf: [
		"url",
		"mirrorList",
		"metalink"
	],
	exclusive: [[
		"url",
		"mirrorList",
		"metalink"
	]],
	secret: true
};
const url = defineCommand({
	names: ["url"],
	grammar: URL_GRAMMAR,
	build: ({ command, values }) => ({
		name: "url",
		position: command.position,
		...values,
		url: values.url || void 0
	})
});
const method = defineCommand({
	names: ["method"],
	life: {
		fedora: {
			deprecated: 34,
			removed: 40
		},
		rhel: {
			deprecated: 9,
			removed: 10
		},
		instead: "url"
	},
	grammar: URL_GRAMMAR,
	build: ({ command, values }) => ({
		name: "method",
		position: command.position,
		...values,
		url: values.url || void 0
	})
});
const repo = defineCommand({
	names: ["repo"],
	grammar: {
		options: {
			repo: {
				names: ["--name"],
				kind: "text",
				required: true
			},
			baseUrl: {
				names: ["--baseurl"],
				kind: "text"
			},
			...SOURCE,
			cost: {
				names: ["--cost"],
				kind: "integer"
			},
			includePackages: {
				names: ["--includepkgs"],
				kind: "list"
			},
			excludePackages: {
				names: ["--excludepkgs"],
				kind: "list"
			},
			install: {
				names: ["--install"],
				kind: "flag"
			},
			ignoreGroups: {
				names: ["--ignoregroups"],
				kind: "boolean",
				life: {
					fedora: {
						deprecated: 33,
						removed: 40
					},
					rhel: {
						deprecated: 9,
						removed: 10
					}
				}
			}
		},
		exclusive: [[
			"baseUrl",
			"mirrorList",
			"metalink"
		]],
		secret: true
	},
	build: ({ command, values }) => ({
		name: "repo",
		position: command.position,
		...values,
		baseUrl: values.baseUrl || void 0,
		includePackages: values.includePackages ?? [],
		excludePackages: values.excludePackages ?? []
	})
});
const moduleCommand = defineCommand({
	names: ["module"],
	life: {
		fedora: {
			since: 29,
			deprecated: 41,
			removed: 45
		},
		rhel: {
			since: 8,
			deprecated: 10
		}
	},
	grammar: { options: {
		module: {
			names: ["--name"],
			kind: "text",
			required: true
		},
		stream: {
			names: ["--stream"],
			kind: "text"
		},
		disable: {
			names: ["--disable"],
			kind: "flag"
		}
	} },
	build: ({ command, values: { module, stream, disable } }) => ({
		name: "module",
		position: command.position,
		module,
		stream,
		enable: !disable
	})
});

// src/kickstart/commands/index.ts
/** Every command of the language. */
const DEFINITIONS = [
	...[
		part,
		autopart,
		reqpart,
		raid,
		volgroup,
		logvol,
		btrfs,
		mount,
		snapshot,
		clearpart,
		zerombr,
		ignoredisk
	],
	...[
		bootloader,
		zipl,
		fcoe,
		iscsi,
		iscsiname,
		zfcp,
		nvdimm
	],
	...[
		rootpw,
		user,
		group,
		sshkey,
		sshpw,
		lang,
		keyboard,
		timezone,
		timesource,
		network,
		services,
		firewall,
		selinux
	],
	...[
		auth,
		authselect,
		realm,
		rhsm,
		syspurpose,
		firstboot,
		xconfig,
		skipx
	],
	...[
		url,
		repo,
		moduleCommand,
		method,
		cdrom,
		hmc,
		harddrive,
		nfs,
		liveimg,
		ostreesetup,
		ostreecontainer,
		bootc
	],
	...[
		driverdisk,
		updates,
		displayMode,
		reboot,
		vnc,
		rdp,
		logging,
		rescue,
		autostep,
		eula,
		mediacheck,
		install
	]
];
const byName = new Map(DEFINITIONS.flatMap((definition) => definition.names.map((name) => [name, definition])));
function findCommand(name) {
	return byName.get(name);
}
/** All command names of the language. */
function knownCommandNames() {
	return [...byName.keys()];
}

// src/kickstart/shown-line.ts
/**
* A line of a kickstart as it may be shown to others: what could be a password is masked, character by character, so that
* columns stay. Of a line that is no command at all, only the first word can be shown.
*
* @param keepsWord whether the first word may be shown if it is no command
*/
function shownLine(line, keepsWord) {
	const [, blanks = "", word = "", rest = ""] = /^(\s*)(\S*)(.*)$/s.exec(line) ?? [];
	if (/^(?:[%@]|#version=)/.test(word)) return line;
	const grammar = findCommand(word)?.grammar;
	if (grammar === void 0) return blanks + (keepsWord ? word : mask(word)) + rest.replaceAll(/\S+/g, mask);
	return grammar.secret === void 0 ? line : blanks + word + maskWords(rest, grammar);
}
/** Words are taken as blanks part them: a quoted one may be more than one here, and each is then judged alone. */
function maskWords(text, grammar) {
	const names = optionNames(grammar, "lenient");
	const all = grammar.secret === true;
	let left = all ? 0 : grammar.positionals?.maximum ?? 0;
	let nextIsSecret = false;
	return text.replaceAll(/\S+/g, (word) => {
		const isValue = nextIsSecret;
		nextIsSecret = false;
		const [, name = "", equals = "", value = ""] = /^(--[\w-]+)(=?)(.*)$/s.exec(word) ?? [];
		const option = names.get(name);
		if (option !== void 0) {
			const hides = all || option.rule.secret === true || /["']/.test(value);
			nextIsSecret = equals === "" && option.rule.kind !== "flag" && hides;
			return name + equals + (hides ? mask(value) : value);
		}
		if (name !== "" && !all) {
			nextIsSecret = equals === "";
			return name + equals + mask(value);
		}
		left -= 1;
		return isValue || left < 0 ? mask(word) : word;
	});
}
const mask = (text) => "*".repeat(text.length);

// src/cli/kickstart/kickstart-errors.ts
/** Errors of a kickstart with the texts that their positions point into, by file. */
var KickstartErrors = class extends ApplianceErrors {
	texts;
	constructor(errors, texts) {
		super(errors);
		this.texts = texts;
	}
};
/** A terminal's width; what is longer is cut around the column. */
const widest = 120;
const before = 60;
/** Finds lines of the texts without cutting a text anew for each. */
var Excerpts = class {
	#texts;
	#lines = /* @__PURE__ */ new Map();
	constructor(texts) {
		this.#texts = texts;
	}
	/**
	* The line of a position and a caret beneath its column; none if the text is not known. Passwords are masked.
	*
	* @param code of the error or warning
	*/
	at({ file, line, column }, code) {
		const text = this.#linesOf(file)?.[line - 1];
		if (text === void 0 || text.trim() === "") return [];
		const masked = shownLine(text, code === "unknown-command");
		const start = column > widest ? column - before : 1;
		return [`  ${masked.slice(start - 1, start - 1 + widest).replaceAll("	", " ")}`, `  ${" ".repeat(Math.max(0, column - start))}^`];
	}
	#linesOf(file) {
		const known = this.#lines.get(file);
		const text = this.#texts.get(file);
		if (known !== void 0 || text === void 0) return known;
		const lines = splitLines(text).map((line) => line.text);
		this.#lines.set(file, lines);
		return lines;
	}
};

// src/cli/print-error.ts
/** Exit codes of the contract (design, section 3); an interruption exits as a shell would report the signal. */
const exitCodes = {
	build: 1,
	input: 2,
	tool: 3
};
const signalExitCodes = {
	SIGHUP: 129,
	SIGINT: 130,
	SIGTERM: 143
};
function exitCodeOf(thrown) {
	const error = causeOf(thrown);
	if (error instanceof ApplianceErrors) return Math.max(...error.errors.map(exitCodeOf));
	if (!(error instanceof ApplianceError)) return 1;
	if (error.kind !== "interrupted") return exitCodes[error.kind];
	const signal = /SIG[A-Z]+/.exec(error.message)?.[0] ?? "";
	return signalExitCodes[signal] ?? 1;
}
/** When a clean-up fails after an error, the runtime wraps both; the first one is what the user must hear of. */
function causeOf(error) {
	const suppressed = error instanceof Error && "suppressed" in error ? error.suppressed : void 0;
	return suppressed === void 0 ? asBuildError(error) : causeOf(suppressed);
}
function asBuildError(error) {
	if (!(error instanceof Error) || error instanceof ApplianceError) return error;
	const { code = "", path, dest, syscall } = error;
	const why = refusalReason(error);
	if (why === void 0) return error;
	return new ApplianceError({
		kind: "build",
		code: code === "ENOSPC" || code === "EDQUOT" ? "disk-full" : "file-refused",
		message: `cannot write ${dest ?? path ?? `a file (${syscall ?? code})`}: ${why}`,
		hint: diskFullHint,
		cause: error
	});
}
/**
* The lines that tell a user of an error; a bug of ours shows its stack.
*
* @param known finds the line of the kickstart that is to blame, to show it
*/
function errorLines(thrown, known) {
	const error = causeOf(thrown);
	if (error instanceof ApplianceErrors) {
		const excerpts = error instanceof KickstartErrors ? new Excerpts(error.texts) : known;
		return error.errors.flatMap((one) => errorLines(one, excerpts));
	}
	if (!(error instanceof ApplianceError)) return ["error: this is a bug in appliance-build:", ...(error instanceof Error ? error.stack ?? error.message : String(error)).split("\n")].map(printable);
	return [
		`${error.position === void 0 ? "" : `${formatPosition(error.position)}: `}error: ${error.message}`,
		...error.position === void 0 ? [] : known?.at(error.position, error.code) ?? [],
		...error.detail.map((line) => `  | ${line}`),
		...error.hint === void 0 ? [] : [`  hint: ${error.hint}`],
		...error.log === void 0 ? [] : [`the full log is ${error.log}`]
	].map(printable);
}
function warningLines(warning, known) {
	const where = warning.position === void 0 ? "" : `${formatPosition(warning.position)}: `;
	if (warning.severity === "note") return [printable(`${where}note: ${warning.message}`)];
	return [
		`${where}warning: ${warning.message}`,
		...warning.position === void 0 ? [] : known?.at(warning.position, warning.code) ?? [],
		...warning.hint === void 0 ? [] : [`  hint: ${warning.hint}`]
	].map(printable);
}
/** The same as data, for --json. */
function errorData(thrown) {
	const error = causeOf(thrown);
	if (error instanceof ApplianceErrors) return error.errors.flatMap(errorData);
	if (!(error instanceof ApplianceError)) return [{
		code: "bug",
		message: String(error)
	}];
	const { code, message, position, hint, detail } = error;
	return [{
		...position,
		code,
		message,
		...hint === void 0 ? {} : { hint },
		...detail.length === 0 ? {} : { detail }
	}];
}
function warningData({ code, message, position, hint, severity }) {
	return {
		...position,
		code,
		message,
		...hint === void 0 ? {} : { hint },
		...severity === void 0 ? {} : { severity }
	};
}

export { isRefusal as C, splitLines as S, statusIn as _, warningData as a, isBlankOrComment as b, KickstartErrors as c, judgeCommand as d, defineGrammar as f, remarkOn as g, listVersions as h, exitCodeOf as i, findCommand as l, closest as m, errorData as n, warningLines as o, interpret as p, errorLines as r, Excerpts as s, causeOf as t, knownCommandNames as u, binaryError as v, percentWord as x, shown as y };