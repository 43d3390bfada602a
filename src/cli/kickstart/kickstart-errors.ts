import { type ApplianceError, ApplianceErrors, type Position } from '../../errors.ts';
import { splitLines } from '../../kickstart/reading/lines.ts';
import { shownLine } from '../../kickstart/shown-line.ts';

/** Errors of a kickstart with the texts that their positions point into, by file. */
export class KickstartErrors extends ApplianceErrors {
  readonly texts: ReadonlyMap<string, string>;

  constructor(errors: readonly ApplianceError[], texts: ReadonlyMap<string, string>) {
    super(errors);
    this.texts = texts;
  }
}

/** A terminal's width; what is longer is cut around the column. */
const widest = 120;
const before = 60;

/** Finds lines of the texts without cutting a text anew for each. */
export class Excerpts {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /**
   * The line of a position and a caret beneath its column; none if the text is not known. Passwords are masked.
   *
   * @param code of the error or warning
   */
  at({ file, line, column }: Position, code: string): readonly string[] {
    const text = this.#linesOf(file)?.[line - 1];
    if (text === undefined || text.trim() === '') return [];
    const masked = shownLine(text, code === 'unknown-command');
    const start = column > widest ? column - before : 1;
    const visible = masked.slice(start - 1, start - 1 + widest).replaceAll('\t', ' ');
    return [`  ${visible}`, `  ${' '.repeat(Math.max(0, column - start))}^`];
  }

  #linesOf(file: string): readonly string[] | undefined {
    const known = this.#lines.get(file);
    const text = this.#texts.get(file);
    if (known !== undefined || text === undefined) return known;
    const lines = splitLines(text).map((line) => line.text);
    this.#lines.set(file, lines);
    return lines;
  }
}
