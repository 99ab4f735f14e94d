import type { TaskClose } from './activityTasks';
import type { Candidates } from './candidateTasks';
import type { CloseContext, CloseRequest } from './closeRequest';
import { Deed } from './deed';
import { SwfFault } from './faults';
import { readTask } from './openTasks';
import { type Outcome, type TaskRef, verbs } from './outcome';

/** How the sending ended; `answerLost` when at least one answer on the way was. */
export type Send =
  | { readonly accepted: true; readonly answerLost: boolean }
  | { readonly accepted: false; readonly answerLost: boolean; readonly fault: SwfFault };

/** Histories are read from copies that may lag behind: the waits before each look, in milliseconds. */
const looks = [0, 100, 300, 700, 1_500, 3_000];

/** The service accepted: finds the event that proves it. */
export async function prove(
  request: CloseRequest,
  sent: Send,
  candidates: Candidates,
  context: CloseContext,
): Promise<Outcome> {
  const { task } = request;
  const accepted = { kind: 'accepted', task } as const;
  let scheduledEventId = task === undefined ? await closedTaskOf(request, context) : undefined;
  let unreadable: SwfFault | undefined;
  for (const wait of looks) {
    if (candidates.tasks.length === 0) break;
    if (wait > 0) await context.clock.sleep(wait);
    const found = await look(request, candidates.tasks, scheduledEventId, context);
    const again = unreadable === undefined;
    unreadable = found.fault;
    if (unreadable !== undefined) {
      if (again && mayPass(unreadable)) continue;
      break;
    }
    const [first, ...others] = found.closes;
    if (others.length > 0) return { ...accepted, why: 'severalMatch', scheduledEventId };
    if (first !== undefined) {
      if (candidates.complete) return { kind: 'recorded', ...first, answerLost: sent.answerLost };
      return { kind: 'accepted', why: 'probable', ...first, scheduledEventId };
    }
    if (task === undefined) continue;
    // Not to be seen: history lags behind, or the token was another task's. The service can tell.
    scheduledEventId ??= await closedTaskOf(request, context);
    const another = (scheduledEventId ?? task.scheduledEventId) !== task.scheduledEventId;
    if (another) return { ...accepted, why: 'otherTask', scheduledEventId };
    if (found.closedOtherwise) return { kind: 'accepted', why: 'otherTask', scheduledEventId };
  }
  if (unreadable !== undefined) return { ...accepted, why: 'historyUnreadable', scheduledEventId, fault: unreadable };
  return { ...accepted, why: task === undefined ? 'noExecutionKnown' : 'notYetVisible', scheduledEventId };
}

/** An answer was lost on the way: what the history says is the answer. */
export async function proveLostAnswer(
  request: CloseRequest,
  { fault }: Send & { accepted: false },
  candidates: Candidates,
  context: CloseContext,
): Promise<Outcome> {
  const { task } = request;
  const { scheduledEventId } = fault.details;
  const executionClosed = fault.kind === 'unknownExecution';
  const toldClosed = executionClosed || fault.kind === 'unknownActivity';
  let seenOpen = false;
  let unreadable: SwfFault | undefined;
  for (const wait of looks) {
    if (candidates.tasks.length === 0) break;
    if (wait > 0) await context.clock.sleep(wait);
    const found = await look(request, candidates.tasks, scheduledEventId, context);
    const again = unreadable === undefined;
    unreadable = found.fault;
    if (unreadable !== undefined) {
      seenOpen = false;
      if (again && mayPass(unreadable)) continue;
      break;
    }
    seenOpen = task !== undefined && found.closes.length === 0;
    const [first, ...others] = found.closes;
    // The same without a text of its own may be what somebody else sent for another task, while ours is still open.
    if (first !== undefined && task === undefined && !toldClosed && !saysMore(request)) break;
    if (first !== undefined && others.length === 0 && (candidates.complete || task !== undefined)) {
      if (candidates.complete && !toldClosed) return { kind: 'recorded', ...first, answerLost: true };
      // A task that nobody saw open before may have been closed in just this way by somebody else.
      const ours = candidates.complete && saysMore(request) ? 'yes' : 'perhaps';
      return { kind: 'alreadyClosed', ...first, executionClosed: false, ours };
    }
    if (task !== undefined && found.closedOtherwise) {
      return { kind: 'alreadyClosed', task, close: found.closedOtherwise, executionClosed: false, ours: 'no' };
    }
  }
  if (toldClosed) return { kind: 'alreadyClosed', task, scheduledEventId, executionClosed, ours: 'perhaps' };
  return { kind: 'unknown', fault, task, seenOpen };
}

/**
 * Whether a history that could not be read just now may be readable a moment later: it is then looked at once more. Who is
 * throttled was tried three times already, with waits between.
 */
export function mayPass({ kind }: SwfFault): boolean {
  return kind === 'serviceFailed' || kind === 'connectionBroken';
}

interface Look {
  readonly closes: readonly { readonly task: TaskRef; readonly close: TaskClose }[];
  /** A candidate's close that is not what we sent; meaningful where there is one candidate. */
  readonly closedOtherwise?: TaskClose | undefined;
  readonly fault?: SwfFault;
}

/** Reads the candidates' histories and keeps the closes that are just what we sent. */
async function look(
  request: CloseRequest,
  tasks: readonly TaskRef[],
  scheduledEventId: number | undefined,
  { client }: CloseContext,
): Promise<Look> {
  const concerned = tasks.filter((task) => (scheduledEventId ?? task.scheduledEventId) === task.scheduledEventId);
  try {
    const found = await Promise.all(
      concerned.map(async (task) => ({ task, ...(await readTask(client, task.execution, task.scheduledEventId)) })),
    );
    const closed = found.flatMap((each) => (each.state === 'closed' ? [{ task: each.task, close: each.close }] : []));
    return {
      closes: closed.filter(({ close }) => isWhatWeSent(request, close)),
      closedOtherwise: closed.find(({ close }) => !isWhatWeSent(request, close))?.close,
    };
  } catch (error) {
    if (error instanceof SwfFault) return { closes: [], fault: error };
    throw error;
  }
}

function isWhatWeSent({ operation, input }: CloseRequest, close: TaskClose): boolean {
  const told: { [Key in 'details' | 'result' | 'reason']?: string | undefined } = input;
  const same = (sent: string | undefined, recorded: string | undefined) => (sent ?? '') === (recorded ?? '');
  return (
    close.type === verbs[operation].event &&
    same(told.details, close.details) &&
    same(told.result, close.result) &&
    same(told.reason, close.reason)
  );
}

/** Whether the request carries a text by which its event can be told from somebody else's. */
function saysMore({ input }: CloseRequest): boolean {
  return Object.entries(input).some(([member, value]) => member !== 'taskToken' && value !== '' && value !== undefined);
}

/**
 * Which task a used token belonged to: a heartbeat with it answers "Unknown activity, scheduledEventId = N", and harms
 * nothing, since the task is closed.
 */
async function closedTaskOf(request: CloseRequest, { client }: CloseContext): Promise<number | undefined> {
  try {
    const deed = new Deed(request.task);
    await client.call('RecordActivityTaskHeartbeat', { taskToken: request.input.taskToken }, { deed });
    return undefined;
  } catch (error) {
    if (error instanceof SwfFault) return error.details.scheduledEventId;
    throw error;
  }
}
