import { randomUUID } from 'node:crypto';
import { Refusal } from './twirp.ts';

/** Bits of a permission: 1 read, 2 write. */
export interface Scope {
  /** A git ref, such as `refs/heads/main`. */
  readonly Scope: string;
  readonly Permission: number;
}

export interface TokenOptions {
  /** Run and job, as the service knows them; artifacts belong to a run. */
  readonly run?: string;
  readonly job?: string;
  /** Scopes of the cache, the nearest first. */
  readonly scopes?: readonly Scope[];
  readonly expires?: Date;
}

export const mainBranch: readonly Scope[] = [{ Scope: 'refs/heads/main', Permission: 3 }];
/** What a pull request's run gets: a scope of its own, and the base branch to read. */
export const pullRequest: readonly Scope[] = [
  { Scope: 'refs/pull/1/merge', Permission: 3 },
  { Scope: 'refs/heads/main', Permission: 1 },
];
/** What a run gets that an untrusted event started on the default branch. */
export const readOnly: readonly Scope[] = [{ Scope: 'refs/heads/main', Permission: 1 }];

/** An unsigned token with the claims that the clients and the service read, as ACTIONS_RUNTIME_TOKEN holds it. */
export function runtimeToken(options: TokenOptions = {}): string {
  const { run = randomUUID(), job = randomUUID(), scopes = mainBranch } = options;
  const expires = options.expires ?? new Date(Date.now() + 6 * 3600_000);
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = {
    scp: `Actions.Results:${run}:${job}`,
    ac: JSON.stringify(scopes),
    exp: Math.floor(expires.getTime() / 1000),
  };
  return [encode({ alg: 'none', typ: 'JWT' }), encode(claims), 'unsigned'].join('.');
}

export interface Claims {
  readonly scopes: readonly Scope[];
}

/** @throws Refusal if there is no token, or it has expired */
export function claimsOf(authorization: string | undefined): Claims {
  const payload = authorization?.split(' ')[1]?.split('.')[1];
  if (payload === undefined) throw new Refusal(401, 'unauthenticated', 'no token');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { ac?: string; exp: number };
  if (claims.exp * 1000 <= Date.now()) throw new Refusal(401, 'unauthenticated', 'token has expired');
  return { scopes: JSON.parse(claims.ac ?? '[]') as Scope[] };
}
