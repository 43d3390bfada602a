/**
 * A step's summary may have 1 MiB (GitHub's documentation, "Step isolation and limits"); of a larger one nothing is
 * shown. The rest is left to what others add to the same step.
 */
export const summaryLimitBytes = 900 * 1024;

/** Lists are cut in this order, the first as short as need be before the next is touched. */
const cutOrder = ['console', 'packages', 'remarks'] as const;

/** A part of the summary that can be cut. */
export interface CuttableList {
  readonly kind: (typeof cutOrder)[number];
  readonly items: readonly string[];
  /** Which end of the list stays. */
  readonly keep: 'first' | 'last';
  /** @param cut how many items are not among those given; the text should say so */
  readonly render: (items: readonly string[], cut: number) => string;
}

export type Block = string | CuttableList;

/** @returns the blocks, parted by empty lines, in no more bytes of UTF-8 than allowed */
export function fitBlocks(blocks: readonly Block[], limitBytes = summaryLimitBytes): string {
  const most: Record<CuttableList['kind'], number> = {
    console: Number.POSITIVE_INFINITY,
    packages: Number.POSITIVE_INFINITY,
    remarks: Number.POSITIVE_INFINITY,
  };
  const written = () =>
    join(blocks.map((block) => (typeof block === 'string' ? block : shorten(block, most[block.kind]))));
  const fits = () => Buffer.byteLength(written()) <= limitBytes;
  for (const kind of cutOrder) {
    if (fits()) break;
    const longest = longestOf(blocks, kind);
    most[kind] = highest(longest, (length) => {
      most[kind] = length;
      return fits();
    });
  }
  return fits()
    ? written()
    : dropLast(
        blocks.map((block) => (typeof block === 'string' ? block : shorten(block, 0))),
        limitBytes,
      );
}

function shorten({ items, keep, render }: CuttableList, most: number): string {
  if (items.length <= most) return render(items, 0);
  const kept = keep === 'first' ? items.slice(0, most) : items.slice(items.length - most);
  return render(kept, items.length - most);
}

function longestOf(blocks: readonly Block[], kind: CuttableList['kind']): number {
  return blocks.reduce(
    (longest, block) =>
      typeof block === 'string' || block.kind !== kind ? longest : Math.max(longest, block.items.length),
    0,
  );
}

/** @returns the highest number from 0 to `top` for which the test holds, or 0 */
function highest(top: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, top];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The way out where nothing is left to shorten: whole blocks go, so that no markup is left open. */
function dropLast(texts: readonly string[], limitBytes: number): string {
  const note = (dropped: number) => `_${dropped} more parts of this summary had no room._\n`;
  const kept = highest(texts.length, (length) => {
    const text = join([...texts.slice(0, length), note(texts.length - length)]);
    return Buffer.byteLength(text) <= limitBytes;
  });
  const text = join([...texts.slice(0, kept), note(texts.length - kept)]);
  return Buffer.byteLength(text) <= limitBytes ? text : '';
}

const join = (texts: readonly string[]) => `${texts.filter((text) => text !== '').join('\n\n')}\n`;
