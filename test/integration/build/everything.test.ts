// One kickstart with nearly every command is built and booted, and the machine is asked over its serial console.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { toRaw } from '../../support/inspect-disk.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { startMachine } from './machine.ts';
import { logIn, type Shell } from './shell.ts';

const kickstart = 'test/fixtures/kickstarts/everything.ks';
const secrets = ['correct horse 7', "kim's secret 8", 'grub secret 9', 'nobody-sees-this'];

/** What to ask, and what the answer must hold; each is a line of its own in the report. */
const questions: readonly (readonly [what: string, command: string, ...answers: readonly RegExp[]])[] = [
  ['host name', 'hostname -f; cat /etc/hostname', /^everything\.example\.org\neverything\.example\.org$/],
  ['language', 'cat /etc/locale.conf', /LANG="?de_DE\.UTF-8/],
  ['locales of --addsupport', 'locale -a', /^de_DE\.utf8$/m, /^fr_FR\.utf8$/m],
  [
    'keyboard of console and X',
    'cat /etc/vconsole.conf /etc/default/keyboard',
    /^KEYMAP="?fr"?$/m,
    /^XKBLAYOUT="?de,us/m,
    /^XKBVARIANT="?nodeadkeys,/m,
    /^XKBOPTIONS="?grp:alt_shift/m,
  ],
  ['keymap of the console: A where others have Q', 'dumpkeys --console=/dev/tty1', /^keycode\s+16 = \+a\b/m],
  [
    'X layouts as localed writes them',
    'cat /etc/X11/xorg.conf.d/00-keyboard.conf',
    /XkbLayout"\s+"de,us"/,
    /XkbVariant"\s+"nodeadkeys,"/,
  ],
  ['time zone', 'date +%Z; timedatectl show -p Timezone', /^CES?T\n/, /^Timezone=Europe\/Berlin$/m],
  ['hardware clock', 'tail -n 1 /etc/adjtime', /^UTC$/],
  ['time servers', 'timedatectl show-timesync -p SystemNTPServers', /192\.0\.2\.123/, /pool\.example\.org/],
  ['group', 'getent group operators crew', /^operators:x:1700:kim$/m, /^crew:x:1701:kim$/m],
  ['user', 'getent passwd kim', /^kim:x:1600:1601:Kim Example:\/home\/kim:\/bin\/bash$/],
  ['groups of the user', 'id -nG kim', /\bsudo\b/, /\boperators\b/, /\bcrew\b/],
  ['another home', 'stat -c "%U %a" /srv/runner; getent passwd runner', /^runner 7/, /:\/srv\/runner:\/bin\/sh$/m],
  [
    'password hashes, and a locked account',
    `awk -F: '$1 ~ /^(root|kim|runner)$/ { print $1, substr($2, 1, 3) }' /etc/shadow`,
    /^root \$(?:6|y)\$$/m,
    /^kim \$(?:6|y)\$$/m,
    /^runner !/m,
  ],
  [
    'ssh key',
    'stat -c "%U %a" /home/kim/.ssh /home/kim/.ssh/authorized_keys; cat /home/kim/.ssh/authorized_keys',
    /^kim 700\nkim 600\nssh-ed25519 \S+ kim@example$/,
  ],
  ['sudo', "su kim -c 'echo \"kim'\\''s secret 8\" | sudo -S -p \"\" id -u'", /^0$/m],
  ['home folders at first login', 'grep -r pam_mkhomedir /etc/pam.d', /pam_mkhomedir\.so/],
  ['units', 'systemctl is-enabled ssh e2scrub_all.timer', /^enabled\ndisabled$/],
  ['default target', 'systemctl get-default', /^multi-user\.target$/],
  ['listening ports', 'ss -Hltn', /(?:0\.0\.0\.0|\*|\[::\]):22\s/],
  [
    'firewall of both families',
    'nft list ruleset',
    /table inet/,
    /\b22\b/,
    /\b80\b/,
    /\b8443\b/,
    /6000-6010/,
    /"br0"/,
    /policy drop/,
  ],
  ['DHCP', 'ip -4 -br addr show eth0', /10\.0\.2\.15\/24/],
  ['router advertisements', 'sysctl -n net.ipv6.conf.eth0.disable_ipv6; ip -6 -br addr show eth0', /^0\n/, /fe80::/],
  ['static addresses', 'ip -br addr show eth1', /192\.0\.2\.10\/24/, /2001:db8:1::10\/64/],
  ['MTU', 'cat /sys/class/net/eth1/mtu', /^1400$/],
  ['gateway', 'ip -6 route; ip -4 route', /default via 10\.0\.2\.2/],
  ['no default route', 'ip -4 route show default dev eth1', /^$/],
  ['name servers', 'resolvectl dns eth1', /192\.0\.2\.53/, /2001:db8:1::53/],
  [
    'bond',
    'cat /proc/net/bonding/bond0; ip -br addr show bond0',
    /active-backup/,
    /MII Polling Interval \(ms\): 100/,
    /^Slave Interface: eth2$/m,
    /^Slave Interface: eth3$/m,
    /198\.51\.100\.10\/25/,
  ],
  ['no IPv6 on the bond', 'ip -6 addr show dev bond0', /^$/],
  ['VLAN', 'ip -d addr show office', /vlan protocol 802\.1Q id 42/, /203\.0\.113\.10\/24/],
  ['bridge', 'ip -br addr show br0; ls /sys/class/net/br0/brif', /10\.42\.0\.1\/16/, /fd00:42::1\/64/, /^eth4$/m],
  ['not at boot', 'cat /sys/class/net/eth5/operstate; ip addr show eth5', /^down\n/, /^(?!.*\binet)/s],
  ['kernel arguments', 'cat /proc/cmdline', /\bappliance\.mark=seen\b/, /\bnet\.ifnames=0\b/],
  [
    'menu: time and password',
    'cat /boot/grub/grub.cfg; stat -c %a /boot/grub/grub.cfg',
    /^set timeout=2$/m,
    /^set superusers=/m,
    /^password_pbkdf2 \S+ grub\.pbkdf2\.sha512\./m,
    /--unrestricted/,
    /^600$/m,
  ],
  ['GRUB settings for updates', 'cat /etc/default/grub', /GRUB_TIMEOUT="?2/, /appliance\.mark=seen/],
  ['trusted authority', 'openssl verify /usr/local/share/ca-certificates/test-authority.crt 2>&1', /: OK$/m],
  [
    'documentation left out',
    'ls /usr/share/man/man1 /usr/share/doc/bash 2>/dev/null | grep -v copyright | wc -l',
    /^[0-3]$/,
  ],
  ['languages left out', 'ls -1 /usr/share/locale', /^de$/m, /^(?!.*^fr$)/ms],
  ['order of the scripts', 'cat /root/order', /^first\nsecond\nthird$/],
  [
    'logs of the scripts',
    'stat -c %a /root/post.log; cat /root/post.log /var/log/second.log /root/nochroot.log',
    /^600\nfirst: everything\.example\.org\numask 0022\none and the same$/,
  ],
  ['no script for failures was run', 'ls /root/must-not-be-there 2>&1', /No such file/],
  ['nothing failed', 'systemctl --failed --no-legend --plain', /^$/],
];

/** Byte offsets of a text in a file. */
function placesOf(file: string, text: string): string[] {
  const { status, stdout } = spawnSync('grep', ['-a', '-b', '-o', '-F', '--', text, file], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1);
  return stdout.split('\n').filter((line) => line !== '');
}

async function ask(t: TestContext, shell: Shell): Promise<void> {
  for (const [what, command, ...answers] of questions) {
    const { text } = await shell.run(command);
    await t.test(what, () => {
      for (const answer of answers) assert.match(text, answer);
    });
  }
}

test('a kickstart with nearly every command gives the machine that it describes', async (t) => {
  const directory = temporaryDirectory(t);
  const out = path.join(directory, 'out');
  const built = await runCli(['build', kickstart, '--format', 'qcow2', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, built.stderr);
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;

  await t.test('what could not be done is told with its line', () => {
    for (const [text, message] of [
      ['services --disabled', /not-installed/],
      ['%post\nexit 7', /%post script failed with exit code 7/],
      ['no-such-package-anywhere', /no-such-package-anywhere/],
    ] as const) {
      const line = readFileSync(kickstart, 'utf8').split(text)[0]?.split('\n').length;
      assert.match(built.stderr, message);
      assert.ok(built.stderr.includes(`everything.ks:${line}`), `${text}: ${built.stderr}`);
    }
  });
  await t.test('what means nothing in an image is listed once', () => {
    for (const command of ['text', 'eula', 'sshpw', 'poweroff'])
      assert.equal(manifest.noEffect.filter((name) => name === command).length, 1, command);
  });
  await t.test('no password is in the output, the log, the manifest or the descriptor', () => {
    const texts = readdirSync(out).filter((name) => /\.(?:log|json|xml)$|SUMS$/.test(name));
    assert.ok(texts.includes('build.log'));
    const all = [built.stdout, built.stderr, ...texts.map((name) => readFileSync(path.join(out, name), 'utf8'))];
    for (const secret of secrets) assert.ok(!all.some((text) => text.includes(secret)), secret);
  });

  const [disk] = readdirSync(out).filter((name) => name.endsWith('.qcow2'));
  assert.ok(disk);
  await t.test('no password lies in clear anywhere on the disk', () => {
    const raw = toRaw(path.join(out, disk), directory);
    assert.notEqual(placesOf(raw, 'everything.example.org').length, 0);
    for (const secret of secrets) assert.deepEqual(placesOf(raw, secret), [], secret);
  });
  const recipe = { memoryMiB: 1024, guestPort: 22, networkDevices: 6, directory };
  await using machine = await startMachine({ ...recipe, disks: [path.join(out, disk)] });
  const shell = await logIn(machine.serial, 'root', 'correct horse 7');
  await shell.run('systemctl is-system-running --wait');
  await ask(t, shell);
  await machine.powerDown();
});
