import { formatBytes } from '../../report/format.ts';
import type { PublishedArtifact } from './artifact.ts';

const titles = { appliance: 'appliance', disk: 'disk, not zipped', logs: 'logs' } as const;

/** The section of the job summary about what was published; empty if nothing was. */
export function artifactsMarkdown(artifacts: readonly PublishedArtifact[]): string {
  if (artifacts.length === 0) return '';
  const rows = artifacts.map(
    ({ kind, name, url, bytes, digest }) =>
      `| [${escapeMarkdown(name)}](${url}) | ${titles[kind]} | ${formatBytes(bytes)} | \`${digest}\` |`,
  );
  return ['### Artifacts', '', '| Artifact | Holds | Size | Digest |', '| --- | --- | ---: | --- |', ...rows, ''].join(
    '\n',
  );
}

function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~@-]/g, '\\$&');
}
