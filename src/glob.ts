/**
 * Whether a pattern of the shell (`*`, `?`, `[a-c]`, `[!a]`) means the whole text. A slash is a character as any other; a bracket that
 * nothing closes matches nothing.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === text;
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  try {
    return new RegExp(`^${expression}$`).test(text);
  } catch {
    return false;
  }
}
