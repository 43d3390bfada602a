import type { NetworkCommand } from '../../kickstart/document.ts';
import { type Problem, problem } from '../values/problem.ts';
import { bondRules, bridgeRules, controllerOptions, readControllerOption } from './controller-options.ts';
import { deviceMatch, isInterfaceName, longestName, vlanName } from './device-names.ts';

/** What is wrong with the bond, bridge or vlan of one network line. */
export function kindProblems(line: NetworkCommand): readonly Problem[] {
  const { bondSlaves, bridgeSlaves, bondOpts, vlanId, interfaceName } = line;
  const name = deviceMatch(line.device);
  const virtual =
    bondSlaves.length > 0
      ? '--bondslaves'
      : bridgeSlaves.length > 0
        ? '--bridgeslaves'
        : vlanId
          ? '--vlanid'
          : undefined;
  const made = interfaceName || vlanName(line.device ?? '', vlanId ?? '');
  return [
    ...problem(
      virtual !== undefined && name?.by !== 'name',
      `${virtual} needs the name of a device: --device`,
      virtual,
      {
        code: 'missing-option',
      },
    ),
    ...problem(
      bondSlaves.length > 0 && bridgeSlaves.length > 0,
      'one device is either a bond or a bridge',
      '--bridgeslaves',
      {
        code: 'conflicting-options',
      },
    ),
    ...problem(bondOpts.length > 0 && bondSlaves.length === 0, '--bondopts needs --bondslaves', '--bondopts', {
      code: 'missing-option',
    }),
    ...problem(vlanId !== undefined && bridgeSlaves.length > 0, 'a bridge is no vlan', '--vlanid', {
      code: 'conflicting-options',
      hint: 'write a line of its own for the vlan, with the bridge as --device',
    }),
    ...problem(!!vlanId && !isVlanTag(vlanId), `"${vlanId}" is not a number from 1 to 4094`, '--vlanid'),
    ...problem(
      !!interfaceName && !isInterfaceName(interfaceName),
      `"${interfaceName}" cannot be the name of a device`,
      '--interfacename',
    ),
    ...problem(
      !!vlanId && isVlanTag(vlanId) && !interfaceName && made.length > longestName,
      `"${made}" is longer than ${longestName} letters`,
      '--vlanid',
      {
        hint: 'add --interfacename',
      },
    ),
    ...ports(line.device, bondSlaves, '--bondslaves'),
    ...ports(line.device, bridgeSlaves, '--bridgeslaves'),
    ...bond(line),
    ...line.bridgeOpts.flatMap((text) => wrong(readControllerOption(text, bridgeRules), '--bridgeopts')),
  ];
}

const wrong = (read: ReturnType<typeof readControllerOption>, at: string) =>
  typeof read === 'string' ? [{ message: read, at }] : [];

function isVlanTag(text: string): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 4094;
}

function ports(device: string | undefined, names: readonly string[], at: string): readonly Problem[] {
  return names.flatMap((name, index) => [
    ...problem(!isInterfaceName(name), `"${name}" cannot be the name of a device`, at),
    ...problem(name === device, `${name} cannot be a port of itself`, at),
    ...problem(names.indexOf(name) < index, `${name} is named twice`, at),
  ]);
}

const modesWithPrimary: ReadonlySet<string | undefined> = new Set(['active-backup', 'balance-tlb', 'balance-alb']);

/** What NetworkManager or the kernel refuse about a bond as a whole. */
function bond({ bondOpts, bondSlaves }: NetworkCommand): readonly Problem[] {
  const { mode, miimon = '0', arp_interval: arpInterval = '0', ...options } = controllerOptions(bondOpts, bondRules);
  const { primary } = options;
  const at = '--bondopts';
  return [
    ...bondOpts.flatMap((text) => wrong(readControllerOption(text, bondRules), at)),
    ...problem(Number(miimon) > 0 && Number(arpInterval) > 0, 'miimon and arp_interval exclude each other', at),
    ...problem(Number(arpInterval) > 0 && !('arp_ip_target' in options), 'arp_interval needs arp_ip_target', at),
    ...problem(
      primary !== undefined && !modesWithPrimary.has(mode),
      'only active-backup, balance-tlb and balance-alb have a primary port',
      at,
    ),
    ...problem(primary !== undefined && !bondSlaves.includes(primary), `${primary} is none of the ports`, at),
  ];
}
