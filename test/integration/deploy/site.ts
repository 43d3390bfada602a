import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { systemUri, virsh, virshNames } from '../../support/libvirt.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

/** A pool and a name of its own for a test; what is left of them goes with it. */
export function site(t: TestContext) {
  const directory = temporaryDirectory(t);
  // QEMU runs as a user of its own.
  chmodSync(directory, 0o755);
  const name = `t${path.basename(directory).replaceAll(/[^A-Za-z0-9]/g, '')}`;
  const folder = path.join(directory, 'pool');
  mkdirSync(folder);
  virsh('pool-create-as', '--name', name, '--type', 'dir', '--target', folder);
  t.after(() => {
    if (virshNames('list', '--name').includes(name)) virsh('destroy', name);
    if (virshNames('list', '--all', '--name').includes(name)) virsh('undefine', '--nvram', name);
    virsh('pool-destroy', name);
    for (const end of ['', '.failed']) rmSync(`/var/log/libvirt/qemu/${name}-console.log${end}`, { force: true });
  });
  const images = path.join(directory, 'images');
  mkdirSync(images);
  const cli = (command: 'deploy' | 'undeploy', subject: string, ...args: string[]) =>
    runCli([command, subject, '--connect', systemUri, ...args]);
  return {
    name,
    folder,
    images,
    at: (file: string) => path.join(images, file),
    deploy: (file: string, ...args: string[]) => cli('deploy', file, '--name', name, '--pool', name, ...args),
    undeploy: (...args: string[]) => cli('undeploy', name, ...args),
    volumes: () => readdirSync(folder).sort(),
  };
}

export const empty = (file: string, format: string, size = '1M') =>
  execFileSync('qemu-img', ['create', '-q', '-f', format, file, size]);

/** Where libvirt, its pool and their content stand. */
export function stateOf({ name, folder }: { readonly name: string; readonly folder: string }) {
  const isThere = virshNames('list', '--all', '--name').includes(name);
  return {
    xml: isThere ? virsh('dumpxml', '--inactive', name) : undefined,
    isActive: virshNames('list', '--name').includes(name),
    volumes: readdirSync(folder)
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(path.join(folder, file)))
          .digest('hex'),
      ]),
  };
}
