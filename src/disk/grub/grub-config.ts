import type { Kernel } from '../../plan/kernels.ts';
import { serialPortOf } from '../../plan/serial-port.ts';
import { grubFolder } from '../boot/boot-place.ts';
import type { BootMenu } from '../boot/menu.ts';

export interface GrubConfigRequest extends BootMenu {
  /** As grub-mkpasswd-pbkdf2 writes it: changes of entries and the command line then ask for it, booting does not. */
  readonly passwordHash: string | undefined;
}

/** The text of /boot/grub/grub.cfg (GRUB manual, chapters 6 "Writing your own configuration file" and 16 "Commands"). */
export function grubConfig(request: GrubConfigRequest): string {
  const { place, kernels, timeoutSeconds } = request;
  const lines = [
    '# Written by appliance-build. Your own entries and settings belong in custom.cfg beside this file.',
    ...(request.passwordHash === undefined ? [] : passwordLines(request.passwordHash)),
    'set default=0',
    `set timeout=${timeoutSeconds}`,
    `set timeout_style=${timeoutSeconds === 0 ? 'hidden' : 'menu'}`,
    ...(request.serialConsole ? serialLines(request.kernelArguments) : []),
    'if [ "$grub_platform" = efi ]; then',
    '  insmod all_video',
    'fi',
    `search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
    ...kernels.flatMap((kernel) => ['', ...entry(kernel, request)]),
    '',
    `if [ -f ${place.prefix}/${grubFolder}/custom.cfg ]; then`,
    `  source ${place.prefix}/${grubFolder}/custom.cfg`,
    'fi',
  ];
  return `${lines.join('\n')}\n`;
}

/** GRUB manual, "Authentication and authorisation in GRUB". */
const passwordLines = (hash: string) => ['set superusers="root"', 'export superusers', `password_pbkdf2 root ${hash}`];

function entry(kernel: Kernel, { place, title, kernelArguments, passwordHash }: GrubConfigRequest): string[] {
  const words = [`root=UUID=${place.rootFilesystem.uuid}`, 'ro', ...kernelArguments].map(grubWord);
  const open = passwordHash === undefined ? '' : ' --unrestricted';
  const lines = [
    `menuentry ${quote(`${title}, with Linux ${kernel.version}`)} --id ${quote(`linux-${kernel.version}`)}${open} {`,
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
