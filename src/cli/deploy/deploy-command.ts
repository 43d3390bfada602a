import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { defaults } from '../../appliance/settings.ts';
import { verdictExitCodes } from '../../boottest/judge/verdicts.ts';
import { deploy } from '../../deploy/deploy.ts';
import { writeDomain } from '../../deploy/domain/domain-xml.ts';
import { connectLibvirt } from '../../deploy/host/libvirt.ts';
import { type ConnectUri, parseUri } from '../../deploy/host/uri.ts';
import { type DeployPlan, planDeployment } from '../../deploy/plan-deployment.ts';
import type { Step } from '../../deploy/steps.ts';
import { BootFailure, type BootWait } from '../../deploy/wait-boot.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import type { ToolUse } from '../../host/program/tools.ts';
import { Scope } from '../../host/scope.ts';
import { formatSeconds } from '../../report/format.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import { parseExpectation } from '../boot/subject.ts';
import {
  clientEnvironment,
  clientRunner,
  type Environment,
  ensureTools,
  signalOfProcess,
} from '../host/environment.ts';
import { errorLines, warningLines } from '../print-error.ts';
import { askHost } from './ask-host.ts';
import type { DeployFlags } from './flags.ts';
import { requireCompanions } from './options.ts';
import { printXl, tellVmware } from './other-hypervisors.ts';
import { type DeploySubject, readDeploySubject } from './subject.ts';

/** @returns 0, or the exit code of the verdict if it was to boot and did not */
export async function deployCommand(file: string, flags: DeployFlags, environment: Environment): Promise<number> {
  let isUndone = true;
  const warn = (warning: Warning) => {
    if (warning.code === 'not-undone') isUndone = false;
    for (const line of warningLines(warning)) environment.stderr.write(`${line}\n`);
  };
  requireCompanions(flags);
  const uri = parseUri(flags.connect);
  const subject = await readDeploySubject(file, flags, warn);
  if (flags.target === 'vmware') return await tellVmware(subject, flags, environment);
  if (flags.printXl === true) return await printXl(subject, flags, environment);
  const runner = clientRunner(environment, signalOfProcess());
  await ensureTools({ environment, runner, uses: usesOf(uri), install: flags.installTools === true });
  await using scope = new Scope();
  const scratch = await fs.mkdtemp(path.join(environment.variables['TMPDIR'] ?? '/var/tmp', 'deploy-'));
  scope.defer(() => fs.rm(scratch, { recursive: true, force: true }));
  const libvirt = connectLibvirt(runner, uri, scratch);
  const { request, old } = await askHost({ subject, flags, libvirt, runner, warn });
  const plan = planDeployment(request);
  if (flags.printXml === true) {
    environment.stdout.write(writeDomain(plan.domain));
    return 0;
  }
  await validate(plan, scratch, runner);
  const wait = flags.waitBoot === true ? waitOf(plan, subject, flags, { uri, environment }) : undefined;
  if (wait !== undefined && wait.consoleFile === undefined)
    await ensureTools({ environment, runner, uses: new Set(['deploy-console']), install: flags.installTools === true });
  // What must be put back is put back, whatever signals come.
  const calm = clientRunner(environment, new AbortController().signal, true);
  try {
    const { bootSeconds } = await deploy(
      {
        plan,
        pool: request.pool,
        old,
        checks: flags.skipChecksum !== true,
        starts: flags.start,
        wait,
        shutdownSeconds: flags.shutdownTimeout,
        force: flags.force === true,
      },
      { runner, libvirt, undoing: connectLibvirt(calm, uri, scratch), scratch, run: tellingRunner(environment), warn },
    );
    tellResult(plan, bootSeconds, flags, environment);
    return 0;
  } catch (error) {
    if (isUndone) environment.stderr.write('what was begun has been undone\n');
    if (!(error instanceof BootFailure)) throw error;
    for (const line of errorLines(error)) environment.stderr.write(`${line}\n`);
    return verdictExitCodes[error.verdict];
  }
}

/** A daemon elsewhere needs nothing here but its client. */
function usesOf({ isLocal, driver }: ConnectUri): Set<ToolUse> {
  const daemon: readonly ToolUse[] = isLocal && driver === 'qemu' ? ['libvirt', 'boot'] : [];
  return new Set<ToolUse>(['deploy', ...daemon]);
}

/** libvirt's own schema, before anything is copied. */
async function validate(
  { domain }: DeployPlan,
  scratch: string,
  runner: ReturnType<typeof clientRunner>,
): Promise<void> {
  const file = path.join(scratch, 'domain.xml');
  await fs.writeFile(file, writeDomain(domain));
  const failure = 'libvirt does not take the machine';
  await runner.run('virt-xml-validate', [file, 'domain'], { env: { TMPDIR: os.tmpdir() }, failure });
}

function waitOf(
  plan: DeployPlan,
  { manifest }: DeploySubject,
  flags: DeployFlags,
  { uri, environment }: { readonly uri: ConnectUri; readonly environment: Environment },
): BootWait {
  const { name, type, consoleLog } = plan.domain;
  const refuse = (message: string, hint: string) =>
    new ApplianceError({ kind: 'input', code: 'bad-option', message: `--wait-boot: ${message}`, hint });
  if (!flags.start) throw refuse('a machine that is not started does not boot', 'leave out --no-start');
  return {
    uri: uri.text,
    domain: name,
    // What root's virtlogd writes is for root alone.
    consoleFile: uri.isLocal && (environment.isRoot || !uri.isSystem) ? consoleLog : undefined,
    consoleLog,
    env: clientEnvironment(environment),
    expect: (flags.expect ?? manifest?.bootTest?.expect ?? defaults.expect).map(parseExpectation),
    timeoutSeconds: flags.timeout ?? manifest?.bootTest?.timeoutSeconds,
    accelerator: type === 'kvm' ? 'kvm' : 'tcg',
  };
}

/** Tells each step once it is done. */
function tellingRunner({ stderr }: Environment) {
  return async (step: Step) => {
    const start = performance.now();
    await step.run();
    stderr.write(`${printable(`✓ ${step.name}  ${formatSeconds((performance.now() - start) / 1000)}`)}\n`);
  };
}

function tellResult(
  plan: DeployPlan,
  bootSeconds: number | undefined,
  flags: DeployFlags,
  { stdout }: Environment,
): void {
  const { name, type, firmware, machine, consoleLog, deployment } = plan.domain;
  if (flags.json === true) {
    const { generation, disks, version } = deployment;
    const { detached } = plan;
    stdout.write(
      `${jsonLine({ ok: true, name, version, uri: flags.connect, type, machine, firmware, generation, disks, detached, consoleLog, bootSeconds })}\n`,
    );
    return;
  }
  const lines = [
    `${name} is ${flags.start ? 'running' : 'defined'} at ${flags.connect}, as ${type} with ${firmware}`,
    ...plan.disks.map(
      ({ kind, deployed }) =>
        `  ${deployed.use} disk ${deployed.name}: ${deployed.path}${kind === 'keep' ? ' (kept)' : ''}`,
    ),
    ...plan.detached.map((disk) => `  no longer part of it, and kept: ${disk.path}`),
    ...(consoleLog === undefined ? [] : [`  console: ${consoleLog}`]),
    ...(bootSeconds === undefined ? [] : [`  booted after ${formatSeconds(bootSeconds)}`]),
  ];
  for (const line of lines) stdout.write(`${printable(line)}\n`);
}
