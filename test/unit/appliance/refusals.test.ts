import assert from 'node:assert/strict';
import { test } from 'node:test';
import { support } from '../../../src/appliance/support/support.ts';
import { DEFINITIONS } from '../../../src/kickstart/commands/index.ts';
import { errorsOf, messagesOf } from '../../support/plan-text.ts';
import { LINES } from '../kickstart/language-lines.ts';

const root = 'part / --size=500\n';

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

for (const { names } of DEFINITIONS.filter((definition) => support[definition.names[0]].is === 'refused')) {
  test(`${names.join(', ')}: right in the language, refused for an appliance at its line`, () => {
    const isOne = ([text, where]: readonly [string, string]) =>
      where !== 'none' && !text.includes('\n') && names.some((name) => text.split(' ')[0] === name);
    const lines = LINES.filter(isOne);
    assert.ok(lines.length > 0);
    for (const [line] of lines) {
      const errors = errorsOf(`${line}\n`);
      assert.ok(
        errors.some((error) => /^1:1 (?:not-supported-yet|refused)$/.test(error)),
        `${line}: ${errors.join(', ')}`,
      );
    }
  });
}

test('every option that is not honoured says so by its name, at its place, with the reason', () => {
  for (const { names, grammar } of DEFINITIONS) {
    const means = support[names[0]];
    for (const [option, { reason }] of Object.entries(means.is === 'honoured' ? (means.refused ?? {}) : {})) {
      const rule = Object.values(grammar.options).find((one) => one.names[0] === option);
      const lines = LINES.filter(([text, where]) => {
        const words = text.split(/[ =]/);
        return (
          where !== 'none' &&
          names.some((name) => name === words[0]) &&
          rule?.names.some((name) => words.includes(name))
        );
      });
      const messages = lines.flatMap(([line]) => messagesOf(`${line}\n`));
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
  ['part raid.01 --size=1', '2:6 not-supported-yet'],
  ['part srv --size=1', '2:6 bad-value'],
  ['part /srv --size=8589934592', '2:18 bad-value'],
  ['part /srv --size=1 --fsoptions=noatime', '2:32 not-supported-yet'],
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
  ['user --name=', '2:13 bad-value'],
  ['user --name=u --uid=-1', '2:21 bad-value'],
  ['timezone ../../etc/shadow', '2:10 bad-value'],
  ['timezone UTC --nontp', '2:14 not-supported-yet'],
  ['network --bootproto=static', '2:21 not-supported-yet'],
  ['network --ip=192.0.2.1', '2:14 not-supported-yet'],
  ['firewall --port=70000:tcp', '2:17 bad-value'],
  ['firewall --port=80:icmp', '2:17 bad-value'],
  ['firewall --remove-service=ssh', '2:27 not-supported-yet'],
  ['url --mirrorlist=x', '2:18 not-supported-yet'],
  ['repo --name=x', '2:1 not-supported-yet'],
  ['%packages --excludedocs\n%end', '2:11 not-supported-yet'],
  ['%packages\n@core --optional\n%end', '3:1 not-supported-yet'],
  ['%onerror\nx\n%end', '2:1 not-supported-yet'],
  ['%traceback\nx\n%end', '2:1 not-supported-yet'],
  ['%certificate --filename=a --dir=/b\nx\n%end', '2:1 not-supported-yet'],
] as const) {
  test(`${JSON.stringify(line)} gives ${expected}`, () => {
    assert.ok(errorsOf(`${root}${line}\n`).includes(expected), errorsOf(`${root}${line}\n`).join(', '));
  });
}
