import type { RootFiles } from '../../host/root/root-files.ts';
import { readVariable } from '../shell-variables.ts';

const configFile = '/etc/selinux/config';

/** The policy that a root has, and where its parts are. Paths are the guest's. */
export interface SelinuxPolicy {
  /** SELINUX= of selinux_config(5): `disabled` too, when a policy is installed but not to be used. */
  readonly mode: string;
  /** What setfiles(8) calls the spec file; the files for homes and local changes beside it are read with it. */
  readonly fileContexts: string;
  /** The compiled policy, against which contexts are checked. */
  readonly compiled: string | undefined;
}

/** @returns the policy that SELINUXTYPE= names (selinux_config(5)); undefined if it is not installed */
export async function findPolicy(files: RootFiles): Promise<SelinuxPolicy | undefined> {
  const config = await files.read(configFile);
  if (config === undefined) return undefined;
  const type = readVariable(config, 'SELINUXTYPE') ?? 'targeted';
  if (!/^[\w.-]+$/.test(type)) return undefined;
  const folder = `/etc/selinux/${type}`;
  const fileContexts = `${folder}/contexts/files/file_contexts`;
  if (!(await files.exists(fileContexts))) return undefined;
  const newest = newestPolicy(await files.list(`${folder}/policy`));
  return {
    mode: readVariable(config, 'SELINUX') ?? 'permissive',
    fileContexts,
    compiled: newest === undefined ? undefined : `${folder}/policy/${newest}`,
  };
}

/** A compiled policy is named after the version of its format: `policy.33`. */
function newestPolicy(names: readonly string[]): string | undefined {
  const versions = names.flatMap((name) => /^policy\.(\d+)$/.exec(name)?.[1] ?? []);
  return versions.length === 0 ? undefined : `policy.${Math.max(...versions.map(Number))}`;
}
