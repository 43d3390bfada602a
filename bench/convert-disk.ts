// Converts one raw disk to some formats in a process of its own, so that its memory can be told. Usage: RAW FOLDER FORMAT…
import * as os from 'node:os';
import * as path from 'node:path';
import { diskFormat, type Format } from '../src/appliance/formats.ts';
import { convertDisks } from '../src/convert/convert.ts';
import { createRunner } from '../src/host/program/run.ts';
import { sanePath } from '../src/host/root/mount.ts';

const [source = '', folder = '', ...formats] = process.argv.slice(2);
const runner = createRunner({
  signal: new AbortController().signal,
  log: () => undefined,
  env: { PATH: sanePath, LC_ALL: 'C' },
});
const jobs = (formats as Format[]).map((format) => ({
  disk: 'os',
  format,
  source,
  target: path.join(folder, `${format.replace(':', '-')}.${diskFormat(format).suffix}`),
}));
const start = performance.now();
const options = { concurrency: os.availableParallelism(), store: undefined, scratch: folder };
const { disks } = await convertDisks(runner, jobs, options);
const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  JSON.stringify({
    seconds,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    fileBytes: Object.fromEntries(
      disks.map(({ format, fileBytes, extent }) => [format, fileBytes + (extent?.fileBytes ?? 0)]),
    ),
  }),
);
