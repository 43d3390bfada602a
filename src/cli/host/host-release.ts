import * as fs from 'node:fs/promises';
import type { HostRelease } from '../../plan/packages/request.ts';

/** What this machine runs, as os-release(5) tells: what apt takes where a kickstart names no repository. */
export async function readHostRelease(): Promise<HostRelease> {
  const text = await fs.readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (name: string) => new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1] || undefined;
  return { id: value('ID') ?? 'linux', release: value('VERSION_CODENAME') ?? value('VERSION_ID') ?? 'unknown' };
}
