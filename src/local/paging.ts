import { hash } from 'node:crypto';
import type { Call } from './call';
import { invalidTokenFault, validationFault } from './serviceFault';

const largestPage = 1_000;
/** AWS pages of the List operations: a page token expires after 24 hours. */
const tokenLifeMs = 86_400_000;

interface PagingInput {
  readonly nextPageToken?: string;
  readonly maximumPageSize?: number;
}

/** 0 and none mean the service's maximum. */
export function pageSize(input: PagingInput): number {
  return input.maximumPageSize === undefined || input.maximumPageSize === 0 ? largestPage : input.maximumPageSize;
}

/**
 * Where the last page of this question ended, or undefined on the first page. `question` is what the token must have
 * been given for. Throws "Invalid token", or says that the token is too old.
 */
export function pagePosition(call: Call, question: string, input: PagingInput): string | undefined {
  if (input.nextPageToken === undefined || input.nextPageToken === '') return undefined;
  const { sealer, clock } = call.region.world;
  const [operation, region, asked, givenAt, position] = sealer.open('page', input.nextPageToken) ?? [];
  if (operation !== call.operation || region !== call.region.name || asked !== digest(question))
    throw invalidTokenFault();
  if (clock.now() - Number(givenAt) > tokenLifeMs) {
    throw validationFault('Specified token has exceeded its maximum lifetime');
  }
  return String(position);
}

/** The token that goes on after `position`. */
export function pageToken(call: Call, question: string, position: string | number): string {
  const { sealer, clock } = call.region.world;
  return sealer.seal('page', [call.operation, call.region.name, digest(question), clock.now(), position]);
}

/** Takes one page of items; `more` tells whether another item follows. */
export function takePage<Item>(items: Iterable<Item>, size: number): { readonly page: Item[]; readonly more: boolean } {
  const page: Item[] = [];
  for (const item of items) {
    if (page.length === size) return { page, more: true };
    page.push(item);
  }
  return { page, more: false };
}

/** One page of named things in alphabetical order. Positions are names, so pages survive additions and removals. */
export function pageByName<Item>(
  call: Call,
  question: string,
  input: PagingInput & { readonly reverseOrder?: boolean },
  items: Iterable<Item>,
  nameOf: (item: Item) => string,
): { readonly page: Item[]; readonly nextPageToken: string | undefined } {
  const sign = input.reverseOrder === true ? -1 : 1;
  const compare = (a: string, b: string): number => (a < b ? -sign : a > b ? sign : 0);
  const position = pagePosition(call, question, input);
  const sorted = [...items]
    .filter((item) => position === undefined || compare(nameOf(item), position) > 0)
    .sort((a, b) => compare(nameOf(a), nameOf(b)));
  const { page, more } = takePage(sorted, pageSize(input));
  const last = page.at(-1);
  return { page, nextPageToken: more && last !== undefined ? pageToken(call, question, nameOf(last)) : undefined };
}

/** Keeps page tokens short, whatever was asked. */
function digest(question: string): string {
  return hash('sha256', question, 'base64').slice(0, 16);
}
