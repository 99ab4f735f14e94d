import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sourceImports';

/** The texts of package.json in a language, by key. English when none is named. */
export function manifestTexts(language?: string): Readonly<Record<string, string>> {
  const file = language === undefined ? 'package.nls.json' : `package.nls.${language}.json`;
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
}

/** package.json as it stands, with `%key%` where a text is meant. */
export function rawManifest(): unknown {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** package.json as VS Code sees it in English; a key without a text stays, as it would for a person. */
export function readManifest(): unknown {
  const texts = manifestTexts();
  return mapTexts(rawManifest(), (text) => texts[keyOf(text) ?? ''] ?? text);
}

/** The key that a text of package.json is, undefined when it is written out. */
export function keyOf(text: string): string | undefined {
  return /^%([\w.-]+)%$/.exec(text)?.[1];
}

/** The same with each string replaced by what `change` makes of it. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]));
}
