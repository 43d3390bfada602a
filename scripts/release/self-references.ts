import { ReleaseRefused } from './refused.ts';

const selfReference = /^(\s*(?:- +)?uses: +)(["']?)\$\/([^\s"'#]+)\2(?=\s|$)/gm;
const repositoryForm = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/;

/**
 * Writes `uses: $/actions/x` as `uses: OWNER/NAME/actions/x@TAG`: runners before 2.336.0 and GitHub Enterprise Server
 * know no `$/`, and fail while they set up the job, where no condition can guard it.
 *
 * @throws ReleaseRefused if there is nothing to rewrite, or a self-reference in another form
 */
export function rewriteSelfReferences(action: string, repository: string, tag: string): string {
  if (!repositoryForm.test(repository)) throw new ReleaseRefused(`${repository} is not OWNER/NAME`);
  const rewritten = action.replaceAll(
    selfReference,
    (_, start: string, quote: string, path: string) => `${start}${quote}${repository}/${path}@${tag}${quote}`,
  );
  if (rewritten === action) throw new ReleaseRefused('action.yml refers to no action of its own by $/');
  const left = rewritten.split('\n').find((line) => /\buses\b.*\$\//.test(line));
  if (left !== undefined) throw new ReleaseRefused(`action.yml has a reference that I can't rewrite: ${left.trim()}`);
  return rewritten;
}
