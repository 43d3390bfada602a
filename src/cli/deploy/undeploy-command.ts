import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { checkName, connectLibvirt } from '../../deploy/host/libvirt.ts';
import { parseUri } from '../../deploy/host/uri.ts';
import { undeploy } from '../../deploy/undeploy.ts';
import { Scope } from '../../host/scope.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import { clientRunner, type Environment, ensureTools, signalOfProcess } from '../host/environment.ts';
import { warningLines } from '../print-error.ts';
import type { UndeployFlags } from './flags.ts';

export async function undeployCommand(name: string, flags: UndeployFlags, environment: Environment): Promise<number> {
  const uri = parseUri(flags.connect);
  checkName(name, 'domain', 'name it as virsh list does');
  const runner = clientRunner(environment, signalOfProcess());
  await ensureTools({ environment, runner, uses: new Set(['deploy']), install: flags.installTools === true });
  await using scope = new Scope();
  const scratch = await fs.mkdtemp(path.join(environment.variables['TMPDIR'] ?? '/var/tmp', 'undeploy-'));
  scope.defer(() => fs.rm(scratch, { recursive: true, force: true }));
  const { deleted, kept } = await undeploy(connectLibvirt(runner, uri, scratch), {
    name,
    removesUserDisks: flags.removeUserDisks === true,
    shutdownSeconds: flags.shutdownTimeout,
    force: flags.force === true,
    warn: (warning) => {
      for (const line of warningLines(warning)) environment.stderr.write(`${line}\n`);
    },
  });
  if (flags.json === true) {
    environment.stdout.write(`${jsonLine({ ok: true, name, deleted, kept })}\n`);
    return 0;
  }
  const lines = [
    `${name} is gone from ${flags.connect}`,
    ...deleted.map(({ use, path: file }) => `  deleted the ${use} disk ${file}`),
    ...kept.map(({ use, path: file }) => `  kept the ${use} disk ${file}`),
  ];
  for (const line of lines) environment.stdout.write(`${printable(line)}\n`);
  return 0;
}
