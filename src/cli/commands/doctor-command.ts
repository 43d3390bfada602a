import { ApplianceError } from '../../errors.ts';
import {
  findTools,
  installCommand,
  packageFamily,
  packagesFor,
  requireTools,
  type ToolFinding,
} from '../../host/program/doctor.ts';
import { hostTools, type ToolUse, usesOfAarch64 } from '../../host/program/tools.ts';
import { sanePath } from '../../host/root/mount.ts';
import { formatTable } from '../../report/format.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import { type Environment, ensureTools, plainRunner, signalOfProcess } from '../host/environment.ts';
import { probeHost } from '../host/host-accelerator.ts';

export interface DoctorFlags {
  readonly install?: boolean;
  readonly use?: readonly string[];
  readonly json?: boolean;
}

/** What only tests need: they make repositories, and users that are not root. */
const ofTests: readonly ToolUse[] = ['rpm-repository', 'unprivileged-runner'];
const known = [...new Set(hostTools.flatMap(({ needs }) => needs).filter((use) => !ofTests.includes(use)))];
const usual = known.filter((use) => !(usesOfAarch64 as readonly ToolUse[]).includes(use));

/**
 * Lists the host tools with their versions, what each is for and which package brings what is missing; and whether boot
 * tests can use KVM.
 *
 * @returns 0, or 3 if any is missing
 */
export async function doctorCommand(flags: DoctorFlags, environment: Environment): Promise<number> {
  const uses = usesOf(flags);
  const runner = plainRunner(environment, signalOfProcess());
  if (flags.install === true) await ensureTools({ environment, runner, uses, install: true });
  const findings = await findTools(runner, uses, sanePath, true);
  const missing = findings.filter(({ path }) => path === undefined);
  const family = await packageFamily();
  const accelerator =
    flags.use !== undefined || findings.some(({ tool, path }) => tool.needs.includes('boot') && path === undefined)
      ? undefined
      : await probeHost(runner);
  if (flags.json === true) {
    const tools = findings.map(({ tool, path, version }) => ({
      ...tool,
      found: path ?? null,
      version: version ?? null,
    }));
    environment.stdout.write(
      `${jsonLine({ ok: missing.length === 0, family: family ?? null, accelerator: accelerator ?? null, tools })}\n`,
    );
    return missing.length === 0 ? 0 : 3;
  }
  environment.stdout.write(`${formatTable(findings.map(row))}\n`);
  if (accelerator !== undefined)
    environment.stdout.write(`\n${printable(`boot tests use ${accelerator.accelerator}: ${accelerator.reason}`)}\n`);
  if (missing.length === 0) return 0;
  if (family === undefined) requireTools(findings, family);
  else
    environment.stdout.write(
      `\n${missing.length} missing; to install them: appliance-build doctor --install, or ${installCommand(packagesFor(missing, family), family)}\n`,
    );
  return 3;
}

/** @throws ApplianceError code `unknown-use` */
function usesOf({ use = usual }: DoctorFlags): Set<ToolUse> {
  const unknown = use.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new ApplianceError({
      kind: 'input',
      code: 'unknown-use',
      message: `--use: ${unknown.join(', ')} is not one of ${known.join(', ')}`,
    });
  }
  return new Set(use as readonly ToolUse[]);
}

function row({ tool, path, version }: ToolFinding): string[] {
  const state = path === undefined ? 'missing' : (versionNumber(version) ?? 'found');
  const packages = path === undefined ? `Debian: ${tool.packages.debian}, Fedora: ${tool.packages.fedora}` : '';
  return [path === undefined ? '✗' : '✓', path ?? tool.names[0], tool.purpose, state, packages];
}

/** Tools tell their version in a sentence; the number is enough for a table. */
const versionNumber = (text: string | undefined) => /\d+\.\d[\w.+~-]*/.exec(text ?? '')?.[0];
