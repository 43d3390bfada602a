import { formatSeconds } from '../format.ts';
import type { BootRecord, BootReport } from './boot-report.ts';

/** A short summary in Markdown. The guest's own words stand in code alone, where they can neither link nor ping. */
export function bootSummary({ name, acceleratorReason, results }: BootReport): string {
  return [
    `## Boot test of ${escaped(name)}`,
    '',
    '| format | firmware | verdict | after | levels |',
    '| --- | --- | --- | ---: | --- |',
    ...results.map(rowOf),
    '',
    `Accelerator: ${[...new Set(results.map(({ accelerator }) => accelerator))].join(', ')} (${escaped(acceleratorReason)})`,
    ...results.flatMap(detailsOf),
    '',
  ].join('\n');
}

function rowOf({ format, firmware, verdict, seconds, levels }: BootRecord): string {
  const mark = verdict === 'passed' ? '✅' : '❌';
  const reached = levels.map((one) => `${one.level} ${formatSeconds(one.seconds)}`).join(', ');
  return `| ${format} | ${firmware} | ${mark} ${verdict} | ${formatSeconds(seconds)} | ${reached} |`;
}

function detailsOf(result: BootRecord): string[] {
  const { format, firmware, verdict, reason, steps, counts, evidence } = result;
  const told = counts.filter(({ count }) => count > 0);
  if (verdict === 'passed' && steps.length === 0 && told.length === 0) return [];
  return [
    '',
    `### ${format}, ${firmware}`,
    ...(verdict === 'passed' ? [] : ['', `**${verdict}**: ${escaped(reason)}`]),
    ...(steps.length === 0 ? [] : ['', '| step | outcome | took | seen |', '| --- | --- | ---: | --- |']),
    ...steps.map(
      (one) =>
        `| ${code(one.step)} | ${one.outcome} | ${formatSeconds(one.seconds)} | ${one.detail === undefined ? '' : code(one.detail)} |`,
    ),
    ...(told.length === 0 ? [] : ['', '| rule | severity | lines | allowed |', '| --- | --- | ---: | --- |']),
    ...told.map(
      ({ rule, severity, count, allowed, reasons }) =>
        `| ${rule} | ${severity} | ${count} | ${allowed === 0 ? '' : `${allowed}: ${reasons.map(escaped).join('; ')}`} |`,
    ),
    ...(evidence.length === 0 ? [] : ['', '```text', ...evidence.map((line) => line.replaceAll('```', "'''")), '```']),
  ];
}

const escaped = (text: string) => text.replace(/[\\`*_[\]<>|@#!]/g, '\\$&').replace(/\s+/g, ' ');
/** A code span that holds backquotes has more of them around it (CommonMark 0.31, §6.1); a table needs its bars escaped. */
const code = (text: string) => {
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return `${fence} ${text.replace(/\s+/g, ' ').replaceAll('|', '\\|')} ${fence}`;
};
