import { ApplianceError } from '../../errors.ts';

/**
 * Turns a value of unknown origin into one of a known type. A check returns only what it knows, so nothing else of the
 * input goes on.
 *
 * @param place for the error: `disks[0].file`
 * @throws ShapeError
 */
export type Check<T> = (value: unknown, place: string) => T;

/** What is wrong, and where. */
export class ShapeError extends ApplianceError {
  constructor(place: string, wanted: string) {
    super({ kind: 'input', code: 'bad-shape', message: `${place} must be ${wanted}` });
  }
}

/** @param wanted in words, for the error: `a number of bytes` */
export function checked<T>(wanted: string, isRight: (value: unknown) => value is T): Check<T> {
  return (value, place) => {
    if (isRight(value)) return value;
    throw new ShapeError(place, wanted);
  };
}

export const anyText: Check<string> = checked('a text', (value) => typeof value === 'string');

/** Text that a pattern describes as a whole. */
export function textLike(pattern: RegExp, wanted: string): Check<string> {
  return checked(wanted, (value): value is string => typeof value === 'string' && pattern.test(value));
}

export const flag: Check<boolean> = checked('true or false', (value) => typeof value === 'boolean');

/** Not negative, and finite. */
export const amount: Check<number> = checked(
  'a number, 0 or more',
  (value): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);

export const count: Check<number> = checked(
  'a whole number, 0 or more',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
);

export function oneOf<const T>(...known: readonly T[]): Check<T> {
  return checked(known.map((one) => JSON.stringify(one)).join(' or '), (value): value is T =>
    known.includes(value as T),
  );
}

export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, place) => (value === undefined ? undefined : check(value, place));
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, 'a list');
    return value.map((item, index) => check(item, `${place}[${index}]`));
  };
}

/** Fields that are missing, and may be, are missing in the result too. */
export function objectOf<T extends object>(fields: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(place, 'an object');
    const found = Object.entries<Check<unknown>>(fields).map(([name, check]) => {
      const field = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      return [name, check(field, place === '' ? name : `${place}.${name}`)] as const;
    });
    return Object.fromEntries(found.filter(([, field]) => field !== undefined)) as T;
  };
}
