/** A file on its way into an artifact. */
export interface ArtifactFile {
  /** Absolute. */
  readonly path: string;
  /** Its path in the artifact, parted by `/`, legal for the service. */
  readonly name: string;
  readonly bytes: number;
}

/** `appliance`: everything that belongs to one · `disk`: one file, as it is · `logs`: what helps to find a fault. */
export type ArtifactKind = 'appliance' | 'disk' | 'logs';

/** An artifact that is to be. */
export interface PlannedArtifact {
  readonly kind: ArtifactKind;
  /** Name of the appliance; undefined for the logs of several. */
  readonly appliance: string | undefined;
  /** Legal, and no other artifact of this job has it. */
  readonly name: string;
  readonly files: readonly ArtifactFile[];
  /** Level of the ZIP archive, 0–9; undefined: the only file is uploaded without an archive. */
  readonly compressionLevel: number | undefined;
}

/** An artifact that the service holds. */
export interface PublishedArtifact {
  readonly kind: ArtifactKind;
  readonly appliance: string | undefined;
  /** The name it got, which is another than the planned one if that was taken by another job of the run. */
  readonly name: string;
  readonly id: number;
  readonly url: string;
  /** `sha256:…` of what is downloaded: the archive, or the file itself. */
  readonly digest: string;
  readonly bytes: number;
  /** Paths in the artifact. */
  readonly files: readonly string[];
}

/** What is handed to the service under a name. */
export interface Upload {
  readonly name: string;
  readonly files: readonly ArtifactFile[];
  readonly compressionLevel: number | undefined;
  readonly retentionDays: number | undefined;
}

export interface Uploaded {
  readonly id: number;
  /** Lower-case hexadecimal SHA-256. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The artifact service of the run. */
export interface ArtifactStore {
  /** @returns `taken` if the run has an artifact of this name. @throws ApplianceError if it did not work */
  upload(upload: Upload): Promise<Uploaded | 'taken'>;
}
