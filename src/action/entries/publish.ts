import { openArtifactStore } from '../artifacts/upload.ts';
import { publishAction } from '../publish-action.ts';
import { startAction } from '../start.ts';

await startAction(process, (job) => publishAction(job, openArtifactStore));
