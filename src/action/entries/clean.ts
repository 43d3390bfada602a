import { cleanAction } from '../clean.ts';
import { startAction } from '../start.ts';

await startAction(process, cleanAction);
