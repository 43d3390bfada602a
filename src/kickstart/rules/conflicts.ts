import { ApplianceError, formatPosition } from '../../errors.ts';
import type { CommandName, Word } from '../document.ts';
import type { Judge } from '../options/options.ts';
import { type Life, listVersions, statusIn } from '../versions/life.ts';
import { VERSIONS, type Version } from '../versions/versions.ts';

interface Conflict {
  readonly with: readonly CommandName[];
  /** In which versions; default: all. */
  readonly life?: Life;
}

const WITH_BOOTC: Life = { fedora: { since: 43 }, rhel: { since: 10 } };

/** Which earlier commands a command does not bear. Not all are mutual: the later line is the one to blame. */
const CONFLICTS: Readonly<Partial<Record<CommandName, readonly Conflict[]>>> = {
  autopart: [{ with: ['part', 'raid', 'volgroup', 'logvol', 'reqpart'] }],
  part: [{ with: ['autopart', 'mount'] }],
  raid: [{ with: ['autopart', 'mount'] }],
  volgroup: [{ with: ['autopart', 'mount'] }],
  logvol: [{ with: ['autopart', 'mount'] }],
  reqpart: [{ with: ['autopart', 'mount'] }],
  mount: [{ with: ['autopart', 'part', 'raid', 'volgroup', 'logvol', 'reqpart'] }],
  ostreesetup: [
    { with: ['ostreecontainer'], life: { fedora: { since: 38 }, rhel: { since: 10 } } },
    { with: ['bootc'], life: WITH_BOOTC },
  ],
  ostreecontainer: [{ with: ['ostreesetup'] }, { with: ['bootc'], life: WITH_BOOTC }],
  bootc: [{ with: ['ostreesetup', 'ostreecontainer'] }],
};

/** Commands that are in the language since a while only: a conflict concerns the versions that have both. */
const LIVES: Readonly<Partial<Record<CommandName, Life>>> = {
  ostreecontainer: { rhel: { since: 9 } },
  bootc: WITH_BOOTC,
};

/** Tells which commands go together, line by line. */
export class ConflictCheck {
  readonly #first = new Map<CommandName, Word>();

  /** @param name of the command that `word` stands for */
  check(name: CommandName, word: Word, { syntax, report, warn }: Judge): void {
    for (const { with: others, life } of CONFLICTS[name] ?? []) {
      const first = others.map((other) => ({ other, at: this.#first.get(other) })).find(({ at }) => at !== undefined);
      if (first?.at === undefined) continue;
      const message = `${word.text} does not go with ${first.at.text}, which stands at ${formatPosition(first.at.position)}`;
      const { position } = word;
      const refusing = VERSIONS.filter((version) => holds(life, version));
      const having = VERSIONS.filter((version) => holds(LIVES[name], version) && holds(LIVES[first.other], version));
      if (syntax === 'lenient' && having.some((version) => !refusing.includes(version))) {
        warn({ code: 'version-dependent', message: `${message} (refused by ${listVersions(refusing)})`, position });
      } else if (syntax === 'lenient' || refusing.includes(syntax)) {
        report(new ApplianceError({ kind: 'input', code: 'conflicting-commands', message, position }));
      }
    }
    if (!this.#first.has(name)) this.#first.set(name, word);
  }
}

const holds = (life: Life | undefined, version: Version) => statusIn(life, version) === 'works';
