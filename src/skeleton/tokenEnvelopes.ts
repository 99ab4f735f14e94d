import * as l10n from '@vscode/l10n';

/** A token as it is, and where it stands. */
export interface Span {
  readonly token: string;
  readonly offset: number;
  readonly length: number;
  readonly doubt?: string | undefined;
}

/**
 * What the tokens of Amazon SWF begin with (seen in public issues and fixtures): base64 of 42, a number, and 1 to 3. Step
 * Functions uses the same envelope with other numbers.
 */
const envelope = 'AAAAKgAAAA';
const swfHead = /^AAAAKgAAAAEAAAAAAAAAA/;

/** A line break inside a wrapped token, real or escaped, with the indentation or mark of the next line. */
const lineBreak = '[ \\t]{0,4}(?:\\\\?\\r?\\n|(?:\\\\{1,4}r)?\\\\{1,4}n)[ \\t]{0,24}(?:[>|#] ?)?';
const breakHere = new RegExp(lineBreak, 'y');
const start = new RegExp(Array.from(envelope).join(`(?:${lineBreak})?`), 'g');

/** A part of a token: plain characters, or one of `+/=` escaped for JSON (at any depth), for a URL or for HTML. */
const part =
  /([A-Za-z0-9+/]{1,64})|\\{0,16}([+/=])|\\{1,16}u00(2b|2f|3d)|%(?:25){0,4}(2b|2f|3d)|&#(?:x(2b|2f|3d)|(43|47|61));/iy;
/** What may follow a wrapped token's last line; after anything else it was a line of its own. */
const afterLast = /\\*["'`]|[,;)}\]<&]|[ \t]*(?:\r?\n|\\+[rn]|$)/y;

/** Seen: 320 and 576 characters; the shortest of any pattern in use. */
const shortest = 221;
const longest = 1024;

/** All spans that have the envelope, in the text's order. */
export function envelopes(text: string): Span[] {
  const starts = [...text.matchAll(start)].map(({ index }) => index);
  const spans: Span[] = [];
  let end = 0;
  for (const [i, at] of starts.entries()) {
    if (at < end) continue;
    const head = headBefore(text, at, Math.max(end, (starts[i - 1] ?? -envelope.length) + envelope.length));
    const lines = readLines(text, at, starts[i + 1] ?? text.length);
    const taken = choose(lines);
    if (taken === undefined) continue;
    end = taken.end;
    const token = head + taken.token;
    spans.push({ token, offset: at - head.length, length: end - at + head.length, doubt: doubtOf(token, taken.whole) });
  }
  return spans;
}

/** The newer tokens of Step Functions hold the envelope in their middle and begin with AQC (seen). */
function headBefore(text: string, at: number, from: number): string {
  let first = at;
  while (first > from && at - first < longest && /[A-Za-z0-9+/]/.test(text.charAt(first - 1))) first -= 1;
  const before = text.slice(first, at);
  return before.startsWith('AQC') && before.length >= 40 ? before : '';
}

interface Line {
  readonly token: string;
  readonly end: number;
  /** Whether it ends as the last line of a wrapped token does. */
  readonly closes: boolean;
  /** Whether a line break follows at once. */
  readonly breaks: boolean;
}

/** The lines that one token may be wrapped on, as many as the longest one can have; each starts where the one before broke. */
function readLines(text: string, at: number, limit: number): Line[] {
  const lines: Line[] = [];
  let offset = at;
  for (let total = 0; total <= longest;) {
    const { token, end } = readRun(text, offset, limit);
    if (token === '') break;
    total += token.length;
    breakHere.lastIndex = end;
    const next = breakHere.exec(text);
    afterLast.lastIndex = end;
    lines.push({ token, end, closes: afterLast.test(text), breaks: next !== null });
    if (next === null || token.endsWith('=')) break;
    offset = breakHere.lastIndex;
  }
  return lines;
}

function readRun(text: string, from: number, limit: number): { readonly token: string; readonly end: number } {
  let token = '';
  let end = from;
  while (token.length <= longest && end < limit) {
    part.lastIndex = end;
    const match = part.exec(text);
    if (match === null) break;
    const [, plain, escaped, json, url, html, decimal] = match;
    const code = json ?? url ?? html;
    const piece =
      plain ?? escaped ?? String.fromCharCode(code === undefined ? Number(decimal) : Number.parseInt(code, 16));
    if (token.endsWith('=') && (piece !== '=' || token.endsWith('=='))) break;
    const room = plain === undefined ? piece.length : Math.min(piece.length, limit - end, longest + 1 - token.length);
    token += piece.slice(0, room);
    end += plain === undefined ? match[0].length : room;
  }
  return { token, end };
}

interface Taken {
  readonly token: string;
  readonly end: number;
  readonly whole: boolean;
}

/**
 * How many of the lines are the token. A line that holds a whole token is one; else lines of one width are joined to the
 * longest whole one, since what follows a token on its own line may look like more of it.
 */
function choose(lines: readonly Line[]): Taken | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  if (isWhole(first.token)) return { token: first.token, end: first.end, whole: true };
  let token = first.token;
  let best: Taken | undefined;
  const width = lines[1]?.token.length ?? 0;
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue;
    if (line.token.length > width || !(line.closes || line.breaks)) break;
    token += line.token;
    if (isWhole(token) && line.closes) best = { token, end: line.end, whole: true };
    if (line.token.length < width) break;
  }
  if (best !== undefined) return best;
  const cutOff = first.token.length >= shortest && first.token.length <= longest;
  return cutOff ? { token: first.token, end: first.end, whole: false } : undefined;
}

/** Every one published is base64 of a multiple of 16 bytes (seen). */
function isWhole(token: string): boolean {
  if (token.length < shortest || token.length > longest || token.length % 4 !== 0) return false;
  const padding = token.length - token.replace(/=+$/, '').length;
  return ((token.length / 4) * 3 - padding) % 16 === 0;
}

function doubtOf(token: string, whole: boolean): string | undefined {
  if (!swfHead.test(token)) {
    return /^(?:AAAAKgAAAA[IM]|AQC)/.test(token)
      ? l10n.t('It may not be SWF: tokens of Step Functions look like this.')
      : l10n.t('It may not be SWF: its first characters are not those of the tokens that were seen.');
  }
  if (!whole) return l10n.t('Its length, {0} characters, is none that was seen: it may be cut off.', token.length);
  // Seen: page tokens have the same envelope, and this length.
  return token.length === 256 ? l10n.t('It may be a page token of a list: those have this length.') : undefined;
}
