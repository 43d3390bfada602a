import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').filter((name) => name.endsWith('.md'))].map(
  (name) => {
    const file = existsSync(name) ? name : `docs/${name}`;
    return { file, text: readFileSync(file, 'utf8') };
  },
);

/** As GitHub makes it of a heading: lower case, no punctuation, blanks become hyphens. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

const anchorsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('links between pages lead somewhere', () => {
  const links = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ file, target })),
  );
  const inside = links.filter(({ target }) => !/^https?:/.test(target));
  assert.ok(inside.length > 20);
  const broken = inside.filter(({ file, target }) => {
    const [page = '', anchor] = target.split('#');
    const resolved = page === '' ? file : path.join(path.dirname(file), page);
    return !existsSync(resolved) || (anchor !== undefined && !anchorsOf(resolved).includes(anchor));
  });
  assert.deepEqual(
    broken.map(({ file, target }) => `${file}: ${target}`),
    [],
  );
});

test('files that pages name are there', () => {
  const missing = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/`((?:src|test|scripts|docs|examples|\.github)\/[\w./-]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !existsSync(name))
      .map((name) => `${file}: ${name}`),
  );
  assert.deepEqual(missing, []);
});

const sources = ['src', 'actions'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll("\\'", "'")),
);

/** Headings of docs/troubleshooting.md that tell a situation, or quote another program. */
const notOurs = /^(?:The |Unable to resolve self-reference$)/;

test('headings of docs/troubleshooting.md are what the program says', () => {
  const headings = [...readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^### (.*)$/gm)]
    .map(([, heading = '']) => heading)
    .filter((heading) => !notOurs.test(heading));
  assert.ok(headings.length > 20);
  const unknown = headings.filter((heading) => {
    const fixed = heading.split('…').filter((part) => /\w{2}/.test(part));
    return !sources.some((text) => fixed.every((part) => text.includes(part)));
  });
  assert.deepEqual(unknown, []);
});

test('the rules of docs/threat-model.md are numbered without a gap, and each names what enforces it', () => {
  const rows = [...readFileSync('docs/threat-model.md', 'utf8').matchAll(/^\| (\d+) \| (.*) \| (.*) \|$/gm)];
  assert.deepEqual(
    rows.map(([, number]) => Number(number)),
    rows.map((_, index) => index + 1),
  );
  assert.ok(rows.length >= 20);
  for (const [, number, , enforcers = ''] of rows) assert.match(enforcers, /`[\w./-]+`/, `rule ${number}`);
});
