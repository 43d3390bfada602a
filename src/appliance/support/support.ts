import type { CommandName } from '../../kickstart/document.ts';
import { installerSupport } from './installer.ts';
import type { Support } from './means.ts';
import { networkSupport } from './network.ts';
import { sourcesSupport } from './sources.ts';
import { storageSupport } from './storage.ts';
import { systemSupport } from './system.ts';

/** Every command of the language; docs/kickstart-support.md is written from this table. */
export const support: Readonly<Record<CommandName, Support>> = {
  ...storageSupport,
  ...systemSupport,
  ...networkSupport,
  ...sourcesSupport,
  ...installerSupport,
};
