import type { DeployRequest } from '../../deploy/deploy-request.ts';
import { locateKernel } from '../../deploy/disks/locate.ts';
import { type DeployedDomain, readDomain } from '../../deploy/domain/deployment.ts';
import { connectCards } from '../../deploy/domain/networks.ts';
import { describeWishes, mergeWishes, type Wishes } from '../../deploy/domain/wishes.ts';
import { readCapabilities } from '../../deploy/host/capabilities.ts';
import { type BootChoice, chooseBoot } from '../../deploy/host/choose-boot.ts';
import type { Libvirt } from '../../deploy/host/libvirt.ts';
import { findPool, type Pool } from '../../deploy/host/pools.ts';
import { notOurs } from '../../deploy/undeploy.ts';
import type { DescriptorData } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { probeHost } from '../host/host-accelerator.ts';
import type { DeployFlags } from './flags.ts';
import { consoleLogOf, macsOf, wishesOf } from './options.ts';
import { type DeploySubject, parseUserDisks } from './subject.ts';

export interface Question {
  readonly subject: DeploySubject;
  readonly flags: DeployFlags;
  readonly libvirt: Libvirt;
  readonly runner: Runner;
  readonly warn: (warning: Warning) => void;
}

interface HostQuestion extends Pick<Question, 'runner' | 'warn'> {
  readonly subject: { readonly data: Pick<DescriptorData, 'boots'> };
  readonly libvirt: Pick<Libvirt, 'capabilities' | 'uri'>;
}

/**
 * Asks the host for everything that a deployment is decided by; changes nothing.
 *
 * @throws ApplianceError kind `input`, or of libvirt
 */
export async function askHost(
  question: Question,
): Promise<{ request: DeployRequest; old: DeployedDomain | undefined }> {
  const { subject, flags, libvirt, warn } = question;
  const { name, data, located, manifest, directory } = subject;
  const old = await oldDomain(name, flags, libvirt);
  const before = flags.upgrade === true && flags.forget !== true ? wishesOfBefore(old, warn) : {};
  const wishes = mergeWishes(before, wishesOf(flags));
  const chosen = await chooseForHost(question, wishes);
  const choice = { ...chosen, record: await locateKernel(directory, chosen.record) };
  const mode = flags.inPlace === true ? 'in-place' : flags.overlay === true ? 'overlay' : 'import';
  if (mode !== 'import') requireLocal(`--${mode}`, libvirt);
  const adopted = parseUserDisks(flags.userDisk ?? []);
  const usesPool = mode !== 'in-place' || adopted.size > 0 || data.disks.some(({ id }) => !located.has(id));
  const noPool: Pool = { name: flags.pool, folder: '/', state: 'active', volumes: [] };
  const { networks = [] } = wishes;
  const active = networks.length > 0 ? [] : await libvirt.activeNetworks();
  const request: DeployRequest = {
    name,
    data,
    choice,
    located,
    pool: usesPool ? await findPool(libvirt, flags.pool) : noPool,
    mode,
    old,
    keepsUserDisks: flags.upgrade === true,
    adopted,
    bootLoader: manifest?.bootLoader,
    wishes,
    networks: connectCards(data.interfaces, networks, active),
    macs: macsOf(flags, data.interfaces),
    consoleLog: consoleLogOf(name, wishes, libvirt.uri),
  };
  return { request, old };
}

function requireLocal(what: string, { uri }: Libvirt): void {
  if (uri.isLocal) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-option',
    message: `${what} needs the files on the host itself, and ${uri.text} is another`,
  });
}

/** An upgrade asks for what was asked for before, and says so. */
function wishesOfBefore(old: DeployedDomain | undefined, warn: Question['warn']): Wishes {
  const hint = '--forget asks for none of it';
  const { wishes } = old?.deployment ?? { wishes: {} };
  if (wishes === undefined) {
    const message =
      "the domain's record of what was asked for cannot be read: somebody changed it, or a newer version wrote it";
    throw new ApplianceError({ kind: 'input', code: 'bad-record', message, hint });
  }
  const said = describeWishes(wishes);
  if (said !== '') warn({ code: 'as-before', severity: 'note', message: `as before: ${said}`, hint });
  return wishes;
}

/**
 * A host that offers KVM may still hang guests with it, or some models of CPUs, so it is tried, where it can be.
 *
 * @param probe finds out how guests run
 */
export async function chooseForHost(
  { subject, libvirt, runner, warn }: HostQuestion,
  { virtType, boot }: Wishes,
  probe = probeHost,
): Promise<BootChoice> {
  const guests = readCapabilities(await libvirt.capabilities());
  const { boots } = subject.data;
  const choice = chooseBoot(boots, guests, { boot, domainType: virtType });
  if (choice.domainType !== 'kvm' || virtType !== undefined || !libvirt.uri.isLocal) return choice;
  const { accelerator, reason, cpu } = await probe(runner);
  if (accelerator === 'kvm') return { ...choice, cpu };
  warn({
    code: 'emulated',
    severity: 'note',
    message: `the machine is emulated: ${reason} (--virt-type kvm takes KVM all the same)`,
  });
  return chooseBoot(boots, guests, { boot: choice.index, domainType: 'qemu' });
}

async function oldDomain(name: string, flags: DeployFlags, libvirt: Libvirt): Promise<DeployedDomain | undefined> {
  const isThere = (await libvirt.domainNames()).includes(name);
  const refuse = (code: string, message: string, hint: string) =>
    new ApplianceError({ kind: 'input', code, message, hint });
  if (!isThere) {
    if (flags.upgrade !== true) return undefined;
    throw refuse('no-such-domain', `there is no domain ${name} to upgrade`, 'leave out --upgrade, or name it: --name');
  }
  if (flags.upgrade !== true && flags.replace !== true) {
    if (flags.printXml === true) return undefined;
    throw refuse(
      'domain-exists',
      `there is a domain ${name} already`,
      '--upgrade it, --replace it, or take another --name',
    );
  }
  if ((await libvirt.domainsWithSavedState()).includes(name)) {
    throw refuse(
      'saved-state',
      `the domain ${name} has a saved state or snapshots, which belong to its present disks`,
      'remove them: virsh managedsave-remove, virsh snapshot-delete',
    );
  }
  const old = readDomain(await libvirt.domainXml(name));
  if (old.deployment === undefined && flags.upgrade === true) throw notOurs(name);
  return old;
}
