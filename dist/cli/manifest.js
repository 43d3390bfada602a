// src/report/manifest/manifest.ts
/** The name of the file by which a directory is recognised as the output of a build. */
const manifestName = "manifest.json";
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
	const ofBoots = new Set(manifest.boot.flatMap(({ consoleLog, screenshot }) => [consoleLog, screenshot]));
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
/** The manifest as its file has it. */
const manifestText = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

export { withoutFigures as a, withoutBoots as i, manifestName as n, manifestText as r, makeManifest as t };