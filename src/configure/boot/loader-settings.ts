import type { Loader } from '../../appliance/appliance.ts';
import { extlinuxSettings } from './extlinux-settings.ts';
import { grubSettings } from './grub-settings.ts';
import { sdbootSettings } from './sdboot-settings.ts';
import type { LoaderSettings } from './settings.ts';

export const loaderSettings: Readonly<Record<Loader, LoaderSettings>> = {
  grub: grubSettings,
  extlinux: extlinuxSettings,
  sdboot: sdbootSettings,
  // Who makes a menu in a script, or later, finds the arguments where every distribution has them.
  none: grubSettings,
};
