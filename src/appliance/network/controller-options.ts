/** What an option of a bond or a bridge takes. */
interface OptionRule {
  /** Words, in the order of the numbers that stand for them. */
  readonly words?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  /** Anything that matches, for addresses and names. */
  readonly pattern?: RegExp;
}

const number = (least: number, most: number): OptionRule => ({ least, most });
const milliseconds = number(0, 3_600_000);
const flag = number(0, 1);
const name = /^[A-Za-z0-9_.-]{1,15}$/;

/** Parameters of the kernel's bonding driver (Documentation/networking/bonding.rst). */
export const bondRules: Readonly<Record<string, OptionRule>> = {
  mode: {
    words: ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'],
  },
  miimon: milliseconds,
  updelay: milliseconds,
  downdelay: milliseconds,
  use_carrier: flag,
  primary: { pattern: name },
  active_slave: { pattern: name },
  primary_reselect: { words: ['always', 'better', 'failure'] },
  fail_over_mac: { words: ['none', 'active', 'follow'] },
  lacp_rate: { words: ['slow', 'fast'] },
  ad_select: { words: ['stable', 'bandwidth', 'count'] },
  ad_actor_system: { pattern: /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/ },
  ad_actor_sys_prio: number(1, 65_535),
  ad_user_port_key: number(0, 1023),
  xmit_hash_policy: { words: ['layer2', 'layer3+4', 'layer2+3', 'encap2+3', 'encap3+4', 'vlan+srcmac'] },
  arp_interval: milliseconds,
  arp_ip_target: { pattern: /^\d+(?:\.\d+){3}(?:,\d+(?:\.\d+){3}){0,15}$/ },
  arp_validate: {
    words: ['none', 'active', 'backup', 'all', 'filter', 'filter_active', 'filter_backup'],
  },
  arp_all_targets: { words: ['any', 'all'] },
  num_grat_arp: number(0, 255),
  num_unsol_na: number(0, 255),
  resend_igmp: number(0, 255),
  packets_per_slave: number(0, 65_535),
  all_slaves_active: flag,
  min_links: number(0, 255),
  lp_interval: number(1, 0x7fffffff),
  tlb_dynamic_lb: flag,
};

/** Options of `--bridgeopts` in the kickstart documentation, named as in NetworkManager; times in seconds. */
export const bridgeRules: Readonly<Record<string, OptionRule>> = {
  stp: { words: ['no', 'yes'] },
  priority: number(0, 65_535),
  'forward-delay': number(2, 30),
  'hello-time': number(1, 10),
  'max-age': number(6, 40),
  'ageing-time': number(0, 1_000_000),
};

const sameAs: Readonly<Record<string, string>> = { true: 'yes', on: 'yes', false: 'no', off: 'no' };

/**
 * One `name=value` in the words of the rules: numbers that stand for words are replaced.
 *
 * @returns what is wrong with it as a string
 */
export function readControllerOption(
  text: string,
  rules: Readonly<Record<string, OptionRule>>,
): { readonly name: string; readonly value: string } | string {
  const [, key = '', value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (key === '') return `"${text}" is not NAME=VALUE`;
  const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
  if (rule === undefined) return `"${key}" is none of ${Object.keys(rules).join(', ')}`;
  const { words, pattern, least = 0, most = Number.MAX_SAFE_INTEGER } = rule;
  if (words !== undefined) {
    const word = (/^\d+$/.test(value) ? words[Number(value)] : undefined) ?? sameAs[value] ?? value;
    return words.includes(word) ? { name: key, value: word } : `${key}: "${value}" is none of ${words.join(', ')}`;
  }
  if (pattern !== undefined) {
    return pattern.test(value) ? { name: key, value } : `"${value}" can't be the value of ${key}`;
  }
  const fits = /^\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most;
  return fits ? { name: key, value } : `${key}: "${value}" is not from ${least} to ${most}`;
}

/** Options that can be used; the others have been reported where the line was checked. */
export function controllerOptions(
  texts: readonly string[],
  rules: Readonly<Record<string, OptionRule>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.flatMap((text) => {
      const option = readControllerOption(text, rules);
      return typeof option === 'string' ? [] : [[option.name, option.value]];
    }),
  );
}

/** A bond that watches its ports in no way never notices a dead one: NetworkManager looks every 100 ms then. */
export function watchedBond(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return 'miimon' in options || 'arp_interval' in options ? options : { ...options, miimon: '100' };
}
