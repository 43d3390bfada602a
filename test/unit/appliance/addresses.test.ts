import assert from 'node:assert/strict';
import { isIPv4 as nodeIsIPv4, isIPv6 as nodeIsIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { isIPv4, isIPv6, prefixOf, sameNetwork } from '../../../src/appliance/network/addresses.ts';

test('addresses are judged as the platform judges them, but for scopes', () => {
  const pieces = fc.array(
    fc.constantFrom('::', ':', '.', '0', '1', 'ff', '255', '256', 'fe80', '01', '12345', 'g', '/'),
    {
      maxLength: 17,
    },
  );
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    pieces.map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (address) => {
      assert.equal(isIPv4(address), nodeIsIPv4(address), address);
      assert.equal(isIPv6(address), nodeIsIPv6(address), address);
    }),
    { seed: 4, numRuns: 2000 },
  );
  assert.ok(!isIPv6('fe80::1%eth0') && !isIPv6('') && !isIPv4(''));
  assert.ok(isIPv6('::') && isIPv6('::ffff:192.0.2.1') && isIPv6('1:2:3:4:5:6:7::'));
});

test('a netmask is ones and then zeros', () => {
  const prefixes = ['255.255.255.0', '255.255.255.255', '128.0.0.0', '255.255.254.0'].map(prefixOf);
  assert.deepEqual(prefixes, [24, 32, 1, 23]);
  assert.deepEqual(['0.0.0.0', '255.0.255.0', '24', '0.0.0.255', ''].map(prefixOf), Array(5).fill(undefined));
});

test('networks', () => {
  assert.ok(sameNetwork('192.0.2.5', '192.0.3.1', 23));
  assert.ok(!sameNetwork('192.0.2.5', '192.0.3.1', 24));
  assert.ok(!sameNetwork('192.0.2.5', '192.0.2.6', 32));
});
