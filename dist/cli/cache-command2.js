import { i as directoryOf, n as cacheListCommand, r as cachePruneCommand, t as cacheClearCommand } from "./cache-command.js";

export { cacheClearCommand, cacheListCommand, cachePruneCommand };