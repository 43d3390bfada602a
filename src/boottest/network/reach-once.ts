// A program of its own: it runs inside a network namespace, which no thread of the caller may enter, and asks the guest there.
import { messageOf } from '../../errors.ts';
import { type Endpoint, reachEndpoint } from './reach.ts';
import { stepOfText, type WrittenStep } from './written-step.ts';

const [step = '', endpoint = '', milliseconds = ''] = process.argv.slice(2);
try {
  const asked = stepOfText(JSON.parse(step) as WrittenStep);
  const signal = new AbortController().signal;
  process.stdout.write(await reachEndpoint(asked, JSON.parse(endpoint) as Endpoint, Number(milliseconds), signal));
} catch (error) {
  process.stdout.write(messageOf(error));
  process.exitCode = 10;
}
