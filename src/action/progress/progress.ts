import { formatPosition, type Position } from '../../errors.ts';
import { clip } from '../../log-text.ts';
import { formatBytes, formatSeconds } from '../../report/format.ts';
import type { ProgressEvent } from '../../report/progress/events.ts';
import type { JobLog } from '../log/action-log.ts';
import { plainLines } from '../log/foreign.ts';
import { type Folders, placeOf } from '../log/place.ts';
import { readEvent } from './read-event.ts';
import { type BuildRecord, type Remark, type StepRecord, totalBytes } from './record.ts';

export interface ProgressSettings {
  readonly log: JobLog;
  readonly folders: Folders;
  /** Said in the titles of groups, if the step builds several appliances. */
  readonly appliance?: string | undefined;
  /** Milliseconds. Default: the process's clock. */
  readonly now?: () => number;
}

export interface Progress {
  /** Takes what the command line printed as an event; what is none that is known here goes to the debug log. */
  onEvent(event: unknown): void;
  readonly record: BuildRecord;
}

type Handlers = { readonly [K in ProgressEvent['event']]: (event: Extract<ProgressEvent, { event: K }>) => void };
type Said = Extract<ProgressEvent, { event: 'error' }>['errors'][number];

/** Lines of a tool's output that are shown with an error where only its annotation is seen. */
const shownDetailLines = 5;

/** Shows a build in the log of the job while it runs, and keeps what the summary needs. */
export function followBuild({ log, folders, appliance, now = () => performance.now() }: ProgressSettings): Progress {
  const steps: StepRecord[] = [];
  const remarks: Remark[] = [];
  const boots: BuildRecord['boots'][number][] = [];
  let known: Pick<BuildRecord, 'resolved' | 'fetched' | 'layerKept' | 'failure' | 'built'> = {
    resolved: undefined,
    fetched: undefined,
    layerKept: undefined,
    failure: undefined,
    built: undefined,
  };
  const startMs = now();
  const prefix = appliance === undefined ? '' : `${appliance}: `;

  /** Writes an annotation; a place outside the workspace, which annotations can't have, goes into the text. */
  function remark(severity: Remark['severity'], said: Said): void {
    const { code, message, hint, position } = said;
    const detail = (said.detail ?? []).flatMap((line) => plainLines(String(line)));
    const place = position === undefined ? undefined : placeOf(position, folders);
    const where = position === undefined ? undefined : formatPosition(position as Position);
    remarks.push({
      severity,
      code,
      message: log.hide(message),
      hint: hint === undefined ? undefined : log.hide(hint),
      where,
      place,
      detail: detail.map(log.hide),
    });
    const lines = [
      place === undefined && where !== undefined ? `${where}: ${message}` : message,
      ...(severity === 'error' ? detail.slice(-shownDetailLines).map((line) => `│ ${line}`) : []),
      ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ].join('\n');
    if (detail.length > 0) log.foreign(detail.join('\n'));
    if (severity === 'note' && place === undefined) log.line(`note: ${lines}`);
    else log.annotate(severity === 'note' ? 'notice' : severity, lines, place, `${prefix}${code}`);
  }

  const handlers: Handlers = {
    secrets({ secrets }) {
      for (const secret of secrets) if (typeof secret === 'string') log.mask(secret);
    },
    'step-start'({ name, description }) {
      log.startGroup(`${prefix}${name} – ${description}`);
      steps.push({ name, startSeconds: (now() - startMs) / 1000, seconds: undefined, ok: true, detail: undefined });
    },
    'step-end'({ name, ok, seconds, detail }) {
      const index = steps.findLastIndex((step) => step.name === name && step.seconds === undefined);
      const startSeconds = steps[index]?.startSeconds ?? Math.max(0, (now() - startMs) / 1000 - seconds);
      steps.splice(index < 0 ? steps.length : index, 1, { name, startSeconds, seconds, ok, detail });
      const columns = [
        `${ok ? '✓' : '✗'} ${prefix}${name.padEnd(10)}`,
        formatSeconds(seconds).padStart(8),
        detail ?? '',
      ];
      log.endGroup(columns.join('  ').trimEnd());
    },
    warning: ({ severity, ...said }) => remark(severity === 'note' ? 'note' : 'warning', said),
    note: ({ text }) => log.foreign(text),
    resolved({ event: _, ...resolved }) {
      known = { ...known, resolved };
      const { packages, setSha256, layerKey, layerFromCache } = resolved;
      log.line(`${packages.length} packages; the installed root is ${layerFromCache ? '' : 'not '}in the cache`);
      log.debug(`package set ${setSha256}, layer ${layerKey}`);
    },
    fetched({ event: _, ...fetched }) {
      known = { ...known, fetched };
      log.line(`${fetched.downloaded} files downloaded, ${formatBytes(fetched.downloadedBytes)}`);
    },
    'layer-kept'({ event: _, ...layerKept }) {
      known = { ...known, layerKept };
      log.debug(`layer ${layerKept.layerKey} is in the cache`);
    },
    'initramfs-kept'({ used }) {
      log.debug(`the initramfs is in the cache, ${formatBytes(totalBytes(used))}`);
    },
    'layer-private'({ files }) {
      log.line(`the installed root stays on this machine; it holds what may be secret: ${files.join(', ')}`);
    },
    booted({ event: _, ...booted }) {
      boots.push(booted);
      const { format, firmware, accelerator, verdict, reason, evidence, lastConsoleLines } = booted;
      log.endGroup();
      log.line(`${verdict === 'passed' ? '✓' : '✗'} ${prefix}${format} under ${firmware}, ${accelerator}: ${reason}`);
      if (verdict !== 'passed') log.foreign((evidence.length > 0 ? evidence : lastConsoleLines).join('\n'));
    },
    error({ kind, log: file, errors }) {
      known = { ...known, failure: { kind, log: file } };
      log.endGroup();
      if (kind === 'interrupted') for (const { message } of errors) log.line(`${prefix}${message}`);
      else for (const one of errors) remark('error', one);
      if (file !== undefined) log.line(`${prefix}the whole log of the build is ${file}`);
    },
    built({ directory, manifest, exitCode }) {
      known = { ...known, built: { directory, manifest, exitCode } };
      log.endGroup();
      log.line(`${prefix}everything is in ${directory}`);
    },
  };

  return {
    onEvent(value) {
      const event = readEvent(value);
      if (event === undefined) log.debug(`no event known here: ${clip(JSON.stringify(value) ?? String(value), 500)}`);
      else (handlers[event.event] as (event: ProgressEvent) => void)(event);
    },
    get record() {
      return { steps: [...steps], remarks: [...remarks], boots: [...boots], ...known };
    },
  };
}
