import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeServiceOf } from '../../../src/appliance/locale/time-sources.ts';
import { replaceServers, sourceFolders } from '../../../src/configure/effects/time/server-lines.ts';
import { applyTimeService } from '../../../src/configure/effects/time/time-service.ts';
import type { Guest } from '../../../src/configure/guest.ts';
import { commandFrom } from '../../support/command.ts';
import { emptyGuest, failsWith, position } from './support.ts';

async function apply(guest: Guest, ...lines: string[]): Promise<void> {
  const service = timeServiceOf({
    timezone: lines
      .filter((line) => line.startsWith('timezone'))
      .map((line) => commandFrom('timezone', line, position))
      .at(-1),
    timeSources: lines
      .filter((line) => line.startsWith('timesource'))
      .map((line) => commandFrom('timesource', line, position)),
  });
  if (service !== undefined) await applyTimeService(service, guest);
}

const unit = (guest: Guest, name: string) => guest.files.write(`/usr/lib/systemd/system/${name}.service`, '');
async function withSystemd(guest: Guest, ...units: string[]) {
  await guest.files.write('/usr/bin/systemctl', '');
  for (const name of units) await unit(guest, name);
}

test('servers take the place of those that are there; the rest stays', () => {
  const text = '# server old\ndriftfile /var/lib/chrony/drift\npool 2.pool.example iburst\nmakestep 1 3\nserver b\n';
  assert.equal(
    replaceServers(text, ['server a iburst']),
    '# server old\ndriftfile /var/lib/chrony/drift\nserver a iburst\nmakestep 1 3\n',
  );
  assert.equal(replaceServers('', ['server a']), 'server a\n');
  assert.equal(replaceServers('server 127.127.1.0\n', ['server a']), 'server 127.127.1.0\nserver a\n');
  assert.deepEqual(sourceFolders('sourcedir /run/chrony-dhcp\nconfdir /etc/chrony/conf.d /etc/x\n'), [
    '/etc/chrony/conf.d',
    '/etc/x',
  ]);
});

for (const [osRelease, file, service] of [
  ['ID=debian', '/etc/chrony/chrony.conf', 'chrony'],
  ['ID=fedora', '/etc/chrony.conf', 'chronyd'],
] as const) {
  test(`${osRelease}: chrony gets servers, pools and NTS, and is enabled`, async (context) => {
    const { files, guest, warnings, ran } = await emptyGuest(context, osRelease);
    await withSystemd(guest, service, 'systemd-timesyncd');
    await files.write(file, 'pool old.example iburst\nsourcedir /etc/more\nrtcsync\n');
    await files.write('/etc/more/distribution.sources', 'pool other.example\n');
    const zone = 'timezone UTC --ntpservers=192.0.2.1,2001:db8::1';
    await apply(guest, zone, 'timesource --ntp-server=a.example --nts', 'timesource --ntp-pool=p.example');
    assert.equal(
      await files.read(file),
      'server 192.0.2.1 iburst\nserver 2001:db8::1 iburst\nserver a.example iburst nts\npool p.example iburst\nsourcedir /etc/more\nrtcsync\n',
    );
    assert.equal((await files.read('/etc/more/distribution.sources'))?.trim(), '');
    assert.deepEqual(ran, [['systemctl', 'enable', `${service}.service`]]);
    assert.deepEqual(warnings, []);
  });
}

test('systemd-timesyncd gets a file of its own; NTS, which it lacks, is an error at the line', async (context) => {
  const { files, guest, ran } = await emptyGuest(context);
  await withSystemd(guest, 'systemd-timesyncd');
  await apply(guest, 'timesource --ntp-server=192.0.2.1', 'timesource --ntp-pool=p.example');
  assert.equal(
    await files.read('/etc/systemd/timesyncd.conf.d/50-kickstart.conf'),
    '[Time]\nNTP=192.0.2.1 p.example\n',
  );
  assert.deepEqual(ran, [['systemctl', 'enable', 'systemd-timesyncd.service']]);
  await assert.rejects(apply(guest, 'timesource --ntp-server=a.example --nts'), failsWith('nts-missing'));
});

test('a zone alone enables the time service and leaves its servers', async (context) => {
  const { files, guest, ran } = await emptyGuest(context, 'ID=fedora');
  await withSystemd(guest, 'chronyd');
  await files.write('/etc/chrony.conf', 'pool old.example\n');
  await apply(guest, 'timezone UTC');
  assert.equal(await files.read('/etc/chrony.conf'), 'pool old.example\n');
  assert.deepEqual(ran, [['systemctl', 'enable', 'chronyd.service']]);
});

for (const lines of [
  ['timezone UTC --nontp'],
  ['timesource --ntp-server=a.example', 'timesource --ntp-disable'],
] as const) {
  test(`${lines.join(', ')}: every time service is disabled, no server is written`, async (context) => {
    const { files, guest, ran } = await emptyGuest(context);
    await withSystemd(guest, 'chrony', 'systemd-timesyncd');
    await apply(guest, ...lines);
    assert.deepEqual(ran, [
      ['systemctl', 'disable', 'chrony.service'],
      ['systemctl', 'disable', 'systemd-timesyncd.service'],
    ]);
    assert.equal(await files.exists('/etc/chrony/chrony.conf'), false);
  });
}

test('servers for a guest without a time service are a warning; without lines nothing happens', async (context) => {
  const { guest, warnings, ran } = await emptyGuest(context);
  await apply(guest, 'timesource --ntp-server=a.example');
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['time-service-missing'],
  );
  await withSystemd(guest, 'chrony');
  await apply(guest);
  assert.deepEqual(ran, []);
});
