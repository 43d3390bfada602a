// The first command of the README: one kickstart in, two disks out, converted, described and booted.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import type { Plan } from '../../../src/plan/plan.ts';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import {
  checkFilesystem,
  imageInfo,
  listExt,
  probe,
  readExt,
  sha256Of,
  statExt,
  tableOf,
  tool,
  toRaw,
} from '../../support/inspect-disk.ts';
import { repository, runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';

const password = 'Tr0ub4dor-and-3-staples';
const userPassword = 'correct-horse-battery-9';

/** The example with passwords that stand nowhere else, and accounts and names to look for. */
function kickstart(directory: string): string {
  const text = readFileSync(path.join(repository, 'examples/hello.ks'), 'utf8')
    .replace(/^rootpw .*$/m, `rootpw --plaintext ${password}`)
    .replace('\npoweroff', `\nuser --name=maria --uid=1234 --plaintext --password=${userPassword}\npoweroff`);
  assert.ok(text.includes(password) && text.includes(userPassword), 'the example has changed under this test');
  const file = path.join(directory, 'hello.ks');
  writeFileSync(file, text);
  return file;
}

test('examples/hello.ks becomes an appliance that boots', async (t) => {
  const directory = temporaryDirectory(t);
  const file = kickstart(directory);
  const out = path.join(directory, 'out');
  const built = await runCli(['build', file, '--boot-test', '--cache-dir', sharedCache, '--out', out]);
  assert.equal(built.code, 0, built.stderr);
  const plan = JSON.parse((await runCli(['plan', '--json', file])).stdout) as Plan;
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
  const at = (name: string) => path.join(out, name);

  await t.test('the output holds the files of the contract and nothing else', () => {
    assert.deepEqual(readdirSync(out).sort(), [
      'SHA256SUMS',
      'boot-junit.xml',
      'boot-qcow2-bios-timed.log',
      'boot-qcow2-bios.log',
      'boot-qcow2-bios.png',
      'boot-summary.md',
      'boot-vmdk-bios-timed.log',
      'boot-vmdk-bios.log',
      'boot-vmdk-bios.png',
      'boot.json',
      'build.log',
      'hello-data.qcow2',
      'hello-data.vmdk',
      'hello-os.qcow2',
      'hello-os.vmdk',
      'hello.xml',
      'manifest.json',
      'sbom.cdx.json',
    ]);
    assert.deepEqual(readdirSync(directory).sort(), ['hello.ks', 'out'], 'nothing is left beside the output');
  });

  await t.test('SHA256SUMS covers disks, descriptor and SBOM, and still holds after the boot test', () => {
    const checked = tool('sh', '-c', 'cd "$1" && sha256sum --strict -c SHA256SUMS', 'sh', out);
    assert.deepEqual(checked.trim().split('\n').sort(), [
      'hello-data.qcow2: OK',
      'hello-data.vmdk: OK',
      'hello-os.qcow2: OK',
      'hello-os.vmdk: OK',
      'hello.xml: OK',
      'sbom.cdx.json: OK',
    ]);
  });

  await t.test('the boot test left every disk as it was written, byte for byte', () => {
    // The manifest's checksums are those of the conversion, from before the first boot.
    for (const disk of manifest.disks) {
      assert.equal(sha256Of(at(disk.file)), disk.sha256, disk.file);
      assert.equal(statSync(at(disk.file)).size, disk.fileBytes, disk.file);
    }
    assert.deepEqual(
      manifest.boot.map(({ format, firmware, verdict }) => [format, firmware, verdict]),
      [
        ['qcow2', 'bios', 'passed'],
        ['vmdk', 'bios', 'passed'],
      ],
    );
    for (const { consoleLog } of manifest.boot) assert.match(readFileSync(at(consoleLog), 'utf8'), /hello login:/);
  });

  await t.test('qcow2 and vmdk are sound, compressed, and the same disk', () => {
    for (const name of ['os', 'data']) {
      const [qcow2, vmdk] = [at(`hello-${name}.qcow2`), at(`hello-${name}.vmdk`)];
      tool('qemu-img', 'check', qcow2);
      tool('qemu-img', 'compare', qcow2, vmdk);
      const planned = plan.disks.find((disk) => disk.name === name)?.sizeBytes;
      assert.equal(imageInfo(qcow2)['virtual-size'], planned);
      assert.equal(imageInfo(vmdk)['virtual-size'], planned);
      assert.equal(imageInfo(vmdk)['format-specific']?.data['create-type'], 'streamOptimized');
      assert.match(tool('file', '--brief', qcow2), /^QEMU QCOW2? Image \(v3\)/i);
      assert.match(tool('file', '--brief', vmdk), /^VMware4 disk image/);
    }
    const clusters = JSON.parse(tool('qemu-img', 'check', '--output=json', at('hello-os.qcow2'))) as object;
    const { 'compressed-clusters': compressed = 0, 'allocated-clusters': allocated = 0 } = clusters as {
      'compressed-clusters'?: number;
      'allocated-clusters'?: number;
    };
    assert.ok(compressed > 0.9 * allocated, `${compressed} of ${allocated} clusters are compressed`);
  });

  await t.test('the descriptor says what the files are', () => descriptorHolds(out, manifest));

  await t.test('partition tables lie where plan --json said', () => {
    for (const disk of plan.disks) {
      const table = tableOf(toRaw(at(`${disk.stem}.qcow2`), directory));
      assert.equal(table.label, disk.table.type);
      assert.equal(table.id, disk.table.type === 'gpt' ? disk.table.guid : undefined);
      assert.deepEqual(
        table.partitions.map(({ number, startBytes, sizeBytes, type, uuid }) => [
          number,
          startBytes,
          sizeBytes,
          type,
          uuid,
        ]),
        disk.partitions.map(({ number, startBytes, sizeBytes, type, guid }) => [
          number,
          startBytes,
          sizeBytes,
          type,
          guid,
        ]),
      );
      for (const { startBytes } of table.partitions) assert.equal(startBytes % 2 ** 20, 0);
    }
  });

  await t.test('every filesystem is sound and the one that was planned', () => {
    const seen: unknown[] = [];
    for (const disk of plan.disks) {
      const raw = path.join(directory, `${disk.stem}.qcow2.raw`);
      for (const entry of tableOf(raw).partitions) {
        const planned = disk.partitions.find(({ number }) => number === entry.number)?.filesystem;
        if (planned === undefined) continue;
        const found = probe(raw, entry.startBytes);
        seen.push([disk.name, found['TYPE'], found['LABEL'], planned.mountPoint]);
        assert.deepEqual([found['TYPE'], found['UUID'], found['LABEL']], [planned.type, planned.uuid, planned.label]);
        if (planned.type !== 'swap') checkFilesystem(raw, entry, planned.type, directory);
      }
    }
    assert.deepEqual(seen, [
      ['os', 'ext4', 'root', '/'],
      ['os', 'swap', undefined, undefined],
      ['data', 'ext4', 'data', '/srv/data'],
    ]);
  });

  await t.test('the root is what the kickstart says', () => rootHolds(directory, plan));

  await t.test('the data lies on the data disk and only there', () => {
    const [data] = plan.disks[1]?.partitions ?? [];
    assert.ok(data);
    const raw = path.join(directory, 'hello-data.qcow2.raw');
    assert.equal(readExt(raw, data.startBytes, '/hello.txt'), 'Hello from a kickstart file.\n');
    const { raw: osRaw, offset } = rootOf(directory, plan);
    assert.deepEqual(listExt(osRaw, offset, '/srv/data'), []);
  });

  await t.test('passwords are in no log and no manifest', () => {
    for (const name of readdirSync(out).filter((entry) => !/\.(?:qcow2|vmdk)$/.test(entry))) {
      const text = readFileSync(at(name), 'utf8');
      for (const secret of [password, userPassword]) assert.ok(!text.includes(secret), `${name} holds a password`);
    }
    assert.ok(!`${built.stdout}${built.stderr}`.includes(password));
  });

  await t.test('the manifest lists every installed package with version and checksum', () => {
    assert.ok(manifest.packages.length > 100);
    for (const { name, version, arch, sha256 } of manifest.packages) {
      assert.match(sha256, /^[0-9a-f]{64}$/, name);
      assert.ok(version !== '' && /^(?:amd64|all)$/.test(arch), name);
    }
    const { raw, offset } = rootOf(directory, plan);
    const installed = readExt(raw, offset, '/var/lib/dpkg/status')
      .split('\n\n')
      .flatMap((stanza) => {
        const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(stanza)?.[1];
        return field('Status') === 'install ok installed' ? [`${field('Package')} ${field('Version')}`] : [];
      });
    assert.deepEqual(manifest.packages.map(({ name, version }) => `${name} ${version}`).sort(), installed.sort());
    assert.equal(manifest.kickstart.sha256, sha256Of(file));
    const { peakMemoryBytes = Number.NaN } = manifest.builder;
    assert.ok(peakMemoryBytes <= 200e6, `${peakMemoryBytes} bytes of memory`);
  });

  await t.test('the summary shows files with both sizes, the time of each step, and the verdicts', () => {
    for (const disk of manifest.disks) {
      const row = built.stdout.split('\n').find((line) => line.trim().startsWith(disk.file));
      assert.match(row ?? '', /^ {2}\S+ +[\d.]+ [KMG]iB +[\d.]+ [KMG]iB$/, disk.file);
    }
    assert.match(built.stdout, /hello\.xml/);
    for (const step of ['resolve', 'install', 'configure', 'scripts', 'initramfs', 'disk', 'convert', 'boot-test'])
      assert.match(built.stdout, new RegExp(`^  ${step} +[\\d.]+ (?:s|min)`, 'm'));
    assert.match(built.stdout, /^ {2}qcow2, bios, \w+ +passed +[\d.]+ (?:s|min)/m);
    assert.match(built.stdout, /^ {2}vmdk, bios, \w+ +passed +[\d.]+ (?:s|min)/m);
  });
});

/** Facts of the XML, read with another parser than the program's own reader, against the files themselves. */
function descriptorHolds(out: string, manifest: Manifest): void {
  const file = path.join(out, 'hello.xml');
  tool('xmllint', '--noout', file);
  tool('xmllint', '--noout', '--relaxng', path.join(repository, 'test/fixtures/image.rng'), file);
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });
  const { image } = parser.parse(readFileSync(file, 'utf8')) as {
    image: {
      name: { version: string; '#text': string };
      domain: {
        boot: { type: string; os: { loader: { dev: string } }; drive: { disk: string; target?: string }[] };
        devices: { vcpu: string; memory: string; interface: unknown; graphics: unknown };
      };
      storage: {
        disk: { file: string; id: string; format: string; size: string; checksum: { type: string; '#text': string } }[];
      };
    };
  };
  assert.deepEqual(image.name, { version: '1.0', '#text': 'hello' });
  assert.equal(image.domain.boot.type, 'hvm');
  assert.equal(image.domain.boot.os.loader.dev, 'hd');
  assert.equal(image.domain.devices.vcpu, '1');
  assert.equal(image.domain.devices.memory, String(512 * 1024));
  assert.ok('interface' in image.domain.devices && 'graphics' in image.domain.devices);
  const disks = image.domain.boot.drive.map(({ disk }) =>
    image.storage.disk.find(({ id, file }) => disk === (id ?? file)),
  );
  assert.deepEqual(
    disks.map((disk) => disk?.file),
    ['hello-os.qcow2', 'hello-data.qcow2'],
    'drives are in the order of the kickstart',
  );
  for (const disk of image.storage.disk) {
    const info = imageInfo(path.join(out, disk.file));
    assert.equal(disk.format, info.format);
    assert.equal(Number(disk.size) * 2 ** 20, info['virtual-size']);
    assert.equal(disk.checksum.type, 'sha256');
    assert.equal(disk.checksum['#text'], manifest.disks.find(({ file: name }) => name === disk.file)?.sha256);
  }
}

function rootOf(directory: string, plan: Plan): { readonly raw: string; readonly offset: number } {
  const [disk] = plan.disks;
  const partition = disk?.partitions.find(({ filesystem }) => filesystem?.mountPoint === '/');
  assert.ok(disk && partition);
  return { raw: path.join(directory, `${disk.stem}.qcow2.raw`), offset: partition.startBytes };
}

function rootHolds(directory: string, plan: Plan): void {
  const { raw, offset } = rootOf(directory, plan);
  const read = (file: string) => readExt(raw, offset, file);
  assert.equal(read('/etc/hostname'), 'hello\n');
  const filesystems = plan.disks.flatMap(({ partitions }) => partitions.flatMap(({ filesystem }) => filesystem ?? []));
  const mounts = read('/etc/fstab')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/).slice(0, 3));
  assert.deepEqual(
    mounts.sort(),
    filesystems.map(({ uuid, mountPoint, type }) => [`UUID=${uuid}`, mountPoint ?? 'none', type]).sort(),
  );
  assert.match(read('/etc/passwd'), /^maria:x:1234:/m);
  const shadow = new Map(
    read('/etc/shadow')
      .split('\n')
      .map((line) => line.split(':').slice(0, 2) as [string, string]),
  );
  // openssl hashes again with the salt found, and must come to the same.
  for (const [account, text] of [
    ['root', password],
    ['maria', userPassword],
  ] as const) {
    const hash = shadow.get(account) ?? '';
    const salt = /^\$6\$([^$]+)\$/.exec(hash)?.[1];
    assert.ok(salt, `${account} has the hash ${hash}`);
    assert.equal(tool('openssl', 'passwd', '-6', '-salt', salt, text).trim(), hash);
  }
  assert.deepEqual(statExt(raw, offset, '/etc/shadow'), { mode: '0640', uid: 0, gid: 42 });
  assert.deepEqual(statExt(raw, offset, '/tmp'), { mode: '01777', uid: 0, gid: 0 });
  assert.deepEqual(listExt(raw, offset, '/proc'), []);
  assert.ok(listExt(raw, offset, '/boot').some((name) => name.startsWith('initrd.img-')));
  assert.ok(!listExt(raw, offset, '/usr/sbin').includes('policy-rc.d'), 'nothing of the build is left in the root');
}
