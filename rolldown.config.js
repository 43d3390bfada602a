import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

// The test that compares dist/ with src/ builds elsewhere.
const folder = process.env.DIST_FOLDER ?? 'dist';
const pythonFolder = 'src/install/dnf/python';

// The programs that speak to dnf are run by Python, and lie beside what runs them in dist/ as in src/.
const pythonPrograms = {
  name: 'python-programs',
  generateBundle() {
    for (const name of readdirSync(pythonFolder).filter((name) => name.endsWith('.py'))) {
      this.emitFile({ type: 'asset', fileName: `cli/python/${name}`, source: readFileSync(`${pythonFolder}/${name}`) });
    }
  },
};

// Not minified: a stack trace from a user's runner must name our functions, and a reviewer must be able to read dist/.
const output = {
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'shared/[name].js',
  minify: false,
};

const commandLine = {
  // The programs of threads and of processes in other namespaces are files of their own.
  input: {
    cli: 'src/cli/main.ts',
    'cli/deflate-thread': 'src/convert/grains/deflate-thread.ts',
    'cli/reach-once': 'src/boottest/network/reach-once.ts',
  },
  platform: 'node',
  plugins: [pythonPrograms],
  transform: { target: 'node20' },
  // Commands are loaded when they are called; the Python programs lie beside what runs them.
  output: { ...output, chunkFileNames: 'cli/[name].js', dir: folder, cleanDir: true },
};

const entriesFolder = 'src/action/entries';
const actionEntries = readdirSync(entriesFolder).map((name) => name.replace(/\.ts$/, ''));

// One build for all, so that they share what they have in common; each JavaScript action of the runner is an entry.
const actions = {
  input: Object.fromEntries(actionEntries.map((name) => [name, `${entriesFolder}/${name}.ts`])),
  platform: 'node',
  transform: { target: 'node24' },
  output: { ...output, dir: `${folder}/actions` },
};

export default defineConfig([commandLine, actions]);
