import { runTransfer } from '../cache/client.ts';

await runTransfer(process);
