import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CloseContext, Confirmation, UncheckedRequest } from '../../../src/swf/closeRequest';
import { closeTask } from '../../../src/swf/closeTask';
import { describeOutcome, type Outcome } from '../../../src/swf/outcome';
import type { SwfClient } from '../../../src/swf/client';
import { systemClock } from '../../../src/host/clock';
import { type HeldTask, Scene } from '../../support/scene';

let scene: Scene;
let confirmations: Confirmation[];

beforeEach(async () => {
  scene = await Scene.start();
  confirmations = [];
});
afterEach(async () => {
  await scene.stop();
});

const operation = 'RespondActivityTaskCanceled' as const;

/** Waits are not waited for: the histories of Local SWF never lag. */
const clock = { now: () => systemClock.now(), sleep: () => Promise.resolve() };

async function close(request: Partial<UncheckedRequest>, context: Partial<CloseContext> = {}): Promise<Outcome> {
  return await closeTask(
    { operation, document: {}, ...request },
    {
      client: scene.client,
      clock,
      check: 'historyOrHeartbeat',
      confirm: (confirmation) => {
        confirmations.push(confirmation);
        return Promise.resolve(true);
      },
      step: () => undefined,
      ...context,
    },
  );
}

function cancelOf({ taskToken, task }: HeldTask, details = 'host lost'): UncheckedRequest {
  return { operation, document: { taskToken, details }, task };
}

function message(outcome: Outcome): string {
  if (outcome.kind === 'dismissed') return '';
  const report = describeOutcome(operation, outcome);
  return `${report.message} ${report.nextStep}`;
}

describe('a task chosen in the tree', () => {
  test('whose cancellation was requested is canceled, and the event is named', async () => {
    const held = await scene.holdTask();
    await scene.requestCancel(held);
    const outcome = await close(cancelOf(held));
    expect(confirmations).toMatchObject([{ requested: { answer: 'yes', source: 'history' }, task: held.task }]);
    expect(await scene.eventTypes(held.task)).toContain('ActivityTaskCanceled');
    expect(outcome).toMatchObject({
      kind: 'recorded',
      task: held.task,
      close: { details: 'host lost' },
      answerLost: false,
    });
    const eventId = (await scene.eventTypes(held.task)).indexOf('ActivityTaskCanceled') + 1;
    expect(message(outcome)).toContain(`recorded as event ${eventId} (ActivityTaskCanceled)`);
  });

  test('whose cancellation nobody requested is confirmed with a warning, and no heartbeat is spent', async () => {
    const held = await scene.holdTask();
    const outcome = await close(cancelOf(held));
    expect(confirmations[0]?.requested).toEqual({ answer: 'no', source: 'history' });
    expect(scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
    expect(outcome.kind).toBe('recorded');
  });

  test('is left alone when the person does not confirm', async () => {
    const held = await scene.holdTask();
    const outcome = await close(cancelOf(held), { confirm: () => Promise.resolve(false) });
    expect(outcome).toEqual({ kind: 'dismissed' });
    expect(scene.requests('RespondActivityTaskCanceled')).toBe(0);
  });

  test('that was closed meanwhile is reported with its event, and nothing is sent', async () => {
    const held = await scene.holdTask();
    await scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken, result: 'done' });
    const outcome = await close(cancelOf(held));
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', close: { type: 'ActivityTaskCompleted' }, ours: 'no' });
    expect(confirmations).toEqual([]);
    expect(scene.requests('RespondActivityTaskCanceled')).toBe(0);
  });

  test('that closes while the person thinks is reported as closed by somebody else', async () => {
    const held = await scene.holdTask();
    const confirm = async () => {
      await scene.sdk.respondActivityTaskFailed({ taskToken: held.taskToken, reason: 'crash' });
      return true;
    };
    const outcome = await close(cancelOf(held), { confirm });
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', close: { type: 'ActivityTaskFailed' }, ours: 'no' });
  });

  test('whose execution was terminated is gone', async () => {
    const held = await scene.holdTask();
    await scene.sdk.terminateWorkflowExecution({ domain: scene.domain, workflowId: held.task.execution.workflowId });
    const outcome = await close(cancelOf(held));
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', executionClosed: true });
    expect(message(outcome)).toContain('The workflow execution of this task is closed');
  });

  test('with the token of another task: says that another one was closed', async () => {
    const chosen = await scene.holdTask('first');
    const other = await scene.holdTask('second');
    const outcome = await close({ ...cancelOf(other), task: chosen.task });
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(message(outcome)).not.toContain('recorded as');
    expect(await scene.eventTypes(chosen.task)).not.toContain('ActivityTaskCanceled');
  });
});

describe('a bare token', () => {
  test('is proven by the one open task that closed, and asked for by a heartbeat', async () => {
    await scene.holdTask('other');
    const held = await scene.holdTask();
    await scene.requestCancel(held);
    const outcome = await close({ document: { taskToken: held.taskToken } });
    expect(confirmations[0]?.requested).toEqual({ answer: 'yes', source: 'heartbeat' });
    expect(outcome).toMatchObject({ kind: 'recorded', task: held.task });
  });

  test('spends no heartbeat on a task when the setting says so', async () => {
    const held = await scene.holdTask();
    await close(
      { document: { taskToken: held.taskToken } },
      { check: 'history', confirm: () => Promise.resolve(false) },
    );
    expect(scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
  });

  test('of a closed task is reported as used up', async () => {
    const held = await scene.holdTask();
    await scene.sdk.respondActivityTaskCompleted({ taskToken: held.taskToken });
    const outcome = await close({ document: { taskToken: held.taskToken } });
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', scheduledEventId: 5 });
  });

  test('that is garbage is refused, and nothing is sent that closes', async () => {
    const outcome = await close({ document: { taskToken: 'garbage-garbage-garbage' } });
    expect(outcome).toMatchObject({ kind: 'refused', why: { kind: 'invalidToken' } });
    expect(message(outcome)).not.toContain('garbage-garbage');
    expect(scene.requests('RespondActivityTaskCanceled')).toBe(0);
  });

  test('is accepted without proof when no domain may be listed', async () => {
    const held = await scene.holdTask();
    const outcome = await close({ document: { taskToken: held.taskToken } }, { client: without('ListDomains') });
    expect(outcome).toMatchObject({ kind: 'accepted', why: 'noExecutionKnown' });
    expect(message(outcome)).toContain('there is no proof');
  });
});

describe('under faults', () => {
  test('a lost answer is found in the history', async () => {
    const held = await scene.holdTask();
    const rules = [{ operation, fault: 'resetAfter', count: 1 } as const, { operation, fault: 'resetBefore' } as const];
    scene.local.control.setFaults({ rules });
    const outcome = await close(cancelOf(held));
    expect(outcome).toMatchObject({ kind: 'recorded', answerLost: true, task: held.task });
    expect(message(outcome)).toContain('answer was lost');
  });

  test('a second try that hears "Unknown activity" knows its own first one', async () => {
    const held = await scene.holdTask();
    scene.local.control.setFaults({ rules: [{ operation, fault: 'resetAfter', count: 1 }] });
    const outcome = await close(cancelOf(held));
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', ours: 'yes', close: { type: 'ActivityTaskCanceled' } });
    expect(scene.requests(operation)).toBe(2);
  });

  test('a lost request is sent again', async () => {
    const held = await scene.holdTask();
    scene.local.control.setFaults({ rules: [{ operation, fault: 'resetBefore', count: 2 }] });
    expect(await close(cancelOf(held))).toMatchObject({ kind: 'recorded', answerLost: true });
  });

  test('throttling is waited for', async () => {
    const held = await scene.holdTask();
    scene.local.control.setFaults({ rules: [{ operation, fault: 'throttle', count: 2 }] });
    expect(await close(cancelOf(held))).toMatchObject({ kind: 'recorded', answerLost: false });
  });

  test('is unknown, and says so, when the answer is lost and the history cannot be read', async () => {
    const held = await scene.holdTask();
    const confirm = () => {
      scene.local.control.setFaults({
        rules: [{ operation, fault: 'resetAfter', count: 1 }, { fault: 'resetBefore' }],
      });
      return Promise.resolve(true);
    };
    const outcome = await close(cancelOf(held), { confirm });
    expect(outcome).toMatchObject({ kind: 'unknown', seenOpen: false });
    expect(message(outcome)).toContain('It is not known');
    // It was canceled after all: nothing else may be claimed.
    scene.local.control.setFaults({ rules: [] });
    expect(await scene.eventTypes(held.task)).toContain('ActivityTaskCanceled');
  });

  test('an unrequested cancel that the service refuses leaves the task open', async () => {
    const held = await scene.holdTask();
    scene.local.control.setFaults({ rules: [{ operation, fault: 'refuseUnrequestedCancels' }] });
    const outcome = await close(cancelOf(held));
    expect(await scene.eventTypes(held.task)).not.toContain('ActivityTaskCanceled');
    expect(['refused', 'unknown']).toContain(outcome.kind);
  });

  test('a history that may not be read: canceled, and no proof claimed', async () => {
    const held = await scene.holdTask();
    const outcome = await close(cancelOf(held), { client: without('GetWorkflowExecutionHistory') });
    expect(confirmations[0]?.requested.answer).toBe('unknown');
    expect(outcome).toMatchObject({ kind: 'accepted', why: 'historyUnreadable' });
  });
});

describe('bad input is refused before anything is sent', () => {
  const bad: [string, unknown, string][] = [
    ['no token', {}, 'missing'],
    ['an empty token', { taskToken: '' }, 'taskToken'],
    ['1,025 characters', { taskToken: 'x'.repeat(1025) }, '1,024'],
    ['blanks for a token', { taskToken: '   ' }, 'taskToken'],
    ['32,769 characters of details', { taskToken: 'x', details: 'd'.repeat(32_769) }, '32,768'],
    ['a number', { taskToken: 5 }, 'string'],
    ['null', { taskToken: null }, 'string'],
    ['an object', { taskToken: 'x', details: {} }, 'string'],
    ['an unknown key', { taskToken: 'x', detials: '' }, 'details'],
    ['an array as the document', [], 'object'],
  ];
  test.each(bad)('%s', async (_, document, words) => {
    const outcome = await close({ document });
    expect(outcome.kind).toBe('refused');
    expect(message(outcome)).toContain('Nothing was sent');
    expect(message(outcome)).toContain(words);
    expect(scene.local.control.state().requests).not.toHaveProperty('RespondActivityTaskCanceled');
    expect(scene.requests('RecordActivityTaskHeartbeat')).toBe(0);
  });
});

test.each([
  ['RespondActivityTaskCompleted', { result: 'ok' }, 'ActivityTaskCompleted'],
  ['RespondActivityTaskFailed', { reason: 'r', details: 'd' }, 'ActivityTaskFailed'],
] as const)('%s goes the same way', async (name, values, event) => {
  const held = await scene.holdTask();
  const document = { taskToken: held.taskToken, ...values };
  const outcome = await close({ operation: name, document, task: held.task });
  expect(outcome).toMatchObject({ kind: 'recorded', close: { type: event } });
});

/** The client of somebody who may not call one operation. */
function without(forbidden: string): SwfClient {
  const { client } = scene;
  return {
    target: client.target,
    dispose: () => undefined,
    call: async (name, input, options) => {
      if (name === forbidden) scene.local.control.setFaults({ rules: [{ operation: name, fault: 'throttle' }] });
      return await client.call(name, input, options);
    },
  };
}
