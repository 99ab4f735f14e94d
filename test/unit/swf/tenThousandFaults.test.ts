import type { HistoryEvent } from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import type { ActOutcome } from '../../../src/swf/actRequest';
import { actVerbs } from '../../../src/swf/actOutcome';
import { closeTask } from '../../../src/swf/closeTask';
import { actOnExecution } from '../../../src/swf/executionActs';
import type { ClosingOperation, ExecutionOperation } from '../../../src/swf/operations';
import { type Outcome, verbs } from '../../../src/swf/outcome';
import { FaultyScene, inParallel, type Witness } from '../../support/faultyScene';
import type { HeldTask } from '../../support/scene';

const long = process.env['SWF_TEST_LONG'] === '1';
const seed = Number(process.env['SWF_TEST_SEED'] ?? 20_261_124);

/** What the history of an execution really holds of an act. */
interface Truth {
  /** The events that are just what was sent. */
  readonly ours: readonly HistoryEvent[];
  readonly events: readonly HistoryEvent[];
}

/** The outcomes counted, and those that say something else than the history. */
class Tally {
  readonly counts: Record<string, number> = {};
  readonly lies: string[] = [];

  add(kind: string): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  lie(kind: string, outcome: Outcome | ActOutcome, index: number): void {
    this.lies.push(`false ${kind} of number ${index}: ${JSON.stringify(outcome)}`);
  }

  toString(): string {
    const sorted = Object.entries(this.counts).sort(([a], [b]) => a.localeCompare(b));
    return sorted.map(([kind, count]) => `${kind} ${count}`).join('; ');
  }
}

/** What the judges of both kinds of acts share. */
function judge(
  outcome: Exclude<Outcome | ActOutcome, { kind: 'dismissed' }>,
  { ours }: Truth,
  { lastReading, failedReads }: Witness,
  { known, index, tally }: { readonly known: boolean; readonly index: number; readonly tally: Tally },
): void {
  const done = ours.length > 0;
  if (ours.length > 1) tally.lie('second sending', outcome, index);
  if ((outcome.kind === 'recorded' || outcome.kind === 'accepted') && !done) tally.lie('recorded', outcome, index);
  if (outcome.kind === 'refused' && done) tally.lie('not done', outcome, index);
  if (outcome.kind !== 'unknown') return;
  const at = ours[0]?.eventTimestamp?.getTime() ?? Infinity;
  const blind = lastReading === undefined || lastReading.failed || (!known && failedReads > 0);
  if (!blind && at < lastReading.at) tally.lie('unknown', outcome, index);
  tally.add(blind ? 'unknown: no history to be read' : 'unknown: the history shows nothing so far');
}

const closing: Readonly<Record<ClosingOperation, (text: string) => object>> = {
  RespondActivityTaskCanceled: (details) => ({ details }),
  RespondActivityTaskCompleted: (result) => ({ result }),
  RespondActivityTaskFailed: (reason) => ({ reason, details: 'gone' }),
};

/** Every sixth task is closed by somebody else while the person thinks, every sixth loses its whole execution. */
async function meddle(scene: FaultyScene, index: number, { task: { execution }, taskToken }: HeldTask): Promise<void> {
  const { domain, workflowId, runId } = execution;
  if (index % 6 === 2) await scene.truly('RespondActivityTaskCompleted', { taskToken, result: 'by somebody else' });
  if (index % 6 === 5) await scene.truly('TerminateWorkflowExecution', { domain, workflowId, runId, reason: 'else' });
}

function closeOf(operation: ClosingOperation, text: string, events: readonly HistoryEvent[]): Truth {
  const ours = events.filter((event) => {
    if (event.eventType !== verbs[operation].event) return false;
    const told =
      event.activityTaskCanceledEventAttributes?.details ??
      event.activityTaskCompletedEventAttributes?.result ??
      event.activityTaskFailedEventAttributes?.reason;
    return (told ?? '') === text;
  });
  return { ours, events };
}

async function closeOne(
  operation: ClosingOperation,
  known: boolean,
  scene: FaultyScene,
  index: number,
  tally: Tally,
): Promise<void> {
  const held = await scene.hold();
  const text = index % 4 === 0 ? '' : `number ${index}`;
  const witness = scene.witness();
  const outcome = await closeTask(
    {
      operation,
      document: { taskToken: held.taskToken, ...(text === '' ? {} : closing[operation](text)) },
      task: known ? held.task : undefined,
    },
    {
      client: witness.client,
      clock: scene.clock,
      check: index % 2 === 0 ? 'historyOrHeartbeat' : 'history',
      confirm: async () => {
        await meddle(scene, index, held);
        return true;
      },
      step: () => undefined,
    },
  );
  const truth = closeOf(operation, text, await scene.history(held));
  if (outcome.kind === 'dismissed') throw new Error('Nobody dismissed it');
  judge(outcome, truth, witness, { known, index, tally });
  tally.add(outcome.kind === 'alreadyClosed' ? `alreadyClosed, ours: ${outcome.ours}` : outcome.kind);
  const [ours] = truth.ours;
  switch (outcome.kind) {
    case 'recorded':
      if (outcome.close.eventId !== ours?.eventId) tally.lie('event', outcome, index);
      break;
    case 'accepted':
      if (outcome.why === 'otherTask') tally.lie('other task', outcome, index);
      break;
    case 'alreadyClosed': {
      if ((outcome.ours === 'yes') !== (ours !== undefined) && outcome.ours !== 'perhaps') {
        tally.lie(outcome.ours === 'yes' ? 'recorded' : 'not done', outcome, index);
      }
      const ended = truth.events.some(({ eventType = '' }) =>
        /^(ActivityTask(Canceled|Completed|Failed)|WorkflowExecutionTerminated)$/.test(eventType),
      );
      if (!ended) tally.lie('closed', outcome, index);
      break;
    }
    case 'refused': {
      // A late request could still do what was told not to be done.
      await scene.settle();
      const later = closeOf(operation, text, await scene.history(held));
      if (later.ours.length > 0) tally.lie('not done', outcome, index);
      break;
    }
    case 'unknown':
  }
  await scene.clear(held);
}

const acts: Readonly<Record<ExecutionOperation, (text: string) => object>> = {
  SignalWorkflowExecution: (input) => ({ signalName: 'go on', input }),
  RequestCancelWorkflowExecution: () => ({}),
  TerminateWorkflowExecution: (reason) => ({ reason }),
};

function actOf(operation: ExecutionOperation, text: string, events: readonly HistoryEvent[]): Truth {
  const ours = events.filter((event) => {
    if (event.eventType !== actVerbs[operation].event) return false;
    const told =
      event.workflowExecutionSignaledEventAttributes?.input ?? event.workflowExecutionTerminatedEventAttributes?.reason;
    return operation === 'RequestCancelWorkflowExecution' || told === text;
  });
  return { ours, events };
}

async function actOne(operation: ExecutionOperation, scene: FaultyScene, index: number, tally: Tally): Promise<void> {
  const held = await scene.hold();
  const text = `number ${index}`;
  const witness = scene.witness();
  const outcome = await actOnExecution(
    { operation, document: { ...held.task.execution, ...acts[operation](text) } },
    {
      client: witness.client,
      clock: scene.clock,
      confirm: async () => {
        await meddle(scene, index, held);
        return true;
      },
      step: () => undefined,
    },
  );
  const truth = actOf(operation, text, await scene.history(held));
  if (outcome.kind === 'dismissed') throw new Error('Nobody dismissed it');
  judge(outcome, truth, witness, { known: true, index, tally });
  tally.add(outcome.kind);
  const ids = truth.ours.map(({ eventId }) => eventId);
  if (outcome.kind === 'recorded' && String(outcome.eventIds) !== String(ids)) tally.lie('event', outcome, index);
  if (outcome.kind === 'alreadyClosed' && ids.length > 0) tally.lie('not done', outcome, index);
  if (outcome.kind === 'refused') {
    await scene.settle();
    const later = actOf(operation, text, await scene.history(held));
    if (later.ours.length > 0) tally.lie('not done', outcome, index);
  }
  await scene.clear(held);
}

/** Does one thing so many times, each time with a task of its own, and compares every report with the history. */
async function compare(
  name: string,
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
  actOnce: (scene: FaultyScene, index: number, tally: Tally) => Promise<void>,
): Promise<void> {
  const scene = await FaultyScene.start(seed);
  const tally = new Tally();
  try {
    await inParallel(count, atOnce, (index) => actOnce(scene, index, tally));
  } finally {
    await scene.stop();
  }
  console.log(`${count} times ${name}, seed ${seed}: ${tally.toString()}`);
  expect(tally.lies).toEqual([]);
}

const timeout = 2_400_000;
const many = { count: long ? 10_000 : 80, atOnce: long ? 30 : 20 };
const some = { count: long ? 2_500 : 20, atOnce: 10 };

describe.concurrent('three calls of ten struck: every outcome is what the history says', { timeout }, () => {
  test.for(['RespondActivityTaskCanceled', 'RespondActivityTaskCompleted', 'RespondActivityTaskFailed'] as const)(
    '%s from a row',
    (operation) => compare(`${operation} from a row`, many, (...once) => closeOne(operation, true, ...once)),
  );

  test('RespondActivityTaskCanceled by a bare token', () =>
    compare('RespondActivityTaskCanceled by a bare token', { count: long ? 1_000 : 18, atOnce: 6 }, (...once) =>
      closeOne('RespondActivityTaskCanceled', false, ...once),
    ));

  test.for([
    ['SignalWorkflowExecution', many],
    ['RequestCancelWorkflowExecution', some],
    ['TerminateWorkflowExecution', some],
  ] as const)('%s', ([operation, howOften]) => compare(operation, howOften, (...once) => actOne(operation, ...once)));
});
