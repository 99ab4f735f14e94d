/**
 * The words of the first command in a text for Windows' cmd: cmd itself takes its carets off and ends the command, then
 * the program splits what is left by the rules of Microsoft's C runtime ("Parsing C command-line arguments").
 */
export function cmdWords(text: string): { readonly words: readonly string[]; readonly openQuote?: string } {
  return programWords(commandOf(text));
}

/** What cmd hands to the program. It knows double quotes, but no backslash before them. */
function commandOf(text: string): string {
  let command = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    if (char === '^' && !quoted) {
      at += 1;
      // A caret at the end of a line joins the next one.
      if (text.charAt(at) !== '\n') command += text.charAt(at);
    } else if (char === '\n') {
      if (command.trim() !== '') return command;
      quoted = false;
      command = '';
    } else if (!quoted && '&|<>'.includes(char)) return command;
    else command += char;
  }
  return command;
}

function programWords(command: string): { readonly words: readonly string[]; readonly openQuote?: string } {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  // A run of backslashes counts by half before a quote; an odd one makes the quote a plain sign.
  for (const [piece] of command.matchAll(/\\*"|\\+|[ \t]+|[^\\" \t]+/g)) {
    if (piece.endsWith('"')) {
      const slashes = piece.length - 1;
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (/^[ \t]/.test(piece) && !quoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + piece;
  }
  if (word !== undefined) words.push(word);
  return quoted ? { words, openQuote: '"' } : { words };
}
