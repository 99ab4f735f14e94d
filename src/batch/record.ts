import type { ExecutionRef } from '../swf/activityTasks';
import type { ExecutionOperation } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

/** What can be done to many activity tasks whose tokens are kept. */
export const taskOperation = 'RespondActivityTaskCanceled';

/** What can be done to many at once: to executions, and to held tasks. */
export type BatchOperation = ExecutionOperation | typeof taskOperation;

/** An execution, or one of its activity tasks. */
export interface BatchTarget extends ExecutionRef {
  readonly task?: Pick<TaskRef, 'activityId' | 'scheduledEventId'> & {
    /** As the history told when the list was reviewed; nothing when it could not be read. */
    readonly cancelRequested?: boolean | undefined;
  };
}

/** What a batch is, as its record's first line says it. Never an input, a reason, details or a token. */
export interface BatchHead {
  readonly id: string;
  readonly operation: BatchOperation;
  /** Which account, region and endpoint it goes to, as far as a target tells; and the same in words. */
  readonly place: string;
  readonly where: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly signalName?: string | undefined;
  /** Tells whether texts that are given again are those of the first run, and nothing else about them. */
  readonly fingerprint: { readonly salt: string; readonly hash: string };
  readonly targets: readonly BatchTarget[];
}

/** How it ended for one target. Only what was read in the history is called recorded. */
export interface BatchResult {
  readonly state: 'recorded' | 'alreadyClosed' | 'accepted' | 'unknown' | 'refused' | 'notSent';
  readonly eventId?: number | undefined;
  /** In words fit for a person; holds no input and no token. */
  readonly text: string;
  /** Set while a request may have left whose outcome is not proven: the newest event before it. */
  readonly after?: number | undefined;
}

/** Where a target stands. `sending` is what is left of a window that ended before the answer came. */
export type TargetState = BatchResult['state'] | 'waiting' | 'sending';

/** One line of a record. Times are milliseconds since 1970. */
export type BatchLine =
  | { readonly kind: 'head'; readonly head: BatchHead }
  | { readonly kind: 'begin'; readonly at: number }
  /** Written before a request leaves; `after` is an event before it: the newest of the history, or the task's own. */
  | { readonly kind: 'sending'; readonly at: number; readonly target: number; readonly after: number | undefined }
  | { readonly kind: 'result'; readonly at: number; readonly target: number; readonly result: BatchResult }
  /** A person was told that it was interrupted. */
  | { readonly kind: 'offered'; readonly at: number }
  | { readonly kind: 'end'; readonly at: number; readonly how: BatchEnd; readonly why: string };

/** A batch ends when all is done, by the person, or by itself because the same kept failing. */
export type BatchEnd = 'done' | 'stopped' | 'brake';

export interface TargetRow {
  readonly target: BatchTarget;
  readonly state: TargetState;
  readonly at?: number | undefined;
  /** Set while a request may have left whose outcome is not proven: the newest event before it. */
  readonly after?: number | undefined;
  readonly result?: BatchResult | undefined;
}

/** A whole batch, as its record tells it. */
export interface Batch {
  readonly head: BatchHead;
  readonly rows: readonly TargetRow[];
  /** How the latest run ended; nothing while it is under way, or when its window ended first. */
  readonly end?: { readonly at: number; readonly how: BatchEnd; readonly why: string } | undefined;
  /** When it went on last. */
  readonly lastAt: number;
  /** Whether a person was told that it was interrupted; nothing of it went on since. */
  readonly offered?: boolean | undefined;
}

/** A line of the record as it is written: by itself on a line, so that one that was cut off harms no other. */
export function lineText(line: BatchLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Reads a record. A last line that a crash cut off is left out; what is no record gives nothing. */
export function readBatch(text: string): Batch | undefined {
  let batch: Batch | undefined;
  for (const each of text.split('\n')) {
    const line = parseLine(each);
    if (line?.kind === 'head') batch = begun(line.head);
    else if (line !== undefined && batch !== undefined) batch = withLine(batch, line);
  }
  return batch;
}

/** The batch as it is before anything was sent. */
export function begun(head: BatchHead): Batch {
  const rows = head.targets.map((target): TargetRow => ({ target, state: 'waiting' }));
  return { head, rows, lastAt: head.startedAt };
}

/** The batch after one more line. */
export function withLine(batch: Batch, line: Exclude<BatchLine, { kind: 'head' }>): Batch {
  const { at } = line;
  switch (line.kind) {
    case 'begin':
      return { ...batch, end: undefined, lastAt: at, offered: false };
    case 'offered':
      return { ...batch, offered: true };
    case 'end':
      return { ...batch, end: { at, how: line.how, why: line.why }, lastAt: at };
    case 'sending':
    case 'result': {
      const row = batch.rows[line.target];
      if (row === undefined) return batch;
      return { ...batch, rows: batch.rows.with(line.target, rowAfter(row, line)), lastAt: at };
    }
  }
}

function rowAfter({ target, after }: TargetRow, line: Extract<BatchLine, { kind: 'sending' | 'result' }>): TargetRow {
  const { at } = line;
  // A second try after a lost answer looks for both: what counts is the event before the first.
  if (line.kind === 'sending') return { target, state: 'sending', at, after: after ?? line.after };
  const { result } = line;
  return { target, state: result.state, at, after: result.after, result };
}

/** Whether another run has something to do for it: what is proven is done. */
export function isOpen({ state }: TargetRow): boolean {
  return state !== 'recorded' && state !== 'alreadyClosed';
}

function parseLine(text: string): BatchLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Records are written by this code alone, in the extension's own folder; what was cut off is no JSON. */
function isLine(value: unknown): value is BatchLine {
  return typeof value === 'object' && value !== null && 'kind' in value && ('at' in value || 'head' in value);
}
