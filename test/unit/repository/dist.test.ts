import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';

const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'dist-'));
after(() => fs.rmSync(fresh, { recursive: true }));

function filesOf(directory: string): Map<string, string> {
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    names
      .filter((name) => fs.statSync(path.join(directory, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(directory, name), 'utf8')]),
  );
}

test('dist/ is what src/ gives: run "npm run build" and commit it', () => {
  execFileSync('node_modules/.bin/rolldown', ['-c', 'rolldown.config.js'], {
    stdio: 'pipe',
    env: { ...process.env, DIST_FOLDER: fresh },
  });
  const committed = filesOf('dist');
  const built = filesOf(fresh);
  assert.deepEqual([...committed.keys()], [...built.keys()]);
  for (const [name, text] of built)
    assert.ok(committed.get(name) === text, `dist/${name} differs from what src/ gives`);
});

test('dist/ needs nothing but Node: no import of a package is left in it', () => {
  const imports = [...filesOf('dist')].flatMap(([name, text]) =>
    [...text.matchAll(/^import\b[^;'"]*?["']([^"']+)["'];$/gm)].map((match) => [name, match[1] ?? ''] as const),
  );
  assert.ok(imports.length > 0);
  assert.deepEqual(
    imports.filter(([, wanted]) => !wanted.startsWith('.') && !isBuiltin(wanted)),
    [],
  );
});
