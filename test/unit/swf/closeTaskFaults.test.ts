import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock';
import type { FaultName, FaultRule } from '../../../src/local/faultPlan';
import { closeTask } from '../../../src/swf/closeTask';
import type { ClosingOperation } from '../../../src/swf/operations';
import { verbs } from '../../../src/swf/outcome';
import { type HeldTask, Scene } from '../../support/scene';

let scene: Scene;
let held: HeldTask;
beforeEach(async () => {
  scene = await Scene.start();
  held = await scene.holdTask();
});
afterEach(async () => {
  await scene.stop();
});

const operations: readonly [ClosingOperation, object][] = [
  ['RespondActivityTaskCanceled', { details: 'host lost' }],
  ['RespondActivityTaskCompleted', { result: '{"ok":true}' }],
  ['RespondActivityTaskFailed', { reason: 'HostLost', details: 'gone' }],
];
const faultNames: readonly FaultName[] = ['throttle', 'internalFailure', 'resetBefore', 'resetAfter', 'html'];
const plans: readonly (readonly FaultRule[])[] = faultNames.flatMap((fault) => [[{ fault, count: 1 }], [{ fault }]]);

/** Waits are not waited for: the histories of Local SWF never lag. */
const clock = { now: () => systemClock.now(), sleep: () => Promise.resolve() };

describe.each(operations)('%s: the outcome never says more than the history', (operation, values) => {
  for (const rules of plans) {
    for (const history of [undefined, 'resetBefore'] as const) {
      for (const known of [true, false]) {
        const plan = rules.map(({ fault, count }) => `${fault}${count === 1 ? ' once' : ''}`).join();
        const name = `${plan}; history ${history ?? 'readable'} after; ${known ? 'from a row' : 'a bare token'}`;
        test(name, async () => {
          const confirm = () => {
            const ofHistory = { operation: 'GetWorkflowExecutionHistory', fault: history ?? 'delay' } as const;
            const ofSend = rules.map((rule) => ({ ...rule, operation }));
            scene.local.control.setFaults({ rules: history === undefined ? ofSend : [...ofSend, ofHistory] });
            return Promise.resolve(true);
          };
          const document = { taskToken: held.taskToken, ...values };
          const outcome = await closeTask(
            { operation, document, task: known ? held.task : undefined },
            { client: scene.client, clock, check: 'history', confirm, step: () => undefined },
          );
          scene.local.control.setFaults({ rules: [] });
          const eventId = (await scene.eventTypes(held.task)).indexOf(verbs[operation].event) + 1;
          switch (outcome.kind) {
            case 'recorded':
              expect(outcome).toMatchObject({ task: held.task, close: { eventId } });
              break;
            case 'accepted':
              expect(eventId).toBeGreaterThan(0);
              break;
            case 'alreadyClosed':
              // Told only where our own first try closed it, and never as somebody else's.
              expect(eventId).toBeGreaterThan(0);
              expect(outcome.ours).not.toBe('no');
              break;
            case 'unknown':
              expect(history !== undefined || eventId === 0).toBe(true);
              break;
            default:
              expect(eventId).toBe(0);
          }
        });
      }
    }
  }
});
