import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type GrowRequest, growSizes } from '../../../src/plan/table/grow.ts';

const fixed = (sizeMiB: number): GrowRequest => ({ sizeMiB, grow: false, maxSizeMiB: undefined });
const grows = (sizeMiB: number, maxSizeMiB?: number): GrowRequest => ({ sizeMiB, grow: true, maxSizeMiB });

describe('parts with --grow share the free space as anaconda does', () => {
  const table: readonly (readonly [
    what: string,
    requests: readonly GrowRequest[],
    free: number,
    expected: readonly number[],
  ])[] = [
    ['nothing grows', [fixed(100), fixed(200)], 700, [100, 200]],
    ['one takes all', [fixed(100), grows(200)], 700, [100, 900]],
    ['in proportion to their sizes', [grows(1000), grows(250)], 1000, [1800, 450]],
    ['a capped one leaves its rest to the others', [grows(100, 150), grows(100)], 300, [150, 350]],
    ['all capped: space stays free', [grows(100, 120), grows(100, 130)], 300, [120, 130]],
    ['the remainder goes to the first', [grows(1), grows(1), grows(1)], 2, [3, 1, 1]],
    ['already at its maximum', [grows(100, 100), fixed(50)], 10, [100, 50]],
  ];
  for (const [what, requests, free, expected] of table) {
    test(what, () => assert.deepEqual(growSizes(requests, free), expected));
  }
});

test('no space is lost or invented, and no limit is passed', () => {
  const request = fc.record({
    sizeMiB: fc.integer({ min: 1, max: 10_000 }),
    grow: fc.boolean(),
    maxSizeMiB: fc.option(fc.integer({ min: 10_000, max: 20_000 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 0, max: 100_000 }),
      (requests, free) => {
        const sizes = growSizes(requests, free);
        const grown = sizes.reduce((sum, size, index) => sum + size - (requests[index]?.sizeMiB ?? 0), 0);
        const room = requests.reduce(
          (sum, { grow, sizeMiB, maxSizeMiB }) => sum + (grow ? (maxSizeMiB ?? Number.POSITIVE_INFINITY) - sizeMiB : 0),
          0,
        );
        assert.equal(grown, Math.min(free, room));
        for (const [index, { sizeMiB, grow, maxSizeMiB }] of requests.entries()) {
          const size = sizes[index] ?? 0;
          assert.ok(
            Number.isInteger(size) &&
              size >= sizeMiB &&
              (grow || size === sizeMiB) &&
              size <= (maxSizeMiB ?? Number.POSITIVE_INFINITY),
          );
        }
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});
