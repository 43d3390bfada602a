import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openOutput } from '../../../src/build/output.ts';
import { ApplianceError } from '../../../src/errors.ts';

function place(t: TestContext) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'output-'));
  t.after(() => fs.rmSync(parent, { recursive: true }));
  const owned = new Set<string>();
  const owner = { own: (name: string) => owned.add(name), disown: (name: string) => owned.delete(name) };
  const out = path.join(parent, 'out');
  return { parent, out, owned, open: (name = 'box') => openOutput(out, name, owner) };
}

async function publish(open: () => ReturnType<typeof openOutput>, content: string, name = 'box'): Promise<void> {
  const output = await open();
  fs.writeFileSync(path.join(output.staging, 'disk.raw'), content);
  fs.writeFileSync(path.join(output.staging, 'build.log'), '');
  fs.writeFileSync(path.join(output.staging, 'manifest.json'), JSON.stringify({ name, files: ['disk.raw'] }));
  await output.publish();
}

describe('the output directory', () => {
  test('appears whole, and replaces that of an earlier build', async (t) => {
    const { parent, out, owned, open } = place(t);
    await publish(open, 'one');
    await publish(open, 'two');
    assert.equal(fs.readFileSync(path.join(out, 'disk.raw'), 'utf8'), 'two');
    assert.deepEqual(fs.readdirSync(parent), ['out']);
    assert.equal(owned.size, 0);
  });

  test('of a failed build does not appear; the log stays and the old output too', async (t) => {
    const { parent, out, owned, open } = place(t);
    await publish(open, 'one');
    const output = await open();
    fs.writeFileSync(path.join(output.staging, 'build.log'), 'why');
    assert.equal(owned.size, 1);
    const log = await output.abandon();
    assert.equal(fs.readFileSync(log, 'utf8'), 'why');
    assert.equal(fs.readFileSync(path.join(out, 'disk.raw'), 'utf8'), 'one');
    assert.deepEqual(fs.readdirSync(parent), ['out', 'out.failed.log']);
    assert.equal(owned.size, 0);
    await publish(open, 'two');
    assert.deepEqual(fs.readdirSync(parent), ['out']);
  });

  const isRoot = process.getuid?.() === 0;
  test('is given to its user with all that is in it, the log of a failed build too', { skip: !isRoot }, async (t) => {
    const { parent, owned } = place(t);
    const out = path.join(parent, 'new', 'out');
    const owner = { own: (name: string) => owned.add(name), disown: (name: string) => owned.delete(name) };
    const open = () => openOutput(out, 'box', owner, { uid: 4321, gid: 1234 });
    const ownersOf = (...names: string[]) =>
      names.map((name) => {
        const { uid, gid } = fs.lstatSync(path.join(parent, name));
        return `${uid}:${gid}`;
      });
    await publish(open, 'one');
    const given = ['new', 'new/out', 'new/out/disk.raw', 'new/out/build.log', 'new/out/manifest.json'];
    assert.deepEqual([...new Set(ownersOf(...given))], ['4321:1234']);
    assert.deepEqual(ownersOf('.'), ['0:0'], 'a folder that was there stays whose it was');
    const output = await open();
    assert.equal(fs.lstatSync(output.staging).uid, 0, 'until it is whole nobody else writes to it');
    fs.appendFileSync(path.join(output.staging, 'build.log'), 'why');
    const log = await output.abandon();
    assert.equal(fs.lstatSync(log).uid, 4321);
  });

  test('may exist empty', async (t) => {
    const { out, open } = place(t);
    fs.mkdirSync(out);
    await publish(open, 'one');
    assert.equal(fs.existsSync(path.join(out, 'disk.raw')), true);
  });
});

describe('a directory that is not an earlier output is never touched', () => {
  const refused = async (open: () => ReturnType<typeof openOutput>) =>
    await assert.rejects(
      open(),
      (error) => error instanceof ApplianceError && error.code === 'output-in-use' && error.kind === 'input',
    );

  test('files of somebody', async (t) => {
    const { out, open } = place(t);
    fs.mkdirSync(out);
    fs.writeFileSync(path.join(out, 'thesis.txt'), '');
    await refused(open);
  });
  test('files beside an earlier build', async (t) => {
    const { out, open } = place(t);
    await publish(open, 'one');
    fs.writeFileSync(path.join(out, 'notes.txt'), '');
    await refused(open);
  });
  test('another appliance', async (t) => {
    const { open } = place(t);
    await publish(open, 'one');
    await refused(() => open('other'));
  });
  test('a file', async (t) => {
    const { out, open } = place(t);
    fs.writeFileSync(out, '');
    await refused(open);
  });
});
