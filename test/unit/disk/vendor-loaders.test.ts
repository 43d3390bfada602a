import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Architecture } from '../../../src/architecture.ts';
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
  assert.deepEqual(await tree.place(), { name: 'fedora', hasShim: true, hasBlscfg: false });
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
