import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyOf, manifestTexts, rawManifest } from './manifestTexts';
import { englishLabels } from './englishLabels';
import { root } from './sourceImports';

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

test('no label or sentence of the code is written out in English', () => {
  expect(englishLabels()).toEqual([
    // What Node and a proxy's library say, to be recognized.
    'swf/networkFaults: Failed to establish a socket connection to proxies',
    'swf/redact: Command failed',
  ]);
});

describe.each(['de', 'ja'])('the texts in %s', (language) => {
  const bundle = JSON.parse(readFileSync(join(root, `l10n/bundle.l10n.${language}.json`), 'utf8')) as Record<
    string,
    string
  >;
  const placeholders = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

  test('put in the same values as the English ones', () => {
    expect(Object.keys(bundle).length).toBeGreaterThan(0);
    const odd = Object.entries(bundle).filter(([key, text]) => {
      const inKey = placeholders(key.replace(/(?<=.)\/(?=[A-Z{]).*$/s, ''));
      return text === '' || inKey.join() !== placeholders(text).join();
    });
    expect(odd).toEqual([]);
  });

  test('of package.json are there, each once and none too many, and run the same commands', () => {
    const [english, texts] = [manifestTexts(), manifestTexts(language)];
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    const commands = (text = '') => (text.match(/\(command:[^)]+\)/g) ?? []).sort();
    const odd = Object.keys(english).filter((key) => commands(english[key]).join() !== commands(texts[key]).join());
    expect(odd).toEqual([]);
  });
});
