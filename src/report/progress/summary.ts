import { formatBytes, formatSeconds, formatTable } from '../format.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** What a person wants to know after a build. */
export function summaryText(manifest: Manifest, directory: string): string {
  const disks = manifest.disks.map(({ file, virtualBytes, fileBytes }) => [
    `  ${file}`,
    formatBytes(virtualBytes),
    formatBytes(fileBytes),
  ]);
  const { bundles = [], archive } = manifest;
  const ofAll = [...bundles, ...(archive === undefined ? [] : [archive])];
  const others = manifest.files.filter((file) => ![...manifest.disks, ...ofAll].some((one) => one.file === file));
  const steps = manifest.timings.map(({ name, seconds, detail }) => [
    `  ${name}`,
    formatSeconds(seconds),
    detail ?? '',
  ]);
  const total = manifest.timings.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    `${manifest.name}${manifest.version === undefined ? '' : ` ${manifest.version}`} is in ${directory}`,
    '',
    formatTable(
      [
        ['  disk', 'virtual', 'file'],
        ...disks,
        ...ofAll.map(({ file, fileBytes }) => [`  ${file}`, '', formatBytes(fileBytes)]),
      ],
      [false, true, true],
    ),
    `  also: ${others.join(', ')}, manifest.json, build.log`,
    '',
    formatTable([...steps, ['  total', formatSeconds(total), '']], [false, true, false]),
    ...noEffectLines(manifest),
    ...bootLines(manifest),
  ].join('\n');
}

function noEffectLines({ noEffect }: Manifest): string[] {
  return noEffect.length === 0 ? [] : ['', `no effect in an image: ${noEffect.join(', ')}`];
}

function bootLines({ boot }: Manifest): string[] {
  if (boot.length === 0) return [];
  const rows = boot.map(({ format, firmware, accelerator, verdict, reason, seconds }) => [
    `  ${format}, ${firmware}, ${accelerator}`,
    verdict,
    formatSeconds(seconds),
    reason,
  ]);
  return ['', 'boot test', formatTable(rows, [false, false, true, false])];
}
