/** Cylinders, heads and sectors of a disk, for what still asks. */
export interface Geometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectorsPerTrack: number;
}

/** The geometry that BIOSes make up for large disks. */
export function biosGeometry(sectors: number, mostCylinders: number): Geometry {
  const [heads, sectorsPerTrack] = [255, 63];
  const cylinders = Math.min(mostCylinders, Math.floor(sectors / (heads * sectorsPerTrack)));
  return { cylinders, heads, sectorsPerTrack };
}
