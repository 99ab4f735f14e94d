import fc from 'fast-check';
import { test } from 'vitest';
import type { ClosingKind, ModelDecision, ModelTimeouts } from './lifeCycleModel';
import { ModelRun } from './modelRun';
import type { Step } from './step';

const sequences = process.env['SWF_TEST_LONG'] === '1' ? 40_000 : 2_000;

const seconds = (longest: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: longest }), { weight: 3, arbitrary: fc.constant(Infinity) });

const timeouts: fc.Arbitrary<ModelTimeouts> = fc.record({
  scheduleToStart: seconds(40),
  scheduleToClose: seconds(90),
  startToClose: seconds(60),
  heartbeat: seconds(30),
});

const id = fc.constantFrom('a', 'b');

const harmless: fc.Arbitrary<ModelDecision> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('schedule'), id, timeouts }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('requestCancel'), id }) },
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

/** Mostly the latest token. */
const token = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(4) });

const how = fc.constantFrom<('cancel' | 'complete' | 'fail' | 'beat')[]>('cancel', 'complete', 'fail', 'beat');

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'pollDecision' }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('decide'), token, decisions }) },
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'pollActivity' }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('respond'), token, how }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait'), seconds: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'signal' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('start', 'requestCancel', 'terminate') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign'), how: fc.oneof(how, fc.constant('decide')) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), seconds: fc.integer({ min: 60, max: 400 }) }) },
);

test(`${sequences} random lives of executions agree with the model, and their histories with the rules`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }), async (sequence) => {
      const run = new ModelRun();
      await run.begin();
      for (const step of sequence) await run.step(step);
      await run.end();
    }),
    { numRuns: sequences },
  );
}, 1_200_000);
