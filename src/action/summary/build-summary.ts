import * as path from 'node:path';
import { formatBytes, formatSeconds } from '../../report/format.ts';
import type { Manifest } from '../../report/manifest/manifest.ts';
import type { Place } from '../ports.ts';
import { type BuildRecord, type Remark, totalBytes } from '../progress/record.ts';
import { bootBlocks, bootsOf } from './boot-summary.ts';
import { gantt } from './gantt.ts';
import { type Block, fitBlocks } from './limit.ts';
import { differenceCounts, lastLines, type PackageDifference, packageChanges, remarkList } from './lists.ts';
import { code, count, escapeText, link, table } from './markdown.ts';

/** One kickstart's build. */
export interface BuildOutcome {
  /** What the failed build of a kickstart is called by: its name, or the kickstart's path. */
  readonly name: string;
  readonly record: BuildRecord;
  /** Of the build before, if its manifest is known. */
  readonly difference?: PackageDifference | undefined;
  /** What was brought back from and saved in the cache of the platform, a sentence each; from this program. */
  readonly cacheNotes?: readonly string[] | undefined;
  /** The last lines of the log of a build that failed. */
  readonly logTail?: readonly string[] | undefined;
}

export interface SummarySettings {
  /** `https://github.com/OWNER/NAME/blob/SHA`: where files of the workspace can be read; undefined: no links. */
  readonly sourceAddress?: string | undefined;
  readonly limitBytes?: number | undefined;
}

/** The `build` step's part of the job summary, as Markdown. */
export function buildSummary(outcomes: readonly BuildOutcome[], settings: SummarySettings = {}): string {
  const blocks = outcomes.flatMap((outcome) => {
    const { built } = outcome.record;
    return built === undefined ? failedBlocks(outcome, settings) : builtBlocks(outcome, built.manifest);
  });
  return fitBlocks(blocks, settings.limitBytes);
}

function builtBlocks(outcome: BuildOutcome, manifest: Manifest): Block[] {
  const { record, difference } = outcome;
  const warnings = record.remarks.filter(({ severity }) => severity === 'warning');
  const seconds = manifest.timings.reduce((sum, timing) => sum + timing.seconds, 0);
  const title = [manifest.name, manifest.version ?? ''].join(' ').trim();
  const packages = count(manifest.packages.length, 'package');
  const facts = [
    `Built from ${code(manifest.kickstart.file)} in ${formatSeconds(seconds)} for ${escapeText(manifest.arch)} with ${escapeText(manifest.backend)}`,
    difference === undefined ? packages : `${packages}: ${differenceCounts(difference)}`,
    ...cacheFacts(outcome, manifest),
    ...(manifest.noEffect.length === 0
      ? []
      : [`No effect in an image: ${manifest.noEffect.map((command) => code(command)).join(', ')}`]),
  ];
  return [
    `### ✅ ${escapeText(title)}`,
    diskTable(manifest),
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(difference === undefined ? [] : [packageChanges(difference)]),
    ...(warnings.length === 0 ? [] : [remarkList(count(warnings.length, 'warning'), warnings)]),
    ...timeBlocks(record),
    ...bootBlocks(
      record.boots.length > 0 ? bootsOf(record) : manifest.boot.map((boot) => ({ ...boot, consoleTail: [] })),
    ),
  ];
}

function diskTable({ disks, bundles = [], archive }: Manifest): string {
  const rows = disks.map(({ disk, format, file, virtualBytes, fileBytes }) => [
    escapeText(disk),
    escapeText(format),
    code(file),
    formatBytes(virtualBytes),
    formatBytes(fileBytes),
  ]);
  const others = [...bundles, ...(archive === undefined ? [] : [archive])].map(({ kind, file, fileBytes }) => [
    'all',
    escapeText(kind),
    code(file),
    '',
    formatBytes(fileBytes),
  ]);
  return table(['Disk', 'Format', 'File', 'Virtual size', 'File size'], [...rows, ...others], [3, 4]);
}

/** What did not have to be fetched and installed again. */
function cacheFacts({ record: { fetched }, cacheNotes = [] }: BuildOutcome, { layer }: Manifest): string[] {
  const root = layer.fromCache ? ['The installed root came from the cache'] : [];
  const notes = cacheNotes.map((note) => escapeText(note));
  if (fetched === undefined) return [...root, ...notes];
  const { used, downloaded, downloadedBytes } = fetched;
  const reused = Math.max(0, used.length - downloaded);
  const reusedBytes = Math.max(0, totalBytes(used) - downloadedBytes);
  const files = `Package files and metadata: ${reused} from the cache (${formatBytes(reusedBytes)}), ${downloaded} downloaded (${formatBytes(downloadedBytes)})`;
  return [...root, files, ...notes];
}

function timeBlocks({ steps }: BuildRecord): string[] {
  const bars = steps.flatMap(({ name, startSeconds, seconds, ok }) =>
    seconds === undefined ? [] : [{ name, startSeconds, seconds, failed: !ok }],
  );
  return bars.length === 0 ? [] : [gantt(bars)];
}

function failedBlocks({ name, record, logTail = [] }: BuildOutcome, settings: SummarySettings): Block[] {
  const errors = record.remarks.filter(({ severity }) => severity === 'error');
  const interrupted = record.failure?.kind === 'interrupted';
  const shown = errors.slice(0, mostErrors);
  return [
    `### ❌ ${escapeText(name)}: ${interrupted ? 'the build was interrupted' : 'the build failed'}`,
    ...whereItFailed(record),
    ...shown.map((error) => errorText(error, settings)),
    ...(errors.length > shown.length ? [remarkList('Further errors', errors.slice(mostErrors))] : []),
    ...shown
      .filter(({ detail }) => detail.length > 0)
      .map(({ detail }) => lastLines('What the tool said last', detail, { open: true })),
    ...(logTail.length === 0 ? [] : [lastLines('The last lines of the log', logTail)]),
    ...timeBlocks(record),
  ];
}

function whereItFailed({ steps, failure }: BuildRecord): string[] {
  const step = steps.find(({ ok }) => !ok)?.name;
  const said = [
    ...(step === undefined ? [] : [`It failed in the step ${code(step)}.`]),
    ...(failure?.log === undefined ? [] : [`The whole log is ${code(path.basename(failure.log))}.`]),
  ];
  return said.length === 0 ? [] : [said.join(' ')];
}

/** More errors are listed folded. */
const mostErrors = 10;

function errorText({ message, hint, where, place }: Remark, { sourceAddress }: SummarySettings): string {
  const linked = place === undefined || sourceAddress === undefined ? undefined : `${sourceAddress}/${pathOf(place)}`;
  const shownPlace = where === undefined ? '' : `${linked === undefined ? code(where) : link(where, linked)}: `;
  return `> ${shownPlace}**${escapeText(message)}**${hint === undefined ? '' : `<br>${escapeText(hint)}`}`;
}

/** Half a surrogate pair, which no percent-encoding has, becomes a replacement character on the way through UTF-8. */
function pathOf({ file, line }: Place): string {
  return `${Buffer.from(file).toString().split('/').map(encodeURIComponent).join('/')}#L${line}`;
}
