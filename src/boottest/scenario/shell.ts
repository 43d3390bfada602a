import { randomBytes } from 'node:crypto';
import { NotSeen, type Prompt, type Transcript } from '../console/transcript.ts';

/** The serial console as steps use it. */
export interface Typist {
  readonly transcript: Transcript;
  /** Types text; a line ends with a line feed. */
  type(text: string): void;
}

/** A shell on the serial console, in which nothing speaks but the commands. */
export interface Shell {
  /**
   * Runs a command in a shell of its own, its standard input empty.
   *
   * @returns what it printed on both outputs, without blank lines around it, and its exit code
   */
  run(command: string, milliseconds: number): Promise<{ readonly exitCode: number; readonly output: string }>;
}

/** A prompt ends with a blank; the `#1` in the kernel's name does not, wherever it is cut. */
const shellPrompt = /[#$%>] $/;
const loginPrompt = /(?:^|\s)login: ?$/;
/** It speaks the guest's language: Passwort, Mot de passe, Contraseña; these are known. */
const knownPasswordPrompt = /(?:[Pp]ass|[Cc]ontrase|[Ss]enha|パスワード|密码)[^\n]*[:：]\s*$/;
/** What one may look like in any other: Wachtwoord, Hasło, Пароль. */
const possiblePrompt = /^[^\s:：][^:：]{0,100}[:：]\s*$/;
/** Lines end like it as they are written. */
const millisecondsToBePrompt = 1000;
/** The kernel's, or greeting those who have no password. */
const otherLines = /\[ *\d+\.\d+\]|^Last login:/;

const passwordPrompt: Prompt = {
  name: 'a prompt for the password',
  quietFor(line) {
    if (loginPrompt.test(line) || otherLines.test(line)) return undefined;
    if (knownPasswordPrompt.test(line)) return 0;
    return possiblePrompt.test(line) ? millisecondsToBePrompt : undefined;
  },
};

/**
 * Logs in. Nothing is typed before its prompt is there.
 *
 * @throws NotSeen, with the prompt that did not come
 */
export async function logIn(
  { transcript, type }: Typist,
  { user, password }: { readonly user: string; readonly password: string },
  milliseconds: number,
): Promise<Shell> {
  const endsAt = performance.now() + milliseconds;
  const left = () => Math.max(0, endsAt - performance.now());
  const next = (pattern: RegExp) => transcript.next(pattern, left());
  await findLoginPrompt({ transcript, type }, left);
  type(`${user}\n`);
  await transcript.nextPrompt(passwordPrompt, left());
  type(`${password}\n`);
  await next(shellPrompt);
  // In two parts, so that its echo is not taken for its output. A shell that reads from a pipe neither edits nor echoes lines.
  // Of the kernel only errors are still heard, which fail the test.
  type("dmesg -n 4; stty -echo cols 4000; export LC_ALL=C PAGER=cat; echo 're''ady;'; cat | sh 2>&1\n");
  await next(/^ready;/);
  return {
    async run(command, most) {
      // Drawn anew, so that no output of a command ends it.
      const mark = randomBytes(6).toString('hex');
      const [begin, end] = [`[[${mark};`, `]]${mark}`];
      type(`echo '${begin}'; ( ${command}\n) < /dev/null; code=$?; echo; echo "${end} $code;"\n`);
      const until = performance.now() + most;
      await transcript.next(new RegExp(`^${escaped(begin)}`), most);
      const lines = await transcript.next(new RegExp(`^${escaped(end)} \\d+;`), Math.max(0, until - performance.now()));
      const exitCode = Number(/(\d+);$/.exec(lines.at(-1) ?? '')?.[1]);
      return { exitCode, output: lines.slice(0, -1).join('\n').trim() };
    },
  };
}

/** A step before may have seen the prompt, and the kernel may have spoken after it: an empty name then makes it come again. */
async function findLoginPrompt({ transcript, type }: Typist, left: () => number): Promise<void> {
  if (transcript.isAt(loginPrompt)) return;
  try {
    await transcript.next(loginPrompt, left() / 3);
  } catch (error) {
    if (!(error instanceof NotSeen)) throw error;
    type('\n');
    await transcript.next(loginPrompt, left());
  }
}

const escaped = (text: string) => text.replace(/[[\]]/g, '\\$&');
