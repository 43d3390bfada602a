// src/cli/options/default-cache.ts
/** Where packages and layers are kept if no folder is named. */
const defaultCacheDirectory = "/var/cache/appliance-build";

export { defaultCacheDirectory as t };