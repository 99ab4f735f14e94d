import { describe, expect, test } from 'vitest';
import { keyOf, manifestTexts, rawManifest } from './manifestTexts';

/** Names that are the same in every language. */
const names = ['SWF', 'Amazon SWF', 'SWF Workbench'];
/** The members of package.json that hold what a person reads. */
const textMembers =
  /^(title|name|description|\w+Description|contents|label|altText|displayName|patternErrorMessage|\d+)$/;
/** Lists of texts; all other lists hold ids, patterns and paths. */
const textLists = /^(aliases|enumDescriptions|markdownEnumDescriptions)$/;

/** All strings of a value, with the names of the members that lead to them. */
function strings(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => strings(each, [...path, key]));
}

describe('the texts of package.json', () => {
  const all = strings(rawManifest());
  const used = [...new Set(all.flatMap(({ text }) => keyOf(text) ?? []))].sort();

  test('stand in package.nls.json, each once and none too many', () => {
    expect(used.length).toBeGreaterThan(0);
    expect(Object.keys(manifestTexts()).sort()).toEqual(used);
  });

  test('are not written out in package.json', () => {
    const writtenOut = all.filter(({ path, text }) => {
      const [member = '', list = ''] = [...path].reverse();
      // Language models read English, whatever the person does.
      if (member === 'modelDescription' || path.includes('inputSchema')) return false;
      const isText = textMembers.test(member) && (!/^\d+$/.test(member) || textLists.test(list));
      return isText && /^[A-Z`]|\s/.test(text) && keyOf(text) === undefined && !names.includes(text);
    });
    expect(writtenOut).toEqual([]);
  });
});
