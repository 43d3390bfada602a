import { openArtifactStore } from '../artifacts/upload.ts';
import { publishAction } from '../publish-action.ts';
import { startAction } from '../start.ts';

await startAction(process, async (job) => {
  await publishAction(job, openArtifactStore);
  return true;
});
