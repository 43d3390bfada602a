import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binaryError } from '../../../src/kickstart/parse.ts';
import { complaints, errorsOf, parse, readText, warningsOf } from './in-memory.ts';

const bodies = (text: string): readonly string[] => parse(text).scripts.map((script) => script.body);

test('a script with all its options', () => {
  const text =
    'lang a\n  %post --nochroot --interpreter=/bin/bash --erroronfail --log=/root/x # c\n\n# c\necho\n%end\n';
  const { scripts } = parse(text);
  assert.deepEqual(scripts, [
    {
      section: 'post',
      position: { file: 'main.ks', line: 2, column: 3 },
      bodyPosition: { file: 'main.ks', line: 3, column: 1 },
      body: '\n# c\necho\n',
      interpreter: '/bin/bash',
      interpreterPosition: { file: 'main.ks', line: 2, column: 34 },
      chroot: false,
      errorOnFail: true,
      log: '/root/x',
    },
  ]);
});

test('the defaults of a script, and its kinds in file order', () => {
  const { scripts } = parse('%pre\na\n%end\n%pre-install --logfile=/l\nb\n%end\n%post --interpreter=\nc\n%end');
  assert.deepEqual(
    scripts.map(({ section, chroot, interpreter, log, errorOnFail }) => [
      section,
      chroot,
      interpreter,
      log,
      errorOnFail,
    ]),
    [
      ['pre', false, '/bin/sh', undefined, false],
      ['pre-install', false, '/bin/sh', '/l', false],
      ['post', true, '/bin/sh', undefined, false],
    ],
  );
});

for (const [name, text, expected] of [
  ['a blank body is no script', '%post\n \n\n%end\n', []],
  ['%end may be indented and followed by a comment', '%post\na\n \t%end # ok\n', ['a\n']],
  ['%end#x, %%end and echo %end are text', '%post\n%end#x\n%%end\necho %end\n%end\n', ['%end#x\n%%end\necho %end\n']],
  ['an unknown section word in a script is text', '%post\n%bogus\n%end\n', ['%bogus\n']],
  ['quotes, comments and backslashes are kept', `%post\necho "it's\\\n#x\n%end\n`, [`echo "it's\\\n#x\n`]],
  ['other line ends are kept', '%post\na\rb\fc\n%end\n', ['a\rb\fc\n']],
  ['%end in a heredoc ends the section', '%post\ncat <<X\n%end\ntext\n', ['cat <<X\n']],
  ['a section opens with a quoted word too', "'%post'\na\n%end\n", ['a\n']],
] as const) {
  test(name, () => assert.deepEqual(bodies(text), expected));
}

for (const [text, ...expected] of [
  ['%post\na\n', '1:1 section-not-closed'],
  ['%post\na\n%packages\nb\n%end\n', '1:1 section-not-closed'],
  ['%post\n%packages\n%pre\n%end\n', '1:1 section-not-closed', '2:1 section-not-closed'],
  ['%post\ncat <<X\n  %packages\nX\n%end\n', '1:1 section-not-closed'],
  ['%packages\n-\n@\n', '1:1 section-not-closed', '2:1 missing-argument', '3:1 missing-argument'],
  ['%end\n', '1:1 unknown-section'],
  ['%pots\nlang\n%end\nlang\n', '1:1 unknown-section', '4:1 missing-argument'],
  ['%pre --nochroot\na\n%end\n', '1:6 unknown-option'],
  ['%post x\na\n%end\n', '1:7 unexpected-argument'],
  ['%post "\na\n%end\n', '1:7 unbalanced-quote'],
  [`%post\na\n%end # it's\n`, '3:10 unbalanced-quote'],
  ['%onerror --nochroot\na\n%end\n', '1:10 unknown-option'],
  ['%certificate --filename=a\na\n%end\n', '1:1 missing-option'],
  ['%certificate --dir=/b\na\n%end\n', '1:1 missing-option'],
  ['%certificate --filename=a --dir=/b\n\n%end\n', '1:1 empty-section'],
  ['%addon\n%end\n', '1:1 missing-argument'],
  ['%addon org_appliance_build x\n%end\n', '1:28 unexpected-argument'],
  ['%addon org_appliance_build\ndisk "a\n%end\n', '2:6 unbalanced-quote'],
  ['%packages --default --nocore\n%end\n', '1:1 conflicting-options'],
  ['%packages --bogus\n%end\n', '1:11 unknown-option'],
  ['%packages vim\n%end\n', '1:11 unexpected-argument'],
] as const) {
  test(`${JSON.stringify(text)} gives ${expected.join(', ')}`, () => {
    assert.deepEqual(
      complaints(text),
      expected.map((line) => `main.ks:${line}`),
    );
  });
}

test('a misspelt section comes with a suggestion', () => {
  assert.equal(errorsOf('%pakages\n%end\n')[0]?.hint, 'did you mean %packages?');
});

test('CRLF in a script becomes LF, with a warning; the same file reads like one with LF', () => {
  const text = 'lang a\n%post\necho a\necho b\n%end\n';
  const windows = text.replaceAll('\n', '\r\n');
  assert.deepEqual(bodies(windows), ['echo a\necho b\n']);
  assert.deepEqual(warningsOf(windows), ['main.ks:3:1 crlf-script']);
  assert.deepEqual(parse(windows).commands, parse(text).commands);
  assert.deepEqual(warningsOf(text), []);
});

test('a # in mid-word and a backslash at the end of a line give warnings', () => {
  assert.deepEqual(warningsOf('rootpw abc#def\n'), ['main.ks:1:11 mid-word-comment']);
  assert.deepEqual(warningsOf('url --url="http://x/#a" # b\n'), []);
  assert.deepEqual(warningsOf('part / --size=1\\\n'), ['main.ks:1:16 line-continuation']);
});

test('our addon is cut into words with places, other addons are kept as they are', () => {
  const { addons } = parse(
    `%addon org_appliance_build\n# c\n\n disk "o s" # x\n%end\n%addon other --a\nit's\n\n%end\n`,
  );
  assert.deepEqual(addons, [
    {
      name: 'org_appliance_build',
      position: { file: 'main.ks', line: 1, column: 1 },
      arguments: [],
      lines: [
        [
          { text: 'disk', position: { file: 'main.ks', line: 4, column: 2 } },
          { text: 'o s', position: { file: 'main.ks', line: 4, column: 7 } },
        ],
      ],
    },
    {
      name: 'other',
      position: { file: 'main.ks', line: 6, column: 1 },
      arguments: ['--a'],
      lines: [
        [{ text: "it's", position: { file: 'main.ks', line: 7, column: 1 } }],
        [{ text: '', position: { file: 'main.ks', line: 8, column: 1 } }],
      ],
    },
  ]);
});

test('scripts for failures, and their deprecation', () => {
  const { scripts } = parse('%onerror --erroronfail\na\n%end\n%traceback\nb\n%end\n');
  assert.deepEqual(
    scripts.map(({ section, chroot, errorOnFail, body }) => [section, chroot, errorOnFail, body]),
    [
      ['onerror', false, true, 'a\n'],
      ['traceback', false, false, 'b\n'],
    ],
  );
  assert.deepEqual(warningsOf('%traceback\nb\n%end\n'), ['main.ks:1:1 deprecated']);
  assert.deepEqual(readText('%traceback\nb\n%end\n', { syntax: 'RHEL8' }).document.warnings, []);
});

test('a certificate is kept without the line end before %end', () => {
  const { certificates } = parse('%certificate --filename=a.pem --type=anchor\n# c\n--BEGIN--\r\nx\n%end\n');
  const position = { file: 'main.ks', line: 1, column: 1 };
  assert.deepEqual(certificates, [
    { position, filename: 'a.pem', directory: undefined, type: 'anchor', text: '# c\n--BEGIN--\nx' },
  ]);
});

test('%anaconda is kept as it is', () => {
  const { installerSections } = parse(`%anaconda --x y\npwpolicy "it's\n%end\n`);
  assert.deepEqual(
    installerSections.map((section) => [section.arguments, section.body]),
    [[['--x', 'y'], `pwpolicy "it's\n`]],
  );
});

for (const text of ['', '\n\n', '# only\n  # comments\r\n', '\uFEFF', '#version=F45\n']) {
  test(`${JSON.stringify(text)} is an empty kickstart, which is legal`, () => {
    assert.deepEqual(complaints(text), []);
  });
}

test('binary files are told from text', () => {
  assert.deepEqual(complaints('lang a\n\0'), ['main.ks:1:1 binary-kickstart']);
  assert.deepEqual(complaints('\uFFFD'.repeat(10)), ['main.ks:1:1 binary-kickstart']);
  assert.equal(binaryError(`lang a # ${'x'.repeat(10)}\uFFFD`, 'a'), undefined);
  assert.deepEqual(warningsOf('lang a # caf\uFFFD\n'), ['main.ks:1:1 invalid-utf8']);
});

test('a byte order mark is not part of the first word', () => {
  assert.equal(parse('\uFEFFlang a\n').commands.length, 1);
});
