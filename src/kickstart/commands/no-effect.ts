import type { Grammar, OptionRule, OptionTable } from '../options/options.ts';
import { type CommandDefinition, defineCommand } from './definition.ts';

/** A command of the installer as data: its options (`--port=` takes a value) and how many other words it takes. */
interface InstallerCommand {
  readonly names: readonly [string, ...string[]];
  readonly options?: readonly string[];
  readonly required?: readonly string[];
  readonly words?: number;
}

/**
 * Commands that steer the installer's own run and leave no trace in what it installs: how it shows itself, where it
 * logs, how it ends, how to reach it, and which disks of the machine it must not touch.
 */
export const INSTALLER_COMMANDS: readonly InstallerCommand[] = [
  { names: ['text', 'graphical', 'cmdline'], options: ['--non-interactive'] },
  { names: ['reboot', 'poweroff', 'halt', 'shutdown'], options: ['--eject', '--kexec'] },
  { names: ['eula'], required: ['--agreed', '--agree', '--accepted', '--accept'] },
  { names: ['install'] },
  { names: ['autostep'], options: ['--autoscreenshot'] },
  { names: ['skipx'] },
  { names: ['mediacheck'] },
  { names: ['logging'], options: ['--host=', '--port=', '--level='] },
  { names: ['ignoredisk'], options: ['--drives=', '--only-use=', '--interactive'] },
  { names: ['updates'], words: 1 },
  { names: ['vnc'], options: ['--password=', '--host=', '--port='] },
  { names: ['rdp'], options: ['--username=', '--password='] },
  { names: ['sshpw'], options: ['--username=', '--iscrypted', '--plaintext', '--lock', '--sshkey'], words: 1 },
];

export const noEffectCommands: readonly CommandDefinition[] = INSTALLER_COMMANDS.map((command) =>
  defineCommand({
    names: command.names,
    grammar: grammarOf(command),
    build: ({ command: word }) => ({ name: 'no-effect', position: word.position, command: word.text }),
  }),
);

function grammarOf({ options = [], required = [], words = 0 }: InstallerCommand): Grammar<OptionTable> {
  const rules: Record<string, OptionRule> = Object.fromEntries(
    options.map((option) => {
      const name = option.replace(/=$/, '');
      return [name, { names: [name], kind: option === name ? 'flag' : 'text' }] as const;
    }),
  );
  const [first, ...aliases] = required;
  const needed: OptionTable =
    first === undefined ? {} : { [first]: { names: [first, ...aliases], kind: 'flag', required: true } };
  return {
    options: { ...rules, ...needed },
    positionals: { minimum: 0, maximum: words, name: 'a value' },
    secret: true,
  };
}
