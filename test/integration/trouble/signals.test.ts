// Ctrl-C and kill -TERM in the thick of each stage. The cache is the same throughout, from empty to full: so each build
// also proves that the interrupted one before it left a sound cache.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { seedCache, warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite, partialFiles, snapshot } from '../../support/traces.ts';
import { onLogged } from '../../support/watch-log.ts';

interface Stage {
  readonly name: string;
  /** What build.log says when the stage is at work. */
  readonly logged: RegExp;
}

/** In the order of a build. */
const stages: readonly Stage[] = [
  { name: 'resolve', logged: /\+ apt-get .*update/ },
  { name: 'fetch', logged: /Get:3 .*\n(?:.*\n)*.*Get:/ },
  { name: 'install', logged: /Unpacking lib/ },
  { name: 'configure', logged: /== configure: / },
  { name: 'scripts', logged: /the script is at work/ },
  { name: 'initramfs', logged: /\+ env .*update-initramfs/ },
  { name: 'disk', logged: /\+ mke2fs/ },
  { name: 'convert', logged: /\+ qemu-img map/ },
  { name: 'boot-test', logged: /== boot-test: (?:.*\n)*.*\+ qemu-system/ },
];
const signals = { SIGTERM: 143, SIGINT: 130 } as const;

/** Ignores what it can, and leaves processes in sessions of their own. */
const stubborn = [
  '%post --erroronfail',
  "trap '' TERM INT HUP",
  'setsid sleep 1000 &',
  '(sleep 1001 &)',
  'echo the script is at work',
  'sleep 1002',
  'sleep 1003',
  '%end',
];
const quick = ['%post --erroronfail', 'echo done', '%end'];

test('interrupted builds end at once and leave nothing behind', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const cache = path.join(site.directory, 'cache');
  const kickstart = writeKickstart(site, 'small.ks', { sections: quick });
  const stuck = writeKickstart(site, 'stuck.ks', { sections: stubborn });
  fakeEarlierOutput(site.out);
  const before = snapshot(site.out);
  const build = (file: string) => {
    const options = ['--name', 'small', '--format', 'qcow2', '--boot-test', '--cache-dir', cache, '--out', site.out];
    return ['build', file, ...options];
  };
  const env = { TMPDIR: site.temporary };

  for (const { name, logged } of stages) {
    for (const [signal, exitCode] of Object.entries(signals) as [keyof typeof signals, number][]) {
      await t.test(`${signal} during ${name}`, async () => {
        // What the interrupted build before may not have kept, so that this one is at its stage soon.
        if (name === 'install') seedCache(cache, ['packages']);
        if (name === 'scripts') seedCache(cache, ['layers']);
        const file = name === 'scripts' ? stuck : kickstart;
        const result = await runCli(build(file), {
          env,
          onLine: (line, kill) => {
            if (line.startsWith(name)) onLogged(site, logged, () => kill(signal));
          },
        });
        assert.equal(result.code, exitCode, result.stderr);
        assert.match(result.stderr, new RegExp(`error: interrupted by ${signal}\n`));
        assert.match(result.stderr, /the full log is .*out\.failed\.log\n/);
        assert.equal(result.stdout, '');
        assert.ok((result.secondsAfterSignal ?? 99) < 10, `it took ${result.secondsAfterSignal} s to end`);
        assertNothingLeft(site, `${signal} during ${name}`, ['out', 'out.failed.log']);
        assert.deepEqual(snapshot(site.out), before, 'the old output is untouched');
        if (existsSync(cache)) assert.deepEqual(partialFiles(cache), []);
      });
    }
  }

  await t.test('SIGTERM before the build has begun', async () => {
    const result = await runCli(build(kickstart), { env, onStart: (kill) => kill('SIGTERM') });
    assert.equal(result.code, 143, result.stderr);
    assertNothingLeft(site, 'at once', ['out', 'out.failed.log']);
    assert.deepEqual(snapshot(site.out), before);
  });

  await t.test('after all that the next build works, and replaces the output', async () => {
    const result = await runCli(
      build(kickstart).filter((word) => word !== '--boot-test'),
      { env },
    );
    assert.equal(result.code, 0, result.stderr);
    assertNothingLeft(site, 'the last build', ['out']);
    assert.ok(readdirSync(site.out).includes('small-sda.qcow2'));
  });
});

function fakeEarlierOutput(out: string): void {
  mkdirSync(out);
  writeFileSync(path.join(out, 'small-sda.qcow2'), 'an earlier disk');
  writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ name: 'small', files: ['small-sda.qcow2'] }));
}
