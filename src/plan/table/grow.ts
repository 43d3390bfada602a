/** A partition that may grow: sizes in MiB. */
export interface GrowRequest {
  readonly sizeMiB: number;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
}

/**
 * Shares the free space of a disk among the parts with --grow, as anaconda does: in proportion to the sizes asked for,
 * never beyond --maxsize; what a capped part leaves goes to the others, in proportion again, and the remainder of the
 * division, in MiB, to the first that can still grow.
 *
 * @param freeMiB space that no part has claimed; not negative
 * @returns the final size in MiB of each request, in the same order
 */
export function growSizes(requests: readonly GrowRequest[], freeMiB: number): number[] {
  const sizes = requests.map(({ sizeMiB }) => sizeMiB);
  const limit = (index: number) => requests[index]?.maxSizeMiB ?? Number.POSITIVE_INFINITY;
  const size = (index: number) => sizes[index] ?? 0;
  const growable = () =>
    requests.flatMap((request, index) => (request.grow && size(index) < limit(index) ? [index] : []));
  let pool = freeMiB;
  for (let growing = growable(); growing.length > 0 && pool > 0; growing = growable()) {
    const weights = growing.map((index) => requests[index]?.sizeMiB ?? 0);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const before = pool;
    growing.forEach((index, place) => {
      const share = total === 0 ? before / growing.length : (before * (weights[place] ?? 0)) / total;
      const growth = Math.min(Math.floor(share), limit(index) - size(index));
      sizes[index] = size(index) + growth;
      pool -= growth;
    });
    if (pool === before) {
      const [first = 0] = growing;
      const growth = Math.min(pool, limit(first) - size(first));
      sizes[first] = size(first) + growth;
      pool -= growth;
    }
  }
  return sizes;
}
