import type { FileAttributes } from './file-list.ts';

export type Architecture = 'x86_64' | 'i686' | 'noarch';

/** Kinds of scriptlets, as spec files name them. */
export type ScriptletKind = 'pretrans' | 'pre' | 'post' | 'preun' | 'postun' | 'posttrans';

/** Dependencies of a package by their tag, each written as in a spec file. */
export interface Dependencies {
  readonly Requires?: readonly string[];
  /** Needed before the %pre scriptlet runs. */
  readonly 'Requires(pre)'?: readonly string[];
  readonly 'Requires(post)'?: readonly string[];
  readonly 'Requires(posttrans)'?: readonly string[];
  readonly Provides?: readonly string[];
  readonly Conflicts?: readonly string[];
  readonly Obsoletes?: readonly string[];
  readonly Recommends?: readonly string[];
  readonly Suggests?: readonly string[];
}

export interface Scriptlets extends Partial<Readonly<Record<ScriptletKind, string>>> {
  /** Whole trigger sections, from their % line on. */
  readonly triggers?: string;
}

/** A package to be built from a tree of files. */
export interface RpmPackage {
  readonly name: string;
  readonly epoch?: string | undefined;
  readonly version: string;
  readonly release: string;
  readonly architecture: Architecture;
  readonly summary: string;
  readonly dependencies: Dependencies;
  readonly scriptlets: Scriptlets;
  /** Absolute path of the folder that holds its files as they shall lie in the guest. */
  readonly tree: string;
  /** Of files whose owner, mode, … is not what lies in the tree, and of files that do not lie there. By path in the guest. */
  readonly attributes: Readonly<Record<string, FileAttributes>>;
  /** Paths of configuration files. */
  readonly configuration: ReadonlySet<string>;
}

/** Dependencies of both. */
export function joinDependencies(one: Dependencies, other: Dependencies): Dependencies {
  const tags = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof Dependencies)[];
  return Object.fromEntries(tags.map((tag) => [tag, [...new Set([...(one[tag] ?? []), ...(other[tag] ?? [])])]]));
}
