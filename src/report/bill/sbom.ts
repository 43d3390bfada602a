import type { Plan } from '../../plan/plan.ts';
import { uuidOf } from '../../plan/table/identifiers.ts';
import type { DiskResult, Manifest } from '../manifest/manifest.ts';
import { type Distribution, distributionName, purlOf } from './purl.ts';

export const sbomName = 'sbom.cdx.json';

export interface SbomInputs {
  readonly plan: Pick<Plan, 'name' | 'version' | 'backend'>;
  readonly builder: { readonly version: string };
  readonly packages: Manifest['packages'];
  readonly disks: readonly Pick<DiskResult, 'file' | 'sha256' | 'extent'>[];
  /** What the guest says it is. */
  readonly distribution: Distribution;
  /** SOURCE_DATE_EPOCH; undefined: the document has no time, so that the same content gives the same bytes. */
  readonly epochSeconds: number | undefined;
}

/**
 * The software bill of materials of an appliance: CycloneDX 1.6, JSON (ECMA-424, schema bom-1.6). Its serial number is
 * derived from everything else in it.
 */
export function makeSbom(inputs: SbomInputs): object {
  const { builder, distribution, epochSeconds } = inputs;
  const content = {
    metadata: {
      ...(epochSeconds === undefined ? {} : { timestamp: new Date(epochSeconds * 1000).toISOString() }),
      tools: {
        components: [{ type: 'application', name: 'appliance-build', version: builder.version }],
      },
      component: applianceOf(inputs),
    },
    components: [...systemOf(distribution), ...packagesOf(inputs)],
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf('sbom', JSON.stringify(content))}`,
    version: 1,
    ...content,
  };
}

function applianceOf({ plan: { name, version }, disks }: SbomInputs) {
  return {
    type: 'operating-system',
    'bom-ref': 'appliance',
    name,
    ...(version === undefined ? {} : { version }),
    components: disks
      .flatMap((disk) => [disk, ...(disk.extent === undefined ? [] : [disk.extent])])
      .map(({ file, sha256 }) => ({
        type: 'file',
        'bom-ref': `disk/${file}`,
        name: file,
        hashes: hashesOf(sha256),
      })),
  };
}

/** Scanners look up vulnerabilities by it. */
function systemOf(distribution: Distribution) {
  const { id, version } = distribution;
  if (id === '') return [];
  return [
    {
      type: 'operating-system',
      'bom-ref': `os/${distributionName(distribution)}`,
      name: id,
      ...(version === undefined ? {} : { version }),
    },
  ];
}

function packagesOf({ plan, packages, distribution }: SbomInputs) {
  const type = plan.backend === 'apt' ? 'deb' : 'rpm';
  return packages.map(({ name, version, arch, sha256 }) => {
    const purl = purlOf(type, { name, version, arch }, distribution);
    return { type: 'library', 'bom-ref': purl, name, version, hashes: hashesOf(sha256), purl };
  });
}

const hashesOf = (sha256: string) => [{ alg: 'SHA-256', content: sha256 }];
