import type { Kernel } from '../../plan/boot/kernels.ts';
import { serialPortOf } from '../../plan/boot/serial-port.ts';
import type { BootPlace } from '../boot/boot-place.ts';
import type { BootMenu } from '../boot/menu.ts';
import type { GrubLayout } from './grub-layout.ts';

export interface GrubConfigRequest extends BootMenu {
  readonly layout: GrubLayout;
  /** GRUB reads the entries of the Boot Loader Specification; false: the menu has them itself. */
  readonly readsEntries: boolean;
  /** Identifier of a menu entry, by which guests choose the default. */
  readonly identifier: (kernel: Kernel) => string;
  /** As grub-mkpasswd-pbkdf2 writes it: changes of entries and the command line then ask for it, booting does not. */
  readonly passwordHash: string | undefined;
}

/** The text of grub.cfg (GRUB manual, chapters 6 "Writing your own configuration file" and 16 "Commands"). */
export function grubConfig(request: GrubConfigRequest): string {
  const { place, kernels, timeoutSeconds, layout } = request;
  const lines = [
    '# Written by appliance-build. Your own entries and settings belong in custom.cfg beside this file.',
    ...passwordLines(request),
    ...(layout.savedDefault ? savedDefaultLines : ['set default=0']),
    `set timeout=${timeoutSeconds}`,
    `set timeout_style=${timeoutSeconds === 0 ? 'hidden' : 'menu'}`,
    ...(request.serialConsole ? serialLines(request.kernelArguments) : []),
    'if [ "$grub_platform" = efi ]; then',
    '  insmod all_video',
    'fi',
    `search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
    ...(request.readsEntries
      ? readEntriesLines(request)
      : kernels.flatMap((kernel) => ['', ...entry(kernel, request)])),
    '',
    `if [ -f ${place.prefix}/${layout.folder}/custom.cfg ]; then`,
    `  source ${place.prefix}/${layout.folder}/custom.cfg`,
    'fi',
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of a grub.cfg on the EFI system partition that leads to the real one, as Fedora has it since release 34. */
export function grubStub({ filesystem, prefix }: BootPlace, { folder }: Pick<GrubLayout, 'folder'>): string {
  return [
    `search --no-floppy --fs-uuid --set=dev ${filesystem.uuid}`,
    `set prefix=($dev)${prefix}/${folder}`,
    'export prefix',
    'configfile $prefix/grub.cfg',
    '',
  ].join('\n');
}

/** GRUB manual, "Authentication and authorisation in GRUB"; grub2-setpassword(8). */
function passwordLines({ layout, passwordHash }: GrubConfigRequest): string[] {
  const askFor = (hash: string) => ['set superusers="root"', 'export superusers', `password_pbkdf2 root ${hash}`];
  if (!layout.passwordInUserFile) return passwordHash === undefined ? [] : askFor(passwordHash);
  return [
    'if [ -f $prefix/user.cfg ]; then',
    '  source $prefix/user.cfg',
    '  if [ -n "$GRUB2_PASSWORD" ]; then',
    ...askFor('$GRUB2_PASSWORD').map((line) => `    ${line}`),
    '  fi',
    'fi',
  ];
}

/** What grub2-set-default(8), grub2-reboot(8) and kernel-install(8) leave in grubenv. */
const savedDefaultLines = [
  'if [ -s $prefix/grubenv ]; then',
  '  load_env',
  'fi',
  'if [ -n "$next_entry" ]; then',
  '  set default="$next_entry"',
  '  set next_entry=',
  '  save_env next_entry',
  'elif [ -n "$saved_entry" ]; then',
  '  set default="$saved_entry"',
  'else',
  '  set default=0',
  'fi',
];

/**
 * Fedora's command blscfg looks on $boot, or on $root in other versions, and its entries call load_video. Entries that EL 8
 * makes for later kernels have $kernelopts.
 */
function readEntriesLines({ place, kernelArguments }: GrubConfigRequest): string[] {
  const words = [...place.rootArguments, ...kernelArguments].join(' ');
  return [
    'set boot=$root',
    'function load_video {',
    '  insmod all_video',
    '}',
    'if [ -z "$kernelopts" ]; then',
    `  set kernelopts=${quote(words)}`,
    'fi',
    ...(place.prefix === '' ? [] : [`set blsdir=${place.prefix}/loader/entries`]),
    'insmod blscfg',
    'blscfg',
  ];
}

function entry(kernel: Kernel, request: GrubConfigRequest): string[] {
  const { place, layout, title, kernelArguments, passwordHash } = request;
  const words = [...place.rootArguments, ...kernelArguments].map(grubWord);
  const open = passwordHash === undefined && !layout.passwordInUserFile ? '' : ' --unrestricted';
  const lines = [
    `menuentry ${quote(`${title}, with Linux ${kernel.version}`)} --id ${quote(request.identifier(kernel))}${open} {`,
    `  search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
    `  linux ${grubWord(`${place.prefix}/${kernel.file}`)} ${words.join(' ')}`,
  ];
  if (kernel.initramfs !== undefined) lines.push(`  initrd ${grubWord(`${place.prefix}/${kernel.initramfs}`)}`);
  return [...lines, '}'];
}

/** The menu speaks on the port of the kernel's serial console, and goes on without it where there is none. */
function serialLines(kernelArguments: readonly string[]): string[] {
  const { unit, speed } = serialPortOf(kernelArguments);
  return [
    `if serial --unit=${unit} --speed=${speed}; then`,
    '  terminal_input console serial',
    '  terminal_output console serial',
    'fi',
  ];
}

/**
 * A word of a GRUB script. GRUB puts quotes of its own around arguments with blanks when it hands them to the kernel, so
 * quotes that the kernel argument had for that purpose are dropped.
 */
function grubWord(word: string): string {
  const bare = word.replaceAll('"', '');
  return /^[\w@%+=:,./-]+$/.test(bare) ? bare : quote(bare);
}

/** Single quotes keep every character but the quote itself (GRUB manual, "Quoting"). */
function quote(text: string): string {
  return `'${text.replaceAll(/\s/g, ' ').replaceAll("'", `'\\''`)}'`;
}
