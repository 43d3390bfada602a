import { _ as bootResult, a as withErrorEvents, g as bootRecord, h as bootFilesOf, l as displayForPeople, m as bootFilesIn, n as scenarioOf, o as createReporter, p as bootFilesAt, r as stopAtEndOfInput, s as displayForPrograms, u as bootTest, v as writeBootReports } from "./scenario-flags.js";
import { t as ApplianceError } from "./errors.js";
import { r as sha256OfFile } from "./checksum.js";
import { n as giveTo } from "./file-owner.js";
import { a as manifestName, n as bootReportsAt, r as filesOfBoot, t as bootReportNames } from "./manifest.js";
import { r as readManifest } from "./manifest-file.js";
import { t as diskFormat } from "./formats.js";
import { a as verdictExitCodes } from "./verdicts.js";
import { r as scenarioUses, t as bootUses, u as findAccelerator } from "./tool-uses.js";
import { t as requireSelfContained } from "./self-contained.js";
import { n as formatSeconds } from "./format.js";
import { r as printable, t as jsonLine } from "./printable.js";
import { a as plainRunner, o as signalOfProcess, r as ensureTools } from "./environment.js";
import { t as hostKernel } from "./host-accelerator.js";
import { t as defaultCacheDirectory } from "./default-cache.js";
import { r as readSubject } from "./subject.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import { randomBytes } from "node:crypto";

// src/cli/boot/record.ts
/**
* A verdict may only be recorded of the disks that the manifest describes.
*
* @throws ApplianceError code `no-manifest`, `disk-changed`; kind `interrupted` if the signal was aborted
*/
async function requireRecordable({ manifest, test }, directory, signal) {
	if (manifest === void 0) throw new ApplianceError({
		kind: "input",
		code: "no-manifest",
		message: `--record needs the ${manifestName} of the build beside the descriptor`
	});
	const formats = new Set(test.combinations.map(({ format }) => format));
	for (const { file, format, sha256 } of manifest.disks) {
		if (!formats.has(format) || await sha256OfFile(path.join(directory, file), signal) === sha256) continue;
		throw new ApplianceError({
			kind: "input",
			code: "disk-changed",
			message: `${file} is not the disk that ${manifestName} describes: its checksum is another`,
			hint: "leave out --record, or build again"
		});
	}
}
/**
* Puts a verdict into manifest.json, in place of an earlier one of the same format and firmware; the rest of the file,
* also what this program does not know, stays. The new manifest appears whole or not at all.
*/
async function recordVerdict(directory, verdict, owner) {
	const file = path.join(directory, manifestName);
	const text = await fs.readFile(file, "utf8");
	const changed = {
		...JSON.parse(text),
		...withResult(readManifest(text, file), bootResult(verdict))
	};
	const draft = path.join(directory, `.${manifestName}.${randomBytes(6).toString("hex")}`);
	try {
		await fs.writeFile(draft, `${JSON.stringify(changed, null, 2)}\n`, {
			flag: "wx",
			mode: 420
		});
		await giveTo(owner, draft);
		await fs.rename(draft, file);
	} catch (error) {
		await fs.rm(draft, { force: true });
		throw error;
	}
}
/** @returns the fields of a manifest that a boot changes */
function withResult(manifest, result) {
	const isSame = ({ format, firmware }) => format === result.format && firmware === result.firmware;
	const index = manifest.boot.findIndex(isSame);
	const boot = index < 0 ? [...manifest.boot, result] : manifest.boot.with(index, result);
	const dropped = manifest.boot.filter(isSame).flatMap(filesOfBoot);
	const kept = manifest.files.filter((name) => !dropped.includes(name));
	return {
		boot,
		files: [.../* @__PURE__ */ new Set([
			...kept,
			...filesOfBoot(result),
			...Object.values(bootReportNames)
		])].sort()
	};
}

// src/cli/boot/boot-command.ts
/** The short commands keep none. */
const noLog = { line: () => void 0 };
/** @returns 0, or the exit code of the first verdict that is not `passed` */
async function bootCommand(file, flags, environment) {
	if (flags.stopAtEof === true) stopAtEndOfInput();
	return await withErrorEvents(flags, environment, (events) => bootAndTell(file, flags, environment, events));
}
async function bootAndTell(file, flags, environment, events) {
	const runner = plainRunner(environment, signalOfProcess());
	const display = events === void 0 ? displayForPeople(environment.stderr) : displayForPrograms(events);
	const reporter = createReporter(display, noLog);
	const subject = await readSubject(file, flags, (warning) => reporter.warn(warning));
	const scenario = await scenarioOf(flags, environment);
	const { arch, descriptor, directory, test, disks } = subject;
	const disksOf = (format) => disks.get(format) ?? [];
	if (flags.record === true) await requireRecordable(subject, directory, runner.signal);
	const filesOf = chooseFiles(file, flags, subject);
	await ensureTools({
		environment,
		runner,
		uses: /* @__PURE__ */ new Set([...bootUses(arch, test.combinations), ...scenarioUses(scenario)]),
		install: flags.installTools === true
	});
	for (const disk of [...disks.values()].flat()) if ("path" in disk) await requireSelfContained(runner, disk.path, diskFormat(disk.format).driver);
	const cacheDirectory = path.resolve(flags.cacheDir ?? "/var/cache/appliance-build");
	const accelerator = await findAccelerator(arch, await hostKernel(), cacheDirectory, {
		runner,
		reporter
	});
	const emulates = flags.first === "emulated" && accelerator.accelerator === "tcg";
	const { verdicts, exitCode } = await bootTest({
		test: emulates ? {
			...test,
			combinations: test.combinations.slice(0, 1)
		} : test,
		scenario,
		machine: {
			arch,
			memoryMiB: Math.floor(descriptor.memoryKiB / 1024),
			vcpus: descriptor.vcpus,
			interfaces: descriptor.interfaces
		},
		accelerator,
		disksOf,
		filesOf,
		scratch: environment.variables["TMPDIR"] ?? "/var/tmp",
		async onVerdict(verdict) {
			const { screenshot, screenshots, timedLog } = verdict;
			for (const made of [
				screenshot,
				timedLog,
				...screenshots
			]) if (made !== void 0) await giveTo(flags.owner, made);
			if (flags.record === true) await recordVerdict(directory, verdict, flags.owner);
			const { name } = descriptor;
			events?.emit({
				event: "booted",
				name,
				...verdict,
				exitCode: verdictExitCodes[verdict.verdict]
			});
		}
	}, {
		runner,
		reporter
	});
	await report(file, flags, subject, {
		name: descriptor.name,
		acceleratorReason: accelerator.reason
	}, verdicts);
	if (events !== void 0) return exitCode;
	environment.stdout.write(flags.json === true ? `${jsonLine({
		...verdicts.length === 1 ? verdicts[0] : {},
		ok: exitCode === 0,
		accelerator: accelerator.accelerator,
		acceleratorReason: accelerator.reason,
		results: verdicts
	})}\n` : verdicts.map((verdict) => `${printable(verdictLine(verdict, verdicts.length > 1))}\n`).join(""));
	return exitCode;
}
/** Beside the descriptor, or where a build has them. */
async function report(file, { record, owner }, { directory }, about, verdicts) {
	const files = bootReportsAt(record === true ? path.join(directory, "boot") : `${file.replace(/\.xml$/, "")}-boot`);
	await writeBootReports(files, about, verdicts.map(bootRecord));
	for (const made of Object.values(files)) await giveTo(owner, made);
}
function verdictLine({ verdict, reason, seconds, consoleLog, format, firmware }, isOneOfMany) {
	return `${isOneOfMany ? `${format} under ${firmware}: ` : ""}${verdict}: ${reason} (${formatSeconds(seconds)} after power-on); console: ${consoleLog}`;
}
/**
* Where each boot leaves its console: under the names of a build if it is recorded, else under others.
*
* @throws ApplianceError codes `log-and-record`, `one-log`
*/
function chooseFiles(file, { log, record, owner }, { directory, manifest, test }) {
	if (log !== void 0 && record === true) throw new ApplianceError({
		kind: "input",
		code: "log-and-record",
		message: "--log and --record exclude each other: a recorded console has the name that a build gives it"
	});
	if (log !== void 0 && test.combinations.length > 1) throw new ApplianceError({
		kind: "input",
		code: "one-log",
		message: `--log names one file, but there are ${test.combinations.length} boots`,
		hint: "add --first, or choose with --format and --firmware; without --log each gets a file of its own"
	});
	if (log !== void 0) return async () => ({
		...bootFilesAt(log.replace(/\.log$/, "")),
		consoleLog: log
	});
	const prefix = `${file.replace(/\.xml$/, "")}-boot`;
	return async (combination) => {
		const beside = manifest === void 0 ? bootFilesAt(`${prefix}-${combination.firmware}`) : bootFilesOf(prefix, combination);
		const files = record === true ? bootFilesIn(directory, combination) : beside;
		await makeRoom(files, owner);
		return files;
	};
}
/** Removes what an earlier boot left, and makes the log anew: QEMU, as root, must not write to where a link points. */
async function makeRoom(files, owner) {
	const { consoleLog } = files;
	await Promise.all(Object.values(files).map((file) => fs.rm(file, { force: true })));
	await fs.writeFile(consoleLog, "", {
		flag: "wx",
		mode: 420
	});
	await giveTo(owner, consoleLog);
}

export { bootCommand };