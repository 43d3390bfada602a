import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const pythonFolder = 'src/install/dnf/python';

// The programs that speak to dnf are run by Python, and lie beside what runs them in dist/ as in src/.
const pythonPrograms = {
  name: 'python-programs',
  generateBundle() {
    for (const name of readdirSync(pythonFolder).filter((name) => name.endsWith('.py'))) {
      this.emitFile({ type: 'asset', fileName: `python/${name}`, source: readFileSync(`${pythonFolder}/${name}`) });
    }
  },
};

// Not minified: a stack trace from a user's runner must name our functions, and a reviewer must be able to read dist/.
export default defineConfig({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  plugins: [pythonPrograms],
  transform: { target: 'node20' },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
    minify: false,
  },
});
