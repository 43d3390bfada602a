import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { applyDefaultTarget } from '../../../src/configure/effects/display.ts';
import { applyFirstBoot } from '../../../src/configure/effects/first-boot.ts';
import { applySyspurpose } from '../../../src/configure/effects/syspurpose.ts';
import type { Guest } from '../../../src/configure/guest.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, position } from './support.ts';

const units = '/usr/lib/systemd/system';
async function withUnits(guest: Guest, ...names: string[]): Promise<void> {
  for (const name of ['multi-user.target', 'graphical.target', ...names])
    await guest.files.write(`${units}/${name}`, '');
  await guest.files.write('/usr/bin/systemctl', '');
}
const xconfig = (line: string) => commandFrom('xconfig', line, position);
const skipx = commandFrom('skipx', 'skipx', position);

for (const osRelease of ['ID=debian', 'ID=fedora']) {
  for (const [what, lines, displayManager, target, codes] of [
    ['nothing said', {}, undefined, 'multi-user', []],
    ['nothing said', {}, `${units}/sddm.service`, 'graphical', []],
    ['nothing said', {}, '/etc/systemd/system/display-manager.service', 'graphical', []],
    ['xconfig', { xconfig: xconfig('xconfig') }, undefined, 'multi-user', []],
    ['startxonboot', { xconfig: xconfig('xconfig --startxonboot') }, `${units}/gdm3.service`, 'graphical', []],
    [
      'startxonboot',
      { xconfig: xconfig('xconfig --startxonboot') },
      undefined,
      'graphical',
      ['display-manager-missing'],
    ],
    ['skipx', { skipx }, `${units}/gdm.service`, 'multi-user', []],
    ['skipx wins', { skipx, xconfig: xconfig('xconfig --startxonboot') }, `${units}/gdm.service`, 'multi-user', []],
  ] as const) {
    test(`${osRelease}, ${what}, ${displayManager ?? 'no display manager'}: ${target}.target`, async (context) => {
      const { guest, root, warnings } = await emptyGuest(context, osRelease);
      await withUnits(guest);
      if (displayManager !== undefined) await guest.files.write(displayManager, '');
      await guest.files.link('/etc/systemd/system/default.target', '/old');
      await applyDefaultTarget({ xconfig: undefined, skipx: undefined, ...lines }, guest);
      const link = path.join(root, 'etc/systemd/system/default.target');
      assert.equal(await fs.readlink(link), `${units}/${target}.target`);
      assert.deepEqual(
        warnings.map(({ code }) => code),
        codes,
      );
    });
  }
}

test('a guest without systemd keeps its own way to start', async (context) => {
  const { guest, files } = await emptyGuest(context);
  await applyDefaultTarget({ xconfig: undefined, skipx: undefined }, guest);
  assert.deepEqual(await files.list('/etc/systemd/system'), []);
});

test('the default desktop: a file in an RPM guest, a warning in Debian', async (context) => {
  const line = { skipx: undefined, xconfig: xconfig('xconfig --defaultdesktop=KDE') };
  const fedora = await emptyGuest(context, 'ID=fedora');
  await applyDefaultTarget(line, fedora.guest);
  assert.equal(await fedora.files.read('/etc/sysconfig/desktop'), 'DESKTOP="KDE"\n');
  assert.deepEqual(fedora.warnings, []);
  const debian = await emptyGuest(context);
  await applyDefaultTarget(line, debian.guest);
  assert.equal(await debian.files.exists('/etc/sysconfig'), false);
  assert.deepEqual(
    debian.warnings.map(({ code, position: at }) => [code, at?.line]),
    [['default-desktop-unused', position.line]],
  );
});

const firstboot = (line: string) => commandFrom('firstboot', line, position);

for (const [line, action, reconfig] of [
  ['firstboot --enable', 'enable', false],
  ['firstboot --reconfig', 'enable', true],
  ['firstboot --disable', 'disable', false],
  ['firstboot', 'disable', false],
  [undefined, 'disable', false],
] as const) {
  test(`an RPM guest, ${line ?? 'no firstboot line'}: initial-setup is ${action}d`, async (context) => {
    const { guest, files, ran, warnings } = await emptyGuest(context, 'ID=fedora');
    await withUnits(guest, 'initial-setup.service');
    await applyFirstBoot(line === undefined ? undefined : firstboot(line), guest);
    assert.deepEqual(ran, [['systemctl', action, 'initial-setup.service']]);
    assert.equal(await files.exists('/etc/reconfigSys'), reconfig);
    const interaction = (await files.read('/etc/sysconfig/anaconda')) ?? '';
    assert.equal(interaction.includes('post_install_tools_disabled = 1'), line === 'firstboot --disable');
    assert.deepEqual(warnings, []);
  });
}

for (const [osRelease, line, hint] of [
  ['ID=fedora', 'firstboot --enable', /initial-setup/],
  ['ID=debian', 'firstboot --enable', /cloud-init/],
  ['ID=debian', 'firstboot --reconfig', /cloud-init/],
  ['ID=fedora', 'firstboot --disable', undefined],
  ['ID=debian', 'firstboot --disable', undefined],
] as const) {
  test(`${osRelease} without initial-setup, ${line}: ${hint === undefined ? 'nothing to do' : 'a warning'}`, async (context) => {
    const { guest, ran, warnings } = await emptyGuest(context, osRelease);
    await applyFirstBoot(firstboot(line), guest);
    assert.deepEqual(ran, []);
    assert.equal(warnings.length, hint === undefined ? 0 : 1);
    if (hint !== undefined) assert.match(warnings[0]?.hint ?? '', hint);
  });
}

test('the purpose of the system goes where the subscription manager reads it; else it is a warning', async (context) => {
  const line = commandFrom(
    'syspurpose',
    'syspurpose --role="RHEL Server" --sla=Premium --usage=Production --addon=a --addon=b',
    position,
  );
  const { guest, files, warnings } = await emptyGuest(context, 'ID=rhel');
  await applySyspurpose(line, guest);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['syspurpose-unused'],
  );
  const file = '/etc/rhsm/syspurpose/syspurpose.json';
  await files.write(file, '{"role": "old", "other": 1}');
  await applySyspurpose(line, guest);
  assert.deepEqual(JSON.parse((await files.read(file)) ?? ''), {
    ...{ addons: ['a', 'b'], other: 1, role: 'RHEL Server' },
    ...{ service_level_agreement: 'Premium', usage: 'Production' },
  });
  assert.equal(warnings.length, 1);
});
