import type { ActionName } from './row.ts';

export interface OutputRow {
  readonly help: string;
  readonly actions: readonly ActionName[];
  /** The step of the root action that it comes from. */
  readonly from?: 'build' | 'boot-test' | 'publish';
}

/** Every output of every action; action.yml and the tables of the documentation come from here. */
export const outputTable = {
  directory: {
    help: 'Output directories, one to a line; those of failed builds, too, beside which their logs are',
    actions: ['root', 'build'],
    from: 'build',
  },
  descriptor: {
    help: 'Paths of the descriptors (virt-image XML), one to a line',
    actions: ['root', 'build'],
    from: 'build',
  },
  disks: { help: 'Paths of the disks, one to a line', actions: ['root', 'build'], from: 'build' },
  manifest: { help: 'Paths of the manifests, one to a line', actions: ['root', 'build'], from: 'build' },
  changes: {
    help: 'Path of a Markdown file with what changed since the previous manifest; empty if there is none',
    actions: ['root', 'build'],
    from: 'build',
  },
  logs: { help: 'Paths of the logs of builds that failed, one to a line', actions: ['build'] },
  'cache-hit': {
    help: '`true` if the cache held just what was needed, `false` otherwise',
    actions: ['root', 'build'],
    from: 'build',
  },
  verdict: {
    help: '`passed`, else the first verdict of the boot test that was not: `expectation-failed`, `timeout`, `panic` …; empty without a boot test',
    actions: ['root', 'boot-test'],
    from: 'boot-test',
  },
  'artifact-ids': { help: 'Ids of the artifacts, one to a line', actions: ['root', 'publish'], from: 'publish' },
  'artifact-urls': { help: 'Addresses of the artifacts, one to a line', actions: ['root', 'publish'], from: 'publish' },
  'artifact-digests': {
    help: 'SHA-256 of the artifacts as uploaded, `sha256:…`, one to a line',
    actions: ['root', 'publish'],
    from: 'publish',
  },
  'subject-checksums': {
    help: 'Path of a SHA256SUMS file over everything published, as `actions/attest` takes it',
    actions: ['root', 'publish'],
    from: 'publish',
  },
  matrix: { help: 'A matrix with one entry for each kickstart, for `strategy.matrix`', actions: ['plan'] },
  count: { help: 'How many kickstarts there are', actions: ['plan'] },
  json: { help: 'All of it as JSON', actions: ['root', 'build', 'boot-test', 'publish', 'plan'], from: 'publish' },
} as const satisfies Readonly<Record<string, OutputRow>>;

export type OutputName = keyof typeof outputTable;

export function outputsOf(action: ActionName): OutputName[] {
  return (Object.keys(outputTable) as OutputName[]).filter((name) =>
    (outputTable[name].actions as readonly ActionName[]).includes(action),
  );
}
