// A program of its own: it runs inside a network namespace, which no thread of the caller may enter, and asks the guest there.
import { text } from 'node:stream/consumers';
import { messageOf } from '../../errors.ts';
import { type Endpoint, reachEndpoint } from './reach.ts';
import { stepOfText, type WrittenStep } from './written-step.ts';

/** What comes on standard input, as JSON. */
export interface Question {
  readonly step: WrittenStep;
  readonly endpoint: Endpoint;
  readonly milliseconds: number;
}

/** The guest did not answer as it should; standard output says why. */
const notReached = 10;

try {
  const { step, endpoint, milliseconds } = JSON.parse(await text(process.stdin)) as Question;
  const signal = new AbortController().signal;
  process.stdout.write(await reachEndpoint(stepOfText(step), endpoint, milliseconds, signal));
} catch (error) {
  process.stdout.write(messageOf(error));
  process.exitCode = notReached;
}
