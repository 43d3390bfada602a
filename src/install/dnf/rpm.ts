/**
 * Options that make the host's rpm read nothing but its own defaults: no macros of the machine or its user, which could
 * change the database's place or what is installed (rpm(8), "FILES").
 */
const rpmDefaults = ['--macros=/usr/lib/rpm/macros', '--rcfile=/usr/lib/rpm/rpmrc'] as const;

export const define = (name: string, value: string) => ['--define', `${name} ${value}`] as const;

/** The format that the host's rpm writes here, whatever its own is. */
export const writtenFormat = 'sqlite';

/**
 * Options for the host's rpm, rpmdb and rpmkeys.
 *
 * @param place of the database, as seen inside of the root
 * @param root undefined: the host's
 */
export const rpmOptions = (place: string, root?: string): readonly string[] => [
  ...rpmDefaults,
  ...(root === undefined ? [] : [`--root=${root}`]),
  `--dbpath=${place}`,
  ...define('_db_backend', writtenFormat),
];
