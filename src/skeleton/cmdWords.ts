/**
 * The words of the command at a place of a text for Windows' cmd, and where the next one begins: cmd itself takes its carets off and ends the command, then
 * the program splits what is left by the rules of Microsoft's C runtime ("Parsing C command-line arguments").
 */
export function cmdWords(
  text: string,
  from: number,
): { readonly words: readonly string[]; readonly openQuote?: string; readonly end: number } {
  const { command, end } = commandOf(text, from);
  return { ...programWords(command), end };
}

/** A redirection with what it goes to: a file, or a descriptor. */
const redirection = /(?:>>|>|<)(?:&\d|[ \t]*(?:"[^"\n]*"|[^\s&|<>"]+)?)/y;

/** What cmd hands to the program. It knows double quotes, but no backslash before them. */
function commandOf(text: string, from: number): { readonly command: string; readonly end: number } {
  let command = '';
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (!quoted && (char === '>' || char === '<')) {
      redirection.lastIndex = at;
      const [redirected = char] = redirection.exec(text) ?? [];
      command = command.replace(/(^|\s)\d$/, '$1');
      at += redirected.length - 1;
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (char === '^' && !quoted) {
      at += 1;
      // A caret at the end of a line joins the next one.
      if (text.charAt(at) !== '\n') command += text.charAt(at);
    } else if (char === '\n') {
      if (command.trim() !== '') return { command, end: at + 1 };
      quoted = false;
      command = '';
    } else if (!quoted && '&|'.includes(char)) return { command, end: at + 1 };
    else command += char;
  }
  return { command, end: text.length };
}

function programWords(command: string): { readonly words: readonly string[]; readonly openQuote?: string } {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  // A run of backslashes counts by half before a quote; an odd one makes the quote a plain sign, and within quotes so does
  // another quote after it.
  for (const [piece] of command.matchAll(/\\*""?|\\+|[ \t]+|[^\\" \t]+/g)) {
    const slashes = piece.indexOf('"');
    if (slashes >= 0) {
      const quotes = piece.length - slashes;
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) {
        word += '"';
        if (quotes === 2) quoted = !quoted;
      } else if (quotes === 2) {
        // Two at the beginning are an empty word, of which the first opens and the second closes.
        if (quoted) word += '"';
      } else quoted = !quoted;
    } else if (/^[ \t]/.test(piece) && !quoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + piece;
  }
  if (word !== undefined) words.push(word);
  return quoted ? { words, openQuote: '"' } : { words };
}
