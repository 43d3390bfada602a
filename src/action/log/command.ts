/**
 * Workflow commands: `::name key=value,key=value::data` (GitHub's documentation, "Workflow commands"). The runner reads a
 * line of standard output or standard error as one; how it undoes the escaping is in its ActionCommand.cs.
 */
export function formatCommand(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  data: string,
): string {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${name}${written === '' ? '' : ` ${written}`}::${escapeData(data)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
