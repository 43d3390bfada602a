import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import type { ArtifactStore, Upload, Uploaded } from './artifact.ts';
import { explainUploadError, isNameTaken } from './trouble.ts';

/**
 * The artifact service that this job's environment names. Files are streamed in blocks of 8 MiB, five at a time
 * (ACTIONS_ARTIFACT_UPLOAD_CONCURRENCY), whatever their size; the client speaks on standard output as it goes.
 *
 * @param scratchDirectory an existing folder for links
 */
export function openArtifactStore(scratchDirectory: string): ArtifactStore {
  const client = new DefaultArtifactClient();
  return {
    async upload(upload: Upload): Promise<Uploaded | 'taken'> {
      const stage = await fs.mkdtemp(path.join(scratchDirectory, 'artifact-'));
      try {
        const files = await linkFiles(upload, stage);
        const { id, digest, size } = await client.uploadArtifact(upload.name, files, stage, {
          ...(upload.retentionDays === undefined ? {} : { retentionDays: upload.retentionDays }),
          ...(upload.compressionLevel === undefined
            ? { skipArchive: true }
            : { compressionLevel: upload.compressionLevel }),
        });
        if (id === undefined || digest === undefined) throw new Error('the service named no artifact');
        return { id, sha256: digest, bytes: size ?? 0 };
      } catch (error) {
        if (isNameTaken(error)) return 'taken';
        throw explainUploadError(error, upload.name);
      } finally {
        await fs.rm(stage, { recursive: true, force: true });
      }
    },
  };
}

/** The client names files after their paths below a folder: links give them the names they are to have. */
async function linkFiles({ name, files, compressionLevel }: Upload, stage: string): Promise<string[]> {
  const links: string[] = [];
  for (const file of files) {
    const link = path.join(stage, compressionLevel === undefined ? name : file.name);
    await fs.mkdir(path.dirname(link), { recursive: true });
    await fs.symlink(file.path, link);
    links.push(link);
  }
  return links;
}
