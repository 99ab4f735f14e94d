import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock';
import type { FaultName, FaultRule } from '../../../src/local/faultPlan';
import { describeActOutcome } from '../../../src/swf/actOutcome';
import type { ActConfirmation, ActContext, ActOutcome, UncheckedAct } from '../../../src/swf/actRequest';
import type { ExecutionRef } from '../../../src/swf/activityTasks';
import { actOnExecution } from '../../../src/swf/executionActs';
import { SwfFault } from '../../../src/swf/faults';
import type { ExecutionOperation } from '../../../src/swf/operations';
import { type HeldTask, Scene } from '../../support/scene';

let scene: Scene;
let held: HeldTask;
let confirmations: ActConfirmation[];

beforeEach(async () => {
  scene = await Scene.start();
  held = await scene.holdTask();
  confirmations = [];
});
afterEach(async () => {
  await scene.stop();
});

const signal = 'SignalWorkflowExecution';
const requestCancel = 'RequestCancelWorkflowExecution';
const terminate = 'TerminateWorkflowExecution';
const eventOf: Readonly<Record<ExecutionOperation, string>> = {
  [signal]: 'WorkflowExecutionSignaled',
  [requestCancel]: 'WorkflowExecutionCancelRequested',
  [terminate]: 'WorkflowExecutionTerminated',
};
const valuesOf: Readonly<Record<ExecutionOperation, object>> = {
  [signal]: { signalName: 'go on', input: '{"step":2}' },
  [requestCancel]: {},
  [terminate]: { reason: 'ordered twice', details: 'by the shop' },
};
const all = [signal, requestCancel, terminate] as const;

/** Waits are not waited for: the histories of Local SWF never lag. */
const clock = { now: () => systemClock.now(), sleep: () => Promise.resolve() };

async function act(
  operation: ExecutionOperation,
  request: Partial<UncheckedAct> & { readonly values?: object } = {},
  context: Partial<ActContext> = {},
): Promise<ActOutcome> {
  const document = { ...held.task.execution, ...valuesOf[operation], ...request.values };
  return await actOnExecution(
    { operation, document, ...request },
    {
      client: scene.client,
      clock,
      confirm: (confirmation) => {
        confirmations.push(confirmation);
        return Promise.resolve(true);
      },
      step: () => undefined,
      ...context,
    },
  );
}

/** The ids of an operation's events, as the history really holds them. */
async function truth(operation: ExecutionOperation, { domain, workflowId, runId }: ExecutionRef): Promise<number[]> {
  const { events = [] } = await scene.sdk.getWorkflowExecutionHistory({ domain, execution: { workflowId, runId } });
  return events.filter(({ eventType }) => eventType === eventOf[operation]).map(({ eventId }) => eventId ?? 0);
}

function message(operation: ExecutionOperation, outcome: ActOutcome): string {
  if (outcome.kind === 'dismissed') return '';
  const report = describeActOutcome(operation, outcome);
  return `${report.message} ${report.nextStep}`;
}

function faults(...rules: FaultRule[]): void {
  scene.local.control.setFaults({ rules });
}

describe.each(all)('%s', (operation) => {
  test('is sent once, to the chosen run, and its event is named', async () => {
    const outcome = await act(operation);
    const eventIds = await truth(operation, held.task.execution);
    expect(eventIds).toHaveLength(1);
    expect(outcome).toMatchObject({ kind: 'recorded', execution: held.task.execution, eventIds, answerLost: false });
    expect(message(operation, outcome)).toContain(`recorded as event ${eventIds[0] ?? 0} (${eventOf[operation]})`);
    expect(scene.requests(operation)).toBe(1);
  });

  test('without a run id finds the open run, and names it before it asks', async () => {
    const { domain, workflowId, runId } = held.task.execution;
    const outcome = await act(operation, { document: { domain, workflowId, ...valuesOf[operation] } });
    expect(outcome.kind).toBe('recorded');
    expect(confirmations).toMatchObject([{ execution: { runId }, input: { runId } }]);
  });

  test('without any open run sends nothing', async () => {
    const document = { domain: scene.domain, workflowId: 'nobody', ...valuesOf[operation] };
    const outcome = await act(operation, { document });
    expect(outcome).toEqual({ kind: 'alreadyClosed', execution: { domain: scene.domain, workflowId: 'nobody' } });
    expect(message(operation, outcome)).toContain('Nothing was sent: no open run was found of nobody');
    expect(scene.requests(operation)).toBe(0);
  });

  test('to a closed run sends nothing, and tells how it closed', async () => {
    const { domain, workflowId, runId } = held.task.execution;
    await scene.sdk.terminateWorkflowExecution({ domain, workflowId, runId, reason: 'another one' });
    const before = scene.requests(operation);
    const outcome = await act(operation);
    const [eventId] = await truth(terminate, held.task.execution);
    expect(outcome).toMatchObject({ kind: 'alreadyClosed', close: { status: 'TERMINATED', eventId } });
    expect(message(operation, outcome)).toContain(`closed by event ${eventId ?? 0} (TERMINATED)`);
    expect([confirmations.length, scene.requests(operation)]).toEqual([0, before]);
  });

  test('to a run that closes while the person thinks does nothing, and tells how it closed', async () => {
    const confirm = async () => {
      const { domain, workflowId } = held.task.execution;
      await scene.sdk.terminateWorkflowExecution({ domain, workflowId, reason: 'another one' });
      return true;
    };
    expect(await act(operation, {}, { confirm })).toMatchObject({
      kind: 'alreadyClosed',
      close: { status: 'TERMINATED' },
    });
  });

  test('to a run that went on as a new one names the new run, and leaves it alone', async () => {
    const { domain, workflowId } = held.task.execution;
    await scene.sdk.signalWorkflowExecution({ domain, workflowId, signalName: 'wake up' });
    await scene.decide({
      decisionType: 'ContinueAsNewWorkflowExecution',
      continueAsNewWorkflowExecutionDecisionAttributes: {
        taskList: { name: 'L' },
        childPolicy: 'TERMINATE',
        executionStartToCloseTimeout: '3600',
        taskStartToCloseTimeout: '60',
      },
    });
    const outcome = await act(operation);
    if (outcome.kind !== 'alreadyClosed') throw new Error(outcome.kind);
    const { newRunId = '' } = outcome.close ?? {};
    expect(newRunId).not.toBe('');
    expect(message(operation, outcome)).toContain(newRunId);
    expect(await truth(operation, { domain, workflowId, runId: newRunId })).toEqual([]);
  });

  test('is not sent when the person does not confirm, or it was stopped meanwhile', async () => {
    expect(await act(operation, {}, { confirm: () => Promise.resolve(false) })).toEqual({ kind: 'dismissed' });
    expect(await act(operation, {}, { signal: AbortSignal.abort() })).toEqual({ kind: 'dismissed' });
    expect(scene.requests(operation)).toBe(0);
  });

  test('of an unknown execution or domain is refused', async () => {
    for (const values of [{ runId: 'no-such-run' }, { domain: 'no-such-domain' }]) {
      const outcome = await act(operation, { values });
      expect(outcome.kind).toBe('refused');
      expect(message(operation, outcome)).toContain('Not done.');
    }
    expect(scene.requests(operation)).toBe(0);
  });

  test('with a bad input sends nothing', async () => {
    const bad = [
      undefined,
      [],
      {},
      { ...held.task.execution, workflowId: '' },
      { ...held.task.execution, detials: '' },
    ];
    for (const document of bad) {
      const outcome = await act(operation, { document });
      expect(outcome.kind).toBe('refused');
      expect(message(operation, outcome)).toContain('Nothing was sent');
    }
    expect(scene.local.control.state().requests).not.toHaveProperty(operation);
  });
});

describe('under faults the outcome never says more than the history', () => {
  const sendFaults: readonly (readonly FaultRule[])[] = [
    [],
    ...(['throttle', 'internalFailure', 'resetBefore', 'resetAfter', 'html'] as FaultName[]).flatMap((fault) => [
      [{ fault, count: 1 }],
      [{ fault }],
    ]),
  ];
  const historyFaults: readonly (FaultName | undefined)[] = [undefined, 'resetBefore', 'internalFailure'];

  for (const operation of all) {
    for (const rules of sendFaults) {
      for (const history of historyFaults) {
        for (const when of history === undefined ? ['after'] : ['before', 'after']) {
          const plan = rules.map(({ fault, count }) => `${fault}${count === 1 ? ' once' : ''}`).join();
          test(`${operation}: ${plan || 'none'}; history ${history ?? 'readable'} ${when}`, async () => {
            const unreadable = { operation: 'GetWorkflowExecutionHistory', fault: history ?? 'delay' } as const;
            const ofSend = rules.map((rule) => ({ ...rule, operation }));
            if (when === 'before' && history !== undefined) faults(unreadable);
            const confirm = () => {
              faults(...ofSend, ...(history === undefined ? [] : [unreadable]));
              return Promise.resolve(true);
            };
            const outcome = await act(operation, {}, { confirm });
            faults();
            const eventIds = await truth(operation, held.task.execution);
            expect(eventIds.length).toBeLessThanOrEqual(1);
            switch (outcome.kind) {
              case 'recorded':
                expect(outcome.eventIds).toEqual(eventIds);
                break;
              case 'accepted':
                expect(eventIds).toHaveLength(1);
                break;
              case 'unknown':
                // A lost answer stays unknown only where the history cannot tell.
                expect(history !== undefined || eventIds.length === 0).toBe(true);
                break;
              default:
                expect(eventIds).toEqual([]);
            }
            if (history === undefined && eventIds.length === 1) expect(outcome.kind).toBe('recorded');
          });
        }
      }
    }
  }
});

describe('after a lost answer', () => {
  test.each(all)('%s: trying again finds the first one, and sends nothing', async (operation) => {
    const confirm = () => {
      faults({ operation, fault: 'resetAfter' }, { operation: 'GetWorkflowExecutionHistory', fault: 'resetBefore' });
      return Promise.resolve(true);
    };
    const first = await act(operation, {}, { confirm });
    if (first.kind !== 'unknown') throw new Error(first.kind);
    expect(message(operation, first)).toContain('It is not known');
    faults();
    const second = await act(operation, { earlier: { after: first.after } });
    expect(second).toMatchObject({ kind: 'recorded', answerLost: true });
    expect(await truth(operation, held.task.execution)).toHaveLength(1);
    expect([confirmations.length, scene.requests(operation)]).toEqual([0, 1]);
  });

  test('a signal that never arrived is sent after a question that says so', async () => {
    faults({ operation: signal, fault: 'resetBefore' });
    const first = await act(signal);
    expect(first).toMatchObject({ kind: 'unknown', notSeen: true });
    expect(message(signal, first)).toContain('The history does not show it so far');
    expect(scene.requests(signal)).toBe(1);
    faults();
    const after = first.kind === 'unknown' ? first.after : undefined;
    expect(await act(signal, { earlier: { after } })).toMatchObject({ kind: 'recorded', answerLost: false });
    expect(confirmations.map(({ earlierLost }) => earlierLost)).toEqual([false, true]);
    expect(await truth(signal, held.task.execution)).toHaveLength(1);
  });

  test('the same signal of yesterday proves nothing', async () => {
    await act(signal);
    faults({ operation: signal, fault: 'resetBefore' });
    expect(await act(signal)).toMatchObject({ kind: 'unknown', notSeen: true });
  });

  test('somebody else’s signal of another input, and a termination of another reason, prove nothing', async () => {
    const { domain, workflowId } = held.task.execution;
    const confirm = async () => {
      await scene.sdk.signalWorkflowExecution({ domain, workflowId, signalName: 'go on', input: 'other' });
      faults({ operation: signal, fault: 'resetBefore' });
      return true;
    };
    expect(await act(signal, {}, { confirm })).toMatchObject({ kind: 'unknown' });
    const end = async () => {
      await scene.sdk.terminateWorkflowExecution({ domain, workflowId, reason: 'other' });
      faults({ operation: terminate, fault: 'resetBefore' });
      return true;
    };
    expect(await act(terminate, {}, { confirm: end })).toMatchObject({ kind: 'alreadyClosed' });
  });

  test('the same signal sent by somebody else at this moment is told beside ours', async () => {
    const { domain, workflowId } = held.task.execution;
    const confirm = async () => {
      await scene.sdk.signalWorkflowExecution({ domain, workflowId, ...valuesOf[signal], signalName: 'go on' });
      return true;
    };
    const outcome = await act(signal, {}, { confirm });
    const eventIds = await truth(signal, held.task.execution);
    expect(outcome).toMatchObject({ kind: 'recorded', eventIds });
    expect(message(signal, outcome)).toContain(`one of the events ${eventIds.join(', ')}`);
  });
});

describe('the look before', () => {
  test('tells open tasks, policy, signals seen and a decision task that waits', async () => {
    await act(signal);
    await act(requestCancel);
    expect(confirmations[1]?.look).toMatchObject({
      openTaskCount: 1,
      openTasks: [{ activityId: 'charge-card' }],
      openChildCount: 0,
      childPolicy: 'TERMINATE',
      signalNames: ['go on'],
      cancelRequested: false,
      decision: { state: 'waiting' },
    });
    await act(requestCancel);
    expect(confirmations[2]?.look).toMatchObject({ cancelRequested: true });
  });

  test('that fails leaves the decision to the person, and claims no proof', async () => {
    faults({ operation: 'GetWorkflowExecutionHistory', fault: 'internalFailure' });
    const outcome = await act(signal);
    expect(confirmations[0]?.look).toBeInstanceOf(SwfFault);
    expect(outcome).toEqual({ kind: 'accepted', execution: held.task.execution });
  });
});

test('a child policy that is given is the one that is recorded', async () => {
  const outcome = await act(terminate, { values: { childPolicy: 'ABANDON' } });
  expect(outcome.kind).toBe('recorded');
  const { domain, workflowId, runId } = held.task.execution;
  const { events = [] } = await scene.sdk.getWorkflowExecutionHistory({ domain, execution: { workflowId, runId } });
  expect(events.at(-1)?.workflowExecutionTerminatedEventAttributes).toMatchObject({ childPolicy: 'ABANDON' });
});
