/**
 * Control and format characters: what ends a line, turns text around or hides in it. JSON itself escapes the first 32
 * alone; who reads a history must see the others too.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Most texts are so, and need no further look, which costs. */
const plainOnly = /^[ -~]*$/;

/** A value as JSON in which nothing hides. */
export function jsonText(value: unknown, indent?: number): string {
  // What JSON has escaped already is plain; a line break that is left is its own, between members.
  const json = JSON.stringify(value, undefined, indent);
  return plainOnly.test(json)
    ? json
    : json.replace(unseen, (character) => (character === '\n' ? character : escaped(character)));
}

/** A name or text for one line, with what hides written as JSON writes it; cut after so many characters. */
export function plainLine(text: string, longest = 200): string {
  const cut = text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return plainOnly.test(cut) ? cut : cut.replace(unseen, escaped);
}

/** A name for one line, uncut. */
export function plainName(text: string): string {
  return plainLine(text, Infinity);
}

/** The same for a text of several lines, which stay; uncut. */
export function plainParagraphs(text: string): string {
  return plainOnly.test(text)
    ? text
    : text.replace(unseen, (character) => (character === '\n' ? character : escaped(character)));
}

function escaped(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  if (short !== undefined) return short;
  // Characters beyond the first plane take two.
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
