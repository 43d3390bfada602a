// src/version.ts
/** The program's version; a test compares it with package.json. */
const version = "0.1.0";

export { version as t };