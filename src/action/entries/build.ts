import { buildAction } from '../build/build.ts';
import { programParts, startAction } from '../start.ts';

await startAction(process, (job) => buildAction(job, programParts(process, import.meta.dirname)));
