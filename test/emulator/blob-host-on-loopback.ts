// Preloaded into the process under test (`--import`): the clients take the Azure SDK's way of downloading only from hosts
// named *.blob.core.windows.net, so that these names must lead to Azurite.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

type Callback = (error: Error | null, address: unknown, family?: number) => void;

const lookup = dns.lookup as (host: string, options: unknown, callback?: Callback) => unknown;

function lookupOnLoopback(host: string, options: unknown, callback?: Callback): unknown {
  if (!host.endsWith('.blob.core.windows.net')) return lookup(host, options, callback);
  const answer = (typeof options === 'function' ? options : callback) as Callback;
  const all = typeof options === 'object' && options !== null && 'all' in options && options.all === true;
  process.nextTick(() => (all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4)));
  return undefined;
}

Object.assign(dns, { lookup: lookupOnLoopback });
syncBuiltinESMExports();
