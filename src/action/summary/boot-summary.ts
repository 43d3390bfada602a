import { formatSeconds } from '../../report/format.ts';
import type { BootResult } from '../../report/manifest.ts';
import type { ActionLog, Place } from '../ports.ts';
import type { Remark } from '../progress/record.ts';
import { type Block, fitBlocks } from './limit.ts';
import { lastLines } from './lists.ts';
import { count, escapeText, table } from './markdown.ts';

/** One boot, with what its serial console showed last. */
export interface BootOutcome extends Omit<BootResult, 'consoleLog'> {
  readonly consoleLog?: string | undefined;
  /** Text of the guest; oldest first. */
  readonly consoleTail: readonly string[];
}

export interface BootTestOutcome {
  /** The appliance. */
  readonly name: string;
  readonly boots: readonly BootOutcome[];
}

/** The `boot-test` step's part of the job summary, as Markdown. */
export function bootSummary(
  outcomes: readonly BootTestOutcome[],
  settings: { readonly limitBytes?: number | undefined } = {},
): string {
  const blocks = outcomes.flatMap(({ name, boots }) => {
    const failed = boots.filter(({ verdict }) => verdict !== 'passed').length;
    const verdict = failed === 0 ? 'boots' : `${failed} of ${count(boots.length, 'boot')} failed`;
    return [`### ${failed === 0 ? '✅' : '❌'} ${escapeText(name)}: ${verdict}`, ...bootBlocks(boots)];
  });
  return fitBlocks(blocks, settings.limitBytes);
}

/** A table of verdicts and the consoles, those of failed boots unfolded. */
export function bootBlocks(boots: readonly BootOutcome[]): Block[] {
  if (boots.length === 0) return [];
  const rows = boots.map(({ format, firmware, accelerator, verdict, reason, seconds }) => [
    `${verdict === 'passed' ? '✅' : '❌'} ${escapeText(verdict)}`,
    escapeText(format),
    escapeText(firmware),
    escapeText(accelerator),
    formatSeconds(seconds),
    escapeText(reason),
  ]);
  return [
    table(['Boot test', 'Format', 'Firmware', 'Accelerator', 'Time', 'Reason'], rows, [4]),
    ...boots.flatMap((boot) =>
      boot.consoleTail.length === 0
        ? []
        : [lastLines(consoleTitle(boot), boot.consoleTail, { open: boot.verdict !== 'passed' })],
    ),
  ];
}

function consoleTitle({ format, firmware, consoleTail, consoleLog }: BootOutcome): string {
  const whole = consoleLog === undefined ? '' : ` (all of it: ${consoleLog})`;
  return `${format} under ${firmware}: last ${count(consoleTail.length, 'line')} of the console${whole}`;
}

/** Warnings of a build that explain a boot which failed so: their line of the kickstart is to blame. */
const explanations: Readonly<Record<string, readonly string[]>> = {
  silent: ['no-serial-console', 'menu-waits', 'nothing-boots'],
  timeout: ['menu-waits'],
  'boot-loader': ['nothing-boots', 'menu-waits'],
};

export interface Annotation {
  readonly kind: Parameters<ActionLog['annotate']>[0];
  readonly message: string;
  readonly place: Place | undefined;
  readonly title: string;
}

/**
 * An error for every boot that failed, on the line of the kickstart that explains it, if there is one.
 *
 * @param remarks what the build said of the kickstart; none are needed
 */
export function bootAnnotations(
  { name, boots }: BootTestOutcome,
  remarks: readonly Pick<Remark, 'code' | 'message' | 'hint' | 'place'>[] = [],
): Annotation[] {
  return boots
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ format, firmware, verdict, reason }) => {
      const codes = Object.hasOwn(explanations, verdict) ? (explanations[verdict] ?? []) : [];
      const cause = remarks.find(({ code: said }) => codes.includes(said));
      const because =
        cause === undefined ? [] : [cause.message, ...(cause.hint === undefined ? [] : [`hint: ${cause.hint}`])];
      return {
        kind: 'error',
        message: [`${name} as ${format} under ${firmware} did not boot: ${reason}`, ...because].join('\n'),
        place: cause?.place,
        title: `boot test: ${verdict}`,
      };
    });
}
