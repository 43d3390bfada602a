import { ApplianceError, formatPosition, type Position, type Warning } from '../../errors.ts';

/** Where a file is included, innermost first; empty for the kickstart itself. */
export type IncludeChain = (file: string) => readonly Position[];

interface PlacedError {
  readonly error: ApplianceError;
  /** From the kickstart's own line down to the line of the innermost included file. */
  readonly place: readonly Position[];
}

/** More errors help nobody, and a long file of garbage would take seconds to complain about. */
const MOST_ERRORS = 2000;

/** Ends the reading of a kickstart that has too many errors. */
export class TooManyErrors extends Error {
  override readonly name = 'TooManyErrors';
}

/** Collects what is wrong with a kickstart, and says of included files how they came in. */
export class Diagnostics {
  readonly #chain: IncludeChain;
  readonly #errors: PlacedError[] = [];
  readonly #warnings: Warning[] = [];

  constructor(chain: IncludeChain) {
    this.#chain = chain;
  }

  /** In the order of their places, where an included file stands at the place of its %include. */
  get errors(): readonly ApplianceError[] {
    return this.#errors.toSorted((left, right) => comparePlaces(left.place, right.place)).map(({ error }) => error);
  }

  get warnings(): readonly Warning[] {
    return this.#warnings;
  }

  /**
   * An arrow function, so that it can be passed on as a `Report`.
   *
   * @throws TooManyErrors after a last error that says so
   */
  readonly report = (error: ApplianceError): void => {
    if (this.#errors.length >= MOST_ERRORS) {
      const { kind, position } = error;
      const message = `more than ${MOST_ERRORS} errors: the rest of the file is not read`;
      this.#add(new ApplianceError({ kind, code: 'too-many-errors', message, position }));
      throw new TooManyErrors();
    }
    const hint = this.#withChain(error.hint, error.position);
    this.#add(hint === error.hint ? error : new ApplianceError(withHint(error, hint)));
  };

  warn(warning: Warning): void {
    this.#warnings.push({ ...warning, hint: this.#withChain(warning.hint, warning.position) });
  }

  #add(error: ApplianceError): void {
    const { position } = error;
    this.#errors.push({
      error,
      place: position === undefined ? [] : [position, ...this.#chain(position.file)].reverse(),
    });
  }

  #withChain(hint: string | undefined, position: Position | undefined): string | undefined {
    const chain = position === undefined ? [] : this.#chain(position.file);
    if (chain.length === 0) {
      return hint;
    }
    const path = `included from ${chain.map(formatPosition).join(', from ')}`;
    return hint === undefined ? path : `${hint}; ${path}`;
  }
}

function withHint(error: ApplianceError, hint: string | undefined): ConstructorParameters<typeof ApplianceError>[0] {
  const { kind, code, message, position, detail, cause } = error;
  return { kind, code, message, position, hint, detail, cause };
}

function comparePlaces(left: readonly Position[], right: readonly Position[]): number {
  for (const [depth, position] of left.entries()) {
    const other = right[depth];
    if (other === undefined) {
      return 1;
    }
    const difference = position.line - other.line || position.column - other.column;
    if (difference !== 0) {
      return difference;
    }
  }
  return left.length - right.length;
}
