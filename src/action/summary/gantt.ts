import { formatSeconds } from '../../report/format.ts';
import { fence } from './markdown.ts';

export interface Bar {
  readonly name: string;
  readonly startSeconds: number;
  readonly seconds: number;
  readonly failed: boolean;
}

/** More bars are no picture any more. */
const mostBars = 40;

/** Words that start a statement of their own in a Gantt diagram (Mermaid's gantt.jison). */
const keywords =
  /^(?:gantt|title|section|click|date|axisFormat|tickInterval|inclusiveEndDates|topAxis|excludes|includes|todayMarker|weekday|weekend|acc|call|href)/i;

/**
 * Where the time of a build went, as a Gantt diagram of Mermaid, which GitHub draws. Times are written as moments of one
 * day without a zone, so that the axis counts from 0 in every reader's zone.
 */
export function gantt(bars: readonly Bar[]): string {
  const end = Math.max(0, ...bars.map(({ startSeconds, seconds }) => startSeconds + seconds));
  const lines = bars.slice(0, mostBars).map(({ name, startSeconds, seconds, failed }) => {
    const milliseconds = Math.max(1, Math.round(seconds * 1000));
    return `  ${label(name)} ${formatSeconds(seconds)} :${failed ? 'crit, ' : ''}${moment(startSeconds)}, ${milliseconds}ms`;
  });
  return fence(
    ['gantt', '  dateFormat YYYY-MM-DD HH:mm:ss.SSS', `  axisFormat ${end >= 3600 ? '%H:%M:%S' : '%M:%S'}`, ...lines],
    'mermaid',
  );
}

/** A label ends at a colon; number signs, semicolons, percent signs and brackets have meanings of their own. */
function label(name: string): string {
  const plain = name
    .replaceAll(/[^\p{L}\p{N} ._/+-]/gu, ' ')
    .trim()
    .slice(0, 60);
  return keywords.test(plain) || plain === '' ? `step ${plain}`.trim() : plain;
}

function moment(seconds: number): string {
  return new Date(Date.UTC(2001, 0, 1) + Math.round(seconds * 1000)).toISOString().replace('T', ' ').replace('Z', '');
}
