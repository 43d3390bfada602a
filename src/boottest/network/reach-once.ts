// A program of its own: it runs inside a network namespace, which no thread of the caller may enter, and asks the guest there.
import { text } from 'node:stream/consumers';
import { messageOf } from '../../errors.ts';
import { reachEndpoint } from './reach.ts';
import { notReached, type Question, stepOfText } from './written-step.ts';

try {
  const { step, endpoint, milliseconds } = JSON.parse(await text(process.stdin)) as Question;
  const signal = new AbortController().signal;
  process.stdout.write(await reachEndpoint(stepOfText(step), endpoint, milliseconds, signal));
} catch (error) {
  process.stdout.write(messageOf(error));
  process.exitCode = notReached;
}
