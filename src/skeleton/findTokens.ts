import * as l10n from '@vscode/l10n';
import { envelopes, type Span } from './tokenEnvelopes';
import { factsAround, type TokenFact } from './tokenFacts';

/** A task token that stands in some text. Offsets are in UTF-16 units of the text as it is, escapes and breaks included. */
export interface FoundToken {
  /** As SWF takes it: without the escapes and line breaks of the place it was found in. */
  readonly token: string;
  readonly offset: number;
  readonly length: number;
  /** Counts from 1. */
  readonly line: number;
  /** Why it may be no task token of Amazon SWF, as a sentence. */
  readonly doubt?: string | undefined;
  /** What stands beside it in the same JSON object, or on its line: the activity id, for instance. */
  readonly facts: readonly TokenFact[];
}

/**
 * Finds the task tokens in a log, a JSON document, an escaped string or a source file, in the text's order: what has the
 * envelope of the service's tokens, and whatever a member or option named task token holds, since emulators and tests have
 * tokens of other forms. The time it takes grows with the length of the text alone.
 */
export function findTokens(text: string): FoundToken[] {
  const found = envelopes(text);
  const spans = [...found, ...named(text, found)].sort((a, b) => a.offset - b.offset);
  let line = 1;
  let counted = 0;
  return spans.map((span, i) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < span.offset; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    const before = spans[i - 1];
    const limits = {
      from: before === undefined ? 0 : before.offset + before.length,
      to: spans[i + 1]?.offset ?? text.length,
    };
    return { ...span, line, facts: factsAround(text, span, limits) };
  });
}

/** `"taskToken": `, `task_token=`, `--task-token `, in a string within a string too. */
const key = /task[_-]?token(?:\\{0,8}["'`])?(?:[ \t]{0,8}(?::|=>?|%3D)[ \t]{0,8}|[ \t]{1,8}(?=["'\w]))/gi;
const openingQuote = /\\{0,8}["'`]/y;
const bareValue = /[^\s,;"'`&<>(){}[\]\\…]{1,1025}/y;

/** Shorter ones are types, variables and words of prose. */
const shortest = 16;

function named(text: string, known: readonly Span[]): Span[] {
  const spans: Span[] = [];
  let next = 0;
  for (const match of text.matchAll(key)) {
    const start = match.index + match[0].length;
    while ((known[next]?.offset ?? Infinity) < match.index) next += 1;
    const value = valueAt(text, start);
    if (value === undefined || (known[next]?.offset ?? Infinity) < value.offset + value.length) continue;
    const token = unescaped(text.slice(value.offset, value.offset + value.length));
    if (looksLikeToken(token)) spans.push({ ...value, token, doubt: doubtOfForm });
  }
  return spans;
}

const doubtOfForm = l10n.t(
  'It has not the form of the tokens that AWS gives; it may be one of an emulator or an example.',
);

function valueAt(text: string, start: number): { readonly offset: number; readonly length: number } | undefined {
  openingQuote.lastIndex = start;
  const quote = openingQuote.exec(text)?.[0];
  if (quote === undefined) {
    bareValue.lastIndex = start;
    const value = bareValue.exec(text)?.[0];
    return value === undefined || text[start + value.length] === '('
      ? undefined
      : { offset: start, length: value.length };
  }
  const offset = start + quote.length;
  // Bounded, so that a text full of opened quotes is not read to its end for each of them.
  const length = text.slice(offset, offset + 4_096).indexOf(quote);
  return length < 0 ? undefined : { offset, length };
}

function unescaped(value: string): string {
  return value
    .replace(/\\+u00([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\+\//g, '/');
}

/** A token may be any text of 1 to 1,024 characters; words, types and placeholders are left out by what tokens never lack. */
function looksLikeToken(value: string): boolean {
  if (value.length < shortest || value.length > 1024) return false;
  return /^[!-~]+$/.test(value) && /\d/.test(value) && !/["'`\\<>{}]|\.\.\.|\$\(/.test(value);
}
