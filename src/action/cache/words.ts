import { formatBytes } from '../../report/format.ts';
import type { RestoredPart, SavedPart } from './parts.ts';
import type { CacheOutcome } from './session.ts';

/** What the cache did, a line to each part that has something to tell. */
export function cacheLines({ restored, saved, layerReused, downloadedBytes }: CacheOutcome): string[] {
  const reuse = layerReused
    ? 'the installed root was reused'
    : downloadedBytes === 0
      ? 'every package was reused'
      : `${formatBytes(downloadedBytes)} of packages had to be downloaded`;
  return [...restored.map(restoredLine), ...saved.map(savedLine), reuse];
}

function restoredLine({ part, outcome, key, bytes, seconds, reason, imported }: RestoredPart): string {
  if (key === undefined) return `${part}: ${reason ?? 'the cache has none yet'}`;
  const taken = imported === undefined ? '' : `, ${imported.new} of ${imported.files} files were new here`;
  const which = outcome === 'hit' || part === 'metadata' || part === 'initramfs' ? '' : ' of another set of packages';
  return `${part}${which}: restored, ${formatBytes(bytes)} in ${seconds} s${taken} (${key})`;
}

const savedWords: Readonly<Record<SavedPart['outcome'], string>> = {
  saved: 'saved',
  exists: 'the service has it already',
  failed: 'not saved',
  skipped: 'not saved',
};

function savedLine({ part, outcome, key, bytes, seconds, reason }: SavedPart): string {
  const figures = outcome === 'saved' ? `, ${formatBytes(bytes)} in ${seconds} s` : '';
  return `${part}: ${savedWords[outcome]}${figures}${reason === undefined ? '' : `: ${reason}`}${key === undefined ? '' : ` (${key})`}`;
}
