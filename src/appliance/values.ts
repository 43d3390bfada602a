import { ApplianceError } from '../errors.ts';
import type { Command, CommandName, CommandNamed, Written } from '../kickstart/document.ts';
import type { Report } from '../kickstart/options/options.ts';

interface Problem {
  readonly message: string;
  /** Default: `bad-value`. */
  readonly code?: string;
  /** The option to blame; undefined: the first word that is none, or else the command. */
  readonly at?: string;
  readonly hint?: string;
}
type Check<Name extends CommandName> = (command: CommandNamed<Name>) => readonly Problem[];

/** The first size in MiB whose bytes a double can't count exactly. */
const tooLargeMiB = 2 ** 33;
const largestId = 2 ** 32 - 2;
/** GRUB takes -1 for "wait for ever". */
const longestTimeout = 86_400;
/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const zonePattern = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
const portPattern = /^(\d{1,5})(?:-(\d{1,5}))?:(?:tcp|udp|sctp|dccp)$/;
const largestPort = 65_535;

const problem = (wrong: boolean, message: string, at?: string, more: Partial<Problem> = {}): readonly Problem[] =>
  wrong ? [{ message, ...(at === undefined ? {} : { at }), ...more }] : [];
const outside = (value: number | undefined, least: number, most: number) =>
  value !== undefined && (value < least || value > most);
const range = (what: string, value: number | undefined, least: number, most: number) =>
  problem(outside(value, least, most), `${what}: ${value} is not from ${least} to ${most}`, what);

/** What the language lets through and an appliance cannot use. */
const checks: { readonly [Name in CommandName]?: Check<Name> } = {
  part: ({ mountPoint, sizeMiB, maxSizeMiB }) => [
    ...problem(
      /^(?:pv|raid|btrfs)\.|^prepboot$/.test(mountPoint),
      `part ${mountPoint} is not supported yet`,
      undefined,
      {
        code: 'not-supported-yet',
      },
    ),
    ...problem(
      !/^(?:\/|swap$|biosboot$|(?:pv|raid|btrfs)\.|prepboot$)/.test(mountPoint),
      `a part needs an absolute mount point, swap or biosboot, not "${mountPoint}"`,
    ),
    ...range('--size', sizeMiB, 1, tooLargeMiB - 1),
    ...range('--maxsize', maxSizeMiB, 1, tooLargeMiB - 1),
  ],
  clearpart: ({ diskLabel }) =>
    problem(
      diskLabel !== undefined && diskLabel !== 'gpt' && diskLabel !== 'msdos',
      `--disklabel: "${diskLabel}" is not one of gpt, msdos`,
      '--disklabel',
    ),
  bootloader: ({ timeoutSeconds }) => range('--timeout', timeoutSeconds, -1, longestTimeout),
  user: ({ user, uid, gid }) => [
    ...problem(user === '', 'the name of a user is empty', '--name'),
    ...range('--uid', uid, 0, largestId),
    ...range('--gid', gid, 0, largestId),
  ],
  timezone: ({ zone }) =>
    problem(zone !== undefined && !zonePattern.test(zone), `"${zone}" is not a zone such as Europe/Berlin`),
  network: ({ bootProto }) =>
    problem(bootProto !== 'dhcp', `--bootproto=${bootProto} is not supported yet`, '--bootproto', {
      code: 'not-supported-yet',
    }),
  firewall: ({ ports }) =>
    ports
      .filter((port) => !isPort(port))
      .map((port) => ({ message: `"${port}" is not a port such as 80:tcp or 1000-1010:udp`, at: '--port' })),
  repo: ({ repo, baseUrl }) => [
    ...problem(repo === '', 'the name of a repo is empty', '--name'),
    // Legal: it enables a repository that the installer knows by name.
    ...problem(baseUrl === undefined, 'a repo without --baseurl is not supported yet', undefined, {
      code: 'not-supported-yet',
      hint: 'add --baseurl=URL',
    }),
  ],
};

function isPort(text: string): boolean {
  const [, first, last = first] = portPattern.exec(text) ?? [];
  return Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= largestPort;
}

/** Reports the values of one line that an appliance cannot use. */
export function checkValues(command: Command, written: Written, report: Report): void {
  const check = checks[command.name] as ((command: Command) => readonly Problem[]) | undefined;
  for (const { message, code = 'bad-value', at, hint } of check?.(command) ?? []) {
    const place = at === undefined ? written.arguments[0]?.position : written.options[at];
    const position = place ?? command.position;
    report(new ApplianceError({ kind: 'input', code, message, position, hint }));
  }
}
