import type { Command } from 'commander';
import type { Environment } from '../host/environment.ts';
import type { RunCommand } from '../run-command.ts';

/** `descriptor show` and `descriptor lint`. */
export function defineDescriptorCommands(program: Command, run: RunCommand, environment: Environment): void {
  const descriptor = program.command('descriptor').description('look at virt-image descriptors');
  descriptor
    .command('show')
    .description('show what a descriptor says, with what was corrected in its reading')
    .argument('<file>')
    .option('--json', 'print it as JSON')
    .action(
      run(async (file: string, flags: object) =>
        (await import('./descriptor-command.ts')).descriptorShowCommand(file, flags, environment),
      ),
    );
  descriptor
    .command('lint')
    .description(
      'hold descriptors against the grammar of 2008, with the words that came after it; exit code 2 if one departs',
    )
    .argument('<file...>')
    .option('--strict', 'take nothing that came after 2008, such as qcow2')
    .option('--json', 'print one object per file and line')
    .action(
      run(async (files: string[], flags: object) =>
        (await import('./descriptor-command.ts')).descriptorLintCommand(files, flags, environment),
      ),
    );
}
