import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BootVerdict } from '../../boottest/boot.ts';
import { verdictExitCodes } from '../../boottest/judge/verdicts.ts';
import { type BootRecord, bootReport } from '../../report/boot/boot-report.ts';
import { bootSummary } from '../../report/boot/boot-summary.ts';
import { junitText } from '../../report/boot/junit.ts';
import type { BootCombination, BootResult, bootReportsAt } from '../../report/manifest/manifest.ts';

/** Where a boot leaves what was seen of it. */
export interface BootFiles {
  readonly consoleLog: string;
  readonly timedLog: string;
  readonly screenshot: string;
}

/** In an output directory. */
export function bootFilesIn(directory: string, combination: BootCombination): BootFiles {
  return bootFilesOf(path.join(directory, 'boot'), combination);
}

/** @param stem path of the files without what tells them and boots apart */
export function bootFilesOf(stem: string, { format, firmware }: BootCombination): BootFiles {
  // No colon: artifacts may not have one in their names.
  return bootFilesAt(`${stem}-${format.replace(':', '-')}-${firmware}`);
}

/** @param stem path of the files without what tells them apart */
export function bootFilesAt(stem: string): BootFiles {
  return { consoleLog: `${stem}.log`, timedLog: `${stem}-timed.log`, screenshot: `${stem}.png` };
}

/** What the manifest keeps of a boot. */
export function bootResult(boot: BootVerdict): BootResult {
  const { format, firmware, accelerator, verdict, reason, seconds, timedLog, screenshot, screenshots } = boot;
  return {
    ...{ format, firmware, accelerator, verdict, reason, seconds },
    consoleLog: path.basename(boot.consoleLog),
    ...(timedLog === undefined ? {} : { timedLog: path.basename(timedLog) }),
    ...(screenshot === undefined ? {} : { screenshot: path.basename(screenshot) }),
    ...(screenshots.length === 0 ? {} : { screenshots: screenshots.map((file) => path.basename(file)) }),
  };
}

/** What the reports tell of a boot. */
export function bootRecord(boot: BootVerdict): BootRecord {
  const { rule, levels, matched, missing, steps, counts, filesystems, evidence, lastConsoleLines, verdict } = boot;
  const { screenshot, screenshots = [], ...result } = bootResult(boot);
  return {
    ...result,
    exitCode: verdictExitCodes[verdict],
    ...{ rule, levels, matched, missing, steps, counts },
    filesystems: filesystems.map(({ place, type, outcome }) => ({ place, type, outcome })),
    ...{ evidence, lastConsoleLines },
    screenshots: [...(screenshot === undefined ? [] : [screenshot]), ...screenshots],
  };
}

/** Paths of the reports of a boot test. */
export type BootReportFiles = ReturnType<typeof bootReportsAt>;

/** Writes the reports; each appears as a new file, so that no link is followed. */
export async function writeBootReports(
  files: BootReportFiles,
  { name, acceleratorReason }: { readonly name: string; readonly acceleratorReason: string },
  records: readonly BootRecord[],
): Promise<void> {
  const report = bootReport(name, acceleratorReason, records);
  const texts: readonly (readonly [file: string, text: string])[] = [
    [files.json, `${JSON.stringify(report, null, 2)}\n`],
    [files.junit, junitText(report)],
    [files.summary, bootSummary(report)],
  ];
  for (const [file, text] of texts) {
    await fs.rm(file, { force: true });
    await fs.writeFile(file, text, { flag: 'wx', mode: 0o644 });
  }
}
