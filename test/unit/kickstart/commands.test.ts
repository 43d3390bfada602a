import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFINITIONS, knownCommandNames } from '../../../src/kickstart/commands/index.ts';
import { NOT_SUPPORTED_YET } from '../../../src/kickstart/commands/known.ts';
import { commandsNamed, lastCommand } from '../../../src/kickstart/select.ts';
import { complaints, errorsOf, parse } from './in-memory.ts';

const VALID: readonly [string, Readonly<Record<string, unknown>>][] = [
  ['part / --size=1000', { name: 'part', mountPoint: '/', sizeMiB: 1000, grow: false, onDisk: undefined }],
  [
    'partition /srv --size 5 --grow --maxsize=9 --ondrive=/dev/sdb --type=ext4 --label=data --asprimary',
    { mountPoint: '/srv', grow: true, maxSizeMiB: 9, onDisk: 'sdb', fsType: 'ext4', label: 'data', asPrimary: true },
  ],
  ['part swap --size=1', { mountPoint: 'swap' }],
  ['part biosboot --size=1 --ondisk=disk/by-id/x', { mountPoint: 'biosboot', onDisk: 'disk/by-id/x' }],
  ['part /', { mountPoint: '/', sizeMiB: undefined }],
  ['part /a/..b/.c --size=1', { mountPoint: '/a/..b/.c' }],
  ['clearpart --all --initlabel --disklabel=gpt', { name: 'clearpart', diskLabel: 'gpt' }],
  ['clearpart --linux --drives=sda,sdb', { name: 'clearpart', diskLabel: undefined }],
  ['clearpart --none', { name: 'clearpart' }],
  ['zerombr', { name: 'zerombr' }],
  ['bootloader', { name: 'bootloader', append: undefined, timeoutSeconds: undefined, location: undefined }],
  ['bootloader --append="a b" --timeout=-1', { append: 'a b', timeoutSeconds: -1 }],
  ['bootloader --location=none --leavebootorder', { location: 'none' }],
  ['rootpw abc', { name: 'rootpw', password: { text: 'abc', encrypted: false }, lock: false, allowSsh: false }],
  ['rootpw --iscrypted $6$x', { password: { text: '$6$x', encrypted: true } }],
  ['rootpw --iscrypted --plaintext x', { password: { text: 'x', encrypted: false } }],
  ['rootpw --plaintext --iscrypted x', { password: { text: 'x', encrypted: true } }],
  ['rootpw --lock', { password: undefined, lock: true }],
  ['rootpw --lock --allow-ssh "a b"', { password: { text: 'a b', encrypted: false }, lock: true, allowSsh: true }],
  ['user --name=u', { name: 'user', user: 'u', password: undefined, groups: [], uid: undefined, lock: false }],
  [
    'user --name=u --uid=1 --gid=2 --groups=a,b --homedir=/h --shell=/s --gecos="A B" --password=p --iscrypted',
    { uid: 1, gid: 2, groups: ['a', 'b'], homeDir: '/h', shell: '/s', gecos: 'A B' },
  ],
  ['user --name=u --password=p --lock', { password: { text: 'p', encrypted: false }, lock: true }],
  ['sshkey --username=u "ssh-ed25519 AAA c"', { name: 'sshkey', user: 'u', key: 'ssh-ed25519 AAA c' }],
  ['lang de_DE.UTF-8 --addsupport=en_US,fr_FR', { lang: 'de_DE.UTF-8', addSupport: ['en_US', 'fr_FR'] }],
  ['keyboard de', { name: 'keyboard', vcKeymap: 'de', xLayouts: [] }],
  [`keyboard us --vckeymap=de --xlayouts='us,de (x)'`, { vcKeymap: 'de', xLayouts: ['us', 'de (x)'] }],
  ['keyboard --xlayouts=us', { vcKeymap: undefined, xLayouts: ['us'] }],
  ['timezone UTC', { name: 'timezone', zone: 'UTC', utc: false }],
  ['timezone --isUtc America/Argentina/Buenos_Aires', { zone: 'America/Argentina/Buenos_Aires', utc: true }],
  ['network', { name: 'network', configuresDevice: true, bootProto: 'dhcp', onBoot: true, activate: false }],
  ['network --hostname=h', { hostname: 'h', configuresDevice: false }],
  ['network --hostname=h --bootproto=dhcp', { hostname: 'h', configuresDevice: true }],
  ['network --device=eth0 --onboot=no --activate', { device: 'eth0', onBoot: false, activate: true }],
  ['services --enabled=a,,b --disabled=c', { enabled: ['a', 'b'], disabled: ['c'] }],
  ['firewall', { name: 'firewall', enabled: true, ports: [], services: [], trust: [] }],
  ['firewall --disable', { enabled: false }],
  [
    'firewall --enable --port=80,53:UDP --port=1000-1010:tcp --service=ssh,dns --http --ssh --trust=eth0 --trust=eth1',
    {
      enabled: true,
      ports: ['80:tcp', '53:udp', '1000-1010:tcp'],
      services: ['ssh', 'dns', 'http'],
      trust: ['eth0', 'eth1'],
    },
  ],
  ['selinux --permissive', { name: 'selinux', mode: 'permissive' }],
  ['selinux --enforcing', { mode: 'enforcing' }],
  ['selinux --disabled', { mode: 'disabled' }],
  ['url --url="http://x/#frag"', { name: 'url', url: 'http://x/#frag' }],
  ['repo --name="a b" --baseurl=http://x', { name: 'repo', repo: 'a b', baseUrl: 'http://x' }],
  ['text --non-interactive', { name: 'no-effect', command: 'text' }],
  ['reboot --eject', { command: 'reboot' }],
  ['poweroff', { command: 'poweroff' }],
  ['eula --accept', { command: 'eula' }],
  ['ignoredisk --only-use=sda', { command: 'ignoredisk' }],
  ['vnc --password=x', { command: 'vnc' }],
  ['sshpw --username=root --plaintext x', { command: 'sshpw' }],
];
for (const [line, expected] of VALID) {
  test(`${line} is read`, () => {
    const [command] = parse(`# first\n  ${line}\n`).commands;
    assert.ok(command);
    const values = Object.keys(expected).map((key) => [key, (command as unknown as Record<string, unknown>)[key]]);
    assert.deepEqual(Object.fromEntries(values), expected);
    assert.deepEqual(command.position, { file: 'main.ks', line: 2, column: 3 });
  });
}

const INVALID: readonly (readonly [string, string])[] = [
  ['part --size=1', '1:1 missing-argument'],
  ['part "" --size=1', '1:1 missing-argument'],
  ['part srv --size=1', '1:6 bad-value'],
  ['part /a/../b --size=1', '1:6 bad-value'],
  ['part / /b --size=1', '1:8 unexpected-argument'],
  ['part / --size=0', '1:15 bad-value'],
  ['part / --size=8589934592', '1:15 bad-value'],
  ['part pv.01 --size=1', '1:6 not-supported-yet'],
  ['part raid.01 --size=1', '1:6 not-supported-yet'],
  ['part / --size=1 --fsoptions=noatime', '1:17 not-supported-yet'],
  ['part / --onpart sda1', '1:8 not-supported-yet'],
  ['clearpart --disklabel=sun', '1:23 bad-value'],
  ['clearpart sda', '1:11 unexpected-argument'],
  ['zerombr yes', '1:9 unexpected-argument'],
  ['bootloader --location=here', '1:23 bad-value'],
  ['bootloader --password=x', '1:12 not-supported-yet'],
  ['rootpw', '1:1 missing-argument'],
  ['rootpw --iscrypted', '1:1 missing-argument'],
  ['rootpw ""', '1:1 missing-argument'],
  ['rootpw a b', '1:10 unexpected-argument'],
  ['user', '1:1 missing-option'],
  ['user --name=', '1:13 bad-value'],
  ['user --name=u --uid=-1', '1:21 bad-value'],
  ['user --name=u x', '1:15 unexpected-argument'],
  ['sshkey "k"', '1:1 missing-option'],
  ['sshkey --username=u', '1:1 missing-argument'],
  ['sshkey --username=u ssh-rsa AAA', '1:29 unexpected-argument'],
  ['lang', '1:1 missing-argument'],
  ['lang a b', '1:8 unexpected-argument'],
  ['keyboard', '1:1 missing-argument'],
  ['keyboard --switch=x us', '1:10 not-supported-yet'],
  ['timezone --utc', '1:1 missing-argument'],
  ['timezone ../../etc/shadow', '1:10 bad-value'],
  ['timezone UTC --nontp', '1:14 not-supported-yet'],
  ['network --bootproto=static', '1:21 not-supported-yet'],
  ['network --bootproto=magic', '1:21 bad-value'],
  ['network --ip=1.2.3.4', '1:9 not-supported-yet'],
  ['services', '1:1 missing-option'],
  ['services --enabled=a, b', '1:23 unexpected-argument'],
  ['firewall --enabled --disabled', '1:1 conflicting-options'],
  ['firewall --port=70000:tcp', '1:17 bad-value'],
  ['firewall --port=80:icmp', '1:17 bad-value'],
  ['firewall --remove-service=ssh', '1:10 not-supported-yet'],
  ['selinux', '1:1 missing-option'],
  ['selinux --enforcing --disabled', '1:1 conflicting-options'],
  ['url', '1:1 missing-option'],
  ['url --url=', '1:11 bad-value'],
  ['url --mirrorlist=x', '1:5 not-supported-yet'],
  ['repo --baseurl=x', '1:1 missing-option'],
  ['repo --name=x', '1:1 not-supported-yet'],
  ['repo --name=x --baseurl=y --gpgkey=z', '1:27 unknown-option'],
  ['text now', '1:6 unexpected-argument'],
  ['eula', '1:1 missing-option'],
  ['Lang a', '1:1 unknown-command'],
  ['; lang a', '1:1 unknown-command'],
];
for (const [line, expected] of INVALID) {
  test(`${line} gives ${expected}`, () => {
    assert.deepEqual(complaints(line), [`main.ks:${expected}`]);
  });
}

for (const name of NOT_SUPPORTED_YET) {
  test(`${name} is not supported yet, whatever follows it`, () => {
    assert.deepEqual(complaints(`${name} --any=thing x\n`), ['main.ks:1:1 not-supported-yet']);
  });
}

test('every option that is known but not read says so by its name', () => {
  for (const { names, grammar } of DEFINITIONS) {
    for (const option of grammar.notYet ?? []) {
      const written = option.endsWith('=') ? `${option}1` : option;
      const [error] = errorsOf(`${names[0]} ${written}`);
      assert.equal(error?.code, 'not-supported-yet', `${names[0]} ${option}`);
      assert.ok(error?.message.includes(option.replace('=', '')), error?.message);
    }
  }
});

test('no name belongs to two commands', () => {
  const names = knownCommandNames();
  assert.equal(new Set(names).size, names.length);
});

test('misspelt commands and options come with a suggestion', () => {
  const hints = errorsOf('lan en\nrotpw x\npart / --sise=1\nxyzzy\n').map((error) => error.hint);
  assert.deepEqual(hints, ['did you mean lang?', 'did you mean rootpw?', 'did you mean --size?', undefined]);
});

test('all errors of a file are reported in order', () => {
  assert.deepEqual(complaints('lang\npart / --size=x --grow=1\nnope "\nautopart\n'), [
    'main.ks:1:1 missing-argument',
    'main.ks:2:15 bad-value',
    'main.ks:2:17 unexpected-value',
    'main.ks:3:6 unbalanced-quote',
    'main.ks:4:1 not-supported-yet',
  ]);
});

test('no error quotes a password', () => {
  const lines = [
    'rootpw a SECRET',
    'rootpw -SECRET',
    'rootpw --SECRET',
    'rootpw --lock=SECRET',
    'rootpw "SECRET',
    'user --name=u --password=a SECRET',
    'user --uid=SECRET',
    'sshkey --username=u a SECRET',
    'bootloader --password=SECRET',
    'bootloader --timeout=SECRET',
    'url --proxy=http://u:SECRET@x',
    'repo --name=x --baseurl=y SECRET',
    'sshpw --username=a b SECRET',
    'vnc SECRET',
    'network --wpakey=SECRET',
  ];
  for (const line of lines) {
    const errors = errorsOf(line);
    assert.ok(errors.length > 0, line);
    for (const { message, hint, detail } of errors) {
      assert.ok(!`${message} ${hint} ${detail.join(' ')}`.includes('SECRET'), `${line}: ${message}`);
    }
  }
});

test('repeated commands are all kept; the helpers select by name', () => {
  const document = parse('lang a\npart / --size=1\nlang b\npart /b --size=2\n');
  assert.equal(lastCommand(document, 'lang')?.lang, 'b');
  assert.deepEqual(
    commandsNamed(document, 'part').map((part) => part.sizeMiB),
    [1, 2],
  );
  assert.equal(lastCommand(document, 'url'), undefined);
});
