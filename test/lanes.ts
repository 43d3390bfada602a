// Which files of integration tests run side by side, in which order, and which have the machine for themselves.

/**
 * Two files at once: a booting guest keeps one core busy, so two cores do twice as much. Such a file may not look at what the
 * whole machine does (processes, mounts, folders that others write to), only at what carries its own folder's name, and its
 * deadlines must have room for a neighbour.
 */
export const lanes = 2;

/** Files whose assertions are about moments, which a neighbour would blur, and why. They run last, one after the other. */
export const alone: Readonly<Record<string, string>> = {
  'action/action.test.ts': 'compares how long two runs of a job take',
  'action/cancel.test.ts': 'jobs that are cancelled must end within seconds',
  'trouble/signals.test.ts': 'strikes in the middle of short steps, and builds must end within seconds',
  'trouble/rpm-signals.test.ts': 'strikes in the middle of short steps, and builds must end within seconds',
  'trouble/together.test.ts': 'two builds must be at the same step at the same time, on two cores',
};

/**
 * Seconds that long files take, as the list at the end of a run tells them. They only decide what comes first, so that no long file
 * is left over at the end; a file without a row takes less than half a minute.
 */
export const seconds: Readonly<Record<string, number>> = {
  'build/reproducible.test.ts': 430,
  'build/layouts.test.ts': 360,
  'build/rpm.test.ts': 330,
  'build/bootloaders.test.ts': 300,
  'build/storage.test.ts': 290,
  'boottest/boot.test.ts': 255,
  'build/everything.test.ts': 250,
  'convert/boot-formats.test.ts': 250,
  'boottest/systems.test.ts': 240,
  'build/ovirt-wui.test.ts': 210,
  'build/hello.test.ts': 150,
  'build/commands.test.ts': 125,
  'deploy/deploy.test.ts': 120,
  'action/service-cache.test.ts': 95,
  'action/artifacts.test.ts': 90,
  'progress/events.test.ts': 110,
  'build/xen.test.ts': 80,
  'build/cache.test.ts': 80,
  'trouble/space.test.ts': 70,
  'trouble/mirrors.test.ts': 65,
};
const secondsOfOthers = 15;

export interface Arrangement {
  /** In the order in which they begin. */
  readonly sideBySide: readonly string[];
  readonly alone: readonly string[];
}

/** @param files paths below test/integration/ */
export function arrange(files: readonly string[]): Arrangement {
  const length = (file: string) => seconds[file] ?? secondsOfOthers;
  const isAlone = (file: string) => Object.hasOwn(alone, file);
  return {
    sideBySide: files.filter((file) => !isAlone(file)).sort((a, b) => length(b) - length(a) || (a < b ? -1 : 1)),
    alone: files.filter(isAlone).sort(),
  };
}
