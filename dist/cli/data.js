// src/descriptor/data.ts
const featureNames = [
	"pae",
	"acpi",
	"apic"
];

export { featureNames as t };