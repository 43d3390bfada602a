export interface FailedScriptlet {
  /** `%post`, `%pre`, `%posttrans`, `%triggerin`. */
  readonly scriptlet: string;
  /** Name, version, release and arch of its package. */
  readonly nevra: string;
  /** `exit status 3`, `signal 9`. */
  readonly ending: string;
  readonly output: readonly string[];
}

const failure = /^(?:warning|error): (%\w+)\((\S+)\) scriptlet failed, (exit status \d+|signal \d+)/;
/** With --verbose, rpm prints the name of each package when it starts with it. */
const started = /^\S+-[^-\s]+-[^-\s]+\.\w+$/;
/** rpm's own words, which no scriptlet printed. */
const own = /^(?:warning|error): |^(?:Verifying|Preparing|Updating|Cleaning up)\b.*\.\.\.|^rpm: /;
const mostLines = 20;

/** Follows the output of rpm, and tells which scriptlets failed and what they had printed. */
export class ScriptletWatch {
  readonly failed: FailedScriptlet[] = [];
  #output: string[] = [];

  take(line: string): void {
    const [, scriptlet, nevra, ending] = failure.exec(line) ?? [];
    if (scriptlet !== undefined && nevra !== undefined && ending !== undefined) {
      this.failed.push({ scriptlet: scriptlet.replace(/^%(pre|post)in$/, '%$1'), nevra, ending, output: this.#output });
      this.#output = [];
    } else if (started.test(line)) {
      this.#output = [];
    } else if (!own.test(line)) {
      this.#output = [...this.#output, line].slice(-mostLines);
    }
  }
}
