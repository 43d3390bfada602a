import type { Firmware } from '../../appliance/appliance.ts';
import type { Bus, screens, VirtType } from '../../deploy/domain/choices.ts';

export interface StopFlags {
  readonly connect: string;
  readonly shutdownTimeout: number;
  readonly force?: boolean;
}

export interface UndeployFlags extends StopFlags {
  readonly removeUserDisks?: boolean;
  readonly installTools?: boolean;
  readonly json?: boolean;
}

export interface DeployFlags extends StopFlags {
  readonly name?: string;
  readonly upgrade?: boolean;
  readonly replace?: boolean;
  readonly forget?: boolean;
  readonly boot?: number;
  readonly memory?: number;
  readonly vcpus?: number;
  readonly graphics?: (typeof screens)[number];
  readonly mac?: readonly string[];
  readonly virtType?: VirtType;
  readonly pool: string;
  readonly inPlace?: boolean;
  readonly overlay?: boolean;
  readonly userDisk?: readonly string[];
  readonly bus?: Bus;
  readonly machine?: string;
  readonly firmware?: Firmware;
  readonly network?: readonly string[];
  readonly consoleLog?: string;
  readonly skipChecksum?: boolean;
  /** False with `--no-start`. */
  readonly start: boolean;
  readonly waitBoot?: boolean;
  readonly expect?: readonly string[];
  readonly timeout?: number;
  readonly printXml?: boolean;
  readonly printXl?: boolean;
  readonly target?: 'vmware';
  readonly installTools?: boolean;
  readonly json?: boolean;
}
