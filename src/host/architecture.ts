import type { Architecture } from '../architecture.ts';

const byNameInNode: Readonly<Record<string, Architecture>> = { x64: 'x86_64', arm64: 'aarch64' };

/** @returns that of this machine; undefined if no appliance is for such machines */
export const hostArchitecture = (): Architecture | undefined => byNameInNode[process.arch];
