/**
 * Options that make the host's rpm read nothing but its own defaults: no macros of the machine or its user, which could
 * change the database's place or what is installed (rpm(8), "FILES").
 */
export const rpmDefaults = ['--macros=/usr/lib/rpm/macros', '--rcfile=/usr/lib/rpm/rpmrc'] as const;

export const define = (name: string, value: string) => ['--define', `${name} ${value}`] as const;
