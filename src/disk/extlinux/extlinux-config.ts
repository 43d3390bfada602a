import type { Kernel } from '../../plan/boot/kernels.ts';
import { serialPortOf } from '../../plan/boot/serial-port.ts';
import type { BootMenu } from '../boot/menu.ts';

/** The timeout counts tenths of a second. */
const tenths = 10;

/** The text of extlinux.conf (SYSLINUX, doc/syslinux.txt and doc/menu.txt). */
export function extlinuxConfig(request: BootMenu): string {
  const { kernels, timeoutSeconds, title } = request;
  const lines = [
    '# Written by appliance-build.',
    ...(request.serialConsole ? [serialLine(request.kernelArguments)] : []),
    `default linux-${kernels[0]?.version}`,
    'prompt 0',
    // Without a menu nothing waits: the timeout 0 of extlinux means for ever.
    ...(timeoutSeconds === 0
      ? []
      : ['ui menu.c32', `menu title ${plain(title)}`, `timeout ${Math.max(timeoutSeconds, 0) * tenths}`]),
    ...kernels.flatMap((kernel) => ['', ...entry(kernel, request)]),
  ];
  return `${lines.join('\n')}\n`;
}

function entry(kernel: Kernel, { place, title, kernelArguments }: BootMenu): string[] {
  return [
    `label linux-${kernel.version}`,
    `  menu label ${plain(`${title}, with Linux ${kernel.version}`)}`,
    `  linux ${place.prefix}/${kernel.file}`,
    ...(kernel.initramfs === undefined ? [] : [`  initrd ${place.prefix}/${kernel.initramfs}`]),
    `  append ${[...place.rootArguments, ...kernelArguments].join(' ')}`.trimEnd(),
  ];
}

/** A circumflex would mark a hot key. */
const plain = (text: string) => text.replaceAll(/[\^\s]+/g, ' ');

function serialLine(kernelArguments: readonly string[]): string {
  const { unit, speed } = serialPortOf(kernelArguments);
  return `serial ${unit} ${speed}`;
}
