import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { type Distribution, purlOf } from '../../../src/report/bill/purl.ts';
import { makeSbom, type SbomInputs } from '../../../src/report/bill/sbom.ts';
import { packageOf, sha } from '../../support/manifests.ts';

const debian = { id: 'debian', version: '12' };
const fedora = { id: 'fedora', version: '42' };
const unknown = { id: '', version: undefined };

// Among them the examples of the specification, and characters that it has encoded.
const purls: readonly (readonly [
  type: 'deb' | 'rpm',
  nameVersionArch: readonly [string, string, string],
  distribution: Distribution,
  purl: string,
])[] = [
  [
    'deb',
    ['curl', '7.50.3-1', 'i386'],
    { id: 'debian', version: 'jessie' },
    'pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=debian-jessie',
  ],
  [
    'deb',
    ['attr', '1:2.4.47-2+b1', 'amd64'],
    debian,
    'pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64&distro=debian-12',
  ],
  [
    'deb',
    ['libstdc++6', '12.2.0-14~x', 'amd64'],
    debian,
    'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14~x?arch=amd64&distro=debian-12',
  ],
  [
    'rpm',
    ['curl', '7.50.3-1.fc25', 'i386'],
    { id: 'fedora', version: '25' },
    'pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25',
  ],
  [
    'rpm',
    ['NetworkManager', '1:1.46^git-2', 'x86_64'],
    fedora,
    'pkg:rpm/fedora/NetworkManager@1.46%5Egit-2?arch=x86_64&distro=fedora-42&epoch=1',
  ],
  ['deb', ['bash', '5', 'all'], { id: 'debian', version: undefined }, 'pkg:deb/debian/bash@5?arch=all&distro=debian'],
  ['rpm', ['bash', '5', 'noarch'], unknown, 'pkg:rpm/bash@5?arch=noarch'],
  ['deb', ["a'(b)!*", '1@2?3#4/5', 'all'], unknown, 'pkg:deb/a%27%28b%29%21%2A@1%402%3F3%234%2F5?arch=all'],
];

describe('package URLs', () => {
  for (const [type, [name, version, arch], distribution, purl] of purls) {
    test(purl, () => assert.equal(purlOf(type, { name, version, arch }, distribution), purl));
  }
});

const inputs: SbomInputs = {
  plan: { name: 'box', version: '1.0', backend: 'apt' },
  builder: { version: '0.1.0' },
  packages: [packageOf('bash', '5.2-1'), packageOf('attr', '1:2.4+b1', '2')],
  disks: [{ file: 'box-os.qcow2', sha256: sha('b') }],
  distribution: debian,
  epochSeconds: undefined,
};

interface Sbom {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp?: string; readonly component: { readonly components: readonly object[] } };
  readonly components: readonly {
    readonly name: string;
    readonly purl?: string;
    readonly hashes?: readonly object[];
  }[];
}
const sbomOf = (changes: Partial<SbomInputs> = {}) => makeSbom({ ...inputs, ...changes }) as Sbom;

describe('the bill of materials', () => {
  test('has every package with its checksum and purl, after the system', () => {
    const { components, metadata } = sbomOf();
    assert.deepEqual(
      components.map(({ name, purl }) => [name, purl]),
      [
        ['debian', undefined],
        ['bash', 'pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12'],
        ['attr', 'pkg:deb/debian/attr@1:2.4%2Bb1?arch=amd64&distro=debian-12'],
      ],
    );
    assert.deepEqual(components[2]?.hashes, [{ alg: 'SHA-256', content: sha('2') }]);
    assert.equal(metadata.component.components.length, 1);
  });
  test('is the same for the same content, and another for another', () => {
    assert.deepEqual(sbomOf(), sbomOf());
    const serials = [
      sbomOf(),
      sbomOf({ epochSeconds: 0 }),
      sbomOf({ disks: [] }),
      sbomOf({ packages: [] }),
      sbomOf({ plan: { ...inputs.plan, version: undefined } }),
    ].map(({ serialNumber }) => serialNumber);
    assert.equal(new Set(serials).size, serials.length);
  });
  test('has a time only if one was given', () => {
    assert.equal(sbomOf().metadata.timestamp, undefined);
    assert.equal(sbomOf({ epochSeconds: 1_700_000_000 }).metadata.timestamp, '2023-11-14T22:13:20.000Z');
  });
  const variants: readonly (readonly [string, Partial<SbomInputs>])[] = [
    ['of Debian', {}],
    [
      'of an RPM system, with a time',
      { plan: { ...inputs.plan, backend: 'dnf' }, distribution: fedora, epochSeconds: 1 },
    ],
    [
      'of a guest that says nothing, without version',
      { distribution: unknown, plan: { name: 'x', version: undefined, backend: 'apt' } },
    ],
    ['of nothing', { packages: [], disks: [] }],
  ];
  for (const [name, changes] of variants) {
    test(`${name} is valid for the schema of CycloneDX 1.6`, () => {
      const errors = schemaErrors(JSON.parse(JSON.stringify(sbomOf(changes))));
      assert.deepEqual(errors, []);
    });
  }
  test('the schema does refuse what is wrong', () => {
    assert.notDeepEqual(schemaErrors({ ...sbomOf(), serialNumber: 'none' }), []);
    assert.notDeepEqual(schemaErrors({ ...sbomOf(), extra: 1 }), []);
  });
});

interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
interface Ajv {
  addSchema(schema: object, id: string): void;
  addFormat(name: string, isRight: true): void;
  compile(schema: object): Validator;
}
let validator: Validator | undefined;

/** By the schema files that CycloneDX's own library ships. */
function schemaErrors(data: unknown): string[] {
  validator ??= compile();
  if (validator(data)) return [];
  return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function compile(): Validator {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json'));
  const schema = (name: string): object =>
    JSON.parse(readFileSync(path.join(folder, `res/schema/${name}.SNAPSHOT.schema.json`), 'utf8'));
  const { Ajv } = require('ajv') as { Ajv: new (options: object) => Ajv };
  const ajv = new Ajv({ strict: false, allErrors: true });
  (require('ajv-formats') as { default(ajv: Ajv): void }).default(ajv);
  // Formats of newer drafts, which ajv-formats does not know.
  for (const name of ['idn-email', 'iri-reference', 'string']) ajv.addFormat(name, true);
  // The library's copies refer to each other by the names of their files.
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(schema('bom-1.6'));
}
