import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeXml } from '../../descriptor/xml.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner, RunOptions } from '../../host/program/run.ts';
import type { ConnectUri } from './uri.ts';

export interface VolumeRequest {
  readonly pool: string;
  readonly name: string;
  readonly format: 'raw' | 'qcow2';
  readonly capacityBytes: number;
  /** The volume holds only what differs from this file. */
  readonly backing?: { readonly path: string; readonly format: string } | undefined;
}

/** What a deployment asks of libvirt. All go through virsh(1). Names are words that were checked before. */
export interface Libvirt {
  readonly uri: ConnectUri;
  capabilities(): Promise<string>;
  domainNames(): Promise<readonly string[]>;
  /** As it is defined, secrets included. */
  domainXml(name: string): Promise<string>;
  isActive(name: string): Promise<boolean>;
  /** Names of domains with memory or snapshots that belong to their present disks. */
  domainsWithSavedState(): Promise<readonly string[]>;
  /** @param checks whether libvirt holds it against its schema first; default: yes */
  define(xml: string, checks?: boolean): Promise<void>;
  /** Keeps the disks. */
  undefine(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** Asks the guest to shut down and waits. @returns whether it did */
  shutDown(name: string, timeoutSeconds: number): Promise<boolean>;
  /** Pulls the plug. */
  destroy(name: string): Promise<void>;
  poolNames(): Promise<readonly string[]>;
  isPoolActive(name: string): Promise<boolean>;
  poolXml(name: string): Promise<string>;
  /** Of a folder; started with the host. */
  definePool(name: string, folder: string): Promise<void>;
  startPool(name: string): Promise<void>;
  stopPool(name: string): Promise<void>;
  undefinePool(name: string): Promise<void>;
  refreshPool(name: string): Promise<void>;
  volumeNames(pool: string): Promise<readonly string[]>;
  createVolume(request: VolumeRequest): Promise<void>;
  uploadVolume(pool: string, name: string, file: string): Promise<void>;
  deleteVolume(pool: string, name: string): Promise<void>;
  activeNetworks(): Promise<readonly string[]>;
}

/** How often a guest that shuts down is looked at. */
const pollMs = 500;
/** A guest that is still booting does not hear it; one that is shutting down does not mind. */
const askAgainMs = 10_000;

/** @param scratch an existing folder for files that virsh reads */
export function connectLibvirt(runner: Runner, uri: ConnectUri, scratch: string): Libvirt {
  const virsh = async (args: readonly string[], options: RunOptions = {}) =>
    (await runner.run('virsh', ['--connect', uri.text, '--quiet', ...args], options)).stdout;
  const lines = async (args: readonly string[]) => (await virsh(args)).split('\n').flatMap((line) => line.trim() || []);
  const withFile = async (xml: string, use: (file: string) => Promise<unknown>) => {
    const file = path.join(scratch, 'virsh.xml');
    // It may hold secrets of a domain.
    await fs.writeFile(file, xml, { mode: 0o600 });
    await use(file);
    await fs.rm(file);
  };
  const isActive = async (name: string) => (await lines(['list', '--name'])).includes(name);
  return {
    uri,
    capabilities: async () =>
      await virsh(['capabilities'], { failure: `cannot use libvirt at ${uri.text}` }).catch((error: unknown) => {
        throw unreachable(error, uri);
      }),
    domainNames: async () => await lines(['list', '--all', '--name']),
    domainXml: async (name) => await virsh(['dumpxml', '--inactive', '--security-info', '--domain', name]),
    isActive,
    async domainsWithSavedState() {
      const all = await Promise.all(
        ['--with-managed-save', '--with-snapshot'].map((which) => lines(['list', '--all', '--name', which])),
      );
      return all.flat();
    },
    define: async (xml, checks = true) =>
      await withFile(xml, (file) => virsh(['define', ...(checks ? ['--validate'] : []), '--file', file])),
    undefine: async (name) => void (await virsh(['undefine', '--nvram', '--domain', name])),
    start: async (name) => void (await virsh(['start', '--domain', name])),
    async shutDown(name, timeoutSeconds) {
      const begin = performance.now();
      let asked = Number.NEGATIVE_INFINITY;
      for (let now = begin; now < begin + timeoutSeconds * 1000; now = performance.now()) {
        if (!(await isActive(name))) return true;
        if (now >= asked + askAgainMs) {
          // It may have ended in between.
          await virsh(['shutdown', '--domain', name], { okCodes: [0, 1] });
          asked = now;
        }
        await wait(pollMs, undefined, { signal: runner.signal }).catch(() => undefined);
      }
      return !(await isActive(name));
    },
    destroy: async (name) => void (await virsh(['destroy', '--domain', name])),
    poolNames: async () => await lines(['pool-list', '--all', '--name']),
    isPoolActive: async (name) => (await lines(['pool-list', '--name'])).includes(name),
    poolXml: async (name) => await virsh(['pool-dumpxml', '--pool', name]),
    async definePool(name, folder) {
      await virsh(['pool-define-as', '--name', name, '--type', 'dir', '--target', folder]);
      await virsh(['pool-build', '--pool', name]);
      await virsh(['pool-autostart', '--pool', name]);
    },
    startPool: async (name) => void (await virsh(['pool-start', '--pool', name])),
    stopPool: async (name) => void (await virsh(['pool-destroy', '--pool', name])),
    undefinePool: async (name) => void (await virsh(['pool-undefine', '--pool', name])),
    refreshPool: async (name) => void (await virsh(['pool-refresh', '--pool', name])),
    async volumeNames(pool) {
      // A table of name and path; names have no blanks, or the line begins with ours all the same.
      const table = await lines(['vol-list', '--pool', pool]);
      return table.map((line) => line.split(/\s{2,}/)[0] ?? '');
    },
    async createVolume(request) {
      await withFile(volumeXml(request), (file) => virsh(['vol-create', '--pool', request.pool, '--file', file]));
    },
    uploadVolume: async (pool, name, file) =>
      void (await virsh(['vol-upload', '--pool', pool, '--vol', name, '--file', file, '--sparse'])),
    deleteVolume: async (pool, name) => void (await virsh(['vol-delete', '--pool', pool, '--vol', name])),
    activeNetworks: async () => await lines(['net-list', '--name']),
  };
}

function unreachable(error: unknown, { isLocal }: ConnectUri): unknown {
  if (!(error instanceof ApplianceError) || error.code !== 'tool-failed') return error;
  const { kind, message, detail } = error;
  const hint = isLocal
    ? 'is its daemon running? systemctl start libvirtd, or virtlogd -d; libvirtd -d'
    : 'virsh --connect URI version must work first';
  return new ApplianceError({ kind, code: 'no-libvirt', message, detail, hint, cause: error });
}

/** libvirt.org/formatstorage.html. A backing format must be given: QEMU does not guess it since 6.1. */
function volumeXml({ name, format, capacityBytes, backing }: VolumeRequest): string {
  return writeXml({
    volume: {
      name,
      capacity: { '@unit': 'bytes', '#text': String(capacityBytes) },
      allocation: { '@unit': 'bytes', '#text': '0' },
      target: { format: { '@type': format } },
      ...(backing === undefined ? {} : { backingStore: { path: backing.path, format: { '@type': backing.format } } }),
    },
  });
}

/** @throws ApplianceError code `bad-name` unless it is a word that libvirt, files and options all take */
export function checkName(name: string, what: string, hint: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,199}$/.test(name)) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-name',
    message: `"${name}" cannot be the name of a ${what}`,
    hint,
  });
}
