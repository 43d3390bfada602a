import type { ActionLog } from '../../src/action/ports.ts';

/** Keeps what is logged, as `warning: text`. */
export function recordingLog(): ActionLog & { readonly said: readonly string[] } {
  const said: string[] = [];
  return {
    said,
    line: (text) => said.push(text),
    debug: (text) => said.push(`debug: ${text}`),
    startGroup: (title) => said.push(`group: ${title}`),
    endGroup: () => said.push('end of group'),
    annotate: (kind, message) => said.push(`${kind}: ${message}`),
    mask: (secret) => said.push(`mask: ${secret}`),
  };
}
