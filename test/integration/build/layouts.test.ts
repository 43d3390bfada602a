// Layouts through the whole build, on one shared layer. The guests say themselves what they have mounted.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { checkFilesystem, imageInfo, probe, readFat, type Table, tableOf, toRaw } from '../../support/inspect-disk.ts';
import { inspectVolumeGroup } from '../../support/inspect-lvm.ts';
import { patientSystemd } from '../../support/patient-systemd.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';

/** Runs in the guest once it has booted, and says on the serial console what is mounted and what failed. */
const report = `
cat > /usr/local/sbin/report <<'SCRIPT'
#!/bin/sh
state=$(systemctl is-system-running --wait)
exec > /dev/ttyS0
echo
findmnt --fstab --noheadings --raw --output TARGET,FSTYPE | while read -r target type; do
  [ "$type" = swap ] && continue
  echo "REPORT $target planned as $type is $(findmnt --noheadings --raw --output FSTYPE --mountpoint "$target")"
  [ -f "$target/hello" ] && echo "REPORT $target holds $(cat "$target/hello") of $(stat -c %u:%g:%a "$target/hello")"
done
echo "REPORT swaps: $(swapon --show=TYPE --noheadings | wc -l)"
echo "REPORT state: $state, failed: $(systemctl --failed --plain --no-legend | wc -l)"
systemctl --failed --plain --no-legend
SCRIPT
chmod 755 /usr/local/sbin/report
cat > /etc/systemd/system/report.service <<'UNIT'
[Unit]
Description=Report of what is mounted
[Service]
ExecStart=/usr/local/sbin/report
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable report.service
`;

function kickstart(disklabel: string, lines: readonly string[]): string {
  return [
    'rootpw --plaintext layouts',
    `bootloader --timeout=0 --append="console=tty0 console=ttyS0,115200 ${patientSystemd}"`,
    `clearpart --all --disklabel=${disklabel}`,
    ...lines,
    '%packages',
    ...['linux-image-cloud-amd64', 'e2fsprogs', 'dosfstools', 'xfsprogs', 'btrfs-progs', 'lvm2', 'shim-signed'],
    '%end',
    '%post --erroronfail',
    report,
    'for place in $(findmnt --fstab --noheadings --raw --types noswap --output TARGET); do',
    '  case $place in /|/boot*) continue;; esac',
    '  echo "data of $place" > "$place/hello"',
    '  chown 12:34 "$place/hello"',
    '  chmod 640 "$place/hello"',
    'done',
    '%end',
    '',
  ].join('\n');
}

interface Mount {
  readonly target: string;
  readonly type: string;
}

/** What the guest must say of its mounts, and that nothing failed. */
function expectations(mounts: readonly Mount[], swaps: number): string[] {
  const data = mounts.filter(({ target }) => target !== '/' && !target.startsWith('/boot'));
  return [
    ...mounts.map(({ target, type }) => `REPORT ${target} planned as ${type} is ${type}$`),
    // vfat has no owners; its files are the root's alone.
    ...data.map(
      ({ target, type }) => `REPORT ${target} holds data of ${target} of ${type === 'vfat' ? '0:0:700' : '12:34:640'}$`,
    ),
    `REPORT swaps: ${swaps}$`,
    'REPORT state: running, failed: 0$',
  ].flatMap((pattern) => ['--expect', pattern]);
}

function checkAll(raw: string, table: Table, types: readonly (string | undefined)[], directory: string): void {
  const found = table.partitions.map((entry) => {
    // An extended partition is a chain of tables, and a BIOS boot partition holds bare code.
    if (entry.type === '5' || entry.type === 'f' || entry.type.startsWith('21686148')) return undefined;
    const type = probe(raw, entry.startBytes)['TYPE'];
    if (type !== undefined && type !== 'swap') checkFilesystem(raw, entry, type, directory);
    return type;
  });
  assert.deepEqual(found, types);
}

test('an msdos disk with logical partitions boots from its raw file, every filesystem mounted', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'logical.ks');
  const parts = [
    'part /boot --fstype=ext2 --size=96',
    'part / --fstype=ext4 --size=700 --grow',
    'part swap --size=32',
    'part /home --fstype=ext3 --size=32',
    'part /home/deep --fstype=ext4 --size=16',
    'part /srv/fat --fstype=vfat --size=32 --label=FATDATA',
  ];
  writeFileSync(file, kickstart('msdos', parts));
  const out = path.join(directory, 'out');
  const mounts = [
    { target: '/boot', type: 'ext2' },
    { target: '/', type: 'ext4' },
    { target: '/home', type: 'ext3' },
    { target: '/home/deep', type: 'ext4' },
    { target: '/srv/fat', type: 'vfat' },
  ];
  const options = ['--format', 'raw', '--disk', 'os=1200M', '--boot-test', '--cache-dir', sharedCache, '--out', out];
  const built = await runCli(['build', file, ...options, ...expectations(mounts, 1)]);
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  assert.ok(readdirSync(out).includes('logical-os.raw'));
  const raw = path.join(out, 'logical-os.raw');
  assert.equal(statSync(raw).size, 1200 * 2 ** 20);
  assert.ok(statSync(raw).blocks * 512 < 600 * 2 ** 20, 'the raw file is sparse');
  const table = tableOf(raw);
  assert.equal(table.label, 'dos');
  assert.deepEqual(
    table.partitions.map(({ number, type, bootable }) => [number, type, bootable]),
    [
      [1, '83', true],
      [2, '83', false],
      [3, '82', false],
      [4, 'f', false],
      [5, '83', false],
      [6, '83', false],
      [7, 'c', false],
    ],
  );
  checkAll(raw, table, ['ext2', 'ext4', 'swap', undefined, 'ext3', 'ext4', 'vfat'], directory);
  const fat = table.partitions.at(-1)?.startBytes ?? 0;
  assert.equal(probe(raw, fat)['LABEL'], 'FATDATA');
  assert.equal(readFat(raw, fat, '/hello'), 'data of /srv/fat\n');
});

test('an xfs root, btrfs, vfat, a /boot and an EFI system partition of their own, and 100 GB of nothing', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'mixed.ks');
  const parts = [
    'part /boot/efi --fstype=efi --size=32 --ondisk=sda',
    'part /boot --fstype=ext4 --size=128 --ondisk=sda',
    'part / --fstype=xfs --size=700 --grow --ondisk=sda',
    'part swap --size=32 --ondisk=sda',
    'part /srv/xfs --fstype=xfs --size=320 --label=xfsdata --ondisk=sda',
    'part /srv/btrfs --fstype=btrfs --size=160 --label=btrfsdata --ondisk=sda',
    'part /srv/fat --fstype=vfat --size=64 --ondisk=sdb',
    'part /srv/huge --fstype=ext4 --size=256 --grow --ondisk=sdb',
  ];
  writeFileSync(file, kickstart('gpt', parts));
  const out = path.join(directory, 'out');
  const mounts = [
    { target: '/boot/efi', type: 'vfat' },
    { target: '/boot', type: 'ext4' },
    { target: '/', type: 'xfs' },
    { target: '/srv/xfs', type: 'xfs' },
    { target: '/srv/btrfs', type: 'btrfs' },
    { target: '/srv/fat', type: 'vfat' },
    { target: '/srv/huge', type: 'ext4' },
  ];
  const sizes = ['--disk', 'os=1600M', '--disk', 'huge=100G'];
  const options = ['--format', 'qcow2', ...sizes, '--boot-test', '--cache-dir', sharedCache, '--out', out];
  const built = await runCli(['build', file, ...options, ...expectations(mounts, 1)]);
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;

  await t.test('it booted under both firmwares with everything mounted and nothing failed', () => {
    assert.deepEqual(
      manifest.boot.map(({ firmware, verdict }) => [firmware, verdict]),
      [
        ['bios', 'passed'],
        ['uefi', 'passed'],
      ],
    );
  });

  await t.test('each filesystem is sound for its own checker', () => {
    const os = toRaw(path.join(out, 'mixed-os.qcow2'), directory);
    const types = [undefined, 'vfat', 'ext4', 'xfs', 'swap', 'xfs', 'btrfs'];
    checkAll(os, tableOf(os), types, directory);
    const huge = toRaw(path.join(out, 'mixed-huge.qcow2'), directory);
    checkAll(huge, tableOf(huge), ['vfat', 'ext4'], directory);
  });

  await t.test('the empty 100 GB disk costs neither space nor memory nor time', () => {
    const huge = path.join(out, 'mixed-huge.qcow2');
    assert.equal(imageInfo(huge)['virtual-size'], 100 * 2 ** 30);
    const { size } = statSync(huge);
    assert.ok(size < 16 * 2 ** 20, `its qcow2 has ${size} bytes`);
    const { peakMemoryBytes = Number.NaN } = manifest.builder;
    assert.ok(peakMemoryBytes <= 200e6, `the program took ${peakMemoryBytes} bytes of memory`);
    const seconds = manifest.timings
      .filter(({ name }) => name === 'disk' || name === 'convert')
      .reduce((sum, timing) => sum + timing.seconds, 0);
    // Writing, or reading, 100 GB of zeros takes minutes.
    assert.ok(seconds < 90, `it took ${seconds} s`);
  });
});

test('/ and /boot on LVM over two disks boot under a BIOS, and under UEFI with Secure Boot', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'lvm.ks');
  const parts = [
    'part /boot/efi --fstype=efi --size=32 --ondisk=sda',
    'part pv.01 --size=900 --ondisk=sda',
    'part pv.02 --size=200 --grow --ondisk=sdb',
    'volgroup vg-0 pv.01 pv.02',
    'logvol / --fstype=ext4 --vgname=vg-0 --name=root --size=700 --grow',
    'logvol swap --vgname=vg-0 --name=swap --size=32',
    'logvol /srv/xfs --fstype=xfs --vgname=vg-0 --name=data --size=320',
    'logvol /var --fstype=ext4 --vgname=vg-0 --name=var --size=320 --fsoptions=noatime,nodev',
  ];
  writeFileSync(file, kickstart('gpt', parts));
  const out = path.join(directory, 'out');
  const mounts = [
    { target: '/boot/efi', type: 'vfat' },
    { target: '/', type: 'ext4' },
    { target: '/srv/xfs', type: 'xfs' },
    { target: '/var', type: 'ext4' },
  ];
  const options = ['--format', 'raw', '--disk', 'os', '--disk', 'more=900M', '--cache-dir', sharedCache, '--out', out];
  const firmwares = ['--firmware', 'bios,uefi-secure'];
  const built = await runCli(['build', file, '--boot-test', ...firmwares, ...options, ...expectations(mounts, 1)]);
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
  assert.deepEqual(
    manifest.boot.map(({ firmware, verdict }) => [firmware, verdict]),
    [
      ['bios', 'passed'],
      ['uefi-secure', 'passed'],
    ],
  );
  assert.deepEqual(manifest.bootLoader, { loader: 'grub', bios: true, uefi: true, signed: true });
  assert.match(readFileSync(path.join(out, 'boot-raw-uefi-secure.log'), 'utf8'), /Secure boot enabled/);
  const ranges = ['os', 'more'].flatMap((disk) => {
    const raw = path.join(out, `lvm-${disk}.raw`);
    const volumes = tableOf(raw).partitions.filter(({ type }) => type.startsWith('E6D6D379'));
    return volumes.map(({ startBytes, sizeBytes }) => ({ file: raw, startBytes, sizeBytes }));
  });
  assert.equal(ranges.length, 2);
  const backup = inspectVolumeGroup('vg-0', ranges, directory);
  assert.match(backup, /root \{[\s\S]*?segment_count = 2/);
});
