import { ApplianceError, ApplianceErrors } from '../errors.ts';
import type { Document } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import { commandsNamed, lastCommand, mergedCommand } from '../kickstart/select.ts';
import { type AddonSettings, readAddonLines } from './addon-lines.ts';
import type { Appliance, SystemSpec } from './appliance.ts';
import { architectureOf } from './architecture.ts';
import { chooseBackend } from './backend/choose.ts';
import { bootOf } from './boot-expectations.ts';
import { bootLoaderOf } from './disks/boot-loader.ts';
import { nameDisks } from './disks/naming/disks.ts';
import { checkDrives } from './disks/naming/drives.ts';
import { readStorage } from './disks/storage.ts';
import { readKdump } from './kdump.ts';
import { readNetworks } from './network/connections.ts';
import { outputsOf } from './outputs.ts';
import { repositoriesOf } from './packages/repositories.ts';
import { refuseEmpty, reportRefusals, withoutEffect } from './refusals.ts';
import { type BuildOptions, defaults, namePattern } from './settings.ts';
import { checkUses, targetsOf } from './targets.ts';
import { warningsFor } from './warnings.ts';

/**
 * Merges the kickstart, its %addon lines and the options, which win in that order, and validates the whole.
 *
 * @param fallbackName the name if neither says one: that of the kickstart file without its folder and ending
 * @throws ApplianceErrors with all errors, kind `input`
 */
export function mergeAppliance(document: Document, options: BuildOptions, fallbackName: string): Appliance {
  refuseEmpty(document);
  const errors: ApplianceError[] = [];
  const report: Report = (error) => errors.push(error);
  const { backend, reason: backendReason } = chooseBackend(document, options, report);
  reportRefusals(document, backend, report);
  const addon = readAddonLines(document, report);
  const named = nameDisks({ document, options: options.disks ?? [], addon: addon.disks }, report);
  checkDrives(document, report);
  const name = nameOfAppliance(addon, options, fallbackName, report);
  const memoryMiB = options.memoryMiB ?? addon.memoryMiB ?? defaults.memoryMiB;
  const arch = architectureOf(options.arch, report);
  const kdump = readKdump(document, arch, report);
  const bootLoader = bootLoaderOf(document, kdump);
  const { disks, parts, storage } = readStorage(document, named, { arch, bootLoader, memoryMiB, name }, report);
  checkUses(addon, disks, report);
  const networks = readNetworks(document, report);
  const system: SystemSpec = {
    lang: mergedCommand(document, 'lang'),
    keyboard: lastCommand(document, 'keyboard'),
    timezone: mergedCommand(document, 'timezone'),
    timeSources: commandsNamed(document, 'timesource'),
    rootpw: lastCommand(document, 'rootpw'),
    groups: commandsNamed(document, 'group'),
    users: commandsNamed(document, 'user'),
    sshKeys: commandsNamed(document, 'sshkey'),
    hostname: commandsNamed(document, 'network').findLast(({ hostname }) => hostname)?.hostname,
    networks: networks.connections,
    services: mergedCommand(document, 'services'),
    firewall: mergedCommand(document, 'firewall'),
    selinux: lastCommand(document, 'selinux'),
    authentication: document.commands.findLast((command) => command.name === 'auth' || command.name === 'authselect'),
    firstboot: lastCommand(document, 'firstboot'),
    xconfig: mergedCommand(document, 'xconfig'),
    skipx: lastCommand(document, 'skipx'),
    syspurpose: lastCommand(document, 'syspurpose'),
    certificates: document.certificates,
    kdump,
  };
  const target = { arch, releasever: options.releasever };
  const merged = {
    name,
    version: options.version ?? addon.version?.text,
    ...target,
    backend,
    backendReason,
    requireSignatures: options.requireSignatures ?? false,
    memoryMiB,
    vcpus: options.vcpus ?? addon.vcpus ?? defaults.vcpus,
    disks,
    parts,
    storage,
    bootLoader,
    packages: document.packages,
    modules: commandsNamed(document, 'module'),
    repositories: repositoriesOf(
      document,
      { ...target, backend, given: options.repos ?? [], addon: addon.repositories },
      report,
    ),
    system,
    scripts: document.scripts,
    ...outputsOf(addon, options, arch, report),
    targets: targetsOf(addon, options, report),
    boot: bootOf(addon, options, arch, report),
    noEffect: withoutEffect(document),
  };
  if (errors.length > 0) throw new ApplianceErrors(errors);
  return { ...merged, warnings: [...document.warnings, ...networks.warnings, ...warningsFor(document, merged)] };
}

function nameOfAppliance(addon: AddonSettings, options: BuildOptions, fallback: string, report: Report): string {
  const name = options.name ?? addon.name?.text ?? fallback;
  if (!namePattern.test(name)) {
    report(
      new ApplianceError({
        kind: 'input',
        code: 'bad-name',
        message: `"${name}" cannot be the name of an appliance`,
        position: options.name === undefined ? addon.name?.position : undefined,
        hint: 'use letters, digits and . _ + -, starting with a letter or digit: --name NAME',
      }),
    );
  }
  return name;
}
