import * as l10n from '@vscode/l10n';

export interface CleanToken {
  readonly token: string;
  /** What was taken away, in words that end the sentence "Removed from the pasted token: …". */
  readonly removed: readonly string[];
  /** What is still odd, in words that end the sentence "The token holds …". */
  readonly odd: readonly string[];
}

/** What one of a kind is called, and several, whose number is `{0}`. */
type Names = readonly [one: string, several: string];

/** Characters that no one sees and that copying from web pages, chats and mails adds. */
const invisible: Readonly<Record<string, Names>> = {
  '\u00A0': [l10n.t('a no-break space'), l10n.t('{0} no-break spaces')],
  '\u00AD': [l10n.t('a soft hyphen'), l10n.t('{0} soft hyphens')],
  '\u061C': [l10n.t('an Arabic letter mark'), l10n.t('{0} Arabic letter marks')],
  '\u180E': [l10n.t('a Mongolian vowel separator'), l10n.t('{0} Mongolian vowel separators')],
  '\u200B': [l10n.t('a zero-width space'), l10n.t('{0} zero-width spaces')],
  '\u200C': [l10n.t('a zero-width non-joiner'), l10n.t('{0} zero-width non-joiners')],
  '\u200D': [l10n.t('a zero-width joiner'), l10n.t('{0} zero-width joiners')],
  '\u200E': [l10n.t('a left-to-right mark'), l10n.t('{0} left-to-right marks')],
  '\u200F': [l10n.t('a right-to-left mark'), l10n.t('{0} right-to-left marks')],
  '\u202A': [l10n.t('a left-to-right embedding'), l10n.t('{0} left-to-right embeddings')],
  '\u202B': [l10n.t('a right-to-left embedding'), l10n.t('{0} right-to-left embeddings')],
  '\u202C': [l10n.t('an end of directional formatting'), l10n.t('{0} end of directional formattings')],
  '\u202D': [l10n.t('a left-to-right override'), l10n.t('{0} left-to-right overrides')],
  '\u202E': [l10n.t('a right-to-left override'), l10n.t('{0} right-to-left overrides')],
  '\u202F': [l10n.t('a narrow no-break space'), l10n.t('{0} narrow no-break spaces')],
  '\u2060': [l10n.t('a word joiner'), l10n.t('{0} word joiners')],
  '\u2066': [l10n.t('a left-to-right isolate'), l10n.t('{0} left-to-right isolates')],
  '\u2067': [l10n.t('a right-to-left isolate'), l10n.t('{0} right-to-left isolates')],
  '\u2068': [l10n.t('a first strong isolate'), l10n.t('{0} first strong isolates')],
  '\u2069': [l10n.t('an end of isolate'), l10n.t('{0} end of isolates')],
  '\uFEFF': [l10n.t('a byte order mark'), l10n.t('{0} byte order marks')],
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
    const names = invisible[character] ?? [l10n.t('an invisible character'), l10n.t('{0} invisible characters')];
    removed.push(`${counted(count, names)} (${codePoint(character)})`);
  }
  let token = pasted.replace(anyInvisible, '');

  const breaks = token.match(lineBreak)?.length ?? 0;
  if (breaks > 0) removed.push(counted(breaks, [l10n.t('a line break'), l10n.t('{0} line breaks')]));
  token = token.replace(lineBreak, '');

  const around = new Set<string>();
  for (let before: string | undefined; before !== token;) {
    before = token;
    token = token.trim();
    if (token !== before) around.add(l10n.t('blanks around it'));
    const comma = /^[^]+,$/.test(token);
    if (comma) {
      token = token.slice(0, -1);
      around.add(l10n.t('the comma after it'));
    }
    const match = quoted.exec(token);
    if (match) {
      token = match[2] ?? match[4] ?? match[5] ?? match[6] ?? '';
      around.add(l10n.t('quotes around it'));
    }
  }
  return { token, removed: [...removed, ...around], odd: oddities(token) };
}

const plainNames: Readonly<Record<string, Names>> = {
  ' ': [l10n.t('a blank'), l10n.t('{0} blanks')],
  '"': [l10n.t('a double quote'), l10n.t('{0} double quotes')],
  "'": [l10n.t('a single quote'), l10n.t('{0} single quotes')],
  '`': [l10n.t('a backtick'), l10n.t('{0} backticks')],
  '\\': [l10n.t('a backslash'), l10n.t('{0} backslashes')],
};

function oddities(token: string): string[] {
  const odd = countOf(Array.from(token).filter((character) => !/^[!-~]$/.test(character) || /["'`\\]/.test(character)));
  return [...odd].map(([character, count]) => {
    const names = plainNames[character];
    if (names !== undefined) return counted(count, names);
    const strange: Names = /\p{C}/u.test(character)
      ? [l10n.t('a control character'), l10n.t('{0} control characters')]
      : [l10n.t('an unusual character'), l10n.t('{0} unusual characters')];
    return `${counted(count, strange)} (${codePoint(character)})`;
  });
}

function countOf(characters: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

/** "a blank", "2 blanks". */
function counted(count: number, [one, several]: Names): string {
  return count === 1 ? one : several.replace('{0}', String(count));
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
