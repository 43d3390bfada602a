// What a job of GitHub Actions has in its environment reaches nothing that a kickstart or a package runs.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { seedCache, writeKickstart } from '../../support/small-appliance.ts';
import { makeSite } from '../../support/traces.ts';

const secret = 'secret-of-the-job';
const ofTheJob = {
  ACTIONS_RUNTIME_TOKEN: `${secret}-1`,
  ACTIONS_RESULTS_URL: `https://${secret}-2/`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: `${secret}-3`,
  GITHUB_TOKEN: `${secret}-4`,
  INPUT_PASSWORD: `${secret}-5`,
};
const print = (section: string) => [
  `%${section}`,
  'echo it runs in $0 with',
  'env',
  "tr '\\0' '\\n' < /proc/1/environ",
  '%end',
];

test('tokens and inputs reach no script of the kickstart and none of a package', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  // No layer: the packages are installed.
  const cache = seedCache(path.join(site.directory, 'cache'), ['packages', 'apt-lists']);
  const file = writeKickstart(site, 'prints.ks', {
    sections: [
      ...['pre', 'post', 'post --nochroot', 'onerror'].flatMap(print),
      ...['%post --erroronfail', 'exit 1', '%end'],
    ],
  });
  const seen: Process[] = [];
  let timer: NodeJS.Timeout | undefined;
  const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', cache, '--out', site.out], {
    env: { ...ofTheJob, TMPDIR: site.temporary },
    onLine: (line, _kill, outer) => {
      if (line.startsWith('install ')) timer = setInterval(() => seen.push(...programsOf(outer)), 20);
      else if (line.includes('✓ install')) clearInterval(timer);
    },
  }).finally(() => clearInterval(timer));
  assert.equal(result.code, 1, result.stderr);
  assert.match(result.stderr, /error: the %post script failed/);

  const log = readFileSync(`${site.out}.failed.log`, 'utf8');
  assert.equal(log.match(/it runs in .* with$/gm)?.length, 4, 'all four scripts ran');
  assert.ok((log.match(/ {2}PATH=\/\S*$/gm)?.length ?? 0) >= 4, 'and printed their environment');
  assert.doesNotMatch(log, new RegExp(`${secret}|ACTIONS_|GITHUB_|INPUT_`));

  const scripts = seen.filter(({ command }) => /\.(?:preinst|postinst) /.test(command));
  assert.ok(scripts.length > 0, `no package script among ${seen.length} programs`);
  assert.ok(scripts.some(({ environment }) => environment.includes('DPKG_MAINTSCRIPT_NAME=')));
  assert.deepEqual(
    seen.filter(({ environment }) => environment.includes(secret)).map(({ command }) => command),
    [],
  );
});

interface Process {
  readonly command: string;
  readonly environment: string;
}

/** The programs that the build runs: its process in the namespace and all below it. */
function programsOf(outer: number): Process[] {
  const below = (pid: number): number[] => childrenOf(pid).flatMap((child) => [child, ...below(child)]);
  const [unshare] = childrenOf(outer);
  const [inner] = unshare === undefined ? [] : childrenOf(unshare);
  if (inner === undefined) return [];
  return [inner, ...below(inner)].flatMap((pid) => {
    const [command, environment] = ['cmdline', 'environ'].map((name) => read(`/proc/${pid}/${name}`));
    if (command === undefined || environment === undefined) return [];
    return [{ command: command.split('\0').join(' '), environment }];
  });
}

function childrenOf(pid: number): number[] {
  return list(`/proc/${pid}/task`)
    .flatMap((thread) => (read(`/proc/${pid}/task/${thread}/children`) ?? '').split(' ').filter((word) => word !== ''))
    .map(Number);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
