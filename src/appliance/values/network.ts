import { networkProblems } from '../network/check-line.ts';
import type { Checks } from './problem.ts';

const portPattern = /^(\d{1,5})(?:-(\d{1,5}))?:(?:tcp|udp|sctp|dccp)$/;
const largestPort = 65_535;

export const networkChecks: Checks = {
  network: networkProblems,
  firewall: ({ ports }) =>
    ports
      .filter((port) => !isPort(port))
      .map((port) => ({ message: `"${port}" is not a port such as 80:tcp or 1000-1010:udp`, at: '--port' })),
};

function isPort(text: string): boolean {
  const [, first, last = first] = portPattern.exec(text) ?? [];
  return Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= largestPort;
}
