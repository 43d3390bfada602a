/** Where packages and layers are kept if no folder is named. */
export const defaultCacheDirectory = '/var/cache/appliance-build';
