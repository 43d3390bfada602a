// The programs that dnf's interpreter runs: Python as old as the oldest host has it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { repository } from '../../support/run-cli.ts';

const folder = path.join(repository, 'src/install/dnf/python');
const parse = 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1], feature_version=(3, 6))';

for (const name of readdirSync(folder).filter((file) => file.endsWith('.py'))) {
  test(`${name} is Python 3.6, the platform-python of EL 8`, () => {
    const { status, stderr } = spawnSync('python3', ['-I', '-c', parse, path.join(folder, name)], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
}
