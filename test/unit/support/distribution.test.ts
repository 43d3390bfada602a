import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergedLink, mergedPath } from '../../support/distribution/debian/merged-paths.ts';
import {
  convertConflicts,
  convertDependencies,
  convertProvides,
  type Names,
} from '../../support/distribution/debian/relations.ts';
import { formatVersion, rpmVersion } from '../../support/distribution/debian/version.ts';
import { fileLine } from '../../support/distribution/rpm/file-list.ts';

const packaged = new Set(['libc6', 'bash', 'awk-one', 'awk-two', 'systemd']);
const names: Names = {
  rename: (name) => (name === 'libc6' ? 'glibc' : name),
  known: (name) => packaged.has(name) || name === 'virtual',
  packaged: (name) => packaged.has(name),
  dropped: (name) => name === 'debconf',
};

test("Debian's versions become epoch, version and release that RPM allows", () => {
  const convert = (text: string) => formatVersion(rpmVersion(text));
  assert.equal(convert('1:4.13+dfsg1-1+deb12u2'), '1:4.13+dfsg1-1+deb12u2');
  assert.equal(convert('252.39-1~deb12u2'), '252.39-1~deb12u2');
  assert.equal(convert('2.0-rc-1-3'), '2.0.rc.1-3');
  assert.equal(convert('20250419'), '20250419');
  assert.deepEqual(rpmVersion('4.9'), { epoch: undefined, version: '4.9', release: undefined });
});

test('dependencies keep versions, and alternatives become rich dependencies', () => {
  const convert = (field: string) => convertDependencies(field, names, true);
  assert.deepEqual(convert('libc6 (>= 2.36), bash:any (<< 6.0-1)'), ['glibc >= 2.36', 'bash < 6.0-1']);
  assert.deepEqual(convert('awk-one (= 1:2-3) | awk-two'), ['(awk-one = 1:2-3 or awk-two)']);
  assert.deepEqual(convert('awk-one | nowhere'), ['awk-one']);
  assert.deepEqual(convert('debconf (>= 0.5) | debconf-2.0'), []);
  assert.throws(() => convert('nowhere'), /nothing provides nowhere/);
  assert.deepEqual(convertDependencies('nowhere, virtual', names, false), ['virtual']);
});

test('a version without revision is below every revision in Debian, and equal to it in RPM', () => {
  const convert = (field: string) => convertDependencies(field, names, true);
  assert.deepEqual(convert('libc6 (>> 2.36), libc6 (<< 2.37)'), ['glibc >= 2.36', 'glibc < 2.37']);
  assert.deepEqual(convert('libc6 (<= 2.36), libc6 (<= 2.36-9)'), ['glibc < 2.36', 'glibc <= 2.36-9']);
});

test('conflicts with itself, with what is absent, and versioned ones with virtual packages go', () => {
  const convert = (field: string) => convertConflicts(field, names, new Set(['bash', 'virtual-self']));
  assert.deepEqual(convert('libc6 (<< 2.30), nowhere, bash'), ['glibc < 2.30']);
  assert.deepEqual(convert('virtual, virtual (<< 2)'), ['virtual']);
  assert.deepEqual(convertProvides('virtual (= 1-2), other', names), ['virtual = 1-2', 'other']);
});

test('files move below /usr, and relative links still meet their targets', () => {
  assert.equal(mergedPath('/bin/sh'), '/usr/bin/sh');
  assert.equal(mergedPath('/lib64/ld.so'), '/usr/lib64/ld.so');
  assert.equal(mergedPath('/library/x'), '/library/x');
  assert.equal(mergedLink('/lib/x/a.so', 'a.so.1'), 'a.so.1');
  assert.equal(mergedLink('/lib/x/a.so', '../../usr/lib/y/a.so'), '../y/a.so');
  assert.equal(mergedLink('/usr/lib/x/a.so', '../../../lib/x/a.so.1'), 'a.so.1');
  assert.equal(mergedLink('/sbin/init', '/lib/systemd/systemd'), '/lib/systemd/systemd');
});

test('the lines of files say what an installation may leave out, and whose they are', () => {
  const file = (path: string) => ({ path, directory: false, uid: 0, gid: 0 });
  assert.equal(fileLine(file('/usr/bin/[')), '"/usr/bin/["');
  assert.equal(fileLine(file('/usr/share/doc/x/copyright')), '%license "/usr/share/doc/x/copyright"');
  assert.equal(fileLine(file('/usr/share/man/de/man1/x.1')), '%doc %lang(de) "/usr/share/man/de/man1/x.1"');
  assert.equal(fileLine(file('/usr/share/a%b')), '"/usr/share/a%%b"');
  assert.equal(fileLine({ ...file('/usr/bin/wall'), gid: 5 }), '%attr(-, root, tty) "/usr/bin/wall"');
  assert.equal(fileLine(file('/etc/x.conf'), {}, true), '%config(noreplace) "/etc/x.conf"');
  assert.equal(fileLine(file('/boot/x'), { ghost: true, mode: '0600' }), '%ghost %attr(0600, root, root) "/boot/x"');
  assert.throws(() => fileLine({ ...file('/x'), uid: 4711 }), /no user .* 4711/);
});
