import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf } from '../../support/plan-text.ts';

const planned = (text: string) =>
  planOf(`part / --size=500\n${text}\n`)
    .packages.requested.filter(({ reason }) => reason !== 'core' && reason !== 'kickstart')
    .map(({ name }) => name);

for (const [text, name, expected] of [
  ['keyboard us', 'console-setup', false],
  ['keyboard de', 'console-setup', true],
  ['keyboard --xlayouts=us', 'console-setup', false],
  ['keyboard --xlayouts=us,de', 'console-setup', true],
  ['keyboard us --switch=caps:none', 'console-setup', true],
  ['lang C.UTF-8', 'locales', false],
  ['lang C.UTF-8 --addsupport=de_DE.UTF-8', 'locales', true],
  ['lang de_DE.UTF-8\n%packages\nlocales-all\n%end', 'locales', false],
  ['timezone UTC', 'tzdata', true],
  ['timezone --nontp', 'tzdata', false],
  ['timezone UTC', 'systemd-timesyncd', false],
  ['timezone UTC --ntpservers=a.example', 'systemd-timesyncd', true],
  ['timesource --ntp-server=a.example', 'systemd-timesyncd', true],
  ['timesource --ntp-server=a.example', 'chrony', false],
  ['timesource --ntp-server=a.example\ntimesource --ntp-disable', 'systemd-timesyncd', false],
  ['timesource --ntp-server=a.example --nts', 'systemd-timesyncd', false],
  ['timesource --ntp-server=a.example --nts', 'chrony', true],
  ['timesource --ntp-server=a.example --nts', 'ca-certificates', true],
  ['timesource --ntp-server=a.example --nts\n%packages\nntpsec\n%end', 'chrony', false],
  ['timesource --ntp-server=a.example\n%packages\nchrony\n%end', 'systemd-timesyncd', false],
] as const) {
  test(`${JSON.stringify(text)}: ${expected ? '' : 'not '}${name}`, () => {
    assert.equal(planned(text).includes(name), expected);
  });
}

test('no package is asked for twice', () => {
  const names = planned(
    'timesource --ntp-server=a.example --nts\n%certificate --filename=a.pem --dir=/etc/pki/ca-trust/source/anchors\n-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n%end',
  );
  assert.deepEqual(names, [...new Set(names)]);
});
