import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision } from '../decisionChecks';
import { requestTaskCancel, schedule, type ShippingDesk, startChild, startTimer } from './shipping';

/** Something that happened so many minutes before the demo begins. */
export interface StoryStep {
  readonly minutesAgo: number;
  readonly play: (desk: ShippingDesk) => Promise<void>;
}

const none = {
  scheduleToStartTimeout: 'NONE',
  scheduleToCloseTimeout: 'NONE',
  startToCloseTimeout: 'NONE',
  heartbeatTimeout: 'NONE',
} as const;

/** Every state that an execution and a task can be in, each in an execution that bears its reason in its history. */
export function shippingStory(): readonly StoryStep[] {
  return [
    ...neverStarted(),
    ...silent(),
    ...nearTheirTimeout(),
    ...cancelNotAnswered(),
    ...withoutDecider(),
    ...waitingForOthers(),
    ...withSignalsAndLambda(),
    ...manyTasks(),
    ...sameActivityId(),
    ...forgotten(),
    ...closed(),
  ];
}

function at(minutesAgo: number, play: StoryStep['play']): StoryStep {
  return { minutesAgo, play };
}

/** Starts an execution, and answers its first decision task. */
function begin(minutesAgo: number, workflowId: string, decisions: readonly Decision[], workflow?: string): StoryStep {
  return at(minutesAgo, async (desk) => {
    await desk.start(workflowId, workflow);
    desk.clock.advance(420);
    await desk.decide({ [workflowId]: decisions });
    desk.clock.advance(1_310);
  });
}

/** The customs desk took one task in the morning, and none since: ten wait. */
function neverStarted(): StoryStep[] {
  return [
    begin(520, 'import-8801', [schedule('ClearCustoms', 'declare-8801')]),
    at(519, (desk) => desk.take('ClearCustoms')),
    at(431, async (desk) => {
      await desk.complete('declare-8801');
      await desk.decide({ 'import-8801': [schedule('ClearCustoms', 'pay-duty-8801')] });
    }),
    ...Array.from({ length: 9 }, (_, index) => {
      const number = 8804 + index * 3;
      return begin(402 - index * 31, `import-${number}`, [schedule('ClearCustoms', `declare-${number}`)]);
    }),
  ];
}

function silent(): StoryStep[] {
  return [
    begin(195, 'parcel-8117', [schedule('PrintLabel', 'print-label-8117', none)]),
    at(194, (desk) => desk.take('PrintLabel')),
    begin(76, 'route-hb-17', [schedule('DriveRoute', 'drive-hb-17', { heartbeatTimeout: '21600' })]),
    at(75, (desk) => desk.take('DriveRoute')),
    at(74, (desk) => desk.heartbeat('drive-hb-17', 'stop 4 of 31')),
  ];
}

function nearTheirTimeout(): StoryStep[] {
  const pickup = schedule('BookPickup', 'book-pickup-4410', { startToCloseTimeout: String(60 * 60) });
  // Nobody polls this list: the next task of the usual one would be taken by the story's own couriers.
  const night = { taskList: { name: 'couriers-night' }, scheduleToStartTimeout: String(35 * 60) };
  return [
    begin(56, 'pickup-4410', [pickup]),
    at(56, (desk) => desk.take('BookPickup')),
    begin(26, 'pickup-4411', [schedule('BookPickup', 'book-pickup-4411', night)]),
  ];
}

function cancelNotAnswered(): StoryStep[] {
  return [
    begin(140, 'return-3302', [schedule('InspectReturn', 'inspect-3302')], 'TakeBack'),
    at(139, (desk) => desk.take('InspectReturn')),
    at(120, async (desk) => {
      await desk.requestCancel('return-3302');
      await desk.decide({ 'return-3302': [requestTaskCancel('inspect-3302')] });
    }),
  ];
}

/** One decider was there in the morning and is gone; another takes each task and answers none. */
function withoutDecider(): StoryStep[] {
  const decisionList = 'returns-decider';
  const beginBoth = async (desk: ShippingDesk): Promise<void> => {
    for (const number of [3318, 3321]) {
      await desk.start(`return-${number}`, 'TakeBack', { decisionList });
      await desk.decide({ [`return-${number}`]: [schedule('InspectReturn', `inspect-${number}`)] }, decisionList);
      desk.clock.advance(2_400);
      await desk.take('InspectReturn', 'returns-1@wh-leipzig');
    }
  };
  return [
    at(88, beginBoth),
    at(50, (desk) => desk.complete('inspect-3318')),
    at(47, (desk) => desk.signal('return-3321', 'customer-called')),
    at(30, async (desk) => {
      await desk.start('label-run-59', 'SortHub', { decisionList: 'label-decider' });
      await desk.takeDecision('label-decider');
    }),
    at(28, (desk) => desk.takeDecision('label-decider')),
    at(26, (desk) => desk.takeDecision('label-decider')),
  ];
}

/** Children, a timer, and an execution that goes on in one run after another. */
function waitingForOthers(): StoryStep[] {
  const parcels = [1, 2, 3].map((number) => `shipment-204-parcel-${number}`);
  const [first = '', second = '', third = ''] = parcels;
  const again: Decision = {
    decisionType: 'ContinueAsNewWorkflowExecution',
    continueAsNewWorkflowExecutionDecisionAttributes: { input: '{"sweep":2}' },
  };
  const goOn = { 'sort-nightly': [again] };
  return [
    at(260, async (desk) => {
      await desk.start('shipment-204', 'ShipOrder');
      await desk.decide({
        'shipment-204': parcels.map(startChild),
        [first]: [schedule('PrintLabel', 'print-label-204-1')],
        [second]: [schedule('PrintLabel', 'print-label-204-2')],
        [third]: [schedule('ClearCustoms', 'declare-204-3')],
      });
    }),
    at(258, async (desk) => {
      await desk.take('PrintLabel');
      await desk.take('PrintLabel');
    }),
    at(250, async (desk) => {
      await desk.complete('print-label-204-1');
      await desk.decide({ [first]: [{ decisionType: 'CompleteWorkflowExecution' }] });
    }),
    begin(500, 'sort-nightly', [startTimer('next-sweep', 120)], 'SortHub'),
    at(379, (desk) => desk.decide(goOn, undefined, { 'sort-nightly': [startTimer('next-sweep', 120)] })),
    at(257, (desk) => desk.decide(goOn, undefined, { 'sort-nightly': [startTimer('next-sweep', 360)] })),
  ];
}

function withSignalsAndLambda(): StoryStep[] {
  const workflowId = 'import-6620';
  const marker: Decision = {
    decisionType: 'RecordMarker',
    recordMarkerDecisionAttributes: { markerName: 'tariff-2026', details: '{"rate":"4.2 %"}' },
  };
  const lambda = (id: string, name: string): Decision => ({
    decisionType: 'ScheduleLambdaFunction',
    scheduleLambdaFunctionDecisionAttributes: { id, name, input: '{"value":129.9}' },
  });
  return [
    at(168, async (desk) => {
      desk.registerFunction('compute-duty', { duty: 5.46 });
      await desk.start(workflowId, 'ShipParcel', { lambdaRole: 'arn:aws:iam::123456789012:role/shipping-lambda' });
      await desk.decide({ [workflowId]: [marker, lambda('duty', 'compute-duty'), lambda('rate', 'old-rates')] });
      // The functions answer in turns of their own.
      for (let turn = 0; turn < 5; turn++) await nextTurn();
    }),
    at(167, async (desk) => {
      await desk.signal(workflowId, 'value-confirmed');
      await desk.decide({ [workflowId]: [schedule('PrintLabel', 'print-label-6620')] });
    }),
    at(166, (desk) => desk.take('PrintLabel')),
    at(92, (desk) => desk.signal(workflowId, 'address-changed')),
    at(91, (desk) => desk.signal(workflowId, 'hold-until-friday')),
  ];
}

function manyTasks(): StoryStep[] {
  const scans = Array.from({ length: 60 }, (_, index) => schedule('ScanParcel', `scan-${7_300 + index}`));
  return [
    begin(35, 'hub-leipzig', scans, 'SortHub'),
    at(34, async (desk) => {
      for (let taken = 0; taken < 40; taken++) {
        await desk.take('ScanParcel', `scanner-${(taken % 4) + 1}@hub-leipzig`);
        desk.clock.advance(150);
      }
    }),
  ];
}

/** The third task of one activity id: what was requested of an earlier one is not requested of this one. */
function sameActivityId(): StoryStep[] {
  const workflowId = 'parcel-8140';
  const check = [schedule('CheckAddress', 'check-address')];
  const failAndTryAgain = async (desk: ShippingDesk): Promise<void> => {
    await desk.fail('check-address', 'The address service answered 503');
    await desk.decide({ [workflowId]: check });
    desk.clock.advance(900);
    await desk.take('CheckAddress');
  };
  return [
    begin(112, workflowId, check),
    at(111, (desk) => desk.take('CheckAddress')),
    at(109, failAndTryAgain),
    at(105, failAndTryAgain),
  ];
}

/** Its decider answered with nothing, and nothing is left to wake it. */
function forgotten(): StoryStep[] {
  return [begin(310, 'pickup-4302', [])];
}

function closed(): StoryStep[] {
  const label = (id: string) => [schedule('PrintLabel', id)];
  const takeLabel = at(482, (desk) => desk.take('PrintLabel'));
  const fail: Decision = {
    decisionType: 'FailWorkflowExecution',
    failWorkflowExecutionDecisionAttributes: { reason: 'The address does not exist' },
  };
  return [
    begin(490, 'parcel-9001', label('print-label-9001')),
    begin(489, 'parcel-9002', label('print-label-9002')),
    begin(488, 'parcel-9003', label('print-label-9003')),
    ...[takeLabel, takeLabel, takeLabel],
    at(481, async (desk) => {
      await desk.complete('print-label-9001');
      await desk.decide({ 'parcel-9001': [{ decisionType: 'CompleteWorkflowExecution' }] });
      await desk.fail('print-label-9002', 'No such address');
      await desk.decide({ 'parcel-9002': [fail] });
      await desk.requestCancel('parcel-9003');
      await desk.decide({ 'parcel-9003': [requestTaskCancel('print-label-9003')] });
      await desk.cancel('print-label-9003');
      await desk.decide({ 'parcel-9003': [{ decisionType: 'CancelWorkflowExecution' }] });
    }),
    at(470, async (desk) => {
      await desk.start('parcel-9004');
      await desk.start('parcel-9005', 'ShipParcel', { executionStartToCloseTimeout: '3600' });
      await desk.decide();
      await desk.terminate('parcel-9004', 'Shipped by hand');
    }),
  ];
}
