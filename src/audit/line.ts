import type { Target } from '../swf/client';
import type { DeedEnd } from '../swf/deed';
import type { FaultKind } from '../swf/faults';
import { isOperationName, type OperationName } from '../swf/operations';

/** What a request was about. Names and ids alone: never a token, an input, details, a result or a reason. */
export interface WriteTarget {
  readonly domain?: string | undefined;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  readonly activityId?: string | undefined;
  readonly taskList?: string | undefined;
  /** Of a type `NAME VERSION`, of a domain its name, of tags the ARN. */
  readonly named?: string | undefined;
}

/** The connection of a request. */
export type WritePlace = Pick<Target, 'label' | 'region' | 'profile' | 'endpoint' | 'account'>;

/** How a request was answered. `fault` is the kind of what came instead of an answer. */
export interface WriteAnswer {
  readonly fault?: FaultKind | 'other' | undefined;
  /** Whether the service may have carried it out all the same. */
  readonly delivered?: 'no' | 'maybe' | undefined;
  readonly requestId?: string | undefined;
  /** How often it was sent. */
  readonly attempts?: number | undefined;
  /** What a poll brought, or which run was started. */
  readonly target?: WriteTarget | undefined;
}

/** One line of the trail. `id` ties together those of one request; times are milliseconds since 1970. */
export type TrailLine =
  /** Kept before the request leaves. */
  | {
      readonly kind: 'sending';
      readonly id: string;
      readonly at: number;
      readonly place: WritePlace;
      readonly operation: OperationName;
      readonly target: WriteTarget;
    }
  | { readonly kind: 'answer'; readonly id: string; readonly at: number; readonly answer: WriteAnswer }
  /** How the whole deed ended, as its history tells. */
  | { readonly kind: 'end'; readonly id: string; readonly at: number; readonly end: DeedEnd };

/** A request that writes, with all that its lines tell. */
export interface TrailEntry extends Omit<Extract<TrailLine, { kind: 'sending' }>, 'kind'> {
  readonly answer?: WriteAnswer | undefined;
  readonly end?: DeedEnd | undefined;
}

/** What a request was about, by all that is known of it by now: what its end proves comes last. */
export function knownTarget({ target, answer, end }: TrailEntry): WriteTarget {
  return { ...target, ...answer?.target, ...end?.target };
}

/** A line between line breaks: what an earlier one lost of its end cannot spoil it. */
export function lineText(line: TrailLine): string {
  return `\n${JSON.stringify(line)}\n`;
}

/** Reads the text of a trail. A line that a crash cut off is left out and counted. */
export function readLines(text: string): { readonly lines: readonly TrailLine[]; readonly damaged: number } {
  const lines: TrailLine[] = [];
  let damaged = 0;
  for (const each of text.split('\n')) {
    if (each === '') continue;
    const line = parseLine(each);
    if (line === undefined) damaged++;
    else lines.push(line);
  }
  return { lines, damaged };
}

/** The requests that lines tell of, the newest first. Whose first line is no longer kept is left out. */
export function entriesOf(lines: readonly TrailLine[]): readonly TrailEntry[] {
  const entries = new Map<string, TrailEntry>();
  for (const line of lines) {
    if (line.kind !== 'sending') continue;
    const { id, at, place, operation, target } = line;
    entries.set(id, { id, at, place, operation, target });
  }
  for (const line of lines) {
    const entry = entries.get(line.id);
    if (entry === undefined) continue;
    if (line.kind === 'answer') entries.set(line.id, { ...entry, answer: line.answer });
    if (line.kind === 'end') entries.set(line.id, { ...entry, end: line.end });
  }
  // Of one moment, what was written later comes first.
  return [...entries.values()].reverse().sort((a, b) => b.at - a.at);
}

function parseLine(text: string): TrailLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Only this code writes trails, in the extension's own folder; what was cut off is no JSON. */
function isLine(value: unknown): value is TrailLine {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, id, at, operation }: { readonly [Key in 'kind' | 'id' | 'at' | 'operation']?: unknown } = value;
  if (typeof id !== 'string' || typeof at !== 'number') return false;
  if (kind === 'sending') return typeof operation === 'string' && isOperationName(operation);
  return kind === 'answer' || kind === 'end';
}
