import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { PackageRequest } from '../cache/keys.ts';
import { whenZstdIsThere } from '../cache/local.ts';
import type { CacheOutcome, CacheSession } from '../cache/session.ts';
import type { JobLog } from '../log/action-log.ts';
import type { Program } from '../ports.ts';
import { followBuild } from '../progress/progress.ts';
import type { BuildRecord } from '../progress/record.ts';
import type { BuildOrder } from './order.ts';

/** What `plan --json` says, as far as it is needed here. */
interface Planned {
  readonly name: string;
  readonly packageRequest: PackageRequest;
  readonly toolUses: { readonly build: readonly string[]; readonly bootTest: readonly string[] };
}

export interface OneBuild {
  /** Relative to the working directory. */
  readonly kickstart: string;
  readonly name: string;
  readonly exitCode: number;
  readonly record: BuildRecord;
  /** Undefined: the kickstart could not be planned, and so nothing was looked for. */
  readonly cache: CacheOutcome | undefined;
}

export interface OneBuildPorts {
  readonly program: Program;
  readonly log: JobLog;
  readonly workspace: string;
  /** PATH of the job. */
  readonly searchPath: string | undefined;
  /** Absolute: what `--cache-dir` gets. */
  readonly cacheDirectory: string;
  /** `UID:GID` that get the output; undefined: root keeps it. */
  readonly owner: string | undefined;
  readonly openCache: (request: PackageRequest, ready: Promise<unknown>) => CacheSession;
}

/** Where appliances go, below the working directory. */
const outputFolder = 'appliance';

/**
 * Builds one kickstart: what it will need comes from the cache while the host's tools are installed, and what is new is
 * saved while the build goes on.
 */
export async function buildOne(kickstart: string, order: BuildOrder, ports: OneBuildPorts): Promise<OneBuild> {
  const { program, log, workspace, cacheDirectory, owner, searchPath } = ports;
  const several = order.kickstarts.length > 1;
  const planned = await planOf(kickstart, order, program);
  const name = planned?.name ?? path.parse(kickstart).name;
  const progress = followBuild({
    log,
    folders: { workspace, directory: order.directory },
    appliance: several ? name : undefined,
  });
  let session: CacheSession | undefined;
  if (planned !== undefined) {
    log.startGroup(`${several ? `${name}: ` : ''}prepare – host tools, and what the cache has`);
    const uses = planned.toolUses[order.bootTest ? 'bootTest' : 'build'];
    // If it fails, the build tells what is missing.
    const tools = program.run(['doctor', '--install', `--use=${uses.join(',')}`]);
    session = ports.openCache(planned.packageRequest, whenZstdIsThere(searchPath, tools));
    await Promise.all([tools, session.restore()]);
    log.endGroup();
  }
  await fs.mkdir(path.join(order.directory, outputFolder), { recursive: true });
  const { exitCode } = await program.run(
    [
      'build',
      '--progress=json',
      '--stop-at-eof',
      '--install-tools',
      `--cache-dir=${cacheDirectory}`,
      `--out=${path.join(outputFolder, name)}`,
      ...(owner === undefined ? [] : [`--owner=${owner}`]),
      ...(order.bootTest ? ['--probe-accelerator'] : []),
      ...order.options,
      '--',
      kickstart,
    ],
    {
      onEvent(event) {
        progress.onEvent(event);
        session?.onEvent(event);
      },
    },
  );
  return { kickstart, name, exitCode, record: progress.record, cache: await session?.settle() };
}

/** @returns undefined if it cannot be planned: the build says why, each error with its place */
async function planOf(kickstart: string, order: BuildOrder, program: Program): Promise<Planned | undefined> {
  const { exitCode, stdout } = await program.run(['plan', '--json', ...order.options, '--', kickstart], {
    quiet: true,
  });
  return exitCode === 0 ? (JSON.parse(stdout) as Planned) : undefined;
}
