import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { requireBootTest, scenarioOf } from '../../../src/cli/boot/scenario-flags.ts';
import { scenarioUses } from '../../../src/cli/host/tool-uses.ts';

const environment = { variables: {} };
const kindsOf = async (flags: Parameters<typeof scenarioOf>[0]) =>
  (await scenarioOf(flags, environment))?.steps.map(({ kind }) => kind);

test('options become steps around those of the file', async () => {
  assert.equal(await scenarioOf({}, environment), undefined);
  assert.deepEqual(await kindsOf({ twice: true }), ['reboot', 'shutdown']);
  assert.deepEqual(await kindsOf({ ready: true }), ['ready']);
  assert.deepEqual(await kindsOf({ ready: true, twice: true }), ['ready', 'reboot', 'ready', 'shutdown']);
  const scenario = 'test/fixtures/scenario.yaml';
  assert.deepEqual(await kindsOf({ scenario, ready: true, twice: true }), [
    ...['ready', 'expect', 'screenshot'],
    ...['reboot', 'ready', 'shutdown'],
  ]);
  await assert.rejects(scenarioOf({ scenario: 'none.yaml' }, environment), { code: 'unreadable-scenario' });
});

test('a build without a boot test takes none of them', () => {
  requireBootTest({});
  requireBootTest({ ready: true, bootTest: true });
  for (const flags of [{ ready: true }, { twice: true }, { scenario: 'x' }])
    assert.throws(() => requireBootTest(flags), { kind: 'input', code: 'no-boot-test' });
});

test('they say which tools are needed', async () => {
  const ready = await scenarioOf({ ready: true }, environment);
  assert.deepEqual(scenarioUses(ready), existsSync('/dev/vhost-vsock') ? ['boot-ready'] : []);
  assert.deepEqual(scenarioUses(undefined), []);
});
