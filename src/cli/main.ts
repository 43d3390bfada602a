import { Command, CommanderError, Option } from 'commander';
import { formats } from '../appliance/formats.ts';
import { firmwares } from '../appliance/settings.ts';
import { version } from '../version.ts';
import type { BootFlags } from './boot/boot-command.ts';
import { defineCacheCommands } from './commands/define-cache.ts';
import { defineDeployCommands } from './deploy/define.ts';
import { defineDescriptorCommands } from './descriptor/define.ts';
import type { Environment } from './host/environment.ts';
import { addBuildOptions, collect, collectList, listAmong, seconds } from './options/build-options.ts';
import { addOwnerOption } from './options/owner-option.ts';
import { addReadOptions } from './options/read-options.ts';
import type { RunCommand } from './run-command.ts';

const environment: Environment = {
  variables: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  isRoot: process.getuid?.() === 0,
};

// Whoever read our words may be gone; that must not stop the clean-up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

let exitCode = 0;

/** Commands are loaded when they are called: help is there at once. */
const run: RunCommand =
  (command) =>
  async (...args) => {
    exitCode = await command(...(args as unknown as Parameters<typeof command>));
  };

const scenarioOption = ['--scenario <file>', 'YAML with what to do and to see once it has booted'] as const;
const twiceOption = [
  '--twice',
  'boot a second time from the same disks, shut down, and check the filesystems',
] as const;
const readyOption = [
  '--ready',
  'also wait until systemd tells over vsock that all has started, where guest and host can',
] as const;

function describeProgram(): Command {
  const program = new Command('appliance-build')
    .description('Builds virtual appliances from a kickstart file: bootable disks, a descriptor, a boot test.')
    .version(version)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();

  const build = program.command('build').description('build an appliance').argument('<kickstart>');
  addOwnerOption(addBuildOptions(build))
    .option('--out <dir>', 'output directory, replaced as a whole (default: the name of the appliance)')
    .option('--cache-dir <dir>', 'cache of packages and layers (default: /var/cache/appliance-build)')
    .option('--work-dir <dir>', 'scratch space on disk (default: memory if there is enough, else TMPDIR or /var/tmp)')
    .option('--boot-test', 'boot every format that was built and judge its serial console')
    .option(...scenarioOption)
    .option(...twiceOption)
    .option(...readyOption)
    .option('--probe-accelerator', 'find the accelerator of later boots with the kernel that was built')
    .option('--install-tools', 'install missing host tools first')
    .option('--json', 'print the result as JSON')
    .addOption(progressOption())
    .option(...stopAtEof)
    .action(
      run(async (kickstart: string, flags: object) =>
        (await import('./commands/build-command.ts')).buildCommand(kickstart, flags, environment),
      ),
    );

  addReadOptions(
    program
      .command('check')
      .description('read kickstarts and report everything wrong in them')
      .argument('<kickstart...>'),
  )
    .option('--language', 'judge the language alone, without what an appliance needs')
    .option('--json', 'print one object per file and line')
    .action(
      run(async (files: string[], flags: object) =>
        (await import('./commands/check-command.ts')).checkCommand(files, flags, environment),
      ),
    );

  addReadOptions(
    program
      .command('flatten')
      .description('print one kickstart that says the same without includes')
      .argument('<kickstart>'),
  ).action(
    run(async (kickstart: string, flags: object) =>
      (await import('./commands/flatten-command.ts')).flattenCommand(kickstart, flags, environment),
    ),
  );

  addBuildOptions(
    program.command('plan').description('show what build would do; changes nothing').argument('<kickstart>'),
  )
    .option('--json', 'print the plan as JSON')
    .action(
      run(async (kickstart: string, flags: object) =>
        (await import('./commands/plan-command.ts')).planCommand(kickstart, flags, environment),
      ),
    );

  const boot = program
    .command('boot')
    .description('boot test of a built appliance')
    .argument('<descriptor>', 'the NAME.xml of a build; the manifest.json beside it says what its boot test is to do')
    .option('--expect <regex>', 'what must be seen on the serial console (else: login:); repeatable', collect)
    .option('--timeout <seconds>', 'deadline of the whole boot', seconds)
    .option('--format <list>', `formats to boot, each under each firmware: ${formats.join(', ')}`, listAmong(formats))
    .option('--firmware <list>', `firmware to boot under: ${firmwares.join(', ')} (else: bios)`, listAmong(firmwares))
    .addOption(
      new Option('--first [when]', 'boot only the first format and firmware, always or where QEMU must emulate')
        .choices(['always', 'emulated'])
        .preset('always'),
    )
    .option(...scenarioOption)
    .option(...twiceOption)
    .option(...readyOption)
    .option('--log <file>', 'where the console of a single boot goes (default: beside the descriptor)')
    .option('--record', 'put the verdicts into manifest.json, and the consoles beside it as a build does')
    .option('--cache-dir <dir>', 'cache that knows the accelerator (default: /var/cache/appliance-build)')
    .option('--install-tools', 'install missing host tools first')
    .option('--json', 'print the verdicts as JSON')
    .addOption(progressOption())
    .option(...stopAtEof);
  addOwnerOption(boot).action(
    run(async (descriptor: string, flags: BootFlags) =>
      (await import('./boot/boot-command.ts')).bootCommand(descriptor, flags, environment),
    ),
  );

  program
    .command('convert')
    .description('convert a disk to another format')
    .argument('<disk>')
    .requiredOption('--format <format>', 'raw, qcow2 or vmdk')
    .action(
      run(async (disk: string, flags: { format: string }) =>
        (await import('./commands/convert-command.ts')).convertCommand(disk, flags, environment),
      ),
    );

  program
    .command('diff')
    .description('what changed between two builds: packages, disks, kickstart')
    .argument('<old>', 'manifest.json or output directory')
    .argument('<new>', 'the same of the later build')
    .addOption(new Option('--json', 'print the difference as JSON').conflicts('markdown'))
    .option('--markdown', 'print it as Markdown, for release notes')
    .option('--exit-code', 'end with 1 if there is a difference')
    .action(
      run(async (old: string, current: string, flags: object) =>
        (await import('./commands/diff-command.ts')).diffCommand(old, current, flags, environment),
      ),
    );

  defineDeployCommands(program, run, environment);
  defineDescriptorCommands(program, run, environment);

  program
    .command('doctor')
    .description('look for the host tools')
    .option('--install', 'install what is missing')
    .option(
      '--use <list>',
      'only what these need, as toolUses of plan --json names them (default: everything but what other architectures need)',
      collectList,
    )
    .option('--json', 'print the findings as JSON')
    .action(
      run(async (flags: object) => (await import('./commands/doctor-command.ts')).doctorCommand(flags, environment)),
    );

  defineCacheCommands(program, run, environment);
  return program;
}

function progressOption(): Option {
  const help = 'how progress is shown: text, or json for a JSON object to a line on standard output';
  return new Option('--progress <how>', help).choices(['text', 'json']).default('text');
}

const stopAtEof = ['--stop-at-eof', 'stop as on Ctrl-C when standard input ends'] as const;

try {
  await describeProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and version are no errors.
    exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { errorLines, exitCodeOf } = await import('./print-error.ts');
    for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
    exitCode = exitCodeOf(error);
  }
}
process.exitCode = exitCode;
