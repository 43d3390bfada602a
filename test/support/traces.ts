// What a build could leave behind. Only traces of the test's own folder count: every path that the build is given lies in
// it, so what other programs of the machine do at the same time does not matter.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';

/** Processes that were told of the folder, or whose working directory, root or open files lie in it. */
export function processesOf(directory: string): string[] {
  const real = realpathSync(directory);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    const arguments_ = read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();
    const places = [
      ...['cwd', 'root'].map((name) => link(`/proc/${pid}/${name}`)),
      ...list(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`)),
    ];
    const found = arguments_.includes(real) || places.some((place) => place === real || place.startsWith(`${real}/`));
    return found ? [`${pid} ${arguments_}`] : [];
  });
}

export function mountsOf(directory: string): string[] {
  const real = realpathSync(directory);
  return read('/proc/self/mounts')
    .split('\n')
    .filter((line) => line.includes(real));
}

export function loopDevicesOf(directory: string): string[] {
  const real = realpathSync(directory);
  return execFileSync('losetup', ['--list', '--noheadings', '--output', 'NAME,BACK-FILE'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(real));
}

/** Name, kind, mode and content of everything in a folder. */
export function snapshot(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const file = path.join(directory, name);
      const stat = statSync(file);
      const content = stat.isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
      return `${name} ${stat.mode.toString(8)} ${stat.ino} ${content}`;
    });
}

/** The folder of a test, divided so that what is left behind shows. */
export interface Site {
  readonly directory: string;
  /** Inputs of the test. */
  readonly inputs: string;
  /** TMPDIR of the program. */
  readonly temporary: string;
  /** Holds nothing but the output directory. */
  readonly outParent: string;
  readonly out: string;
}

export function makeSite(directory: string): Site {
  const [inputs, temporary, outParent] = ['in', 'tmp', 'outs'].map((name) => {
    const folder = path.join(directory, name);
    mkdirSync(folder);
    return folder;
  }) as [string, string, string];
  return { directory, inputs, temporary, outParent, out: path.join(outParent, 'out') };
}

/** @param beside names that may lie beside the output directory, such as the log of the failed build */
export function assertNothingLeft(site: Site, what: string, beside: readonly string[]): void {
  assert.deepEqual(processesOf(site.directory), [], `${what}: processes are left`);
  assert.deepEqual(mountsOf(site.directory), [], `${what}: mounts are left`);
  assert.deepEqual(loopDevicesOf(site.directory), [], `${what}: loop devices are left`);
  assert.deepEqual(readdirSync(site.temporary), [], `${what}: temporary files are left`);
  assert.deepEqual(readdirSync(site.outParent).sort(), [...beside].sort(), `${what}: files beside the output`);
}

/** Half-written files in a cache. */
export function partialFiles(cache: string): string[] {
  return readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('partial'));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
