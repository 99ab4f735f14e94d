import { cmdWords } from './cmdWords';

/** The shells whose quoting is read and written. */
export type Shell = 'bash' | 'powershell' | 'cmd';

/** The words of one command, as its program gets them. */
export interface ShellWords {
  readonly words: readonly string[];
  /** What a shell would have replaced, such as `$TOKEN`: it stands in the words as it was written. */
  readonly unexpanded: readonly string[];
  /** The quote that has no end, if there is one. */
  readonly openQuote?: string;
}

/** How a command breaks its lines tells its shell; without such a sign it is read as bash reads it. */
export function guessShell(text: string): Shell {
  if (/`[ \t]*\r?\n/.test(text) || /\$env:\w/i.test(text) || /^\s*PS [^>\n]*>/.test(text)) return 'powershell';
  // PowerShell calls a quoted path by a sign, and writes a quote twice; in bash only a slip puts two quotes into a word.
  if (/^\s*&\s*["']/.test(text) || /\w''\w/.test(text)) return 'powershell';
  // Before a double quote nobody but cmd has a circumflex.
  if (/\^"/.test(text)) return 'cmd';
  if (/\^[ \t]*\r?\n/.test(text) || /^\s*[A-Za-z]:\\[^>\n]*>/.test(text) || /(^|\s)set "?\w+=/i.test(text))
    return 'cmd';
  if (/(^|[\s"=])%\w+%/.test(text)) return 'cmd';
  // Bash would take the backslashes off, and double quotes written twice are one only on Windows.
  if (/(^|\s)fileb?:\/\/[A-Za-z]:\\/.test(text) || /"[^\s"]""|""[^\s"]/.test(text)) return 'powershell';
  // In single quotes, which need no escapes in bash, escaped double quotes are what older PowerShells want.
  return /'[[{]\s*\\"/.test(text) ? 'powershell' : 'bash';
}

/** The words of the first command of a text; see `splitCommands`. */
export function splitWords(text: string, shell: Shell): ShellWords {
  const [first = { words: [], unexpanded: [] }] = splitCommands(text, shell);
  return first;
}

/**
 * Splits a text into commands and their words as its shell would, one after the other and without running anything: variables
 * and substitutions stay as they are written and are told, redirections are left out. A `;`, `|`, `&`, a parenthesis or the end
 * of the line ends a command.
 */
export function* splitCommands(text: string, shell: Shell): Generator<ShellWords> {
  const plain = text.replace(/\r\n?/g, '\n');
  for (let at = 0; at < plain.length;) {
    if (shell === 'cmd') {
      const { end, ...command } = cmdWords(plain, at);
      at = end;
      if (command.words.length > 0)
        yield { ...command, unexpanded: command.words.flatMap((word) => word.match(/%\w+%/g) ?? []) };
    } else {
      const reader = new WordReader(plain, shell, at);
      at = reader.readCommand();
      if (reader.words.length > 0) yield reader;
    }
  }
}

type QuotingShell = Exclude<Shell, 'cmd'>;

const expansions: Readonly<Record<QuotingShell, RegExp>> = {
  bash: /\$(\{[^}]*\}|\([^)]*\)|\w+)|`[^`]*`/y,
  powershell: /\$(\{[^}]*\}|\([^)]*\)|[\w:]+)/y,
};
const escapes: Readonly<Record<QuotingShell, string>> = { bash: '\\', powershell: '`' };
const commandEnd = new Set([';', '|', '&', '(', ')', '`']);
/** A redirection up to its target; one to a descriptor has none. */
const redirection = /(?:&>>?|>>|>\||<<<|<<|<>|>|<)(&(?:\d+|-))?[ \t]*/y;

class WordReader implements ShellWords {
  readonly words: string[] = [];
  readonly unexpanded: string[] = [];
  openQuote?: string;
  private word: string | undefined;
  /** Whether the next word is where a redirection goes. */
  private isTarget = false;

  constructor(
    private readonly text: string,
    private readonly shell: QuotingShell,
    private at: number,
  ) {}

  /** Reads one command, and gives where the next one begins. */
  readCommand(): number {
    const { text, shell } = this;
    const escape = escapes[shell];
    for (; this.at < text.length; this.at++) {
      const char = text.charAt(this.at);
      if (char === escape) this.escape();
      else if (char === '"') this.doubleQuoted();
      else if (char === "'") this.singleQuoted();
      else if (shell === 'powershell' && text.startsWith('\\"', this.at)) this.take(2, '"');
      else if (shell === 'bash' && text.startsWith("$'", this.at)) this.ansiQuoted();
      else if (this.expansion()) continue;
      else if (char === ' ' || char === '\t') this.endWord();
      else if (char === '\n') {
        this.endWord();
        if (this.words.length > 0) return this.at + 1;
      } else if (char === '#' && this.word === undefined) {
        this.at = this.endOfLine() - 1;
      } else if (this.redirected()) continue;
      else if (commandEnd.has(char) || (shell === 'powershell' && this.word === undefined && '{}'.includes(char)))
        break;
      else this.add(char);
    }
    this.endWord();
    return this.at + 1;
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word === undefined) return;
    if (this.isTarget) this.isTarget = false;
    else this.words.push(this.word);
    this.word = undefined;
  }

  /** Steps over a redirection; the number before it is no word. */
  private redirected(): boolean {
    redirection.lastIndex = this.at;
    const [all, descriptor] = redirection.exec(this.text) ?? [];
    if (all === undefined) return false;
    if (/(^|\s)(\d+|\*)$/.test(this.text.slice(Math.max(0, this.at - 4), this.at))) this.word = undefined;
    this.endWord();
    this.isTarget = descriptor === undefined;
    this.at += all.length - 1;
    return true;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  /** Takes so many characters for these; the loop steps over the last of them. */
  private take(length: number, text: string): void {
    this.add(text);
    this.at += length - 1;
  }

  /** Outside of quotes: the next character is itself, and a line's end is no end. */
  private escape(): void {
    const lineBreak = /([ \t]*)\n/y;
    lineBreak.lastIndex = this.at + 1;
    const [all, blanks] = lineBreak.exec(this.text) ?? [];
    if (all !== undefined) {
      this.at += all.length;
      // Bash joins what stands on both sides; blanks after its backslash are a slip that every copy of a runbook knows.
      if (this.shell === 'powershell' || blanks !== '') this.endWord();
      return;
    }
    const next = this.text.charAt(this.at + 1);
    if (next !== '') this.take(2, this.shell === 'powershell' ? (controls[next] ?? next) : next);
  }

  private expansion(): boolean {
    const pattern = expansions[this.shell];
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return false;
    this.unexpanded.push(found);
    this.take(found.length, found);
    return true;
  }

  private singleQuoted(): void {
    const start = this.at + 1;
    this.add('');
    for (let from = start; ;) {
      const end = this.text.indexOf("'", from);
      if (end < 0) {
        this.unclosed("'", from);
        return;
      }
      const doubled = this.shell === 'powershell' && this.text.charAt(end + 1) === "'";
      this.add(this.text.slice(from, end) + (doubled ? "'" : ''));
      this.at = end;
      if (!doubled) return;
      from = end + 2;
    }
  }

  private doubleQuoted(): void {
    const { text, shell } = this;
    this.at += 1;
    this.add('');
    for (; this.at < text.length; this.at++) {
      const char = text.charAt(this.at);
      const next = text.charAt(this.at + 1);
      if (char === '"') {
        // Twice is one in PowerShell and in Windows programs.
        if (shell === 'bash' || next !== '"') return;
        this.take(2, '"');
      } else if (shell === 'bash' && char === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
        this.take(2, next === '\n' ? '' : next);
      } else if (shell === 'powershell' && char === '`' && next !== '') {
        this.take(2, controls[next] ?? next);
      } else if (shell !== 'bash' && char === '\\' && next === '"') this.take(2, '"');
      else if (!this.expansion()) this.add(char);
    }
    this.unclosed('"', this.at);
  }

  /** `$'…'`: single quotes with escapes. */
  private ansiQuoted(): void {
    const start = this.at + 2;
    const pattern = /((?:[^'\\]|\\[^])*)'/y;
    pattern.lastIndex = start;
    const [all, body = ''] = pattern.exec(this.text) ?? [];
    if (all === undefined) {
      this.unclosed("$'", start);
      return;
    }
    const plain = body.replace(/\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|U([\da-f]{1,8})|([^]))/gi, unescapeAnsi);
    this.take(all.length + 2, plain);
  }

  private unclosed(quote: string, from: number): void {
    this.openQuote = quote;
    this.add(this.text.slice(from));
    this.at = this.text.length;
  }
}

const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function unescapeAnsi(all: string, x?: string, u?: string, U?: string, char = ''): string {
  const hex = x ?? u ?? U;
  if (hex === undefined) return controls[char] ?? char;
  const point = parseInt(hex, 16);
  return point <= 0x10_ffff ? String.fromCodePoint(point) : all;
}
