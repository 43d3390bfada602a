import { randomUUID } from 'node:crypto';
import type { Blobs, Described } from './blobs.ts';
import { type Message, type Method, Refusal } from './twirp.ts';

export interface Artifact {
  readonly id: number;
  readonly run: string;
  readonly job: string;
  readonly name: string;
  readonly mimeType: string;
  readonly blob: string;
  readonly expiresAt: string | undefined;
  /** `sha256:…`; undefined while the artifact is being uploaded. */
  hash: string | undefined;
  bytes: number | undefined;
  createdAt: string | undefined;
}

const zip = 'application/zip';

/**
 * The methods of GitHub's ArtifactService. A name can be used once in a run, until the artifact is deleted.
 *
 * @param artifacts grows, and shrinks by DeleteArtifact
 * @param quotaBytes of all artifacts together
 */
export function artifactMethods(
  blobs: Blobs,
  artifacts: Artifact[],
  quotaBytes: number,
): Readonly<Record<string, Method>> {
  const uploading: Artifact[] = [];
  let nextId = 1;
  const finished = (request: Message): Artifact => {
    const found = artifacts.find((artifact) => isAsked(artifact, request));
    if (found === undefined) throw new Refusal(404, 'not_found', 'no such artifact');
    return found;
  };

  return {
    CreateArtifact(request) {
      const used = artifacts.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      if (used >= quotaBytes) {
        throw new Refusal(403, 'permission_denied', 'insufficient usage to create artifact');
      }
      if (artifacts.some((artifact) => isAsked(artifact, request))) {
        throw new Refusal(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
      }
      const mimeType = String(request['mime_type'] ?? zip);
      const artifact: Artifact = {
        id: nextId,
        run: runOf(request),
        job: String(request['workflow_job_run_backend_id']),
        name: String(request['name']),
        mimeType,
        blob: `${randomUUID()}/artifact${mimeType === zip ? '.zip' : ''}`,
        expiresAt: request['expires_at'] as string | undefined,
        hash: undefined,
        bytes: undefined,
        createdAt: undefined,
      };
      nextId += 1;
      uploading.push(artifact);
      return { ok: true, signed_upload_url: blobs.uploadUrl('artifacts', artifact.blob) };
    },

    FinalizeArtifact(request) {
      const index = uploading.findLastIndex((artifact) => isAsked(artifact, request));
      const [artifact] = index < 0 ? [] : uploading.splice(index, 1);
      if (artifact === undefined) throw new Refusal(404, 'not_found', 'no such artifact');
      artifact.hash = request['hash'] as string | undefined;
      artifact.bytes = Number(request['size'] ?? 0);
      artifact.createdAt = new Date().toISOString();
      artifacts.push(artifact);
      return { ok: true, artifact_id: String(artifact.id) };
    },

    ListArtifacts(request) {
      const [name, id] = [request['name_filter'], request['id_filter']];
      const listed = artifacts.filter(
        (artifact) =>
          artifact.run === runOf(request) &&
          (name === undefined || artifact.name === name) &&
          (id === undefined || String(artifact.id) === String(id)),
      );
      return { artifacts: listed.map(entryOf) };
    },

    GetSignedArtifactURL(request) {
      const artifact = finished(request);
      return { signed_url: blobs.downloadUrl('artifacts', artifact.blob, describe(artifact)) };
    },

    DeleteArtifact(request) {
      const artifact = finished(request);
      artifacts.splice(artifacts.indexOf(artifact), 1);
      return { ok: true, artifact_id: String(artifact.id) };
    },
  };
}

function runOf(request: Message): string {
  return String(request['workflow_run_backend_id']);
}

function isAsked(artifact: Artifact, request: Message): boolean {
  return artifact.run === runOf(request) && artifact.name === request['name'];
}

function entryOf(artifact: Artifact): Message {
  return {
    workflow_run_backend_id: artifact.run,
    workflow_job_run_backend_id: artifact.job,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.bytes),
    created_at: artifact.createdAt,
    digest: artifact.hash,
  };
}

function describe({ name, mimeType }: Artifact): Described {
  const file = mimeType === zip ? `${name}.zip` : name;
  const plain = file.replace(/[^\x20-\x7e]|"/g, '_');
  return {
    contentType: mimeType,
    contentDisposition: `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file)}`,
  };
}
