import type { Command } from 'commander';
import type { Environment } from '../host/environment.ts';
import { integer } from '../options/build-options.ts';
import type { RunCommand } from '../run-command.ts';

/** `cache list`, `prune`, `clear`, `export` and `import`. */
export function defineCacheCommands(program: Command, run: RunCommand, environment: Environment): void {
  const cache = program.command('cache').description('look after the cache');
  const cacheCommands = [
    cache
      .command('list')
      .description('show what the cache holds')
      .action(run(async (flags: object) => (await import('./cache-command.ts')).cacheListCommand(flags, environment))),
    cache
      .command('prune')
      .description('drop what was not used for long (default: 30 days)')
      .option('--max-age <days>', 'drop what was not used for so many days', integer(0))
      .option('--max-size <size>', 'then drop the least recently used until so much is left, such as 5G')
      .action(run(async (flags: object) => (await import('./cache-command.ts')).cachePruneCommand(flags, environment))),
    cache
      .command('clear')
      .description('drop everything')
      .action(run(async (flags: object) => (await import('./cache-command.ts')).cacheClearCommand(flags, environment))),
    cache
      .command('export')
      .description('put a part of the cache into a new folder, to be carried to another machine')
      .argument('<dir>')
      .requiredOption('--names <file>', 'names of entries, one to a line, as build --progress json tells what it used')
      .action(
        run(async (target: string, flags: { names: string }) =>
          (await import('./cache-transfer-command.ts')).cacheExportCommand(target, flags, environment),
        ),
      ),
    cache
      .command('import')
      .description('take such a folder into the cache, but for what was damaged on its way')
      .argument('<dir>')
      .action(
        run(async (source: string, flags: object) =>
          (await import('./cache-transfer-command.ts')).cacheImportCommand(source, flags, environment),
        ),
      ),
  ];
  for (const command of cacheCommands) {
    command
      .option('--cache-dir <dir>', 'the cache (default: /var/cache/appliance-build)')
      .option('--json', 'print JSON');
  }
}
