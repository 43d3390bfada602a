import { defineConfig } from 'rolldown';

// Not minified: a stack trace from a user's runner must name our functions, and a reviewer must be able to read dist/.
export default defineConfig({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
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
