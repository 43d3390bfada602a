import { a as Command, c as Option, o as CommanderError, s as InvalidArgumentError, t as addReadOptions } from "./cli/read-options.js";
import { r as formats } from "./cli/formats.js";
import { r as firmwares } from "./cli/settings.js";
import { t as version } from "./cli/version.js";
import { a as integer, c as processors, i as collectList, l as seconds, o as listAmong, r as collect, s as memoryMiB, t as addBuildOptions } from "./cli/build-options.js";
import { n as screens, r as virtTypes, t as buses } from "./cli/choices.js";

// src/cli/commands/define-cache.ts
/** `cache list`, `prune`, `clear`, `export` and `import`. */
function defineCacheCommands(program, run, environment) {
	const cache = program.command("cache").description("look after the cache");
	const cacheCommands = [
		cache.command("list").description("show what the cache holds").action(run(async (flags) => (await import("./cli/cache-command2.js")).cacheListCommand(flags, environment))),
		cache.command("prune").description("drop what was not used for long (default: 30 days)").option("--max-age <days>", "drop what was not used for so many days", integer(0)).option("--max-size <size>", "then drop the least recently used until so much is left, such as 5G").action(run(async (flags) => (await import("./cli/cache-command2.js")).cachePruneCommand(flags, environment))),
		cache.command("clear").description("drop everything").action(run(async (flags) => (await import("./cli/cache-command2.js")).cacheClearCommand(flags, environment))),
		cache.command("export").description("put a part of the cache into a new folder, to be carried to another machine").argument("<dir>").requiredOption("--names <file>", "names of entries, one to a line, as build --progress json tells what it used").action(run(async (target, flags) => (await import("./cli/cache-transfer-command.js")).cacheExportCommand(target, flags, environment))),
		cache.command("import").description("take such a folder into the cache, but for what was damaged on its way").argument("<dir>").action(run(async (source, flags) => (await import("./cli/cache-transfer-command.js")).cacheImportCommand(source, flags, environment)))
	];
	for (const command of cacheCommands) command.option("--cache-dir <dir>", "the cache (default: /var/cache/appliance-build)").option("--json", "print JSON");
}

// src/cli/deploy/define.ts
const usualUri = "qemu:///system";
/** What is for libvirt alone. Whoever gives it beside an option that asks no libvirt would think that it was heard. */
const ofLibvirt = [
	...[
		"connect",
		"shutdownTimeout",
		"force",
		"upgrade",
		"replace",
		"forget",
		"virtType",
		"pool",
		"inPlace",
		"overlay"
	],
	...[
		"userDisk",
		"bus",
		"machine",
		"consoleLog",
		"skipChecksum",
		"start",
		"waitBoot",
		"expect",
		"timeout"
	],
	...["printXml", "installTools"]
];
/** What a file for VMware says itself. */
const ofMachines = [
	"boot",
	"memory",
	"vcpus",
	"graphics",
	"firmware",
	"network",
	"mac"
];
/** `deploy` and `undeploy`. */
function defineDeployCommands(program, run, environment) {
	withStop(program.command("deploy").description("run an appliance with libvirt, or upgrade one that runs").argument("<descriptor>", "the NAME.xml of a build, or any virt-image descriptor")).option("--name <name>", "name of the domain (default: that of the descriptor)").addOption(new Option("--upgrade", "replace system disks, keep user disks, make scratch disks anew").conflicts("replace")).option("--replace", "put it in the place of the domain of that name, whatever it is").option("--forget", "ask for nothing that an earlier deployment was asked for").option("--boot <n>", "way of booting, from 0 (default: the first that the host can)", integer(0)).addOption(new Option("--virt-type <type>", "kind of domain (default: the fastest that works)").choices(virtTypes)).option("--memory <mib>", "MiB (default: as the descriptor says; so with the next two)", memoryMiB(1)).option("--vcpus <n>", "processors", processors).addOption(new Option("--graphics <screen>", "a screen, or none").choices(screens)).option("--pool <name>", "storage pool that disks are copied into", "default").addOption(new Option("--in-place", "run from the files themselves").conflicts("overlay")).option("--overlay", "keep in the pool only what differs from the files").option("--user-disk <disk=volume>", "take a volume of the pool as user disk; repeatable", collect).addOption(new Option("--bus <bus>", "of disks (default: virtio)").choices(buses)).option("--machine <type>", "QEMU's machine (default: q35, for aarch64 virt)").addOption(new Option("--firmware <firmware>", "default: bios if the disks boot with it").choices(firmwares)).option("--network <network>", "network=NAME, bridge=NAME or user; repeat it for each interface", collect).option("--mac <address>", "of a network card; repeat it for each", collect).option("--console-log <file>", "file on the host that takes the serial console").option("--skip-checksum", "take disks whose checksum is another").option("--no-start", "define it only").option("--wait-boot", "wait until its console shows that it has booted; if it does not, all is put back").option("--expect <regex>", "what --wait-boot waits for (default: as the manifest says, else login:); repeatable", collect).option("--timeout <seconds>", "deadline of --wait-boot", seconds).option("--print-xml", "print the XML of the domain; change nothing").addOption(new Option("--print-xl", "print a configuration for xl, the tool of Xen; asks no libvirt").conflicts([...ofLibvirt, ...["json", "target"]])).addOption(new Option("--target <target>", "vmware: tell which file to import").choices(["vmware"]).conflicts([...ofLibvirt, ...ofMachines])).option("--install-tools", "install missing host tools first").option("--json", "print the result as JSON").action(run(async (descriptor, flags) => (await import("./cli/deploy-command.js")).deployCommand(descriptor, flags, environment)));
	withStop(program.command("undeploy").description("remove a deployed appliance; disks of the user stay").argument("<name>", "of the domain")).option("--remove-user-disks", "delete those, too").option("--install-tools", "install missing host tools first").option("--json", "print the result as JSON").action(run(async (name, flags) => (await import("./cli/undeploy-command.js")).undeployCommand(name, flags, environment)));
}
function withStop(command) {
	return command.option("--connect <uri>", "libvirt to use", usualUri).option("--shutdown-timeout <seconds>", "how long a running machine has to shut down", seconds, 120).option("--force", "pull the plug of one that does not");
}

// src/cli/descriptor/define.ts
/** `descriptor show` and `descriptor lint`. */
function defineDescriptorCommands(program, run, environment) {
	const descriptor = program.command("descriptor").description("look at virt-image descriptors");
	descriptor.command("show").description("show what a descriptor says, with what was corrected in its reading").argument("<file>").option("--json", "print it as JSON").action(run(async (file, flags) => (await import("./cli/descriptor-command.js")).descriptorShowCommand(file, flags, environment)));
	descriptor.command("lint").description("hold descriptors against the grammar of 2008, with the words that came after it; exit code 2 if one departs").argument("<file...>").option("--strict", "take nothing that came after 2008, such as qcow2").option("--json", "print one object per file and line").action(run(async (files, flags) => (await import("./cli/descriptor-command.js")).descriptorLintCommand(files, flags, environment)));
}

// src/cli/options/owner-option.ts
/** What root makes for a user who has only sudo: without it he could neither change nor delete it. */
function addOwnerOption(command) {
	return command.option("--owner <uid:gid>", "give what is written in the output directory to a user", parseOwner);
}
function parseOwner(text) {
	const [, uid, gid] = /^(\d{1,10}):(\d{1,10})$/.exec(text) ?? [];
	if (uid === void 0 || gid === void 0) throw new InvalidArgumentError("It must be two numbers: 1000:1000.");
	return {
		uid: Number(uid),
		gid: Number(gid)
	};
}

// src/cli/main.ts
const environment = {
	variables: process.env,
	stdout: process.stdout,
	stderr: process.stderr,
	isRoot: process.getuid?.() === 0
};
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => void 0);
let exitCode = 0;
/** Commands are loaded when they are called: help is there at once. */
const run = (command) => async (...args) => {
	exitCode = await command(...args);
};
const scenarioOption = ["--scenario <file>", "YAML with what to do and to see once it has booted"];
const twiceOption = ["--twice", "boot a second time from the same disks, shut down, and check the filesystems"];
const readyOption = ["--ready", "also wait until systemd tells over vsock that all has started, where guest and host can"];
function describeProgram() {
	const program = new Command("appliance-build").description("Builds virtual appliances from a kickstart file: bootable disks, a descriptor, a boot test.").version(version).showHelpAfterError("(add --help for the options)").exitOverride();
	const build = program.command("build").description("build an appliance").argument("<kickstart>");
	addOwnerOption(addBuildOptions(build)).option("--out <dir>", "output directory, replaced as a whole (default: the name of the appliance)").option("--cache-dir <dir>", "cache of packages and layers (default: /var/cache/appliance-build)").option("--work-dir <dir>", "scratch space on disk (default: memory if there is enough, else TMPDIR or /var/tmp)").option("--boot-test", "boot every format that was built and judge its serial console").option(...scenarioOption).option(...twiceOption).option(...readyOption).option("--probe-accelerator", "find the accelerator of later boots with the kernel that was built").option("--install-tools", "install missing host tools first").option("--json", "print the result as JSON").addOption(progressOption()).option(...stopAtEof).action(run(async (kickstart, flags) => (await import("./cli/build-command.js")).buildCommand(kickstart, flags, environment)));
	addReadOptions(program.command("check").description("read kickstarts and report everything wrong in them").argument("<kickstart...>")).option("--language", "judge the language alone, without what an appliance needs").option("--json", "print one object per file and line").action(run(async (files, flags) => (await import("./cli/check-command.js")).checkCommand(files, flags, environment)));
	addReadOptions(program.command("flatten").description("print one kickstart that says the same without includes").argument("<kickstart>")).action(run(async (kickstart, flags) => (await import("./cli/flatten-command.js")).flattenCommand(kickstart, flags, environment)));
	addBuildOptions(program.command("plan").description("show what build would do; changes nothing").argument("<kickstart>")).option("--json", "print the plan as JSON").action(run(async (kickstart, flags) => (await import("./cli/plan-command.js")).planCommand(kickstart, flags, environment)));
	const boot = program.command("boot").description("boot test of a built appliance").argument("<descriptor>", "the NAME.xml of a build; the manifest.json beside it says what its boot test is to do").option("--expect <regex>", "what must be seen on the serial console (else: login:); repeatable", collect).option("--timeout <seconds>", "deadline of the whole boot", seconds).option("--format <list>", `formats to boot, each under each firmware: ${formats.join(", ")}`, listAmong(formats)).option("--firmware <list>", `firmware to boot under: ${firmwares.join(", ")} (else: bios)`, listAmong(firmwares)).addOption(new Option("--first [when]", "boot only the first format and firmware, always or where QEMU must emulate").choices(["always", "emulated"]).preset("always")).option(...scenarioOption).option(...twiceOption).option(...readyOption).option("--log <file>", "where the console of a single boot goes (default: beside the descriptor)").option("--record", "put the verdicts into manifest.json, and the consoles beside it as a build does").option("--cache-dir <dir>", "cache that knows the accelerator (default: /var/cache/appliance-build)").option("--install-tools", "install missing host tools first").option("--json", "print the verdicts as JSON").addOption(progressOption()).option(...stopAtEof);
	addOwnerOption(boot).action(run(async (descriptor, flags) => (await import("./cli/boot-command.js")).bootCommand(descriptor, flags, environment)));
	program.command("convert").description("convert a disk to another format").argument("<disk>").requiredOption("--format <format>", "raw, qcow2 or vmdk").action(run(async (disk, flags) => (await import("./cli/convert-command.js")).convertCommand(disk, flags, environment)));
	program.command("diff").description("what changed between two builds: packages, disks, kickstart").argument("<old>", "manifest.json or output directory").argument("<new>", "the same of the later build").addOption(new Option("--json", "print the difference as JSON").conflicts("markdown")).option("--markdown", "print it as Markdown, for release notes").option("--exit-code", "end with 1 if there is a difference").action(run(async (old, current, flags) => (await import("./cli/diff-command.js")).diffCommand(old, current, flags, environment)));
	defineDeployCommands(program, run, environment);
	defineDescriptorCommands(program, run, environment);
	program.command("doctor").description("look for the host tools").option("--install", "install what is missing").option("--use <list>", "only what these need, as toolUses of plan --json names them (default: everything but what other architectures need)", collectList).option("--json", "print the findings as JSON").action(run(async (flags) => (await import("./cli/doctor-command.js")).doctorCommand(flags, environment)));
	defineCacheCommands(program, run, environment);
	return program;
}
function progressOption() {
	return new Option("--progress <how>", "how progress is shown: text, or json for a JSON object to a line on standard output").choices(["text", "json"]).default("text");
}
const stopAtEof = ["--stop-at-eof", "stop as on Ctrl-C when standard input ends"];
try {
	await describeProgram().parseAsync();
} catch (error) {
	if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
	else {
		const { errorLines, exitCodeOf } = await import("./cli/print-error2.js");
		for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
		exitCode = exitCodeOf(error);
	}
}
process.exitCode = exitCode;

export {  };