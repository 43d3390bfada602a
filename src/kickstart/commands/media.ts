import type { Life } from '../versions/life.ts';
import { defineCommand, wordAt } from './definition.ts';

export const cdrom = defineCommand({
  names: ['cdrom'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'cdrom', position: command.position }),
});

export const hmc = defineCommand({
  names: ['hmc'],
  grammar: { options: {} },
  build: ({ command }) => ({ name: 'hmc', position: command.position }),
});

const BIOSPART: Life = { fedora: { removed: 33 }, rhel: { removed: 9 }, instead: '--partition' };

export const harddrive = defineCommand({
  names: ['harddrive'],
  grammar: {
    options: {
      dir: { names: ['--dir'], kind: 'text', required: true },
      partition: { names: ['--partition'], kind: 'text' },
      biosPart: { names: ['--biospart'], kind: 'text', life: BIOSPART },
    },
  },
  rules: [
    {
      code: 'missing-option',
      check: ({ positions }) =>
        positions.partition === undefined && positions.biosPart === undefined
          ? 'harddrive needs --partition'
          : undefined,
    },
    {
      code: 'conflicting-options',
      check: ({ positions }) =>
        positions.partition !== undefined && positions.biosPart !== undefined
          ? '--partition and --biospart exclude each other'
          : undefined,
    },
  ],
  build: ({ command, values }) => ({ name: 'harddrive', position: command.position, ...values }),
});

export const nfs = defineCommand({
  names: ['nfs'],
  grammar: {
    options: {
      server: { names: ['--server'], kind: 'text', required: true },
      dir: { names: ['--dir'], kind: 'text', required: true },
      mountOptions: { names: ['--opts'], kind: 'text' },
    },
  },
  build: ({ command, values }) => ({ name: 'nfs', position: command.position, ...values }),
});

export const liveimg = defineCommand({
  names: ['liveimg'],
  grammar: {
    options: {
      url: { names: ['--url'], kind: 'text', required: true },
      proxy: { names: ['--proxy'], kind: 'text' },
      noVerifySsl: { names: ['--noverifyssl'], kind: 'flag' },
      checksum: { names: ['--checksum'], kind: 'text' },
    },
    secret: true,
  },
  build: ({ command, values }) => ({ name: 'liveimg', position: command.position, ...values }),
});

export const ostreesetup = defineCommand({
  names: ['ostreesetup'],
  grammar: {
    options: {
      osName: { names: ['--osname'], kind: 'text', required: true },
      remote: { names: ['--remote'], kind: 'text' },
      url: { names: ['--url'], kind: 'text', required: true },
      ref: { names: ['--ref'], kind: 'text', required: true },
      noGpg: { names: ['--nogpg'], kind: 'flag' },
    },
    secret: true,
  },
  rules: [
    {
      at: 'url',
      check: ({ values }) =>
        /^(?:file|https?):/.test(values.url) ? undefined : '--url must begin with file:, http: or https:',
    },
  ],
  build: ({ command, values }) => ({
    name: 'ostreesetup',
    position: command.position,
    ...values,
    remote: values.remote || values.osName,
  }),
});

export const ostreecontainer = defineCommand({
  names: ['ostreecontainer'],
  life: { fedora: { since: 38 }, rhel: { since: 9 } },
  grammar: {
    options: {
      url: { names: ['--url'], kind: 'text', required: true },
      stateRoot: { names: ['--stateroot'], kind: 'text' },
      transport: { names: ['--transport'], kind: 'text' },
      remote: { names: ['--remote'], kind: 'text' },
      noSignatureVerification: { names: ['--no-signature-verification'], kind: 'flag' },
    },
    secret: true,
  },
  build: ({ command, values }) => ({
    name: 'ostreecontainer',
    position: command.position,
    ...values,
    remote: values.remote || values.stateRoot,
  }),
});

/** What F45 added to bootc. */
const LATER_BOOTC: Life = { fedora: { since: 45 }, rhel: 'never' };

export const bootc = defineCommand({
  names: ['bootc'],
  life: { fedora: { since: 43 }, rhel: { since: 10 }, instead: 'ostreecontainer' },
  grammar: {
    options: {
      sourceImgRef: { names: ['--source-imgref'], kind: 'text', required: true },
      targetImgRef: { names: ['--target-imgref'], kind: 'text' },
      stateRoot: { names: ['--stateroot'], kind: 'text' },
      bootLoader: { names: ['--bootloader'], kind: 'text', life: LATER_BOOTC },
      composefs: { names: ['--composefs'], kind: 'flag', life: LATER_BOOTC },
    },
  },
  build: ({ command, values }) => ({
    name: 'bootc',
    position: command.position,
    ...values,
    stateRoot: values.stateRoot ?? 'default',
    targetImgRef: values.targetImgRef || values.sourceImgRef,
  }),
});

export const driverdisk = defineCommand({
  names: ['driverdisk'],
  grammar: {
    options: {
      source: { names: ['--source'], kind: 'text' },
      biosPart: { names: ['--biospart'], kind: 'text' },
    },
    positionals: { minimum: 0, maximum: 1, name: 'a partition' },
  },
  rules: [
    {
      code: 'missing-argument',
      check: (line) =>
        sourcesOf(line).length === 0 ? 'driverdisk needs a partition, --source or --biospart' : undefined,
    },
    {
      code: 'conflicting-options',
      check: (line) =>
        sourcesOf(line).length > 1 ? 'driverdisk takes only one of a partition, --source and --biospart' : undefined,
    },
  ],
  build: (line) => ({
    name: 'driverdisk',
    position: line.command.position,
    ...line.values,
    partition: wordAt(line, 0) || undefined,
  }),
});

type DriverdiskLine = Parameters<typeof wordAt>[0] & {
  readonly values: { readonly source: string | undefined; readonly biosPart: string | undefined };
};

function sourcesOf(line: DriverdiskLine): readonly string[] {
  return [wordAt(line, 0), line.values.source, line.values.biosPart].flatMap((text) => text || []);
}

export const updates = defineCommand({
  names: ['updates'],
  grammar: { options: {}, positionals: { minimum: 0, maximum: 1, name: 'a URL' } },
  rules: [
    {
      life: { rhel: { since: 9 } },
      code: 'missing-argument',
      check: ({ positionals }) => (positionals.length === 0 ? 'updates needs a URL' : undefined),
    },
  ],
  build: (line) => ({ name: 'updates', position: line.command.position, url: wordAt(line, 0) || undefined }),
});
