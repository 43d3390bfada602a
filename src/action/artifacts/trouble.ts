import { ApplianceError, messageOf } from '../../errors.ts';

/** `Failed request: (409) Conflict: …`: an artifact of this name is there, and artifacts can't be changed. */
export function isNameTaken(error: unknown): boolean {
  return /^Failed to \w+: .*\(409\)/s.test(messageOf(error));
}

interface Trouble {
  readonly sign: RegExp;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * How @actions/artifact 6 says what is wrong: it wraps every cause in the text of an error. The first row that matches
 * counts. Before it gives up, the client tries 5 times in about 30 s on 429, 500, 502, 503 and 504.
 */
const troubles: readonly Trouble[] = [
  {
    sign: /^GHESNotSupportedError/,
    code: 'artifact-service-missing',
    message: 'GitHub Enterprise Server has no artifact service that this action can talk to',
    hint: 'set "upload: false" and hand the output directory to an upload action of that server',
  },
  {
    sign: /Unable to get the ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL)/,
    code: 'artifact-service-missing',
    message: 'this job has no artifact service: ACTIONS_RESULTS_URL or ACTIONS_RUNTIME_TOKEN is not set',
    hint: 'a runner sets them for JavaScript actions; outside of GitHub Actions set "upload: false"',
  },
  {
    sign: /storage quota|insufficient usage/i,
    code: 'artifact-quota',
    message: 'the artifact storage of this account is full',
    hint: 'delete old artifacts, set a lower "retention-days", or raise the budget for Actions storage; GitHub counts anew every 6 to 12 hours',
  },
  {
    sign: /\(401\)|\(403\)|Failed to get backend IDs|Invalid token/i,
    code: 'artifact-denied',
    message: "the artifact service did not accept this job's token",
    hint: 'a token runs out when the job has run for longer than it may: shorten the job or raise its "timeout-minutes", and run it again',
  },
  {
    sign: /\(429\)/,
    code: 'artifact-rate-limit',
    message: 'the artifact service took no more requests: too many came from this account in a short time',
    hint: 'run the job again later; fewer jobs of a matrix at a time ("max-parallel") and "compression: auto" need fewer requests',
  },
  {
    sign: /\(5\d\d\)|not valid JSON|Unexpected token/i,
    code: 'artifact-service-down',
    message: 'the artifact service did not answer as it should',
    hint: 'see https://www.githubstatus.com, and run the job again',
  },
  {
    sign: /^RestError.*(?:403|authenticat|authoriz)/is,
    code: 'artifact-denied',
    message: 'the storage of the artifact service refused the upload',
    hint: 'the address for an upload is good for an hour: a slow connection, or a wrong clock of the runner',
  },
  {
    sign: /^NetworkError|Unable to make request|stalled|ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE|socket hang up/,
    code: 'artifact-network',
    message: 'the connection to the artifact service broke',
    hint: 'a self-hosted runner must reach *.actions.githubusercontent.com and *.blob.core.windows.net; then run the job again',
  },
];

const unknownTrouble = {
  code: 'artifact-failed',
  message: 'the artifact could not be uploaded',
  hint: 'run the job again; with debug logging turned on, the log shows what was asked and answered',
} as const;

/** Says what an error of the artifact client means to the user, with the first line of what the client said. */
export function explainUploadError(error: unknown, artifact: string): ApplianceError {
  if (error instanceof ApplianceError) return error;
  const text = `${error instanceof Error ? `${error.name}: ` : ''}${messageOf(error)}`;
  const withoutName = text.replace(/^Error: /, '');
  const { code, message, hint } = troubles.find(({ sign }) => sign.test(withoutName)) ?? unknownTrouble;
  return new ApplianceError({
    kind: 'build',
    code,
    message: `artifact "${artifact}": ${message}`,
    hint,
    detail: [withoutName.split(/[\r\n]/)[0] ?? ''],
    cause: error,
  });
}
