// dnf and rpm of this machine with packages for another one: resolved, fetched and installed, with no program of theirs run.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { tool } from '../../support/inspect-disk.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { inPrivateNamespace } from '../configure/support.ts';
import { installLines } from './rpm-backend.ts';

inPrivateNamespace(import.meta.url);

const spec = `Name: machine
Version: 1.0
Release: 1
Summary: Tells for which machine it was built
License: Apache-2.0
%description
%install
mkdir -p %{buildroot}/etc
echo %{_target_cpu} > %{buildroot}/etc/machine
%files
/etc/machine
`;

test('of packages for several machines those of the appliance are installed', async (t) => {
  const directory = temporaryDirectory(t);
  const repository = path.join(directory, 'repository');
  mkdirSync(repository);
  writeFileSync(path.join(directory, 'machine.spec'), spec);
  const places = ['--define', `_topdir ${directory}/build`, '--define', `_rpmdir ${repository}`];
  for (const target of ['x86_64', 'aarch64'])
    tool('rpmbuild', '-bb', '--quiet', '--target', `${target}-linux`, ...places, path.join(directory, 'machine.spec'));
  tool('createrepo_c', '--quiet', repository);
  for (const arch of ['aarch64', 'x86_64']) {
    const commands = [`url --url=file://${repository}`, 'part /boot/efi --fstype=efi --size=64'];
    const { root, resolution } = await installLines(t, { commands, packages: ['machine'], options: { arch } });
    assert.deepEqual(
      resolution.packages.map((one) => `${one.name}.${one.arch}`),
      [`machine.${arch}`],
    );
    assert.equal(readFileSync(path.join(root, 'etc/machine'), 'utf8'), `${arch}\n`);
  }
});
