// Boot loaders through the whole build, and one boot of each. The guests say what an update of the kernel would do to the menu.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { tableOf, toRaw } from '../../support/inspect-disk.ts';
import { patientSystemd } from '../../support/patient-systemd.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { writeKickstart } from '../../support/small-appliance.ts';

/** A unit that runs once the guest has booted; its output goes to the serial console. */
const report = (script: string) => [
  '%post --erroronfail',
  "cat > /usr/local/sbin/report <<'SCRIPT'",
  '#!/bin/sh',
  // The login prompt hangs up whoever writes to the port before it.
  'systemctl is-system-running --wait > /dev/null',
  'exec > /dev/ttyS0 2>&1',
  'echo',
  script,
  'SCRIPT',
  'chmod 755 /usr/local/sbin/report',
  "cat > /etc/systemd/system/report.service <<'UNIT'",
  '[Service]',
  'ExecStart=/usr/local/sbin/report',
  '[Install]',
  'WantedBy=multi-user.target',
  'UNIT',
  'systemctl enable report.service',
  '%end',
];

interface Recipe {
  readonly bootloader: string;
  readonly parts: readonly string[];
  readonly packages?: readonly string[];
  readonly script: string;
  readonly expect: readonly string[];
}

const append = `--timeout=1 --append="console=tty0 console=ttyS0,115200 ${patientSystemd} panic=9"`;

async function build(directory: string, name: string, { bootloader, parts, packages = [], script, expect }: Recipe) {
  const file = writeKickstart({ directory, inputs: directory } as Parameters<typeof writeKickstart>[0], `${name}.ks`, {
    commands: [`bootloader ${append} ${bootloader}`],
    parts,
    packages,
    sections: report(script),
  });
  const out = path.join(directory, name);
  const options = ['--format', 'qcow2', '--boot-test', '--cache-dir', sharedCache, '--out', out];
  const expectations = expect.flatMap((pattern) => ['--expect', pattern]);
  const built = await runCli(['build', file, ...options, ...expectations]);
  const read = (file: string) => (built.code === 0 ? readFileSync(path.join(out, file), 'utf8') : '');
  const manifest = built.code === 0 ? (JSON.parse(read('manifest.json')) as Manifest) : undefined;
  const verdicts = manifest?.boot.map(({ firmware, verdict }) => [firmware, verdict]);
  return {
    out,
    built,
    verdicts,
    texts: [built.stdout, built.stderr, read('build.log'), read('manifest.json')].join('\n'),
  };
}

const debugfs = (raw: string, offset: number, command: string) =>
  execFileSync('debugfs', ['-R', command, `${raw}?offset=${offset}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

test('GRUB with a password boots from the boot drive, and an update-grub keeps the password', async (t) => {
  const directory = temporaryDirectory(t);
  const { out, built, texts, verdicts } = await build(directory, 'locked', {
    bootloader: '--password=menu-s3cret --boot-drive=sdb',
    parts: ['part /srv --size=16 --ondisk=sda', 'part / --size=900 --ondisk=sdb'],
    packages: ['grub-common', 'grub2-common'],
    script: [
      'before=$(grep ^password_ /boot/grub/grub.cfg)',
      'update-grub',
      '[ "$(grep ^password_ /boot/grub/grub.cfg)" = "$before" ] && echo "REPORT same password"',
      'echo "REPORT mode $(stat -c %a /boot/grub/grub.cfg)"',
      'grub-script-check /boot/grub/grub.cfg && echo "REPORT sound"',
      'grep -n "unrestricted\\|menuentry_id_option=" /boot/grub/grub.cfg',
      'echo "REPORT cmdline $(cat /proc/cmdline)"',
    ].join('\n'),
    expect: ['REPORT same password', 'REPORT mode 600', 'REPORT sound', 'REPORT cmdline .* ro .*panic=9'],
  });
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  assert.deepEqual(verdicts, [['bios', 'passed']]);
  const descriptor = readFileSync(path.join(out, 'locked.xml'), 'utf8');
  assert.deepEqual(
    [...descriptor.matchAll(/drive disk="([^"]+)"/g)].map((match) => match[1]),
    ['locked-sdb.qcow2', 'locked-sda.qcow2'],
  );
  const raw = toRaw(path.join(out, 'locked-sdb.qcow2'), directory);
  const start = tableOf(raw).partitions.at(-1)?.startBytes ?? 0;
  const menu = debugfs(raw, start, 'cat /boot/grub/grub.cfg');
  assert.match(
    menu,
    /^set superusers="root"\nexport superusers\npassword_pbkdf2 root grub\.pbkdf2\.sha512\.10000\.[0-9A-F]{128}\.[0-9A-F]{128}$/m,
  );
  assert.match(menu, /^menuentry '.*' --unrestricted \{$/m);
  assert.match(debugfs(raw, start, 'stat /boot/grub/grub.cfg'), /Mode: +0600/);
  assert.doesNotMatch(texts, /menu-s3cret|pbkdf2\.sha512\.\d/);
});

test('systemd-boot boots through UEFI, and kernel-install adds the kernels of updates', async (t) => {
  const directory = temporaryDirectory(t);
  const { built, verdicts } = await build(directory, 'sdboot', {
    bootloader: '--sdboot',
    parts: ['part / --size=900', 'reqpart'],
    script: [
      'bootctl is-installed && echo "REPORT installed"',
      'version=$(uname -r)',
      'entry=/boot/efi/loader/entries/debian-$version.conf',
      'cp "$entry" /tmp/before',
      'kernel-install add "$version" "/boot/vmlinuz-$version" "/boot/initrd.img-$version"',
      'cat "$entry"',
      'diff /tmp/before "$entry"',
      'echo "REPORT entries $(ls /boot/efi/loader/entries | wc -l) of $(ls /boot/efi/debian | wc -l)"',
      'grep -q "^options *root=UUID=.* panic=9" "$entry" && echo "REPORT same arguments"',
      'echo "REPORT cmdline $(cat /proc/cmdline)"',
    ].join('\n'),
    expect: ['REPORT installed', 'REPORT entries 1 of 1', 'REPORT same arguments', 'REPORT cmdline .* ro .*panic=9'],
  });
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  assert.deepEqual(verdicts, [['uefi', 'passed']]);
});

test('systemd-boot: a partition that is too small for the kernels is an error at its part line', async (t) => {
  const directory = temporaryDirectory(t);
  const { built } = await build(directory, 'small', {
    bootloader: '--sdboot',
    parts: ['part / --size=900', 'part /boot/efi --fstype=efi --size=8'],
    script: 'true',
    expect: [],
  });
  assert.equal(built.code, 2, built.stdout);
  assert.match(built.stderr, /small\.ks:9:1: .*\/boot\/efi/);
});

test('extlinux boots through a BIOS, and its menu is made anew as it was', async (t) => {
  const directory = temporaryDirectory(t);
  const { out, built, verdicts } = await build(directory, 'extlinux', {
    bootloader: '--extlinux',
    parts: ['part / --size=900'],
    script: [
      'cp /boot/extlinux/extlinux.conf /tmp/before',
      '/etc/kernel/postinst.d/zz-extlinux "$(uname -r)" "/boot/vmlinuz-$(uname -r)"',
      'diff /tmp/before /boot/extlinux/extlinux.conf && echo "REPORT same menu"',
      'echo "REPORT cmdline $(cat /proc/cmdline)"',
    ].join('\n'),
    expect: ['REPORT same menu', 'REPORT cmdline .*root=UUID=.* ro .*panic=9'],
  });
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  assert.deepEqual(verdicts, [['bios', 'passed']]);
  const table = execFileSync('sfdisk', ['--dump', toRaw(path.join(out, 'extlinux-sda.qcow2'), directory)], {
    encoding: 'utf8',
  });
  assert.match(table, /attrs="LegacyBIOSBootable"/);
});
