import type { RootFiles } from '../../host/root/root-files.ts';
import type { BootLoaderPlan } from '../../plan/plan.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { filesystemAt } from '../../plan/volumes/volumes.ts';
import type { Guest } from '../guest.ts';

/** What a script may change of a boot loader. */
export type BootSettings = Pick<BootLoaderPlan, 'kernelArguments' | 'timeoutSeconds'>;

export interface BootLayout extends StoragePlan {
  readonly bootLoader: BootLoaderPlan;
}

/** The settings of a boot loader in the guest, from which updates of the kernel there make its menu anew. */
export interface LoaderSettings {
  write(guest: Guest, spec: BootLayout & { readonly passwordHash: string | undefined }): Promise<void>;
  /** What the image's menu is made of. Read after the scripts: what they changed counts. */
  read(files: RootFiles, planned: BootLayout): Promise<BootSettings>;
}

/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
export const splitArguments = (text: string): readonly string[] => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];

export const timeoutOr = (text: string | undefined, planned: number): number =>
  /^(?:\d+|-1)$/.test(text ?? '') ? Number(text) : planned;

/** The filesystem of /. */
export const rootFilesystem = (storage: StoragePlan) => filesystemAt(storage, '/');
