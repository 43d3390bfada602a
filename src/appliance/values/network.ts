import { parsePort } from '../firewall/ports.ts';
import { networkProblems } from '../network/check-line.ts';
import type { Checks } from './problem.ts';

/** Names of devices as the kernel allows them (dev_valid_name): they go into the rules of the firewall. */
const devicePattern = /^[^\s/:"\\]{1,15}$/;

export const networkChecks: Checks = {
  network: networkProblems,
  firewall: ({ ports, trust }) => [
    ...ports
      .filter((port) => parsePort(port) === undefined)
      .map((port) => ({ message: `"${port}" is not a port such as 80:tcp or 1000-1010:udp`, at: '--port' })),
    ...trust
      .filter((device) => !devicePattern.test(device))
      .map((device) => ({ message: `"${device}" is not the name of a network device`, at: '--trust' })),
  ],
};
