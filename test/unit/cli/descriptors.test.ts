// The commands that need nothing but a descriptor: show, lint, and what deploy tells without asking libvirt.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeDescriptor } from '../../../src/descriptor/write.ts';
import { bootOf, descriptorOf } from '../../support/descriptors.ts';
import { manifestOf } from '../../support/manifests.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

const fixture = (name: string) => `test/fixtures/descriptors/${name}.xml`;

test('lint tells each deviation with file and line, and ends with 2', async () => {
  const good = await runCli(['descriptor', 'lint', fixture('ovirt-wui-2008')]);
  assert.deepEqual([good.code, good.stdout, good.stderr], [0, '', '']);
  const both = await runCli(['descriptor', 'lint', fixture('ovirt-wui-2008'), fixture('several-boots')]);
  assert.equal(both.code, 2);
  assert.match(both.stdout, /^test\/fixtures\/descriptors\/several-boots\.xml:\d+: <name> is "test image"/m);
  assert.doesNotMatch(both.stdout, /ovirt-wui/);
  const strict = await runCli(['descriptor', 'lint', '--strict', '--json', fixture('ovirt-wui-2008')]);
  const { ok, deviations } = JSON.parse(strict.stdout) as {
    ok: boolean;
    deviations: { line: number; message: string }[];
  };
  assert.deepEqual([strict.code, ok, deviations.length], [2, false, 2]);
  assert.match(deviations[0]?.message ?? '', /format of <disk> is "qcow2", which came after 2008/);
});

test('show tells what a descriptor says, and what was corrected', async () => {
  const shown = await runCli(['descriptor', 'show', fixture('several-boots')]);
  assert.equal(shown.code, 0);
  assert.match(shown.stdout, /^boot 2: hvm i686, cdrom, pae on, acpi off, apic on, hdc=cd, hda=root.raw, data.raw$/m);
  assert.match(shown.stderr, /^warning: <memory> is in KiB, and 512 KiB run nothing/m);
  const data = JSON.parse((await runCli(['descriptor', 'show', '--json', fixture('lorax')])).stdout) as {
    name: string;
    warnings: { code: string }[];
  };
  assert.deepEqual(
    [data.name, data.warnings.map(({ code }) => code)],
    ['R & D', ['bare-ampersand', 'old-architecture']],
  );
});

test('what is no descriptor ends with 2', async () => {
  for (const file of ['package.json', 'src', 'no/such/file']) {
    for (const command of [['descriptor', 'show'], ['descriptor', 'lint'], ['deploy']]) {
      const { code, stderr, stdout } = await runCli([...command, file]);
      assert.equal(code, 2, `${command.join(' ')} ${file}`);
      assert.match(stderr + stdout, new RegExp(file));
    }
  }
});

function appliance(t: TestContext) {
  const directory = temporaryDirectory(t);
  const at = (name: string) => path.join(directory, name);
  const [disk] = ['box-os.qcow2'];
  writeFileSync(at(disk), '');
  const boots = [bootOf([disk]), bootOf([disk], { type: 'xen', os: { loader: 'pygrub' } })];
  writeFileSync(at('box.xml'), writeDescriptor(descriptorOf({ boots })));
  return { at, deploy: (...args: string[]) => runCli(['deploy', at('box.xml'), ...args]) };
}

test('deploy prints a configuration for xl, of the paravirtual way if there is one', async (t) => {
  const { at, deploy } = appliance(t);
  const paravirtual = await deploy('--print-xl', '--name', 'dom1');
  assert.equal(paravirtual.code, 0, paravirtual.stderr);
  assert.match(paravirtual.stdout, /^name = "dom1"\ntype = "pv"\n.*bootloader = "pygrub"\n/s);
  assert.ok(paravirtual.stdout.includes(`target=${at('box-os.qcow2')}"`));
  assert.match((await deploy('--print-xl', '--boot', '0')).stdout, /^type = "hvm"$/m);
  assert.equal((await deploy('--print-xl', '--boot', '7')).code, 2);
});

test('deploy tells which file VMware takes, or that there is none', async (t) => {
  const { at, deploy } = appliance(t);
  const none = await deploy('--target', 'vmware');
  assert.equal(none.code, 2);
  assert.match(
    none.stderr,
    /neither an OVA nor a .vmx of box lies beside box.xml\n {2}hint: build it with --format ova/,
  );
  copyFileSync(at('box-os.qcow2'), at('other.vmx'));
  const bundles = [{ kind: 'vmx' as const, file: 'other.vmx', fileBytes: 0, sha256: '0'.repeat(64) }];
  writeFileSync(at('manifest.json'), JSON.stringify(manifestOf({ bundles })));
  const told = await deploy('--target', 'vmware', '--json');
  assert.equal((JSON.parse(told.stdout) as { file: string }).file, at('other.vmx'));
  writeFileSync(at('box.ova'), '');
  assert.equal((await deploy('--target', 'vmware')).stdout.split('\n')[0], at('box.ova'));
});

test('options that make no sense end with 2', async (t) => {
  const { deploy } = appliance(t);
  for (const [options, says] of [
    [['--connect', 'localhost'], /is not a libvirt URI/],
    [['--name', 'a b'], /"a b" cannot be the name of a domain/],
    [['--upgrade', '--replace'], /cannot be used with/],
    [['--in-place', '--overlay'], /cannot be used with/],
    [['--bus', 'mfm'], /Allowed choices/],
    [['--boot', '-1'], /whole number/],
  ] as const) {
    const { code, stderr } = await deploy(...options);
    assert.equal(code, 2, options.join(' '));
    assert.match(stderr, says);
  }
});
