import { planAction } from '../plan.ts';
import { startAction } from '../start.ts';

await startAction(process, planAction);
