// src/report/manifest/manifest.ts
/** The name of the file by which a directory is recognised as the output of a build. */
const manifestName = "manifest.json";
/** What is made of all boots of a test: everything, for CI systems, for people. @param stem path without what tells them apart */
const bootReportsAt = (stem) => ({
	json: `${stem}.json`,
	junit: `${stem}-junit.xml`,
	summary: `${stem}-summary.md`
});
/** Their names in an output directory. */
const bootReportNames = bootReportsAt("boot");
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
/** Without the boot test, which comes later, or not at all. */
function withoutBoots(manifest) {
	const ofBoots = /* @__PURE__ */ new Set([...manifest.boot.flatMap(filesOfBoot), ...Object.values(bootReportNames)]);
	return {
		...manifest,
		boot: [],
		files: manifest.files.filter((file) => !ofBoots.has(file))
	};
}
/** What two builds of the same have in common: without what was measured of one of them, but for the verdicts of its boot test. */
function withoutFigures(manifest) {
	const { peakMemoryBytes: _, ...builder } = manifest.builder;
	return {
		...manifest,
		builder,
		layer: { key: manifest.layer.key },
		timings: []
	};
}
/** Names of the files that a boot left in the output directory. */
function filesOfBoot({ consoleLog, timedLog, screenshot, screenshots = [] }) {
	return [
		consoleLog,
		timedLog,
		screenshot,
		...screenshots
	].filter((name) => name !== void 0);
}
/** The manifest as its file has it. */
const manifestText = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

export { manifestName as a, withoutFigures as c, makeManifest as i, bootReportsAt as n, manifestText as o, filesOfBoot as r, withoutBoots as s, bootReportNames as t };