import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];

function file(t: TestContext, text: string, name = 'a.ks'): string {
  const full = path.join(temporaryDirectory(t), name);
  writeFileSync(full, text);
  return full;
}

test('errors and warnings come with the line and a caret, all in one go, and passwords are masked', async (t) => {
  const ks = file(
    t,
    ['lang a#b', '\tpart / --sise=5', 'rotpw geheim', 'rootpw --iscrypted geheim extra', '%packages', '-', '%end'].join(
      '\n',
    ),
  );
  const { code, stderr, stdout } = await runCli(['check', '--language', ks]);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    [
      `${ks}:2:9: error: unknown option --sise of part`,
      '   part / --sise=*',
      '          ^',
      '  hint: did you mean --size?',
      `${ks}:3:1: error: unknown command rotpw`,
      '  rotpw ******',
      '  ^',
      '  hint: did you mean rootpw?',
      `${ks}:4:27: error: an unexpected word after rootpw`,
      '  rootpw --iscrypted ****** *****',
      '                            ^',
      '  hint: put a value that holds blanks in quotes',
      `${ks}:6:1: error: a name is missing after - or @`,
      '  *',
      '  ^',
      `${ks}:1:7: warning: the # inside a word starts a comment: the rest of the line is not read`,
      '  lang a#b',
      '        ^',
      '  hint: put the word in quotes if the # belongs to it',
      '',
    ].join('\n'),
  );
  assert.equal(stdout, `${ks}: 4 errors\n`);
});

test('--json prints one object per file and line', async (t) => {
  const good = file(t, '#version=RHEL9\nlang a\nuser --name=a\nuser --name=b\npartition / --size=1\n');
  const bad = file(t, 'lang\nfrob\npart / --size=5 --active\n');
  const { code, stdout, stderr } = await runCli(['check', '--language', '--json', good, bad]);
  assert.equal(code, 2);
  assert.equal(stderr, '');
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([first.file, first.ok, first.syntax, first.errors], [good, true, 'RHEL9', []]);
  assert.deepEqual(first.commands, { lang: 1, user: 2, part: 1 });
  assert.deepEqual([second.file, second.ok, second.syntax], [bad, false, 'lenient']);
  assert.deepEqual(
    second.errors.map((error: Record<string, unknown>) => [
      error['file'],
      error['line'],
      error['column'],
      error['code'],
    ]),
    [
      [bad, 1, 1, 'missing-argument'],
      [bad, 2, 1, 'unknown-command'],
    ],
  );
  assert.ok(second.errors.every(({ message }: { message: string }) => message !== ''));
  assert.deepEqual([second.warnings[0].line, second.warnings[0].code], [3, 'removed']);
  assert.deepEqual(second.commands, { lang: 1, part: 1 });
});

test('--syntax chooses the version; without --language the appliance is judged too', async (t) => {
  const ks = file(t, 'auth --x\nmount /dev/sda1 /\n');
  const codes = async (...options: string[]) => {
    const { stdout, code } = await runCli(['check', '--json', ...options, ks]);
    return [code, JSON.parse(stdout).errors.map((error: { code: string }) => error.code)];
  };
  assert.deepEqual(await codes('--language', '--syntax', 'RHEL9'), [0, []]);
  assert.deepEqual(await codes('--language', '--syntax', 'rhel10'), [2, ['removed']]);
  assert.deepEqual(await codes('--language', '--syntax', 'lenient'), [0, []]);
  assert.deepEqual(await codes('--syntax', 'RHEL10'), [2, ['removed', 'refused']]);
  assert.deepEqual(await codes(), [2, ['refused', 'no-root-part']]);
  const wrong = await runCli(['check', '--syntax', 'F99', ks]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /F99.*F40, F41, .*RHEL10, lenient/);
});

test('%pre runs before the file is read; --pre skip leaves it out, and without root it says so', async (t) => {
  const ks = file(t, '%pre\necho "lang a" > /tmp/made-by-pre\n%end\n%include /tmp/made-by-pre\n');
  const run = await runCli(['check', '--language', '--json', ks]);
  assert.deepEqual(JSON.parse(run.stdout).commands, { lang: 1 });
  const skipped = await runCli(['check', '--language', '--pre', 'skip', ks]);
  assert.equal(skipped.code, 2);
  assert.match(skipped.stderr, /:4:1: error: can't include \/tmp\/made-by-pre: there is no file/);
  const free = file(t, '%pre\necho\n%end\nlang a\n');
  const readable = await runCli(['check', '--language', free], { wrapper: nobody });
  if (readable.stderr.includes('EACCES')) return;
  assert.match(readable.stderr, /warning: the %pre script is not run: it needs root/);
  const refused = await runCli(['check', '--language', ks], { wrapper: nobody });
  assert.match(refused.stderr, /:1:1: error: the %pre script, .*it needs root(?:.*\n){3}.*--pre skip/);
});

test('a %pre that fails is a warning, under --erroronfail an error, unless it prepares disks that are not there', async (t) => {
  const pre = (options: string, body: string) => file(t, `%pre${options}\n${body}\n%end\nlang a\n`);
  const plain = await runCli(['check', '--language', pre('', 'exit 3')]);
  assert.match(plain.stderr, /:1:1: warning: the %pre script failed with exit code 3/);
  const strict = await runCli(['check', '--language', pre(' --erroronfail', 'exit 3')]);
  assert.match(strict.stderr, /:1:1: error: the %pre script failed with exit code 3(?:.*\n){3}.*--pre skip/);
  const disks = await runCli(['check', '--language', pre(' --erroronfail', 'parted -s /dev/vda mklabel gpt')]);
  assert.match(disks.stderr, /:1:1: warning: the %pre script failed with exit code/);
  assert.deepEqual([plain.code, strict.code, disks.code], [0, 2, 0]);
});

test('flatten prints one kickstart, which reads like the first', async (t) => {
  const ks = file(t, 'lang a\n%include b.ks\n%pre\necho "zerombr" > /tmp/c\n%end\n%include /tmp/c\n');
  writeFileSync(path.join(path.dirname(ks), 'b.ks'), '# from b\nkeyboard us');
  const { code, stdout } = await runCli(['flatten', ks], { cwd: '/' });
  assert.equal(code, 0);
  assert.equal(stdout, 'lang a\n# from b\nkeyboard us\n%pre\necho "zerombr" > /tmp/c\n%end\nzerombr\n');
  const bad = await runCli(['flatten', file(t, 'frob\n')]);
  assert.deepEqual([bad.code, bad.stdout], [2, '']);
  assert.match(bad.stderr, /:1:1: error: unknown command frob\n {2}frob\n {2}\^/);
});

test('files that include each other, by whatever name, are an error', async (t) => {
  const ks = file(t, 'lang a\n%include ./x/../b.ks\n');
  writeFileSync(path.join(path.dirname(ks), 'b.ks'), '%include ././b.ks\n');
  const { stderr, code } = await runCli(['check', '--language', ks]);
  assert.equal(code, 2);
  assert.match(stderr, /b\.ks:1:1: error: .*b\.ks includes itself/);
  assert.match(stderr, /included from .*a\.ks:2:1/);
});

test('the example is right in the language and for an appliance', async () => {
  const { code, stderr } = await runCli(['check', 'examples/hello.ks']);
  assert.equal(code, 0, stderr);
});

test('2,000 kickstarts of 100 lines in one call, and one of 1 MB, take no quadratic time', async (t) => {
  // Measured on two busy cores: 1.5 s and 0.7 s. The bounds are for what grows faster than its input, not for the machine.
  const directory = temporaryDirectory(t);
  const text = readFileSync('test/fixtures/kickstarts/cloud-el9.ks', 'utf8').replace(/^%pre[\s\S]*?^%end\n/m, '');
  const padding = Array.from(
    { length: 100 - text.split('\n').length + 1 },
    (_, index) => `user --name=u${index} --groups=a,b\n`,
  );
  const names = Array.from({ length: 2000 }, (_, index) => path.join(directory, `${index}.ks`));
  for (const name of names) writeFileSync(name, text + padding.join(''));
  const many = await runCli(['check', '--language', ...names]);
  assert.equal(many.code, 0);
  assert.ok(many.seconds <= 20, `${many.seconds} s`);
  const large = path.join(directory, 'large.ks');
  writeFileSync(large, 'services --enabled=a,b --disabled=c\n# comment\npart /x --size=5 --grow\n'.repeat(16_000));
  const one = await runCli(['check', '--language', '--json', large]);
  assert.equal(one.code, 0);
  assert.ok(one.seconds <= 20, `${one.seconds} s`);
});
