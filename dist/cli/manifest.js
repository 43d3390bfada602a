// src/report/manifest.ts
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

export { manifestName as n, makeManifest as t };