// Arrays, subvolumes and encrypted volumes through the whole build, on one shared layer. The guests say what they have put together.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { tool } from '../../support/inspect-disk.ts';
import { patientSystemd } from '../../support/patient-systemd.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';

/** Runs in the guest once it has booted. */
const report = `
cat > /usr/local/sbin/report <<'SCRIPT'
#!/bin/sh
state=$(systemctl is-system-running --wait)
exec > /dev/ttyS0
echo
findmnt --fstab --noheadings --raw --output TARGET | while read -r target; do
  echo "REPORT $target is $(findmnt --noheadings --raw --output FSTYPE,FSROOT --mountpoint "$target") on $(lsblk --noheadings --output TYPE "$(findmnt --noheadings --nofsroot --output SOURCE --mountpoint "$target")")"
  [ -f "$target/hello" ] && echo "REPORT $target holds $(cat "$target/hello")"
done
for array in /dev/md/*; do
  [ -b "$array" ] && mdadm --detail "$array" | sed -n "s|^ *\\(State\\) : |REPORT $array |p"
done
grep '\\[UU\\]' /proc/mdstat | sed 's/^/REPORT mdstat /'
grep -q 'resync\\|recovery' /proc/mdstat && echo 'REPORT an array is not in sync'
echo "REPORT state: $state, failed: $(systemctl --failed --plain --no-legend | wc -l)"
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

function kickstart(lines: readonly string[]): string {
  return [
    'rootpw --plaintext storage',
    `bootloader --timeout=0 --append="console=tty0 console=ttyS0,115200 ${patientSystemd}"`,
    'clearpart --all --disklabel=gpt',
    ...lines,
    '%packages',
    ...['linux-image-cloud-amd64', 'e2fsprogs', 'xfsprogs', 'btrfs-progs', 'mdadm', 'cryptsetup'],
    'cryptsetup-initramfs',
    '%end',
    '%post --erroronfail',
    report,
    'for place in $(findmnt --fstab --noheadings --raw --output TARGET); do',
    '  [ "$place" = / ] || echo "data of $place" > "$place/hello"',
    'done',
    '%end',
    '',
  ].join('\n');
}

test('a root on a mirror over two disks boots in sync, with stripes and subvolumes beside it', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'arrays.ks');
  const lines = [
    'part raid.11 --size=1000 --ondisk=sda',
    'part raid.12 --size=1000 --ondisk=sdb',
    'raid / --device=root --level=1 --fstype=ext4 raid.11 raid.12',
    'part raid.21 --size=80 --ondisk=sda',
    'part raid.22 --size=80 --ondisk=sdb',
    'raid /srv/fast --device=fast --level=0 --chunksize=64 --fstype=ext4 raid.21 raid.22',
    'part btrfs.1 --size=160 --ondisk=sdb',
    'btrfs none --label=sub btrfs.1',
    'btrfs /home --subvol --name=home LABEL=sub',
    'btrfs /srv/log --subvol --name=home/log LABEL=sub',
  ];
  writeFileSync(file, kickstart(lines));
  const out = path.join(directory, 'out');
  const expected = [
    '/ is ext4 / on raid1$',
    '/srv/fast is ext4 / on raid0$',
    '/srv/fast holds data of /srv/fast$',
    '/home is btrfs /home on part$',
    '/srv/log is btrfs /home/log on part$',
    '/srv/log holds data of /srv/log$',
    '/dev/md/root (clean|active)',
    'mdstat .*\\[2/2\\] \\[UU\\]',
    'state: running, failed: 0$',
  ].flatMap((pattern) => ['--expect', `REPORT ${pattern}`]);
  const options = ['--format', 'qcow2', '--boot-test', '--cache-dir', sharedCache, '--out', out];
  const built = await runCli(['build', file, ...options, ...expected]);
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  assert.doesNotMatch(readFileSync(path.join(out, 'boot-qcow2-bios.log'), 'utf8'), /not in sync/);
});

test('an encrypted btrfs root beside a plain /boot opens with the passphrase, and nothing else tells it', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'safe.ks');
  const passphrase = 'correct-horse-battery';
  const lines = [
    'part /boot --fstype=ext4 --size=150',
    `part btrfs.1 --size=1300 --encrypted --passphrase=${passphrase}`,
    'btrfs none --label=safe btrfs.1',
    'btrfs / --subvol --name=root LABEL=safe',
    'btrfs /home --subvol --name=home LABEL=safe',
    `part /srv --fstype=xfs --size=340 --encrypted --passphrase=${passphrase}`,
  ];
  writeFileSync(file, kickstart(lines));
  const out = path.join(directory, 'out');
  const built = await runCli(['build', file, '--format', 'qcow2', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, `${built.stderr}${built.stdout}`);
  const told = [built.stdout, built.stderr, tool('grep', '-c', 'luksFormat', path.join(out, 'build.log'))].join('\n');
  assert.doesNotMatch(told, new RegExp(passphrase));
  assert.throws(() => tool('grep', '-rlF', passphrase, out), 'no file of the output holds it');
  const reports = [
    '/ is btrfs /root on crypt',
    '/boot is ext4 / on part',
    '/boot holds data of /boot',
    '/home is btrfs /home on crypt',
    '/home holds data of /home',
    '/srv is xfs / on crypt',
    '/srv holds data of /srv',
    'state: running, failed: 0',
  ];
  const send = ['  - send: correct-horse-battery', '    secret: true'];
  const scenario = [
    ...['steps:', '  - expect: unlock disk luks-', ...send],
    ...['  - expect: "[Ee]nter passphrase for disk"', ...send],
    ...reports.map((text) => `  - expect: 'REPORT ${text}$'`),
  ];
  const steps = path.join(directory, 'unlock.yaml');
  writeFileSync(steps, `${scenario.join('\n')}\n`);
  // The boot proper ends at the prompt; the scenario goes on from there.
  const options = ['--expect', 'unlock disk', '--scenario', steps, '--record', '--json', '--cache-dir', sharedCache];
  const booted = await runCli(['boot', path.join(out, 'safe.xml'), ...options]);
  assert.equal(booted.code, 0, booted.stdout);
  assert.throws(() => tool('grep', '-rlF', passphrase, out), 'nor does a report');
});
