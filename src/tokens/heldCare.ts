import { type HeldTask, heldRef, isOf, readHeldTask, type Work } from './heldTask';
import type { HeldTasks } from './heldTasks';
import type { ActivityTask, ExecutionClose, ExecutionRef, TaskClose } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';
import { Deed } from '../swf/deed';
import { SwfFault } from '../swf/faults';
import { readTask, scheduledEventOf } from '../swf/openTasks';

/** How a held task ended: the event of its own, or its execution's; nothing when its execution is known no more. */
export interface Left {
  readonly held: HeldTask;
  readonly close?: TaskClose | undefined;
  readonly executionClose?: ExecutionClose | undefined;
}

/**
 * Looks at a held task in its history: learns what the poll's answer did not tell (its ActivityTaskScheduled event and its
 * timeouts), and forgets a closed one with its token. Gives how it ended, or nothing while it is open or not known to be.
 * @throws SwfFault when the history cannot be read
 */
export async function lookAtHeldTask(
  held: HeldTask,
  client: SwfClient,
  heldTasks: HeldTasks,
): Promise<Left | undefined> {
  const { work } = held;
  if (work === undefined || !isOf(held, client.target)) return undefined;
  const execution = { domain: held.domain, workflowId: work.workflowId, runId: work.runId };
  const scheduledEventId = heldRef(held)?.scheduledEventId ?? (await findScheduled(work, execution, client));
  if (scheduledEventId === undefined) return undefined;
  const leave = async (how: Omit<Left, 'held'>): Promise<Left> => {
    await heldTasks.forget(held.id);
    return { held, ...how };
  };
  const reading = await readTask(client, execution, scheduledEventId).catch((error: unknown) => {
    // What was read once and is there no more has closed, and its domain keeps closed executions no longer.
    if (held.task !== undefined && error instanceof SwfFault && error.kind === 'unknownExecution') return undefined;
    throw error;
  });
  if (reading === undefined) return await leave({});
  switch (reading.state) {
    case 'open':
      await learn(held, reading.task, heldTasks);
      return undefined;
    case 'closed':
      return await leave({ close: reading.close });
    case 'executionClosed':
      return await leave({ executionClose: reading.close });
    case 'unknown':
      return undefined;
  }
}

async function findScheduled(
  { startedEventId }: Work,
  execution: ExecutionRef,
  client: SwfClient,
): Promise<number | undefined> {
  return startedEventId === undefined ? undefined : await scheduledEventOf(client, execution, startedEventId);
}

/** Writes only what is new: every write is seen by all windows. Its input and control are not kept. */
async function learn(held: HeldTask, found: ActivityTask, heldTasks: HeldTasks): Promise<void> {
  const task = readHeldTask(held.id, { ...held, task: found })?.task;
  const known = readHeldTask(held.id, held)?.task;
  if (JSON.stringify(task) !== JSON.stringify(known)) await heldTasks.update(held.id, { task });
}

/** What a heartbeat brought. */
export type Beat =
  | { readonly kind: 'recorded'; readonly cancelRequested: boolean; readonly firstRequest: boolean }
  /** The service knows the task no longer, and neither do we now. */
  | { readonly kind: 'left' }
  | { readonly kind: 'failed'; readonly fault: SwfFault }
  | { readonly kind: 'noToken' };

/**
 * Records one heartbeat of a held task, without details: what the last one said stays, as far as is known. A task that
 * the service no longer knows is forgotten.
 */
export async function beat(held: HeldTask, client: SwfClient, heldTasks: HeldTasks, now: () => number): Promise<Beat> {
  const taskToken = await heldTasks.tokenOf(held.id);
  if (taskToken === undefined) return { kind: 'noToken' };
  const deed = deedFor(held);
  try {
    const { cancelRequested = false } = await client.call('RecordActivityTaskHeartbeat', { taskToken }, { deed });
    await heldTasks.update(held.id, { lastHeartbeat: { at: now(), cancelRequested } });
    return { kind: 'recorded', cancelRequested, firstRequest: cancelRequested && !wasRequested(held) };
  } catch (fault) {
    if (!(fault instanceof SwfFault)) throw fault;
    if (fault.kind !== 'unknownActivity' && fault.kind !== 'unknownExecution') return { kind: 'failed', fault };
    await heldTasks.forget(held.id);
    return { kind: 'left' };
  }
}

/** The poll's answer tells the task before its history does. */
function deedFor({ domain, work }: HeldTask): Deed {
  if (work === undefined) return new Deed();
  const { workflowId, runId, activityId } = work;
  return new Deed({ execution: { domain, workflowId, runId }, activityId });
}

function wasRequested({ lastHeartbeat, task }: HeldTask): boolean {
  return lastHeartbeat?.cancelRequested === true || task?.cancelRequestedEventId !== undefined;
}
