import { type Architecture, architectures } from '../../architecture.ts';
import { hostArchitecture } from '../../host/architecture.ts';
import type { AptSetting } from './access.ts';

/** Makes apt one of another machine's (apt.conf(5), "THE APT GROUP"); on a machine of its own it is what that is set up for. */
export function architectureSettings(arch: Architecture, host = hostArchitecture()): AptSetting[] {
  const { debian } = architectures[arch];
  return arch === host
    ? []
    : [
        ['APT::Architecture', debian],
        ['APT::Architectures::', debian],
      ];
}

/** The same for mmdebstrap. */
export function architectureOptions(arch: Architecture, host = hostArchitecture()): string[] {
  return arch === host ? [] : [`--architectures=${architectures[arch].debian}`];
}
