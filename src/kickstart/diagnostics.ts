import { ApplianceError, formatPosition, type Position, type Warning } from '../errors.ts';

/** Where a file is included, innermost first; empty for the kickstart itself. */
export type IncludeChain = (file: string) => readonly Position[];

/** More errors help nobody, and a long file of garbage would take seconds to complain about. */
const MOST_ERRORS = 2000;

/** Ends the reading of a kickstart that has too many errors. */
export class TooManyErrors extends Error {
  override readonly name = 'TooManyErrors';
}

/** Collects what is wrong with a kickstart, and says of included files how they came in. */
export class Diagnostics {
  readonly #chain: IncludeChain;
  readonly #errors: ApplianceError[] = [];
  readonly #warnings: Warning[] = [];

  constructor(chain: IncludeChain) {
    this.#chain = chain;
  }

  get errors(): readonly ApplianceError[] {
    return this.#errors;
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
      this.#errors.push(new ApplianceError({ kind, code: 'too-many-errors', message, position }));
      throw new TooManyErrors();
    }
    const hint = this.#withChain(error.hint, error.position);
    this.#errors.push(hint === error.hint ? error : new ApplianceError(withHint(error, hint)));
  };

  warn(warning: Warning): void {
    this.#warnings.push({ ...warning, hint: this.#withChain(warning.hint, warning.position) });
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
