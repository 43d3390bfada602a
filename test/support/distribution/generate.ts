// Makes the test distribution and tells where it is: node test/support/distribution/generate.ts [--verbose]
import { testDistribution } from './distribution.ts';

const verbose = process.argv.includes('--verbose');
const start = performance.now();
const { directory } = await testDistribution(verbose ? (line) => process.stderr.write(`${line}\n`) : undefined);
process.stdout.write(`${directory}\n${((performance.now() - start) / 1000).toFixed(1)} s\n`);
