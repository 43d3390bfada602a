import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Architecture } from '../../../src/architecture.ts';
import { takePackagedLoaders } from '../../../src/disk/grub/packaged-loaders.ts';
import { isSigned } from '../../../src/disk/grub/pe-signature.ts';
import { bootEntryList, findVendorLoaders, placeVendorLoaders } from '../../../src/disk/grub/vendor-loaders.ts';

/** An EFI system partition's tree; each file holds its own name. */
async function esp(context: TestContext, names: readonly string[]) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'esp-'));
  context.after(() => fs.rm(folder, { recursive: true }));
  for (const name of names) {
    await fs.mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await fs.writeFile(path.join(folder, name), name);
  }
  const listing = async () => {
    const found = await fs.readdir(folder, { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
  };
  const place = async (systemId = 'fedora', arch: Architecture = 'x86_64') => {
    const vendor = await findVendorLoaders(folder, { arch, systemId });
    assert.ok(vendor !== undefined);
    await placeVendorLoaders(folder, vendor, { arch, stub: 'STUB', title: 'Fedora Linux 43, Server' });
    return vendor;
  };
  return { folder, listing, place, read: (name: string) => fs.readFile(path.join(folder, name), 'utf8') };
}

const fedora = { arch: 'x86_64', systemId: 'fedora' } as const;

const packaged = [
  'EFI/BOOT/BOOTX64.EFI',
  'EFI/BOOT/fbx64.efi',
  'EFI/fedora/BOOTX64.CSV',
  'EFI/fedora/grubx64.efi',
  'EFI/fedora/shimx64.efi',
];

test('what packages brought stays as it is, and only the way to the menu is added', async (context) => {
  const tree = await esp(context, packaged);
  assert.deepEqual(await tree.place(), { name: 'fedora', hasShim: true, isSigned: false, hasBlscfg: false });
  assert.deepEqual(await tree.listing(), [...packaged, 'EFI/fedora/grub.cfg'].sort());
  for (const name of packaged) assert.equal(await tree.read(name), name);
  assert.equal(await tree.read('EFI/fedora/grub.cfg'), 'STUB');
});

test('the fallback program gets its list', async (context) => {
  const tree = await esp(
    context,
    packaged.filter((name) => !name.endsWith('CSV')),
  );
  await tree.place();
  const list = await fs.readFile(path.join(tree.folder, 'EFI/fedora/BOOTX64.CSV'));
  assert.deepEqual(list, bootEntryList('shimx64.efi', 'Fedora Linux 43, Server'));
  assert.deepEqual([...list.subarray(0, 4)], [0xff, 0xfe, 's'.charCodeAt(0), 0]);
  const [program, name, , description] = list.toString('utf16le').slice(1).split(',');
  assert.deepEqual([program, name], ['shimx64.efi', 'Fedora Linux 43  Server']);
  assert.match(description ?? '', /^This is the boot entry for .*\n$/);
});

test('a shim without its fallback program starts a GRUB beside it', async (context) => {
  const tree = await esp(context, ['EFI/centos/shimx64.efi', 'EFI/centos/grubx64.efi', 'EFI/other/grubx64.efi']);
  assert.equal((await tree.place('rocky')).name, 'centos');
  assert.equal(await tree.read('EFI/BOOT/BOOTX64.EFI'), 'EFI/centos/shimx64.efi');
  assert.equal(await tree.read('EFI/BOOT/grubx64.efi'), 'EFI/centos/grubx64.efi');
  assert.equal(await tree.read('EFI/BOOT/grub.cfg'), 'STUB');
  assert.equal(await tree.read('EFI/centos/grub.cfg'), 'STUB');
});

test('a GRUB without a shim is the program that firmware starts', async (context) => {
  const tree = await esp(context, ['EFI/fedora/grubx64.efi', 'EFI/fedora/gcdx64.efi']);
  await fs.writeFile(path.join(tree.folder, 'EFI/fedora/grubx64.efi'), 'modules: blscfg xfs');
  assert.equal((await tree.place()).hasBlscfg, true);
  assert.equal(await tree.read('EFI/BOOT/BOOTX64.EFI'), 'modules: blscfg xfs');
  assert.equal(await tree.read('EFI/BOOT/grub.cfg'), 'STUB');
});

test('a shim alone, or none at all, is no loader of packages', async (context) => {
  const tree = await esp(context, ['EFI/fedora/shimx64.efi', 'EFI/BOOT/grubx64.efi']);
  assert.equal(await findVendorLoaders(tree.folder, fedora), undefined);
  assert.equal(await findVendorLoaders(path.join(tree.folder, 'none'), fedora), undefined);
});

test("ARM's loaders have names of their own", async (context) => {
  const names = ['EFI/BOOT/fbaa64.efi', 'EFI/fedora/grubaa64.efi', 'EFI/fedora/shimaa64.efi', 'EFI/fedora/grubx64.efi'];
  const tree = await esp(context, names);
  await tree.place('fedora', 'aarch64');
  assert.equal(await tree.read('EFI/BOOT/BOOTAA64.EFI'), 'EFI/fedora/shimaa64.efi');
  const list = await fs.readFile(path.join(tree.folder, 'EFI/fedora/BOOTAA64.CSV'));
  assert.deepEqual(list, bootEntryList('shimaa64.efi', 'Fedora Linux 43, Server'));
});

/** What of a program for UEFI tells whether it is signed, with a text at the end. */
function program(certificateBytes: number, text = ''): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\0\0', 0x80);
  bytes.writeUInt16LE(0x20b, 0x80 + 24);
  bytes.writeUInt32LE(certificateBytes, 0x80 + 24 + 112 + 4 * 8 + 4);
  return Buffer.concat([bytes, Buffer.from(text)]);
}

test('a program is signed if it has a table of certificates', () => {
  assert.equal(isSigned(program(2048)), true);
  assert.equal(isSigned(program(0)), false);
  for (const other of ['', 'MZ', 'a script', 'MZ'.padEnd(4096, '\xff')])
    assert.equal(isSigned(Buffer.from(other)), false);
});

const shimOfDebian = 'usr/lib/shim/shimx64.efi.signed';
const grubOfDebian = 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed';

/** A guest with programs where Debian has them, and its EFI system partition. */
async function debianLike(
  context: TestContext,
  files: Readonly<Record<string, string | Buffer>>,
  arch: Architecture = 'x86_64',
) {
  const guest = await esp(context, Object.keys(files));
  for (const [name, content] of Object.entries(files)) await fs.writeFile(path.join(guest.folder, name), content);
  const tree = await esp(context, []);
  const take = () => takePackagedLoaders(tree.folder, { arch, guestRoot: guest.folder, systemId: 'debian' });
  return { guest, tree, take };
}

test("signed programs of Debian are laid out in the folder of GRUB's prefix and at the removable path", async (context) => {
  const { tree, take } = await debianLike(context, {
    [shimOfDebian]: program(8, 'shim'),
    [grubOfDebian]: program(8, 'prefix /EFI/vendor\0'),
    'usr/lib/shim/mmx64.efi.signed': 'mok',
    'usr/lib/shim/mmx64.efi': 'unsigned mok',
    'usr/lib/shim/fbx64.efi.signed': 'fallback',
  });
  await take();
  assert.deepEqual(await tree.place('debian'), { name: 'vendor', hasShim: true, isSigned: true, hasBlscfg: false });
  assert.deepEqual(await tree.listing(), [
    ...['BOOTX64.EFI', 'grub.cfg', 'grubx64.efi', 'mmx64.efi'].map((name) => `EFI/BOOT/${name}`),
    ...['BOOTX64.CSV', 'fbx64.efi', 'grub.cfg', 'grubx64.efi', 'mmx64.efi', 'shimx64.efi'].map(
      (name) => `EFI/vendor/${name}`,
    ),
  ]);
  assert.equal(await tree.read('EFI/BOOT/mmx64.efi'), 'mok');
  assert.equal(await tree.read('EFI/vendor/grub.cfg'), 'STUB');
});

test('those of ARM are taken by their names', async (context) => {
  const files = {
    'usr/lib/shim/shimaa64.efi.signed': program(8),
    'usr/lib/grub/arm64-efi-signed/grubaa64.efi.signed': program(8),
    [shimOfDebian]: program(8),
    [grubOfDebian]: program(8),
  };
  const { tree, take } = await debianLike(context, files, 'aarch64');
  await take();
  assert.deepEqual(await tree.listing(), ['EFI/debian/grubaa64.efi', 'EFI/debian/shimaa64.efi']);
});

test('a link to a signed shim leads inside of the guest, as alternatives of Ubuntu do', async (context) => {
  const { guest, tree, take } = await debianLike(context, { [grubOfDebian]: program(8), 'shim-now': 'inside' });
  await fs.mkdir(path.join(guest.folder, path.dirname(shimOfDebian)), { recursive: true });
  await fs.symlink('/shim-now', path.join(guest.folder, shimOfDebian));
  await take();
  assert.equal(await tree.read('EFI/debian/shimx64.efi'), 'inside');
});

test('a signed GRUB without a shim, or a shim alone, changes nothing; nor does a GRUB that is there', async (context) => {
  for (const only of [shimOfDebian, grubOfDebian]) {
    const { tree, take } = await debianLike(context, { [only]: program(8) });
    await take();
    assert.deepEqual(await tree.listing(), []);
  }
  const { tree, take } = await debianLike(context, { [shimOfDebian]: program(8), [grubOfDebian]: program(8) });
  await fs.mkdir(path.join(tree.folder, 'EFI/debian'), { recursive: true });
  await fs.writeFile(path.join(tree.folder, 'EFI/debian/grubx64.efi'), 'of a script');
  await take();
  assert.deepEqual(await tree.listing(), ['EFI/debian/grubx64.efi']);
});
