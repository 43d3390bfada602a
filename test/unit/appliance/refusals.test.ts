import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Refusal } from '../../../src/appliance/support/means.ts';
import { support } from '../../../src/appliance/support/support.ts';
import { DEFINITIONS } from '../../../src/kickstart/commands/index.ts';
import { errorsOf, messagesOf } from '../../support/plan-text.ts';
import { LINES } from '../kickstart/language-lines.ts';

const root = 'part / --size=500\n';
const everything = readFileSync('test/fixtures/kickstarts/everything.ks', 'utf8');
const authority = /-----BEGIN[\s\S]*?END CERTIFICATE-----/.exec(everything)?.[0] ?? '';

test('the table says of every command what it means, and names only options that exist', () => {
  assert.deepEqual(Object.keys(support).sort(), DEFINITIONS.map(({ names: [name] }) => name).sort());
  for (const { names, grammar } of DEFINITIONS) {
    const means = support[names[0]];
    const known = Object.values(grammar.options).map((rule) => rule.names[0]);
    const named = means.is === 'honoured' ? [...Object.keys(means.refused ?? {}), ...(means.withoutEffect ?? [])] : [];
    assert.deepEqual(
      named.filter((option) => !known.includes(option)),
      [],
      names[0],
    );
  }
});

test('a number may come up again where it means the same, and beside one of another kind', () => {
  const lines = [
    'group --name=a --gid=7',
    'user --name=u --uid=7 --gid=7 --groups=a(7),b',
    'user --name=v --gid=7',
    'firewall --port=domain:udp,www:tcp,ssh:tcp --service=kadmin --remove-service=mdns',
    `%certificate --filename=a --type=anchor\n${authority}\n${authority}\n%end`,
  ];
  assert.deepEqual(errorsOf(`${root}${lines.join('\n')}\n`), []);
});

for (const { names } of DEFINITIONS.filter((definition) => support[definition.names[0]].is === 'refused')) {
  test(`${names.join(', ')}: right in the language, refused for an appliance at its line`, () => {
    const isOne = ([text, where]: readonly [string, string]) =>
      where !== 'none' && !text.includes('\n') && names.some((name) => text.split(' ')[0] === name);
    const lines = LINES.filter(isOne);
    assert.ok(lines.length > 0);
    for (const [line] of lines) {
      const errors = errorsOf(`${line}\n`);
      assert.ok(
        errors.some((error) => error === '1:1 refused'),
        `${line}: ${errors.join(', ')}`,
      );
    }
  });
}

test('every option that is not honoured says so by its name, at its place, with the reason', () => {
  for (const { names, grammar } of DEFINITIONS) {
    const means = support[names[0]];
    const options = means.is === 'honoured' ? (means.refused ?? {}) : {};
    for (const [option, { reason, with: backend }] of Object.entries<Refusal>(options)) {
      const rule = Object.values(grammar.options).find((one) => one.names[0] === option);
      const lines = LINES.filter(([text, where]) => {
        const words = text.split(/[ =]/);
        return (
          where !== 'none' &&
          names.some((name) => name === words[0]) &&
          rule?.names.some((name) => words.includes(name))
        );
      });
      const messages = lines.flatMap(([line]) => messagesOf(`${line}\n`, { backend }));
      assert.ok(
        names.some((name) =>
          messages.some((message) => message.startsWith(`${name} ${option} is `) && message.endsWith(`: ${reason}`)),
        ),
        `${names[0]} ${option}`,
      );
    }
  }
});

for (const [line, expected] of [
  ['part srv --size=1', '2:6 bad-value'],
  ['part /srv --size=8589934592', '2:18 bad-value'],
  ['part /srv --size=1 --onpart=sda1 --noformat', '2:34 refused'],
  ['clearpart --disklabel=sun', '2:23 bad-value'],
  ['bootloader --timeout=100000 --append=console=ttyS0', '2:22 bad-value'],
  ['bootloader --password=x --iscrypted', '2:23 bad-value'],
  [`bootloader --password=$6$salt$hash --iscrypted`, '2:23 bad-value'],
  ['bootloader --md5pass=$1$salt$hash', '2:22 refused'],
  ['bootloader --append=quiet --default=linux', '2:37 refused'],
  ['bootloader --location=partition', '2:23 refused'],
  ['bootloader --location=boot', '2:23 refused'],
  [`bootloader --append='a="b'`, '2:21 bad-value'],
  ['bootloader --boot-drive=sdb', '2:25 unknown-disk'],
  ['bootloader --driveorder=sda,sdb', '2:25 unknown-disk'],
  ['bootloader --sdboot', '2:12 no-efi-partition'],
  ['part /boot/efi --fstype=efi --size=64\nbootloader --sdboot --password=x', '3:32 conflicting-options'],
  ['part /srv/esp --fstype=efi --size=64\nbootloader --sdboot', '3:12 bad-mount-point'],
  ['part /boot/efi --size=64 --ondisk=sdb\nbootloader --boot-drive=sda', '3:25 unknown-disk'],
  [
    'part /srv --size=64 --ondisk=sdb\npart /boot/efi --size=64 --ondisk=sdc\nbootloader --boot-drive=sdb',
    '4:25 boot-on-other-disk',
  ],
  ['bootloader --extlinux --password=x', '2:34 conflicting-options'],
  ['part /boot --fstype=xfs --size=400\nbootloader --extlinux', '3:12 bad-filesystem'],
  ['user --name=', '2:13 bad-user-name'],
  ['user --name=u --uid=-1', '2:21 bad-value'],
  ['timezone ../../etc/shadow', '2:10 bad-value'],
  ['network --bootproto=ibft', '2:21 refused'],
  ['network --teamslaves=eth0', '2:22 refused'],
  ['timezone UTC --ntpservers=a.example,b_c', '2:27 bad-value'],
  ['timesource --ntp-server="a b"', '2:25 bad-value'],
  ['timesource --ntp-server=1.2.3', '2:25 bad-value'],
  ['timesource --ntp-pool=-a.example', '2:23 bad-value'],
  ['lang "en_US.UTF-8 de"', '2:6 bad-value'],
  ['lang ../x', '2:6 bad-value'],
  ['lang C.UTF-8 --addsupport="de_DE,a/b"', '2:27 bad-value'],
  ['keyboard ../us', '2:10 bad-value'],
  ['keyboard --vckeymap="us;x"', '2:21 bad-value'],
  ['keyboard --xlayouts="de,us nodeadkeys"', '2:21 bad-value'],
  ['keyboard us --switch="grp:a b"', '2:22 bad-value'],
  ["xconfig --defaultdesktop='a \"b'", '2:26 bad-value'],
  ['firewall --port=70000:tcp', '2:17 bad-value'],
  ['firewall --port=80:icmp', '2:17 bad-value'],
  ['firewall --remove-service=gopher9', '2:27 unknown-firewall-service'],
  ['firewall --service=htp', '2:20 unknown-firewall-service'],
  ['firewall --service=gre', '2:20 unknown-firewall-service'],
  [`firewall --trust='a"b'`, '2:18 bad-value'],
  ['rootpw --iscrypted a:b', '2:20 bad-value'],
  ['user --name=u --iscrypted --password=$6$x:0:', '2:38 bad-value'],
  ['group --name=g --gid=4294967295', '2:22 bad-value'],
  ['group --name=a:b', '2:14 bad-group-name'],
  ['group --name=a --gid=7\ngroup --gid=7 --name=b', '3:13 duplicate-id'],
  ['group --name=a --gid=7\nuser --name=u --groups=b(7)', '3:24 duplicate-id'],
  ['user --name=a --uid=7\nuser --name=b --uid=7', '3:21 duplicate-id'],
  ['user --name=u --groups=a(4294967295)', '2:24 bad-value'],
  ['user --name=u --groups=a,b:c', '2:24 bad-group-name'],
  ['user --name=u --homedir=srv', '2:25 bad-path'],
  ['user --name=u --gecos=a:b', '2:23 bad-gecos'],
  ['sshkey --username=a:b key', '2:19 bad-user-name'],
  ['%addon com_redhat_kdump --enabled\n%end', '2:1 unknown-option'],
  ['%addon com_redhat_kdump --enable --reserve-mb=much\n%end', '2:1 bad-value'],
  ['%certificate --filename=../a --dir=/b\nx\n%end', '2:1 bad-path'],
  ['%certificate --filename=a --dir=b\nx\n%end', '2:1 bad-path'],
  ['%certificate --filename=a --dir=/b/../../c\nx\n%end', '2:1 bad-path'],
  ['%certificate --filename=a --type=ca\nx\n%end', '2:1 bad-value'],
  ['%certificate --filename=a --type=anchor\nx\n%end', '2:1 bad-certificate'],
  [
    `%certificate --filename=a --type=anchor\n${authority}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n%end`,
    '2:1 bad-certificate',
  ],
  ['%certificate --filename=a --dir=/b\n-----BEGIN PRIVATE KEY-----\n%end', '2:1 private-key'],
  ['url --metalink=x', '2:16 refused'],
  ['url --url=http://h/ --proxy="a b"', '2:29 bad-value'],
  ['url --url=https://h/ --sslcacert=ca.pem', '2:34 bad-value'],
  ['url --mirrorlist=http://h/ --noverifyssl', '2:28 bad-value'],
  ['repo --name=x', '2:1 refused'],
  ['repo --name=x --baseurl=http://h/ --cost=-1', '2:42 bad-value'],
  ['repo --name=x --baseurl=http://h/ --includepkgs=a,b/c', '2:49 bad-value'],
  ["repo --name=x --baseurl=http://h/ --excludepkgs='a\"b'", '2:49 bad-value'],
  ['%packages --default\n%end', '2:11 refused'],
  ['%packages --ignorebroken\n%end', '2:11 refused'],
  ['%packages --multilib\n%end', '2:11 refused'],
  ['%packages --inst-langs=de:../x\n%end', '2:24 bad-value'],
  ['%packages --retries=-1\n%end', '2:21 bad-value'],
  ['%packages --timeout=0\n%end', '2:21 bad-value'],
  ['%packages\n@core --optional\n%end', '3:1 refused'],
  ['%packages\n@^server\n%end', '3:1 refused'],
  ['%packages\n-@base\n%end', '3:1 refused'],
  ['%post --interpreter=image-minimizer --nochroot\ndrop vim\n%end', '2:21 refused'],
] as const) {
  test(`${JSON.stringify(line)} gives ${expected}`, () => {
    const errors = errorsOf(`${root}${line}\n`, { backend: 'apt' });
    assert.ok(errors.includes(expected), errors.join(', '));
  });
}
