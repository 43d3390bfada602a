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
  ['bootloader --password=x', '2:23 not-supported-yet'],
  ['user --name=', '2:13 bad-value'],
  ['user --name=u --uid=-1', '2:21 bad-value'],
  ['timezone ../../etc/shadow', '2:10 bad-value'],
  ['timezone UTC --nontp', '2:14 not-supported-yet'],
  ['network --bootproto=static', '2:21 not-supported-yet'],
  ['network --ip=192.0.2.1', '2:14 not-supported-yet'],
  ['firewall --port=70000:tcp', '2:17 bad-value'],
  ['firewall --port=80:icmp', '2:17 bad-value'],
  ['firewall --remove-service=ssh', '2:27 not-supported-yet'],
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
  ['%certificate --filename=a --dir=/b\nx\n%end', '2:1 not-supported-yet'],
] as const) {
  test(`${JSON.stringify(line)} gives ${expected}`, () => {
    assert.ok(errorsOf(`${root}${line}\n`).includes(expected), errorsOf(`${root}${line}\n`).join(', '));
  });
}
