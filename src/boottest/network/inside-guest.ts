import type { HttpStep, TcpStep } from '../scenario/scenario.ts';
import type { Shell } from '../scenario/shell.ts';

/**
 * Asks the guest from within, where the host cannot reach it: over its own loopback interface, with the means of bash.
 *
 * @returns what is worth telling
 * @throws Error with what was wrong
 */
export async function reachInside(
  shell: Shell | undefined,
  step: TcpStep | HttpStep,
  milliseconds: number,
): Promise<string> {
  if (shell === undefined)
    throw new Error(
      'IPv6 cannot be tried from outside here, and there is no shell to try it inside: put a `login` before it',
    );
  const { exitCode, output } = await shell.run(commandOf(step), milliseconds);
  if (exitCode !== 0) throw new Error(`port ${step.port}: bash in the guest cannot connect to ::1: ${output}`);
  if (step.kind === 'tcp') {
    if (step.banner !== undefined && !step.banner.test(output)) throw new Error(`port ${step.port}: no such banner`);
    return `port ${step.port} is open over ipv6, asserted inside the guest`;
  }
  const [, status = ''] = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(output) ?? [];
  if (Number(status) !== step.status) throw new Error(`status ${status || 'missing'} instead of ${step.status}`);
  if (step.body !== undefined && !step.body.test(output)) throw new Error(`the body lacks /${step.body.source}/`);
  return `status ${status} over ipv6, asserted inside the guest`;
}

/** `timeout` ends what says nothing: a server that waits for us, and one that never closes. */
export function commandOf(step: TcpStep | HttpStep): string {
  const connect = `exec 3<>/dev/tcp/::1/${step.port} || exit 9`;
  const request = (path: string) => `printf '%s\\r\\n' ${quoted(`GET ${path} HTTP/1.0`)} 'Host: localhost' '' >&3`;
  const words =
    step.kind === 'http'
      ? [connect, request(step.path), 'timeout 20 cat <&3', 'true']
      : [connect, 'timeout 3 head -c 4096 <&3', 'true'];
  return `bash -c ${quoted(words.join('; '))}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
