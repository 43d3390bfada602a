import * as path from 'node:path';
import { formatSeconds } from '../../report/format.ts';
import type { BootResult } from '../../report/manifest/manifest.ts';
import { unmarked } from '../log/foreign.ts';
import type { ActionLog, Place } from '../ports.ts';
import type { BuildRecord, Remark } from '../progress/record.ts';
import { type Block, fitBlocks } from './limit.ts';
import { lastLines } from './lists.ts';
import { count, escapeText, table } from './markdown.ts';

/** One boot, with what its serial console showed. */
export interface BootOutcome extends Omit<BootResult, 'consoleLog'> {
  /** File name. */
  readonly consoleLog?: string | undefined;
  /** The last lines of the guest, oldest first. */
  readonly consoleTail: readonly string[];
}

export interface BootTestOutcome {
  /** The appliance. */
  readonly name: string;
  readonly boots: readonly BootOutcome[];
  /** What kept it from being booted, if something did. */
  readonly errors?: readonly Pick<Remark, 'message' | 'hint'>[] | undefined;
}

/** @returns the boots that the command line told of, with the lines that decided, or the end of the console */
export function bootsOf({ boots }: Pick<BuildRecord, 'boots'>): BootOutcome[] {
  return boots.map(({ format, firmware, accelerator, verdict, reason, seconds, ...rest }) => ({
    format,
    firmware,
    accelerator,
    verdict,
    reason,
    seconds,
    consoleLog: path.basename(rest.consoleLog),
    consoleTail: (rest.evidence.length > 0 ? rest.evidence : rest.lastConsoleLines).map(unmarked),
  }));
}

/** The `boot-test` step's part of the job summary, as Markdown. */
export function bootSummary(
  outcomes: readonly BootTestOutcome[],
  settings: { readonly limitBytes?: number | undefined } = {},
): string {
  const blocks = outcomes.flatMap((outcome) => {
    const told = (outcome.errors ?? []).map(({ message, hint = '' }) => {
      return `> **${escapeText(message)}**${hint === '' ? '' : `<br>${escapeText(hint)}`}`;
    });
    return [`### ${headline(outcome)}`, ...told, ...bootBlocks(outcome.boots)];
  });
  return fitBlocks(blocks, settings.limitBytes);
}

function headline({ name, boots, errors = [] }: BootTestOutcome): string {
  const failed = boots.filter(({ verdict }) => verdict !== 'passed').length;
  const title = escapeText(name);
  if (errors.length > 0) return `❌ ${title}: the boot test broke off`;
  if (failed > 0) return `❌ ${title}: ${failed} of ${count(boots.length, 'boot')} failed`;
  return boots.length > 0 ? `✅ ${title}: boots` : `➖ ${title}: not booted`;
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
