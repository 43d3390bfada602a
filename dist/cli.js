import { createRequire } from "node:module";
import { EventEmitter, addAbortListener, on, once, setMaxListeners } from "node:events";
import { ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import * as path from "node:path";
import path$1 from "node:path";
import * as fs from "node:fs";
import { appendFileSync, createReadStream, createWriteStream, readFileSync, statSync, writeFileSync } from "node:fs";
import process$2, { execArgv, execPath, hrtime, platform } from "node:process";
import * as fs$1 from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { StringDecoder } from "node:string_decoder";
import { aborted, callbackify, debuglog, inspect, isDeepStrictEqual, promisify, stripVTControlCharacters } from "node:util";
import tty from "node:tty";
import { scheduler, setImmediate, setTimeout as setTimeout$1 } from "node:timers/promises";
import * as os from "node:os";
import { constants } from "node:os";
import { serialize } from "node:v8";
import { finished, pipeline } from "node:stream/promises";
import { Duplex, PassThrough, Readable, Transform, Writable, getDefaultHighWaterMark } from "node:stream";
import { Buffer as Buffer$1 } from "node:buffer";
import * as net from "node:net";
import { createHash, randomUUID } from "node:crypto";
import * as zlib from "node:zlib";
import { crc32 } from "node:zlib";

// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") {
		for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
			key = keys[i];
			if (!__hasOwnProp.call(to, key) && key !== except) {
				__defProp(to, key, {
					get: ((k) => from[k]).bind(null, key),
					enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
				});
			}
		}
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));
var __require = /* #__PURE__ */ (() => createRequire(import.meta.url))();

// node_modules/commander/lib/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* CommanderError class
	*/
	var CommanderError = class extends Error {
		/**
		* Constructs the CommanderError class
		* @param {number} exitCode suggested exit code which could be used with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		*/
		constructor(exitCode, code, message) {
			super(message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
			this.code = code;
			this.exitCode = exitCode;
			this.nestedError = void 0;
		}
	};
	/**
	* InvalidArgumentError class
	*/
	var InvalidArgumentError = class extends CommanderError {
		/**
		* Constructs the InvalidArgumentError class
		* @param {string} [message] explanation of why argument is invalid
		*/
		constructor(message) {
			super(1, "commander.invalidArgument", message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
		}
	};
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
}));

// node_modules/commander/lib/argument.js
var require_argument = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Argument = class {
		/**
		* Initialize a new command argument with the given name and description.
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @param {string} name
		* @param {string} [description]
		*/
		constructor(name, description) {
			this.description = description || "";
			this.variadic = false;
			this.parseArg = void 0;
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.argChoices = void 0;
			switch (name[0]) {
				case "<":
					this.required = true;
					this._name = name.slice(1, -1);
					break;
				case "[":
					this.required = false;
					this._name = name.slice(1, -1);
					break;
				default:
					this.required = true;
					this._name = name;
			}
			if (this._name.endsWith("...")) {
				this.variadic = true;
				this._name = this._name.slice(0, -3);
			}
		}
		/**
		* Return argument name.
		*
		* @return {string}
		*/
		name() {
			return this._name;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Argument}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Set the custom handler for processing CLI command arguments into argument values.
		*
		* @param {Function} [fn]
		* @return {Argument}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Only allow argument value to be one of choices.
		*
		* @param {string[]} values
		* @return {Argument}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Make argument required.
		*
		* @returns {Argument}
		*/
		argRequired() {
			this.required = true;
			return this;
		}
		/**
		* Make argument optional.
		*
		* @returns {Argument}
		*/
		argOptional() {
			this.required = false;
			return this;
		}
	};
	/**
	* Takes an argument and returns its human readable equivalent for help usage.
	*
	* @param {Argument} arg
	* @return {string}
	* @private
	*/
	function humanReadableArgName(arg) {
		const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
		return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
	}
	exports.Argument = Argument;
	exports.humanReadableArgName = humanReadableArgName;
}));

// node_modules/commander/lib/help.js
var require_help = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { humanReadableArgName } = require_argument();
	/**
	* TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
	* https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
	* @typedef { import("./argument.js").Argument } Argument
	* @typedef { import("./command.js").Command } Command
	* @typedef { import("./option.js").Option } Option
	*/
	var Help = class {
		constructor() {
			this.helpWidth = void 0;
			this.minWidthToWrap = 40;
			this.sortSubcommands = false;
			this.sortOptions = false;
			this.showGlobalOptions = false;
		}
		/**
		* prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
		* and just before calling `formatHelp()`.
		*
		* Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
		*
		* @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
		*/
		prepareContext(contextOptions) {
			this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
		}
		/**
		* Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
		*
		* @param {Command} cmd
		* @returns {Command[]}
		*/
		visibleCommands(cmd) {
			const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
			const helpCommand = cmd._getHelpCommand();
			if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
			if (this.sortSubcommands) visibleCommands.sort((a, b) => {
				return a.name().localeCompare(b.name());
			});
			return visibleCommands;
		}
		/**
		* Compare options for sort.
		*
		* @param {Option} a
		* @param {Option} b
		* @returns {number}
		*/
		compareOptions(a, b) {
			const getSortKey = (option) => {
				return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
			};
			return getSortKey(a).localeCompare(getSortKey(b));
		}
		/**
		* Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleOptions(cmd) {
			const visibleOptions = cmd.options.filter((option) => !option.hidden);
			const helpOption = cmd._getHelpOption();
			if (helpOption && !helpOption.hidden) {
				const removeShort = helpOption.short && cmd._findOption(helpOption.short);
				const removeLong = helpOption.long && cmd._findOption(helpOption.long);
				if (!removeShort && !removeLong) visibleOptions.push(helpOption);
				else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
				else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
			}
			if (this.sortOptions) visibleOptions.sort(this.compareOptions);
			return visibleOptions;
		}
		/**
		* Get an array of the visible global options. (Not including help.)
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleGlobalOptions(cmd) {
			if (!this.showGlobalOptions) return [];
			const globalOptions = [];
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
				const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
				globalOptions.push(...visibleOptions);
			}
			if (this.sortOptions) globalOptions.sort(this.compareOptions);
			return globalOptions;
		}
		/**
		* Get an array of the arguments if any have a description.
		*
		* @param {Command} cmd
		* @returns {Argument[]}
		*/
		visibleArguments(cmd) {
			if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
				argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
			});
			if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
			return [];
		}
		/**
		* Get the command term to show in the list of subcommands.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandTerm(cmd) {
			const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
			return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
		}
		/**
		* Get the option term to show in the list of options.
		*
		* @param {Option} option
		* @returns {string}
		*/
		optionTerm(option) {
			return option.flags;
		}
		/**
		* Get the argument term to show in the list of arguments.
		*
		* @param {Argument} argument
		* @returns {string}
		*/
		argumentTerm(argument) {
			return argument.name();
		}
		/**
		* Get the longest command term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestSubcommandTermLength(cmd, helper) {
			return helper.visibleCommands(cmd).reduce((max, command) => {
				return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
			}, 0);
		}
		/**
		* Get the longest option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestOptionTermLength(cmd, helper) {
			return helper.visibleOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest global option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestGlobalOptionTermLength(cmd, helper) {
			return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest argument term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestArgumentTermLength(cmd, helper) {
			return helper.visibleArguments(cmd).reduce((max, argument) => {
				return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
			}, 0);
		}
		/**
		* Get the command usage to be displayed at the top of the built-in help.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandUsage(cmd) {
			let cmdName = cmd._name;
			if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
			let ancestorCmdNames = "";
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
			return ancestorCmdNames + cmdName + " " + cmd.usage();
		}
		/**
		* Get the description for the command.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandDescription(cmd) {
			return cmd.description();
		}
		/**
		* Get the subcommand summary to show in the list of subcommands.
		* (Fallback to description for backwards compatibility.)
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandDescription(cmd) {
			return cmd.summary() || cmd.description();
		}
		/**
		* Get the option description to show in the list of options.
		*
		* @param {Option} option
		* @return {string}
		*/
		optionDescription(option) {
			const extraInfo = [];
			if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (option.defaultValue !== void 0) {
				if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
			}
			if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
			if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (option.description) return `${option.description} ${extraDescription}`;
				return extraDescription;
			}
			return option.description;
		}
		/**
		* Get the argument description to show in the list of arguments.
		*
		* @param {Argument} argument
		* @return {string}
		*/
		argumentDescription(argument) {
			const extraInfo = [];
			if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (argument.description) return `${argument.description} ${extraDescription}`;
				return extraDescription;
			}
			return argument.description;
		}
		/**
		* Format a list of items, given a heading and an array of formatted items.
		*
		* @param {string} heading
		* @param {string[]} items
		* @param {Help} helper
		* @returns string[]
		*/
		formatItemList(heading, items, helper) {
			if (items.length === 0) return [];
			return [
				helper.styleTitle(heading),
				...items,
				""
			];
		}
		/**
		* Group items by their help group heading.
		*
		* @param {Command[] | Option[]} unsortedItems
		* @param {Command[] | Option[]} visibleItems
		* @param {Function} getGroup
		* @returns {Map<string, Command[] | Option[]>}
		*/
		groupItems(unsortedItems, visibleItems, getGroup) {
			const result = /* @__PURE__ */ new Map();
			unsortedItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
			});
			visibleItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
				result.get(group).push(item);
			});
			return result;
		}
		/**
		* Generate the built-in help text.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {string}
		*/
		formatHelp(cmd, helper) {
			const termWidth = helper.padWidth(cmd, helper);
			const helpWidth = helper.helpWidth ?? 80;
			function callFormatItem(term, description) {
				return helper.formatItem(term, termWidth, description, helper);
			}
			let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
			const commandDescription = helper.commandDescription(cmd);
			if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
			const argumentList = helper.visibleArguments(cmd).map((argument) => {
				return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
			});
			output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
			this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
				const optionList = options.map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList(group, optionList, helper));
			});
			if (helper.showGlobalOptions) {
				const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
			}
			this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
				const commandList = commands.map((sub) => {
					return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
				});
				output = output.concat(this.formatItemList(group, commandList, helper));
			});
			return output.join("\n");
		}
		/**
		* Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
		*
		* @param {string} str
		* @returns {number}
		*/
		displayWidth(str) {
			return stripColor(str).length;
		}
		/**
		* Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
		*
		* @param {string} str
		* @returns {string}
		*/
		styleTitle(str) {
			return str;
		}
		styleUsage(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word === "[command]") return this.styleSubcommandText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleCommandText(word);
			}).join(" ");
		}
		styleCommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleOptionDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleSubcommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleArgumentDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleDescriptionText(str) {
			return str;
		}
		styleOptionTerm(str) {
			return this.styleOptionText(str);
		}
		styleSubcommandTerm(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleSubcommandText(word);
			}).join(" ");
		}
		styleArgumentTerm(str) {
			return this.styleArgumentText(str);
		}
		styleOptionText(str) {
			return str;
		}
		styleArgumentText(str) {
			return str;
		}
		styleSubcommandText(str) {
			return str;
		}
		styleCommandText(str) {
			return str;
		}
		/**
		* Calculate the pad width from the maximum term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		padWidth(cmd, helper) {
			return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
		}
		/**
		* Detect manually wrapped and indented strings by checking for line break followed by whitespace.
		*
		* @param {string} str
		* @returns {boolean}
		*/
		preformatted(str) {
			return /\n[^\S\r\n]/.test(str);
		}
		/**
		* Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
		*
		* So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
		*   TTT  DDD DDDD
		*        DD DDD
		*
		* @param {string} term
		* @param {number} termWidth
		* @param {string} description
		* @param {Help} helper
		* @returns {string}
		*/
		formatItem(term, termWidth, description, helper) {
			const itemIndent = 2;
			const itemIndentStr = " ".repeat(itemIndent);
			if (!description) return itemIndentStr + term;
			const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
			const spacerWidth = 2;
			const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
			let formattedDescription;
			if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
			else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
			return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
		}
		/**
		* Wrap a string at whitespace, preserving existing line breaks.
		* Wrapping is skipped if the width is less than `minWidthToWrap`.
		*
		* @param {string} str
		* @param {number} width
		* @returns {string}
		*/
		boxWrap(str, width) {
			if (width < this.minWidthToWrap) return str;
			const rawLines = str.split(/\r\n|\n/);
			const chunkPattern = /[\s]*[^\s]+/g;
			const wrappedLines = [];
			rawLines.forEach((line) => {
				const chunks = line.match(chunkPattern);
				if (chunks === null) {
					wrappedLines.push("");
					return;
				}
				let sumChunks = [chunks.shift()];
				let sumWidth = this.displayWidth(sumChunks[0]);
				chunks.forEach((chunk) => {
					const visibleWidth = this.displayWidth(chunk);
					if (sumWidth + visibleWidth <= width) {
						sumChunks.push(chunk);
						sumWidth += visibleWidth;
						return;
					}
					wrappedLines.push(sumChunks.join(""));
					const nextChunk = chunk.trimStart();
					sumChunks = [nextChunk];
					sumWidth = this.displayWidth(nextChunk);
				});
				wrappedLines.push(sumChunks.join(""));
			});
			return wrappedLines.join("\n");
		}
	};
	/**
	* Strip style ANSI escape sequences from the string. In particular, SGR (Select Graphic Rendition) codes.
	*
	* @param {string} str
	* @returns {string}
	* @package
	*/
	function stripColor(str) {
		return str.replace(/\x1b\[\d*(;\d*)*m/g, "");
	}
	exports.Help = Help;
	exports.stripColor = stripColor;
}));

// node_modules/commander/lib/option.js
var require_option = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Option = class {
		/**
		* Initialize a new `Option` with the given `flags` and `description`.
		*
		* @param {string} flags
		* @param {string} [description]
		*/
		constructor(flags, description) {
			this.flags = flags;
			this.description = description || "";
			this.required = flags.includes("<");
			this.optional = flags.includes("[");
			this.variadic = /\w\.\.\.[>\]]$/.test(flags);
			this.mandatory = false;
			const optionFlags = splitOptionFlags(flags);
			this.short = optionFlags.shortFlag;
			this.long = optionFlags.longFlag;
			this.negate = false;
			if (this.long) this.negate = this.long.startsWith("--no-");
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.presetArg = void 0;
			this.envVar = void 0;
			this.parseArg = void 0;
			this.hidden = false;
			this.argChoices = void 0;
			this.conflictsWith = [];
			this.implied = void 0;
			this.helpGroupHeading = void 0;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Option}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Preset to use when option used without option-argument, especially optional but also boolean and negated.
		* The custom processing (parseArg) is called.
		*
		* @example
		* new Option('--color').default('GREYSCALE').preset('RGB');
		* new Option('--donate [amount]').preset('20').argParser(parseFloat);
		*
		* @param {*} arg
		* @return {Option}
		*/
		preset(arg) {
			this.presetArg = arg;
			return this;
		}
		/**
		* Add option name(s) that conflict with this option.
		* An error will be displayed if conflicting options are found during parsing.
		*
		* @example
		* new Option('--rgb').conflicts('cmyk');
		* new Option('--js').conflicts(['ts', 'jsx']);
		*
		* @param {(string | string[])} names
		* @return {Option}
		*/
		conflicts(names) {
			this.conflictsWith = this.conflictsWith.concat(names);
			return this;
		}
		/**
		* Specify implied option values for when this option is set and the implied options are not.
		*
		* The custom processing (parseArg) is not called on the implied values.
		*
		* @example
		* program
		*   .addOption(new Option('--log', 'write logging information to file'))
		*   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
		*
		* @param {object} impliedOptionValues
		* @return {Option}
		*/
		implies(impliedOptionValues) {
			let newImplied = impliedOptionValues;
			if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
			this.implied = Object.assign(this.implied || {}, newImplied);
			return this;
		}
		/**
		* Set environment variable to check for option value.
		*
		* An environment variable is only used if when processed the current option value is
		* undefined, or the source of the current value is 'default' or 'config' or 'env'.
		*
		* @param {string} name
		* @return {Option}
		*/
		env(name) {
			this.envVar = name;
			return this;
		}
		/**
		* Set the custom handler for processing CLI option arguments into option values.
		*
		* @param {Function} [fn]
		* @return {Option}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Whether the option is mandatory and must have a value after parsing.
		*
		* @param {boolean} [mandatory=true]
		* @return {Option}
		*/
		makeOptionMandatory(mandatory = true) {
			this.mandatory = !!mandatory;
			return this;
		}
		/**
		* Hide option in help.
		*
		* @param {boolean} [hide=true]
		* @return {Option}
		*/
		hideHelp(hide = true) {
			this.hidden = !!hide;
			return this;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Only allow option value to be one of choices.
		*
		* @param {string[]} values
		* @return {Option}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Return option name.
		*
		* @return {string}
		*/
		name() {
			if (this.long) return this.long.replace(/^--/, "");
			return this.short.replace(/^-/, "");
		}
		/**
		* Return option name, in a camelcase format that can be used
		* as an object attribute key.
		*
		* @return {string}
		*/
		attributeName() {
			if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
			return camelcase(this.name());
		}
		/**
		* Set the help group heading.
		*
		* @param {string} heading
		* @return {Option}
		*/
		helpGroup(heading) {
			this.helpGroupHeading = heading;
			return this;
		}
		/**
		* Check if `arg` matches the short or long flag.
		*
		* @param {string} arg
		* @return {boolean}
		* @package
		*/
		is(arg) {
			return this.short === arg || this.long === arg;
		}
		/**
		* Return whether a boolean option.
		*
		* Options are one of boolean, negated, required argument, or optional argument.
		*
		* @return {boolean}
		* @package
		*/
		isBoolean() {
			return !this.required && !this.optional && !this.negate;
		}
	};
	/**
	* This class is to make it easier to work with dual options, without changing the existing
	* implementation. We support separate dual options for separate positive and negative options,
	* like `--build` and `--no-build`, which share a single option value. This works nicely for some
	* use cases, but is tricky for others where we want separate behaviours despite
	* the single shared option value.
	*/
	var DualOptions = class {
		/**
		* @param {Option[]} options
		*/
		constructor(options) {
			this.positiveOptions = /* @__PURE__ */ new Map();
			this.negativeOptions = /* @__PURE__ */ new Map();
			this.dualOptions = /* @__PURE__ */ new Set();
			options.forEach((option) => {
				if (option.negate) this.negativeOptions.set(option.attributeName(), option);
				else this.positiveOptions.set(option.attributeName(), option);
			});
			this.negativeOptions.forEach((value, key) => {
				if (this.positiveOptions.has(key)) this.dualOptions.add(key);
			});
		}
		/**
		* Did the value come from the option, and not from possible matching dual option?
		*
		* @param {*} value
		* @param {Option} option
		* @returns {boolean}
		*/
		valueFromOption(value, option) {
			const optionKey = option.attributeName();
			if (!this.dualOptions.has(optionKey)) return true;
			const preset = this.negativeOptions.get(optionKey).presetArg;
			const negativeValue = preset !== void 0 ? preset : false;
			return option.negate === (negativeValue === value);
		}
	};
	/**
	* Convert string from kebab-case to camelCase.
	*
	* @param {string} str
	* @return {string}
	* @private
	*/
	function camelcase(str) {
		return str.split("-").reduce((str, word) => {
			return str + word[0].toUpperCase() + word.slice(1);
		});
	}
	/**
	* Split the short and long flag out of something like '-m,--mixed <value>'
	*
	* @private
	*/
	function splitOptionFlags(flags) {
		let shortFlag;
		let longFlag;
		const shortFlagExp = /^-[^-]$/;
		const longFlagExp = /^--[^-]/;
		const flagParts = flags.split(/[ |,]+/).concat("guard");
		if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
		if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (!shortFlag && longFlagExp.test(flagParts[0])) {
			shortFlag = longFlag;
			longFlag = flagParts.shift();
		}
		if (flagParts[0].startsWith("-")) {
			const unsupportedFlag = flagParts[0];
			const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
			if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
			if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
			if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
			throw new Error(`${baseError}
- unrecognised flag format`);
		}
		if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
		return {
			shortFlag,
			longFlag
		};
	}
	exports.Option = Option;
	exports.DualOptions = DualOptions;
}));

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = /* @__PURE__ */ __commonJSMin(((exports) => {
	const maxDistance = 3;
	function editDistance(a, b) {
		if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
		const d = [];
		for (let i = 0; i <= a.length; i++) d[i] = [i];
		for (let j = 0; j <= b.length; j++) d[0][j] = j;
		for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
			let cost = 1;
			if (a[i - 1] === b[j - 1]) cost = 0;
			else cost = 1;
			d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length][b.length];
	}
	/**
	* Find close matches, restricted to same number of edits.
	*
	* @param {string} word
	* @param {string[]} candidates
	* @returns {string}
	*/
	function suggestSimilar(word, candidates) {
		if (!candidates || candidates.length === 0) return "";
		candidates = Array.from(new Set(candidates));
		const searchingOptions = word.startsWith("--");
		if (searchingOptions) {
			word = word.slice(2);
			candidates = candidates.map((candidate) => candidate.slice(2));
		}
		let similar = [];
		let bestDistance = maxDistance;
		const minSimilarity = .4;
		candidates.forEach((candidate) => {
			if (candidate.length <= 1) return;
			const distance = editDistance(word, candidate);
			const length = Math.max(word.length, candidate.length);
			if ((length - distance) / length > minSimilarity) {
				if (distance < bestDistance) {
					bestDistance = distance;
					similar = [candidate];
				} else if (distance === bestDistance) similar.push(candidate);
			}
		});
		similar.sort((a, b) => a.localeCompare(b));
		if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
		if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
		if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
		return "";
	}
	exports.suggestSimilar = suggestSimilar;
}));

// node_modules/commander/lib/command.js
var require_command = /* @__PURE__ */ __commonJSMin(((exports) => {
	const EventEmitter = __require("node:events").EventEmitter;
	const childProcess = __require("node:child_process");
	const path = __require("node:path");
	const fs = __require("node:fs");
	const process = __require("node:process");
	const { Argument, humanReadableArgName } = require_argument();
	const { CommanderError } = require_error();
	const { Help, stripColor } = require_help();
	const { Option, DualOptions } = require_option();
	const { suggestSimilar } = require_suggestSimilar();
	var Command = class Command extends EventEmitter {
		/**
		* Initialize a new `Command`.
		*
		* @param {string} [name]
		*/
		constructor(name) {
			super();
			/** @type {Command[]} */
			this.commands = [];
			/** @type {Option[]} */
			this.options = [];
			this.parent = null;
			this._allowUnknownOption = false;
			this._allowExcessArguments = false;
			/** @type {Argument[]} */
			this.registeredArguments = [];
			this._args = this.registeredArguments;
			/** @type {string[]} */
			this.args = [];
			this.rawArgs = [];
			this.processedArgs = [];
			this._scriptPath = null;
			this._name = name || "";
			this._optionValues = {};
			this._optionValueSources = {};
			this._storeOptionsAsProperties = false;
			this._actionHandler = null;
			this._executableHandler = false;
			this._executableFile = null;
			this._executableDir = null;
			this._defaultCommandName = null;
			this._exitCallback = null;
			this._aliases = [];
			this._combineFlagAndOptionalValue = true;
			this._description = "";
			this._summary = "";
			this._argsDescription = void 0;
			this._enablePositionalOptions = false;
			this._passThroughOptions = false;
			this._lifeCycleHooks = {};
			/** @type {(boolean | string)} */
			this._showHelpAfterError = false;
			this._showSuggestionAfterError = true;
			this._savedState = null;
			this._outputConfiguration = {
				writeOut: (str) => process.stdout.write(str),
				writeErr: (str) => process.stderr.write(str),
				outputError: (str, write) => write(str),
				getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
				getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
				getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
				getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
				stripColor: (str) => stripColor(str)
			};
			this._hidden = false;
			/** @type {(Option | null | undefined)} */
			this._helpOption = void 0;
			this._addImplicitHelpCommand = void 0;
			/** @type {Command} */
			this._helpCommand = void 0;
			this._helpConfiguration = {};
			/** @type {string | undefined} */
			this._helpGroupHeading = void 0;
			/** @type {string | undefined} */
			this._defaultCommandGroup = void 0;
			/** @type {string | undefined} */
			this._defaultOptionGroup = void 0;
		}
		/**
		* Copy settings that are useful to have in common across root command and subcommands.
		*
		* (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
		*
		* @param {Command} sourceCommand
		* @return {Command} `this` command for chaining
		*/
		copyInheritedSettings(sourceCommand) {
			this._outputConfiguration = sourceCommand._outputConfiguration;
			this._helpOption = sourceCommand._helpOption;
			this._helpCommand = sourceCommand._helpCommand;
			this._helpConfiguration = sourceCommand._helpConfiguration;
			this._exitCallback = sourceCommand._exitCallback;
			this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
			this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
			this._allowExcessArguments = sourceCommand._allowExcessArguments;
			this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
			this._showHelpAfterError = sourceCommand._showHelpAfterError;
			this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
			return this;
		}
		/**
		* @returns {Command[]}
		* @private
		*/
		_getCommandAndAncestors() {
			const result = [];
			for (let command = this; command; command = command.parent) result.push(command);
			return result;
		}
		/**
		* Define a command.
		*
		* There are two styles of command: pay attention to where to put the description.
		*
		* @example
		* // Command implemented using action handler (description is supplied separately to `.command`)
		* program
		*   .command('clone <source> [destination]')
		*   .description('clone a repository into a newly created directory')
		*   .action((source, destination) => {
		*     console.log('clone command called');
		*   });
		*
		* // Command implemented using separate executable file (description is second parameter to `.command`)
		* program
		*   .command('start <service>', 'start named service')
		*   .command('stop [service]', 'stop named service, or all if no name supplied');
		*
		* @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
		* @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
		* @param {object} [execOpts] - configuration options (for executable)
		* @return {Command} returns new command for action handler, or `this` for executable command
		*/
		command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
			let desc = actionOptsOrExecDesc;
			let opts = execOpts;
			if (typeof desc === "object" && desc !== null) {
				opts = desc;
				desc = null;
			}
			opts = opts || {};
			const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
			const cmd = this.createCommand(name);
			if (desc) {
				cmd.description(desc);
				cmd._executableHandler = true;
			}
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			cmd._hidden = !!(opts.noHelp || opts.hidden);
			cmd._executableFile = opts.executableFile || null;
			if (args) cmd.arguments(args);
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd.copyInheritedSettings(this);
			if (desc) return this;
			return cmd;
		}
		/**
		* Factory routine to create a new unattached command.
		*
		* See .command() for creating an attached subcommand, which uses this routine to
		* create the command. You can override createCommand to customise subcommands.
		*
		* @param {string} [name]
		* @return {Command} new command
		*/
		createCommand(name) {
			return new Command(name);
		}
		/**
		* You can customise the help with a subclass of Help by overriding createHelp,
		* or by overriding Help properties using configureHelp().
		*
		* @return {Help}
		*/
		createHelp() {
			return Object.assign(new Help(), this.configureHelp());
		}
		/**
		* You can customise the help by overriding Help properties using configureHelp(),
		* or with a subclass of Help by overriding createHelp().
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureHelp(configuration) {
			if (configuration === void 0) return this._helpConfiguration;
			this._helpConfiguration = configuration;
			return this;
		}
		/**
		* The default output goes to stdout and stderr. You can customise this for special
		* applications. You can also customise the display of errors by overriding outputError.
		*
		* The configuration properties are all functions:
		*
		*     // change how output being written, defaults to stdout and stderr
		*     writeOut(str)
		*     writeErr(str)
		*     // change how output being written for errors, defaults to writeErr
		*     outputError(str, write) // used for displaying errors and not used for displaying help
		*     // specify width for wrapping help
		*     getOutHelpWidth()
		*     getErrHelpWidth()
		*     // color support, currently only used with Help
		*     getOutHasColors()
		*     getErrHasColors()
		*     stripColor() // used to remove ANSI escape codes if output does not have colors
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureOutput(configuration) {
			if (configuration === void 0) return this._outputConfiguration;
			this._outputConfiguration = {
				...this._outputConfiguration,
				...configuration
			};
			return this;
		}
		/**
		* Display the help or a custom message after an error occurs.
		*
		* @param {(boolean|string)} [displayHelp]
		* @return {Command} `this` command for chaining
		*/
		showHelpAfterError(displayHelp = true) {
			if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
			this._showHelpAfterError = displayHelp;
			return this;
		}
		/**
		* Display suggestion of similar commands for unknown commands, or options for unknown options.
		*
		* @param {boolean} [displaySuggestion]
		* @return {Command} `this` command for chaining
		*/
		showSuggestionAfterError(displaySuggestion = true) {
			this._showSuggestionAfterError = !!displaySuggestion;
			return this;
		}
		/**
		* Add a prepared subcommand.
		*
		* See .command() for creating an attached subcommand which inherits settings from its parent.
		*
		* @param {Command} cmd - new subcommand
		* @param {object} [opts] - configuration options
		* @return {Command} `this` command for chaining
		*/
		addCommand(cmd, opts) {
			if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
			opts = opts || {};
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			if (opts.noHelp || opts.hidden) cmd._hidden = true;
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd._checkForBrokenPassThrough();
			return this;
		}
		/**
		* Factory routine to create a new unattached argument.
		*
		* See .argument() for creating an attached argument, which uses this routine to
		* create the argument. You can override createArgument to return a custom argument.
		*
		* @param {string} name
		* @param {string} [description]
		* @return {Argument} new argument
		*/
		createArgument(name, description) {
			return new Argument(name, description);
		}
		/**
		* Define argument syntax for command.
		*
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @example
		* program.argument('<input-file>');
		* program.argument('[output-file]');
		*
		* @param {string} name
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom argument processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		argument(name, description, parseArg, defaultValue) {
			const argument = this.createArgument(name, description);
			if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
			else argument.default(parseArg);
			this.addArgument(argument);
			return this;
		}
		/**
		* Define argument syntax for command, adding multiple at once (without descriptions).
		*
		* See also .argument().
		*
		* @example
		* program.arguments('<cmd> [env]');
		*
		* @param {string} names
		* @return {Command} `this` command for chaining
		*/
		arguments(names) {
			names.trim().split(/ +/).forEach((detail) => {
				this.argument(detail);
			});
			return this;
		}
		/**
		* Define argument syntax for command, adding a prepared argument.
		*
		* @param {Argument} argument
		* @return {Command} `this` command for chaining
		*/
		addArgument(argument) {
			const previousArgument = this.registeredArguments.slice(-1)[0];
			if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
			if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
			this.registeredArguments.push(argument);
			return this;
		}
		/**
		* Customise or override default help command. By default a help command is automatically added if your command has subcommands.
		*
		* @example
		*    program.helpCommand('help [cmd]');
		*    program.helpCommand('help [cmd]', 'show help');
		*    program.helpCommand(false); // suppress default help command
		*    program.helpCommand(true); // add help command even if no subcommands
		*
		* @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
		* @param {string} [description] - custom description
		* @return {Command} `this` command for chaining
		*/
		helpCommand(enableOrNameAndArgs, description) {
			if (typeof enableOrNameAndArgs === "boolean") {
				this._addImplicitHelpCommand = enableOrNameAndArgs;
				if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
				return this;
			}
			const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
			const helpDescription = description ?? "display help for command";
			const helpCommand = this.createCommand(helpName);
			helpCommand.helpOption(false);
			if (helpArgs) helpCommand.arguments(helpArgs);
			if (helpDescription) helpCommand.description(helpDescription);
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Add prepared custom help command.
		*
		* @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
		* @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
		* @return {Command} `this` command for chaining
		*/
		addHelpCommand(helpCommand, deprecatedDescription) {
			if (typeof helpCommand !== "object") {
				this.helpCommand(helpCommand, deprecatedDescription);
				return this;
			}
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Lazy create help command.
		*
		* @return {(Command|null)}
		* @package
		*/
		_getHelpCommand() {
			if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
				if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
				return this._helpCommand;
			}
			return null;
		}
		/**
		* Add hook for life cycle event.
		*
		* @param {string} event
		* @param {Function} listener
		* @return {Command} `this` command for chaining
		*/
		hook(event, listener) {
			const allowedValues = [
				"preSubcommand",
				"preAction",
				"postAction"
			];
			if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
			if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
			else this._lifeCycleHooks[event] = [listener];
			return this;
		}
		/**
		* Register callback to use as replacement for calling process.exit.
		*
		* @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
		* @return {Command} `this` command for chaining
		*/
		exitOverride(fn) {
			if (fn) this._exitCallback = fn;
			else this._exitCallback = (err) => {
				if (err.code !== "commander.executeSubCommandAsync") throw err;
			};
			return this;
		}
		/**
		* Call process.exit, and _exitCallback if defined.
		*
		* @param {number} exitCode exit code for using with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		* @return never
		* @private
		*/
		_exit(exitCode, code, message) {
			if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
			process.exit(exitCode);
		}
		/**
		* Register callback `fn` for the command.
		*
		* @example
		* program
		*   .command('serve')
		*   .description('start service')
		*   .action(function() {
		*      // do work here
		*   });
		*
		* @param {Function} fn
		* @return {Command} `this` command for chaining
		*/
		action(fn) {
			const listener = (args) => {
				const expectedArgsCount = this.registeredArguments.length;
				const actionArgs = args.slice(0, expectedArgsCount);
				if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
				else actionArgs[expectedArgsCount] = this.opts();
				actionArgs.push(this);
				return fn.apply(this, actionArgs);
			};
			this._actionHandler = listener;
			return this;
		}
		/**
		* Factory routine to create a new unattached option.
		*
		* See .option() for creating an attached option, which uses this routine to
		* create the option. You can override createOption to return a custom option.
		*
		* @param {string} flags
		* @param {string} [description]
		* @return {Option} new option
		*/
		createOption(flags, description) {
			return new Option(flags, description);
		}
		/**
		* Wrap parseArgs to catch 'commander.invalidArgument'.
		*
		* @param {(Option | Argument)} target
		* @param {string} value
		* @param {*} previous
		* @param {string} invalidArgumentMessage
		* @private
		*/
		_callParseArg(target, value, previous, invalidArgumentMessage) {
			try {
				return target.parseArg(value, previous);
			} catch (err) {
				if (err.code === "commander.invalidArgument") {
					const message = `${invalidArgumentMessage} ${err.message}`;
					this.error(message, {
						exitCode: err.exitCode,
						code: err.code
					});
				}
				throw err;
			}
		}
		/**
		* Check for option flag conflicts.
		* Register option if no conflicts found, or throw on conflict.
		*
		* @param {Option} option
		* @private
		*/
		_registerOption(option) {
			const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
			if (matchingOption) {
				const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
				throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
			}
			this._initOptionGroup(option);
			this.options.push(option);
		}
		/**
		* Check for command name and alias conflicts with existing commands.
		* Register command if no conflicts found, or throw on conflict.
		*
		* @param {Command} command
		* @private
		*/
		_registerCommand(command) {
			const knownBy = (cmd) => {
				return [cmd.name()].concat(cmd.aliases());
			};
			const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
			if (alreadyUsed) {
				const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
				const newCmd = knownBy(command).join("|");
				throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
			}
			this._initCommandGroup(command);
			this.commands.push(command);
		}
		/**
		* Add an option.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addOption(option) {
			this._registerOption(option);
			const oname = option.name();
			const name = option.attributeName();
			if (option.negate) {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(name, option.defaultValue === void 0 ? true : option.defaultValue, "default");
			} else if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
			const handleOptionValue = (val, invalidValueMessage, valueSource) => {
				if (val == null && option.presetArg !== void 0) val = option.presetArg;
				const oldValue = this.getOptionValue(name);
				if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
				else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
				if (val == null) {
					if (option.negate) val = false;
					else if (option.isBoolean() || option.optional) val = true;
					else val = "";
				}
				this.setOptionValueWithSource(name, val, valueSource);
			};
			this.on("option:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "cli");
			});
			if (option.envVar) this.on("optionEnv:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "env");
			});
			return this;
		}
		/**
		* Internal implementation shared by .option() and .requiredOption()
		*
		* @return {Command} `this` command for chaining
		* @private
		*/
		_optionEx(config, flags, description, fn, defaultValue) {
			if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
			const option = this.createOption(flags, description);
			option.makeOptionMandatory(!!config.mandatory);
			if (typeof fn === "function") option.default(defaultValue).argParser(fn);
			else if (fn instanceof RegExp) {
				const regex = fn;
				fn = (val, def) => {
					const m = regex.exec(val);
					return m ? m[0] : def;
				};
				option.default(defaultValue).argParser(fn);
			} else option.default(fn);
			return this.addOption(option);
		}
		/**
		* Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
		* option-argument is indicated by `<>` and an optional option-argument by `[]`.
		*
		* See the README for more details, and see also addOption() and requiredOption().
		*
		* @example
		* program
		*     .option('-p, --pepper', 'add pepper')
		*     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
		*     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
		*     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		option(flags, description, parseArg, defaultValue) {
			return this._optionEx({}, flags, description, parseArg, defaultValue);
		}
		/**
		* Add a required option which must have a value after parsing. This usually means
		* the option must be specified on the command line. (Otherwise the same as .option().)
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		requiredOption(flags, description, parseArg, defaultValue) {
			return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
		}
		/**
		* Alter parsing of short flags with optional values.
		*
		* @example
		* // for `.option('-f,--flag [value]'):
		* program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
		* program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
		*
		* @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
		* @return {Command} `this` command for chaining
		*/
		combineFlagAndOptionalValue(combine = true) {
			this._combineFlagAndOptionalValue = !!combine;
			return this;
		}
		/**
		* Allow unknown options on the command line.
		*
		* @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
		* @return {Command} `this` command for chaining
		*/
		allowUnknownOption(allowUnknown = true) {
			this._allowUnknownOption = !!allowUnknown;
			return this;
		}
		/**
		* Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
		*
		* @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
		* @return {Command} `this` command for chaining
		*/
		allowExcessArguments(allowExcess = true) {
			this._allowExcessArguments = !!allowExcess;
			return this;
		}
		/**
		* Enable positional options. Positional means global options are specified before subcommands which lets
		* subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
		* The default behaviour is non-positional and global options may appear anywhere on the command line.
		*
		* @param {boolean} [positional]
		* @return {Command} `this` command for chaining
		*/
		enablePositionalOptions(positional = true) {
			this._enablePositionalOptions = !!positional;
			return this;
		}
		/**
		* Pass through options that come after command-arguments rather than treat them as command-options,
		* so actual command-options come before command-arguments. Turning this on for a subcommand requires
		* positional options to have been enabled on the program (parent commands).
		* The default behaviour is non-positional and options may appear before or after command-arguments.
		*
		* @param {boolean} [passThrough] for unknown options.
		* @return {Command} `this` command for chaining
		*/
		passThroughOptions(passThrough = true) {
			this._passThroughOptions = !!passThrough;
			this._checkForBrokenPassThrough();
			return this;
		}
		/**
		* @private
		*/
		_checkForBrokenPassThrough() {
			if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
		}
		/**
		* Whether to store option values as properties on command object,
		* or store separately (specify false). In both cases the option values can be accessed using .opts().
		*
		* @param {boolean} [storeAsProperties=true]
		* @return {Command} `this` command for chaining
		*/
		storeOptionsAsProperties(storeAsProperties = true) {
			if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
			if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
			this._storeOptionsAsProperties = !!storeAsProperties;
			return this;
		}
		/**
		* Retrieve option value.
		*
		* @param {string} key
		* @return {object} value
		*/
		getOptionValue(key) {
			if (this._storeOptionsAsProperties) return this[key];
			return this._optionValues[key];
		}
		/**
		* Store option value.
		*
		* @param {string} key
		* @param {object} value
		* @return {Command} `this` command for chaining
		*/
		setOptionValue(key, value) {
			return this.setOptionValueWithSource(key, value, void 0);
		}
		/**
		* Store option value and where the value came from.
		*
		* @param {string} key
		* @param {object} value
		* @param {string} source - expected values are default/config/env/cli/implied
		* @return {Command} `this` command for chaining
		*/
		setOptionValueWithSource(key, value, source) {
			if (this._storeOptionsAsProperties) this[key] = value;
			else this._optionValues[key] = value;
			this._optionValueSources[key] = source;
			return this;
		}
		/**
		* Get source of option value.
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSource(key) {
			return this._optionValueSources[key];
		}
		/**
		* Get source of option value. See also .optsWithGlobals().
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSourceWithGlobals(key) {
			let source;
			this._getCommandAndAncestors().forEach((cmd) => {
				if (cmd.getOptionValueSource(key) !== void 0) source = cmd.getOptionValueSource(key);
			});
			return source;
		}
		/**
		* Get user arguments from implied or explicit arguments.
		* Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
		*
		* @private
		*/
		_prepareUserArgs(argv, parseOptions) {
			if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
			parseOptions = parseOptions || {};
			if (argv === void 0 && parseOptions.from === void 0) {
				if (process.versions?.electron) parseOptions.from = "electron";
				const execArgv = process.execArgv ?? [];
				if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
			}
			if (argv === void 0) argv = process.argv;
			this.rawArgs = argv.slice();
			let userArgs;
			switch (parseOptions.from) {
				case void 0:
				case "node":
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
					break;
				case "electron":
					if (process.defaultApp) {
						this._scriptPath = argv[1];
						userArgs = argv.slice(2);
					} else userArgs = argv.slice(1);
					break;
				case "user":
					userArgs = argv.slice(0);
					break;
				case "eval":
					userArgs = argv.slice(1);
					break;
				default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
			}
			if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
			this._name = this._name || "program";
			return userArgs;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Use parseAsync instead of parse if any of your action handlers are async.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* program.parse(); // parse process.argv and auto-detect electron and special node flags
		* program.parse(process.argv); // assume argv[0] is app and argv[1] is script
		* program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv] - optional, defaults to process.argv
		* @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
		* @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
		* @return {Command} `this` command for chaining
		*/
		parse(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			this._parseCommand([], userArgs);
			return this;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
		* await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
		* await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv]
		* @param {object} [parseOptions]
		* @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
		* @return {Promise}
		*/
		async parseAsync(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			await this._parseCommand([], userArgs);
			return this;
		}
		_prepareForParse() {
			if (this._savedState === null) this.saveStateBeforeParse();
			else this.restoreStateBeforeParse();
		}
		/**
		* Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state saved.
		*/
		saveStateBeforeParse() {
			this._savedState = {
				_name: this._name,
				_optionValues: { ...this._optionValues },
				_optionValueSources: { ...this._optionValueSources }
			};
		}
		/**
		* Restore state before parse for calls after the first.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state restored.
		*/
		restoreStateBeforeParse() {
			if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
			this._name = this._savedState._name;
			this._scriptPath = null;
			this.rawArgs = [];
			this._optionValues = { ...this._savedState._optionValues };
			this._optionValueSources = { ...this._savedState._optionValueSources };
			this.args = [];
			this.processedArgs = [];
		}
		/**
		* Throw if expected executable is missing. Add lots of help for author.
		*
		* @param {string} executableFile
		* @param {string} executableDir
		* @param {string} subcommandName
		*/
		_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
			if (fs.existsSync(executableFile)) return;
			const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
			throw new Error(executableMissing);
		}
		/**
		* Execute a sub-command executable.
		*
		* @private
		*/
		_executeSubCommand(subcommand, args) {
			args = args.slice();
			let launchWithNode = false;
			const sourceExt = [
				".js",
				".ts",
				".tsx",
				".mjs",
				".cjs"
			];
			function findFile(baseDir, baseName) {
				const localBin = path.resolve(baseDir, baseName);
				if (fs.existsSync(localBin)) return localBin;
				if (sourceExt.includes(path.extname(baseName))) return void 0;
				const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
				if (foundExt) return `${localBin}${foundExt}`;
			}
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
			let executableDir = this._executableDir || "";
			if (this._scriptPath) {
				let resolvedScriptPath;
				try {
					resolvedScriptPath = fs.realpathSync(this._scriptPath);
				} catch {
					resolvedScriptPath = this._scriptPath;
				}
				executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
			}
			if (executableDir) {
				let localFile = findFile(executableDir, executableFile);
				if (!localFile && !subcommand._executableFile && this._scriptPath) {
					const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
					if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
				}
				executableFile = localFile || executableFile;
			}
			launchWithNode = sourceExt.includes(path.extname(executableFile));
			let proc;
			if (process.platform !== "win32") {
				if (launchWithNode) {
					args.unshift(executableFile);
					args = incrementNodeInspectorPort(process.execArgv).concat(args);
					proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" });
				} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
			} else {
				this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process.execArgv).concat(args);
				proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" });
			}
			if (!proc.killed) [
				"SIGUSR1",
				"SIGUSR2",
				"SIGTERM",
				"SIGINT",
				"SIGHUP"
			].forEach((signal) => {
				process.on(signal, () => {
					if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
				});
			});
			const exitCallback = this._exitCallback;
			proc.on("close", (code) => {
				code = code ?? 1;
				if (!exitCallback) process.exit(code);
				else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
			});
			proc.on("error", (err) => {
				if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
				if (!exitCallback) process.exit(1);
				else {
					const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
					wrappedError.nestedError = err;
					exitCallback(wrappedError);
				}
			});
			this.runningCommand = proc;
		}
		/**
		* @private
		*/
		_dispatchSubcommand(commandName, operands, unknown) {
			const subCommand = this._findCommand(commandName);
			if (!subCommand) this.help({ error: true });
			subCommand._prepareForParse();
			let promiseChain;
			promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
			promiseChain = this._chainOrCall(promiseChain, () => {
				if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
				else return subCommand._parseCommand(operands, unknown);
			});
			return promiseChain;
		}
		/**
		* Invoke help directly if possible, or dispatch if necessary.
		* e.g. help foo
		*
		* @private
		*/
		_dispatchHelpCommand(subcommandName) {
			if (!subcommandName) this.help();
			const subCommand = this._findCommand(subcommandName);
			if (subCommand && !subCommand._executableHandler) subCommand.help();
			return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
		}
		/**
		* Check this.args against expected this.registeredArguments.
		*
		* @private
		*/
		_checkNumberOfArguments() {
			this.registeredArguments.forEach((arg, i) => {
				if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
			});
			if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
			if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
		}
		/**
		* Process this.args using this.registeredArguments and save as this.processedArgs!
		*
		* @private
		*/
		_processArguments() {
			const myParseArg = (argument, value, previous) => {
				let parsedValue = value;
				if (value !== null && argument.parseArg) {
					const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
					parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
				}
				return parsedValue;
			};
			this._checkNumberOfArguments();
			const processedArgs = [];
			this.registeredArguments.forEach((declaredArg, index) => {
				let value = declaredArg.defaultValue;
				if (declaredArg.variadic) {
					if (index < this.args.length) {
						value = this.args.slice(index);
						if (declaredArg.parseArg) value = value.reduce((processed, v) => {
							return myParseArg(declaredArg, v, processed);
						}, declaredArg.defaultValue);
					} else if (value === void 0) value = [];
				} else if (index < this.args.length) {
					value = this.args[index];
					if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
				}
				processedArgs[index] = value;
			});
			this.processedArgs = processedArgs;
		}
		/**
		* Once we have a promise we chain, but call synchronously until then.
		*
		* @param {(Promise|undefined)} promise
		* @param {Function} fn
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCall(promise, fn) {
			if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
			return fn();
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallHooks(promise, event) {
			let result = promise;
			const hooks = [];
			this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
				hookedCommand._lifeCycleHooks[event].forEach((callback) => {
					hooks.push({
						hookedCommand,
						callback
					});
				});
			});
			if (event === "postAction") hooks.reverse();
			hooks.forEach((hookDetail) => {
				result = this._chainOrCall(result, () => {
					return hookDetail.callback(hookDetail.hookedCommand, this);
				});
			});
			return result;
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {Command} subCommand
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallSubCommandHook(promise, subCommand, event) {
			let result = promise;
			if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
				result = this._chainOrCall(result, () => {
					return hook(this, subCommand);
				});
			});
			return result;
		}
		/**
		* Process arguments in context of this command.
		* Returns action result, in case it is a promise.
		*
		* @private
		*/
		_parseCommand(operands, unknown) {
			const parsed = this.parseOptions(unknown);
			this._parseOptionsEnv();
			this._parseOptionsImplied();
			operands = operands.concat(parsed.operands);
			unknown = parsed.unknown;
			this.args = operands.concat(unknown);
			if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
			if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
			if (this._defaultCommandName) {
				this._outputHelpIfRequested(unknown);
				return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
			}
			if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
			this._outputHelpIfRequested(parsed.unknown);
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			const checkForUnknownOptions = () => {
				if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
			};
			const commandEvent = `command:${this.name()}`;
			if (this._actionHandler) {
				checkForUnknownOptions();
				this._processArguments();
				let promiseChain;
				promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
				promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
				if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
					this.parent.emit(commandEvent, operands, unknown);
				});
				promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
				return promiseChain;
			}
			if (this.parent?.listenerCount(commandEvent)) {
				checkForUnknownOptions();
				this._processArguments();
				this.parent.emit(commandEvent, operands, unknown);
			} else if (operands.length) {
				if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
				if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
				else if (this.commands.length) this.unknownCommand();
				else {
					checkForUnknownOptions();
					this._processArguments();
				}
			} else if (this.commands.length) {
				checkForUnknownOptions();
				this.help({ error: true });
			} else {
				checkForUnknownOptions();
				this._processArguments();
			}
		}
		/**
		* Find matching command.
		*
		* @private
		* @return {Command | undefined}
		*/
		_findCommand(name) {
			if (!name) return void 0;
			return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
		}
		/**
		* Return an option matching `arg` if any.
		*
		* @param {string} arg
		* @return {Option}
		* @package
		*/
		_findOption(arg) {
			return this.options.find((option) => option.is(arg));
		}
		/**
		* Display an error message if a mandatory option does not have a value.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForMissingMandatoryOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd.options.forEach((anOption) => {
					if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
				});
			});
		}
		/**
		* Display an error message if conflicting options are used together in this.
		*
		* @private
		*/
		_checkForConflictingLocalOptions() {
			const definedNonDefaultOptions = this.options.filter((option) => {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0) return false;
				return this.getOptionValueSource(optionKey) !== "default";
			});
			definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
				const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
				if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
			});
		}
		/**
		* Display an error message if conflicting options are used together.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForConflictingOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd._checkForConflictingLocalOptions();
			});
		}
		/**
		* Parse options from `argv` removing known options,
		* and return argv split into operands and unknown arguments.
		*
		* Side effects: modifies command by storing options. Does not reset state if called again.
		*
		* Examples:
		*
		*     argv => operands, unknown
		*     --known kkk op => [op], []
		*     op --known kkk => [op], []
		*     sub --unknown uuu op => [sub], [--unknown uuu op]
		*     sub -- --unknown uuu op => [sub --unknown uuu op], []
		*
		* @param {string[]} args
		* @return {{operands: string[], unknown: string[]}}
		*/
		parseOptions(args) {
			const operands = [];
			const unknown = [];
			let dest = operands;
			function maybeOption(arg) {
				return arg.length > 1 && arg[0] === "-";
			}
			const negativeNumberArg = (arg) => {
				if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
				return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
			};
			let activeVariadicOption = null;
			let activeGroup = null;
			let i = 0;
			while (i < args.length || activeGroup) {
				const arg = activeGroup ?? args[i++];
				activeGroup = null;
				if (arg === "--") {
					if (dest === unknown) dest.push(arg);
					dest.push(...args.slice(i));
					break;
				}
				if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
					this.emit(`option:${activeVariadicOption.name()}`, arg);
					continue;
				}
				activeVariadicOption = null;
				if (maybeOption(arg)) {
					const option = this._findOption(arg);
					if (option) {
						if (option.required) {
							const value = args[i++];
							if (value === void 0) this.optionMissingArgument(option);
							this.emit(`option:${option.name()}`, value);
						} else if (option.optional) {
							let value = null;
							if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
							this.emit(`option:${option.name()}`, value);
						} else this.emit(`option:${option.name()}`);
						activeVariadicOption = option.variadic ? option : null;
						continue;
					}
				}
				if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
					const option = this._findOption(`-${arg[1]}`);
					if (option) {
						if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
						else {
							this.emit(`option:${option.name()}`);
							activeGroup = `-${arg.slice(2)}`;
						}
						continue;
					}
				}
				if (/^--[^=]+=/.test(arg)) {
					const index = arg.indexOf("=");
					const option = this._findOption(arg.slice(0, index));
					if (option && (option.required || option.optional)) {
						this.emit(`option:${option.name()}`, arg.slice(index + 1));
						continue;
					}
				}
				if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
				if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
					if (this._findCommand(arg)) {
						operands.push(arg);
						unknown.push(...args.slice(i));
						break;
					} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
						operands.push(arg, ...args.slice(i));
						break;
					} else if (this._defaultCommandName) {
						unknown.push(arg, ...args.slice(i));
						break;
					}
				}
				if (this._passThroughOptions) {
					dest.push(arg, ...args.slice(i));
					break;
				}
				dest.push(arg);
			}
			return {
				operands,
				unknown
			};
		}
		/**
		* Return an object containing local option values as key-value pairs.
		*
		* @return {object}
		*/
		opts() {
			if (this._storeOptionsAsProperties) {
				const result = {};
				const len = this.options.length;
				for (let i = 0; i < len; i++) {
					const key = this.options[i].attributeName();
					result[key] = key === this._versionOptionName ? this._version : this[key];
				}
				return result;
			}
			return this._optionValues;
		}
		/**
		* Return an object containing merged local and global option values as key-value pairs.
		*
		* @return {object}
		*/
		optsWithGlobals() {
			return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
		}
		/**
		* Display error message and exit (or call exitOverride).
		*
		* @param {string} message
		* @param {object} [errorOptions]
		* @param {string} [errorOptions.code] - an id string representing the error
		* @param {number} [errorOptions.exitCode] - used with process.exit
		*/
		error(message, errorOptions) {
			this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
			if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
			else if (this._showHelpAfterError) {
				this._outputConfiguration.writeErr("\n");
				this.outputHelp({ error: true });
			}
			const config = errorOptions || {};
			const exitCode = config.exitCode || 1;
			const code = config.code || "commander.error";
			this._exit(exitCode, code, message);
		}
		/**
		* Apply any option related environment variables, if option does
		* not have a value from cli or client code.
		*
		* @private
		*/
		_parseOptionsEnv() {
			this.options.forEach((option) => {
				if (option.envVar && option.envVar in process.env) {
					const optionKey = option.attributeName();
					if (this.getOptionValue(optionKey) === void 0 || [
						"default",
						"config",
						"env"
					].includes(this.getOptionValueSource(optionKey))) {
						if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
						else this.emit(`optionEnv:${option.name()}`);
					}
				}
			});
		}
		/**
		* Apply any implied option values, if option is undefined or default value.
		*
		* @private
		*/
		_parseOptionsImplied() {
			const dualHelper = new DualOptions(this.options);
			const hasCustomOptionValue = (optionKey) => {
				return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
			};
			this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
				Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
					this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
				});
			});
		}
		/**
		* Argument `name` is missing.
		*
		* @param {string} name
		* @private
		*/
		missingArgument(name) {
			const message = `error: missing required argument '${name}'`;
			this.error(message, { code: "commander.missingArgument" });
		}
		/**
		* `Option` is missing an argument.
		*
		* @param {Option} option
		* @private
		*/
		optionMissingArgument(option) {
			const message = `error: option '${option.flags}' argument missing`;
			this.error(message, { code: "commander.optionMissingArgument" });
		}
		/**
		* `Option` does not have a value, and is a mandatory option.
		*
		* @param {Option} option
		* @private
		*/
		missingMandatoryOptionValue(option) {
			const message = `error: required option '${option.flags}' not specified`;
			this.error(message, { code: "commander.missingMandatoryOptionValue" });
		}
		/**
		* `Option` conflicts with another option.
		*
		* @param {Option} option
		* @param {Option} conflictingOption
		* @private
		*/
		_conflictingOption(option, conflictingOption) {
			const findBestOptionFromValue = (option) => {
				const optionKey = option.attributeName();
				const optionValue = this.getOptionValue(optionKey);
				const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
				const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
				if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
				return positiveOption || option;
			};
			const getErrorMessage = (option) => {
				const bestOption = findBestOptionFromValue(option);
				const optionKey = bestOption.attributeName();
				if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
				return `option '${bestOption.flags}'`;
			};
			const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
			this.error(message, { code: "commander.conflictingOption" });
		}
		/**
		* Unknown option `flag`.
		*
		* @param {string} flag
		* @private
		*/
		unknownOption(flag) {
			if (this._allowUnknownOption) return;
			let suggestion = "";
			if (flag.startsWith("--") && this._showSuggestionAfterError) {
				let candidateFlags = [];
				let command = this;
				do {
					const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
					candidateFlags = candidateFlags.concat(moreFlags);
					command = command.parent;
				} while (command && !command._enablePositionalOptions);
				suggestion = suggestSimilar(flag, candidateFlags);
			}
			const message = `error: unknown option '${flag}'${suggestion}`;
			this.error(message, { code: "commander.unknownOption" });
		}
		/**
		* Excess arguments, more than expected.
		*
		* @param {string[]} receivedArgs
		* @private
		*/
		_excessArguments(receivedArgs) {
			if (this._allowExcessArguments) return;
			const expected = this.registeredArguments.length;
			const s = expected === 1 ? "" : "s";
			const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
			this.error(message, { code: "commander.excessArguments" });
		}
		/**
		* Unknown command.
		*
		* @private
		*/
		unknownCommand() {
			const unknownName = this.args[0];
			let suggestion = "";
			if (this._showSuggestionAfterError) {
				const candidateNames = [];
				this.createHelp().visibleCommands(this).forEach((command) => {
					candidateNames.push(command.name());
					if (command.alias()) candidateNames.push(command.alias());
				});
				suggestion = suggestSimilar(unknownName, candidateNames);
			}
			const message = `error: unknown command '${unknownName}'${suggestion}`;
			this.error(message, { code: "commander.unknownCommand" });
		}
		/**
		* Get or set the program version.
		*
		* This method auto-registers the "-V, --version" option which will print the version number.
		*
		* You can optionally supply the flags and description to override the defaults.
		*
		* @param {string} [str]
		* @param {string} [flags]
		* @param {string} [description]
		* @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
		*/
		version(str, flags, description) {
			if (str === void 0) return this._version;
			this._version = str;
			flags = flags || "-V, --version";
			description = description || "output the version number";
			const versionOption = this.createOption(flags, description);
			this._versionOptionName = versionOption.attributeName();
			this._registerOption(versionOption);
			this.on("option:" + versionOption.name(), () => {
				this._outputConfiguration.writeOut(`${str}\n`);
				this._exit(0, "commander.version", str);
			});
			return this;
		}
		/**
		* Set the description.
		*
		* @param {string} [str]
		* @param {object} [argsDescription]
		* @return {(string|Command)}
		*/
		description(str, argsDescription) {
			if (str === void 0 && argsDescription === void 0) return this._description;
			this._description = str;
			if (argsDescription) this._argsDescription = argsDescription;
			return this;
		}
		/**
		* Set the summary. Used when listed as subcommand of parent.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		summary(str) {
			if (str === void 0) return this._summary;
			this._summary = str;
			return this;
		}
		/**
		* Set an alias for the command.
		*
		* You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
		*
		* @param {string} [alias]
		* @return {(string|Command)}
		*/
		alias(alias) {
			if (alias === void 0) return this._aliases[0];
			/** @type {Command} */
			let command = this;
			if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
			if (alias === command._name) throw new Error("Command alias can't be the same as its name");
			const matchingCommand = this.parent?._findCommand(alias);
			if (matchingCommand) {
				const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
				throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
			}
			command._aliases.push(alias);
			return this;
		}
		/**
		* Set aliases for the command.
		*
		* Only the first alias is shown in the auto-generated help.
		*
		* @param {string[]} [aliases]
		* @return {(string[]|Command)}
		*/
		aliases(aliases) {
			if (aliases === void 0) return this._aliases;
			aliases.forEach((alias) => this.alias(alias));
			return this;
		}
		/**
		* Set / get the command usage `str`.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		usage(str) {
			if (str === void 0) {
				if (this._usage) return this._usage;
				const args = this.registeredArguments.map((arg) => {
					return humanReadableArgName(arg);
				});
				return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
			}
			this._usage = str;
			return this;
		}
		/**
		* Get or set the name of the command.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		name(str) {
			if (str === void 0) return this._name;
			this._name = str;
			return this;
		}
		/**
		* Set/get the help group heading for this subcommand in parent command's help.
		*
		* @param {string} [heading]
		* @return {Command | string}
		*/
		helpGroup(heading) {
			if (heading === void 0) return this._helpGroupHeading ?? "";
			this._helpGroupHeading = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for subcommands added to this command.
		* (This does not override a group set directly on the subcommand using .helpGroup().)
		*
		* @example
		* program.commandsGroup('Development Commands:);
		* program.command('watch')...
		* program.command('lint')...
		* ...
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		commandsGroup(heading) {
			if (heading === void 0) return this._defaultCommandGroup ?? "";
			this._defaultCommandGroup = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for options added to this command.
		* (This does not override a group set directly on the option using .helpGroup().)
		*
		* @example
		* program
		*   .optionsGroup('Development Options:')
		*   .option('-d, --debug', 'output extra debugging')
		*   .option('-p, --profile', 'output profiling information')
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		optionsGroup(heading) {
			if (heading === void 0) return this._defaultOptionGroup ?? "";
			this._defaultOptionGroup = heading;
			return this;
		}
		/**
		* @param {Option} option
		* @private
		*/
		_initOptionGroup(option) {
			if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
		}
		/**
		* @param {Command} cmd
		* @private
		*/
		_initCommandGroup(cmd) {
			if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
		}
		/**
		* Set the name of the command from script filename, such as process.argv[1],
		* or require.main.filename, or __filename.
		*
		* (Used internally and public although not documented in README.)
		*
		* @example
		* program.nameFromFilename(require.main.filename);
		*
		* @param {string} filename
		* @return {Command}
		*/
		nameFromFilename(filename) {
			this._name = path.basename(filename, path.extname(filename));
			return this;
		}
		/**
		* Get or set the directory for searching for executable subcommands of this command.
		*
		* @example
		* program.executableDir(__dirname);
		* // or
		* program.executableDir('subcommands');
		*
		* @param {string} [path]
		* @return {(string|null|Command)}
		*/
		executableDir(path) {
			if (path === void 0) return this._executableDir;
			this._executableDir = path;
			return this;
		}
		/**
		* Return program help documentation.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
		* @return {string}
		*/
		helpInformation(contextOptions) {
			const helper = this.createHelp();
			const context = this._getOutputContext(contextOptions);
			helper.prepareContext({
				error: context.error,
				helpWidth: context.helpWidth,
				outputHasColors: context.hasColors
			});
			const text = helper.formatHelp(this, helper);
			if (context.hasColors) return text;
			return this._outputConfiguration.stripColor(text);
		}
		/**
		* @typedef HelpContext
		* @type {object}
		* @property {boolean} error
		* @property {number} helpWidth
		* @property {boolean} hasColors
		* @property {function} write - includes stripColor if needed
		*
		* @returns {HelpContext}
		* @private
		*/
		_getOutputContext(contextOptions) {
			contextOptions = contextOptions || {};
			const error = !!contextOptions.error;
			let baseWrite;
			let hasColors;
			let helpWidth;
			if (error) {
				baseWrite = (str) => this._outputConfiguration.writeErr(str);
				hasColors = this._outputConfiguration.getErrHasColors();
				helpWidth = this._outputConfiguration.getErrHelpWidth();
			} else {
				baseWrite = (str) => this._outputConfiguration.writeOut(str);
				hasColors = this._outputConfiguration.getOutHasColors();
				helpWidth = this._outputConfiguration.getOutHelpWidth();
			}
			const write = (str) => {
				if (!hasColors) str = this._outputConfiguration.stripColor(str);
				return baseWrite(str);
			};
			return {
				error,
				write,
				hasColors,
				helpWidth
			};
		}
		/**
		* Output help information for this command.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		outputHelp(contextOptions) {
			let deprecatedCallback;
			if (typeof contextOptions === "function") {
				deprecatedCallback = contextOptions;
				contextOptions = void 0;
			}
			const outputContext = this._getOutputContext(contextOptions);
			/** @type {HelpTextEventContext} */
			const eventContext = {
				error: outputContext.error,
				write: outputContext.write,
				command: this
			};
			this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
			this.emit("beforeHelp", eventContext);
			let helpInformation = this.helpInformation({ error: outputContext.error });
			if (deprecatedCallback) {
				helpInformation = deprecatedCallback(helpInformation);
				if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
			}
			outputContext.write(helpInformation);
			if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
			this.emit("afterHelp", eventContext);
			this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
		}
		/**
		* You can pass in flags and a description to customise the built-in help option.
		* Pass in false to disable the built-in help option.
		*
		* @example
		* program.helpOption('-?, --help' 'show help'); // customise
		* program.helpOption(false); // disable
		*
		* @param {(string | boolean)} flags
		* @param {string} [description]
		* @return {Command} `this` command for chaining
		*/
		helpOption(flags, description) {
			if (typeof flags === "boolean") {
				if (flags) {
					if (this._helpOption === null) this._helpOption = void 0;
					if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
				} else this._helpOption = null;
				return this;
			}
			this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
			if (flags || description) this._initOptionGroup(this._helpOption);
			return this;
		}
		/**
		* Lazy create help option.
		* Returns null if has been disabled with .helpOption(false).
		*
		* @returns {(Option | null)} the help option
		* @package
		*/
		_getHelpOption() {
			if (this._helpOption === void 0) this.helpOption(void 0, void 0);
			return this._helpOption;
		}
		/**
		* Supply your own option to use for the built-in help option.
		* This is an alternative to using helpOption() to customise the flags and description etc.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addHelpOption(option) {
			this._helpOption = option;
			this._initOptionGroup(option);
			return this;
		}
		/**
		* Output help information and exit.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		help(contextOptions) {
			this.outputHelp(contextOptions);
			let exitCode = Number(process.exitCode ?? 0);
			if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
			this._exit(exitCode, "commander.help", "(outputHelp)");
		}
		/**
		* // Do a little typing to coordinate emit and listener for the help text events.
		* @typedef HelpTextEventContext
		* @type {object}
		* @property {boolean} error
		* @property {Command} command
		* @property {function} write
		*/
		/**
		* Add additional text to be displayed with the built-in help.
		*
		* Position is 'before' or 'after' to affect just this command,
		* and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
		*
		* @param {string} position - before or after built-in help
		* @param {(string | Function)} text - string to add, or a function returning a string
		* @return {Command} `this` command for chaining
		*/
		addHelpText(position, text) {
			const allowedValues = [
				"beforeAll",
				"before",
				"after",
				"afterAll"
			];
			if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
			const helpEvent = `${position}Help`;
			this.on(helpEvent, (context) => {
				let helpStr;
				if (typeof text === "function") helpStr = text({
					error: context.error,
					command: context.command
				});
				else helpStr = text;
				if (helpStr) context.write(`${helpStr}\n`);
			});
			return this;
		}
		/**
		* Output help information if help flags specified
		*
		* @param {Array} args - array of options to search for help flags
		* @private
		*/
		_outputHelpIfRequested(args) {
			const helpOption = this._getHelpOption();
			if (helpOption && args.find((arg) => helpOption.is(arg))) {
				this.outputHelp();
				this._exit(0, "commander.helpDisplayed", "(outputHelp)");
			}
		}
	};
	/**
	* Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
	*
	* @param {string[]} args - array of arguments from node.execArgv
	* @returns {string[]}
	* @private
	*/
	function incrementNodeInspectorPort(args) {
		return args.map((arg) => {
			if (!arg.startsWith("--inspect")) return arg;
			let debugOption;
			let debugHost = "127.0.0.1";
			let debugPort = "9229";
			let match;
			if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) debugOption = match[1];
			else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
				debugOption = match[1];
				if (/^\d+$/.test(match[3])) debugPort = match[3];
				else debugHost = match[3];
			} else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
				debugOption = match[1];
				debugHost = match[3];
				debugPort = match[4];
			}
			if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
			return arg;
		});
	}
	/**
	* @returns {boolean | undefined}
	* @package
	*/
	function useColor() {
		if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false") return false;
		if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0) return true;
	}
	exports.Command = Command;
	exports.useColor = useColor;
}));

// node_modules/commander/index.js
var require_commander = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { Argument } = require_argument();
	const { Command } = require_command();
	const { CommanderError, InvalidArgumentError } = require_error();
	const { Help } = require_help();
	const { Option } = require_option();
	exports.program = new Command();
	exports.createCommand = (name) => new Command(name);
	exports.createOption = (flags, description) => new Option(flags, description);
	exports.createArgument = (name, description) => new Argument(name, description);
	/**
	* Expose classes
	*/
	exports.Command = Command;
	exports.Option = Option;
	exports.Argument = Argument;
	exports.Help = Help;
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
	exports.InvalidOptionArgumentError = InvalidArgumentError;
}));

// node_modules/commander/esm.mjs
var import_commander = /* @__PURE__ */ __toESM(require_commander(), 1);
const { program, createCommand, createArgument, createOption, CommanderError, InvalidArgumentError, InvalidOptionArgumentError, Command, Argument, Option, Help } = import_commander.default;

// src/errors.ts
/** The only class of error that is shown to users without a stack trace. */
var ApplianceError = class extends Error {
	name = "ApplianceError";
	kind;
	code;
	position;
	hint;
	detail;
	constructor(details) {
		super(details.message, details.cause === void 0 ? {} : { cause: details.cause });
		this.kind = details.kind;
		this.code = details.code;
		this.position = details.position;
		this.hint = details.hint;
		this.detail = details.detail ?? [];
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

// src/version.ts
/** The program's version; a test compares it with package.json. */
const version$3 = "0.1.0";

// src/host/process.ts
const plainEnvironment = {
	PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	LC_ALL: "C"
};
const tailLines$1 = 20;
const millisecondsToDieAfterTerm = 2e3;
/**
* Starts a program that runs until it is told to stop. It gets a process group of its own, so that Ctrl-C in a terminal
* reaches only us, and we end it in our own order.
*
* @throws ApplianceError kind `tool`, code `tool-missing`, if the program is not installed
*/
async function startProcess(settings) {
	const { tool, args, log } = settings;
	log(`+ ${[tool, ...args].join(" ")}`);
	const env = settings.env ?? plainEnvironment;
	const program = await findProgram$2(tool, env["PATH"] ?? "");
	const child = spawn("setpriv", [
		"--pdeathsig",
		"KILL",
		"--",
		program,
		...args
	], {
		env: { ...env },
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		detached: true
	});
	const tail = [];
	keepTail(child.stderr, tail, log);
	if (settings.onOutput === void 0) child.stdout.resume();
	else child.stdout.on("data", settings.onOutput);
	const ended = new Promise((resolve) => {
		child.once("close", (exitCode, signal) => resolve({
			exitCode: exitCode ?? void 0,
			signal: signal ?? void 0
		}));
	});
	const pid = await spawned(child, tool);
	const terminate = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return await ended;
		child.kill("SIGTERM");
		const kill = setTimeout(() => child.kill("SIGKILL"), millisecondsToDieAfterTerm);
		try {
			return await ended;
		} finally {
			clearTimeout(kill);
		}
	};
	return {
		pid,
		ended,
		tail,
		terminate,
		async [Symbol.asyncDispose]() {
			await terminate();
		}
	};
}
function spawned(child, tool) {
	return new Promise((resolve, reject) => {
		child.once("spawn", () => resolve(child.pid ?? 0));
		child.once("error", (cause) => reject(cause.code === "ENOENT" ? missing("setpriv") : new ApplianceError({
			kind: "build",
			code: "tool-failed",
			message: `${tool} could not be started (${cause.code})`,
			cause
		})));
	});
}
async function findProgram$2(tool, searchPath) {
	const candidates = tool.includes("/") ? [tool] : searchPath.split(":").map((folder) => path.join(folder, tool));
	for (const candidate of candidates) if (await fs$1.access(candidate, fs$1.constants.X_OK).then(() => true, () => false)) return candidate;
	throw missing(tool);
}
function missing(tool) {
	return new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `the program ${tool} is not installed`,
		hint: "run \"appliance-build doctor --install\", or add --install-tools"
	});
}
function keepTail(stream, tail, log) {
	let rest = "";
	const take = (line) => {
		log(line);
		tail.push(line);
		if (tail.length > tailLines$1) tail.shift();
	};
	stream.setEncoding("utf8");
	stream.on("data", (chunk) => {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop() ?? "";
		for (const line of lines) take(line);
	});
	stream.on("end", () => {
		if (rest !== "") take(rest);
	});
}

// node_modules/is-plain-obj/index.js
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	const prototype = Object.getPrototypeOf(value);
	return (prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null) && !(Symbol.toStringTag in value) && !(Symbol.iterator in value);
}

// node_modules/execa/lib/arguments/file-url.js
const safeNormalizeFileUrl = (file, name) => {
	const fileString = normalizeFileUrl(normalizeDenoExecPath(file));
	if (typeof fileString !== "string") throw new TypeError(`${name} must be a string or a file URL: ${fileString}.`);
	return fileString;
};
const normalizeDenoExecPath = (file) => isDenoExecPath(file) ? file.toString() : file;
const isDenoExecPath = (file) => typeof file !== "string" && file && Object.getPrototypeOf(file) === String.prototype;
const normalizeFileUrl = (file) => file instanceof URL ? fileURLToPath(file) : file;

// node_modules/execa/lib/methods/parameters.js
const normalizeParameters = (rawFile, rawArguments = [], rawOptions = {}) => {
	const filePath = safeNormalizeFileUrl(rawFile, "First argument");
	const [commandArguments, options] = isPlainObject(rawArguments) ? [[], rawArguments] : [rawArguments, rawOptions];
	if (!Array.isArray(commandArguments)) throw new TypeError(`Second argument must be either an array of arguments or an options object: ${commandArguments}`);
	if (commandArguments.some((commandArgument) => typeof commandArgument === "object" && commandArgument !== null)) throw new TypeError(`Second argument must be an array of strings: ${commandArguments}`);
	const normalizedArguments = commandArguments.map(String);
	const nullByteArgument = normalizedArguments.find((normalizedArgument) => normalizedArgument.includes("\0"));
	if (nullByteArgument !== void 0) throw new TypeError(`Arguments cannot contain null bytes ("\\0"): ${nullByteArgument}`);
	if (!isPlainObject(options)) throw new TypeError(`Last argument must be an options object: ${options}`);
	return [
		filePath,
		normalizedArguments,
		options
	];
};

// node_modules/execa/lib/utils/uint-array.js
const { toString: objectToString$1 } = Object.prototype;
const isArrayBuffer = (value) => objectToString$1.call(value) === "[object ArrayBuffer]";
const isUint8Array = (value) => objectToString$1.call(value) === "[object Uint8Array]";
const bufferToUint8Array = (buffer) => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const textEncoder$1 = new TextEncoder();
const stringToUint8Array = (string) => textEncoder$1.encode(string);
const textDecoder = new TextDecoder();
const uint8ArrayToString = (uint8Array) => textDecoder.decode(uint8Array);
const joinToString = (uint8ArraysOrStrings, encoding) => {
	return uint8ArraysToStrings(uint8ArraysOrStrings, encoding).join("");
};
const uint8ArraysToStrings = (uint8ArraysOrStrings, encoding) => {
	if (encoding === "utf8" && uint8ArraysOrStrings.every((uint8ArrayOrString) => typeof uint8ArrayOrString === "string")) return uint8ArraysOrStrings;
	const decoder = new StringDecoder(encoding);
	const strings = uint8ArraysOrStrings.map((uint8ArrayOrString) => typeof uint8ArrayOrString === "string" ? stringToUint8Array(uint8ArrayOrString) : uint8ArrayOrString).map((uint8Array) => decoder.write(uint8Array));
	const finalString = decoder.end();
	return finalString === "" ? strings : [...strings, finalString];
};
const joinToUint8Array = (uint8ArraysOrStrings) => {
	if (uint8ArraysOrStrings.length === 1 && isUint8Array(uint8ArraysOrStrings[0])) return uint8ArraysOrStrings[0];
	return concatUint8Arrays(stringsToUint8Arrays(uint8ArraysOrStrings));
};
const stringsToUint8Arrays = (uint8ArraysOrStrings) => uint8ArraysOrStrings.map((uint8ArrayOrString) => typeof uint8ArrayOrString === "string" ? stringToUint8Array(uint8ArrayOrString) : uint8ArrayOrString);
const concatUint8Arrays = (uint8Arrays) => {
	const result = new Uint8Array(getJoinLength(uint8Arrays));
	let index = 0;
	for (const uint8Array of uint8Arrays) {
		result.set(uint8Array, index);
		index += uint8Array.length;
	}
	return result;
};
const getJoinLength = (uint8Arrays) => {
	let joinLength = 0;
	for (const uint8Array of uint8Arrays) joinLength += uint8Array.length;
	return joinLength;
};

// node_modules/execa/lib/methods/template.js
const isTemplateString = (templates) => Array.isArray(templates) && Array.isArray(templates.raw);
const parseTemplates = (templates, expressions) => {
	let tokens = [];
	for (const [index, template] of templates.entries()) tokens = parseTemplate({
		templates,
		expressions,
		tokens,
		index,
		template
	});
	if (tokens.length === 0) throw new TypeError("Template script must not be empty");
	const [file, ...commandArguments] = tokens;
	return [
		file,
		commandArguments,
		{}
	];
};
const parseTemplate = ({ templates, expressions, tokens, index, template }) => {
	if (template === void 0) throw new TypeError(`Invalid backslash sequence: ${templates.raw[index]}`);
	const { nextTokens, leadingWhitespaces, trailingWhitespaces } = splitByWhitespaces(template, templates.raw[index]);
	const newTokens = concatTokens(tokens, nextTokens, leadingWhitespaces);
	if (index === expressions.length) return newTokens;
	const expression = expressions[index];
	const expressionTokens = Array.isArray(expression) ? expression.map((expression) => parseExpression(expression)) : [parseExpression(expression)];
	return concatTokens(newTokens, expressionTokens, trailingWhitespaces);
};
const splitByWhitespaces = (template, rawTemplate) => {
	if (rawTemplate.length === 0) return {
		nextTokens: [],
		leadingWhitespaces: false,
		trailingWhitespaces: false
	};
	const nextTokens = [];
	let templateStart = 0;
	const leadingWhitespaces = DELIMITERS.has(rawTemplate[0]);
	for (let templateIndex = 0, rawIndex = 0; templateIndex < template.length; templateIndex += 1, rawIndex += 1) {
		const rawCharacter = rawTemplate[rawIndex];
		if (DELIMITERS.has(rawCharacter)) {
			if (templateStart !== templateIndex) nextTokens.push(template.slice(templateStart, templateIndex));
			templateStart = templateIndex + 1;
		} else if (rawCharacter === "\\") {
			const nextRawCharacter = rawTemplate[rawIndex + 1];
			if (nextRawCharacter === "\n") {
				templateIndex -= 1;
				rawIndex += 1;
			} else if (nextRawCharacter === "u" && rawTemplate[rawIndex + 2] === "{") rawIndex = rawTemplate.indexOf("}", rawIndex + 3);
			else rawIndex += ESCAPE_LENGTH[nextRawCharacter] ?? 1;
		}
	}
	const trailingWhitespaces = templateStart === template.length;
	if (!trailingWhitespaces) nextTokens.push(template.slice(templateStart));
	return {
		nextTokens,
		leadingWhitespaces,
		trailingWhitespaces
	};
};
const DELIMITERS = /* @__PURE__ */ new Set([
	" ",
	"	",
	"\r",
	"\n"
]);
const ESCAPE_LENGTH = {
	x: 3,
	u: 5
};
const concatTokens = (tokens, nextTokens, isSeparated) => isSeparated || tokens.length === 0 || nextTokens.length === 0 ? [...tokens, ...nextTokens] : [
	...tokens.slice(0, -1),
	`${tokens.at(-1)}${nextTokens[0]}`,
	...nextTokens.slice(1)
];
const parseExpression = (expression) => {
	const typeOfExpression = typeof expression;
	if (typeOfExpression === "string") return expression;
	if (typeOfExpression === "number") return String(expression);
	if (isPlainObject(expression) && ("stdout" in expression || "isMaxBuffer" in expression)) return getSubprocessResult(expression);
	if (expression instanceof ChildProcess || Object.prototype.toString.call(expression) === "[object Promise]") throw new TypeError("Unexpected subprocess in template expression. Please use ${await subprocess} instead of ${subprocess}.");
	throw new TypeError(`Unexpected "${typeOfExpression}" in template expression`);
};
const getSubprocessResult = ({ stdout }) => {
	if (typeof stdout === "string") return stdout;
	if (isUint8Array(stdout)) return uint8ArrayToString(stdout);
	if (stdout === void 0) throw new TypeError("Missing result.stdout in template expression. This is probably due to the previous subprocess' \"stdout\" option.");
	throw new TypeError(`Unexpected "${typeof stdout}" stdout in template expression`);
};

// node_modules/execa/lib/utils/standard-stream.js
const isStandardStream = (stream) => STANDARD_STREAMS.includes(stream);
const STANDARD_STREAMS = [
	process$2.stdin,
	process$2.stdout,
	process$2.stderr
];
const STANDARD_STREAMS_ALIASES = [
	"stdin",
	"stdout",
	"stderr"
];
const getStreamName = (fdNumber) => STANDARD_STREAMS_ALIASES[fdNumber] ?? `stdio[${fdNumber}]`;

// node_modules/execa/lib/arguments/specific.js
const normalizeFdSpecificOptions = (options) => {
	const optionsCopy = { ...options };
	for (const optionName of FD_SPECIFIC_OPTIONS) optionsCopy[optionName] = normalizeFdSpecificOption(options, optionName);
	return optionsCopy;
};
const normalizeFdSpecificOption = (options, optionName) => {
	const optionBaseArray = Array.from({ length: getStdioLength(options) + 1 });
	const optionArray = normalizeFdSpecificValue(options[optionName], optionBaseArray, optionName);
	return addDefaultValue$1(optionArray, optionName);
};
const getStdioLength = ({ stdio }) => Array.isArray(stdio) ? Math.max(stdio.length, STANDARD_STREAMS_ALIASES.length) : STANDARD_STREAMS_ALIASES.length;
const normalizeFdSpecificValue = (optionValue, optionArray, optionName) => isPlainObject(optionValue) ? normalizeOptionObject(optionValue, optionArray, optionName) : optionArray.fill(optionValue);
const normalizeOptionObject = (optionValue, optionArray, optionName) => {
	for (const fdName of Object.keys(optionValue).sort(compareFdName)) for (const fdNumber of parseFdName(fdName, optionName, optionArray)) optionArray[fdNumber] = optionValue[fdName];
	return optionArray;
};
const compareFdName = (fdNameA, fdNameB) => getFdNameOrder(fdNameA) < getFdNameOrder(fdNameB) ? 1 : -1;
const getFdNameOrder = (fdName) => {
	if (fdName === "stdout" || fdName === "stderr") return 0;
	return fdName === "all" ? 2 : 1;
};
const parseFdName = (fdName, optionName, optionArray) => {
	if (fdName === "ipc") return [optionArray.length - 1];
	const fdNumber = parseFd(fdName);
	if (fdNumber === void 0 || fdNumber === 0) throw new TypeError(`"${optionName}.${fdName}" is invalid.
It must be "${optionName}.stdout", "${optionName}.stderr", "${optionName}.all", "${optionName}.ipc", or "${optionName}.fd3", "${optionName}.fd4" (and so on).`);
	if (fdNumber >= optionArray.length) throw new TypeError(`"${optionName}.${fdName}" is invalid: that file descriptor does not exist.
Please set the "stdio" option to ensure that file descriptor exists.`);
	return fdNumber === "all" ? [1, 2] : [fdNumber];
};
const parseFd = (fdName) => {
	if (fdName === "all") return fdName;
	if (STANDARD_STREAMS_ALIASES.includes(fdName)) return STANDARD_STREAMS_ALIASES.indexOf(fdName);
	const regexpResult = FD_REGEXP.exec(fdName);
	if (regexpResult !== null) return Number(regexpResult[1]);
};
const FD_REGEXP = /^fd(\d+)$/;
const addDefaultValue$1 = (optionArray, optionName) => optionArray.map((optionValue) => optionValue === void 0 ? DEFAULT_OPTIONS[optionName] : optionValue);
const DEFAULT_OPTIONS = {
	lines: false,
	buffer: true,
	maxBuffer: 1e8,
	verbose: debuglog("execa").enabled ? "full" : "none",
	stripFinalNewline: true
};
const FD_SPECIFIC_OPTIONS = [
	"lines",
	"buffer",
	"maxBuffer",
	"verbose",
	"stripFinalNewline"
];
const getFdSpecificValue = (optionArray, fdNumber) => fdNumber === "ipc" ? optionArray.at(-1) : optionArray[fdNumber];

// node_modules/execa/lib/verbose/values.js
const isVerbose = ({ verbose }, fdNumber) => getFdVerbose(verbose, fdNumber) !== "none";
const isFullVerbose = ({ verbose }, fdNumber) => !["none", "short"].includes(getFdVerbose(verbose, fdNumber));
const getVerboseFunction = ({ verbose }, fdNumber) => {
	const fdVerbose = getFdVerbose(verbose, fdNumber);
	return isVerboseFunction(fdVerbose) ? fdVerbose : void 0;
};
const getFdVerbose = (verbose, fdNumber) => fdNumber === void 0 ? getFdGenericVerbose(verbose) : getFdSpecificValue(verbose, fdNumber);
const getFdGenericVerbose = (verbose) => verbose.find((fdVerbose) => isVerboseFunction(fdVerbose)) ?? VERBOSE_VALUES.findLast((fdVerbose) => verbose.includes(fdVerbose));
const isVerboseFunction = (fdVerbose) => typeof fdVerbose === "function";
const VERBOSE_VALUES = [
	"none",
	"short",
	"full"
];

// node_modules/execa/lib/arguments/escape.js
const joinCommand = (filePath, rawArguments) => {
	const fileAndArguments = [filePath, ...rawArguments];
	return {
		command: fileAndArguments.join(" "),
		escapedCommand: fileAndArguments.map((fileAndArgument) => quoteString(escapeControlCharacters(fileAndArgument))).join(" ")
	};
};
const escapeLines = (lines) => stripVTControlCharacters(lines).split("\n").map((line) => escapeControlCharacters(line)).join("\n");
const escapeControlCharacters = (line) => line.replaceAll(SPECIAL_CHAR_REGEXP, (character) => escapeControlCharacter(character));
const escapeControlCharacter = (character) => {
	const commonEscape = COMMON_ESCAPES[character];
	if (commonEscape !== void 0) return commonEscape;
	const codepoint = character.codePointAt(0);
	const codepointHex = codepoint.toString(16);
	return codepoint <= ASTRAL_START ? `\\u${codepointHex.padStart(4, "0")}` : `\\U${codepointHex}`;
};
const getSpecialCharRegExp = () => {
	try {
		return /* @__PURE__ */ new RegExp("\\p{Separator}|\\p{Other}", "gu");
	} catch {
		return /[\s\u0000-\u001F\u007F-\u009F\u00AD]/g;
	}
};
const SPECIAL_CHAR_REGEXP = getSpecialCharRegExp();
const COMMON_ESCAPES = {
	" ": " ",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
const ASTRAL_START = 65535;
const quoteString = (escapedArgument) => {
	if (NO_ESCAPE_REGEXP.test(escapedArgument)) return escapedArgument;
	return platform === "win32" ? `"${escapedArgument.replaceAll("\"", "\"\"")}"` : `'${escapedArgument.replaceAll("'", "'\\''")}'`;
};
const NO_ESCAPE_REGEXP = /^[\w./-]+$/;

// node_modules/is-unicode-supported/index.js
function isUnicodeSupported() {
	const { env } = process$2;
	const { TERM, TERM_PROGRAM } = env;
	if (process$2.platform !== "win32") return TERM !== "linux";
	return Boolean(env.WT_SESSION) || Boolean(env.TERMINUS_SUBLIME) || env.ConEmuTask === "{cmd::Cmder}" || TERM_PROGRAM === "Terminus-Sublime" || TERM_PROGRAM === "vscode" || TERM === "xterm-256color" || TERM === "alacritty" || TERM === "rxvt-unicode" || TERM === "rxvt-unicode-256color" || env.TERMINAL_EMULATOR === "JetBrains-JediTerm";
}

// node_modules/figures/index.js
const common = {
	circleQuestionMark: "(?)",
	questionMarkPrefix: "(?)",
	square: "█",
	squareDarkShade: "▓",
	squareMediumShade: "▒",
	squareLightShade: "░",
	squareTop: "▀",
	squareBottom: "▄",
	squareLeft: "▌",
	squareRight: "▐",
	squareCenter: "■",
	bullet: "●",
	dot: "․",
	ellipsis: "…",
	pointerSmall: "›",
	triangleUp: "▲",
	triangleUpSmall: "▴",
	triangleDown: "▼",
	triangleDownSmall: "▾",
	triangleLeftSmall: "◂",
	triangleRightSmall: "▸",
	home: "⌂",
	heart: "♥",
	musicNote: "♪",
	musicNoteBeamed: "♫",
	arrowUp: "↑",
	arrowDown: "↓",
	arrowLeft: "←",
	arrowRight: "→",
	arrowLeftRight: "↔",
	arrowUpDown: "↕",
	almostEqual: "≈",
	notEqual: "≠",
	lessOrEqual: "≤",
	greaterOrEqual: "≥",
	identical: "≡",
	infinity: "∞",
	subscriptZero: "₀",
	subscriptOne: "₁",
	subscriptTwo: "₂",
	subscriptThree: "₃",
	subscriptFour: "₄",
	subscriptFive: "₅",
	subscriptSix: "₆",
	subscriptSeven: "₇",
	subscriptEight: "₈",
	subscriptNine: "₉",
	oneHalf: "½",
	oneThird: "⅓",
	oneQuarter: "¼",
	oneFifth: "⅕",
	oneSixth: "⅙",
	oneEighth: "⅛",
	twoThirds: "⅔",
	twoFifths: "⅖",
	threeQuarters: "¾",
	threeFifths: "⅗",
	threeEighths: "⅜",
	fourFifths: "⅘",
	fiveSixths: "⅚",
	fiveEighths: "⅝",
	sevenEighths: "⅞",
	line: "─",
	lineBold: "━",
	lineDouble: "═",
	lineDashed0: "┄",
	lineDashed1: "┅",
	lineDashed2: "┈",
	lineDashed3: "┉",
	lineDashed4: "╌",
	lineDashed5: "╍",
	lineDashed6: "╴",
	lineDashed7: "╶",
	lineDashed8: "╸",
	lineDashed9: "╺",
	lineDashed10: "╼",
	lineDashed11: "╾",
	lineDashed12: "−",
	lineDashed13: "–",
	lineDashed14: "‐",
	lineDashed15: "⁃",
	lineVertical: "│",
	lineVerticalBold: "┃",
	lineVerticalDouble: "║",
	lineVerticalDashed0: "┆",
	lineVerticalDashed1: "┇",
	lineVerticalDashed2: "┊",
	lineVerticalDashed3: "┋",
	lineVerticalDashed4: "╎",
	lineVerticalDashed5: "╏",
	lineVerticalDashed6: "╵",
	lineVerticalDashed7: "╷",
	lineVerticalDashed8: "╹",
	lineVerticalDashed9: "╻",
	lineVerticalDashed10: "╽",
	lineVerticalDashed11: "╿",
	lineDownLeft: "┐",
	lineDownLeftArc: "╮",
	lineDownBoldLeftBold: "┓",
	lineDownBoldLeft: "┒",
	lineDownLeftBold: "┑",
	lineDownDoubleLeftDouble: "╗",
	lineDownDoubleLeft: "╖",
	lineDownLeftDouble: "╕",
	lineDownRight: "┌",
	lineDownRightArc: "╭",
	lineDownBoldRightBold: "┏",
	lineDownBoldRight: "┎",
	lineDownRightBold: "┍",
	lineDownDoubleRightDouble: "╔",
	lineDownDoubleRight: "╓",
	lineDownRightDouble: "╒",
	lineUpLeft: "┘",
	lineUpLeftArc: "╯",
	lineUpBoldLeftBold: "┛",
	lineUpBoldLeft: "┚",
	lineUpLeftBold: "┙",
	lineUpDoubleLeftDouble: "╝",
	lineUpDoubleLeft: "╜",
	lineUpLeftDouble: "╛",
	lineUpRight: "└",
	lineUpRightArc: "╰",
	lineUpBoldRightBold: "┗",
	lineUpBoldRight: "┖",
	lineUpRightBold: "┕",
	lineUpDoubleRightDouble: "╚",
	lineUpDoubleRight: "╙",
	lineUpRightDouble: "╘",
	lineUpDownLeft: "┤",
	lineUpBoldDownBoldLeftBold: "┫",
	lineUpBoldDownBoldLeft: "┨",
	lineUpDownLeftBold: "┥",
	lineUpBoldDownLeftBold: "┩",
	lineUpDownBoldLeftBold: "┪",
	lineUpDownBoldLeft: "┧",
	lineUpBoldDownLeft: "┦",
	lineUpDoubleDownDoubleLeftDouble: "╣",
	lineUpDoubleDownDoubleLeft: "╢",
	lineUpDownLeftDouble: "╡",
	lineUpDownRight: "├",
	lineUpBoldDownBoldRightBold: "┣",
	lineUpBoldDownBoldRight: "┠",
	lineUpDownRightBold: "┝",
	lineUpBoldDownRightBold: "┡",
	lineUpDownBoldRightBold: "┢",
	lineUpDownBoldRight: "┟",
	lineUpBoldDownRight: "┞",
	lineUpDoubleDownDoubleRightDouble: "╠",
	lineUpDoubleDownDoubleRight: "╟",
	lineUpDownRightDouble: "╞",
	lineDownLeftRight: "┬",
	lineDownBoldLeftBoldRightBold: "┳",
	lineDownLeftBoldRightBold: "┯",
	lineDownBoldLeftRight: "┰",
	lineDownBoldLeftBoldRight: "┱",
	lineDownBoldLeftRightBold: "┲",
	lineDownLeftRightBold: "┮",
	lineDownLeftBoldRight: "┭",
	lineDownDoubleLeftDoubleRightDouble: "╦",
	lineDownDoubleLeftRight: "╥",
	lineDownLeftDoubleRightDouble: "╤",
	lineUpLeftRight: "┴",
	lineUpBoldLeftBoldRightBold: "┻",
	lineUpLeftBoldRightBold: "┷",
	lineUpBoldLeftRight: "┸",
	lineUpBoldLeftBoldRight: "┹",
	lineUpBoldLeftRightBold: "┺",
	lineUpLeftRightBold: "┶",
	lineUpLeftBoldRight: "┵",
	lineUpDoubleLeftDoubleRightDouble: "╩",
	lineUpDoubleLeftRight: "╨",
	lineUpLeftDoubleRightDouble: "╧",
	lineUpDownLeftRight: "┼",
	lineUpBoldDownBoldLeftBoldRightBold: "╋",
	lineUpDownBoldLeftBoldRightBold: "╈",
	lineUpBoldDownLeftBoldRightBold: "╇",
	lineUpBoldDownBoldLeftRightBold: "╊",
	lineUpBoldDownBoldLeftBoldRight: "╉",
	lineUpBoldDownLeftRight: "╀",
	lineUpDownBoldLeftRight: "╁",
	lineUpDownLeftBoldRight: "┽",
	lineUpDownLeftRightBold: "┾",
	lineUpBoldDownBoldLeftRight: "╂",
	lineUpDownLeftBoldRightBold: "┿",
	lineUpBoldDownLeftBoldRight: "╃",
	lineUpBoldDownLeftRightBold: "╄",
	lineUpDownBoldLeftBoldRight: "╅",
	lineUpDownBoldLeftRightBold: "╆",
	lineUpDoubleDownDoubleLeftDoubleRightDouble: "╬",
	lineUpDoubleDownDoubleLeftRight: "╫",
	lineUpDownLeftDoubleRightDouble: "╪",
	lineCross: "╳",
	lineBackslash: "╲",
	lineSlash: "╱"
};
const specialMainSymbols = {
	tick: "✔",
	info: "ℹ",
	warning: "⚠",
	cross: "✘",
	squareSmall: "◻",
	squareSmallFilled: "◼",
	circle: "◯",
	circleFilled: "◉",
	circleDotted: "◌",
	circleDouble: "◎",
	circleCircle: "ⓞ",
	circleCross: "ⓧ",
	circlePipe: "Ⓘ",
	radioOn: "◉",
	radioOff: "◯",
	checkboxOn: "☒",
	checkboxOff: "☐",
	checkboxCircleOn: "ⓧ",
	checkboxCircleOff: "Ⓘ",
	pointer: "❯",
	triangleUpOutline: "△",
	triangleLeft: "◀",
	triangleRight: "▶",
	lozenge: "◆",
	lozengeOutline: "◇",
	hamburger: "☰",
	smiley: "㋡",
	mustache: "෴",
	star: "★",
	play: "▶",
	nodejs: "⬢",
	oneSeventh: "⅐",
	oneNinth: "⅑",
	oneTenth: "⅒"
};
const specialFallbackSymbols = {
	tick: "√",
	info: "i",
	warning: "‼",
	cross: "×",
	squareSmall: "□",
	squareSmallFilled: "■",
	circle: "( )",
	circleFilled: "(*)",
	circleDotted: "( )",
	circleDouble: "( )",
	circleCircle: "(○)",
	circleCross: "(×)",
	circlePipe: "(│)",
	radioOn: "(*)",
	radioOff: "( )",
	checkboxOn: "[×]",
	checkboxOff: "[ ]",
	checkboxCircleOn: "(×)",
	checkboxCircleOff: "( )",
	pointer: ">",
	triangleUpOutline: "∆",
	triangleLeft: "◄",
	triangleRight: "►",
	lozenge: "♦",
	lozengeOutline: "◊",
	hamburger: "≡",
	smiley: "☺",
	mustache: "┌─┐",
	star: "✶",
	play: "►",
	nodejs: "♦",
	oneSeventh: "1/7",
	oneNinth: "1/9",
	oneTenth: "1/10"
};
const mainSymbols = {
	...common,
	...specialMainSymbols
};
const fallbackSymbols = {
	...common,
	...specialFallbackSymbols
};
const shouldUseMain = isUnicodeSupported();
const figures = shouldUseMain ? mainSymbols : fallbackSymbols;
const replacements = Object.entries(specialMainSymbols);

// node_modules/yoctocolors/base.js
const hasColors = tty?.WriteStream?.prototype?.hasColors?.() ?? false;
const format$1 = (open, close) => {
	if (!hasColors) return (input) => input;
	const openCode = `\u001B[${open}m`;
	const closeCode = `\u001B[${close}m`;
	return (input) => {
		const string = input + "";
		let index = string.indexOf(closeCode);
		if (index === -1) return openCode + string + closeCode;
		let result = openCode;
		let lastIndex = 0;
		const replaceCode = (close === 22 ? closeCode : "") + openCode;
		while (index !== -1) {
			result += string.slice(lastIndex, index) + replaceCode;
			lastIndex = index + closeCode.length;
			index = string.indexOf(closeCode, lastIndex);
		}
		result += string.slice(lastIndex) + closeCode;
		return result;
	};
};
const reset = format$1(0, 0);
const bold = format$1(1, 22);
const dim = format$1(2, 22);
const italic = format$1(3, 23);
const underline = format$1(4, 24);
const underlineDouble = format$1("4:2", 24);
const underlineCurly = format$1("4:3", 24);
const underlineDotted = format$1("4:4", 24);
const underlineDashed = format$1("4:5", 24);
const overline = format$1(53, 55);
const inverse = format$1(7, 27);
const hidden = format$1(8, 28);
const strikethrough = format$1(9, 29);
const black = format$1(30, 39);
const red = format$1(31, 39);
const green = format$1(32, 39);
const yellow = format$1(33, 39);
const blue = format$1(34, 39);
const magenta = format$1(35, 39);
const cyan = format$1(36, 39);
const white = format$1(37, 39);
const gray = format$1(90, 39);
const bgBlack = format$1(40, 49);
const bgRed = format$1(41, 49);
const bgGreen = format$1(42, 49);
const bgYellow = format$1(43, 49);
const bgBlue = format$1(44, 49);
const bgMagenta = format$1(45, 49);
const bgCyan = format$1(46, 49);
const bgWhite = format$1(47, 49);
const bgGray = format$1(100, 49);
const redBright = format$1(91, 39);
const greenBright = format$1(92, 39);
const yellowBright = format$1(93, 39);
const blueBright = format$1(94, 39);
const magentaBright = format$1(95, 39);
const cyanBright = format$1(96, 39);
const whiteBright = format$1(97, 39);
const bgRedBright = format$1(101, 49);
const bgGreenBright = format$1(102, 49);
const bgYellowBright = format$1(103, 49);
const bgBlueBright = format$1(104, 49);
const bgMagentaBright = format$1(105, 49);
const bgCyanBright = format$1(106, 49);
const bgWhiteBright = format$1(107, 49);
const underlineBlack = format$1("58;5;0", 59);
const underlineRed = format$1("58;5;1", 59);
const underlineGreen = format$1("58;5;2", 59);
const underlineYellow = format$1("58;5;3", 59);
const underlineBlue = format$1("58;5;4", 59);
const underlineMagenta = format$1("58;5;5", 59);
const underlineCyan = format$1("58;5;6", 59);
const underlineWhite = format$1("58;5;7", 59);
const underlineGray = format$1("58;5;8", 59);
const underlineRedBright = format$1("58;5;9", 59);
const underlineGreenBright = format$1("58;5;10", 59);
const underlineYellowBright = format$1("58;5;11", 59);
const underlineBlueBright = format$1("58;5;12", 59);
const underlineMagentaBright = format$1("58;5;13", 59);
const underlineCyanBright = format$1("58;5;14", 59);
const underlineWhiteBright = format$1("58;5;15", 59);

// node_modules/execa/lib/verbose/default.js
const defaultVerboseFunction = ({ type, message, timestamp, piped, commandId, result: { failed = false } = {}, options: { reject = true } }) => {
	const timestampString = serializeTimestamp(timestamp);
	const icon = ICONS[type]({
		failed,
		reject,
		piped
	});
	const color = COLORS[type]({ reject });
	return `${gray(`[${timestampString}]`)} ${gray(`[${commandId}]`)} ${color(icon)} ${color(message)}`;
};
const serializeTimestamp = (timestamp) => `${padField(timestamp.getHours(), 2)}:${padField(timestamp.getMinutes(), 2)}:${padField(timestamp.getSeconds(), 2)}.${padField(timestamp.getMilliseconds(), 3)}`;
const padField = (field, padding) => String(field).padStart(padding, "0");
const getFinalIcon = ({ failed, reject }) => {
	if (!failed) return figures.tick;
	return reject ? figures.cross : figures.warning;
};
const ICONS = {
	command: ({ piped }) => piped ? "|" : "$",
	output: () => " ",
	ipc: () => "*",
	error: getFinalIcon,
	duration: getFinalIcon
};
const identity$1 = (string) => string;
const COLORS = {
	command: () => bold,
	output: () => identity$1,
	ipc: () => identity$1,
	error: ({ reject }) => reject ? redBright : yellowBright,
	duration: () => gray
};

// node_modules/execa/lib/verbose/custom.js
const applyVerboseOnLines = (printedLines, verboseInfo, fdNumber) => {
	const verboseFunction = getVerboseFunction(verboseInfo, fdNumber);
	return printedLines.map(({ verboseLine, verboseObject }) => applyVerboseFunction(verboseLine, verboseObject, verboseFunction)).filter((printedLine) => printedLine !== void 0).map((printedLine) => appendNewline(printedLine)).join("");
};
const applyVerboseFunction = (verboseLine, verboseObject, verboseFunction) => {
	if (verboseFunction === void 0) return verboseLine;
	const printedLine = verboseFunction(verboseLine, verboseObject);
	if (typeof printedLine === "string") return printedLine;
};
const appendNewline = (printedLine) => printedLine.endsWith("\n") ? printedLine : `${printedLine}\n`;

// node_modules/execa/lib/verbose/log.js
const verboseLog = ({ type, verboseMessage, fdNumber, verboseInfo, result }) => {
	const verboseObject = getVerboseObject({
		type,
		result,
		verboseInfo
	});
	const printedLines = getPrintedLines(verboseMessage, verboseObject);
	const finalLines = applyVerboseOnLines(printedLines, verboseInfo, fdNumber);
	if (finalLines !== "") console.warn(finalLines.slice(0, -1));
};
const getVerboseObject = ({ type, result, verboseInfo: { escapedCommand, commandId, rawOptions: { piped = false, ...options } } }) => ({
	type,
	escapedCommand,
	commandId: `${commandId}`,
	timestamp: /* @__PURE__ */ new Date(),
	piped,
	result,
	options
});
const getPrintedLines = (verboseMessage, verboseObject) => verboseMessage.split("\n").map((message) => getPrintedLine({
	...verboseObject,
	message
}));
const getPrintedLine = (verboseObject) => {
	return {
		verboseLine: defaultVerboseFunction(verboseObject),
		verboseObject
	};
};
const serializeVerboseMessage = (message) => {
	const messageString = typeof message === "string" ? message : inspect(message);
	return escapeLines(messageString).replaceAll("	", " ".repeat(TAB_SIZE));
};
const TAB_SIZE = 2;

// node_modules/execa/lib/verbose/start.js
const logCommand = (escapedCommand, verboseInfo) => {
	if (!isVerbose(verboseInfo)) return;
	verboseLog({
		type: "command",
		verboseMessage: escapedCommand,
		verboseInfo
	});
};

// node_modules/execa/lib/verbose/info.js
const getVerboseInfo = (verbose, escapedCommand, rawOptions) => {
	validateVerbose(verbose);
	return {
		verbose,
		escapedCommand,
		commandId: getCommandId(verbose),
		rawOptions
	};
};
const getCommandId = (verbose) => isVerbose({ verbose }) ? COMMAND_ID++ : void 0;
let COMMAND_ID = 0n;
const validateVerbose = (verbose) => {
	for (const fdVerbose of verbose) {
		if (fdVerbose === false) throw new TypeError("The \"verbose: false\" option was renamed to \"verbose: 'none'\".");
		if (fdVerbose === true) throw new TypeError("The \"verbose: true\" option was renamed to \"verbose: 'short'\".");
		if (!VERBOSE_VALUES.includes(fdVerbose) && !isVerboseFunction(fdVerbose)) {
			const allowedValues = VERBOSE_VALUES.map((allowedValue) => `'${allowedValue}'`).join(", ");
			throw new TypeError(`The "verbose" option must not be ${fdVerbose}. Allowed values are: ${allowedValues} or a function.`);
		}
	}
};

// node_modules/execa/lib/return/duration.js
const getStartTime = () => hrtime.bigint();
const getDurationMs = (startTime) => Number(hrtime.bigint() - startTime) / 1e6;

// node_modules/execa/lib/arguments/command.js
const handleCommand = (filePath, rawArguments, rawOptions) => {
	const startTime = getStartTime();
	const { command, escapedCommand } = joinCommand(filePath, rawArguments);
	const verbose = normalizeFdSpecificOption(rawOptions, "verbose");
	const verboseInfo = getVerboseInfo(verbose, escapedCommand, { ...rawOptions });
	logCommand(escapedCommand, verboseInfo);
	return {
		command,
		escapedCommand,
		startTime,
		verboseInfo
	};
};

// node_modules/isexe/windows.js
var require_windows = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = isexe;
	isexe.sync = sync;
	var fs = __require("fs");
	function checkPathExt(path, options) {
		var pathext = options.pathExt !== void 0 ? options.pathExt : process.env.PATHEXT;
		if (!pathext) return true;
		pathext = pathext.split(";");
		if (pathext.indexOf("") !== -1) return true;
		for (var i = 0; i < pathext.length; i++) {
			var p = pathext[i].toLowerCase();
			if (p && path.substr(-p.length).toLowerCase() === p) return true;
		}
		return false;
	}
	function checkStat(stat, path, options) {
		if (!stat.isSymbolicLink() && !stat.isFile()) return false;
		return checkPathExt(path, options);
	}
	function isexe(path, options, cb) {
		fs.stat(path, function(er, stat) {
			cb(er, er ? false : checkStat(stat, path, options));
		});
	}
	function sync(path, options) {
		return checkStat(fs.statSync(path), path, options);
	}
}));

// node_modules/isexe/mode.js
var require_mode = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = isexe;
	isexe.sync = sync;
	var fs = __require("fs");
	function isexe(path, options, cb) {
		fs.stat(path, function(er, stat) {
			cb(er, er ? false : checkStat(stat, options));
		});
	}
	function sync(path, options) {
		return checkStat(fs.statSync(path), options);
	}
	function checkStat(stat, options) {
		return stat.isFile() && checkMode(stat, options);
	}
	function checkMode(stat, options) {
		var mod = stat.mode;
		var uid = stat.uid;
		var gid = stat.gid;
		var myUid = options.uid !== void 0 ? options.uid : process.getuid && process.getuid();
		var myGid = options.gid !== void 0 ? options.gid : process.getgid && process.getgid();
		var u = parseInt("100", 8);
		var g = parseInt("010", 8);
		var o = parseInt("001", 8);
		var ug = u | g;
		return mod & o || mod & g && gid === myGid || mod & u && uid === myUid || mod & ug && myUid === 0;
	}
}));

// node_modules/isexe/index.js
var require_isexe = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	__require("fs");
	var core;
	if (process.platform === "win32" || global.TESTING_WINDOWS) core = require_windows();
	else core = require_mode();
	module.exports = isexe;
	isexe.sync = sync;
	function isexe(path, options, cb) {
		if (typeof options === "function") {
			cb = options;
			options = {};
		}
		if (!cb) {
			if (typeof Promise !== "function") throw new TypeError("callback not provided");
			return new Promise(function(resolve, reject) {
				isexe(path, options || {}, function(er, is) {
					if (er) reject(er);
					else resolve(is);
				});
			});
		}
		core(path, options || {}, function(er, is) {
			if (er) {
				if (er.code === "EACCES" || options && options.ignoreErrors) {
					er = null;
					is = false;
				}
			}
			cb(er, is);
		});
	}
	function sync(path, options) {
		try {
			return core.sync(path, options || {});
		} catch (er) {
			if (options && options.ignoreErrors || er.code === "EACCES") return false;
			else throw er;
		}
	}
}));

// node_modules/which/which.js
var require_which = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const isWindows = process.platform === "win32" || process.env.OSTYPE === "cygwin" || process.env.OSTYPE === "msys";
	const path = __require("path");
	const COLON = isWindows ? ";" : ":";
	const isexe = require_isexe();
	const getNotFoundError = (cmd) => Object.assign(/* @__PURE__ */ new Error(`not found: ${cmd}`), { code: "ENOENT" });
	const getPathInfo = (cmd, opt) => {
		const colon = opt.colon || COLON;
		const pathEnv = cmd.match(/\//) || isWindows && cmd.match(/\\/) ? [""] : [...isWindows ? [process.cwd()] : [], ...(opt.path || process.env.PATH || 
		/* istanbul ignore next: very unusual */ "").split(colon)];
		const pathExtExe = isWindows ? opt.pathExt || process.env.PATHEXT || ".EXE;.CMD;.BAT;.COM" : "";
		const pathExt = isWindows ? pathExtExe.split(colon) : [""];
		if (isWindows) {
			if (cmd.indexOf(".") !== -1 && pathExt[0] !== "") pathExt.unshift("");
		}
		return {
			pathEnv,
			pathExt,
			pathExtExe
		};
	};
	const which = (cmd, opt, cb) => {
		if (typeof opt === "function") {
			cb = opt;
			opt = {};
		}
		if (!opt) opt = {};
		const { pathEnv, pathExt, pathExtExe } = getPathInfo(cmd, opt);
		const found = [];
		const step = (i) => new Promise((resolve, reject) => {
			if (i === pathEnv.length) return opt.all && found.length ? resolve(found) : reject(getNotFoundError(cmd));
			const ppRaw = pathEnv[i];
			const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
			const pCmd = path.join(pathPart, cmd);
			const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
			resolve(subStep(p, i, 0));
		});
		const subStep = (p, i, ii) => new Promise((resolve, reject) => {
			if (ii === pathExt.length) return resolve(step(i + 1));
			const ext = pathExt[ii];
			isexe(p + ext, { pathExt: pathExtExe }, (er, is) => {
				if (!er && is) {
					if (opt.all) found.push(p + ext);
					else return resolve(p + ext);
				}
				return resolve(subStep(p, i, ii + 1));
			});
		});
		return cb ? step(0).then((res) => cb(null, res), cb) : step(0);
	};
	const whichSync = (cmd, opt) => {
		opt = opt || {};
		const { pathEnv, pathExt, pathExtExe } = getPathInfo(cmd, opt);
		const found = [];
		for (let i = 0; i < pathEnv.length; i++) {
			const ppRaw = pathEnv[i];
			const pathPart = /^".*"$/.test(ppRaw) ? ppRaw.slice(1, -1) : ppRaw;
			const pCmd = path.join(pathPart, cmd);
			const p = !pathPart && /^\.[\\\/]/.test(cmd) ? cmd.slice(0, 2) + pCmd : pCmd;
			for (let j = 0; j < pathExt.length; j++) {
				const cur = p + pathExt[j];
				try {
					if (isexe.sync(cur, { pathExt: pathExtExe })) {
						if (opt.all) found.push(cur);
						else return cur;
					}
				} catch (ex) {}
			}
		}
		if (opt.all && found.length) return found;
		if (opt.nothrow) return null;
		throw getNotFoundError(cmd);
	};
	module.exports = which;
	which.sync = whichSync;
}));

// node_modules/path-key/index.js
var require_path_key = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const pathKey = (options = {}) => {
		const environment = options.env || process.env;
		if ((options.platform || process.platform) !== "win32") return "PATH";
		return Object.keys(environment).reverse().find((key) => key.toUpperCase() === "PATH") || "Path";
	};
	module.exports = pathKey;
	module.exports.default = pathKey;
}));

// node_modules/cross-spawn/lib/util/resolveCommand.js
var require_resolveCommand = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const path = __require("path");
	const which = require_which();
	const getPathKey = require_path_key();
	function resolveCommandAttempt(parsed, withoutPathExt) {
		const env = parsed.options.env || process.env;
		const cwd = process.cwd();
		const hasCustomCwd = parsed.options.cwd != null;
		const shouldSwitchCwd = hasCustomCwd && process.chdir !== void 0 && !process.chdir.disabled;
		if (shouldSwitchCwd) try {
			process.chdir(parsed.options.cwd);
		} catch (err) {}
		let resolved;
		try {
			resolved = which.sync(parsed.command, {
				path: env[getPathKey({ env })],
				pathExt: withoutPathExt ? path.delimiter : void 0
			});
		} catch (e) {} finally {
			if (shouldSwitchCwd) process.chdir(cwd);
		}
		if (resolved) resolved = path.resolve(hasCustomCwd ? parsed.options.cwd : "", resolved);
		return resolved;
	}
	function resolveCommand(parsed) {
		return resolveCommandAttempt(parsed) || resolveCommandAttempt(parsed, true);
	}
	module.exports = resolveCommand;
}));

// node_modules/cross-spawn/lib/util/escape.js
var require_escape = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const metaCharsRegExp = /([()\][%!^"`<>&|;, *?])/g;
	function escapeCommand(arg) {
		arg = arg.replace(metaCharsRegExp, "^$1");
		return arg;
	}
	function escapeArgument(arg, doubleEscapeMetaChars) {
		arg = `${arg}`;
		arg = arg.replace(/(?=(\\+?)?)\1"/g, "$1$1\\\"");
		arg = arg.replace(/(?=(\\+?)?)\1$/, "$1$1");
		arg = `"${arg}"`;
		arg = arg.replace(metaCharsRegExp, "^$1");
		if (doubleEscapeMetaChars) arg = arg.replace(metaCharsRegExp, "^$1");
		return arg;
	}
	module.exports.command = escapeCommand;
	module.exports.argument = escapeArgument;
}));

// node_modules/shebang-regex/index.js
var require_shebang_regex = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = /^#!(.*)/;
}));

// node_modules/shebang-command/index.js
var require_shebang_command = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const shebangRegex = require_shebang_regex();
	module.exports = (string = "") => {
		const match = string.match(shebangRegex);
		if (!match) return null;
		const [path, argument] = match[0].replace(/#! ?/, "").split(" ");
		const binary = path.split("/").pop();
		if (binary === "env") return argument;
		return argument ? `${binary} ${argument}` : binary;
	};
}));

// node_modules/cross-spawn/lib/util/readShebang.js
var require_readShebang = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const fs = __require("fs");
	const shebangCommand = require_shebang_command();
	function readShebang(command) {
		const size = 150;
		const buffer = Buffer.alloc(size);
		let fd;
		try {
			fd = fs.openSync(command, "r");
			fs.readSync(fd, buffer, 0, size, 0);
			fs.closeSync(fd);
		} catch (e) {}
		return shebangCommand(buffer.toString());
	}
	module.exports = readShebang;
}));

// node_modules/cross-spawn/lib/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const path = __require("path");
	const resolveCommand = require_resolveCommand();
	const escape = require_escape();
	const readShebang = require_readShebang();
	const isWin = process.platform === "win32";
	const isExecutableRegExp = /\.(?:com|exe)$/i;
	const isCmdShimRegExp = /node_modules[\\/].bin[\\/][^\\/]+\.cmd$/i;
	function detectShebang(parsed) {
		parsed.file = resolveCommand(parsed);
		const shebang = parsed.file && readShebang(parsed.file);
		if (shebang) {
			parsed.args.unshift(parsed.file);
			parsed.command = shebang;
			return resolveCommand(parsed);
		}
		return parsed.file;
	}
	function parseNonShell(parsed) {
		if (!isWin) return parsed;
		const commandFile = detectShebang(parsed);
		const needsShell = !isExecutableRegExp.test(commandFile);
		if (parsed.options.forceShell || needsShell) {
			const needsDoubleEscapeMetaChars = isCmdShimRegExp.test(commandFile);
			parsed.command = path.normalize(parsed.command);
			parsed.command = escape.command(parsed.command);
			parsed.args = parsed.args.map((arg) => escape.argument(arg, needsDoubleEscapeMetaChars));
			parsed.args = [
				"/d",
				"/s",
				"/c",
				`"${[parsed.command].concat(parsed.args).join(" ")}"`
			];
			parsed.command = process.env.comspec || "cmd.exe";
			parsed.options.windowsVerbatimArguments = true;
		}
		return parsed;
	}
	function parse(command, args, options) {
		if (args && !Array.isArray(args)) {
			options = args;
			args = null;
		}
		args = args ? args.slice(0) : [];
		options = Object.assign({}, options);
		const parsed = {
			command,
			args,
			options,
			file: void 0,
			original: {
				command,
				args
			}
		};
		return options.shell ? parsed : parseNonShell(parsed);
	}
	module.exports = parse;
}));

// node_modules/cross-spawn/lib/enoent.js
var require_enoent = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const isWin = process.platform === "win32";
	function notFoundError(original, syscall) {
		return Object.assign(/* @__PURE__ */ new Error(`${syscall} ${original.command} ENOENT`), {
			code: "ENOENT",
			errno: "ENOENT",
			syscall: `${syscall} ${original.command}`,
			path: original.command,
			spawnargs: original.args
		});
	}
	function hookChildProcess(cp, parsed) {
		if (!isWin) return;
		const originalEmit = cp.emit;
		cp.emit = function(name, arg1) {
			if (name === "exit") {
				const err = verifyENOENT(arg1, parsed);
				if (err) return originalEmit.call(cp, "error", err);
			}
			return originalEmit.apply(cp, arguments);
		};
	}
	function verifyENOENT(status, parsed) {
		if (isWin && status === 1 && !parsed.file) return notFoundError(parsed.original, "spawn");
		return null;
	}
	function verifyENOENTSync(status, parsed) {
		if (isWin && status === 1 && !parsed.file) return notFoundError(parsed.original, "spawnSync");
		return null;
	}
	module.exports = {
		hookChildProcess,
		verifyENOENT,
		verifyENOENTSync,
		notFoundError
	};
}));

// node_modules/cross-spawn/index.js
var require_cross_spawn = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const cp = __require("child_process");
	const parse = require_parse();
	const enoent = require_enoent();
	function spawn(command, args, options) {
		const parsed = parse(command, args, options);
		const spawned = cp.spawn(parsed.command, parsed.args, parsed.options);
		enoent.hookChildProcess(spawned, parsed);
		return spawned;
	}
	function spawnSync(command, args, options) {
		const parsed = parse(command, args, options);
		const result = cp.spawnSync(parsed.command, parsed.args, parsed.options);
		result.error = result.error || enoent.verifyENOENTSync(result.status, parsed);
		return result;
	}
	module.exports = spawn;
	module.exports.spawn = spawn;
	module.exports.sync = spawnSync;
	module.exports._parse = parse;
	module.exports._enoent = enoent;
}));

// node_modules/npm-run-path/node_modules/path-key/index.js
var import_cross_spawn = /* @__PURE__ */ __toESM(require_cross_spawn(), 1);
function pathKey(options = {}) {
	const { env = process.env, platform = process.platform } = options;
	if (platform !== "win32") return "PATH";
	return Object.keys(env).reverse().find((key) => key.toUpperCase() === "PATH") || "Path";
}

// node_modules/unicorn-magic/node.js
const execFileOriginal = promisify(execFile);
function toPath(urlOrPath) {
	return urlOrPath instanceof URL ? fileURLToPath(urlOrPath) : urlOrPath;
}
function traversePathUp(startPath) {
	return { *[Symbol.iterator]() {
		let currentPath = path$1.resolve(toPath(startPath));
		let previousPath;
		while (previousPath !== currentPath) {
			yield currentPath;
			previousPath = currentPath;
			currentPath = path$1.resolve(currentPath, "..");
		}
	} };
}

// node_modules/npm-run-path/index.js
const npmRunPath = ({ cwd = process$2.cwd(), path: pathOption = process$2.env[pathKey()], preferLocal = true, execPath = process$2.execPath, addExecPath = true } = {}) => {
	const cwdPath = path$1.resolve(toPath(cwd));
	const result = [];
	const pathParts = pathOption.split(path$1.delimiter);
	if (preferLocal) applyPreferLocal(result, pathParts, cwdPath);
	if (addExecPath) applyExecPath(result, pathParts, execPath, cwdPath);
	return pathOption === "" || pathOption === path$1.delimiter ? `${result.join(path$1.delimiter)}${pathOption}` : [...result, pathOption].join(path$1.delimiter);
};
const applyPreferLocal = (result, pathParts, cwdPath) => {
	for (const directory of traversePathUp(cwdPath)) {
		const pathPart = path$1.join(directory, "node_modules/.bin");
		if (!pathParts.includes(pathPart)) result.push(pathPart);
	}
};
const applyExecPath = (result, pathParts, execPath, cwdPath) => {
	const pathPart = path$1.resolve(cwdPath, toPath(execPath), "..");
	if (!pathParts.includes(pathPart)) result.push(pathPart);
};
const npmRunPathEnv = ({ env = process$2.env, ...options } = {}) => {
	env = { ...env };
	const pathName = pathKey({ env });
	options.path = env[pathName];
	env[pathName] = npmRunPath(options);
	return env;
};

// node_modules/execa/lib/return/final-error.js
const getFinalError = (originalError, message, isSync) => {
	return new (isSync ? ExecaSyncError : ExecaError)(message, originalError instanceof DiscardedError ? {} : { cause: originalError });
};
var DiscardedError = class extends Error {};
const setErrorName = (ErrorClass, value) => {
	Object.defineProperty(ErrorClass.prototype, "name", {
		value,
		writable: true,
		enumerable: false,
		configurable: true
	});
	Object.defineProperty(ErrorClass.prototype, execaErrorSymbol, {
		value: true,
		writable: false,
		enumerable: false,
		configurable: false
	});
};
const isExecaError = (error) => isErrorInstance(error) && execaErrorSymbol in error;
const execaErrorSymbol = Symbol("isExecaError");
const isErrorInstance = (value) => Object.prototype.toString.call(value) === "[object Error]";
var ExecaError = class extends Error {};
setErrorName(ExecaError, ExecaError.name);
var ExecaSyncError = class extends Error {};
setErrorName(ExecaSyncError, ExecaSyncError.name);

// node_modules/human-signals/build/src/realtime.js
const getRealtimeSignals = () => {
	const length = 64 - SIGRTMIN + 1;
	return Array.from({ length }, getRealtimeSignal);
};
const getRealtimeSignal = (value, index) => ({
	name: `SIGRT${index + 1}`,
	number: SIGRTMIN + index,
	action: "terminate",
	description: "Application-specific signal (realtime)",
	standard: "posix"
});
const SIGRTMIN = 34;
const SIGRTMAX = 64;

// node_modules/human-signals/build/src/core.js
const SIGNALS = [
	{
		name: "SIGHUP",
		number: 1,
		action: "terminate",
		description: "Terminal closed",
		standard: "posix"
	},
	{
		name: "SIGINT",
		number: 2,
		action: "terminate",
		description: "User interruption with CTRL-C",
		standard: "ansi"
	},
	{
		name: "SIGQUIT",
		number: 3,
		action: "core",
		description: "User interruption with CTRL-\\",
		standard: "posix"
	},
	{
		name: "SIGILL",
		number: 4,
		action: "core",
		description: "Invalid machine instruction",
		standard: "ansi"
	},
	{
		name: "SIGTRAP",
		number: 5,
		action: "core",
		description: "Debugger breakpoint",
		standard: "posix"
	},
	{
		name: "SIGABRT",
		number: 6,
		action: "core",
		description: "Aborted",
		standard: "ansi"
	},
	{
		name: "SIGIOT",
		number: 6,
		action: "core",
		description: "Aborted",
		standard: "bsd"
	},
	{
		name: "SIGBUS",
		number: 7,
		action: "core",
		description: "Bus error due to misaligned, non-existing address or paging error",
		standard: "bsd"
	},
	{
		name: "SIGEMT",
		number: 7,
		action: "terminate",
		description: "Command should be emulated but is not implemented",
		standard: "other"
	},
	{
		name: "SIGFPE",
		number: 8,
		action: "core",
		description: "Floating point arithmetic error",
		standard: "ansi"
	},
	{
		name: "SIGKILL",
		number: 9,
		action: "terminate",
		description: "Forced termination",
		standard: "posix",
		forced: true
	},
	{
		name: "SIGUSR1",
		number: 10,
		action: "terminate",
		description: "Application-specific signal",
		standard: "posix"
	},
	{
		name: "SIGSEGV",
		number: 11,
		action: "core",
		description: "Segmentation fault",
		standard: "ansi"
	},
	{
		name: "SIGUSR2",
		number: 12,
		action: "terminate",
		description: "Application-specific signal",
		standard: "posix"
	},
	{
		name: "SIGPIPE",
		number: 13,
		action: "terminate",
		description: "Broken pipe or socket",
		standard: "posix"
	},
	{
		name: "SIGALRM",
		number: 14,
		action: "terminate",
		description: "Timeout or timer",
		standard: "posix"
	},
	{
		name: "SIGTERM",
		number: 15,
		action: "terminate",
		description: "Termination",
		standard: "ansi"
	},
	{
		name: "SIGSTKFLT",
		number: 16,
		action: "terminate",
		description: "Stack is empty or overflowed",
		standard: "other"
	},
	{
		name: "SIGCHLD",
		number: 17,
		action: "ignore",
		description: "Child process terminated, paused or unpaused",
		standard: "posix"
	},
	{
		name: "SIGCLD",
		number: 17,
		action: "ignore",
		description: "Child process terminated, paused or unpaused",
		standard: "other"
	},
	{
		name: "SIGCONT",
		number: 18,
		action: "unpause",
		description: "Unpaused",
		standard: "posix",
		forced: true
	},
	{
		name: "SIGSTOP",
		number: 19,
		action: "pause",
		description: "Paused",
		standard: "posix",
		forced: true
	},
	{
		name: "SIGTSTP",
		number: 20,
		action: "pause",
		description: "Paused using CTRL-Z or \"suspend\"",
		standard: "posix"
	},
	{
		name: "SIGTTIN",
		number: 21,
		action: "pause",
		description: "Background process cannot read terminal input",
		standard: "posix"
	},
	{
		name: "SIGBREAK",
		number: 21,
		action: "terminate",
		description: "User interruption with CTRL-BREAK",
		standard: "other"
	},
	{
		name: "SIGTTOU",
		number: 22,
		action: "pause",
		description: "Background process cannot write to terminal output",
		standard: "posix"
	},
	{
		name: "SIGURG",
		number: 23,
		action: "ignore",
		description: "Socket received out-of-band data",
		standard: "bsd"
	},
	{
		name: "SIGXCPU",
		number: 24,
		action: "core",
		description: "Process timed out",
		standard: "bsd"
	},
	{
		name: "SIGXFSZ",
		number: 25,
		action: "core",
		description: "File too big",
		standard: "bsd"
	},
	{
		name: "SIGVTALRM",
		number: 26,
		action: "terminate",
		description: "Timeout or timer",
		standard: "bsd"
	},
	{
		name: "SIGPROF",
		number: 27,
		action: "terminate",
		description: "Timeout or timer",
		standard: "bsd"
	},
	{
		name: "SIGWINCH",
		number: 28,
		action: "ignore",
		description: "Terminal window size changed",
		standard: "bsd"
	},
	{
		name: "SIGIO",
		number: 29,
		action: "terminate",
		description: "I/O is available",
		standard: "other"
	},
	{
		name: "SIGPOLL",
		number: 29,
		action: "terminate",
		description: "Watched event",
		standard: "other"
	},
	{
		name: "SIGINFO",
		number: 29,
		action: "ignore",
		description: "Request for process information",
		standard: "other"
	},
	{
		name: "SIGPWR",
		number: 30,
		action: "terminate",
		description: "Device running out of power",
		standard: "systemv"
	},
	{
		name: "SIGSYS",
		number: 31,
		action: "core",
		description: "Invalid system call",
		standard: "other"
	},
	{
		name: "SIGUNUSED",
		number: 31,
		action: "terminate",
		description: "Invalid system call",
		standard: "other"
	}
];

// node_modules/human-signals/build/src/signals.js
const getSignals = () => {
	const realtimeSignals = getRealtimeSignals();
	return [...SIGNALS, ...realtimeSignals].map(normalizeSignal$1);
};
const normalizeSignal$1 = ({ name, number: defaultNumber, description, action, forced = false, standard }) => {
	const { signals: { [name]: constantSignal } } = constants;
	const supported = constantSignal !== void 0;
	return {
		name,
		number: supported ? constantSignal : defaultNumber,
		description,
		supported,
		action,
		forced,
		standard
	};
};

// node_modules/human-signals/build/src/main.js
const getSignalsByName = () => {
	const signals = getSignals();
	return Object.fromEntries(signals.map(getSignalByName));
};
const getSignalByName = ({ name, number, description, supported, action, forced, standard }) => [name, {
	name,
	number,
	description,
	supported,
	action,
	forced,
	standard
}];
const signalsByName = getSignalsByName();
const getSignalsByNumber = () => {
	const signals = getSignals();
	const length = 64 + 1;
	const signalsA = Array.from({ length }, (value, number) => getSignalByNumber(number, signals));
	return Object.assign({}, ...signalsA);
};
const getSignalByNumber = (number, signals) => {
	const signal = findSignalByNumber(number, signals);
	if (signal === void 0) return {};
	const { name, description, supported, action, forced, standard } = signal;
	return { [number]: {
		name,
		number,
		description,
		supported,
		action,
		forced,
		standard
	} };
};
const findSignalByNumber = (number, signals) => {
	const signal = signals.find(({ name }) => constants.signals[name] === number);
	if (signal !== void 0) return signal;
	return signals.find((signalA) => signalA.number === number);
};
const signalsByNumber = getSignalsByNumber();

// node_modules/execa/lib/terminate/signal.js
const normalizeKillSignal = (killSignal) => {
	const optionName = "option `killSignal`";
	if (killSignal === 0) throw new TypeError(`Invalid ${optionName}: 0 cannot be used.`);
	return normalizeSignal(killSignal, optionName);
};
const normalizeSignalArgument = (signal) => signal === 0 ? signal : normalizeSignal(signal, "`subprocess.kill()`'s argument");
const normalizeSignal = (signalNameOrInteger, optionName) => {
	if (Number.isInteger(signalNameOrInteger)) return normalizeSignalInteger(signalNameOrInteger, optionName);
	if (typeof signalNameOrInteger === "string") return normalizeSignalName(signalNameOrInteger, optionName);
	throw new TypeError(`Invalid ${optionName} ${String(signalNameOrInteger)}: it must be a string or an integer.\n${getAvailableSignals()}`);
};
const normalizeSignalInteger = (signalInteger, optionName) => {
	if (signalsIntegerToName.has(signalInteger)) return signalsIntegerToName.get(signalInteger);
	throw new TypeError(`Invalid ${optionName} ${signalInteger}: this signal integer does not exist.\n${getAvailableSignals()}`);
};
const getSignalsIntegerToName = () => new Map(Object.entries(constants.signals).reverse().map(([signalName, signalInteger]) => [signalInteger, signalName]));
const signalsIntegerToName = getSignalsIntegerToName();
const normalizeSignalName = (signalName, optionName) => {
	if (signalName in constants.signals) return signalName;
	if (signalName.toUpperCase() in constants.signals) throw new TypeError(`Invalid ${optionName} '${signalName}': please rename it to '${signalName.toUpperCase()}'.`);
	throw new TypeError(`Invalid ${optionName} '${signalName}': this signal name does not exist.\n${getAvailableSignals()}`);
};
const getAvailableSignals = () => `Available signal names: ${getAvailableSignalNames()}.
Available signal numbers: ${getAvailableSignalIntegers()}.`;
const getAvailableSignalNames = () => Object.keys(constants.signals).sort().map((signalName) => `'${signalName}'`).join(", ");
const getAvailableSignalIntegers = () => [...new Set(Object.values(constants.signals).sort((signalInteger, signalIntegerTwo) => signalInteger - signalIntegerTwo))].join(", ");
const getSignalDescription = (signal) => signalsByName[signal].description;

// node_modules/execa/lib/terminate/kill.js
const normalizeForceKillAfterDelay = (forceKillAfterDelay) => {
	if (forceKillAfterDelay === false) return forceKillAfterDelay;
	if (forceKillAfterDelay === true) return DEFAULT_FORCE_KILL_TIMEOUT;
	if (!Number.isFinite(forceKillAfterDelay) || forceKillAfterDelay < 0) throw new TypeError(`Expected the \`forceKillAfterDelay\` option to be a non-negative integer, got \`${forceKillAfterDelay}\` (${typeof forceKillAfterDelay})`);
	return forceKillAfterDelay;
};
const DEFAULT_FORCE_KILL_TIMEOUT = 5e3;
const subprocessKill = ({ kill, options: { forceKillAfterDelay, killSignal }, onInternalError, context, controller }, signalOrError, errorArgument) => {
	const { signal, error } = parseKillArguments(signalOrError, errorArgument, killSignal);
	emitKillError(error, onInternalError);
	const killResult = kill(signal);
	setKillTimeout({
		kill,
		signal,
		forceKillAfterDelay,
		killSignal,
		killResult,
		context,
		controller
	});
	return killResult;
};
const parseKillArguments = (signalOrError, errorArgument, killSignal) => {
	const [signal = killSignal, error] = isErrorInstance(signalOrError) ? [void 0, signalOrError] : [signalOrError, errorArgument];
	if (typeof signal !== "string" && !Number.isInteger(signal)) throw new TypeError(`The first argument must be an error instance or a signal name string/integer: ${String(signal)}`);
	if (error !== void 0 && !isErrorInstance(error)) throw new TypeError(`The second argument is optional. If specified, it must be an error instance: ${error}`);
	return {
		signal: normalizeSignalArgument(signal),
		error
	};
};
const emitKillError = (error, onInternalError) => {
	if (error !== void 0) onInternalError.reject(error);
};
const setKillTimeout = async ({ kill, signal, forceKillAfterDelay, killSignal, killResult, context, controller }) => {
	if (signal === killSignal && killResult) killOnTimeout({
		kill,
		forceKillAfterDelay,
		context,
		controllerSignal: controller.signal
	});
};
const killOnTimeout = async ({ kill, forceKillAfterDelay, context, controllerSignal }) => {
	if (forceKillAfterDelay === false) return;
	try {
		await setTimeout$1(forceKillAfterDelay, void 0, { signal: controllerSignal });
		if (kill("SIGKILL")) context.isForcefullyTerminated ??= true;
	} catch {}
};

// node_modules/execa/lib/utils/abort-signal.js
const onAbortedSignal = async (mainSignal, stopSignal) => {
	if (!mainSignal.aborted) await once(mainSignal, "abort", { signal: stopSignal });
};

// node_modules/execa/lib/terminate/cancel.js
const validateCancelSignal = ({ cancelSignal }) => {
	if (cancelSignal !== void 0 && Object.prototype.toString.call(cancelSignal) !== "[object AbortSignal]") throw new Error(`The \`cancelSignal\` option must be an AbortSignal: ${String(cancelSignal)}`);
};
const throwOnCancel = ({ subprocess, cancelSignal, gracefulCancel, context, controller }) => cancelSignal === void 0 || gracefulCancel ? [] : [terminateOnCancel(subprocess, cancelSignal, context, controller)];
const terminateOnCancel = async (subprocess, cancelSignal, context, { signal }) => {
	await onAbortedSignal(cancelSignal, signal);
	context.terminationReason ??= "cancel";
	subprocess.kill();
	throw cancelSignal.reason;
};

// node_modules/execa/lib/ipc/validation.js
const validateIpcMethod = ({ methodName, isSubprocess, ipc, isConnected }) => {
	validateIpcOption(methodName, isSubprocess, ipc);
	validateConnection(methodName, isSubprocess, isConnected);
};
const validateIpcOption = (methodName, isSubprocess, ipc) => {
	if (!ipc) throw new Error(`${getMethodName(methodName, isSubprocess)} can only be used if the \`ipc\` option is \`true\`.`);
};
const validateConnection = (methodName, isSubprocess, isConnected) => {
	if (!isConnected) throw new Error(`${getMethodName(methodName, isSubprocess)} cannot be used: the ${getOtherProcessName(isSubprocess)} has already exited or disconnected.`);
};
const throwOnEarlyDisconnect = (isSubprocess) => {
	throw new Error(`${getMethodName("getOneMessage", isSubprocess)} could not complete: the ${getOtherProcessName(isSubprocess)} exited or disconnected.`);
};
const throwOnStrictDeadlockError = (isSubprocess) => {
	throw new Error(`${getMethodName("sendMessage", isSubprocess)} failed: the ${getOtherProcessName(isSubprocess)} is sending a message too, instead of listening to incoming messages.
This can be fixed by both sending a message and listening to incoming messages at the same time:

const [receivedMessage] = await Promise.all([
	${getMethodName("getOneMessage", isSubprocess)},
	${getMethodName("sendMessage", isSubprocess, "message, {strict: true}")},
]);`);
};
const getStrictResponseError = (error, isSubprocess) => new Error(`${getMethodName("sendMessage", isSubprocess)} failed when sending an acknowledgment response to the ${getOtherProcessName(isSubprocess)}.`, { cause: error });
const throwOnMissingStrict = (isSubprocess) => {
	throw new Error(`${getMethodName("sendMessage", isSubprocess)} failed: the ${getOtherProcessName(isSubprocess)} is not listening to incoming messages.`);
};
const throwOnStrictDisconnect = (isSubprocess) => {
	throw new Error(`${getMethodName("sendMessage", isSubprocess)} failed: the ${getOtherProcessName(isSubprocess)} exited without listening to incoming messages.`);
};
const getAbortDisconnectError = () => /* @__PURE__ */ new Error(`\`cancelSignal\` aborted: the ${getOtherProcessName(true)} disconnected.`);
const throwOnMissingParent = () => {
	throw new Error("`getCancelSignal()` cannot be used without setting the `cancelSignal` subprocess option.");
};
const handleEpipeError = ({ error, methodName, isSubprocess }) => {
	if (error.code === "EPIPE") throw new Error(`${getMethodName(methodName, isSubprocess)} cannot be used: the ${getOtherProcessName(isSubprocess)} is disconnecting.`, { cause: error });
};
const handleSerializationError = ({ error, methodName, isSubprocess, message }) => {
	if (isSerializationError(error)) throw new Error(`${getMethodName(methodName, isSubprocess)}'s argument type is invalid: the message cannot be serialized: ${String(message)}.`, { cause: error });
};
const isSerializationError = ({ code, message }) => SERIALIZATION_ERROR_CODES.has(code) || SERIALIZATION_ERROR_MESSAGES.some((serializationErrorMessage) => message.includes(serializationErrorMessage));
const SERIALIZATION_ERROR_CODES = /* @__PURE__ */ new Set(["ERR_MISSING_ARGS", "ERR_INVALID_ARG_TYPE"]);
const SERIALIZATION_ERROR_MESSAGES = [
	"could not be cloned",
	"circular structure",
	"call stack size exceeded"
];
const getMethodName = (methodName, isSubprocess, parameters = "") => methodName === "cancelSignal" ? "`cancelSignal`'s `controller.abort()`" : `${getNamespaceName(isSubprocess)}${methodName}(${parameters})`;
const getNamespaceName = (isSubprocess) => isSubprocess ? "" : "subprocess.";
const getOtherProcessName = (isSubprocess) => isSubprocess ? "parent process" : "subprocess";
const disconnect = (anyProcess) => {
	if (anyProcess.connected) anyProcess.disconnect();
};

// node_modules/execa/lib/utils/deferred.js
const createDeferred = () => {
	const methods = {};
	const promise = new Promise((resolve, reject) => {
		Object.assign(methods, {
			resolve,
			reject
		});
	});
	return Object.assign(promise, methods);
};

// node_modules/execa/lib/arguments/fd-options.js
const getToStream = (destination, to = "stdin") => {
	const isWritable = true;
	const { options, fileDescriptors } = SUBPROCESS_OPTIONS.get(destination);
	const fdNumber = getFdNumber(fileDescriptors, to, isWritable);
	const destinationStream = destination.stdio[fdNumber];
	if (destinationStream === null) throw new TypeError(getInvalidStdioOptionMessage(fdNumber, to, options, isWritable));
	return destinationStream;
};
const getFromStream = (source, from = "stdout") => {
	const isWritable = false;
	const { options, fileDescriptors } = SUBPROCESS_OPTIONS.get(source);
	const fdNumber = getFdNumber(fileDescriptors, from, isWritable);
	const sourceStream = fdNumber === "all" ? source.all : source.stdio[fdNumber];
	if (sourceStream === null || sourceStream === void 0) throw new TypeError(getInvalidStdioOptionMessage(fdNumber, from, options, isWritable));
	return sourceStream;
};
const SUBPROCESS_OPTIONS = /* @__PURE__ */ new WeakMap();
const getFdNumber = (fileDescriptors, fdName, isWritable) => {
	const fdNumber = parseFdNumber(fdName, isWritable);
	validateFdNumber(fdNumber, fdName, isWritable, fileDescriptors);
	return fdNumber;
};
const parseFdNumber = (fdName, isWritable) => {
	const fdNumber = parseFd(fdName);
	if (fdNumber !== void 0) return fdNumber;
	const { validOptions, defaultValue } = isWritable ? {
		validOptions: "\"stdin\"",
		defaultValue: "stdin"
	} : {
		validOptions: "\"stdout\", \"stderr\", \"all\"",
		defaultValue: "stdout"
	};
	throw new TypeError(`"${getOptionName(isWritable)}" must not be "${fdName}".
It must be ${validOptions} or "fd3", "fd4" (and so on).
It is optional and defaults to "${defaultValue}".`);
};
const validateFdNumber = (fdNumber, fdName, isWritable, fileDescriptors) => {
	const fileDescriptor = fileDescriptors[getUsedDescriptor(fdNumber)];
	if (fileDescriptor === void 0) throw new TypeError(`"${getOptionName(isWritable)}" must not be ${fdName}. That file descriptor does not exist.
Please set the "stdio" option to ensure that file descriptor exists.`);
	if (fileDescriptor.direction === "input" && !isWritable) throw new TypeError(`"${getOptionName(isWritable)}" must not be ${fdName}. It must be a readable stream, not writable.`);
	if (fileDescriptor.direction !== "input" && isWritable) throw new TypeError(`"${getOptionName(isWritable)}" must not be ${fdName}. It must be a writable stream, not readable.`);
};
const getInvalidStdioOptionMessage = (fdNumber, fdName, options, isWritable) => {
	if (fdNumber === "all" && !options.all) return "The \"all\" option must be true to use \"from: 'all'\".";
	const { optionName, optionValue } = getInvalidStdioOption(fdNumber, options);
	return `The "${optionName}: ${serializeOptionValue(optionValue)}" option is incompatible with using "${getOptionName(isWritable)}: ${serializeOptionValue(fdName)}".
Please set this option with "pipe" instead.`;
};
const getInvalidStdioOption = (fdNumber, { stdin, stdout, stderr, stdio }) => {
	const usedDescriptor = getUsedDescriptor(fdNumber);
	if (usedDescriptor === 0 && stdin !== void 0) return {
		optionName: "stdin",
		optionValue: stdin
	};
	if (usedDescriptor === 1 && stdout !== void 0) return {
		optionName: "stdout",
		optionValue: stdout
	};
	if (usedDescriptor === 2 && stderr !== void 0) return {
		optionName: "stderr",
		optionValue: stderr
	};
	return {
		optionName: `stdio[${usedDescriptor}]`,
		optionValue: stdio[usedDescriptor]
	};
};
const getUsedDescriptor = (fdNumber) => fdNumber === "all" ? 1 : fdNumber;
const getOptionName = (isWritable) => isWritable ? "to" : "from";
const serializeOptionValue = (value) => {
	if (typeof value === "string") return `'${value}'`;
	return typeof value === "number" ? `${value}` : "Stream";
};

// node_modules/execa/lib/utils/max-listeners.js
const incrementMaxListeners = (eventEmitter, maxListenersIncrement, signal) => {
	const maxListeners = eventEmitter.getMaxListeners();
	if (maxListeners === 0 || maxListeners === Number.POSITIVE_INFINITY) return;
	eventEmitter.setMaxListeners(maxListeners + maxListenersIncrement);
	addAbortListener(signal, () => {
		eventEmitter.setMaxListeners(eventEmitter.getMaxListeners() - maxListenersIncrement);
	});
};

// node_modules/execa/lib/ipc/reference.js
const addReference = (channel, reference) => {
	if (reference) addReferenceCount(channel);
};
const addReferenceCount = (channel) => {
	channel.refCounted();
};
const removeReference = (channel, reference) => {
	if (reference) removeReferenceCount(channel);
};
const removeReferenceCount = (channel) => {
	channel.unrefCounted();
};
const undoAddedReferences = (channel, isSubprocess) => {
	if (isSubprocess) {
		removeReferenceCount(channel);
		removeReferenceCount(channel);
	}
};
const redoAddedReferences = (channel, isSubprocess) => {
	if (isSubprocess) {
		addReferenceCount(channel);
		addReferenceCount(channel);
	}
};

// node_modules/execa/lib/ipc/incoming.js
const onMessage = async ({ anyProcess, channel, isSubprocess, ipcEmitter }, wrappedMessage) => {
	if (handleStrictResponse(wrappedMessage) || handleAbort(wrappedMessage)) return;
	if (!INCOMING_MESSAGES.has(anyProcess)) INCOMING_MESSAGES.set(anyProcess, []);
	const incomingMessages = INCOMING_MESSAGES.get(anyProcess);
	incomingMessages.push(wrappedMessage);
	if (incomingMessages.length > 1) return;
	while (incomingMessages.length > 0) {
		await waitForOutgoingMessages(anyProcess, ipcEmitter, wrappedMessage);
		await scheduler.yield();
		const message = await handleStrictRequest({
			wrappedMessage: incomingMessages[0],
			anyProcess,
			channel,
			isSubprocess,
			ipcEmitter
		});
		incomingMessages.shift();
		ipcEmitter.emit("message", message);
		ipcEmitter.emit("message:done");
	}
};
const onDisconnect = async ({ anyProcess, channel, isSubprocess, ipcEmitter, boundOnMessage }) => {
	abortOnDisconnect();
	const incomingMessages = INCOMING_MESSAGES.get(anyProcess);
	while (incomingMessages?.length > 0) await once(ipcEmitter, "message:done");
	anyProcess.removeListener("message", boundOnMessage);
	redoAddedReferences(channel, isSubprocess);
	ipcEmitter.connected = false;
	ipcEmitter.emit("disconnect");
};
const INCOMING_MESSAGES = /* @__PURE__ */ new WeakMap();

// node_modules/execa/lib/ipc/forward.js
const getIpcEmitter = (anyProcess, channel, isSubprocess) => {
	if (IPC_EMITTERS.has(anyProcess)) return IPC_EMITTERS.get(anyProcess);
	const ipcEmitter = new EventEmitter();
	ipcEmitter.connected = true;
	IPC_EMITTERS.set(anyProcess, ipcEmitter);
	forwardEvents({
		ipcEmitter,
		anyProcess,
		channel,
		isSubprocess
	});
	return ipcEmitter;
};
const IPC_EMITTERS = /* @__PURE__ */ new WeakMap();
const forwardEvents = ({ ipcEmitter, anyProcess, channel, isSubprocess }) => {
	const boundOnMessage = onMessage.bind(void 0, {
		anyProcess,
		channel,
		isSubprocess,
		ipcEmitter
	});
	anyProcess.on("message", boundOnMessage);
	anyProcess.once("disconnect", onDisconnect.bind(void 0, {
		anyProcess,
		channel,
		isSubprocess,
		ipcEmitter,
		boundOnMessage
	}));
	undoAddedReferences(channel, isSubprocess);
};
const isConnected = (anyProcess) => {
	const ipcEmitter = IPC_EMITTERS.get(anyProcess);
	return ipcEmitter === void 0 ? anyProcess.channel !== null : ipcEmitter.connected;
};

// node_modules/execa/lib/ipc/strict.js
const handleSendStrict = ({ anyProcess, channel, isSubprocess, message, strict }) => {
	if (!strict) return message;
	const ipcEmitter = getIpcEmitter(anyProcess, channel, isSubprocess);
	const hasListeners = hasMessageListeners(anyProcess, ipcEmitter);
	return {
		id: count++,
		type: REQUEST_TYPE,
		message,
		hasListeners
	};
};
let count = 0n;
const validateStrictDeadlock = (outgoingMessages, wrappedMessage) => {
	if (wrappedMessage?.type !== REQUEST_TYPE || wrappedMessage.hasListeners) return;
	for (const { id } of outgoingMessages) if (id !== void 0) STRICT_RESPONSES[id].resolve({
		isDeadlock: true,
		hasListeners: false
	});
};
const handleStrictRequest = async ({ wrappedMessage, anyProcess, channel, isSubprocess, ipcEmitter }) => {
	if (wrappedMessage?.type !== REQUEST_TYPE || !anyProcess.connected) return wrappedMessage;
	const { id, message } = wrappedMessage;
	const response = {
		id,
		type: RESPONSE_TYPE,
		message: hasMessageListeners(anyProcess, ipcEmitter)
	};
	try {
		await sendMessage$1({
			anyProcess,
			channel,
			isSubprocess,
			ipc: true
		}, response);
	} catch (error) {
		ipcEmitter.emit("strict:error", error);
	}
	return message;
};
const handleStrictResponse = (wrappedMessage) => {
	if (wrappedMessage?.type !== RESPONSE_TYPE) return false;
	const { id, message: hasListeners } = wrappedMessage;
	STRICT_RESPONSES[id]?.resolve({
		isDeadlock: false,
		hasListeners
	});
	return true;
};
const waitForStrictResponse = async (wrappedMessage, anyProcess, isSubprocess) => {
	if (wrappedMessage?.type !== REQUEST_TYPE) return;
	const deferred = createDeferred();
	STRICT_RESPONSES[wrappedMessage.id] = deferred;
	const controller = new AbortController();
	try {
		const { isDeadlock, hasListeners } = await Promise.race([deferred, throwOnDisconnect$1(anyProcess, isSubprocess, controller)]);
		if (isDeadlock) throwOnStrictDeadlockError(isSubprocess);
		if (!hasListeners) throwOnMissingStrict(isSubprocess);
	} finally {
		controller.abort();
		delete STRICT_RESPONSES[wrappedMessage.id];
	}
};
const STRICT_RESPONSES = {};
const throwOnDisconnect$1 = async (anyProcess, isSubprocess, { signal }) => {
	incrementMaxListeners(anyProcess, 1, signal);
	await once(anyProcess, "disconnect", { signal });
	throwOnStrictDisconnect(isSubprocess);
};
const REQUEST_TYPE = "execa:ipc:request";
const RESPONSE_TYPE = "execa:ipc:response";

// node_modules/execa/lib/ipc/outgoing.js
const startSendMessage = (anyProcess, wrappedMessage, strict) => {
	if (!OUTGOING_MESSAGES.has(anyProcess)) OUTGOING_MESSAGES.set(anyProcess, /* @__PURE__ */ new Set());
	const outgoingMessages = OUTGOING_MESSAGES.get(anyProcess);
	const outgoingMessage = {
		onMessageSent: createDeferred(),
		id: strict ? wrappedMessage.id : void 0
	};
	outgoingMessages.add(outgoingMessage);
	return {
		outgoingMessages,
		outgoingMessage
	};
};
const endSendMessage = ({ outgoingMessages, outgoingMessage }) => {
	outgoingMessages.delete(outgoingMessage);
	outgoingMessage.onMessageSent.resolve();
};
const waitForOutgoingMessages = async (anyProcess, ipcEmitter, wrappedMessage) => {
	while (!hasMessageListeners(anyProcess, ipcEmitter) && OUTGOING_MESSAGES.get(anyProcess)?.size > 0) {
		const outgoingMessages = [...OUTGOING_MESSAGES.get(anyProcess)];
		validateStrictDeadlock(outgoingMessages, wrappedMessage);
		await Promise.all(outgoingMessages.map(({ onMessageSent }) => onMessageSent));
	}
};
const OUTGOING_MESSAGES = /* @__PURE__ */ new WeakMap();
const hasMessageListeners = (anyProcess, ipcEmitter) => ipcEmitter.listenerCount("message") > getMinListenerCount(anyProcess);
const getMinListenerCount = (anyProcess) => SUBPROCESS_OPTIONS.has(anyProcess) && !getFdSpecificValue(SUBPROCESS_OPTIONS.get(anyProcess).options.buffer, "ipc") ? 1 : 0;

// node_modules/execa/lib/ipc/send.js
const sendMessage$1 = ({ anyProcess, channel, isSubprocess, ipc }, message, { strict = false } = {}) => {
	const methodName = "sendMessage";
	validateIpcMethod({
		methodName,
		isSubprocess,
		ipc,
		isConnected: anyProcess.connected
	});
	return sendMessageAsync({
		anyProcess,
		channel,
		methodName,
		isSubprocess,
		message,
		strict
	});
};
const sendMessageAsync = async ({ anyProcess, channel, methodName, isSubprocess, message, strict }) => {
	const wrappedMessage = handleSendStrict({
		anyProcess,
		channel,
		isSubprocess,
		message,
		strict
	});
	const outgoingMessagesState = startSendMessage(anyProcess, wrappedMessage, strict);
	try {
		await sendOneMessage({
			anyProcess,
			methodName,
			isSubprocess,
			wrappedMessage,
			message
		});
	} catch (error) {
		disconnect(anyProcess);
		throw error;
	} finally {
		endSendMessage(outgoingMessagesState);
	}
};
const sendOneMessage = async ({ anyProcess, methodName, isSubprocess, wrappedMessage, message }) => {
	const sendMethod = getSendMethod(anyProcess);
	try {
		await Promise.all([waitForStrictResponse(wrappedMessage, anyProcess, isSubprocess), sendMethod(wrappedMessage)]);
	} catch (error) {
		handleEpipeError({
			error,
			methodName,
			isSubprocess
		});
		handleSerializationError({
			error,
			methodName,
			isSubprocess,
			message
		});
		throw error;
	}
};
const getSendMethod = (anyProcess) => {
	if (PROCESS_SEND_METHODS.has(anyProcess)) return PROCESS_SEND_METHODS.get(anyProcess);
	const sendMethod = promisify(anyProcess.send.bind(anyProcess));
	PROCESS_SEND_METHODS.set(anyProcess, sendMethod);
	return sendMethod;
};
const PROCESS_SEND_METHODS = /* @__PURE__ */ new WeakMap();

// node_modules/execa/lib/ipc/graceful.js
const sendAbort = (subprocess, message) => {
	const methodName = "cancelSignal";
	validateConnection(methodName, false, subprocess.connected);
	return sendOneMessage({
		anyProcess: subprocess,
		methodName,
		isSubprocess: false,
		wrappedMessage: {
			type: GRACEFUL_CANCEL_TYPE,
			message
		},
		message
	});
};
const getCancelSignal$1 = async ({ anyProcess, channel, isSubprocess, ipc }) => {
	await startIpc({
		anyProcess,
		channel,
		isSubprocess,
		ipc
	});
	return cancelController.signal;
};
const startIpc = async ({ anyProcess, channel, isSubprocess, ipc }) => {
	if (cancelListening) return;
	cancelListening = true;
	if (!ipc) {
		throwOnMissingParent();
		return;
	}
	if (channel === null) {
		abortOnDisconnect();
		return;
	}
	getIpcEmitter(anyProcess, channel, isSubprocess);
	await scheduler.yield();
};
let cancelListening = false;
const handleAbort = (wrappedMessage) => {
	if (wrappedMessage?.type !== GRACEFUL_CANCEL_TYPE) return false;
	cancelController.abort(wrappedMessage.message);
	return true;
};
const GRACEFUL_CANCEL_TYPE = "execa:ipc:cancel";
const abortOnDisconnect = () => {
	cancelController.abort(getAbortDisconnectError());
};
const cancelController = new AbortController();

// node_modules/execa/lib/terminate/graceful.js
const validateGracefulCancel = ({ gracefulCancel, cancelSignal, ipc, serialization }) => {
	if (!gracefulCancel) return;
	if (cancelSignal === void 0) throw new Error("The `cancelSignal` option must be defined when setting the `gracefulCancel` option.");
	if (!ipc) throw new Error("The `ipc` option cannot be false when setting the `gracefulCancel` option.");
	if (serialization === "json") throw new Error("The `serialization` option cannot be 'json' when setting the `gracefulCancel` option.");
};
const throwOnGracefulCancel = ({ subprocess, cancelSignal, gracefulCancel, forceKillAfterDelay, context, controller }) => gracefulCancel ? [sendOnAbort({
	subprocess,
	cancelSignal,
	forceKillAfterDelay,
	context,
	controller
})] : [];
const sendOnAbort = async ({ subprocess, cancelSignal, forceKillAfterDelay, context, controller: { signal } }) => {
	await onAbortedSignal(cancelSignal, signal);
	const reason = getReason(cancelSignal);
	await sendAbort(subprocess, reason);
	killOnTimeout({
		kill: subprocess.kill,
		forceKillAfterDelay,
		context,
		controllerSignal: signal
	});
	context.terminationReason ??= "gracefulCancel";
	throw cancelSignal.reason;
};
const getReason = ({ reason }) => {
	if (!(reason instanceof DOMException)) return reason;
	const error = new Error(reason.message);
	Object.defineProperty(error, "stack", {
		value: reason.stack,
		enumerable: false,
		configurable: true,
		writable: true
	});
	return error;
};

// node_modules/execa/lib/terminate/timeout.js
const validateTimeout = ({ timeout }) => {
	if (timeout !== void 0 && (!Number.isFinite(timeout) || timeout < 0)) throw new TypeError(`Expected the \`timeout\` option to be a non-negative integer, got \`${timeout}\` (${typeof timeout})`);
};
const throwOnTimeout = (subprocess, timeout, context, controller) => timeout === 0 || timeout === void 0 ? [] : [killAfterTimeout(subprocess, timeout, context, controller)];
const killAfterTimeout = async (subprocess, timeout, context, { signal }) => {
	await setTimeout$1(timeout, void 0, { signal });
	context.terminationReason ??= "timeout";
	subprocess.kill();
	throw new DiscardedError();
};

// node_modules/execa/lib/methods/node.js
const mapNode = ({ options }) => {
	if (options.node === false) throw new TypeError("The \"node\" option cannot be false with `execaNode()`.");
	return { options: {
		...options,
		node: true
	} };
};
const handleNodeOption = (file, commandArguments, { node: shouldHandleNode = false, nodePath = execPath, nodeOptions = execArgv.filter((nodeOption) => !nodeOption.startsWith("--inspect")), cwd, execPath: formerNodePath, ...options }) => {
	if (formerNodePath !== void 0) throw new TypeError("The \"execPath\" option has been removed. Please use the \"nodePath\" option instead.");
	const normalizedNodePath = safeNormalizeFileUrl(nodePath, "The \"nodePath\" option");
	const resolvedNodePath = path$1.resolve(cwd, normalizedNodePath);
	const newOptions = {
		...options,
		nodePath: resolvedNodePath,
		node: shouldHandleNode,
		cwd
	};
	if (!shouldHandleNode) return [
		file,
		commandArguments,
		newOptions
	];
	if (path$1.basename(file, ".exe") === "node") throw new TypeError("When the \"node\" option is true, the first argument does not need to be \"node\".");
	return [
		resolvedNodePath,
		[
			...nodeOptions,
			file,
			...commandArguments
		],
		{
			ipc: true,
			...newOptions,
			shell: false
		}
	];
};

// node_modules/execa/lib/ipc/ipc-input.js
const validateIpcInputOption = ({ ipcInput, ipc, serialization }) => {
	if (ipcInput === void 0) return;
	if (!ipc) throw new Error("The `ipcInput` option cannot be set unless the `ipc` option is `true`.");
	validateIpcInput[serialization](ipcInput);
};
const validateAdvancedInput = (ipcInput) => {
	try {
		serialize(ipcInput);
	} catch (error) {
		throw new Error("The `ipcInput` option is not serializable with a structured clone.", { cause: error });
	}
};
const validateJsonInput = (ipcInput) => {
	try {
		JSON.stringify(ipcInput);
	} catch (error) {
		throw new Error("The `ipcInput` option is not serializable with JSON.", { cause: error });
	}
};
const validateIpcInput = {
	advanced: validateAdvancedInput,
	json: validateJsonInput
};
const sendIpcInput = async (subprocess, ipcInput) => {
	if (ipcInput === void 0) return;
	await subprocess.sendMessage(ipcInput);
};

// node_modules/execa/lib/arguments/encoding-option.js
const validateEncoding = ({ encoding }) => {
	if (ENCODINGS.has(encoding)) return;
	const correctEncoding = getCorrectEncoding(encoding);
	if (correctEncoding !== void 0) throw new TypeError(`Invalid option \`encoding: ${serializeEncoding(encoding)}\`.
Please rename it to ${serializeEncoding(correctEncoding)}.`);
	const correctEncodings = [...ENCODINGS].map((correctEncoding) => serializeEncoding(correctEncoding)).join(", ");
	throw new TypeError(`Invalid option \`encoding: ${serializeEncoding(encoding)}\`.
Please rename it to one of: ${correctEncodings}.`);
};
const TEXT_ENCODINGS = /* @__PURE__ */ new Set(["utf8", "utf16le"]);
const BINARY_ENCODINGS = /* @__PURE__ */ new Set([
	"buffer",
	"hex",
	"base64",
	"base64url",
	"latin1",
	"ascii"
]);
const ENCODINGS = /* @__PURE__ */ new Set([...TEXT_ENCODINGS, ...BINARY_ENCODINGS]);
const getCorrectEncoding = (encoding) => {
	if (encoding === null) return "buffer";
	if (typeof encoding !== "string") return;
	const lowerEncoding = encoding.toLowerCase();
	if (lowerEncoding in ENCODING_ALIASES) return ENCODING_ALIASES[lowerEncoding];
	if (ENCODINGS.has(lowerEncoding)) return lowerEncoding;
};
const ENCODING_ALIASES = {
	"utf-8": "utf8",
	"utf-16le": "utf16le",
	"ucs-2": "utf16le",
	ucs2: "utf16le",
	binary: "latin1"
};
const serializeEncoding = (encoding) => typeof encoding === "string" ? `"${encoding}"` : String(encoding);

// node_modules/execa/lib/arguments/cwd.js
const normalizeCwd = (cwd = getDefaultCwd()) => {
	const cwdString = safeNormalizeFileUrl(cwd, "The \"cwd\" option");
	return path$1.resolve(cwdString);
};
const getDefaultCwd = () => {
	try {
		return process$2.cwd();
	} catch (error) {
		error.message = `The current directory does not exist.\n${error.message}`;
		throw error;
	}
};
const fixCwdError = (originalMessage, cwd) => {
	if (cwd === getDefaultCwd()) return originalMessage;
	let cwdStat;
	try {
		cwdStat = statSync(cwd);
	} catch (error) {
		return `The "cwd" option is invalid: ${cwd}.\n${error.message}\n${originalMessage}`;
	}
	if (!cwdStat.isDirectory()) return `The "cwd" option is not a directory: ${cwd}.\n${originalMessage}`;
	return originalMessage;
};

// node_modules/execa/lib/arguments/options.js
const normalizeOptions = (filePath, rawArguments, rawOptions) => {
	rawOptions.cwd = normalizeCwd(rawOptions.cwd);
	const [processedFile, processedArguments, processedOptions] = handleNodeOption(filePath, rawArguments, rawOptions);
	const { command: file, args: commandArguments, options: initialOptions } = import_cross_spawn.default._parse(processedFile, processedArguments, processedOptions);
	const fdOptions = normalizeFdSpecificOptions(initialOptions);
	const options = addDefaultOptions(fdOptions);
	validateTimeout(options);
	validateEncoding(options);
	validateIpcInputOption(options);
	validateCancelSignal(options);
	validateGracefulCancel(options);
	options.shell = normalizeFileUrl(options.shell);
	options.env = getEnv(options);
	options.killSignal = normalizeKillSignal(options.killSignal);
	options.forceKillAfterDelay = normalizeForceKillAfterDelay(options.forceKillAfterDelay);
	options.lines = options.lines.map((lines, fdNumber) => lines && !BINARY_ENCODINGS.has(options.encoding) && options.buffer[fdNumber]);
	if (process$2.platform === "win32" && path$1.basename(file, ".exe") === "cmd") commandArguments.unshift("/q");
	return {
		file,
		commandArguments,
		options
	};
};
const addDefaultOptions = ({ extendEnv = true, preferLocal = false, cwd, localDir: localDirectory = cwd, encoding = "utf8", reject = true, cleanup = true, all = false, windowsHide = true, killSignal = "SIGTERM", forceKillAfterDelay = true, gracefulCancel = false, ipcInput, ipc = ipcInput !== void 0 || gracefulCancel, serialization = "advanced", ...options }) => ({
	...options,
	extendEnv,
	preferLocal,
	cwd,
	localDirectory,
	encoding,
	reject,
	cleanup,
	all,
	windowsHide,
	killSignal,
	forceKillAfterDelay,
	gracefulCancel,
	ipcInput,
	ipc,
	serialization
});
const getEnv = ({ env: envOption, extendEnv, preferLocal, node, localDirectory, nodePath }) => {
	const env = extendEnv ? {
		...process$2.env,
		...envOption
	} : envOption;
	if (preferLocal || node) return npmRunPathEnv({
		env,
		cwd: localDirectory,
		execPath: nodePath,
		preferLocal,
		addExecPath: node
	});
	return env;
};

// node_modules/execa/lib/arguments/shell.js
const concatenateShell = (file, commandArguments, options) => options.shell && commandArguments.length > 0 ? [
	[file, ...commandArguments].join(" "),
	[],
	options
] : [
	file,
	commandArguments,
	options
];

// node_modules/strip-final-newline/index.js
function stripFinalNewline(input) {
	if (typeof input === "string") return stripFinalNewlineString(input);
	if (!(ArrayBuffer.isView(input) && input.BYTES_PER_ELEMENT === 1)) throw new Error("Input must be a string or a Uint8Array");
	return stripFinalNewlineBinary(input);
}
const stripFinalNewlineString = (input) => input.at(-1) === LF ? input.slice(0, input.at(-2) === CR ? -2 : -1) : input;
const stripFinalNewlineBinary = (input) => input.at(-1) === LF_BINARY ? input.subarray(0, input.at(-2) === CR_BINARY ? -2 : -1) : input;
const LF = "\n";
const LF_BINARY = LF.codePointAt(0);
const CR = "\r";
const CR_BINARY = CR.codePointAt(0);

// node_modules/is-stream/index.js
function isStream(stream, { checkOpen = true } = {}) {
	return stream !== null && typeof stream === "object" && (stream.writable || stream.readable || !checkOpen || stream.writable === void 0 && stream.readable === void 0) && typeof stream.pipe === "function";
}
function isWritableStream$1(stream, { checkOpen = true } = {}) {
	return isStream(stream, { checkOpen }) && (stream.writable || !checkOpen) && typeof stream.write === "function" && typeof stream.end === "function" && typeof stream.writable === "boolean" && typeof stream.writableObjectMode === "boolean" && typeof stream.destroy === "function" && typeof stream.destroyed === "boolean";
}
function isReadableStream$1(stream, { checkOpen = true } = {}) {
	return isStream(stream, { checkOpen }) && (stream.readable || !checkOpen) && typeof stream.read === "function" && typeof stream.readable === "boolean" && typeof stream.readableObjectMode === "boolean" && typeof stream.destroy === "function" && typeof stream.destroyed === "boolean";
}
function isDuplexStream(stream, options) {
	return isWritableStream$1(stream, options) && isReadableStream$1(stream, options);
}

// node_modules/@sec-ant/readable-stream/dist/ponyfill/asyncIterator.js
const a = Object.getPrototypeOf(Object.getPrototypeOf(
	/* istanbul ignore next */
	async function* () {}
).prototype);
var c = class {
	#t;
	#n;
	#r = !1;
	#e = void 0;
	constructor(e, t) {
		this.#t = e, this.#n = t;
	}
	next() {
		const e = () => this.#s();
		return this.#e = this.#e ? this.#e.then(e, e) : e(), this.#e;
	}
	return(e) {
		const t = () => this.#i(e);
		return this.#e ? this.#e.then(t, t) : t();
	}
	async #s() {
		if (this.#r) return {
			done: !0,
			value: void 0
		};
		let e;
		try {
			e = await this.#t.read();
		} catch (t) {
			throw this.#e = void 0, this.#r = !0, this.#t.releaseLock(), t;
		}
		return e.done && (this.#e = void 0, this.#r = !0, this.#t.releaseLock()), e;
	}
	async #i(e) {
		if (this.#r) return {
			done: !0,
			value: e
		};
		if (this.#r = !0, !this.#n) {
			const t = this.#t.cancel(e);
			return this.#t.releaseLock(), await t, {
				done: !0,
				value: e
			};
		}
		return this.#t.releaseLock(), {
			done: !0,
			value: e
		};
	}
};
const n = Symbol();
function i() {
	return this[n].next();
}
Object.defineProperty(i, "name", { value: "next" });
function o(r) {
	return this[n].return(r);
}
Object.defineProperty(o, "name", { value: "return" });
const u = Object.create(a, {
	next: {
		enumerable: !0,
		configurable: !0,
		writable: !0,
		value: i
	},
	return: {
		enumerable: !0,
		configurable: !0,
		writable: !0,
		value: o
	}
});
function h({ preventCancel: r = !1 } = {}) {
	const e = this.getReader(), t = new c(e, r), s = Object.create(u);
	return s[n] = t, s;
}

// node_modules/get-stream/source/stream.js
const getAsyncIterable = (stream) => {
	if (isReadableStream$1(stream, { checkOpen: false }) && nodeImports.on !== void 0) return getStreamIterable(stream);
	if (typeof stream?.[Symbol.asyncIterator] === "function") return stream;
	if (toString.call(stream) === "[object ReadableStream]") return h.call(stream);
	throw new TypeError("The first argument must be a Readable, a ReadableStream, or an async iterable.");
};
const { toString } = Object.prototype;
const getStreamIterable = async function* (stream) {
	const controller = new AbortController();
	const state = {};
	handleStreamEnd(stream, controller, state);
	try {
		for await (const [chunk] of nodeImports.on(stream, "data", { signal: controller.signal })) yield chunk;
	} catch (error) {
		if (state.error !== void 0) throw state.error;
		else if (!controller.signal.aborted) throw error;
	} finally {
		stream.destroy();
	}
};
const handleStreamEnd = async (stream, controller, state) => {
	try {
		await nodeImports.finished(stream, {
			cleanup: true,
			readable: true,
			writable: false,
			error: false
		});
	} catch (error) {
		state.error = error;
	} finally {
		controller.abort();
	}
};
const nodeImports = {};

// node_modules/get-stream/source/contents.js
const getStreamContents$1 = async (stream, { init, convertChunk, getSize, truncateChunk, addChunk, getFinalChunk, finalize }, { maxBuffer = Number.POSITIVE_INFINITY } = {}) => {
	const asyncIterable = getAsyncIterable(stream);
	const state = init();
	state.length = 0;
	try {
		for await (const chunk of asyncIterable) {
			const convertedChunk = convertChunk[getChunkType(chunk)](chunk, state);
			appendChunk({
				convertedChunk,
				state,
				getSize,
				truncateChunk,
				addChunk,
				maxBuffer
			});
		}
		appendFinalChunk({
			state,
			convertChunk,
			getSize,
			truncateChunk,
			addChunk,
			getFinalChunk,
			maxBuffer
		});
		return finalize(state);
	} catch (error) {
		const normalizedError = typeof error === "object" && error !== null ? error : new Error(error);
		normalizedError.bufferedData = finalize(state);
		throw normalizedError;
	}
};
const appendFinalChunk = ({ state, getSize, truncateChunk, addChunk, getFinalChunk, maxBuffer }) => {
	const convertedChunk = getFinalChunk(state);
	if (convertedChunk !== void 0) appendChunk({
		convertedChunk,
		state,
		getSize,
		truncateChunk,
		addChunk,
		maxBuffer
	});
};
const appendChunk = ({ convertedChunk, state, getSize, truncateChunk, addChunk, maxBuffer }) => {
	const chunkSize = getSize(convertedChunk);
	const newLength = state.length + chunkSize;
	if (newLength <= maxBuffer) {
		addNewChunk(convertedChunk, state, addChunk, newLength);
		return;
	}
	const truncatedChunk = truncateChunk(convertedChunk, maxBuffer - state.length);
	if (truncatedChunk !== void 0) addNewChunk(truncatedChunk, state, addChunk, maxBuffer);
	throw new MaxBufferError();
};
const addNewChunk = (convertedChunk, state, addChunk, newLength) => {
	state.contents = addChunk(convertedChunk, state, newLength);
	state.length = newLength;
};
const getChunkType = (chunk) => {
	const typeOfChunk = typeof chunk;
	if (typeOfChunk === "string") return "string";
	if (typeOfChunk !== "object" || chunk === null) return "others";
	if (globalThis.Buffer?.isBuffer(chunk)) return "buffer";
	const prototypeName = objectToString.call(chunk);
	if (prototypeName === "[object ArrayBuffer]") return "arrayBuffer";
	if (prototypeName === "[object DataView]") return "dataView";
	if (Number.isInteger(chunk.byteLength) && Number.isInteger(chunk.byteOffset) && objectToString.call(chunk.buffer) === "[object ArrayBuffer]") return "typedArray";
	return "others";
};
const { toString: objectToString } = Object.prototype;
var MaxBufferError = class extends Error {
	name = "MaxBufferError";
	constructor() {
		super("maxBuffer exceeded");
	}
};

// node_modules/get-stream/source/utils.js
const identity = (value) => value;
const noop$1 = () => void 0;
const getContentsProperty = ({ contents }) => contents;
const throwObjectStream = (chunk) => {
	throw new Error(`Streams in object mode are not supported: ${String(chunk)}`);
};
const getLengthProperty = (convertedChunk) => convertedChunk.length;

// node_modules/get-stream/source/array.js
async function getStreamAsArray(stream, options) {
	return getStreamContents$1(stream, arrayMethods, options);
}
const initArray = () => ({ contents: [] });
const increment = () => 1;
const addArrayChunk = (convertedChunk, { contents }) => {
	contents.push(convertedChunk);
	return contents;
};
const arrayMethods = {
	init: initArray,
	convertChunk: {
		string: identity,
		buffer: identity,
		arrayBuffer: identity,
		dataView: identity,
		typedArray: identity,
		others: identity
	},
	getSize: increment,
	truncateChunk: noop$1,
	addChunk: addArrayChunk,
	getFinalChunk: noop$1,
	finalize: getContentsProperty
};

// node_modules/get-stream/source/array-buffer.js
async function getStreamAsArrayBuffer(stream, options) {
	return getStreamContents$1(stream, arrayBufferMethods, options);
}
const initArrayBuffer = () => ({ contents: /* @__PURE__ */ new ArrayBuffer(0) });
const useTextEncoder = (chunk) => textEncoder.encode(chunk);
const textEncoder = new TextEncoder();
const useUint8Array = (chunk) => new Uint8Array(chunk);
const useUint8ArrayWithOffset = (chunk) => new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
const truncateArrayBufferChunk = (convertedChunk, chunkSize) => convertedChunk.slice(0, chunkSize);
const addArrayBufferChunk = (convertedChunk, { contents, length: previousLength }, length) => {
	const newContents = hasArrayBufferResize() ? resizeArrayBuffer(contents, length) : resizeArrayBufferSlow(contents, length);
	new Uint8Array(newContents).set(convertedChunk, previousLength);
	return newContents;
};
const resizeArrayBufferSlow = (contents, length) => {
	if (length <= contents.byteLength) return contents;
	const arrayBuffer = new ArrayBuffer(getNewContentsLength(length));
	new Uint8Array(arrayBuffer).set(new Uint8Array(contents), 0);
	return arrayBuffer;
};
const resizeArrayBuffer = (contents, length) => {
	if (length <= contents.maxByteLength) {
		contents.resize(length);
		return contents;
	}
	const arrayBuffer = new ArrayBuffer(length, { maxByteLength: getNewContentsLength(length) });
	new Uint8Array(arrayBuffer).set(new Uint8Array(contents), 0);
	return arrayBuffer;
};
const getNewContentsLength = (length) => SCALE_FACTOR ** Math.ceil(Math.log(length) / Math.log(SCALE_FACTOR));
const SCALE_FACTOR = 2;
const finalizeArrayBuffer = ({ contents, length }) => hasArrayBufferResize() ? contents : contents.slice(0, length);
const hasArrayBufferResize = () => "resize" in ArrayBuffer.prototype;
const arrayBufferMethods = {
	init: initArrayBuffer,
	convertChunk: {
		string: useTextEncoder,
		buffer: useUint8Array,
		arrayBuffer: useUint8Array,
		dataView: useUint8ArrayWithOffset,
		typedArray: useUint8ArrayWithOffset,
		others: throwObjectStream
	},
	getSize: getLengthProperty,
	truncateChunk: truncateArrayBufferChunk,
	addChunk: addArrayBufferChunk,
	getFinalChunk: noop$1,
	finalize: finalizeArrayBuffer
};

// node_modules/get-stream/source/string.js
async function getStreamAsString(stream, options) {
	return getStreamContents$1(stream, stringMethods, options);
}
const initString = () => ({
	contents: "",
	textDecoder: new TextDecoder()
});
const useTextDecoder = (chunk, { textDecoder }) => textDecoder.decode(chunk, { stream: true });
const addStringChunk = (convertedChunk, { contents }) => contents + convertedChunk;
const truncateStringChunk = (convertedChunk, chunkSize) => convertedChunk.slice(0, chunkSize);
const getFinalStringChunk = ({ textDecoder }) => {
	const finalChunk = textDecoder.decode();
	return finalChunk === "" ? void 0 : finalChunk;
};
const stringMethods = {
	init: initString,
	convertChunk: {
		string: identity,
		buffer: useTextDecoder,
		arrayBuffer: useTextDecoder,
		dataView: useTextDecoder,
		typedArray: useTextDecoder,
		others: throwObjectStream
	},
	getSize: getLengthProperty,
	truncateChunk: truncateStringChunk,
	addChunk: addStringChunk,
	getFinalChunk: getFinalStringChunk,
	finalize: getContentsProperty
};

// node_modules/execa/lib/io/max-buffer.js
const handleMaxBuffer = ({ error, stream, readableObjectMode, lines, encoding, fdNumber }) => {
	if (!(error instanceof MaxBufferError)) throw error;
	if (fdNumber === "all") return error;
	error.maxBufferInfo = {
		fdNumber,
		unit: getMaxBufferUnit(readableObjectMode, lines, encoding)
	};
	stream.destroy();
	throw error;
};
const getMaxBufferUnit = (readableObjectMode, lines, encoding) => {
	if (readableObjectMode) return "objects";
	if (lines) return "lines";
	if (encoding === "buffer") return "bytes";
	return "characters";
};
const checkIpcMaxBuffer = (subprocess, ipcOutput, maxBuffer) => {
	if (ipcOutput.length !== maxBuffer) return;
	const error = new MaxBufferError();
	error.maxBufferInfo = { fdNumber: "ipc" };
	throw error;
};
const getMaxBufferMessage = (error, maxBuffer) => {
	const { streamName, threshold, unit } = getMaxBufferInfo(error, maxBuffer);
	return `Command's ${streamName} was larger than ${threshold} ${unit}`;
};
const getMaxBufferInfo = (error, maxBuffer) => {
	if (error?.maxBufferInfo === void 0) return {
		streamName: "output",
		threshold: maxBuffer[1],
		unit: "bytes"
	};
	const { maxBufferInfo: { fdNumber, unit } } = error;
	delete error.maxBufferInfo;
	const threshold = getFdSpecificValue(maxBuffer, fdNumber);
	if (fdNumber === "ipc") return {
		streamName: "IPC output",
		threshold,
		unit: "messages"
	};
	return {
		streamName: getStreamName(fdNumber),
		threshold,
		unit
	};
};
const isMaxBufferSync = (resultError, output, maxBuffer) => resultError?.code === "ENOBUFS" && output !== null && output.some((result) => result !== null && result.length > getMaxBufferSync(maxBuffer));
const truncateMaxBufferSync = (result, isMaxBuffer, maxBuffer) => {
	if (!isMaxBuffer) return result;
	const maxBufferValue = getMaxBufferSync(maxBuffer);
	return result.length > maxBufferValue ? result.slice(0, maxBufferValue) : result;
};
const getMaxBufferSync = ([, stdoutMaxBuffer]) => stdoutMaxBuffer;

// node_modules/execa/lib/return/message.js
const createMessages = ({ stdio, all, ipcOutput, originalError, signal, signalDescription, exitCode, escapedCommand, timedOut, isCanceled, isGracefullyCanceled, isMaxBuffer, isForcefullyTerminated, forceKillAfterDelay, killSignal, maxBuffer, timeout, cwd }) => {
	const errorCode = originalError?.code;
	const prefix = getErrorPrefix({
		originalError,
		timedOut,
		timeout,
		isMaxBuffer,
		maxBuffer,
		errorCode,
		signal,
		signalDescription,
		exitCode,
		isCanceled,
		isGracefullyCanceled,
		isForcefullyTerminated,
		forceKillAfterDelay,
		killSignal
	});
	const originalMessage = getOriginalMessage(originalError, cwd);
	const shortMessage = `${prefix}: ${escapedCommand}${originalMessage === void 0 ? "" : `\n${originalMessage}`}`;
	return {
		originalMessage,
		shortMessage,
		message: [
			shortMessage,
			...all === void 0 ? [stdio[2], stdio[1]] : [all],
			...stdio.slice(3),
			ipcOutput.map((ipcMessage) => serializeIpcMessage(ipcMessage)).join("\n")
		].map((messagePart) => escapeLines(stripFinalNewline(serializeMessagePart(messagePart)))).filter(Boolean).join("\n\n")
	};
};
const getErrorPrefix = ({ originalError, timedOut, timeout, isMaxBuffer, maxBuffer, errorCode, signal, signalDescription, exitCode, isCanceled, isGracefullyCanceled, isForcefullyTerminated, forceKillAfterDelay, killSignal }) => {
	const forcefulSuffix = getForcefulSuffix(isForcefullyTerminated, forceKillAfterDelay);
	if (timedOut) return `Command timed out after ${timeout} milliseconds${forcefulSuffix}`;
	if (isGracefullyCanceled) {
		if (signal === void 0) return `Command was gracefully canceled with exit code ${exitCode}`;
		return isForcefullyTerminated ? `Command was gracefully canceled${forcefulSuffix}` : `Command was gracefully canceled with ${signal} (${signalDescription})`;
	}
	if (isCanceled) return `Command was canceled${forcefulSuffix}`;
	if (isMaxBuffer) return `${getMaxBufferMessage(originalError, maxBuffer)}${forcefulSuffix}`;
	if (errorCode !== void 0) return `Command failed with ${errorCode}${forcefulSuffix}`;
	if (isForcefullyTerminated) return `Command was killed with ${killSignal} (${getSignalDescription(killSignal)})${forcefulSuffix}`;
	if (signal !== void 0) return `Command was killed with ${signal} (${signalDescription})`;
	if (exitCode !== void 0) return `Command failed with exit code ${exitCode}`;
	return "Command failed";
};
const getForcefulSuffix = (isForcefullyTerminated, forceKillAfterDelay) => isForcefullyTerminated ? ` and was forcefully terminated after ${forceKillAfterDelay} milliseconds` : "";
const getOriginalMessage = (originalError, cwd) => {
	if (originalError instanceof DiscardedError) return;
	const originalMessage = isExecaError(originalError) ? originalError.originalMessage : String(originalError?.message ?? originalError);
	const escapedOriginalMessage = escapeLines(fixCwdError(originalMessage, cwd));
	return escapedOriginalMessage === "" ? void 0 : escapedOriginalMessage;
};
const serializeIpcMessage = (ipcMessage) => typeof ipcMessage === "string" ? ipcMessage : inspect(ipcMessage);
const serializeMessagePart = (messagePart) => Array.isArray(messagePart) ? messagePart.map((messageItem) => stripFinalNewline(serializeMessageItem(messageItem))).filter(Boolean).join("\n") : serializeMessageItem(messagePart);
const serializeMessageItem = (messageItem) => {
	if (typeof messageItem === "string") return messageItem;
	if (isUint8Array(messageItem)) return uint8ArrayToString(messageItem);
	return "";
};

// node_modules/execa/lib/return/result.js
const makeSuccessResult = ({ command, escapedCommand, stdio, all, ipcOutput, options: { cwd }, startTime }) => omitUndefinedProperties({
	command,
	escapedCommand,
	cwd,
	durationMs: getDurationMs(startTime),
	failed: false,
	timedOut: false,
	isCanceled: false,
	isGracefullyCanceled: false,
	isTerminated: false,
	isMaxBuffer: false,
	isForcefullyTerminated: false,
	exitCode: 0,
	stdout: stdio[1],
	stderr: stdio[2],
	all,
	stdio,
	ipcOutput,
	pipedFrom: []
});
const makeEarlyError = ({ error, command, escapedCommand, fileDescriptors, options, startTime, isSync }) => makeError({
	error,
	command,
	escapedCommand,
	startTime,
	timedOut: false,
	isCanceled: false,
	isGracefullyCanceled: false,
	isMaxBuffer: false,
	isForcefullyTerminated: false,
	stdio: Array.from({ length: fileDescriptors.length }),
	ipcOutput: [],
	options,
	isSync
});
const makeError = ({ error: originalError, command, escapedCommand, startTime, timedOut, isCanceled, isGracefullyCanceled, isMaxBuffer, isForcefullyTerminated, exitCode: rawExitCode, signal: rawSignal, stdio, all, ipcOutput, options: { timeoutDuration, timeout = timeoutDuration, forceKillAfterDelay, killSignal, cwd, maxBuffer }, isSync }) => {
	const { exitCode, signal, signalDescription } = normalizeExitPayload(rawExitCode, rawSignal);
	const { originalMessage, shortMessage, message } = createMessages({
		stdio,
		all,
		ipcOutput,
		originalError,
		signal,
		signalDescription,
		exitCode,
		escapedCommand,
		timedOut,
		isCanceled,
		isGracefullyCanceled,
		isMaxBuffer,
		isForcefullyTerminated,
		forceKillAfterDelay,
		killSignal,
		maxBuffer,
		timeout,
		cwd
	});
	const error = getFinalError(originalError, message, isSync);
	Object.assign(error, getErrorProperties({
		error,
		command,
		escapedCommand,
		startTime,
		timedOut,
		isCanceled,
		isGracefullyCanceled,
		isMaxBuffer,
		isForcefullyTerminated,
		exitCode,
		signal,
		signalDescription,
		stdio,
		all,
		ipcOutput,
		cwd,
		originalMessage,
		shortMessage
	}));
	return error;
};
const getErrorProperties = ({ error, command, escapedCommand, startTime, timedOut, isCanceled, isGracefullyCanceled, isMaxBuffer, isForcefullyTerminated, exitCode, signal, signalDescription, stdio, all, ipcOutput, cwd, originalMessage, shortMessage }) => omitUndefinedProperties({
	shortMessage,
	originalMessage,
	command,
	escapedCommand,
	cwd,
	durationMs: getDurationMs(startTime),
	failed: true,
	timedOut,
	isCanceled,
	isGracefullyCanceled,
	isTerminated: signal !== void 0,
	isMaxBuffer,
	isForcefullyTerminated,
	exitCode,
	signal,
	signalDescription,
	code: error.cause?.code,
	stdout: stdio[1],
	stderr: stdio[2],
	all,
	stdio,
	ipcOutput,
	pipedFrom: []
});
const omitUndefinedProperties = (result) => Object.fromEntries(Object.entries(result).filter(([, value]) => value !== void 0));
const normalizeExitPayload = (rawExitCode, rawSignal) => {
	const exitCode = rawExitCode === null ? void 0 : rawExitCode;
	const signal = rawSignal === null ? void 0 : rawSignal;
	return {
		exitCode,
		signal,
		signalDescription: signal === void 0 ? void 0 : getSignalDescription(rawSignal)
	};
};

// node_modules/parse-ms/index.js
const toZeroIfInfinity = (value) => Number.isFinite(value) ? value : 0;
function parseNumber(milliseconds) {
	return {
		days: Math.trunc(milliseconds / 864e5),
		hours: Math.trunc(milliseconds / 36e5 % 24),
		minutes: Math.trunc(milliseconds / 6e4 % 60),
		seconds: Math.trunc(milliseconds / 1e3 % 60),
		milliseconds: Math.trunc(milliseconds % 1e3),
		microseconds: Math.trunc(toZeroIfInfinity(milliseconds * 1e3) % 1e3),
		nanoseconds: Math.trunc(toZeroIfInfinity(milliseconds * 1e6) % 1e3)
	};
}
function parseBigint(milliseconds) {
	return {
		days: milliseconds / 86400000n,
		hours: milliseconds / 3600000n % 24n,
		minutes: milliseconds / 60000n % 60n,
		seconds: milliseconds / 1000n % 60n,
		milliseconds: milliseconds % 1000n,
		microseconds: 0n,
		nanoseconds: 0n
	};
}
function parseMilliseconds(milliseconds) {
	switch (typeof milliseconds) {
		case "number":
			if (Number.isFinite(milliseconds)) return parseNumber(milliseconds);
			break;
		case "bigint": return parseBigint(milliseconds);
	}
	throw new TypeError("Expected a finite number or bigint");
}

// node_modules/pretty-ms/index.js
const isZero = (value) => value === 0 || value === 0n;
const pluralize = (word, count) => count === 1 || count === 1n ? word : `${word}s`;
const SECOND_ROUNDING_EPSILON = 1e-7;
const ONE_DAY_IN_MILLISECONDS = 24n * 60n * 60n * 1000n;
function prettyMilliseconds(milliseconds, options) {
	const isBigInt = typeof milliseconds === "bigint";
	if (!isBigInt && !Number.isFinite(milliseconds)) throw new TypeError("Expected a finite number or bigint");
	options = { ...options };
	const sign = milliseconds < 0 ? "-" : "";
	milliseconds = milliseconds < 0 ? -milliseconds : milliseconds;
	if (options.colonNotation) {
		options.compact = false;
		options.formatSubMilliseconds = false;
		options.separateMilliseconds = false;
		options.verbose = false;
	}
	if (options.compact) {
		options.unitCount = 1;
		options.secondsDecimalDigits = 0;
		options.millisecondsDecimalDigits = 0;
	}
	let result = [];
	const floorDecimals = (value, decimalDigits) => {
		const flooredInterimValue = Math.floor(value * 10 ** decimalDigits + SECOND_ROUNDING_EPSILON);
		return (Math.round(flooredInterimValue) / 10 ** decimalDigits).toFixed(decimalDigits);
	};
	const add = (value, long, short, valueString) => {
		if ((result.length === 0 || !options.colonNotation) && isZero(value) && !(options.colonNotation && short === "m")) return;
		valueString ??= String(value);
		if (options.colonNotation) {
			const wholeDigits = valueString.includes(".") ? valueString.split(".")[0].length : valueString.length;
			const minLength = result.length > 0 ? 2 : 1;
			valueString = "0".repeat(Math.max(0, minLength - wholeDigits)) + valueString;
		} else valueString += options.verbose ? " " + pluralize(long, value) : short;
		result.push(valueString);
	};
	const parsed = parseMilliseconds(milliseconds);
	const days = BigInt(parsed.days);
	if (options.hideYearAndDays) add(BigInt(days) * 24n + BigInt(parsed.hours), "hour", "h");
	else {
		if (options.hideYear) add(days, "day", "d");
		else {
			add(days / 365n, "year", "y");
			add(days % 365n, "day", "d");
		}
		add(Number(parsed.hours), "hour", "h");
	}
	add(Number(parsed.minutes), "minute", "m");
	if (!options.hideSeconds) {
		if (options.separateMilliseconds || options.formatSubMilliseconds || !options.colonNotation && milliseconds < 1e3 && !options.subSecondsAsDecimals) {
			const seconds = Number(parsed.seconds);
			const milliseconds = Number(parsed.milliseconds);
			const microseconds = Number(parsed.microseconds);
			const nanoseconds = Number(parsed.nanoseconds);
			add(seconds, "second", "s");
			if (options.formatSubMilliseconds) {
				add(milliseconds, "millisecond", "ms");
				add(microseconds, "microsecond", "µs");
				add(nanoseconds, "nanosecond", "ns");
			} else {
				const millisecondsAndBelow = milliseconds + microseconds / 1e3 + nanoseconds / 1e6;
				const millisecondsDecimalDigits = typeof options.millisecondsDecimalDigits === "number" ? options.millisecondsDecimalDigits : 0;
				const roundedMilliseconds = millisecondsAndBelow >= 1 ? Math.round(millisecondsAndBelow) : Math.ceil(millisecondsAndBelow);
				const maximumMilliseconds = 1e3 - 10 ** -millisecondsDecimalDigits;
				const millisecondsString = millisecondsDecimalDigits ? Math.min(millisecondsAndBelow, maximumMilliseconds).toFixed(millisecondsDecimalDigits) : Math.min(roundedMilliseconds, maximumMilliseconds);
				add(Number.parseFloat(millisecondsString), "millisecond", "ms", millisecondsString);
			}
		} else {
			const secondsFixed = floorDecimals((isBigInt ? Number(milliseconds % ONE_DAY_IN_MILLISECONDS) : milliseconds) / 1e3 % 60, typeof options.secondsDecimalDigits === "number" ? options.secondsDecimalDigits : 1);
			const secondsString = options.keepDecimalsOnWholeSeconds ? secondsFixed : secondsFixed.replace(/\.0+$/, "");
			add(Number.parseFloat(secondsString), "second", "s", secondsString);
		}
	}
	if (result.length === 0) return sign + "0" + (options.verbose ? " milliseconds" : "ms");
	const separator = options.colonNotation ? ":" : " ";
	if (typeof options.unitCount === "number") result = result.slice(0, Math.max(options.unitCount, 1));
	return sign + result.join(separator);
}

// node_modules/execa/lib/verbose/error.js
const logError = (result, verboseInfo) => {
	if (result.failed) verboseLog({
		type: "error",
		verboseMessage: result.shortMessage,
		verboseInfo,
		result
	});
};

// node_modules/execa/lib/verbose/complete.js
const logResult = (result, verboseInfo) => {
	if (!isVerbose(verboseInfo)) return;
	logError(result, verboseInfo);
	logDuration(result, verboseInfo);
};
const logDuration = (result, verboseInfo) => {
	const verboseMessage = `(done in ${prettyMilliseconds(result.durationMs)})`;
	verboseLog({
		type: "duration",
		verboseMessage,
		verboseInfo,
		result
	});
};

// node_modules/execa/lib/return/reject.js
const handleResult = (result, verboseInfo, { reject }) => {
	logResult(result, verboseInfo);
	if (result.failed && reject) throw result;
	return result;
};

// node_modules/execa/lib/stdio/type.js
const getStdioItemType = (value, optionName) => {
	if (isAsyncGenerator(value)) return "asyncGenerator";
	if (isSyncGenerator(value)) return "generator";
	if (isUrl(value)) return "fileUrl";
	if (isFilePathObject(value)) return "filePath";
	if (isWebStream(value)) return "webStream";
	if (isStream(value, { checkOpen: false })) return "native";
	if (isUint8Array(value)) return "uint8Array";
	if (isAsyncIterableObject(value)) return "asyncIterable";
	if (isIterableObject(value)) return "iterable";
	if (isTransformStream(value)) return getTransformStreamType({ transform: value }, optionName);
	if (isTransformOptions(value)) return getTransformObjectType(value, optionName);
	return "native";
};
const getTransformObjectType = (value, optionName) => {
	if (isDuplexStream(value.transform, { checkOpen: false })) return getDuplexType(value, optionName);
	if (isTransformStream(value.transform)) return getTransformStreamType(value, optionName);
	return getGeneratorObjectType(value, optionName);
};
const getDuplexType = (value, optionName) => {
	validateNonGeneratorType(value, optionName, "Duplex stream");
	return "duplex";
};
const getTransformStreamType = (value, optionName) => {
	validateNonGeneratorType(value, optionName, "web TransformStream");
	return "webTransform";
};
const validateNonGeneratorType = ({ final, binary, objectMode }, optionName, typeName) => {
	checkUndefinedOption(final, `${optionName}.final`, typeName);
	checkUndefinedOption(binary, `${optionName}.binary`, typeName);
	checkBooleanOption(objectMode, `${optionName}.objectMode`);
};
const checkUndefinedOption = (value, optionName, typeName) => {
	if (value !== void 0) throw new TypeError(`The \`${optionName}\` option can only be defined when using a generator, not a ${typeName}.`);
};
const getGeneratorObjectType = ({ transform, final, binary, objectMode }, optionName) => {
	if (transform !== void 0 && !isGenerator(transform)) throw new TypeError(`The \`${optionName}.transform\` option must be a generator, a Duplex stream or a web TransformStream.`);
	if (isDuplexStream(final, { checkOpen: false })) throw new TypeError(`The \`${optionName}.final\` option must not be a Duplex stream.`);
	if (isTransformStream(final)) throw new TypeError(`The \`${optionName}.final\` option must not be a web TransformStream.`);
	if (final !== void 0 && !isGenerator(final)) throw new TypeError(`The \`${optionName}.final\` option must be a generator.`);
	checkBooleanOption(binary, `${optionName}.binary`);
	checkBooleanOption(objectMode, `${optionName}.objectMode`);
	return isAsyncGenerator(transform) || isAsyncGenerator(final) ? "asyncGenerator" : "generator";
};
const checkBooleanOption = (value, optionName) => {
	if (value !== void 0 && typeof value !== "boolean") throw new TypeError(`The \`${optionName}\` option must use a boolean.`);
};
const isGenerator = (value) => isAsyncGenerator(value) || isSyncGenerator(value);
const isAsyncGenerator = (value) => Object.prototype.toString.call(value) === "[object AsyncGeneratorFunction]";
const isSyncGenerator = (value) => Object.prototype.toString.call(value) === "[object GeneratorFunction]";
const isTransformOptions = (value) => isPlainObject(value) && (value.transform !== void 0 || value.final !== void 0);
const isUrl = (value) => Object.prototype.toString.call(value) === "[object URL]";
const isRegularUrl = (value) => isUrl(value) && value.protocol !== "file:";
const isFilePathObject = (value) => isPlainObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => FILE_PATH_KEYS.has(key)) && isFilePathString(value.file);
const FILE_PATH_KEYS = /* @__PURE__ */ new Set(["file", "append"]);
const isFilePathString = (file) => typeof file === "string";
const isUnknownStdioString = (type, value) => type === "native" && typeof value === "string" && !KNOWN_STDIO_STRINGS.has(value);
const KNOWN_STDIO_STRINGS = /* @__PURE__ */ new Set([
	"ipc",
	"ignore",
	"inherit",
	"overlapped",
	"pipe"
]);
const isReadableStream = (value) => Object.prototype.toString.call(value) === "[object ReadableStream]";
const isWritableStream = (value) => Object.prototype.toString.call(value) === "[object WritableStream]";
const isWebStream = (value) => isReadableStream(value) || isWritableStream(value);
const isTransformStream = (value) => isReadableStream(value?.readable) && isWritableStream(value?.writable);
const isAsyncIterableObject = (value) => isObject(value) && typeof value[Symbol.asyncIterator] === "function";
const isIterableObject = (value) => isObject(value) && typeof value[Symbol.iterator] === "function";
const isObject = (value) => typeof value === "object" && value !== null;
const TRANSFORM_TYPES = /* @__PURE__ */ new Set([
	"generator",
	"asyncGenerator",
	"duplex",
	"webTransform"
]);
const FILE_TYPES = /* @__PURE__ */ new Set([
	"fileUrl",
	"filePath",
	"fileNumber"
]);
const SPECIAL_DUPLICATE_TYPES_SYNC = /* @__PURE__ */ new Set(["fileUrl", "filePath"]);
const SPECIAL_DUPLICATE_TYPES = /* @__PURE__ */ new Set([
	...SPECIAL_DUPLICATE_TYPES_SYNC,
	"webStream",
	"nodeStream"
]);
const FORBID_DUPLICATE_TYPES = /* @__PURE__ */ new Set(["webTransform", "duplex"]);
const TYPE_TO_MESSAGE = {
	generator: "a generator",
	asyncGenerator: "an async generator",
	fileUrl: "a file URL",
	filePath: "a file path string",
	fileNumber: "a file descriptor number",
	webStream: "a web stream",
	nodeStream: "a Node.js stream",
	webTransform: "a web TransformStream",
	duplex: "a Duplex stream",
	native: "any value",
	iterable: "an iterable",
	asyncIterable: "an async iterable",
	string: "a string",
	uint8Array: "a Uint8Array"
};

// node_modules/execa/lib/transform/object-mode.js
const getTransformObjectModes = (objectMode, index, newTransforms, direction) => direction === "output" ? getOutputObjectModes(objectMode, index, newTransforms) : getInputObjectModes(objectMode, index, newTransforms);
const getOutputObjectModes = (objectMode, index, newTransforms) => {
	const writableObjectMode = index !== 0 && newTransforms[index - 1].value.readableObjectMode;
	return {
		writableObjectMode,
		readableObjectMode: objectMode ?? writableObjectMode
	};
};
const getInputObjectModes = (objectMode, index, newTransforms) => {
	const writableObjectMode = index === 0 ? objectMode === true : newTransforms[index - 1].value.readableObjectMode;
	return {
		writableObjectMode,
		readableObjectMode: index !== newTransforms.length - 1 && (objectMode ?? writableObjectMode)
	};
};
const getFdObjectMode = (stdioItems, direction) => {
	const lastTransform = stdioItems.findLast(({ type }) => TRANSFORM_TYPES.has(type));
	if (lastTransform === void 0) return false;
	return direction === "input" ? lastTransform.value.writableObjectMode : lastTransform.value.readableObjectMode;
};

// node_modules/execa/lib/transform/normalize.js
const normalizeTransforms = (stdioItems, optionName, direction, options) => [...stdioItems.filter(({ type }) => !TRANSFORM_TYPES.has(type)), ...getTransforms(stdioItems, optionName, direction, options)];
const getTransforms = (stdioItems, optionName, direction, { encoding }) => {
	const transforms = stdioItems.filter(({ type }) => TRANSFORM_TYPES.has(type));
	const newTransforms = Array.from({ length: transforms.length });
	for (const [index, stdioItem] of Object.entries(transforms)) newTransforms[index] = normalizeTransform({
		stdioItem,
		index: Number(index),
		newTransforms,
		optionName,
		direction,
		encoding
	});
	return sortTransforms(newTransforms, direction);
};
const normalizeTransform = ({ stdioItem, stdioItem: { type }, index, newTransforms, optionName, direction, encoding }) => {
	if (type === "duplex") return normalizeDuplex({
		stdioItem,
		optionName
	});
	if (type === "webTransform") return normalizeTransformStream({
		stdioItem,
		index,
		newTransforms,
		direction
	});
	return normalizeGenerator({
		stdioItem,
		index,
		newTransforms,
		direction,
		encoding
	});
};
const normalizeDuplex = ({ stdioItem, stdioItem: { value: { transform, transform: { writableObjectMode, readableObjectMode }, objectMode = readableObjectMode } }, optionName }) => {
	if (objectMode && !readableObjectMode) throw new TypeError(`The \`${optionName}.objectMode\` option can only be \`true\` if \`new Duplex({objectMode: true})\` is used.`);
	if (!objectMode && readableObjectMode) throw new TypeError(`The \`${optionName}.objectMode\` option cannot be \`false\` if \`new Duplex({objectMode: true})\` is used.`);
	return {
		...stdioItem,
		value: {
			transform,
			writableObjectMode,
			readableObjectMode
		}
	};
};
const normalizeTransformStream = ({ stdioItem, stdioItem: { value }, index, newTransforms, direction }) => {
	const { transform, objectMode } = isPlainObject(value) ? value : { transform: value };
	const { writableObjectMode, readableObjectMode } = getTransformObjectModes(objectMode, index, newTransforms, direction);
	return {
		...stdioItem,
		value: {
			transform,
			writableObjectMode,
			readableObjectMode
		}
	};
};
const normalizeGenerator = ({ stdioItem, stdioItem: { value }, index, newTransforms, direction, encoding }) => {
	const { transform, final, binary: binaryOption = false, preserveNewlines = false, objectMode } = isPlainObject(value) ? value : { transform: value };
	const binary = binaryOption || BINARY_ENCODINGS.has(encoding);
	const { writableObjectMode, readableObjectMode } = getTransformObjectModes(objectMode, index, newTransforms, direction);
	return {
		...stdioItem,
		value: {
			transform,
			final,
			binary,
			preserveNewlines,
			writableObjectMode,
			readableObjectMode
		}
	};
};
const sortTransforms = (newTransforms, direction) => direction === "input" ? newTransforms.reverse() : newTransforms;

// node_modules/execa/lib/stdio/direction.js
const getStreamDirection = (stdioItems, fdNumber, optionName) => {
	const directions = stdioItems.map((stdioItem) => getStdioItemDirection(stdioItem, fdNumber));
	if (directions.includes("input") && directions.includes("output")) throw new TypeError(`The \`${optionName}\` option must not be an array of both readable and writable values.`);
	return directions.find(Boolean) ?? DEFAULT_DIRECTION;
};
const getStdioItemDirection = ({ type, value }, fdNumber) => KNOWN_DIRECTIONS[fdNumber] ?? guessStreamDirection[type](value);
const KNOWN_DIRECTIONS = [
	"input",
	"output",
	"output"
];
const anyDirection = () => void 0;
const alwaysInput = () => "input";
const guessStreamDirection = {
	generator: anyDirection,
	asyncGenerator: anyDirection,
	fileUrl: anyDirection,
	filePath: anyDirection,
	iterable: alwaysInput,
	asyncIterable: alwaysInput,
	uint8Array: alwaysInput,
	webStream: (value) => isWritableStream(value) ? "output" : "input",
	nodeStream(value) {
		if (!isReadableStream$1(value, { checkOpen: false })) return "output";
		return isWritableStream$1(value, { checkOpen: false }) ? void 0 : "input";
	},
	webTransform: anyDirection,
	duplex: anyDirection,
	native(value) {
		const standardStreamDirection = getStandardStreamDirection(value);
		if (standardStreamDirection !== void 0) return standardStreamDirection;
		if (isStream(value, { checkOpen: false })) return guessStreamDirection.nodeStream(value);
	}
};
const getStandardStreamDirection = (value) => {
	if ([0, process$2.stdin].includes(value)) return "input";
	if ([
		1,
		2,
		process$2.stdout,
		process$2.stderr
	].includes(value)) return "output";
};
const DEFAULT_DIRECTION = "output";

// node_modules/execa/lib/ipc/array.js
const normalizeIpcStdioArray = (stdioArray, ipc) => ipc && !stdioArray.includes("ipc") ? [...stdioArray, "ipc"] : stdioArray;

// node_modules/execa/lib/stdio/stdio-option.js
const normalizeStdioOption = ({ stdio, ipc, buffer, ...options }, verboseInfo, isSync) => {
	const stdioArray = getStdioArray(stdio, options).map((stdioOption, fdNumber) => addDefaultValue(stdioOption, fdNumber));
	return isSync ? normalizeStdioSync(stdioArray, buffer, verboseInfo) : normalizeIpcStdioArray(stdioArray, ipc);
};
const getStdioArray = (stdio, options) => {
	if (stdio === void 0) return STANDARD_STREAMS_ALIASES.map((alias) => options[alias]);
	if (hasAlias(options)) throw new Error(`It's not possible to provide \`stdio\` in combination with one of ${STANDARD_STREAMS_ALIASES.map((alias) => `\`${alias}\``).join(", ")}`);
	if (typeof stdio === "string") return [
		stdio,
		stdio,
		stdio
	];
	if (!Array.isArray(stdio)) throw new TypeError(`Expected \`stdio\` to be of type \`string\` or \`Array\`, got \`${typeof stdio}\``);
	const length = Math.max(stdio.length, STANDARD_STREAMS_ALIASES.length);
	return Array.from({ length }, (_, fdNumber) => stdio[fdNumber]);
};
const hasAlias = (options) => STANDARD_STREAMS_ALIASES.some((alias) => options[alias] !== void 0);
const addDefaultValue = (stdioOption, fdNumber) => {
	if (Array.isArray(stdioOption)) return stdioOption.map((item) => addDefaultValue(item, fdNumber));
	if (stdioOption === null || stdioOption === void 0) return fdNumber >= STANDARD_STREAMS_ALIASES.length ? "ignore" : "pipe";
	return stdioOption;
};
const normalizeStdioSync = (stdioArray, buffer, verboseInfo) => stdioArray.map((stdioOption, fdNumber) => !buffer[fdNumber] && fdNumber !== 0 && !isFullVerbose(verboseInfo, fdNumber) && isOutputPipeOnly(stdioOption) ? "ignore" : stdioOption);
const isOutputPipeOnly = (stdioOption) => stdioOption === "pipe" || Array.isArray(stdioOption) && stdioOption.every((item) => item === "pipe");

// node_modules/execa/lib/stdio/native.js
const handleNativeStream = ({ stdioItem, stdioItem: { type }, isStdioArray, fdNumber, direction, isSync }) => {
	if (!isStdioArray || type !== "native") return stdioItem;
	return isSync ? handleNativeStreamSync({
		stdioItem,
		fdNumber,
		direction
	}) : handleNativeStreamAsync({
		stdioItem,
		fdNumber
	});
};
const handleNativeStreamSync = ({ stdioItem, stdioItem: { value, optionName }, fdNumber, direction }) => {
	const targetFd = getTargetFd({
		value,
		optionName,
		fdNumber,
		direction
	});
	if (targetFd !== void 0) return targetFd;
	if (isStream(value, { checkOpen: false })) throw new TypeError(`The \`${optionName}: Stream\` option cannot both be an array and include a stream with synchronous methods.`);
	return stdioItem;
};
const getTargetFd = ({ value, optionName, fdNumber, direction }) => {
	const targetFdNumber = getTargetFdNumber(value, fdNumber);
	if (targetFdNumber === void 0) return;
	if (direction === "output") return {
		type: "fileNumber",
		value: targetFdNumber,
		optionName
	};
	if (tty.isatty(targetFdNumber)) throw new TypeError(`The \`${optionName}: ${serializeOptionValue(value)}\` option is invalid: it cannot be a TTY with synchronous methods.`);
	return {
		type: "uint8Array",
		value: bufferToUint8Array(readFileSync(targetFdNumber)),
		optionName
	};
};
const getTargetFdNumber = (value, fdNumber) => {
	if (value === "inherit") return fdNumber;
	if (typeof value === "number") return value;
	const standardStreamIndex = STANDARD_STREAMS.indexOf(value);
	if (standardStreamIndex !== -1) return standardStreamIndex;
};
const handleNativeStreamAsync = ({ stdioItem, stdioItem: { value, optionName }, fdNumber }) => {
	if (value === "inherit") return {
		type: "nodeStream",
		value: getStandardStream(fdNumber, value, optionName),
		optionName
	};
	if (typeof value === "number") return {
		type: "nodeStream",
		value: getStandardStream(value, value, optionName),
		optionName
	};
	if (isStream(value, { checkOpen: false })) return {
		type: "nodeStream",
		value,
		optionName
	};
	return stdioItem;
};
const getStandardStream = (fdNumber, value, optionName) => {
	const standardStream = STANDARD_STREAMS[fdNumber];
	if (standardStream === void 0) throw new TypeError(`The \`${optionName}: ${value}\` option is invalid: no such standard stream.`);
	return standardStream;
};

// node_modules/execa/lib/stdio/input-option.js
const handleInputOptions = ({ input, inputFile }, fdNumber) => fdNumber === 0 ? [...handleInputOption(input), ...handleInputFileOption(inputFile)] : [];
const handleInputOption = (input) => input === void 0 ? [] : [{
	type: getInputType(input),
	value: input,
	optionName: "input"
}];
const getInputType = (input) => {
	if (isReadableStream$1(input, { checkOpen: false })) return "nodeStream";
	if (typeof input === "string") return "string";
	if (isUint8Array(input)) return "uint8Array";
	throw new Error("The `input` option must be a string, a Uint8Array or a Node.js Readable stream.");
};
const handleInputFileOption = (inputFile) => inputFile === void 0 ? [] : [{
	...getInputFileType(inputFile),
	optionName: "inputFile"
}];
const getInputFileType = (inputFile) => {
	if (isUrl(inputFile)) return {
		type: "fileUrl",
		value: inputFile
	};
	if (isFilePathString(inputFile)) return {
		type: "filePath",
		value: { file: inputFile }
	};
	throw new Error("The `inputFile` option must be a file path string or a file URL.");
};

// node_modules/execa/lib/stdio/duplicate.js
const filterDuplicates = (stdioItems) => stdioItems.filter((stdioItemOne, indexOne) => stdioItems.every((stdioItemTwo, indexTwo) => stdioItemOne.value !== stdioItemTwo.value || indexOne >= indexTwo || stdioItemOne.type === "generator" || stdioItemOne.type === "asyncGenerator"));
const getDuplicateStream = ({ stdioItem: { type, value, optionName }, direction, fileDescriptors, isSync }) => {
	const otherStdioItems = getOtherStdioItems(fileDescriptors, type);
	if (otherStdioItems.length === 0) return;
	if (isSync) {
		validateDuplicateStreamSync({
			otherStdioItems,
			type,
			value,
			optionName,
			direction
		});
		return;
	}
	if (SPECIAL_DUPLICATE_TYPES.has(type)) return getDuplicateStreamInstance({
		otherStdioItems,
		type,
		value,
		optionName,
		direction
	});
	if (FORBID_DUPLICATE_TYPES.has(type)) validateDuplicateTransform({
		otherStdioItems,
		type,
		value,
		optionName
	});
};
const getOtherStdioItems = (fileDescriptors, type) => fileDescriptors.flatMap(({ direction, stdioItems }) => stdioItems.filter((stdioItem) => stdioItem.type === type).map(((stdioItem) => ({
	...stdioItem,
	direction
}))));
const validateDuplicateStreamSync = ({ otherStdioItems, type, value, optionName, direction }) => {
	if (SPECIAL_DUPLICATE_TYPES_SYNC.has(type)) getDuplicateStreamInstance({
		otherStdioItems,
		type,
		value,
		optionName,
		direction
	});
};
const getDuplicateStreamInstance = ({ otherStdioItems, type, value, optionName, direction }) => {
	const duplicateStdioItems = otherStdioItems.filter((stdioItem) => hasSameValue(stdioItem, value));
	if (duplicateStdioItems.length === 0) return;
	const differentStdioItem = duplicateStdioItems.find((stdioItem) => stdioItem.direction !== direction);
	throwOnDuplicateStream(differentStdioItem, optionName, type);
	return direction === "output" ? duplicateStdioItems[0].stream : void 0;
};
const hasSameValue = ({ type, value }, secondValue) => {
	if (type === "filePath") return value.file === secondValue.file;
	if (type === "fileUrl") return value.href === secondValue.href;
	return value === secondValue;
};
const validateDuplicateTransform = ({ otherStdioItems, type, value, optionName }) => {
	const duplicateStdioItem = otherStdioItems.find(({ value: { transform } }) => transform === value.transform);
	throwOnDuplicateStream(duplicateStdioItem, optionName, type);
};
const throwOnDuplicateStream = (stdioItem, optionName, type) => {
	if (stdioItem !== void 0) throw new TypeError(`The \`${stdioItem.optionName}\` and \`${optionName}\` options must not target ${TYPE_TO_MESSAGE[type]} that is the same.`);
};

// node_modules/execa/lib/stdio/handle.js
const handleStdio = (addProperties, options, verboseInfo, isSync) => {
	const initialFileDescriptors = normalizeStdioOption(options, verboseInfo, isSync).map((stdioOption, fdNumber) => getFileDescriptor({
		stdioOption,
		fdNumber,
		options,
		isSync
	}));
	const fileDescriptors = getFinalFileDescriptors({
		initialFileDescriptors,
		addProperties,
		options,
		isSync
	});
	options.stdio = fileDescriptors.map(({ stdioItems }) => forwardStdio(stdioItems));
	return fileDescriptors;
};
const getFileDescriptor = ({ stdioOption, fdNumber, options, isSync }) => {
	const optionName = getStreamName(fdNumber);
	const { stdioItems: initialStdioItems, isStdioArray } = initializeStdioItems({
		stdioOption,
		fdNumber,
		options,
		optionName
	});
	const direction = getStreamDirection(initialStdioItems, fdNumber, optionName);
	const stdioItems = initialStdioItems.map((stdioItem) => handleNativeStream({
		stdioItem,
		isStdioArray,
		fdNumber,
		direction,
		isSync
	}));
	const normalizedStdioItems = normalizeTransforms(stdioItems, optionName, direction, options);
	const objectMode = getFdObjectMode(normalizedStdioItems, direction);
	validateFileObjectMode(normalizedStdioItems, objectMode);
	return {
		direction,
		objectMode,
		stdioItems: normalizedStdioItems
	};
};
const initializeStdioItems = ({ stdioOption, fdNumber, options, optionName }) => {
	const initialStdioItems = [...(Array.isArray(stdioOption) ? stdioOption : [stdioOption]).map((value) => initializeStdioItem(value, optionName)), ...handleInputOptions(options, fdNumber)];
	const stdioItems = filterDuplicates(initialStdioItems);
	const isStdioArray = stdioItems.length > 1;
	validateStdioArray(stdioItems, isStdioArray, optionName);
	validateStreams(stdioItems);
	return {
		stdioItems,
		isStdioArray
	};
};
const initializeStdioItem = (value, optionName) => ({
	type: getStdioItemType(value, optionName),
	value,
	optionName
});
const validateStdioArray = (stdioItems, isStdioArray, optionName) => {
	if (stdioItems.length === 0) throw new TypeError(`The \`${optionName}\` option must not be an empty array.`);
	if (!isStdioArray) return;
	for (const { value, optionName } of stdioItems) if (INVALID_STDIO_ARRAY_OPTIONS.has(value)) throw new Error(`The \`${optionName}\` option must not include \`${value}\`.`);
};
const INVALID_STDIO_ARRAY_OPTIONS = /* @__PURE__ */ new Set(["ignore", "ipc"]);
const validateStreams = (stdioItems) => {
	for (const stdioItem of stdioItems) validateFileStdio(stdioItem);
};
const validateFileStdio = ({ type, value, optionName }) => {
	if (isRegularUrl(value)) throw new TypeError(`The \`${optionName}: URL\` option must use the \`file:\` scheme.
For example, you can use the \`pathToFileURL()\` method of the \`url\` core module.`);
	if (isUnknownStdioString(type, value)) throw new TypeError(`The \`${optionName}: { file: '...' }\` option must be used instead of \`${optionName}: '...'\`.`);
};
const validateFileObjectMode = (stdioItems, objectMode) => {
	if (!objectMode) return;
	const fileStdioItem = stdioItems.find(({ type }) => FILE_TYPES.has(type));
	if (fileStdioItem !== void 0) throw new TypeError(`The \`${fileStdioItem.optionName}\` option cannot use both files and transforms in objectMode.`);
};
const getFinalFileDescriptors = ({ initialFileDescriptors, addProperties, options, isSync }) => {
	const fileDescriptors = [];
	try {
		for (const fileDescriptor of initialFileDescriptors) fileDescriptors.push(getFinalFileDescriptor({
			fileDescriptor,
			fileDescriptors,
			addProperties,
			options,
			isSync
		}));
		return fileDescriptors;
	} catch (error) {
		cleanupCustomStreams(fileDescriptors);
		throw error;
	}
};
const getFinalFileDescriptor = ({ fileDescriptor: { direction, objectMode, stdioItems }, fileDescriptors, addProperties, options, isSync }) => {
	return {
		direction,
		objectMode,
		stdioItems: stdioItems.map((stdioItem) => addStreamProperties({
			stdioItem,
			addProperties,
			direction,
			options,
			fileDescriptors,
			isSync
		}))
	};
};
const addStreamProperties = ({ stdioItem, addProperties, direction, options, fileDescriptors, isSync }) => {
	const duplicateStream = getDuplicateStream({
		stdioItem,
		direction,
		fileDescriptors,
		isSync
	});
	if (duplicateStream !== void 0) return {
		...stdioItem,
		stream: duplicateStream
	};
	return {
		...stdioItem,
		...addProperties[direction][stdioItem.type](stdioItem, options)
	};
};
const cleanupCustomStreams = (fileDescriptors) => {
	for (const { stdioItems } of fileDescriptors) for (const { stream } of stdioItems) if (stream !== void 0 && !isStandardStream(stream)) stream.destroy();
};
const forwardStdio = (stdioItems) => {
	if (stdioItems.length > 1) return stdioItems.some(({ value }) => value === "overlapped") ? "overlapped" : "pipe";
	const [{ type, value }] = stdioItems;
	return type === "native" ? value : "pipe";
};

// node_modules/execa/lib/stdio/handle-sync.js
const handleStdioSync = (options, verboseInfo) => handleStdio(addPropertiesSync, options, verboseInfo, true);
const forbiddenIfSync = ({ type, optionName }) => {
	throwInvalidSyncValue(optionName, TYPE_TO_MESSAGE[type]);
};
const forbiddenNativeIfSync = ({ optionName, value }) => {
	if (value === "ipc" || value === "overlapped") throwInvalidSyncValue(optionName, `"${value}"`);
	return {};
};
const throwInvalidSyncValue = (optionName, value) => {
	throw new TypeError(`The \`${optionName}\` option cannot be ${value} with synchronous methods.`);
};
const addProperties$1 = {
	generator() {},
	asyncGenerator: forbiddenIfSync,
	webStream: forbiddenIfSync,
	nodeStream: forbiddenIfSync,
	webTransform: forbiddenIfSync,
	duplex: forbiddenIfSync,
	asyncIterable: forbiddenIfSync,
	native: forbiddenNativeIfSync
};
const addPropertiesSync = {
	input: {
		...addProperties$1,
		fileUrl: ({ value }) => ({ contents: [bufferToUint8Array(readFileSync(value))] }),
		filePath: ({ value: { file } }) => ({ contents: [bufferToUint8Array(readFileSync(file))] }),
		fileNumber: forbiddenIfSync,
		iterable: ({ value }) => ({ contents: [...value] }),
		string: ({ value }) => ({ contents: [value] }),
		uint8Array: ({ value }) => ({ contents: [value] })
	},
	output: {
		...addProperties$1,
		fileUrl: ({ value }) => ({ path: value }),
		filePath: ({ value: { file, append } }) => ({
			path: file,
			append
		}),
		fileNumber: ({ value }) => ({ path: value }),
		iterable: forbiddenIfSync,
		string: forbiddenIfSync,
		uint8Array: forbiddenIfSync
	}
};

// node_modules/execa/lib/io/strip-newline.js
const stripNewline = (value, { stripFinalNewline: stripFinalNewline$1 }, fdNumber) => getStripFinalNewline(stripFinalNewline$1, fdNumber) && value !== void 0 && !Array.isArray(value) ? stripFinalNewline(value) : value;
const getStripFinalNewline = (stripFinalNewline, fdNumber) => fdNumber === "all" ? stripFinalNewline[1] || stripFinalNewline[2] : stripFinalNewline[fdNumber];

// node_modules/execa/lib/transform/split.js
const getSplitLinesGenerator = (binary, preserveNewlines, skipped, state) => binary || skipped ? void 0 : initializeSplitLines(preserveNewlines, state);
const splitLinesSync = (chunk, preserveNewlines, objectMode) => objectMode ? chunk.flatMap((item) => splitLinesItemSync(item, preserveNewlines)) : splitLinesItemSync(chunk, preserveNewlines);
const splitLinesItemSync = (chunk, preserveNewlines) => {
	const { transform, final } = initializeSplitLines(preserveNewlines, {});
	return [...transform(chunk), ...final()];
};
const initializeSplitLines = (preserveNewlines, state) => {
	state.previousChunks = "";
	return {
		transform: splitGenerator.bind(void 0, state, preserveNewlines),
		final: linesFinal.bind(void 0, state)
	};
};
const splitGenerator = function* (state, preserveNewlines, chunk) {
	if (typeof chunk !== "string") {
		yield chunk;
		return;
	}
	let { previousChunks } = state;
	let start = -1;
	for (let end = 0; end < chunk.length; end += 1) if (chunk[end] === "\n") {
		const newlineLength = getNewlineLength(chunk, end, preserveNewlines, state);
		let line = chunk.slice(start + 1, end + 1 - newlineLength);
		if (previousChunks.length > 0) {
			line = concatString(previousChunks, line);
			previousChunks = "";
		}
		yield line;
		start = end;
	}
	if (start !== chunk.length - 1) previousChunks = concatString(previousChunks, chunk.slice(start + 1));
	state.previousChunks = previousChunks;
};
const getNewlineLength = (chunk, end, preserveNewlines, state) => {
	if (preserveNewlines) return 0;
	state.isWindowsNewline = end !== 0 && chunk[end - 1] === "\r";
	return state.isWindowsNewline ? 2 : 1;
};
const linesFinal = function* ({ previousChunks }) {
	if (previousChunks.length > 0) yield previousChunks;
};
const getAppendNewlineGenerator = ({ binary, preserveNewlines, readableObjectMode, state }) => binary || preserveNewlines || readableObjectMode ? void 0 : { transform: appendNewlineGenerator.bind(void 0, state) };
const appendNewlineGenerator = function* ({ isWindowsNewline = false }, chunk) {
	const { unixNewline, windowsNewline, LF, concatBytes } = typeof chunk === "string" ? linesStringInfo : linesUint8ArrayInfo;
	if (chunk.at(-1) === LF) {
		yield chunk;
		return;
	}
	yield concatBytes(chunk, isWindowsNewline ? windowsNewline : unixNewline);
};
const concatString = (firstChunk, secondChunk) => `${firstChunk}${secondChunk}`;
const linesStringInfo = {
	windowsNewline: "\r\n",
	unixNewline: "\n",
	LF: "\n",
	concatBytes: concatString
};
const concatUint8Array = (firstChunk, secondChunk) => {
	const chunk = new Uint8Array(firstChunk.length + secondChunk.length);
	chunk.set(firstChunk, 0);
	chunk.set(secondChunk, firstChunk.length);
	return chunk;
};
const linesUint8ArrayInfo = {
	windowsNewline: new Uint8Array([13, 10]),
	unixNewline: new Uint8Array([10]),
	LF: 10,
	concatBytes: concatUint8Array
};

// node_modules/execa/lib/transform/validate.js
const getValidateTransformInput = (writableObjectMode, optionName) => writableObjectMode ? void 0 : validateStringTransformInput.bind(void 0, optionName);
const validateStringTransformInput = function* (optionName, chunk) {
	if (typeof chunk !== "string" && !isUint8Array(chunk) && !Buffer$1.isBuffer(chunk)) throw new TypeError(`The \`${optionName}\` option's transform must use "objectMode: true" to receive as input: ${typeof chunk}.`);
	yield chunk;
};
const getValidateTransformReturn = (readableObjectMode, optionName) => readableObjectMode ? validateObjectTransformReturn.bind(void 0, optionName) : validateStringTransformReturn.bind(void 0, optionName);
const validateObjectTransformReturn = function* (optionName, chunk) {
	validateEmptyReturn(optionName, chunk);
	yield chunk;
};
const validateStringTransformReturn = function* (optionName, chunk) {
	validateEmptyReturn(optionName, chunk);
	if (typeof chunk !== "string" && !isUint8Array(chunk)) throw new TypeError(`The \`${optionName}\` option's function must yield a string or an Uint8Array, not ${typeof chunk}.`);
	yield chunk;
};
const validateEmptyReturn = (optionName, chunk) => {
	if (chunk === null || chunk === void 0) throw new TypeError(`The \`${optionName}\` option's function must not call \`yield ${chunk}\`.
Instead, \`yield\` should either be called with a value, or not be called at all. For example:
  if (condition) { yield value; }`);
};

// node_modules/execa/lib/transform/encoding-transform.js
const getEncodingTransformGenerator = (binary, encoding, skipped) => {
	if (skipped) return;
	if (binary) return { transform: encodingUint8ArrayGenerator.bind(void 0, new TextEncoder()) };
	const stringDecoder = new StringDecoder(encoding);
	return {
		transform: encodingStringGenerator.bind(void 0, stringDecoder),
		final: encodingStringFinal.bind(void 0, stringDecoder)
	};
};
const encodingUint8ArrayGenerator = function* (textEncoder, chunk) {
	if (Buffer$1.isBuffer(chunk)) yield bufferToUint8Array(chunk);
	else if (typeof chunk === "string") yield textEncoder.encode(chunk);
	else yield chunk;
};
const encodingStringGenerator = function* (stringDecoder, chunk) {
	yield isUint8Array(chunk) ? stringDecoder.write(chunk) : chunk;
};
const encodingStringFinal = function* (stringDecoder) {
	const lastChunk = stringDecoder.end();
	if (lastChunk !== "") yield lastChunk;
};

// node_modules/execa/lib/transform/run-async.js
const pushChunks = callbackify(async (getChunks, state, getChunksArguments, transformStream) => {
	state.currentIterable = getChunks(...getChunksArguments);
	try {
		for await (const chunk of state.currentIterable) transformStream.push(chunk);
	} finally {
		delete state.currentIterable;
	}
});
const transformChunk = async function* (chunk, generators, index) {
	if (index === generators.length) {
		yield chunk;
		return;
	}
	const { transform = identityGenerator$1 } = generators[index];
	for await (const transformedChunk of transform(chunk)) yield* transformChunk(transformedChunk, generators, index + 1);
};
const finalChunks = async function* (generators) {
	for (const [index, { final }] of Object.entries(generators)) yield* generatorFinalChunks(final, Number(index), generators);
};
const generatorFinalChunks = async function* (final, index, generators) {
	if (final === void 0) return;
	for await (const finalChunk of final()) yield* transformChunk(finalChunk, generators, index + 1);
};
const destroyTransform = callbackify(async ({ currentIterable }, error) => {
	if (currentIterable !== void 0) {
		await (error ? currentIterable.throw(error) : currentIterable.return());
		return;
	}
	if (error) throw error;
});
const identityGenerator$1 = function* (chunk) {
	yield chunk;
};

// node_modules/execa/lib/transform/run-sync.js
const pushChunksSync = (getChunksSync, getChunksArguments, transformStream, done) => {
	try {
		for (const chunk of getChunksSync(...getChunksArguments)) transformStream.push(chunk);
		done();
	} catch (error) {
		done(error);
	}
};
const runTransformSync = (generators, chunks) => [...chunks.flatMap((chunk) => [...transformChunkSync(chunk, generators, 0)]), ...finalChunksSync(generators)];
const transformChunkSync = function* (chunk, generators, index) {
	if (index === generators.length) {
		yield chunk;
		return;
	}
	const { transform = identityGenerator } = generators[index];
	for (const transformedChunk of transform(chunk)) yield* transformChunkSync(transformedChunk, generators, index + 1);
};
const finalChunksSync = function* (generators) {
	for (const [index, { final }] of Object.entries(generators)) yield* generatorFinalChunksSync(final, Number(index), generators);
};
const generatorFinalChunksSync = function* (final, index, generators) {
	if (final === void 0) return;
	for (const finalChunk of final()) yield* transformChunkSync(finalChunk, generators, index + 1);
};
const identityGenerator = function* (chunk) {
	yield chunk;
};

// node_modules/execa/lib/transform/generator.js
const generatorToStream = ({ value, value: { transform, final, writableObjectMode, readableObjectMode }, optionName }, { encoding }) => {
	const state = {};
	const generators = addInternalGenerators(value, encoding, optionName);
	const transformAsync = isAsyncGenerator(transform);
	const finalAsync = isAsyncGenerator(final);
	const transformMethod = transformAsync ? pushChunks.bind(void 0, transformChunk, state) : pushChunksSync.bind(void 0, transformChunkSync);
	const finalMethod = transformAsync || finalAsync ? pushChunks.bind(void 0, finalChunks, state) : pushChunksSync.bind(void 0, finalChunksSync);
	const destroyMethod = transformAsync || finalAsync ? destroyTransform.bind(void 0, state) : void 0;
	return { stream: new Transform({
		writableObjectMode,
		writableHighWaterMark: getDefaultHighWaterMark(writableObjectMode),
		readableObjectMode,
		readableHighWaterMark: getDefaultHighWaterMark(readableObjectMode),
		transform(chunk, encoding, done) {
			transformMethod([
				chunk,
				generators,
				0
			], this, done);
		},
		flush(done) {
			finalMethod([generators], this, done);
		},
		destroy: destroyMethod
	}) };
};
const runGeneratorsSync = (chunks, stdioItems, encoding, isInput) => {
	const generators = stdioItems.filter(({ type }) => type === "generator");
	const reversedGenerators = isInput ? generators.reverse() : generators;
	for (const { value, optionName } of reversedGenerators) {
		const generators = addInternalGenerators(value, encoding, optionName);
		chunks = runTransformSync(generators, chunks);
	}
	return chunks;
};
const addInternalGenerators = ({ transform, final, binary, writableObjectMode, readableObjectMode, preserveNewlines }, encoding, optionName) => {
	const state = {};
	return [
		{ transform: getValidateTransformInput(writableObjectMode, optionName) },
		getEncodingTransformGenerator(binary, encoding, writableObjectMode),
		getSplitLinesGenerator(binary, preserveNewlines, writableObjectMode, state),
		{
			transform,
			final
		},
		{ transform: getValidateTransformReturn(readableObjectMode, optionName) },
		getAppendNewlineGenerator({
			binary,
			preserveNewlines,
			readableObjectMode,
			state
		})
	].filter(Boolean);
};

// node_modules/execa/lib/io/input-sync.js
const addInputOptionsSync = (fileDescriptors, options) => {
	for (const fdNumber of getInputFdNumbers(fileDescriptors)) addInputOptionSync(fileDescriptors, fdNumber, options);
};
const getInputFdNumbers = (fileDescriptors) => new Set(Object.entries(fileDescriptors).filter(([, { direction }]) => direction === "input").map(([fdNumber]) => Number(fdNumber)));
const addInputOptionSync = (fileDescriptors, fdNumber, options) => {
	const { stdioItems } = fileDescriptors[fdNumber];
	const allStdioItems = stdioItems.filter(({ contents }) => contents !== void 0);
	if (allStdioItems.length === 0) return;
	if (fdNumber !== 0) {
		const [{ type, optionName }] = allStdioItems;
		throw new TypeError(`Only the \`stdin\` option, not \`${optionName}\`, can be ${TYPE_TO_MESSAGE[type]} with synchronous methods.`);
	}
	const transformedContents = allStdioItems.map(({ contents }) => contents).map((contents) => applySingleInputGeneratorsSync(contents, stdioItems));
	options.input = joinToUint8Array(transformedContents);
};
const applySingleInputGeneratorsSync = (contents, stdioItems) => {
	const newContents = runGeneratorsSync(contents, stdioItems, "utf8", true);
	validateSerializable(newContents);
	return joinToUint8Array(newContents);
};
const validateSerializable = (newContents) => {
	const invalidItem = newContents.find((item) => typeof item !== "string" && !isUint8Array(item));
	if (invalidItem !== void 0) throw new TypeError(`The \`stdin\` option is invalid: when passing objects as input, a transform must be used to serialize them to strings or Uint8Arrays: ${invalidItem}.`);
};

// node_modules/execa/lib/verbose/output.js
const shouldLogOutput = ({ stdioItems, encoding, verboseInfo, fdNumber }) => fdNumber !== "all" && isFullVerbose(verboseInfo, fdNumber) && !BINARY_ENCODINGS.has(encoding) && fdUsesVerbose(fdNumber) && (stdioItems.some(({ type, value }) => type === "native" && PIPED_STDIO_VALUES.has(value)) || stdioItems.every(({ type }) => TRANSFORM_TYPES.has(type)));
const fdUsesVerbose = (fdNumber) => fdNumber === 1 || fdNumber === 2;
const PIPED_STDIO_VALUES = /* @__PURE__ */ new Set(["pipe", "overlapped"]);
const logLines = async (linesIterable, stream, fdNumber, verboseInfo) => {
	for await (const line of linesIterable) if (!isPipingStream(stream)) logLine(line, fdNumber, verboseInfo);
};
const logLinesSync = (linesArray, fdNumber, verboseInfo) => {
	for (const line of linesArray) logLine(line, fdNumber, verboseInfo);
};
const isPipingStream = (stream) => stream._readableState.pipes.length > 0;
const logLine = (line, fdNumber, verboseInfo) => {
	const verboseMessage = serializeVerboseMessage(line);
	verboseLog({
		type: "output",
		verboseMessage,
		fdNumber,
		verboseInfo
	});
};

// node_modules/execa/lib/io/output-sync.js
const transformOutputSync = ({ fileDescriptors, syncResult: { output }, options, isMaxBuffer, verboseInfo }) => {
	if (output === null) return { output: Array.from({ length: 3 }) };
	const state = {};
	const outputFiles = /* @__PURE__ */ new Set([]);
	return {
		output: output.map((result, fdNumber) => transformOutputResultSync({
			result,
			fileDescriptors,
			fdNumber,
			state,
			outputFiles,
			isMaxBuffer,
			verboseInfo
		}, options)),
		...state
	};
};
const transformOutputResultSync = ({ result, fileDescriptors, fdNumber, state, outputFiles, isMaxBuffer, verboseInfo }, { buffer, encoding, lines, stripFinalNewline, maxBuffer }) => {
	if (result === null) return;
	const truncatedResult = truncateMaxBufferSync(result, isMaxBuffer, maxBuffer);
	const uint8ArrayResult = bufferToUint8Array(truncatedResult);
	const { stdioItems, objectMode } = fileDescriptors[fdNumber];
	const chunks = runOutputGeneratorsSync([uint8ArrayResult], stdioItems, encoding, state);
	const { serializedResult, finalResult = serializedResult } = serializeChunks({
		chunks,
		objectMode,
		encoding,
		lines,
		stripFinalNewline,
		fdNumber
	});
	logOutputSync({
		serializedResult,
		fdNumber,
		state,
		verboseInfo,
		encoding,
		stdioItems,
		objectMode
	});
	const returnedResult = buffer[fdNumber] ? finalResult : void 0;
	try {
		if (state.error === void 0) writeToFiles(serializedResult, stdioItems, outputFiles);
		return returnedResult;
	} catch (error) {
		state.error = error;
		return returnedResult;
	}
};
const runOutputGeneratorsSync = (chunks, stdioItems, encoding, state) => {
	try {
		return runGeneratorsSync(chunks, stdioItems, encoding, false);
	} catch (error) {
		state.error = error;
		return chunks;
	}
};
const serializeChunks = ({ chunks, objectMode, encoding, lines, stripFinalNewline, fdNumber }) => {
	if (objectMode) return { serializedResult: chunks };
	if (encoding === "buffer") return { serializedResult: joinToUint8Array(chunks) };
	const serializedResult = joinToString(chunks, encoding);
	if (lines[fdNumber]) return {
		serializedResult,
		finalResult: splitLinesSync(serializedResult, !stripFinalNewline[fdNumber], objectMode)
	};
	return { serializedResult };
};
const logOutputSync = ({ serializedResult, fdNumber, state, verboseInfo, encoding, stdioItems, objectMode }) => {
	if (!shouldLogOutput({
		stdioItems,
		encoding,
		verboseInfo,
		fdNumber
	})) return;
	const linesArray = splitLinesSync(serializedResult, false, objectMode);
	try {
		logLinesSync(linesArray, fdNumber, verboseInfo);
	} catch (error) {
		state.error ??= error;
	}
};
const writeToFiles = (serializedResult, stdioItems, outputFiles) => {
	for (const { path, append } of stdioItems.filter(({ type }) => FILE_TYPES.has(type))) {
		const pathString = typeof path === "string" ? path : path.toString();
		if (append || outputFiles.has(pathString)) appendFileSync(path, serializedResult);
		else {
			outputFiles.add(pathString);
			writeFileSync(path, serializedResult);
		}
	}
};

// node_modules/execa/lib/resolve/all-sync.js
const getAllSync = ([, stdout, stderr], options) => {
	if (!options.all) return;
	if (stdout === void 0) return stderr;
	if (stderr === void 0) return stdout;
	if (Array.isArray(stdout)) return Array.isArray(stderr) ? [...stdout, ...stderr] : [...stdout, stripNewline(stderr, options, "all")];
	if (Array.isArray(stderr)) return [stripNewline(stdout, options, "all"), ...stderr];
	if (isUint8Array(stdout) && isUint8Array(stderr)) return concatUint8Arrays([stdout, stderr]);
	return `${stdout}${stderr}`;
};

// node_modules/execa/lib/resolve/exit-async.js
const waitForExit = async (subprocess, context) => {
	const [exitCode, signal] = await waitForExitOrError(subprocess);
	context.isForcefullyTerminated ??= false;
	return [exitCode, signal];
};
const waitForExitOrError = async (subprocess) => {
	const [spawnPayload, exitPayload] = await Promise.allSettled([once(subprocess, "spawn"), once(subprocess, "exit")]);
	if (spawnPayload.status === "rejected") return [];
	return exitPayload.status === "rejected" ? waitForSubprocessExit(subprocess) : exitPayload.value;
};
const waitForSubprocessExit = async (subprocess) => {
	try {
		return await once(subprocess, "exit");
	} catch {
		return waitForSubprocessExit(subprocess);
	}
};
const waitForSuccessfulExit = async (exitPromise) => {
	const [exitCode, signal] = await exitPromise;
	if (!isSubprocessErrorExit(exitCode, signal) && isFailedExit(exitCode, signal)) throw new DiscardedError();
	return [exitCode, signal];
};
const isSubprocessErrorExit = (exitCode, signal) => exitCode === void 0 && signal === void 0;
const isFailedExit = (exitCode, signal) => exitCode !== 0 || signal !== null;

// node_modules/execa/lib/resolve/exit-sync.js
const getExitResultSync = ({ error, status: exitCode, signal, output }, { maxBuffer }) => {
	const resultError = getResultError(error, exitCode, signal);
	return {
		resultError,
		exitCode,
		signal,
		timedOut: resultError?.code === "ETIMEDOUT",
		isMaxBuffer: isMaxBufferSync(resultError, output, maxBuffer)
	};
};
const getResultError = (error, exitCode, signal) => {
	if (error !== void 0) return error;
	return isFailedExit(exitCode, signal) ? new DiscardedError() : void 0;
};

// node_modules/execa/lib/methods/main-sync.js
const execaCoreSync = (rawFile, rawArguments, rawOptions) => {
	const { file, commandArguments, command, escapedCommand, startTime, verboseInfo, options, fileDescriptors } = handleSyncArguments(rawFile, rawArguments, rawOptions);
	const result = spawnSubprocessSync({
		file,
		commandArguments,
		options,
		command,
		escapedCommand,
		verboseInfo,
		fileDescriptors,
		startTime
	});
	return handleResult(result, verboseInfo, options);
};
const handleSyncArguments = (rawFile, rawArguments, rawOptions) => {
	const { command, escapedCommand, startTime, verboseInfo } = handleCommand(rawFile, rawArguments, rawOptions);
	const syncOptions = normalizeSyncOptions(rawOptions);
	const { file, commandArguments, options } = normalizeOptions(rawFile, rawArguments, syncOptions);
	validateSyncOptions(options);
	return {
		file,
		commandArguments,
		command,
		escapedCommand,
		startTime,
		verboseInfo,
		options,
		fileDescriptors: handleStdioSync(options, verboseInfo)
	};
};
const normalizeSyncOptions = (options) => options.node && !options.ipc ? {
	...options,
	ipc: false
} : options;
const validateSyncOptions = ({ ipc, ipcInput, detached, cancelSignal }) => {
	if (ipcInput) throwInvalidSyncOption("ipcInput");
	if (ipc) throwInvalidSyncOption("ipc: true");
	if (detached) throwInvalidSyncOption("detached: true");
	if (cancelSignal) throwInvalidSyncOption("cancelSignal");
};
const throwInvalidSyncOption = (value) => {
	throw new TypeError(`The "${value}" option cannot be used with synchronous methods.`);
};
const spawnSubprocessSync = ({ file, commandArguments, options, command, escapedCommand, verboseInfo, fileDescriptors, startTime }) => {
	const syncResult = runSubprocessSync({
		file,
		commandArguments,
		options,
		command,
		escapedCommand,
		fileDescriptors,
		startTime
	});
	if (syncResult.failed) return syncResult;
	const { resultError, exitCode, signal, timedOut, isMaxBuffer } = getExitResultSync(syncResult, options);
	const { output, error = resultError } = transformOutputSync({
		fileDescriptors,
		syncResult,
		options,
		isMaxBuffer,
		verboseInfo
	});
	const stdio = output.map((stdioOutput, fdNumber) => stripNewline(stdioOutput, options, fdNumber));
	const all = stripNewline(getAllSync(output, options), options, "all");
	return getSyncResult({
		error,
		exitCode,
		signal,
		timedOut,
		isMaxBuffer,
		stdio,
		all,
		options,
		command,
		escapedCommand,
		startTime
	});
};
const runSubprocessSync = ({ file, commandArguments, options, command, escapedCommand, fileDescriptors, startTime }) => {
	try {
		addInputOptionsSync(fileDescriptors, options);
		const normalizedOptions = normalizeSpawnSyncOptions(options);
		return spawnSync(...concatenateShell(file, commandArguments, normalizedOptions));
	} catch (error) {
		return makeEarlyError({
			error,
			command,
			escapedCommand,
			fileDescriptors,
			options,
			startTime,
			isSync: true
		});
	}
};
const normalizeSpawnSyncOptions = ({ encoding, maxBuffer, ...options }) => ({
	...options,
	encoding: "buffer",
	maxBuffer: getMaxBufferSync(maxBuffer)
});
const getSyncResult = ({ error, exitCode, signal, timedOut, isMaxBuffer, stdio, all, options, command, escapedCommand, startTime }) => error === void 0 ? makeSuccessResult({
	command,
	escapedCommand,
	stdio,
	all,
	ipcOutput: [],
	options,
	startTime
}) : makeError({
	error,
	command,
	escapedCommand,
	timedOut,
	isCanceled: false,
	isGracefullyCanceled: false,
	isMaxBuffer,
	isForcefullyTerminated: false,
	exitCode,
	signal,
	stdio,
	all,
	ipcOutput: [],
	options,
	startTime,
	isSync: true
});

// node_modules/execa/lib/ipc/get-one.js
const getOneMessage$1 = ({ anyProcess, channel, isSubprocess, ipc }, { reference = true, filter } = {}) => {
	validateIpcMethod({
		methodName: "getOneMessage",
		isSubprocess,
		ipc,
		isConnected: isConnected(anyProcess)
	});
	return getOneMessageAsync({
		anyProcess,
		channel,
		isSubprocess,
		filter,
		reference
	});
};
const getOneMessageAsync = async ({ anyProcess, channel, isSubprocess, filter, reference }) => {
	addReference(channel, reference);
	const ipcEmitter = getIpcEmitter(anyProcess, channel, isSubprocess);
	const controller = new AbortController();
	try {
		return await Promise.race([
			getMessage(ipcEmitter, filter, controller),
			throwOnDisconnect(ipcEmitter, isSubprocess, controller),
			throwOnStrictError(ipcEmitter, isSubprocess, controller)
		]);
	} catch (error) {
		disconnect(anyProcess);
		throw error;
	} finally {
		controller.abort();
		removeReference(channel, reference);
	}
};
const getMessage = async (ipcEmitter, filter, { signal }) => {
	if (filter === void 0) {
		const [message] = await once(ipcEmitter, "message", { signal });
		return message;
	}
	for await (const [message] of on(ipcEmitter, "message", { signal })) if (filter(message)) return message;
};
const throwOnDisconnect = async (ipcEmitter, isSubprocess, { signal }) => {
	await once(ipcEmitter, "disconnect", { signal });
	throwOnEarlyDisconnect(isSubprocess);
};
const throwOnStrictError = async (ipcEmitter, isSubprocess, { signal }) => {
	const [error] = await once(ipcEmitter, "strict:error", { signal });
	throw getStrictResponseError(error, isSubprocess);
};

// node_modules/execa/lib/ipc/get-each.js
const getEachMessage$1 = ({ anyProcess, channel, isSubprocess, ipc }, { reference = true } = {}) => loopOnMessages({
	anyProcess,
	channel,
	isSubprocess,
	ipc,
	shouldAwait: !isSubprocess,
	reference
});
const loopOnMessages = ({ anyProcess, channel, isSubprocess, ipc, shouldAwait, reference }) => {
	validateIpcMethod({
		methodName: "getEachMessage",
		isSubprocess,
		ipc,
		isConnected: isConnected(anyProcess)
	});
	addReference(channel, reference);
	const ipcEmitter = getIpcEmitter(anyProcess, channel, isSubprocess);
	const controller = new AbortController();
	const state = {};
	stopOnDisconnect(anyProcess, ipcEmitter, controller);
	abortOnStrictError({
		ipcEmitter,
		isSubprocess,
		controller,
		state
	});
	return iterateOnMessages({
		anyProcess,
		channel,
		ipcEmitter,
		isSubprocess,
		shouldAwait,
		controller,
		state,
		reference
	});
};
const stopOnDisconnect = async (anyProcess, ipcEmitter, controller) => {
	try {
		await once(ipcEmitter, "disconnect", { signal: controller.signal });
		controller.abort();
	} catch {}
};
const abortOnStrictError = async ({ ipcEmitter, isSubprocess, controller, state }) => {
	try {
		const [error] = await once(ipcEmitter, "strict:error", { signal: controller.signal });
		state.error = getStrictResponseError(error, isSubprocess);
		controller.abort();
	} catch {}
};
const iterateOnMessages = async function* ({ anyProcess, channel, ipcEmitter, isSubprocess, shouldAwait, controller, state, reference }) {
	try {
		for await (const [message] of on(ipcEmitter, "message", { signal: controller.signal })) {
			throwIfStrictError(state);
			yield message;
		}
	} catch {
		throwIfStrictError(state);
	} finally {
		controller.abort();
		removeReference(channel, reference);
		if (!isSubprocess) disconnect(anyProcess);
		if (shouldAwait) await anyProcess;
	}
};
const throwIfStrictError = ({ error }) => {
	if (error) throw error;
};

// node_modules/execa/lib/ipc/methods.js
const addIpcMethods = (subprocess, { ipc }) => {
	Object.assign(subprocess, getIpcMethods(subprocess, false, ipc));
};
const getIpcExport = () => {
	const anyProcess = process$2;
	const isSubprocess = true;
	const ipc = process$2.channel !== void 0;
	return {
		...getIpcMethods(anyProcess, isSubprocess, ipc),
		getCancelSignal: getCancelSignal$1.bind(void 0, {
			anyProcess,
			channel: anyProcess.channel,
			isSubprocess,
			ipc
		})
	};
};
const getIpcMethods = (anyProcess, isSubprocess, ipc) => ({
	sendMessage: sendMessage$1.bind(void 0, {
		anyProcess,
		channel: anyProcess.channel,
		isSubprocess,
		ipc
	}),
	getOneMessage: getOneMessage$1.bind(void 0, {
		anyProcess,
		channel: anyProcess.channel,
		isSubprocess,
		ipc
	}),
	getEachMessage: getEachMessage$1.bind(void 0, {
		anyProcess,
		channel: anyProcess.channel,
		isSubprocess,
		ipc
	})
});

// node_modules/execa/lib/return/early-error.js
const handleEarlyError = ({ error, command, escapedCommand, fileDescriptors, options, startTime, verboseInfo }) => {
	cleanupCustomStreams(fileDescriptors);
	const subprocess = new ChildProcess();
	createDummyStreams(subprocess, fileDescriptors);
	Object.assign(subprocess, {
		readable,
		writable,
		duplex
	});
	const earlyError = makeEarlyError({
		error,
		command,
		escapedCommand,
		fileDescriptors,
		options,
		startTime,
		isSync: false
	});
	return {
		subprocess,
		promise: handleDummyPromise(earlyError, verboseInfo, options)
	};
};
const createDummyStreams = (subprocess, fileDescriptors) => {
	const stdin = createDummyStream();
	const stdout = createDummyStream();
	const stderr = createDummyStream();
	const extraStdio = Array.from({ length: fileDescriptors.length - 3 }, createDummyStream);
	const all = createDummyStream();
	const stdio = [
		stdin,
		stdout,
		stderr,
		...extraStdio
	];
	Object.assign(subprocess, {
		stdin,
		stdout,
		stderr,
		all,
		stdio
	});
};
const createDummyStream = () => {
	const stream = new PassThrough();
	stream.end();
	return stream;
};
const readable = () => new Readable({ read() {} });
const writable = () => new Writable({ write() {} });
const duplex = () => new Duplex({
	read() {},
	write() {}
});
const handleDummyPromise = async (error, verboseInfo, options) => handleResult(error, verboseInfo, options);

// node_modules/execa/lib/stdio/handle-async.js
const handleStdioAsync = (options, verboseInfo) => handleStdio(addPropertiesAsync, options, verboseInfo, false);
const forbiddenIfAsync = ({ type, optionName }) => {
	throw new TypeError(`The \`${optionName}\` option cannot be ${TYPE_TO_MESSAGE[type]}.`);
};
const addProperties = {
	fileNumber: forbiddenIfAsync,
	generator: generatorToStream,
	asyncGenerator: generatorToStream,
	nodeStream: ({ value }) => ({ stream: value }),
	webTransform({ value: { transform, writableObjectMode, readableObjectMode } }) {
		const objectMode = writableObjectMode || readableObjectMode;
		return { stream: Duplex.fromWeb(transform, { objectMode }) };
	},
	duplex: ({ value: { transform } }) => ({ stream: transform }),
	native() {}
};
const addPropertiesAsync = {
	input: {
		...addProperties,
		fileUrl: ({ value }) => ({ stream: createReadStream(value) }),
		filePath: ({ value: { file } }) => ({ stream: createReadStream(file) }),
		webStream: ({ value }) => ({ stream: Readable.fromWeb(value) }),
		iterable: ({ value }) => ({ stream: Readable.from(value) }),
		asyncIterable: ({ value }) => ({ stream: Readable.from(value) }),
		string: ({ value }) => ({ stream: Readable.from(value) }),
		uint8Array: ({ value }) => ({ stream: Readable.from(Buffer$1.from(value)) })
	},
	output: {
		...addProperties,
		fileUrl: ({ value }) => ({ stream: createWriteStream(value) }),
		filePath: ({ value: { file, append } }) => ({ stream: createWriteStream(file, append ? { flags: "a" } : {}) }),
		webStream: ({ value }) => ({ stream: Writable.fromWeb(value) }),
		iterable: forbiddenIfAsync,
		asyncIterable: forbiddenIfAsync,
		string: forbiddenIfAsync,
		uint8Array: forbiddenIfAsync
	}
};

// node_modules/@sindresorhus/merge-streams/index.js
function mergeStreams(streams) {
	if (!Array.isArray(streams)) throw new TypeError(`Expected an array, got \`${typeof streams}\`.`);
	for (const stream of streams) validateStream(stream);
	const objectMode = streams.some(({ readableObjectMode }) => readableObjectMode);
	const highWaterMark = getHighWaterMark(streams, objectMode);
	const passThroughStream = new MergedStream({
		objectMode,
		writableHighWaterMark: highWaterMark,
		readableHighWaterMark: highWaterMark
	});
	for (const stream of streams) passThroughStream.add(stream);
	return passThroughStream;
}
const getHighWaterMark = (streams, objectMode) => {
	if (streams.length === 0) return getDefaultHighWaterMark(objectMode);
	const highWaterMarks = streams.filter(({ readableObjectMode }) => readableObjectMode === objectMode).map(({ readableHighWaterMark }) => readableHighWaterMark);
	return Math.max(...highWaterMarks);
};
var MergedStream = class extends PassThrough {
	#streams = /* @__PURE__ */ new Set([]);
	#ended = /* @__PURE__ */ new Set([]);
	#aborted = /* @__PURE__ */ new Set([]);
	#onFinished;
	#unpipeEvent = Symbol("unpipe");
	#streamPromises = /* @__PURE__ */ new WeakMap();
	add(stream) {
		validateStream(stream);
		if (this.#streams.has(stream)) return;
		this.#streams.add(stream);
		this.#onFinished ??= onMergedStreamFinished(this, this.#streams, this.#unpipeEvent);
		const streamPromise = endWhenStreamsDone({
			passThroughStream: this,
			stream,
			streams: this.#streams,
			ended: this.#ended,
			aborted: this.#aborted,
			onFinished: this.#onFinished,
			unpipeEvent: this.#unpipeEvent
		});
		this.#streamPromises.set(stream, streamPromise);
		stream.pipe(this, { end: false });
	}
	async remove(stream) {
		validateStream(stream);
		if (!this.#streams.has(stream)) return false;
		const streamPromise = this.#streamPromises.get(stream);
		if (streamPromise === void 0) return false;
		this.#streamPromises.delete(stream);
		stream.unpipe(this);
		await streamPromise;
		return true;
	}
};
const onMergedStreamFinished = async (passThroughStream, streams, unpipeEvent) => {
	updateMaxListeners(passThroughStream, PASSTHROUGH_LISTENERS_COUNT);
	const controller = new AbortController();
	try {
		await Promise.race([onMergedStreamEnd(passThroughStream, controller), onInputStreamsUnpipe(passThroughStream, streams, unpipeEvent, controller)]);
	} finally {
		controller.abort();
		updateMaxListeners(passThroughStream, -PASSTHROUGH_LISTENERS_COUNT);
	}
};
const onMergedStreamEnd = async (passThroughStream, { signal }) => {
	try {
		await finished(passThroughStream, {
			signal,
			cleanup: true
		});
	} catch (error) {
		errorOrAbortStream(passThroughStream, error);
		throw error;
	}
};
const onInputStreamsUnpipe = async (passThroughStream, streams, unpipeEvent, { signal }) => {
	for await (const [unpipedStream] of on(passThroughStream, "unpipe", { signal })) if (streams.has(unpipedStream)) unpipedStream.emit(unpipeEvent);
};
const validateStream = (stream) => {
	if (typeof stream?.pipe !== "function") throw new TypeError(`Expected a readable stream, got: \`${typeof stream}\`.`);
};
const endWhenStreamsDone = async ({ passThroughStream, stream, streams, ended, aborted, onFinished, unpipeEvent }) => {
	updateMaxListeners(passThroughStream, PASSTHROUGH_LISTENERS_PER_STREAM);
	const controller = new AbortController();
	try {
		await Promise.race([
			afterMergedStreamFinished(onFinished, stream, controller),
			onInputStreamEnd({
				passThroughStream,
				stream,
				streams,
				ended,
				aborted,
				controller
			}),
			onInputStreamUnpipe({
				stream,
				streams,
				ended,
				aborted,
				unpipeEvent,
				controller
			})
		]);
	} finally {
		controller.abort();
		updateMaxListeners(passThroughStream, -PASSTHROUGH_LISTENERS_PER_STREAM);
	}
	if (streams.size > 0 && streams.size === ended.size + aborted.size) {
		if (ended.size === 0 && aborted.size > 0) abortStream(passThroughStream);
		else endStream(passThroughStream);
	}
};
const afterMergedStreamFinished = async (onFinished, stream, { signal }) => {
	try {
		await onFinished;
		if (!signal.aborted) abortStream(stream);
	} catch (error) {
		if (!signal.aborted) errorOrAbortStream(stream, error);
	}
};
const onInputStreamEnd = async ({ passThroughStream, stream, streams, ended, aborted, controller: { signal } }) => {
	try {
		await finished(stream, {
			signal,
			cleanup: true,
			readable: true,
			writable: false
		});
		if (streams.has(stream)) ended.add(stream);
	} catch (error) {
		if (signal.aborted || !streams.has(stream)) return;
		if (isAbortError(error)) aborted.add(stream);
		else errorStream(passThroughStream, error);
	}
};
const onInputStreamUnpipe = async ({ stream, streams, ended, aborted, unpipeEvent, controller: { signal } }) => {
	await once(stream, unpipeEvent, { signal });
	if (!stream.readable) return once(signal, "abort", { signal });
	streams.delete(stream);
	ended.delete(stream);
	aborted.delete(stream);
};
const endStream = (stream) => {
	if (stream.writable) stream.end();
};
const errorOrAbortStream = (stream, error) => {
	if (isAbortError(error)) abortStream(stream);
	else errorStream(stream, error);
};
const isAbortError = (error) => error?.code === "ERR_STREAM_PREMATURE_CLOSE";
const abortStream = (stream) => {
	if (stream.readable || stream.writable) stream.destroy();
};
const errorStream = (stream, error) => {
	if (!stream.destroyed) {
		stream.once("error", noop);
		stream.destroy(error);
	}
};
const noop = () => {};
const updateMaxListeners = (passThroughStream, increment) => {
	const maxListeners = passThroughStream.getMaxListeners();
	if (maxListeners !== 0 && maxListeners !== Number.POSITIVE_INFINITY) passThroughStream.setMaxListeners(maxListeners + increment);
};
const PASSTHROUGH_LISTENERS_COUNT = 2;
const PASSTHROUGH_LISTENERS_PER_STREAM = 1;

// node_modules/execa/lib/io/pipeline.js
const pipeStreams = (source, destination) => {
	source.pipe(destination);
	onSourceFinish(source, destination);
	onDestinationFinish(source, destination);
};
const onSourceFinish = async (source, destination) => {
	if (isStandardStream(source) || isStandardStream(destination)) return;
	try {
		await finished(source, {
			cleanup: true,
			readable: true,
			writable: false
		});
	} catch {}
	endDestinationStream(destination);
};
const endDestinationStream = (destination) => {
	if (destination.writable) destination.end();
};
const onDestinationFinish = async (source, destination) => {
	if (isStandardStream(source) || isStandardStream(destination)) return;
	try {
		await finished(destination, {
			cleanup: true,
			readable: false,
			writable: true
		});
	} catch {}
	abortSourceStream(source);
};
const abortSourceStream = (source) => {
	if (source.readable) source.destroy();
};

// node_modules/execa/lib/io/output-async.js
const pipeOutputAsync = (subprocess, fileDescriptors, controller) => {
	const pipeGroups = /* @__PURE__ */ new Map();
	for (const [fdNumber, { stdioItems, direction }] of Object.entries(fileDescriptors)) {
		for (const { stream } of stdioItems.filter(({ type }) => TRANSFORM_TYPES.has(type))) pipeTransform(subprocess, stream, direction, fdNumber);
		for (const { stream } of stdioItems.filter(({ type }) => !TRANSFORM_TYPES.has(type))) pipeStdioItem({
			subprocess,
			stream,
			direction,
			fdNumber,
			pipeGroups,
			controller
		});
	}
	for (const [outputStream, inputStreams] of pipeGroups.entries()) {
		const inputStream = inputStreams.length === 1 ? inputStreams[0] : mergeStreams(inputStreams);
		pipeStreams(inputStream, outputStream);
	}
};
const pipeTransform = (subprocess, stream, direction, fdNumber) => {
	if (direction === "output") pipeStreams(subprocess.stdio[fdNumber], stream);
	else pipeStreams(stream, subprocess.stdio[fdNumber]);
	const streamProperty = SUBPROCESS_STREAM_PROPERTIES[fdNumber];
	if (streamProperty !== void 0) subprocess[streamProperty] = stream;
	subprocess.stdio[fdNumber] = stream;
};
const SUBPROCESS_STREAM_PROPERTIES = [
	"stdin",
	"stdout",
	"stderr"
];
const pipeStdioItem = ({ subprocess, stream, direction, fdNumber, pipeGroups, controller }) => {
	if (stream === void 0) return;
	setStandardStreamMaxListeners(stream, controller);
	const [inputStream, outputStream] = direction === "output" ? [stream, subprocess.stdio[fdNumber]] : [subprocess.stdio[fdNumber], stream];
	const outputStreams = pipeGroups.get(inputStream) ?? [];
	pipeGroups.set(inputStream, [...outputStreams, outputStream]);
};
const setStandardStreamMaxListeners = (stream, { signal }) => {
	if (isStandardStream(stream)) incrementMaxListeners(stream, MAX_LISTENERS_INCREMENT, signal);
};
const MAX_LISTENERS_INCREMENT = 2;

// node_modules/signal-exit/dist/mjs/signals.js
/**
* This is not the set of all possible signals.
*
* It IS, however, the set of all signals that trigger
* an exit on either Linux or BSD systems.  Linux is a
* superset of the signal names supported on BSD, and
* the unknown signals just fail to register, so we can
* catch that easily enough.
*
* Windows signals are a different set, since there are
* signals that terminate Windows processes, but don't
* terminate (or don't even exist) on Posix systems.
*
* Don't bother with SIGKILL.  It's uncatchable, which
* means that we can't fire any callbacks anyway.
*
* If a user does happen to register a handler on a non-
* fatal signal like SIGWINCH or something, and then
* exit, it'll end up firing `process.emit('exit')`, so
* the handler will be fired anyway.
*
* SIGBUS, SIGFPE, SIGSEGV and SIGILL, when not raised
* artificially, inherently leave the process in a
* state from which it is not safe to try and enter JS
* listeners.
*/
const signals = [];
signals.push("SIGHUP", "SIGINT", "SIGTERM");
if (process.platform !== "win32") signals.push("SIGALRM", "SIGABRT", "SIGVTALRM", "SIGXCPU", "SIGXFSZ", "SIGUSR2", "SIGTRAP", "SIGSYS", "SIGQUIT", "SIGIOT");
if (process.platform === "linux") signals.push("SIGIO", "SIGPOLL", "SIGPWR", "SIGSTKFLT");

// node_modules/signal-exit/dist/mjs/index.js
const processOk = (process) => !!process && typeof process === "object" && typeof process.removeListener === "function" && typeof process.emit === "function" && typeof process.reallyExit === "function" && typeof process.listeners === "function" && typeof process.kill === "function" && typeof process.pid === "number" && typeof process.on === "function";
const kExitEmitter = Symbol.for("signal-exit emitter");
const global$1 = globalThis;
const ObjectDefineProperty = Object.defineProperty.bind(Object);
var Emitter = class {
	emitted = {
		afterExit: false,
		exit: false
	};
	listeners = {
		afterExit: [],
		exit: []
	};
	count = 0;
	id = Math.random();
	constructor() {
		if (global$1[kExitEmitter]) return global$1[kExitEmitter];
		ObjectDefineProperty(global$1, kExitEmitter, {
			value: this,
			writable: false,
			enumerable: false,
			configurable: false
		});
	}
	on(ev, fn) {
		this.listeners[ev].push(fn);
	}
	removeListener(ev, fn) {
		const list = this.listeners[ev];
		const i = list.indexOf(fn);
		/* c8 ignore start */
		if (i === -1) return;
		/* c8 ignore stop */
		if (i === 0 && list.length === 1) list.length = 0;
		else list.splice(i, 1);
	}
	emit(ev, code, signal) {
		if (this.emitted[ev]) return false;
		this.emitted[ev] = true;
		let ret = false;
		for (const fn of this.listeners[ev]) ret = fn(code, signal) === true || ret;
		if (ev === "exit") ret = this.emit("afterExit", code, signal) || ret;
		return ret;
	}
};
var SignalExitBase = class {};
const signalExitWrap = (handler) => {
	return {
		onExit(cb, opts) {
			return handler.onExit(cb, opts);
		},
		load() {
			return handler.load();
		},
		unload() {
			return handler.unload();
		}
	};
};
var SignalExitFallback = class extends SignalExitBase {
	onExit() {
		return () => {};
	}
	load() {}
	unload() {}
};
var SignalExit = class extends SignalExitBase {
	/* c8 ignore start */
	#hupSig = process$1.platform === "win32" ? "SIGINT" : "SIGHUP";
	/* c8 ignore stop */
	#emitter = new Emitter();
	#process;
	#originalProcessEmit;
	#originalProcessReallyExit;
	#sigListeners = {};
	#loaded = false;
	constructor(process) {
		super();
		this.#process = process;
		this.#sigListeners = {};
		for (const sig of signals) this.#sigListeners[sig] = () => {
			const listeners = this.#process.listeners(sig);
			let { count } = this.#emitter;
			/* c8 ignore start */
			const p = process;
			if (typeof p.__signal_exit_emitter__ === "object" && typeof p.__signal_exit_emitter__.count === "number") count += p.__signal_exit_emitter__.count;
			/* c8 ignore stop */
			if (listeners.length === count) {
				this.unload();
				const ret = this.#emitter.emit("exit", null, sig);
				/* c8 ignore start */
				const s = sig === "SIGHUP" ? this.#hupSig : sig;
				if (!ret) process.kill(process.pid, s);
			}
		};
		this.#originalProcessReallyExit = process.reallyExit;
		this.#originalProcessEmit = process.emit;
	}
	onExit(cb, opts) {
		/* c8 ignore start */
		if (!processOk(this.#process)) return () => {};
		/* c8 ignore stop */
		if (this.#loaded === false) this.load();
		const ev = opts?.alwaysLast ? "afterExit" : "exit";
		this.#emitter.on(ev, cb);
		return () => {
			this.#emitter.removeListener(ev, cb);
			if (this.#emitter.listeners["exit"].length === 0 && this.#emitter.listeners["afterExit"].length === 0) this.unload();
		};
	}
	load() {
		if (this.#loaded) return;
		this.#loaded = true;
		this.#emitter.count += 1;
		for (const sig of signals) try {
			const fn = this.#sigListeners[sig];
			if (fn) this.#process.on(sig, fn);
		} catch (_) {}
		this.#process.emit = (ev, ...a) => {
			return this.#processEmit(ev, ...a);
		};
		this.#process.reallyExit = (code) => {
			return this.#processReallyExit(code);
		};
	}
	unload() {
		if (!this.#loaded) return;
		this.#loaded = false;
		signals.forEach((sig) => {
			const listener = this.#sigListeners[sig];
			/* c8 ignore start */
			if (!listener) throw new Error("Listener not defined for signal: " + sig);
			/* c8 ignore stop */
			try {
				this.#process.removeListener(sig, listener);
			} catch (_) {}
			/* c8 ignore stop */
		});
		this.#process.emit = this.#originalProcessEmit;
		this.#process.reallyExit = this.#originalProcessReallyExit;
		this.#emitter.count -= 1;
	}
	#processReallyExit(code) {
		/* c8 ignore start */
		if (!processOk(this.#process)) return 0;
		this.#process.exitCode = code || 0;
		/* c8 ignore stop */
		this.#emitter.emit("exit", this.#process.exitCode, null);
		return this.#originalProcessReallyExit.call(this.#process, this.#process.exitCode);
	}
	#processEmit(ev, ...args) {
		const og = this.#originalProcessEmit;
		if (ev === "exit" && processOk(this.#process)) {
			if (typeof args[0] === "number") this.#process.exitCode = args[0];
			/* c8 ignore start */
			const ret = og.call(this.#process, ev, ...args);
			/* c8 ignore start */
			this.#emitter.emit("exit", this.#process.exitCode, null);
			/* c8 ignore stop */
			return ret;
		} else return og.call(this.#process, ev, ...args);
	}
};
const process$1 = globalThis.process;
const { onExit, load, unload } = signalExitWrap(processOk(process$1) ? new SignalExit(process$1) : new SignalExitFallback());

// node_modules/execa/lib/terminate/cleanup.js
const cleanupOnExit = (subprocess, { cleanup, detached }, { signal }) => {
	if (!cleanup || detached) return;
	const removeExitHandler = onExit(() => {
		subprocess.kill();
	});
	addAbortListener(signal, () => {
		removeExitHandler();
	});
};

// node_modules/execa/lib/pipe/pipe-arguments.js
const normalizePipeArguments = ({ source, sourcePromise, boundOptions, createNested }, ...pipeArguments) => {
	const startTime = getStartTime();
	const { destination, destinationStream, destinationError, from, unpipeSignal } = getDestinationStream(boundOptions, createNested, pipeArguments);
	const { sourceStream, sourceError } = getSourceStream(source, from);
	const { options: sourceOptions, fileDescriptors } = SUBPROCESS_OPTIONS.get(source);
	return {
		sourcePromise,
		sourceStream,
		sourceOptions,
		sourceError,
		destination,
		destinationStream,
		destinationError,
		unpipeSignal,
		fileDescriptors,
		startTime
	};
};
const getDestinationStream = (boundOptions, createNested, pipeArguments) => {
	try {
		const { destination, pipeOptions: { from, to, unpipeSignal } = {} } = getDestination(boundOptions, createNested, ...pipeArguments);
		return {
			destination,
			destinationStream: getToStream(destination, to),
			from,
			unpipeSignal
		};
	} catch (error) {
		return { destinationError: error };
	}
};
const getDestination = (boundOptions, createNested, firstArgument, ...pipeArguments) => {
	if (Array.isArray(firstArgument)) return {
		destination: createNested(mapDestinationArguments, boundOptions)(firstArgument, ...pipeArguments),
		pipeOptions: boundOptions
	};
	if (typeof firstArgument === "string" || firstArgument instanceof URL || isDenoExecPath(firstArgument)) {
		if (Object.keys(boundOptions).length > 0) throw new TypeError("Please use .pipe(\"file\", ..., options) or .pipe(execa(\"file\", ..., options)) instead of .pipe(options)(\"file\", ...).");
		const [rawFile, rawArguments, rawOptions] = normalizeParameters(firstArgument, ...pipeArguments);
		return {
			destination: createNested(mapDestinationArguments)(rawFile, rawArguments, rawOptions),
			pipeOptions: rawOptions
		};
	}
	if (SUBPROCESS_OPTIONS.has(firstArgument)) {
		if (Object.keys(boundOptions).length > 0) throw new TypeError("Please use .pipe(options)`command` or .pipe($(options)`command`) instead of .pipe(options)($`command`).");
		return {
			destination: firstArgument,
			pipeOptions: pipeArguments[0]
		};
	}
	throw new TypeError(`The first argument must be a template string, an options object, or an Execa subprocess: ${firstArgument}`);
};
const mapDestinationArguments = ({ options }) => ({ options: {
	...options,
	stdin: "pipe",
	piped: true
} });
const getSourceStream = (source, from) => {
	try {
		return { sourceStream: getFromStream(source, from) };
	} catch (error) {
		return { sourceError: error };
	}
};

// node_modules/execa/lib/pipe/throw.js
const handlePipeArgumentsError = ({ sourceStream, sourceError, destinationStream, destinationError, fileDescriptors, sourceOptions, startTime }) => {
	const error = getPipeArgumentsError({
		sourceStream,
		sourceError,
		destinationStream,
		destinationError
	});
	if (error !== void 0) throw createNonCommandError({
		error,
		fileDescriptors,
		sourceOptions,
		startTime
	});
};
const getPipeArgumentsError = ({ sourceStream, sourceError, destinationStream, destinationError }) => {
	if (sourceError !== void 0 && destinationError !== void 0) return destinationError;
	if (destinationError !== void 0) {
		abortSourceStream(sourceStream);
		return destinationError;
	}
	if (sourceError !== void 0) {
		endDestinationStream(destinationStream);
		return sourceError;
	}
};
const createNonCommandError = ({ error, fileDescriptors, sourceOptions, startTime }) => makeEarlyError({
	error,
	command: PIPE_COMMAND_MESSAGE,
	escapedCommand: PIPE_COMMAND_MESSAGE,
	fileDescriptors,
	options: sourceOptions,
	startTime,
	isSync: false
});
const PIPE_COMMAND_MESSAGE = "source.pipe(destination)";

// node_modules/execa/lib/pipe/sequence.js
const waitForBothSubprocesses = async (subprocessPromises) => {
	const [{ status: sourceStatus, reason: sourceReason, value: sourceResult = sourceReason }, { status: destinationStatus, reason: destinationReason, value: destinationResult = destinationReason }] = await subprocessPromises;
	if (!destinationResult.pipedFrom.includes(sourceResult)) destinationResult.pipedFrom.push(sourceResult);
	if (destinationStatus === "rejected") throw destinationResult;
	if (sourceStatus === "rejected") throw sourceResult;
	return destinationResult;
};

// node_modules/execa/lib/pipe/streaming.js
const pipeSubprocessStream = (sourceStream, destinationStream, maxListenersController) => {
	const mergedStream = MERGED_STREAMS.has(destinationStream) ? pipeMoreSubprocessStream(sourceStream, destinationStream) : pipeFirstSubprocessStream(sourceStream, destinationStream);
	incrementMaxListeners(sourceStream, SOURCE_LISTENERS_PER_PIPE, maxListenersController.signal);
	incrementMaxListeners(destinationStream, DESTINATION_LISTENERS_PER_PIPE, maxListenersController.signal);
	cleanupMergedStreamsMap(destinationStream);
	return mergedStream;
};
const pipeFirstSubprocessStream = (sourceStream, destinationStream) => {
	const mergedStream = mergeStreams([sourceStream]);
	pipeStreams(mergedStream, destinationStream);
	MERGED_STREAMS.set(destinationStream, mergedStream);
	return mergedStream;
};
const pipeMoreSubprocessStream = (sourceStream, destinationStream) => {
	const mergedStream = MERGED_STREAMS.get(destinationStream);
	mergedStream.add(sourceStream);
	return mergedStream;
};
const cleanupMergedStreamsMap = async (destinationStream) => {
	try {
		await finished(destinationStream, {
			cleanup: true,
			readable: false,
			writable: true
		});
	} catch {}
	MERGED_STREAMS.delete(destinationStream);
};
const MERGED_STREAMS = /* @__PURE__ */ new WeakMap();
const SOURCE_LISTENERS_PER_PIPE = 2;
const DESTINATION_LISTENERS_PER_PIPE = 1;

// node_modules/execa/lib/pipe/abort.js
const unpipeOnAbort = (unpipeSignal, unpipeContext) => unpipeSignal === void 0 ? [] : [unpipeOnSignalAbort(unpipeSignal, unpipeContext)];
const unpipeOnSignalAbort = async (unpipeSignal, { sourceStream, mergedStream, fileDescriptors, sourceOptions, startTime }) => {
	await aborted(unpipeSignal, sourceStream);
	await mergedStream.remove(sourceStream);
	throw createNonCommandError({
		error: /* @__PURE__ */ new Error("Pipe canceled by `unpipeSignal` option."),
		fileDescriptors,
		sourceOptions,
		startTime
	});
};

// node_modules/execa/lib/pipe/setup.js
const pipeToSubprocess = (sourceInfo, ...pipeArguments) => {
	if (isPlainObject(pipeArguments[0])) return pipeToSubprocess.bind(void 0, {
		...sourceInfo,
		boundOptions: {
			...sourceInfo.boundOptions,
			...pipeArguments[0]
		}
	});
	const { destination, ...normalizedInfo } = normalizePipeArguments(sourceInfo, ...pipeArguments);
	const promise = handlePipePromise({
		...normalizedInfo,
		destination
	});
	promise.pipe = pipeToSubprocess.bind(void 0, {
		...sourceInfo,
		source: destination,
		sourcePromise: promise,
		boundOptions: {}
	});
	return promise;
};
const handlePipePromise = async ({ sourcePromise, sourceStream, sourceOptions, sourceError, destination, destinationStream, destinationError, unpipeSignal, fileDescriptors, startTime }) => {
	const subprocessPromises = getSubprocessPromises(sourcePromise, destination);
	handlePipeArgumentsError({
		sourceStream,
		sourceError,
		destinationStream,
		destinationError,
		fileDescriptors,
		sourceOptions,
		startTime
	});
	const maxListenersController = new AbortController();
	try {
		const mergedStream = pipeSubprocessStream(sourceStream, destinationStream, maxListenersController);
		return await Promise.race([waitForBothSubprocesses(subprocessPromises), ...unpipeOnAbort(unpipeSignal, {
			sourceStream,
			mergedStream,
			sourceOptions,
			fileDescriptors,
			startTime
		})]);
	} finally {
		maxListenersController.abort();
	}
};
const getSubprocessPromises = (sourcePromise, destination) => Promise.allSettled([sourcePromise, destination]);

// node_modules/execa/lib/io/iterate.js
const iterateOnSubprocessStream = ({ subprocessStdout, subprocess, binary, shouldEncode, encoding, preserveNewlines }) => {
	const controller = new AbortController();
	stopReadingOnExit(subprocess, controller);
	return iterateOnStream({
		stream: subprocessStdout,
		controller,
		binary,
		shouldEncode: !subprocessStdout.readableObjectMode && shouldEncode,
		encoding,
		shouldSplit: !subprocessStdout.readableObjectMode,
		preserveNewlines
	});
};
const stopReadingOnExit = async (subprocess, controller) => {
	try {
		await subprocess;
	} catch {} finally {
		controller.abort();
	}
};
const iterateForResult = ({ stream, onStreamEnd, lines, encoding, stripFinalNewline, allMixed }) => {
	const controller = new AbortController();
	stopReadingOnStreamEnd(onStreamEnd, controller, stream);
	const objectMode = stream.readableObjectMode && !allMixed;
	return iterateOnStream({
		stream,
		controller,
		binary: encoding === "buffer",
		shouldEncode: !objectMode,
		encoding,
		shouldSplit: !objectMode && lines,
		preserveNewlines: !stripFinalNewline
	});
};
const stopReadingOnStreamEnd = async (onStreamEnd, controller, stream) => {
	try {
		await onStreamEnd;
	} catch {
		stream.destroy();
	} finally {
		controller.abort();
	}
};
const iterateOnStream = ({ stream, controller, binary, shouldEncode, encoding, shouldSplit, preserveNewlines }) => {
	const onStdoutChunk = on(stream, "data", {
		signal: controller.signal,
		highWaterMark: HIGH_WATER_MARK,
		highWatermark: HIGH_WATER_MARK
	});
	return iterateOnData({
		onStdoutChunk,
		controller,
		binary,
		shouldEncode,
		encoding,
		shouldSplit,
		preserveNewlines
	});
};
const DEFAULT_OBJECT_HIGH_WATER_MARK = getDefaultHighWaterMark(true);
const HIGH_WATER_MARK = DEFAULT_OBJECT_HIGH_WATER_MARK;
const iterateOnData = async function* ({ onStdoutChunk, controller, binary, shouldEncode, encoding, shouldSplit, preserveNewlines }) {
	const generators = getGenerators({
		binary,
		shouldEncode,
		encoding,
		shouldSplit,
		preserveNewlines
	});
	try {
		for await (const [chunk] of onStdoutChunk) yield* transformChunkSync(chunk, generators, 0);
	} catch (error) {
		if (!controller.signal.aborted) throw error;
	} finally {
		yield* finalChunksSync(generators);
	}
};
const getGenerators = ({ binary, shouldEncode, encoding, shouldSplit, preserveNewlines }) => [getEncodingTransformGenerator(binary, encoding, !shouldEncode), getSplitLinesGenerator(binary, preserveNewlines, !shouldSplit, {})].filter(Boolean);

// node_modules/execa/lib/io/contents.js
const getStreamOutput = async ({ stream, onStreamEnd, fdNumber, encoding, buffer, maxBuffer, lines, allMixed, stripFinalNewline, verboseInfo, streamInfo }) => {
	const logPromise = logOutputAsync({
		stream,
		onStreamEnd,
		fdNumber,
		encoding,
		allMixed,
		verboseInfo,
		streamInfo
	});
	if (!buffer) {
		await Promise.all([resumeStream(stream), logPromise]);
		return;
	}
	const stripFinalNewlineValue = getStripFinalNewline(stripFinalNewline, fdNumber);
	const iterable = iterateForResult({
		stream,
		onStreamEnd,
		lines,
		encoding,
		stripFinalNewline: stripFinalNewlineValue,
		allMixed
	});
	const [output] = await Promise.all([getStreamContents({
		stream,
		iterable,
		fdNumber,
		encoding,
		maxBuffer,
		lines
	}), logPromise]);
	return output;
};
const logOutputAsync = async ({ stream, onStreamEnd, fdNumber, encoding, allMixed, verboseInfo, streamInfo: { fileDescriptors } }) => {
	if (!shouldLogOutput({
		stdioItems: fileDescriptors[fdNumber]?.stdioItems,
		encoding,
		verboseInfo,
		fdNumber
	})) return;
	const linesIterable = iterateForResult({
		stream,
		onStreamEnd,
		lines: true,
		encoding,
		stripFinalNewline: true,
		allMixed
	});
	await logLines(linesIterable, stream, fdNumber, verboseInfo);
};
const resumeStream = async (stream) => {
	await setImmediate();
	if (stream.readableFlowing === null) stream.resume();
};
const getStreamContents = async ({ stream, stream: { readableObjectMode }, iterable, fdNumber, encoding, maxBuffer, lines }) => {
	try {
		if (readableObjectMode || lines) return await getStreamAsArray(iterable, { maxBuffer });
		if (encoding === "buffer") return new Uint8Array(await getStreamAsArrayBuffer(iterable, { maxBuffer }));
		return await getStreamAsString(iterable, { maxBuffer });
	} catch (error) {
		return handleBufferedData(handleMaxBuffer({
			error,
			stream,
			readableObjectMode,
			lines,
			encoding,
			fdNumber
		}));
	}
};
const getBufferedData = async (streamPromise) => {
	try {
		return await streamPromise;
	} catch (error) {
		return handleBufferedData(error);
	}
};
const handleBufferedData = ({ bufferedData }) => isArrayBuffer(bufferedData) ? new Uint8Array(bufferedData) : bufferedData;

// node_modules/execa/lib/resolve/wait-stream.js
const waitForStream = async (stream, fdNumber, streamInfo, { isSameDirection, stopOnExit = false } = {}) => {
	const state = handleStdinDestroy(stream, streamInfo);
	const abortController = new AbortController();
	try {
		await Promise.race([...stopOnExit ? [streamInfo.exitPromise] : [], finished(stream, {
			cleanup: true,
			signal: abortController.signal
		})]);
	} catch (error) {
		if (!state.stdinCleanedUp) handleStreamError(error, fdNumber, streamInfo, isSameDirection);
	} finally {
		abortController.abort();
	}
};
const handleStdinDestroy = (stream, { originalStreams: [originalStdin], subprocess }) => {
	const state = { stdinCleanedUp: false };
	if (stream === originalStdin) spyOnStdinDestroy(stream, subprocess, state);
	return state;
};
const spyOnStdinDestroy = (subprocessStdin, subprocess, state) => {
	const { _destroy } = subprocessStdin;
	subprocessStdin._destroy = (...destroyArguments) => {
		setStdinCleanedUp(subprocess, state);
		_destroy.call(subprocessStdin, ...destroyArguments);
	};
};
const setStdinCleanedUp = ({ exitCode, signalCode }, state) => {
	if (exitCode !== null || signalCode !== null) state.stdinCleanedUp = true;
};
const handleStreamError = (error, fdNumber, streamInfo, isSameDirection) => {
	if (!shouldIgnoreStreamError(error, fdNumber, streamInfo, isSameDirection)) throw error;
};
const shouldIgnoreStreamError = (error, fdNumber, streamInfo, isSameDirection = true) => {
	if (streamInfo.propagating) return isStreamEpipe(error) || isStreamAbort(error);
	streamInfo.propagating = true;
	return isInputFileDescriptor(streamInfo, fdNumber) === isSameDirection ? isStreamEpipe(error) : isStreamAbort(error);
};
const isInputFileDescriptor = ({ fileDescriptors }, fdNumber) => fdNumber !== "all" && fileDescriptors[fdNumber].direction === "input";
const isStreamAbort = (error) => error?.code === "ERR_STREAM_PREMATURE_CLOSE";
const isStreamEpipe = (error) => error?.code === "EPIPE";

// node_modules/execa/lib/resolve/stdio.js
const waitForStdioStreams = ({ subprocess, encoding, buffer, maxBuffer, lines, stripFinalNewline, verboseInfo, streamInfo }) => subprocess.stdio.map((stream, fdNumber) => waitForSubprocessStream({
	stream,
	fdNumber,
	encoding,
	buffer: buffer[fdNumber],
	maxBuffer: maxBuffer[fdNumber],
	lines: lines[fdNumber],
	allMixed: false,
	stripFinalNewline,
	verboseInfo,
	streamInfo
}));
const waitForSubprocessStream = async ({ stream, fdNumber, encoding, buffer, maxBuffer, lines, allMixed, stripFinalNewline, verboseInfo, streamInfo }) => {
	if (!stream) return;
	const onStreamEnd = waitForStream(stream, fdNumber, streamInfo);
	if (isInputFileDescriptor(streamInfo, fdNumber)) {
		await onStreamEnd;
		return;
	}
	const [output] = await Promise.all([getStreamOutput({
		stream,
		onStreamEnd,
		fdNumber,
		encoding,
		buffer,
		maxBuffer,
		lines,
		allMixed,
		stripFinalNewline,
		verboseInfo,
		streamInfo
	}), onStreamEnd]);
	return output;
};

// node_modules/execa/lib/resolve/all-async.js
const makeAllStream = ({ stdout, stderr }, { all }) => all && (stdout || stderr) ? mergeStreams([stdout, stderr].filter(Boolean)) : void 0;
const waitForAllStream = ({ subprocess, encoding, buffer, maxBuffer, lines, stripFinalNewline, verboseInfo, streamInfo }) => waitForSubprocessStream({
	...getAllStream(subprocess, buffer),
	fdNumber: "all",
	encoding,
	maxBuffer: maxBuffer[1] + maxBuffer[2],
	lines: lines[1] || lines[2],
	allMixed: getAllMixed(subprocess),
	stripFinalNewline,
	verboseInfo,
	streamInfo
});
const getAllStream = ({ stdout, stderr, all }, [, bufferStdout, bufferStderr]) => {
	const buffer = bufferStdout || bufferStderr;
	if (!buffer) return {
		stream: all,
		buffer
	};
	if (!bufferStdout) return {
		stream: stderr,
		buffer
	};
	if (!bufferStderr) return {
		stream: stdout,
		buffer
	};
	return {
		stream: all,
		buffer
	};
};
const getAllMixed = ({ all, stdout, stderr }) => all && stdout && stderr && stdout.readableObjectMode !== stderr.readableObjectMode;

// node_modules/execa/lib/verbose/ipc.js
const shouldLogIpc = (verboseInfo) => isFullVerbose(verboseInfo, "ipc");
const logIpcOutput = (message, verboseInfo) => {
	const verboseMessage = serializeVerboseMessage(message);
	verboseLog({
		type: "ipc",
		verboseMessage,
		fdNumber: "ipc",
		verboseInfo
	});
};

// node_modules/execa/lib/ipc/buffer-messages.js
const waitForIpcOutput = async ({ subprocess, buffer: bufferArray, maxBuffer: maxBufferArray, ipc, ipcOutput, verboseInfo }) => {
	if (!ipc) return ipcOutput;
	const isVerbose = shouldLogIpc(verboseInfo);
	const buffer = getFdSpecificValue(bufferArray, "ipc");
	const maxBuffer = getFdSpecificValue(maxBufferArray, "ipc");
	for await (const message of loopOnMessages({
		anyProcess: subprocess,
		channel: subprocess.channel,
		isSubprocess: false,
		ipc,
		shouldAwait: false,
		reference: true
	})) {
		if (buffer) {
			checkIpcMaxBuffer(subprocess, ipcOutput, maxBuffer);
			ipcOutput.push(message);
		}
		if (isVerbose) logIpcOutput(message, verboseInfo);
	}
	return ipcOutput;
};
const getBufferedIpcOutput = async (ipcOutputPromise, ipcOutput) => {
	await Promise.allSettled([ipcOutputPromise]);
	return ipcOutput;
};

// node_modules/execa/lib/resolve/wait-subprocess.js
const waitForSubprocessResult = async ({ subprocess, options: { encoding, buffer, maxBuffer, lines, timeoutDuration: timeout, cancelSignal, gracefulCancel, forceKillAfterDelay, stripFinalNewline, ipc, ipcInput }, context, verboseInfo, fileDescriptors, originalStreams, onInternalError, controller }) => {
	const exitPromise = waitForExit(subprocess, context);
	const streamInfo = {
		originalStreams,
		fileDescriptors,
		subprocess,
		exitPromise,
		propagating: false
	};
	const stdioPromises = waitForStdioStreams({
		subprocess,
		encoding,
		buffer,
		maxBuffer,
		lines,
		stripFinalNewline,
		verboseInfo,
		streamInfo
	});
	const allPromise = waitForAllStream({
		subprocess,
		encoding,
		buffer,
		maxBuffer,
		lines,
		stripFinalNewline,
		verboseInfo,
		streamInfo
	});
	const ipcOutput = [];
	const ipcOutputPromise = waitForIpcOutput({
		subprocess,
		buffer,
		maxBuffer,
		ipc,
		ipcOutput,
		verboseInfo
	});
	const originalPromises = waitForOriginalStreams(originalStreams, subprocess, streamInfo);
	const customStreamsEndPromises = waitForCustomStreamsEnd(fileDescriptors, streamInfo);
	try {
		return await Promise.race([
			Promise.all([
				{},
				waitForSuccessfulExit(exitPromise),
				Promise.all(stdioPromises),
				allPromise,
				ipcOutputPromise,
				sendIpcInput(subprocess, ipcInput),
				...originalPromises,
				...customStreamsEndPromises
			]),
			onInternalError,
			throwOnSubprocessError(subprocess, controller),
			...throwOnTimeout(subprocess, timeout, context, controller),
			...throwOnCancel({
				subprocess,
				cancelSignal,
				gracefulCancel,
				context,
				controller
			}),
			...throwOnGracefulCancel({
				subprocess,
				cancelSignal,
				gracefulCancel,
				forceKillAfterDelay,
				context,
				controller
			})
		]);
	} catch (error) {
		context.terminationReason ??= "other";
		return Promise.all([
			{ error },
			exitPromise,
			Promise.all(stdioPromises.map((stdioPromise) => getBufferedData(stdioPromise))),
			getBufferedData(allPromise),
			getBufferedIpcOutput(ipcOutputPromise, ipcOutput),
			Promise.allSettled(originalPromises),
			Promise.allSettled(customStreamsEndPromises)
		]);
	}
};
const waitForOriginalStreams = (originalStreams, subprocess, streamInfo) => originalStreams.map((stream, fdNumber) => stream === subprocess.stdio[fdNumber] ? void 0 : waitForStream(stream, fdNumber, streamInfo));
const waitForCustomStreamsEnd = (fileDescriptors, streamInfo) => fileDescriptors.flatMap(({ stdioItems }, fdNumber) => stdioItems.filter(({ value, stream = value }) => isStream(stream, { checkOpen: false }) && !isStandardStream(stream)).map(({ type, value, stream = value }) => waitForStream(stream, fdNumber, streamInfo, {
	isSameDirection: TRANSFORM_TYPES.has(type),
	stopOnExit: type === "native"
})));
const throwOnSubprocessError = async (subprocess, { signal }) => {
	const [error] = await once(subprocess, "error", { signal });
	throw error;
};

// node_modules/execa/lib/convert/concurrent.js
const initializeConcurrentStreams = () => ({
	readableDestroy: /* @__PURE__ */ new WeakMap(),
	writableFinal: /* @__PURE__ */ new WeakMap(),
	writableDestroy: /* @__PURE__ */ new WeakMap()
});
const addConcurrentStream = (concurrentStreams, stream, waitName) => {
	const weakMap = concurrentStreams[waitName];
	if (!weakMap.has(stream)) weakMap.set(stream, []);
	const promises = weakMap.get(stream);
	const promise = createDeferred();
	promises.push(promise);
	return {
		resolve: promise.resolve.bind(promise),
		promises
	};
};
const waitForConcurrentStreams = async ({ resolve, promises }, subprocess) => {
	resolve();
	const [isSubprocessExit] = await Promise.race([Promise.allSettled([true, subprocess]), Promise.all([false, ...promises])]);
	return !isSubprocessExit;
};

// node_modules/execa/lib/convert/shared.js
const safeWaitForSubprocessStdin = async (subprocessStdin) => {
	if (subprocessStdin === void 0) return;
	try {
		await waitForSubprocessStdin(subprocessStdin);
	} catch {}
};
const safeWaitForSubprocessStdout = async (subprocessStdout) => {
	if (subprocessStdout === void 0) return;
	try {
		await waitForSubprocessStdout(subprocessStdout);
	} catch {}
};
const waitForSubprocessStdin = async (subprocessStdin) => {
	await finished(subprocessStdin, {
		cleanup: true,
		readable: false,
		writable: true
	});
};
const waitForSubprocessStdout = async (subprocessStdout) => {
	await finished(subprocessStdout, {
		cleanup: true,
		readable: true,
		writable: false
	});
};
const waitForSubprocess = async (subprocess, error) => {
	await subprocess;
	if (error) throw error;
};
const destroyOtherStream = (stream, isOpen, error) => {
	if (error && !isStreamAbort(error)) stream.destroy(error);
	else if (isOpen) stream.destroy();
};

// node_modules/execa/lib/convert/readable.js
const createReadable = ({ subprocess, concurrentStreams, encoding }, { from, binary: binaryOption = true, preserveNewlines = true } = {}) => {
	const binary = binaryOption || BINARY_ENCODINGS.has(encoding);
	const { subprocessStdout, waitReadableDestroy } = getSubprocessStdout(subprocess, from, concurrentStreams);
	const { readableEncoding, readableObjectMode, readableHighWaterMark } = getReadableOptions(subprocessStdout, binary);
	const { read, onStdoutDataDone } = getReadableMethods({
		subprocessStdout,
		subprocess,
		binary,
		encoding,
		preserveNewlines
	});
	const readable = new Readable({
		read,
		destroy: callbackify(onReadableDestroy.bind(void 0, {
			subprocessStdout,
			subprocess,
			waitReadableDestroy
		})),
		highWaterMark: readableHighWaterMark,
		objectMode: readableObjectMode,
		encoding: readableEncoding
	});
	onStdoutFinished({
		subprocessStdout,
		onStdoutDataDone,
		readable,
		subprocess
	});
	return readable;
};
const getSubprocessStdout = (subprocess, from, concurrentStreams) => {
	const subprocessStdout = getFromStream(subprocess, from);
	return {
		subprocessStdout,
		waitReadableDestroy: addConcurrentStream(concurrentStreams, subprocessStdout, "readableDestroy")
	};
};
const getReadableOptions = ({ readableEncoding, readableObjectMode, readableHighWaterMark }, binary) => binary ? {
	readableEncoding,
	readableObjectMode,
	readableHighWaterMark
} : {
	readableEncoding,
	readableObjectMode: true,
	readableHighWaterMark: DEFAULT_OBJECT_HIGH_WATER_MARK
};
const getReadableMethods = ({ subprocessStdout, subprocess, binary, encoding, preserveNewlines }) => {
	const onStdoutDataDone = createDeferred();
	const onStdoutData = iterateOnSubprocessStream({
		subprocessStdout,
		subprocess,
		binary,
		shouldEncode: !binary,
		encoding,
		preserveNewlines
	});
	return {
		read() {
			onRead(this, onStdoutData, onStdoutDataDone);
		},
		onStdoutDataDone
	};
};
const onRead = async (readable, onStdoutData, onStdoutDataDone) => {
	try {
		const { value, done } = await onStdoutData.next();
		if (done) onStdoutDataDone.resolve();
		else readable.push(value);
	} catch {}
};
const onStdoutFinished = async ({ subprocessStdout, onStdoutDataDone, readable, subprocess, subprocessStdin }) => {
	try {
		await waitForSubprocessStdout(subprocessStdout);
		await subprocess;
		await safeWaitForSubprocessStdin(subprocessStdin);
		await onStdoutDataDone;
		if (readable.readable) readable.push(null);
	} catch (error) {
		await safeWaitForSubprocessStdin(subprocessStdin);
		destroyOtherReadable(readable, error);
	}
};
const onReadableDestroy = async ({ subprocessStdout, subprocess, waitReadableDestroy }, error) => {
	if (await waitForConcurrentStreams(waitReadableDestroy, subprocess)) {
		destroyOtherReadable(subprocessStdout, error);
		await waitForSubprocess(subprocess, error);
	}
};
const destroyOtherReadable = (stream, error) => {
	destroyOtherStream(stream, stream.readable, error);
};

// node_modules/execa/lib/convert/writable.js
const createWritable = ({ subprocess, concurrentStreams }, { to } = {}) => {
	const { subprocessStdin, waitWritableFinal, waitWritableDestroy } = getSubprocessStdin(subprocess, to, concurrentStreams);
	const writable = new Writable({
		...getWritableMethods(subprocessStdin, subprocess, waitWritableFinal),
		destroy: callbackify(onWritableDestroy.bind(void 0, {
			subprocessStdin,
			subprocess,
			waitWritableFinal,
			waitWritableDestroy
		})),
		highWaterMark: subprocessStdin.writableHighWaterMark,
		objectMode: subprocessStdin.writableObjectMode
	});
	onStdinFinished(subprocessStdin, writable);
	return writable;
};
const getSubprocessStdin = (subprocess, to, concurrentStreams) => {
	const subprocessStdin = getToStream(subprocess, to);
	return {
		subprocessStdin,
		waitWritableFinal: addConcurrentStream(concurrentStreams, subprocessStdin, "writableFinal"),
		waitWritableDestroy: addConcurrentStream(concurrentStreams, subprocessStdin, "writableDestroy")
	};
};
const getWritableMethods = (subprocessStdin, subprocess, waitWritableFinal) => ({
	write: onWrite.bind(void 0, subprocessStdin),
	final: callbackify(onWritableFinal.bind(void 0, subprocessStdin, subprocess, waitWritableFinal))
});
const onWrite = (subprocessStdin, chunk, encoding, done) => {
	if (subprocessStdin.write(chunk, encoding)) done();
	else subprocessStdin.once("drain", done);
};
const onWritableFinal = async (subprocessStdin, subprocess, waitWritableFinal) => {
	if (await waitForConcurrentStreams(waitWritableFinal, subprocess)) {
		if (subprocessStdin.writable) subprocessStdin.end();
		await subprocess;
	}
};
const onStdinFinished = async (subprocessStdin, writable, subprocessStdout) => {
	try {
		await waitForSubprocessStdin(subprocessStdin);
		if (writable.writable) writable.end();
	} catch (error) {
		await safeWaitForSubprocessStdout(subprocessStdout);
		destroyOtherWritable(writable, error);
	}
};
const onWritableDestroy = async ({ subprocessStdin, subprocess, waitWritableFinal, waitWritableDestroy }, error) => {
	await waitForConcurrentStreams(waitWritableFinal, subprocess);
	if (await waitForConcurrentStreams(waitWritableDestroy, subprocess)) {
		destroyOtherWritable(subprocessStdin, error);
		await waitForSubprocess(subprocess, error);
	}
};
const destroyOtherWritable = (stream, error) => {
	destroyOtherStream(stream, stream.writable, error);
};

// node_modules/execa/lib/convert/duplex.js
const createDuplex = ({ subprocess, concurrentStreams, encoding }, { from, to, binary: binaryOption = true, preserveNewlines = true } = {}) => {
	const binary = binaryOption || BINARY_ENCODINGS.has(encoding);
	const { subprocessStdout, waitReadableDestroy } = getSubprocessStdout(subprocess, from, concurrentStreams);
	const { subprocessStdin, waitWritableFinal, waitWritableDestroy } = getSubprocessStdin(subprocess, to, concurrentStreams);
	const { readableEncoding, readableObjectMode, readableHighWaterMark } = getReadableOptions(subprocessStdout, binary);
	const { read, onStdoutDataDone } = getReadableMethods({
		subprocessStdout,
		subprocess,
		binary,
		encoding,
		preserveNewlines
	});
	const duplex = new Duplex({
		read,
		...getWritableMethods(subprocessStdin, subprocess, waitWritableFinal),
		destroy: callbackify(onDuplexDestroy.bind(void 0, {
			subprocessStdout,
			subprocessStdin,
			subprocess,
			waitReadableDestroy,
			waitWritableFinal,
			waitWritableDestroy
		})),
		readableHighWaterMark,
		writableHighWaterMark: subprocessStdin.writableHighWaterMark,
		readableObjectMode,
		writableObjectMode: subprocessStdin.writableObjectMode,
		encoding: readableEncoding
	});
	onStdoutFinished({
		subprocessStdout,
		onStdoutDataDone,
		readable: duplex,
		subprocess,
		subprocessStdin
	});
	onStdinFinished(subprocessStdin, duplex, subprocessStdout);
	return duplex;
};
const onDuplexDestroy = async ({ subprocessStdout, subprocessStdin, subprocess, waitReadableDestroy, waitWritableFinal, waitWritableDestroy }, error) => {
	await Promise.all([onReadableDestroy({
		subprocessStdout,
		subprocess,
		waitReadableDestroy
	}, error), onWritableDestroy({
		subprocessStdin,
		subprocess,
		waitWritableFinal,
		waitWritableDestroy
	}, error)]);
};

// node_modules/execa/lib/convert/iterable.js
const createIterable = (subprocess, encoding, { from, binary: binaryOption = false, preserveNewlines = false } = {}) => {
	const binary = binaryOption || BINARY_ENCODINGS.has(encoding);
	const subprocessStdout = getFromStream(subprocess, from);
	const onStdoutData = iterateOnSubprocessStream({
		subprocessStdout,
		subprocess,
		binary,
		shouldEncode: true,
		encoding,
		preserveNewlines
	});
	return iterateOnStdoutData(onStdoutData, subprocessStdout, subprocess);
};
const iterateOnStdoutData = async function* (onStdoutData, subprocessStdout, subprocess) {
	try {
		yield* onStdoutData;
	} finally {
		if (subprocessStdout.readable) subprocessStdout.destroy();
		await subprocess;
	}
};

// node_modules/execa/lib/convert/add.js
const addConvertedStreams = (subprocess, { encoding }) => {
	const concurrentStreams = initializeConcurrentStreams();
	subprocess.readable = createReadable.bind(void 0, {
		subprocess,
		concurrentStreams,
		encoding
	});
	subprocess.writable = createWritable.bind(void 0, {
		subprocess,
		concurrentStreams
	});
	subprocess.duplex = createDuplex.bind(void 0, {
		subprocess,
		concurrentStreams,
		encoding
	});
	subprocess.iterable = createIterable.bind(void 0, subprocess, encoding);
	subprocess[Symbol.asyncIterator] = createIterable.bind(void 0, subprocess, encoding, {});
};

// node_modules/execa/lib/methods/promise.js
const mergePromise = (subprocess, promise) => {
	for (const [property, descriptor] of descriptors) {
		const value = descriptor.value.bind(promise);
		Reflect.defineProperty(subprocess, property, {
			...descriptor,
			value
		});
	}
};
const nativePromisePrototype = (async () => {})().constructor.prototype;
const descriptors = [
	"then",
	"catch",
	"finally"
].map((property) => [property, Reflect.getOwnPropertyDescriptor(nativePromisePrototype, property)]);

// node_modules/execa/lib/methods/main-async.js
const execaCoreAsync = (rawFile, rawArguments, rawOptions, createNested) => {
	const { file, commandArguments, command, escapedCommand, startTime, verboseInfo, options, fileDescriptors } = handleAsyncArguments(rawFile, rawArguments, rawOptions);
	const { subprocess, promise } = spawnSubprocessAsync({
		file,
		commandArguments,
		options,
		startTime,
		verboseInfo,
		command,
		escapedCommand,
		fileDescriptors
	});
	subprocess.pipe = pipeToSubprocess.bind(void 0, {
		source: subprocess,
		sourcePromise: promise,
		boundOptions: {},
		createNested
	});
	mergePromise(subprocess, promise);
	SUBPROCESS_OPTIONS.set(subprocess, {
		options,
		fileDescriptors
	});
	return subprocess;
};
const handleAsyncArguments = (rawFile, rawArguments, rawOptions) => {
	const { command, escapedCommand, startTime, verboseInfo } = handleCommand(rawFile, rawArguments, rawOptions);
	const { file, commandArguments, options: normalizedOptions } = normalizeOptions(rawFile, rawArguments, rawOptions);
	const options = handleAsyncOptions(normalizedOptions);
	return {
		file,
		commandArguments,
		command,
		escapedCommand,
		startTime,
		verboseInfo,
		options,
		fileDescriptors: handleStdioAsync(options, verboseInfo)
	};
};
const handleAsyncOptions = ({ timeout, signal, ...options }) => {
	if (signal !== void 0) throw new TypeError("The \"signal\" option has been renamed to \"cancelSignal\" instead.");
	return {
		...options,
		timeoutDuration: timeout
	};
};
const spawnSubprocessAsync = ({ file, commandArguments, options, startTime, verboseInfo, command, escapedCommand, fileDescriptors }) => {
	let subprocess;
	try {
		subprocess = spawn(...concatenateShell(file, commandArguments, options));
	} catch (error) {
		return handleEarlyError({
			error,
			command,
			escapedCommand,
			fileDescriptors,
			options,
			startTime,
			verboseInfo
		});
	}
	const controller = new AbortController();
	setMaxListeners(Number.POSITIVE_INFINITY, controller.signal);
	const originalStreams = [...subprocess.stdio];
	pipeOutputAsync(subprocess, fileDescriptors, controller);
	cleanupOnExit(subprocess, options, controller);
	const context = {};
	const onInternalError = createDeferred();
	subprocess.kill = subprocessKill.bind(void 0, {
		kill: subprocess.kill.bind(subprocess),
		options,
		onInternalError,
		context,
		controller
	});
	subprocess.all = makeAllStream(subprocess, options);
	addConvertedStreams(subprocess, options);
	addIpcMethods(subprocess, options);
	const promise = handlePromise({
		subprocess,
		options,
		startTime,
		verboseInfo,
		fileDescriptors,
		originalStreams,
		command,
		escapedCommand,
		context,
		onInternalError,
		controller
	});
	return {
		subprocess,
		promise
	};
};
const handlePromise = async ({ subprocess, options, startTime, verboseInfo, fileDescriptors, originalStreams, command, escapedCommand, context, onInternalError, controller }) => {
	const [errorInfo, [exitCode, signal], stdioResults, allResult, ipcOutput] = await waitForSubprocessResult({
		subprocess,
		options,
		context,
		verboseInfo,
		fileDescriptors,
		originalStreams,
		onInternalError,
		controller
	});
	controller.abort();
	onInternalError.resolve();
	const stdio = stdioResults.map((stdioResult, fdNumber) => stripNewline(stdioResult, options, fdNumber));
	const all = stripNewline(allResult, options, "all");
	const result = getAsyncResult({
		errorInfo,
		exitCode,
		signal,
		stdio,
		all,
		ipcOutput,
		context,
		options,
		command,
		escapedCommand,
		startTime
	});
	return handleResult(result, verboseInfo, options);
};
const getAsyncResult = ({ errorInfo, exitCode, signal, stdio, all, ipcOutput, context, options, command, escapedCommand, startTime }) => "error" in errorInfo ? makeError({
	error: errorInfo.error,
	command,
	escapedCommand,
	timedOut: context.terminationReason === "timeout",
	isCanceled: context.terminationReason === "cancel" || context.terminationReason === "gracefulCancel",
	isGracefullyCanceled: context.terminationReason === "gracefulCancel",
	isMaxBuffer: errorInfo.error instanceof MaxBufferError,
	isForcefullyTerminated: context.isForcefullyTerminated,
	exitCode,
	signal,
	stdio,
	all,
	ipcOutput,
	options,
	startTime,
	isSync: false
}) : makeSuccessResult({
	command,
	escapedCommand,
	stdio,
	all,
	ipcOutput,
	options,
	startTime
});

// node_modules/execa/lib/methods/bind.js
const mergeOptions = (boundOptions, options) => {
	const newOptions = Object.fromEntries(Object.entries(options).map(([optionName, optionValue]) => [optionName, mergeOption(optionName, boundOptions[optionName], optionValue)]));
	return {
		...boundOptions,
		...newOptions
	};
};
const mergeOption = (optionName, boundOptionValue, optionValue) => {
	if (DEEP_OPTIONS.has(optionName) && isPlainObject(boundOptionValue) && isPlainObject(optionValue)) return {
		...boundOptionValue,
		...optionValue
	};
	return optionValue;
};
const DEEP_OPTIONS = /* @__PURE__ */ new Set(["env", ...FD_SPECIFIC_OPTIONS]);

// node_modules/execa/lib/methods/create.js
const createExeca = (mapArguments, boundOptions, deepOptions, setBoundExeca) => {
	const createNested = (mapArguments, boundOptions, setBoundExeca) => createExeca(mapArguments, boundOptions, deepOptions, setBoundExeca);
	const boundExeca = (...execaArguments) => callBoundExeca({
		mapArguments,
		deepOptions,
		boundOptions,
		setBoundExeca,
		createNested
	}, ...execaArguments);
	if (setBoundExeca !== void 0) setBoundExeca(boundExeca, createNested, boundOptions);
	return boundExeca;
};
const callBoundExeca = ({ mapArguments, deepOptions = {}, boundOptions = {}, setBoundExeca, createNested }, firstArgument, ...nextArguments) => {
	if (isPlainObject(firstArgument)) return createNested(mapArguments, mergeOptions(boundOptions, firstArgument), setBoundExeca);
	const { file, commandArguments, options, isSync } = parseArguments({
		mapArguments,
		firstArgument,
		nextArguments,
		deepOptions,
		boundOptions
	});
	return isSync ? execaCoreSync(file, commandArguments, options) : execaCoreAsync(file, commandArguments, options, createNested);
};
const parseArguments = ({ mapArguments, firstArgument, nextArguments, deepOptions, boundOptions }) => {
	const callArguments = isTemplateString(firstArgument) ? parseTemplates(firstArgument, nextArguments) : [firstArgument, ...nextArguments];
	const [initialFile, initialArguments, initialOptions] = normalizeParameters(...callArguments);
	const mergedOptions = mergeOptions(mergeOptions(deepOptions, boundOptions), initialOptions);
	const { file = initialFile, commandArguments = initialArguments, options = mergedOptions, isSync = false } = mapArguments({
		file: initialFile,
		commandArguments: initialArguments,
		options: mergedOptions
	});
	return {
		file,
		commandArguments,
		options,
		isSync
	};
};

// node_modules/execa/lib/methods/command.js
const mapCommandAsync = ({ file, commandArguments }) => parseCommand(file, commandArguments);
const mapCommandSync = ({ file, commandArguments }) => ({
	...parseCommand(file, commandArguments),
	isSync: true
});
const parseCommand = (command, unusedArguments) => {
	if (unusedArguments.length > 0) throw new TypeError(`The command and its arguments must be passed as a single string: ${command} ${unusedArguments}.`);
	const [file, ...commandArguments] = parseCommandString(command);
	return {
		file,
		commandArguments
	};
};
const parseCommandString = (command) => {
	if (typeof command !== "string") throw new TypeError(`The command must be a string: ${String(command)}.`);
	const trimmedCommand = command.trim();
	if (trimmedCommand === "") return [];
	const tokens = [];
	for (const token of trimmedCommand.split(SPACES_REGEXP)) {
		const previousToken = tokens.at(-1);
		if (previousToken && previousToken.endsWith("\\")) tokens[tokens.length - 1] = `${previousToken.slice(0, -1)} ${token}`;
		else tokens.push(token);
	}
	return tokens;
};
const SPACES_REGEXP = / +/g;

// node_modules/execa/lib/methods/script.js
const setScriptSync = (boundExeca, createNested, boundOptions) => {
	boundExeca.sync = createNested(mapScriptSync, boundOptions);
	boundExeca.s = boundExeca.sync;
};
const mapScriptAsync = ({ options }) => getScriptOptions(options);
const mapScriptSync = ({ options }) => ({
	...getScriptOptions(options),
	isSync: true
});
const getScriptOptions = (options) => ({ options: {
	...getScriptStdinOption(options),
	...options
} });
const getScriptStdinOption = ({ input, inputFile, stdio }) => input === void 0 && inputFile === void 0 && stdio === void 0 ? { stdin: "inherit" } : {};
const deepScriptOptions = { preferLocal: true };

// node_modules/execa/index.js
const execa = createExeca(() => ({}));
const execaSync = createExeca(() => ({ isSync: true }));
const execaCommand = createExeca(mapCommandAsync);
const execaCommandSync = createExeca(mapCommandSync);
const execaNode = createExeca(mapNode);
const $ = createExeca(mapScriptAsync, {}, deepScriptOptions, setScriptSync);
const { sendMessage, getOneMessage, getEachMessage, getCancelSignal } = getIpcExport();

// src/host/run.ts
const tailLines = 20;
const secondsToDieAfterTerm = 5;
function createRunner({ signal, log, env }) {
	async function run(tool, args, options = {}) {
		throwIfInterrupted(signal);
		log(`+ ${[tool, ...args].map(quoteForLog).join(" ")}`);
		const tail = [];
		const captured = [];
		const take = (line) => {
			log(line);
			options.onLine?.(line);
			tail.push(line);
			if (tail.length > tailLines) tail.shift();
		};
		const child = execa(tool, args, {
			extendEnv: false,
			env: {
				...env,
				...options.env
			},
			...options.cwd === void 0 ? {} : { cwd: options.cwd },
			...options.input === void 0 ? { stdin: "ignore" } : { input: options.input },
			...options.timeoutSeconds === void 0 ? {} : { timeout: options.timeoutSeconds * 1e3 },
			cancelSignal: signal,
			forceKillAfterDelay: secondsToDieAfterTerm * 1e3,
			buffer: false,
			reject: false
		});
		const streams = [readLines$1(child.iterable({ from: "stderr" }), take)];
		streams.push(readLines$1(child.iterable({ from: "stdout" }), options.logOutput ? take : (line) => captured.push(line)));
		const [result] = await Promise.all([child, ...streams]);
		throwIfInterrupted(signal);
		if (result.exitCode !== void 0 && (options.okCodes ?? [0]).includes(result.exitCode)) return {
			exitCode: result.exitCode,
			stdout: captured.join("\n"),
			tail
		};
		throw failureOf$1(tool, result, options, tail.length > 0 ? tail : captured.slice(-20));
	}
	return {
		signal,
		log,
		run
	};
}
/** Reads lines without failing: how the program ended is told by its result, not by its streams. */
async function readLines$1(lines, take) {
	try {
		for await (const line of lines) take(String(line));
	} catch {}
}
function failureOf$1(tool, ending, options, lastOutput) {
	const before = options.failure === void 0 ? "" : `${options.failure}: `;
	if (ending.code === "ENOENT") return new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `${before}the program ${tool} is not installed`,
		hint: "run \"appliance-build doctor --install\", or add --install-tools"
	});
	const how = ending.timedOut ? `did not finish within ${options.timeoutSeconds} s` : ending.signal !== void 0 ? `was killed by ${ending.signal}` : ending.exitCode !== void 0 ? `failed with exit code ${ending.exitCode}` : `could not be started (${ending.code ?? "unknown reason"})`;
	return new ApplianceError({
		kind: "build",
		code: "tool-failed",
		message: `${before}${tool} ${how}`,
		detail: lastOutput
	});
}
/** @throws ApplianceError kind `interrupted` if the signal was aborted */
function throwIfInterrupted(signal) {
	if (!signal.aborted) return;
	throw new ApplianceError({
		kind: "interrupted",
		code: "interrupted",
		message: `interrupted by ${String(signal.reason)}`
	});
}
function quoteForLog(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// src/host/scope.ts
/**
* Owns temporary things and drops them in reverse order, whatever happened: `await using scope = new Scope()`.
* Node 20 has no AsyncDisposableStack.
*/
var Scope = class {
	#cleanups = [];
	defer(cleanup) {
		this.#cleanups.push(cleanup);
	}
	use(thing) {
		this.defer(() => thing[Symbol.asyncDispose]());
		return thing;
	}
	/** Runs every clean-up even if one fails; then throws the first failure. */
	async [Symbol.asyncDispose]() {
		const failures = [];
		for (let cleanup = this.#cleanups.pop(); cleanup !== void 0; cleanup = this.#cleanups.pop()) try {
			await cleanup();
		} catch (error) {
			failures.push(error);
		}
		if (failures.length > 0) throw failures[0];
	}
};

// src/boottest/channel.ts
/**
* @param file at most 107 bytes
* @param take gets what QEMU sends, in chunks
*/
async function listenOn(file, take) {
	const server = net.createServer();
	const unsent = [];
	let peer;
	let gone = Promise.resolve();
	server.once("connection", (connection) => {
		peer = connection;
		gone = new Promise((resolve) => {
			connection.once("close", () => resolve());
		});
		connection.on("data", take);
		connection.on("error", () => {});
		for (const text of unsent.splice(0)) connection.write(text);
		server.close();
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(file, resolve);
	});
	return {
		path: file,
		write(text) {
			if (peer === void 0) unsent.push(text);
			else peer.write(text);
		},
		drain: () => gone,
		async [Symbol.asyncDispose]() {
			peer?.destroy();
			if (server.listening) server.close();
			await gone;
		}
	};
}
/** sun_path of Linux, unix(7): 108 bytes with the final zero. */
const longestSocketPath = 107;
const longestSocketName = "firmware.sock";
/**
* Makes a folder for sockets, owned by the caller.
*
* @throws ApplianceError code `path-too-long` if sockets in it would have too long a path for the kernel
*/
async function makeSocketDirectory(parent) {
	const template = path.join(parent, "ab-boot-");
	if (Buffer.byteLength(path.join(`${template}XXXXXX`, longestSocketName)) > longestSocketPath) throw new ApplianceError({
		kind: "input",
		code: "path-too-long",
		message: `the folder ${parent} has too long a path for the sockets of the boot test`,
		hint: `unix sockets allow ${longestSocketPath} bytes: choose a shorter one, such as /tmp`
	});
	return await fs$1.mkdtemp(template);
}

// src/boottest/firmware.ts
/** Where distributions put OVMF without Secure Boot: Debian and Ubuntu (package ovmf), Fedora (edk2-ovmf). */
const firmwareLocations = [
	{
		code: "/usr/share/OVMF/OVMF_CODE_4M.fd",
		vars: "/usr/share/OVMF/OVMF_VARS_4M.fd"
	},
	{
		code: "/usr/share/OVMF/OVMF_CODE.fd",
		vars: "/usr/share/OVMF/OVMF_VARS.fd"
	},
	{
		code: "/usr/share/edk2/ovmf/OVMF_CODE_4M.fd",
		vars: "/usr/share/edk2/ovmf/OVMF_VARS_4M.fd"
	},
	{
		code: "/usr/share/edk2/ovmf/OVMF_CODE.fd",
		vars: "/usr/share/edk2/ovmf/OVMF_VARS.fd"
	}
];
/**
* Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
*
* @throws ApplianceError kind `tool`, code `firmware-missing`
*/
async function findFirmware(locations = firmwareLocations) {
	for (const location of locations) if (await isReadable(location.code) && await isReadable(location.vars)) return location;
	throw new ApplianceError({
		kind: "tool",
		code: "firmware-missing",
		message: "the UEFI firmware OVMF is not installed",
		hint: "install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora), or boot with --firmware bios",
		detail: locations.map(({ code }) => `looked for ${code}`)
	});
}
async function isReadable(file) {
	return await fs$1.access(file, fs$1.constants.R_OK).then(() => true, () => false);
}

// src/boottest/console.ts
/** Cursor movements to another line, and erasing the screen: what follows starts a line of its own. */
const movesToOtherLine = /[ABEFHJdf]/;
function createCleaner() {
	const decoder = new TextDecoder("utf-8");
	let state = "text";
	let carriageReturn = false;
	let atLineStart = true;
	return (chunk) => {
		const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
		let out = "";
		const lineFeed = (evenIfEmpty) => {
			if (evenIfEmpty || !atLineStart) out += "\n";
			atLineStart = true;
			carriageReturn = false;
		};
		const print = (character) => {
			if (carriageReturn) lineFeed(false);
			out += character;
			atLineStart = false;
		};
		const inText = (character, code) => {
			if (character === "\n") lineFeed(true);
			else if (character === "\r") carriageReturn = true;
			else if (character === "\x1B") state = "escape";
			else if (character === "	") print(" ");
			else if (code >= 32 && !(code >= 127 && code <= 159)) print(character);
		};
		for (const character of text) {
			const code = character.codePointAt(0) ?? 0;
			switch (state) {
				case "text":
					inText(character, code);
					break;
				case "escape":
					if (character === "[") state = "csi";
					else if (/[\]PX^_]/.test(character)) state = "string";
					else if (code >= 32 && code <= 47) state = "escape-intermediate";
					else {
						state = "text";
						if (code < 32) inText(character, code);
					}
					break;
				case "escape-intermediate":
					if (code >= 32 && code <= 47) break;
					state = "text";
					if (code < 32) inText(character, code);
					break;
				case "csi":
					if (code >= 32 && code <= 63) break;
					state = "text";
					if (movesToOtherLine.test(character)) lineFeed(false);
					else if (code < 32) inText(character, code);
					break;
				case "string":
				case "string-escape": if (character === "\n" || character === "\r") {
					state = "text";
					inText(character, code);
				} else if (character === "\x07" || state === "string-escape" && character === "\\") state = "text";
				else state = character === "\x1B" ? "string-escape" : "string";
			}
		}
		return out;
	};
}
/** A "line" that is longer is cut: a guest that writes garbage must not cost memory. In UTF-16 code units. */
const longestLine = 4096;
/** Cuts a console's stream into lines. The unfinished last line is given too, because a prompt has no line end. */
function createLineReader() {
	const clean = createCleaner();
	let current = "";
	return (chunk) => {
		const pieces = [];
		const lines = clean(chunk).split("\n");
		for (const [index, part] of lines.entries()) {
			current += part;
			while (current.length > longestLine) {
				pieces.push({
					line: current.slice(0, longestLine),
					complete: true
				});
				current = current.slice(longestLine);
			}
			const complete = index < lines.length - 1;
			if (complete || part !== "") pieces.push({
				line: current,
				complete
			});
			if (complete) current = "";
		}
		return pieces;
	};
}
const consoleColumns = 80;
/** Whether a line was probably broken by the terminal's width rather than by its writer: GRUB breaks at 80 columns. */
function isWrapped(line) {
	return line.length > 0 && line.length % consoleColumns === 0;
}

// src/boottest/expectations.ts
function createExpectations(patterns) {
	const all = patterns.map((pattern) => ({
		source: pattern.source,
		pattern: new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")),
		seen: false
	}));
	const missing = () => all.filter(({ seen }) => !seen).map(({ source }) => source);
	return {
		meet(linesBefore, line) {
			let endsAt = 0;
			const texts = windowsOf(linesBefore.slice(-19), line);
			for (const expectation of all) {
				if (expectation.seen) continue;
				for (const text of texts) {
					const match = expectation.pattern.exec(text);
					if (match === null) continue;
					expectation.seen = true;
					endsAt = Math.max(endsAt, match.index + match[0].length - (text.length - line.length));
					break;
				}
			}
			return missing().length === 0 ? endsAt : void 0;
		},
		matched: () => all.filter(({ seen }) => seen).map(({ source }) => source),
		missing
	};
}
/** The lines as they came and, if some were wrapped, with those put together. */
function windowsOf(before, line) {
	const plain = [...before, line].join("\n");
	return before.some(isWrapped) ? [plain, before.map((text) => isWrapped(text) ? text : `${text}\n`).join("") + line] : [plain];
}

// src/boottest/verdicts.ts
/** Exit codes of the command line: a contract. */
const verdictExitCodes = {
	passed: 0,
	"expectation-failed": 10,
	timeout: 11,
	panic: 12,
	emergency: 12,
	"boot-loader": 13,
	silent: 14
};
const levelPatterns = [
	{
		level: "kernel",
		pattern: /Linux version \d/
	},
	{
		level: "systemd",
		pattern: /systemd \d\S* running in system mode/
	},
	{
		level: "multi-user",
		pattern: /Reached target .*(?:Multi-User System|multi-user\.target)/i
	},
	{
		level: "login",
		pattern: /(?:^|\s)login:/
	}
];
/**
* A healthy machine must never be condemned. So prompts count at the start of a line only, and what a healthy boot may
* print too is no more than a hint: GRUB's `error: no such device` (a stale search hint), OVMF's `failed to load` (it
* tries the next entry), SeaBIOS's `Boot failed` (likewise), dracut's initqueue timeout and Debian's `Gave up waiting for
* suspend/resume device` (both go on). The first rule that matches a line names the failure.
*/
const rows$1 = [
	[
		"root-not-mounted",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing: VFS: Unable to mount root/
	],
	[
		"no-init",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing: (?:No working init|Attempted to kill init)/
	],
	[
		"kernel-panic",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing/
	],
	[
		"root-given-up",
		"serial",
		"fatal",
		"emergency",
		/Gave up waiting for root (?:file system )?device/
	],
	[
		"root-missing",
		"serial",
		"fatal",
		"emergency",
		/ALERT! .* does not exist/
	],
	[
		"emergency-mode",
		"serial",
		"fatal",
		"emergency",
		/You are in emergency mode|Entering emergency mode/
	],
	[
		"emergency-target",
		"serial",
		"fatal",
		"emergency",
		/Reached target .*(?:Emergency Mode|emergency\.target)/
	],
	[
		"emergency-login",
		"serial",
		"fatal",
		"emergency",
		/^(?:Give root password for|Press Enter for) (?:system )?maintenance/
	],
	[
		"root-locked",
		"serial",
		"fatal",
		"emergency",
		/^Cannot open access to console, the root account is locked/
	],
	[
		"initramfs-shell",
		"serial",
		"fatal",
		"emergency",
		/^\(initramfs\)/
	],
	[
		"dracut-shell",
		"serial",
		"fatal",
		"emergency",
		/^dracut:\/#/
	],
	[
		"grub-rescue",
		"serial",
		"fatal",
		"boot-loader",
		/^grub rescue>/
	],
	[
		"grub-shell",
		"serial",
		"fatal",
		"boot-loader",
		/^grub>/
	],
	[
		"grub-gave-up",
		"serial",
		"fatal",
		"boot-loader",
		/^ *Failed to boot both default and fallback entries/
	],
	[
		"uefi-shell",
		"serial",
		"fatal",
		"boot-loader",
		/^UEFI Interactive Shell v|^Shell> /
	],
	[
		"uefi-no-entry",
		"serial",
		"fatal",
		"boot-loader",
		/^BdsDxe: No bootable option or device was found/
	],
	[
		"bios-no-disk",
		"firmware",
		"fatal",
		"boot-loader",
		/^No bootable device/
	],
	[
		"grub-no-kernel",
		"serial",
		"suspect",
		"boot-loader",
		/^error: .*you need to load the kernel first/
	],
	[
		"grub-error",
		"serial",
		"hint",
		"boot-loader",
		/^error: .*(?:no such (?:device|partition|disk)|not found|unknown filesystem)/
	],
	[
		"uefi-refused",
		"serial",
		"hint",
		"boot-loader",
		/^BdsDxe: failed to (?:load|start) /
	],
	[
		"uefi-unsigned",
		"serial",
		"suspect",
		"boot-loader",
		/^Verification failed: .*Security Violation/
	],
	[
		"bios-disk-refused",
		"firmware",
		"hint",
		"boot-loader",
		/^Boot failed: /
	]
];
const rules$2 = rows$1.map(([id, source, severity, verdict, pattern]) => ({
	id,
	source,
	severity,
	verdict,
	pattern
}));
/** What the firmware itself prints on the serial console; it does not mean that the image speaks. */
const firmwareLines = /^(?:BdsDxe: |UEFI |SeaBIOS|iPXE|>>|Press any key to enter the Boot Manager)|^\s*$/;
/**
* TCG is 3 to 20 times slower than KVM (measured: Debian to its login 15 to 20 s on two cores, first serial byte after
* 1 s to 3 s), so its deadlines are wider; how much wider is chosen for each, since a hang costs the whole deadline.
*/
const deadlines = {
	kvm: {
		silence: 20,
		suspect: 20,
		stall: 120,
		total: 180
	},
	tcg: {
		silence: 120,
		suspect: 40,
		stall: 300,
		total: 900
	}
};

// src/boottest/judge.ts
/** A failing line may still be growing: wait so long for its end, for the sake of the rule and the evidence. */
const unfinishedLineMs = 500;
const keptLines = 60;
function createJudge({ expect, deadlines }) {
	const readSerial = createLineReader();
	const readFirmware = createLineReader();
	const serialLines = [];
	const firmwareLog = [];
	let unfinished = "";
	const levels = [];
	const expectations = createExpectations(expect);
	let now = 0;
	let lastByteMs = 0;
	let imageSpoke = false;
	let suspicion;
	/** Set while the unfinished line matches a fatal rule; patterns that come later in it no longer count. */
	let failingLineSinceMs;
	let decided;
	const reached = (level) => levels.some((entry) => entry.level === level);
	const reach = (level) => {
		if (!reached(level)) levels.push({
			level,
			seconds: now / 1e3
		});
	};
	const afterKernel = () => levels.some(({ level }) => level !== "firmware");
	const unseenPatterns = () => expectations.missing().map((source) => `/${source}/`).join(", ");
	/** The line, and the line with the one before it if that was wrapped. */
	function views(line, before) {
		const plain = {
			text: line,
			offset: 0
		};
		return before !== void 0 && isWrapped(before) ? [plain, {
			text: before + line,
			offset: before.length
		}] : [plain];
	}
	/** The first rule of the table that matches, and where in the line the earliest fatal one ended. */
	function findRule(source, line, before) {
		let finding;
		for (const rule of rules$2.filter((candidate) => candidate.source === source)) for (const { text, offset } of views(line, before)) {
			const match = rule.pattern.exec(text);
			if (match === null) continue;
			const endsAt = rule.severity === "fatal" ? match.index + match[0].length - offset : Number.POSITIVE_INFINITY;
			finding = {
				...finding ?? {
					rule,
					text
				},
				fatalEndsAt: Math.min(finding?.fatalEndsAt ?? endsAt, endsAt)
			};
		}
		return finding;
	}
	function judgeSerial({ line, complete }) {
		if (!firmwareLines.test(line)) imageSpoke = true;
		const found = findRule("serial", line, serialLines.at(-1));
		const passedAt = expectations.meet(serialLines, line);
		const counted = line.slice(0, passedAt);
		for (const { level, pattern } of levelPatterns) if (pattern.test(counted)) reach(level);
		const fatal = found?.rule.severity === "fatal";
		if (passedAt !== void 0 && failingLineSinceMs === void 0 && !(fatal && found.fatalEndsAt <= passedAt)) return {
			verdict: "passed",
			rule: "expected",
			reason: "every expected pattern was seen",
			line
		};
		failingLineSinceMs = fatal && !complete ? now : void 0;
		return found !== void 0 && complete ? weigh(found.rule, found.text) : void 0;
	}
	function judgeUnfinishedLine() {
		const found = findRule("serial", unfinished, serialLines.at(-1));
		failingLineSinceMs = void 0;
		return found === void 0 ? void 0 : weigh(found.rule, found.text);
	}
	function weigh(rule, line) {
		if (rule.severity === "fatal") return {
			verdict: rule.verdict,
			rule: rule.id,
			reason: reasons[rule.verdict],
			line
		};
		if (afterKernel()) return void 0;
		if (suspicion?.strong !== true) suspicion = {
			rule: rule.id,
			verdict: rule.verdict,
			strong: rule.severity === "suspect",
			line,
			sinceMs: now
		};
	}
	/** The verdict when no more is to be expected of the machine. */
	function giveUp(rule, what) {
		const line = suspicion?.line;
		const unseen = unseenPatterns();
		if (reached("login")) return {
			verdict: "expectation-failed",
			rule,
			reason: `${what}; not seen: ${unseen}`,
			line: void 0
		};
		if (suspicion !== void 0 && !afterKernel()) {
			const reason = `${reasons[suspicion.verdict]}, then ${what}`;
			return {
				verdict: suspicion.verdict,
				rule: suspicion.rule,
				reason,
				line
			};
		}
		if (!afterKernel()) return {
			verdict: "silent",
			rule,
			reason: `${imageSpoke ? "only the boot loader spoke on the serial console" : "the serial console stayed silent"}: ${what}`,
			line: void 0
		};
		return {
			verdict: "timeout",
			rule,
			reason: `${what} before the login; not seen: ${unseen}`,
			line: void 0
		};
	}
	function waits() {
		const all = [{
			atMs: deadlines.total * 1e3,
			rule: "total",
			what: `${deadlines.total} s are over`
		}, {
			atMs: lastByteMs + deadlines.stall * 1e3,
			rule: "stall",
			what: `nothing new came for ${deadlines.stall} s`
		}];
		if (!imageSpoke) {
			const atMs = lastByteMs + deadlines.silence * 1e3;
			all.push({
				atMs,
				rule: "silence",
				what: `nothing came for ${deadlines.silence} s`
			});
		}
		if (suspicion?.strong === true && !afterKernel()) {
			const atMs = suspicion.sinceMs + deadlines.suspect * 1e3;
			all.push({
				atMs,
				rule: "suspect",
				what: `no kernel spoke for ${deadlines.suspect} s`
			});
		}
		return all.sort((a, b) => a.atMs - b.atMs);
	}
	function tick(nowMs) {
		now = Math.max(now, nowMs);
		if (failingLineSinceMs !== void 0 && now >= failingLineSinceMs + unfinishedLineMs) decided ??= judgeUnfinishedLine();
		const first = waits()[0];
		if (first !== void 0 && now >= first.atMs) decided ??= giveUp(first.rule, first.what);
		return decided;
	}
	return {
		tick,
		feed(chunk, nowMs) {
			now = Math.max(now, nowMs);
			if (chunk.length > 0) {
				lastByteMs = now;
				reach("firmware");
			}
			for (const piece of readSerial(chunk)) {
				decided ??= judgeSerial(piece);
				unfinished = piece.complete ? "" : piece.line;
				if (piece.complete) keep(serialLines, piece.line);
			}
			return decided;
		},
		feedFirmware(chunk, nowMs) {
			now = Math.max(now, nowMs);
			if (chunk.length > 0) reach("firmware");
			for (const { line, complete } of readFirmware(chunk)) {
				const found = findRule("firmware", line, firmwareLog.at(-1));
				if (found !== void 0) decided ??= weigh(found.rule, found.text);
				if (complete) keep(firmwareLog, line);
			}
			return decided;
		},
		end(how) {
			if (failingLineSinceMs !== void 0) decided ??= judgeUnfinishedLine();
			if (how === "panicked") decided ??= {
				verdict: "panic",
				rule: "guest-panicked",
				reason: "the guest reported a panic",
				line: void 0
			};
			const reason = `the machine ${how} before every expected pattern was seen; not seen: ${unseenPatterns()}`;
			decided ??= {
				verdict: "expectation-failed",
				rule: "ended",
				reason,
				line: void 0
			};
			return decided;
		},
		nextDeadlineMs() {
			const deadline = waits()[0]?.atMs ?? deadlines.total * 1e3;
			return failingLineSinceMs === void 0 ? deadline : Math.min(deadline, failingLineSinceMs + unfinishedLineMs);
		},
		suspect(rule, line) {
			suspicion = {
				rule,
				verdict: "boot-loader",
				strong: true,
				line,
				sinceMs: now
			};
		},
		levels,
		get matched() {
			return expectations.matched();
		},
		get missing() {
			return expectations.missing();
		},
		get lastLines() {
			return unfinished === "" ? serialLines : [...serialLines, unfinished];
		},
		lastFirmwareLines: firmwareLog
	};
}
const reasons = {
	panic: "the kernel panicked",
	emergency: "the system ended in emergency mode or found no root filesystem",
	"boot-loader": "the boot loader failed"
};
function keep(lines, line) {
	lines.push(line);
	if (lines.length > keptLines) lines.shift();
}

// src/boottest/qemu.ts
const qemuProgram = "qemu-system-x86_64";
/**
* The arguments of QEMU (7.2 and newer) for a boot test. Two of them are not obvious: isa-debugcon on port 0x402 is where
* SeaBIOS says that no disk boots (serial stays empty), and `-action reboot=shutdown` makes a reboot loop end.
*/
function qemuArguments(machine) {
	return [
		["-name", "appliance-build-boot-test"],
		["-machine", `q35,accel=${machine.accelerator === "kvm" ? "kvm" : "tcg"},vmport=off`],
		["-cpu", machine.cpu],
		["-smp", `${machine.vcpus}`],
		["-m", `${machine.memoryMiB}`],
		["-nodefaults", "-no-user-config"],
		["-display", "none"],
		["-vga", "std"],
		["-rtc", "base=utc"],
		["-object", "rng-random,id=rng0,filename=/dev/urandom"],
		["-device", "virtio-rng-pci,rng=rng0"],
		firmwareArguments(machine.firmware),
		["-chardev", `${socket("serial", machine.serialSocket)},logfile=${value(machine.serialLog)},logappend=off`],
		["-serial", "chardev:serial"],
		["-chardev", socket("firmware", machine.firmwareSocket)],
		["-device", "isa-debugcon,iobase=0x402,chardev=firmware"],
		["-chardev", socket("qmp", machine.qmpSocket)],
		["-mon", "chardev=qmp,mode=control"],
		["-device", "pvpanic-pci"],
		["-action", "panic=shutdown,reboot=shutdown,watchdog=shutdown"],
		["-boot", "strict=on"],
		machine.disks.flatMap((disk) => diskArguments(disk)),
		Array.from({ length: machine.interfaces }, (_, index) => interfaceArguments(index)).flat()
	].flat();
}
function firmwareArguments(firmware) {
	if (firmware === "bios") return [];
	return [["-drive", `if=pflash,format=raw,unit=0,readonly=on,file=${value(firmware.code)}`], ["-drive", `if=pflash,format=raw,unit=1,file=${value(firmware.vars)}`]].flat();
}
function diskArguments({ overlayPath, name, order }) {
	const id = `disk${order}`;
	return [["-drive", `if=none,id=${id},file=${value(overlayPath)},format=qcow2,cache=unsafe,discard=unmap`], ["-device", `virtio-blk-pci,drive=${id},bootindex=${order},serial=${value(name.slice(0, longestSerial))}`]].flat();
}
function interfaceArguments(index) {
	return [["-netdev", `user,id=net${index},ipv6=on`], ["-device", `virtio-net-pci,netdev=net${index},romfile=`]].flat();
}
function socket(id, path) {
	return `socket,id=${id},path=${value(path)},server=off`;
}
/** virtio-blk, VIRTIO_BLK_ID_BYTES. */
const longestSerial = 20;
/** In QEMU's option lists a comma inside a value is written twice. */
function value(text) {
	return text.replaceAll(",", ",,");
}

// src/boottest/qmp.ts
/** Reasons of the event SHUTDOWN that the guest itself gave (QEMU's QAPI schema, `ShutdownCause`). */
const endings = {
	"guest-shutdown": "powered off",
	"guest-reset": "asked to reboot",
	"guest-panic": "panicked"
};
/** Ends the negotiation with which each QMP connection starts; without it QEMU sends no events. */
const qmpHandshake = "{\"execute\":\"qmp_capabilities\"}\n";
/** Reads QMP messages, one JSON object a line, and remembers why the machine shut down. */
function createQmpReader() {
	const decoder = new TextDecoder("utf-8");
	let rest = "";
	let ending;
	return {
		feed(chunk) {
			const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) ending ??= endingIn(line);
		},
		get ending() {
			return ending;
		}
	};
}
function endingIn(line) {
	if (!line.includes("\"event\"")) return void 0;
	const message = JSON.parse(line);
	if (message.event === "GUEST_PANICKED") return "panicked";
	return message.event === "SHUTDOWN" ? endings[String(message.data?.reason)] : void 0;
}

// src/boottest/sanitise.ts
const linePrefix = "│ ";
/** Marks that reorder or hide text (bidirectional controls, zero-width characters) and line separators of Unicode. */
const hiddenCharacters = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/**
* Makes text of a guest safe to print in a CI log: no escape sequences, no control characters, and nothing that GitHub's
* runner takes for a command. It obeys `::name::` at the start of a line, after white space, and `##[name]` anywhere.
*
* @param text one line or more, with any line ends
* @returns lines without line ends, each with a visible prefix
*/
function sanitiseForLog(text) {
	return createCleaner()(text).replace(/\n$/, "").split("\n").map((line) => linePrefix + breakCommands(line.replace(hiddenCharacters, "")));
}
function breakCommands(line) {
	return line.replaceAll("##[", "##​[");
}

// src/boottest/watch.ts
function watch(judge, signal) {
	const startedAt = performance.now();
	const elapsedMs = () => performance.now() - startedAt;
	let timer;
	let timerMs = Number.POSITIVE_INFINITY;
	let settle;
	const decision = new Promise((resolve, reject) => {
		settle = {
			resolve,
			reject
		};
	});
	decision.catch(() => {});
	function note(found) {
		if (found === void 0) setTimer();
		else {
			clearTimeout(timer);
			settle?.resolve(found);
		}
	}
	function setTimer() {
		const nextMs = judge.nextDeadlineMs();
		if (timer !== void 0 && timerMs <= nextMs) return;
		clearTimeout(timer);
		timerMs = nextMs;
		timer = setTimeout(onTimer, Math.max(1, nextMs - elapsedMs()));
	}
	function onTimer() {
		timer = void 0;
		note(judge.tick(elapsedMs()));
	}
	function onAbort() {
		try {
			throwIfInterrupted(signal);
		} catch (error) {
			settle?.reject(error);
		}
	}
	signal.addEventListener("abort", onAbort);
	setTimer();
	return {
		feedSerial: (chunk) => note(judge.feed(chunk, elapsedMs())),
		feedFirmware: (chunk) => note(judge.feedFirmware(chunk, elapsedMs())),
		decision,
		elapsedMs,
		[Symbol.dispose]() {
			clearTimeout(timer);
			signal.removeEventListener("abort", onAbort);
		}
	};
}

// \0@oxc-project+runtime@0.158.0/helpers/esm/usingCtx.js
function _usingCtx() {
	var r = "function" == typeof SuppressedError ? SuppressedError : function(r, e) {
		var n = Error();
		return n.name = "SuppressedError", n.error = r, n.suppressed = e, n;
	}, e = {}, n = [];
	function using(r, e) {
		if (null != e) {
			if (Object(e) !== e) throw new TypeError("using declarations can only be used with objects, functions, null, or undefined.");
			if (r) var o = e[Symbol.asyncDispose || Symbol["for"]("Symbol.asyncDispose")];
			if (void 0 === o && (o = e[Symbol.dispose || Symbol["for"]("Symbol.dispose")], r)) var t = o;
			if ("function" != typeof o) throw new TypeError("Object is not disposable.");
			t && (o = function o() {
				try {
					t.call(e);
				} catch (r) {
					return Promise.reject(r);
				}
			}), n.push({
				v: e,
				d: o,
				a: r
			});
		} else r && n.push({
			d: e,
			a: r
		});
		return e;
	}
	return {
		e,
		u: using.bind(null, !1),
		a: using.bind(null, !0),
		d: function d() {
			var o, t = this.e, s = 0;
			function next() {
				for (; o = n.pop();) try {
					if (!o.a && 1 === s) return s = 0, n.push(o), Promise.resolve().then(next);
					if (o.d) {
						var r = o.d.call(o.v);
						if (o.a) return s |= 2, Promise.resolve(r).then(next, err);
					} else s |= 1;
				} catch (r) {
					return err(r);
				}
				if (1 === s) return t !== e ? Promise.reject(t) : Promise.resolve();
				if (t !== e) throw t;
			}
			function err(n) {
				return t = t !== e ? new r(n, t) : n, next();
			}
			return next();
		}
	};
}

// src/boottest/boot.ts
/** What to show of a boot that did not pass: the line that decided with those before it, or the end of the console. */
function linesToShow({ verdict, evidence, lastConsoleLines }) {
	if (verdict === "passed") return [];
	return evidence.length > 0 ? evidence : lastConsoleLines;
}
const defaultExpectation = [/login:/];
/**
* Boots an appliance in QEMU, on overlays so that its disks stay what they were, and judges its serial console.
* QEMU is stopped as soon as the verdict is known.
*
* @throws ApplianceError kind `tool` if QEMU or the firmware is missing, `build` (code `qemu-failed`) if QEMU itself
*   fails, `interrupted` when the runner's signal is aborted. A bad image is no error: it is a verdict.
*/
async function bootAppliance(options) {
	try {
		var _usingCtx$8 = _usingCtx();
		const { runner, firmware, accelerator, logFile } = options;
		throwIfInterrupted(runner.signal);
		const [firstDisk] = options.disks;
		if (firstDisk === void 0) throw new Error("a boot test needs a disk");
		const scope = _usingCtx$8.a(new Scope());
		const directory = await fs$1.mkdtemp(path.join(path.resolve(options.workDir), "boot-test-"));
		scope.defer(() => fs$1.rm(directory, {
			recursive: true,
			force: true
		}));
		const machine = {
			...accelerator,
			memoryMiB: options.memoryMiB,
			vcpus: options.vcpus,
			interfaces: options.interfaces,
			disks: await createOverlays(runner, directory, options.disks),
			firmware: firmware === "bios" ? firmware : await copyFirmware(directory),
			serialLog: path.resolve(logFile)
		};
		const judge = createJudge({
			expect: options.expect ?? defaultExpectation,
			deadlines: deadlinesFor(options)
		});
		if (firmware === "bios" && await lacksBootCode(runner, directory, firstDisk)) judge.suspect("no-boot-code", `the boot sector of disk ${firstDisk.name} holds no code`);
		const { decision, seconds } = await runMachine(options, machine, judge);
		return {
			verdict: decision.verdict,
			rule: decision.rule,
			reason: decision.reason,
			accelerator: accelerator.accelerator,
			firmware,
			format: firstDisk.format,
			seconds,
			levels: [...judge.levels],
			matched: judge.matched,
			missing: judge.missing,
			evidence: decision.verdict === "passed" ? [] : evidenceOf(decision, judge),
			lastConsoleLines: excerpt(judge.lastLines),
			consoleLog: logFile
		};
	} catch (_) {
		_usingCtx$8.e = _;
	} finally {
		await _usingCtx$8.d();
	}
}
function deadlinesFor({ accelerator, deadlines: own, timeoutSeconds }) {
	const all = {
		...deadlines[accelerator.accelerator],
		...own
	};
	return timeoutSeconds === void 0 ? all : {
		...all,
		total: timeoutSeconds
	};
}
async function createOverlays(runner, directory, disks) {
	return await Promise.all(disks.map(async ({ path: file, format, name }, index) => {
		const overlayPath = path.join(directory, `overlay${index + 1}.qcow2`);
		const backing = [
			"-b",
			path.resolve(file),
			"-F",
			format
		];
		const failure = `can't make an overlay for the boot test of ${path.basename(file)}`;
		await runner.run("qemu-img", [
			"create",
			"-q",
			"-f",
			"qcow2",
			...backing,
			overlayPath
		], { failure });
		return {
			overlayPath,
			name,
			order: index + 1
		};
	}));
}
/**
* A BIOS jumps into any sector with a signature (0x55 0xaa); if only a partition table stands there, the machine loops
* over zeros without a word. Without a signature the BIOS says so itself.
*/
async function lacksBootCode(runner, directory, disk) {
	const sector = path.join(directory, "sector0");
	const [input, output] = [`if=${path.resolve(disk.path)}`, `of=${sector}`];
	await runner.run("qemu-img", [
		"dd",
		"-f",
		disk.format,
		"-O",
		"raw",
		"bs=512",
		"count=1",
		input,
		output
	], { failure: `can't read the boot sector of ${path.basename(disk.path)}` });
	const bytes = await fs$1.readFile(sector);
	return bytes.readUInt16LE(510) === 43605 && bytes.subarray(0, endOfBootCode).every((byte) => byte === 0);
}
/** The disk signature and the partition table follow. */
const endOfBootCode = 440;
async function copyFirmware(directory) {
	const { code, vars } = await findFirmware();
	const copy = path.join(directory, "vars.fd");
	await fs$1.copyFile(vars, copy);
	await fs$1.chmod(copy, 384);
	return {
		code,
		vars: copy
	};
}
async function runMachine({ runner, socketDir }, machine, judge) {
	try {
		var _usingCtx3 = _usingCtx();
		const scope = _usingCtx3.a(new Scope());
		const directory = await makeSocketDirectory(socketDir ?? "/tmp");
		scope.defer(() => fs$1.rm(directory, {
			recursive: true,
			force: true
		}));
		const watching = watch(judge, runner.signal);
		scope.defer(() => watching[Symbol.dispose]());
		const endings = createQmpReader();
		const listen = async (name, take) => scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
		const serial = await listen("serial", watching.feedSerial);
		const firmware = await listen("firmware", watching.feedFirmware);
		const qmp = await listen("qmp", endings.feed);
		qmp.write(qmpHandshake);
		const args = qemuArguments({
			...machine,
			serialSocket: serial.path,
			firmwareSocket: firmware.path,
			qmpSocket: qmp.path
		});
		throwIfInterrupted(runner.signal);
		const qemu = scope.use(await startProcess({
			tool: qemuProgram,
			args,
			log: runner.log
		}));
		const ended = qemu.ended.then(async (end) => {
			await Promise.all([
				serial.drain(),
				firmware.drain(),
				qmp.drain()
			]);
			return endings.ending === void 0 ? raiseFailure(end, qemu.tail) : judge.end(endings.ending);
		});
		return {
			decision: await Promise.race([watching.decision, ended]),
			seconds: watching.elapsedMs() / 1e3
		};
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
function raiseFailure({ exitCode, signal }, tail) {
	throw new ApplianceError({
		kind: "build",
		code: "qemu-failed",
		message: `the boot test could not run: ${qemuProgram} ${signal === void 0 ? `failed with exit code ${exitCode}` : `was killed by ${signal}`}`,
		detail: tail
	});
}
/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }, judge) {
	const { lastLines, lastFirmwareLines } = judge;
	const said = rules$2.find(({ id }) => id === rule)?.source === "firmware" || verdict === "silent" ? [...lastFirmwareLines, ...lastLines] : lastLines;
	return excerpt(line === void 0 || said.includes(line) ? said : [...said, line]);
}
/** The last lines, without empty ones, and repetitions in a row told as one. */
function excerpt(lines) {
	const runs = [];
	for (const line of lines.filter((text) => text.trim() !== "")) {
		const last = runs.at(-1);
		if (last?.line === line) last.times += 1;
		else runs.push({
			line,
			times: 1
		});
	}
	return runs.slice(-20).flatMap(({ line, times }) => sanitiseForLog(times === 1 ? line : `${line} (${times} times)`));
}

// node_modules/fast-xml-parser/src/util.js
const regexName = /* @__PURE__ */ new RegExp("^[:A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD][:A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\-.\\d\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*$");
function getAllMatches(string, regex) {
	const matches = [];
	let match = regex.exec(string);
	while (match) {
		const allmatches = [];
		allmatches.startIndex = regex.lastIndex - match[0].length;
		const len = match.length;
		for (let index = 0; index < len; index++) allmatches.push(match[index]);
		matches.push(allmatches);
		match = regex.exec(string);
	}
	return matches;
}
const isName = function(string) {
	const match = regexName.exec(string);
	return !(match === null || typeof match === "undefined");
};
function isExist(v) {
	return typeof v !== "undefined";
}
/**
* Dangerous property names that could lead to prototype pollution or security issues
*/
const DANGEROUS_PROPERTY_NAMES = [
	"hasOwnProperty",
	"toString",
	"valueOf",
	"__defineGetter__",
	"__defineSetter__",
	"__lookupGetter__",
	"__lookupSetter__"
];
const criticalProperties = [
	"__proto__",
	"constructor",
	"prototype"
];

// node_modules/fast-xml-parser/src/validator.js
const defaultOptions$2 = {
	allowBooleanAttributes: false,
	unpairedTags: []
};
function validate(xmlData, options) {
	options = Object.assign({}, defaultOptions$2, options);
	const tags = [];
	let tagFound = false;
	let reachedRoot = false;
	if (xmlData[0] === "﻿") xmlData = xmlData.substr(1);
	for (let i = 0; i < xmlData.length; i++) if (xmlData[i] === "<" && xmlData[i + 1] === "?") {
		i += 2;
		i = readPI(xmlData, i);
		if (i.err) return i;
	} else if (xmlData[i] === "<") {
		let tagStartPos = i;
		i++;
		if (xmlData[i] === "!") {
			i = readCommentAndCDATA(xmlData, i);
			continue;
		} else {
			let closingTag = false;
			if (xmlData[i] === "/") {
				closingTag = true;
				i++;
			}
			let tagName = "";
			for (; i < xmlData.length && xmlData[i] !== ">" && xmlData[i] !== " " && xmlData[i] !== "	" && xmlData[i] !== "\n" && xmlData[i] !== "\r"; i++) tagName += xmlData[i];
			tagName = tagName.trim();
			if (tagName[tagName.length - 1] === "/") {
				tagName = tagName.substring(0, tagName.length - 1);
				i--;
			}
			if (!validateTagName(tagName)) {
				let msg;
				if (tagName.trim().length === 0) msg = "Invalid space after '<'.";
				else msg = "Tag '" + tagName + "' is an invalid name.";
				return getErrorObject("InvalidTag", msg, getLineNumberForPosition(xmlData, i));
			}
			const result = readAttributeStr(xmlData, i);
			if (result === false) return getErrorObject("InvalidAttr", "Attributes for '" + tagName + "' have open quote.", getLineNumberForPosition(xmlData, i));
			let attrStr = result.value;
			i = result.index;
			if (attrStr[attrStr.length - 1] === "/") {
				const attrStrStart = i - attrStr.length;
				attrStr = attrStr.substring(0, attrStr.length - 1);
				const isValid = validateAttributeString(attrStr, options);
				if (isValid === true) tagFound = true;
				else return getErrorObject(isValid.err.code, isValid.err.msg, getLineNumberForPosition(xmlData, attrStrStart + isValid.err.line));
			} else if (closingTag) {
				if (!result.tagClosed) return getErrorObject("InvalidTag", "Closing tag '" + tagName + "' doesn't have proper closing.", getLineNumberForPosition(xmlData, i));
				else if (attrStr.trim().length > 0) return getErrorObject("InvalidTag", "Closing tag '" + tagName + "' can't have attributes or invalid starting.", getLineNumberForPosition(xmlData, tagStartPos));
				else if (tags.length === 0) return getErrorObject("InvalidTag", "Closing tag '" + tagName + "' has not been opened.", getLineNumberForPosition(xmlData, tagStartPos));
				else {
					const otg = tags.pop();
					if (tagName !== otg.tagName) {
						let openPos = getLineNumberForPosition(xmlData, otg.tagStartPos);
						return getErrorObject("InvalidTag", "Expected closing tag '" + otg.tagName + "' (opened in line " + openPos.line + ", col " + openPos.col + ") instead of closing tag '" + tagName + "'.", getLineNumberForPosition(xmlData, tagStartPos));
					}
					if (tags.length == 0) reachedRoot = true;
				}
			} else {
				const isValid = validateAttributeString(attrStr, options);
				if (isValid !== true) return getErrorObject(isValid.err.code, isValid.err.msg, getLineNumberForPosition(xmlData, i - attrStr.length + isValid.err.line));
				if (reachedRoot === true) return getErrorObject("InvalidXml", "Multiple possible root nodes found.", getLineNumberForPosition(xmlData, i));
				else if (options.unpairedTags.indexOf(tagName) !== -1) {} else tags.push({
					tagName,
					tagStartPos
				});
				tagFound = true;
			}
			for (i++; i < xmlData.length; i++) if (xmlData[i] === "<") {
				if (xmlData[i + 1] === "!") {
					i++;
					i = readCommentAndCDATA(xmlData, i);
					continue;
				} else if (xmlData[i + 1] === "?") {
					i = readPI(xmlData, ++i);
					if (i.err) return i;
				} else break;
			} else if (xmlData[i] === "&") {
				const afterAmp = validateAmpersand(xmlData, i);
				if (afterAmp == -1) return getErrorObject("InvalidChar", "char '&' is not expected.", getLineNumberForPosition(xmlData, i));
				i = afterAmp;
			} else if (reachedRoot === true && !isWhiteSpace(xmlData[i])) return getErrorObject("InvalidXml", "Extra text at the end", getLineNumberForPosition(xmlData, i));
			if (xmlData[i] === "<") i--;
		}
	} else {
		if (isWhiteSpace(xmlData[i])) continue;
		return getErrorObject("InvalidChar", "char '" + xmlData[i] + "' is not expected.", getLineNumberForPosition(xmlData, i));
	}
	if (!tagFound) return getErrorObject("InvalidXml", "Start tag expected.", 1);
	else if (tags.length == 1) return getErrorObject("InvalidTag", "Unclosed tag '" + tags[0].tagName + "'.", getLineNumberForPosition(xmlData, tags[0].tagStartPos));
	else if (tags.length > 0) return getErrorObject("InvalidXml", "Invalid '" + JSON.stringify(tags.map((t) => t.tagName), null, 4).replace(/\r?\n/g, "") + "' found.", {
		line: 1,
		col: 1
	});
	return true;
}
function isWhiteSpace(char) {
	return char === " " || char === "	" || char === "\n" || char === "\r";
}
/**
* Read Processing insstructions and skip
* @param {*} xmlData
* @param {*} i
*/
function readPI(xmlData, i) {
	const start = i;
	for (; i < xmlData.length; i++) if (xmlData[i] == "?" || xmlData[i] == " ") {
		const tagname = xmlData.substr(start, i - start);
		if (i > 5 && tagname === "xml") return getErrorObject("InvalidXml", "XML declaration allowed only at the start of the document.", getLineNumberForPosition(xmlData, i));
		else if (xmlData[i] == "?" && xmlData[i + 1] == ">") {
			i++;
			break;
		} else continue;
	}
	return i;
}
function readCommentAndCDATA(xmlData, i) {
	if (xmlData.length > i + 5 && xmlData[i + 1] === "-" && xmlData[i + 2] === "-") {
		for (i += 3; i < xmlData.length; i++) if (xmlData[i] === "-" && xmlData[i + 1] === "-" && xmlData[i + 2] === ">") {
			i += 2;
			break;
		}
	} else if (xmlData.length > i + 8 && xmlData[i + 1] === "D" && xmlData[i + 2] === "O" && xmlData[i + 3] === "C" && xmlData[i + 4] === "T" && xmlData[i + 5] === "Y" && xmlData[i + 6] === "P" && xmlData[i + 7] === "E") {
		let angleBracketsCount = 1;
		for (i += 8; i < xmlData.length; i++) if (xmlData[i] === "<") angleBracketsCount++;
		else if (xmlData[i] === ">") {
			angleBracketsCount--;
			if (angleBracketsCount === 0) break;
		}
	} else if (xmlData.length > i + 9 && xmlData[i + 1] === "[" && xmlData[i + 2] === "C" && xmlData[i + 3] === "D" && xmlData[i + 4] === "A" && xmlData[i + 5] === "T" && xmlData[i + 6] === "A" && xmlData[i + 7] === "[") {
		for (i += 8; i < xmlData.length; i++) if (xmlData[i] === "]" && xmlData[i + 1] === "]" && xmlData[i + 2] === ">") {
			i += 2;
			break;
		}
	}
	return i;
}
const doubleQuote = "\"";
const singleQuote = "'";
/**
* Keep reading xmlData until '<' is found outside the attribute value.
* @param {string} xmlData
* @param {number} i
*/
function readAttributeStr(xmlData, i) {
	let attrStr = "";
	let startChar = "";
	let tagClosed = false;
	for (; i < xmlData.length; i++) {
		if (xmlData[i] === doubleQuote || xmlData[i] === singleQuote) {
			if (startChar === "") startChar = xmlData[i];
			else if (startChar !== xmlData[i]) {} else startChar = "";
		} else if (xmlData[i] === ">") {
			if (startChar === "") {
				tagClosed = true;
				break;
			}
		}
		attrStr += xmlData[i];
	}
	if (startChar !== "") return false;
	return {
		value: attrStr,
		index: i,
		tagClosed
	};
}
/**
* Walk `attrStr` once, left to right, splitting it into attribute tokens.
*
* This replaces a regex that used to do the same job
* (`(\s*)([^\s=]+)(\s*=)?(\s*(['"])(([\s\S])*?)\5)?`). That regex led with an
* optional whitespace group followed by a required "non-whitespace" group.
* On a long run of whitespace that never resolves into an attribute name
* (e.g. a tag with thousands of trailing spaces before `>`), the engine
* backtracks the whitespace group one character at a time before giving up
* and moving to the next starting position — one full backtrack per
* position, which is quadratic in the length of the run.
*
* The scan is forward-only: the cursor never moves backwards, so each
* character is visited a constant number of times and the cost is linear
* in the length of the string.
*
* Each returned token mirrors the shape the old regex match array had, so
* the validation logic below (which reads token[1]..token[6]) didn't need
* to change:
*   token.startIndex - where this token begins in attrStr
*   token[1]          - leading whitespace before the name
*   token[2]          - the attribute name
*   token[3]          - whitespace + '=' if present, else undefined
*   token[4]          - marker (any defined value) if a quoted value was found
*   token[5]          - the quote character used ('"' or "'")
*   token[6]          - the value's text, without the surrounding quotes
*
* A malformed leading character (e.g. a stray '=' with no name before it)
* is simply skipped over, one character at a time — the same outcome the
* old regex produced by failing to match at that position and retrying at
* the next one.
*/
function scanAttributeTokens(attrStr) {
	const tokens = [];
	const len = attrStr.length;
	let i = 0;
	while (i < len) {
		const tokenStart = i;
		while (i < len && isWhiteSpace(attrStr[i])) i++;
		if (i >= len) break;
		if (attrStr[i] === "=") {
			i++;
			continue;
		}
		const leadingWs = attrStr.slice(tokenStart, i);
		const nameStart = i;
		while (i < len && !isWhiteSpace(attrStr[i]) && attrStr[i] !== "=") i++;
		const name = attrStr.slice(nameStart, i);
		let equalsGroup;
		let j = i;
		while (j < len && isWhiteSpace(attrStr[j])) j++;
		if (j < len && attrStr[j] === "=") {
			equalsGroup = attrStr.slice(i, j + 1);
			i = j + 1;
		}
		let quoteChar;
		let value;
		let k = i;
		while (k < len && isWhiteSpace(attrStr[k])) k++;
		if (k < len && (attrStr[k] === "\"" || attrStr[k] === "'")) {
			const valueStart = k + 1;
			const closeIdx = attrStr.indexOf(attrStr[k], valueStart);
			if (closeIdx !== -1) {
				quoteChar = attrStr[k];
				value = attrStr.slice(valueStart, closeIdx);
				i = closeIdx + 1;
			}
		}
		const token = { startIndex: tokenStart };
		token[1] = leadingWs;
		token[2] = name;
		token[3] = equalsGroup;
		token[4] = quoteChar !== void 0 ? true : void 0;
		token[5] = quoteChar;
		token[6] = value;
		tokens.push(token);
	}
	return tokens;
}
function validateAttributeString(attrStr, options) {
	const matches = scanAttributeTokens(attrStr);
	const attrNames = {};
	for (let i = 0; i < matches.length; i++) {
		if (matches[i][1].length === 0) return getErrorObject("InvalidAttr", "Attribute '" + matches[i][2] + "' has no space in starting.", getPositionFromMatch(matches[i]));
		else if (matches[i][3] !== void 0 && matches[i][4] === void 0) return getErrorObject("InvalidAttr", "Attribute '" + matches[i][2] + "' is without value.", getPositionFromMatch(matches[i]));
		else if (matches[i][3] === void 0 && !options.allowBooleanAttributes) return getErrorObject("InvalidAttr", "boolean attribute '" + matches[i][2] + "' is not allowed.", getPositionFromMatch(matches[i]));
		const attrName = matches[i][2];
		if (!validateAttrName(attrName)) return getErrorObject("InvalidAttr", "Attribute '" + attrName + "' is an invalid name.", getPositionFromMatch(matches[i]));
		if (!Object.prototype.hasOwnProperty.call(attrNames, attrName)) attrNames[attrName] = 1;
		else return getErrorObject("InvalidAttr", "Attribute '" + attrName + "' is repeated.", getPositionFromMatch(matches[i]));
	}
	return true;
}
function validateNumberAmpersand(xmlData, i) {
	let re = /\d/;
	if (xmlData[i] === "x") {
		i++;
		re = /[\da-fA-F]/;
	}
	for (; i < xmlData.length; i++) {
		if (xmlData[i] === ";") return i;
		if (!xmlData[i].match(re)) break;
	}
	return -1;
}
function validateAmpersand(xmlData, i) {
	i++;
	if (xmlData[i] === ";") return -1;
	if (xmlData[i] === "#") {
		i++;
		return validateNumberAmpersand(xmlData, i);
	}
	let count = 0;
	for (; i < xmlData.length; i++, count++) {
		if (xmlData[i].match(/\w/) && count < 20) continue;
		if (xmlData[i] === ";") break;
		return -1;
	}
	return i;
}
function getErrorObject(code, message, lineNumber) {
	return { err: {
		code,
		msg: message,
		line: lineNumber.line || lineNumber,
		col: lineNumber.col
	} };
}
function validateAttrName(attrName) {
	return isName(attrName);
}
function validateTagName(tagname) {
	return isName(tagname);
}
function getLineNumberForPosition(xmlData, index) {
	const lines = xmlData.substring(0, index).split(/\r?\n/);
	return {
		line: lines.length,
		col: lines[lines.length - 1].length + 1
	};
}
function getPositionFromMatch(match) {
	return match.startIndex + match[1].length;
}

// node_modules/@nodable/entities/src/entities.js
/**
* Currency Symbols
* @type {Record<string, string>}
*/
const CURRENCY = {
	cent: "¢",
	pound: "£",
	curren: "¤",
	yen: "¥",
	euro: "€",
	dollar: "$",
	fnof: "ƒ",
	inr: "₹",
	af: "؋",
	birr: "ብር",
	peso: "₱",
	rub: "₽",
	won: "₩",
	yuan: "¥",
	cedil: "¸"
};
const XML = {
	amp: "&",
	apos: "'",
	gt: ">",
	lt: "<",
	quot: "\""
};
const COMMON_HTML = {
	nbsp: "\xA0",
	copy: "©",
	reg: "®",
	trade: "™",
	mdash: "—",
	ndash: "–",
	hellip: "…",
	laquo: "«",
	raquo: "»",
	lsquo: "‘",
	rsquo: "’",
	ldquo: "“",
	rdquo: "”",
	bull: "•",
	para: "¶",
	sect: "§",
	deg: "°",
	frac12: "½",
	frac14: "¼",
	frac34: "¾"
};

// node_modules/@nodable/entities/src/EntityDecoder.js
/**
* Action constants for `onExternalEntity` and `onInputEntity` hooks.
*
* Use these instead of raw strings to avoid typos:
*
* @example
* import EntityDecoder, { ENTITY_ACTION } from './EntityDecoder.js';
* const dec = new EntityDecoder({
*   onInputEntity: (name, value) => ENTITY_ACTION.BLOCK,
* });
*/
const ENTITY_ACTION = Object.freeze({
	/** Resolve and expand the entity normally. */
	ALLOW: "allow",
	/** Silently skip this entity — it will not be registered. */
	BLOCK: "block",
	/** Throw an error, aborting entity registration entirely. */
	THROW: "throw"
});
const SPECIAL_CHARS = /* @__PURE__ */ new Set("!?\\\\/[]$%{}^&*()<>|+");
/**
* Validate that an entity name contains no dangerous characters.
* @param {string} name
* @returns {string} the name, unchanged
* @throws {Error} on invalid characters
*/
function validateEntityName$1(name) {
	if (name[0] === "#") throw new Error(`[EntityReplacer] Invalid character '#' in entity name: "${name}"`);
	for (const ch of name) if (SPECIAL_CHARS.has(ch)) throw new Error(`[EntityReplacer] Invalid character '${ch}' in entity name: "${name}"`);
	return name;
}
/**
* Merge one or more entity maps into a flat name→string map.
* Accepts either:
*   - plain string values:             { amp: '&' }
*   - legacy {regex,val} / {regx,val}: { lt: { regex: /.../, val: '<' } }
*
* Values containing '&' are skipped (recursive expansion risk).
*
* @param {...object} maps
* @returns {Record<string, string>}
*/
function mergeEntityMaps(...maps) {
	const out = Object.create(null);
	for (const map of maps) {
		if (!map) continue;
		for (const key of Object.keys(map)) {
			const raw = map[key];
			if (typeof raw === "string") out[key] = raw;
			else if (raw && typeof raw === "object" && raw.val !== void 0) {
				const val = raw.val;
				if (typeof val === "string") out[key] = val;
			}
		}
	}
	return out;
}
const LIMIT_TIER_EXTERNAL = "external";
const LIMIT_TIER_BASE = "base";
const LIMIT_TIER_ALL = "all";
/**
* Resolve `applyLimitsTo` option into a normalised Set of tier strings.
* Accepted values: 'external' | 'base' | 'all' | string[]
* Default: 'external' (only untrusted injected entities are counted).
* @param {string|string[]|undefined} raw
* @returns {Set<string>}
*/
function parseLimitTiers(raw) {
	if (!raw || raw === LIMIT_TIER_EXTERNAL) return /* @__PURE__ */ new Set([LIMIT_TIER_EXTERNAL]);
	if (raw === LIMIT_TIER_ALL) return /* @__PURE__ */ new Set([LIMIT_TIER_ALL]);
	if (raw === LIMIT_TIER_BASE) return /* @__PURE__ */ new Set([LIMIT_TIER_BASE]);
	if (Array.isArray(raw)) return new Set(raw);
	return /* @__PURE__ */ new Set([LIMIT_TIER_EXTERNAL]);
}
const NCR_LEVEL = Object.freeze({
	allow: 0,
	leave: 1,
	remove: 2,
	throw: 3
});
const XML10_ALLOWED_C0 = /* @__PURE__ */ new Set([
	9,
	10,
	13
]);
/**
* Parse the `ncr` constructor option into flat, hot-path-friendly fields.
* @param {object|undefined} ncr
* @returns {{ xmlVersion: number, onLevel: number, nullLevel: number }}
*/
function parseNCRConfig(ncr) {
	if (!ncr) return {
		xmlVersion: 1,
		onLevel: NCR_LEVEL.allow,
		nullLevel: NCR_LEVEL.remove
	};
	const xmlVersion = ncr.xmlVersion === 1.1 ? 1.1 : 1;
	const onLevel = NCR_LEVEL[ncr.onNCR] ?? NCR_LEVEL.allow;
	const nullLevel = NCR_LEVEL[ncr.nullNCR] ?? NCR_LEVEL.remove;
	return {
		xmlVersion,
		onLevel,
		nullLevel: Math.max(nullLevel, NCR_LEVEL.remove)
	};
}
/**
* Single-pass, zero-regex entity replacer for XML/HTML content.
*
* Algorithm: scan the string once for '&', read to ';', resolve via map
* or direct codepoint conversion, build output chunks, join once at the end.
*
* Entity lookup priority (highest → lowest):
*   1. input / runtime  (DOCTYPE entities for current document)
*   2. persistent external (survive across documents)
*   3. base named map   (DEFAULT_XML_ENTITIES + user-supplied namedEntities)
*
* Both input and external resolve as the 'external' tier for limit purposes.
* Base map entities resolve as the 'base' tier.
*
* Numeric / hex references (&#NNN; / &#xHH;) are resolved directly via
* String.fromCodePoint() — no map needed. They count as 'base' tier.
*
* @example
* const replacer = new EntityReplacer({ namedEntities: COMMON_HTML });
* replacer.setExternalEntities({ brand: 'Acme' });
*
* const instance = replacer.reset();
* instance.addInputEntities({ version: '1.0' });
* instance.encode('&brand; v&version; &lt;'); // 'Acme v1.0 <'
*/
var EntityDecoder = class {
	/**
	* @param {object} [options]
	* @param {object|null}  [options.namedEntities]        — extra named entities merged into base map
	* @param {object}  [options.limit]                 — security limits
	* @param {number}       [options.limit.maxTotalExpansions=0]  — 0 = unlimited
	* @param {number}       [options.limit.maxExpandedLength=0]   — 0 = unlimited
	* @param {'external'|'base'|'all'|string[]} [options.limit.applyLimitsTo='external']
	*   Which entity tiers count against the security limits:
	*   - 'external' (default) — only input/runtime + persistent external entities
	*   - 'base'               — only DEFAULT_XML_ENTITIES + namedEntities
	*   - 'all'                — every entity regardless of tier
	*   - string[]             — explicit combination, e.g. ['external', 'base']
	* @param {((resolved: string, original: string) => string)|null} [options.postCheck=null]
	* @param {string[]} [options.remove=[]] — entity names (e.g. ['nbsp', '#13']) to delete (replace with empty string)
	* @param {string[]} [options.leave=[]]  — entity names to keep as literal (unchanged in output)
	* @param {object}   [options.ncr]       — Numeric Character Reference controls
	* @param {1.0|1.1}  [options.ncr.xmlVersion=1.0]
	*   XML version governing which codepoint ranges are restricted:
	*   - 1.0 — C0 controls U+0001–U+001F (except U+0009/000A/000D) are prohibited
	*   - 1.1 — C0 controls are allowed when written as NCRs; C1 (U+007F–U+009F) decoded as-is
	* @param {'allow'|'leave'|'remove'|'throw'} [options.ncr.onNCR='allow']
	*   Base action for numeric references. Severity order: allow < leave < remove < throw.
	*   For codepoint ranges that carry a minimum level (surrogates → remove, XML 1.0 C0 → remove),
	*   the effective action is max(onNCR, rangeMinimum).
	* @param {'remove'|'throw'} [options.ncr.nullNCR='remove']
	*   Action for U+0000 (null). 'allow' and 'leave' are clamped to 'remove' since null is never safe.
	* @param {((name: string, value: string) => 'allow'|'block'|'throw')|null} [options.onExternalEntity=null]
	*   Hook called when an external entity is registered via `setExternalEntities()` or
	*   `addExternalEntity()`. Return `ENTITY_ACTION.ALLOW` to accept the entity,
	*   `ENTITY_ACTION.BLOCK` to silently skip it, or `ENTITY_ACTION.THROW` to abort with an error.
	* @param {((name: string, value: string) => 'allow'|'block'|'throw')|null} [options.onInputEntity=null]
	*   Hook called when an input entity is registered via `addInputEntities()`. Return
	*   `ENTITY_ACTION.ALLOW` to accept, `ENTITY_ACTION.BLOCK` to silently skip, or
	*   `ENTITY_ACTION.THROW` to abort with an error.
	*/
	constructor(options = {}) {
		this._limit = options.limit || {};
		this._maxTotalExpansions = this._limit.maxTotalExpansions || 0;
		this._maxExpandedLength = this._limit.maxExpandedLength || 0;
		this._postCheck = typeof options.postCheck === "function" ? options.postCheck : (r) => r;
		this._limitTiers = parseLimitTiers(this._limit.applyLimitsTo ?? LIMIT_TIER_EXTERNAL);
		this._numericAllowed = options.numericAllowed ?? true;
		this._baseMap = mergeEntityMaps(XML, options.namedEntities || null);
		/** @type {Record<string, string>} */
		this._externalMap = Object.create(null);
		/** @type {Record<string, string>} */
		this._inputMap = Object.create(null);
		this._totalExpansions = 0;
		this._expandedLength = 0;
		/** @type {Set<string>} */
		this._removeSet = new Set(options.remove && Array.isArray(options.remove) ? options.remove : []);
		/** @type {Set<string>} */
		this._leaveSet = new Set(options.leave && Array.isArray(options.leave) ? options.leave : []);
		const ncrCfg = parseNCRConfig(options.ncr);
		this._ncrXmlVersion = ncrCfg.xmlVersion;
		this._ncrOnLevel = ncrCfg.onLevel;
		this._ncrNullLevel = ncrCfg.nullLevel;
		/** @type {((name: string, value: string) => 'allow'|'block'|'throw')|null} */
		this._onExternalEntity = typeof options.onExternalEntity === "function" ? options.onExternalEntity : null;
		/** @type {((name: string, value: string) => 'allow'|'block'|'throw')|null} */
		this._onInputEntity = typeof options.onInputEntity === "function" ? options.onInputEntity : null;
	}
	/**
	* Invoke a registration hook for a single entity name/value pair.
	* Returns true when the entity should be accepted, false when it should be
	* silently skipped (BLOCK), and throws when the hook returns THROW.
	*
	* @param {((name: string, value: string) => 'allow'|'block'|'throw')|null} hook
	* @param {string} name
	* @param {string} value
	* @param {string} context  — used in error messages ('external' | 'input')
	* @returns {boolean}  true = accept, false = skip
	*/
	_applyRegistrationHook(hook, name, value, context) {
		if (!hook) return true;
		const action = hook(name, value);
		if (action === ENTITY_ACTION.BLOCK) return false;
		if (action === ENTITY_ACTION.THROW) throw new Error(`[EntityDecoder] Registration of ${context} entity "&${name};" was rejected by hook`);
		return true;
	}
	/**
	* Replace the full set of persistent external entities.
	* All keys are validated — throws on invalid characters.
	* If `onExternalEntity` is set, it is called once per entry; entries that
	* return `ENTITY_ACTION.BLOCK` are silently omitted, `ENTITY_ACTION.THROW`
	* aborts the whole call.
	* @param {Record<string, string | { regex?: RegExp, val: string }>} map
	*/
	setExternalEntities(map) {
		if (map) for (const key of Object.keys(map)) validateEntityName$1(key);
		if (!this._onExternalEntity) {
			this._externalMap = mergeEntityMaps(map);
			return;
		}
		const flat = mergeEntityMaps(map);
		const filtered = Object.create(null);
		for (const [name, value] of Object.entries(flat)) if (this._applyRegistrationHook(this._onExternalEntity, name, value, "external")) filtered[name] = value;
		this._externalMap = filtered;
	}
	/**
	* Add a single persistent external entity.
	* If `onExternalEntity` is set it is called before the entity is stored;
	* `ENTITY_ACTION.BLOCK` silently skips storage, `ENTITY_ACTION.THROW` raises.
	* @param {string} key
	* @param {string} value
	*/
	addExternalEntity(key, value) {
		validateEntityName$1(key);
		if (typeof value === "string" && value.indexOf("&") === -1) {
			if (this._applyRegistrationHook(this._onExternalEntity, key, value, "external")) this._externalMap[key] = value;
		}
	}
	/**
	* Inject DOCTYPE entities for the current document.
	* Also resets per-document expansion counters.
	* If `onInputEntity` is set it is called once per entry; entries returning
	* `ENTITY_ACTION.BLOCK` are silently omitted, `ENTITY_ACTION.THROW` aborts.
	* @param {Record<string, string | { regx?: RegExp, regex?: RegExp, val: string }>} map
	*/
	addInputEntities(map) {
		this._totalExpansions = 0;
		this._expandedLength = 0;
		if (!this._onInputEntity) {
			this._inputMap = mergeEntityMaps(map);
			return;
		}
		const flat = mergeEntityMaps(map);
		const filtered = Object.create(null);
		for (const [name, value] of Object.entries(flat)) if (this._applyRegistrationHook(this._onInputEntity, name, value, "input")) filtered[name] = value;
		this._inputMap = filtered;
	}
	/**
	* Wipe input/runtime entities and reset counters.
	* Call this before processing each new document.
	* @returns {this}
	*/
	reset() {
		this._inputMap = Object.create(null);
		this._totalExpansions = 0;
		this._expandedLength = 0;
		return this;
	}
	/**
	* Update the XML version used for NCR classification.
	* Call this as soon as the document's `<?xml version="...">` declaration is parsed.
	* @param {1.0|1.1|number} version
	*/
	setXmlVersion(version) {
		this._ncrXmlVersion = version === 1.1 ? 1.1 : 1;
	}
	/**
	* Replace all entity references in `str` in a single pass.
	*
	* @param {string} str
	* @returns {string}
	*/
	decode(str) {
		if (typeof str !== "string" || str.length === 0) return str;
		if (str.indexOf("&") === -1) return str;
		const original = str;
		const chunks = [];
		const len = str.length;
		let last = 0;
		let i = 0;
		const limitExpansions = this._maxTotalExpansions > 0;
		const limitLength = this._maxExpandedLength > 0;
		const checkLimits = limitExpansions || limitLength;
		while (i < len) {
			if (str.charCodeAt(i) !== 38) {
				i++;
				continue;
			}
			let j = i + 1;
			while (j < len && str.charCodeAt(j) !== 59 && j - i <= 32) j++;
			if (j >= len || str.charCodeAt(j) !== 59) {
				i++;
				continue;
			}
			const token = str.slice(i + 1, j);
			if (token.length === 0) {
				i++;
				continue;
			}
			let replacement;
			let tier;
			if (this._removeSet.has(token)) {
				replacement = "";
				if (tier === void 0) tier = LIMIT_TIER_EXTERNAL;
			} else if (this._leaveSet.has(token)) {
				i++;
				continue;
			} else if (token.charCodeAt(0) === 35) {
				const ncrResult = this._resolveNCR(token);
				if (ncrResult === void 0) {
					i++;
					continue;
				}
				replacement = ncrResult;
				tier = LIMIT_TIER_BASE;
			} else {
				const resolved = this._resolveName(token);
				replacement = resolved?.value;
				tier = resolved?.tier;
			}
			if (replacement === void 0) {
				i++;
				continue;
			}
			if (i > last) chunks.push(str.slice(last, i));
			chunks.push(replacement);
			last = j + 1;
			i = last;
			if (checkLimits && this._tierCounts(tier)) {
				if (limitExpansions) {
					this._totalExpansions++;
					if (this._totalExpansions > this._maxTotalExpansions) throw new Error(`[EntityReplacer] Entity expansion count limit exceeded: ${this._totalExpansions} > ${this._maxTotalExpansions}`);
				}
				if (limitLength) {
					const delta = replacement.length - (token.length + 2);
					if (delta > 0) {
						this._expandedLength += delta;
						if (this._expandedLength > this._maxExpandedLength) throw new Error(`[EntityReplacer] Expanded content length limit exceeded: ${this._expandedLength} > ${this._maxExpandedLength}`);
					}
				}
			}
		}
		if (last < len) chunks.push(str.slice(last));
		const result = chunks.length === 0 ? str : chunks.join("");
		return this._postCheck(result, original);
	}
	/**
	* Returns true if a resolved entity of the given tier should count
	* against the expansion/length limits.
	* @param {string} tier  — LIMIT_TIER_EXTERNAL | LIMIT_TIER_BASE
	* @returns {boolean}
	*/
	_tierCounts(tier) {
		if (this._limitTiers.has(LIMIT_TIER_ALL)) return true;
		return this._limitTiers.has(tier);
	}
	/**
	* Resolve a named entity token (without & and ;).
	* Priority: inputMap > externalMap > baseMap
	* Returns the resolved value tagged with its limit tier.
	*
	* @param {string} name
	* @returns {{ value: string, tier: string }|undefined}
	*/
	_resolveName(name) {
		if (name in this._inputMap) return {
			value: this._inputMap[name],
			tier: LIMIT_TIER_EXTERNAL
		};
		if (name in this._externalMap) return {
			value: this._externalMap[name],
			tier: LIMIT_TIER_EXTERNAL
		};
		if (name in this._baseMap) return {
			value: this._baseMap[name],
			tier: LIMIT_TIER_BASE
		};
	}
	/**
	* Classify a codepoint and return the minimum action level that must be applied.
	* Returns -1 when no minimum is imposed (normal allow path).
	*
	* Ranges checked (in priority order):
	*   1. U+0000            — null, governed by nullNCR (always ≥ remove)
	*   2. U+D800–U+DFFF     — surrogates, always prohibited (min: remove)
	*   3. U+0001–U+001F \ {0x09,0x0A,0x0D}  — XML 1.0 restricted C0 (min: remove)
	*      (skipped in XML 1.1 — C0 controls are allowed when written as NCRs)
	*
	* @param {number} cp  — codepoint
	* @returns {number}   — minimum NCR_LEVEL value, or -1 for no restriction
	*/
	_classifyNCR(cp) {
		if (cp === 0) return this._ncrNullLevel;
		if (cp >= 55296 && cp <= 57343) return NCR_LEVEL.remove;
		if (this._ncrXmlVersion === 1) {
			if (cp >= 1 && cp <= 31 && !XML10_ALLOWED_C0.has(cp)) return NCR_LEVEL.remove;
		}
		return -1;
	}
	/**
	* Execute a resolved NCR action.
	*
	* @param {number} action   — NCR_LEVEL value
	* @param {string} token    — raw token (e.g. '#38') for error messages
	* @param {number} cp       — codepoint, used only for error messages
	* @returns {string|undefined}
	*   - decoded character string  → 'allow'
	*   - ''                        → 'remove'
	*   - undefined                 → 'leave' (caller must skip past '&' only)
	*   - throws Error              → 'throw'
	*/
	_applyNCRAction(action, token, cp) {
		switch (action) {
			case NCR_LEVEL.allow: return String.fromCodePoint(cp);
			case NCR_LEVEL.remove: return "";
			case NCR_LEVEL.leave: return;
			case NCR_LEVEL.throw: throw new Error(`[EntityDecoder] Prohibited numeric character reference &${token}; (U+${cp.toString(16).toUpperCase().padStart(4, "0")})`);
			default: return String.fromCodePoint(cp);
		}
	}
	/**
	* Full NCR resolution pipeline for a numeric token.
	*
	* Steps:
	*   1. Parse the codepoint (decimal or hex).
	*   2. Validate the raw codepoint range (NaN, <0, >0x10FFFF).
	*   3. If numericAllowed is false and no minimum restriction applies → leave as-is.
	*   4. Classify the codepoint to find the minimum required action level.
	*   5. Resolve effective action = max(onNCR, minimum).
	*   6. Apply and return.
	*
	* @param {string} token  — e.g. '#38', '#x26', '#X26'
	* @returns {string|undefined}
	*   - string (incl. '')  — replacement ('' = remove)
	*   - undefined          — leave original &token; as-is
	*/
	_resolveNCR(token) {
		const second = token.charCodeAt(1);
		let cp;
		if (second === 120 || second === 88) cp = parseInt(token.slice(2), 16);
		else cp = parseInt(token.slice(1), 10);
		if (Number.isNaN(cp) || cp < 0 || cp > 1114111) return void 0;
		const minimum = this._classifyNCR(cp);
		if (!this._numericAllowed && minimum < NCR_LEVEL.remove) return void 0;
		const effective = minimum === -1 ? this._ncrOnLevel : Math.max(this._ncrOnLevel, minimum);
		return this._applyNCRAction(effective, token, cp);
	}
};

// node_modules/fast-xml-parser/src/xmlparser/OptionsBuilder.js
const defaultOnDangerousProperty = (name) => {
	if (DANGEROUS_PROPERTY_NAMES.includes(name)) return "__" + name;
	return name;
};
const defaultOptions$1 = {
	preserveOrder: false,
	attributeNamePrefix: "@_",
	attributesGroupName: false,
	textNodeName: "#text",
	ignoreAttributes: true,
	removeNSPrefix: false,
	allowBooleanAttributes: false,
	parseTagValue: true,
	parseAttributeValue: false,
	trimValues: true,
	cdataPropName: false,
	numberParseOptions: {
		hex: true,
		leadingZeros: true,
		eNotation: true,
		unicode: false
	},
	tagValueProcessor: function(tagName, val) {
		return val;
	},
	attributeValueProcessor: function(attrName, val) {
		return val;
	},
	stopNodes: [],
	alwaysCreateTextNode: false,
	isArray: () => false,
	commentPropName: false,
	unpairedTags: [],
	processEntities: true,
	htmlEntities: false,
	entityDecoder: null,
	ignoreDeclaration: false,
	ignorePiTags: false,
	transformTagName: false,
	transformAttributeName: false,
	updateTag: function(tagName, jPath, attrs) {
		return tagName;
	},
	captureMetaData: false,
	maxNestedTags: 100,
	strictReservedNames: true,
	jPath: true,
	onDangerousProperty: defaultOnDangerousProperty
};
/**
* Validates that a property name is safe to use
* @param {string} propertyName - The property name to validate
* @param {string} optionName - The option field name (for error message)
* @throws {Error} If property name is dangerous
*/
function validatePropertyName(propertyName, optionName) {
	if (typeof propertyName !== "string") return;
	const normalized = propertyName.toLowerCase();
	if (DANGEROUS_PROPERTY_NAMES.some((dangerous) => normalized === dangerous.toLowerCase())) throw new Error(`[SECURITY] Invalid ${optionName}: "${propertyName}" is a reserved JavaScript keyword that could cause prototype pollution`);
	if (criticalProperties.some((dangerous) => normalized === dangerous.toLowerCase())) throw new Error(`[SECURITY] Invalid ${optionName}: "${propertyName}" is a reserved JavaScript keyword that could cause prototype pollution`);
}
/**
* Normalizes processEntities option for backward compatibility
* @param {boolean|object} value 
* @returns {object} Always returns normalized object
*/
function normalizeProcessEntities(value, htmlEntities) {
	if (typeof value === "boolean") return {
		enabled: value,
		maxEntitySize: 1e4,
		maxExpansionDepth: 1e4,
		maxTotalExpansions: 1e400,
		maxExpandedLength: 1e5,
		maxEntityCount: 1e3,
		allowedTags: null,
		tagFilter: null,
		appliesTo: "all"
	};
	if (typeof value === "object" && value !== null) return {
		enabled: value.enabled !== false,
		maxEntitySize: Math.max(1, value.maxEntitySize ?? 1e4),
		maxExpansionDepth: Math.max(1, value.maxExpansionDepth ?? 1e4),
		maxTotalExpansions: Math.max(1, value.maxTotalExpansions ?? 1e400),
		maxExpandedLength: Math.max(1, value.maxExpandedLength ?? 1e5),
		maxEntityCount: Math.max(1, value.maxEntityCount ?? 1e3),
		allowedTags: value.allowedTags ?? null,
		tagFilter: value.tagFilter ?? null,
		appliesTo: value.appliesTo ?? "all"
	};
	return normalizeProcessEntities(true);
}
const buildOptions = function(options) {
	const built = Object.assign({}, defaultOptions$1, options);
	const propertyNameOptions = [
		{
			value: built.attributeNamePrefix,
			name: "attributeNamePrefix"
		},
		{
			value: built.attributesGroupName,
			name: "attributesGroupName"
		},
		{
			value: built.textNodeName,
			name: "textNodeName"
		},
		{
			value: built.cdataPropName,
			name: "cdataPropName"
		},
		{
			value: built.commentPropName,
			name: "commentPropName"
		}
	];
	for (const { value, name } of propertyNameOptions) if (value) validatePropertyName(value, name);
	if (built.onDangerousProperty === null) built.onDangerousProperty = defaultOnDangerousProperty;
	built.processEntities = normalizeProcessEntities(built.processEntities, built.htmlEntities);
	built.unpairedTagsSet = new Set(built.unpairedTags);
	if (built.stopNodes && Array.isArray(built.stopNodes)) built.stopNodes = built.stopNodes.map((node) => {
		if (typeof node === "string" && node.startsWith("*.")) return ".." + node.substring(2);
		return node;
	});
	return built;
};

// node_modules/fast-xml-parser/src/xmlparser/xmlNode.js
let METADATA_SYMBOL$1;
if (typeof Symbol !== "function") METADATA_SYMBOL$1 = "@@xmlMetadata";
else METADATA_SYMBOL$1 = Symbol("XML Node Metadata");
var XmlNode = class {
	constructor(tagname) {
		this.tagname = tagname;
		this.child = [];
		this[":@"] = Object.create(null);
	}
	add(key, val) {
		if (key === "__proto__") key = "#__proto__";
		this.child.push({ [key]: val });
	}
	addChild(node, startIndex) {
		if (node.tagname === "__proto__") node.tagname = "#__proto__";
		if (node[":@"] && Object.keys(node[":@"]).length > 0) this.child.push({
			[node.tagname]: node.child,
			[":@"]: node[":@"]
		});
		else this.child.push({ [node.tagname]: node.child });
		this.addStartIndex(startIndex);
	}
	addStartIndex(startIndex) {
		if (startIndex !== void 0) this.child[this.child.length - 1][METADATA_SYMBOL$1] = { startIndex };
	}
	addEndIndex(endIndex) {
		const lastChild = this.child[this.child.length - 1];
		if (lastChild !== void 0 && lastChild[METADATA_SYMBOL$1] !== void 0 && lastChild[METADATA_SYMBOL$1].endIndex === void 0) lastChild[METADATA_SYMBOL$1].endIndex = endIndex;
	}
	/** symbol used for metadata */
	static getMetaDataSymbol() {
		return METADATA_SYMBOL$1;
	}
};

// node_modules/xml-naming/src/index.js
/**
* xml-naming
* Validates XML Name productions as defined in the XML 1.0 and 1.1 specifications.
* Covers: Name, NCName, QName, NMToken, NMTokens
*
* XML 1.0 spec: https://www.w3.org/TR/xml/#NT-Name
* XML 1.1 spec: https://www.w3.org/TR/xml11/#NT-NameStartChar
* XML NS spec:  https://www.w3.org/TR/xml-names/#NT-NCName
*/
const nameStartChar10 = ":A-Za-z_À-ÖØ-öø-˿Ͱ-ͽͿ-҆҈-῿‌-‍⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�";
const nameChar10 = nameStartChar10 + "\\-\\.\\d" + "·" + "̀-ͯ" + "‿-⁀";
const nameStartChar11 = ":A-Za-z_À-˿Ͱ-ͽͿ-҆҈-῿‌-‍⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�𐀀-󯿿";
const nameChar11 = nameStartChar11 + "\\-\\.\\d" + "·" + "̀-ͯ" + "҇" + "‿-⁀";
const buildRegexes = (startChar, char, flags = "") => {
	const ncNamePat = `[${startChar.replace(":", "")}][${char.replace(":", "")}]*`;
	return {
		name: new RegExp(`^[${startChar}][${char}]*$`, flags),
		ncName: new RegExp(`^${ncNamePat}$`, flags),
		qName: new RegExp(`^${ncNamePat}(?::${ncNamePat})?$`, flags),
		nmToken: new RegExp(`^[${char}]+$`, flags),
		nmTokens: new RegExp(`^[${char}]+(?:\\s+[${char}]+)*$`, flags)
	};
};
const regexes10 = buildRegexes(nameStartChar10, nameChar10);
const regexes11 = buildRegexes(nameStartChar11, nameChar11, "u");
const regexesAscii = buildRegexes(":A-Za-z_", ":A-Za-z_\\-\\.\\d");
const getRegexes = (xmlVersion = "1.0", asciiOnly = false) => {
	if (asciiOnly) return regexesAscii;
	return xmlVersion === "1.1" ? regexes11 : regexes10;
};
/**
* Returns true if the string is a valid QName (Qualified Name).
* Allows exactly one colon as a prefix separator: prefix:localName.
* Used for: element and attribute names in namespace-aware XML/SVG.
*
* @param {{ xmlVersion?: '1.0'|'1.1', asciiOnly?: boolean }} [opts]
*   asciiOnly: skip unicode-aware matching, ASCII names only (default false).
*/
const qName = (str, { xmlVersion = "1.0", asciiOnly = false } = {}) => getRegexes(xmlVersion, asciiOnly).qName.test(str);
const PRODUCTIONS = [
	"name",
	"ncName",
	"qName",
	"nmToken",
	"nmTokens"
];
/**
* Returns a memoized boolean validator function for a single production,
* with opts fixed at creation time.
*
* @param {'name'|'ncName'|'qName'|'nmToken'|'nmTokens'} production
* @param {{ xmlVersion?: '1.0'|'1.1', asciiOnly?: boolean, maxCacheSize?: number }} [opts]
*   maxCacheSize: max number of distinct strings to cache (default 2048).
*   Once reached, new strings are validated but not cached; existing cached
*   entries keep being served.
* @returns {((str: string) => boolean) & { reset: () => void }}
*/
const createValidator = (production, { xmlVersion = "1.0", asciiOnly = false, maxCacheSize = 2048 } = {}) => {
	if (!PRODUCTIONS.includes(production)) throw new TypeError(`Unknown production "${production}". Must be one of: ${PRODUCTIONS.join(", ")}`);
	const regex = getRegexes(xmlVersion, asciiOnly)[production];
	let cache = /* @__PURE__ */ new Map();
	const validator = (str) => {
		const cached = cache.get(str);
		if (cached !== void 0) return cached;
		const result = regex.test(str);
		if (cache.size < maxCacheSize) cache.set(str, result);
		return result;
	};
	validator.reset = () => {
		cache = /* @__PURE__ */ new Map();
	};
	return validator;
};

// node_modules/fast-xml-parser/src/xmlparser/DocTypeReader.js
var DocTypeReader = class {
	constructor(options, xmlVersion) {
		this.suppressValidationErr = !options;
		this.options = options;
		this.xmlVersion = xmlVersion || 1;
	}
	setXmlVersion(xmlVersion = 1) {
		this.xmlVersion = xmlVersion;
	}
	readDocType(xmlData, i) {
		const entities = Object.create(null);
		let entityCount = 0;
		if (xmlData[i + 3] === "O" && xmlData[i + 4] === "C" && xmlData[i + 5] === "T" && xmlData[i + 6] === "Y" && xmlData[i + 7] === "P" && xmlData[i + 8] === "E") {
			i = i + 9;
			let angleBracketsCount = 1;
			let hasBody = false, comment = false;
			let quoteChar = null;
			let exp = "";
			for (; i < xmlData.length; i++) {
				if (quoteChar !== null) {
					if (xmlData[i] === quoteChar) quoteChar = null;
					exp += xmlData[i];
					continue;
				}
				if (!hasBody && !comment && (xmlData[i] === "\"" || xmlData[i] === "'")) {
					quoteChar = xmlData[i];
					exp += xmlData[i];
					continue;
				}
				if (xmlData[i] === "<" && !comment) {
					if (hasBody && hasSeq(xmlData, "!ENTITY", i)) {
						i += 7;
						let entityName, val;
						[entityName, val, i] = this.readEntityExp(xmlData, i + 1, this.suppressValidationErr);
						if (val.indexOf("&") === -1) {
							if (this.options.enabled !== false && this.options.maxEntityCount != null && entityCount >= this.options.maxEntityCount) throw new Error(`Entity count (${entityCount + 1}) exceeds maximum allowed (${this.options.maxEntityCount})`);
							entities[entityName] = val;
							entityCount++;
						}
					} else if (hasBody && hasSeq(xmlData, "!ELEMENT", i)) {
						i += 8;
						const { index } = this.readElementExp(xmlData, i + 1);
						i = index;
					} else if (hasBody && hasSeq(xmlData, "!ATTLIST", i)) i += 8;
					else if (hasBody && hasSeq(xmlData, "!NOTATION", i)) {
						i += 9;
						const { index } = this.readNotationExp(xmlData, i + 1, this.suppressValidationErr);
						i = index;
					} else if (hasSeq(xmlData, "!--", i)) comment = true;
					else throw new Error(`Invalid DOCTYPE`);
					angleBracketsCount++;
					exp = "";
				} else if (xmlData[i] === ">") {
					if (comment) {
						if (xmlData[i - 1] === "-" && xmlData[i - 2] === "-") {
							comment = false;
							angleBracketsCount--;
						}
					} else angleBracketsCount--;
					if (angleBracketsCount === 0) break;
				} else if (xmlData[i] === "[") hasBody = true;
				else exp += xmlData[i];
			}
			if (quoteChar !== null || angleBracketsCount !== 0) throw new Error(`Unclosed DOCTYPE`);
		} else throw new Error(`Invalid Tag instead of DOCTYPE`);
		return {
			entities,
			i
		};
	}
	readEntityExp(xmlData, i) {
		i = skipWhitespace(xmlData, i);
		const startIndex = i;
		while (i < xmlData.length && !/\s/.test(xmlData[i]) && xmlData[i] !== "\"" && xmlData[i] !== "'") i++;
		let entityName = xmlData.substring(startIndex, i);
		validateEntityName(entityName, { xmlVersion: this.xmlVersion });
		i = skipWhitespace(xmlData, i);
		if (!this.suppressValidationErr) {
			if (xmlData.substring(i, i + 6).toUpperCase() === "SYSTEM") throw new Error("External entities are not supported");
			else if (xmlData[i] === "%") throw new Error("Parameter entities are not supported");
		}
		let entityValue = "";
		[i, entityValue] = this.readIdentifierVal(xmlData, i, "entity");
		if (this.options.enabled !== false && this.options.maxEntitySize != null && entityValue.length > this.options.maxEntitySize) throw new Error(`Entity "${entityName}" size (${entityValue.length}) exceeds maximum allowed size (${this.options.maxEntitySize})`);
		i--;
		return [
			entityName,
			entityValue,
			i
		];
	}
	readNotationExp(xmlData, i) {
		i = skipWhitespace(xmlData, i);
		const startIndex = i;
		while (i < xmlData.length && !/\s/.test(xmlData[i])) i++;
		let notationName = xmlData.substring(startIndex, i);
		!this.suppressValidationErr && validateEntityName(notationName, { xmlVersion: this.xmlVersion });
		i = skipWhitespace(xmlData, i);
		const identifierType = xmlData.substring(i, i + 6).toUpperCase();
		if (!this.suppressValidationErr && identifierType !== "SYSTEM" && identifierType !== "PUBLIC") throw new Error(`Expected SYSTEM or PUBLIC, found "${identifierType}"`);
		i += identifierType.length;
		i = skipWhitespace(xmlData, i);
		let publicIdentifier = null;
		let systemIdentifier = null;
		if (identifierType === "PUBLIC") {
			[i, publicIdentifier] = this.readIdentifierVal(xmlData, i, "publicIdentifier");
			i = skipWhitespace(xmlData, i);
			if (xmlData[i] === "\"" || xmlData[i] === "'") [i, systemIdentifier] = this.readIdentifierVal(xmlData, i, "systemIdentifier");
		} else if (identifierType === "SYSTEM") {
			[i, systemIdentifier] = this.readIdentifierVal(xmlData, i, "systemIdentifier");
			if (!this.suppressValidationErr && !systemIdentifier) throw new Error("Missing mandatory system identifier for SYSTEM notation");
		}
		return {
			notationName,
			publicIdentifier,
			systemIdentifier,
			index: --i
		};
	}
	readIdentifierVal(xmlData, i, type) {
		let identifierVal = "";
		const startChar = xmlData[i];
		if (startChar !== "\"" && startChar !== "'") throw new Error(`Expected quoted string, found "${startChar}"`);
		i++;
		const startIndex = i;
		while (i < xmlData.length && xmlData[i] !== startChar) i++;
		identifierVal = xmlData.substring(startIndex, i);
		if (xmlData[i] !== startChar) throw new Error(`Unterminated ${type} value`);
		i++;
		return [i, identifierVal];
	}
	readElementExp(xmlData, i) {
		i = skipWhitespace(xmlData, i);
		const startIndex = i;
		while (i < xmlData.length && !/\s/.test(xmlData[i])) i++;
		let elementName = xmlData.substring(startIndex, i);
		if (!this.suppressValidationErr && !qName(elementName, { xmlVersion: this.xmlVersion })) throw new Error(`Invalid element name: "${elementName}"`);
		i = skipWhitespace(xmlData, i);
		let contentModel = "";
		if (xmlData[i] === "E" && hasSeq(xmlData, "MPTY", i)) i += 4;
		else if (xmlData[i] === "A" && hasSeq(xmlData, "NY", i)) i += 2;
		else if (xmlData[i] === "(") {
			i++;
			const startIndex = i;
			while (i < xmlData.length && xmlData[i] !== ")") i++;
			contentModel = xmlData.substring(startIndex, i);
			if (xmlData[i] !== ")") throw new Error("Unterminated content model");
		} else if (!this.suppressValidationErr) throw new Error(`Invalid Element Expression, found "${xmlData[i]}"`);
		return {
			elementName,
			contentModel: contentModel.trim(),
			index: i
		};
	}
	readAttlistExp(xmlData, i) {
		i = skipWhitespace(xmlData, i);
		let startIndex = i;
		while (i < xmlData.length && !/\s/.test(xmlData[i])) i++;
		let elementName = xmlData.substring(startIndex, i);
		validateEntityName(elementName, { xmlVersion: this.xmlVersion });
		i = skipWhitespace(xmlData, i);
		startIndex = i;
		while (i < xmlData.length && !/\s/.test(xmlData[i])) i++;
		let attributeName = xmlData.substring(startIndex, i);
		if (!validateEntityName(attributeName, { xmlVersion: this.xmlVersion })) throw new Error(`Invalid attribute name: "${attributeName}"`);
		i = skipWhitespace(xmlData, i);
		let attributeType = "";
		if (xmlData.substring(i, i + 8).toUpperCase() === "NOTATION") {
			attributeType = "NOTATION";
			i += 8;
			i = skipWhitespace(xmlData, i);
			if (xmlData[i] !== "(") throw new Error(`Expected '(', found "${xmlData[i]}"`);
			i++;
			let allowedNotations = [];
			while (i < xmlData.length && xmlData[i] !== ")") {
				const startIndex = i;
				while (i < xmlData.length && xmlData[i] !== "|" && xmlData[i] !== ")") i++;
				let notation = xmlData.substring(startIndex, i);
				notation = notation.trim();
				if (!validateEntityName(notation, { xmlVersion: this.xmlVersion })) throw new Error(`Invalid notation name: "${notation}"`);
				allowedNotations.push(notation);
				if (xmlData[i] === "|") {
					i++;
					i = skipWhitespace(xmlData, i);
				}
			}
			if (xmlData[i] !== ")") throw new Error("Unterminated list of notations");
			i++;
			attributeType += " (" + allowedNotations.join("|") + ")";
		} else {
			const startIndex = i;
			while (i < xmlData.length && !/\s/.test(xmlData[i])) i++;
			attributeType += xmlData.substring(startIndex, i);
			if (!this.suppressValidationErr && ![
				"CDATA",
				"ID",
				"IDREF",
				"IDREFS",
				"ENTITY",
				"ENTITIES",
				"NMTOKEN",
				"NMTOKENS"
			].includes(attributeType.toUpperCase())) throw new Error(`Invalid attribute type: "${attributeType}"`);
		}
		i = skipWhitespace(xmlData, i);
		let defaultValue = "";
		if (xmlData.substring(i, i + 8).toUpperCase() === "#REQUIRED") {
			defaultValue = "#REQUIRED";
			i += 8;
		} else if (xmlData.substring(i, i + 7).toUpperCase() === "#IMPLIED") {
			defaultValue = "#IMPLIED";
			i += 7;
		} else [i, defaultValue] = this.readIdentifierVal(xmlData, i, "ATTLIST");
		return {
			elementName,
			attributeName,
			attributeType,
			defaultValue,
			index: i
		};
	}
};
const skipWhitespace = (data, index) => {
	while (index < data.length && /\s/.test(data[index])) index++;
	return index;
};
function hasSeq(data, seq, i) {
	for (let j = 0; j < seq.length; j++) if (seq[j] !== data[i + j + 1]) return false;
	return true;
}
function validateEntityName(name, xmlVersion) {
	if (qName(name, { xmlVersion })) return name;
	else throw new Error(`Invalid entity name ${name}`);
}

// node_modules/anynum/digitTable.js
/**
* Flat lookup table: maps Unicode code point → ASCII digit (0-9).
* Only decimal digit characters (Unicode category Nd) are included.
*
* Strategy: Int32Array of size (maxCodePoint - minCodePoint + 1).
* Value 0xFF means "not a digit". Value 0-9 is the ASCII digit value.
* This gives O(1) lookup with no branching, no bisect, no loop.
*
* Memory: range is 0x0660 to 0x1FBF0 → ~129,936 entries × 1 byte = ~127 KB.
* Acceptable for a one-time init; lookup is a single array index.
*/
const SCRIPT_ZEROS = [
	48,
	1632,
	1776,
	2406,
	2534,
	2662,
	2790,
	2918,
	3046,
	3174,
	3302,
	3430,
	3558,
	3664,
	3792,
	3872,
	4160,
	4240,
	6112,
	6160,
	6470,
	6608,
	6784,
	6800,
	6992,
	7088,
	7232,
	7248,
	65296,
	120782,
	120792,
	120802,
	120812,
	120822,
	66720,
	68912,
	69734,
	69872,
	69942,
	70096,
	70384,
	70736,
	70864,
	71248,
	71360,
	71472,
	71904,
	72016,
	72688,
	72784,
	73040,
	73120,
	73552,
	92768,
	92864,
	93008,
	123200,
	123632,
	124144,
	125264,
	130032
];
const NOT_DIGIT = 255;
const HIGH_MAP = /* @__PURE__ */ new Map();
const LOW_MAX = 65535;
const TABLE_OFFSET = 1632;
const TABLE = (/* @__PURE__ */ new Uint8Array(63904)).fill(255);
for (const zero of SCRIPT_ZEROS) for (let d = 0; d < 10; d++) {
	const cp = zero + d;
	if (cp <= LOW_MAX) TABLE[cp - TABLE_OFFSET] = d;
	else HIGH_MAP.set(cp, d);
}

// node_modules/anynum/anynum.js
const CHAR_0 = 48;
const CHAR_9 = 57;
const CHAR_MINUS = 45;
const MINUS_SET = /* @__PURE__ */ new Set([
	8722,
	65293,
	65123
]);
/**
* Normalize all Unicode decimal digit characters in a string to ASCII (0-9),
* and normalize Unicode minus variants to ASCII '-' (U+002D).
*
* Non-digit, non-minus characters are passed through unchanged.
*
* Performance design:
* - Fast path: if the string has no convertible characters, return it unchanged
*   (zero allocation).
* - BMP digits (0x0660..0xFFFF excl. surrogates): flat Uint8Array lookup (O(1)).
* - Supplementary plane digits (> 0xFFFF, encoded as surrogate pairs): Map lookup.
* - Minus variants: checked inline with a small fixed Set.
*
* @param {string} str
* @returns {string}
*/
function anynum(str) {
	if (typeof str !== "string") return str;
	const len = str.length;
	if (len === 0) return str;
	let firstHit = -1;
	for (let i = 0; i < len; i++) {
		const cc = str.charCodeAt(i);
		if (cc >= CHAR_0 && cc <= CHAR_9 || cc === CHAR_MINUS) continue;
		if (cc < 1632) {
			if (MINUS_SET.has(cc)) {
				firstHit = i;
				break;
			}
			continue;
		}
		if (cc >= 55296 && cc <= 56319) {
			if (i + 1 < len) {
				const low = str.charCodeAt(i + 1);
				if (low >= 56320 && low <= 57343) {
					const cp = 65536 + (cc - 55296 << 10) + (low - 56320);
					if (HIGH_MAP.has(cp)) {
						firstHit = i;
						break;
					}
				}
			}
			continue;
		}
		if (TABLE[cc - 1632] !== 255 || MINUS_SET.has(cc)) {
			firstHit = i;
			break;
		}
	}
	if (firstHit === -1) return str;
	const chars = [];
	if (firstHit > 0) chars.push(str.slice(0, firstHit));
	for (let i = firstHit; i < len; i++) {
		const cc = str.charCodeAt(i);
		if (cc >= CHAR_0 && cc <= CHAR_9 || cc === CHAR_MINUS) {
			chars.push(str[i]);
			continue;
		}
		if (cc < 1632) {
			chars.push(MINUS_SET.has(cc) ? "-" : str[i]);
			continue;
		}
		if (cc >= 55296 && cc <= 56319) {
			if (i + 1 < len) {
				const low = str.charCodeAt(i + 1);
				if (low >= 56320 && low <= 57343) {
					const cp = 65536 + (cc - 55296 << 10) + (low - 56320);
					const d = HIGH_MAP.get(cp);
					if (d !== void 0) {
						chars.push(String.fromCharCode(d + 48));
						i++;
						continue;
					}
				}
			}
			chars.push(str[i]);
			continue;
		}
		if (MINUS_SET.has(cc)) {
			chars.push("-");
			continue;
		}
		const d = TABLE[cc - TABLE_OFFSET];
		chars.push(d !== 255 ? String.fromCharCode(d + 48) : str[i]);
	}
	return chars.join("");
}

// node_modules/strnum/strnum.js
const hexRegex = /^[-+]?0x[a-fA-F0-9]+$/;
const binRegex = /^0b[01]+$/;
const octRegex = /^0o[0-7]+$/;
const numRegex = /^([\-\+])?(0*)([0-9]*(\.[0-9]*)?)$/;
const consider = {
	hex: true,
	binary: false,
	octal: false,
	leadingZeros: true,
	decimalPoint: ".",
	eNotation: true,
	infinity: "original",
	unicode: false
};
function toNumber(str, options = {}) {
	options = Object.assign({}, consider, options);
	if (!str || typeof str !== "string") return str;
	let trimmedStr = str.trim();
	if (trimmedStr.length === 0) return str;
	else if (options.skipLike !== void 0 && options.skipLike.test(trimmedStr)) return str;
	else if (trimmedStr === "0") return 0;
	if (options.unicode) {
		trimmedStr = anynum(trimmedStr);
		if (trimmedStr === "0") return 0;
	}
	if (options.hex && hexRegex.test(trimmedStr)) return parse_int(trimmedStr, 16);
	else if (options.binary && binRegex.test(trimmedStr)) return parse_int(trimmedStr, 2);
	else if (options.octal && octRegex.test(trimmedStr)) return parse_int(trimmedStr, 8);
	else if (!isFinite(trimmedStr)) {
		const num = Number(trimmedStr);
		if (Number.isNaN(num)) return str;
		return handleInfinity(str, num, options);
	} else if (trimmedStr.includes("e") || trimmedStr.includes("E")) return resolveEnotation(str, trimmedStr, options);
	else {
		const match = numRegex.exec(trimmedStr);
		if (match) {
			const sign = match[1] || "";
			const leadingZeros = match[2];
			let numTrimmedByZeros = trimZeros(match[3]);
			const decimalAdjacentToLeadingZeros = sign ? trimmedStr[leadingZeros.length + 1] === "." : trimmedStr[leadingZeros.length] === ".";
			if (!options.leadingZeros && (leadingZeros.length > 1 || leadingZeros.length === 1 && !decimalAdjacentToLeadingZeros)) return str;
			else {
				const num = Number(trimmedStr);
				const parsedStr = String(num);
				if (num === 0) return num;
				if (parsedStr.search(/[eE]/) !== -1) {
					if (options.eNotation) return num;
					else return str;
				} else if (trimmedStr.indexOf(".") !== -1) {
					if (parsedStr === "0") return num;
					else if (parsedStr === numTrimmedByZeros) return num;
					else if (parsedStr === `${sign}${numTrimmedByZeros}`) return num;
					else return str;
				}
				let n = leadingZeros ? numTrimmedByZeros : trimmedStr;
				if (leadingZeros) return n === parsedStr || sign + n === parsedStr ? num : str;
				else return n === parsedStr || n === sign + parsedStr ? num : str;
			}
		} else return str;
	}
}
const eNotationRegx = /^([-+])?(0*)(\d*(\.\d*)?[eE][-\+]?\d+)$/;
function resolveEnotation(str, trimmedStr, options) {
	if (!options.eNotation) return str;
	const notation = trimmedStr.match(eNotationRegx);
	if (notation) {
		let sign = notation[1] || "";
		const eChar = notation[3].indexOf("e") === -1 ? "E" : "e";
		const leadingZeros = notation[2];
		const eAdjacentToLeadingZeros = sign ? trimmedStr[leadingZeros.length + 1] === eChar : trimmedStr[leadingZeros.length] === eChar;
		if (leadingZeros.length > 1 && eAdjacentToLeadingZeros) return str;
		else if (leadingZeros.length === 1 && (notation[3].startsWith(`.${eChar}`) || notation[3][0] === eChar)) return Number(trimmedStr);
		else if (leadingZeros.length > 0) {
			if (options.leadingZeros && !eAdjacentToLeadingZeros) return Number(trimmedStr);
			else return str;
		} else return Number(trimmedStr);
	} else return str;
}
/**
* 
* @param {string} numStr without leading zeros
* @returns 
*/
function trimZeros(numStr) {
	if (numStr && numStr.indexOf(".") !== -1) {
		let end = numStr.length;
		while (end > 0 && numStr.charCodeAt(end - 1) === 48) end--;
		numStr = numStr.slice(0, end);
		if (numStr === ".") numStr = "0";
		else if (numStr[0] === ".") numStr = "0" + numStr;
		else if (numStr[numStr.length - 1] === ".") numStr = numStr.substring(0, numStr.length - 1);
		return numStr;
	}
	return numStr;
}
function parse_int(numStr, base) {
	const str = numStr.trim();
	if (base === 2 || base === 8) numStr = str.substring(2);
	if (parseInt) return parseInt(numStr, base);
	else if (Number.parseInt) return Number.parseInt(numStr, base);
	else if (window && window.parseInt) return window.parseInt(numStr, base);
	else throw new Error("parseInt, Number.parseInt, window.parseInt are not supported");
}
/**
* Handle infinite values based on user option
* @param {string} str - original input string
* @param {number} num - parsed number (Infinity or -Infinity)
* @param {object} options - user options
* @returns {string|number|null} based on infinity option
*/
function handleInfinity(str, num, options) {
	const isPositive = num === 1e400;
	switch (options.infinity.toLowerCase()) {
		case "null": return null;
		case "infinity": return num;
		case "string": return isPositive ? "Infinity" : "-Infinity";
		default: return str;
	}
}

// node_modules/fast-xml-parser/src/ignoreAttributes.js
function getIgnoreAttributesFn$1(ignoreAttributes) {
	if (typeof ignoreAttributes === "function") return ignoreAttributes;
	if (Array.isArray(ignoreAttributes)) return (attrName) => {
		for (const pattern of ignoreAttributes) {
			if (typeof pattern === "string" && attrName === pattern) return true;
			if (pattern instanceof RegExp && pattern.test(attrName)) return true;
		}
	};
	return () => false;
}

// node_modules/path-expression-matcher/src/Expression.js
/**
* Expression - Parses and stores a tag pattern expression
* 
* Patterns are parsed once and stored in an optimized structure for fast matching.
* 
* @example
* const expr = new Expression("root.users.user");
* const expr2 = new Expression("..user[id]:first");
* const expr3 = new Expression("root/users/user", { separator: '/' });
*/
var Expression = class {
	/**
	* Create a new Expression
	* @param {string} pattern - Pattern string (e.g., "root.users.user", "..user[id]")
	* @param {Object} options - Configuration options
	* @param {string} options.separator - Path separator (default: '.')
	*/
	constructor(pattern, options = {}, data) {
		this.pattern = pattern;
		this.separator = options.separator || ".";
		this.segments = this._parse(pattern);
		this.data = data;
		this._hasDeepWildcard = this.segments.some((seg) => seg.type === "deep-wildcard");
		this._hasAttributeCondition = this.segments.some((seg) => seg.attrName !== void 0);
		this._hasPositionSelector = this.segments.some((seg) => seg.position !== void 0);
	}
	/**
	* Parse pattern string into segments
	* @private
	* @param {string} pattern - Pattern to parse
	* @returns {Array} Array of segment objects
	*/
	_parse(pattern) {
		const segments = [];
		let i = 0;
		let currentPart = "";
		while (i < pattern.length) if (pattern[i] === this.separator) {
			if (i + 1 < pattern.length && pattern[i + 1] === this.separator) {
				if (currentPart.trim()) {
					segments.push(this._parseSegment(currentPart.trim()));
					currentPart = "";
				}
				segments.push({ type: "deep-wildcard" });
				i += 2;
			} else {
				if (currentPart.trim()) segments.push(this._parseSegment(currentPart.trim()));
				currentPart = "";
				i++;
			}
		} else {
			currentPart += pattern[i];
			i++;
		}
		if (currentPart.trim()) segments.push(this._parseSegment(currentPart.trim()));
		return segments;
	}
	/**
	* Parse a single segment
	* @private
	* @param {string} part - Segment string (e.g., "user", "ns::user", "user[id]", "ns::user:first")
	* @returns {Object} Segment object
	*/
	_parseSegment(part) {
		const segment = { type: "tag" };
		let bracketContent = null;
		let withoutBrackets = part;
		const bracketMatch = part.match(/^([^\[]+)(\[[^\]]*\])(.*)$/);
		if (bracketMatch) {
			withoutBrackets = bracketMatch[1] + bracketMatch[3];
			if (bracketMatch[2]) {
				const content = bracketMatch[2].slice(1, -1);
				if (content) bracketContent = content;
			}
		}
		let namespace = void 0;
		let tagAndPosition = withoutBrackets;
		if (withoutBrackets.includes("::")) {
			const nsIndex = withoutBrackets.indexOf("::");
			namespace = withoutBrackets.substring(0, nsIndex).trim();
			tagAndPosition = withoutBrackets.substring(nsIndex + 2).trim();
			if (!namespace) throw new Error(`Invalid namespace in pattern: ${part}`);
		}
		let tag = void 0;
		let positionMatch = null;
		if (tagAndPosition.includes(":")) {
			const colonIndex = tagAndPosition.lastIndexOf(":");
			const tagPart = tagAndPosition.substring(0, colonIndex).trim();
			const posPart = tagAndPosition.substring(colonIndex + 1).trim();
			if ([
				"first",
				"last",
				"odd",
				"even"
			].includes(posPart) || /^nth\(\d+\)$/.test(posPart)) {
				tag = tagPart;
				positionMatch = posPart;
			} else tag = tagAndPosition;
		} else tag = tagAndPosition;
		if (!tag) throw new Error(`Invalid segment pattern: ${part}`);
		segment.tag = tag;
		if (namespace) segment.namespace = namespace;
		if (bracketContent) {
			if (bracketContent.includes("=")) {
				const eqIndex = bracketContent.indexOf("=");
				segment.attrName = bracketContent.substring(0, eqIndex).trim();
				segment.attrValue = bracketContent.substring(eqIndex + 1).trim();
			} else segment.attrName = bracketContent.trim();
		}
		if (positionMatch) {
			const nthMatch = positionMatch.match(/^nth\((\d+)\)$/);
			if (nthMatch) {
				segment.position = "nth";
				segment.positionValue = parseInt(nthMatch[1], 10);
			} else segment.position = positionMatch;
		}
		return segment;
	}
	/**
	* Get the number of segments
	* @returns {number}
	*/
	get length() {
		return this.segments.length;
	}
	/**
	* Check if expression contains deep wildcard
	* @returns {boolean}
	*/
	hasDeepWildcard() {
		return this._hasDeepWildcard;
	}
	/**
	* Check if expression has attribute conditions
	* @returns {boolean}
	*/
	hasAttributeCondition() {
		return this._hasAttributeCondition;
	}
	/**
	* Check if expression has position selectors
	* @returns {boolean}
	*/
	hasPositionSelector() {
		return this._hasPositionSelector;
	}
	/**
	* Get string representation
	* @returns {string}
	*/
	toString() {
		return this.pattern;
	}
};

// node_modules/path-expression-matcher/src/ExpressionSet.js
/**
* ExpressionSet - An indexed collection of Expressions for efficient bulk matching
*
* Instead of iterating all expressions on every tag, ExpressionSet pre-indexes
* them at insertion time by depth and terminal tag name. At match time, only
* the relevant bucket is evaluated — typically reducing checks from O(E) to O(1)
* lookup plus O(small bucket) matches.
*
* Three buckets are maintained:
*  - `_byDepthAndTag`  — exact depth + exact tag name  (tightest, used first)
*  - `_wildcardByDepth` — exact depth + wildcard tag `*` (depth-matched only)
*  - `_deepWildcards`  — expressions containing `..`  (cannot be depth-indexed)
*
* @example
* import { Expression, ExpressionSet } from 'fast-xml-tagger';
*
* // Build once at config time
* const stopNodes = new ExpressionSet();
* stopNodes.add(new Expression('root.users.user'));
* stopNodes.add(new Expression('root.config.setting'));
* stopNodes.add(new Expression('..script'));
*
* // Query on every tag — hot path
* if (stopNodes.matchesAny(matcher)) { ... }
*/
var ExpressionSet = class {
	constructor() {
		/** @type {Map<string, import('./Expression.js').default[]>} depth:tag → expressions */
		this._byDepthAndTag = /* @__PURE__ */ new Map();
		/** @type {Map<number, import('./Expression.js').default[]>} depth → wildcard-tag expressions */
		this._wildcardByDepth = /* @__PURE__ */ new Map();
		/** @type {import('./Expression.js').default[]} expressions containing deep wildcard (..) */
		this._deepWildcards = [];
		/** @type {Map<string, import('./Expression.js').default[]>} terminalTag → deep wildcard expressions */
		this._deepByTerminalTag = /* @__PURE__ */ new Map();
		/** @type {Set<string>} pattern strings already added — used for deduplication */
		this._patterns = /* @__PURE__ */ new Set();
		/** @type {boolean} whether the set is sealed against further additions */
		this._sealed = false;
	}
	/**
	* Add an Expression to the set.
	* Duplicate patterns (same pattern string) are silently ignored.
	*
	* @param {import('./Expression.js').default} expression - A pre-constructed Expression instance
	* @returns {this} for chaining
	* @throws {TypeError} if called after seal()
	*
	* @example
	* set.add(new Expression('root.users.user'));
	* set.add(new Expression('..script'));
	*/
	add(expression) {
		if (this._sealed) throw new TypeError("ExpressionSet is sealed. Create a new ExpressionSet to add more expressions.");
		if (this._patterns.has(expression.pattern)) return this;
		this._patterns.add(expression.pattern);
		if (expression.hasDeepWildcard()) {
			const lastSeg = expression.segments[expression.segments.length - 1];
			if (lastSeg && lastSeg.type !== "deep-wildcard" && lastSeg.tag !== "*") {
				const tag = lastSeg.tag;
				if (!this._deepByTerminalTag.has(tag)) this._deepByTerminalTag.set(tag, []);
				this._deepByTerminalTag.get(tag).push(expression);
			} else this._deepWildcards.push(expression);
			return this;
		}
		const depth = expression.length;
		const tag = expression.segments[expression.segments.length - 1]?.tag;
		if (!tag || tag === "*") {
			if (!this._wildcardByDepth.has(depth)) this._wildcardByDepth.set(depth, []);
			this._wildcardByDepth.get(depth).push(expression);
		} else {
			const key = `${depth}:${tag}`;
			if (!this._byDepthAndTag.has(key)) this._byDepthAndTag.set(key, []);
			this._byDepthAndTag.get(key).push(expression);
		}
		return this;
	}
	/**
	* Add multiple expressions at once.
	*
	* @param {import('./Expression.js').default[]} expressions - Array of Expression instances
	* @returns {this} for chaining
	*
	* @example
	* set.addAll([
	*   new Expression('root.users.user'),
	*   new Expression('root.config.setting'),
	* ]);
	*/
	addAll(expressions) {
		for (const expr of expressions) this.add(expr);
		return this;
	}
	/**
	* Check whether a pattern string is already present in the set.
	*
	* @param {import('./Expression.js').default} expression
	* @returns {boolean}
	*/
	has(expression) {
		return this._patterns.has(expression.pattern);
	}
	/**
	* Number of expressions in the set.
	* @type {number}
	*/
	get size() {
		return this._patterns.size;
	}
	/**
	* Seal the set against further modifications.
	* Useful to prevent accidental mutations after config is built.
	* Calling add() or addAll() on a sealed set throws a TypeError.
	*
	* @returns {this}
	*/
	seal() {
		this._sealed = true;
		return this;
	}
	/**
	* Whether the set has been sealed.
	* @type {boolean}
	*/
	get isSealed() {
		return this._sealed;
	}
	/**
	* Test whether the matcher's current path matches any expression in the set.
	*
	* Evaluation order (cheapest → most expensive):
	*  1. Exact depth + tag bucket  — O(1) lookup, typically 0–2 expressions
	*  2. Depth-only wildcard bucket — O(1) lookup, rare
	*  3. Deep-wildcard list         — always checked, but usually small
	*
	* @param {import('./Matcher.js').default} matcher - Matcher instance (or readOnly view)
	* @returns {boolean} true if any expression matches the current path
	*
	* @example
	* if (stopNodes.matchesAny(matcher)) {
	*   // handle stop node
	* }
	*/
	matchesAny(matcher) {
		return this.findMatch(matcher) !== null;
	}
	/**
	* Find and return the first Expression that matches the matcher's current path.
	*
	* Uses the same evaluation order as matchesAny (cheapest → most expensive):
	*  1. Exact depth + tag bucket
	*  2. Depth-only wildcard bucket
	*  3. Deep-wildcard list
	*
	* @param {import('./Matcher.js').default} matcher - Matcher instance (or readOnly view)
	* @returns {import('./Expression.js').default | null} the first matching Expression, or null
	*
	* @example
	* const expr = stopNodes.findMatch(matcher);
	* if (expr) {
	*   // access expr.config, expr.pattern, etc.
	* }
	*/
	findMatch(matcher) {
		const depth = matcher.getDepth();
		const tag = matcher.getCurrentTag();
		const exactKey = `${depth}:${tag}`;
		const exactBucket = this._byDepthAndTag.get(exactKey);
		if (exactBucket) {
			for (let i = 0; i < exactBucket.length; i++) if (matcher.matches(exactBucket[i])) return exactBucket[i];
		}
		const wildcardBucket = this._wildcardByDepth.get(depth);
		if (wildcardBucket) {
			for (let i = 0; i < wildcardBucket.length; i++) if (matcher.matches(wildcardBucket[i])) return wildcardBucket[i];
		}
		const deepBucket = this._deepByTerminalTag.get(tag);
		if (deepBucket) {
			for (let i = 0; i < deepBucket.length; i++) if (matcher.matches(deepBucket[i])) return deepBucket[i];
		}
		for (let i = 0; i < this._deepWildcards.length; i++) if (matcher.matches(this._deepWildcards[i])) return this._deepWildcards[i];
		return null;
	}
};

// node_modules/path-expression-matcher/src/Matcher.js
/**
* MatcherView - A lightweight read-only view over a Matcher's internal state.
*
* Created once by Matcher and reused across all callbacks. Holds a direct
* reference to the parent Matcher so it always reflects current parser state
* with zero copying or freezing overhead.
*
* Users receive this via {@link Matcher#readOnly} or directly from parser
* callbacks. It exposes all query and matching methods but has no mutation
* methods — misuse is caught at the TypeScript level rather than at runtime.
*
* @example
* const matcher = new Matcher();
* const view = matcher.readOnly();
*
* matcher.push("root", {});
* view.getCurrentTag(); // "root"
* view.getDepth();      // 1
*/
var MatcherView = class {
	/**
	* @param {Matcher} matcher - The parent Matcher instance to read from.
	*/
	constructor(matcher) {
		this._matcher = matcher;
	}
	/**
	* Get the path separator used by the parent matcher.
	* @returns {string}
	*/
	get separator() {
		return this._matcher.separator;
	}
	/**
	* Get current tag name.
	* @returns {string|undefined}
	*/
	getCurrentTag() {
		const path = this._matcher.path;
		return path.length > 0 ? path[path.length - 1].tag : void 0;
	}
	/**
	* Get current namespace.
	* @returns {string|undefined}
	*/
	getCurrentNamespace() {
		const path = this._matcher.path;
		return path.length > 0 ? path[path.length - 1].namespace : void 0;
	}
	/**
	* Get current node's attribute value.
	* @param {string} attrName
	* @returns {*}
	*/
	getAttrValue(attrName) {
		const path = this._matcher.path;
		if (path.length === 0) return void 0;
		return path[path.length - 1].values?.[attrName];
	}
	/**
	* Check if current node has an attribute.
	* @param {string} attrName
	* @returns {boolean}
	*/
	hasAttr(attrName) {
		const path = this._matcher.path;
		if (path.length === 0) return false;
		const current = path[path.length - 1];
		return current.values !== void 0 && attrName in current.values;
	}
	/**
	* Get the value of a "kept" attribute from the nearest ancestor (or
	* current node) that declared it via `push(tag, attrs, ns, { keep: [...] })`.
	* @param {string} attrName
	* @returns {*}
	*/
	getAnyParentAttr(attrName) {
		return this._matcher.getAnyParentAttr(attrName);
	}
	/**
	* Check whether any ancestor (or the current node) kept the given
	* attribute via `push(tag, attrs, ns, { keep: [...] })`.
	* @param {string} attrName
	* @returns {boolean}
	*/
	hasAnyParentAttr(attrName) {
		return this._matcher.hasAnyParentAttr(attrName);
	}
	/**
	* Get current node's sibling position (child index in parent).
	* @returns {number}
	*/
	getPosition() {
		const path = this._matcher.path;
		if (path.length === 0) return -1;
		return path[path.length - 1].position ?? 0;
	}
	/**
	* Get current node's repeat counter (occurrence count of this tag name).
	* @returns {number}
	*/
	getCounter() {
		const path = this._matcher.path;
		if (path.length === 0) return -1;
		return path[path.length - 1].counter ?? 0;
	}
	/**
	* Get current node's sibling index (alias for getPosition).
	* @returns {number}
	* @deprecated Use getPosition() or getCounter() instead
	*/
	getIndex() {
		return this.getPosition();
	}
	/**
	* Get current path depth.
	* @returns {number}
	*/
	getDepth() {
		return this._matcher.path.length;
	}
	/**
	* Get path as string.
	* @param {string} [separator] - Optional separator (uses default if not provided)
	* @param {boolean} [includeNamespace=true]
	* @returns {string}
	*/
	toString(separator, includeNamespace = true) {
		return this._matcher.toString(separator, includeNamespace);
	}
	/**
	* Get path as array of tag names.
	* @returns {string[]}
	*/
	toArray() {
		return this._matcher.path.map((n) => n.tag);
	}
	/**
	* Match current path against an Expression.
	* @param {Expression} expression
	* @returns {boolean}
	*/
	matches(expression) {
		return this._matcher.matches(expression);
	}
	/**
	* Match any expression in the given set against the current path.
	* @param {ExpressionSet} exprSet
	* @returns {boolean}
	*/
	matchesAny(exprSet) {
		return exprSet.matchesAny(this._matcher);
	}
};
/**
* Matcher - Tracks current path in XML/JSON tree and matches against Expressions.
*
* The matcher maintains a stack of nodes representing the current path from root to
* current tag. It only stores attribute values for the current (top) node to minimize
* memory usage. Sibling tracking is used to auto-calculate position and counter.
*
* Use {@link Matcher#readOnly} to obtain a {@link MatcherView} safe to pass to
* user callbacks — it always reflects current state with no Proxy overhead.
*
* @example
* const matcher = new Matcher();
* matcher.push("root", {});
* matcher.push("users", {});
* matcher.push("user", { id: "123", type: "admin" });
*
* const expr = new Expression("root.users.user");
* matcher.matches(expr); // true
*/
var Matcher = class {
	/**
	* Create a new Matcher.
	* @param {Object} [options={}]
	* @param {string} [options.separator='.'] - Default path separator
	*/
	constructor(options = {}) {
		this.separator = options.separator || ".";
		this.path = [];
		this.siblingStacks = [];
		this._pathStringCache = null;
		this._view = new MatcherView(this);
		this._keptAttrs = [];
	}
	/**
	* Push a new tag onto the path.
	* @param {string} tagName
	* @param {Object|null} [attrValues=null]
	* @param {string|null} [namespace=null]
	* @param {Object|null} [options=null]
	* @param {string[]} [options.keep] - Names of attributes (from attrValues)
	*/
	push(tagName, attrValues = null, namespace = null, options = null) {
		this._pathStringCache = null;
		if (this.path.length > 0) this.path[this.path.length - 1].values = void 0;
		const currentLevel = this.path.length;
		let level = this.siblingStacks[currentLevel];
		if (!level) {
			level = {
				counts: /* @__PURE__ */ new Map(),
				total: 0
			};
			this.siblingStacks[currentLevel] = level;
		}
		const siblingKey = namespace ? `${namespace}:${tagName}` : tagName;
		const counter = level.counts.get(siblingKey) || 0;
		const position = level.total;
		level.counts.set(siblingKey, counter + 1);
		level.total++;
		const node = {
			tag: tagName,
			position,
			counter
		};
		if (namespace !== null && namespace !== void 0) node.namespace = namespace;
		if (attrValues !== null && attrValues !== void 0) node.values = attrValues;
		this.path.push(node);
		const depth = this.path.length;
		const keep = options !== null ? options.keep : null;
		if (keep !== null && keep !== void 0 && keep.length > 0 && attrValues) for (let i = 0; i < keep.length; i++) {
			const name = keep[i];
			if (attrValues[name] !== void 0) this._keptAttrs.push({
				depth,
				name,
				value: attrValues[name]
			});
		}
	}
	/**
	* Pop the last tag from the path.
	* @returns {Object|undefined} The popped node
	*/
	pop() {
		if (this.path.length === 0) return void 0;
		this._pathStringCache = null;
		const node = this.path.pop();
		if (this.siblingStacks.length > this.path.length + 1) this.siblingStacks.length = this.path.length + 1;
		const poppedDepth = this.path.length + 1;
		while (this._keptAttrs.length > 0 && this._keptAttrs[this._keptAttrs.length - 1].depth >= poppedDepth) this._keptAttrs.pop();
		return node;
	}
	/**
	* Update current node's attribute values.
	* Useful when attributes are parsed after push.
	* @param {Object} attrValues
	*/
	updateCurrent(attrValues) {
		if (this.path.length > 0) {
			const current = this.path[this.path.length - 1];
			if (attrValues !== null && attrValues !== void 0) current.values = attrValues;
		}
	}
	/**
	* Get current tag name.
	* @returns {string|undefined}
	*/
	getCurrentTag() {
		return this.path.length > 0 ? this.path[this.path.length - 1].tag : void 0;
	}
	/**
	* Get current namespace.
	* @returns {string|undefined}
	*/
	getCurrentNamespace() {
		return this.path.length > 0 ? this.path[this.path.length - 1].namespace : void 0;
	}
	/**
	* Get current node's attribute value.
	* @param {string} attrName
	* @returns {*}
	*/
	getAttrValue(attrName) {
		if (this.path.length === 0) return void 0;
		return this.path[this.path.length - 1].values?.[attrName];
	}
	/**
	* Check if current node has an attribute.
	* @param {string} attrName
	* @returns {boolean}
	*/
	hasAttr(attrName) {
		if (this.path.length === 0) return false;
		const current = this.path[this.path.length - 1];
		return current.values !== void 0 && attrName in current.values;
	}
	/**
	* Get the value of a "kept" attribute from the nearest ancestor (or
	* current node) that declared it via `push(tag, attrs, ns, { keep: [...] })`.
	* Unlike getAttrValue(), this works regardless of how deep the path has
	* gone since the attribute was pushed — but only for attribute names that
	* were explicitly marked with `keep` at push time. Cost is proportional to
	* the number of currently-kept attributes (typically 0-3), not path depth.
	* @param {string} attrName
	* @returns {*} the value, or undefined if no ancestor kept this attribute
	*/
	getAnyParentAttr(attrName) {
		const kept = this._keptAttrs;
		for (let i = kept.length - 1; i >= 0; i--) if (kept[i].name === attrName) return kept[i].value;
	}
	/**
	* Check whether any ancestor (or the current node) kept the given
	* attribute via `push(tag, attrs, ns, { keep: [...] })`.
	* @param {string} attrName
	* @returns {boolean}
	*/
	hasAnyParentAttr(attrName) {
		const kept = this._keptAttrs;
		for (let i = kept.length - 1; i >= 0; i--) if (kept[i].name === attrName) return true;
		return false;
	}
	/**
	* Get current node's sibling position (child index in parent).
	* @returns {number}
	*/
	getPosition() {
		if (this.path.length === 0) return -1;
		return this.path[this.path.length - 1].position ?? 0;
	}
	/**
	* Get current node's repeat counter (occurrence count of this tag name).
	* @returns {number}
	*/
	getCounter() {
		if (this.path.length === 0) return -1;
		return this.path[this.path.length - 1].counter ?? 0;
	}
	/**
	* Get current node's sibling index (alias for getPosition).
	* @returns {number}
	* @deprecated Use getPosition() or getCounter() instead
	*/
	getIndex() {
		return this.getPosition();
	}
	/**
	* Get current path depth.
	* @returns {number}
	*/
	getDepth() {
		return this.path.length;
	}
	/**
	* Get path as string.
	* @param {string} [separator] - Optional separator (uses default if not provided)
	* @param {boolean} [includeNamespace=true]
	* @returns {string}
	*/
	toString(separator, includeNamespace = true) {
		const sep = separator || this.separator;
		if (sep === this.separator && includeNamespace === true) {
			if (this._pathStringCache !== null) return this._pathStringCache;
			const result = this.path.map((n) => n.namespace ? `${n.namespace}:${n.tag}` : n.tag).join(sep);
			this._pathStringCache = result;
			return result;
		}
		return this.path.map((n) => includeNamespace && n.namespace ? `${n.namespace}:${n.tag}` : n.tag).join(sep);
	}
	/**
	* Get path as array of tag names.
	* @returns {string[]}
	*/
	toArray() {
		return this.path.map((n) => n.tag);
	}
	/**
	* Reset the path to empty.
	*/
	reset() {
		this._pathStringCache = null;
		this.path = [];
		this.siblingStacks = [];
		this._keptAttrs = [];
	}
	/**
	* Match current path against an Expression.
	* @param {Expression} expression
	* @returns {boolean}
	*/
	matches(expression) {
		const segments = expression.segments;
		if (segments.length === 0) return false;
		if (expression.hasDeepWildcard()) return this._matchWithDeepWildcard(segments);
		return this._matchSimple(segments);
	}
	/**
	* @private
	*/
	_matchSimple(segments) {
		if (this.path.length !== segments.length) return false;
		for (let i = 0; i < segments.length; i++) if (!this._matchSegment(segments[i], this.path[i], i === this.path.length - 1)) return false;
		return true;
	}
	/**
	* @private
	*/
	_matchWithDeepWildcard(segments) {
		let pathIdx = this.path.length - 1;
		let segIdx = segments.length - 1;
		while (segIdx >= 0 && pathIdx >= 0) {
			const segment = segments[segIdx];
			if (segment.type === "deep-wildcard") {
				segIdx--;
				if (segIdx < 0) return true;
				const nextSeg = segments[segIdx];
				let found = false;
				for (let i = pathIdx; i >= 0; i--) if (this._matchSegment(nextSeg, this.path[i], i === this.path.length - 1)) {
					pathIdx = i - 1;
					segIdx--;
					found = true;
					break;
				}
				if (!found) return false;
			} else {
				if (!this._matchSegment(segment, this.path[pathIdx], pathIdx === this.path.length - 1)) return false;
				pathIdx--;
				segIdx--;
			}
		}
		return segIdx < 0;
	}
	/**
	* @private
	*/
	_matchSegment(segment, node, isCurrentNode) {
		if (segment.tag !== "*" && segment.tag !== node.tag) return false;
		if (segment.namespace !== void 0) {
			if (segment.namespace !== "*" && segment.namespace !== node.namespace) return false;
		}
		if (segment.attrName !== void 0) {
			if (!isCurrentNode) return false;
			if (!node.values || !(segment.attrName in node.values)) return false;
			if (segment.attrValue !== void 0) {
				if (String(node.values[segment.attrName]) !== String(segment.attrValue)) return false;
			}
		}
		if (segment.position !== void 0) {
			if (!isCurrentNode) return false;
			const counter = node.counter ?? 0;
			if (segment.position === "first" && counter !== 0) return false;
			else if (segment.position === "odd" && counter % 2 !== 1) return false;
			else if (segment.position === "even" && counter % 2 !== 0) return false;
			else if (segment.position === "nth" && counter !== segment.positionValue) return false;
		}
		return true;
	}
	/**
	* Match any expression in the given set against the current path.
	* @param {ExpressionSet} exprSet
	* @returns {boolean}
	*/
	matchesAny(exprSet) {
		return exprSet.matchesAny(this);
	}
	/**
	* Create a snapshot of current state.
	* @returns {Object}
	*/
	snapshot() {
		return {
			path: this.path.map((node) => ({ ...node })),
			siblingStacks: this.siblingStacks.map((level) => level ? {
				counts: new Map(level.counts),
				total: level.total
			} : level),
			keptAttrs: this._keptAttrs.map((entry) => ({ ...entry }))
		};
	}
	/**
	* Restore state from snapshot.
	* @param {Object} snapshot
	*/
	restore(snapshot) {
		this._pathStringCache = null;
		this.path = snapshot.path.map((node) => ({ ...node }));
		this.siblingStacks = snapshot.siblingStacks.map((level) => level ? {
			counts: new Map(level.counts),
			total: level.total
		} : level);
		this._keptAttrs = (snapshot.keptAttrs || []).map((entry) => ({ ...entry }));
	}
	/**
	* Return the read-only {@link MatcherView} for this matcher.
	*
	* The same instance is returned on every call — no allocation occurs.
	* It always reflects the current parser state and is safe to pass to
	* user callbacks without risk of accidental mutation.
	*
	* @returns {MatcherView}
	*
	* @example
	* const view = matcher.readOnly();
	* // pass view to callbacks — it stays in sync automatically
	* view.matches(expr);       // ✓
	* view.getCurrentTag();     // ✓
	* // view.push(...)         // ✗ method does not exist — caught by TypeScript
	*/
	readOnly() {
		return this._view;
	}
};

// node_modules/is-unsafe/src/contexts/html.js
/**
* HTML context patterns.
*
* Detects XSS vectors that are dangerous when a string ends up rendered as HTML.
* All patterns use bounded quantifiers to ensure linear-time matching (ReDoS-safe).
*
* Each entry is { pattern: RegExp, id: string, description: string }
* so callers can inspect which rule fired if they need to.
*/
const HTML_PATTERNS = [
	{
		id: "html-script-open",
		description: "<script opening tag",
		pattern: /<script[\s>/]/i
	},
	{
		id: "html-script-close",
		description: "<\/script closing tag",
		pattern: /<\/script[\s>]/i
	},
	{
		id: "html-javascript-protocol",
		description: "javascript: URI scheme (with optional whitespace/encoding)",
		pattern: /j[\t\n\r ]*a[\t\n\r ]*v[\t\n\r ]*a[\t\n\r ]*s[\t\n\r ]*c[\t\n\r ]*r[\t\n\r ]*i[\t\n\r ]*p[\t\n\r ]*t[\t\n\r ]*:/i
	},
	{
		id: "html-vbscript-protocol",
		description: "vbscript: URI scheme",
		pattern: /vbscript[\t\n\r ]*:/i
	},
	{
		id: "html-data-html",
		description: "data:text/html URI — can execute scripts in browsers",
		pattern: /data[\t\n\r ]*:[\t\n\r ]*text\/html/i
	},
	{
		id: "html-data-xhtml",
		description: "data:application/xhtml+xml URI",
		pattern: /data[\t\n\r ]*:[\t\n\r ]*application\/xhtml/i
	},
	{
		id: "html-data-svg",
		description: "data:image/svg+xml URI — can execute scripts",
		pattern: /data[\t\n\r ]*:[\t\n\r ]*image\/svg\+xml/i
	},
	{
		id: "html-inline-event-handler",
		description: "Inline event handler attributes: onclick=, onerror=, onload=, etc.",
		pattern: /\bon\w{1,30}\s*=/i
	},
	{
		id: "html-entity-obfuscated-script",
		description: "HTML-entity-encoded <script (e.g. &#x3C;script or &lt;script)",
		pattern: /(?:&#x0*3[Cc];?|&#0*60;?|&lt;)\s*script/i
	},
	{
		id: "html-entity-obfuscated-javascript",
		description: "HTML-entity-encoded javascript: (partial — catches common &#106; or &#x6a; for \"j\")",
		pattern: /(?:&#x0*6[Aa];?|&#0*106;?)\s*(?:&#x0*61;?|a)[\s\S]{0,80}script\s*:/i
	},
	{
		id: "html-style-expression",
		description: "CSS expression() — IE-era code execution in style attributes",
		pattern: /style[\s\S]{0,20}expression\s*\(/i
	},
	{
		id: "html-object-embed",
		description: "<object or <embed tags that can load active content",
		pattern: /<(?:object|embed)[\s>/]/i
	},
	{
		id: "html-base-tag",
		description: "<base href= — can hijack all relative URLs on a page",
		pattern: /<base[\s>]/i
	},
	{
		id: "html-meta-refresh",
		description: "<meta http-equiv=\"refresh\" — can redirect users",
		pattern: /<meta[\s\S]{0,40}http-equiv[\s\S]{0,20}refresh/i
	},
	{
		id: "html-srcdoc",
		description: "srcdoc= attribute on iframes — embeds HTML that can run scripts",
		pattern: /srcdoc\s*=/i
	},
	{
		id: "html-iframe",
		description: "<iframe tag",
		pattern: /<iframe[\s>/]/i
	},
	{
		id: "html-form",
		description: "<form tag — can be used for phishing / credential harvesting injection",
		pattern: /<form[\s>/]/i
	}
];

// node_modules/is-unsafe/src/contexts/xml.js
/**
* XML context patterns.
*
* Detects injection vectors that are specifically dangerous when a string
* is inserted into an XML document (not HTML rendering context).
*
* Key distinction from HTML: these patterns target parser-level attacks —
* things that can confuse or subvert an XML parser, trigger external entity
* resolution, or inject DTD content. HTML rendering concerns (XSS) belong
* in the HTML context.
*/
const XML_PATTERNS = [
	{
		id: "xml-cdata-injection",
		description: "CDATA section injection: <![CDATA[ breaks out of text node context",
		pattern: /<!\[CDATA\[/i
	},
	{
		id: "xml-cdata-close",
		description: "CDATA close sequence: ]]> can terminate an enclosing CDATA section",
		pattern: /\]\]>/
	},
	{
		id: "xml-processing-instruction",
		description: "XML processing instruction: <?xml-stylesheet or <?php etc.",
		pattern: /<\?(?:xml[\- ]|php|asp)/i
	},
	{
		id: "xml-doctype-injection",
		description: "DOCTYPE declaration embedded in content — can define entities",
		pattern: /<!DOCTYPE(?:[\s[]|$)/i
	},
	{
		id: "xml-entity-system",
		description: "SYSTEM keyword — used in external entity declarations (XXE)",
		pattern: /\bSYSTEM\s+["']/i
	},
	{
		id: "xml-entity-public",
		description: "PUBLIC keyword — used in external entity declarations (XXE)",
		pattern: /\bPUBLIC\s+["']/i
	},
	{
		id: "xml-entity-declaration",
		description: "<!ENTITY declaration — defines entities, potential XXE or entity expansion",
		pattern: /<!ENTITY[\s%]/i
	},
	{
		id: "xml-billion-laughs",
		description: "Entity reference chaining / billion laughs: repeated &eX; style references",
		pattern: /(?:&\w{1,20};){3,}/
	},
	{
		id: "xml-namespace-confusion",
		description: "xmlns: attribute injection — can redefine namespaces to confuse parsers",
		pattern: /\bxmlns(?::\w{1,40})?\s*=/i
	},
	{
		id: "xml-comment-injection",
		description: "<!-- comment injection — can hide content from some parsers",
		pattern: /<!--/
	},
	{
		id: "xml-comment-close",
		description: "--> closes an enclosing XML comment",
		pattern: /-->/
	},
	{
		id: "xml-pi-close",
		description: "?> closes an enclosing processing instruction",
		pattern: /\?>/
	}
];

// node_modules/is-unsafe/src/contexts/svg.js
/**
* SVG context patterns.
*
* SVG is XML-based but renders in browsers, giving it a unique attack surface
* that combines XML parser behaviour with browser rendering and JavaScript execution.
*
* Many of these vectors bypass HTML sanitizers that don't understand SVG semantics
* (DOMPurify has documented bypass vulnerabilities specifically in SVG/XML context).
*/
const SVG_PATTERNS = [
	{
		id: "svg-script-element",
		description: "<script element inside SVG executes JavaScript",
		pattern: /<script[\s>/]/i
	},
	{
		id: "svg-xlink-href-javascript",
		description: "xlink:href with javascript: — classic SVG XSS via <a> or <use>",
		pattern: /xlink\s*:\s*href\s*=\s*["']?\s*javascript\s*:/i
	},
	{
		id: "svg-href-javascript",
		description: "href= with javascript: in SVG context (<a>, <animate>, etc.)",
		pattern: /href\s*=\s*["']?\s*javascript\s*:/i
	},
	{
		id: "svg-foreignobject",
		description: "<foreignObject embeds HTML inside SVG — can execute scripts",
		pattern: /<foreignObject[\s>/]/i
	},
	{
		id: "svg-use-external",
		description: "<use xlink:href or href pointing to external resource (non-fragment URL)",
		pattern: /<use[\s\S]{0,60}(?:xlink\s*:\s*)?href\s*=\s*(?:["'][^#]|[^"'#\s>])/i
	},
	{
		id: "svg-animate-href",
		description: "<animate attributeName=\"href\" — can dynamically change href to javascript:",
		pattern: /<animate[\s\S]{0,80}attributeName\s*=\s*["'][\s]*href["']/i
	},
	{
		id: "svg-animate-xlinkhref",
		description: "<animate attributeName=\"xlink:href\"",
		pattern: /<animate[\s\S]{0,80}attributeName\s*=\s*["'][\s]*xlink\s*:\s*href["']/i
	},
	{
		id: "svg-set-javascript",
		description: "<set to=\"javascript:...\" — sets an attribute to a javascript: URI",
		pattern: /<set[\s\S]{0,80}to\s*=\s*["']?\s*javascript\s*:/i
	},
	{
		id: "svg-event-handler",
		description: "SVG-specific event handler attributes: onload=, onerror=, onactivate=, etc.",
		pattern: /\bon(?:load|error|activate|begin|end|repeat|focus|blur|click|mouse\w{1,20}|key\w{1,20})\s*=/i
	},
	{
		id: "svg-handler-generic",
		description: "Generic on* handler catch-all for SVG attributes",
		pattern: /\bon\w{1,30}\s*=/i
	},
	{
		id: "svg-filter-feimage",
		description: "<feImage href= — filter primitive that can load external resources",
		pattern: /<feImage[\s\S]{0,80}(?:xlink\s*:\s*)?href\s*=/i
	},
	{
		id: "svg-image-external",
		description: "<image xlink:href with http/https or javascript protocol",
		pattern: /<image[\s\S]{0,80}(?:xlink\s*:\s*)?href\s*=\s*["']?\s*(?:https?|javascript)\s*:/i
	},
	{
		id: "svg-style-javascript",
		description: "style= attribute containing javascript: (e.g. background:url(javascript:...))",
		pattern: /style\s*=[\s\S]{0,60}javascript\s*:/i
	}
];

// node_modules/is-unsafe/src/contexts/sql.js
/**
* SQL context patterns — high-precision rules only.
*
* These rules have very low false-positive risk and are safe to apply to
* general user text (names, descriptions, search queries, etc.).
* All patterns are ReDoS-safe — unlike the `sql-injection` npm package
* which has an active CVE on its own detection regexes.
*
* For exhaustive coverage including noisier heuristics (comment sequences,
* hex literals, stacked queries with semicolons), use 'SQL-STRICT' instead.
* Apply 'SQL-STRICT' only to strings that are specifically SQL fragments,
* not to general free-text fields.
*/
const SQL_PATTERNS = [
	{
		id: "sql-block-comment-open",
		description: "SQL block comment open: /* ... */ — unusual in legitimate user text",
		pattern: /\/\*/
	},
	{
		id: "sql-union-select",
		description: "UNION SELECT — most common SQL injection aggregation attack",
		pattern: /\bUNION\s{1,20}(?:ALL\s{1,20})?SELECT\b/i
	},
	{
		id: "sql-drop-table",
		description: "DROP TABLE — destructive DDL injection",
		pattern: /\bDROP\s{1,20}TABLE\b/i
	},
	{
		id: "sql-drop-database",
		description: "DROP DATABASE — destructive DDL injection",
		pattern: /\bDROP\s{1,20}DATABASE\b/i
	},
	{
		id: "sql-insert-into",
		description: "INSERT INTO — data injection",
		pattern: /\bINSERT\s{1,20}INTO\b/i
	},
	{
		id: "sql-delete-from",
		description: "DELETE FROM — data deletion injection",
		pattern: /\bDELETE\s{1,20}FROM\b/i
	},
	{
		id: "sql-update-set",
		description: "UPDATE ... SET — data modification injection",
		pattern: /\bUPDATE\b[\s\S]{1,60}\bSET\b/i
	},
	{
		id: "sql-exec-xp",
		description: "EXEC xp_ — MSSQL extended stored procedure execution",
		pattern: /\bEXEC(?:UTE)?\s{1,20}xp_/i
	},
	{
		id: "sql-tautology-string",
		description: "Classic string tautology: ' OR '1'='1 or \" OR \"1\"=\"1\"",
		pattern: /'\s{0,10}OR\s{0,10}'[^']{0,20}'\s*=\s*'[^']{0,20}/i
	},
	{
		id: "sql-tautology-numeric",
		description: "Numeric tautology: OR 1=1",
		pattern: /\bOR\s{1,10}1\s*=\s*1\b/i
	},
	{
		id: "sql-always-true-zero",
		description: "Numeric tautology: OR 0=0",
		pattern: /\bOR\s{1,10}0\s*=\s*0\b/i
	},
	{
		id: "sql-sleep-benchmark",
		description: "Time-based blind injection: SLEEP() or BENCHMARK()",
		pattern: /\b(?:SLEEP|BENCHMARK)\s*\(/i
	},
	{
		id: "sql-waitfor-delay",
		description: "MSSQL time-based blind injection: WAITFOR DELAY",
		pattern: /\bWAITFOR\s{1,20}DELAY\b/i
	},
	{
		id: "sql-char-function",
		description: "CHAR() function — used to obfuscate injected strings",
		pattern: /\bCHAR\s*\(\s*\d{1,3}/i
	},
	{
		id: "sql-information-schema",
		description: "INFORMATION_SCHEMA — reconnaissance query for table/column enumeration",
		pattern: /\bINFORMATION_SCHEMA\b/i
	}
];

// node_modules/is-unsafe/src/contexts/shell.js
/**
* SHELL context patterns.
*
* Detects shell injection vectors and path traversal patterns.
* Designed for use when a string will be passed to a shell command,
* used as a file path, or interpolated into OS-level operations.
*/
const SHELL_PATTERNS = [
	{
		id: "shell-path-traversal-unix",
		description: "Unix path traversal: ../  — climbing the directory tree",
		pattern: /\.\.\//
	},
	{
		id: "shell-path-traversal-windows",
		description: "Windows path traversal: ..\\ — climbing the directory tree",
		pattern: /\.\.\\/
	},
	{
		id: "shell-path-traversal-encoded",
		description: "URL-encoded path traversal: %2e%2e or %2f variants",
		pattern: /%2e%2e|%2f\.\.|\.\.%2f/i
	},
	{
		id: "shell-null-byte",
		description: "Null byte injection: \\x00 or %00 — truncates strings in C-backed functions",
		pattern: /\x00|%00/
	},
	{
		id: "shell-semicolon",
		description: "Semicolon command separator: cmd1; cmd2",
		pattern: /;/
	},
	{
		id: "shell-pipe",
		description: "Pipe operator: cmd1 | cmd2",
		pattern: /\|/
	},
	{
		id: "shell-and-operator",
		description: "AND operator: cmd1 && cmd2",
		pattern: /&&/
	},
	{
		id: "shell-or-operator",
		description: "OR operator: cmd1 || cmd2",
		pattern: /\|\|/
	},
	{
		id: "shell-backtick",
		description: "Backtick command substitution: `cmd`",
		pattern: /`/
	},
	{
		id: "shell-dollar-paren",
		description: "Dollar-paren command substitution: $(cmd)",
		pattern: /\$\(/
	},
	{
		id: "shell-dollar-brace",
		description: "Dollar-brace variable expansion: ${var} — can be abused for injection",
		pattern: /\$\{/
	},
	{
		id: "shell-redirect-out",
		description: "Output redirection: cmd > file or cmd >> file",
		pattern: />{1,2}/
	},
	{
		id: "shell-redirect-in",
		description: "Input redirection: cmd < file",
		pattern: /</
	},
	{
		id: "shell-newline-injection",
		description: "Newline injection: \\n or \\r — can inject new shell commands",
		pattern: /[\n\r]/
	},
	{
		id: "shell-glob-star",
		description: "Glob expansion: * or ? — can expand to unintended files",
		pattern: /[/\\][*?]/
	},
	{
		id: "shell-absolute-root",
		description: "Absolute root path injection: string starting with / or \\ (Windows UNC)",
		pattern: /^(?:\/|\\\\)/
	},
	{
		id: "shell-windows-drive",
		description: "Windows drive letter path injection: C:\\ or D:/",
		pattern: /^[a-zA-Z]:[/\\]/
	},
	{
		id: "shell-curl-wget",
		description: "curl/wget with URL or flags — can exfiltrate data or download payloads",
		pattern: /\b(?:curl|wget)\s+(?:https?:\/\/|ftp:\/\/|-)/i
	}
];

// node_modules/is-unsafe/src/contexts/redos.js
/**
* REDOS context patterns.
*
* Detects strings that, if used as regular expressions, could cause
* catastrophic backtracking (ReDoS — Regular Expression Denial of Service).
*
* These patterns detect the structural forms that lead to exponential or
* polynomial backtracking in NFA-based regex engines (V8, PCRE, Java, etc.).
*
* Use this context when user-supplied strings will be compiled into RegExp objects.
*/
const REDOS_PATTERNS = [
	{
		id: "redos-nested-quantifier-plus",
		description: "Nested + quantifier inside a group with outer quantifier: (a+)+, (.+b)*, etc.",
		pattern: /\([^)]*\+[^)]*\)[+*]/
	},
	{
		id: "redos-nested-quantifier-star",
		description: "Nested * quantifier: (a*)* or (a*)+ — catastrophic backtracking",
		pattern: /\([^)]*\*[^)]*\)[*+]/
	},
	{
		id: "redos-nested-groups",
		description: "Doubly nested quantified groups: ((a+)+) — guaranteed catastrophic",
		pattern: /\(\([^)]{0,40}\)[+*]\)[+*]/
	},
	{
		id: "redos-alternation-overlap",
		description: "Overlapping alternation under quantifier: (a|a)+ — ambiguous NFA paths",
		pattern: /\(([^|()]{1,20})\|(?:\1)(?:\|[^|()]{1,20}){0,5}\)[+*?]{1,2}/
	},
	{
		id: "redos-star-plus-concat",
		description: "(x*x)+ pattern — triggers super-linear backtracking",
		pattern: /\([^)]{0,10}\*[^)]{0,10}\)[+*]/
	},
	{
		id: "redos-dot-star-greedy",
		description: "(.*){n,} or (.+){n,} — repeated greedy dot quantifiers",
		pattern: /\(\.[*+]\)\{?\d/
	},
	{
		id: "redos-large-repetition",
		description: "Very large fixed or range repetition count {1000,} or {1000,n} — denial of service via backtracking",
		pattern: /\{\d{4,}(?:,\d*)?\}/
	},
	{
		id: "redos-catastrophic-alternation",
		description: "Long alternation with many similar branches — polynomial backtracking risk",
		pattern: /\([^)]{0,200}(?:\|[^|)]{0,50}){9,}\)/
	}
];

// node_modules/is-unsafe/src/contexts/nosql.js
const sep = "[\"'\\s]*:";
const NOSQL_PATTERNS = [
	{
		id: "nosql-where-operator",
		description: "$where — executes arbitrary JavaScript server-side in MongoDB",
		pattern: new RegExp(`\\$where${sep}`, "i")
	},
	{
		id: "nosql-ne-operator",
		description: "$ne — \"not equal\" operator used to bypass equality checks",
		pattern: new RegExp(`\\$ne${sep}`, "i")
	},
	{
		id: "nosql-gt-operator",
		description: "$gt — \"greater than\" used to bypass password/value checks",
		pattern: new RegExp(`\\$gte?${sep}`, "i")
	},
	{
		id: "nosql-lt-operator",
		description: "$lt / $lte — \"less than\" bypass variants",
		pattern: new RegExp(`\\$lte?${sep}`, "i")
	},
	{
		id: "nosql-regex-operator",
		description: "$regex — can be used to extract data character by character (blind injection)",
		pattern: new RegExp(`\\$regex${sep}`, "i")
	},
	{
		id: "nosql-or-operator",
		description: "$or — logical OR; used to create always-true conditions",
		pattern: new RegExp(`\\$or${sep}\\s*\\[`, "i")
	},
	{
		id: "nosql-and-operator",
		description: "$and — logical AND operator injection",
		pattern: new RegExp(`\\$and${sep}\\s*\\[`, "i")
	},
	{
		id: "nosql-nor-operator",
		description: "$nor — logical NOR operator injection",
		pattern: new RegExp(`\\$nor${sep}\\s*\\[`, "i")
	},
	{
		id: "nosql-exists-operator",
		description: "$exists — can enumerate fields to determine schema",
		pattern: new RegExp(`\\$exists${sep}`, "i")
	},
	{
		id: "nosql-in-operator",
		description: "$in — matches any value in a list; can enumerate values",
		pattern: new RegExp(`\\$in${sep}\\s*\\[`, "i")
	},
	{
		id: "nosql-expr-operator",
		description: "$expr — allows aggregation expressions in queries (MongoDB 3.6+)",
		pattern: new RegExp(`\\$expr${sep}`, "i")
	},
	{
		id: "nosql-function-operator",
		description: "$function — executes arbitrary JavaScript in MongoDB 4.4+",
		pattern: new RegExp(`\\$function${sep}`, "i")
	},
	{
		id: "nosql-accumulator-operator",
		description: "$accumulator — custom aggregation with arbitrary JS execution",
		pattern: new RegExp(`\\$accumulator${sep}`, "i")
	},
	{
		id: "nosql-proto-pollution",
		description: "__proto__ — prototype pollution via object key injection",
		pattern: /__proto__/
	},
	{
		id: "nosql-constructor-prototype",
		description: "constructor.prototype — alternative prototype pollution vector (dot notation or JSON key)",
		pattern: /constructor[\s"':.,{\[]*prototype/i
	},
	{
		id: "nosql-proto-bracket",
		description: "[\"__proto__\"] — bracket-notation prototype pollution",
		pattern: /\[["']__proto__["']\]/
	}
];

// node_modules/is-unsafe/src/contexts/log.js
/**
* LOG context patterns.
*
* Detects injection vectors that are dangerous when a string is written
* to a log file, passed to a logging framework, or interpolated into
* a log message that will be parsed or displayed.
*
* Attack categories:
*   1. CRLF injection — injects fake log lines by embedding newlines
*   2. Log4Shell (CVE-2021-44228) — ${jndi:...} triggers JNDI lookup in Log4j
*   3. SSTI in log templates — {{...}}, #{...} trigger template evaluation
*      if the log message is passed through a template engine
*   4. Null byte injection — truncates log entries in some implementations
*   5. ANSI escape injection — manipulates terminal output when logs are
*      tailed in a terminal (colour codes, cursor movement, etc.)
*
* Note: Newline characters (\n, \r) will produce false positives for
* multi-line legitimate values. Use this context only for single-line
* log field values (usernames, IDs, request parameters, etc.).
*/
const LOG_PATTERNS = [
	{
		id: "log-crlf-injection",
		description: "CRLF injection: literal \\r or \\n embeds fake log lines",
		pattern: /[\r\n]/
	},
	{
		id: "log-url-encoded-crlf",
		description: "URL-encoded CRLF: %0d, %0a, %0D, %0A — decoded by some log parsers",
		pattern: /%0[dDaA]/
	},
	{
		id: "log-unicode-newline",
		description: "Unicode newline variants: U+2028 (line separator), U+2029 (paragraph separator)",
		pattern: /[\u2028\u2029]/
	},
	{
		id: "log-log4shell-jndi",
		description: "Log4Shell: ${jndi:...} triggers remote code execution in Apache Log4j",
		pattern: /\$\{jndi\s*:/i
	},
	{
		id: "log-log4shell-obfuscated",
		description: "Obfuscated Log4Shell: ${::-j}... lookup-bypass prefix used to evade WAF detection",
		pattern: /\$\{::-/
	},
	{
		id: "log-log4j-lookup",
		description: "Log4j lookup syntax: ${env:...}, ${sys:...}, ${ctx:...} — data exfiltration",
		pattern: /\$\{(?:env|sys|ctx|main|map|sd|web|docker|k8s|spring)\s*:/i
	},
	{
		id: "log-ssti-double-brace",
		description: "SSTI double-brace: {{expression}} — Jinja2, Twig, Handlebars, etc.",
		pattern: /\{\{[\s\S]{0,80}\}\}/
	},
	{
		id: "log-ssti-hash-brace",
		description: "SSTI hash-brace: #{expression} — Thymeleaf, Velocity, Ruby ERB",
		pattern: /#\{[\s\S]{0,80}\}/
	},
	{
		id: "log-ssti-dollar-brace",
		description: "SSTI/EL injection: ${expression with operators or method calls} — JSP EL, Freemarker, SpEL",
		pattern: /\$\{[^}]*(?:\.|\(|\*|\+|\bclass\b|\bruntime\b|\bprocess\b|\bexec\b)[^}]{0,80}\}/i
	},
	{
		id: "log-ssti-percent-tag",
		description: "SSTI ERB/ASP tag: <%= expression %> — Ruby ERB, ASP",
		pattern: /<%=[\s\S]{0,80}%>/
	},
	{
		id: "log-null-byte",
		description: "Null byte: \\x00 or %00 — can truncate log entries in C-backed loggers",
		pattern: /\x00|%00/
	},
	{
		id: "log-ansi-escape",
		description: "ANSI escape sequence: ESC[ — can manipulate terminal output when logs are tailed",
		pattern: /\x1b\[/
	}
];

// node_modules/is-unsafe/src/contexts/sql-strict.js
/**
* SQL-STRICT context patterns.
*
* Extends the base 'SQL' context with three additional rules that are
* effective at detecting real injections but carry a higher false-positive
* risk on general free-text input.
*
* Use 'SQL-STRICT' when:
*   - The string is specifically a SQL fragment or database identifier
*   - You control the input domain (e.g. a dedicated SQL search field)
*   - You can tolerate occasional false positives in exchange for broader coverage
*
* Use 'SQL' (not STRICT) when:
*   - The field is general user text (names, descriptions, comments)
*   - False positives would block legitimate content (e.g. "see note -- above")
*
* Rules moved here from 'SQL' due to false-positive risk:
*
*   sql-line-comment   — "--" fires on "see note -- above", "value--", CSS var(--primary)
*   sql-stacked-query  — "; SELECT" fires on legitimate prose with semicolons + SQL words
*   sql-hex-encoding   — "0xDEAD" fires on hex values in technical docs and log output
*/
const SQL_STRICT_EXTRA = [
	{
		id: "sql-line-comment",
		description: "SQL line comment: -- followed by whitespace or end of string",
		pattern: /--(?:\s|$)/
	},
	{
		id: "sql-stacked-query",
		description: "Stacked queries: semicolon immediately followed by a SQL keyword",
		pattern: /;\s{0,10}(?:SELECT|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|EXEC)\b/i
	},
	{
		id: "sql-hex-encoding",
		description: "Hex-encoded string injection: 0x41414141 style (MySQL)",
		pattern: /\b0x[0-9a-f]{4,}/i
	}
];
const SQL_STRICT_PATTERNS = [...SQL_PATTERNS, ...SQL_STRICT_EXTRA];

// node_modules/is-unsafe/src/util/decode-entities.js
/**
* Decode the HTML character references that matter for markup-context
* detection.
*
* Browsers decode character references in attribute values before they
* interpret a URL, so `javascript&#58;alert(1)` in an href is the
* `javascript:` scheme. The HTML/XML/SVG rules match literal characters, so
* without this step such payloads slip through.
*
* Deliberately NOT a full entity decoder. It decodes only:
*   - decimal refs  &#58;  &#058;  &#00000058;  &#58   (any leading zeros,
*                   trailing ; optional — browsers accept both)
*   - hex refs      &#x3a; &#X3A; &#x0000003a; &#x3a   (same)
*   - named refs    &colon;  &Tab;  &NewLine;
*       Named refs are CASE-SENSITIVE and REQUIRE the trailing ';', exactly
*       like a browser (so `&COLON;` and `&colon` are not decoded).
*       &Tab; / &NewLine; matter because the URL parser strips tab/newline,
*       so `java&Tab;script:` is still a javascript: URL.
*
* It does NOT decode &amp; (single pass only), so double-encoded text such as
* "&amp;lt;script&amp;gt;" stays literal — a browser renders that as text.
*
* All quantifiers are bounded; no ReDoS risk.
*
* @param {string} input
* @returns {string}
*/
const NAMED = Object.freeze({
	colon: ":",
	Tab: "	",
	NewLine: "\n"
});
const ENTITY_RE = /&(?:#[xX]0*([0-9a-fA-F]{1,6});?|#0*([0-9]{1,7});?|([a-zA-Z][a-zA-Z0-9]{1,15});)/g;
function decodeEntities$1(input) {
	if (input.indexOf("&") === -1) return input;
	return input.replace(ENTITY_RE, (match, hex, dec, name) => {
		if (name !== void 0) return Object.prototype.hasOwnProperty.call(NAMED, name) ? NAMED[name] : match;
		const cp = hex !== void 0 ? parseInt(hex, 16) : parseInt(dec, 10);
		if (!Number.isFinite(cp) || cp > 1114111) return match;
		return String.fromCodePoint(cp);
	});
}

// node_modules/is-unsafe/src/index.js
HTML_PATTERNS.label = "HTML";
XML_PATTERNS.label = "XML";
SVG_PATTERNS.label = "SVG";
HTML_PATTERNS.decodeEntities = true;
XML_PATTERNS.decodeEntities = true;
SVG_PATTERNS.decodeEntities = true;
SQL_PATTERNS.label = "SQL";
SQL_STRICT_PATTERNS.label = "SQL-STRICT";
SHELL_PATTERNS.label = "SHELL";
REDOS_PATTERNS.label = "REDOS";
NOSQL_PATTERNS.label = "NOSQL";
LOG_PATTERNS.label = "LOG";
const VALID_CONTEXTS = Object.freeze({
	HTML: HTML_PATTERNS,
	XML: XML_PATTERNS,
	SVG: SVG_PATTERNS,
	SQL: SQL_PATTERNS,
	"SQL-STRICT": SQL_STRICT_PATTERNS,
	SHELL: SHELL_PATTERNS,
	REDOS: REDOS_PATTERNS,
	NOSQL: NOSQL_PATTERNS,
	LOG: LOG_PATTERNS
});
/**
* @typedef {{ id: string, description: string, pattern: RegExp }} Rule
*/
/**
* @typedef {Rule[]} PatternList
*/
/**
* @typedef {Object} MatchResult
* @property {string} context     - Label identifying which context matched ('HTML', 'CUSTOM', etc.)
* @property {string} id          - Rule identifier
* @property {string} description - Human-readable description of what was matched
* @property {RegExp} pattern     - The pattern that matched
*/
/**
* @param {unknown} value
*/
function assertString(value) {
	if (typeof value !== "string") throw new TypeError(`is-unsafe: first argument must be a string, got ${typeof value}`);
}
/**
* @param {unknown} context
*/
function assertContext(context) {
	if (context instanceof RegExp) return;
	if (Array.isArray(context)) {
		if (context.length === 0) throw new TypeError("is-unsafe: context must not be an empty array");
		if (Array.isArray(context[0])) {
			for (const list of context) if (!Array.isArray(list) || list.length === 0) throw new TypeError("is-unsafe: each context in the array must be a non-empty pattern array (PatternList)");
		}
		return;
	}
	throw new TypeError(`is-unsafe: second argument must be a PatternList (e.g. HTML), an array of PatternLists (e.g. [HTML, XML]), or a RegExp. Got: ${typeof context}`);
}
/**
* Normalise any valid context arg into an array of PatternLists.
*
* @param {Rule[]|Rule[][]|RegExp} context
* @returns {{ lists: Rule[][]|null, regex: RegExp|null }}
*/
function normalise(context) {
	if (context instanceof RegExp) return {
		lists: null,
		regex: context
	};
	if (Array.isArray(context[0])) return {
		lists: context,
		regex: null
	};
	return {
		lists: [context],
		regex: null
	};
}
/**
* For markup contexts, return an entity-decoded copy of `value` to test
* alongside the raw input, or null when there is nothing extra to test.
*
* @param {string} value
* @param {Rule[]} list
* @returns {string|null}
*/
function decodedCopy(value, list) {
	if (!list.decodeEntities) return null;
	const decoded = decodeEntities$1(value);
	return decoded === value ? null : decoded;
}
/**
* Test value against a single PatternList. Returns the first MatchResult or null.
*
* @param {string} value
* @param {Rule[]} list
* @returns {MatchResult|null}
*/
function matchList(value, list) {
	const label = list.label ?? "CUSTOM";
	const decoded = decodedCopy(value, list);
	for (const rule of list) if (rule.pattern.test(value) || decoded !== null && rule.pattern.test(decoded)) return {
		context: label,
		id: rule.id,
		description: rule.description,
		pattern: rule.pattern
	};
	return null;
}
/**
* Returns `true` if `value` is unsafe in the given context(s), `false` otherwise.
*
* @param {string} value - The string to test
* @param {PatternList | PatternList[] | RegExp} context
*   - A PatternList imported from is-unsafe (e.g. `HTML`, `XML`)
*   - An array of PatternLists — returns true if unsafe in **any** of them
*   - A custom RegExp — returns true if the pattern matches
* @returns {boolean}
*
* @example
* import { isUnsafe, HTML, SQL } from 'is-unsafe';
*
* isUnsafe('<script>alert(1)<\/script>', HTML)       // true
* isUnsafe('hello world', HTML)                     // false
* isUnsafe('value', [HTML, SQL])                    // false
* isUnsafe('value', /my-pattern/i)                  // false
*/
function isUnsafe(value, context) {
	assertString(value);
	assertContext(context);
	const { lists, regex } = normalise(context);
	if (regex) return regex.test(value);
	for (const list of lists) if (matchList(value, list) !== null) return true;
	return false;
}

// node_modules/fast-xml-parser/src/xmlparser/OrderedObjParser.js
/**
* Extract raw attributes (without prefix) from prefixed attribute map
* @param {object} prefixedAttrs - Attributes with prefix from buildAttributesMap
* @param {object} options - Parser options containing attributeNamePrefix
* @returns {object} Raw attributes for matcher
*/
function extractRawAttributes(prefixedAttrs, options) {
	if (!prefixedAttrs) return {};
	const attrs = options.attributesGroupName ? prefixedAttrs[options.attributesGroupName] : prefixedAttrs;
	if (!attrs) return {};
	const rawAttrs = {};
	for (const key in attrs) if (key.startsWith(options.attributeNamePrefix)) {
		const rawName = key.substring(options.attributeNamePrefix.length);
		rawAttrs[rawName] = attrs[key];
	} else rawAttrs[key] = attrs[key];
	return rawAttrs;
}
/**
* Extract namespace from raw tag name
* @param {string} rawTagName - Tag name possibly with namespace (e.g., "soap:Envelope")
* @returns {string|undefined} Namespace or undefined
*/
function extractNamespace(rawTagName) {
	if (!rawTagName || typeof rawTagName !== "string") return void 0;
	const colonIndex = rawTagName.indexOf(":");
	if (colonIndex !== -1 && colonIndex > 0) {
		const ns = rawTagName.substring(0, colonIndex);
		if (ns !== "xmlns") return ns;
	}
}
var OrderedObjParser = class {
	constructor(options, externalEntities) {
		this.options = options;
		this.currentNode = null;
		this.tagsNodeStack = [];
		this.parseXml = parseXml$1;
		this.parseTextData = parseTextData;
		this.resolveNameSpace = resolveNameSpace;
		this.buildAttributesMap = buildAttributesMap;
		this.isItStopNode = isItStopNode;
		this.replaceEntitiesValue = replaceEntitiesValue$1;
		this.readStopNodeData = readStopNodeData;
		this.saveTextToParentTag = saveTextToParentTag;
		this.addChild = addChild;
		this.ignoreAttributesFn = getIgnoreAttributesFn$1(this.options.ignoreAttributes);
		this.entityExpansionCount = 0;
		this.currentExpandedLength = 0;
		this.doctypefound = false;
		let namedEntities = { ...XML };
		if (this.options.entityDecoder) this.entityDecoder = this.options.entityDecoder;
		else {
			if (typeof this.options.htmlEntities === "object") namedEntities = this.options.htmlEntities;
			else if (this.options.htmlEntities === true) namedEntities = {
				...COMMON_HTML,
				...CURRENCY
			};
			this.entityDecoder = new EntityDecoder({
				namedEntities: {
					...namedEntities,
					...externalEntities
				},
				numericAllowed: this.options.htmlEntities,
				limit: {
					maxTotalExpansions: this.options.processEntities.maxTotalExpansions,
					maxExpandedLength: this.options.processEntities.maxExpandedLength,
					applyLimitsTo: this.options.processEntities.appliesTo
				},
				onInputEntity: (name, value) => isUnsafe(value, [HTML_PATTERNS, XML_PATTERNS]) ? ENTITY_ACTION.BLOCK : ENTITY_ACTION.ALLOW
			});
		}
		this.matcher = new Matcher();
		this.readonlyMatcher = this.matcher.readOnly();
		this.isCurrentNodeStopNode = false;
		this.stopNodeExpressionsSet = new ExpressionSet();
		const stopNodesOpts = this.options.stopNodes;
		if (stopNodesOpts && stopNodesOpts.length > 0) {
			for (let i = 0; i < stopNodesOpts.length; i++) {
				const stopNodeExp = stopNodesOpts[i];
				if (typeof stopNodeExp === "string") this.stopNodeExpressionsSet.add(new Expression(stopNodeExp));
				else if (stopNodeExp instanceof Expression) this.stopNodeExpressionsSet.add(stopNodeExp);
			}
			this.stopNodeExpressionsSet.seal();
		}
	}
};
/**
* @param {string} val
* @param {string} tagName
* @param {string|Matcher} jPath - jPath string or Matcher instance based on options.jPath
* @param {boolean} dontTrim
* @param {boolean} hasAttributes
* @param {boolean} isLeafNode
* @param {boolean} escapeEntities
*/
function parseTextData(val, tagName, jPath, dontTrim, hasAttributes, isLeafNode, escapeEntities) {
	const options = this.options;
	if (val !== void 0) {
		if (options.trimValues && !dontTrim) val = val.trim();
		if (val.length > 0) {
			if (!escapeEntities) val = this.replaceEntitiesValue(val, tagName, jPath);
			const jPathOrMatcher = options.jPath ? jPath.toString() : jPath;
			const newval = options.tagValueProcessor(tagName, val, jPathOrMatcher, hasAttributes, isLeafNode);
			if (newval === null || newval === void 0) return val;
			else if (typeof newval !== typeof val || newval !== val) return newval;
			else if (options.trimValues) return parseValue(val, options.parseTagValue, options.numberParseOptions);
			else if (val.trim() === val) return parseValue(val, options.parseTagValue, options.numberParseOptions);
			else return val;
		}
	}
}
function resolveNameSpace(tagname) {
	if (this.options.removeNSPrefix) {
		const tags = tagname.split(":");
		const prefix = tagname.charAt(0) === "/" ? "/" : "";
		if (tags[0] === "xmlns") return "";
		if (tags.length === 2) tagname = prefix + tags[1];
	}
	return tagname;
}
const attrsRegx = /([^\s=]+)\s*(=\s*(?:"([^"]*)"|'([^']*)'))?/gm;
function attrValue(match) {
	return match[3] !== void 0 ? match[3] : match[4];
}
function buildAttributesMap(attrStr, jPath, tagName, force = false) {
	const options = this.options;
	if (force === true || options.ignoreAttributes !== true && typeof attrStr === "string") {
		const matches = getAllMatches(attrStr, attrsRegx);
		const len = matches.length;
		const attrs = {};
		const processedVals = new Array(len);
		let hasRawAttrs = false;
		const rawAttrsForMatcher = {};
		for (let i = 0; i < len; i++) {
			const attrName = this.resolveNameSpace(matches[i][1]);
			const oldVal = attrValue(matches[i]);
			if (attrName.length && oldVal !== void 0) {
				let val = oldVal;
				if (options.trimValues) val = val.trim();
				val = this.replaceEntitiesValue(val, tagName, this.readonlyMatcher);
				processedVals[i] = val;
				rawAttrsForMatcher[attrName] = val;
				hasRawAttrs = true;
			}
		}
		if (hasRawAttrs && typeof jPath === "object" && jPath.updateCurrent) jPath.updateCurrent(rawAttrsForMatcher);
		const jPathStr = options.jPath ? jPath.toString() : this.readonlyMatcher;
		let hasAttrs = false;
		for (let i = 0; i < len; i++) {
			const attrName = this.resolveNameSpace(matches[i][1]);
			if (this.ignoreAttributesFn(attrName, jPathStr)) continue;
			let aName = options.attributeNamePrefix + attrName;
			if (attrName.length) {
				if (options.transformAttributeName) aName = options.transformAttributeName(aName);
				aName = sanitizeName(aName, options);
				if (attrValue(matches[i]) !== void 0) {
					const oldVal = processedVals[i];
					const newVal = options.attributeValueProcessor(attrName, oldVal, jPathStr);
					if (newVal === null || newVal === void 0) attrs[aName] = oldVal;
					else if (typeof newVal !== typeof oldVal || newVal !== oldVal) attrs[aName] = newVal;
					else attrs[aName] = parseValue(oldVal, options.parseAttributeValue, options.numberParseOptions);
					hasAttrs = true;
				} else if (options.allowBooleanAttributes) {
					attrs[aName] = true;
					hasAttrs = true;
				}
			}
		}
		if (!hasAttrs) return;
		if (options.attributesGroupName && !options.preserveOrder) {
			const attrCollection = {};
			attrCollection[options.attributesGroupName] = attrs;
			return attrCollection;
		}
		return attrs;
	}
}
const parseXml$1 = function(xmlData) {
	const options = this.options;
	const crlfPositions = options.captureMetaData ? [] : void 0;
	xmlData = xmlData.replace(/\r\n?/g, options.captureMetaData ? (newline, index) => {
		if (newline.length === 2) crlfPositions.push(index - crlfPositions.length);
		return "\n";
	} : "\n");
	const xmlObj = new XmlNode("!xml");
	let currentNode = xmlObj;
	let textData = "";
	this.matcher.reset();
	this.entityDecoder.reset();
	this.entityExpansionCount = 0;
	this.currentExpandedLength = 0;
	this.doctypefound = false;
	const docTypeReader = new DocTypeReader(options.processEntities);
	const xmlLen = xmlData.length;
	for (let i = 0; i < xmlLen; i++) if (xmlData[i] === "<") {
		const c1 = xmlData.charCodeAt(i + 1);
		if (c1 === 47) {
			const closeIndex = findClosingIndex(xmlData, ">", i, "Closing Tag is not closed.");
			let tagName = xmlData.substring(i + 2, closeIndex).trim();
			if (options.removeNSPrefix) {
				const colonIndex = tagName.indexOf(":");
				if (colonIndex !== -1) tagName = tagName.substr(colonIndex + 1);
			}
			tagName = transformTagName(options.transformTagName, tagName, "", options).tagName;
			if (currentNode) textData = this.saveTextToParentTag(textData, currentNode, this.readonlyMatcher);
			const lastTagName = this.matcher.getCurrentTag();
			if (tagName && options.unpairedTagsSet.has(tagName)) throw new Error(`Unpaired tag can not be used as closing tag: </${tagName}>`);
			if (lastTagName && options.unpairedTagsSet.has(lastTagName)) {
				this.matcher.pop();
				this.tagsNodeStack.pop();
			}
			this.matcher.pop();
			this.isCurrentNodeStopNode = false;
			currentNode = this.tagsNodeStack.pop() || xmlObj;
			if (options.captureMetaData && currentNode) currentNode.addEndIndex(getOriginalIndex(closeIndex + 1, crlfPositions));
			textData = "";
			i = closeIndex;
		} else if (c1 === 63) {
			let tagData = readTagExp(xmlData, i, false, "?>");
			if (!tagData) throw new Error("Pi Tag is not closed.");
			textData = this.saveTextToParentTag(textData, currentNode, this.readonlyMatcher);
			const attsMap = this.buildAttributesMap(tagData.tagExp, this.matcher, tagData.tagName, true);
			if (attsMap) {
				const ver = attsMap[this.options.attributeNamePrefix + "version"];
				this.entityDecoder.setXmlVersion(Number(ver) || 1);
				docTypeReader.setXmlVersion(Number(ver) || 1);
			}
			if (options.ignoreDeclaration && tagData.tagName === "?xml" || options.ignorePiTags) {} else {
				const childNode = new XmlNode(tagData.tagName);
				childNode.add(options.textNodeName, "");
				if (tagData.tagName !== tagData.tagExp && tagData.attrExpPresent && options.ignoreAttributes !== true) childNode[":@"] = attsMap;
				const startIndex = options.captureMetaData ? getOriginalIndex(i, crlfPositions) : i;
				this.addChild(currentNode, childNode, this.readonlyMatcher, startIndex);
				if (options.captureMetaData) currentNode.addEndIndex(getOriginalIndex(tagData.closeIndex + 2, crlfPositions));
			}
			i = tagData.closeIndex + 1;
		} else if (c1 === 33 && xmlData.charCodeAt(i + 2) === 45 && xmlData.charCodeAt(i + 3) === 45) {
			const endIndex = findClosingIndex(xmlData, "-->", i + 4, "Comment is not closed.");
			if (options.commentPropName) {
				const comment = xmlData.substring(i + 4, endIndex - 2);
				textData = this.saveTextToParentTag(textData, currentNode, this.readonlyMatcher);
				currentNode.add(options.commentPropName, [{ [options.textNodeName]: comment }]);
			}
			i = endIndex;
		} else if (c1 === 33 && xmlData.charCodeAt(i + 2) === 68) {
			if (this.doctypefound) throw new Error("Multiple DOCTYPE declarations found.");
			this.doctypefound = true;
			const result = docTypeReader.readDocType(xmlData, i);
			this.entityDecoder.addInputEntities(result.entities);
			i = result.i;
		} else if (c1 === 33 && xmlData.charCodeAt(i + 2) === 91) {
			const closeIndex = findClosingIndex(xmlData, "]]>", i, "CDATA is not closed.") - 2;
			const tagExp = xmlData.substring(i + 9, closeIndex);
			textData = this.saveTextToParentTag(textData, currentNode, this.readonlyMatcher);
			let val = this.parseTextData(tagExp, currentNode.tagname, this.readonlyMatcher, true, false, true, true);
			if (val == void 0) val = "";
			if (options.cdataPropName) currentNode.add(options.cdataPropName, [{ [options.textNodeName]: tagExp }]);
			else currentNode.add(options.textNodeName, val);
			i = closeIndex + 2;
		} else {
			let result = readTagExp(xmlData, i, options.removeNSPrefix);
			if (!result) {
				const context = xmlData.substring(Math.max(0, i - 50), Math.min(xmlLen, i + 50));
				throw new Error(`readTagExp returned undefined at position ${i}. Context: "${context}"`);
			}
			let tagName = result.tagName;
			const rawTagName = result.rawTagName;
			let tagExp = result.tagExp;
			let attrExpPresent = result.attrExpPresent;
			let closeIndex = result.closeIndex;
			({tagName, tagExp} = transformTagName(options.transformTagName, tagName, tagExp, options));
			if (options.strictReservedNames && (tagName === options.commentPropName || tagName === options.cdataPropName || tagName === options.textNodeName || tagName === options.attributesGroupName)) throw new Error(`Invalid tag name: ${tagName}`);
			if (currentNode && textData) {
				if (currentNode.tagname !== "!xml") textData = this.saveTextToParentTag(textData, currentNode, this.readonlyMatcher, false);
			}
			const lastTag = currentNode;
			if (lastTag && options.unpairedTagsSet.has(lastTag.tagname)) {
				currentNode = this.tagsNodeStack.pop();
				this.matcher.pop();
			}
			let isSelfClosing = false;
			if (tagExp.length > 0 && tagExp.lastIndexOf("/") === tagExp.length - 1) {
				isSelfClosing = true;
				if (tagName[tagName.length - 1] === "/") {
					tagName = tagName.substr(0, tagName.length - 1);
					tagExp = tagName;
				} else tagExp = tagExp.substr(0, tagExp.length - 1);
				attrExpPresent = tagName !== tagExp;
			}
			let prefixedAttrs = null;
			let namespace = void 0;
			namespace = extractNamespace(rawTagName);
			if (tagName !== xmlObj.tagname) this.matcher.push(tagName, {}, namespace);
			if (tagName !== tagExp && attrExpPresent) {
				prefixedAttrs = this.buildAttributesMap(tagExp, this.matcher, tagName);
				if (prefixedAttrs) extractRawAttributes(prefixedAttrs, options);
			}
			if (tagName !== xmlObj.tagname) this.isCurrentNodeStopNode = this.isItStopNode();
			const startIndex = options.captureMetaData ? getOriginalIndex(i, crlfPositions) : i;
			if (this.isCurrentNodeStopNode) {
				let tagContent = "";
				if (isSelfClosing) i = result.closeIndex;
				else if (options.unpairedTagsSet.has(tagName)) i = result.closeIndex;
				else {
					const result = this.readStopNodeData(xmlData, rawTagName, closeIndex + 1);
					if (!result) throw new Error(`Unexpected end of ${rawTagName}`);
					i = result.i;
					tagContent = result.tagContent;
				}
				const childNode = new XmlNode(tagName);
				if (prefixedAttrs) childNode[":@"] = prefixedAttrs;
				childNode.add(options.textNodeName, tagContent);
				this.matcher.pop();
				this.isCurrentNodeStopNode = false;
				this.addChild(currentNode, childNode, this.readonlyMatcher, startIndex);
				if (options.captureMetaData) currentNode.addEndIndex(getOriginalIndex(i + 1, crlfPositions));
			} else {
				if (isSelfClosing) {
					({tagName, tagExp} = transformTagName(options.transformTagName, tagName, tagExp, options));
					const childNode = new XmlNode(tagName);
					if (prefixedAttrs) childNode[":@"] = prefixedAttrs;
					this.addChild(currentNode, childNode, this.readonlyMatcher, startIndex);
					if (options.captureMetaData) currentNode.addEndIndex(getOriginalIndex(closeIndex + 1, crlfPositions));
					this.matcher.pop();
					this.isCurrentNodeStopNode = false;
				} else if (options.unpairedTagsSet.has(tagName)) {
					const childNode = new XmlNode(tagName);
					if (prefixedAttrs) childNode[":@"] = prefixedAttrs;
					this.addChild(currentNode, childNode, this.readonlyMatcher, startIndex);
					if (options.captureMetaData) currentNode.addEndIndex(getOriginalIndex(result.closeIndex + 1, crlfPositions));
					this.matcher.pop();
					this.isCurrentNodeStopNode = false;
					i = result.closeIndex;
					continue;
				} else {
					const childNode = new XmlNode(tagName);
					if (this.tagsNodeStack.length > options.maxNestedTags) throw new Error("Maximum nested tags exceeded");
					this.tagsNodeStack.push(currentNode);
					if (prefixedAttrs) childNode[":@"] = prefixedAttrs;
					this.addChild(currentNode, childNode, this.readonlyMatcher, startIndex);
					currentNode = childNode;
				}
				textData = "";
				i = closeIndex;
			}
		}
	} else textData += xmlData[i];
	return xmlObj.child;
};
function getOriginalIndex(index, crlfPositions) {
	let low = 0;
	let high = crlfPositions.length;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (crlfPositions[middle] < index) low = middle + 1;
		else high = middle;
	}
	return index + low;
}
function addChild(currentNode, childNode, matcher, startIndex) {
	if (!this.options.captureMetaData) startIndex = void 0;
	const jPathOrMatcher = this.options.jPath ? matcher.toString() : matcher;
	const result = this.options.updateTag(childNode.tagname, jPathOrMatcher, childNode[":@"]);
	if (result === false) {} else if (typeof result === "string") {
		childNode.tagname = result;
		currentNode.addChild(childNode, startIndex);
	} else currentNode.addChild(childNode, startIndex);
}
/**
* @param {object} val - Entity object with regex and val properties
* @param {string} tagName - Tag name
* @param {string|Matcher} jPath - jPath string or Matcher instance based on options.jPath
*/
function replaceEntitiesValue$1(val, tagName, jPath) {
	const entityConfig = this.options.processEntities;
	if (!entityConfig || !entityConfig.enabled) return val;
	if (entityConfig.allowedTags) {
		const jPathOrMatcher = this.options.jPath ? jPath.toString() : jPath;
		if (!(Array.isArray(entityConfig.allowedTags) ? entityConfig.allowedTags.includes(tagName) : entityConfig.allowedTags(tagName, jPathOrMatcher))) return val;
	}
	if (entityConfig.tagFilter) {
		const jPathOrMatcher = this.options.jPath ? jPath.toString() : jPath;
		if (!entityConfig.tagFilter(tagName, jPathOrMatcher)) return val;
	}
	return this.entityDecoder.decode(val);
}
function saveTextToParentTag(textData, parentNode, matcher, isLeafNode) {
	if (textData) {
		if (isLeafNode === void 0) isLeafNode = parentNode.child.length === 0;
		textData = this.parseTextData(textData, parentNode.tagname, matcher, false, parentNode[":@"] ? Object.keys(parentNode[":@"]).length !== 0 : false, isLeafNode);
		if (textData !== void 0 && textData !== "") parentNode.add(this.options.textNodeName, textData);
		textData = "";
	}
	return textData;
}
/**
* @param {Array<Expression>} stopNodeExpressions - Array of compiled Expression objects
* @param {Matcher} matcher - Current path matcher
*/
function isItStopNode() {
	if (this.stopNodeExpressionsSet.size === 0) return false;
	return this.matcher.matchesAny(this.stopNodeExpressionsSet);
}
/**
* Returns the tag Expression and where it is ending handling single-double quotes situation
* @param {string} xmlData 
* @param {number} i starting index
* @returns 
*/
function tagExpWithClosingIndex(xmlData, i, closingChar = ">") {
	const len = xmlData.length;
	const closeCode0 = closingChar.charCodeAt(0);
	const closeCode1 = closingChar.length > 1 ? closingChar.charCodeAt(1) : -1;
	let result = "";
	let segmentStart = i;
	for (let index = i; index < len; index++) {
		const code = xmlData.charCodeAt(index);
		if (code === 34 || code === 39) {
			index = xmlData.indexOf(xmlData[index], index + 1);
			if (index === -1) return;
		} else if (code === closeCode0) {
			if (closeCode1 !== -1) {
				if (xmlData.charCodeAt(index + 1) === closeCode1) {
					result += xmlData.substring(segmentStart, index);
					return {
						data: result,
						index
					};
				}
			} else {
				result += xmlData.substring(segmentStart, index);
				return {
					data: result,
					index
				};
			}
		} else if (code === 9) {
			result += xmlData.substring(segmentStart, index) + " ";
			segmentStart = index + 1;
		}
	}
}
function findClosingIndex(xmlData, str, i, errMsg) {
	const closingIndex = xmlData.indexOf(str, i);
	if (closingIndex === -1) throw new Error(errMsg);
	else return closingIndex + str.length - 1;
}
function findClosingChar(xmlData, char, i, errMsg) {
	const closingIndex = xmlData.indexOf(char, i);
	if (closingIndex === -1) throw new Error(errMsg);
	return closingIndex;
}
function readTagExp(xmlData, i, removeNSPrefix, closingChar = ">") {
	const result = tagExpWithClosingIndex(xmlData, i + 1, closingChar);
	if (!result) return;
	let tagExp = result.data;
	const closeIndex = result.index;
	const separatorIndex = tagExp.search(/\s/);
	let tagName = tagExp;
	let attrExpPresent = true;
	if (separatorIndex !== -1) {
		tagName = tagExp.substring(0, separatorIndex);
		tagExp = tagExp.substring(separatorIndex + 1).trimStart();
	}
	const rawTagName = tagName;
	if (removeNSPrefix) {
		const colonIndex = tagName.indexOf(":");
		if (colonIndex !== -1) {
			tagName = tagName.substr(colonIndex + 1);
			attrExpPresent = tagName !== result.data.substr(colonIndex + 1);
		}
	}
	return {
		tagName,
		tagExp,
		closeIndex,
		attrExpPresent,
		rawTagName
	};
}
/**
* find paired tag for a stop node
* @param {string} xmlData 
* @param {string} tagName 
* @param {number} i 
*/
function readStopNodeData(xmlData, tagName, i) {
	const startIndex = i;
	let openTagCount = 1;
	let lenient = false;
	let nextGt = -1;
	const xmllen = xmlData.length;
	for (; i < xmllen; i++) if (xmlData[i] === "<") {
		const c1 = xmlData.charCodeAt(i + 1);
		if (c1 === 47) {
			const closeIndex = findClosingChar(xmlData, ">", i, `${tagName} is not closed`);
			if (xmlData.substring(i + 2, closeIndex).trim() === tagName) {
				openTagCount--;
				if (openTagCount === 0) return {
					tagContent: xmlData.substring(startIndex, i),
					i: closeIndex
				};
			}
			i = closeIndex;
		} else if (c1 === 63) i = findClosingIndex(xmlData, "?>", i + 1, "StopNode is not closed.");
		else if (c1 === 33 && xmlData.charCodeAt(i + 2) === 45 && xmlData.charCodeAt(i + 3) === 45) i = findClosingIndex(xmlData, "-->", i + 3, "StopNode is not closed.");
		else if (c1 === 33 && xmlData.charCodeAt(i + 2) === 91) i = findClosingIndex(xmlData, "]]>", i, "StopNode is not closed.") - 2;
		else {
			const tagData = lenient ? void 0 : readTagExp(xmlData, i, false);
			if (tagData) {
				if (tagData.tagName === tagName && tagData.tagExp[tagData.tagExp.length - 1] !== "/") openTagCount++;
				i = tagData.closeIndex;
			} else {
				lenient = true;
				if (nextGt < i) {
					nextGt = xmlData.indexOf(">", i);
					if (nextGt === -1) return;
				}
				const nextLt = xmlData.indexOf("<", i + 1);
				if (nextLt === -1 || nextLt > nextGt) {
					const exp = xmlData.substring(i + 1, nextGt);
					const sep = exp.search(/\s/);
					if ((sep === -1 ? exp : exp.substring(0, sep)) === tagName && exp[exp.length - 1] !== "/") openTagCount++;
					i = nextGt;
				}
			}
		}
	}
}
function parseValue(val, shouldParse, options) {
	if (shouldParse && typeof val === "string") {
		const newval = val.trim();
		if (newval === "true") return true;
		else if (newval === "false") return false;
		else return toNumber(val, options);
	} else if (isExist(val)) return val;
	else return "";
}
function transformTagName(fn, tagName, tagExp, options) {
	if (fn) {
		const newTagName = fn(tagName);
		if (tagExp === tagName) tagExp = newTagName;
		tagName = newTagName;
	}
	tagName = sanitizeName(tagName, options);
	return {
		tagName,
		tagExp
	};
}
function sanitizeName(name, options) {
	if (criticalProperties.includes(name)) throw new Error(`[SECURITY] Invalid name: "${name}" is a reserved JavaScript keyword that could cause prototype pollution`);
	else if (DANGEROUS_PROPERTY_NAMES.includes(name)) return options.onDangerousProperty(name);
	return name;
}

// node_modules/fast-xml-parser/src/xmlparser/node2json.js
const METADATA_SYMBOL = XmlNode.getMetaDataSymbol();
/**
* Helper function to strip attribute prefix from attribute map
* @param {object} attrs - Attributes with prefix (e.g., {"@_class": "code"})
* @param {string} prefix - Attribute prefix to remove (e.g., "@_")
* @returns {object} Attributes without prefix (e.g., {"class": "code"})
*/
function stripAttributePrefix(attrs, prefix) {
	if (!attrs || typeof attrs !== "object") return {};
	if (!prefix) return attrs;
	const rawAttrs = {};
	for (const key in attrs) if (key.startsWith(prefix)) {
		const rawName = key.substring(prefix.length);
		rawAttrs[rawName] = attrs[key];
	} else rawAttrs[key] = attrs[key];
	return rawAttrs;
}
/**
* 
* @param {array} node 
* @param {any} options 
* @param {Matcher} matcher - Path matcher instance
* @returns 
*/
function prettify(node, options, matcher, readonlyMatcher) {
	return compress$1(node, options, matcher, readonlyMatcher);
}
/**
* @param {array} arr 
* @param {object} options 
* @param {Matcher} matcher - Path matcher instance
* @returns object
*/
function compress$1(arr, options, matcher, readonlyMatcher) {
	let text;
	const compressedObj = {};
	for (let i = 0; i < arr.length; i++) {
		const tagObj = arr[i];
		const property = propName$1(tagObj);
		if (property !== void 0 && property !== options.textNodeName) {
			const rawAttrs = stripAttributePrefix(tagObj[":@"] || {}, options.attributeNamePrefix);
			matcher.push(property, rawAttrs);
		}
		if (property === options.textNodeName) {
			if (text === void 0) text = tagObj[property];
			else text += "" + tagObj[property];
		} else if (property === void 0) continue;
		else if (tagObj[property]) {
			let val = compress$1(tagObj[property], options, matcher, readonlyMatcher);
			const isLeaf = isLeafTag(val, options);
			if (Object.keys(val).length === 0 && options.alwaysCreateTextNode) val[options.textNodeName] = "";
			if (tagObj[":@"]) assignAttributes(val, tagObj[":@"], readonlyMatcher, options);
			else if (Object.keys(val).length === 1 && val[options.textNodeName] !== void 0 && !options.alwaysCreateTextNode) val = val[options.textNodeName];
			else if (Object.keys(val).length === 0) {
				if (options.alwaysCreateTextNode) val[options.textNodeName] = "";
				else val = "";
			}
			if (tagObj[METADATA_SYMBOL] !== void 0 && typeof val === "object" && val !== null) val[METADATA_SYMBOL] = tagObj[METADATA_SYMBOL];
			if (compressedObj[property] !== void 0 && Object.prototype.hasOwnProperty.call(compressedObj, property)) {
				if (!Array.isArray(compressedObj[property])) compressedObj[property] = [compressedObj[property]];
				compressedObj[property].push(val);
			} else {
				const jPathOrMatcher = options.jPath ? readonlyMatcher.toString() : readonlyMatcher;
				if (options.isArray(property, jPathOrMatcher, isLeaf)) compressedObj[property] = [val];
				else compressedObj[property] = val;
			}
			if (property !== void 0 && property !== options.textNodeName) matcher.pop();
		}
	}
	if (typeof text === "string") {
		if (text.length > 0) compressedObj[options.textNodeName] = text;
	} else if (text !== void 0) compressedObj[options.textNodeName] = text;
	return compressedObj;
}
function propName$1(obj) {
	const keys = Object.keys(obj);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i];
		if (key !== ":@") return key;
	}
}
function assignAttributes(obj, attrMap, readonlyMatcher, options) {
	if (attrMap) {
		const keys = Object.keys(attrMap);
		const len = keys.length;
		for (let i = 0; i < len; i++) {
			const atrrName = keys[i];
			const rawAttrName = atrrName.startsWith(options.attributeNamePrefix) ? atrrName.substring(options.attributeNamePrefix.length) : atrrName;
			const jPathOrMatcher = options.jPath ? readonlyMatcher.toString() + "." + rawAttrName : readonlyMatcher;
			if (options.isArray(atrrName, jPathOrMatcher, true, true)) obj[atrrName] = [attrMap[atrrName]];
			else obj[atrrName] = attrMap[atrrName];
		}
	}
}
function isLeafTag(obj, options) {
	const { textNodeName } = options;
	const propCount = Object.keys(obj).length;
	if (propCount === 0) return true;
	if (propCount === 1 && (obj[textNodeName] || typeof obj[textNodeName] === "boolean" || obj[textNodeName] === 0)) return true;
	return false;
}

// node_modules/fast-xml-parser/src/xmlparser/XMLParser.js
var XMLParser = class {
	constructor(options) {
		this.externalEntities = {};
		this.options = buildOptions(options);
	}
	/**
	* Parse XML dats to JS object 
	* @param {string|Uint8Array} xmlData 
	* @param {boolean|Object} validationOption 
	*/
	parse(xmlData, validationOption) {
		if (typeof xmlData !== "string" && xmlData.toString) {
			if (xmlData instanceof Uint8Array && !(typeof Buffer !== "undefined" && Buffer.isBuffer(xmlData))) xmlData = new TextDecoder("utf-8", { ignoreBOM: true }).decode(xmlData);
			else xmlData = xmlData.toString();
		} else if (typeof xmlData !== "string") throw new Error("XML data is accepted in String or Bytes[] form.");
		if (validationOption) {
			if (validationOption === true) validationOption = {};
			const result = validate(xmlData, validationOption);
			if (result !== true) throw Error(`${result.err.msg}:${result.err.line}:${result.err.col}`);
		}
		const orderedObjParser = new OrderedObjParser(this.options, this.externalEntities);
		const orderedResult = orderedObjParser.parseXml(xmlData);
		if (this.options.preserveOrder || orderedResult === void 0) return orderedResult;
		else return prettify(orderedResult, this.options, orderedObjParser.matcher, orderedObjParser.readonlyMatcher);
	}
	/**
	* Add Entity which is not by default supported by this library
	* @param {string} key 
	* @param {string} value 
	*/
	addEntity(key, value) {
		if (value.indexOf("&") !== -1) throw new Error("Entity value can't have '&'");
		else if (key.indexOf("&") !== -1 || key.indexOf(";") !== -1) throw new Error("An entity must be set without '&' and ';'. Eg. use '#xD' for '&#xD;'");
		else if (value === "&") throw new Error("An entity with value '&' is not permitted");
		else this.externalEntities[key] = value;
	}
	/**
	* Returns a Symbol that can be used to access the metadata
	* property on a node.
	* 
	* If Symbol is not available in the environment, an ordinary property is used
	* and the name of the property is here returned.
	* 
	* The XMLMetaData property is only present when `captureMetaData`
	* is true in the options.
	*/
	static getMetaDataSymbol() {
		return XmlNode.getMetaDataSymbol();
	}
};

// node_modules/fast-xml-builder/src/util.js
function valToStr(val) {
	return typeof val === "number" && Object.is(val, -0) ? "-0" : String(val);
}
function safeComment(val) {
	return valToStr(val).replace(/--/g, "- -").replace(/--/g, "- -").replace(/-$/, "- ");
}
function safeCdata(val) {
	return valToStr(val).replace(/\]\]>/g, "]]]]><![CDATA[>");
}
function escapeAttribute(val) {
	return valToStr(val).replace(/"/g, "&quot;").replace(/'/g, "&apos;");
}
/**
* Resolve a tag or attribute name through sanitizeName if configured.
* Validation via xml-naming's qName is performed first; the sanitizeName
* callback is invoked only when the name is invalid. If sanitizeName is
* false (default), no validation occurs and the name is used as-is.
*
* @param {string}  name        - raw name from the JS object
* @param {boolean} isAttribute - true when resolving an attribute name
* @param {object}  options
* @param {Matcher} matcher     - current matcher state (readonly from callback perspective)
* @param {function} qNameValidator - function to validate tag names
*/
function resolveName(name, isAttribute, options, matcher, validator) {
	if (!options.sanitizeName) return name;
	const isPI = !isAttribute && name[0] === "?";
	const bare = isPI ? name.slice(1) : name;
	if (validator(bare)) return name;
	const result = options.sanitizeName(bare, {
		isAttribute,
		matcher: matcher.readOnly()
	});
	if (typeof result !== "string" || !validator(result)) throw new Error(`sanitizeName returned an invalid XML name for "${bare}"`);
	return isPI ? "?" + result : result;
}

// node_modules/fast-xml-builder/src/orderedJs2Xml.js
const EOL = "\n";
/**
* Detect XML version from the first element of the ordered array input.
* The first element must be a ?xml processing instruction with a version attribute.
* Returns '1.0' if not found.
*
* @param {array}  jArray
* @param {object} options
*/
function detectXmlVersionFromArray(jArray, options) {
	if (!Array.isArray(jArray) || jArray.length === 0) return "1.0";
	const first = jArray[0];
	if (propName(first) === "?xml") {
		const attrs = first[":@"];
		if (attrs) {
			const versionKey = options.attributeNamePrefix + "version";
			if (attrs[versionKey]) return attrs[versionKey];
		}
	}
	return "1.0";
}
/**
* @param {array} jArray
* @param {any} options
* @returns
*/
function toXml(jArray, options) {
	let indentation = "";
	if (options.format) indentation = EOL;
	const stopNodeExpressions = [];
	if (options.stopNodes && Array.isArray(options.stopNodes)) for (let i = 0; i < options.stopNodes.length; i++) {
		const node = options.stopNodes[i];
		if (typeof node === "string") stopNodeExpressions.push(new Expression(node));
		else if (node instanceof Expression) stopNodeExpressions.push(node);
	}
	const xmlVersion = detectXmlVersionFromArray(jArray, options);
	const qNameValidator = createValidator("qName", { xmlVersion });
	const matcher = new Matcher();
	return arrToStr(jArray, options, indentation, matcher, stopNodeExpressions, qNameValidator);
}
function arrToStr(arr, options, indentation, matcher, stopNodeExpressions, qNameValidator) {
	let xmlStr = "";
	let isPreviousElementTag = false;
	if (options.maxNestedTags && matcher.getDepth() > options.maxNestedTags) throw new Error("Maximum nested tags exceeded");
	if (!Array.isArray(arr)) {
		if (arr !== void 0 && arr !== null) {
			let text = valToStr(arr);
			text = replaceEntitiesValue(text, options);
			return text;
		}
		return "";
	}
	for (let i = 0; i < arr.length; i++) {
		const tagObj = arr[i];
		const rawTagName = propName(tagObj);
		if (rawTagName === void 0) continue;
		const tagName = rawTagName === options.textNodeName || rawTagName === options.cdataPropName || rawTagName === options.commentPropName ? rawTagName : resolveName(rawTagName, false, options, matcher, qNameValidator);
		const attrValues = extractAttributeValues(tagObj[":@"], options);
		matcher.push(tagName, attrValues);
		const isStopNode = checkStopNode(matcher, stopNodeExpressions);
		if (tagName === options.textNodeName) {
			let tagText = tagObj[rawTagName];
			if (!isStopNode) {
				tagText = options.tagValueProcessor(tagName, tagText);
				tagText = replaceEntitiesValue(tagText, options);
			}
			tagText = valToStr(tagText);
			if (isPreviousElementTag) xmlStr += indentation;
			xmlStr += tagText;
			isPreviousElementTag = false;
			matcher.pop();
			continue;
		} else if (tagName === options.cdataPropName) {
			if (isPreviousElementTag) xmlStr += indentation;
			const val = tagObj[rawTagName][0][options.textNodeName];
			const safeVal = safeCdata(val);
			xmlStr += `<![CDATA[${safeVal}]]>`;
			isPreviousElementTag = false;
			matcher.pop();
			continue;
		} else if (tagName === options.commentPropName) {
			const val = tagObj[rawTagName][0][options.textNodeName];
			const safeVal = safeComment(val);
			xmlStr += indentation + `<!--${safeVal}-->`;
			isPreviousElementTag = true;
			matcher.pop();
			continue;
		} else if (tagName[0] === "?") {
			const attStr = attr_to_str(tagObj[":@"], options, isStopNode, matcher, qNameValidator);
			xmlStr += (tagName === "?xml" ? "" : indentation) + `<${tagName}${attStr}?>`;
			isPreviousElementTag = true;
			matcher.pop();
			continue;
		}
		let newIdentation = indentation;
		if (newIdentation !== "") newIdentation += options.indentBy;
		const tagStart = indentation + `<${tagName}${attr_to_str(tagObj[":@"], options, isStopNode, matcher, qNameValidator)}`;
		let tagValue;
		if (isStopNode) tagValue = getRawContent(tagObj[rawTagName], options, matcher.getDepth());
		else tagValue = arrToStr(tagObj[rawTagName], options, newIdentation, matcher, stopNodeExpressions, qNameValidator);
		if (options.unpairedTags.indexOf(tagName) !== -1) {
			if (options.suppressUnpairedNode) xmlStr += tagStart + ">";
			else xmlStr += tagStart + "/>";
		} else if ((!tagValue || tagValue.length === 0) && options.suppressEmptyNode) xmlStr += tagStart + "/>";
		else if (tagValue && tagValue.endsWith(">")) xmlStr += tagStart + `>${tagValue}${indentation}</${tagName}>`;
		else {
			xmlStr += tagStart + ">";
			if (tagValue && indentation !== "" && (tagValue.includes("/>") || tagValue.includes("</"))) xmlStr += indentation + options.indentBy + tagValue + indentation;
			else xmlStr += tagValue;
			xmlStr += `</${tagName}>`;
		}
		isPreviousElementTag = true;
		matcher.pop();
	}
	return xmlStr;
}
/**
* Extract attribute values from the ":@" object and return as plain object
* for passing to matcher.push()
*/
function extractAttributeValues(attrMap, options) {
	if (!attrMap || options.ignoreAttributes) return null;
	const attrValues = {};
	let hasAttrs = false;
	for (let attr in attrMap) {
		if (!Object.prototype.hasOwnProperty.call(attrMap, attr)) continue;
		const cleanAttrName = attr.startsWith(options.attributeNamePrefix) ? attr.substr(options.attributeNamePrefix.length) : attr;
		attrValues[cleanAttrName] = escapeAttribute(attrMap[attr]);
		hasAttrs = true;
	}
	return hasAttrs ? attrValues : null;
}
/**
* Extract raw content from a stopNode without any processing
* This preserves the content exactly as-is, including special characters
*/
function getRawContent(arr, options, depth = 0) {
	if (options.maxNestedTags && depth > options.maxNestedTags) throw new Error("Maximum nested tags exceeded");
	if (!Array.isArray(arr)) {
		if (arr !== void 0 && arr !== null) return valToStr(arr);
		return "";
	}
	let content = "";
	for (let i = 0; i < arr.length; i++) {
		const item = arr[i];
		const tagName = propName(item);
		if (tagName === options.textNodeName) content += valToStr(item[tagName]);
		else if (tagName === options.cdataPropName) content += item[tagName][0][options.textNodeName];
		else if (tagName === options.commentPropName) content += item[tagName][0][options.textNodeName];
		else if (tagName && tagName[0] === "?") continue;
		else if (tagName) {
			const attStr = attr_to_str_raw(item[":@"], options);
			const nestedContent = getRawContent(item[tagName], options, depth + 1);
			if (!nestedContent || nestedContent.length === 0) content += `<${tagName}${attStr}/>`;
			else content += `<${tagName}${attStr}>${nestedContent}</${tagName}>`;
		}
	}
	return content;
}
/**
* Build attribute string for stopNodes - NO entity replacement
*/
function attr_to_str_raw(attrMap, options) {
	let attrStr = "";
	if (attrMap && !options.ignoreAttributes) for (let attr in attrMap) {
		if (!Object.prototype.hasOwnProperty.call(attrMap, attr)) continue;
		let attrVal = attrMap[attr];
		if (attrVal === true && options.suppressBooleanAttributes) attrStr += ` ${attr.substr(options.attributeNamePrefix.length)}`;
		else attrStr += ` ${attr.substr(options.attributeNamePrefix.length)}="${escapeAttribute(attrVal)}"`;
	}
	return attrStr;
}
function propName(obj) {
	const keys = Object.keys(obj);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i];
		if (!Object.prototype.hasOwnProperty.call(obj, key)) continue;
		if (key !== ":@") return key;
	}
}
/**
* Build attribute string, resolving attribute names through sanitizeName when configured.
* Accepts matcher so the callback has path context.
*/
function attr_to_str(attrMap, options, isStopNode, matcher, qNameValidator) {
	let attrStr = "";
	if (attrMap && !options.ignoreAttributes) for (let attr in attrMap) {
		if (!Object.prototype.hasOwnProperty.call(attrMap, attr)) continue;
		const cleanAttrName = attr.substr(options.attributeNamePrefix.length);
		const resolvedAttrName = isStopNode ? cleanAttrName : resolveName(cleanAttrName, true, options, matcher, qNameValidator);
		let attrVal;
		if (isStopNode) attrVal = attrMap[attr];
		else {
			attrVal = options.attributeValueProcessor(attr, attrMap[attr]);
			attrVal = replaceEntitiesValue(attrVal, options);
		}
		if (attrVal === true && options.suppressBooleanAttributes) attrStr += ` ${resolvedAttrName}`;
		else attrStr += ` ${resolvedAttrName}="${escapeAttribute(attrVal)}"`;
	}
	return attrStr;
}
function checkStopNode(matcher, stopNodeExpressions) {
	if (!stopNodeExpressions || stopNodeExpressions.length === 0) return false;
	for (let i = 0; i < stopNodeExpressions.length; i++) if (matcher.matches(stopNodeExpressions[i])) return true;
	return false;
}
function replaceEntitiesValue(textValue, options) {
	if (textValue && textValue.length > 0 && options.processEntities) for (let i = 0; i < options.entities.length; i++) {
		const entity = options.entities[i];
		textValue = textValue.replace(entity.regex, entity.val);
	}
	return textValue;
}

// node_modules/fast-xml-builder/src/ignoreAttributes.js
function getIgnoreAttributesFn(ignoreAttributes) {
	if (typeof ignoreAttributes === "function") return ignoreAttributes;
	if (Array.isArray(ignoreAttributes)) return (attrName) => {
		for (const pattern of ignoreAttributes) {
			if (typeof pattern === "string" && attrName === pattern) return true;
			if (pattern instanceof RegExp && pattern.test(attrName)) return true;
		}
	};
	return () => false;
}

// node_modules/fast-xml-builder/src/fxb.js
const defaultOptions = {
	attributeNamePrefix: "@_",
	attributesGroupName: false,
	textNodeName: "#text",
	ignoreAttributes: true,
	cdataPropName: false,
	format: false,
	indentBy: "  ",
	suppressEmptyNode: false,
	suppressUnpairedNode: true,
	suppressBooleanAttributes: true,
	tagValueProcessor: function(key, a) {
		return a;
	},
	attributeValueProcessor: function(attrName, a) {
		return a;
	},
	preserveOrder: false,
	commentPropName: false,
	unpairedTags: [],
	entities: [
		{
			regex: /* @__PURE__ */ new RegExp("&", "g"),
			val: "&amp;"
		},
		{
			regex: /* @__PURE__ */ new RegExp(">", "g"),
			val: "&gt;"
		},
		{
			regex: /* @__PURE__ */ new RegExp("<", "g"),
			val: "&lt;"
		},
		{
			regex: /* @__PURE__ */ new RegExp("'", "g"),
			val: "&apos;"
		},
		{
			regex: /* @__PURE__ */ new RegExp("\"", "g"),
			val: "&quot;"
		}
	],
	processEntities: true,
	stopNodes: [],
	oneListGroup: false,
	maxNestedTags: 100,
	jPath: true,
	sanitizeName: false
};
function Builder(options) {
	this.options = Object.assign({}, defaultOptions, options);
	if (this.options.stopNodes && Array.isArray(this.options.stopNodes)) this.options.stopNodes = this.options.stopNodes.map((node) => {
		if (typeof node === "string" && node.startsWith("*.")) return ".." + node.substring(2);
		return node;
	});
	this.stopNodeExpressions = [];
	if (this.options.stopNodes && Array.isArray(this.options.stopNodes)) for (let i = 0; i < this.options.stopNodes.length; i++) {
		const node = this.options.stopNodes[i];
		if (typeof node === "string") this.stopNodeExpressions.push(new Expression(node));
		else if (node instanceof Expression) this.stopNodeExpressions.push(node);
	}
	if (this.options.ignoreAttributes === true || this.options.attributesGroupName) this.isAttribute = function() {
		return false;
	};
	else {
		this.ignoreAttributesFn = getIgnoreAttributesFn(this.options.ignoreAttributes);
		this.attrPrefixLen = this.options.attributeNamePrefix.length;
		this.isAttribute = isAttribute;
	}
	this.processTextOrObjNode = processTextOrObjNode;
	if (this.options.format) {
		this.indentate = indentate;
		this.tagEndChar = ">\n";
		this.newLine = "\n";
	} else {
		this.indentate = function() {
			return "";
		};
		this.tagEndChar = ">";
		this.newLine = "";
	}
}
/**
* Detect XML version from the ?xml declaration at the root of a plain-object input.
* Checks both attributesGroupName and flat attribute forms.
* Returns '1.0' if no declaration is found.
*/
function detectXmlVersionFromObj(jObj, options) {
	const decl = jObj["?xml"];
	if (decl && typeof decl === "object") {
		if (options.attributesGroupName && decl[options.attributesGroupName]) {
			const v = decl[options.attributesGroupName][options.attributeNamePrefix + "version"];
			if (v) return v;
		}
		const v = decl[options.attributeNamePrefix + "version"];
		if (v) return v;
	}
	return "1.0";
}
Builder.prototype.build = function(jObj) {
	if (this.options.preserveOrder) return toXml(jObj, this.options);
	else {
		if (Array.isArray(jObj) && this.options.arrayNodeName && this.options.arrayNodeName.length > 1) jObj = { [this.options.arrayNodeName]: jObj };
		const matcher = new Matcher();
		const xmlVersion = detectXmlVersionFromObj(jObj, this.options);
		const qNameValidator = createValidator("qName", { xmlVersion });
		return this.j2x(jObj, 0, matcher, qNameValidator).val;
	}
};
Builder.prototype.j2x = function(jObj, level, matcher, qNameValidator) {
	let attrStr = "";
	let val = "";
	if (this.options.maxNestedTags && matcher.getDepth() >= this.options.maxNestedTags) throw new Error("Maximum nested tags exceeded");
	const jPath = this.options.jPath ? matcher.toString() : matcher;
	const isCurrentStopNode = this.checkStopNode(matcher);
	for (let key in jObj) {
		if (!Object.prototype.hasOwnProperty.call(jObj, key)) continue;
		const resolvedKey = key === this.options.textNodeName || key === this.options.cdataPropName || key === this.options.commentPropName || this.options.attributesGroupName && key === this.options.attributesGroupName || this.isAttribute(key) ? key : resolveName(key, false, this.options, matcher, qNameValidator);
		if (typeof jObj[key] === "undefined") {
			if (this.isAttribute(key)) val += "";
		} else if (jObj[key] === null) {
			if (this.isAttribute(key)) val += "";
			else if (resolvedKey === this.options.cdataPropName || resolvedKey === this.options.commentPropName) val += "";
			else if (resolvedKey[0] === "?") val += this.indentate(level) + "<" + resolvedKey + "?" + this.tagEndChar;
			else val += this.indentate(level) + "<" + resolvedKey + "/" + this.tagEndChar;
		} else if (jObj[key] instanceof Date) val += this.buildTextValNode(jObj[key], resolvedKey, "", level, matcher);
		else if (typeof jObj[key] !== "object") {
			const attr = this.isAttribute(key);
			if (attr && !this.ignoreAttributesFn(attr, jPath)) {
				const resolvedAttr = resolveName(attr, true, this.options, matcher, qNameValidator);
				attrStr += this.buildAttrPairStr(resolvedAttr, valToStr(jObj[key]), isCurrentStopNode);
			} else if (!attr) {
				if (key === this.options.textNodeName) {
					let newval = this.options.tagValueProcessor(key, valToStr(jObj[key]));
					val += this.replaceEntitiesValue(newval);
				} else {
					matcher.push(resolvedKey);
					const isStopNode = this.checkStopNode(matcher);
					matcher.pop();
					if (isStopNode) {
						const textValue = valToStr(jObj[key]);
						if (textValue === "") val += this.indentate(level) + "<" + resolvedKey + this.closeTag(resolvedKey) + this.tagEndChar;
						else val += this.indentate(level) + "<" + resolvedKey + ">" + textValue + "</" + resolvedKey + this.tagEndChar;
					} else val += this.buildTextValNode(jObj[key], resolvedKey, "", level, matcher);
				}
			}
		} else if (Array.isArray(jObj[key])) {
			const arrLen = jObj[key].length;
			let listTagVal = "";
			let listTagAttr = "";
			for (let j = 0; j < arrLen; j++) {
				const item = jObj[key][j];
				if (typeof item === "undefined") {} else if (item === null) {
					if (resolvedKey[0] === "?") val += this.indentate(level) + "<" + resolvedKey + "?" + this.tagEndChar;
					else val += this.indentate(level) + "<" + resolvedKey + "/" + this.tagEndChar;
				} else if (typeof item === "object") {
					if (this.options.oneListGroup) {
						matcher.push(resolvedKey);
						const result = this.j2x(item, level + 1, matcher, qNameValidator);
						matcher.pop();
						listTagVal += result.val;
						if (this.options.attributesGroupName && item.hasOwnProperty(this.options.attributesGroupName)) listTagAttr += result.attrStr;
					} else listTagVal += this.processTextOrObjNode(item, resolvedKey, level, matcher, qNameValidator);
				} else if (this.options.oneListGroup) {
					let textValue = this.options.tagValueProcessor(resolvedKey, item);
					textValue = this.replaceEntitiesValue(textValue);
					textValue = valToStr(textValue);
					listTagVal += textValue;
				} else {
					matcher.push(resolvedKey);
					const isStopNode = this.checkStopNode(matcher);
					matcher.pop();
					if (isStopNode) {
						const textValue = valToStr(item);
						if (textValue === "") listTagVal += this.indentate(level) + "<" + resolvedKey + this.closeTag(resolvedKey) + this.tagEndChar;
						else listTagVal += this.indentate(level) + "<" + resolvedKey + ">" + textValue + "</" + resolvedKey + this.tagEndChar;
					} else listTagVal += this.buildTextValNode(item, resolvedKey, "", level, matcher);
				}
			}
			if (this.options.oneListGroup) listTagVal = this.buildObjectNode(listTagVal, resolvedKey, listTagAttr, level);
			val += listTagVal;
		} else if (this.options.attributesGroupName && key === this.options.attributesGroupName) {
			const Ks = Object.keys(jObj[key]);
			const L = Ks.length;
			for (let j = 0; j < L; j++) {
				const resolvedAttr = resolveName(Ks[j], true, this.options, matcher, qNameValidator);
				attrStr += this.buildAttrPairStr(resolvedAttr, valToStr(jObj[key][Ks[j]]), isCurrentStopNode);
			}
		} else val += this.processTextOrObjNode(jObj[key], resolvedKey, level, matcher, qNameValidator);
	}
	return {
		attrStr,
		val
	};
};
Builder.prototype.buildAttrPairStr = function(attrName, val, isStopNode) {
	if (!isStopNode) {
		val = this.options.attributeValueProcessor(attrName, valToStr(val));
		val = this.replaceEntitiesValue(val);
	}
	if (this.options.suppressBooleanAttributes && val === "true") return " " + attrName;
	else return " " + attrName + "=\"" + escapeAttribute(val) + "\"";
};
function processTextOrObjNode(object, key, level, matcher, qNameValidator) {
	const attrValues = this.extractAttributes(object);
	matcher.push(key, attrValues);
	if (this.checkStopNode(matcher)) {
		const rawContent = this.buildRawContent(object, matcher.getDepth());
		const attrStr = this.buildAttributesForStopNode(object);
		matcher.pop();
		return this.buildObjectNode(rawContent, key, attrStr, level);
	}
	const result = this.j2x(object, level + 1, matcher, qNameValidator);
	matcher.pop();
	if (key[0] === "?") return this.buildTextValNode("", key, result.attrStr, level, matcher);
	else if (object[this.options.textNodeName] !== void 0 && Object.keys(object).length === 1) return this.buildTextValNode(object[this.options.textNodeName], key, result.attrStr, level, matcher);
	else return this.buildObjectNode(result.val, key, result.attrStr, level);
}
Builder.prototype.extractAttributes = function(obj) {
	if (!obj || typeof obj !== "object") return null;
	const attrValues = {};
	let hasAttrs = false;
	if (this.options.attributesGroupName && obj[this.options.attributesGroupName]) {
		const attrGroup = obj[this.options.attributesGroupName];
		for (let attrKey in attrGroup) {
			if (!Object.prototype.hasOwnProperty.call(attrGroup, attrKey)) continue;
			const cleanKey = attrKey.startsWith(this.options.attributeNamePrefix) ? attrKey.substring(this.options.attributeNamePrefix.length) : attrKey;
			attrValues[cleanKey] = escapeAttribute(attrGroup[attrKey]);
			hasAttrs = true;
		}
	} else for (let key in obj) {
		if (!Object.prototype.hasOwnProperty.call(obj, key)) continue;
		const attr = this.isAttribute(key);
		if (attr) {
			attrValues[attr] = escapeAttribute(obj[key]);
			hasAttrs = true;
		}
	}
	return hasAttrs ? attrValues : null;
};
Builder.prototype.buildRawContent = function(obj, depth = 0) {
	if (this.options.maxNestedTags && depth >= this.options.maxNestedTags) throw new Error("Maximum nested tags exceeded");
	if (typeof obj === "string") return obj;
	if (typeof obj !== "object" || obj === null) return String(obj);
	if (obj[this.options.textNodeName] !== void 0) return obj[this.options.textNodeName];
	let content = "";
	for (let key in obj) {
		if (!Object.prototype.hasOwnProperty.call(obj, key)) continue;
		if (this.isAttribute(key)) continue;
		if (this.options.attributesGroupName && key === this.options.attributesGroupName) continue;
		const value = obj[key];
		if (key === this.options.textNodeName) content += value;
		else if (Array.isArray(value)) {
			for (let item of value) if (typeof item === "string" || typeof item === "number") content += `<${key}>${item}</${key}>`;
			else if (typeof item === "object" && item !== null) {
				const nestedContent = this.buildRawContent(item, depth + 1);
				const nestedAttrs = this.buildAttributesForStopNode(item);
				if (nestedContent === "") content += `<${key}${nestedAttrs}/>`;
				else content += `<${key}${nestedAttrs}>${nestedContent}</${key}>`;
			}
		} else if (typeof value === "object" && value !== null) {
			const nestedContent = this.buildRawContent(value, depth + 1);
			const nestedAttrs = this.buildAttributesForStopNode(value);
			if (nestedContent === "") content += `<${key}${nestedAttrs}/>`;
			else content += `<${key}${nestedAttrs}>${nestedContent}</${key}>`;
		} else content += `<${key}>${value}</${key}>`;
	}
	return content;
};
Builder.prototype.buildAttributesForStopNode = function(obj) {
	if (!obj || typeof obj !== "object") return "";
	let attrStr = "";
	if (this.options.attributesGroupName && obj[this.options.attributesGroupName]) {
		const attrGroup = obj[this.options.attributesGroupName];
		for (let attrKey in attrGroup) {
			if (!Object.prototype.hasOwnProperty.call(attrGroup, attrKey)) continue;
			const cleanKey = attrKey.startsWith(this.options.attributeNamePrefix) ? attrKey.substring(this.options.attributeNamePrefix.length) : attrKey;
			const val = attrGroup[attrKey];
			if (val === true && this.options.suppressBooleanAttributes) attrStr += " " + cleanKey;
			else attrStr += " " + cleanKey + "=\"" + escapeAttribute(val) + "\"";
		}
	} else for (let key in obj) {
		if (!Object.prototype.hasOwnProperty.call(obj, key)) continue;
		const attr = this.isAttribute(key);
		if (attr) {
			const val = obj[key];
			if (val === true && this.options.suppressBooleanAttributes) attrStr += " " + attr;
			else attrStr += " " + attr + "=\"" + escapeAttribute(val) + "\"";
		}
	}
	return attrStr;
};
Builder.prototype.buildObjectNode = function(val, key, attrStr, level) {
	if (val === "") {
		if (key[0] === "?") return this.indentate(level) + "<" + key + attrStr + "?" + this.tagEndChar;
		else return this.indentate(level) + "<" + key + attrStr + this.closeTag(key) + this.tagEndChar;
	} else if (key[0] === "?") return this.indentate(level) + "<" + key + attrStr + "?" + this.tagEndChar;
	else {
		let tagEndExp = "</" + key + this.tagEndChar;
		let piClosingChar = "";
		if (key[0] === "?") {
			piClosingChar = "?";
			tagEndExp = "";
		}
		if ((attrStr || attrStr === "") && val.indexOf("<") === -1) return this.indentate(level) + "<" + key + attrStr + piClosingChar + ">" + val + tagEndExp;
		else if (this.options.commentPropName !== false && key === this.options.commentPropName && piClosingChar.length === 0) return this.indentate(level) + `<!--${safeComment(val)}-->` + this.newLine;
		else return this.indentate(level) + "<" + key + attrStr + piClosingChar + this.tagEndChar + val + this.indentate(level) + tagEndExp;
	}
};
Builder.prototype.closeTag = function(key) {
	let closeTag = "";
	if (this.options.unpairedTags.indexOf(key) !== -1) {
		if (!this.options.suppressUnpairedNode) closeTag = "/";
	} else if (this.options.suppressEmptyNode) closeTag = "/";
	else closeTag = `></${key}`;
	return closeTag;
};
Builder.prototype.checkStopNode = function(matcher) {
	if (!this.stopNodeExpressions || this.stopNodeExpressions.length === 0) return false;
	for (let i = 0; i < this.stopNodeExpressions.length; i++) if (matcher.matches(this.stopNodeExpressions[i])) return true;
	return false;
};
Builder.prototype.buildTextValNode = function(val, key, attrStr, level, matcher) {
	if (this.options.cdataPropName !== false && key === this.options.cdataPropName) {
		const safeVal = safeCdata(val);
		return this.indentate(level) + `<![CDATA[${safeVal}]]>` + this.newLine;
	} else if (this.options.commentPropName !== false && key === this.options.commentPropName) {
		const safeVal = safeComment(val);
		return this.indentate(level) + `<!--${safeVal}-->` + this.newLine;
	} else if (key[0] === "?") return this.indentate(level) + "<" + key + attrStr + "?" + this.tagEndChar;
	else {
		let textValue = this.options.tagValueProcessor(key, val);
		textValue = this.replaceEntitiesValue(textValue);
		textValue = valToStr(textValue);
		if (textValue === "") return this.indentate(level) + "<" + key + attrStr + this.closeTag(key) + this.tagEndChar;
		else return this.indentate(level) + "<" + key + attrStr + ">" + textValue + "</" + key + this.tagEndChar;
	}
};
Builder.prototype.replaceEntitiesValue = function(textValue) {
	if (textValue && textValue.length > 0 && this.options.processEntities) for (let i = 0; i < this.options.entities.length; i++) {
		const entity = this.options.entities[i];
		textValue = textValue.replace(entity.regex, entity.val);
	}
	return textValue;
};
function indentate(level) {
	return this.options.indentBy.repeat(level);
}
function isAttribute(name) {
	if (name.startsWith(this.options.attributeNamePrefix) && name !== this.options.textNodeName) return name.substr(this.attrPrefixLen);
	else return false;
}

// node_modules/fast-xml-parser/src/xmlbuilder/json2xml.js
var json2xml_default = Builder;

// node_modules/fast-xml-parser/src/fxp.js
const XMLValidator = { validate };

// src/descriptor/xml.ts
/** A descriptor is a page of text. More is no descriptor. */
const largestCharacters = 1048576;
const deepestNesting = 32;
const predefined = {
	lt: "<",
	gt: ">",
	amp: "&",
	quot: "\"",
	apos: "'"
};
const largestCodePoint = 1114111;
/** Control characters and lone halves of pairs, which XML 1.0 (§2.2) cannot hold, and line ends and tabs, which attributes lose. */
const unwritable = /[\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/u;
function invalidDescriptor(why, hint) {
	return new ApplianceError({
		kind: "input",
		code: "descriptor-invalid",
		message: `bad descriptor: ${why}`,
		hint
	});
}
/**
* Parses XML that may come from anywhere: nothing outside the text is ever read, no entity is ever expanded but the five that XML
* defines and character numbers, and size and depth are limited.
*
* @returns the one root element of the given name
* @throws ApplianceError code `descriptor-invalid`
*/
function parseXml(text, rootName) {
	if (text.length > largestCharacters) throw invalidDescriptor(`it is larger than ${largestCharacters} characters`);
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw invalidDescriptor("it has a document type, which is not accepted");
	const wellFormed = XMLValidator.validate(text);
	if (wellFormed !== true) throw invalidDescriptor(`line ${wellFormed.err.line}: ${wellFormed.err.msg}`);
	const document = parse(new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: "@",
		alwaysCreateTextNode: true,
		ignoreDeclaration: true,
		ignorePiTags: true,
		maxNestedTags: deepestNesting,
		parseAttributeValue: false,
		parseTagValue: false,
		processEntities: false,
		isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
		tagValueProcessor: (_name, value) => decodeEntities(value),
		attributeValueProcessor: (_name, value) => decodeEntities(value)
	}), text);
	const [root, ...others] = elements(document, rootName);
	const strangers = Object.keys(document).filter((name) => name !== rootName && name !== "#text");
	if (root === void 0 || others.length > 0 || strangers.length > 0) throw invalidDescriptor(`its root element is not one <${rootName}>`);
	return root;
}
function parse(parser, text) {
	try {
		return parser.parse(text);
	} catch (error) {
		if (error instanceof ApplianceError) throw error;
		throw invalidDescriptor(error instanceof Error ? error.message : String(error));
	}
}
function decodeEntities(text) {
	return text.replaceAll(/&([^;&\s]*);?/g, (entity, name) => {
		const character = predefined[name] ?? characterOf(name);
		if (character === void 0 || !entity.endsWith(";")) throw invalidDescriptor(`unknown entity ${entity}`);
		return character;
	});
}
function characterOf(name) {
	const [, hexadecimal, decimal] = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
	const code = hexadecimal === void 0 ? Number(decimal) : Number.parseInt(hexadecimal, 16);
	return code > 0 && code <= largestCodePoint ? String.fromCodePoint(code) : void 0;
}
function elements(parent, name) {
	const found = Object.hasOwn(parent, name) ? parent[name] : void 0;
	return typeof found === "object" ? found : [];
}
/** @throws ApplianceError code `descriptor-invalid` if there are several */
function optionalElement(parent, name) {
	const [first, ...others] = elements(parent, name);
	if (others.length > 0) throw invalidDescriptor(`more than one <${name}>`);
	return first;
}
/** @throws ApplianceError code `descriptor-invalid` if there is not exactly one */
function oneElement(parent, name) {
	const found = optionalElement(parent, name);
	if (found === void 0) throw invalidDescriptor(`no <${name}>`);
	return found;
}
function attribute(element, name) {
	const value = Object.hasOwn(element, `@${name}`) ? element[`@${name}`] : void 0;
	return typeof value === "string" ? value : void 0;
}
function textOf(element) {
	const text = element["#text"];
	return typeof text === "string" ? text.trim() : "";
}

// src/descriptor/read.ts
/** What virt-image took the old names of a machine for. */
const architectures$1 = [[/^i[3-9]86$/, "i686"], [/^amd64$/, "x86_64"]];
const uses$1 = [
	"system",
	"user",
	"scratch"
];
/**
* Reads a virt-image descriptor by the rules of the tools of 2008 to 2014, which took more than their grammar: storage without id,
* use or format, drives without target. Only full virtualisation from a hard disk is understood.
*
* @throws ApplianceError code `descriptor-invalid`
*/
function readDescriptor(xml) {
	const image = parseXml(xml, "image");
	const domain = oneElement(image, "domain");
	const boot = elements(domain, "boot").find((candidate) => attribute(candidate, "type") === "hvm");
	if (boot === void 0) throw invalidDescriptor("it has no <boot type=\"hvm\">", "only fully virtualised guests are run");
	const loader = optionalElement(oneElement(boot, "os"), "loader");
	if (loader === void 0 || attribute(loader, "dev") !== "hd") throw invalidDescriptor("it does not boot from <loader dev=\"hd\">", "other ways of booting are not supported");
	const devices = optionalElement(domain, "devices") ?? {};
	const disks = elements(oneElement(image, "storage"), "disk").map(readDisk);
	const name = optionalElement(image, "name");
	const data = {
		name: name === void 0 ? "" : textOf(name),
		version: name === void 0 ? void 0 : attribute(name, "version"),
		arch: architecture(textOf(oneElement(oneElement(boot, "guest"), "arch"))),
		vcpus: number(optionalElement(devices, "vcpu"), "vcpu") ?? 1,
		memoryKiB: required(number(optionalElement(devices, "memory"), "memory"), "memory"),
		interfaces: elements(devices, "interface").length,
		graphics: optionalElement(devices, "graphics") !== void 0,
		drives: elements(boot, "drive").map(readDrive),
		disks
	};
	checkReferences(data);
	return data;
}
function readDrive(element) {
	return {
		disk: required(attribute(element, "disk"), "drive disk"),
		target: attribute(element, "target")
	};
}
function readDisk(element, index) {
	const file = attribute(element, "file") ?? `disk${index}.img`;
	const checksum = elements(element, "checksum").find((candidate) => attribute(candidate, "type") === "sha256");
	const use = uses$1.find((known) => known === attribute(element, "use")) ?? "system";
	const size = attribute(element, "size");
	if (size !== void 0 && !/^\d{1,15}$/.test(size)) throw invalidDescriptor(`disk size "${size}" is not a number`);
	return {
		id: attribute(element, "id") ?? file,
		file,
		use,
		format: attribute(element, "format") ?? "raw",
		sizeMiB: size === void 0 ? void 0 : Number(size),
		sha256: checksum === void 0 ? void 0 : textOf(checksum).toLowerCase()
	};
}
function checkReferences({ drives, disks }) {
	const ids = /* @__PURE__ */ new Set();
	for (const { id } of disks) {
		if (ids.has(id)) throw invalidDescriptor(`disk ${id} is defined twice`);
		ids.add(id);
	}
	const unknown = drives.find(({ disk }) => !ids.has(disk));
	if (unknown !== void 0) throw invalidDescriptor(`there is no storage for drive ${unknown.disk}`);
	if (drives.length === 0) throw invalidDescriptor("it has no <drive>");
}
function architecture(name) {
	return architectures$1.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}
function number(element, name) {
	if (element === void 0) return void 0;
	const text = textOf(element);
	if (!/^\d{1,15}$/.test(text)) throw invalidDescriptor(`<${name}> is not a number`);
	return Number(text);
}
function required(value, name) {
	if (value === void 0) throw invalidDescriptor(`no ${name}`);
	return value;
}

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

// src/report/printable.ts
/**
* A line that may hold text of tools, guests or the kickstart, made safe to print: no control characters, and nothing
* that a CI log would take for a command. GitHub reads `::command::` at the start of a line and `##[command]` anywhere.
*/
function printable(line) {
	return line.replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, "").replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, " ").replaceAll("##[", "##​[").replace(/^(\s*)::/, "$1​::");
}

// src/host/tools.ts
const version$2 = ["--version"];
/** Every host tool, in the order in which a build uses it. A table: doctor, --install-tools and the docs read it. */
const hostTools = [
	tool("unshare", "private mounts and processes", version$2, "util-linux", "util-linux", "build"),
	tool("setpriv", "ends virtual machines with the program", version$2, "util-linux", "util-linux", "boot"),
	tool("mount", "private mounts", version$2, "mount", "util-linux", "build"),
	tool("chroot", "runs programs inside the root", version$2, "coreutils", "coreutils", "build"),
	tool("tar", "keeps the installed root as a layer", version$2, "tar", "tar", "build"),
	tool("zstd", "compresses layers", version$2, "zstd", "zstd", "build"),
	tool("apt-get", "resolves and fetches Debian packages", version$2, "apt", "apt", "apt"),
	tool("mmdebstrap", "installs Debian packages into a root", version$2, "mmdebstrap", "mmdebstrap", "apt"),
	tool("gpgv", "verifies the signatures of repositories", version$2, "gpgv", "gnupg2", "apt"),
	tool("dpkg-deb", "unpacks Debian packages", version$2, "dpkg", "dpkg", "apt"),
	tool("mke2fs", "makes ext2, ext3 and ext4 filesystems", ["-V"], "e2fsprogs", "e2fsprogs", "build"),
	tool("debugfs", "sets what mke2fs leaves out", ["-V"], "e2fsprogs", "e2fsprogs", "build"),
	tool("mkfs.vfat", "makes FAT filesystems", ["--help"], "dosfstools", "dosfstools", "vfat"),
	tool("mcopy", "fills FAT filesystems without mounting them", version$2, "mtools", "mtools", "vfat"),
	tool("mkfs.xfs", "makes XFS filesystems", ["-V"], "xfsprogs", "xfsprogs", "xfs"),
	tool("mkfs.btrfs", "makes btrfs filesystems", version$2, "btrfs-progs", "btrfs-progs", "btrfs"),
	tool(["grub-mkimage", "grub2-mkimage"], "makes the boot loader", version$2, "grub-common", "grub2-tools", "bios", "uefi"),
	file("/usr/lib/grub/i386-pc/boot.img", "GRUB for BIOS", "grub-pc-bin", "grub2-pc-modules", "bios"),
	file("/usr/lib/grub/x86_64-efi/kernel.img", "GRUB for UEFI", "grub-efi-amd64-bin", "grub2-efi-x64-modules", "uefi"),
	tool("qemu-img", "converts disks", version$2, "qemu-utils", "qemu-img", "convert", "boot"),
	tool(["qemu-system-x86_64", "/usr/libexec/qemu-kvm"], "boots the appliance", version$2, "qemu-system-x86", "qemu-system-x86-core", "boot"),
	file([
		"/usr/share/OVMF/OVMF_CODE_4M.fd",
		"/usr/share/edk2/ovmf/OVMF_CODE_4M.qcow2",
		"/usr/share/edk2/ovmf/OVMF_CODE.fd"
	], "UEFI firmware for the boot test", "ovmf", "edk2-ovmf", "boot-uefi"),
	tool("sfdisk", "shows partition tables", version$2, "fdisk", "util-linux", "inspect"),
	tool("xmllint", "checks the descriptor", version$2, "libxml2-utils", "libxml2", "inspect"),
	tool("file", "tells formats of files", version$2, "file", "file", "inspect")
];
function tool(names, purpose, versionArguments, debian, fedora, ...needs) {
	return {
		names: listOf(names),
		purpose,
		versionArguments,
		packages: {
			debian,
			fedora
		},
		needs
	};
}
function file(names, purpose, debian, fedora, ...needs) {
	return {
		names: listOf(names),
		purpose,
		versionArguments: void 0,
		packages: {
			debian,
			fedora
		},
		needs
	};
}
function listOf(names) {
	return typeof names === "string" ? [names] : names;
}

// src/host/doctor.ts
/**
* Looks for the tools that the given uses need.
*
* @param searchPath folders to look in, as in PATH
* @param askVersions run each tool for its version; skipped where only presence matters
*/
async function findTools(runner, uses, searchPath, askVersions) {
	const wanted = hostTools.filter(({ needs }) => needs.some((use) => uses.has(use)));
	return await Promise.all(wanted.map(async (tool) => {
		const found = await findProgram$1(tool.names, searchPath);
		return {
			tool,
			path: found,
			version: found !== void 0 && askVersions ? await versionOf(runner, found, tool) : void 0
		};
	}));
}
/** @returns the absolute path of the first of the names that exists; undefined if none does */
async function findProgram$1(names, searchPath) {
	for (const name of names) {
		const places = name.startsWith("/") ? [name] : searchPath.split(":").map((folder) => path.join(folder, name));
		for (const place of places) if (await fs$1.access(place).then(() => true, () => false)) return place;
	}
}
async function versionOf(runner, program, tool) {
	if (tool.versionArguments === void 0) return void 0;
	const lines = [];
	await runner.run(program, tool.versionArguments, {
		okCodes: [0, 1],
		logOutput: true,
		onLine: (line) => lines.push(line),
		timeoutSeconds: 10
	}).catch(() => void 0);
	return lines.find((line) => /\d+\.\d+/.test(line))?.trim();
}
/** Reads the family off /etc/os-release (os-release(5)); undefined if it is neither. */
async function packageFamily() {
	const ids = [...(await fs$1.readFile("/etc/os-release", "utf8").catch(() => "")).matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? "").split(" "));
	if (ids.includes("debian") || ids.includes("ubuntu")) return "debian";
	if (ids.includes("fedora") || ids.includes("rhel")) return "fedora";
}
/** The packages that bring the missing tools, each once. */
function packagesFor(missing, family) {
	return [...new Set(missing.map(({ tool }) => tool.packages[family]))].sort();
}
const installers = {
	debian: {
		commands: [[
			"apt-get",
			"-q",
			"update"
		], [
			"apt-get",
			"-q",
			"-y",
			"--no-install-recommends",
			"install",
			"--"
		]],
		env: { DEBIAN_FRONTEND: "noninteractive" }
	},
	fedora: {
		commands: [[
			"dnf",
			"-y",
			"--setopt=install_weak_deps=False",
			"install",
			"--"
		]],
		env: {}
	}
};
/** The command a user would type. */
function installCommand(packages, family) {
	return family === "debian" ? `apt-get install ${packages.join(" ")}` : `dnf install ${packages.join(" ")}`;
}
/**
* Installs packages with the distribution's package manager.
*
* @throws ApplianceError with the package manager's last output
*/
async function installPackages$1(runner, packages, family) {
	const { commands, env } = installers[family];
	for (const [index, [program, ...words]] of commands.entries()) {
		const isLast = index === commands.length - 1;
		await runner.run(program, [...words, ...isLast ? packages : []], {
			env,
			logOutput: true,
			failure: "cannot install the missing host tools"
		});
	}
}
/**
* @throws ApplianceError kind `tool` that lists every missing tool, what it is for and how to get it
*/
function requireTools(findings, family) {
	const missing = findings.filter(({ path: found }) => found === void 0);
	if (missing.length === 0) return;
	throw new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `${missing.length} host tool${missing.length === 1 ? " is" : "s are"} missing`,
		detail: missing.map(({ tool }) => `${tool.names[0]}: ${tool.purpose}`),
		hint: family === void 0 ? "install them with your package manager; this distribution is not one of Debian, Ubuntu, Fedora or Enterprise Linux" : `add --install-tools, or run: ${installCommand(packagesFor(missing, family), family)}`
	});
}

// src/host/mount.ts
/** Where programs are looked up, on the host and in guests. */
const sanePath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** The same log, but not stopped by the signal that ended the build: clean-up has to run after it. */
function cleanupRunner(runner) {
	return createRunner({
		signal: new AbortController().signal,
		log: runner.log,
		env: {
			PATH: sanePath,
			LC_ALL: "C"
		}
	});
}
/**
* Unmounts. A busy filesystem is detached lazily so that nothing stays behind, and reported all the same:
* somebody still writes to it.
*
* @throws ApplianceError code `mount-busy`
*/
async function unmount(runner, target) {
	const cleanup = cleanupRunner(runner);
	try {
		await cleanup.run("umount", [target], { failure: `can't unmount ${target}` });
	} catch (error) {
		await cleanup.run("umount", ["--lazy", target]).catch(() => void 0);
		throw new ApplianceError({
			kind: "build",
			code: "mount-busy",
			message: `can't unmount ${target}: it is still in use`,
			hint: "a program started during the build still has files open there; end it and build again",
			detail: error instanceof ApplianceError ? error.detail : [],
			cause: error
		});
	}
}
async function mount(runner, what, options, target) {
	await fs$1.mkdir(target, { recursive: true });
	await runner.run("mount", [...options, target], { failure: `can't mount ${what} on ${target}` });
	return {
		target,
		[Symbol.asyncDispose]: () => unmount(runner, target)
	};
}
const optionArguments = (options) => options.length > 0 ? ["-o", options.join(",")] : [];
/** @param options such as `mode=755`, `size=64m`, `nodev` */
async function mountTmpfs(runner, target, options = []) {
	return await mount(runner, "a tmpfs", [
		"-t",
		"tmpfs",
		...optionArguments(options),
		"tmpfs"
	], target);
}
async function mountReadOnlySys(runner, target) {
	return await mount(runner, "sysfs", [
		"-t",
		"sysfs",
		"-o",
		"ro,nosuid,nodev,noexec",
		"sysfs"
	], target);
}
/** A pseudo-terminal filesystem of its own: the host's terminals are not in it. */
async function mountDevpts(runner, target) {
	return await mount(runner, "devpts", [
		"-t",
		"devpts",
		...["-o", "newinstance,ptmxmode=0666,mode=0620,gid=5,nosuid,noexec"],
		"devpts"
	], target);
}
/** Shows a folder at another place; both must be folders. */
async function bindMount(runner, source, target, { recursive = false } = {}) {
	const bound = await mount(runner, source, [recursive ? "--rbind" : "--bind", source], target);
	if (!recursive) return bound;
	const unmountAll = async () => {
		await cleanupRunner(runner).run("umount", ["--recursive", target], { failure: `can't unmount ${target}` });
	};
	return {
		target,
		[Symbol.asyncDispose]: unmountAll
	};
}
/** Colons separate layers and commas options (kernel, Documentation/filesystems/overlayfs.rst); a backslash takes that away. */
const escapeOverlayPath = (path) => path.replaceAll(/[\\:,]/g, (character) => `\\${character}`);
async function mountOverlay(runner, folders, target) {
	return await mount(runner, "an overlay", [
		"-t",
		"overlay",
		"-o",
		[
			`lowerdir=${folders.lower.map(escapeOverlayPath).join(":")}`,
			`upperdir=${escapeOverlayPath(folders.upper)}`,
			`workdir=${escapeOverlayPath(folders.work)}`
		].join(","),
		"overlay"
	], target);
}

// src/cli/environment.ts
/** How to reach the network; everything else of the caller's environment stays away from tools and scripts. */
const passedOn = [
	"http_proxy",
	"https_proxy",
	"ftp_proxy",
	"no_proxy",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY"
];
/** @param temporary where tools put their temporary files */
function toolEnvironment({ variables }, temporary) {
	const proxies = passedOn.flatMap((name) => variables[name] === void 0 ? [] : [[name, variables[name]]]);
	return {
		...Object.fromEntries(proxies),
		PATH: sanePath,
		HOME: "/root",
		LC_ALL: "C.UTF-8",
		TZ: "UTC",
		...temporary === void 0 ? {} : { TMPDIR: temporary }
	};
}
/** A runner for the short commands, which keep no log. */
function plainRunner(environment, signal, log = () => void 0) {
	return createRunner({
		signal,
		log,
		env: toolEnvironment(environment)
	});
}
/** Aborted by Ctrl-C and by what ends a process politely. */
function signalOfProcess() {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	for (const signal of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	]) process.on(signal, () => controller.abort(signal));
	return controller.signal;
}
/**
* Makes sure that the host has what a command needs; installs it if that was asked for, after saying what and why.
*
* @throws ApplianceError kind `tool` that lists what is missing
*/
async function ensureTools({ environment, runner, uses, install }) {
	const look = () => findTools(runner, uses, sanePath, false);
	const findings = await look();
	const missing = findings.filter(({ path }) => path === void 0);
	const family = await packageFamily();
	if (missing.length > 0 && install && family !== void 0) {
		const say = (line) => environment.stderr.write(`${printable(line)}\n`);
		for (const line of missingLines(missing)) say(line);
		const packages = packagesFor(missing, family);
		say(`installing ${packages.join(", ")} …`);
		await installPackages$1(runner, packages, family);
		requireTools(await look(), family);
		return;
	}
	requireTools(findings, family);
}
function missingLines(missing) {
	return ["missing host tools:", ...missing.map(({ tool }) => `  ${tool.names[0]}  (${tool.purpose})`)];
}

// src/boottest/accelerator.ts
/** In the order tried. The second is QEMU's default with what x86-64-v2 adds, because Enterprise Linux 9 needs it. */
const kvmCpus = ["host", "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt"];
const tcg = {
	accelerator: "tcg",
	cpu: "max"
};
/** Seconds. A kernel that speaks but then says nothing for `silence` hangs; a healthy one is done within two seconds. */
const probeDeadlines = {
	total: 10,
	silence: 4
};
/**
* Finds out whether KVM really runs guests, by booting a kernel: the device may be there, open, and run the firmware, and
* guests still hang. Takes 10 s at most for each CPU model when they hang, and nothing with a verdict in the cache.
*
* @throws ApplianceError kind `tool` if QEMU is not installed, `interrupted`
*/
async function probeAccelerator(options) {
	const device = options.device ?? "/dev/kvm";
	const refusal = await openRefusal(device);
	if (refusal !== void 0) return {
		...tcg,
		reason: `${device} ${refusal}`
	};
	const bootId = (await fs$1.readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
	const cached = await readCache(options.cacheFile, bootId);
	if (cached !== void 0) return cached;
	const { kernel, runner } = options;
	if (kernel === void 0) return {
		...tcg,
		reason: `${device} opens, but there is no kernel to try it with`
	};
	const verdict = await probeKvm({
		kernel,
		runner
	});
	await writeCache(options.cacheFile, bootId, verdict);
	return verdict;
}
async function openRefusal(device) {
	try {
		await (await fs$1.open(device, "r+")).close();
		return;
	} catch (error) {
		const code = error.code ?? "";
		if (code === "ENOENT") return "does not exist";
		return code === "EACCES" || code === "EPERM" ? "may not be opened by this user" : `cannot be opened (${code})`;
	}
}
async function probeKvm(options) {
	for (const cpu of kvmCpus) {
		const failure = await bootFailure("kvm", cpu, options);
		if (failure === void 0) return {
			accelerator: "kvm",
			cpu,
			reason: "a kernel booted under KVM"
		};
		options.runner.log(`KVM with the CPU model ${cpu}: ${failure}`);
	}
	return {
		...tcg,
		reason: "/dev/kvm opens, but no kernel boots under it"
	};
}
/**
* Boots a kernel until it prints its version.
*
* @returns undefined if it does, else what happened, in words
*/
async function bootFailure(accelerator, cpu, { runner, kernel }) {
	throwIfInterrupted(runner.signal);
	let output = "";
	let settle = () => {};
	const outcome = new Promise((resolve) => {
		settle = resolve;
	});
	let silence;
	const total = setTimeout(() => settle(`nothing came within ${probeDeadlines.total} s`), probeDeadlines.total * 1e3);
	const onAbort = () => settle("it was interrupted");
	runner.signal.addEventListener("abort", onAbort);
	try {
		try {
			var _usingCtx$7 = _usingCtx();
			const qemu = _usingCtx$7.a(await startProcess({
				tool: qemuProgram,
				args: probeArguments(accelerator, cpu, kernel),
				log: runner.log,
				onOutput(chunk) {
					output += chunk.toString("latin1");
					if (output.includes("Linux version")) settle(void 0);
					clearTimeout(silence);
					silence = setTimeout(() => settle(`it hung: its last words were "${lastWords(output)}"`), probeDeadlines.silence * 1e3);
				}
			}));
			const ended = qemu.ended.then(({ exitCode, signal }) => {
				if (output.includes("Linux version")) return void 0;
				return `QEMU ended ${signal === void 0 ? `with exit code ${exitCode}` : `by ${signal}`}${qemu.tail.length === 0 ? "" : ` ("${qemu.tail.at(-1)}")`}`;
			});
			const failure = await Promise.race([outcome, ended]);
			throwIfInterrupted(runner.signal);
			return failure;
		} catch (_) {
			_usingCtx$7.e = _;
		} finally {
			await _usingCtx$7.d();
		}
	} finally {
		clearTimeout(total);
		clearTimeout(silence);
		runner.signal.removeEventListener("abort", onAbort);
	}
}
function probeArguments(accelerator, cpu, kernel) {
	return [
		["-machine", `q35,accel=${accelerator}`],
		["-cpu", cpu],
		["-m", "512"],
		[
			"-nodefaults",
			"-no-user-config",
			"-no-reboot"
		],
		["-display", "none"],
		["-serial", "stdio"],
		["-kernel", path.resolve(kernel)],
		["-append", "console=ttyS0 earlyprintk=ttyS0,115200 panic=-1"]
	].flat();
}
function lastWords(output) {
	return output.trim().split(/[\r\n]+/).at(-1)?.replace(/[^\x20-\x7e]/g, "").slice(0, 60) ?? "";
}
async function readCache(file, bootId) {
	if (file === void 0) return void 0;
	const entry = parseEntry(await fs$1.readFile(file, "utf8").catch(() => ""));
	if (entry === void 0 || entry.bootId !== bootId) return void 0;
	const { accelerator, cpu, reason } = entry;
	return {
		accelerator,
		cpu,
		reason
	};
}
/** Anything else than what we wrote counts as nothing: probing again is always right. */
function parseEntry(text) {
	try {
		const entry = JSON.parse(text);
		return (entry.accelerator === "kvm" || entry.accelerator === "tcg") && typeof entry.cpu === "string" && typeof entry.reason === "string" ? entry : void 0;
	} catch {
		return;
	}
}
async function writeCache(file, bootId, verdict) {
	if (file === void 0) return;
	await fs$1.mkdir(path.dirname(file), { recursive: true });
	const entry = {
		...verdict,
		bootId
	};
	const draft = `${file}.${process.pid}`;
	await fs$1.writeFile(draft, `${JSON.stringify(entry)}\n`);
	await fs$1.rename(draft, file);
}

// src/host/checksum.ts
const blockBytes$3 = 1048576;
/**
* SHA-256 of a file, read through one buffer of 1 MiB; lower-case hexadecimal.
*
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function sha256OfFile(file, signal) {
	const hash = createHash("sha256");
	const handle = await fs$1.open(file);
	try {
		const block = Buffer.allocUnsafe(blockBytes$3);
		for (;;) {
			if (signal !== void 0) throwIfInterrupted(signal);
			const { bytesRead } = await handle.read(block, 0, blockBytes$3);
			if (bytesRead === 0) return hash.digest("hex");
			hash.update(block.subarray(0, bytesRead));
		}
	} finally {
		await handle.close();
	}
}

// src/cache/content-store.ts
function contentStore(directory, extension) {
	const place = (sha256) => path.join(directory, sha256.slice(0, 2), `${sha256}${extension}`);
	const exists = (file) => fs$1.access(file).then(() => true, () => false);
	return {
		has: (sha256) => exists(place(sha256)),
		async copyTo(sha256, target) {
			const source = place(sha256);
			if (!await exists(source)) return false;
			await fs$1.copyFile(source, target);
			if (await sha256OfFile(target) !== sha256) {
				await Promise.all([fs$1.rm(source, { force: true }), fs$1.rm(target, { force: true })]);
				return false;
			}
			await markUsed(source);
			return true;
		},
		async add(sha256, file) {
			const found = await sha256OfFile(file);
			if (found !== sha256) throw new ApplianceError({
				kind: "build",
				code: "checksum-mismatch",
				message: `${path.basename(file)} has the SHA-256 ${found}, but the signed package list says ${sha256}`,
				hint: "the mirror or a proxy before it is at fault; try again later or use another mirror"
			});
			await placeAtomically(place(sha256), (temporary) => fs$1.copyFile(file, temporary));
		}
	};
}
/** Makes a file appear whole or not at all: written under another name in the same folder, then renamed. */
async function placeAtomically(target, write) {
	await fs$1.mkdir(path.dirname(target), { recursive: true });
	const temporary = `${target}.${randomUUID()}.partial`;
	try {
		await write(temporary);
		await fs$1.rename(temporary, target);
	} finally {
		await fs$1.rm(temporary, {
			force: true,
			recursive: true
		});
	}
}
/** Pruning goes by the time of last use, which is the file's modification time. */
async function markUsed(file) {
	const now = /* @__PURE__ */ new Date();
	await fs$1.utimes(file, now, now).catch(() => void 0);
}

// src/cache/cache.ts
function openCache(directory) {
	return {
		directory,
		packages: contentStore(path.join(directory, "packages"), ".deb"),
		layers: keyedStore(path.join(directory, "layers"), ".tar.zst"),
		initramfs: keyedStore(path.join(directory, "initramfs"), ""),
		grains: keyedStore(path.join(directory, "grains"), ""),
		aptLists: path.join(directory, "apt-lists")
	};
}
function keyedStore(directory, extension) {
	const place = (key) => path.join(directory, `${key}${extension}`);
	return {
		async get(key) {
			const file = place(key);
			if (!await fs$1.access(file).then(() => true, () => false)) return void 0;
			await markUsed(file);
			return file;
		},
		put: (key, write) => placeAtomically(place(key), write)
	};
}

// src/host/memory.ts
/** Bytes of memory that can be used without swapping: what the kernel says, and no more than the control group allows. */
async function availableMemoryBytes() {
	const meminfo = await fs$1.readFile("/proc/meminfo", "utf8");
	const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0) * 1024;
	const groups = await Promise.all([headroom("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"), headroom("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes")]);
	return Math.min(available, ...groups);
}
async function headroom(limitFile, usageFile) {
	const [limit, usage] = await Promise.all([limitFile, usageFile].map((file) => fs$1.readFile(file, "utf8").catch(() => "max")));
	const free = Number(limit) - Number(usage);
	return Number.isFinite(free) ? free : Number.POSITIVE_INFINITY;
}

// src/host/workspace.ts
/** Below this much free memory the scratch space stays on disk: a root of 1 GiB with its raw disks must fit with ease. */
const leastBytes = 6 * 1024 ** 3;
const shareOfMemory = .6;
/**
* Turns an empty directory into scratch space: in memory if there is enough and `onDisk` does not forbid it, because
* a root is unpacked on a tmpfs in a sixth of the time. Call it in a private mount namespace: the tmpfs then vanishes
* with the build, however that ends.
*
* @param directory an empty directory; it is emptied, not removed, when the scratch space is disposed of
*/
async function createWorkspace(runner, directory, onDisk) {
	const memoryBytes = onDisk ? 0 : await availableMemoryBytes();
	if (memoryBytes < leastBytes) return {
		directory,
		place: directory,
		[Symbol.asyncDispose]: () => emptyDirectory(directory)
	};
	const sizeMiB = Math.floor(memoryBytes * shareOfMemory / 1024 ** 2);
	const mount = await mountTmpfs(runner, directory, [
		`size=${sizeMiB}m`,
		"mode=755",
		"nr_inodes=0"
	]);
	return {
		directory,
		place: `memory, ${(sizeMiB / 1024).toFixed(1)} GiB`,
		[Symbol.asyncDispose]: async () => {
			await mount[Symbol.asyncDispose]();
		}
	};
}
async function emptyDirectory(directory) {
	const names = await fs$1.readdir(directory).catch(() => []);
	await Promise.all(names.map((name) => fs$1.rm(`${directory}/${name}`, {
		recursive: true,
		force: true
	})));
}

// src/report/manifest.ts
function makeManifest({ plan, builder, packages, ...rest }) {
	return {
		schema: 1,
		name: plan.name,
		version: plan.version,
		arch: plan.arch,
		backend: plan.backend,
		builder: {
			program: "appliance-build",
			...builder
		},
		...rest,
		packages: packages.map(({ name, version, arch, sha256 }) => ({
			name,
			version,
			arch,
			sha256
		}))
	};
}

// node_modules/yocto-queue/index.js
var Node = class {
	value;
	next;
	constructor(value) {
		this.value = value;
	}
};
var Queue = class {
	#head;
	#tail;
	#size;
	constructor() {
		this.clear();
	}
	enqueue(value) {
		const node = new Node(value);
		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}
		this.#size++;
	}
	dequeue() {
		const current = this.#head;
		if (!current) return;
		this.#head = this.#head.next;
		this.#size--;
		if (!this.#head) this.#tail = void 0;
		return current.value;
	}
	peek() {
		if (!this.#head) return;
		return this.#head.value;
	}
	clear() {
		this.#head = void 0;
		this.#tail = void 0;
		this.#size = 0;
	}
	get size() {
		return this.#size;
	}
	*[Symbol.iterator]() {
		let current = this.#head;
		while (current) {
			yield current.value;
			current = current.next;
		}
	}
	*drain() {
		while (this.#head) yield this.dequeue();
	}
};

// node_modules/p-limit/index.js
function pLimit(concurrency) {
	let rejectOnClear = false;
	if (typeof concurrency === "object") ({concurrency, rejectOnClear = false} = concurrency);
	validateConcurrency(concurrency);
	if (typeof rejectOnClear !== "boolean") throw new TypeError("Expected `rejectOnClear` to be a boolean");
	const queue = new Queue();
	let activeCount = 0;
	const resumeNext = () => {
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};
	const next = () => {
		activeCount--;
		resumeNext();
	};
	const run = async (function_, resolve, arguments_) => {
		const result = (async () => function_(...arguments_))();
		resolve(result);
		try {
			await result;
		} catch {}
		next();
	};
	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = { reject };
		new Promise((internalResolve) => {
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(void 0, function_, resolve, arguments_));
		if (activeCount < concurrency) resumeNext();
	};
	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});
	Object.defineProperties(generator, {
		activeCount: { get: () => activeCount },
		pendingCount: { get: () => queue.size },
		clearQueue: { value() {
			if (!rejectOnClear) {
				queue.clear();
				return;
			}
			const abortError = AbortSignal.abort().reason;
			while (queue.size > 0) queue.dequeue().reject(abortError);
		} },
		concurrency: {
			get: () => concurrency,
			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;
				queueMicrotask(() => {
					while (activeCount < concurrency && queue.size > 0) resumeNext();
				});
			}
		},
		map: { async value(iterable, function_) {
			const promises = [];
			try {
				Array.from(iterable, (value, index) => {
					const promise = generator(function_, value, index);
					promises.push(promise);
					return promise;
				});
			} catch (error) {
				for (const promise of promises) promise.catch(() => {});
				throw error;
			}
			return Promise.all(promises);
		} }
	});
	return generator;
}
function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) throw new TypeError("Expected `concurrency` to be a number from 1 and up");
}

// src/convert/grains/read-grains.ts
/** Size of a qcow2 cluster and of a vmdk grain, as we write them. */
const grainBytes = 65536;
const zeros = Buffer.alloc(grainBytes);
const grainsAtOnce = 4;
/** Reads the grains that hold data, in order; those of zeros alone are left out. */
async function* readGrains(handle, extents) {
	let next = 0;
	for (const { start, length } of extents) {
		const first = Math.max(next, Math.floor(start / grainBytes));
		const end = Math.ceil((start + length) / grainBytes);
		for (let index = first; index < end; index += grainsAtOnce) {
			const count = Math.min(grainsAtOnce, end - index);
			const block = Buffer.alloc(count * grainBytes);
			await handle.read(block, 0, block.length, index * grainBytes);
			for (let place = 0; place < count; place += 1) {
				const data = block.subarray(place * grainBytes, (place + 1) * grainBytes);
				if (!data.equals(zeros)) yield {
					index: index + place,
					data
				};
			}
		}
		next = Math.max(next, end);
	}
}

// src/convert/formats/append-file.ts
/** Collects small pieces, so that the file is written in blocks. */
const blockBytes$2 = 1048576;
async function createAppendFile(file) {
	const handle = await fs$1.open(file, "w");
	let flushed = 0;
	let pieces = [];
	let waiting = 0;
	const flush = async () => {
		const block = Buffer.concat(pieces);
		pieces = [];
		waiting = 0;
		await writeWhole(handle, block, flushed);
		flushed += block.length;
	};
	const append = async (bytes) => {
		pieces.push(bytes);
		waiting += bytes.length;
		if (waiting >= blockBytes$2) await flush();
	};
	return {
		get position() {
			return flushed + waiting;
		},
		append,
		async align(bytes) {
			const rest = (flushed + waiting) % bytes;
			if (rest > 0) await append(Buffer.alloc(bytes - rest));
		},
		async replace(bytes, position) {
			await flush();
			await writeWhole(handle, bytes, position);
		},
		async [Symbol.asyncDispose]() {
			await handle.close();
		}
	};
}
async function writeWhole(handle, bytes, position) {
	let written = 0;
	while (written < bytes.length) {
		const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
		written += bytesWritten;
	}
}

// src/convert/formats/qcow2.ts
/** All numbers of the format are big-endian; sections are those of the qcow2 specification (QEMU, docs/interop/qcow2). */
const magic$1 = 1363560955;
const version$1 = 3;
const headerBytes$1 = 104;
const clusterBits = 16;
const clusterBytes = 2 ** clusterBits;
const l2Entries = clusterBytes / 8;
/** 16 bits, "refcount_order". */
const refcountOrder = 4;
const refcountsPerBlock = clusterBytes / 2;
const copied = 1n << 63n;
const compressedFlag = 1n << 62n;
/** "Compressed cluster descriptor": below it the offset, above it the number of further sectors. */
const sectorCountShift = BigInt(54);
const sectorBytes$1 = 512;
if (65536 !== clusterBytes) throw new Error("a grain must be a cluster");
/**
* Writes a compressed qcow2 image, version 3 (compat 1.1): first the data, packed byte by byte, then the tables, so the file
* is written once from front to back but for the header.
*
* @param sizeBytes of the disk; a multiple of 512
*/
async function createQcow2(file, sizeBytes) {
	const output = await createAppendFile(file);
	const tables = /* @__PURE__ */ new Map();
	const refcounts = new Refcounts();
	await output.append(Buffer.alloc(clusterBytes));
	refcounts.count(0, clusterBytes);
	const entry = (index, value) => {
		const place = Math.floor(index / l2Entries);
		let table = tables.get(place);
		if (table === void 0) {
			table = new BigUint64Array(l2Entries);
			tables.set(place, table);
		}
		table[index % l2Entries] = value;
	};
	return {
		async add(index, data, compressed) {
			if (compressed.length >= clusterBytes) {
				await output.align(clusterBytes);
				entry(index, copied | BigInt(output.position));
				refcounts.count(output.position, clusterBytes);
				await output.append(data);
				return;
			}
			const offset = output.position;
			const furtherSectors = Math.floor((offset + compressed.length - 1) / sectorBytes$1) - Math.floor(offset / sectorBytes$1);
			entry(index, compressedFlag | BigInt(furtherSectors) << sectorCountShift | BigInt(offset));
			refcounts.count(offset, compressed.length);
			await output.append(compressed);
		},
		async finish() {
			await output.align(clusterBytes);
			const appendTable = async (bytes) => {
				const offset = output.position;
				await output.append(bytes);
				await output.align(clusterBytes);
				refcounts.count(offset, output.position - offset);
				return offset;
			};
			const l1 = new BigUint64Array(Math.max(1, Math.ceil(sizeBytes / clusterBytes / l2Entries)));
			for (const [place, table] of tables) l1[place] = copied | BigInt(await appendTable(bigEndian64(table)));
			const l1Offset = await appendTable(bigEndian64(l1));
			const { tableOffset, tableClusters, bytes } = refcounts.layOut(output.position);
			await output.append(bytes);
			const header = headerOf$1({
				sizeBytes,
				l1Size: l1.length,
				l1Offset,
				tableOffset,
				tableClusters
			});
			await output.replace(header, 0);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Header". What is not set is zero: no backing file, no encryption, no snapshots, no features, deflate. */
function headerOf$1({ sizeBytes, l1Size, l1Offset, tableOffset, tableClusters }) {
	const header = Buffer.alloc(headerBytes$1);
	header.writeUInt32BE(magic$1, 0);
	header.writeUInt32BE(version$1, 4);
	header.writeUInt32BE(clusterBits, 20);
	header.writeBigUInt64BE(BigInt(sizeBytes), 24);
	header.writeUInt32BE(l1Size, 36);
	header.writeBigUInt64BE(BigInt(l1Offset), 40);
	header.writeBigUInt64BE(BigInt(tableOffset), 48);
	header.writeUInt32BE(tableClusters, 56);
	header.writeUInt32BE(refcountOrder, 96);
	header.writeUInt32BE(headerBytes$1, 100);
	return header;
}
/** How often each cluster of the file is used: "Host cluster management". */
var Refcounts = class {
	#counts = /* @__PURE__ */ new Uint16Array(4096);
	#clusters = 0;
	count(offset, length) {
		const last = Math.floor((offset + length - 1) / clusterBytes);
		for (let cluster = Math.floor(offset / clusterBytes); cluster <= last; cluster += 1) this.#increment(cluster);
	}
	#increment(cluster) {
		if (cluster >= this.#counts.length) {
			const larger = new Uint16Array(Math.max(this.#counts.length * 2, cluster + 1));
			larger.set(this.#counts);
			this.#counts = larger;
		}
		this.#counts[cluster] = (this.#counts[cluster] ?? 0) + 1;
		this.#clusters = Math.max(this.#clusters, cluster + 1);
	}
	/** The blocks and then the table that lists them, as they are appended at `offset`; they count themselves, too. */
	layOut(offset) {
		let blocks = 0;
		let tableClusters = 0;
		for (;;) {
			const needed = Math.ceil((this.#clusters + blocks + tableClusters) / refcountsPerBlock);
			const table = Math.ceil(needed * 8 / clusterBytes);
			if (needed === blocks && table === tableClusters) break;
			blocks = needed;
			tableClusters = table;
		}
		this.count(offset, (blocks + tableClusters) * clusterBytes);
		const bytes = Buffer.alloc((blocks + tableClusters) * clusterBytes);
		for (let cluster = 0; cluster < this.#clusters; cluster += 1) bytes.writeUInt16BE(this.#counts[cluster] ?? 0, cluster * 2);
		const tableOffset = offset + blocks * clusterBytes;
		for (let block = 0; block < blocks; block += 1) bytes.writeBigUInt64BE(BigInt(offset + block * clusterBytes), blocks * clusterBytes + block * 8);
		return {
			tableOffset,
			tableClusters,
			bytes
		};
	}
};
function bigEndian64(values) {
	const bytes = Buffer.alloc(values.length * 8);
	for (const [index, value] of values.entries()) bytes.writeBigUInt64BE(value, index * 8);
	return bytes;
}

// src/convert/formats/vmdk.ts
/** VMware Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents". Numbers are little-endian, places sectors. */
const sectorBytes = 512;
const magic = 1447904331;
const version = 3;
/** Valid newline test, compressed grains, markers. */
const flags = 196609;
const sectorsPerGrain = grainBytes / sectorBytes;
const entriesPerTable = 512;
const directoryAtEnd = 18446744073709551615n;
const deflate$1 = 1;
const descriptorSector = 1;
const descriptorSectors = 20;
/** The data begins on a boundary of 64 KiB, as other writers have it. */
const overheadSectors = 128;
const marker = {
	endOfStream: 0,
	grainTable: 1,
	grainDirectory: 2,
	footer: 3
};
/** The adapter and the hardware version (13 is ESXi 6.5 and later) of a virtual machine that gets the disk. */
const adapterType = "lsilogic";
const hardwareVersion = 13;
/**
* Writes a streamOptimized vmdk: grains with their markers, a grain table after each 512 of them, the directory and a footer at
* the end.
*
* @param sizeBytes of the disk; a multiple of 512
*/
async function createVmdk(file, sizeBytes) {
	const output = await createAppendFile(file);
	const capacity = sizeBytes / sectorBytes;
	const tableCount = Math.ceil(capacity / sectorsPerGrain / entriesPerTable);
	const directory = new Uint32Array(tableCount);
	const contents = createHash("sha256");
	let table = new Uint32Array(entriesPerTable);
	let tableIndex = 0;
	let tableUsed = false;
	await output.append(Buffer.alloc(overheadSectors * sectorBytes));
	const sector = () => output.position / sectorBytes;
	const finishTable = async () => {
		if (!tableUsed) return;
		await output.append(metadataMarker(entriesPerTable * 4 / sectorBytes, marker.grainTable));
		directory[tableIndex] = sector();
		await output.append(littleEndian32(table));
		table = new Uint32Array(entriesPerTable);
		tableUsed = false;
	};
	return {
		async add(index, _data, compressed) {
			const wanted = Math.floor(index / entriesPerTable);
			if (wanted !== tableIndex) await finishTable();
			tableIndex = wanted;
			table[index % entriesPerTable] = sector();
			tableUsed = true;
			contents.update(compressed);
			const head = Buffer.alloc(12);
			head.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
			head.writeUInt32LE(compressed.length, 8);
			await output.append(head);
			await output.append(compressed);
			await output.align(sectorBytes);
		},
		async finish() {
			await finishTable();
			const directoryBytes = littleEndian32(directory);
			await output.append(metadataMarker(Math.ceil(directoryBytes.length / sectorBytes), marker.grainDirectory));
			const directorySector = BigInt(sector());
			await output.append(directoryBytes);
			await output.align(sectorBytes);
			await output.append(metadataMarker(1, marker.footer));
			await output.append(headerOf(capacity, directorySector));
			await output.append(metadataMarker(0, marker.endOfStream));
			await output.replace(headerOf(capacity, directoryAtEnd), 0);
			const identifier = contents.digest().readUInt32BE(0) & 2147483647;
			await output.replace(Buffer.from(descriptorOf(path.basename(file), capacity, identifier)), descriptorSector * sectorBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Hosted Sparse Extent Header"; the footer is the same but for the place of the directory. */
function headerOf(capacity, directorySector) {
	const header = Buffer.alloc(sectorBytes);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(version, 4);
	header.writeUInt32LE(flags, 8);
	header.writeBigUInt64LE(BigInt(capacity), 12);
	header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
	header.writeBigUInt64LE(BigInt(descriptorSector), 28);
	header.writeBigUInt64LE(BigInt(descriptorSectors), 36);
	header.writeUInt32LE(entriesPerTable, 44);
	header.writeBigUInt64LE(0n, 48);
	header.writeBigUInt64LE(directorySector, 56);
	header.writeBigUInt64LE(BigInt(overheadSectors), 64);
	header.write("\n \r\n", 73, "latin1");
	header.writeUInt16LE(deflate$1, 77);
	return header;
}
/** "Markers": how many sectors of metadata follow, and of what kind. */
function metadataMarker(sectors, type) {
	const bytes = Buffer.alloc(sectorBytes);
	bytes.writeBigUInt64LE(BigInt(sectors), 0);
	bytes.writeUInt32LE(type, 12);
	return bytes;
}
/** "The Disk Descriptor File". The geometry is the one that BIOSes make up for large disks. */
function descriptorOf(name, capacity, identifier) {
	const [heads, sectors] = [255, 63];
	return [
		"# Disk DescriptorFile",
		"version=1",
		`CID=${identifier.toString(16).padStart(8, "0")}`,
		"parentCID=ffffffff",
		"createType=\"streamOptimized\"",
		"",
		"# Extent description",
		`RDONLY ${capacity} SPARSE "${name.replaceAll("\"", "_")}"`,
		"",
		"# The Disk Data Base",
		"#DDB",
		"",
		`ddb.virtualHWVersion = "${hardwareVersion}"`,
		`ddb.geometry.cylinders = "${Math.min(65535, Math.floor(capacity / (heads * sectors)))}"`,
		`ddb.geometry.heads = "${heads}"`,
		`ddb.geometry.sectors = "${sectors}"`,
		`ddb.adapterType = "${adapterType}"`,
		""
	].join("\n");
}
function littleEndian32(values) {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
	return bytes;
}

// src/convert/grains/codecs.ts
const deflateRaw = promisify(zlib.deflateRaw);
const deflate = promisify(zlib.deflate);
/** Node compresses in its pool of threads, so several grains at once use several processors. */
const codecs = {
	/** qcow2 specification, "Compressed cluster descriptor": raw deflate with a window of 4 KiB. */
	qcow2: {
		name: "deflate-raw-12",
		compress: (data) => deflateRaw(data, {
			level: 6,
			windowBits: 12
		})
	},
	/** VMware Virtual Disk Format 5.0, "Compressed grains": a zlib stream (RFC 1950). */
	vmdk: {
		name: "zlib-15",
		compress: (data) => deflate(data, { level: 6 })
	}
};

// src/convert/grains/extents.ts
/** Finds the stretches of a raw file that are not holes. Node has no lseek(SEEK_DATA), qemu-img has. */
async function dataExtents(runner, file) {
	const { stdout } = await runner.run("qemu-img", [
		"map",
		"-f",
		"raw",
		"--output=json",
		file
	], { failure: `can't find out where ${file} holds data` });
	return JSON.parse(stdout).filter(({ data, zero }) => data && !zero).map(({ start, length }) => ({
		start,
		length
	}));
}

// src/convert/grains/grain-cache.ts
/** Stored as hexadecimal in the index; 128 bits tell more grains apart than there ever will be. */
const digestOf = (data) => createHash("sha256").update(data).digest("hex").slice(0, 32);
async function openCompressor({ codec, store, disk, temporary }) {
	const key = `${disk}-${codec.name}`;
	const before = store === void 0 ? void 0 : await readGrainFile(await store.get(key));
	const output = store === void 0 ? void 0 : await fs$1.open(temporary, "w");
	const kept = /* @__PURE__ */ new Map();
	const hash = createHash("sha256");
	let position = 0;
	let reused = 0;
	return {
		get reused() {
			return reused;
		},
		async compress({ data }, digest) {
			const found = await before?.find(digest);
			if (found !== void 0) {
				reused += 1;
				return found;
			}
			return await codec.compress(data);
		},
		async keep(digest, compressed) {
			if (output === void 0 || kept.has(digest)) return;
			kept.set(digest, [
				digest,
				position,
				compressed.length
			]);
			hash.update(compressed);
			await output.write(compressed);
			position += compressed.length;
		},
		async save() {
			if (store === void 0 || output === void 0) return;
			const index = {
				sha256: hash.digest("hex"),
				places: [...kept.values()]
			};
			const text = Buffer.from(JSON.stringify(index));
			const length = Buffer.alloc(8);
			length.writeBigUInt64LE(BigInt(text.length));
			await output.write(text);
			await output.write(length);
			await store.put(key, (target) => fs$1.copyFile(temporary, target));
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([before?.close(), output?.close()]);
		}
	};
}
/** @returns undefined if there is no file, or a damaged one: its checksum is compared before anything of it is used */
async function readGrainFile(file) {
	if (file === void 0) return void 0;
	const handle = await fs$1.open(file).catch(() => void 0);
	if (handle === void 0) return void 0;
	const index = await readIndex(handle).catch(() => void 0);
	if (index === void 0) {
		await handle.close();
		return;
	}
	const places = new Map(index.places.map((place) => [place[0], place]));
	return {
		async find(digest) {
			const place = places.get(digest);
			if (place === void 0) return void 0;
			const [, offset, length] = place;
			const data = Buffer.alloc(length);
			const { bytesRead } = await handle.read(data, 0, length, offset);
			return bytesRead === length ? data : void 0;
		},
		close: () => handle.close()
	};
}
const blockBytes$1 = 1048576;
async function readIndex(handle) {
	const { size } = await handle.stat();
	const tail = Buffer.alloc(8);
	await handle.read(tail, 0, 8, size - 8);
	const textLength = Number(tail.readBigUInt64LE());
	const grainsEnd = size - 8 - textLength;
	if (grainsEnd < 0) return void 0;
	const text = Buffer.alloc(textLength);
	await handle.read(text, 0, textLength, grainsEnd);
	const index = JSON.parse(text.toString());
	const hash = createHash("sha256");
	const block = Buffer.alloc(blockBytes$1);
	for (let offset = 0; offset < grainsEnd; offset += blockBytes$1) {
		const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes$1, grainsEnd - offset), offset);
		hash.update(block.subarray(0, bytesRead));
	}
	return hash.digest("hex") === index.sha256 ? index : void 0;
}

// src/convert/compress-disk.ts
function isCompressedFormat(format) {
	return Object.hasOwn(formats$1, format);
}
const formats$1 = {
	qcow2: {
		codec: codecs.qcow2,
		create: createQcow2
	},
	vmdk: {
		codec: codecs.vmdk,
		create: createVmdk
	}
};
/**
* Writes compressed images of a raw disk, all formats in one reading. Grains that the last build of the disk had, too, are taken
* from the cache. The same disk gives the same bytes, whatever the cache held.
*
* @returns how many grains were written, and how many of them came from the cache
* @throws ApplianceError code `disk-not-written` with the system's reason, `interrupted`
*/
async function compressDisk(runner, request) {
	try {
		return await writeImages(runner, request);
	} catch (error) {
		if (error instanceof ApplianceError) throw error;
		throw notWritten(request, error);
	}
}
function notWritten({ disk }, cause) {
	const { code, message } = cause;
	return new ApplianceError({
		kind: "build",
		code: "disk-not-written",
		message: `can't write the images of disk ${disk}: ${code === "ENOSPC" ? "no space is left on the device" : message ?? String(cause)}`,
		hint: code === "ENOSPC" ? "make room where the output goes, or name another folder: --out DIR" : void 0,
		cause
	});
}
async function writeImages(runner, request) {
	try {
		var _usingCtx$6 = _usingCtx();
		const { source, targets, store, scratch, disk } = request;
		const scope = _usingCtx$6.a(new Scope());
		const extents = await dataExtents(runner, source);
		const handle = await fs$1.open(source);
		scope.defer(() => handle.close());
		const { size } = await handle.stat();
		const outputs = await Promise.all(targets.map(async ({ format, file }) => {
			const { codec, create } = formats$1[format];
			const temporary = path.join(scratch, `${path.basename(file)}.grains`);
			scope.defer(() => fs$1.rm(temporary, { force: true }));
			return {
				writer: scope.use(await create(file, size)),
				compressor: scope.use(await openCompressor({
					codec,
					store,
					disk,
					temporary
				}))
			};
		}));
		const work = async (grain) => {
			const digest = store === void 0 ? "" : digestOf(grain.data);
			return {
				grain,
				digest,
				compressed: await Promise.all(outputs.map(({ compressor }) => compressor.compress(grain, digest)))
			};
		};
		let grains = 0;
		for await (const { grain, digest, compressed } of inOrder(readGrains(handle, extents), work, request.concurrency)) {
			throwIfInterrupted(runner.signal);
			grains += 1;
			for (const [place, { writer, compressor }] of outputs.entries()) {
				const bytes = compressed[place] ?? Buffer.alloc(0);
				await writer.add(grain.index, grain.data, bytes);
				await compressor.keep(digest, bytes);
			}
		}
		for (const { writer } of outputs) await writer.finish();
		const reused = Math.min(...outputs.map(({ compressor }) => compressor.reused));
		if (reused < grains) for (const { compressor } of outputs) await compressor.save();
		return {
			grains,
			reused
		};
	} catch (_) {
		_usingCtx$6.e = _;
	} finally {
		await _usingCtx$6.d();
	}
}
/** Works on several items at once and gives the results in the order of the items. */
async function* inOrder(items, work, atOnce) {
	const running = [];
	for await (const item of items) {
		const result = work(item);
		result.catch(() => void 0);
		running.push(result);
		if (running.length >= atOnce) yield await running.shift();
	}
	for (const result of running) yield await result;
}

// src/convert/convert.ts
/**
* Converts disks: compressed qcow2, streamOptimized vmdk, or a plain copy. The same raw disk gives the same bytes.
*
* Compressed formats of raw disks are written by `compressDisk`, all formats of a disk in one reading; anything else by qemu-img.
*
* @throws ApplianceError of the tool; the unfinished file is removed
*/
async function convertDisks(runner, jobs, options) {
	const own = jobs.filter(({ format, image }) => isCompressedFormat(format) && (image?.format ?? "raw") === "raw");
	const limit = pLimit(options.concurrency);
	const others = jobs.filter((job) => !own.includes(job) && job.source !== job.target);
	const copied = Promise.all(others.map((job) => limit(() => dropOnFailure([job], () => runQemuImg(runner, job)))));
	copied.catch(() => void 0);
	let [grains, reused] = [0, 0];
	for (const source of new Set(own.map((job) => job.source))) {
		const ofDisk = own.filter((job) => job.source === source);
		const done = await dropOnFailure(ofDisk, () => compress(runner, source, ofDisk, options));
		grains += done.grains;
		reused += done.reused;
	}
	await copied;
	return {
		disks: await Promise.all(jobs.map((job) => limit(() => describeResult(runner, job)))),
		grains,
		reused
	};
}
async function compress(runner, source, jobs, options) {
	return await compressDisk(runner, {
		disk: jobs[0]?.stem ?? jobs[0]?.disk ?? "",
		source,
		targets: jobs.map(({ format, target }) => ({
			format,
			file: target
		})),
		store: options.store,
		scratch: options.scratch,
		concurrency: 2 * options.concurrency
	});
}
const qemuOptions = {
	raw: [
		"-O",
		"raw",
		"-W"
	],
	qcow2: [
		"-O",
		"qcow2",
		"-c",
		"-W",
		"-m",
		"8"
	],
	vmdk: [
		"-O",
		"vmdk",
		"-o",
		"subformat=streamOptimized,adapter_type=lsilogic,hwversion=13"
	]
};
async function runQemuImg(runner, { disk, format, source, image, target }) {
	const args = [
		"convert",
		"-f",
		image?.format ?? "raw",
		...qemuOptions[format],
		source,
		target
	];
	await runner.run("qemu-img", args, { failure: `can't convert disk ${disk} to ${format}` });
}
async function dropOnFailure(jobs, work) {
	try {
		return await work();
	} catch (error) {
		await Promise.all(jobs.map(({ target }) => fs$1.rm(target, { force: true })));
		throw error;
	}
}
async function describeResult(runner, { disk, format, source, image, target }) {
	const stat = await fs$1.stat(target);
	return {
		disk,
		format,
		path: target,
		virtualBytes: image?.virtualBytes ?? (await fs$1.stat(source)).size,
		fileBytes: format === "raw" ? stat.blocks * 512 : stat.size,
		sha256: await sha256OfFile(target, runner.signal)
	};
}

// src/disk/disk-file.ts
/** Makes an empty sparse file; costs no space whatever the size. Replaces what was there. */
async function createSparseFile(file, sizeBytes) {
	const handle = await fs$1.open(file, "w");
	try {
		await handle.truncate(sizeBytes);
	} finally {
		await handle.close();
	}
}
/** Writes into an existing file, leaving all else as it is. */
async function applyWrites(file, writes) {
	const handle = await fs$1.open(file, "r+");
	try {
		for (const { offset, bytes } of writes) await handle.write(bytes, 0, bytes.length, offset);
	} finally {
		await handle.close();
	}
}
async function readBytes$1(file, offset, length) {
	const handle = await fs$1.open(file, "r");
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

// src/disk/bytes.ts
const mebibyte$1 = 1048576;
/** The 16 bytes of a UUID in the order in which it is written (RFC 9562). */
function uuidBytes(uuid) {
	const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
	if (bytes.length !== 16) throw new RangeError(`not a UUID: ${uuid}`);
	return bytes;
}
/** A GUID as EFI stores it: the first three fields little-endian (UEFI specification, appendix A). */
function guidBytes(guid) {
	const bytes = uuidBytes(guid);
	bytes.subarray(0, 4).reverse();
	bytes.subarray(4, 6).reverse();
	bytes.subarray(6, 8).reverse();
	return bytes;
}

// src/disk/filesystems/filesystem-job.ts
/** Environment for tools that know reproducible builds. */
function epochEnv({ epochSeconds }) {
	return epochSeconds === void 0 ? {} : { SOURCE_DATE_EPOCH: String(epochSeconds) };
}

// src/disk/filesystems/fit.ts
/** What a filesystem is called in messages: its mount point, or `swap`. */
function nameOf(filesystem) {
	return filesystem.mountPoint ?? filesystem.type;
}
/**
* The error of contents that do not fit, code `contents-do-not-fit`. It names the part line, what is needed and what is there.
*
* @param neededBytes of the partition; if it is no more than the partition has, the need is said to be larger than that
*/
function doesNotFit(partition, filesystem, neededBytes, detail = []) {
	const has = Math.floor(partition.sizeBytes / mebibyte$1);
	const needs = Math.ceil(neededBytes / mebibyte$1);
	const need = needs > has ? `${needs} MiB` : `more than ${has} MiB`;
	return new ApplianceError({
		kind: "input",
		code: "contents-do-not-fit",
		message: `the contents of ${nameOf(filesystem)} need ${need} as ${filesystem.type}, and its partition has ${has} MiB`,
		position: partition.position,
		hint: `give this part line --size=${Math.max(needs, has + Math.ceil(has / 10) + 1)} or more, or install less`,
		detail
	});
}
/**
* The smallest partition, in bytes, whose overhead leaves room for the contents.
*
* @param overhead bytes that a filesystem of the given size keeps for itself
*/
function smallestSize(contentBytes, overhead) {
	let size = contentBytes;
	for (let round = 0; round < 20; round += 1) {
		const needed = contentBytes + overhead(size);
		if (needed <= size) break;
		size = Math.ceil(needed / mebibyte$1) * mebibyte$1;
	}
	return size;
}
/** Turns a tool's complaint that its filesystem is full into `contents-do-not-fit`; other errors pass unchanged. */
function asDoesNotFit(error, complaint, partition, filesystem, neededBytes) {
	if (!(error instanceof ApplianceError) || error.code !== "tool-failed") return error;
	if (!error.detail.some((line) => complaint.test(line))) return error;
	return doesNotFit(partition, filesystem, neededBytes, error.detail);
}

// src/disk/filesystems/mounted-copy.ts
const full$2 = /no space left on device/i;
/**
* Fills a filesystem that lies in a file of its own by mounting that file, with every attribute that the tree has.
* It is no disk image: it has no partitions, so a plain loop device does. Unmounted whatever happens.
*
* @param file the filesystem
* @param neededBytes what the contents were estimated to need, for the error
* @throws ApplianceError code `contents-do-not-fit`
*/
async function fillByMount(job, file, neededBytes, failure) {
	try {
		var _usingCtx$5 = _usingCtx();
		const { runner, tree, scratch, partition, filesystem } = job;
		if (tree === void 0) return;
		const mountPoint = path.join(scratch, "mnt");
		await fs$1.mkdir(mountPoint, { recursive: true });
		const scope = _usingCtx$5.a(new Scope());
		let mounted = false;
		scope.defer(async () => {
			if (mounted) await unmount(runner, mountPoint);
			else await cleanupRunner(runner).run("umount", [mountPoint], { okCodes: [0, 32] });
		});
		await runner.run("mount", [
			"-t",
			filesystem.type,
			"-o",
			"loop,nodev,nosuid,noexec,noatime",
			file,
			mountPoint
		], { failure });
		mounted = true;
		try {
			await runner.run("cp", [
				"-a",
				"--preserve=all",
				"--sparse=auto",
				`${tree}/.`,
				mountPoint
			], { failure });
		} catch (error) {
			throw asDoesNotFit(error, full$2, partition, filesystem, neededBytes);
		}
	} catch (_) {
		_usingCtx$5.e = _;
	} finally {
		await _usingCtx$5.d();
	}
}

// src/disk/filesystems/place-file.ts
/**
* Copies a filesystem, made in a file of its own, to the place of its partition. Holes are neither read nor written:
* qemu-img asks the kernel where data is.
*/
async function placeFile(job, file, failure) {
	const { runner, diskFile, partition } = job;
	const target = {
		driver: "raw",
		offset: partition.startBytes,
		size: partition.sizeBytes,
		file: {
			driver: "file",
			filename: diskFile
		}
	};
	const args = [
		"convert",
		"-n",
		"--target-is-zero",
		"-W",
		"-t",
		"writeback",
		"-f",
		"raw",
		"-O",
		"raw",
		file
	];
	await runner.run("qemu-img", [...args, `json:${JSON.stringify(target)}`], { failure });
}

// src/disk/filesystems/btrfs.ts
/**
* Makes a btrfs filesystem, in a file of its own that is then put in place. `mkfs.btrfs --rootdir` needs no mount, but it grows
* the file when the partition is tight and forgets the attributes of the top folder; then a plain loop mount does it.
*
* @throws ApplianceError code `contents-do-not-fit`
*/
async function makeBtrfs(job) {
	const { runner, partition, filesystem, scratch, size, tree } = job;
	const failure = `can't make the btrfs filesystem of ${nameOf(filesystem)}`;
	const needed = smallestSize(size.contentBytes, () => overhead$2(size.inodes));
	if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
	const file = path.join(scratch, "btrfs");
	const make = async (options) => {
		await createSparseFile(file, partition.sizeBytes);
		const args = [
			"-q",
			"-f",
			"-K",
			"-U",
			filesystem.uuid,
			"-b",
			String(partition.sizeBytes),
			...options
		];
		if (filesystem.label !== void 0) args.push("-L", filesystem.label);
		await runner.run("mkfs.btrfs", [...args, file], {
			env: epochEnv(job),
			failure
		});
		return (await fs$1.stat(file)).size === partition.sizeBytes;
	};
	if (!(tree !== void 0 && await hasPlainTop(tree)) || !await make(["--rootdir", tree])) {
		await make([]);
		await fillByMount(job, file, needed, failure);
	}
	await placeFile(job, file, failure);
	await fs$1.rm(file);
}
async function hasPlainTop(tree) {
	const { mode, uid, gid } = await fs$1.stat(tree);
	return (mode & 4095) === 493 && uid === 0 && gid === 0;
}
/** An estimate from below: the system chunk, and two copies of the metadata of each file. */
function overhead$2(inodes) {
	return 32 * mebibyte$1 + 2 * inodes * 512;
}

// src/disk/filesystems/ext-size.ts
const extBlockBytes = 4096;
const inodeBytes = 256;
const blocksPerGroup = 32768;
/** One block and one inode bitmap. */
const bitmapsPerGroup = 2;
const descriptorBytes = 64;
/** Blocks kept so that the group descriptors can grow online: one for 8 MiB, up to this. */
const largestReserve = 1024;
const reservedInodes = 11;
/** lost+found is made with room for names. */
const lostAndFoundBytes = 16384;
/** Journal size by size of the filesystem, as mke2fs 1.47 chooses; the last line is for what is larger. */
const journalMiB = [
	[8, 0],
	[128, 4],
	[1024, 16],
	[2048, 32],
	[16384, 64],
	[32768, 128],
	[65536, 256],
	[131072, 512],
	[Number.POSITIVE_INFINITY, 1024]
];
/** Bytes per inode: small filesystems get more of them, large ones fewer. */
const inodeRatios = [
	[512, 4096],
	[4194304, 16384],
	[16777216, 32768],
	[Number.POSITIVE_INFINITY, 65536]
];
/** How many inodes to make: the usual number for the size, and more when the tree needs them, with a quarter to spare. */
function extInodes(sizeBytes, tree) {
	const usual = Math.floor(sizeBytes / lookUp(inodeRatios, sizeBytes));
	const needed = Math.ceil((tree.inodes + reservedInodes + 1) * 1.25);
	return Math.max(usual, needed, 64);
}
/** Bytes of an ext filesystem that hold no contents; within 1 % of what mke2fs 1.47 reports. */
function extOverhead(sizeBytes, tree, journal) {
	const groups = Math.ceil(sizeBytes / (blocksPerGroup * extBlockBytes));
	const inodeTables = extInodes(sizeBytes, tree) * inodeBytes;
	const bitmaps = groups * bitmapsPerGroup * extBlockBytes;
	const reserve = Math.min(largestReserve, Math.floor(sizeBytes / (8 * mebibyte$1)));
	const descriptors = Math.ceil(groups * descriptorBytes / extBlockBytes);
	const superblocks = superblockCopies(groups) * (1 + descriptors + reserve) * extBlockBytes;
	const journalBytes = journal ? lookUp(journalMiB, sizeBytes) * mebibyte$1 : 0;
	return inodeTables + bitmaps + superblocks + journalBytes + lostAndFoundBytes;
}
/** Sparse superblocks: copies lie in groups 0 and 1 and in those whose number is a power of 3, 5 or 7. */
function superblockCopies(groups) {
	let copies = Math.min(groups, 2);
	for (const base of [
		3,
		5,
		7
	]) for (let group = base; group < groups; group *= base) copies += 1;
	return copies;
}
function lookUp(table, sizeBytes) {
	return table.find(([below]) => sizeBytes < below * 1048576)?.[1] ?? 0;
}

// src/disk/filesystems/ext.ts
const full$1 = /could not allocate (block|inode)|not enough space|no free (blocks|inodes)/i;
const smallestJournalBytes = 8 * mebibyte$1;
const allPermissions = 4095;
const plainFolder = 493;
const rootInode = 2;
/** After the reserved ones and lost+found. */
const firstFreeInode = 12;
/**
* mke2fs reads its defaults from the host's /etc/mke2fs.conf, and newer hosts switch on features that older boot loaders
* cannot read (metadata_csum_seed, orphan_file: GRUB 2.06 and the kernels of EL 8). With a file of our own every host makes
* the same filesystem: one that Debian 10, EL 8 and all later ones read.
*/
const configuration = `[defaults]
  base_features = sparse_super,large_file,filetype,resize_inode,dir_index,ext_attr
  default_mntopts = acl,user_xattr
  enable_periodic_fsck = 0
  blocksize = ${extBlockBytes}
  inode_size = 256
  inode_ratio = 16384
[fs_types]
  small = {
  }
  floppy = {
  }
  big = {
  }
  huge = {
  }
  ext2 = {
  }
  ext3 = {
    features = has_journal
  }
  ext4 = {
    features = has_journal,extent,huge_file,flex_bg,metadata_csum,64bit,dir_nlink,extra_isize
  }
`;
/**
* Makes an ext2, ext3 or ext4 filesystem with its contents straight inside the disk file.
*
* @throws ApplianceError code `contents-do-not-fit`
*/
async function makeExt(job) {
	const { runner, partition, filesystem, diskFile, tree, size, scratch } = job;
	const journal = filesystem.type !== "ext2" && partition.sizeBytes >= smallestJournalBytes;
	const needed = smallestSize(size.contentBytes, (bytes) => extOverhead(bytes, size, journal));
	if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
	const config = path.join(scratch, "mke2fs.conf");
	await fs$1.writeFile(config, configuration);
	const top = tree === void 0 ? void 0 : await fs$1.stat(tree);
	const extended = [
		`offset=${partition.startBytes}`,
		`root_owner=${top?.uid ?? 0}:${top?.gid ?? 0}`,
		`hash_seed=${hashSeed(filesystem.uuid)}`,
		"lazy_itable_init=0",
		"lazy_journal_init=1"
	];
	const args = [
		"-q",
		"-F",
		"-t",
		filesystem.type,
		"-U",
		filesystem.uuid,
		"-E",
		extended.join(",")
	];
	args.push("-m", String(reservedPercent(filesystem.mountPoint)), "-N", String(extInodes(partition.sizeBytes, size)));
	if (filesystem.label !== void 0) args.push("-L", filesystem.label);
	if (tree !== void 0) args.push("-d", tree);
	args.push(diskFile, `${partition.sizeBytes / 1024}k`);
	const env = {
		MKE2FS_CONFIG: config,
		...extEpoch(job)
	};
	const failure = `can't make the ${filesystem.type} filesystem of ${nameOf(filesystem)}`;
	try {
		await runner.run("mke2fs", args, {
			env,
			failure
		});
	} catch (error) {
		throw asDoesNotFit(error, full$1, partition, filesystem, needed);
	}
	const corrections = correctionsOf(job, top?.mode);
	if (corrections.length === 0) return;
	const script = path.join(scratch, "debugfs");
	await fs$1.writeFile(script, `${corrections.join("\n")}\n`);
	await runner.run("debugfs", [
		"-w",
		"-f",
		script,
		`${diskFile}?offset=${partition.startBytes}`
	], {
		env,
		failure
	});
}
/**
* What mke2fs leaves wrong, as debugfs commands: before 1.48 the mode of the top folder stays 0755, which breaks a /tmp of its own;
* and change and access times are those of the copy in the scratch directory, which no two builds share.
*/
function correctionsOf({ epochSeconds, size }, topMode) {
	const commands = [];
	const permissions = (topMode ?? plainFolder) & allPermissions;
	if (permissions !== plainFolder) commands.push(`set_inode_field <${rootInode}> mode 04${octal(permissions)}`);
	if (epochSeconds === void 0) return commands;
	const copied = Array.from({ length: size.inodes }, (_, index) => firstFreeInode + index);
	for (const inode of [rootInode, ...copied]) for (const field of ["atime", "ctime"]) commands.push(`set_inode_field <${inode}> ${field} @${epochSeconds}`);
	return commands;
}
const octal = (mode) => mode.toString(8).padStart(4, "0");
/** mke2fs before 1.47.1 knows the time only by a name of its own. */
function extEpoch(job) {
	return job.epochSeconds === void 0 ? {} : {
		...epochEnv(job),
		E2FSPROGS_FAKE_TIME: String(job.epochSeconds)
	};
}
/** The share that only root may fill: the usual one where daemons of the system need room to go on, none on data. */
function reservedPercent(mountPoint) {
	return mountPoint === "/" || mountPoint === "/var" ? 5 : 0;
}
/** The seed of directory hashes: random by default, so here drawn from the filesystem's UUID. */
function hashSeed(uuid) {
	const hex = createHash("sha256").update(`hash seed of ${uuid}`).digest("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20, 32)
	].join("-");
}

// src/disk/filesystems/swap-header.ts
const pageBytes = 4096;
/**
* The first page of a swap area, as Linux reads it (`union swap_header` of include/linux/swap.h): version 1, number of the
* last page, no bad pages, UUID and label from byte 1024 on, and the mark at the end of the page. Nothing else is written.
*
* @param label cut to 15 bytes of UTF-8
*/
function swapHeader(sizeBytes, uuid, label) {
	const page = Buffer.alloc(pageBytes);
	page.writeUInt32LE(1, 1024);
	page.writeUInt32LE(Math.floor(sizeBytes / pageBytes) - 1, 1028);
	uuidBytes(uuid).copy(page, 1036);
	page.write(label ?? "", 1052, 15, "utf8");
	page.write("SWAPSPACE2", 4086, "latin1");
	return page;
}

// src/disk/filesystems/swap.ts
/** Makes a swap area inside the disk file. */
async function makeSwap({ diskFile, partition, filesystem }) {
	const bytes = swapHeader(partition.sizeBytes, filesystem.uuid, filesystem.label);
	await applyWrites(diskFile, [{
		offset: partition.startBytes,
		bytes
	}]);
}

// src/disk/filesystems/vfat.ts
const full = /disk full|no space|no free cluster/i;
/**
* The kind of FAT by size of the filesystem, chosen here because mkfs.vfat goes by the size of the whole disk file. FAT12
* has fewer than 4085 clusters, FAT16 fewer than 65525, FAT32 more (Microsoft, FAT32 File System Specification 1.03,
* page 14; page 20 for the clusters of FAT32).
*/
const fats = [
	[4, {
		bits: 12,
		sectors: 4
	}],
	[8, {
		bits: 16,
		sectors: 1
	}],
	[32, {
		bits: 16,
		sectors: 2
	}],
	[64, {
		bits: 16,
		sectors: 4
	}],
	[260, {
		bits: 32,
		sectors: 1
	}],
	[8192, {
		bits: 32,
		sectors: 8
	}],
	[16384, {
		bits: 32,
		sectors: 16
	}],
	[32768, {
		bits: 32,
		sectors: 32
	}]
];
const largestFat = {
	bits: 32,
	sectors: 64
};
/**
* Makes a vfat filesystem with its contents straight inside the disk file.
*
* @throws ApplianceError code `contents-do-not-fit`; `contents-unsuitable` for what vfat cannot hold
*/
async function makeVfat(job) {
	const { runner, partition, filesystem, diskFile, tree, size } = job;
	const name = nameOf(filesystem);
	if (size.unixOnly !== void 0) throw new ApplianceError({
		kind: "input",
		code: "contents-unsuitable",
		message: `vfat, the filesystem of ${name}, cannot hold ${path.join(name, size.unixOnly)}: it is a link or a device`,
		position: partition.position,
		hint: "use ext4 for this part line, or move the file elsewhere"
	});
	const needed = smallestSize(size.contentBytes, overhead$1);
	if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
	const startSector = partition.startBytes / 512;
	const args = [
		"--invariant",
		"-i",
		filesystem.uuid.replace("-", ""),
		"-h",
		String(startSector)
	];
	args.push(`--offset=${startSector}`);
	const { bits, sectors } = fatOf(partition.sizeBytes);
	args.push("-F", String(bits), "-s", String(sectors));
	if (filesystem.label !== void 0) args.push("-n", filesystem.label.toUpperCase());
	const env = {
		...epochEnv(job),
		MTOOLS_SKIP_CHECK: "1"
	};
	const failure = `can't make the vfat filesystem of ${name}`;
	await runner.run("mkfs.vfat", [
		...args,
		diskFile,
		String(partition.sizeBytes / 1024)
	], {
		env,
		failure
	});
	const contents = tree === void 0 ? [] : (await fs$1.readdir(tree)).sort().map((file) => path.join(tree, file));
	if (contents.length === 0) return;
	const image = `${diskFile}@@${partition.startBytes}`;
	try {
		await runner.run("mcopy", [
			"-s",
			"-m",
			"-Q",
			"-i",
			image,
			...contents,
			"::"
		], {
			env,
			failure
		});
	} catch (error) {
		throw asDoesNotFit(error, full, partition, filesystem, needed);
	}
}
function fatOf(sizeBytes) {
	return fats.find(([belowMiB]) => sizeBytes < belowMiB * 1048576)?.[1] ?? largestFat;
}
/** Root directory (FAT12 and FAT16) and reserved sectors with their alignment, in sectors. */
const fixedSectors = 64;
/** Bytes of both allocation tables, the root directory and the reserved sectors. */
function overhead$1(sizeBytes) {
	const { bits, sectors } = fatOf(sizeBytes);
	const clusters = Math.ceil(sizeBytes / (sectors * 512));
	return 2 * Math.ceil(clusters * bits / 8) + fixedSectors * 512;
}

// src/disk/filesystems/xfs.ts
/**
* Features by the option that switches them. Off: what the kernel of EL 8 (bigtime, inobtcount) or GRUB 2.06 (nrext64, parent,
* exchange) cannot read. Those that a mkfs.xfs does not know it does not switch on either.
*/
const features = [
	[
		"-m",
		"crc",
		1
	],
	[
		"-m",
		"finobt",
		1
	],
	[
		"-m",
		"reflink",
		1
	],
	[
		"-m",
		"rmapbt",
		0
	],
	[
		"-m",
		"inobtcount",
		0
	],
	[
		"-m",
		"bigtime",
		0
	],
	[
		"-m",
		"metadir",
		0
	],
	[
		"-i",
		"sparse",
		1
	],
	[
		"-i",
		"nrext64",
		0
	],
	[
		"-i",
		"exchange",
		0
	],
	[
		"-n",
		"parent",
		0
	]
];
const smallestLog = 64 * mebibyte$1;
/**
* Makes an xfs filesystem. mkfs.xfs of today cannot copy a directory (its prototype files know no times, no sticky bit, no hard
* links, no extended attributes), so the contents go through a plain loop mount of a file of this one filesystem.
*
* @throws ApplianceError code `contents-do-not-fit`
*/
async function makeXfs(job) {
	const { runner, partition, filesystem, scratch, size } = job;
	const failure = `can't make the xfs filesystem of ${nameOf(filesystem)}`;
	const needed = smallestSize(size.contentBytes, (bytes) => overhead(bytes, size.inodes));
	if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
	const file = path.join(scratch, "xfs");
	await createSparseFile(file, partition.sizeBytes);
	const args = [
		"-q",
		"-f",
		"-K",
		"-m",
		`uuid=${filesystem.uuid}`,
		...await featureOptions(runner)
	];
	if (filesystem.label !== void 0) args.push("-L", filesystem.label);
	await runner.run("mkfs.xfs", [...args, file], { failure });
	await fillByMount(job, file, needed, failure);
	await placeFile(job, file, failure);
	await fs$1.rm(file);
}
async function featureOptions(runner) {
	const usage = [];
	await runner.run("mkfs.xfs", [], {
		okCodes: [0, 1],
		onLine: (line) => usage.push(line)
	});
	const known = usage.join("\n");
	return features.filter(([, name]) => new RegExp(`\\b${name}=`).test(known)).flatMap(([option, name, value]) => [option, `${name}=${value}`]);
}
/** An estimate from below: the log, inodes of 512 bytes and the space that allocation groups keep. */
function overhead(sizeBytes, inodes) {
	return Math.max(Math.floor(sizeBytes / 2048), smallestLog) + inodes * 512 + 4 * mebibyte$1;
}

// src/disk/filesystems/filesystems.ts
const makers = {
	ext2: {
		make: makeExt,
		smallestMiB: 1,
		longestLabel: 16
	},
	ext3: {
		make: makeExt,
		smallestMiB: 1,
		longestLabel: 16
	},
	ext4: {
		make: makeExt,
		smallestMiB: 1,
		longestLabel: 16
	},
	vfat: {
		make: makeVfat,
		smallestMiB: 1,
		longestLabel: 11
	},
	xfs: {
		make: makeXfs,
		smallestMiB: 300,
		longestLabel: 12
	},
	btrfs: {
		make: makeBtrfs,
		smallestMiB: 114,
		longestLabel: 255
	},
	swap: {
		make: makeSwap,
		smallestMiB: 1,
		longestLabel: 15
	}
};
/**
* Makes a filesystem of any type with its contents in its partition.
*
* @throws ApplianceError codes `contents-do-not-fit`, `contents-unsuitable`, `filesystem-too-small`, `label-too-long`
*/
async function makeFilesystem(job) {
	const { filesystem, partition } = job;
	const { make, smallestMiB, longestLabel } = makers[filesystem.type];
	if (partition.sizeBytes < smallestMiB * 1048576) throw new ApplianceError({
		kind: "input",
		code: "filesystem-too-small",
		message: `${nameOf(filesystem)} has ${partition.sizeBytes / mebibyte$1} MiB, and ${filesystem.type} needs at least ${smallestMiB} MiB`,
		position: partition.position,
		hint: `give this part line --size=${smallestMiB} or more, or another --fstype`
	});
	if (Buffer.byteLength(filesystem.label ?? "") > longestLabel) throw new ApplianceError({
		kind: "input",
		code: "label-too-long",
		message: `the label "${filesystem.label}" of ${nameOf(filesystem)} is longer than the ${longestLabel} bytes of ${filesystem.type}`,
		position: partition.position,
		hint: "shorten --label"
	});
	await make(job);
}

// src/disk/filesystems/tree-size.ts
const blockBytes = 4096;
const statBlockBytes = 512;
/** Targets shorter than this lie in the inode. */
const fastLinkBytes = 60;
const emptyTree = {
	inodes: 0,
	contentBytes: 0,
	unixOnly: void 0
};
/** Measures a tree without leaving it: other filesystems mounted below are part of it, as they are for the tools that copy it. */
async function measureTree(tree) {
	const linked = /* @__PURE__ */ new Set();
	let inodes = 0;
	let contentBytes = 0;
	let unixOnly;
	const pending = [tree];
	for (let folder = pending.pop(); folder !== void 0; folder = pending.pop()) {
		const here = folder;
		const names = await fs$1.readdir(here);
		const files = names.map((name) => path.join(here, name));
		const found = await Promise.all(files.map(async (file) => ({
			file,
			stats: await fs$1.lstat(file)
		})));
		for (const { file, stats } of found) {
			if (stats.isDirectory()) pending.push(file);
			else if (!stats.isFile()) unixOnly ??= path.relative(tree, file);
			if (stats.nlink > 1 && !stats.isDirectory()) {
				const identity = `${stats.dev}:${stats.ino}`;
				if (linked.has(identity)) continue;
				linked.add(identity);
			}
			inodes += 1;
			contentBytes += blocksOf(stats);
		}
		contentBytes += folderBytes(names);
	}
	return {
		inodes,
		contentBytes,
		unixOnly
	};
}
function blocksOf(stats) {
	if (stats.isSymbolicLink()) return stats.size < fastLinkBytes ? 0 : blockBytes;
	if (!stats.isFile()) return 0;
	return roundUp(Math.min(stats.size, stats.blocks * statBlockBytes));
}
/** A folder's entries take 8 bytes and the name, in steps of 4 (kernel, Documentation/filesystems/ext4/directory.rst). */
function folderBytes(names) {
	const entries = names.reduce((sum, name) => sum + 8 + Math.ceil(Buffer.byteLength(name) / 4) * 4, 0);
	return Math.max(blockBytes, roundUp(entries));
}
function roundUp(bytes) {
	return Math.ceil(bytes / blockBytes) * blockBytes;
}

// src/disk/grub/boot-place.ts
/** Folder of GRUB's own files below /boot. */
const grubFolder = "grub";
/** @throws ApplianceError code `no-root-filesystem` */
function bootPlace(disks) {
	const rootFilesystem = filesystemAt(disks, "/");
	if (rootFilesystem === void 0) throw new ApplianceError({
		kind: "input",
		code: "no-root-filesystem",
		message: "no disk has a filesystem for /",
		hint: "add a line such as: part / --size=2048 --fstype=ext4"
	});
	const own = filesystemAt(disks, "/boot");
	return own === void 0 ? {
		filesystem: rootFilesystem,
		rootFilesystem,
		prefix: "/boot"
	} : {
		filesystem: own,
		rootFilesystem,
		prefix: ""
	};
}
function filesystemAt(disks, mountPoint) {
	return disks.flatMap(({ partitions }) => partitions).find(({ filesystem }) => filesystem?.mountPoint === mountPoint)?.filesystem;
}

// src/host/root-files.ts
const maxLinks = 40;
/**
* Resolves a path of the guest inside its root, as chroot would: symbolic links, absolute ones too, stay inside.
* The last component need not exist, nor need the folders above it.
*
* @param root absolute path of the root directory on the host
* @param guestPath absolute path as the guest sees it, `/etc/hostname`
* @returns absolute path on the host, below `root`
* @throws ApplianceError code `link-loop`
*/
async function resolveInRoot(root, guestPath) {
	const pending = guestPath.split("/").reverse();
	const resolved = [];
	let links = 0;
	while (pending.length > 0) {
		const name = pending.pop();
		if (name === void 0 || name === "" || name === ".") continue;
		if (name === "..") {
			resolved.pop();
			continue;
		}
		const here = path.join(root, ...resolved, name);
		const target = await fs$1.readlink(here).catch(() => void 0);
		if (target === void 0) {
			resolved.push(name);
			continue;
		}
		links += 1;
		if (links > maxLinks) throw new ApplianceError({
			kind: "build",
			code: "link-loop",
			message: `${guestPath} in the root is a loop of symbolic links`
		});
		if (target.startsWith("/")) resolved.length = 0;
		pending.push(...target.split("/").reverse());
	}
	return path.join(root, ...resolved);
}
function rootFiles(root) {
	const resolve = (guestPath) => resolveInRoot(root, guestPath);
	/** The entry itself, even if it is a link: only the folder above it is resolved. */
	const entry = async (guestPath) => path.join(await resolve(path.dirname(guestPath)), path.basename(guestPath));
	return {
		root,
		path: resolve,
		async read(guestPath) {
			return await fs$1.readFile(await resolve(guestPath), "utf8").catch(undefinedIfMissing);
		},
		async exists(guestPath) {
			return await fs$1.stat(await resolve(guestPath)).catch(undefinedIfMissing) !== void 0;
		},
		async write(guestPath, text, mode = 420) {
			const file = await resolve(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.writeFile(file, text, { mode });
			await fs$1.chmod(file, mode);
		},
		async append(guestPath, text) {
			const file = await resolve(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.appendFile(file, text);
		},
		async link(guestPath, target) {
			const file = await entry(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.rm(file, { force: true });
			await fs$1.symlink(target, file);
		},
		async remove(guestPath) {
			await fs$1.rm(await entry(guestPath), {
				force: true,
				recursive: true
			});
		},
		async list(guestPath) {
			return (await fs$1.readdir(await resolve(guestPath)).catch(undefinedIfMissing))?.sort() ?? [];
		}
	};
}
function undefinedIfMissing(error) {
	if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
	throw error;
}

// src/disk/grub/grub-modules.ts
const hostPackage = {
	"i386-pc": "grub-pc-bin (Debian) or grub2-pc-modules (Fedora)",
	"x86_64-efi": "grub-efi-amd64-bin (Debian) or grub2-efi-x64-modules (Fedora)"
};
/** Built into the image, so that the menu works even if the modules in /boot do not match it. */
const builtIn$1 = [
	"part_gpt",
	"part_msdos",
	"search",
	"search_fs_uuid",
	"search_fs_file",
	"search_label",
	"normal",
	"configfile",
	"linux",
	"gzio",
	"serial",
	"terminal",
	"terminfo",
	"echo",
	"test",
	"true",
	"sleep",
	"ls",
	"cat",
	"regexp",
	"halt",
	"reboot"
];
const builtInByTarget = {
	"i386-pc": ["biosdisk"],
	"x86_64-efi": [...[
		"ext2",
		"xfs",
		"btrfs",
		"fat",
		"all_video",
		"efi_gop",
		"efi_uga",
		"video_bochs",
		"video_cirrus",
		"font"
	], ...[
		"gfxterm",
		"chain",
		"loadenv",
		"minicmd",
		"efifwsetup"
	]]
};
const filesystemModule = {
	ext2: "ext2",
	ext3: "ext2",
	ext4: "ext2",
	xfs: "xfs",
	btrfs: "btrfs",
	vfat: "fat",
	swap: void 0
};
/**
* The folder of GRUB's modules: the guest's own if its package is installed there, so that a GRUB that the guest updates fits its
* modules; else the host's.
*
* @throws ApplianceError kind `tool`, code `grub-modules-missing`
*/
async function grubModulesDirectory(guestRoot, target) {
	const folder = `/usr/lib/grub/${target}`;
	const candidates = [await resolveInRoot(guestRoot, folder), folder];
	for (const candidate of candidates) {
		const names = await fs$1.readdir(candidate).catch(() => []);
		if (names.includes("kernel.img") && names.includes("moddep.lst")) return candidate;
	}
	throw new ApplianceError({
		kind: "tool",
		code: "grub-modules-missing",
		message: `GRUB's modules for ${target} are neither in the appliance nor on this machine`,
		hint: `install ${hostPackage[target]}, or run "appliance-build doctor --install"`
	});
}
/** The modules to build into an image, leaving out those that this GRUB does not have. */
async function modulesFor(directory, target, bootType) {
	const present = new Set(await fs$1.readdir(directory));
	const wanted = /* @__PURE__ */ new Set([...builtIn$1, ...builtInByTarget[target]]);
	const own = filesystemModule[bootType];
	if (own !== void 0) wanted.add(own);
	return [...wanted].filter((name) => present.has(`${name}.mod`));
}
/** Copies the modules and their lists to `grub/TARGET` below a /boot folder, where GRUB looks for what is not built in. */
async function installGrubModules(directory, target, grubDirectory) {
	const destination = path.join(grubDirectory, target);
	await fs$1.mkdir(destination, { recursive: true });
	const names = (await fs$1.readdir(directory)).filter((name) => /\.(?:mod|lst)$/.test(name)).sort();
	for (const name of names) await fs$1.copyFile(path.join(directory, name), path.join(destination, name));
}

// src/disk/grub/grub-image.ts
const programs = {
	debian: "grub-mkimage",
	fedora: "grub2-mkimage"
};
/** What the image does first: it finds the filesystem of /boot by UUID, whatever disk the firmware calls the first. */
function earlyConfig({ filesystem, prefix }) {
	return `search.fs_uuid ${filesystem.uuid} root\nset prefix=($root)${prefix}/${grubFolder}\n`;
}
/** Makes a GRUB image that finds its menu on its own. */
async function makeGrubImage(runner, request) {
	const { target, modules, place, output, scratch } = request;
	const config = path.join(scratch, `early-${target}.cfg`);
	await fs$1.writeFile(config, earlyConfig(place));
	const args = [
		"-O",
		target,
		"-d",
		modules,
		"-o",
		output,
		"-p",
		`${place.prefix}/${grubFolder}`,
		"-c",
		config
	];
	args.push(...await modulesFor(modules, target, place.filesystem.type));
	await runFirst(runner, args, `can't make the boot loader for ${target}`);
}
async function runFirst(runner, args, failure) {
	try {
		await runner.run(programs.debian, args, { failure });
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.code !== "tool-missing") throw error;
		await runner.run(programs.fedora, args, { failure });
	}
}

// src/disk/grub/grub-bios.ts
/** Offsets in GRUB's boot.img (grub-core/boot/i386/pc/boot.S and include/grub/i386/pc/boot.h name them). */
const bpbStart = 3;
const bpbEnd = 90;
const kernelSectorField = 92;
const bootDriveField = 100;
const driveCheckField = 102;
const partitionTableStart = 440;
/** "The drive that the BIOS booted from." */
const bootDriveFromBios = 255;
const nop = 144;
/** The one entry of the block list, at the end of the core's first sector: start (8), length (2), segment (2). */
const blockListBytes = 12;
/** Where the rest of the core is loaded: the segment after that of the first sector. */
const coreSegment = 2080;
/** Puts GRUB's boot code around the partition table of a boot sector. Neither argument is changed. */
function bootSector(mbr, bootImage, coreSector) {
	const sector = Buffer.from(bootImage.subarray(0, 512));
	sector.set(mbr.subarray(bpbStart, bpbEnd), bpbStart);
	sector.set(mbr.subarray(partitionTableStart, 512), partitionTableStart);
	sector.writeBigUInt64LE(BigInt(coreSector), kernelSectorField);
	sector[bootDriveField] = bootDriveFromBios;
	sector.fill(nop, driveCheckField, 104);
	return sector;
}
/** A core image, padded to whole sectors, that loads its own rest from the sectors that follow `coreSector`. */
function coreImage(core, coreSector) {
	const sectors = Math.ceil(core.length / 512);
	const image = Buffer.alloc(sectors * 512);
	image.set(core);
	const list = 512 - blockListBytes;
	image.writeBigUInt64LE(BigInt(coreSector + 1), list);
	image.writeUInt16LE(sectors - 1, list + 8);
	image.writeUInt16LE(coreSegment, list + 10);
	return image;
}
/**
* Where the core goes: the BIOS boot partition of GPT, or the gap between the boot sector and the first partition of msdos.
*
* @returns bytes from the start of the disk, and how many there are
* @throws ApplianceError codes `no-bios-boot-partition`
*/
function coreSpace(disk) {
	if (disk.table.type === "msdos") {
		const first = Math.min(disk.sizeBytes, ...disk.partitions.map(({ startBytes }) => startBytes));
		return {
			offset: 512,
			sizeBytes: first - 512
		};
	}
	const partition = disk.partitions.find(({ kind }) => kind === "biosboot");
	if (partition !== void 0) return {
		offset: partition.startBytes,
		sizeBytes: partition.sizeBytes
	};
	throw new ApplianceError({
		kind: "input",
		code: "no-bios-boot-partition",
		message: `disk ${disk.name} has a GPT and no BIOS boot partition, so a BIOS could not boot it`,
		hint: `add: part biosboot --fstype=biosboot --size=1 --ondisk=${disk.device}`
	});
}
/**
* Makes a disk bootable by a BIOS, without mounting anything.
*
* @throws ApplianceError codes `no-bios-boot-partition`, `no-room-for-boot-loader`
*/
async function installGrubBios(runner, request) {
	const { disk, diskFile, place, modules, scratch } = request;
	const space = coreSpace(disk);
	const output = path.join(scratch, "core.img");
	await makeGrubImage(runner, {
		target: "i386-pc",
		modules,
		place,
		output,
		scratch
	});
	const sector = space.offset / 512;
	const core = coreImage(await fs$1.readFile(output), sector);
	if (core.length > space.sizeBytes) throw noRoom(disk, core.length, space.sizeBytes);
	const bootImage = await fs$1.readFile(path.join(modules, "boot.img"));
	const mbr = await readBytes$1(diskFile, 0, 512);
	await applyWrites(diskFile, [{
		offset: space.offset,
		bytes: core
	}, {
		offset: 0,
		bytes: bootSector(mbr, bootImage, sector)
	}]);
}
function noRoom(disk, needed, there) {
	const where = disk.table.type === "gpt" ? "its BIOS boot partition" : "the gap before its first partition";
	return new ApplianceError({
		kind: "build",
		code: "no-room-for-boot-loader",
		message: `the boot loader of disk ${disk.name} needs ${needed} bytes, and ${where} has ${there}`,
		position: disk.partitions.find(({ kind }) => kind === "biosboot")?.position,
		hint: "start the first partition at 1 MiB, or make the BIOS boot partition 1 MiB large"
	});
}

// src/disk/tables/layout-checks.ts
/**
* Refuses a layout that no partition table can hold. The plan never makes one; a disk written from one would lose data.
*
* @param firstByte where the first partition may start
* @param endByte where the last partition must have ended
* @throws ApplianceError code `layout-impossible`
*/
function checkLayout(disk, firstByte, endByte) {
	if (disk.sizeBytes % 512 !== 0) throw impossible(disk, "its size is not a whole number of sectors");
	let end = firstByte;
	const inOrder = disk.partitions.filter((partition) => partition.kind !== "extended").toSorted((a, b) => a.startBytes - b.startBytes);
	for (const partition of inOrder) {
		if (partition.startBytes % 512 !== 0 || partition.sizeBytes % 512 !== 0) throw impossible(disk, `partition ${partition.number} is not made of whole sectors`, partition);
		if (partition.startBytes < end) throw impossible(disk, `partition ${partition.number} overlaps what lies before it`, partition);
		end = partition.startBytes + partition.sizeBytes;
		if (end > endByte) throw impossible(disk, `partition ${partition.number} reaches beyond the end of the disk`, partition);
	}
}
function impossible(disk, why, partition) {
	return new ApplianceError({
		kind: "build",
		code: "layout-impossible",
		message: `the layout of disk ${disk.name} cannot be written: ${why}`,
		position: partition?.position
	});
}

// src/disk/tables/mbr.ts
const heads = 255;
const sectorsPerTrack = 63;
const largestCylinder = 1023;
/** A boot sector without code: disk signature at 0x1b8, four empty entries at 0x1be, the mark 0x55 0xAA (UEFI spec §5.2.1). */
function mbrSector(signature) {
	const sector = Buffer.alloc(512);
	sector.writeUInt32LE(signature, 440);
	sector[510] = 85;
	sector[511] = 170;
	return sector;
}
/** The 16 bytes of a partition entry of a master or extended boot record. */
function mbrEntry(fields) {
	const entry = Buffer.alloc(16);
	entry[0] = fields.bootable ? 128 : 0;
	cylinderHeadSector(fields.absoluteSector).copy(entry, 1);
	entry[4] = fields.type;
	cylinderHeadSector(fields.absoluteSector + fields.sectors - 1).copy(entry, 5);
	entry.writeUInt32LE(fields.relativeSector, 8);
	entry.writeUInt32LE(fields.sectors, 12);
	return entry;
}
/** The address that BIOSes without LBA use; beyond its 8 GB it is the largest one, `fe ff ff`. */
function cylinderHeadSector(lba) {
	const cylinder = Math.floor(lba / 16065);
	if (cylinder > largestCylinder) return Buffer.from([
		254,
		255,
		255
	]);
	const head = Math.floor(lba / sectorsPerTrack) % heads;
	const sector = lba % sectorsPerTrack + 1;
	return Buffer.from([
		head,
		sector | cylinder >> 2 & 192,
		cylinder & 255
	]);
}

// src/disk/tables/gpt-table.ts
/** UEFI specification 2.10, §5.3: sizes of the GUID partition table. */
const headerBytes = 92;
const entryBytes = 128;
const entryCount = 128;
const entriesSectors = 16384 / 512;
const nameUnits = 36;
/** Sectors before the first usable one: protective MBR, header, entries. */
const reservedSectors = 2 + entriesSectors;
/** Attribute bit 2: legacy BIOS bootable. */
const legacyBootable = 4n;
const largestMbrSectors = 4294967295;
/**
* The GUID partition table of a disk: protective MBR, primary header and entries, and their backup at the end of the disk
* (UEFI specification 2.10, §5.2.3 and §5.3).
*
* @throws ApplianceError code `layout-impossible`
*/
function gptTable(disk, diskGuid) {
	const sectors = Math.floor(disk.sizeBytes / 512);
	const lastUsable = sectors - entriesSectors - 2;
	checkLayout(disk, reservedSectors * 512, (lastUsable + 1) * 512);
	const entries = Buffer.alloc(16384);
	for (const partition of disk.partitions) writeEntry(entries, disk, partition);
	const header = (own, other, entriesSector) => gptHeader({
		own,
		other,
		entriesSector,
		lastUsable,
		diskGuid,
		entriesCrc: crc32(entries)
	});
	return [
		{
			offset: 0,
			bytes: protectiveMbr(sectors)
		},
		{
			offset: 512,
			bytes: header(1, sectors - 1, 2)
		},
		{
			offset: 2 * 512,
			bytes: entries
		},
		{
			offset: (sectors - 1 - entriesSectors) * 512,
			bytes: entries
		},
		{
			offset: (sectors - 1) * 512,
			bytes: header(sectors - 1, 1, sectors - 1 - entriesSectors)
		}
	];
}
function protectiveMbr(sectors) {
	const sector = mbrSector(0);
	const size = Math.min(sectors - 1, largestMbrSectors);
	mbrEntry({
		bootable: false,
		type: 238,
		relativeSector: 1,
		absoluteSector: 1,
		sectors: size
	}).copy(sector, 446);
	return sector;
}
function gptHeader(fields) {
	const sector = Buffer.alloc(512);
	sector.write("EFI PART", 0, "latin1");
	sector.writeUInt32LE(65536, 8);
	sector.writeUInt32LE(headerBytes, 12);
	sector.writeBigUInt64LE(BigInt(fields.own), 24);
	sector.writeBigUInt64LE(BigInt(fields.other), 32);
	sector.writeBigUInt64LE(BigInt(reservedSectors), 40);
	sector.writeBigUInt64LE(BigInt(fields.lastUsable), 48);
	guidBytes(fields.diskGuid).copy(sector, 56);
	sector.writeBigUInt64LE(BigInt(fields.entriesSector), 72);
	sector.writeUInt32LE(entryCount, 80);
	sector.writeUInt32LE(entryBytes, 84);
	sector.writeUInt32LE(fields.entriesCrc, 88);
	sector.writeUInt32LE(crc32(sector.subarray(0, headerBytes)), 16);
	return sector;
}
function writeEntry(entries, disk, partition) {
	const { number, guid, gptName = "" } = partition;
	if (guid === void 0) throw impossible(disk, `partition ${number} has no GUID`, partition);
	if (number < 1 || number > entryCount) throw impossible(disk, `there is no partition number ${number}`, partition);
	const entry = entries.subarray((number - 1) * entryBytes, number * entryBytes);
	guidBytes(partition.type).copy(entry, 0);
	guidBytes(guid).copy(entry, 16);
	entry.writeBigUInt64LE(BigInt(partition.startBytes / 512), 32);
	entry.writeBigUInt64LE(BigInt((partition.startBytes + partition.sizeBytes) / 512 - 1), 40);
	entry.writeBigUInt64LE(partition.bootable ? legacyBootable : 0n, 48);
	entry.write(gptName.slice(0, nameUnits), 56, "utf16le");
}

// src/disk/tables/msdos-table.ts
const entriesOffset = 446;
const entrySize = 16;
const extendedType = 5;
const largestSectors = 4294967295;
const maxPrimaries = 4;
/**
* The msdos partition table of a disk: the master boot record (without boot code) and one extended boot record for each
* logical partition, chained. The first record lies at the start of the extended partition, each further one 1 MiB before
* its partition, in the gap that the alignment leaves.
*
* @throws ApplianceError code `layout-impossible`
*/
function msdosTable(disk, signature) {
	if (disk.sizeBytes / 512 > largestSectors) throw impossible(disk, "an msdos partition table ends at 2 TiB; use clearpart --disklabel=gpt");
	checkLayout(disk, 512, disk.sizeBytes);
	const mbr = mbrSector(signature);
	for (const partition of disk.partitions.filter(({ logical }) => !logical)) {
		if (partition.number < 1 || partition.number > maxPrimaries) throw impossible(disk, `there is no primary partition number ${partition.number}`, partition);
		entryOf(partition, 0).copy(mbr, entriesOffset + (partition.number - 1) * entrySize);
	}
	return [{
		offset: 0,
		bytes: mbr
	}, ...extendedRecords(disk)];
}
function extendedRecords(disk) {
	const logicals = disk.partitions.filter(({ logical }) => logical).toSorted((a, b) => a.number - b.number);
	const container = disk.partitions.find(({ kind }) => kind === "extended");
	const [first] = logicals;
	if (first === void 0) return [];
	if (container === void 0) throw impossible(disk, "logical partitions need an extended one", first);
	const places = logicals.map((_, index) => recordPlace(disk, container, logicals, index));
	return logicals.map((partition, index) => {
		const place = places[index] ?? 0;
		const record = mbrSector(0);
		entryOf(partition, place).copy(record, entriesOffset);
		const next = logicals[index + 1];
		const nextPlace = places[index + 1];
		if (next !== void 0 && nextPlace !== void 0) mbrEntry({
			bootable: false,
			type: extendedType,
			relativeSector: (nextPlace - container.startBytes) / 512,
			absoluteSector: nextPlace / 512,
			sectors: (next.startBytes + next.sizeBytes - nextPlace) / 512
		}).copy(record, 462);
		return {
			offset: place,
			bytes: record
		};
	});
}
/** @returns bytes from the start of the disk */
function recordPlace(disk, container, logicals, index) {
	const partition = logicals[index];
	const before = logicals[index - 1];
	if (partition === void 0) return container.startBytes;
	const earliest = before === void 0 ? container.startBytes : before.startBytes + before.sizeBytes;
	const place = before === void 0 ? container.startBytes : partition.startBytes - mebibyte$1;
	const end = partition.startBytes + partition.sizeBytes;
	const containerEnd = container.startBytes + container.sizeBytes;
	if (partition.number !== index + maxPrimaries + 1) throw impossible(disk, `logical partition ${partition.number} is out of order`, partition);
	if (place < earliest || partition.startBytes <= place) throw impossible(disk, `there is no room for the record of logical partition ${partition.number}`, partition);
	if (end > containerEnd) throw impossible(disk, `partition ${partition.number} reaches beyond the extended partition`, partition);
	return place;
}
function entryOf(partition, relativeTo) {
	return mbrEntry({
		bootable: partition.bootable,
		type: Number(partition.type),
		relativeSector: (partition.startBytes - relativeTo) / 512,
		absoluteSector: partition.startBytes / 512,
		sectors: partition.sizeBytes / 512
	});
}

// src/disk/tables/partition-table.ts
/** What to write where so that the disk has the planned partitions. @throws ApplianceError code `layout-impossible` */
function partitionTable(disk) {
	return disk.table.type === "gpt" ? gptTable(disk, disk.table.guid) : msdosTable(disk, disk.table.signature);
}

// src/disk/assemble.ts
/**
* Makes the raw disk files: partition tables, filesystems with their contents, boot loader. Nothing is mounted but, for xfs and
* tight btrfs, a file of that one filesystem; no partition device, no device-mapper. The trees hold the files of
* `writeBootFiles` already. Returns the disks in the order of the plan; on failure incomplete files stay in the output directory,
* which the caller owns.
*
* @throws ApplianceError codes `contents-do-not-fit`, `contents-unsuitable`, `filesystem-too-small`, `label-too-long`,
*   `layout-impossible`, `no-bios-boot-partition`, `no-room-for-boot-loader`, or that of a tool
*/
async function assembleDisks(runner, request) {
	const assembled = request.disks.map((disk) => ({
		disk,
		path: path.join(request.outputDirectory, `${disk.stem}.raw`)
	}));
	const tables = assembled.map(({ disk }) => partitionTable(disk));
	for (const [index, { disk, path: file }] of assembled.entries()) {
		await createSparseFile(file, disk.sizeBytes);
		await applyWrites(file, tables[index] ?? []);
	}
	await inParallel(request.concurrency, assembled.flatMap(({ disk, path: file }) => disk.partitions.map((partition) => () => fillPartition(runner, request, disk, partition, file))));
	const target = assembled.find(({ disk }) => disk.name === request.bootLoader.bios?.disk);
	if (target !== void 0) await installGrubBios(runner, {
		disk: target.disk,
		diskFile: target.path,
		place: bootPlace(request.disks),
		modules: await grubModulesDirectory(request.guestRoot, "i386-pc"),
		scratch: request.scratch
	});
	return assembled;
}
async function fillPartition(runner, request, disk, partition, diskFile) {
	const { filesystem } = partition;
	if (filesystem === void 0) return;
	const tree = filesystem.mountPoint === void 0 ? void 0 : request.trees.get(filesystem.mountPoint);
	const scratch = path.join(request.scratch, `${disk.stem}-${partition.number}`);
	await fs$1.mkdir(scratch, { recursive: true });
	const size = tree === void 0 ? emptyTree : await measureTree(tree);
	const { epochSeconds } = request;
	await makeFilesystem({
		runner,
		partition,
		filesystem,
		diskFile,
		tree,
		size,
		scratch,
		epochSeconds
	});
	await fs$1.rm(scratch, { recursive: true });
}
/** Begins nothing new after a failure, waits for what runs so that the caller can clean up, then throws the first failure. */
async function inParallel(concurrency, work) {
	const limit = pLimit(concurrency);
	const failures = [];
	const guarded = async (job) => {
		if (failures.length > 0) return;
		await job().catch((error) => failures.push(error));
	};
	await Promise.all(work.map((job) => limit(guarded, job)));
	if (failures.length > 0) throw failures[0];
}

// src/disk/grub/grub-config.ts
const defaultSpeed = "115200";
/** The text of /boot/grub/grub.cfg (GRUB manual, chapters 6 "Writing your own configuration file" and 16 "Commands"). */
function grubConfig(request) {
	const { place, kernels, timeoutSeconds } = request;
	return `${[
		"# Written by appliance-build. Your own entries and settings belong in custom.cfg beside this file.",
		"set default=0",
		`set timeout=${timeoutSeconds}`,
		`set timeout_style=${timeoutSeconds === 0 ? "hidden" : "menu"}`,
		...request.serialConsole ? serialLines(request.kernelArguments) : [],
		"if [ \"$grub_platform\" = efi ]; then",
		"  insmod all_video",
		"fi",
		`search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
		...kernels.flatMap((kernel) => ["", ...entry(kernel, request)]),
		"",
		`if [ -f ${place.prefix}/${grubFolder}/custom.cfg ]; then`,
		`  source ${place.prefix}/${grubFolder}/custom.cfg`,
		"fi"
	].join("\n")}\n`;
}
function entry(kernel, { place, title, kernelArguments }) {
	const words = [
		`root=UUID=${place.rootFilesystem.uuid}`,
		"ro",
		...kernelArguments
	].map(grubWord);
	const lines = [
		`menuentry ${quote$1(`${title}, with Linux ${kernel.version}`)} --id ${quote$1(`linux-${kernel.version}`)} {`,
		`  search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
		`  linux ${grubWord(`${place.prefix}/${kernel.file}`)} ${words.join(" ")}`
	];
	if (kernel.initramfs !== void 0) lines.push(`  initrd ${grubWord(`${place.prefix}/${kernel.initramfs}`)}`);
	return [...lines, "}"];
}
/** The menu speaks on the port of the kernel's serial console, and goes on without it where there is none. */
function serialLines(kernelArguments) {
	const [, unit = "0", speed = defaultSpeed] = kernelArguments.map((argument) => /^console=ttyS(\d+)(?:,(\d+))?/.exec(argument)).findLast((match) => match !== null) ?? [];
	return [
		`if serial --unit=${unit} --speed=${speed}; then`,
		"  terminal_input console serial",
		"  terminal_output console serial",
		"fi"
	];
}
/**
* A word of a GRUB script. GRUB puts quotes of its own around arguments with blanks when it hands them to the kernel, so
* quotes that the kernel argument had for that purpose are dropped.
*/
function grubWord(word) {
	const bare = word.replaceAll("\"", "");
	return /^[\w@%+=:,./-]+$/.test(bare) ? bare : quote$1(bare);
}
/** Single quotes keep every character but the quote itself (GRUB manual, "Quoting"). */
function quote$1(text) {
	return `'${text.replaceAll(/\s/g, " ").replaceAll("'", `'\\''`)}'`;
}

// src/disk/grub/kernels.ts
const kernelName = /^(?:vmlinuz|vmlinux)-(.+)$/;
/** Debian's name, and that of Fedora and EL. */
const initramfsNames$1 = [(version) => `initrd.img-${version}`, (version) => `initramfs-${version}.img`];
const rescue = /rescue/;
/**
* Pairs the kernels of /boot with their initramfs: newest first, rescue kernels last.
*
* @param names of the files in /boot
*/
function findKernels$1(names) {
	const present = new Set(names);
	return names.flatMap((file) => {
		const version = kernelName.exec(file)?.[1];
		if (version === void 0 || /\.(?:old|bak|hmac|sig)$/.test(version)) return [];
		return [{
			version,
			file,
			initramfs: initramfsNames$1.map((name) => name(version)).find((name) => present.has(name))
		}];
	}).sort((a, b) => Number(rescue.test(a.version)) - Number(rescue.test(b.version)) || compareVersions(b.version, a.version));
}
/** Compares runs of digits as numbers and what is between them as text; `~` sorts before everything, even the end. */
function compareVersions(a, b) {
	const left = partsOf(a);
	const right = partsOf(b);
	for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
		const difference = compareParts(left[index] ?? "", right[index] ?? "");
		if (difference !== 0) return difference;
	}
	return 0;
}
const partsOf = (version) => version.match(/\d+|~|[^\d~]+/g) ?? [];
function compareParts(a, b) {
	if (a === b) return 0;
	if (a === "~" || b === "~") return a === "~" ? -1 : 1;
	const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
	const difference = numbers ? BigInt(a) - BigInt(b) : 0n;
	if (difference !== 0n) return difference < 0n ? -1 : 1;
	if (numbers) return 0;
	return a < b ? -1 : 1;
}

// src/disk/grub/boot-files.ts
/** Where firmware looks on a disk that it knows nothing of (UEFI specification 2.10, §3.5.1.1). */
const removablePath = [
	"EFI",
	"BOOT",
	"BOOTX64.EFI"
];
/**
* Writes all files of the boot loader: the menu, the modules for BIOS, the program for UEFI. It must run on the trees before
* their filesystems are made; `assembleDisks` then writes what lies outside of filesystems.
*
* @throws ApplianceError codes `no-kernel`, `grub-modules-missing`, `no-root-filesystem`
*/
async function writeBootFiles(runner, request) {
	const { bootLoader, guestRoot, bootDirectory, espDirectory, scratch } = request;
	if (bootLoader.bios === void 0 && bootLoader.uefi === void 0) return;
	const place = bootPlace(request.disks);
	const kernels = findKernels$1(await fs$1.readdir(bootDirectory));
	if (kernels.length === 0) throw new ApplianceError({
		kind: "build",
		code: "no-kernel",
		message: "the root has no kernel in /boot, so the appliance could not boot",
		hint: "put a kernel package into %packages, or say: bootloader --location=none"
	});
	const grubDirectory = path.join(bootDirectory, grubFolder);
	await fs$1.mkdir(grubDirectory, { recursive: true });
	await fs$1.writeFile(path.join(grubDirectory, "grub.cfg"), grubConfig({
		...request,
		...bootLoader,
		place,
		kernels
	}));
	if (bootLoader.bios !== void 0) await installGrubModules(await grubModulesDirectory(guestRoot, "i386-pc"), "i386-pc", grubDirectory);
	if (bootLoader.uefi !== void 0 && espDirectory !== void 0) {
		const output = path.join(espDirectory, ...removablePath);
		await fs$1.mkdir(path.dirname(output), { recursive: true });
		const modules = await grubModulesDirectory(guestRoot, "x86_64-efi");
		await makeGrubImage(runner, {
			target: "x86_64-efi",
			modules,
			place,
			output,
			scratch
		});
	}
}

// src/build/views.ts
/**
* Shows each filesystem's part of the root as a directory of its own: the root is bound a second time and what lies on
* other filesystems is covered by empty directories with the same owner and mode.
*
* @returns directory on the host by mount point
*/
async function splitRoot(runner, scope, root, disks, scratch) {
	const mountPoints = disks.flatMap(({ partitions }) => partitions.flatMap(({ filesystem }) => filesystem?.mountPoint ?? [])).sort();
	const views = /* @__PURE__ */ new Map();
	for (const [index, mountPoint] of mountPoints.entries()) {
		const view = path.join(scratch, "views", String(index));
		scope.use(await bindMount(runner, await plainDirectory(root, mountPoint), view));
		views.set(mountPoint, view);
		for (const inner of nestedIn(mountPoint, mountPoints)) {
			const cover = path.join(scratch, "views", `cover-${index}-${mountPoints.indexOf(inner)}`);
			await emptyLike(path.join(root, inner), cover);
			scope.use(await bindMount(runner, cover, path.join(view, path.relative(mountPoint, inner))));
		}
	}
	return views;
}
/** Mount points right below another one: what lies deeper is covered with them. */
function nestedIn(outer, mountPoints) {
	const isBelow = (inner, above) => inner !== above && inner.startsWith(above === "/" ? "/" : `${above}/`);
	const below = mountPoints.filter((mountPoint) => isBelow(mountPoint, outer));
	return below.filter((mountPoint) => !below.some((between) => isBelow(mountPoint, between)));
}
/** @throws ApplianceError code `mount-point-is-link`: mounting would follow the link, perhaps out of the root */
async function plainDirectory(root, mountPoint) {
	const plain = path.resolve(root, `.${mountPoint}`);
	if (await resolveInRoot(root, mountPoint) === plain) return plain;
	throw new ApplianceError({
		kind: "build",
		code: "mount-point-is-link",
		message: `the mount point ${mountPoint} lies behind a symbolic link of the root`,
		hint: "mount the filesystem where the link points to"
	});
}
async function emptyLike(original, copy) {
	const { mode, uid, gid } = await fs$1.stat(original);
	await fs$1.mkdir(copy, { recursive: true });
	await fs$1.chown(copy, uid, gid);
	await fs$1.chmod(copy, mode);
}

// src/build/assemble.ts
/** Makes the raw disks of the root, and of them the formats asked for. */
async function assembleAndConvert(inputs, { runner, reporter }) {
	const { plan, cores } = inputs;
	const raws = await reporter.step("disk", "assemble the raw disks", async (detail) => {
		const assembled = await assembleRaw(inputs, runner);
		const used = await Promise.all(assembled.map(async ({ path: file }) => (await fs$1.stat(file)).blocks * 512));
		detail(assembled.map(({ disk }, index) => `${disk.name} ${formatBytes(disk.sizeBytes)}, ${formatBytes(used[index] ?? 0)} used`).join("; "));
		return assembled;
	});
	return await reporter.step("convert", `write ${plan.formats.join(" and ")}`, async (detail) => {
		const jobs = raws.flatMap(({ disk, path: source }) => plan.formats.map((format) => ({
			disk: disk.name,
			stem: disk.stem,
			format,
			source,
			target: path.join(inputs.directory, `${disk.stem}.${format}`)
		})));
		const { disks, grains, reused } = await convertDisks(runner, jobs, {
			concurrency: cores,
			store: inputs.grainStore,
			scratch: inputs.scratch
		});
		const bytes = disks.reduce((sum, { fileBytes }) => sum + fileBytes, 0);
		const percent = grains === 0 ? 0 : Math.floor(100 * reused / grains);
		detail(`${disks.length} files, ${formatBytes(bytes)}${reused > 0 ? `; ${percent} % of the data came compressed from the cache` : ""}`);
		return disks.map(({ path: file, ...disk }) => ({
			...disk,
			file: path.basename(file)
		}));
	});
}
async function assembleRaw({ plan, bootLoader, root, scratch, epochSeconds, cores }, runner) {
	try {
		var _usingCtx$4 = _usingCtx();
		const esp = plan.disks.flatMap(({ partitions }) => partitions).find(({ number }) => number === bootLoader.uefi?.partition)?.filesystem;
		const rawDirectory = path.join(scratch, "raw");
		const temporary = path.join(scratch, "disk-tmp");
		await fs$1.mkdir(rawDirectory);
		await fs$1.mkdir(temporary);
		await writeBootFiles(runner, {
			disks: plan.disks,
			bootLoader,
			guestRoot: root,
			bootDirectory: path.join(root, "boot"),
			espDirectory: esp?.mountPoint === void 0 ? void 0 : path.join(root, esp.mountPoint),
			title: await titleOf(root, plan.name),
			scratch: temporary
		});
		const scope = _usingCtx$4.a(new Scope());
		const trees = await splitRoot(runner, scope, root, plan.disks, scratch);
		return await assembleDisks(runner, {
			disks: plan.disks,
			bootLoader,
			trees,
			guestRoot: root,
			outputDirectory: rawDirectory,
			scratch: temporary,
			epochSeconds,
			concurrency: cores
		});
	} catch (_) {
		_usingCtx$4.e = _;
	} finally {
		await _usingCtx$4.d();
	}
}
/** What the boot menu calls the system: its own name for itself (os-release(5)). */
async function titleOf(root, fallback) {
	const text = await fs$1.readFile(path.join(root, "usr/lib/os-release"), "utf8").catch(() => "");
	return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1] ?? fallback;
}

// src/build/boot-test.ts
/** Boots what was built: every format, under the BIOS and, where there is an EFI system partition, under UEFI. */
async function bootTest(inputs, { runner, reporter }) {
	const { plan, boot, directory } = inputs;
	const accelerator = await reporter.step("probe", "boot a kernel to find the accelerator", async (detail) => {
		const found = await probeAccelerator({
			runner,
			kernel: await findKernel(inputs.root),
			cacheFile: path.join(inputs.cache.directory, "accelerator", "verdict.json")
		});
		detail(`${found.accelerator}: ${found.reason}`);
		return found;
	});
	const results = [];
	let exitCode = 0;
	for (const { format, firmware } of combinations(plan, boot)) await reporter.step("boot-test", `boot the ${format} disks under ${firmware}`, async (detail) => {
		const consoleLog = `boot-${format}-${firmware}.log`;
		const outcome = await bootAppliance({
			runner,
			disks: inputs.disks.filter((disk) => disk.format === format).map(({ disk, file }) => ({
				name: disk,
				format,
				path: path.join(directory, file)
			})),
			memoryMiB: plan.memoryMiB,
			vcpus: plan.vcpus,
			interfaces: plan.interfaces,
			firmware,
			expect: boot.expect.map((source) => new RegExp(source)),
			timeoutSeconds: boot.timeoutSeconds,
			accelerator,
			logFile: path.join(directory, consoleLog),
			workDir: inputs.scratch
		});
		const { verdict, reason, seconds } = outcome;
		detail(`${format} under ${firmware}: ${verdict}${verdict === "passed" ? "" : `, ${reason}`}`);
		for (const line of linesToShow(outcome)) reporter.note(line);
		results.push({
			format,
			firmware,
			accelerator: accelerator.accelerator,
			verdict,
			reason,
			seconds,
			consoleLog
		});
		if (exitCode === 0) exitCode = verdictExitCodes[verdict];
	});
	return {
		results,
		exitCode
	};
}
/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ formats, bootLoader: { bios, uefi } }, { firmware }) {
	const possible = [...bios === void 0 ? [] : ["bios"], ...uefi === void 0 ? [] : ["uefi"]];
	const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : ["bios"];
	return formats.flatMap((format) => firmwares.map((name) => ({
		format,
		firmware: name
	})));
}
async function findKernel(root) {
	const boot = path.join(root, "boot");
	const kernel = (await fs$1.readdir(boot).catch(() => [])).find((name) => name.startsWith("vmlinuz-"));
	return kernel === void 0 ? void 0 : path.join(boot, kernel);
}

// src/descriptor/describe.ts
const mebibyte = 1048576;
const letters = 26;
/**
* What the descriptor of an appliance says. It refers to the qcow2 files if they were built, else to those of the first format: there
* is one descriptor for an appliance.
*/
function describeAppliance(plan, built) {
	const made = plan.formats.filter((format) => built.some((disk) => disk.format === format));
	const format = made.find((candidate) => candidate === "qcow2") ?? made[0];
	const disks = plan.disks.flatMap(({ name }) => {
		return built.filter((disk) => disk.disk === name && disk.format === format);
	});
	return {
		name: plan.name,
		version: plan.version,
		arch: plan.arch,
		vcpus: plan.vcpus,
		memoryKiB: plan.memoryMiB * 1024,
		interfaces: plan.interfaces,
		graphics: true,
		drives: disks.map(({ file }, index) => ({
			disk: file,
			target: driveName(index)
		})),
		disks: disks.map((disk) => ({
			id: disk.file,
			file: disk.file,
			use: "system",
			format: disk.format,
			sizeMiB: Math.ceil(disk.virtualBytes / mebibyte),
			sha256: disk.sha256
		}))
	};
}
/** vda … vdz, vdaa …, as the guest's kernel names them. */
function driveName(index) {
	let suffix = "";
	for (let rest = index; rest >= 0; rest = Math.floor(rest / letters) - 1) suffix = String.fromCharCode(97 + rest % letters) + suffix;
	return `vd${suffix}`;
}

// src/descriptor/write.ts
/**
* Writes a descriptor: elements in the order of the grammar of 2008, one `hvm` boot from the hard disk. The text is read back and
* compared before it is returned.
*
* @throws ApplianceError code `descriptor-invalid` if XML cannot hold the data or the data contradict each other
*/
function writeDescriptor(data) {
	refuseUnwritable(data);
	const xml = new json2xml_default({
		ignoreAttributes: false,
		attributeNamePrefix: "@",
		format: true,
		indentBy: "  ",
		suppressEmptyNode: true,
		suppressBooleanAttributes: false
	}).build({
		"?xml": {
			"@version": "1.0",
			"@encoding": "UTF-8"
		},
		image: imageOf(data)
	});
	if (!isDeepStrictEqual(readDescriptor(xml), data)) throw invalidDescriptor("what was written reads differently", "names must not begin or end with a blank");
	return xml;
}
function imageOf(data) {
	return {
		name: {
			...data.version === void 0 ? {} : { "@version": data.version },
			"#text": data.name
		},
		domain: {
			boot: {
				"@type": "hvm",
				guest: { arch: data.arch },
				os: { loader: { "@dev": "hd" } },
				drive: data.drives.map(({ disk, target }) => ({
					"@disk": disk,
					...target === void 0 ? {} : { "@target": target }
				}))
			},
			devices: {
				vcpu: String(data.vcpus),
				memory: String(data.memoryKiB),
				interface: Array.from({ length: data.interfaces }, () => ""),
				...data.graphics ? { graphics: "" } : {}
			}
		},
		storage: { disk: data.disks.map(diskOf) }
	};
}
function diskOf({ id, file, use, format, sizeMiB, sha256 }) {
	return {
		"@file": file,
		"@id": id,
		"@use": use,
		"@format": format,
		...sizeMiB === void 0 ? {} : { "@size": String(sizeMiB) },
		...sha256 === void 0 ? {} : { checksum: {
			"@type": "sha256",
			"#text": sha256
		} }
	};
}
function refuseUnwritable(value) {
	if (typeof value === "string") {
		if (unwritable.test(value)) throw invalidDescriptor(`it cannot hold the text ${JSON.stringify(value)}`);
	} else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) refuseUnwritable(part);
}

// src/build/describe.ts
/**
* Writes NAME.xml beside the disks.
*
* @returns the descriptor's file name
*/
async function writeDescription(plan, disks, directory) {
	const descriptor = `${plan.name}.xml`;
	const xml = writeDescriptor(describeAppliance(plan, disks));
	await fs$1.writeFile(path.join(directory, descriptor), xml);
	return descriptor;
}
const checksumsName = "SHA256SUMS";
/** Checksums of the disks and the descriptor, in the format of sha256sum(1). */
async function checksumLines(directory, disks, descriptor) {
	return [...disks, {
		file: descriptor,
		sha256: await sha256OfFile(path.join(directory, descriptor))
	}].map(({ file, sha256 }) => `${sha256}  ${file}\n`).join("");
}

// src/install/apt/config.ts
function aptDirectories(base) {
	return {
		base,
		lists: path.join(base, "lists"),
		archives: path.join(base, "archives"),
		status: path.join(base, "status"),
		trustedParts: path.join(base, "trusted.gpg.d"),
		sourceList: path.join(base, "sources.list"),
		sourceParts: path.join(base, "sources.list.d"),
		configFile: path.join(base, "apt.conf")
	};
}
/**
* Settings that say how to reach repositories, not what is installed: they are taken from the host, whose proxy,
* credentials and clock rules hold for everything on it. See apt.conf(5), "THE ACQUIRE GROUP".
*/
const inheritedSettings = /^Acquire::(?:https?|ftp|tor|Check-Valid-Until|Check-Date|Max-FutureTime|ForceIPv[46])\b/;
/**
* The text of an apt.conf for a private apt: own state, own cache, empty dpkg status, none of the host's packages.
*
* @param hostDump what `apt-config dump` prints on the host
*/
function aptConfigText(directories, hostDump) {
	const inherited = hostDump.split("\n").filter((line) => inheritedSettings.test(line) && !/ "";$/.test(line));
	const own = [
		["Dir::State", `${directories.base}/state`],
		["Dir::State::lists", directories.lists],
		["Dir::State::status", directories.status],
		["Dir::Cache", `${directories.base}/cache`],
		["Dir::Cache::archives", directories.archives],
		["Dir::Etc::main", "/dev/null"],
		["Dir::Etc::Parts", "/dev/null"],
		["Dir::Etc::preferences", "/dev/null"],
		["Dir::Etc::preferencesparts", "/dev/null"],
		["Dir::Etc::netrc", "/etc/apt/auth.conf"],
		["Dir::Etc::netrcparts", "/etc/apt/auth.conf.d"],
		["Dir::Etc::trusted", "/dev/null"],
		["Dir::Etc::trustedparts", directories.trustedParts],
		["Dir::Etc::sourcelist", directories.sourceList],
		["Dir::Etc::sourceparts", directories.sourceParts],
		["Dir::Log", `${directories.base}/log`],
		["APT::Install-Recommends", "false"],
		["APT::Get::AllowUnauthenticated", "false"],
		["Acquire::AllowInsecureRepositories", "false"],
		["Acquire::AllowDowngradeToInsecureRepositories", "false"],
		["Acquire::Languages", "none"],
		["Acquire::ForceHash", "SHA256"],
		["Acquire::http::Timeout", "30"],
		["Acquire::https::Timeout", "30"],
		["Acquire::Retries", "0"],
		["Binary::apt-get::Acquire::Retries", "0"]
	];
	return `${[...inherited, ...own.map(([name, value]) => `${name} "${value}";`)].join("\n")}\n`;
}

// src/install/apt/debootstrap.ts
/**
* Installs the set with mmdebstrap into an empty directory.
*
* mmdebstrap sees one private flat repository that holds just the resolved packages, so what it installs is what was
* resolved, whatever the mirrors do meanwhile, and needs no network. The repository may be `trusted`: apt checked every
* file of it against the signed lists when it was fetched, and checks the SHA-256 once more as it copies.
*
* @throws ApplianceError with the last output, among it that of a failing package script
*/
async function installWithMmdebstrap(runner, apt, packages, root) {
	await fs$1.writeFile(path.join(apt.archives, "Packages"), packages.map(({ stanza }) => `${stanza}\n\n`).join(""));
	await runner.run("mmdebstrap", [
		"--mode=root",
		"--variant=required",
		"--format=directory",
		"--verbose",
		"--skip=check/qemu",
		"--aptopt=Acquire::Languages \"none\"",
		"--aptopt=APT::Sandbox::User \"root\"",
		`--include=${packages.map(({ name }) => name).join(",")}`,
		"",
		root,
		`deb [trusted=yes] copy://${apt.archives} ./`
	], {
		env: {
			INITRD: "No",
			TMPDIR: apt.base
		},
		logOutput: true,
		failure: "the packages cannot be installed"
	});
	await cleanLayer(root);
}
/** What mmdebstrap copied from this host or wrote for itself; a layer must be the same wherever it was made. */
async function cleanLayer(root) {
	const files = rootFiles(root);
	for (const leftover of [
		"/etc/resolv.conf",
		"/etc/hostname",
		"/etc/apt/sources.list",
		"/etc/apt/apt.conf.d/99mmdebstrap",
		"/etc/dpkg/dpkg.cfg.d/99mmdebstrap",
		"/var/lib/apt/extended_states"
	]) if (!await fs$1.readlink(path.join(root, leftover)).then(() => true, () => false)) await files.remove(leftover);
}

// src/install/apt/fetch.ts
/**
* Puts the package files of the set into apt's archive folder: from the cache where it has them, else downloaded by
* apt, which checks each against the signed list. New ones are added to the cache.
*
* @throws ApplianceError code `download-failed` with apt's words, `checksum-mismatch`
*/
async function fetchPackages(runner, apt, store, packages) {
	await fs$1.mkdir(path.join(apt.archives, "partial"), { recursive: true });
	const missing = [];
	for (const wanted of packages) if (!await store.copyTo(wanted.sha256, path.join(apt.archives, wanted.fileName))) missing.push(wanted);
	try {
		if (missing.length > 0) await download(runner, apt, missing);
	} finally {
		await keepDownloaded(apt, store, missing);
	}
	return {
		fromCache: packages.length - missing.length,
		downloaded: missing.length,
		downloadedBytes: missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
	};
}
async function download(runner, apt, missing) {
	const complaints = [];
	try {
		await runner.run("apt-get", [
			"-q",
			"-o",
			"Acquire::Retries=2",
			"download",
			"--",
			...missing.map(({ name, arch, version }) => `${name}${arch === "all" ? "" : `:${arch}`}=${version}`)
		], {
			cwd: apt.archives,
			env: { APT_CONFIG: apt.configFile },
			logOutput: true,
			onLine: (line) => {
				if (/^(?:[EW]|Err): ?|^ {2,}\S/.test(line)) complaints.push(line);
			}
		});
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		throw new ApplianceError({
			kind: "build",
			code: "download-failed",
			message: `cannot download ${missing.length === 1 ? missing[0]?.name : `all of ${missing.length} packages`}`,
			detail: complaints.length > 0 ? complaints.slice(-10) : error.detail,
			hint: /Hash Sum mismatch|size mismatch/i.test(complaints.join("\n")) ? "a package file differs from the signed list: the mirror or a proxy before it is at fault, or it is being updated right now" : "check the network and the mirror; what was downloaded so far is kept in the cache",
			cause: error
		});
	}
}
/** After a failure, too: the next try need not download again what has come. */
async function keepDownloaded(apt, store, wanted) {
	for (const { sha256, fileName } of wanted) {
		const file = path.join(apt.archives, fileName);
		if (await fs$1.access(file).then(() => true, () => false)) await store.add(sha256, file);
	}
}

// src/install/apt/sources.ts
/**
* The kickstart's repositories as apt sources. The URL may be followed by a suite and components, as in sources.list(5);
* without them the suite is `defaultSuite` and the component `main`.
*
* @throws ApplianceError code `bad-repository-url` at the repository's line
*/
function sourcesOfRepositories(repositories, defaultSuite) {
	return repositories.map((repository) => {
		const [url = "", suite = defaultSuite, ...components] = repository.url.trim().split(/\s+/);
		if (!/^(?:https?:\/\/[^\s/[\]]|(?:file|copy):\/)[^\s[\]]*$/.test(url)) throw new ApplianceError({
			kind: "input",
			code: "bad-repository-url",
			message: `the URL of repository ${repository.name} is not one that apt can read: ${url}`,
			position: repository.position,
			hint: "write http://HOST/PATH, optionally followed by a suite and components: \"http://HOST/debian bookworm main\""
		});
		const rest = suite.endsWith("/") ? [suite] : [suite, ...components.length > 0 ? components : ["main"]];
		return {
			name: `${safeFileName(repository.name)}.list`,
			text: `deb ${url} ${rest.join(" ")}\n`
		};
	});
}
/** sources.list(5) ignores files whose names hold other characters than these. */
function safeFileName(name) {
	return name.replaceAll(/[^\w.-]/g, "_");
}
/** The sources without user names and passwords, which belong to the builder and not into an image. */
function withoutCredentials(text) {
	return text.replaceAll(/(\b[a-z+]+:\/\/)[^\s/@]+@/g, "$1");
}
/** Key files that the sources name in `Signed-By`, as absolute host paths. Embedded keys need no file. */
function signedByFiles(text) {
	const found = text.matchAll(/signed-by\s*[:=]\s*([^\s\]]+)/gi);
	return [...new Set([...found].flatMap((match) => (match[1] ?? "").split(",")))].filter((file) => file.startsWith("/"));
}

// src/install/apt/guest.ts
/**
* Gives the guest its package sources and tells its apt which packages were only pulled in, so that
* `apt autoremove` works there as after an ordinary installation.
*/
async function finishGuestApt(root, sources, request, packages) {
	const files = rootFiles(root);
	for (const source of sources) {
		if (/^\s*(?:deb\s+(?:\[[^\]]*\]\s*)?|uris:\s*)(?:file|copy):/im.test(source.text)) continue;
		const place = source.name === "sources.list" ? "/etc/apt/sources.list" : `/etc/apt/sources.list.d/${source.name}`;
		await files.write(place, withoutCredentials(source.text));
		for (const key of signedByFiles(source.text)) {
			if (await files.exists(key)) continue;
			const target = await files.path(key);
			await fs$1.mkdir(path.dirname(target), { recursive: true });
			await fs$1.copyFile(key, target);
		}
	}
	await files.write("/var/lib/apt/extended_states", extendedStates(request, packages));
}
/** The format of /var/lib/apt/extended_states: a paragraph for each package that was installed automatically. */
function extendedStates(request, packages) {
	const asked = new Set(request.requested.map(({ name }) => name.replace(/[:=/].*$/, "")));
	const native = packages.find(({ arch }) => arch !== "all")?.arch ?? "all";
	return packages.filter(({ name }) => !asked.has(name)).map(({ name, arch }) => `Package: ${name}\nArchitecture: ${arch === "all" ? native : arch}\nAuto-Installed: 1\n\n`).join("");
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

// src/install/apt/stanzas.ts
/** Cuts a Packages index, or what `apt-cache show` prints, into its paragraphs. */
function parseStanzas(text) {
	return text.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== "").map((paragraph) => {
		const fields = /* @__PURE__ */ new Map();
		for (const line of paragraph.split("\n")) {
			const colon = line.indexOf(":");
			if (colon > 0 && !/^\s/.test(line)) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
		}
		return {
			text: paragraph,
			field: (name) => fields.get(name.toLowerCase())
		};
	});
}
/** The same paragraph with another value for one field. */
function withField(stanza, name, value) {
	return [...stanza.text.trimEnd().split("\n").filter((line) => !line.toLowerCase().startsWith(`${name.toLowerCase()}:`)), `${name}: ${value}`].join("\n");
}

// src/install/apt/uris.ts
const uriLine = /^'[^']*' (\S+)_(\S+)_([^_\s]+)\.deb (\d+)(?: (?:SHA256:([0-9a-f]{64})|\S+))?$/;
/** Reads the output of `apt-get --print-uris install`; other lines are passed over. */
function parseUris(output) {
	return output.split("\n").flatMap((line) => {
		const match = uriLine.exec(line);
		if (match === null) return [];
		const [, name = "", version = "", arch = "", size = "", sha256] = match;
		return [{
			name,
			version: decodeURIComponent(version),
			arch,
			fileName: `${name}_${version}_${arch}.deb`,
			sizeBytes: Number(size),
			sha256
		}];
	});
}

// src/install/apt/resolve.ts
/** The base of every Debian root: what dpkg can't do without, and what the archive calls required. */
const baseSet = [
	"?essential",
	"?priority(required)",
	"apt"
];
/**
* Asks apt which packages an empty root needs for the request.
*
* @throws ApplianceErrors with the line of each unknown package
* @throws ApplianceError code `unmet-dependencies` with apt's explanation
*/
async function resolvePackages(runner, apt, request) {
	const known = await packageNames(runner, apt);
	const { chosen, notes } = chooseNames(request.requested, known);
	const wanted = [
		...baseSet,
		...chosen,
		...request.excluded.map(({ name }) => `${name}-`)
	];
	const complaints = [];
	const { exitCode, stdout } = await runner.run("apt-get", [
		"-qq",
		"-y",
		"--allow-change-held-packages",
		"--print-uris",
		"install",
		"--",
		...wanted
	], {
		env: { APT_CONFIG: apt.configFile },
		okCodes: [0, 100],
		onLine: (line) => complaints.push(line)
	});
	if (exitCode !== 0) throw explain(known, request, complaints, stdout);
	const uris = parseUris(stdout);
	const stanzas = await describePackages(runner, apt, uris);
	return {
		packages: uris.map((uri) => resolved(uri, stanzas)).sort((one, other) => compareText(one.name, other.name) || compareText(one.arch, other.arch)),
		notes
	};
}
async function packageNames(runner, apt) {
	const { stdout } = await runner.run("apt-cache", ["pkgnames"], { env: { APT_CONFIG: apt.configFile } });
	return new Set(stdout.split("\n"));
}
/** Picks among the names that distributions give one thing, and drops what is optional and not to be had. */
function chooseNames(requested, known) {
	const notes = [];
	return {
		chosen: requested.flatMap((wanted) => {
			const name = [wanted.name, ...wanted.alternatives ?? []].find((candidate) => known.has(candidate));
			if (name === void 0 && wanted.optional === true) {
				notes.push(`${wanted.name} (${wanted.reason}) is in no repository and was left out`);
				return [];
			}
			return [name ?? wanted.name];
		}),
		notes
	};
}
function compareText(one, other) {
	return one < other ? -1 : one > other ? 1 : 0;
}
async function describePackages(runner, apt, uris) {
	const { stdout } = await runner.run("apt-cache", [
		"--no-all-versions",
		"show",
		"--",
		...uris.map(({ name, arch, version }) => `${name}${arch === "all" ? "" : `:${arch}`}=${version}`)
	], { env: { APT_CONFIG: apt.configFile } });
	return new Map(parseStanzas(stdout).map((stanza) => [stanza.field("SHA256") ?? "", stanza]));
}
function resolved(uri, stanzas) {
	const stanza = uri.sha256 === void 0 ? void 0 : stanzas.get(uri.sha256);
	if (uri.sha256 === void 0 || stanza === void 0) throw new ApplianceError({
		kind: "build",
		code: "no-checksum",
		message: `the repository lists ${uri.name} ${uri.version} without a SHA-256 checksum, so it can't be verified`
	});
	return {
		name: uri.name,
		version: uri.version,
		arch: uri.arch,
		sha256: uri.sha256,
		sizeBytes: uri.sizeBytes,
		installedBytes: Number(stanza.field("Installed-Size") ?? 0) * 1024,
		fileName: uri.fileName,
		stanza: withField(stanza, "Filename", `./${uri.fileName}`)
	};
}
const unknownPackage = [
	/^E: Unable to locate package (\S+)$/,
	/^E: Package '([^']+)' has no installation candidate$/,
	/^E: Version '[^']*' for '([^']+)' was not found$/,
	/^E: Couldn't find any package by (?:glob|regex) '([^']+)'$/
];
function explain(known, request, complaints, output) {
	const unknown = new Set(complaints.flatMap((line) => unknownPackage.flatMap((pattern) => pattern.exec(line)?.[1] ?? [])));
	const lines = [...request.requested, ...request.excluded].filter(({ name }) => unknown.has(name) || unknown.has(name.replace(/[=/].*$/, "")));
	if (lines.length > 0) return new ApplianceErrors(lines.map((line) => unknownPackageError(line, known)));
	return new ApplianceError({
		kind: "build",
		code: "unmet-dependencies",
		message: "the packages asked for cannot be installed together",
		detail: [...output.split("\n"), ...complaints].filter((line) => line.trim() !== ""),
		hint: "look for a package that is excluded with \"-name\" and needed by another, or that comes from a repository not listed"
	});
}
function unknownPackageError(line, names) {
	const suggestion = closest(line.name, names);
	const why = line.position === void 0 ? ` (needed for: ${line.reason})` : "";
	return new ApplianceError({
		kind: "input",
		code: "unknown-package",
		message: `no repository has a package named ${line.name}${why}`,
		position: line.position,
		hint: suggestion === void 0 ? void 0 : `did you mean ${suggestion}?`
	});
}

// src/install/apt/update.ts
/** What apt's methods say when nobody answers, as against an answer that is wrong. */
const unreachable = /Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection|Unable to connect|Connection (?:failed|refused|timed out)|Network is unreachable|No route to host|Something wicked happened resolving/i;
/**
* Brings the package lists up to date. Lists of an earlier build come from the cache, so an unchanged repository costs
* one request; if no repository can be reached they serve as they are, and a note says so.
*
* @param cachedLists folder in the cache that holds the lists of just these sources
* @returns notes for the user
* @throws ApplianceError code `repository-unreachable` or `repository-failed`, with apt's own words
*/
async function updateLists(runner, apt, cachedLists) {
	const cached = await copyLists(cachedLists, apt.lists);
	await fs$1.mkdir(path.join(apt.lists, "partial"), { recursive: true });
	const complaints = [];
	try {
		await runner.run("apt-get", [
			"-qq",
			"-y",
			"update",
			"--error-on=any"
		], {
			env: { APT_CONFIG: apt.configFile },
			logOutput: true,
			failure: "cannot read the package repositories",
			onLine: (line) => {
				if (/^[EW]: /.test(line)) complaints.push(line);
			}
		});
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		const causes = complaints.filter((line) => !/Some index files failed/.test(line));
		const nobodyAnswers = causes.length > 0 && causes.every((line) => unreachable.test(line));
		if (nobodyAnswers && cached !== void 0) {
			await fs$1.rm(apt.lists, {
				recursive: true,
				force: true
			});
			await copyLists(cachedLists, apt.lists);
			return [`no package repository can be reached; using the package lists of ${cached.toISOString().slice(0, 16)}Z from the cache`];
		}
		throw new ApplianceError({
			kind: "build",
			code: nobodyAnswers ? "repository-unreachable" : "repository-failed",
			message: nobodyAnswers ? "no package repository can be reached, and the cache holds no package lists for them" : "a package repository gave no usable package lists",
			detail: [...new Set(complaints)],
			hint: "check the url and repo lines, or without them the apt sources of this host, and the network",
			cause: error
		});
	}
	await saveLists(apt.lists, cachedLists);
	return [];
}
/** @returns when the lists were saved; undefined if the cache has none */
async function copyLists(from, to) {
	const saved = await fs$1.stat(from).catch(() => void 0);
	if (saved === void 0) return void 0;
	await fs$1.cp(from, to, {
		recursive: true,
		preserveTimestamps: true
	});
	return saved.mtime;
}
const listFile = /_(?:InRelease|Release|Release\.gpg|Packages(?:\.\w+)?)$/;
async function saveLists(lists, cachedLists) {
	const names = (await fs$1.readdir(lists)).filter((name) => listFile.test(name)).sort();
	const now = /* @__PURE__ */ new Date();
	if (await sameFiles(lists, cachedLists, names)) {
		await fs$1.utimes(cachedLists, now, now);
		return;
	}
	await placeFolder(cachedLists, async (temporary) => {
		await fs$1.mkdir(temporary);
		for (const name of names) {
			const target = path.join(temporary, name);
			await fs$1.cp(path.join(lists, name), target, { preserveTimestamps: true });
		}
	});
}
/** A folder can't be renamed over one that isn't empty; a build that loses the race keeps the winner's lists. */
async function placeFolder(target, write) {
	await placeAtomically(target, async (temporary) => {
		await write(temporary);
		await fs$1.rm(target, {
			recursive: true,
			force: true
		});
	}).catch((error) => {
		if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
	});
}
async function sameFiles(one, other, names) {
	const describe = async (folder) => {
		const stats = await Promise.all(names.map((name) => fs$1.stat(path.join(folder, name)).catch(() => void 0)));
		return JSON.stringify(stats.map((stat) => stat === void 0 ? null : [stat.size, Math.floor(stat.mtimeMs / 1e3)]));
	};
	return await describe(one) === await describe(other);
}

// src/install/apt/apt.ts
/** The backend of Debian and its derivatives. */
function aptBackend(settings) {
	const { runner, packageStore } = settings;
	const apt = aptDirectories(path.join(settings.scratch, "apt"));
	let sources = [];
	let resolvedPackages = [];
	return {
		name: "apt",
		layerVersion: "1",
		async resolve(request) {
			sources = settings.repositories.length > 0 ? sourcesOfRepositories(settings.repositories, await suiteOf(settings)) : await hostSources();
			await prepare();
			const key = createHash("sha256").update(JSON.stringify(sources)).digest("hex").slice(0, 32);
			const notes = await updateLists(runner, apt, path.join(settings.listsCache, key));
			const resolution = await resolvePackages(runner, apt, request);
			resolvedPackages = resolution.packages;
			return {
				packages: resolvedPackages,
				notes: [...notes, ...resolution.notes]
			};
		},
		fetch: () => fetchPackages(runner, apt, packageStore, resolvedPackages),
		install: (_resolution, root) => installWithMmdebstrap(runner, apt, resolvedPackages, root),
		finish: (request, resolution, root) => finishGuestApt(root, sources, request, resolution.packages)
	};
	async function prepare() {
		for (const folder of [
			apt.trustedParts,
			apt.sourceParts,
			path.join(apt.base, "state"),
			path.join(apt.base, "cache"),
			path.join(apt.base, "log")
		]) await fs$1.mkdir(folder, { recursive: true });
		await fs$1.writeFile(apt.status, "");
		for (const key of await hostKeys()) await fs$1.copyFile(key, path.join(apt.trustedParts, path.basename(key)));
		for (const source of sources) {
			const place = source.name === "sources.list" ? apt.sourceList : path.join(apt.sourceParts, source.name);
			await fs$1.writeFile(place, source.text);
		}
		const { stdout } = await runner.run("apt-config", ["dump"]);
		await fs$1.writeFile(apt.configFile, aptConfigText(apt, stdout));
	}
}
async function suiteOf(settings) {
	if (settings.release !== void 0) return settings.release;
	const osRelease = await fs$1.readFile("/etc/os-release", "utf8").catch(() => "");
	const codename = /^VERSION_CODENAME=(\S+)$/m.exec(osRelease)?.[1];
	if (codename !== void 0) return codename;
	throw new ApplianceError({
		kind: "input",
		code: "no-release",
		message: "the repository names no suite, and this host has no code name to take instead",
		position: settings.repositories[0]?.position,
		hint: "add --releasever NAME, or write the suite after the URL: \"http://HOST/debian bookworm main\""
	});
}
/** @throws ApplianceError code `no-repository` */
async function hostSources() {
	const files = ["/etc/apt/sources.list", ...(await fs$1.readdir("/etc/apt/sources.list.d").catch(() => [])).filter((name) => /^[\w.-]+\.(?:list|sources)$/.test(name)).sort().map((name) => `/etc/apt/sources.list.d/${name}`)];
	const found = [];
	for (const file of files) {
		const text = await fs$1.readFile(file, "utf8").catch(() => "");
		if (/^\s*(?:deb\s|types:.*\bdeb\b)/im.test(text)) found.push({
			name: path.basename(file),
			text
		});
	}
	if (found.length > 0) return found;
	throw new ApplianceError({
		kind: "input",
		code: "no-repository",
		message: "the kickstart names no repository and this host has no apt sources to take instead",
		hint: "add a line such as: url --url=\"http://HOST/debian bookworm main\", or --repo NAME=URL"
	});
}
/** The archive keys this host trusts; `Signed-By` in a source names its own besides. */
async function hostKeys() {
	const folders = [["/etc/apt/trusted.gpg.d", /\.(?:gpg|asc)$/], ["/usr/share/keyrings", /-archive-keyring\.gpg$/]];
	const found = [];
	for (const [folder, pattern] of folders) {
		const names = await fs$1.readdir(folder).catch(() => []);
		found.push(...names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name)));
	}
	return found;
}

// src/install/layer.ts
/**
* What an installed root is a function of: the backend, its way of installing, and the set of packages by name, version,
* arch and checksum. The set is sorted, so the order of the kickstart's lines does not count.
*/
function layerKey(backend, resolution) {
	const set = resolution.packages.map(({ name, version, arch, sha256 }) => `${name} ${version} ${arch} ${sha256}`).sort();
	return createHash("sha256").update([
		"layer",
		backend.name,
		backend.layerVersion,
		...set
	].join("\n")).digest("hex");
}
/**
* Unpacks a layer into an empty directory.
*
* @returns false if the cache has no such layer, or a damaged one
*/
async function restoreLayer(runner, layers, key, root) {
	const file = await layers.get(key);
	if (file === void 0) return false;
	await runner.run("tar", [
		"--extract",
		"--file",
		file,
		"--use-compress-program=zstd -T0",
		"--directory",
		root,
		"--preserve-permissions",
		"--same-owner",
		...tarAttributes
	], { failure: `the cached layer ${key.slice(0, 12)} cannot be unpacked; "appliance-build cache clear" removes it` });
	return true;
}
/**
* Keeps an installed root as a layer. A compressed archive: measured, it is written in 1.0 s and unpacked in 1.0 s where
* an erofs image takes 1.7 s and is 60 % larger, and it needs no loop device.
*/
async function saveLayer(runner, layers, key, root) {
	await layers.put(key, async (temporary) => {
		await runner.run("tar", [
			"--create",
			"--file",
			temporary,
			"--use-compress-program=zstd -1 -T0",
			"--directory",
			root,
			"--one-file-system",
			"--sparse",
			...tarAttributes,
			"."
		], { failure: "the installed root cannot be kept in the cache" });
	});
}
/** Owners by number, and every extended attribute: capabilities, access lists, SELinux labels. */
const tarAttributes = [
	"--numeric-owner",
	"--xattrs",
	"--xattrs-include=*",
	"--acls"
];

// src/build/root.ts
/**
* Puts a writable overlay over the installed layer, so that the layer can be kept in the cache while the build goes on,
* and so that the changes are known.
*/
async function overlayRoot(runner, scope, layer, scratch) {
	const [directory, upper, work] = [
		"root",
		"delta",
		"delta-work"
	].map((name) => path.join(scratch, name));
	for (const folder of [
		directory,
		upper,
		work
	]) await fs$1.mkdir(folder);
	try {
		scope.use(await mountOverlay(runner, {
			lower: [layer],
			upper,
			work
		}, directory));
		return {
			directory,
			delta: upper
		};
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		return {
			directory: layer,
			delta: void 0
		};
	}
}

// src/build/fill-root.ts
async function fillRoot(inputs, { runner, reporter }, scope) {
	const { plan, cache } = inputs;
	const backend = openBackend(inputs, runner);
	const resolution = await reporter.step("resolve", "ask the repositories which packages are needed", async (detail) => {
		const resolved = await backend.resolve(plan.packages);
		detail(`${resolved.packages.length} packages`);
		return resolved;
	});
	for (const note of resolution.notes) reporter.note(note);
	const key = layerKey(backend, resolution);
	const layerDirectory = path.join(inputs.scratch, "layer");
	await fs$1.mkdir(layerDirectory);
	const fromCache = await cache.layers.get(key) !== void 0;
	if (fromCache) await reporter.step("install", "take the installed root from the cache", async (detail) => {
		await restoreLayer(runner, cache.layers, key, layerDirectory);
		detail(`layer ${key.slice(0, 12)} from the cache, nothing installed`);
	});
	else await installPackages(backend, resolution, layerDirectory, reporter);
	const root = await overlayRoot(runner, scope, layerDirectory, inputs.scratch);
	const saving = fromCache ? Promise.resolve() : keepLayer(runner, cache, key, layerDirectory, reporter);
	if (root.delta === void 0) await saving;
	scope.defer(() => saving);
	await backend.finish(plan.packages, resolution, root.directory);
	return {
		root,
		resolution,
		layer: {
			key,
			fromCache
		},
		layerSaved: saving
	};
}
function openBackend({ appliance, cache, release, scratch }, runner) {
	return aptBackend({
		runner,
		scratch,
		packageStore: cache.packages,
		listsCache: cache.aptLists,
		repositories: appliance.repositories,
		release
	});
}
async function installPackages(backend, resolution, directory, reporter) {
	await reporter.step("fetch", "fetch the package files", async (detail) => {
		const { fromCache, downloaded, downloadedBytes } = await backend.fetch(resolution);
		detail(`${downloaded} downloaded (${formatBytes(downloadedBytes)}), ${fromCache} from the cache`);
	});
	await reporter.step("install", "install the packages", async (detail) => {
		await backend.install(resolution, directory);
		detail(`${resolution.packages.length} packages installed`);
	});
}
/** A cache that cannot be written costs time in the next build, not this build. */
async function keepLayer(runner, cache, key, directory, reporter) {
	try {
		await saveLayer(runner, cache.layers, key, directory);
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind === "interrupted") return;
		reporter.warn({
			code: "layer-not-kept",
			message: `${error.message}: ${error.detail.at(-1) ?? "no reason given"}`,
			hint: "the next build installs the packages again"
		});
	}
}

// src/build/output.ts
/** The name of the file by which a directory is recognised as the output of an earlier build. */
const manifestName = "manifest.json";
const logName = "build.log";
/**
* Makes the staging directory for an output directory.
*
* @throws ApplianceError kind `input` if the directory holds anything but the output of an earlier build of this appliance
*/
async function openOutput(directory, applianceName, owner) {
	const target = path.resolve(directory);
	await checkReplaceable(target, applianceName);
	const staging = await makeStaging(path.dirname(target), path.basename(target));
	owner.own(staging);
	const failedLog = `${target}.failed.log`;
	return {
		directory: target,
		staging,
		async publish() {
			const previous = `${staging}.old`;
			const hadPrevious = await renameIfThere(target, previous);
			try {
				await fs$1.chmod(staging, 493);
				await fs$1.rename(staging, target);
			} catch (error) {
				if (hadPrevious) await fs$1.rename(previous, target);
				throw error;
			}
			owner.disown(staging);
			await fs$1.rm(previous, {
				recursive: true,
				force: true
			});
			await fs$1.rm(failedLog, { force: true });
		},
		async abandon() {
			await fs$1.rename(path.join(staging, logName), failedLog).catch(() => void 0);
			await fs$1.rm(staging, {
				recursive: true,
				force: true
			});
			owner.disown(staging);
			return failedLog;
		}
	};
}
async function makeStaging(parent, base) {
	try {
		await fs$1.mkdir(parent, { recursive: true });
		return await fs$1.mkdtemp(path.join(parent, `.${base}.partial-`));
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-output",
			message: `cannot write to ${parent}: ${cause.code ?? String(cause)}`,
			hint: "name another folder: --out DIR",
			cause
		});
	}
}
async function renameIfThere(from, to) {
	try {
		await fs$1.rename(from, to);
		return true;
	} catch (error) {
		if (error.code === "ENOENT") return false;
		throw error;
	}
}
async function checkReplaceable(target, applianceName) {
	const stat = await fs$1.stat(target).catch(() => void 0);
	if (stat === void 0) return;
	const refuse = (why) => new ApplianceError({
		kind: "input",
		code: "output-in-use",
		message: `the output directory ${target} ${why}`,
		hint: "a build replaces the whole directory; name another one: --out DIR"
	});
	if (!stat.isDirectory()) throw refuse("is a file");
	const names = await fs$1.readdir(target);
	if (names.length === 0) return;
	const manifest = await readManifest(path.join(target, manifestName));
	if (manifest === void 0) throw refuse(`holds files that no build of this program made: ${names.slice(0, 3).join(", ")}`);
	if (manifest.name !== applianceName) throw refuse(`holds another appliance, ${manifest.name}`);
	const listed = /* @__PURE__ */ new Set([
		...manifest.files,
		manifestName,
		logName
	]);
	const strange = names.filter((name) => !listed.has(name));
	if (strange.length > 0) throw refuse(`holds files beside an earlier build: ${strange.slice(0, 3).join(", ")}`);
}
async function readManifest(file) {
	try {
		const data = JSON.parse(await fs$1.readFile(file, "utf8"));
		if (typeof data.name !== "string" || !Array.isArray(data.files)) return void 0;
		return {
			name: data.name,
			files: data.files.map(String)
		};
	} catch {
		return;
	}
}

// src/configure/kernels.ts
const prefix = "vmlinuz-";
const initramfsNames = [(version) => `/boot/initrd.img-${version}`, (version) => `/boot/initramfs-${version}.img`];
/** @returns the kernels in /boot, newest first; rescue kernels of RPM guests are left out */
async function findKernels(files) {
	const versions = (await files.list("/boot")).filter((name) => name.startsWith(prefix) && !name.includes("-rescue-")).map((name) => name.slice(8));
	const kernels = [];
	for (const version of versions.sort(byVersion)) {
		let initramfs;
		for (const name of initramfsNames) if (await files.exists(name(version))) initramfs ??= name(version);
		kernels.push({
			version,
			kernel: `/boot/${prefix}${version}`,
			initramfs
		});
	}
	return kernels;
}
/** Newest first: numbers count as numbers. */
const byVersion = (a, b) => b.localeCompare(a, "en", { numeric: true });
/** @throws ApplianceError code `kernel-missing` */
async function requireKernels(files, family) {
	const kernels = await findKernels(files);
	if (kernels.length > 0) return kernels;
	throw new ApplianceError({
		kind: "build",
		code: "kernel-missing",
		message: "the guest has no kernel: there is no /boot/vmlinuz-* in it",
		hint: `add ${family.packages.kernel} to %packages`
	});
}

// src/configure/shell-variables.ts
/** Files of `NAME=value` lines as a shell reads them: /etc/default/*, os-release(5), locale.conf(5). */
const assignment = (name) => new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}=(.*)$`, "gm");
/** @returns the last value assigned, without its quotes; undefined if there is none */
function readVariable(text, name) {
	const last = [...text.matchAll(assignment(name))].at(-1)?.[1];
	return last === void 0 ? void 0 : unquote(last.trim());
}
function unquote(value) {
	if (value.startsWith("'")) return value.slice(1).replace(/'[^']*$/, "");
	if (value.startsWith("\"")) return (/^"((?:[^"\\]|\\.)*)/.exec(value)?.[1] ?? "").replaceAll(/\\([$`"\\])/g, "$1");
	return (/^(?:[^\s#\\]|\\.)*/.exec(value)?.[0] ?? "").replaceAll(/\\(.)/g, "$1");
}
const quote = (value) => `"${value.replaceAll(/[$`"\\]/g, (character) => `\\${character}`)}"`;
/** Sets variables in place of their last assignment; those that the text lacks go to its end. Other lines stay. */
function setVariables(text, values) {
	let result = text === "" || text.endsWith("\n") ? text : `${text}\n`;
	for (const [name, value] of Object.entries(values)) {
		const line = `${name}=${quote(value)}`;
		const last = [...result.matchAll(assignment(name))].at(-1);
		result = last === void 0 ? `${result}${line}\n` : result.slice(0, last.index) + line + result.slice(last.index + last[0].length);
	}
	return result;
}

// src/configure/boot-config.ts
const defaultsFile = "/etc/default/grub";
/**
* /etc/default/grub (GRUB manual, 6.1) as the kickstart has it, so that an update-grub in the guest keeps the settings.
* Other lines of the file stay.
*/
function grubDefaults(before, { kernelArguments, timeoutSeconds, serialConsole }) {
	return setVariables(before, {
		GRUB_TIMEOUT: String(timeoutSeconds),
		GRUB_CMDLINE_LINUX_DEFAULT: "",
		GRUB_CMDLINE_LINUX: kernelArguments.join(" "),
		...serialConsole ? {
			GRUB_TERMINAL: "console serial",
			GRUB_SERIAL_COMMAND: "serial --unit=0 --speed=115200"
		} : {}
	});
}
async function writeGrubDefaults(files, settings) {
	await files.write(defaultsFile, grubDefaults(await files.read(defaultsFile) ?? "", settings));
}
/**
* What the boot loader is to boot. Read after the scripts: kernels that they installed and changes that they made to
* /etc/default/grub count.
*/
async function readBootConfig(files, planned) {
	return {
		kernels: await findKernels(files),
		...bootSettings(await files.read(defaultsFile) ?? "", planned)
	};
}
function bootSettings(text, planned) {
	const general = readVariable(text, "GRUB_CMDLINE_LINUX");
	const normal = readVariable(text, "GRUB_CMDLINE_LINUX_DEFAULT") ?? "";
	const timeout = readVariable(text, "GRUB_TIMEOUT") ?? "";
	return {
		kernelArguments: general === void 0 ? planned.kernelArguments : splitArguments(`${general} ${normal}`),
		timeoutSeconds: /^\d+$/.test(timeout) ? Number(timeout) : planned.timeoutSeconds
	};
}
/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
const splitArguments = (text) => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];

// src/host/lend-file.ts
/**
* Puts a file into a root for a while. Disposing brings back what was there (a file, a link or nothing), unless
* somebody replaced or changed the lent file meanwhile: then their version stays.
*
* @param guestPath absolute path as the guest sees it; a symbolic link there is set aside, not followed
* @param mode permission bits
*/
async function lendFile(root, guestPath, text, mode) {
	const file = path.join(await resolveInRoot(root, path.dirname(guestPath)), path.basename(guestPath));
	await fs$1.mkdir(path.dirname(file), { recursive: true });
	const aside = `${file}.appliance-build-aside`;
	const hadOne = await fs$1.rename(file, aside).then(() => true, (error) => {
		if (error.code === "ENOENT") return false;
		throw error;
	});
	await fs$1.writeFile(file, text, {
		mode,
		flag: "wx"
	});
	await fs$1.chmod(file, mode);
	const lent = await fs$1.lstat(file);
	return { async [Symbol.asyncDispose]() {
		const now = await fs$1.lstat(file).catch(() => void 0);
		if (!(now?.isFile() === true && now.ino === lent.ino && await fs$1.readFile(file, "utf8") === text)) {
			await fs$1.rm(aside, { force: true });
			return;
		}
		if (hadOne) await fs$1.rename(aside, file);
		else await fs$1.rm(file, { force: true });
	} };
}

// src/host/chroot.ts
/** The whole environment of programs in the guest; nothing comes from the host. */
const guestEnvironment = {
	PATH: sanePath,
	HOME: "/root",
	USER: "root",
	LOGNAME: "root",
	SHELL: "/bin/sh",
	LANG: "C.UTF-8",
	TERM: "dumb",
	DEBIAN_FRONTEND: "noninteractive",
	SYSTEMD_OFFLINE: "1"
};
/** Character devices that every program may expect: name, major, minor (kernel, admin-guide/devices.txt). */
const devices = [
	[
		"null",
		1,
		3
	],
	[
		"zero",
		1,
		5
	],
	[
		"full",
		1,
		7
	],
	[
		"random",
		1,
		8
	],
	[
		"urandom",
		1,
		9
	],
	[
		"tty",
		5,
		0
	]
];
const deviceLinks = [
	["ptmx", "pts/ptmx"],
	["fd", "/proc/self/fd"],
	["stdin", "/proc/self/fd/0"],
	["stdout", "/proc/self/fd/1"],
	["stderr", "/proc/self/fd/2"]
];
/** For callers that judge exit codes themselves. */
const everyExitCode = Array.from({ length: 256 }, (_, code) => code);
/** Debian policy 11.3: exit code 101 forbids package scripts to start services. */
const forbidDaemons = "#!/bin/sh\nexit 101\n";
/**
* Mounts what programs in a root need: a minimal /dev, a read-only /sys, an empty /run; /proc comes with each program.
* Nothing of the host's devices is visible, and package scripts start no daemons.
*
* @param root absolute path; must be able to hold device nodes
* @throws ApplianceError when a mount fails
*/
async function enterRoot(runner, root) {
	const scope = new Scope();
	try {
		scope.use(await mountReadOnlySys(runner, path.join(root, "sys")));
		scope.use(await mountTmpfs(runner, path.join(root, "run"), [
			"mode=755",
			"nosuid",
			"nodev",
			"size=256m"
		]));
		await fs$1.mkdir(path.join(root, "run/lock"), { mode: 1023 });
		await fs$1.chmod(path.join(root, "run/lock"), 1023);
		await mountDev(runner, root, scope);
		await fs$1.mkdir(path.join(root, "proc"), { recursive: true });
		scope.use(await lendFile(root, "/usr/sbin/policy-rc.d", forbidDaemons, 493));
	} catch (error) {
		await scope[Symbol.asyncDispose]();
		throw error;
	}
	return {
		root,
		run: (program, args, options = {}) => runIsolated(runner, {
			root,
			mountProcOn: path.join(root, "proc"),
			env: guestEnvironment
		}, program, args, options),
		[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
	};
}
async function mountDev(runner, root, scope) {
	const dev = path.join(root, "dev");
	scope.use(await mountTmpfs(runner, dev, [
		"mode=755",
		"nosuid",
		"noexec",
		"size=4m"
	]));
	for (const [name, major, minor] of devices) await runner.run("mknod", [
		"-m",
		"666",
		path.join(dev, name),
		"c",
		String(major),
		String(minor)
	]);
	for (const [name, target] of deviceLinks) await fs$1.symlink(target, path.join(dev, name));
	scope.use(await mountDevpts(runner, path.join(dev, "pts")));
	scope.use(await mountTmpfs(runner, path.join(dev, "shm"), [
		"mode=1777",
		"nosuid",
		"nodev",
		"size=256m"
	]));
}
/**
* Runs a program in process and mount namespaces of its own.
*
* The first `unshare` makes the namespaces and dies with its child. The second one is process 1 in there and changes the
* root only for the program: so the program is an ordinary process that signals can end, and `ischroot` and systemctl
* see that they are in a chroot. `unshare` blocks SIGTERM while it waits; `timeout` turns it into a quick SIGKILL.
*/
async function runIsolated(runner, { root, mountProcOn, env }, program, args, { env: added, okCodes = [0], failure, ...options }) {
	const variables = Object.entries({
		...env,
		...added
	}).map(([name, value]) => `${name}=${value}`);
	const namespaces = [
		"--mount",
		"--pid",
		"--fork",
		"--kill-child",
		"--propagation",
		"private"
	];
	const result = await runner.run("env", [
		"-i",
		...variables,
		...[
			"timeout",
			"--foreground",
			"--kill-after=0.1",
			"0"
		],
		...[
			"unshare",
			...namespaces,
			`--mount-proc=${mountProcOn}`,
			"--"
		],
		...[
			"unshare",
			"--fork",
			...root === void 0 ? [] : [`--root=${root}`, "--wd=/"],
			"--"
		],
		program,
		...args
	], {
		...options,
		...failure === void 0 ? {} : { failure },
		okCodes: everyExitCode
	});
	if (okCodes.includes(result.exitCode)) return result;
	throw new ApplianceError({
		kind: "build",
		code: "tool-failed",
		message: `${failure === void 0 ? "" : `${failure}: `}${program} failed with exit code ${result.exitCode}`,
		detail: result.tail
	});
}

// src/configure/accounts/account-files.ts
function findAccount(passwd, name) {
	const fields = findEntry(passwd, name);
	if (fields === void 0) return void 0;
	return {
		name,
		uid: Number(fields[2]),
		gid: Number(fields[3]),
		home: fields[5] ?? "/"
	};
}
function hasEntry(text, name) {
	return findEntry(text, name) !== void 0;
}
/** @returns name of the group with this number */
function groupWithId(group, gid) {
	return group.split("\n").map((line) => line.split(":")).find((fields) => fields[2] === String(gid))?.[0];
}
function findEntry(text, name) {
	return text.split("\n").map((line) => line.split(":")).find((fields) => fields[0] === name);
}
/**
* Sets a password field and clears the day of the last change (as anaconda does): the day of the build would otherwise
* be in the image, and ages would count from it.
*
* @param field crypt(3) hash, with a leading `!` if locked
*/
function setShadowPassword(shadow, name, field) {
	const lines = shadow.split("\n");
	const index = lines.findIndex((line) => line.startsWith(`${name}:`));
	if (index === -1) return `${shadow}${shadow === "" || shadow.endsWith("\n") ? "" : "\n"}${name}:${field}::0:99999:7:::\n`;
	lines[index] = [
		name,
		field,
		"",
		...(lines[index] ?? "").split(":").slice(3)
	].join(":");
	return lines.join("\n");
}
function shadowPassword(shadow, name) {
	return findEntry(shadow, name)?.[1];
}

// src/configure/accounts/sha512-crypt.ts
/** Order in which the digest's bytes are written, three at a time (SHA-crypt specification by U. Drepper, step 22). */
const triples = [
	[
		0,
		21,
		42
	],
	[
		22,
		43,
		1
	],
	[
		44,
		2,
		23
	],
	[
		3,
		24,
		45
	],
	[
		25,
		46,
		4
	],
	[
		47,
		5,
		26
	],
	[
		6,
		27,
		48
	],
	[
		28,
		49,
		7
	],
	[
		50,
		8,
		29
	],
	[
		9,
		30,
		51
	],
	[
		31,
		52,
		10
	],
	[
		53,
		11,
		32
	],
	[
		12,
		33,
		54
	],
	[
		34,
		55,
		13
	],
	[
		56,
		14,
		35
	],
	[
		15,
		36,
		57
	],
	[
		37,
		58,
		16
	],
	[
		59,
		17,
		38
	],
	[
		18,
		39,
		60
	],
	[
		40,
		61,
		19
	],
	[
		62,
		20,
		41
	]
];
const alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const rounds = 5e3;
const sha512 = (...parts) => {
	const hash = createHash("sha512");
	for (const part of parts) hash.update(part);
	return hash.digest();
};
/** `length` bytes of `block` repeated. */
const stretch = (block, length) => Buffer.concat(Array.from({ length: Math.ceil(length / block.length) }, () => block)).subarray(0, length);
/**
* The `$6$` hash of crypt(3), made here so that no password is ever an argument of a program.
*
* @param salt at most 16 characters of `[./0-9A-Za-z]`
*/
function sha512Crypt(password, salt) {
	const key = Buffer.from(password, "utf8");
	const saltBytes = Buffer.from(salt, "utf8").subarray(0, 16);
	const alternate = sha512(key, saltBytes, key);
	const start = [
		key,
		saltBytes,
		stretch(alternate, key.length)
	];
	for (let bits = key.length; bits > 0; bits >>= 1) start.push((bits & 1) === 1 ? alternate : key);
	let digest = sha512(...start);
	const keySequence = stretch(sha512(...Array.from({ length: key.length }, () => key)), key.length);
	const saltTimes = 16 + (digest[0] ?? 0);
	const saltSequence = stretch(sha512(...Array.from({ length: saltTimes }, () => saltBytes)), saltBytes.length);
	for (let round = 0; round < rounds; round += 1) {
		const odd = round % 2 === 1;
		digest = sha512(odd ? keySequence : digest, round % 3 === 0 ? Buffer.alloc(0) : saltSequence, round % 7 === 0 ? Buffer.alloc(0) : keySequence, odd ? digest : keySequence);
	}
	return `$6$${saltBytes.toString("utf8")}$${encode(digest)}`;
}
function encode(digest) {
	const byte = (index) => digest[index] ?? 0;
	return triples.map(([a, b, c]) => characters(byte(a) << 16 | byte(b) << 8 | byte(c), 4)).join("") + characters(byte(63), 2);
}
/** Six bits to a character, lowest first. */
function characters(word, count) {
	return Array.from({ length: count }, (_, index) => alphabet[word >> 6 * index & 63]).join("");
}
/**
* A salt that is the same for the same appliance and user, so that the same kickstart gives the same bytes, and that
* tells nothing of the password.
*/
function derivedSalt(appliance, user) {
	return [...createHash("sha256").update(`${appliance}\0${user}`).digest().subarray(0, 16)].map((byte) => alphabet[byte & 63]).join("");
}

// src/configure/family.ts
const debian = {
	name: "debian",
	localeFiles: ["/etc/default/locale"],
	keyboardFile: "/etc/default/keyboard",
	timezoneFile: "/etc/timezone",
	ownAddress: "127.0.1.1",
	nftablesFile: "/etc/nftables.conf",
	initramfs: (version) => `/boot/initrd.img-${version}`,
	sshMakesHostKeys: false,
	unitAliases: {
		sshd: "ssh",
		crond: "cron",
		httpd: "apache2",
		chronyd: "chrony",
		rpcbind: "rpcbind",
		nfs: "nfs-server"
	},
	packages: {
		kernel: "linux-image-amd64",
		initramfs: "initramfs-tools",
		locales: "locales",
		timezones: "tzdata",
		oldTimezones: "tzdata-legacy",
		firewall: "nftables",
		resolver: "systemd-resolved"
	}
};
const families = [
	{
		ids: ["debian"],
		family: debian
	},
	{
		ids: ["ubuntu"],
		family: {
			...debian,
			packages: {
				...debian.packages,
				kernel: "linux-image-generic"
			}
		}
	},
	{
		ids: [
			"fedora",
			"rhel",
			"centos"
		],
		family: {
			name: "fedora",
			localeFiles: [],
			keyboardFile: void 0,
			timezoneFile: void 0,
			ownAddress: void 0,
			nftablesFile: "/etc/sysconfig/nftables.conf",
			initramfs: (version) => `/boot/initramfs-${version}.img`,
			sshMakesHostKeys: true,
			unitAliases: {
				ssh: "sshd",
				cron: "crond",
				apache2: "httpd",
				chrony: "chronyd"
			},
			packages: {
				kernel: "kernel",
				initramfs: "dracut",
				locales: "glibc-all-langpacks",
				timezones: "tzdata",
				oldTimezones: void 0,
				firewall: "firewalld",
				resolver: "systemd-resolved"
			}
		}
	}
];
/** Family of a guest from its os-release(5) text: ID first, then ID_LIKE. Debian if it tells nothing. */
function familyOf(osRelease) {
	const value = (name) => new RegExp(`^${name}=["']?([^"'\\n]*)`, "m").exec(osRelease)?.[1] ?? "";
	for (const id of [value("ID"), ...value("ID_LIKE").split(/\s+/)]) {
		const known = families.find(({ ids }) => ids.includes(id));
		if (known !== void 0) return known.family;
	}
	return debian;
}
async function detectFamily(files) {
	return familyOf(await files.read("/etc/os-release") ?? await files.read("/usr/lib/os-release") ?? "");
}

// src/configure/guest.ts
async function openGuest(chroot, warn) {
	const files = rootFiles(chroot.root);
	return {
		files,
		chroot,
		family: await detectFamily(files),
		warn
	};
}
/** @returns the first of the paths that exists in the guest */
async function firstExisting(files, paths) {
	for (const path of paths) if (await files.exists(path)) return path;
}
const programFolders = [
	"/usr/local/sbin",
	"/usr/local/bin",
	"/usr/sbin",
	"/usr/bin",
	"/sbin",
	"/bin"
];
/** @returns path in the guest of a program in its PATH, or of one given by absolute path */
async function findProgram(files, program) {
	if (program.includes("/")) return await files.exists(program) ? program : void 0;
	return await firstExisting(files, programFolders.map((folder) => `${folder}/${program}`));
}

// src/configure/effects/accounts.ts
/**
* Password field of shadow(5): a hash as given, or one made of the clear text; `!` in front locks it, and alone when
* there is no password.
*/
function passwordField(password, lock, salt) {
	if (password === void 0) return "!";
	const hash = password.encrypted ? password.text : sha512Crypt(password.text, salt);
	return lock && !hash.startsWith("!") ? `!${hash}` : hash;
}
async function setPassword({ files }, user, field) {
	const shadow = await files.read("/etc/shadow") ?? "";
	await files.write("/etc/shadow", setShadowPassword(shadow, user, field), await modeOf(files, "/etc/shadow", 416));
}
async function modeOf(files, guestPath, otherwise) {
	const stats = await fs$1.stat(await files.path(guestPath)).catch(() => void 0);
	return stats === void 0 ? otherwise : stats.mode & 4095;
}
/** Without a rootpw line root is locked, as anaconda has it. */
async function applyRootpw(command, appliance, guest) {
	const field = passwordField(command?.password, command?.lock ?? true, derivedSalt(appliance, "root"));
	const before = shadowPassword(await guest.files.read("/etc/shadow") ?? "", "root");
	if (!(field === "!" && before !== void 0 && /^[!*]/.test(before))) await setPassword(guest, "root", field);
	if (command?.allowSsh) {
		await guest.files.write("/etc/ssh/sshd_config.d/01-permitrootlogin.conf", "PermitRootLogin yes\n", 384);
		if (!await guest.files.exists("/etc/ssh/sshd_config")) guest.warn({
			code: "ssh-server-missing",
			message: "rootpw --allow-ssh has no effect: the guest has no ssh server",
			position: command.position,
			hint: "add openssh-server to %packages"
		});
	}
}
/** `wheel(10)`: a group and the number to make it with. */
function parseGroup(text) {
	const match = /^([^(]+)\((\d+)\)$/.exec(text);
	return {
		name: match?.[1] ?? text,
		gid: match?.[2]
	};
}
/** @param homeExists useradd(8) copies the skeleton only into a home folder that it makes itself */
function useraddArguments(command, { homeExists, shell, group }) {
	const groups = command.groups.map((text) => parseGroup(text).name).filter((name) => name !== group);
	return [
		...group === void 0 ? ["-U"] : [
			"-N",
			"-g",
			group
		],
		...groups.length > 0 ? ["-G", groups.join(",")] : [],
		...command.homeDir === void 0 ? [] : ["-d", command.homeDir],
		homeExists ? "-M" : "-m",
		...["-s", shell],
		...command.uid === void 0 ? [] : ["-u", String(command.uid)],
		...command.gecos === void 0 ? [] : ["-c", command.gecos],
		...["--", command.user]
	];
}
/**
* Makes users in file order: missing groups first, then the user, then the password.
*
* @throws ApplianceError codes `useradd-missing`, `user-failed`
*/
async function applyUsers(users, appliance, guest) {
	const { files, chroot, warn } = guest;
	for (const command of users) {
		const { user, position } = command;
		if (await findProgram(files, "useradd") === void 0) throw new ApplianceError({
			kind: "build",
			code: "useradd-missing",
			message: `can't make the user ${user}: the guest has no useradd`,
			position,
			hint: guest.family.name === "debian" ? "add passwd to %packages" : "add shadow-utils to %packages"
		});
		if (hasEntry(await files.read("/etc/passwd") ?? "", user)) {
			warn({
				code: "user-exists",
				message: `the user ${user} exists already and is left as it is`,
				position,
				hint: "the packages made it; its password and groups stay as they are"
			});
			continue;
		}
		await addGroups(command);
		const group = await ownGroup(command);
		await program(command, "useradd", useraddArguments(command, {
			homeExists: await files.exists(command.homeDir ?? `/home/${user}`),
			shell: command.shell ?? (await files.exists("/bin/bash") ? "/bin/bash" : "/bin/sh"),
			group
		}));
		await setPassword(guest, user, passwordField(command.password, command.lock, derivedSalt(appliance, user)));
	}
	async function addGroups(command) {
		for (const { name, gid } of command.groups.map(parseGroup)) {
			if (hasEntry(await files.read("/etc/group") ?? "", name)) continue;
			await program(command, "groupadd", [
				...gid === void 0 ? [] : ["-g", gid],
				"--",
				name
			]);
		}
	}
	/** The group that --gid names, made if it is not there. */
	async function ownGroup(command) {
		const groups = await files.read("/etc/group") ?? "";
		if (command.gid === void 0) return hasEntry(groups, command.user) ? command.user : void 0;
		const known = groupWithId(groups, command.gid);
		if (known !== void 0) return known;
		await program(command, "groupadd", [
			"-g",
			String(command.gid),
			"--",
			command.user
		]);
		return command.user;
	}
	async function program({ user, position }, name, args) {
		const { exitCode, tail } = await chroot.run(name, args, { okCodes: everyExitCode });
		if (exitCode === 0) return;
		throw new ApplianceError({
			kind: "build",
			code: "user-failed",
			message: `can't make the user ${user}: ${name} failed with exit code ${exitCode}`,
			position,
			detail: tail
		});
	}
}

// src/configure/effects/firewall-services.ts
/** Ports of the services that kickstarts name, as firewalld's service files list them (numbers: IANA's registry). */
const firewallServices = {
	amqp: ["5672:tcp"],
	bacula: ["9101-9103:tcp"],
	cockpit: ["9090:tcp"],
	dhcp: ["67:udp"],
	dhcpv6: ["547:udp"],
	"dhcpv6-client": ["546:udp"],
	dns: ["53:tcp", "53:udp"],
	"docker-registry": ["5000:tcp"],
	ftp: ["21:tcp"],
	git: ["9418:tcp"],
	grafana: ["3000:tcp"],
	http: ["80:tcp"],
	http3: ["443:udp"],
	https: ["443:tcp"],
	imap: ["143:tcp"],
	imaps: ["993:tcp"],
	ipp: ["631:tcp", "631:udp"],
	"ipp-client": ["631:udp"],
	iscsi: ["3260:tcp"],
	"iscsi-target": ["3260:tcp"],
	kerberos: ["88:tcp", "88:udp"],
	ldap: ["389:tcp"],
	ldaps: ["636:tcp"],
	libvirt: ["16509:tcp"],
	"libvirt-tls": ["16514:tcp"],
	mdns: ["5353:udp"],
	mqtt: ["1883:tcp"],
	mysql: ["3306:tcp"],
	nfs: ["2049:tcp"],
	ntp: ["123:udp"],
	openvpn: ["1194:udp"],
	pop3: ["110:tcp"],
	pop3s: ["995:tcp"],
	postgresql: ["5432:tcp"],
	prometheus: ["9090:tcp"],
	puppetmaster: ["8140:tcp"],
	rdp: ["3389:tcp", "3389:udp"],
	redis: ["6379:tcp"],
	"rpc-bind": ["111:tcp", "111:udp"],
	rsyncd: ["873:tcp", "873:udp"],
	samba: [
		"139:tcp",
		"445:tcp",
		"137:udp",
		"138:udp"
	],
	smtp: ["25:tcp"],
	"smtp-submission": ["587:tcp"],
	smtps: ["465:tcp"],
	snmp: ["161:tcp", "161:udp"],
	squid: ["3128:tcp"],
	ssh: ["22:tcp"],
	syslog: ["514:udp"],
	"syslog-tls": ["6514:tcp", "6514:udp"],
	telnet: ["23:tcp"],
	tftp: ["69:udp"],
	"vnc-server": ["5900-5903:tcp"],
	wireguard: ["51820:udp"],
	"wbem-https": ["5989:tcp"],
	wsman: ["5985:tcp"],
	xmpp: ["5222:tcp", "5269:tcp"],
	"zabbix-agent": ["10050:tcp"],
	"zabbix-server": ["10051:tcp"]
};

// src/configure/effects/units.ts
const unitFolders = [
	"/etc/systemd/system",
	"/run/systemd/system",
	"/usr/lib/systemd/system",
	"/lib/systemd/system"
];
const unitSuffix = /\.(?:service|socket|target|timer|mount|automount|path|slice|swap|device|scope)$/;
/** systemd.unit(5): a name without a type is a service. */
const unitName = (name) => unitSuffix.test(name) ? name : `${name}.service`;
/**
* The unit that a name of the kickstart means in this guest: the unit itself, else what the family calls it.
* An instance (`getty@tty2`) is looked up by its template, an init script by its name.
*
* @returns undefined if it is not installed
*/
async function findUnit(name, { files, family }) {
	const alias = family.unitAliases[name.replace(/\.service$/, "")];
	for (const candidate of [...alias === void 0 ? [] : [alias], name]) {
		const unit = unitName(candidate);
		const template = unit.replace(/@[^.]*\./, "@.");
		const places = unitFolders.map((folder) => `${folder}/${template}`);
		const script = `/etc/init.d/${unit.replace(/\.service$/, "")}`;
		if (await firstExisting(files, [...places, script]) !== void 0) return unit;
	}
}
/**
* Enables or disables a unit without a running manager.
*
* @returns what went wrong, in one line; undefined if it worked
*/
async function switchUnit(action, unit, { files, chroot }) {
	if (await findProgram(files, "systemctl") === void 0) return "the guest has no systemd";
	const { exitCode, tail } = await chroot.run("systemctl", [action, unit], {
		okCodes: everyExitCode,
		logOutput: true
	});
	return exitCode === 0 ? void 0 : tail.at(-1) ?? `systemctl failed with exit code ${exitCode}`;
}

// src/configure/effects/firewall.ts
const firewallUnits = [
	"nftables",
	"firewalld",
	"ufw",
	"iptables",
	"netfilter-persistent"
];
const portPattern = /^(\d+(?:-\d+)?|[a-z][a-z0-9-]*):(tcp|udp|sctp|dccp)$/;
/**
* Ports that a firewall line opens; ssh always, as anaconda does, so that nobody is locked out.
*
* @throws ApplianceError codes `unknown-firewall-service`, `bad-firewall-port`
*/
function openPorts({ ports, services, position }) {
	const fromServices = ["ssh", ...services].flatMap((service) => {
		const known = firewallServices[service];
		if (known !== void 0) return known;
		throw new ApplianceError({
			kind: "input",
			code: "unknown-firewall-service",
			message: `the ports of the firewall service ${service} are not known`,
			position,
			hint: "write its ports: --port=8080:tcp"
		});
	});
	const byProtocol = /* @__PURE__ */ new Map();
	for (const text of [...fromServices, ...ports]) {
		const [, number, protocol] = portPattern.exec(text.trim()) ?? [];
		const range = number === void 0 || /^\d/.test(number) ? number : named(number, protocol);
		if (range === void 0 || protocol === void 0 || !inRange(range)) throw new ApplianceError({
			kind: "input",
			code: "bad-firewall-port",
			message: `${text} is no port`,
			position,
			hint: "ports are written as 8080:tcp or 5900-5910:tcp"
		});
		byProtocol.set(protocol, (byProtocol.get(protocol) ?? /* @__PURE__ */ new Set()).add(range));
	}
	return Object.fromEntries([...byProtocol].map(([protocol, ranges]) => [protocol, [...ranges]]));
}
/** `imap:tcp`: the port of a service by name. */
const named = (service, protocol) => firewallServices[service]?.find((port) => port.endsWith(`:${protocol}`))?.split(":")[0];
function inRange(range) {
	const [from = 0, to = from] = range.split("-").map(Number);
	return from >= 1 && from <= to && to <= 65535;
}
/**
* nft(8) rules. ICMPv6 is not optional: without it IPv6 finds neither neighbours nor routers (RFC 4890); answers of
* DHCPv6 come from another address than the question went to, so tracking does not know them.
*/
function nftablesText(ports, trusted) {
	const rules = [
		"ct state established,related accept",
		"ct state invalid drop",
		"iif \"lo\" accept",
		...trusted.map((device) => `iifname "${device}" accept`),
		"meta l4proto { 1, 58 } accept",
		"ip6 saddr fe80::/10 udp dport 546 accept",
		...Object.entries(ports).map(([protocol, ranges]) => `${protocol} dport { ${ranges.join(", ")} } accept`)
	];
	return [
		"#!/usr/sbin/nft -f",
		"# From the firewall line of the kickstart.",
		"flush ruleset",
		"table inet filter {",
		...["  chain input {", "    type filter hook input priority filter; policy drop;"],
		...rules.map((rule) => `    ${rule}`),
		"  }",
		"  chain forward {\n    type filter hook forward priority filter; policy drop;\n  }",
		"  chain output {\n    type filter hook output priority filter; policy accept;\n  }",
		"}",
		""
	].join("\n");
}
function firewalldArguments({ ports, services, trust }) {
	return [
		"--enabled",
		...trust.map((device) => `--trust=${device}`),
		...ports.map((port) => `--port=${port}`),
		...[.../* @__PURE__ */ new Set(["ssh", ...services])].map((service) => `--service=${service}`)
	];
}
/**
* Sets up firewalld if the guest has it, else nftables.
*
* @throws ApplianceError code `firewall-missing`, and those of `openPorts`
*/
async function applyFirewall(command, guest) {
	const { files, chroot, family } = guest;
	if (!command.enabled) {
		for (const name of firewallUnits) await switchIfInstalled("disable", name, command, guest);
		return;
	}
	if (await findProgram(files, "firewall-offline-cmd") !== void 0) {
		await chroot.run("firewall-offline-cmd", firewalldArguments(command), {
			logOutput: true,
			failure: "can't set up the firewall"
		});
		await switchIfInstalled("enable", "firewalld", command, guest);
		return;
	}
	const ports = openPorts(command);
	if (await findProgram(files, "nft") === void 0) throw new ApplianceError({
		kind: "build",
		code: "firewall-missing",
		message: "the kickstart asks for a firewall, but the guest has neither firewalld nor nftables",
		position: command.position,
		hint: `add ${family.packages.firewall} to %packages, or write "firewall --disabled"`
	});
	await files.write(family.nftablesFile, nftablesText(ports, command.trust), 493);
	await switchIfInstalled("enable", "nftables", command, guest);
}
async function switchIfInstalled(action, name, { position }, guest) {
	const unit = await findUnit(name, guest);
	const problem = unit === void 0 ? void 0 : await switchUnit(action, unit, guest);
	if (problem !== void 0) guest.warn({
		code: `service-not-${action}d`,
		message: `can't ${action} ${name}: ${problem}`,
		position
	});
}

// src/configure/effects/fstab.ts
const mountings = {
	ext2: {
		options: "defaults",
		checked: true
	},
	ext3: {
		options: "defaults",
		checked: true
	},
	ext4: {
		options: "defaults",
		checked: true
	},
	vfat: {
		options: "umask=0077",
		checked: true
	},
	xfs: {
		options: "defaults",
		checked: false
	},
	btrfs: {
		options: "defaults",
		checked: false
	}
};
/** fstab(5) for the planned filesystems, by UUID: parents before children, swap last. */
function fstabText(filesystems) {
	const rows = [[
		"# <file system>",
		"<mount point>",
		"<type>",
		"<options>",
		"<dump>",
		"<pass>"
	]];
	for (const { type, uuid, mountPoint } of [...filesystems].sort(byMountPoint)) if (type === "swap") rows.push([
		`UUID=${uuid}`,
		"none",
		"swap",
		"sw",
		"0",
		"0"
	]);
	else if (mountPoint !== void 0) {
		const { options, checked } = mountings[type];
		const pass = checked ? mountPoint === "/" ? "1" : "2" : "0";
		rows.push([
			`UUID=${uuid}`,
			escapeField(mountPoint),
			type,
			options,
			"0",
			pass
		]);
	}
	return `${rows.map((row) => row.join(" ")).join("\n")}\n`;
}
/** fstab(5): blanks in a field are written in octal. */
const escapeField = (text) => text.replaceAll(/[ \t\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
function byMountPoint(a, b) {
	const key = ({ mountPoint }) => mountPoint === void 0 ? void 0 : mountPoint.split("/");
	const [left, right] = [key(a), key(b)];
	if (left === void 0 || right === void 0) return Number(left === void 0) - Number(right === void 0);
	const [first, second] = [left.join("\0"), right.join("\0")];
	return first < second ? -1 : Number(first > second);
}
const filesystemsOf = (disks) => disks.flatMap(({ partitions }) => partitions.map(({ filesystem }) => filesystem)).filter((plan) => plan !== void 0);
/** Writes /etc/fstab and makes the folders that filesystems are mounted on. */
async function applyFstab(disks, { files }) {
	const filesystems = filesystemsOf(disks);
	await files.write("/etc/fstab", fstabText(filesystems));
	for (const { mountPoint } of filesystems) if (mountPoint !== void 0) await fs$1.mkdir(await files.path(mountPoint), { recursive: true });
}

// src/configure/effects/hostname.ts
const ownLine = (address, hostname) => {
	const [short = hostname] = hostname.split(".");
	return `${address}\t${short === hostname ? hostname : `${hostname} ${short}`}`;
};
const standardHosts = "127.0.0.1	localhost\n::1	localhost ip6-localhost ip6-loopback\n";
/**
* hosts(5) text in which the machine finds its own name.
*
* @param address of the line for the name itself; undefined: the file only needs localhost
*/
function hostsText(before, hostname, address) {
	const text = before === void 0 || before.trim() === "" ? standardHosts : before;
	if (hostname === void 0 || address === void 0) return text;
	const lines = text.split("\n").filter((line) => line.split(/\s/)[0] !== address);
	const after = lines.findIndex((line) => /^127\.0\.0\.1\s/.test(line));
	lines.splice(after + 1, 0, ownLine(address, hostname));
	return lines.join("\n");
}
/**
* hostname(5) and hosts(5). Without a name the file goes: what is in it was copied from the machine that installed the
* packages, and without it the guest is `localhost`, or what DHCP calls it.
*/
async function applyHostname(hostname, { files, family }) {
	if (hostname === void 0) await files.remove("/etc/hostname");
	else await files.write("/etc/hostname", `${hostname}\n`);
	await files.write("/etc/hosts", hostsText(await files.read("/etc/hosts"), hostname, family.ownAddress));
}

// src/configure/effects/keyboard.ts
/** Console keymaps whose X layout is called otherwise (kbd-model-map of systemd and localed). */
const layoutOfKeymap = {
	uk: ["gb", ""],
	"de-latin1": ["de", ""],
	"de-latin1-nodeadkeys": ["de", "nodeadkeys"],
	"fr-latin1": ["fr", ""],
	"fr-latin9": ["fr", "latin9"],
	"be-latin1": ["be", ""],
	"pt-latin1": ["pt", ""],
	"br-abnt2": ["br", "abnt2"],
	"la-latin1": ["latam", ""],
	"sg-latin1": ["ch", "de"],
	sg: ["ch", "de"],
	fr_CH: ["ch", "fr"],
	"fr_CH-latin1": ["ch", "fr"],
	"sv-latin1": ["se", ""],
	"dk-latin1": ["dk", ""],
	jp106: ["jp", ""],
	dvorak: ["us", "dvorak"],
	"us-acentos": ["us", "intl"]
};
const keymapOfLayout = {
	gb: "uk",
	latam: "la-latin1",
	se: "sv-latin1"
};
/** The missing one of console keymap and X layouts is derived from the other. `cz (qwerty)` is a layout with a variant. */
function keyboardSettings(command) {
	const pairs = command.xLayouts.map((text) => {
		const [, layout = text, variant = ""] = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*$/.exec(text) ?? [];
		return [layout, variant];
	});
	const [first] = pairs;
	const keymap = command.vcKeymap ?? (first === void 0 ? void 0 : keymapOfLayout[first[0]] ?? first[0]);
	if (keymap === void 0) return void 0;
	const chosen = pairs.length > 0 ? pairs : [layoutOfKeymap[keymap] ?? splitKeymap(keymap)];
	return {
		keymap,
		layouts: chosen.map(([layout]) => layout).join(","),
		variants: chosen.some(([, variant]) => variant !== "") ? chosen.map(([, variant]) => variant).join(",") : ""
	};
}
function splitKeymap(keymap) {
	const dash = keymap.indexOf("-");
	return dash === -1 ? [keymap, ""] : [keymap.slice(0, dash), keymap.slice(dash + 1)];
}
/** Console keymap (vconsole.conf(5)) and, where the family has it, keyboard(5). */
async function applyKeyboard(command, { files, family }) {
	const settings = keyboardSettings(command);
	if (settings === void 0) return;
	await update("/etc/vconsole.conf", { KEYMAP: settings.keymap });
	if (family.keyboardFile === void 0) return;
	const model = /^XKBMODEL=/m.test(await files.read(family.keyboardFile) ?? "") ? {} : { XKBMODEL: "pc105" };
	await update(family.keyboardFile, {
		...model,
		XKBLAYOUT: settings.layouts,
		XKBVARIANT: settings.variants
	});
	for (const name of await files.list("/etc/console-setup")) if (name.startsWith("cached_")) await files.remove(`/etc/console-setup/${name}`);
	async function update(file, values) {
		await files.write(file, setVariables(await files.read(file) ?? "", values));
	}
}

// src/configure/effects/lang.ts
const fallback = "C.UTF-8";
const builtIn = /* @__PURE__ */ new Set([
	"c",
	"posix",
	"c.utf8"
]);
/** `en_US.UTF-8` and `en_US.utf8` are one locale: locale(1) prints the second. */
function normaliseLocale(locale) {
	const [, name = locale, codeset = "", modifier = ""] = /^([^.@]*)(\.[^@]*)?(@.*)?$/.exec(locale) ?? [];
	return name.toLowerCase() + codeset.toLowerCase().replaceAll("-", "") + modifier.toLowerCase();
}
/**
* Line of /etc/locale.gen for a locale, from the guest's list of supported ones.
*
* @param supported /usr/share/i18n/SUPPORTED: `en_US.UTF-8 UTF-8`
*/
function localeGenLine(supported, locale) {
	return supported.split("\n").map((line) => line.trim().replace(/\s*\\$/, "").replace("/", " ")).find((line) => normaliseLocale(line.split(" ")[0] ?? "") === normaliseLocale(locale));
}
/** Switches lines on in /etc/locale.gen: those there as comments in their place, others at the end. */
function enableLocales(localeGen, wanted) {
	const lines = localeGen.split("\n");
	const missing = wanted.filter((want) => {
		const index = lines.findIndex((line) => line.replace(/^#?\s*/, "").trim() === want);
		if (index !== -1) lines[index] = want;
		return index === -1;
	});
	const text = lines.join("\n");
	return missing.length === 0 ? text : `${text.replace(/\n*$/, text.trim() === "" ? "" : "\n")}${missing.join("\n")}\n`;
}
/** Makes the locales and sets LANG (locale.conf(5)); C.UTF-8 with a warning where the guest can't have the locale. */
async function applyLang({ lang, addSupport, position }, guest) {
	const available = /* @__PURE__ */ new Set();
	const missing = [lang, ...addSupport].filter((locale) => !builtIn.has(normaliseLocale(locale)));
	if (missing.length > 0) await addInstalled(guest, available);
	const toMake = missing.filter((locale) => !available.has(normaliseLocale(locale)));
	if (toMake.length > 0) {
		await makeLocales(toMake, guest);
		await addInstalled(guest, available);
	}
	for (const locale of toMake) if (!available.has(normaliseLocale(locale))) warnMissing(locale, locale === lang, guest, position);
	const value = { LANG: builtIn.has(normaliseLocale(lang)) || available.has(normaliseLocale(lang)) ? lang : fallback };
	await guest.files.write("/etc/locale.conf", setVariables(await guest.files.read("/etc/locale.conf") ?? "", value));
	for (const file of guest.family.localeFiles) await guest.files.write(file, setVariables(await guest.files.read(file) ?? "", value));
}
async function addInstalled({ files, chroot }, available) {
	if (await findProgram(files, "locale") === void 0) return;
	const { stdout } = await chroot.run("locale", ["-a"]);
	for (const line of stdout.split("\n")) available.add(normaliseLocale(line.trim()));
}
async function makeLocales(locales, { files, chroot }) {
	const supported = await files.read("/usr/share/i18n/SUPPORTED");
	if (supported === void 0 || await findProgram(files, "locale-gen") === void 0) return;
	const lines = locales.map((locale) => localeGenLine(supported, locale)).filter((line) => line !== void 0);
	if (lines.length === 0) return;
	await files.write("/etc/locale.gen", enableLocales(await files.read("/etc/locale.gen") ?? "", lines));
	await chroot.run("locale-gen", [], {
		logOutput: true,
		failure: `can't make the locales ${locales.join(", ")}`
	});
}
function warnMissing(locale, isMain, { family, warn }, position) {
	warn({
		code: "locale-missing",
		message: `the guest has no locale ${locale}${isMain ? `; LANG is ${fallback}` : ""}`,
		position,
		hint: `add ${family.packages.locales} to %packages, or check the name`
	});
}

// src/configure/effects/network-files.ts
/** Devices that the installer picks on the live machine; an image doesn't know it, so every wired device is meant. */
const anyDevice = /* @__PURE__ */ new Set(["link", "bootif"]);
const macAddress = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const wiredNames = ["en*", "eth*"];
function connectionOf({ device, onBoot }) {
	if (device === void 0 || anyDevice.has(device)) return {
		id: "wired",
		device: void 0,
		mac: void 0,
		onBoot
	};
	if (macAddress.test(device)) {
		const mac = device.toLowerCase();
		return {
			id: `mac-${mac.replaceAll(":", "")}`,
			device: void 0,
			mac,
			onBoot
		};
	}
	return {
		id: device,
		device,
		mac: void 0,
		onBoot
	};
}
/**
* systemd.network(5). By name and not by `Type=ether`: bridges and the ends of container links are ether too.
* IPv6 router advertisements stay on.
*/
function networkdText({ device, mac, onBoot }) {
	return `[Match]\n${mac === void 0 ? `Name=${device ?? wiredNames.join(" ")}` : `MACAddress=${mac}`}\n${onBoot ? "" : "\n[Link]\nActivationPolicy=manual\nRequiredForOnline=no\n"}\n[Network]\nDHCP=yes\nIPv6AcceptRA=yes\n`;
}
/** NetworkManager keyfile (nm-settings-keyfile(5)); its UUID comes from the appliance and the file's name. */
function keyfileText({ id, device, mac, onBoot }, appliance) {
	return [
		"[connection]",
		`id=${id}`,
		`uuid=${derivedUuid(`${appliance}\0${id}`)}`,
		"type=ethernet",
		...device === void 0 ? [] : [`interface-name=${device}`],
		`autoconnect=${onBoot}`,
		"",
		"[ethernet]",
		...mac === void 0 ? [] : [`mac-address=${mac.toUpperCase()}`],
		"",
		"[ipv4]",
		"method=auto",
		"",
		"[ipv6]",
		"method=auto",
		"addr-gen-mode=eui64",
		""
	].join("\n");
}
/** A UUID of version 8 (RFC 9562, 5.8: made as the application likes). */
function derivedUuid(seed) {
	const bytes = createHash("sha256").update(seed).digest().subarray(0, 16);
	bytes[6] = (bytes[6] ?? 0) & 15 | 128;
	bytes[8] = (bytes[8] ?? 0) & 63 | 128;
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
/** interfaces(5); a pattern maps whatever devices there are to one logical interface. */
function interfacesText({ id, device, mac, onBoot }) {
	const patterns = mac === void 0 ? wiredNames.map((name) => `/${name}=${id}`) : [`mac/${mac}=${id}`];
	return [
		...onBoot ? [`auto ${(device === void 0 ? patterns : [device]).join(" ")}`] : [],
		`iface ${id} inet dhcp`,
		`iface ${id} inet6 auto`,
		""
	].join("\n");
}

// src/configure/effects/network.ts
const daemonFolders = ["/usr/lib/systemd", "/lib/systemd"];
/** In order of preference: who asks for a manager besides systemd's own, which Debian always installs, wants it used. */
const managers = [
	{
		name: "NetworkManager",
		programs: ["NetworkManager"],
		write: writeKeyfiles
	},
	{
		name: "ifupdown",
		programs: ["ifup"],
		write: writeInterfaces
	},
	{
		name: "systemd-networkd",
		programs: daemonFolders.map((folder) => `${folder}/systemd-networkd`),
		write: writeNetworkd
	}
];
async function installed({ programs }, { files }) {
	for (const program of programs) if (await findProgram(files, program) !== void 0) return true;
	return false;
}
/** Configures devices with whatever manages networks in the guest. Lines that mean the same device count once. */
async function applyNetworks(lines, appliance, guest) {
	const configuring = lines.filter(({ configuresDevice }) => configuresDevice);
	const [first] = configuring;
	if (first === void 0) return;
	const connections = new Map(configuring.map((line) => [connectionOf(line).id, connectionOf(line)]));
	for (const manager of managers) {
		if (!await installed(manager, guest)) continue;
		await manager.write([...connections.values()], appliance, first.position, guest);
		return;
	}
	guest.warn({
		code: "network-manager-missing",
		message: "the network line has no effect: nothing in the guest configures networks",
		position: first.position,
		hint: "add systemd-networkd (in Debian: systemd), network-manager or ifupdown to %packages"
	});
}
async function writeKeyfiles(connections, appliance, _position, { files }) {
	for (const connection of connections) {
		const file = `/etc/NetworkManager/system-connections/${connection.id}.nmconnection`;
		await files.write(file, keyfileText(connection, appliance), 384);
	}
}
async function writeInterfaces(connections, _appliance, _position, { files }) {
	const source = "source /etc/network/interfaces.d/*";
	const main = await files.read("/etc/network/interfaces") ?? "";
	if (!/^\s*iface\s+lo\s/m.test(main)) await files.append("/etc/network/interfaces", "auto lo\niface lo inet loopback\n");
	if (!/^\s*source(?:-directory)?\s/m.test(main)) await files.append("/etc/network/interfaces", `${source}\n`);
	for (const connection of connections) await files.write(`/etc/network/interfaces.d/${connection.id}`, interfacesText(connection));
}
async function writeNetworkd(connections, _appliance, position, guest) {
	const { files, family, warn } = guest;
	for (const connection of connections) {
		const order = connection.id === "wired" ? 80 : 20;
		await files.write(`/etc/systemd/network/${order}-${connection.id}.network`, networkdText(connection));
	}
	const units = ["systemd-networkd.service"];
	if (await firstExisting(files, daemonFolders.map((folder) => `${folder}/systemd-resolved`)) !== void 0) {
		units.push("systemd-resolved.service");
		await files.link("/etc/resolv.conf", "../run/systemd/resolve/stub-resolv.conf");
	} else warn({
		code: "resolver-missing",
		message: "the guest will find no names: systemd-networkd needs systemd-resolved to use the name servers of DHCP",
		position,
		hint: `add ${family.packages.resolver} to %packages`
	});
	for (const unit of units) {
		const problem = await switchUnit("enable", unit, guest);
		if (problem !== void 0) warn({
			code: "service-not-enabled",
			message: `can't enable ${unit}: ${problem}`,
			position
		});
	}
}

// src/configure/effects/selinux.ts
const configFile = "/etc/selinux/config";
/** Replaces the SELINUX= line of /etc/selinux/config (selinux_config(5)), or adds it. */
function setSelinuxMode(text, mode) {
	const line = `SELINUX=${mode}`;
	if (/^SELINUX=.*$/m.test(text)) return text.replace(/^SELINUX=.*$/m, line);
	return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}
/** A guest without a policy can't enforce one: then asking for it is a warning. */
async function applySelinux({ mode, position }, { files, warn }) {
	const config = await files.read(configFile);
	if (config !== void 0) await files.write(configFile, setSelinuxMode(config, mode));
	else if (mode !== "disabled") warn({
		code: "selinux-missing",
		message: `selinux --${mode} has no effect: the guest has no SELinux policy`,
		position,
		hint: "add a policy package (Debian: selinux-basics and selinux-policy-default), or write \"selinux --disabled\""
	});
}

// src/configure/effects/services.ts
/** Disables first, then enables, as anaconda does. A unit that can't be enabled is a warning. */
async function applyServices({ enabled, disabled, position }, guest) {
	for (const name of disabled) {
		const unit = await findUnit(name, guest);
		const problem = unit === void 0 ? void 0 : await switchUnit("disable", unit, guest);
		if (problem === void 0) continue;
		guest.warn({
			code: "service-not-disabled",
			message: `can't disable ${name}: ${problem}`,
			position
		});
	}
	for (const name of enabled) {
		const unit = await findUnit(name, guest);
		const problem = unit === void 0 ? "no package brings such a unit" : await switchUnit("enable", unit, guest);
		if (problem === void 0) continue;
		guest.warn({
			code: "service-not-enabled",
			message: `can't enable ${name}: ${problem}`,
			position,
			...unit === void 0 ? { hint: "add its package to %packages, or make the unit and enable it in %post" } : {}
		});
	}
}

// src/configure/effects/ssh-keys.ts
/**
* Appends keys to ~/.ssh/authorized_keys (0600 in a folder of 0700, sshd(8)), owned by the user.
*
* @throws ApplianceError code `unknown-user`
*/
async function applySshKeys(commands, { files }) {
	for (const { user, key, position } of commands) {
		const account = findAccount(await files.read("/etc/passwd") ?? "", user);
		if (account === void 0) throw new ApplianceError({
			kind: "input",
			code: "unknown-user",
			message: `can't add the ssh key: there is no user ${user}`,
			position,
			hint: `add a line "user --name=${user}"`
		});
		const file = await files.path(path.posix.join(account.home, ".ssh/authorized_keys"));
		const before = await fs$1.readFile(file, "utf8").catch(() => "");
		if (before.split("\n").includes(key)) continue;
		const folder = path.dirname(file);
		await fs$1.mkdir(folder, { recursive: true });
		await fs$1.chmod(folder, 448);
		await fs$1.writeFile(file, `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${key}\n`, { mode: 384 });
		await fs$1.chmod(file, 384);
		for (const owned of [folder, file]) await fs$1.chown(owned, account.uid, account.gid);
	}
}

// src/configure/effects/timezone.ts
const zoneFolder = "/usr/share/zoneinfo";
const universal = /* @__PURE__ */ new Set([
	"UTC",
	"Etc/UTC",
	"Etc/GMT",
	"GMT",
	"Etc/Universal",
	"Universal",
	"Zulu"
]);
const zoneName = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
/** adjtime(5): no drift known; the third line says how the hardware clock runs. */
const adjtimeText = (utc) => `0.0 0 0.0\n0\n${utc ? "UTC" : "LOCAL"}\n`;
/**
* Sets /etc/localtime (a relative link, localtime(5)), the zone's name and the hardware clock's mode.
*
* @throws ApplianceError codes `unknown-timezone`, `tzdata-missing`
*/
async function applyTimezone({ zone, utc, position }, { files, family }) {
	if (await haveZone()) await files.link("/etc/localtime", `..${zoneFolder}/${zone}`);
	else await files.remove("/etc/localtime");
	if (family.timezoneFile !== void 0) await files.write(family.timezoneFile, `${zone}\n`);
	await files.write("/etc/adjtime", adjtimeText(utc));
	/** False for a zone that needs no data. */
	async function haveZone() {
		const wellFormed = zoneName.test(zone);
		if (wellFormed && await files.exists(`${zoneFolder}/${zone}`)) return true;
		if (wellFormed && (await files.list(zoneFolder)).length === 0) {
			if (universal.has(zone)) return false;
			throw new ApplianceError({
				kind: "build",
				code: "tzdata-missing",
				message: `the guest has no time zone data, so ${zone} can't be set`,
				position,
				hint: `add ${family.packages.timezones} to %packages`
			});
		}
		const old = family.packages.oldTimezones;
		const oldNames = old === void 0 ? "" : `; old names such as US/Eastern may need the package ${old}`;
		throw new ApplianceError({
			kind: "input",
			code: "unknown-timezone",
			message: `there is no time zone ${zone}`,
			position,
			hint: `zones are named like Europe/Berlin${oldNames}`
		});
	}
}

// src/configure/leftovers.ts
/**
* Removes what the package installation copied from the build machine. Runs before anything else, while nobody but the
* installation has written to the root: links (to systemd-resolved's file) are the packages' own and stay.
*/
async function removeHostFiles(files) {
	if ((await fs$1.lstat(`${await files.path("/etc")}/resolv.conf`).catch(() => void 0))?.isFile()) await files.remove("/etc/resolv.conf");
}
/** Traces of the build: caches, logs, locks, older copies of files, and random numbers that no two machines may share. */
const traces = [
	{
		folder: "/var/lib/apt/lists",
		names: /./
	},
	{
		folder: "/var/cache/apt",
		names: /\.bin$/
	},
	{
		folder: "/var/cache/apt/archives",
		names: /./
	},
	{
		folder: "/var/cache/dnf",
		names: /./
	},
	{
		folder: "/var/cache/ldconfig",
		names: /^aux-cache$/
	},
	{
		folder: "/var/cache/debconf",
		names: /-old$/
	},
	{
		folder: "/var/log",
		names: /^(?:apt|dpkg\.log|bootstrap\.log|alternatives\.log|dnf.*\.log|hawkey\.log)$/
	},
	{
		folder: "/var/log/journal",
		names: /./
	},
	{
		folder: "/var/lib/dpkg",
		names: /-old$/
	},
	{
		folder: "/var/lib/systemd",
		names: /^(?:random-seed|credential\.secret)$/
	},
	{
		folder: "/var/lib/dbus",
		names: /^machine-id$/
	},
	{
		folder: "/etc",
		names: /^(?:(?:passwd|shadow|group|gshadow|subuid|subgid)-|\.pwd\.lock)$/
	},
	{
		folder: "/etc/ssh",
		names: /^ssh_host_.*_key(?:\.pub)?$/
	},
	{
		folder: "/tmp",
		names: /^ks-script-/
	}
];
const hostKeysUnit = "ssh-host-keys.service";
const hostKeysText = `[Unit]
Description=Make this machine's own SSH host keys
ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
Before=ssh.service ssh.socket

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/ssh-keygen -A

[Install]
WantedBy=multi-user.target ssh.service ssh.socket
`;
/**
* Takes away what no two copies of an appliance may share and what only the build needed. Runs after the scripts, as
* they install packages too.
*
* /etc/machine-id is left *empty* rather than missing or `uninitialized`: each copy gets an identity of its own either way,
* but only an empty file keeps systemd from taking the boot for a first boot, on which it would reset all units to their
* presets, and with them the services line, and might ask questions on the console (machine-id(5), "First Boot Semantics").
*/
async function removeTraces(files) {
	for (const { folder, names } of traces) for (const name of await files.list(folder)) if (names.test(name)) await files.remove(`${folder}/${name}`);
	await files.write("/etc/machine-id", "", 292);
	const { sshMakesHostKeys } = await detectFamily(files);
	if (!sshMakesHostKeys && await files.exists("/usr/sbin/sshd")) await addHostKeysUnit(files);
}
async function addHostKeysUnit(files) {
	await files.write(`/etc/systemd/system/${hostKeysUnit}`, hostKeysText);
	for (const wanting of [
		"multi-user.target",
		"ssh.service",
		"ssh.socket"
	]) await files.link(`/etc/systemd/system/${wanting}.wants/${hostKeysUnit}`, `/etc/systemd/system/${hostKeysUnit}`);
}

// src/configure/effects.ts
const given = async (command, apply) => {
	if (command !== void 0) await apply(command);
};
/** In the order in which they run: users before their keys, packages' units before the services line has its say. */
const effects = [
	{
		commands: [],
		apply: async (_, { files }) => await removeHostFiles(files)
	},
	{
		commands: ["lang"],
		apply: ({ system }, guest) => given(system.lang, (line) => applyLang(line, guest))
	},
	{
		commands: ["keyboard"],
		apply: ({ system }, guest) => given(system.keyboard, (line) => applyKeyboard(line, guest))
	},
	{
		commands: ["timezone"],
		apply: ({ system }, guest) => given(system.timezone, (line) => applyTimezone(line, guest))
	},
	{
		commands: ["rootpw"],
		apply: ({ name, system }, guest) => applyRootpw(system.rootpw, name, guest)
	},
	{
		commands: ["user"],
		apply: ({ name, system }, guest) => applyUsers(system.users, name, guest)
	},
	{
		commands: ["sshkey"],
		apply: ({ system }, guest) => applySshKeys(system.sshKeys, guest)
	},
	{
		commands: ["network"],
		apply: ({ system }, guest) => applyHostname(system.hostname, guest)
	},
	{
		commands: ["network"],
		apply: ({ name, system }, guest) => applyNetworks(system.networks, name, guest)
	},
	{
		commands: ["firewall"],
		apply: ({ system }, guest) => given(system.firewall, (line) => applyFirewall(line, guest))
	},
	{
		commands: ["selinux"],
		apply: ({ system }, guest) => given(system.selinux, (line) => applySelinux(line, guest))
	},
	{
		commands: ["services"],
		apply: ({ system }, guest) => given(system.services, (line) => applyServices(line, guest))
	},
	{
		commands: ["part"],
		apply: ({ disks }, guest) => applyFstab(disks, guest)
	},
	{
		commands: ["bootloader"],
		apply: ({ bootLoader }, { files }) => writeGrubDefaults(files, bootLoader)
	}
];
/**
* Does to the root what the kickstart's commands say; the scripts come after it.
*
* @throws ApplianceError for a line that can't be done; what can be left out is a warning
*/
async function configureRoot(chroot, spec) {
	const warnings = [];
	const guest = await openGuest(chroot, (warning) => warnings.push(warning));
	for (const effect of effects) await effect.apply(spec, guest);
	return warnings;
}

// src/configure/initramfs/delta.ts
/**
* Paths that an overlay's upper directory changes, without leading slash, sorted; removed files (whiteouts) too.
*
* @param skip folders and files not to look at; a folder only if all below it is skipped
*/
async function changedPaths(upper, skip) {
	const found = [];
	const walk = async (folder) => {
		for (const entry of await fs$1.readdir(path.join(upper, folder), { withFileTypes: true })) {
			const here = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (skip(here)) continue;
			found.push(here);
			if (entry.isDirectory()) await walk(here);
		}
	};
	await walk("");
	return found.sort();
}
/**
* One line that changes when what stands at a path changes: type, permissions, content, link target, or a folder's
* names. Times do not count. Read from the mounted root, so that it is right whatever the overlay keeps where.
*/
async function fingerprint(root, path_) {
	const file = path.join(root, path_);
	const stats = await fs$1.lstat(file).catch(() => void 0);
	return `${JSON.stringify(path_)} ${stats === void 0 ? "none" : await describe$1(file, stats)}`;
}
async function describe$1(file, stats) {
	const mode = stats.mode.toString(8);
	if (stats.isSymbolicLink()) return `${mode} ${JSON.stringify(await fs$1.readlink(file))}`;
	if (stats.isDirectory()) return `${mode} ${JSON.stringify((await fs$1.readdir(file)).sort())}`;
	if (!stats.isFile()) return `${mode} ${stats.rdev}`;
	const hash = createHash("sha256");
	await pipeline(createReadStream(file), hash);
	return `${mode} ${hash.digest("hex")}`;
}

// src/configure/initramfs/initramfs-inputs.ts
/**
* Which changed files can't change an initramfs. A location is listed only if no generator's packaged hooks read it; what
* a listed location adds to an initramfs all the same is caught by the listing of the initramfs (initramfs-cache.ts).
* Paths are the guest's without the leading slash; one names itself and all below it.
*/
const neverRead = [
	"boot/grub",
	"boot/grub2",
	"boot/efi",
	"dev",
	"home",
	"media",
	"mnt",
	"opt",
	"proc",
	"root",
	"run",
	"srv",
	"sys",
	"tmp",
	"var",
	"usr/sbin/policy-rc.d",
	"usr/share/doc",
	"usr/share/i18n",
	"usr/share/info",
	"usr/share/locale",
	"usr/share/man",
	"usr/share/zoneinfo",
	"usr/lib/locale",
	"usr/lib/tmpfiles.d",
	"etc/adjtime",
	"etc/apache2",
	"etc/apt",
	"etc/cron.d",
	"etc/cron.daily",
	"etc/default/grub",
	"etc/default/grub.d",
	"etc/default/locale",
	"etc/dnf",
	"etc/grub.d",
	"etc/hosts",
	"etc/issue",
	"etc/issue.net",
	"etc/locale.gen",
	"etc/localtime",
	"etc/logrotate.d",
	"etc/motd",
	"etc/nftables.conf",
	"etc/nginx",
	"etc/profile.d",
	"etc/skel",
	"etc/ssh",
	"etc/ssl",
	"etc/subgid",
	"etc/subuid",
	"etc/sudoers.d",
	"etc/timezone",
	"etc/yum.repos.d",
	"etc/.pwd.lock",
	"etc/passwd-",
	"etc/shadow-",
	"etc/group-",
	"etc/gshadow-",
	"etc/subuid-",
	"etc/subgid-"
];
/** dracut's modules copy accounts, the host name and units; initramfs-tools knows nothing of them. */
const readOnlyByDracut = [
	"etc/group",
	"etc/gshadow",
	"etc/hostname",
	"etc/locale.conf",
	"etc/machine-id",
	"etc/network",
	"etc/NetworkManager",
	"etc/passwd",
	"etc/resolv.conf",
	"etc/shadow",
	"etc/systemd/system"
];
/** What makes a generator copy files from anywhere: with a change in one of these, every changed file counts. */
const steering = [
	"etc/cryptsetup-initramfs",
	"etc/crypttab",
	"etc/dracut.conf",
	"etc/dracut.conf.d",
	"etc/initramfs-tools/hooks",
	"usr/lib/dracut",
	"usr/share/initramfs-tools/hooks"
];
/** Results of earlier runs, which depend on the inputs and are none. */
const generated = [/^boot\/initr(?:d|amfs)[.-]/, /^initrd\.img(?:\.old)?$/];
const within = (path, locations) => locations.some((location) => path === location || path.startsWith(`${location}/`));

// src/configure/initramfs/initramfs-cache.ts
/** Never looked at: what no generator reads, unless a change steers the generator. */
function ignoredLocations(generator) {
	return generator === "dracut" ? neverRead : [...neverRead, ...readOnlyByDracut];
}
const sha256 = (lines) => createHash("sha256").update(lines.join("\n")).digest("hex");
/** A digest of everything that could go into an initramfs. */
async function inputsKey({ root, upper, layerKey, generator, version, sourceDateEpoch }) {
	const ignored = ignoredLocations(generator);
	const isGenerated = (candidate) => generated.some((pattern) => pattern.test(candidate));
	let changed = await changedPaths(upper, (candidate) => isGenerated(candidate) || within(candidate, ignored));
	if (changed.some((candidate) => within(candidate, steering))) changed = await changedPaths(upper, isGenerated);
	const prints = [];
	for (const candidate of changed) {
		if ((await fs$1.lstat(path.join(root, candidate)).catch(() => void 0))?.isDirectory() && holdsIgnored(candidate, ignored)) continue;
		prints.push(await fingerprint(root, candidate));
	}
	return sha256([
		layerKey,
		generator,
		version,
		String(sourceDateEpoch),
		...prints
	]);
}
/** Whether something below a folder is ignored: then its names would count what its files do not. */
function holdsIgnored(folder, ignored) {
	return folder === "boot" || ignored.some((location) => location.startsWith(`${folder}/`));
}
/**
* What of the ignored locations is in an initramfs all the same, with its state: a cached initramfs counts only while
* that is unchanged.
*
* @param listing paths in the initramfs, without leading slash
*/
async function witnesses(root, listing, generator) {
	const ignored = ignoredLocations(generator);
	const found = [];
	for (const candidate of listing) {
		if (!within(candidate, ignored)) continue;
		const stats = await fs$1.lstat(path.join(root, candidate)).catch(() => void 0);
		if (stats?.isFile() || stats?.isSymbolicLink()) found.push(candidate);
	}
	return found.sort();
}
async function witnessKey(key, root, paths) {
	const prints = [];
	for (const candidate of paths) prints.push(await fingerprint(root, candidate));
	return sha256([key, ...prints]);
}
/** @returns path of a cached initramfs that these inputs made */
async function cachedInitramfs(cache, key, root) {
	const listed = await cache.get(`initramfs-listing-${key}`);
	if (listed === void 0) return void 0;
	const paths = (await fs$1.readFile(listed, "utf8")).split("\n").filter((line) => line !== "");
	return await cache.get(`initramfs-${await witnessKey(key, root, paths)}`);
}
async function keepInitramfs(cache, key, root, made) {
	await cache.put(`initramfs-${await witnessKey(key, root, made.witnesses)}`, made.file);
	const listing = path.join(made.scratch, "initramfs-listing");
	await fs$1.writeFile(listing, made.witnesses.map((line) => `${line}\n`).join(""));
	await cache.put(`initramfs-listing-${key}`, listing);
	await fs$1.rm(listing);
}

// src/configure/initramfs/initramfs.ts
/** update-initramfs(8), dracut(8): modules for any machine, nothing of the machine that builds. */
const generators = [{
	name: "initramfs-tools",
	program: "update-initramfs",
	arguments: (version) => [
		"-c",
		"-k",
		version
	],
	list: (file) => ["lsinitramfs", file]
}, {
	name: "dracut",
	program: "dracut",
	arguments: (version, file) => [
		"--force",
		"--no-hostonly",
		"--reproducible",
		"--kver",
		version,
		file
	],
	list: (file) => ["lsinitrd", file]
}];
/**
* Makes the initramfs of each kernel in the root, or takes it from the cache if nothing that goes into it changed.
* The guest's own configuration decides its compression and content.
*
* @throws ApplianceError codes `kernel-missing`, `initramfs-generator-missing`, `tool-failed`
*/
async function makeInitramfs(options) {
	const files = rootFiles(options.chroot.root);
	const family = await detectFamily(files);
	const kernels = await requireKernels(files, family);
	const generator = await findGenerator(files, family);
	const warnings = generator.name === "initramfs-tools" ? await includeMostModules(files) : [];
	const results = [];
	for (const { version } of kernels) {
		const file = family.initramfs(version);
		const fromCache = await makeOne(generator, version, file, files, options);
		results.push({
			version,
			file,
			fromCache
		});
	}
	return {
		results,
		warnings
	};
}
async function findGenerator(files, family) {
	for (const generator of generators) if (await findProgram(files, generator.program) !== void 0) return generator;
	throw new ApplianceError({
		kind: "build",
		code: "initramfs-generator-missing",
		message: "the guest has a kernel, but no program that makes its initramfs",
		hint: `add ${family.packages.initramfs} to %packages`
	});
}
async function makeOne(generator, version, file, files, { chroot, upper, layerKey, cache, sourceDateEpoch, scratch }) {
	const { root } = chroot;
	const key = await inputsKey({
		root,
		upper,
		layerKey,
		generator: generator.name,
		version,
		sourceDateEpoch
	});
	const cached = cache === void 0 ? void 0 : await cachedInitramfs(cache, key, root);
	await files.remove(file);
	if (cached !== void 0) {
		await fs$1.copyFile(cached, await files.path(file), fs$1.constants.COPYFILE_FICLONE);
		await fs$1.chmod(await files.path(file), 420);
		return true;
	}
	await chroot.run(generator.program, generator.arguments(version, file), {
		logOutput: true,
		env: sourceDateEpoch === void 0 ? {} : { SOURCE_DATE_EPOCH: String(sourceDateEpoch) },
		failure: `can't make the initramfs of kernel ${version}`
	});
	if (cache !== void 0) {
		const [program, ...args] = generator.list(file);
		const { exitCode, stdout } = await chroot.run(program, args, { okCodes: everyExitCode });
		if (exitCode !== 0) return false;
		const listing = stdout.split("\n").map(listedPath);
		const found = await witnesses(root, listing, generator.name);
		await keepInitramfs(cache, key, root, {
			file: await files.path(file),
			witnesses: found,
			scratch
		});
	}
	return false;
}
/** lsinitramfs prints a path to a line; lsinitrd a line of `ls -l`, in which a link's target follows an arrow. */
const listedPath = (line) => (line.split(" -> ")[0] ?? "").split(/\s+/).at(-1) ?? "";
/** initramfs.conf(5): MODULES=dep takes the modules that the building machine needs; an appliance must boot on any. */
async function includeMostModules(files) {
	const folder = "/etc/initramfs-tools/conf.d";
	const sources = ["/etc/initramfs-tools/initramfs.conf", ...(await files.list(folder)).map((name) => `${folder}/${name}`)];
	let modules;
	for (const source of sources) modules = readVariable(await files.read(source) ?? "", "MODULES") ?? modules;
	if (modules !== "dep") return [];
	await files.write(`${folder}/zz-any-machine`, "MODULES=most\n");
	return [{
		code: "initramfs-modules",
		message: "MODULES=dep would fit the initramfs to the machine that builds; it is made with MODULES=most"
	}];
}

// src/configure/scripts/installer-paths.ts
/** Where anaconda mounts the target; published --nochroot scripts use both. */
const installerAliases = ["/mnt/sysimage", "/mnt/sysroot"];
/**
* Shows the root at `/mnt/sysimage` and `/mnt/sysroot`, in the mount namespace of the caller. /mnt is covered by a folder of
* its own, so that nothing is made in the host's; what the host has in /mnt is shown in it again.
*
* @param scratch existing folder on the host
*/
async function showAtInstallerPaths(runner, root, scratch) {
	const cover = path.join(scratch, "mnt");
	const scope = new Scope();
	try {
		scope.use(await mountTmpfs(runner, cover, [
			"mode=755",
			"nosuid",
			"nodev",
			"size=16m"
		]));
		for (const entry of await fs$1.readdir("/mnt", { withFileTypes: true }).catch(() => [])) {
			if (!entry.isDirectory() || installerAliases.includes(`/mnt/${entry.name}`)) continue;
			scope.use(await bindMount(runner, `/mnt/${entry.name}`, path.join(cover, entry.name), { recursive: true }));
		}
		for (const alias of installerAliases) scope.use(await bindMount(runner, root, path.join(cover, path.basename(alias)), { recursive: true }));
		scope.use(await bindMount(runner, cover, "/mnt", { recursive: true }));
	} catch (error) {
		await scope[Symbol.asyncDispose]();
		throw error;
	}
	return scope;
}

// src/configure/scripts/script-failure.ts
/** How interpreters name a line of the file they run: `FILE: 3: …` (dash), `FILE: line 3:` (bash), python, perl and others. */
const linePatterns = [
	(file) => new RegExp(`${file}: (?:line )?(\\d+):`),
	(file) => new RegExp(`File "${file}", line (\\d+)`),
	(file) => new RegExp(`at ${file} line (\\d+)`),
	(file) => new RegExp(`${file}:(\\d+)`)
];
/**
* Line of the script, from 1, that the interpreter's last message about it names.
*
* @param file path of the script as the interpreter was given it
*/
function failingLine(output, file) {
	const patterns = linePatterns.map((pattern) => pattern(file.replaceAll(/[.+*?^$()[\]{}|\\]/g, "\\$&")));
	for (const line of [...output].reverse()) for (const pattern of patterns) {
		const found = pattern.exec(line)?.[1];
		if (found !== void 0) return Number(found);
	}
}
function describe(script, { exitCode, output, file }) {
	const line = failingLine(output, file);
	const at = line !== void 0 && line >= 1 && line <= script.body.split("\n").length ? {
		...script.bodyPosition,
		line: script.bodyPosition.line + line - 1,
		column: 1
	} : void 0;
	const where = at === void 0 ? "" : ` at ${formatPosition(at)}`;
	return {
		message: `the %${script.section} script failed with exit code ${exitCode}${where}`,
		at
	};
}
/** For --erroronfail. */
function scriptError(script, failure) {
	return new ApplianceError({
		kind: "build",
		code: "script-failed",
		message: describe(script, failure).message,
		position: script.position,
		hint: "correct the script, or leave out --erroronfail to go on after a failure",
		detail: failure.output
	});
}
/** Without --erroronfail. */
function scriptWarning(script, failure) {
	return {
		code: "script-failed",
		message: describe(script, failure).message,
		position: script.position,
		hint: "its output is in build.log; --erroronfail makes this an error"
	};
}

// src/configure/scripts/scripts.ts
/**
* Runs the %post scripts in file order (other sections are passed over).
*
* A chroot script is a file in the guest's /tmp, a --nochroot script one in `scratch`; both run as `INTERPRETER FILE`, in
* process namespaces of their own and a clean environment. Names can be looked up: the host's resolv.conf is lent.
*
* @returns warnings for scripts that failed without --erroronfail
* @throws ApplianceError codes `interpreter-missing`, `script-failed`
*/
async function runScripts(scripts, options) {
	try {
		var _usingCtx$3 = _usingCtx();
		const warnings = [];
		const post = scripts.filter(({ section }) => section === "post");
		if (post.length === 0) return warnings;
		const scope = _usingCtx$3.a(new Scope());
		scope.use(await lendResolver(options.chroot.root));
		if (post.some(({ chroot }) => !chroot)) scope.use(await showAtInstallerPaths(options.runner, options.chroot.root, options.scratch));
		for (const [index, script] of post.entries()) {
			const failure = script.chroot ? await runInGuest(script, index + 1, options) : await runOnHost(script, index + 1, options);
			if (failure === void 0) continue;
			if (script.errorOnFail) throw scriptError(script, failure);
			warnings.push(scriptWarning(script, failure));
		}
		return warnings;
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
}
async function runInGuest(script, number, { chroot }) {
	const files = rootFiles(chroot.root);
	if (await findProgram(files, script.interpreter) === void 0) throw interpreterMissing(script, "the guest");
	const file = `/tmp/ks-script-${number}`;
	await files.remove(file);
	await files.write(file, script.body, 448);
	try {
		try {
			var _usingCtx3 = _usingCtx();
			const log = _usingCtx3.a(await openLog(chroot.root, script.log));
			const run = chroot.run(script.interpreter, [file], {
				okCodes: everyExitCode,
				logOutput: true,
				onLine: log.line
			});
			return failureOf(await run, file);
		} catch (_) {
			_usingCtx3.e = _;
		} finally {
			await _usingCtx3.d();
		}
	} finally {
		await files.remove(file);
	}
}
async function runOnHost(script, number, { chroot, runner, scratch }) {
	if (!await onHost(script.interpreter)) throw interpreterMissing(script, "this machine");
	const file = path.join(scratch, `ks-script-${number}`);
	await fs$1.writeFile(file, script.body, { mode: 448 });
	try {
		try {
			var _usingCtx4 = _usingCtx();
			const log = _usingCtx4.a(await openLog(chroot.root, guestPathOfLog(script.log)));
			const isolation = {
				root: void 0,
				mountProcOn: "/proc",
				env: {
					...guestEnvironment,
					INSTALL_ROOT: chroot.root
				}
			};
			const options = {
				okCodes: everyExitCode,
				logOutput: true,
				onLine: log.line,
				cwd: "/"
			};
			return failureOf(await runIsolated(runner, isolation, script.interpreter, [file], options), file);
		} catch (_) {
			_usingCtx4.e = _;
		} finally {
			await _usingCtx4.d();
		}
	} finally {
		await fs$1.rm(file, { force: true });
	}
}
async function onHost(program) {
	const folders = program.includes("/") ? [""] : (guestEnvironment["PATH"] ?? "").split(":");
	for (const folder of folders) if (await fs$1.access(path.join(folder, program), fs$1.constants.X_OK).catch(() => false) === void 0) return true;
	return false;
}
const failureOf = ({ exitCode, tail }, file) => exitCode === 0 ? void 0 : {
	exitCode,
	output: tail,
	file
};
function interpreterMissing(script, where) {
	return new ApplianceError({
		kind: "build",
		code: "interpreter-missing",
		message: `${where} has no ${script.interpreter} to run the %${script.section} script with`,
		position: script.interpreterPosition,
		hint: script.chroot ? "add the package that brings it to %packages" : "install it, or run the script in the guest"
	});
}
/**
* --log of a --nochroot script is a path on the installer's filesystem. Where that means the guest (`/mnt/sysimage/…`) it is
* written there; anything else would be a file of the build machine, and the output is in build.log anyway.
*/
function guestPathOfLog(log) {
	const alias = installerAliases.find((folder) => log?.startsWith(`${folder}/`));
	return alias === void 0 ? void 0 : log?.slice(alias.length);
}
/** @param guestPath undefined: no log of its own */
async function openLog(root, guestPath) {
	if (guestPath === void 0) return {
		line: () => void 0,
		async [Symbol.asyncDispose]() {}
	};
	const file = await resolveInRoot(root, guestPath);
	await fs$1.mkdir(path.dirname(file), { recursive: true });
	const handle = await fs$1.open(file, "w", 384);
	const stream = createWriteStream(file, { fd: handle });
	return {
		line: (line) => stream.write(`${line}\n`),
		async [Symbol.asyncDispose]() {
			stream.end();
			await finished(stream);
		}
	};
}
/**
* Lends the host's resolv.conf. Where the guest's is a link into /run (systemd-resolved), the file appears in the
* guest's temporary /run, so that the link stays.
*/
async function lendResolver(root) {
	const text = await fs$1.readFile("/etc/resolv.conf", "utf8").catch(() => "");
	const resolved = await resolveInRoot(root, "/etc/resolv.conf");
	const guestPath = `/${path.relative(root, resolved)}`;
	return await lendFile(root, guestPath.startsWith("/run/") ? guestPath : "/etc/resolv.conf", text, 420);
}

// src/build/prepare-root.ts
/** Turns installed packages into the appliance's root: commands, then scripts, then what the machine boots from. */
async function prepareRoot(inputs, { runner, reporter }) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { appliance, plan, root, scratch } = inputs;
		const warnings = [];
		const warn = (found) => {
			for (const warning of found) reporter.warn(warning);
			warnings.push(...found);
		};
		const chroot = _usingCtx$2.a(await enterRoot(runner, root.directory));
		await reporter.step("configure", "apply the kickstart commands", async () => {
			warn(await configureRoot(chroot, {
				name: plan.name,
				system: appliance.system,
				disks: plan.disks,
				bootLoader: plan.bootLoader
			}));
		});
		const posts = appliance.scripts.filter(({ section }) => section === "post").length;
		if (posts > 0) await reporter.step("scripts", "run the %post scripts", async (detail) => {
			warn(await runScripts(appliance.scripts, {
				chroot,
				runner,
				scratch
			}));
			detail(`${posts} %post script${posts === 1 ? "" : "s"}`);
		});
		await reporter.step("initramfs", "make the initramfs", async (detail) => {
			const { results, warnings: found } = await makeInitramfs({
				chroot,
				upper: root.delta ?? root.directory,
				layerKey: inputs.layer.key,
				cache: root.delta === void 0 ? void 0 : blobCache(inputs.cache),
				sourceDateEpoch: inputs.epochSeconds,
				scratch
			});
			warn(found);
			detail(results.map(({ version, fromCache }) => `${version}${fromCache ? " from the cache" : ""}`).join(", "));
		});
		const files = rootFiles(root.directory);
		await removeTraces(files);
		const { kernelArguments, timeoutSeconds } = await readBootConfig(files, plan.bootLoader);
		return {
			bootLoader: {
				...plan.bootLoader,
				kernelArguments,
				timeoutSeconds
			},
			warnings
		};
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
function blobCache({ initramfs }) {
	return {
		get: initramfs.get,
		put: (key, file) => initramfs.put(key, (temporary) => fs$1.copyFile(file, temporary))
	};
}

// src/build/build.ts
/**
* Builds an appliance. It must run as root in a private mount and PID namespace; what it mounts is unmounted on the way
* out, in the order of the code, whatever happens. On success the output directory is published, the verdict of the boot
* test notwithstanding; on failure the caller abandons it.
*
* @throws ApplianceError, ApplianceErrors
*/
async function buildAppliance(inputs, services) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { plan, appliance } = inputs;
		const { runner, reporter, output } = services;
		const scope = _usingCtx$1.a(new Scope());
		const workspace = scope.use(await createWorkspace(runner, inputs.scratchDirectory, inputs.scratchOnDisk));
		runner.log(`scratch space: ${workspace.place}`);
		const cache = openCache(inputs.cacheDirectory);
		const scratch = workspace.directory;
		const directory = output.staging;
		const filled = await fillRoot({
			...inputs,
			cache,
			scratch
		}, services, scope);
		const prepared = await prepareRoot({
			...inputs,
			root: filled.root,
			layer: filled.layer,
			cache,
			scratch
		}, services);
		const root = filled.root.directory;
		const disks = await assembleAndConvert({
			...inputs,
			bootLoader: prepared.bootLoader,
			root,
			scratch,
			directory,
			grainStore: cache.grains
		}, services);
		const descriptor = await reporter.step("describe", "write the descriptor", () => writeDescription(plan, disks, directory));
		const boot = inputs.bootTest ? await bootTest({
			plan,
			boot: appliance.boot,
			disks,
			root,
			cache,
			scratch,
			directory
		}, services) : {
			results: [],
			exitCode: 0
		};
		await filled.layerSaved;
		await fs$1.writeFile(path.join(directory, checksumsName), await checksumLines(directory, disks, descriptor));
		const manifest = makeManifest({
			plan,
			builder: {
				version: version$3,
				peakMemoryBytes: process.resourceUsage().maxRSS * 1024
			},
			kickstart: inputs.kickstart,
			packages: filled.resolution.packages,
			layer: filled.layer,
			disks,
			descriptor,
			files: (await fs$1.readdir(directory)).filter((name) => name !== logName).sort(),
			noEffect: [...new Set(appliance.noEffect.map(({ command }) => command))],
			warnings: [...appliance.warnings, ...prepared.warnings].map(({ message }) => message),
			boot: boot.results,
			timings: reporter.timings
		});
		await fs$1.writeFile(path.join(directory, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
		await output.publish();
		return {
			manifest,
			exitCode: boot.exitCode
		};
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

// src/host/namespace.ts
const forwarded = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/**
* @returns the exit code of the inner process; 128 + the signal's number if it was killed
* @throws ApplianceError if the namespaces cannot be made
*/
async function runInPrivateNamespace({ command, env }) {
	const owned = /* @__PURE__ */ new Set();
	let started = false;
	const child = spawn("unshare", [
		"--mount",
		"--propagation",
		"private",
		"--pid",
		"--fork",
		"--kill-child=SIGKILL",
		"--mount-proc",
		"--",
		...command
	], {
		stdio: [
			"ignore",
			"inherit",
			"inherit",
			"ipc"
		],
		detached: true,
		env
	});
	child.on("message", (message) => {
		if (message.type === "started") started = true;
		else if (message.type === "own") owned.add(message.path);
		else owned.delete(message.path);
	});
	let signals = 0;
	const pass = (signal) => {
		signals += 1;
		if (signals > 2) child.kill("SIGKILL");
		else if (child.connected) child.send({
			type: "signal",
			signal
		});
	};
	for (const signal of forwarded) process.on(signal, pass);
	try {
		const code = await new Promise((resolve, reject) => {
			child.on("error", reject);
			child.on("close", (exitCode, signal) => resolve(exitCode ?? (signal === "SIGKILL" ? 137 : 128)));
		});
		if (!started) throw cannotUnshare();
		return code;
	} catch (error) {
		if (error.code === "ENOENT") throw cannotUnshare();
		throw error;
	} finally {
		for (const signal of forwarded) process.off(signal, pass);
		for (const path of owned) await fs$1.rm(path, {
			recursive: true,
			force: true
		});
	}
}
function cannotUnshare() {
	return new ApplianceError({
		kind: "build",
		code: "no-namespace",
		message: "cannot make a private mount and process namespace for the build",
		hint: "run as root; in a container start it privileged (docker run --privileged)"
	});
}
/** Call it first thing in the inner process. */
function joinOuter() {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	const send = (message) => {
		if (process.connected) process.send?.(message);
	};
	process.on("message", (message) => controller.abort(message.signal));
	process.on("disconnect", () => controller.abort("the end of the process that started it"));
	for (const signal of forwarded) process.on(signal, () => controller.abort(signal));
	send({ type: "started" });
	return {
		signal: controller.signal,
		own: (path) => send({
			type: "own",
			path
		}),
		disown: (path) => send({
			type: "disown",
			path
		}),
		close: () => {
			if (process.connected) process.disconnect();
		}
	};
}

// src/report/build-log.ts
/** @param secrets texts that never reach the log, such as passwords of the kickstart */
function openBuildLog(file, secrets) {
	const stream = createWriteStream(file, {
		flags: "a",
		mode: 420
	});
	const start = performance.now();
	let failed = false;
	stream.on("error", () => {
		failed = true;
	});
	const hidden = secrets.filter((secret) => secret.length >= 4).sort((one, other) => other.length - one.length);
	return {
		line(text) {
			if (failed || stream.writableEnded) return;
			const clean = hidden.reduce((line, secret) => line.replaceAll(secret, "***"), text);
			stream.write(`${((performance.now() - start) / 1e3).toFixed(2).padStart(8)}  ${clean}\n`);
		},
		close: () => new Promise((resolve) => {
			if (failed) resolve();
			else stream.end(resolve);
			stream.on("error", () => resolve());
		})
	};
}

// src/report/reporter.ts
const redrawMilliseconds = 200;
function createReporter({ stream, log }) {
	const timings = [];
	const live = stream.isTTY === true;
	const clearLine = live ? "\r\x1B[K" : "";
	let redraw;
	const print = (line) => {
		stream.write(`${clearLine}${printable(line)}\n`);
		redraw?.();
	};
	return {
		timings,
		async step(name, description, work) {
			const start = performance.now();
			const seconds = () => (performance.now() - start) / 1e3;
			let detail;
			log.line(`== ${name}: ${description}`);
			if (!live) stream.write(`${name.padEnd(10)} ${description} …\n`);
			redraw = () => {
				if (live) stream.write(`${clearLine}${`${name.padEnd(10)} ${description}  ${formatSeconds(seconds())}`.slice(0, (stream.columns ?? 80) - 1)}`);
			};
			redraw();
			const timer = live ? setInterval(redraw, redrawMilliseconds) : void 0;
			const finish = (mark, said) => {
				clearInterval(timer);
				redraw = void 0;
				log.line(`== ${name}: ${said} (${formatSeconds(seconds())})`);
				print(`${mark} ${name.padEnd(10)} ${formatSeconds(seconds()).padStart(8)}  ${said}`);
			};
			try {
				const result = await work((text) => {
					detail = text;
				});
				timings.push({
					name,
					seconds: seconds(),
					detail
				});
				finish("✓", detail ?? description);
				return result;
			} catch (error) {
				finish("✗", description);
				throw error;
			}
		},
		warn(warning) {
			const where = warning.position === void 0 ? "" : `${formatPosition(warning.position)}: `;
			log.line(`warning: ${where}${warning.message}`);
			print(`${where}warning: ${warning.message}`);
			if (warning.hint !== void 0) print(`  hint: ${warning.hint}`);
		},
		note(text) {
			log.line(`note: ${text}`);
			print(`note: ${text}`);
		}
	};
}

// src/report/summary.ts
/** What a person wants to know after a build. */
function summaryText(manifest, directory) {
	const disks = manifest.disks.map(({ file, virtualBytes, fileBytes }) => [
		`  ${file}`,
		formatBytes(virtualBytes),
		formatBytes(fileBytes)
	]);
	const others = manifest.files.filter((file) => !manifest.disks.some((disk) => disk.file === file));
	const steps = manifest.timings.map(({ name, seconds, detail }) => [
		`  ${name}`,
		formatSeconds(seconds),
		detail ?? ""
	]);
	const total = manifest.timings.reduce((sum, { seconds }) => sum + seconds, 0);
	return [
		`${manifest.name}${manifest.version === void 0 ? "" : ` ${manifest.version}`} is in ${directory}`,
		"",
		formatTable([[
			"  disk",
			"virtual",
			"file"
		], ...disks], [
			false,
			true,
			true
		]),
		`  also: ${others.join(", ")}, manifest.json, build.log`,
		"",
		formatTable([...steps, [
			"  total",
			formatSeconds(total),
			""
		]], [
			false,
			true,
			false
		]),
		...noEffectLines(manifest),
		...bootLines(manifest)
	].join("\n");
}
function noEffectLines({ noEffect }) {
	return noEffect.length === 0 ? [] : ["", `no effect in an image: ${noEffect.join(", ")}`];
}
function bootLines({ boot }) {
	if (boot.length === 0) return [];
	const rows = boot.map(({ format, firmware, accelerator, verdict, reason, seconds }) => [
		`  ${format}, ${firmware}, ${accelerator}`,
		verdict,
		formatSeconds(seconds),
		reason
	]);
	return [
		"",
		"boot test",
		formatTable(rows, [
			false,
			false,
			true,
			false
		])
	];
}

// src/cli/build-options.ts
const collect = (value, before = []) => [...before, value];
const collectList = (value, before = []) => {
	const items = value.split(",").map((item) => item.trim()).filter((item) => item !== "");
	if (items.length === 0) throw new InvalidArgumentError("It must name at least one.");
	return [...before, ...items];
};
function integer(least) {
	return (value) => {
		const number = Number(value);
		if (!/^\d+$/.test(value) || number < least) throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
		return number;
	};
}
const rows = [
	["--name <name>", "name of the appliance (default: the kickstart without its ending)"],
	["--image-version <version>", "version of the appliance, for the descriptor"],
	[
		"--disk <name=size>",
		"name and size of a disk, in the order of --ondisk; repeat it for each disk",
		collect
	],
	[
		"--format <list>",
		"formats to write: raw, qcow2, vmdk (default: qcow2,vmdk)",
		collectList
	],
	["--backend <backend>", "package manager: auto, apt"],
	["--releasever <release>", "release of repositories that name none, such as bookworm"],
	["--arch <arch>", "architecture: x86_64"],
	[
		"--repo <name=url>",
		"package repository; replaces one of the same name, else adds it",
		collect
	],
	[
		"--memory <mib>",
		"memory of the machine in MiB (default: 1024)",
		integer(64)
	],
	[
		"--vcpus <n>",
		"processors of the machine (default: 1)",
		integer(1)
	],
	[
		"--expect <regex>",
		"what the boot test must see on the serial console (default: login:); repeatable",
		collect
	],
	[
		"--boot-timeout <seconds>",
		"deadline of the boot test",
		integer(1)
	],
	[
		"--firmware <list>",
		"firmware of the boot test: bios, uefi",
		collectList
	]
];
function addBuildOptions(command) {
	for (const [flags, help, parse] of rows) {
		const option = new Option(flags, help);
		if (parse !== void 0) option.argParser(parse);
		command.addOption(option);
	}
	return command;
}
function buildOptionsOf(flags) {
	return {
		name: flags.name,
		version: flags.imageVersion,
		disks: flags.disk,
		formats: flags.format,
		backend: flags.backend,
		releasever: flags.releasever,
		arch: flags.arch,
		repos: flags.repo,
		memoryMiB: flags.memory,
		vcpus: flags.vcpus,
		expect: flags.expect,
		bootTimeoutSeconds: flags.bootTimeout,
		firmware: flags.firmware
	};
}

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
	return suppressed === void 0 ? error : causeOf(suppressed);
}
/** The lines that tell a user of an error; a bug of ours shows its stack. */
function errorLines(thrown) {
	const error = causeOf(thrown);
	if (error instanceof ApplianceErrors) return error.errors.flatMap(errorLines);
	if (!(error instanceof ApplianceError)) return ["error: this is a bug in appliance-build:", ...(error instanceof Error ? error.stack ?? error.message : String(error)).split("\n")].map(printable);
	return [
		`${error.position === void 0 ? "" : `${formatPosition(error.position)}: `}error: ${error.message}`,
		...error.detail.map((line) => `  | ${line}`),
		...error.hint === void 0 ? [] : [`  hint: ${error.hint}`]
	].map(printable);
}
function warningLines(warning) {
	return [`${warning.position === void 0 ? "" : `${formatPosition(warning.position)}: `}warning: ${warning.message}`, ...warning.hint === void 0 ? [] : [`  hint: ${warning.hint}`]].map(printable);
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
function warningData({ code, message, position, hint }) {
	return {
		...position,
		code,
		message,
		...hint === void 0 ? {} : { hint }
	};
}

// src/kickstart/select.ts
/** All commands of one name, in file order. */
function commandsNamed(document, name) {
	return document.commands.filter((command) => command.name === name);
}
/** The command that counts where a later line replaces an earlier one; undefined if there is none. */
function lastCommand(document, name) {
	return commandsNamed(document, name).at(-1);
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

// src/kickstart/options/option-names.ts
const NEGATIVE_NUMBER = /^-(?:\d+|\d*\.\d+)$/;
const compiled = /* @__PURE__ */ new WeakMap();
/** All option names of a grammar. */
function optionNames(grammar) {
	const known = compiled.get(grammar);
	if (known !== void 0) return known;
	const names = /* @__PURE__ */ new Map();
	for (const [key, rule] of Object.entries(grammar.options)) for (const name of rule.names) names.set(name, {
		name,
		key,
		rule,
		takesValue: rule.kind !== "flag"
	});
	for (const entry of grammar.notYet ?? []) {
		const takesValue = entry.endsWith("=");
		const name = takesValue ? entry.slice(0, -1) : entry;
		names.set(name, {
			name,
			key: void 0,
			rule: void 0,
			takesValue
		});
	}
	compiled.set(grammar, names);
	return names;
}
/**
* Tells options from other words as Python's argparse does, in its order: a word that does not begin with `-`, a lone
* `-`, an exact name, a name before `=`, an unambiguous prefix of a name, a negative number, a word with a blank.
*/
function readWord(text, grammar) {
	if (!text.startsWith("-") || text === "-") return { is: "positional" };
	if (text === "--") return { is: "separator" };
	const names = optionNames(grammar);
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
	const candidates = name.startsWith("--") ? [...names.values()].filter((option) => option.name.startsWith(name)) : [];
	const [only, another] = candidates;
	if (another !== void 0) return {
		is: "ambiguous",
		candidates: candidates.map((option) => option.name)
	};
	if (only !== void 0) return {
		is: "option",
		option: only,
		value
	};
	return NEGATIVE_NUMBER.test(text) || text.includes(" ") ? { is: "positional" } : {
		is: "unknown",
		name
	};
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
	const bad = (expected) => ({
		code: "bad-value",
		problem: secret ? `the value of ${rule.names[0]} is not ${expected}` : `"${shown(text)}" is not ${expected}`
	});
	switch (rule.kind) {
		case "integer": return convertInteger(rule, text, bad);
		case "boolean": {
			const value = BOOLEANS.get(text.toLowerCase());
			return value === void 0 ? bad("a boolean (on, yes, true, 1, off, no, false, 0)") : { value };
		}
		case "list": return { value: commaList(text) };
		default:
			if (rule.choicesNotYet?.includes(text)) return {
				code: "not-supported-yet",
				problem: `${rule.names[0]}=${text} is not supported yet`
			};
			if (rule.choices !== void 0 && !rule.choices.includes(text)) return bad(`one of ${[...rule.choices, ...rule.choicesNotYet ?? []].join(", ")}`);
			return { value: rule.kind === "texts" ? [text] : text };
	}
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

// src/kickstart/options/options.ts
/** Gives a table its narrow type, so that `interpret` knows the type of each value. */
function defineGrammar(grammar) {
	return grammar;
}
/**
* Reads a command line by its grammar, with the rules of Python's argparse: `--opt v` and `--opt=v`, unambiguous
* prefixes, `--` ends the options, the last of repeated options wins (but for `texts` and `repeat: 'collect'`), and a separate value
* may begin with `-` only if it is a negative number or holds a blank.
*
* @param words the command word and what follows it, as `splitWords` cut them
* @param report is called for each error, kind input, with the place of the word to blame
* @returns undefined when an error was reported
*/
function interpret(words, grammar, report) {
	const line = new LineReading(words, grammar, report);
	line.readWords();
	line.checkWhole();
	return line.result();
}
var LineReading = class {
	#words;
	#grammar;
	#report;
	#values = {};
	#collected = /* @__PURE__ */ new Map();
	#positions = {};
	#positionals = [];
	#failed = false;
	constructor(words, grammar, report) {
		this.#words = words;
		this.#grammar = grammar;
		this.#report = report;
		for (const [key, rule] of Object.entries(grammar.options)) this.#values[key] = rule.kind === "flag" ? false : void 0;
	}
	readWords() {
		let optionsEnded = false;
		let index = 1;
		for (let word = this.#words[index]; word !== void 0; word = this.#words[index]) {
			index += 1;
			const reading = optionsEnded ? { is: "positional" } : readWord(word.text, this.#grammar);
			if (reading.is === "separator") optionsEnded = true;
			else if (reading.is === "option") index += this.#takeOption(word, reading.option, reading.value, this.#words[index]);
			else this.#takeOther(word, reading);
		}
	}
	/** What can be said only after the last word; left out when the line has errors already. */
	checkWhole() {
		const { options, anyOf, exclusive, positionals } = this.#grammar;
		const command = this.#words[0];
		if (this.#failed) return;
		for (const [key, rule] of Object.entries(options)) if (rule.required && this.#positions[key] === void 0) this.#fail("missing-option", `${command.text} needs ${rule.names[0]}`, command.position);
		const spelled = (keys) => keys.map((key) => options[key]?.names[0]).join(", ");
		if (anyOf?.every((key) => this.#positions[key] === void 0)) this.#fail("missing-option", `${command.text} needs one of ${spelled(anyOf)}`, command.position);
		const given = (exclusive ?? []).filter((key) => this.#positions[key] !== void 0);
		if (given.length > 1) this.#fail("conflicting-options", `${command.text} takes only one of ${spelled(given)}`, command.position);
		const count = this.#positionals.filter((word) => word.text !== "").length;
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
	/** Returns how many of the following words it used up. */
	#takeOption(word, option, attached, next) {
		if (!option.takesValue) {
			if (attached !== void 0) this.#fail("unexpected-value", `${option.name} takes no value`, word.position);
			else this.#set(option, word.position, true);
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
		if (next === void 0 || readWord(next.text, this.#grammar).is !== "positional") {
			const hint = next === void 0 ? void 0 : `write ${option.name}=VALUE if the value begins with "-"`;
			this.#fail("missing-value", `${option.name} needs a value`, word.position, hint);
			return 0;
		}
		this.#takeValue(option, word, next.text, next.position);
		return 1;
	}
	#takeValue(option, word, text, position) {
		if (option.rule === void 0) {
			this.#set(option, word.position, text);
			return;
		}
		if (text === "\n") {
			this.#failContinuation(position);
			return;
		}
		const conversion = convert(option.rule, text.replace(/\n$/, ""), this.#grammar.secret === true);
		if ("problem" in conversion) {
			const message = conversion.code === "bad-value" ? `${option.name}: ${conversion.problem}` : conversion.problem;
			this.#fail(conversion.code, message, position);
			return;
		}
		this.#set(option, position, conversion.value);
	}
	#set(option, position, value) {
		const { key, rule } = option;
		if (key === void 0 || rule === void 0) {
			const message = `${this.#words[0].text} ${option.name} is not supported yet`;
			this.#fail("not-supported-yet", message, position, "remove the option");
			return;
		}
		this.#positions[key] = position;
		if (rule.repeat !== "collect" && rule.kind !== "texts" || !Array.isArray(value)) {
			this.#values[key] = value;
			return;
		}
		const collected = this.#collected.get(key) ?? [];
		for (const item of value) collected.push(item);
		this.#collected.set(key, collected);
		this.#values[key] = collected;
	}
	#takeOther(word, reading) {
		const command = this.#words[0].text;
		const secret = this.#grammar.secret === true;
		if (reading.is === "unknown") {
			const near = closest(reading.name, optionNames(this.#grammar).keys());
			const what = secret ? `unknown option of ${command}` : `unknown option ${shown(reading.name)} of ${command}`;
			this.#fail("unknown-option", what, word.position, near === void 0 ? void 0 : `did you mean ${near}?`);
		} else if (reading.is === "ambiguous") {
			const message = `this option of ${command} could be ${reading.candidates.join(" or ")}`;
			this.#fail("ambiguous-option", message, word.position, "write the name in full");
		} else if (word.text === "\n") this.#failContinuation(word.position);
		else if (this.#positionals.length >= (this.#grammar.positionals?.maximum ?? 0)) {
			const what = secret ? "an unexpected word" : `unexpected word "${shown(word.text)}"`;
			this.#fail("unexpected-argument", `${what} after ${command}`, word.position, this.#grammar.positionals?.hint);
		} else this.#positionals.push({
			...word,
			text: word.text.replace(/\n$/, "")
		});
	}
	#failContinuation(position) {
		this.#fail("line-continuation", "a backslash at the end of the line does not continue it", position, "kickstart has no line continuation: write the whole command on one line");
	}
	#fail(code, message, position, hint) {
		this.#failed = true;
		const details = {
			kind: "input",
			code,
			message,
			position,
			hint
		};
		this.#report(new ApplianceError(details));
	}
};

// src/appliance/settings.ts
const formats = [
	"raw",
	"qcow2",
	"vmdk"
];
const firmwares = ["bios", "uefi"];
const backends = [
	"auto",
	"apt",
	"dnf"
];
const architectures = ["x86_64"];
const defaults = {
	formats: ["qcow2", "vmdk"],
	memoryMiB: 1024,
	vcpus: 1,
	timeoutSeconds: 5,
	expect: ["login:"]
};
/** Names become file names, GRUB and XML text: letters, digits and `. _ + -`, as the virt-image grammar allows. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

// src/appliance/addon-lines.ts
const image = defineGrammar({
	options: {
		name: {
			names: ["--name"],
			kind: "text"
		},
		version: {
			names: ["--version"],
			kind: "text"
		}
	},
	anyOf: ["name", "version"]
});
const machine = defineGrammar({
	options: {
		memory: {
			names: ["--memory"],
			kind: "integer",
			minimum: 64
		},
		vcpus: {
			names: ["--vcpus"],
			kind: "integer",
			minimum: 1,
			maximum: 512
		}
	},
	anyOf: ["memory", "vcpus"]
});
const disk = defineGrammar({
	options: {
		device: {
			names: ["--device"],
			kind: "text"
		},
		size: {
			names: ["--size"],
			kind: "text"
		}
	},
	positionals: {
		minimum: 1,
		maximum: 1,
		name: "the name of the disk"
	}
});
const format = defineGrammar({
	options: {},
	positionals: {
		minimum: 1,
		maximum: 20,
		name: "a format"
	}
});
const target = defineGrammar({
	options: {},
	positionals: {
		minimum: 1,
		maximum: 20,
		name: "a target"
	}
});
const boot = defineGrammar({
	options: {
		expect: {
			names: ["--expect"],
			kind: "texts"
		},
		timeout: {
			names: ["--timeout"],
			kind: "integer",
			minimum: 1
		},
		firmware: {
			names: ["--firmware"],
			kind: "texts",
			choices: firmwares
		}
	},
	anyOf: [
		"expect",
		"timeout",
		"firmware"
	]
});
/** Every line the addon may hold: how it is read, and what it does to the settings. */
const readers = {
	image(line, draft, report) {
		const read = interpret(line, image, report);
		if (read === void 0) return;
		draft.name = wordOf(read.values.name, read.positions.name) ?? draft.name;
		draft.version = wordOf(read.values.version, read.positions.version) ?? draft.version;
	},
	machine(line, draft, report) {
		const read = interpret(line, machine, report);
		draft.memoryMiB = read?.values.memory ?? draft.memoryMiB;
		draft.vcpus = read?.values.vcpus ?? draft.vcpus;
	},
	disk(line, draft, report) {
		const read = interpret(line, disk, report);
		const name = read?.positionals[0];
		if (read === void 0 || name === void 0) return;
		draft.disks = [...draft.disks, {
			name,
			device: read.values.device,
			size: wordOf(read.values.size, read.positions.size)
		}];
	},
	format(line, draft, report) {
		draft.formats = [...draft.formats, ...interpret(line, format, report)?.positionals ?? []];
	},
	target(line, _draft, report) {
		for (const word of interpret(line, target, report)?.positionals ?? []) {
			if (word.text === "kvm" || word.text === "vmware") continue;
			const known = word.text === "xen";
			report(new ApplianceError({
				kind: "input",
				code: known ? "not-supported-yet" : "bad-value",
				message: known ? "target xen is not supported yet" : `"${word.text}" is not a target`,
				position: word.position,
				hint: "the targets are kvm and vmware"
			}));
		}
	},
	boot(line, draft, report) {
		const read = interpret(line, boot, report);
		if (read === void 0) return;
		const { expect = [], timeout, firmware = [] } = read.values;
		const position = read.positions.expect ?? read.command.position;
		draft.expect = [...draft.expect, ...expect.map((text) => ({
			text,
			position
		}))];
		draft.bootTimeoutSeconds = timeout ?? draft.bootTimeoutSeconds;
		draft.firmware = [.../* @__PURE__ */ new Set([...draft.firmware, ...firmware])];
	}
};
function wordOf(text, position) {
	return text === void 0 || position === void 0 ? void 0 : {
		text,
		position
	};
}
/**
* Reads the lines of %addon org_appliance_build. They are in kickstart style: a word, then options.
*
* @param report is called for each error, with its position
*/
function readAddonLines(document, report) {
	const draft = {
		name: void 0,
		version: void 0,
		memoryMiB: void 0,
		vcpus: void 0,
		disks: [],
		formats: [],
		expect: [],
		bootTimeoutSeconds: void 0,
		firmware: []
	};
	for (const addon of document.addons.filter(({ name }) => name === "org_appliance_build")) readLines(addon, draft, report);
	return draft;
}
function readLines(addon, draft, report) {
	for (const words of addon.lines) {
		const [command, ...rest] = words;
		if (command === void 0) continue;
		const reader = Object.hasOwn(readers, command.text) ? readers[command.text] : void 0;
		if (reader !== void 0) {
			reader([command, ...rest], draft, report);
			continue;
		}
		const near = closest(command.text, Object.keys(readers));
		report(new ApplianceError({
			kind: "input",
			code: "unknown-addon-line",
			message: `%addon org_appliance_build has no line "${command.text}"`,
			position: command.position,
			hint: near === void 0 ? `its lines are ${Object.keys(readers).join(", ")}` : `did you mean ${near}?`
		}));
	}
}

// src/appliance/size.ts
const mib$1 = 1048576;
const unitBytes = {
	"": mib$1,
	K: 1024,
	M: mib$1,
	G: 1024 * mib$1,
	T: 1048576 * mib$1
};
/**
* Reads a size as users write it: `5G`, `512M`, `1.5G`, `2T`; a bare number counts MiB, as in a `part` line. Units are binary.
*
* @returns bytes, rounded up to a whole MiB; undefined for 0, which means "compute it"
* @throws ApplianceError code `bad-size`
*/
function parseSizeBytes(text, what, position) {
	const match = /^(\d+(?:\.\d+)?)\s*(?:([KMGT])(?:i?B)?)?$/i.exec(text.trim());
	const unit = match === null ? void 0 : unitBytes[(match[2] ?? "").toUpperCase()];
	const bytes = match === null || unit === void 0 ? NaN : Number(match[1]) * unit;
	if (!Number.isFinite(bytes) || bytes > Number.MAX_SAFE_INTEGER) throw new ApplianceError({
		kind: "input",
		code: "bad-size",
		message: `${what}: "${text}" is not a size`,
		position,
		hint: "write a number with K, M, G or T, such as 5G; a bare number counts MiB"
	});
	return bytes === 0 ? void 0 : Math.ceil(bytes / mib$1) * mib$1;
}

// src/appliance/disks.ts
/** The device of part lines without --ondisk when no line has one. */
const defaultDevice = "sda";
/**
* Names the disks: the names of --disk and of the addon's `disk` lines go, in order, to the devices in the order in which
* `part --ondisk` mentions them; `--device` in a `disk` line says it outright. A device left over is a disk of its own name.
*
* @returns the disks in the order of their devices, and a map from device to disk name
*/
function nameDisks(inputs, report) {
	const devices = devicesOf(inputs.parts);
	const named = mergeNamed(inputs.options.map(parseOption), inputs.addon.map(fromAddon));
	checkNames$1(named, report);
	const byDevice = assign(named, devices, report);
	const disks = devices.map((device) => {
		const disk = byDevice.get(device);
		return {
			name: disk?.name ?? device,
			device,
			sizeBytes: sizeOf$1(disk, report),
			table: inputs.clearpart?.diskLabel ?? "gpt"
		};
	});
	return {
		disks,
		nameOf: new Map(disks.map(({ device, name }) => [device, name]))
	};
}
/** Devices in the order of their first mention; a part without --ondisk lies on the first. */
function devicesOf(parts) {
	const mentioned = [...new Set(parts.flatMap(({ onDisk }) => onDisk ?? []))];
	return mentioned.length > 0 ? mentioned : [defaultDevice];
}
function parseOption(text) {
	const equals = text.indexOf("=");
	return {
		name: (equals < 0 ? text : text.slice(0, equals)).trim(),
		device: void 0,
		size: equals < 0 ? void 0 : text.slice(equals + 1),
		position: void 0,
		origin: `--disk ${text}`
	};
}
function fromAddon({ name, device, size }) {
	return {
		name: name.text,
		device: device?.replace(/^\/dev\//, ""),
		size: size?.text,
		position: size?.position ?? name.position,
		origin: `disk ${name.text}`
	};
}
/** An option with the name of an addon line changes that line; other options come after, or replace them if no name agrees. */
function mergeNamed(options, addon) {
	const agrees = options.some(({ name }) => addon.some((line) => line.name === name));
	if (options.length > 0 && !agrees) return [...options];
	return [...addon.map((line) => {
		const option = options.find(({ name }) => name === line.name);
		return option === void 0 ? line : {
			...line,
			size: option.size ?? line.size,
			origin: option.origin,
			position: void 0
		};
	}), ...options.filter(({ name }) => !addon.some((line) => line.name === name))];
}
function checkNames$1(named, report) {
	const seen = /* @__PURE__ */ new Set();
	for (const { name, position, origin } of named) {
		if (!namePattern.test(name)) report(inputError("bad-disk-name", `${origin}: "${name}" cannot be the name of a disk`, position, "use letters, digits and . _ + -"));
		else if (seen.has(name)) report(inputError("duplicate-disk", `${origin}: two disks are named ${name}`, position));
		seen.add(name);
	}
}
function assign(named, devices, report) {
	const byDevice = /* @__PURE__ */ new Map();
	for (const disk of named.filter(({ device }) => device !== void 0)) {
		const device = disk.device ?? "";
		if (!devices.includes(device)) report(inputError("unused-disk", `disk ${disk.name}: no part line has --ondisk=${device}`, disk.position, `the kickstart's disks are ${devices.join(", ")}`));
		else byDevice.set(device, disk);
	}
	const free = devices.filter((device) => !byDevice.has(device));
	named.filter(({ device }) => device === void 0).forEach((disk, index) => {
		const device = free[index];
		if (device !== void 0) {
			byDevice.set(device, disk);
			return;
		}
		const hint = `put a part on a further disk, such as: part /srv/${disk.name} --size=1024 --ondisk=sd${"abcdefgh"[devices.length] ?? "x"}`;
		report(inputError("unused-disk", `${disk.origin}: the kickstart has parts on ${devices.length} disk${devices.length === 1 ? "" : "s"} only (${devices.join(", ")})`, disk.position, hint));
	});
	return byDevice;
}
function sizeOf$1(disk, report) {
	if (disk?.size === void 0) return void 0;
	try {
		return parseSizeBytes(disk.size, disk.origin, disk.position);
	} catch (error) {
		if (!(error instanceof ApplianceError)) throw error;
		report(error);
		return;
	}
}
function inputError(code, message, position, hint) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	});
}

// src/appliance/names.ts
/** Labels of letters, digits and hyphens (RFC 1123 §2.1, RFC 952), parted by dots, 253 characters at most. */
const hostnamePattern = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
/** What useradd(8) takes, capitals included; names go into /etc/passwd, where a colon ends a field. */
const accountPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;
/** `name` or `name(gid)`. */
const groupPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}(?:\(\d+\))?$/;
/** A path or a text that becomes a field of /etc/passwd. */
const fieldPattern = /^[^:\u0000-\u001f]*$/;
/** Checks every name of the kickstart that ends up in a file where other characters would mean something else. */
function checkNames(system, report) {
	const check = (code, what, text, pattern, position) => {
		if (text === void 0 || pattern.test(text)) return;
		report(new ApplianceError({
			kind: "input",
			code,
			message: `"${text}" cannot be ${what}`,
			position
		}));
	};
	for (const { hostname, position } of system.networks) check("bad-hostname", "a host name", hostname, hostnamePattern, position);
	for (const { user, groups, homeDir, shell, gecos, position } of system.users) {
		check("bad-user-name", "the name of a user", user, accountPattern, position);
		for (const group of groups) check("bad-group-name", "the name of a group", group, groupPattern, position);
		check("bad-path", "a home directory", homeDir, /^\/[^:\u0000-\u001f]*$/, position);
		check("bad-path", "a shell", shell, /^\/[^:\s\u0000-\u001f]*$/, position);
		check("bad-gecos", "the description of a user", gecos, fieldPattern, position);
	}
	for (const { user, position } of system.sshKeys) check("bad-user-name", "the name of a user", user, accountPattern, position);
}

// src/appliance/parts.ts
const typeRules = {
	ext2: {
		kind: "filesystem",
		fsType: "ext2",
		labelBytes: 16,
		leastMiB: 1
	},
	ext3: {
		kind: "filesystem",
		fsType: "ext3",
		labelBytes: 16,
		leastMiB: 4
	},
	ext4: {
		kind: "filesystem",
		fsType: "ext4",
		labelBytes: 16,
		leastMiB: 4
	},
	xfs: {
		kind: "filesystem",
		fsType: "xfs",
		labelBytes: 12,
		leastMiB: 300
	},
	btrfs: {
		kind: "filesystem",
		fsType: "btrfs",
		labelBytes: 255,
		leastMiB: 128
	},
	vfat: {
		kind: "filesystem",
		fsType: "vfat",
		labelBytes: 11,
		leastMiB: 1
	},
	efi: {
		kind: "filesystem",
		fsType: "vfat",
		labelBytes: 11,
		leastMiB: 4
	},
	swap: {
		kind: "swap",
		fsType: "swap",
		labelBytes: 16,
		leastMiB: 1
	},
	biosboot: {
		kind: "biosboot",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 1
	}
};
/** Programs and their configuration must be there before anything else can be mounted. */
const mustStayOnRoot = /^\/(?:bin|dev|etc|lib(?:32|64|x32)?|mnt\/sys(?:image|root)|proc|root|run|sbin|sys)(?:\/|$)/;
/**
* Validates the part lines together.
*
* @param diskOf finds the disk's name for a device; undefined: the first disk
*/
function validateParts(commands, diskOf, position, report) {
	const seen = /* @__PURE__ */ new Map();
	const parts = commands.flatMap((command) => {
		const fail = failAt(command.position, report);
		const type = typeOf(command);
		const rule = typeRules[type];
		if (rule === void 0) {
			fail("not-supported-yet", `part ${command.mountPoint}: --fstype=${type} is not supported yet`, `the types are ${Object.keys(typeRules).join(", ")}`);
			return [];
		}
		const mountPoint = rule.kind === "filesystem" ? mountPointOf(command, fail) : void 0;
		if (rule.kind === "filesystem" && mountPoint === void 0) return [];
		const earlier = mountPoint === void 0 ? void 0 : seen.get(mountPoint);
		if (mountPoint !== void 0 && earlier !== void 0) {
			fail("duplicate-mount-point", `two parts are mounted on ${mountPoint}; the first is at ${formatPosition(earlier.position)}`);
			return [];
		}
		if (mountPoint !== void 0) seen.set(mountPoint, command);
		const sizeMiB = sizeOf(command, rule, fail);
		if (sizeMiB === void 0) return [];
		checkLabel(command, rule, type, fail);
		return [{
			kind: rule.kind,
			mountPoint,
			disk: diskOf(command.onDisk),
			sizeMiB,
			grow: command.grow,
			maxSizeMiB: command.maxSizeMiB,
			fsType: rule.fsType,
			efi: type === "efi",
			label: command.label,
			asPrimary: command.asPrimary,
			position: command.position
		}];
	});
	checkRoot(commands, seen, position, report);
	return parts;
}
function failAt(position, report) {
	return (code, message, hint) => report(new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	}));
}
function typeOf({ mountPoint, fsType }) {
	if (mountPoint === "swap" || mountPoint === "biosboot") return mountPoint;
	if (fsType !== void 0) return fsType;
	return mountPoint === "/boot/efi" ? "efi" : "ext4";
}
/** The mount point in its normal form; the reader of part lines lets none but absolute paths through. */
function mountPointOf({ mountPoint }, fail) {
	const components = mountPoint.split("/").filter((component) => component !== "");
	if (components.some((component) => component === "." || component === ".." || /[\s\u0000-\u001f]/.test(component))) {
		fail("bad-mount-point", `"${mountPoint}" is not a mount point`, "write an absolute path without . or .. and without blanks");
		return;
	}
	const normal = `/${components.join("/")}`;
	if (mustStayOnRoot.test(normal)) {
		fail("bad-mount-point", `${normal} must stay on the root filesystem`);
		return;
	}
	return normal;
}
function sizeOf(command, rule, fail) {
	const { sizeMiB, maxSizeMiB, mountPoint } = command;
	if (sizeMiB === void 0) {
		fail("part-without-size", `part ${mountPoint} has no --size`, "add --size=MIB; with --grow it is the smallest size");
		return;
	}
	if (maxSizeMiB !== void 0 && maxSizeMiB < sizeMiB) {
		fail("bad-size", `part ${mountPoint}: --maxsize=${maxSizeMiB} is less than --size=${sizeMiB}`);
		return;
	}
	if (sizeMiB < rule.leastMiB) {
		fail("bad-size", `part ${mountPoint}: ${sizeMiB} MiB is too small; ${rule.fsType ?? rule.kind} needs at least ${rule.leastMiB} MiB`);
		return;
	}
	return sizeMiB;
}
function checkLabel({ label, mountPoint }, rule, type, fail) {
	if (label === void 0) return;
	if (Buffer.byteLength(label) > rule.labelBytes) fail("bad-label", `part ${mountPoint}: the label "${label}" is longer than the ${rule.labelBytes} bytes that ${type} can store`);
	else if (!/^[\x20-\x7e]+$/.test(label) || label.includes("/")) fail("bad-label", `part ${mountPoint}: the label may hold printable ASCII characters but no slash`);
}
function checkRoot(commands, seen, position, report) {
	if (seen.get("/") === void 0) {
		const message = commands.length === 0 ? "the kickstart has no part line" : "no part line is mounted on /";
		failAt(position, report)("no-root-part", message, "add a line such as: part / --fstype=ext4 --size=2048");
		return;
	}
	for (const place of [
		"/",
		"/boot",
		"/usr",
		"/var"
	]) {
		const command = seen.get(place);
		if (command !== void 0 && ["vfat", "efi"].includes(typeOf(command)) && place !== "/boot") failAt(command.position, report)("bad-filesystem", `${place} cannot lie on ${typeOf(command)}: it stores no owners and links`);
	}
}

// src/appliance/warnings.ts
/** What is legal and yet hardly meant. */
const rules$1 = [
	(_, { bootLoader }) => bootLoader.kernelArguments.some((argument) => argument.startsWith("console=ttyS")) || !bootLoader.install ? [] : [{
		code: "no-serial-console",
		message: "the appliance has no serial console, so a boot test can see nothing of it",
		position: bootLoader.position,
		hint: bootLoader.position === void 0 ? "add the line: bootloader --append=\"console=tty0 console=ttyS0\"" : `add console=tty0 console=ttyS0 to --append of the bootloader line at ${formatPosition(bootLoader.position)}`
	}],
	(_, { system: { rootpw, users, sshKeys } }) => rootpw?.password !== void 0 || users.some(({ password }) => password !== void 0) || sshKeys.length > 0 ? [] : [{
		code: "no-login",
		message: "nobody can log in: there is no rootpw, no user with a password and no sshkey",
		hint: "add a rootpw, user or sshkey line"
	}],
	({ scripts }) => scripts.filter(({ section }) => section !== "post").map(({ section, position }) => ({
		code: "script-not-run",
		message: `the %${section} script is not run when an appliance is built`,
		position,
		hint: "what must happen to the appliance belongs into %post"
	})),
	({ commands }) => {
		return commands.filter(({ name }) => name === "rootpw").slice(0, -1).map(({ position }) => ({
			code: "overridden",
			message: "a later rootpw line replaces this one",
			position
		}));
	}
];
function warningsFor(document, appliance) {
	return rules$1.flatMap((rule) => rule(document, appliance));
}

// src/appliance/merge.ts
/**
* Merges the kickstart, its %addon lines and the options, which win in that order, and validates the whole.
*
* @param fallbackName the name if neither says one: that of the kickstart file without its folder and ending
* @throws ApplianceErrors with all errors, kind `input`
*/
function mergeAppliance(document, options, fallbackName) {
	const errors = [];
	const report = (error) => errors.push(error);
	const addon = readAddonLines(document, report);
	const partCommands = commandsNamed(document, "part");
	const { disks, nameOf } = nameDisks({
		parts: partCommands,
		clearpart: lastCommand(document, "clearpart"),
		options: options.disks ?? [],
		addon: addon.disks
	}, report);
	const firstDisk = disks[0]?.name ?? "";
	const start = {
		file: document.file,
		line: 1,
		column: 1
	};
	const parts = validateParts(partCommands, (device) => device === void 0 ? firstDisk : nameOf.get(device) ?? firstDisk, start, report);
	const network = commandsNamed(document, "network");
	const system = {
		lang: lastCommand(document, "lang"),
		keyboard: lastCommand(document, "keyboard"),
		timezone: lastCommand(document, "timezone"),
		rootpw: lastCommand(document, "rootpw"),
		users: commandsNamed(document, "user"),
		sshKeys: commandsNamed(document, "sshkey"),
		hostname: network.findLast(({ hostname }) => hostname !== void 0)?.hostname,
		networks: network,
		services: lastCommand(document, "services"),
		firewall: lastCommand(document, "firewall"),
		selinux: lastCommand(document, "selinux")
	};
	checkPackages(document, report);
	checkNames(system, report);
	const merged = {
		name: nameOfAppliance(addon, options, fallbackName, report),
		version: options.version ?? addon.version?.text,
		arch: oneOf(architectures, options.arch ?? "x86_64", "--arch", report) ?? "x86_64",
		backend: backendOf(options, report),
		memoryMiB: options.memoryMiB ?? addon.memoryMiB ?? defaults.memoryMiB,
		vcpus: options.vcpus ?? addon.vcpus ?? defaults.vcpus,
		disks,
		parts,
		bootLoader: bootLoaderOf(document),
		packages: document.packages,
		repositories: repositoriesOf(document, options, report),
		system,
		scripts: document.scripts,
		formats: formatsOf(addon, options, report),
		boot: bootOf(addon, options, report),
		noEffect: commandsNamed(document, "no-effect").map(({ command, position }) => ({
			command,
			position
		}))
	};
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return {
		...merged,
		warnings: [...document.warnings, ...warningsFor(document, merged)]
	};
}
function nameOfAppliance(addon, options, fallback, report) {
	const name = options.name ?? addon.name?.text ?? fallback;
	if (!namePattern.test(name)) report(new ApplianceError({
		kind: "input",
		code: "bad-name",
		message: `"${name}" cannot be the name of an appliance`,
		position: options.name === void 0 ? addon.name?.position : void 0,
		hint: "use letters, digits and . _ + -, starting with a letter or digit: --name NAME"
	}));
	return name;
}
function backendOf(options, report) {
	if (oneOf(backends, options.backend ?? "auto", "--backend", report) === "dnf") report(new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: "the dnf backend is not supported yet",
		hint: "use --backend apt"
	}));
	return "apt";
}
function oneOf(values, text, option, report) {
	if (values.includes(text)) return text;
	report(new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `${option}: "${text}" is not one of ${values.join(", ")}`
	}));
}
function bootLoaderOf(document) {
	const lines = commandsNamed(document, "bootloader");
	const append = lines.findLast((line) => line.append !== void 0)?.append;
	return {
		install: lines.findLast((line) => line.location !== void 0)?.location !== "none",
		kernelArguments: (append ?? "").split(/\s+/).filter((word) => word !== ""),
		timeoutSeconds: lines.findLast((line) => line.timeoutSeconds !== void 0)?.timeoutSeconds ?? defaults.timeoutSeconds,
		position: lines.at(-1)?.position
	};
}
function repositoriesOf(document, options, report) {
	const url = lastCommand(document, "url");
	const own = [...url === void 0 ? [] : [{
		name: "url",
		url: url.url,
		position: url.position
	}], ...commandsNamed(document, "repo").map(({ repo, baseUrl, position }) => ({
		name: repo,
		url: baseUrl,
		position
	}))];
	const given = (options.repos ?? []).flatMap((text) => {
		const match = /^([\w.+-]+)=(\S.*)$/.exec(text);
		if (match !== null) return [{
			name: match[1] ?? "",
			url: match[2] ?? "",
			position: void 0
		}];
		report(new ApplianceError({
			kind: "input",
			code: "bad-option",
			message: `--repo: "${text}" is not NAME=URL`,
			hint: "--repo main=\"http://HOST/debian bookworm main\""
		}));
		return [];
	});
	return [...own.filter(({ name }) => !given.some((repository) => repository.name === name)), ...given];
}
function formatsOf(addon, options, report) {
	const known = (options.formats ?? (addon.formats.length > 0 ? addon.formats : void 0) ?? defaults.formats).map((word) => typeof word === "string" ? {
		text: word,
		position: void 0
	} : word).flatMap(({ text, position }) => {
		const format = formats.find((candidate) => candidate === text);
		if (format !== void 0) return [format];
		report(new ApplianceError({
			kind: "input",
			code: "bad-format",
			message: `"${text}" is not a format that can be built`,
			position,
			hint: `the formats are ${formats.join(", ")}`
		}));
		return [];
	});
	return [...new Set(known)];
}
function bootOf(addon, options, report) {
	const asked = options.expect?.map((text) => ({
		text,
		position: void 0
	})) ?? addon.expect;
	for (const { text, position } of asked) try {
		new RegExp(text);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		report(new ApplianceError({
			kind: "input",
			code: "bad-expectation",
			message: `the boot expectation is no regular expression: ${why}`,
			position,
			cause
		}));
	}
	const firmware = options.firmware?.map((text) => oneOf(firmwares, text, "--firmware", report)) ?? addon.firmware;
	return {
		expect: asked.length > 0 ? asked.map(({ text }) => text) : defaults.expect,
		timeoutSeconds: options.bootTimeoutSeconds ?? addon.bootTimeoutSeconds,
		firmware: firmware.flatMap((name) => name ?? [])
	};
}
/** Names as Debian policy §5.6.1 allows, with an architecture, a version or a release, or a pattern of apt. */
const packagePattern = /^[a-z0-9][a-z0-9+.*?-]*(?::[a-z0-9-]+)?(?:[=/][A-Za-z0-9.+:~-]+)?$/;
function checkPackages(document, report) {
	for (const { name, position } of [...document.packages.included, ...document.packages.excluded]) {
		if (name === "@core") continue;
		if (name.startsWith("@")) report(new ApplianceError({
			kind: "input",
			code: "not-supported-yet",
			message: `package group ${name} is not supported by the apt backend: Debian has no groups`,
			position,
			hint: "name the packages one by one; @core is understood"
		}));
		else if (!packagePattern.test(name)) report(new ApplianceError({
			kind: "input",
			code: "bad-package-name",
			message: `"${name}" cannot be the name of a Debian package`,
			position
		}));
	}
}

// src/kickstart/commands/definition.ts
function defineCommand(source) {
	const { names, grammar, build } = source;
	return {
		names,
		grammar,
		read: (words, report) => {
			const line = interpret(words, grammar, report);
			return line === void 0 ? void 0 : build(line, report);
		}
	};
}
/** An error about a value of a command line. */
function badValue(message, position, hint) {
	return new ApplianceError({
		kind: "input",
		code: "bad-value",
		message,
		position,
		hint
	});
}
function notYet$1(what, position, hint) {
	const message = `${what} is not supported yet`;
	return new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message,
		position,
		hint
	});
}

// src/kickstart/commands/accounts.ts
const ID = {
	kind: "integer",
	minimum: 0,
	maximum: 2 ** 32 - 2
};
const QUOTE_HINT = "put a value that holds blanks in quotes";
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
/** Of --iscrypted and --plaintext the later one counts, as in the reference. */
function isEncrypted({ positions }) {
	const { isCrypted, plaintext } = positions;
	return isCrypted !== void 0 && (plaintext === void 0 || plaintext.column < isCrypted.column);
}
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
				kind: "flag"
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a password",
			hint: QUOTE_HINT
		},
		secret: true
	},
	build: (line, report) => {
		const { command, values, positionals } = line;
		const text = positionals[0]?.text;
		if (!text && !values.lock) {
			const message = "rootpw needs a password, or --lock";
			const { position } = command;
			report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message,
				position
			}));
			return;
		}
		return {
			name: "rootpw",
			position: command.position,
			password: text ? {
				text,
				encrypted: isEncrypted(line)
			} : void 0,
			lock: values.lock,
			allowSsh: values.allowSsh
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
				...ID
			},
			gid: {
				names: ["--gid"],
				...ID
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
		secret: true
	},
	build: (line, report) => {
		const { command, values, positions } = line;
		if (values.user === "") {
			report(badValue("the name of a user is empty", positions.user ?? command.position));
			return;
		}
		return {
			name: "user",
			position: command.position,
			user: values.user,
			password: values.password ? {
				text: values.password,
				encrypted: isEncrypted(line)
			} : void 0,
			lock: values.lock,
			uid: values.uid,
			gid: values.gid,
			groups: values.groups ?? [],
			homeDir: values.homeDir,
			shell: values.shell,
			gecos: values.gecos
		};
	}
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
	build: ({ command, values, positionals }) => ({
		name: "sshkey",
		position: command.position,
		user: values.user,
		key: positionals[0]?.text ?? ""
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
				kind: "integer",
				minimum: -1,
				maximum: 86400
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
			leaveBootOrder: {
				names: ["--leavebootorder"],
				kind: "flag"
			}
		},
		notYet: [
			"--boot-drive=",
			"--default=",
			"--disabled",
			"--driveorder=",
			"--extlinux",
			"--iscrypted",
			"--md5pass=",
			"--nombr",
			"--password=",
			"--sdboot",
			"--upgrade"
		],
		secret: true
	},
	build: ({ command, values }) => ({
		name: "bootloader",
		position: command.position,
		append: values.append,
		timeoutSeconds: values.timeoutSeconds,
		location: values.location
	})
});

// src/kickstart/commands/clearpart.ts
/** Of clearpart only the kind of partition table means something in an image, whose disks are always empty. */
const clearpart = defineCommand({
	names: ["clearpart"],
	grammar: {
		options: {
			diskLabel: {
				names: ["--disklabel"],
				kind: "text",
				choices: ["gpt", "msdos"]
			},
			all: {
				names: ["--all"],
				kind: "flag"
			},
			initLabel: {
				names: ["--initlabel"],
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
			drives: {
				names: ["--drives"],
				kind: "list"
			},
			list: {
				names: ["--list"],
				kind: "list"
			}
		},
		notYet: ["--cdl"]
	},
	build: ({ command, values }) => ({
		name: "clearpart",
		position: command.position,
		diskLabel: values.diskLabel
	})
});
const zerombr = defineCommand({
	names: ["zerombr"],
	grammar: { options: {} },
	build: ({ command }) => ({
		name: "zerombr",
		position: command.position
	})
});

// src/kickstart/commands/known.ts
/**
* Commands of Fedora 40 to 45 and RHEL 8 to 10 that this program does not read yet. (The names are facts of the
* language, from its documentation.)
*/
const NOT_SUPPORTED_YET = /* @__PURE__ */ new Set([
	"auth",
	"authconfig",
	"authselect",
	"autopart",
	"bootc",
	"btrfs",
	"cdrom",
	"device",
	"deviceprobe",
	"dmraid",
	"driverdisk",
	"fcoe",
	"firstboot",
	"group",
	"harddrive",
	"hmc",
	"iscsi",
	"iscsiname",
	"liveimg",
	"logvol",
	"method",
	"module",
	"mount",
	"multipath",
	"nfs",
	"nvdimm",
	"ostreecontainer",
	"ostreesetup",
	"raid",
	"realm",
	"reqpart",
	"rescue",
	"rhsm",
	"snapshot",
	"syspurpose",
	"timesource",
	"volgroup",
	"xconfig",
	"zfcp",
	"zipl"
]);

// src/kickstart/commands/locale.ts
/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const ZONE = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
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
	build: ({ command, values, positionals }) => ({
		name: "lang",
		position: command.position,
		lang: positionals[0]?.text ?? "",
		addSupport: values.addSupport ?? []
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
			}
		},
		positionals: {
			minimum: 0,
			maximum: 1,
			name: "a keymap"
		},
		notYet: ["--switch="]
	},
	build: ({ command, values, positionals }, report) => {
		const vcKeymap = values.vcKeymap || positionals[0]?.text || void 0;
		const xLayouts = values.xLayouts ?? [];
		if (vcKeymap === void 0 && xLayouts.length === 0) {
			const message = "keyboard needs a keymap, --vckeymap or --xlayouts";
			const { position } = command;
			report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message,
				position
			}));
			return;
		}
		return {
			name: "keyboard",
			position: command.position,
			vcKeymap,
			xLayouts
		};
	}
});
const timezone = defineCommand({
	names: ["timezone"],
	grammar: {
		options: { utc: {
			names: ["--utc", "--isUtc"],
			kind: "flag"
		} },
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a zone such as Europe/Berlin"
		},
		notYet: ["--nontp", "--ntpservers="]
	},
	build: ({ command, values, positionals }, report) => {
		const zone = positionals[0]?.text ?? "";
		if (!ZONE.test(zone)) {
			const place = positionals[0]?.position ?? command.position;
			report(badValue(`"${shown(zone)}" is not a zone such as Europe/Berlin`, place));
			return;
		}
		return {
			name: "timezone",
			position: command.position,
			zone,
			utc: values.utc
		};
	}
});

// src/kickstart/commands/network.ts
const network = defineCommand({
	names: ["network"],
	grammar: {
		options: {
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
				choices: ["dhcp"],
				choicesNotYet: [
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
			onBoot: {
				names: ["--onboot"],
				kind: "boolean"
			}
		},
		notYet: [
			"--bindto=",
			"--bondopts=",
			"--bondslaves=",
			"--bridgeopts=",
			"--bridgeslaves=",
			"--dhcpclass=",
			"--essid=",
			"--ethtool=",
			"--gateway=",
			"--interfacename=",
			"--ip=",
			"--ipv4-dns-search=",
			"--ipv4-ignore-auto-dns",
			"--ipv6-dns-search=",
			"--ipv6-ignore-auto-dns",
			"--ipv6=",
			"--ipv6gateway=",
			"--mtu=",
			"--nameserver=",
			"--netmask=",
			"--no-activate",
			"--nodefroute",
			"--nodns",
			"--noipv4",
			"--noipv6",
			"--notksdevice",
			"--teamconfig=",
			"--teamslaves=",
			"--vlanid=",
			"--wepkey=",
			"--wpakey="
		],
		secret: true
	},
	build: ({ command, values, positions }) => {
		const { hostname: atHostname, ...others } = positions;
		return {
			name: "network",
			position: command.position,
			hostname: values.hostname,
			configuresDevice: atHostname === void 0 || Object.keys(others).length > 0,
			device: values.device,
			bootProto: "dhcp",
			activate: values.activate,
			onBoot: values.onBoot ?? true
		};
	}
});

// src/kickstart/commands/no-effect.ts
/**
* Commands that steer the installer's own run and leave no trace in what it installs: how it shows itself, where it
* logs, how it ends, how to reach it, and which disks of the machine it must not touch.
*/
const INSTALLER_COMMANDS = [
	{
		names: [
			"text",
			"graphical",
			"cmdline"
		],
		options: ["--non-interactive"]
	},
	{
		names: [
			"reboot",
			"poweroff",
			"halt",
			"shutdown"
		],
		options: ["--eject", "--kexec"]
	},
	{
		names: ["eula"],
		required: [
			"--agreed",
			"--agree",
			"--accepted",
			"--accept"
		]
	},
	{ names: ["install"] },
	{
		names: ["autostep"],
		options: ["--autoscreenshot"]
	},
	{ names: ["skipx"] },
	{ names: ["mediacheck"] },
	{
		names: ["logging"],
		options: [
			"--host=",
			"--port=",
			"--level="
		]
	},
	{
		names: ["ignoredisk"],
		options: [
			"--drives=",
			"--only-use=",
			"--interactive"
		]
	},
	{
		names: ["updates"],
		words: 1
	},
	{
		names: ["vnc"],
		options: [
			"--password=",
			"--host=",
			"--port="
		]
	},
	{
		names: ["rdp"],
		options: ["--username=", "--password="]
	},
	{
		names: ["sshpw"],
		options: [
			"--username=",
			"--iscrypted",
			"--plaintext",
			"--lock",
			"--sshkey"
		],
		words: 1
	}
];
const noEffectCommands = INSTALLER_COMMANDS.map((command) => defineCommand({
	names: command.names,
	grammar: grammarOf(command),
	build: ({ command: word }) => ({
		name: "no-effect",
		position: word.position,
		command: word.text
	})
}));
function grammarOf({ options = [], required = [], words = 0 }) {
	const rules = Object.fromEntries(options.map((option) => {
		const name = option.replace(/=$/, "");
		return [name, {
			names: [name],
			kind: option === name ? "flag" : "text"
		}];
	}));
	const [first, ...aliases] = required;
	const needed = first === void 0 ? {} : { [first]: {
		names: [first, ...aliases],
		kind: "flag",
		required: true
	} };
	return {
		options: {
			...rules,
			...needed
		},
		positionals: {
			minimum: 0,
			maximum: words,
			name: "a value"
		},
		secret: true
	};
}

// src/kickstart/commands/part.ts
const MIB = {
	kind: "integer",
	minimum: 1,
	maximum: 2 ** 33 - 1
};
/** Mount points that are names of other things: LVM, RAID, btrfs and PReP. */
const NOT_YET = /^(?:pv|raid|btrfs)\.|^prepboot$/;
const CLIMBS = /\/\.\.?(?:\/|$)/;
const NO_PATHS = /* @__PURE__ */ new Set(["swap", "biosboot"]);
const part = defineCommand({
	names: ["part", "partition"],
	grammar: {
		options: {
			sizeMiB: {
				names: ["--size"],
				...MIB
			},
			grow: {
				names: ["--grow"],
				kind: "flag"
			},
			maxSizeMiB: {
				names: ["--maxsize"],
				...MIB
			},
			onDisk: {
				names: ["--ondisk", "--ondrive"],
				kind: "text"
			},
			fsType: {
				names: ["--fstype", "--type"],
				kind: "text"
			},
			label: {
				names: ["--label"],
				kind: "text"
			},
			asPrimary: {
				names: ["--asprimary"],
				kind: "flag"
			}
		},
		positionals: {
			minimum: 1,
			maximum: 1,
			name: "a mount point"
		},
		notYet: [
			"--active",
			"--backuppassphrase",
			"--cipher=",
			"--encrypted",
			"--escrowcert=",
			"--fsoptions=",
			"--fsprofile=",
			"--hibernation",
			"--hw-passphrase=",
			"--luks-version=",
			"--mkfsoptions=",
			"--noformat",
			"--onbiosdisk=",
			"--onpart=",
			"--passphrase=",
			"--pbkdf=",
			"--pbkdf-iterations=",
			"--pbkdf-memory=",
			"--pbkdf-time=",
			"--recommended",
			"--resize",
			"--usepart="
		]
	},
	build: ({ command, values, positionals }, report) => {
		const mountPoint = positionals[0]?.text ?? "";
		const position = positionals[0]?.position ?? command.position;
		if (NOT_YET.test(mountPoint)) {
			report(notYet$1(`part ${shown(mountPoint)}`, position));
			return;
		}
		if (!NO_PATHS.has(mountPoint) && (!mountPoint.startsWith("/") || CLIMBS.test(mountPoint))) {
			report(badValue(`a part needs an absolute mount point, swap or biosboot, not "${shown(mountPoint)}"`, position));
			return;
		}
		return {
			name: "part",
			position: command.position,
			mountPoint,
			sizeMiB: values.sizeMiB,
			grow: values.grow,
			maxSizeMiB: values.maxSizeMiB,
			onDisk: values.onDisk?.replace(/^\/dev\//, ""),
			fsType: values.fsType,
			label: values.label,
			asPrimary: values.asPrimary
		};
	}
});

// src/kickstart/commands/security.ts
const PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?::([a-z]+))?$/;
const PROTOCOLS = /* @__PURE__ */ new Set([
	"tcp",
	"udp",
	"sctp",
	"dccp"
]);
const LARGEST_PORT = 65535;
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
			}
		},
		exclusive: ["enabled", "disabled"],
		notYet: ["--remove-service=", "--use-system-defaults"]
	},
	build: ({ command, values, positions }, report) => {
		const ports = [];
		for (const port of values.ports ?? []) {
			const full = normalizePort(port);
			if (full === void 0) {
				const message = `"${shown(port)}" is not a port such as 80:tcp or 1000-1010:udp`;
				report(badValue(message, positions.ports ?? command.position));
				return;
			}
			ports.push(full);
		}
		const flags = [
			"ftp",
			"http",
			"smtp",
			"ssh"
		].filter((service) => values[service]);
		return {
			name: "firewall",
			position: command.position,
			enabled: !values.disabled,
			ports: [...new Set(ports)],
			services: [.../* @__PURE__ */ new Set([...values.services ?? [], ...flags])],
			trust: [...new Set(values.trust ?? [])]
		};
	}
});
/** `22` means `22:tcp`, as in the reference. */
function normalizePort(text) {
	const [, first, last = first, protocol = "tcp"] = PORT.exec(text.toLowerCase()) ?? [];
	const from = Number(first);
	const to = Number(last);
	return from >= 1 && from <= to && to <= LARGEST_PORT && PROTOCOLS.has(protocol) ? `${from === to ? from : `${from}-${to}`}:${protocol}` : void 0;
}
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
		anyOf: [
			"enforcing",
			"permissive",
			"disabled"
		],
		exclusive: [
			"enforcing",
			"permissive",
			"disabled"
		]
	},
	build: ({ command, values }) => ({
		name: "selinux",
		position: command.position,
		mode: values.enforcing ? "enforcing" : values.permissive ? "permissive" : "disabled"
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

// src/kickstart/commands/sources.ts
const OTHER_SOURCES = [
	"--metalink=",
	"--mirrorlist=",
	"--noverifyssl",
	"--proxy=",
	"--sslcacert=",
	"--sslclientcert=",
	"--sslclientkey="
];
const url = defineCommand({
	names: ["url"],
	grammar: {
		options: { url: {
			names: ["--url"],
			kind: "text",
			required: true
		} },
		notYet: OTHER_SOURCES,
		secret: true
	},
	build: ({ command, values, positions }, report) => {
		if (values.url === "") {
			report(badValue("--url is empty", positions.url ?? command.position));
			return;
		}
		return {
			name: "url",
			position: command.position,
			url: values.url
		};
	}
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
			}
		},
		notYet: [
			...OTHER_SOURCES,
			"--cost=",
			"--excludepkgs=",
			"--ignoregroups=",
			"--includepkgs=",
			"--install"
		],
		secret: true
	},
	build: ({ command, values, positions }, report) => {
		if (values.repo === "") {
			report(badValue("the name of a repo is empty", positions.repo ?? command.position));
			return;
		}
		if (!values.baseUrl) {
			report(notYet$1("a repo without --baseurl", command.position, "add --baseurl=URL"));
			return;
		}
		return {
			name: "repo",
			position: command.position,
			repo: values.repo,
			baseUrl: values.baseUrl
		};
	}
});

// src/kickstart/commands/index.ts
/** Every command that is read. A new one is a file beside this one and a line here. */
const DEFINITIONS = [
	part,
	clearpart,
	zerombr,
	bootloader,
	rootpw,
	user,
	sshkey,
	lang,
	keyboard,
	timezone,
	network,
	services,
	firewall,
	selinux,
	url,
	repo,
	...noEffectCommands
];
const byName = new Map(DEFINITIONS.flatMap((definition) => definition.names.map((name) => [name, definition])));
function findCommand(name) {
	return byName.get(name);
}
/** All command names of the language that are known here, whether they are read or not. */
function knownCommandNames() {
	return [...byName.keys(), ...NOT_SUPPORTED_YET];
}

// src/kickstart/reading/diagnostics.ts
/** More errors help nobody, and a long file of garbage would take seconds to complain about. */
const MOST_ERRORS = 2e3;
/** Ends the reading of a kickstart that has too many errors. */
var TooManyErrors = class extends Error {
	name = "TooManyErrors";
};
/** Collects what is wrong with a kickstart, and says of included files how they came in. */
var Diagnostics = class {
	#chain;
	#errors = [];
	#warnings = [];
	constructor(chain) {
		this.#chain = chain;
	}
	/** In the order of their places, where an included file stands at the place of its %include. */
	get errors() {
		return this.#errors.toSorted((left, right) => comparePlaces(left.place, right.place)).map(({ error }) => error);
	}
	get warnings() {
		return this.#warnings;
	}
	/**
	* An arrow function, so that it can be passed on as a `Report`.
	*
	* @throws TooManyErrors after a last error that says so
	*/
	report = (error) => {
		if (this.#errors.length >= MOST_ERRORS) {
			const { kind, position } = error;
			const message = `more than ${MOST_ERRORS} errors: the rest of the file is not read`;
			this.#add(new ApplianceError({
				kind,
				code: "too-many-errors",
				message,
				position
			}));
			throw new TooManyErrors();
		}
		const hint = this.#withChain(error.hint, error.position);
		this.#add(hint === error.hint ? error : new ApplianceError(withHint(error, hint)));
	};
	warn(warning) {
		this.#warnings.push({
			...warning,
			hint: this.#withChain(warning.hint, warning.position)
		});
	}
	#add(error) {
		const { position } = error;
		this.#errors.push({
			error,
			place: position === void 0 ? [] : [position, ...this.#chain(position.file)].reverse()
		});
	}
	#withChain(hint, position) {
		const chain = position === void 0 ? [] : this.#chain(position.file);
		if (chain.length === 0) return hint;
		const path = `included from ${chain.map(formatPosition).join(", from ")}`;
		return hint === void 0 ? path : `${hint}; ${path}`;
	}
};
function withHint(error, hint) {
	const { kind, code, message, position, detail, cause } = error;
	return {
		kind,
		code,
		message,
		position,
		hint,
		detail,
		cause
	};
}
function comparePlaces(left, right) {
	for (const [depth, position] of left.entries()) {
		const other = right[depth];
		if (other === void 0) return 1;
		const difference = position.line - other.line || position.column - other.column;
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

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

// src/kickstart/reading/source.ts
const DEEPEST = 100;
/** Files that include others twice each would otherwise grow without bound. */
const MOST_INCLUDES = 1e4;
const MOST_INCLUDED_CHARACTERS = 2 ** 24;
/** The lines of a kickstart with those of included files in place. */
var LineSource = class {
	#includes;
	#frames = [];
	#includedAt = /* @__PURE__ */ new Map();
	#includeCount = 0;
	#includedCharacters = 0;
	#pushedBack;
	constructor(text, file, includes) {
		this.#includes = includes;
		const plain = text.startsWith("﻿") ? text.slice(1) : text;
		this.#frames.push({
			file,
			lines: splitLines(plain),
			next: 0,
			begun: true
		});
	}
	next() {
		const again = this.#pushedBack;
		if (again !== void 0) {
			this.#pushedBack = void 0;
			return again;
		}
		for (let frame = this.#frames.at(-1); frame !== void 0; frame = this.#frames.at(-1)) {
			const line = frame.lines[frame.next];
			if (line !== void 0) {
				frame.next += 1;
				const opensInclude = !frame.begun;
				frame.begun ||= !isBlankOrComment(line.text) && percentWord(line.text) !== "%include";
				return {
					...line,
					position: {
						file: frame.file,
						line: frame.next,
						column: 1
					},
					opensInclude
				};
			}
			this.#frames.pop();
		}
	}
	/** Makes `next` return this line once more. */
	pushBack(line) {
		this.#pushedBack = line;
	}
	/** Where the innermost include of a file stands, then that of its parent, and so on. */
	chainOf = (file) => {
		const chain = [];
		let at = this.#includedAt.get(file);
		while (at !== void 0 && chain.length < DEEPEST) {
			chain.push(at);
			at = this.#includedAt.get(at.file);
		}
		return chain;
	};
	/**
	* Continues with the lines of another file.
	*
	* @throws ApplianceError kind input: `unreadable-include`, `include-cycle`, `too-many-includes`, `binary-kickstart`
	*/
	include(path, at) {
		const fail = (code, message, cause) => new ApplianceError({
			kind: "input",
			code,
			message,
			position: at,
			cause
		});
		this.#includeCount += 1;
		if (this.#frames.length >= DEEPEST || this.#includeCount > MOST_INCLUDES) throw fail("too-many-includes", `%include of ${path}: too many files include each other`);
		const { file, text } = this.#read(path, at, fail);
		if (this.#frames.some((frame) => frame.file === file)) throw fail("include-cycle", `${file} includes itself`);
		this.#includedCharacters += text.length;
		if (this.#includedCharacters > MOST_INCLUDED_CHARACTERS) throw fail("too-many-includes", `%include of ${path}: the included files are too large together`);
		const binary = binaryError(text, file);
		this.#includedAt.set(file, at);
		if (binary !== void 0) throw binary;
		this.#frames.push({
			file,
			lines: splitLines(text),
			next: 0,
			begun: false
		});
	}
	#read(path, at, fail) {
		try {
			return this.#includes.read(path, at.file);
		} catch (error) {
			throw fail("unreadable-include", `can't include ${path}: ${error instanceof Error ? error.message : String(error)}`, error);
		}
	}
};

// src/kickstart/reading/words.ts
const BLANKS = /* @__PURE__ */ new Set([
	" ",
	"	",
	"\r",
	"\n"
]);
/** Ends a run of ordinary characters inside a word. */
const SPECIAL = /[ \t\r\n'"\\#]/g;
/**
* Cuts one line into words by the rules of Python's `shlex` in POSIX mode, which is how kickstart reads commands,
* section headers and `%include` lines: blanks separate, single quotes are literal, in double quotes a backslash
* escapes only `"` and `\`, outside quotes it escapes any character, and an unquoted `#` starts a comment even in
* mid-word. There are no variables and no line continuation.
*
* @param line the text, with a `\n` at its end if a line end follows in the file: a backslash before it makes the
*   newline part of the word, while one at the very end of the file is an error
* @param position where the text's first character stands
* @throws ApplianceError `unbalanced-quote` or `trailing-backslash`, kind input, with the place of the character
*/
function splitWords(line, position, options = {}) {
	const comments = options.comments ?? true;
	const words = [];
	const at = (index) => ({
		...position,
		column: position.column + index
	});
	let cutAt;
	let backslashAt;
	let index = 0;
	while (index < line.length) {
		if (BLANKS.has(line.charAt(index))) {
			index += 1;
			continue;
		}
		if (comments && line.charAt(index) === "#") break;
		const start = index;
		let text = "";
		while (index < line.length && !BLANKS.has(line.charAt(index))) {
			const character = line.charAt(index);
			if (character === "'" || character === "\"") {
				const quoted = readQuoted(line, index, at);
				text += quoted.text;
				index = quoted.next;
			} else if (character === "\\") {
				if (index + 1 >= line.length) throw new ApplianceError({
					kind: "input",
					code: "trailing-backslash",
					message: "a backslash at the end of the file escapes nothing",
					position: at(index),
					hint: "remove the backslash; kickstart has no line continuation"
				});
				if (line.charAt(index + 1) === "\n") backslashAt = at(index);
				text += line.charAt(index + 1);
				index += 2;
			} else if (character === "#" && comments) {
				cutAt = at(index);
				index = line.length;
			} else {
				const end = endOfRun(line, index + 1);
				text += line.slice(index, end);
				index = end;
			}
		}
		words.push({
			text,
			position: at(start)
		});
	}
	return {
		words,
		cutAt,
		backslashAt
	};
}
function endOfRun(line, from) {
	SPECIAL.lastIndex = from;
	return SPECIAL.exec(line)?.index ?? line.length;
}
function readQuoted(line, open, at) {
	const quote = line.charAt(open);
	let text = "";
	let index = open + 1;
	while (index < line.length) {
		const character = line.charAt(index);
		if (character === quote) return {
			text,
			next: index + 1
		};
		const next = line.charAt(index + 1);
		if (quote === "\"" && character === "\\" && (next === "\"" || next === "\\")) {
			text += next;
			index += 2;
		} else {
			text += character;
			index += 1;
		}
	}
	throw new ApplianceError({
		kind: "input",
		code: "unbalanced-quote",
		message: `the ${quote === "\"" ? "double" : "single"} quote is not closed on this line`,
		position: at(open),
		hint: "close it, or put a backslash before it if it is meant literally"
	});
}

// src/kickstart/reading/reader.ts
/** What every part of the parser works with: the lines, and where to report. */
var Reader = class {
	source;
	diagnostics;
	constructor(text, file, includes) {
		this.source = new LineSource(text, file, includes);
		this.diagnostics = new Diagnostics(this.source.chainOf);
	}
	report = (error) => this.diagnostics.report(error);
	/** Reports an ApplianceError that was thrown; throws anything else on. */
	reportThrown(error) {
		if (!(error instanceof ApplianceError)) throw error;
		this.report(error);
	}
	/** The words of a line by the rules of commands; undefined after reporting an error or for a line without words. */
	words(line) {
		try {
			const text = line.ending === "" ? line.text : `${line.text}\n`;
			const { words, cutAt, backslashAt } = splitWords(text, line.position);
			if (cutAt !== void 0) this.diagnostics.warn({
				code: "mid-word-comment",
				message: "the # inside a word starts a comment: the rest of the line is not read",
				position: cutAt,
				hint: "put the word in quotes if the # belongs to it"
			});
			if (backslashAt !== void 0) this.diagnostics.warn({
				code: "line-continuation",
				message: "kickstart has no line continuation: the backslash at the end of the line does not join the next one",
				position: backslashAt
			});
			const [first, ...others] = words;
			return first === void 0 ? void 0 : [first, ...others];
		} catch (error) {
			this.reportThrown(error);
			return;
		}
	}
	/** Reports what is wrong with the words of a line that is kept as text. */
	checkWords(line) {
		try {
			splitWords(line.ending === "" ? line.text : `${line.text}\n`, line.position);
		} catch (error) {
			this.reportThrown(error);
		}
	}
	/** Follows a `%include PATH` line; words after the path are ignored, as in the reference. */
	include(line) {
		const words = this.words(line);
		if (words === void 0) return;
		const [command, path] = words;
		if (path === void 0 || path.text === "") {
			this.report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message: "%include needs a file",
				position: command.position
			}));
			return;
		}
		try {
			this.source.include(path.text, command.position);
		} catch (error) {
			this.reportThrown(error);
		}
	}
};

// src/kickstart/sections/sections.ts
/** Whether the language knows a section, and whether this program reads it. */
const SECTIONS = {
	"%pre": "read",
	"%pre-install": "read",
	"%post": "read",
	"%packages": "read",
	"%addon": "read",
	"%onerror": "not-yet",
	"%traceback": "not-yet",
	"%certificate": "not-yet",
	"%anaconda": "not-yet"
};
function isSection(name) {
	return Object.hasOwn(SECTIONS, name);
}
/**
* Reads the body of a section up to its `%end`. A line whose first word is `%end`, `%include` or a known section is live
* even inside a heredoc; all others go to `take`.
*
* @param header the section's word in its header
*/
function readBody(reader, header, take) {
	for (let line = reader.source.next(); line !== void 0; line = reader.source.next()) {
		const word = percentWord(line.text);
		if (word === "%end") {
			checkEnd(reader, line);
			return;
		}
		if (word === "%include") reader.include(line);
		else if (word === "%ksappend") reader.report(ksappendError(placeOf(word, line)));
		else if (word !== void 0 && isSection(word)) {
			reader.report(notClosed(header, `before ${word} on line ${line.position.line}`));
			reader.source.pushBack(line);
			return;
		} else take(line);
	}
	reader.report(notClosed(header, "before the end of the file"));
}
/** Passes over the body of a section that the language does not know, which may have none. */
function skipUnknownBody(reader) {
	for (let line = reader.source.next(); line !== void 0; line = reader.source.next()) {
		const word = percentWord(line.text);
		if (word === "%end") return;
		if (word !== void 0 && isSection(word)) {
			reader.source.pushBack(line);
			return;
		}
	}
}
/** The place of the first word of a line. */
function placeOf(word, line) {
	return {
		...line.position,
		column: line.text.indexOf(word) + 1
	};
}
function ksappendError(position) {
	return new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: "%ksappend is not supported yet",
		position,
		hint: "use %include"
	});
}
/** The reference cuts `%end` lines without regard to comments, so that a quote in one counts. */
function checkEnd(reader, line) {
	try {
		splitWords(line.text, line.position, { comments: false });
	} catch (error) {
		reader.reportThrown(error);
	}
}
function notClosed(header, where) {
	return new ApplianceError({
		kind: "input",
		code: "section-not-closed",
		message: `section ${header.text} is not closed with %end ${where}`,
		position: header.position,
		hint: "write %end on a line of its own after the last line of the section"
	});
}

// src/kickstart/sections/addon.ts
/** The addon whose lines are read by this program; those of others are kept as they are. */
const OWN_ADDON = "org_appliance_build";
/** Reads `%addon NAME …` and its `%end`. Lines of our own addon are cut into words; a line of another one is one word. */
function readAddon(reader, words) {
	const [header, name, ...others] = words;
	const isOwn = name?.text === OWN_ADDON;
	const [extra] = others;
	if (name === void 0) fail(reader, "missing-argument", "%addon needs a name", header);
	else if (isOwn && extra !== void 0) fail(reader, "unexpected-argument", `%addon ${OWN_ADDON} takes no options: write them inside the section`, extra);
	const lines = [];
	readBody(reader, header, (line) => {
		if (!isOwn) lines.push([{
			text: line.text,
			position: line.position
		}]);
		else if (!isBlankOrComment(line.text)) {
			const cut = reader.words(line);
			if (cut !== void 0) lines.push(cut);
		}
	});
	return name === void 0 ? void 0 : {
		name: name.text,
		position: header.position,
		lines
	};
}
function fail(reader, code, message, { position }) {
	reader.report(new ApplianceError({
		kind: "input",
		code,
		message,
		position
	}));
}

// src/kickstart/sections/packages.ts
const HEADER$1 = defineGrammar({
	options: { noCore: {
		names: ["--nocore"],
		kind: "flag"
	} },
	notYet: [
		"--default",
		"--exclude-weakdeps",
		"--excludeWeakdeps",
		"--excludedocs",
		"--ignorebroken",
		"--ignoremissing",
		"--inst-langs=",
		"--instLangs=",
		"--multilib",
		"--retries=",
		"--timeout="
	]
});
const GROUP_OPTION = /\s--(?:nodefaults|optional)(?=\s|$)/;
/** Gathers all %packages sections of a kickstart. */
var PackageCollector = class {
	#included = /* @__PURE__ */ new Map();
	#excluded = /* @__PURE__ */ new Map();
	#present = false;
	#noCore = false;
	#environment;
	get selection() {
		return {
			present: this.#present,
			included: [...this.#included.values()],
			excluded: [...this.#excluded.values()],
			noCore: this.#noCore
		};
	}
	/** Reads one section and its `%end`. Its lines add to those before; its header's flags replace those before. */
	read(reader, words) {
		const [header] = words;
		const noCore = interpret(words, HEADER$1, reader.report)?.values.noCore ?? this.#noCore;
		if (this.#noCore && !noCore) reader.diagnostics.warn({
			code: "header-flag-lost",
			message: "an earlier %packages has --nocore; only the last header counts, and this one lacks it",
			position: header.position,
			hint: "repeat --nocore here"
		});
		this.#present = true;
		this.#noCore = noCore;
		readBody(reader, header, (bodyLine) => this.#takeLine(reader, bodyLine));
	}
	#takeLine(reader, line) {
		const uncommented = line.text.split("#", 1)[0] ?? "";
		const text = uncommented.trim();
		if (text === "") return;
		const position = {
			...line.position,
			column: uncommented.length - uncommented.trimStart().length + 1
		};
		const excludes = text.startsWith("-");
		const name = excludes ? text.slice(1) : text;
		const problem = this.#problemWith(name, position);
		if (problem !== void 0) {
			reader.report(problem);
			return;
		}
		if (/\s/.test(name) && !name.startsWith("@")) reader.diagnostics.warn({
			code: "blank-in-package-name",
			message: `"${shown(name)}" is taken as one name`,
			position,
			hint: "write one package per line"
		});
		this.#add({
			name: name.replace(/^@\s+/, "@"),
			position
		}, excludes);
	}
	#problemWith(name, position) {
		if (name === "" || name === "@" || name === "@^") return new ApplianceError({
			kind: "input",
			code: "missing-argument",
			message: "a name is missing after - or @",
			position
		});
		if (name.startsWith("@") && GROUP_OPTION.test(name)) return new ApplianceError({
			kind: "input",
			code: "not-supported-yet",
			message: "options of a package group are not supported yet",
			position
		});
	}
	/** The later line wins between `foo` and `-foo`; an excluded group stays excluded when a later line adds it again. */
	#add(entry, excludes) {
		const { name } = entry;
		if (excludes) {
			const cancelsEnvironment = name.startsWith("@^") && this.#included.delete(name);
			this.#included.delete(name);
			if (!cancelsEnvironment && !this.#excluded.has(name)) this.#excluded.set(name, entry);
			return;
		}
		if (!name.startsWith("@")) this.#excluded.delete(name);
		if (name.startsWith("@^")) {
			this.#included.delete(this.#environment ?? "");
			this.#environment = name;
		}
		if (!this.#included.has(name)) this.#included.set(name, entry);
	}
};

// src/kickstart/sections/scripts.ts
const DEFAULT_INTERPRETER = "/bin/sh";
const HEADER = {
	interpreter: {
		names: ["--interpreter"],
		kind: "text"
	},
	log: {
		names: ["--log", "--logfile"],
		kind: "text"
	},
	errorOnFail: {
		names: ["--erroronfail"],
		kind: "flag"
	}
};
const PRE = defineGrammar({ options: HEADER });
const POST = defineGrammar({ options: {
	...HEADER,
	noChroot: {
		names: ["--nochroot"],
		kind: "flag"
	}
} });
/** Sections that hold a script, without the `%`. */
const SCRIPT_SECTIONS = {
	"%pre": "pre",
	"%pre-install": "pre-install",
	"%post": "post"
};
function isScriptSection(name) {
	return Object.hasOwn(SCRIPT_SECTIONS, name);
}
/**
* Reads a script and its `%end`.
*
* @returns undefined after an error in the header, or when the body is blank: such a script is not run
*/
function readScript(reader, words, name) {
	const [header] = words;
	const post = name === "%post" ? interpret(words, POST, reader.report) : void 0;
	const line = name === "%post" ? post : interpret(words, PRE, reader.report);
	const { body, bodyPosition } = readScriptBody(reader, header);
	if (line === void 0 || bodyPosition === void 0 || body.trim() === "") return;
	const { values, positions } = line;
	return {
		section: SCRIPT_SECTIONS[name],
		position: header.position,
		bodyPosition,
		body,
		interpreter: values.interpreter || DEFAULT_INTERPRETER,
		interpreterPosition: positions.interpreter ?? header.position,
		chroot: post?.values.noChroot === false,
		errorOnFail: values.errorOnFail,
		log: values.log || void 0
	};
}
/**
* The body is kept as it is, with two exceptions: CRLF becomes LF, and of an included file the leading blank lines and
* comments are dropped, as the reference does.
*/
function readScriptBody(reader, header) {
	const parts = [];
	let bodyPosition;
	let carriageReturnAt;
	readBody(reader, header, (line) => {
		if (line.opensInclude && isBlankOrComment(line.text)) return;
		if (line.opensInclude) reader.checkWords(line);
		bodyPosition ??= line.position;
		if (line.ending === "\r\n") carriageReturnAt ??= line.position;
		parts.push(line.text, line.ending === "\r\n" ? "\n" : line.ending);
	});
	if (carriageReturnAt !== void 0) reader.diagnostics.warn({
		code: "crlf-script",
		message: `lines of ${header.text} end in CR LF; the script is run with LF`,
		position: carriageReturnAt,
		hint: "save the file with Unix line ends"
	});
	return {
		body: parts.join(""),
		bodyPosition
	};
}

// src/kickstart/parse.ts
/**
* Reads a kickstart: commands with their places in file order, sections, included files. Pure but for `includes`, and
* linear in the length of the text.
*
* @param text the file, decoded as UTF-8
* @param file its name as positions show it
* @throws ApplianceErrors with all errors in the order of reading, kind input, each with its position; errors in
*   included files carry those files' names, and the hint names the chain of %include lines
*/
function parseKickstart(text, file, includes) {
	const binary = binaryError(text, file);
	if (binary !== void 0) throw new ApplianceErrors([binary]);
	return new Parser(text, file, includes).parse();
}
var Parser = class {
	#file;
	#reader;
	#packages = new PackageCollector();
	#commands = [];
	#scripts = [];
	#addons = [];
	#empty = true;
	constructor(text, file, includes) {
		this.#file = file;
		this.#reader = new Reader(text, file, includes);
		if (text.includes("�")) this.#reader.diagnostics.warn({
			code: "invalid-utf8",
			message: "some characters of the file are not UTF-8; they are read as �",
			position: {
				file,
				line: 1,
				column: 1
			},
			hint: "save the file as UTF-8"
		});
	}
	parse() {
		const { diagnostics } = this.#reader;
		this.#readAll();
		if (this.#empty && diagnostics.errors.length === 0) diagnostics.report(emptyError(this.#file));
		const { errors } = diagnostics;
		if (errors.length > 0) throw new ApplianceErrors(errors);
		return {
			file: this.#file,
			commands: this.#commands,
			packages: this.#packages.selection,
			scripts: this.#scripts,
			addons: this.#addons,
			warnings: diagnostics.warnings
		};
	}
	#readAll() {
		const { source } = this.#reader;
		try {
			for (let line = source.next(); line !== void 0; line = source.next()) if (!isBlankOrComment(line.text)) this.#readLine(line);
		} catch (error) {
			if (!(error instanceof TooManyErrors)) throw error;
		}
	}
	#readLine(line) {
		if (percentWord(line.text) === "%include") {
			this.#reader.include(line);
			return;
		}
		this.#empty = false;
		const words = this.#reader.words(line) ?? sectionWordOf(line);
		if (words === void 0) return;
		if (words[0].text.startsWith("%")) this.#readSection(words);
		else this.#readCommand(words);
	}
	#readCommand(words) {
		const [{ text: name, position }] = words;
		const definition = findCommand(name);
		if (definition !== void 0) {
			const command = definition.read(words, this.#reader.report);
			if (command !== void 0) this.#commands.push(command);
		} else if (NOT_SUPPORTED_YET.has(name)) {
			const message = `the command ${name} is not supported yet`;
			this.#reader.report(new ApplianceError({
				kind: "input",
				code: "not-supported-yet",
				message,
				position
			}));
		} else {
			const near = closest(name, knownCommandNames());
			const hint = near === void 0 ? void 0 : `did you mean ${near}?`;
			const message = `unknown command ${shown(name)}`;
			this.#reader.report(new ApplianceError({
				kind: "input",
				code: "unknown-command",
				message,
				position,
				hint
			}));
		}
	}
	#readSection(words) {
		const [header] = words;
		const name = header.text;
		if (name === "%packages") this.#packages.read(this.#reader, words);
		else if (name === "%addon") pushDefined(this.#addons, readAddon(this.#reader, words));
		else if (isScriptSection(name)) pushDefined(this.#scripts, readScript(this.#reader, words, name));
		else if (isSection(name)) {
			const message = `the section ${name} is not supported yet`;
			const { position } = header;
			this.#reader.report(new ApplianceError({
				kind: "input",
				code: "not-supported-yet",
				message,
				position
			}));
			readBody(this.#reader, header, () => {});
		} else if (name === "%ksappend") this.#reader.report(ksappendError(header.position));
		else {
			this.#reader.report(unknownSection(header));
			if (name !== "%end") skipUnknownBody(this.#reader);
		}
	}
};
/** A header that can't be cut into words still opens its section, so that its body is not taken for commands. */
function sectionWordOf(line) {
	const text = percentWord(line.text);
	return text !== void 0 && isSection(text) ? [{
		text,
		position: placeOf(text, line)
	}] : void 0;
}
function pushDefined(list, item) {
	if (item !== void 0) list.push(item);
}
function unknownSection({ text, position }) {
	if (text === "%end") return new ApplianceError({
		kind: "input",
		code: "unknown-section",
		message: "%end without a section",
		position
	});
	const near = closest(text, [
		...Object.keys(SECTIONS),
		"%include",
		"%end"
	]);
	const hint = near === void 0 ? void 0 : `did you mean ${near}?`;
	const message = `unknown section ${shown(text)}`;
	return new ApplianceError({
		kind: "input",
		code: "unknown-section",
		message,
		position,
		hint
	});
}
function emptyError(file) {
	return new ApplianceError({
		kind: "input",
		code: "empty-kickstart",
		message: "the kickstart is empty",
		position: {
			file,
			line: 1,
			column: 1
		},
		hint: "it needs at least a root part and %packages"
	});
}

// src/plan/identifiers.ts
/**
* Identifiers of disks, partitions and filesystems are derived from what they name, so that the same kickstart gives the
* same bytes; the appliance's name keeps those of two appliances apart.
*/
function digest(parts) {
	return createHash("sha256").update(`appliance-build\0${parts.join("\0")}`).digest();
}
/** A UUID of version 8, "vendor-specific" (RFC 9562 §5.8), in lower case. */
function uuidOf(...parts) {
	const bytes = digest(parts).subarray(0, 16);
	bytes[6] = (bytes[6] ?? 0) & 15 | 128;
	bytes[8] = (bytes[8] ?? 0) & 63 | 128;
	const hex = bytes.toString("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20)
	].join("-");
}
/** The serial number of a FAT filesystem as blkid and GRUB print it: `1A2B-3C4D`. */
function fatSerialOf(...parts) {
	const hex = digest(parts).toString("hex", 0, 4).toUpperCase();
	return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}
/** The disk signature of an msdos table: 32 bits, not zero. */
function diskSignatureOf(...parts) {
	return digest(parts).readUInt32LE(0) || 1;
}

// src/plan/grow.ts
/**
* Shares the free space of a disk among the parts with --grow, as anaconda does: in proportion to the sizes asked for,
* never beyond --maxsize; what a capped part leaves goes to the others, in proportion again, and the remainder of the
* division, in MiB, to the first that can still grow.
*
* @param freeMiB space that no part has claimed; not negative
* @returns the final size in MiB of each request, in the same order
*/
function growSizes(requests, freeMiB) {
	const sizes = requests.map(({ sizeMiB }) => sizeMiB);
	const limit = (index) => requests[index]?.maxSizeMiB ?? Number.POSITIVE_INFINITY;
	const size = (index) => sizes[index] ?? 0;
	const growable = () => requests.flatMap((request, index) => request.grow && size(index) < limit(index) ? [index] : []);
	let pool = freeMiB;
	for (let growing = growable(); growing.length > 0 && pool > 0; growing = growable()) {
		const weights = growing.map((index) => requests[index]?.sizeMiB ?? 0);
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		const before = pool;
		growing.forEach((index, place) => {
			const share = total === 0 ? before / growing.length : before * (weights[place] ?? 0) / total;
			const growth = Math.min(Math.floor(share), limit(index) - size(index));
			sizes[index] = size(index) + growth;
			pool -= growth;
		});
		if (pool === before) {
			const [first = 0] = growing;
			const growth = Math.min(pool, limit(first) - size(first));
			sizes[first] = size(first) + growth;
			pool -= growth;
		}
	}
	return sizes;
}

// src/plan/msdos.ts
/** 2^32 sectors of 512 bytes: what the 32-bit fields of an msdos table can address. */
const maxMsdosBytes = 2 ** 32 * 512;
const maxPrimary = 4;
const maxPrimaryBesideExtended = 3;
/**
* Decides which parts of an msdos disk are primary: all of up to four; of more, those with --asprimary and then the
* first in the file, three in all, while the rest become logical ones.
*
* @throws ApplianceError code `too-many-partitions` if more than three of five or more parts ask to be primary
*/
function splitMsdos(parts) {
	if (parts.length <= maxPrimary) return {
		primary: [...parts],
		logical: []
	};
	const asked = parts.filter(({ asPrimary }) => asPrimary);
	const tooMany = asked[maxPrimaryBesideExtended];
	if (tooMany !== void 0) throw new ApplianceError({
		kind: "input",
		code: "too-many-partitions",
		message: `an msdos table has room for ${maxPrimaryBesideExtended} primary partitions beside logical ones`,
		position: tooMany.position,
		hint: "drop --asprimary from some part lines, or use clearpart --disklabel=gpt"
	});
	const others = parts.filter(({ asPrimary }) => !asPrimary);
	const chosen = /* @__PURE__ */ new Set([...asked, ...others.slice(0, maxPrimaryBesideExtended - asked.length)]);
	return {
		primary: parts.filter((part) => chosen.has(part)),
		logical: parts.filter((part) => !chosen.has(part))
	};
}
/** @throws ApplianceError code `disk-too-large` for an msdos disk beyond 2 TiB */
function fitsTable(disk, sizeBytes, position) {
	if (disk.table !== "msdos" || sizeBytes <= maxMsdosBytes) return;
	throw new ApplianceError({
		kind: "input",
		code: "disk-too-large",
		message: `disk ${disk.name} is larger than the 2 TiB that an msdos partition table can address`,
		position,
		hint: "use clearpart --disklabel=gpt"
	});
}

// src/plan/layout.ts
const mib = 1048576;
/** Kept free before the first partition: the table, and on msdos GRUB's core image. */
const headMiB = 1;
/** Kept free at the end of a GPT disk: the backup table. */
const gptTailMiB = 1;
const biosBootMiB = 1;
/**
* Places the parts of one disk, each on a boundary of 1 MiB, and computes the disk's size if none was given.
*
* @param addBiosBoot GRUB will boot this GPT disk through the BIOS and no part makes room for it
* @throws ApplianceError code `parts-do-not-fit` with the MiB that are missing, `too-many-partitions`, `disk-too-large`
*/
function layOutDisk(disk, parts, addBiosBoot) {
	const split = disk.table === "msdos" ? splitMsdos(parts) : {
		primary: parts,
		logical: []
	};
	const addedMiB = addBiosBoot ? biosBootMiB : 0;
	const overheadMiB = headMiB + (disk.table === "gpt" ? gptTailMiB : 0) + addedMiB + split.logical.length;
	const ordered = [...split.primary, ...split.logical];
	const claimedMiB = ordered.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
	const sizeMiB = disk.sizeBytes === void 0 ? overheadMiB + claimedMiB : Math.floor(disk.sizeBytes / mib);
	const freeMiB = sizeMiB - overheadMiB - claimedMiB;
	if (freeMiB < 0) throw doNotFit(disk, ordered, sizeMiB, overheadMiB, claimedMiB);
	fitsTable(disk, sizeMiB * mib, ordered[0]?.position);
	return {
		sizeMiB,
		parts: place(split, growSizes(ordered, freeMiB), addBiosBoot)
	};
}
function place(split, sizes, addBiosBoot) {
	const placed = [];
	let next = headMiB;
	const add = (part, role, sizeMiB, number, logical = false) => {
		placed.push({
			part,
			role,
			number,
			startMiB: next,
			sizeMiB,
			logical
		});
		next += sizeMiB;
	};
	if (addBiosBoot) add(void 0, "biosboot", biosBootMiB, 1);
	split.primary.forEach((part, index) => {
		add(part, "part", sizes[index] ?? 0, placed.length + 1);
	});
	if (split.logical.length === 0) return placed;
	const logicalSizes = sizes.slice(split.primary.length);
	const extendedMiB = logicalSizes.reduce((sum, size) => sum + size + 1, 0);
	placed.push({
		part: void 0,
		role: "extended",
		number: placed.length + 1,
		startMiB: next,
		sizeMiB: extendedMiB,
		logical: false
	});
	split.logical.forEach((part, index) => {
		next += 1;
		add(part, "part", logicalSizes[index] ?? 0, 5 + index, true);
	});
	return placed;
}
function doNotFit(disk, parts, sizeMiB, overheadMiB, claimedMiB) {
	const missingMiB = claimedMiB + overheadMiB - sizeMiB;
	let end = overheadMiB;
	let culprit;
	for (const part of parts) {
		end += part.sizeMiB;
		if (end > sizeMiB) {
			culprit = part.position;
			break;
		}
	}
	return new ApplianceError({
		kind: "input",
		code: "parts-do-not-fit",
		message: `the parts on disk ${disk.name} (${disk.device}) do not fit: ${missingMiB} MiB are missing (${claimedMiB} MiB asked for, ${overheadMiB} MiB for the partition table and boot loader, the disk has ${sizeMiB} MiB)`,
		position: culprit ?? parts[0]?.position,
		hint: `make a part smaller, or the disk at least ${claimedMiB + overheadMiB} MiB: --disk ${disk.name}=${claimedMiB + overheadMiB}M`
	});
}

// src/plan/packages.ts
/** What every Debian appliance gets beside the archive's essential and required packages, unless %packages --nocore. */
const debianCore = [
	"systemd-sysv",
	"udev",
	"dbus",
	"kmod",
	"iproute2",
	"netbase",
	"procps"
];
const hasFilesystem = (type) => (appliance) => appliance.parts.some(({ fsType }) => fsType === type);
const askedFor = (asked, ...patterns) => [...asked].some((name) => patterns.some((pattern) => pattern.test(name)));
/**
* Packages that the rest of the kickstart needs on a Debian root; anaconda adds its own the same way. A package that
* %packages excludes is never added.
*/
const debianNeeds = [
	{
		package: "linux-image-amd64",
		reason: "kernel",
		alternatives: ["linux-image-virtual", "linux-image-generic"],
		when: (_, asked) => !askedFor(asked, /^linux-image-/)
	},
	{
		package: "initramfs-tools",
		reason: "initramfs",
		when: (_, asked) => !askedFor(asked, /^dracut/)
	},
	{
		package: "zstd",
		reason: "initramfs compression",
		when: () => true
	},
	{
		package: "e2fsprogs",
		reason: "filesystem ext",
		when: (appliance) => appliance.parts.some(({ fsType }) => fsType?.startsWith("ext"))
	},
	{
		package: "dosfstools",
		reason: "filesystem vfat",
		when: hasFilesystem("vfat")
	},
	{
		package: "xfsprogs",
		reason: "filesystem xfs",
		when: hasFilesystem("xfs")
	},
	{
		package: "btrfs-progs",
		reason: "filesystem btrfs",
		when: hasFilesystem("btrfs")
	},
	{
		package: "systemd-resolved",
		reason: "name resolution for network lines",
		optional: true,
		when: (appliance, asked) => appliance.system.networks.some(({ configuresDevice }) => configuresDevice) && !askedFor(asked, /^network-manager$/, /^ifupdown/)
	},
	{
		package: "nftables",
		reason: "firewall",
		when: (appliance, asked) => appliance.system.firewall?.enabled === true && !askedFor(asked, /^firewalld$/)
	},
	{
		package: "tzdata",
		reason: "timezone",
		when: (appliance) => appliance.system.timezone !== void 0
	},
	{
		package: "locales",
		reason: "lang",
		when: (appliance, asked) => appliance.system.lang !== void 0 && [appliance.system.lang.lang, ...appliance.system.lang.addSupport].some((lang) => !/^(?:C|POSIX)(?:\.|$)/.test(lang)) && !asked.has("locales-all")
	},
	{
		package: "console-setup",
		reason: "keyboard",
		when: (appliance) => !["us", void 0].includes(appliance.system.keyboard?.vcKeymap ?? appliance.system.keyboard?.xLayouts[0])
	}
];
/** The packages to ask the backend for: the kickstart's own, the core, and what other lines need. */
function planPackages(appliance) {
	const { packages } = appliance;
	const own = packages.included.filter(({ name }) => name !== "@core").map(({ name, position }) => ({
		name,
		reason: "kickstart",
		position
	}));
	const excluded = packages.excluded.map(({ name, position }) => ({
		name,
		reason: "kickstart",
		position
	}));
	const asked = new Set(own.map(({ name }) => name));
	const unwanted = new Set(excluded.map(({ name }) => name));
	const core = packages.noCore ? [] : debianCore.map((name) => ({
		name,
		reason: "core",
		position: void 0
	}));
	const needs = debianNeeds.filter(({ when }) => when(appliance, asked)).map((need) => ({
		name: need.package,
		reason: need.reason,
		position: void 0,
		...need.alternatives === void 0 ? {} : { alternatives: need.alternatives },
		...need.optional === void 0 ? {} : { optional: need.optional }
	}));
	const added = [...core, ...needs].filter(({ name }) => !asked.has(name) && !unwanted.has(name));
	return {
		requested: [...own, ...added],
		excluded
	};
}

// src/plan/partition-types.ts
/** Type GUIDs of the Discoverable Partitions Specification and the UEFI specification §5.3.3, in upper case. */
const gptTypes = {
	root: "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709",
	usr: "8484680C-9521-48C6-9C11-B0720656F69E",
	home: "933AC7E1-2EB4-4F13-B844-0E14E2AEF915",
	srv: "3B8F8425-20E0-4F3B-907F-1A25A76F98E8",
	var: "4D21B016-B534-45C2-A9FB-5C16E091FD2D",
	tmp: "7EC6F557-3BC5-4ACA-B293-16EF5DF639D1",
	boot: "BC13C2FF-59E6-4262-A352-B275FD6F7172",
	swap: "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F",
	esp: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
	biosBoot: "21686148-6449-6E6F-744E-656564454649",
	linux: "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
};
const gptTypeOfMountPoint = {
	"/": gptTypes.root,
	"/boot": gptTypes.boot,
	"/home": gptTypes.home,
	"/srv": gptTypes.srv,
	"/usr": gptTypes.usr,
	"/var": gptTypes.var,
	"/var/tmp": gptTypes.tmp
};
function gptTypeOf({ kind, efi, mountPoint }) {
	if (kind === "swap") return gptTypes.swap;
	if (kind === "biosboot") return gptTypes.biosBoot;
	if (efi) return gptTypes.esp;
	return gptTypeOfMountPoint[mountPoint ?? ""] ?? gptTypes.linux;
}
/** msdos types as in the kernel's and fdisk's tables; a BIOS boot partition has none there. */
function msdosTypeOf({ kind, efi, fsType }) {
	if (kind === "swap") return "0x82";
	if (efi) return "0xef";
	return fsType === "vfat" ? "0x0c" : "0x83";
}
const msdosExtendedType = "0x0f";

// src/plan/steps.ts
const always = () => true;
/** The steps of a build in order; the build runs those that apply, under these names. */
const rules = [
	{
		name: "resolve",
		description: "ask the repositories which packages are needed",
		when: always
	},
	{
		name: "fetch",
		description: "fetch the package files, or take them from the cache",
		when: always
	},
	{
		name: "install",
		description: "install the packages into the root, or take the cached layer",
		when: always
	},
	{
		name: "configure",
		description: "apply the kickstart commands to the root",
		when: always
	},
	{
		name: "scripts",
		description: "run the %post scripts",
		when: ({ scripts }) => scripts.some(({ section }) => section === "post")
	},
	{
		name: "initramfs",
		description: "make the initramfs and the boot configuration",
		when: always
	},
	{
		name: "disk",
		description: "assemble the raw disks",
		when: always
	},
	{
		name: "convert",
		description: "convert the disks",
		when: ({ formats }) => formats.some((format) => format !== "raw")
	},
	{
		name: "describe",
		description: "write checksums, descriptor and manifest",
		when: always
	}
];
function planSteps(appliance) {
	return rules.filter(({ when }) => when(appliance)).map(({ name, description }) => ({
		name,
		description
	}));
}

// src/plan/planner.ts
/**
* Turns the validated specification into everything a build does, as data.
*
* @throws ApplianceErrors with every disk whose parts do not fit
*/
function planAppliance(appliance) {
	const biosDisk = appliance.bootLoader.install ? appliance.disks[0] : void 0;
	const errors = [];
	const disks = appliance.disks.flatMap((disk) => {
		try {
			return [planDisk(appliance, disk, disk === biosDisk)];
		} catch (error) {
			if (!(error instanceof ApplianceError)) throw error;
			errors.push(error);
			return [];
		}
	});
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return {
		name: appliance.name,
		version: appliance.version,
		arch: appliance.arch,
		backend: appliance.backend,
		memoryMiB: appliance.memoryMiB,
		vcpus: appliance.vcpus,
		disks,
		packages: planPackages(appliance),
		bootLoader: planBootLoader(appliance, disks),
		formats: appliance.formats,
		interfaces: Math.max(1, appliance.system.networks.filter(({ configuresDevice }) => configuresDevice).length),
		steps: planSteps(appliance)
	};
}
function planDisk(appliance, disk, bootsBios) {
	const parts = appliance.parts.filter((part) => part.disk === disk.name);
	const addBiosBoot = bootsBios && disk.table === "gpt" && !parts.some(({ kind }) => kind === "biosboot");
	const layout = layOutDisk(disk, parts, addBiosBoot);
	const table = disk.table === "gpt" ? {
		type: "gpt",
		guid: uuidOf(appliance.name, disk.name, "disk").toUpperCase()
	} : {
		type: "msdos",
		signature: diskSignatureOf(appliance.name, disk.name)
	};
	const bootPart = bootsBios && disk.table === "msdos" ? bootPartOf(layout.parts) : void 0;
	return {
		name: disk.name,
		device: disk.device,
		stem: `${appliance.name}-${disk.name}`,
		sizeBytes: layout.sizeMiB * mib,
		table,
		partitions: layout.parts.map((placed) => planPartition(appliance.name, disk, placed, placed === bootPart))
	};
}
/** Some BIOSes refuse an msdos disk on which no partition is active. */
function bootPartOf(parts) {
	const primary = parts.filter(({ role, logical }) => role === "part" && !logical);
	return primary.find(({ part }) => part?.mountPoint === "/boot") ?? primary.find(({ part }) => part?.mountPoint === "/") ?? primary[0];
}
function planPartition(appliance, disk, placed, bootable) {
	const { part, role, number } = placed;
	const kind = role === "part" ? part?.kind ?? "filesystem" : role;
	const content = {
		kind: kind === "extended" ? "filesystem" : kind,
		efi: part?.efi ?? false,
		mountPoint: part?.mountPoint,
		fsType: part?.fsType
	};
	const isGpt = disk.table === "gpt";
	return {
		number,
		startBytes: placed.startMiB * mib,
		sizeBytes: placed.sizeMiB * mib,
		kind,
		type: isGpt ? gptTypeOf(content) : kind === "extended" ? msdosExtendedType : msdosTypeOf(content),
		guid: isGpt ? uuidOf(appliance, disk.name, String(number), "partition").toUpperCase() : void 0,
		gptName: isGpt ? gptNameOf(part, kind) : void 0,
		bootable,
		logical: placed.logical,
		filesystem: part === void 0 ? void 0 : planFilesystem(appliance, disk, part, number),
		position: part?.position
	};
}
function gptNameOf(part, kind) {
	return (part?.label ?? part?.mountPoint ?? kind).slice(0, 36);
}
function planFilesystem(appliance, disk, part, number) {
	if (part.fsType === void 0) return void 0;
	const named = [
		appliance,
		disk.name,
		String(number),
		part.mountPoint ?? "swap",
		"filesystem"
	];
	return {
		type: part.fsType,
		uuid: part.fsType === "vfat" ? fatSerialOf(...named) : uuidOf(...named),
		label: part.label,
		mountPoint: part.mountPoint
	};
}
function planBootLoader(appliance, disks) {
	const { install, kernelArguments, timeoutSeconds } = appliance.bootLoader;
	const esp = appliance.parts.find(({ efi }) => efi);
	const espDisk = disks.find(({ name }) => name === esp?.disk);
	const espPartition = espDisk?.partitions.find(({ filesystem }) => filesystem?.mountPoint === esp?.mountPoint);
	return {
		bios: install && disks[0] !== void 0 ? { disk: disks[0].name } : void 0,
		uefi: install && espDisk !== void 0 && espPartition !== void 0 ? {
			disk: espDisk.name,
			partition: espPartition.number
		} : void 0,
		timeoutSeconds,
		kernelArguments,
		serialConsole: kernelArguments.some((argument) => argument.startsWith("console=ttyS"))
	};
}

// src/cli/read-kickstart.ts
/** Kickstarts are text; whatever is larger is something else that was named by mistake. */
const largestBytes = 67108864;
/**
* @throws ApplianceError if the file cannot be read
* @throws ApplianceErrors for everything wrong in it
*/
function readKickstart(file) {
	const bytes = readBytes(file);
	const document = parseKickstart(bytes.toString("utf8"), file, includesFromDisk);
	return {
		file,
		sha256: createHash("sha256").update(bytes).digest("hex"),
		document
	};
}
function readBytes(file) {
	try {
		const { size } = fs.statSync(file);
		if (size > largestBytes) throw Object.assign(/* @__PURE__ */ new Error(), { code: `too large for a kickstart (${size} bytes)` });
		return fs.readFileSync(file);
	} catch (error) {
		const code = error.code ?? String(error);
		throw new ApplianceError({
			kind: "input",
			code: "unreadable-kickstart",
			message: code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${code === "EISDIR" ? "it is a directory" : code}`
		});
	}
}
/** A path as given from the working directory if it exists there, else relative to the including file's folder. */
const includesFromDisk = { read(included, fromFile) {
	if (/^https?:/.test(included)) throw new Error("including a URL is not supported yet");
	const beside = path.join(path.dirname(fromFile), included);
	const file = fs.existsSync(included) ? included : beside;
	return {
		file,
		text: fs.readFileSync(file, "utf8")
	};
} };
/** Everything about a build that is known before it touches anything. */
function planKickstart(file, options) {
	const read = readKickstart(file);
	const appliance = mergeAppliance(read.document, options, path.basename(file).replace(/\.(?:ks|cfg|kickstart)$/, ""));
	return {
		...read,
		appliance,
		plan: planAppliance(appliance)
	};
}

// src/cli/secrets.ts
/**
* Texts of the kickstart that must not appear in any log: passwords, hashed ones too, and those in repository addresses.
* A password that is a public word, such as the appliance's own name, is no secret; masking it would give it away.
*/
function secretsOf({ name, disks, repositories, system: { rootpw, users, hostname } }) {
	const passwords = [rootpw?.password, ...users.map(({ password }) => password)].flatMap((password) => password?.text ?? []);
	const inAddresses = repositories.flatMap(({ url }) => /:\/\/[^\s/@:]*:([^\s/@]+)@/.exec(url)?.[1] ?? []);
	const publicWords = [
		name,
		hostname ?? "",
		...disks.map((disk) => `${disk.name} ${disk.device}`),
		...users.map(({ user }) => user)
	].join(" ");
	return [...passwords, ...inAddresses].filter((secret) => !publicWords.includes(secret));
}

// src/cli/build-command.ts
/** Tells the process inside the namespace where its scratch space is, and that it is inside. */
const scratchVariable = "APPLIANCE_BUILD_SCRATCH";
/**
* Compressing passes many short-lived buffers through the young generation; a small one costs no time here and keeps the
* process below 200 MB (measured: 199 against 150).
*/
const memoryFlags = ["--max-semi-space-size=2"];
const defaultCacheDirectory = "/var/cache/appliance-build";
/** @returns the exit code */
async function buildCommand(kickstart, flags, environment) {
	const planned = planKickstart(kickstart, buildOptionsOf(flags));
	const scratch = environment.variables[scratchVariable];
	if (scratch === void 0) return await buildOutside(planned.plan, flags, environment);
	return await buildInside(planned, flags, environment, scratch);
}
/** Checks what can be checked without the namespace, then starts the build in it. */
async function buildOutside(plan, flags, environment) {
	if (!environment.isRoot) throw new ApplianceError({
		kind: "input",
		code: "not-root",
		message: "a build must run as root: it makes files of all owners and runs package scripts in a chroot",
		hint: "use sudo, or in a container the root user; check and plan need no root"
	});
	const signal = signalOfProcess();
	const uses = toolUses(plan, flags.bootTest === true);
	await ensureTools({
		environment,
		runner: plainRunner(environment, signal),
		uses,
		install: flags.installTools === true
	});
	const scratch = await makeScratch(flags.workDir ?? environment.variables["TMPDIR"] ?? "/var/tmp");
	try {
		return await runInPrivateNamespace({
			command: [
				process.execPath,
				...process.execArgv,
				...memoryFlags,
				...process.argv.slice(1)
			],
			env: {
				...environment.variables,
				[scratchVariable]: scratch
			}
		});
	} finally {
		await fs$1.rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
async function makeScratch(parent) {
	try {
		const scratch = await fs$1.mkdtemp(path.join(path.resolve(parent), "appliance-build-"));
		await fs$1.chmod(scratch, 493);
		return scratch;
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-work-dir",
			message: `cannot make scratch space in ${parent}: ${cause.code ?? String(cause)}`,
			hint: "name an existing folder on a disk with free space: --work-dir DIR",
			cause
		});
	}
}
/** Which of the host tools this plan needs. */
function toolUses(plan, bootTest) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = plan.disks.flatMap(({ partitions }) => partitions.flatMap(({ filesystem }) => filesystem?.type ?? []));
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	if (plan.bootLoader.bios !== void 0) uses.add("bios");
	if (plan.bootLoader.uefi !== void 0) uses.add("uefi");
	if (plan.formats.some((format) => format !== "raw")) uses.add("convert");
	if (bootTest) uses.add("boot");
	if (bootTest && plan.bootLoader.uefi !== void 0) uses.add("boot-uefi");
	return uses;
}
async function buildInside(planned, flags, environment, scratch) {
	const inner = joinOuter();
	try {
		return await buildWithLog(planned, flags, environment, scratch, inner);
	} finally {
		inner.close();
	}
}
async function buildWithLog(planned, flags, environment, scratch, inner) {
	const { appliance, plan } = planned;
	const output = await openOutput(flags.out ?? plan.name, plan.name, inner);
	const log = openBuildLog(path.join(output.staging, "build.log"), secretsOf(appliance));
	const reporter = createReporter({
		stream: environment.stderr,
		log
	});
	for (const warning of appliance.warnings) reporter.warn(warning);
	const runner = createRunner({
		signal: inner.signal,
		log: log.line,
		env: toolEnvironment(environment, scratch)
	});
	try {
		const { manifest, exitCode } = await buildAppliance({
			appliance,
			plan,
			kickstart: {
				file: path.basename(planned.file),
				sha256: planned.sha256
			},
			cacheDirectory: path.resolve(flags.cacheDir ?? "/var/cache/appliance-build"),
			scratchDirectory: scratch,
			scratchOnDisk: flags.workDir !== void 0,
			release: flags.releasever,
			bootTest: flags.bootTest === true,
			epochSeconds: epochOf(environment),
			cores: os.availableParallelism()
		}, {
			runner,
			reporter,
			output
		});
		await log.close();
		const text = flags.json === true ? JSON.stringify({
			ok: exitCode === 0,
			directory: output.directory,
			...manifest
		}) : summaryText(manifest, output.directory);
		environment.stdout.write(`${text}\n`);
		return exitCode;
	} catch (error) {
		for (const line of errorLines(error)) log.line(line);
		await log.close();
		const failedLog = await output.abandon();
		for (const line of errorLines(error)) environment.stderr.write(`${line}\n`);
		environment.stderr.write(`the full log is ${failedLog}\n`);
		return exitCodeOf(error);
	}
}
/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOf({ variables }) {
	const text = variables["SOURCE_DATE_EPOCH"];
	if (text === void 0 || text === "") return void 0;
	if (/^\d{1,11}$/.test(text)) return Number(text);
	throw new ApplianceError({
		kind: "input",
		code: "bad-epoch",
		message: `SOURCE_DATE_EPOCH is "${text}", not a number of seconds`
	});
}

// src/cli/host-accelerator.ts
/** Finds the accelerator with a kernel of the host, or takes the verdict of an earlier build or boot. */
async function probeHost(runner) {
	return await probeAccelerator({
		runner,
		kernel: await hostKernel(),
		cacheFile: path.join(defaultCacheDirectory, "accelerator", "verdict.json")
	});
}
/** In a container there is often none, and then KVM is not relied on. */
async function hostKernel() {
	const kernels = (await fs$1.readdir("/boot").catch(() => [])).filter((name) => name.startsWith("vmlinuz"));
	return kernels[0] === void 0 ? void 0 : path.join("/boot", kernels[0]);
}

// src/cli/boot-command.ts
/** @returns 0, or the exit code of the verdict */
async function bootCommand(file, flags, environment) {
	const { stdout, stderr } = environment;
	const runner = plainRunner(environment, signalOfProcess());
	const descriptor = readDescriptor(await readText(file));
	await ensureTools({
		environment,
		runner,
		uses: new Set(flags.firmware === "uefi" ? ["boot", "boot-uefi"] : ["boot"]),
		install: false
	});
	const accelerator = await probeHost(runner);
	stderr.write(`${printable(`booting ${descriptor.name} under ${flags.firmware}, ${accelerator.accelerator} (${accelerator.reason})`)}\n`);
	const outcome = await bootAppliance({
		runner,
		disks: disksOf(descriptor, path.dirname(file)),
		memoryMiB: Math.floor(descriptor.memoryKiB / 1024),
		vcpus: descriptor.vcpus,
		interfaces: descriptor.interfaces,
		firmware: flags.firmware,
		expect: (flags.expect ?? ["login:"]).map(expectation),
		timeoutSeconds: flags.timeout,
		accelerator,
		logFile: flags.log ?? `${file.replace(/\.xml$/, "")}-boot-${flags.firmware}.log`,
		workDir: environment.variables["TMPDIR"] ?? "/var/tmp"
	});
	if (flags.json === true) stdout.write(`${JSON.stringify({
		ok: outcome.verdict === "passed",
		...outcome
	})}\n`);
	else {
		for (const line of linesToShow(outcome)) stderr.write(`${printable(line)}\n`);
		stdout.write(`${printable(`${outcome.verdict}: ${outcome.reason} (${formatSeconds(outcome.seconds)} after power-on); console: ${outcome.consoleLog}`)}\n`);
	}
	return verdictExitCodes[outcome.verdict];
}
async function readText(file) {
	return await fs$1.readFile(file, "utf8").catch((cause) => {
		throw new ApplianceError({
			kind: "input",
			code: "unreadable-descriptor",
			message: cause.code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${cause.code ?? cause.message}`,
			cause
		});
	});
}
function disksOf({ drives, disks }, directory) {
	return drives.flatMap(({ disk: id }) => disks.filter((disk) => disk.id === id).map(({ file, format }) => {
		if (format === "raw" || format === "qcow2" || format === "vmdk") return {
			name: id,
			format,
			path: path.join(directory, file)
		};
		throw new ApplianceError({
			kind: "input",
			code: "not-supported-yet",
			message: `the boot test cannot boot ${file}: format ${format} is not supported yet`
		});
	}));
}
function expectation(source) {
	try {
		return new RegExp(source);
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-expectation",
			message: `--expect is no regular expression: ${String(cause)}`,
			cause
		});
	}
}

// src/cache/upkeep.ts
/** What the cache holds, by kind. Kinds are the folders of the cache directory. */
const cacheKinds = [
	"packages",
	"layers",
	"initramfs",
	"grains",
	"apt-lists",
	"accelerator"
];
/** All entries, least recently used first. */
async function listCache(directory) {
	return (await Promise.all(cacheKinds.map((kind) => listKind(directory, kind)))).flat().sort((one, other) => one.lastUsed.getTime() - other.lastUsed.getTime());
}
async function listKind(directory, kind) {
	const files = (await fs$1.readdir(path.join(directory, kind), {
		recursive: true,
		withFileTypes: true
	}).catch(() => [])).filter((entry) => entry.isFile());
	return (await Promise.all(files.map(async (entry) => {
		const file = path.join(entry.parentPath, entry.name);
		const stat = await fs$1.stat(file).catch(() => void 0);
		return stat === void 0 ? void 0 : {
			kind,
			name: path.relative(directory, file),
			bytes: stat.size,
			lastUsed: stat.mtime
		};
	}))).filter((entry) => entry !== void 0);
}
const millisecondsPerDay = 864e5;
/** @returns the entries that were removed */
async function pruneCache(directory, rules, now = /* @__PURE__ */ new Date()) {
	const entries = await listCache(directory);
	let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
	const removed = [];
	for (const entry of entries) {
		const tooOld = rules.maxAgeDays !== void 0 && now.getTime() - entry.lastUsed.getTime() > rules.maxAgeDays * millisecondsPerDay;
		const tooMuch = rules.maxBytes !== void 0 && bytes > rules.maxBytes;
		if (!tooOld && !tooMuch) continue;
		await fs$1.rm(path.join(directory, entry.name), { force: true });
		bytes -= entry.bytes;
		removed.push(entry);
	}
	return removed;
}
/** Removes what the program put there, and the directory itself if nothing else is in it. */
async function clearCache(directory) {
	const entries = await listCache(directory);
	await Promise.all(cacheKinds.map((kind) => fs$1.rm(path.join(directory, kind), {
		recursive: true,
		force: true
	})));
	await fs$1.rmdir(directory).catch(() => void 0);
	return entries;
}

// src/cli/cache-command.ts
/** Without any rule, prune drops what no build of the last month used. */
const defaultMaxAgeDays = 30;
async function cacheListCommand(flags, { stdout }) {
	const directory = directoryOf(flags);
	const entries = await listCache(directory);
	if (flags.json === true) {
		stdout.write(`${JSON.stringify({
			directory,
			entries
		})}\n`);
		return 0;
	}
	const rows = cacheKinds.map((kind) => {
		const ofKind = entries.filter((entry) => entry.kind === kind);
		const lastUsed = ofKind.at(-1)?.lastUsed.toISOString().slice(0, 16) ?? "";
		return [
			`  ${kind}`,
			String(ofKind.length),
			formatBytes(sumBytes(ofKind)),
			lastUsed
		];
	});
	stdout.write(`${directory}\n${formatTable([[
		"  kind",
		"files",
		"size",
		"last used"
	], ...rows], [
		false,
		true,
		true
	])}\n`);
	return 0;
}
async function cachePruneCommand(flags, environment) {
	const noRule = flags.maxAge === void 0 && flags.maxSize === void 0;
	return told(await pruneCache(directoryOf(flags), {
		maxAgeDays: noRule ? defaultMaxAgeDays : flags.maxAge,
		maxBytes: flags.maxSize === void 0 ? void 0 : parseSizeBytes(flags.maxSize, "--max-size") ?? 0
	}), flags, environment);
}
async function cacheClearCommand(flags, environment) {
	return told(await clearCache(directoryOf(flags)), flags, environment);
}
function told(removed, flags, { stdout }) {
	const bytes = sumBytes(removed);
	stdout.write(flags.json === true ? `${JSON.stringify({
		removed: removed.length,
		bytes
	})}\n` : `removed ${removed.length} file${removed.length === 1 ? "" : "s"}, ${formatBytes(bytes)}\n`);
	return 0;
}
function directoryOf(flags) {
	return path.resolve(flags.cacheDir ?? "/var/cache/appliance-build");
}
function sumBytes(entries) {
	return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

// src/cli/check-command.ts
/**
* Reads each kickstart, with its %addon lines and layout, and reports everything wrong in any of them.
*
* @returns 0, or 2 if any has an error
*/
function checkCommand(files, flags, { stdout, stderr }) {
	const findings = files.map(checkFile);
	for (const finding of findings) if (flags.json === true) stdout.write(`${JSON.stringify(asData(finding))}\n`);
	else printFinding(finding, stdout, stderr);
	return findings.some(({ errors }) => errors.length > 0) ? 2 : 0;
}
function checkFile(file) {
	try {
		const { appliance } = planKickstart(file, {});
		return {
			file,
			errors: [],
			warnings: appliance.warnings,
			noEffect: [...new Set(appliance.noEffect.map(({ command }) => command))]
		};
	} catch (error) {
		if (!(error instanceof ApplianceError || error instanceof ApplianceErrors)) throw error;
		return {
			file,
			errors: error instanceof ApplianceErrors ? error.errors : [error],
			warnings: [],
			noEffect: []
		};
	}
}
function asData({ file, errors, warnings, noEffect }) {
	return {
		file,
		ok: errors.length === 0,
		errors: errors.flatMap(errorData),
		warnings: warnings.map(warningData),
		noEffect
	};
}
function printFinding({ file, errors, warnings, noEffect }, stdout, stderr) {
	for (const line of [...errors.flatMap(errorLines), ...warnings.flatMap(warningLines)]) stderr.write(`${line}\n`);
	if (noEffect.length > 0) stdout.write(`${file}: no effect in an image: ${noEffect.join(", ")}\n`);
	const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
	stdout.write(`${file}: ${errors.length > 0 ? count(errors.length, "error") : `ok, ${count(warnings.length, "warning")}`}\n`);
}

// src/convert/image.ts
/**
* Asks qemu-img what a disk file is; its name does not count.
*
* @throws ApplianceError code `not-supported-yet` for a format that we do not write either, `tool-failed`
*/
async function describeImage(runner, file) {
	const { stdout } = await runner.run("qemu-img", [
		"info",
		"--output=json",
		file
	], { failure: `can't read ${file}` });
	const { format, "virtual-size": virtualBytes } = JSON.parse(stdout);
	if ((format === "raw" || format === "qcow2" || format === "vmdk") && typeof virtualBytes === "number") return {
		format,
		virtualBytes
	};
	throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `${file} has the format ${String(format)}, from which we do not convert yet`
	});
}

// src/cli/convert-command.ts
/** Converts one disk file; the result lies beside it and appears whole or not at all. */
async function convertCommand(disk, flags, environment) {
	const format = formats.find((candidate) => candidate === flags.format);
	if (format === void 0) throw new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `"${flags.format}" is not a format`,
		hint: `the formats are ${formats.join(", ")}`
	});
	const runner = plainRunner(environment, signalOfProcess());
	await ensureTools({
		environment,
		runner,
		uses: /* @__PURE__ */ new Set(["convert"]),
		install: false
	});
	await requireFile(disk);
	const image = await describeImage(runner, disk);
	if (image.format === format) throw new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `${disk} is ${format} already`
	});
	const target = path.join(path.dirname(disk), `${path.basename(disk, path.extname(disk))}.${format}`);
	const unfinished = `${target}.${process.pid}.partial`;
	const job = {
		disk: path.basename(disk),
		format,
		source: disk,
		image,
		target: unfinished
	};
	const options = {
		concurrency: os.availableParallelism(),
		store: void 0,
		scratch: path.dirname(disk)
	};
	const { disks: [result] } = await convertDisks(runner, [job], options);
	await fs$1.rename(unfinished, target);
	const { virtualBytes = 0, fileBytes = 0 } = result ?? {};
	environment.stdout.write(`${target}: ${formatBytes(virtualBytes)} virtual, ${formatBytes(fileBytes)}\n`);
	return 0;
}
async function requireFile(disk) {
	const stat = await fs$1.stat(disk).catch(() => void 0);
	if (stat?.isFile() === true) return;
	const message = stat === void 0 ? `there is no file ${disk}` : `${disk} is not a file`;
	throw new ApplianceError({
		kind: "input",
		code: "unreadable-disk",
		message
	});
}

// src/cli/doctor-command.ts
/** Uses that a build for Debian guests can have; dnf joins them with its backend. */
const uses = new Set(hostTools.flatMap(({ needs }) => needs).filter((use) => use !== "dnf"));
/**
* Lists the host tools with their versions, what each is for and which package brings what is missing; and whether boot
* tests can use KVM.
*
* @returns 0, or 3 if any is missing
*/
async function doctorCommand(flags, environment) {
	const runner = plainRunner(environment, signalOfProcess());
	if (flags.install === true) await ensureTools({
		environment,
		runner,
		uses,
		install: true
	});
	const findings = await findTools(runner, uses, sanePath, true);
	const missing = findings.filter(({ path }) => path === void 0);
	const family = await packageFamily();
	const accelerator = findings.some(({ tool, path }) => tool.needs.includes("boot") && path === void 0) ? void 0 : await probeHost(runner);
	if (flags.json === true) {
		const tools = findings.map(({ tool, path, version }) => ({
			...tool,
			found: path ?? null,
			version: version ?? null
		}));
		environment.stdout.write(`${JSON.stringify({
			ok: missing.length === 0,
			family: family ?? null,
			accelerator: accelerator ?? null,
			tools
		})}\n`);
		return missing.length === 0 ? 0 : 3;
	}
	environment.stdout.write(`${formatTable(findings.map(row))}\n`);
	if (accelerator !== void 0) environment.stdout.write(`\n${printable(`boot tests use ${accelerator.accelerator}: ${accelerator.reason}`)}\n`);
	if (missing.length === 0) return 0;
	if (family === void 0) requireTools(findings, family);
	else environment.stdout.write(`\n${missing.length} missing; to install them: appliance-build doctor --install, or ${installCommand(packagesFor(missing, family), family)}\n`);
	return 3;
}
function row({ tool, path, version }) {
	const state = path === void 0 ? "missing" : versionNumber(version) ?? "found";
	const packages = path === void 0 ? `Debian: ${tool.packages.debian}, Fedora: ${tool.packages.fedora}` : "";
	return [
		path === void 0 ? "✗" : "✓",
		path ?? tool.names[0],
		tool.purpose,
		state,
		packages
	];
}
/** Tools tell their version in a sentence; the number is enough for a table. */
const versionNumber = (text) => /\d+\.\d[\w.+~-]*/.exec(text ?? "")?.[0];

// src/cli/plan-command.ts
/** Prints what a build would do, without doing any of it. */
function planCommand(kickstart, flags, { stdout, stderr }) {
	const { plan, appliance } = planKickstart(kickstart, buildOptionsOf(flags));
	if (flags.json === true) {
		stdout.write(`${JSON.stringify({
			...plan,
			warnings: appliance.warnings.map(warningData)
		}, null, 2)}\n`);
		return 0;
	}
	for (const line of appliance.warnings.flatMap(warningLines)) stderr.write(`${line}\n`);
	stdout.write(`${planText(plan)}\n`);
	return 0;
}
function planText(plan) {
	const added = plan.packages.requested.filter(({ reason }) => reason !== "kickstart");
	const asked = plan.packages.requested.filter(({ reason }) => reason === "kickstart");
	return [
		`${plan.name}${plan.version === void 0 ? "" : ` ${plan.version}`}: ${plan.arch}, ${plan.vcpus} vcpu, ${plan.memoryMiB} MiB, backend ${plan.backend}, formats ${plan.formats.join(", ")}`,
		...plan.disks.flatMap((disk) => ["", ...diskLines(disk)]),
		"",
		`packages asked for: ${asked.map(({ name }) => name).join(" ") || "none"}`,
		`packages added:     ${added.map(({ name, reason }) => `${name} (${reason})`).join(", ") || "none"}`,
		...plan.packages.excluded.length > 0 ? [`packages excluded:  ${plan.packages.excluded.map(({ name }) => name).join(" ")}`] : [],
		"",
		`boot loader: ${bootLoaderText(plan)}`,
		`kernel arguments: ${plan.bootLoader.kernelArguments.join(" ") || "none"}`,
		"",
		"steps",
		formatTable(plan.steps.map(({ name, description }) => [`  ${name}`, description]))
	].join("\n");
}
function diskLines(disk) {
	const rows = disk.partitions.map((partition) => [
		`  ${partition.number}`,
		String(partition.startBytes),
		formatBytes(partition.sizeBytes),
		contentOf(partition),
		partition.filesystem?.mountPoint ?? "",
		partition.filesystem?.uuid ?? ""
	]);
	return [`disk ${disk.name} (${disk.device}), ${formatBytes(disk.sizeBytes)}, ${disk.table.type}: ${disk.stem}`, formatTable([[
		"  #",
		"offset",
		"size",
		"type",
		"mounted on",
		"uuid"
	], ...rows], [
		false,
		true,
		true
	])];
}
function contentOf({ kind, filesystem }) {
	return filesystem?.type ?? kind;
}
function bootLoaderText({ bootLoader: { bios, uefi, timeoutSeconds } }) {
	const firmwares = [bios && `BIOS (disk ${bios.disk})`, uefi && `UEFI (disk ${uefi.disk}, partition ${uefi.partition})`].filter((text) => text !== void 0);
	return firmwares.length === 0 ? "none" : `GRUB for ${firmwares.join(" and ")}, menu for ${timeoutSeconds} s`;
}

// src/cli/main.ts
const environment = {
	variables: process.env,
	stdout: process.stdout,
	stderr: process.stderr,
	isRoot: process.getuid?.() === 0
};
let exitCode = 0;
/** Commands return exit codes; what commander calls with is their arguments, their options and itself. */
function run(command) {
	return async (...args) => {
		exitCode = await command(...args);
	};
}
function notYet(what) {
	return () => {
		throw new ApplianceError({
			kind: "input",
			code: "not-supported-yet",
			message: `${what} is not supported yet`
		});
	};
}
function describeProgram() {
	const program = new Command("appliance-build").description("Builds virtual appliances from a kickstart file: bootable disks, a descriptor, a boot test.").version(version$3).showHelpAfterError("(add --help for the options)").exitOverride();
	addBuildOptions(program.command("build").description("build an appliance").argument("<kickstart>")).option("--out <dir>", "output directory, replaced as a whole (default: the name of the appliance)").option("--cache-dir <dir>", "cache of packages and layers (default: /var/cache/appliance-build)").option("--work-dir <dir>", "scratch space on disk (default: memory if there is enough, else TMPDIR or /var/tmp)").option("--boot-test", "boot every format that was built and judge its serial console").option("--install-tools", "install missing host tools first").option("--json", "print the result as JSON").action(run((kickstart, flags) => buildCommand(kickstart, flags, environment)));
	program.command("check").description("read kickstarts and report everything wrong in them").argument("<kickstart...>").option("--json", "print one object per file and line").action(run((files, flags) => checkCommand(files, flags, environment)));
	addBuildOptions(program.command("plan").description("show what build would do; changes nothing").argument("<kickstart>")).option("--json", "print the plan as JSON").action(run((kickstart, flags) => planCommand(kickstart, flags, environment)));
	program.command("boot").description("boot test of a built appliance").argument("<descriptor>", "the NAME.xml of a build").option("--expect <regex>", "what must be seen on the serial console (default: login:); repeatable", collect).option("--timeout <seconds>", "deadline of the whole boot", integer(1)).option("--firmware <firmware>", "bios or uefi", firmware, "bios").option("--log <file>", "where the console goes (default: beside the descriptor)").option("--json", "print the verdict as JSON").action(run((descriptor, flags) => bootCommand(descriptor, flags, environment)));
	program.command("convert").description("convert a disk to another format").argument("<disk>").requiredOption("--format <format>", "raw, qcow2 or vmdk").action(run((disk, flags) => convertCommand(disk, flags, environment)));
	program.command("deploy").description("not supported yet").argument("<descriptor>").allowUnknownOption().action(notYet("deploy"));
	program.command("doctor").description("look for the host tools").option("--install", "install what is missing").option("--json", "print the findings as JSON").action(run((flags) => doctorCommand(flags, environment)));
	const cache = program.command("cache").description("look after the cache");
	const cacheCommands = [
		cache.command("list").description("show what the cache holds").action(run((flags) => cacheListCommand(flags, environment))),
		cache.command("prune").description("drop what was not used for long (default: 30 days)").option("--max-age <days>", "drop what was not used for so many days", integer(0)).option("--max-size <size>", "then drop the least recently used until so much is left, such as 5G").action(run((flags) => cachePruneCommand(flags, environment))),
		cache.command("clear").description("drop everything").action(run((flags) => cacheClearCommand(flags, environment)))
	];
	for (const command of cacheCommands) command.option("--cache-dir <dir>", "the cache (default: /var/cache/appliance-build)").option("--json", "print JSON");
	return program;
}
function firmware(value) {
	if (value === "bios" || value === "uefi") return value;
	throw new InvalidArgumentError("It must be bios or uefi.");
}
try {
	await describeProgram().parseAsync();
} catch (error) {
	if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
	else {
		for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
		exitCode = exitCodeOf(error);
	}
}
process.exitCode = exitCode;

export {  };