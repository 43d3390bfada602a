import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorsOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';
const packagesOf = (text: string) => planOf(`${root}${text}\n`, { backend: 'dnf' }).packages;
const section = (...lines: readonly string[]) => `%packages\n${lines.join('\n')}\n%end\n`;
/** What the lines add, each with its reason: those that every appliance gets are left out. */
function addedBy(text: string): string[] {
  const usual = new Set(packagesOf('').requested.map(({ name }) => name));
  return packagesOf(text)
    .requested.filter(({ name, reason }) => reason !== 'kickstart' && !usual.has(name))
    .map(({ name, reason }) => `${name} (${reason})`);
}
const names = (text: string) => packagesOf(text).requested.map(({ name }) => name);

describe('%packages of an RPM appliance', () => {
  test('packages, groups, environments and modules each find their place', () => {
    const text = section(
      ...['bash', 'glibc.i686', 'vim-9.1', 'python3-*', '/usr/bin/xz', 'perl(Foo::Bar)', 'NetworkManager'],
      ...['@fonts --optional', '@Guest Agents', '@base --nodefaults', '@^first', '@^server-environment'],
      ...['@nodejs:20/minimal', '@php:8', '-plymouth*', '-@dial-up', '-foo.noarch'],
    );
    const { requested, excluded, groups, excludedGroups, environment, modules } = packagesOf(
      `module --name=ruby --stream=3.3\nmodule --name=perl --disable\n${text}`,
    );
    assert.deepEqual(
      requested.filter(({ reason }) => reason === 'kickstart').map(({ name }) => name),
      ['bash', 'glibc.i686', 'vim-9.1', 'python3-*', '/usr/bin/xz', 'perl(Foo::Bar)', 'NetworkManager'],
    );
    assert.deepEqual(
      excluded.map(({ name }) => name),
      ['plymouth*', 'foo.noarch'],
    );
    assert.deepEqual(
      groups.map(({ name, reason, members, optional }) => [name, reason, members, optional]),
      [
        ['core', 'core', 'default', true],
        ['fonts', 'kickstart', 'all', undefined],
        ['Guest Agents', 'kickstart', 'default', undefined],
        ['base', 'kickstart', 'mandatory', undefined],
      ],
    );
    assert.deepEqual(
      excludedGroups.map(({ name, position }) => [name, position?.line]),
      [['dial-up', 20]],
    );
    assert.deepEqual([environment?.name, environment?.position?.line], ['server-environment', 16]);
    assert.deepEqual(
      modules.map(({ name, stream, profile, disable }) => [name, stream, profile, disable]),
      [
        ['ruby', '3.3', undefined, false],
        ['perl', undefined, undefined, true],
        ['nodejs', '20', 'minimal', false],
        ['php', '8', 'default', false],
      ],
    );
  });

  test('the group core: named, excluded, without', () => {
    const core = (text: string) => {
      const { groups, excludedGroups } = packagesOf(text);
      return [groups, excludedGroups].map((list) => list.map(({ name, reason, optional }) => [name, reason, optional]));
    };
    assert.deepEqual(core(''), [[['core', 'core', true]], []]);
    assert.deepEqual(core(section('@core --optional')), [[['core', 'kickstart', undefined]], []]);
    assert.deepEqual(core(section('-@core')), [[], [['core', 'kickstart', undefined]]]);
    assert.deepEqual(core('%packages --nocore\n%end'), [[], [['core', '--nocore', undefined]]]);
    assert.deepEqual(core('%packages --nocore\n@core\n%end'), [[['core', 'kickstart', undefined]], []]);
    assert.deepEqual(core(section('-@core', '@core')), [[['core', 'kickstart', undefined]], []]);
  });

  test('--default is the default environment unless a line names one', () => {
    assert.equal(packagesOf('%packages --default\n%end').environment?.name, 'default');
    assert.equal(packagesOf('%packages --default\n@^x\n%end').environment?.name, 'x');
    assert.equal(packagesOf('').environment, undefined);
  });

  test('the options of the header reach the backend', () => {
    const { options } = packagesOf('%packages --ignorebroken --multilib --exclude-weakdeps --ignoremissing\n%end');
    assert.deepEqual(
      [options.ignoreBroken, options.multilib, options.weakDependencies, options.ignoreMissing],
      [true, true, false, true],
    );
  });

  for (const [lines, expected] of [
    [['foo;bar'], '3:1 bad-package-name'],
    [['--foo'], '3:1 bad-package-name'],
    [['@a@b'], '3:1 bad-package-name'],
    [['@nodejs:20 --optional'], '3:1 refused'],
    [['-@nodejs:20'], '3:1 refused'],
    [['@nodejs:20', '@nodejs:22/minimal'], '4:1 conflicting-options'],
  ] as const) {
    test(`${lines.join(', ')} gives ${expected}`, () =>
      assert.deepEqual(errorsOf(`${root}${section(...lines)}`, { backend: 'dnf' }), [expected]));
  }

  test('a module that one line disables and another installs', () => {
    const text = `${root}module --name=a --disable\n${section('@a:1')}`;
    assert.deepEqual(errorsOf(text), ['4:1 conflicting-options']);
  });
});

describe('what other lines need is added', () => {
  test('always', () =>
    assert.deepEqual(names(''), [
      ...['kernel', 'dracut', 'dracut-config-generic', 'grub2-pc', 'grub2-pc-modules', 'grub2-tools', 'e2fsprogs'],
    ]));

  for (const [line, added] of [
    [
      'part /boot/efi --fstype=efi --size=64',
      [
        ...['grub2-efi-x64', 'shim-x64', 'grub2-efi-x64-modules'].map((name) => `${name} (bootloader for UEFI)`),
        'dosfstools (filesystem vfat)',
      ],
    ],
    ['part /srv --fstype=xfs --size=400', ['xfsprogs (filesystem xfs)']],
    ['part /srv --fstype=btrfs --size=400', ['btrfs-progs (filesystem btrfs)']],
    ['bootloader --extlinux', ['syslinux-extlinux (bootloader)', 'syslinux-nonlinux (bootloader)']],
    ['lang de_DE.UTF-8 --addsupport=pt_BR,de_AT,C.UTF-8', ['glibc-langpack-de (lang)', 'glibc-langpack-pt (lang)']],
    ['lang C.UTF-8', []],
    ['keyboard de', ['kbd (keyboard)']],
    ['timezone Europe/Berlin', ['tzdata (timezone)']],
    ['timesource --ntp-server=a.example', ['chrony (time servers)']],
    ['timesource --ntp-server=a.example\ntimesource --ntp-disable', []],
    ['timesource --ntp-pool=a.example --nts', ['chrony (time servers)', 'ca-certificates (time servers with NTS)']],
    [`timesource --ntp-server=a.example\n${section('ntpsec')}`, []],
    ['network --bootproto=dhcp', ['NetworkManager (network)']],
    ['network --hostname=a.example', []],
    [`network --bootproto=dhcp\n${section('systemd-networkd')}`, []],
    ['firewall --enabled --service=http', ['firewalld (firewall)']],
    ['firewall --disabled', []],
    ['firewall --use-system-defaults', []],
    [`firewall --enabled\n${section('nftables')}`, []],
    ['selinux --enforcing', ['selinux-policy-targeted (selinux)', 'policycoreutils (selinux)']],
    ['selinux --disabled', []],
    ['authselect select sssd', ['authselect (authselect)']],
    ['rootpw --lock', ['shadow-utils (accounts)']],
    ['firstboot --enable', ['initial-setup (firstboot)']],
    ['firstboot --disable', []],
    ['%addon com_redhat_kdump --enable\n%end', ['kdump-utils (%addon com_redhat_kdump)']],
    [`%addon com_redhat_kdump --enable\n%end\n${section('kexec-tools')}`, []],
  ] as const) {
    test(line, () => assert.deepEqual(addedBy(line), added));
  }

  test('the loaders bring their own packages alone', () => {
    assert.equal(
      names('bootloader --extlinux').some((name) => name.startsWith('grub2')),
      false,
    );
    assert.equal(
      names('bootloader --location=none').some((name) => name.startsWith('grub2')),
      false,
    );
    const sdboot = names('part /boot/efi --fstype=efi --size=64\nbootloader --sdboot');
    assert.deepEqual(
      sdboot.filter((name) => /grub|shim|boot/.test(name)),
      ['systemd-boot-unsigned'],
    );
  });

  test('a kernel of %packages is enough; its headers are none', () => {
    for (const kernel of [
      'kernel-core',
      'kernel-6.12.1',
      'kernel*',
      'kernel.x86_64',
      'kernel-rt-core',
      'kernel-uki-virt',
    ])
      assert.equal(names(section(kernel)).includes('kernel'), false, kernel);
    for (const other of ['kernel-headers', 'kernel-tools', 'kernel-devel-6.12'])
      assert.ok(names(section(other)).includes('kernel'), other);
  });

  test('nothing that %packages excludes, by whatever pattern, and nothing twice', () => {
    const lines = section(
      '-dracut-config-*',
      '-grub2-pc',
      '-grub2-[pt]*',
      '-kernel.x86_64',
      '-e2fsprog?',
      'dracut.noarch',
    );
    assert.deepEqual(names(lines), ['dracut.noarch']);
    const kdump = packagesOf(`%addon com_redhat_kdump --enable\n%end\n${section('-kexec-tools')}`).requested;
    assert.deepEqual(kdump.find(({ name }) => name === 'kdump-utils')?.alternatives, []);
    const debian = planOf(`${root}${section('-linux-image*', '-zstd')}`, { backend: 'apt' }).packages.requested;
    assert.equal(
      debian.some(({ name }) => /^linux-image|^zstd$/.test(name)),
      false,
    );
  });
});
