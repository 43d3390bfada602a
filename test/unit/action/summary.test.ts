import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { BuildRecord, Remark } from '../../../src/action/progress/record.ts';
import { type BootOutcome, bootAnnotations, bootSummary, bootsOf } from '../../../src/action/summary/boot-summary.ts';
import { type BuildOutcome, buildSummary } from '../../../src/action/summary/build-summary.ts';
import { gantt } from '../../../src/action/summary/gantt.ts';
import { type Block, fitBlocks, summaryLimitBytes } from '../../../src/action/summary/limit.ts';
import { code, escapeText, fence, link } from '../../../src/action/summary/markdown.ts';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { hostileText } from '../../support/hostile-text.ts';

const MiB = 2 ** 20;
const sha256 = 'c24fe4eb8e60d8632d72ed104cce7c92cff200847c897dc8ba764b6c47b519e0';

const manifest: Manifest = {
  schema: 1,
  name: 'hello',
  version: '1.0',
  arch: 'x86_64',
  backend: 'apt',
  builder: { program: 'appliance-build', version: '0.1.0', peakMemoryBytes: 110 * MiB },
  kickstart: { file: 'hello.ks', sha256 },
  descriptor: 'hello.xml',
  disks: [
    { disk: 'os', format: 'qcow2', file: 'hello-os.qcow2', virtualBytes: 2048 * MiB, fileBytes: 141 * MiB, sha256 },
    { disk: 'data', format: 'qcow2', file: 'hello-data.qcow2', virtualBytes: 1024 * MiB, fileBytes: 0.2 * MiB, sha256 },
  ],
  files: ['SHA256SUMS', 'hello-os.qcow2', 'hello-data.qcow2', 'hello.xml'],
  packages: [{ name: 'adduser', version: '3.134', arch: 'all', sha256 }],
  layer: { key: sha256, fromCache: false },
  noEffect: ['poweroff'],
  warnings: ['the password of root is written in clear'],
  boot: [
    {
      format: 'qcow2',
      firmware: 'bios',
      accelerator: 'kvm',
      verdict: 'passed',
      reason: 'every expected pattern was seen',
      seconds: 6.1,
      consoleLog: 'boot-qcow2-bios.log',
    },
  ],
  timings: [
    { name: 'resolve', seconds: 9.46, detail: '148 packages' },
    { name: 'install', seconds: 32.5, detail: undefined },
    { name: 'convert', seconds: 19.9, detail: undefined },
  ],
};

const noRecord: BuildRecord = {
  steps: [],
  remarks: [],
  resolved: undefined,
  fetched: undefined,
  layerKept: undefined,
  boots: [],
  failure: undefined,
  built: undefined,
};

const step = (name: string, startSeconds: number, seconds: number, ok = true) => ({
  name,
  startSeconds,
  seconds,
  ok,
  detail: undefined,
});

const remark = (changes: Partial<Remark>): Remark => ({
  severity: 'warning',
  code: 'clear-password',
  message: 'the password of root is written in clear',
  hint: 'write it with --iscrypted',
  where: 'images/hello.ks:9:1',
  place: { file: 'images/hello.ks', line: 9, column: 1 },
  detail: [],
  ...changes,
});

const built: BuildOutcome = {
  name: 'hello',
  record: {
    ...noRecord,
    steps: [step('resolve', 0, 9.46), step('install', 9.5, 32.5), step('convert', 42.1, 19.9)],
    remarks: [remark({})],
    fetched: {
      downloaded: 2,
      downloadedBytes: 3 * MiB,
      used: [
        { name: 'packages/a', bytes: 3 * MiB },
        { name: 'packages/b', bytes: 40 * MiB },
        { name: 'packages/c', bytes: 2 * MiB },
      ],
    },
    built: { directory: '/ws/out/hello', manifest, exitCode: 0 },
  },
  difference: {
    added: [{ name: 'less', version: '590-2', arch: 'amd64' }],
    removed: [{ name: 'nano', version: '7.2-1', arch: 'amd64' }],
    changed: [{ name: 'apt', arch: 'amd64', oldVersion: '2.6.1', newVersion: '2.6.2' }],
  },
  cacheNotes: ['Brought back 142 MiB of packages in 2.1 s'],
};

const failed: BuildOutcome = {
  name: 'web',
  record: {
    ...noRecord,
    steps: [step('resolve', 0, 5), step('scripts', 5.2, 1.5, false)],
    remarks: [
      remark({
        severity: 'error',
        message: 'the %post script failed with exit code 1',
        hint: 'see what it printed',
        detail: ['+ systemctl enable nginx', 'Failed to enable unit: Unit `nginx.service` does not exist.'],
      }),
    ],
    failure: { kind: 'build', log: 'web.failed.log' },
  },
  logTail: ['   5.20  == scripts: run the %post scripts', '   6.70  == scripts: failed (1.5 s)'],
};

const boot = (changes: Partial<BootOutcome>): BootOutcome => ({
  format: 'qcow2',
  firmware: 'uefi',
  accelerator: 'tcg',
  verdict: 'panic',
  reason: 'the kernel panicked',
  seconds: 21,
  consoleLog: 'boot-qcow2-uefi.log',
  consoleTail: ['[    1.0] \u001b[31mKernel panic\u001b[0m - not syncing: VFS', '```', '</details>::error::x'],
  ...changes,
});

describe('summaries as they are meant to look', () => {
  const golden = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
  test('of builds', () =>
    assert.equal(
      buildSummary([built, failed], { sourceAddress: 'https://github.com/o/r/blob/0123abc' }),
      golden('build-summary.md'),
    ));
  test('of boots', () =>
    assert.equal(
      bootSummary([
        {
          name: 'hello',
          boots: [
            boot({
              verdict: 'passed',
              reason: 'every expected pattern was seen',
              firmware: 'bios',
              consoleTail: ['hello login:'],
            }),
            boot({}),
          ],
        },
      ]),
      golden('boot-summary.md'),
    ));
});

describe('text of others is no Markdown', () => {
  const rows: readonly (readonly [text: string, escaped: string])[] = [
    ['a < b & c', 'a &#60; b &#38; c'],
    ['a|b', 'a&#124;b'],
    ['`x`', '&#96;x&#96;'],
    ['[x](y)', '&#91;x&#93;(y)'],
    ['*x* _y_ ~z~', '&#42;x&#42; &#95;y&#95; &#126;z&#126;'],
    ['one\ntwo\rthree\u2028four', 'one two three four'],
    ['https://example.com', 'https&#58;//example.com'],
    ['www.example.com', 'www&#46;example.com'],
    ['me@example.com @team #7', 'me&#64;example.com &#64;team &#35;7'],
    ['$x$', '&#36;x&#36;'],
    ['- item', '&#45; item'],
    ['12. item', '&#49;&#50;. item'],
    ['1.5 s: 2-3, half-done (yes)', '1.5 s: 2-3, half-done (yes)'],
    ['\u001b[1mbold\u001b[0m \u202ereversed', 'bold reversed'],
    ['\\', '&#92;'],
    ['</details>', '&#60;/details&#62;'],
  ];
  for (const [text, escaped] of rows) test(JSON.stringify(text), () => assert.equal(escapeText(text), escaped));

  test('whatever the text, it is one line without markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        assert.match(code(text), /^<code>[^<>`|[\]\\*_~@$!{}\p{Cc}\u2028\u2029]*<\/code>$/u);
        assert.doesNotMatch(escapeText(text).replaceAll(/&#\d+;/g, ''), /[&#]|^[-+=]|:\/\//);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('it is cut where it is long', () => assert.equal(escapeText('x'.repeat(1e7)).length, 1000));

  test('addresses keep to themselves', () =>
    assert.equal(link('a]b', 'https://x/a b>c'), '[a&#93;b](<https://x/a%20b%3Ec>)'));
});

describe('fences', () => {
  test('are longer than any run of backticks inside', () =>
    assert.equal(fence(['a ```` b', '`']), '`````text\na ```` b\n`\n`````'));
  test('nothing inside ends one', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 6 }), (lines) => {
        const [first = '', ...rest] = fence(lines).split('\n');
        const marks = /^`+/.exec(first)?.[0] ?? '';
        assert.equal(rest.pop(), marks);
        for (const line of rest) assert.ok(!line.includes(marks) && !/[\r\u2028\u001b]/.test(line));
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('the diagram', () => {
  const bar = (name: string, startSeconds = 0, seconds = 1) => ({ name, startSeconds, seconds, failed: false });
  test('labels can neither end nor start a statement', () => {
    const names = ['a: b', 'title x', 'section y', '%% x', 'a;b#c', '```', '<b>', 'x\ny', '', 'click z', 'boot-test'];
    const labels = gantt(names.map((name) => bar(name)))
      .split('\n')
      .slice(4, -1)
      .map((line) => / {2}(.*) 1\.0 s :/.exec(line)?.[1]);
    assert.deepEqual(labels, [
      'a  b',
      'step title x',
      'step section y',
      'x',
      'a b c',
      'step',
      'b',
      'x y',
      'step',
      'step click z',
      'boot-test',
    ]);
  });
  test('from an hour on the axis counts hours', () => {
    assert.match(gantt([bar('x', 0, 3599)]), /axisFormat %M:%S\n/);
    assert.match(gantt([bar('x', 3000, 600)]), /axisFormat %H:%M:%S\n.*:2001-01-01 00:50:00\.000, 600000ms\n/s);
  });
});

describe('the limit', () => {
  const list = (kind: 'console' | 'packages' | 'remarks', length: number, keep: 'first' | 'last' = 'first'): Block => ({
    kind,
    items: Array.from({ length }, (_, index) => `${kind}-${index}`),
    keep,
    render: (items, cut) => `${items.join('\n')}\ncut ${cut} ${kind}`,
  });

  test('consoles go first, from their beginning, and then packages, from their end', () => {
    const blocks = [list('packages', 10), list('console', 10, 'last'), 'text'];
    const whole = Buffer.byteLength(fitBlocks(blocks));
    assert.match(fitBlocks(blocks, whole), /cut 0 packages.*cut 0 console/s);
    const less = fitBlocks(blocks, whole - 20);
    assert.match(less, /packages-9\ncut 0 packages\n\nconsole-2\n.*console-9\ncut 2 console\n\ntext\n$/s);
    assert.match(
      fitBlocks(blocks, 80),
      /^packages-0\npackages-1\n.*cut [1-9] packages\n\n\ncut 10 console\n\ntext\n$/s,
    );
  });

  test('what cannot be shortened goes from the end, and that is said', () => {
    const text = fitBlocks(['first', 'x'.repeat(200), 'y'], 100);
    assert.equal(text, 'first\n\n_2 more parts of this summary had no room._\n\n');
  });

  test('holds whatever the parts', () => {
    const block = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .tuple(fc.constantFrom('console', 'packages', 'remarks'), fc.nat(50))
        .map(([kind, length]) => list(kind, length)),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.nat(3000), (blocks, limit) => {
        assert.ok(Buffer.byteLength(fitBlocks(blocks, limit)) <= limit + 1);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test('a monster of a build and its consoles fit, and the table of disks stays', () => {
    const packages = Array.from({ length: 30_000 }, (_, index) => ({
      name: `p${index}`,
      version: '😀'.repeat(60),
      arch: 'all',
    }));
    const monster = { ...built, difference: { added: packages, removed: packages, changed: [] } };
    const text = buildSummary([monster, { ...failed, logTail: Array.from({ length: 10_000 }, () => 'ü'.repeat(900)) }]);
    assert.ok(Buffer.byteLength(text) <= summaryLimitBytes);
    assert.ok(Buffer.byteLength(text) > summaryLimitBytes * 0.95);
    assert.match(text, /hello-os\.qcow2/);
    assert.match(text, /500 lines before these had no room/);
    assert.match(text, /more packages had no room; manifest\.json names them all/);
  });

  test('so does a console that is one line of 10 MB', () => {
    const text = bootSummary([{ name: 'x', boots: [boot({ consoleTail: ['`'.repeat(10_000_000)] })] }]);
    assert.ok(text.length < 5000);
  });
});

describe('boots that the command line told of', () => {
  const record = {
    boots: [
      {
        name: 'hello',
        format: 'qcow2',
        firmware: 'uefi',
        accelerator: 'tcg',
        verdict: 'panic',
        reason: 'the kernel panicked',
        seconds: 21,
        evidence: ['│ booting', '│ Kernel panic | not syncing'],
        lastConsoleLines: ['│ end'],
        consoleLog: '/ws/out/boot-qcow2-uefi.log',
        screenshot: undefined,
        exitCode: 12,
      },
    ],
  } as const;
  test('are shown with the lines that decided, which are marked no more', () => {
    const text = bootSummary([{ name: 'hello', boots: bootsOf(record) }]);
    assert.match(text, /last 2 lines of the console \(all of it: boot-qcow2-uefi\.log\)/);
    assert.match(text, /^booting\nKernel panic \| not syncing\n```$/m);
  });
  test('stand in the summary of the build that made them', () => {
    const text = buildSummary([{ ...built, record: { ...built.record, ...record } }]);
    assert.match(text, /^Kernel panic \| not syncing$/m);
  });
  test('without one, nothing is said to have booted', () => {
    assert.match(bootSummary([{ name: 'x', boots: [] }]), /^### ➖ x: not booted\n$/);
    const errors = [{ message: 'qemu is missing', hint: undefined }];
    assert.match(
      bootSummary([{ name: 'x', boots: [], errors }]),
      /^### ❌ x: the boot test broke off\n\n> \*\*qemu is missing\*\*\n$/,
    );
  });
});

describe('failed boots in the list of annotations', () => {
  const remarks = [
    remark({}),
    remark({ code: 'no-serial-console', message: 'no serial console', hint: 'add console=ttyS0' }),
  ];
  test('on the line of the kickstart that explains them', () =>
    assert.deepEqual(
      bootAnnotations({ name: 'hello', boots: [boot({ verdict: 'silent', reason: 'nothing came' })] }, remarks),
      [
        {
          kind: 'error',
          message: 'hello as qcow2 under uefi did not boot: nothing came\nno serial console\nhint: add console=ttyS0',
          place: { file: 'images/hello.ks', line: 9, column: 1 },
          title: 'boot test: silent',
        },
      ],
    ));
  test('without a place where nothing explains them', () => {
    const boots = [boot({ verdict: 'panic' }), boot({ verdict: 'passed' }), boot({ verdict: 'constructor' })];
    assert.deepEqual(
      bootAnnotations({ name: 'hello', boots }, remarks).map(({ title, place }) => [title, place]),
      [
        ['boot test: panic', undefined],
        ['boot test: constructor', undefined],
      ],
    );
  });
});
