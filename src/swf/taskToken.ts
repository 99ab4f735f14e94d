export interface CleanToken {
  readonly token: string;
  /** What was taken away, in words that end the sentence "Removed from the pasted token: …". */
  readonly removed: readonly string[];
  /** What is still odd, in words that end the sentence "The token holds …". */
  readonly odd: readonly string[];
}

/** Characters that no one sees and that copying from web pages, chats and mails adds. */
const invisible: Readonly<Record<string, string>> = {
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u061C': 'Arabic letter mark',
  '\u180E': 'Mongolian vowel separator',
  '\u200B': 'zero-width space',
  '\u200C': 'zero-width non-joiner',
  '\u200D': 'zero-width joiner',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u202A': 'left-to-right embedding',
  '\u202B': 'right-to-left embedding',
  '\u202C': 'end of directional formatting',
  '\u202D': 'left-to-right override',
  '\u202E': 'right-to-left override',
  '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'end of isolate',
  '\uFEFF': 'byte order mark',
};
const anyInvisible = new RegExp(`[${Object.keys(invisible).join('')}]`, 'g');

/** A line break with the indentation beside it, as terminals and logs wrap long words. */
const lineBreak = /[ \t]*(?:\r\n|[\n\r\u0085\u2028\u2029])[ \t]*/g;

/** Pairs of quotes, escaped ones as in a string within a string first. */
const quoted = /^(?:(\\+["'`])([^]*)\1|(["'`])([^]*)\3|“([^]*)”|‘([^]*)’)$/;

/**
 * Frees a pasted task token from what came with it: invisible characters, line breaks, and, around it, blanks, quotes
 * and a trailing comma. A token may be any text of 1 to 1,024 characters, but every one published is base64, which
 * holds none of these. All else stays: a blank, quote, backslash, control or foreign character inside is only named,
 * since to drop it may make another token of a real one.
 */
export function cleanToken(pasted: string): CleanToken {
  const removed: string[] = [];
  const invisibles = countOf(pasted.match(anyInvisible) ?? []);
  for (const [character, count] of invisibles) {
    removed.push(counted(count, `${invisible[character] ?? 'invisible character'} (${codePoint(character)})`));
  }
  let token = pasted.replace(anyInvisible, '');

  const breaks = token.match(lineBreak)?.length ?? 0;
  if (breaks > 0) removed.push(counted(breaks, 'line break'));
  token = token.replace(lineBreak, '');

  const around = new Set<string>();
  for (let before: string | undefined; before !== token;) {
    before = token;
    token = token.trim();
    if (token !== before) around.add('blanks around it');
    const comma = /^[^]+,$/.test(token);
    if (comma) {
      token = token.slice(0, -1);
      around.add('the comma after it');
    }
    const match = quoted.exec(token);
    if (match) {
      token = match[2] ?? match[4] ?? match[5] ?? match[6] ?? '';
      around.add('quotes around it');
    }
  }
  return { token, removed: [...removed, ...around], odd: oddities(token) };
}

function oddities(token: string): string[] {
  const odd = countOf(Array.from(token).filter((character) => !/^[!-~]$/.test(character) || /["'`\\]/.test(character)));
  return [...odd].map(([character, count]) => {
    const kind = { ' ': 'blank', '"': 'double quote', "'": 'single quote', '`': 'backtick', '\\': 'backslash' }[
      character
    ];
    if (kind !== undefined) return counted(count, kind);
    return counted(
      count,
      `${/\p{C}/u.test(character) ? 'control character' : 'unusual character'} (${codePoint(character)})`,
    );
  });
}

function countOf(characters: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

/** "a blank", "2 blanks", "an end of isolate (U+2069)": the plural goes before the bracket. */
function counted(count: number, noun: string): string {
  if (count === 1) return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
  const [, word = noun, bracket = ''] = /^(.*?)( \(.*\))?$/.exec(noun) ?? [];
  return `${count} ${word}${/[sh]$/.test(word) ? 'es' : 's'}${bracket}`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A token fit for a title, a log or a message: at most four characters of either end. */
export function maskToken(token: string): string {
  const characters = Array.from(token);
  if (characters.length < 24) return '••••••••';
  return `${characters.slice(0, 4).join('')}…${characters.slice(-4).join('')}`;
}
