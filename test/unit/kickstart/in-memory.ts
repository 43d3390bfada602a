import type { ApplianceError } from '../../../src/errors.ts';
import { ApplianceErrors } from '../../../src/errors.ts';
import type { Document } from '../../../src/kickstart/document.ts';
import type { IncludeReader } from '../../../src/kickstart/include.ts';
import { parseKickstart, type Reading, readKickstartText } from '../../../src/kickstart/parse.ts';
import type { ReaderOptions } from '../../../src/kickstart/reading/reader.ts';

export type Files = Readonly<Record<string, string>>;

export function includesOf(files: Files): IncludeReader {
  return {
    read: (path) => {
      const text = files[path];
      if (text === undefined) {
        throw new Error('no such file');
      }
      return { file: path, text };
    },
  };
}

export function readText(text: string, options: ReaderOptions = {}, files: Files = {}): Reading {
  return readKickstartText(text, 'main.ks', includesOf(files), options);
}

export function parse(text: string, files: Files = {}): Document {
  return parseKickstart(text, 'main.ks', includesOf(files));
}

/** The errors of a kickstart; empty when there are none. */
export function errorsOf(text: string, files: Files = {}): readonly ApplianceError[] {
  try {
    parse(text, files);
    return [];
  } catch (error) {
    if (error instanceof ApplianceErrors) {
      return error.errors;
    }
    throw error;
  }
}

/** Errors as `FILE:LINE:COL code`. */
export function complaints(text: string, files: Files = {}): readonly string[] {
  return errorsOf(text, files).map(({ position, code }) =>
    position === undefined ? `nowhere ${code}` : `${position.file}:${position.line}:${position.column} ${code}`,
  );
}

export function warningsOf(text: string, files: Files = {}): readonly string[] {
  return parse(text, files).warnings.map(
    ({ position, code }) => `${position?.file}:${position?.line}:${position?.column} ${code}`,
  );
}
