import type { HttpStep, TcpStep } from '../scenario/scenario.ts';
import type { Endpoint } from './reach.ts';

/** A step as JSON holds it: patterns are their sources. */
export type WrittenStep =
  | (Omit<TcpStep, 'banner'> & { readonly banner: string | undefined })
  | (Omit<HttpStep, 'body'> & { readonly body: string | undefined });

export function textOfStep(step: TcpStep | HttpStep): WrittenStep {
  return step.kind === 'tcp' ? { ...step, banner: step.banner?.source } : { ...step, body: step.body?.source };
}

export function stepOfText(step: WrittenStep): TcpStep | HttpStep {
  return step.kind === 'tcp' ? { ...step, banner: pattern(step.banner) } : { ...step, body: pattern(step.body) };
}

const pattern = (source: string | undefined) => (source === undefined ? undefined : new RegExp(source, 'm'));

/** What the program in the namespace is asked on its standard input, as JSON. */
export interface Question {
  readonly step: WrittenStep;
  readonly endpoint: Endpoint;
  readonly milliseconds: number;
}

/** Its exit code if the guest did not answer as it should; standard output says why. */
export const notReached = 10;
