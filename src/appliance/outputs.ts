import type { Architecture } from '../architecture.ts';
import { ApplianceError } from '../errors.ts';
import type { Word } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';
import type { AddonSettings } from './addon-lines.ts';
import { type ArchiveKind, archiveKinds, type BundleFormat, bundles } from './bundles.ts';
import { diskFormat, type Format, formats } from './formats.ts';
import { type BuildOptions, defaults } from './settings.ts';

/** In which forms an appliance is put out. */
export interface OutputSpec {
  /** Of each disk; at least one. */
  readonly formats: readonly Format[];
  /** Of the whole appliance. */
  readonly bundles: readonly BundleFormat[];
  readonly archive: ArchiveKind | undefined;
}

interface Wish {
  readonly text: string;
  readonly position: Word['position'] | undefined;
}

/** What `--format` takes. */
export const formatNames = [...formats, ...bundles] as const;

/** Merges what the options and the addon ask for; the options win. @param report is called for each error */
export function outputsOf(addon: AddonSettings, options: BuildOptions, arch: Architecture, report: Report): OutputSpec {
  const asked = options.formats?.map(withoutPlace) ?? (addon.formats.length > 0 ? addon.formats : undefined);
  const wishes: readonly Wish[] = asked ?? defaults.formats.map(withoutPlace);
  for (const { text, position } of wishes) {
    if (formatNames.some((name) => name === text)) continue;
    report(
      new ApplianceError({
        kind: 'input',
        code: 'bad-format',
        message: `"${text}" is not a format that can be built`,
        position,
        hint: `the formats are ${formatNames.join(', ')}`,
      }),
    );
  }
  const isWished = (name: string) => wishes.some(({ text }) => text === name);
  const wanted = {
    formats: inOrder(wishes, formats),
    bundles: inOrder(wishes, bundles),
  };
  if (arch !== 'x86_64') for (const bundle of wanted.bundles) report(otherMachine(bundle, arch, wishes));
  if (isWished('vmx') && isWished('vmdk')) report(notWritable(wishes));
  else reportClashes(wanted.formats, wishes, report);
  return {
    formats: withNeeded(wanted),
    bundles: wanted.bundles,
    archive: archiveOf(addon, options, report),
  };
}

function otherMachine(bundle: BundleFormat, arch: Architecture, wishes: readonly Wish[]): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: `${bundle} is not supported yet for ${arch}: the machine that it describes is one of x86_64`,
    position: wishes.find(({ text }) => text === bundle)?.position,
    hint: 'leave it out; the disks can be of any format',
  });
}

const withoutPlace = (text: string): Wish => ({ text, position: undefined });

function inOrder<Name extends string>(wishes: readonly Wish[], names: readonly Name[]): Name[] {
  return [...new Set(wishes.flatMap(({ text }) => names.find((name) => name === text) ?? []))];
}

const writableVmdks: readonly Format[] = ['vmdk:monolithicSparse', 'vmdk:monolithicFlat'];

/** A .vmx refers to disks that can be written to; and an appliance has its disks beside an OVA, for the virt-image descriptor. */
function withNeeded({ formats: wanted, bundles: files }: Pick<OutputSpec, 'formats' | 'bundles'>): readonly Format[] {
  if (files.includes('vmx') && !wanted.some((format) => writableVmdks.includes(format)))
    return [...wanted, 'vmdk:monolithicSparse'];
  return wanted.length === 0 && files.includes('ova') ? ['vmdk'] : wanted;
}

function notWritable(wishes: readonly Wish[]): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-format',
    message: 'vmx and vmdk cannot be built together: a machine cannot write to streamOptimized disks',
    position: wishes.find(({ text }) => text === 'vmx')?.position,
    hint: 'leave vmdk out: vmx brings vmdk:monolithicSparse, and ova makes the disks that are in it',
  });
}

function reportClashes(wanted: readonly Format[], wishes: readonly Wish[], report: Report): void {
  for (const format of wanted) {
    const { suffix } = diskFormat(format);
    const first = wanted.find((other) => diskFormat(other).suffix === suffix);
    if (first === undefined || first === format) continue;
    report(
      new ApplianceError({
        kind: 'input',
        code: 'bad-format',
        message: `${first} and ${format} cannot be built together: their files have the same names, …-DISK.${suffix}`,
        position: wishes.find(({ text }) => text === format)?.position,
        hint: 'take one of them, and make the other with "appliance-build convert" in another folder',
      }),
    );
  }
}

function archiveOf(addon: AddonSettings, options: BuildOptions, report: Report): ArchiveKind | undefined {
  const asked = options.archive === undefined ? addon.archive : withoutPlace(options.archive);
  if (asked === undefined) return undefined;
  const kind = archiveKinds.find((name) => name === asked.text);
  if (kind === undefined) {
    report(
      new ApplianceError({
        kind: 'input',
        code: 'bad-package',
        message: `"${asked.text}" is not a kind of archive`,
        position: asked.position,
        hint: `the kinds are ${archiveKinds.join(', ')}`,
      }),
    );
  }
  return kind;
}
