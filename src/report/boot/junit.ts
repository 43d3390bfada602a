import { XMLBuilder } from 'fast-xml-parser';
import type { BootRecord, BootReport } from './boot-report.ts';

/** What XML 1.0 (§2.2) cannot hold. */
const unwritable = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@time': string;
  readonly failure?: object;
  readonly skipped?: string;
  readonly 'system-out'?: string;
}

/**
 * JUnit XML as CI systems read it: a suite for each format and firmware, a case for the boot, for each step and for each
 * filesystem that was checked.
 */
export function junitText(report: BootReport): string {
  const suites = report.results.map((result) => suiteOf(report.name, result));
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': clean(report.name), testsuite: suites },
  });
}

function suiteOf(name: string, result: BootRecord): object {
  const cases = [bootCase(result), ...result.steps.map((step) => stepCase(result, step)), ...filesystemCases(result)];
  return {
    '@name': clean(`${name}.${classOf(result)}`),
    '@tests': String(cases.length),
    '@failures': String(cases.filter(({ failure }) => failure !== undefined).length),
    '@errors': '0',
    '@skipped': String(cases.filter(({ skipped }) => skipped !== undefined).length),
    '@time': seconds(cases.reduce((sum, one) => sum + Number(one['@time']), 0)),
    testcase: cases,
  };
}

const classOf = ({ format, firmware }: BootRecord) => `${format}.${firmware}`;

/** A step that failed has a case of its own; the boot before it did not fail. */
function bootCase(result: BootRecord): Case {
  const { verdict, rule, reason, steps, evidence, lastConsoleLines, accelerator } = result;
  const isItsOwn = verdict !== 'passed' && !steps.some(({ outcome }) => outcome === 'failed');
  return {
    '@name': `boot (${accelerator})`,
    '@classname': classOf(result),
    '@time': seconds(result.seconds),
    ...(isItsOwn ? { failure: failureOf(`${verdict}: ${reason}`, rule, evidence) } : {}),
    'system-out': clean(lastConsoleLines.join('\n')),
  };
}

function stepCase(result: BootRecord, { step, outcome, seconds: time, detail }: BootRecord['steps'][number]): Case {
  return {
    '@name': clean(step),
    '@classname': classOf(result),
    '@time': seconds(time),
    ...(outcome === 'failed' ? { failure: failureOf(detail ?? result.reason, result.rule, result.evidence) } : {}),
    ...(outcome === 'not-run' ? { skipped: '' } : {}),
  };
}

function filesystemCases(result: BootRecord): Case[] {
  return result.filesystems.map(({ place, type, outcome }) => ({
    '@name': clean(`${type} filesystem of ${place} after the shutdown`),
    '@classname': classOf(result),
    '@time': '0',
    ...(outcome === 'damaged' ? { failure: failureOf('it is damaged', 'filesystem-check', result.evidence) } : {}),
    ...(outcome === 'unchecked' ? { skipped: '' } : {}),
  }));
}

function failureOf(message: string, type: string, evidence: readonly string[]): object {
  return { '@message': clean(message), '@type': type, '#text': clean(evidence.join('\n')) };
}

const seconds = (value: number) => value.toFixed(3);
const clean = (text: string) => text.replace(unwritable, '\ufffd');
