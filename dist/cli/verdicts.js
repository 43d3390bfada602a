// src/boottest/judge/verdicts.ts
/** Exit codes of the command line: a contract. */
const verdictExitCodes = {
	passed: 0,
	"expectation-failed": 10,
	timeout: 11,
	panic: 12,
	emergency: 12,
	"boot-loader": 13,
	silent: 14,
	"reboot-loop": 12,
	oops: 12,
	hung: 11,
	"out-of-memory": 10,
	"filesystem-error": 10,
	"failed-unit": 10
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
		pattern: /Reached target .{0,200}(?:Multi-User System|multi-user\.target)/i
	},
	{
		level: "login",
		pattern: /(?:^|\s)login:/
	}
];
const refusedBy = (who, what) => `${who} refused the ${what} because of its signature (Secure Boot)`;
/** The kernel's line begins with it, after the time and the caller; in the middle of a line others may only tell of it. */
function kernelSays({ source }) {
	return new RegExp(`(?:^|\\[ *\\d+\\.\\d{6}\\](?:\\[ *[TC]\\d+\\])? )(?:${source})`);
}
/** A journal has the name of the program and a colon before it. */
function consoleSays({ source }) {
	return new RegExp(`(?<!: |["'])(?:${source})`);
}
/**
* A healthy machine must never be condemned. So prompts count at the start of a line only, and what a healthy boot may
* print too is no more than a hint: GRUB's `error: no such device` (a stale search hint), OVMF's `failed to load` (it
* tries the next entry), SeaBIOS's `Boot failed` (likewise), and dracut's initqueue timeout, which may go on; Debian's `Gave up
* waiting for suspend/resume device` always does. The first rule that matches a line names the failure.
*/
const rows = [
	[
		"root-not-mounted",
		"serial",
		"fatal",
		"panic",
		consoleSays(/Kernel panic - not syncing: VFS: Unable to mount root/)
	],
	[
		"no-init",
		"serial",
		"fatal",
		"panic",
		consoleSays(/Kernel panic - not syncing: (?:No working init|Attempted to kill init)/)
	],
	[
		"kernel-panic",
		"serial",
		"fatal",
		"panic",
		consoleSays(/Kernel panic - not syncing/)
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
		consoleSays(/ALERT! .{0,200} does not exist/)
	],
	[
		"emergency-mode",
		"serial",
		"fatal",
		"emergency",
		consoleSays(/You are in emergency mode|Entering emergency mode/)
	],
	[
		"emergency-target",
		"serial",
		"fatal",
		"emergency",
		consoleSays(/Reached target .{0,200}(?:Emergency Mode|emergency\.target)/)
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
		"root-waited-for",
		"serial",
		"clue",
		"emergency",
		/dracut-initqueue.{0,200}timeout/,
		"dracut waited in vain for a device, as for that of the root filesystem"
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
		"uefi-signature",
		"serial",
		"hint",
		"boot-loader",
		/^BdsDxe: failed to load .*: (?:Access Denied|Security Violation)/,
		refusedBy("the firmware", "boot loader")
	],
	[
		"uefi-refused",
		"serial",
		"hint",
		"boot-loader",
		/^BdsDxe: failed to (?:load|start) /
	],
	[
		"shim-signature",
		"serial",
		"suspect",
		"boot-loader",
		/Verification failed: .*Security Violation/,
		refusedBy("shim", "program that it should start")
	],
	[
		"grub-signature",
		"serial",
		"suspect",
		"boot-loader",
		/^error: .*bad shim signature/,
		refusedBy("the boot loader", "kernel")
	],
	[
		"bios-disk-refused",
		"firmware",
		"hint",
		"boot-loader",
		/^Boot failed: /
	],
	[
		"workqueue-lockup",
		"serial",
		"hard-on-kvm",
		"hung",
		kernelSays(/BUG: workqueue lockup/)
	],
	[
		"soft-lockup",
		"serial",
		"hard-on-kvm",
		"hung",
		kernelSays(/watchdog: BUG: soft lockup/)
	],
	[
		"kernel-oops",
		"serial",
		"hard",
		"oops",
		kernelSays(/Oops: |BUG: |kernel BUG at |general protection fault/)
	],
	[
		"kernel-fault",
		"serial",
		"hard",
		"oops",
		kernelSays(/Unable to handle kernel |invalid opcode: /)
	],
	[
		"out-of-memory",
		"serial",
		"hard",
		"out-of-memory",
		consoleSays(/Out of memory: Killed process|oom-kill:/)
	],
	[
		"ext4-error",
		"serial",
		"hard",
		"filesystem-error",
		kernelSays(/EXT4-fs error /)
	],
	[
		"xfs-corruption",
		"serial",
		"hard",
		"filesystem-error",
		kernelSays(/XFS .*[Cc]orruption/)
	],
	[
		"btrfs-error",
		"serial",
		"hard",
		"filesystem-error",
		kernelSays(/BTRFS(?: error|: error)/)
	],
	[
		"read-only",
		"serial",
		"hard",
		"filesystem-error",
		kernelSays(/.{0,60}Remounting filesystem read-only/)
	],
	[
		"disk-error",
		"serial",
		"hard",
		"filesystem-error",
		kernelSays(/(?:blk_update_request: )?I\/O error, dev /)
	],
	[
		"unit-failed",
		"serial",
		"hard",
		"failed-unit",
		/^\[FAILED\] Failed to (?:start|mount|listen|activate|set up) /
	],
	[
		"dependency-failed",
		"serial",
		"hard",
		"failed-unit",
		/^\[DEPEND\] Dependency failed for /
	],
	[
		"device-timeout",
		"serial",
		"hard",
		"failed-unit",
		/^\[ TIME \] Timed out waiting for device /
	],
	[
		"hung-task",
		"serial",
		"hard-on-kvm",
		"hung",
		kernelSays(/INFO: task .* blocked for more than \d+ seconds/)
	],
	[
		"rcu-stall",
		"serial",
		"hard-on-kvm",
		"hung",
		kernelSays(/rcu.{0,60}detected .{0,60}stalls?/)
	],
	[
		"kernel-warning",
		"serial",
		"soft",
		"oops",
		kernelSays(/WARNING: CPU: |UBSAN: |-{12}\[ cut here \]-{12}/)
	],
	[
		"call-trace",
		"serial",
		"soft",
		"oops",
		kernelSays(/Call Trace:/)
	]
];
const rules = rows.map(([id, source, severity, verdict, pattern, reason]) => ({
	id,
	source,
	severity,
	verdict,
	pattern,
	reason
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
/** @param timeoutSeconds replaces the deadline of the whole boot @param own replaces single ones */
function deadlinesFor(accelerator, timeoutSeconds, own = {}) {
	const all = {
		...deadlines[accelerator],
		...own
	};
	return {
		...all,
		total: timeoutSeconds ?? all.total
	};
}

export { verdictExitCodes as a, rules as i, firmwareLines as n, levelPatterns as r, deadlinesFor as t };