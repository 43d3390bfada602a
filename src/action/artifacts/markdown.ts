import { formatBytes } from '../../report/format.ts';
import { code, link, table } from '../summary/markdown.ts';
import type { PublishedArtifact } from './artifact.ts';

const titles = { appliance: 'appliance', disk: 'disk, not zipped', logs: 'logs' } as const;

/** The section of the job summary about what was published; empty if nothing was. */
export function artifactsMarkdown(artifacts: readonly PublishedArtifact[]): string {
  if (artifacts.length === 0) return '';
  const rows = artifacts.map(({ kind, name, url, bytes, digest }) => [
    link(name, url),
    titles[kind],
    formatBytes(bytes),
    code(digest),
  ]);
  return `### Artifacts\n\n${table(['Artifact', 'Holds', 'Size', 'Digest'], rows, [2])}\n`;
}
