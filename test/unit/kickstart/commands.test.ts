import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownCommandNames } from '../../../src/kickstart/commands/index.ts';
import { commandsNamed, lastCommand, mergedCommand } from '../../../src/kickstart/select.ts';
import { complaints, errorsOf, parse, warningsOf } from './in-memory.ts';

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
  [
    'clearpart --all --initlabel --disklabel=gpt',
    { name: 'clearpart', diskLabel: 'gpt', clears: 'all', initLabel: true },
  ],
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
  ['network', { name: 'network', configuresDevice: true, bootProto: 'dhcp', onBoot: true, activate: undefined }],
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
  ['text --non-interactive', { name: 'text', mode: 'text', nonInteractive: true }],
  ['reboot --eject', { name: 'reboot', action: 'reboot', eject: true }],
  ['poweroff', { name: 'reboot', action: 'poweroff' }],
  ['eula --accept', { name: 'eula' }],
  ['ignoredisk --only-use=sda', { name: 'ignoredisk', onlyUse: ['sda'], drives: [] }],
  ['vnc --password=x', { name: 'vnc', password: 'x' }],
  [
    'sshpw --username=root --plaintext x y',
    { name: 'sshpw', user: 'root', password: { text: 'x y', encrypted: false } },
  ],
  ['part /a//b/../c/ --size=-5', { mountPoint: '/a/c', sizeMiB: -5 }],
  ['part pv.01 --size=1 --encrypted --passphrase=x', { mountPoint: 'pv.01', encrypted: true, passphrase: 'x' }],
  ['part / --onpart=/dev/sda1 --noformat', { onPart: 'sda1', noFormat: true }],
  ['autopart --type=PARTITION --nohome', { name: 'autopart', scheme: 'plain', noHome: true }],
  ['autopart', { scheme: 'lvm' }],
  ['autopart --type=thinp --nolvm', { scheme: 'plain' }],
  ['raid / --device=md0 --level=5 raid.1 raid.2', { name: 'raid', level: 'raid5', members: ['raid.1', 'raid.2'] }],
  ['raid --level=RAID1 --device=root / a --spares=1 b', { mountPoint: '/', device: 'root', members: ['a', 'b'] }],
  [
    'volgroup --pesize=4 vg pv.1 pv.2',
    { name: 'volgroup', volumeGroup: 'vg', members: ['pv.1', 'pv.2'], peSizeKiB: 4 },
  ],
  [
    'logvol /x --vgname=vg --name=r --percent=10 --cachepvs=a,b --cachesize=1',
    { name: 'logvol', volumeGroup: 'vg', volume: 'r', percent: 10, cachePvs: ['a', 'b'], sizeMiB: undefined },
  ],
  ['btrfs none --data=RAID1 --metadata=single a b', { name: 'btrfs', dataLevel: 'raid1', members: ['a', 'b'] }],
  ['btrfs / --subvol --name=root LABEL=a', { subvolume: true, subvolumeName: 'root', members: ['LABEL=a'] }],
  ['mount /dev/sda1 /x/ --reformat', { name: 'mount', mountPoint: '/x', reformat: true, format: undefined }],
  ['mount /dev/sda1 / --reformat=xfs', { device: '/dev/sda1', reformat: true, format: 'xfs' }],
  ['snapshot a/b --name=s --when=PRE-INSTALL', { name: 'snapshot', origin: 'a/b', snapshot: 's', when: 'pre-install' }],
  ['clearpart --list=sda1 --all', { clears: 'list', list: ['sda1'] }],
  ['bootloader --password=x --iscrypted', { password: { text: 'x', encrypted: true } }],
  ['bootloader --md5pass=x', { password: { text: 'x', encrypted: true } }],
  ['zipl --no-secure-boot', { name: 'zipl', secureBoot: 'no-secure-boot' }],
  ['group --name=g --gid=5', { name: 'group', group: 'g', gid: 5 }],
  ['timesource --ntp-pool=p --nts', { name: 'timesource', ntpPool: 'p', nts: true, ntpDisable: false }],
  ['timezone --nontp', { zone: undefined, noNtp: true }],
  ['timezone UTC --ntpservers=a,b', { zone: 'UTC', ntpServers: ['a', 'b'] }],
  ['keyboard us --switch=a,b', { switchOptions: ['a', 'b'] }],
  [
    'network --bootproto=static --ip=192.0.2.2 --netmask=255.255.255.0 --nameserver=192.0.2.3,192.0.2.4 --no-activate',
    { bootProto: 'static', ip: '192.0.2.2', nameservers: ['192.0.2.3', '192.0.2.4'], activate: false },
  ],
  [
    'network --device=bond0 --bondslaves=a,b --bondopts=mode=active-backup,miimon=100',
    { bondSlaves: ['a', 'b'], bondOpts: ['mode=active-backup', 'miimon=100'] },
  ],
  ['network --device=b --bondopts=mode=x;arp_ip_target=1,2', { bondOpts: ['mode=x', 'arp_ip_target=1,2'] }],
  ['network --device=br0 --bridgeslaves=a --bridgeopts=stp=yes,priority=1', { bridgeOpts: ['stp=yes', 'priority=1'] }],
  ['firewall --port=22,53:UDP --remove-service=ssh', { ports: ['22:tcp', '53:udp'], removeServices: ['ssh'] }],
  ['firewall --disabled --enabled', { enabled: true }],
  ['authselect select minimal with-x', { name: 'authselect', arguments: ['select', 'minimal', 'with-x'] }],
  ['auth --enableshadow -x', { name: 'auth', arguments: ['--enableshadow', '-x'] }],
  [
    'realm join --no-password example.org',
    { name: 'realm', realm: 'example.org', joinArguments: ['--no-password', 'example.org'] },
  ],
  ['rhsm --organization=1 --activation-key=a --activation-key=b', { name: 'rhsm', activationKeys: ['a', 'b'] }],
  ['syspurpose --role=r --addon=a', { name: 'syspurpose', role: 'r', addons: ['a'] }],
  ['firstboot --reconfig', { name: 'firstboot', mode: 'reconfig' }],
  ['firstboot --enable --disable', { mode: 'disable' }],
  ['xconfig --startxonboot', { name: 'xconfig', startXOnBoot: true, defaultDesktop: undefined }],
  ['url --metalink=http://x', { name: 'url', url: undefined, metalink: 'http://x' }],
  ['repo --name=x', { repo: 'x', baseUrl: undefined, includePackages: [] }],
  ['module --name=a --stream=1 --disable', { name: 'module', module: 'a', stream: '1', enable: false }],
  ['ostreesetup --osname=a --url=file:/x --ref=r', { name: 'ostreesetup', osName: 'a', remote: 'a' }],
  ['bootc --source-imgref=x', { name: 'bootc', targetImgRef: 'x', stateRoot: 'default' }],
  ['driverdisk sda1', { name: 'driverdisk', partition: 'sda1' }],
  ['nvdimm use --blockdevs=a,b', { name: 'nvdimm', action: 'use', blockDevs: ['a', 'b'] }],
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
  ['part / /b --size=1', '1:8 unexpected-argument'],
  ['clearpart sda', '1:11 unexpected-argument'],
  ['zerombr yes', '1:9 unexpected-argument'],
  ['bootloader --location=here', '1:23 bad-value'],
  ['rootpw', '1:1 missing-argument'],
  ['rootpw --iscrypted', '1:1 missing-argument'],
  ['rootpw ""', '1:1 missing-argument'],
  ['rootpw a b', '1:10 unexpected-argument'],
  ['user', '1:1 missing-option'],
  ['user --name=u x', '1:15 unexpected-argument'],
  ['sshkey "k"', '1:1 missing-option'],
  ['sshkey --username=u', '1:1 missing-argument'],
  ['sshkey --username=u ssh-rsa AAA', '1:29 unexpected-argument'],
  ['lang', '1:1 missing-argument'],
  ['lang a b', '1:8 unexpected-argument'],
  ['keyboard', '1:1 missing-argument'],
  ['timezone', '1:1 missing-argument'],
  ['network --bootproto=magic', '1:21 bad-value'],
  ['services', '1:1 missing-option'],
  ['services --enabled=a, b', '1:23 unexpected-argument'],
  ['url', '1:1 missing-option'],
  ['url --url=', '1:1 missing-option'],
  ['network --hostname=a --bootproto=static --ipv4-dns-search=x', '1:59 missing-option'],
  ['part / --size=1 --noformat --mkfsoptions=x', '1:42 conflicting-options'],
  ['realm leave', '1:1 bad-value'],
  ['rhsm --organization=1 --activation-key=', '1:40 bad-value'],
  ['repo --baseurl=x', '1:1 missing-option'],
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

test('no name belongs to two commands', () => {
  const names = knownCommandNames();
  assert.equal(new Set(names).size, names.length);
});

test('misspelt commands and options come with a suggestion', () => {
  const hints = errorsOf('lan en\nrotpw x\npart / --sise=1\nxyzzy\n').map((error) => error.hint);
  assert.deepEqual(hints, ['did you mean lang?', 'did you mean rootpw?', 'did you mean --size?', undefined]);
});

test('all errors of a file are reported in order', () => {
  assert.deepEqual(complaints('lang\npart / --size=x --grow=1\nnope "\nautopart now\n'), [
    'main.ks:1:1 missing-argument',
    'main.ks:2:15 bad-value',
    'main.ks:2:17 unexpected-value',
    'main.ks:3:6 unbalanced-quote',
    'main.ks:4:1 conflicting-commands',
    'main.ks:4:10 unexpected-argument',
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
    'bootloader --password=a SECRET',
    'bootloader --timeout=SECRET',
    'url --proxy=http://u:SECRET@x --url=',
    'repo --name=x --baseurl=y SECRET',
    'sshpw b SECRET',
    'vnc SECRET',
    'network --wpakey=a SECRET',
    'part / --passphrase=a SECRET',
    'realm join SECRET b',
    'rhsm --organization=a SECRET',
    'logvol / --name=a --vgname=b --passphrase=SECRET',
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

test('how a command was written can be looked up: its word, and where each option stands', () => {
  const document = parse('partition / --type=xfs --siz=5 --grow\n');
  const [command] = document.commands;
  assert.ok(command);
  const written = document.written.get(command);
  assert.equal(written?.word.text, 'partition');
  const columns = Object.entries(written?.options ?? {}).map(([name, { column }]) => [name, column]);
  assert.deepEqual(Object.fromEntries(columns), { '--fstype': 20, '--size': 30, '--grow': 32 });
});

test('lines of a command add up as in the reference: what a later one leaves out stays, switches do not', () => {
  const document = parse(
    [
      'services --enabled=a --disabled=b',
      'services --enabled=c',
      'bootloader --append=x --timeout=3 --leavebootorder',
      'bootloader --location=none',
      'firewall --disabled --port=22 --service=x',
      'firewall --port=33:udp',
      'lang a --addsupport=b',
      'lang c',
    ].join('\n'),
  );
  const services = mergedCommand(document, 'services');
  assert.deepEqual([services?.enabled, services?.disabled], [['c'], ['b']]);
  const loader = mergedCommand(document, 'bootloader');
  assert.deepEqual(
    [loader?.append, loader?.timeoutSeconds, loader?.location, loader?.leaveBootOrder, loader?.position.line],
    ['x', 3, 'none', false, 4],
  );
  const firewall = mergedCommand(document, 'firewall');
  assert.deepEqual([firewall?.enabled, firewall?.ports, firewall?.services], [true, ['33:udp'], ['x']]);
  assert.deepEqual(mergedCommand(document, 'lang')?.addSupport, ['b']);
  assert.equal(mergedCommand(document, 'url'), undefined);
});

for (const [text, ...expected] of [
  ['part / --size=1\npart / --size=2\n', 'main.ks:2:1 duplicate'],
  ['part /a --size=1\npart /a/ --size=2\n', 'main.ks:2:1 duplicate'],
  ['part swap --size=1\npart swap --size=2\n'],
  ['user --name=a\nuser --name=a\nuser --name=b\n', 'main.ks:2:1 duplicate'],
  ['group --name=a\ngroup --name=a\n', 'main.ks:2:1 duplicate'],
  ['repo --name=a\nrepo --name=a\n', 'main.ks:2:1 duplicate'],
  ['volgroup a p\nvolgroup a q\n', 'main.ks:2:1 duplicate'],
  ['logvol / --vgname=a --name=b --size=1\nlogvol /c --vgname=a --name=b --size=1\n', 'main.ks:2:1 duplicate'],
  ['network --device=a\nnetwork\nnetwork\nnetwork --device=a\n', 'main.ks:4:1 duplicate'],
  ['rootpw --iscrypted --plaintext x\n', 'main.ks:1:20 last-option-counts'],
  ['selinux --enforcing --permissive\n', 'main.ks:1:21 last-option-counts'],
] as const) {
  test(`${JSON.stringify(text)} warns: ${expected.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(warningsOf(text), expected);
  });
}
