import * as path from 'node:path';

/** Where a file lies once /bin, /sbin and the libraries' folders are links into /usr (file-hierarchy(7)). */
export function mergedPath(file: string): string {
  return file.replace(/^\/(bin|sbin|lib|lib32|lib64|libx32)(?=\/|$)/, '/usr/$1');
}

/** The text of a relative link whose own place, or whose target's, moves below /usr; others stay as they are. */
export function mergedLink(link: string, target: string): string {
  if (path.isAbsolute(target)) return target;
  const pointsTo = path.join(path.dirname(link), target);
  const [newLink, newTarget] = [mergedPath(link), mergedPath(pointsTo)];
  if (newLink === link && newTarget === pointsTo) return target;
  return path.relative(path.dirname(newLink), newTarget);
}
