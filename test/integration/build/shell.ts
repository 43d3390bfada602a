// A login on a guest's serial console: types commands as a person would and reads what they print and their exit codes.

/** What a session needs of the console. Lines come without escape sequences. */
export interface Console {
  /** Resolves with the first line that matches after the last match; a prompt is a line too. */
  next(pattern: RegExp): Promise<string>;
  /** All lines after the last match, to the first one that matches. */
  until(pattern: RegExp): Promise<readonly string[]>;
  send(text: string): void;
}

export interface Shell {
  /** Runs a command line. @returns what it printed, without blank lines around it, and its exit code */
  run(command: string): Promise<{ readonly code: number; readonly text: string }>;
}

/** Nothing is typed before its prompt is there; after that neither the kernel nor the echo of what is typed speaks. */
export async function logIn(console: Console, user: string, password: string): Promise<Shell> {
  await console.next(/ login:\s*$/);
  console.send(`${user}\n`);
  // The prompt speaks the guest's language: Passwort, Mot de passe.
  await console.next(/[Pp]ass\w*\s?:\s*$/);
  console.send(`${password}\n`);
  await console.next(/[#$]\s*$/);
  // In two parts, so that the echo of this line is not taken for its output; through cat, as a shell that reads from a
  // terminal would edit, colour and echo the lines.
  console.send("dmesg -n 1; stty -echo cols 4000; export LC_ALL=C PAGER=cat; echo 'rea''dy'; cat | sh 2>&1\n");
  await console.next(/^ready$/);
  let count = 0;
  return {
    async run(command) {
      count += 1;
      console.send(`echo '[[${count}'; { ${command}\n} < /dev/null; code=$?; echo; echo ']]${count}' $code\n`);
      await console.next(new RegExp(`^\\[\\[${count}$`));
      const lines = await console.until(new RegExp(`^\\]\\]${count} \\d+$`));
      const code = Number(/\d+$/.exec(lines.at(-1) ?? '')?.[0]);
      return { code, text: lines.slice(0, -1).join('\n').trim() };
    },
  };
}
