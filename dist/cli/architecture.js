// src/architecture.ts
const architectures = {
	x86_64: {
		debian: "amd64",
		efi: "x64",
		grubPlatform: "x86_64-efi",
		hasBios: true,
		serialPort: "ttyS0"
	},
	aarch64: {
		debian: "arm64",
		efi: "aa64",
		grubPlatform: "arm64-efi",
		hasBios: false,
		serialPort: "ttyAMA0"
	}
};
const architectureNames = Object.keys(architectures);
/** @returns the architecture of that name, in RPM's spelling or Debian's; undefined: none is called so */
function architectureNamed(text) {
	return architectureNames.find((name) => name === text || architectures[name].debian === text);
}

export { architectureNames as n, architectures as r, architectureNamed as t };