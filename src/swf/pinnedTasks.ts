import type { ExecutionClose, ExecutionRef, TaskClose } from './activityTasks';
import type { SwfClient, Target } from './client';
import { SwfFault } from './faults';
import { readTask } from './openTasks';
import type { TaskRef } from './outcome';
import { Emitter } from '../emitter';
import type { Clock, Memory } from '../ports';

/** A task that a person wants to hear of when it closes. */
export interface Pin {
  readonly id: string;
  readonly task: TaskRef;
  /** Which account, region and endpoint it belongs to, as far as a target tells. */
  readonly place: string;
  /** When it was looked at last, in milliseconds since 1970. */
  readAt: number | undefined;
}

/** How a pinned task came to its end. */
export type PinEnd =
  | { readonly how: 'closed'; readonly close: TaskClose }
  | { readonly how: 'executionClosed'; readonly close: ExecutionClose }
  /** The service does not know its execution any more. */
  | { readonly how: 'gone'; readonly fault: SwfFault };

/** A pinned task that came to its end, and where its calls went. */
export interface EndedPin {
  readonly task: TaskRef;
  readonly end: PinEnd;
  readonly target: Target;
}

const memoryKey = 'swf.pinnedTasks';

/** The pinned tasks of this workspace, kept over restarts until their end was told. */
export class PinnedTasks {
  private readonly changed = new Emitter();
  private readonly ended = new Emitter<EndedPin>();
  private known: Map<string, Pin> | undefined;

  /** Fires when a task was pinned or is pinned no more. */
  readonly onDidChange = this.changed.event;
  /** Fires once for each pinned task, when it is seen closed; it is pinned no more then. */
  readonly onDidEnd = this.ended.event;

  constructor(
    private readonly memory: Memory,
    private readonly clock: Clock,
  ) {}

  has(task: TaskRef, target: Target): boolean {
    return this.pins.has(idOf(task, placeOf(target)));
  }

  /** The pins that a client for this target can look at. */
  of(target: Target): readonly Pin[] {
    const place = placeOf(target);
    return [...this.pins.values()].filter((pin) => pin.place === place);
  }

  async pin({ execution, scheduledEventId, activityId }: TaskRef, target: Target): Promise<void> {
    const { domain, workflowId, runId } = execution;
    const task = { execution: { domain, workflowId, runId }, scheduledEventId, activityId };
    const place = placeOf(target);
    const id = idOf(task, place);
    this.pins.set(id, { id, task, place, readAt: this.clock.now() });
    await this.keep();
  }

  async unpin(task: TaskRef, target: Target): Promise<void> {
    if (this.pins.delete(idOf(task, placeOf(target)))) await this.keep();
  }

  /**
   * Looks whether a pinned task is still open, by one call for a history of up to 1,000 events. Says whether it has ended.
   * @throws SwfFault when its history cannot be read
   */
  async look(pin: Pin, client: SwfClient): Promise<boolean> {
    pin.readAt = this.clock.now();
    const end = await endOf(pin.task, client);
    // Unpinned meanwhile, or told by a look that was faster.
    if (end === undefined || !this.pins.delete(pin.id)) return false;
    this.ended.fire({ task: pin.task, end, target: client.target });
    await this.keep();
    return true;
  }

  private get pins(): Map<string, Pin> {
    this.known ??= new Map(readPins(this.memory.get(memoryKey)).map((pin) => [pin.id, pin]));
    return this.known;
  }

  private async keep(): Promise<void> {
    this.changed.fire();
    await this.memory.set(
      memoryKey,
      [...this.pins.values()].map(({ task, place }) => ({ task, place })),
    );
  }
}

async function endOf({ execution, scheduledEventId }: TaskRef, client: SwfClient): Promise<PinEnd | undefined> {
  try {
    const found = await readTask(client, execution, scheduledEventId);
    switch (found.state) {
      case 'closed':
        return { how: 'closed', close: found.close };
      case 'executionClosed':
        return { how: 'executionClosed', close: found.close };
      case 'open':
      case 'unknown':
        return undefined;
    }
  } catch (error) {
    const isGone = error instanceof SwfFault && (error.kind === 'unknownExecution' || error.kind === 'unknownDomain');
    if (isGone) return { how: 'gone', fault: error };
    throw error;
  }
}

/** A Local SWF is the same one after a restart, though its port is another. */
function placeOf({ kind, region, profile, endpoint }: Target): string {
  return JSON.stringify(kind === 'local' ? [kind] : [kind, region, profile ?? '', endpoint ?? '']);
}

function idOf({ execution, scheduledEventId }: TaskRef, place: string): string {
  const { domain, workflowId, runId } = execution;
  return JSON.stringify([place, domain, workflowId, runId, scheduledEventId]);
}

/** What another version may have written is left out where it is not understood. */
function readPins(kept: unknown): Pin[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((each: unknown): Pin[] => {
    const { task, place } = record(each);
    const { execution, scheduledEventId, activityId } = record(task);
    if (typeof place !== 'string' || typeof scheduledEventId !== 'number' || typeof activityId !== 'string') return [];
    const run = executionOf(record(execution));
    if (run === undefined) return [];
    const ref = { execution: run, scheduledEventId, activityId };
    return [{ id: idOf(ref, place), task: ref, place, readAt: undefined }];
  });
}

function executionOf({ domain, workflowId, runId }: Readonly<Record<string, unknown>>): ExecutionRef | undefined {
  if (typeof domain !== 'string' || typeof workflowId !== 'string' || typeof runId !== 'string') return undefined;
  return { domain, workflowId, runId };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
