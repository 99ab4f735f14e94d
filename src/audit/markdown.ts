import { plainLine } from '../swf/plainText';

/**
 * A name as code in Markdown: nothing in it is read as markup, and what hides in it is written out. Names of Amazon SWF
 * hold any character.
 */
export function code(name: string | undefined): string {
  if (name === undefined || name === '') return '';
  const text = plainLine(name, 2_000);
  // The fence has to be longer than any run of backticks inside (CommonMark "Code spans").
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map(({ length }) => length)));
  // One blank at each end is taken off again.
  const inner = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text;
  return `${fence}${inner}${fence}`;
}

/** The same in a table, which is cut at bars before anything else is read (GitHub Flavored Markdown "Tables"). */
export function codeCell(name: string | undefined): string {
  return code(name).replaceAll('|', '\\|');
}
