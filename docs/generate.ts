// Writes docs/kickstart-support.md from the tables of the code: npm run docs. A unit test compares the two.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DEFINITIONS } from '../src/kickstart/commands/index.ts';
import { NOT_SUPPORTED_YET } from '../src/kickstart/commands/known.ts';
import { INSTALLER_COMMANDS } from '../src/kickstart/commands/no-effect.ts';
import type { AnyGrammar } from '../src/kickstart/options/options.ts';

/** What each command does to the appliance, in a sentence. */
const effects: Readonly<Record<string, string>> = {
  part: 'A partition with its filesystem; `/etc/fstab` by UUID. Sizes in MiB. `--fstype`: ext2, ext3, ext4 (default), xfs, btrfs, vfat, efi, swap, biosboot.',
  clearpart:
    '`--disklabel=gpt` (default) or `msdos` for every disk. Disks are always new, so the rest changes nothing.',
  zerombr: 'Nothing: disks are always new.',
  bootloader:
    'Kernel arguments and menu timeout of GRUB, in `grub.cfg` and `/etc/default/grub`. `--location=none`: no boot loader.',
  rootpw: 'The password of root, hashed with SHA-512 if plain, or locked. Without the line root is locked.',
  user: 'The user, its groups (missing ones are made), home, shell, password; without a password it is locked.',
  sshkey: '`authorized_keys` of the user, who must exist.',
  lang: '`/etc/locale.conf`, `/etc/default/locale`, the locale generated (the package `locales` is added if needed).',
  keyboard: '`/etc/vconsole.conf`, `/etc/default/keyboard`.',
  timezone: '`/etc/localtime`, `/etc/timezone`, `/etc/adjtime`.',
  network:
    'Host name; DHCP by NetworkManager, ifupdown or systemd-networkd, whichever the guest has, on the device or, without a name, on every Ethernet device. IPv6 by router advertisements stays on. One interface in the descriptor for each line.',
  services: 'Units disabled, then enabled; one that is not installed is a warning.',
  firewall:
    'nftables (added if needed), or firewalld if it is among the packages. IPv4 and IPv6 alike; ssh stays open.',
  selinux: '`/etc/selinux/config` where the guest has a policy; else a warning.',
  url: 'The package repository: a URL, optionally followed by a suite and components, `"http://HOST/debian bookworm main"`.',
  repo: 'A further repository, written like `url`.',
};

const spellings = (grammar: AnyGrammar) =>
  Object.values(grammar.options)
    .map(({ names }) => `\`${names[0]}\``)
    .join(' ');

export function supportPage(): string {
  const installer = new Set(INSTALLER_COMMANDS.flatMap(({ names }) => names));
  const rows = DEFINITIONS.filter(({ names: [name] }) => !installer.has(name)).map(({ names: [name], grammar }) => {
    const effect = effects[name];
    if (effect === undefined) throw new Error(`docs/generate.ts lacks an entry for the command ${name}`);
    const notYet = (grammar.notYet ?? []).map((option) => `\`${option.replace(/=$/, '')}\``).join(' ');
    return `| \`${name}\` | ${effect} | ${spellings(grammar)} | ${notYet} |`;
  });
  return `# Kickstart support

<!-- Written by docs/generate.ts (npm run docs). Do not edit. -->

What the kickstart language means for a Debian appliance. Everything not named here, command or option, is an error with
its file, line and column; nothing is passed over in silence.

## Honoured

| command | effect | options | not supported yet |
| --- | --- | --- | --- |
${rows.join('\n')}

## Sections

| section | effect |
| --- | --- |
| \`%packages\` | Names, \`name=version\`, patterns, \`-name\` to exclude, \`@core\`, \`--nocore\`. Debian has no other groups. |
| \`%post\` | Run in order, in a chroot, or on the host with \`--nochroot\` and \`$INSTALL_ROOT\`; \`--interpreter\`, \`--log\`, \`--erroronfail\`. |
| \`%pre\`, \`%pre-install\` | Read, not run; a warning says so. |
| \`%include\` | Files, from the working directory or else from the folder of the including file. |
| \`%addon org_appliance_build\` | See [the README](../README.md#one-file-says-it-all). Other addons are passed over. |

## No effect in an image

They steer the installer's own run, and are listed once in the summary:
${[...installer]
  .sort()
  .map((name) => `\`${name}\``)
  .join(', ')}.

## Not supported yet

${[...NOT_SUPPORTED_YET]
  .sort()
  .map((name) => `\`${name}\``)
  .join(', ')}.
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('docs/kickstart-support.md', supportPage());
