import type { Kernel } from '../../plan/boot/kernels.ts';
import type { BootPlace } from './boot-place.ts';

/** What the menu of every boot loader is written from. */
export interface BootMenu {
  readonly place: BootPlace;
  /** In the order of the menu; the first one boots. */
  readonly kernels: readonly Kernel[];
  /** Name of the system in the menu: `Debian GNU/Linux 12`. */
  readonly title: string;
  /** Besides root= and ro. */
  readonly kernelArguments: readonly string[];
  /** 0: none; -1: for ever. */
  readonly timeoutSeconds: number;
  readonly serialConsole: boolean;
}
