import { bootTestAction } from '../boot-test/boot-test.ts';
import { programParts, startAction } from '../start.ts';

await startAction(process, (job) => bootTestAction(job, programParts(process, import.meta.dirname)));
