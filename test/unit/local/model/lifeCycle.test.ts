import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { startList } from './lifeCycleModel';
import type {
  ChildPolicy,
  ClosingKind,
  LambdaAnswer,
  ModelDecision,
  ModelMove,
  ModelStart,
  ModelTimeouts,
} from './modelDecision';
import { ModelRun, movedList } from './modelRun';
import { ObservedService } from './observedService';
import type { Step } from './step';

const sequences = process.env['SWF_TEST_LONG'] === '1' ? 40_000 : 2_000;

/** Takes requests, and never answers. */
let silence: Server;

beforeAll(async () => {
  silence = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silence, 'listening');
});

afterAll(() => {
  silence.closeAllConnections();
  silence.close();
});

const seconds = (longest: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: longest }), { weight: 3, arbitrary: fc.constant(Infinity) });

const timeouts: fc.Arbitrary<ModelTimeouts> = fc.record({
  scheduleToStart: seconds(40),
  scheduleToClose: seconds(90),
  startToClose: seconds(60),
  heartbeat: seconds(30),
});

/** Of activities, timers and lambda tasks. */
const id = fc.constantFrom('a', 'b');

/** Of executions: mostly the one that every sequence begins with. */
const workflowId = fc.oneof({ weight: 3, arbitrary: fc.constant('order-1') }, fc.constantFrom('order-2', 'order-3'));

const priority = fc.constantFrom(0, 0, 5, -5);

const childPolicy = fc.constantFrom<ChildPolicy[]>('TERMINATE', 'REQUEST_CANCEL', 'ABANDON');

const start: fc.Arbitrary<ModelStart> = fc.record({
  priority,
  childPolicy,
  role: fc.boolean(),
  seconds: fc.constantFrom(300, 300, 100),
});

const childId = fc.constantFrom('order-2', 'order-3', 'order-2', 'order-3', 'order-1');

const child = fc.tuple(childId, start).map(([of, how]): ModelDecision => ({ kind: 'startChild', id: of, ...how }));

const external: fc.Arbitrary<ModelDecision> = fc.record({
  kind: fc.constantFrom('signalExternal', 'cancelExternal'),
  id: workflowId,
  wrongRun: fc.nat(5).map((number) => number === 0),
});

const lambda: fc.Arbitrary<ModelDecision> = fc.record({
  kind: fc.constant('lambda'),
  id,
  answer: fc.constantFrom<LambdaAnswer[]>('completes', 'fails', 'unknown', 'silent'),
  seconds: fc.integer({ min: 1, max: 50 }),
});

const harmless: fc.Arbitrary<ModelDecision> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('schedule'), id, priority, timeouts }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('requestCancel'), id }) },
  { weight: 3, arbitrary: child },
  { weight: 1, arbitrary: external },
  { weight: 1, arbitrary: lambda },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancelTimer'), id }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('startTimer'), id, seconds: fc.integer({ min: 0, max: 50 }) }),
  },
  { weight: 1, arbitrary: fc.constant<ModelDecision>({ kind: 'marker' }) },
);

const closing: fc.Arbitrary<ModelDecision> = fc.record({
  kind: fc.constantFrom<ClosingKind[]>('complete', 'fail', 'cancel', 'continueAsNew'),
});

const decisions: fc.Arbitrary<readonly ModelDecision[]> = fc.oneof(
  { weight: 9, arbitrary: fc.array(harmless, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.tuple(harmless, closing) },
  { weight: 1, arbitrary: fc.array(fc.oneof(harmless, closing), { maxLength: 3 }) },
);

/** Most deciders stay at the list of the start. */
const move: fc.Arbitrary<ModelMove | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ list: fc.constant(movedList), seconds: seconds(30) }) },
  { weight: 1, arbitrary: fc.constant({ list: startList, seconds: Infinity }) },
);

/** Where decision tasks are polled. */
const list = fc.constantFrom(startList, startList, startList, movedList);

/** Mostly the latest token. */
const token = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(3) });

const how = fc.constantFrom<('cancel' | 'complete' | 'fail' | 'beat')[]>('cancel', 'complete', 'fail', 'beat');

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('pollDecision'), list }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('pollAndDecide'), list, decisions, move }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('decide'), token, decisions, move }) },
  { weight: 8, arbitrary: fc.constant<Step>({ kind: 'pollActivity' }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('respond'), token, how }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait'), seconds: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('signal', 'signal', 'requestCancel'), id: workflowId }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('start'), id: workflowId, start }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('terminate'),
      id: workflowId,
      childPolicy: fc.option(childPolicy, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign'), how: fc.oneof(how, fc.constant('decide')) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), seconds: fc.integer({ min: 60, max: 400 }) }) },
);

/** The first execution's start, and what happens then. */
const life = fc.tuple(start, fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }));

async function live(service: ObservedService, [first, sequence]: [ModelStart, Step[]]): Promise<ModelRun> {
  const { port } = silence.address() as AddressInfo;
  const run = new ModelRun(service);
  await run.begin(`http://127.0.0.1:${port}/`, 'order-1', first);
  for (const step of sequence) await run.step(step);
  return run;
}

test(`${sequences} random lives of executions agree with the model, and their histories with the rules`, async () => {
  await fc.assert(
    fc.asyncProperty(life, async (lived) => {
      const service = await ObservedService.open();
      const run = await live(service, lived);
      await run.end();
      await service.close();
    }),
    { numRuns: sequences },
  );
}, 1_800_000);

test(`${sequences / 20} random lives are the same after a restart`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'local-swf-lives-'));
  let journals = 0;
  await fc.assert(
    fc.asyncProperty(life, async (lived) => {
      const file = join(folder, `journal-${journals++}`);
      const service = await ObservedService.open(file);
      const run = await live(service, lived);
      await copyFile(file, `${file}-kept`);
      const restarted = await ObservedService.open(`${file}-kept`);
      await run.compareWith(restarted);
      await restarted.close();
      await service.close();
    }),
    { numRuns: sequences / 20 },
  );
  await rm(folder, { recursive: true });
}, 1_800_000);
