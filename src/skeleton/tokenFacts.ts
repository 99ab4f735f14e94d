/** A name and a value that stand beside a token. */
export interface TokenFact {
  readonly name: TokenFactName;
  readonly value: string;
}

const names = ['activityId', 'activityType', 'workflowId', 'runId', 'domain', 'taskList', 'identity'] as const;
export type TokenFactName = (typeof names)[number];

/** How far to look, in either direction. */
const reach = 2_000;

const assignment =
  /(?<![A-Za-z])(activity|workflow|run|task|domain|identity)[_-]?(id|type|list)?(?:\\{0,8}["'])?[ \t]{0,4}[:=][ \t]{0,4}(?:\{\s{0,40}\\{0,8}["']name\\{0,8}["']\s{0,4}:\s{0,4})?(?:(\\{0,8}["'])((?:(?!\3)[^\n\\]){1,256}?)\3|([^\s,;"'{}[\]\\]{1,256}))/gi;

/**
 * What the JSON object around a token says of its task, or, where no object is, its line. Never beyond the limits, where
 * the tokens before and after it stand: what is said there is said of them.
 */
export function factsAround(
  text: string,
  token: { readonly offset: number; readonly length: number },
  limits: { readonly from: number; readonly to: number },
): TokenFact[] {
  const end = token.offset + token.length;
  const from = Math.max(limits.from, token.offset - reach);
  const to = Math.min(limits.to, end + reach);
  const opening = openingBrace(text, token.offset, from);
  const closing = opening === undefined ? undefined : closingBrace(text, end, to);
  const before =
    opening === undefined || closing === undefined
      ? text.slice(startOfLine(text, from, token.offset), token.offset)
      : text.slice(opening, token.offset);
  const after = text.slice(end, closing ?? endOfLine(text, end, to));
  const found = new Map<TokenFactName, string>();
  for (const match of [...before.matchAll(assignment), ...after.matchAll(assignment)]) {
    const name = nameOf(`${match[1] ?? ''}${match[2] ?? ''}`);
    const value = match[4] ?? match[5];
    if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value);
  }
  return names.flatMap((name) => {
    const value = found.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
}

function nameOf(written: string): TokenFactName | undefined {
  return names.find((name) => name.toLowerCase() === written.toLowerCase());
}

function openingBrace(text: string, at: number, from: number): number | undefined {
  let depth = 0;
  for (let i = at - 1; i >= from; i--) {
    const character = text[i];
    if (character === '}') depth += 1;
    if (character === '{' && depth-- === 0) return i;
  }
  return undefined;
}

function closingBrace(text: string, at: number, to: number): number | undefined {
  let depth = 0;
  for (let i = at; i < to; i++) {
    const character = text[i];
    if (character === '{') depth += 1;
    if (character === '}' && depth-- === 0) return i;
  }
  return undefined;
}

function startOfLine(text: string, from: number, at: number): number {
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

function endOfLine(text: string, at: number, to: number): number {
  const end = text.slice(at, to).indexOf('\n');
  return end < 0 ? to : at + end;
}
