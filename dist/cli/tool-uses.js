// src/cli/tool-uses.ts
/** Which of the host tools this plan needs. */
function toolUses(plan, { bootTest, probeAccelerator }) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = plan.disks.flatMap(({ partitions }) => partitions.flatMap(({ filesystem }) => filesystem?.type ?? []));
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	const grub = plan.bootLoader.loader === "grub";
	if (grub && plan.bootLoader.bios !== void 0) uses.add("bios");
	if (grub && plan.bootLoader.uefi !== void 0) uses.add("uefi");
	if (plan.formats.some((format) => format !== "raw")) uses.add("convert");
	if (bootTest === true || probeAccelerator === true) uses.add("boot");
	if (bootTest === true && plan.bootLoader.uefi !== void 0) uses.add("boot-uefi");
	return uses;
}

export { toolUses as t };