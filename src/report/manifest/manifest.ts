import type { Firmware, Loader } from '../../appliance/appliance.ts';
import type { ArchiveKind, BundleFormat } from '../../appliance/bundles.ts';
import type { Format } from '../../appliance/formats.ts';
import type { ResolvedPackage } from '../../install/backend.ts';
import type { Plan } from '../../plan/plan.ts';
import type { StepTiming } from '../progress/reporter.ts';

/** A file that is made of the whole appliance. */
export interface BundleResult {
  readonly kind: BundleFormat;
  /** Name in the output directory. */
  readonly file: string;
  readonly fileBytes: number;
  readonly sha256: string;
}

/** The archive of everything else. */
export interface ArchiveResult extends Omit<BundleResult, 'kind'> {
  readonly kind: ArchiveKind;
}

/** One disk in one format. */
export interface DiskResult {
  readonly disk: string;
  readonly format: Format;
  /** Name in the output directory. */
  readonly file: string;
  readonly virtualBytes: number;
  readonly fileBytes: number;
  readonly sha256: string;
  /** The second file, which holds the data, if the format has one. */
  readonly extent?: { readonly file: string; readonly fileBytes: number; readonly sha256: string } | undefined;
}

/** The disks of one format, booted under one firmware. */
export interface BootCombination {
  readonly format: Format;
  readonly firmware: Firmware;
}

/** What the boot test of an appliance is to do. */
export interface BootTestPlan {
  /** Sources of regular expressions that must all be seen on the serial console. */
  readonly expect: readonly string[];
  /** Deadline of the whole boot; undefined: the default. */
  readonly timeoutSeconds?: number | undefined;
  readonly combinations: readonly BootCombination[];
}

/** What the appliance boots with. */
export interface BootLoaderResult {
  readonly loader: Loader;
  readonly bios: boolean;
  readonly uefi: boolean;
  /** Its programs for UEFI are signed, shim first: it boots with Secure Boot. */
  readonly signed: boolean;
}

/** One boot of the boot test, as far as it belongs into the manifest. */
export interface BootResult extends BootCombination {
  readonly accelerator: 'kvm' | 'tcg';
  readonly verdict: string;
  readonly reason: string;
  readonly seconds: number;
  /** Name of the console log in the output directory. */
  readonly consoleLog: string;
  /** Likewise: the console as people read it, with the time of each line. */
  readonly timedLog?: string | undefined;
  /** What the screen showed at the end, if the machine was still there. */
  readonly screenshot?: string | undefined;
  /** What it showed when steps of the scenario asked. */
  readonly screenshots?: readonly string[] | undefined;
}

/** The name of the file by which a directory is recognised as the output of a build. */
export const manifestName = 'manifest.json';

/** What is made of all boots of a test: everything, for CI systems, for people. @param stem path without what tells them apart */
export const bootReportsAt = (stem: string) => ({
  json: `${stem}.json`,
  junit: `${stem}-junit.xml`,
  summary: `${stem}-summary.md`,
});

/** Their names in an output directory. */
export const bootReportNames = bootReportsAt('boot');

/** manifest.json: what went in and what came out. It holds no passwords and no paths of the machine. */
export interface Manifest {
  readonly schema: 1;
  readonly name: string;
  readonly version: string | undefined;
  readonly arch: string;
  readonly backend: string;
  readonly builder: {
    readonly program: 'appliance-build';
    readonly version: string;
    /** Largest resident size of the program itself; the tools it ran are not counted. Left out of reproducible output. */
    readonly peakMemoryBytes?: number | undefined;
  };
  readonly kickstart: { readonly file: string; readonly sha256: string };
  readonly descriptor: string;
  readonly disks: readonly DiskResult[];
  /** Undefined in manifests of programs that made none. */
  readonly bundles?: readonly BundleResult[] | undefined;
  readonly archive?: ArchiveResult | undefined;
  /** Everything in the output directory besides the manifest and the log. */
  readonly files: readonly string[];
  readonly packages: readonly Pick<ResolvedPackage, 'name' | 'version' | 'arch' | 'sha256'>[];
  /** `fromCache` is left out of reproducible output. */
  readonly layer: { readonly key: string; readonly fromCache?: boolean | undefined };
  readonly noEffect: readonly string[];
  readonly warnings: readonly string[];
  /** This and the next: undefined in manifests of programs that did not say so. */
  readonly bootLoader?: BootLoaderResult | undefined;
  readonly bootTest?: BootTestPlan | undefined;
  readonly boot: readonly BootResult[];
  /** Empty in reproducible output. */
  readonly timings: readonly StepTiming[];
}

export interface ManifestInputs
  extends Pick<
    Manifest,
    | 'kickstart'
    | 'descriptor'
    | 'disks'
    | 'bundles'
    | 'archive'
    | 'files'
    | 'layer'
    | 'noEffect'
    | 'warnings'
    | 'bootLoader'
    | 'bootTest'
    | 'boot'
    | 'timings'
  > {
  readonly plan: Plan;
  readonly builder: Pick<Manifest['builder'], 'version' | 'peakMemoryBytes'>;
  readonly packages: readonly ResolvedPackage[];
}

export function makeManifest({ plan, builder, packages, ...rest }: ManifestInputs): Manifest {
  return {
    schema: 1,
    name: plan.name,
    version: plan.version,
    arch: plan.arch,
    backend: plan.backend,
    builder: { program: 'appliance-build', ...builder },
    ...rest,
    packages: packages.map(({ name, version, arch, sha256 }) => ({ name, version, arch, sha256 })),
  };
}

/** Without the boot test, which comes later, or not at all. */
export function withoutBoots(manifest: Manifest): Manifest {
  const ofBoots = new Set([...manifest.boot.flatMap(filesOfBoot), ...Object.values(bootReportNames)]);
  return { ...manifest, boot: [], files: manifest.files.filter((file) => !ofBoots.has(file)) };
}

/** What two builds of the same have in common: without what was measured of one of them, but for the verdicts of its boot test. */
export function withoutFigures(manifest: Manifest): Manifest {
  const { peakMemoryBytes: _, ...builder } = manifest.builder;
  return { ...manifest, builder, layer: { key: manifest.layer.key }, timings: [] };
}

/** Names of the files that a boot left in the output directory. */
export function filesOfBoot({ consoleLog, timedLog, screenshot, screenshots = [] }: BootResult): string[] {
  return [consoleLog, timedLog, screenshot, ...screenshots].filter((name) => name !== undefined);
}

/** The manifest as its file has it. */
export const manifestText = (manifest: Manifest) => `${JSON.stringify(manifest, null, 2)}\n`;
