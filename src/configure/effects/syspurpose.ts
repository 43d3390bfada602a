import type { SyspurposeCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';

const file = '/etc/rhsm/syspurpose/syspurpose.json';

/** syspurpose(8)'s file: what the line leaves out stays as it was. */
function syspurposeJson(before: string, { role, sla, usage, addons }: Omit<SyspurposeCommand, 'name' | 'position'>) {
  const known = parse(before);
  const said = {
    ...(addons.length > 0 ? { addons } : {}),
    ...(role ? { role } : {}),
    ...(sla ? { service_level_agreement: sla } : {}),
    ...(usage ? { usage } : {}),
  };
  const sorted = Object.entries({ ...known, ...said }).sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/** The purpose of the system, where the guest has a subscription manager to read it. */
export async function applySyspurpose(line: SyspurposeCommand, { files, warn }: Guest): Promise<void> {
  if (await files.exists('/etc/rhsm')) {
    await files.write(file, syspurposeJson((await files.read(file)) ?? '', line));
    return;
  }
  warn({
    code: 'syspurpose-unused',
    message: 'the syspurpose line has no effect: the guest has no subscription manager to read it',
    position: line.position,
    hint: 'it is for Red Hat Enterprise Linux; remove the line for other guests',
  });
}
