// What the lines of %packages, module, url and repo make dnf choose, out of the test distribution.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { errorsOf, type Lines, openDnf, resolveLines, trialNames, trialPackages } from './rpm-backend.ts';

const { repositories } = await testDistribution();
const base = `url --url=file://${repositories.base}`;
const updates = (options = '') => `repo --name=updates --baseurl=file://${repositories.updates} ${options}`;

const choose = (t: TestContext, packages: readonly string[], lines: Partial<Lines> = {}) =>
  resolveLines(t, { commands: [base], packages, ...lines });

describe('packages', () => {
  const table: readonly (readonly [line: string, ...chosen: string[]])[] = [
    ['trial-hello', 'trial-hello-1.1-1.x86_64'],
    ['trial-hello-1.0', 'trial-hello-1.0-1.x86_64'],
    ['trial-hello.x86_64', 'trial-hello-1.1-1.x86_64'],
    ['trial-library.i686', 'trial-library-1.0-1.i686'],
    ['/usr/bin/trial-found-by-path', 'trial-by-path-1.0-1.noarch'],
    ['trial-web-l*', 'trial-web-log-1.0-1.noarch'],
    ['trial-needs-path', 'trial-by-path-1.0-1.noarch', 'trial-needs-path-1.0-1.noarch'],
  ];
  for (const [line, ...chosen] of table) {
    test(line, async (t) => assert.deepEqual(trialPackages(await choose(t, [line])), chosen));
  }

  test('what one recommends comes too, what it suggests does not', async (t) => {
    assert.deepEqual(trialNames(await choose(t, ['trial-web-server'])), ['trial-web-docs', 'trial-web-server']);
    const without = await choose(t, ['trial-web-server'], { packagesOptions: '--nocore --exclude-weakdeps' });
    assert.deepEqual(trialNames(without), ['trial-web-server']);
  });

  test('an excluded one does not come, not even when it is recommended', async (t) => {
    assert.deepEqual(trialNames(await choose(t, ['trial-web-server', '-trial-web-docs'])), ['trial-web-server']);
  });

  test('an excluded one that no repository has is a warning at its line', async (t) => {
    const { warnings } = await choose(t, ['trial-hello', '-trial-nobody']);
    assert.deepEqual(
      warnings.map(({ message, position }) => [message, position?.line]),
      [['no repository has a package named trial-nobody; it is left out', 5]],
    );
  });

  test('for every architecture with --multilib', async (t) => {
    assert.deepEqual(trialPackages(await choose(t, ['trial-library'])), ['trial-library-1.0-1.x86_64']);
    assert.deepEqual(trialPackages(await choose(t, ['trial-library'], { packagesOptions: '--nocore --multilib' })), [
      'trial-library-1.0-1.i686',
      'trial-library-1.0-1.x86_64',
    ]);
  });
});

describe('groups and environments', () => {
  test('mandatory and default members; conditional ones with what they wait for', async (t) => {
    const members = ['trial-web-docs', 'trial-web-log', 'trial-web-server'];
    assert.deepEqual(trialNames(await choose(t, ['@web-server'])), members);
    assert.deepEqual(trialNames(await choose(t, ['@Web Server'])), members);
    assert.deepEqual(trialNames(await choose(t, ['@web-server', 'trial-hello'])), [
      'trial-hello',
      'trial-hello-plugin',
      ...members,
    ]);
  });

  test('--nodefaults and --optional', async (t) => {
    assert.deepEqual(trialNames(await choose(t, ['@web-server --nodefaults'])), ['trial-web-docs', 'trial-web-server']);
    assert.deepEqual(trialNames(await choose(t, ['@web-server --optional'])), [
      'trial-web-docs',
      'trial-web-log',
      'trial-web-server',
      'trial-web-statistics',
    ]);
  });

  test('an environment brings its groups but for the excluded ones', async (t) => {
    const whole = await choose(t, ['@^web-server-environment'], { packagesOptions: '' });
    assert.ok(trialNames(whole).includes('trial-web-server'));
    const without = await choose(t, ['@^web-server-environment', '-@web-server'], { packagesOptions: '' });
    assert.deepEqual(trialNames(without), []);
    assert.ok(without.packages.some(({ name }) => name === 'openssh-server'));
  });

  test('the default environment is the first one', async (t) => {
    const { packages } = await choose(t, ['-@core'], { packagesOptions: '--default' });
    assert.ok(!packages.some(({ name }) => name === 'openssh-server'));
    const whole = await choose(t, [], { packagesOptions: '--default' });
    assert.ok(whole.packages.some(({ name }) => name === 'openssh-server'));
    assert.deepEqual(trialNames(whole), []);
  });
});

describe('modules', () => {
  const database = ['trial-database-server'];
  const versions = async (t: TestContext, lines: Partial<Lines>) =>
    trialPackages(await resolveLines(t, { commands: [base], ...lines })).map((name) => name.replace(/\.module.*/, ''));

  test('the default stream, without a word', async (t) => {
    assert.deepEqual(await versions(t, { packages: database }), [
      'trial-database-client-1.0-1',
      'trial-database-server-1.0-1',
    ]);
  });
  test('the stream of a module line', async (t) => {
    const commands = [base, 'module --name=trial-database --stream=2'];
    assert.deepEqual(await versions(t, { commands, packages: database }), [
      'trial-database-client-2.0-1',
      'trial-database-server-2.0-1',
    ]);
  });
  test('a profile of a stream', async (t) => {
    assert.deepEqual(await versions(t, { packages: ['@trial-database:2/client'] }), ['trial-database-client-2.0-1']);
    assert.deepEqual(await versions(t, { packages: ['@trial-database:2'] }), [
      'trial-database-client-2.0-1',
      'trial-database-server-2.0-1',
    ]);
  });
  test('a module that is disabled, and one or a stream that is not there', async (t) => {
    const disabled = [base, 'module --name=trial-database --disable'];
    const [none] = await errorsOf(resolveLines(t, { commands: disabled, packages: database }));
    assert.match(none?.message ?? '', /no repository has a package named trial-database-server/);
    const [stream] = await errorsOf(
      resolveLines(t, { commands: [base, 'module --name=trial-database --stream=9'], packages: database }),
    );
    assert.equal(`${stream?.position?.line} ${stream?.code}`, '3 unknown-module');
  });
});

describe('the modules of the guest', () => {
  const stateOf = async (t: TestContext, commands: readonly string[], packages: readonly string[]) => {
    const { backend, plan, root } = openDnf(t, { commands: [base, ...commands], packages });
    await backend.finish(plan, await backend.resolve(plan), root);
    const file = path.join(root, 'etc/dnf/modules.d/trial-database.module');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(2) : undefined;
  };
  const table: readonly (readonly [string, readonly string[], readonly string[], readonly string[] | undefined])[] = [
    ['one enabled', ['module --name=trial-database --stream=2'], [], ['stream=2', 'profiles=', 'state=enabled']],
    ['its default stream', ['module --name=trial-database'], [], ['stream=1', 'profiles=', 'state=enabled']],
    ['a profile', [], ['@trial-database:2/client'], ['stream=2', 'profiles=client', 'state=enabled']],
    ['one disabled', ['module --name=trial-database --disable'], [], ['stream=', 'profiles=', 'state=disabled']],
    ['none', [], ['trial-database-server'], undefined],
  ];
  for (const [what, commands, packages, lines] of table) {
    test(what, async (t) => assert.deepEqual(await stateOf(t, commands, packages), lines));
  }
});

describe('repositories', () => {
  const hello = (lines: Partial<Lines>) => async (t: TestContext) =>
    trialPackages(await choose(t, ['trial-hello'], lines))[0];

  test('the newest version of all', async (t) => {
    assert.equal(await hello({ commands: [base, updates()] })(t), 'trial-hello-2.0-1.x86_64');
  });
  test('the one with the better priority, whatever the version', async (t) => {
    const lines = { commands: [base, updates()], addon: ['repo url --priority=10'] };
    assert.equal(await hello(lines)(t), 'trial-hello-1.1-1.x86_64');
  });
  test('only what --includepkgs and --excludepkgs leave', async (t) => {
    assert.equal(await hello({ commands: [base, updates('--excludepkgs=trial-h*')] })(t), 'trial-hello-1.1-1.x86_64');
    assert.equal(await hello({ commands: [base, updates('--includepkgs=trial-web*')] })(t), 'trial-hello-1.1-1.x86_64');
  });
  test('nothing of the host: neither its repositories, variables and settings, nor the macros of its user', async (t) => {
    const { packages } = await choose(t, ['trial-hello'], { env: { DNF_VAR_basearch: 'mips', DNF0: 'zero' } });
    assert.equal(packages.find(({ name }) => name === 'trial-hello')?.arch, 'x86_64');
  });
});

describe('lines that cannot be satisfied', () => {
  test('all unknown ones are told at once, each at its line, with what was meant', async (t) => {
    const errors = await errorsOf(choose(t, ['trial-helo', '@web-serve', '@^minimal-environmen', '@trial-databas:1']));
    assert.deepEqual(
      errors.map(({ code, position, hint }) => [code, position?.line, hint]),
      [
        ['unknown-package', 4, 'did you mean trial-hello?'],
        ['unknown-group', 5, 'did you mean web-server?'],
        ['unknown-environment', 6, 'did you mean minimal-environment?'],
        ['unknown-module', 7, 'did you mean trial-database?'],
      ],
    );
  });
  test('--ignoremissing leaves them out with a warning', async (t) => {
    const resolution = await choose(t, ['trial-helo', 'trial-right'], { packagesOptions: '--nocore --ignoremissing' });
    assert.deepEqual(trialNames(resolution), ['trial-right']);
    assert.match(resolution.warnings[0]?.message ?? '', /named trial-helo; it is left out/);
    assert.equal(resolution.warnings[0]?.position?.line, 4);
  });
  test("a conflict is told in dnf's own words", async (t) => {
    const [error] = await errorsOf(choose(t, ['trial-left', 'trial-right']));
    assert.equal(error?.code, 'unmet-dependencies');
    assert.match(error?.detail.join('\n') ?? '', /trial-left-1\.0-1\.noarch (?:from url )?conflicts with trial-right/);
    assert.ok((error?.detail.length ?? 99) < 10);
  });
  test('so is a missing dependency; --ignorebroken leaves the package out with a warning', async (t) => {
    const [error] = await errorsOf(choose(t, ['trial-needs-missing']));
    assert.match(error?.detail.join('\n') ?? '', /nothing provides trial-nowhere >= 2 needed by trial-needs-missing/);
    const rest = await choose(t, ['trial-needs-missing', 'trial-right'], {
      packagesOptions: '--nocore --ignorebroken',
    });
    assert.deepEqual(trialNames(rest), ['trial-right']);
    assert.match(
      rest.warnings[0]?.message ?? '',
      /trial-needs-missing cannot be installed with the others; it is left out/,
    );
    assert.equal(rest.warnings[0]?.position?.line, 4);
  });
});
