import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { operationRates } from '../../../src/swf/documentedRates';
import { type FaultKind, SwfFault } from '../../../src/swf/faults';
import type { OperationName } from '../../../src/swf/operations';
import { RatedClient } from '../../../src/swf/ratedClient';
import { RatesByTarget, RequestRates } from '../../../src/swf/rates';
import { createSdkClient } from '../../../src/swf/sdkClient';
import type { SwfClient } from '../../../src/swf/client';
import { VirtualTime } from '../../support/virtualTime';
import { register, startVirtualBench, type Bench } from '../local/support';

let bench: Bench;
let time: VirtualTime;
let client: SwfClient;
let percent: number;
let rates: RequestRates;
let rated: RatedClient;

beforeEach(async () => {
  bench = await startVirtualBench({ throttle: true });
  await register(bench.swf);
  time = new VirtualTime(bench.local.clock);
  client = time.watch(createSdkClient(localSwfConnection(bench.local.url)));
  percent = 100;
  rates = new RequestRates(time, () => percent);
  rated = new RatedClient(client, rates, time);
});

afterEach(async () => {
  client.dispose();
  await bench[Symbol.asyncDispose]();
});

const listDomains = (signal?: AbortSignal) =>
  rated.call('ListDomains', { registrationStatus: 'REGISTERED' }, signal && { signal });

const all = (count: number) => Promise.all(Array.from({ length: count }, () => listDomains()));

/** How many requests were sent within so many seconds of the first. */
function sentWithin(seconds: number): number {
  const start = time.requests[0]?.at ?? 0;
  return time.requests.filter(({ at }) => at - start < seconds * 1000).length;
}

async function kindOf(work: Promise<unknown>): Promise<FaultKind | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof SwfFault) return error.kind;
    throw error;
  }
}

describe('the documented rates', () => {
  test('are used up and never exceeded: Local SWF, which counts too, refuses nothing', async () => {
    await time.until(all(160));
    expect(time.requests).toHaveLength(160);
    expect(time.requests.filter(({ refused }) => refused)).toEqual([]);
    // ListDomains: 100, and 6 a second; two are kept back.
    expect(sentWithin(0.1)).toBe(98);
    expect(sentWithin(5)).toBe(98 + 29);
    const last = (time.requests.at(-1)?.at ?? 0) - (time.requests[0]?.at ?? 0);
    expect(last / 1000).toBeCloseTo((160 - 98) / 6, 1);
  });

  test('without waiting in turn, they are exceeded', async () => {
    const fault = time.until(
      Promise.all(Array.from({ length: 110 }, () => client.call('ListDomains', { registrationStatus: 'REGISTERED' }))),
    );
    expect(await kindOf(fault)).toBe('throttled');
  });

  test('are shared with the workers: half of them is half the burst and half the flow', async () => {
    percent = 50;
    await time.until(all(100));
    expect(sentWithin(0.1)).toBe(49);
    expect(sentWithin(10)).toBe(49 + 29);
  });

  test('follow the setting while calls wait', async () => {
    percent = 1;
    const work = all(20);
    await time.pass(5_000);
    expect(time.requests).toHaveLength(1);
    percent = 100;
    await time.until(work);
    expect(sentWithin(10)).toBe(20);
  });

  test('hold for any share, any operations and any rhythm', async () => {
    const names: OperationName[] = ['ListDomains', 'GetWorkflowExecutionHistory', 'TagResource', 'DescribeDomain'];
    const run = async (share: number, waits: readonly { name: OperationName; after: number; count: number }[]) => {
      const own = new VirtualTime(bench.local.clock);
      const turns = new RequestRates(own, () => share);
      const sent = new Map<OperationName, number[]>();
      const calls: Promise<void>[] = [];
      for (const { name, after, count } of waits) {
        await own.pass(after);
        for (let n = 0; n < count; n++) {
          calls.push(turns.take(name).then(() => void sent.set(name, [...(sent.get(name) ?? []), own.now()])));
        }
      }
      await own.until(Promise.all(calls));
      for (const [name, times] of sent) {
        const [size, refill] = operationRates[name];
        times.forEach((from, i) => {
          times.slice(i).forEach((to, more) => {
            const allowed = Math.max(1, (size * share) / 100) + (((to - from) / 1000) * refill * share) / 100;
            expect(more + 1).toBeLessThanOrEqual(allowed + 1e-6);
          });
        });
      }
    };
    const wait = fc.record({
      name: fc.constantFrom(...names),
      after: fc.integer({ min: 0, max: 30_000 }),
      count: fc.integer({ min: 1, max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 100 }), fc.array(wait, { minLength: 1, maxLength: 5 }), run),
      { numRuns: 20 },
    );
  });

  test('tell how long so many calls will take', async () => {
    expect(rates.timeFor('ListDomains', 98)).toBe(0);
    expect(rates.timeFor('ListDomains', 98 + 60)).toBeCloseTo(10_000);
    await time.until(all(98));
    expect(rates.timeFor('ListDomains', 6)).toBeCloseTo(1_000);
  });
});

describe('whoever waits', () => {
  test('is served in order', async () => {
    const order: number[] = [];
    await time.until(
      Promise.all(Array.from({ length: 120 }, (_, i) => rates.take('ListDomains').then(() => order.push(i)))),
    );
    expect(order).toEqual(Array.from({ length: 120 }, (_, i) => i));
  });

  test('can leave, and the others move up', async () => {
    await time.until(all(98));
    const stop = new AbortController();
    const [leaves, stays] = [kindOf(listDomains(stop.signal)), listDomains()];
    stop.abort();
    expect(await leaves).toBe('stopped');
    const before = time.now();
    await time.until(stays);
    expect(time.now() - before).toBeLessThanOrEqual(168);
    expect(await kindOf(listDomains(stop.signal))).toBe('stopped');
    expect(time.requests).toHaveLength(99);
  });

  test('leaves no timer behind', async () => {
    await time.until(all(98));
    const stop = new AbortController();
    const leaves = kindOf(listDomains(stop.signal));
    stop.abort();
    await leaves;
    await expect(time.until(new Promise(() => undefined))).rejects.toThrow('nobody waits for the clock');
  });
});

describe('throttling by others', () => {
  test('is waited out: the call succeeds, the flow is halved and comes back', async () => {
    bench.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'throttle', count: 1 }] });
    const started = time.now();
    await time.until(listDomains());
    expect(time.requests.map(({ refused }) => refused)).toEqual([true, false]);
    expect(time.now() - started).toBeGreaterThanOrEqual(1_000);
    // 6 a second, halved.
    expect(rates.timeFor('ListDomains', 30)).toBeGreaterThan(9_000);
    await time.pass(60_000);
    const full = rates.timeFor('ListDomains', 98 + 60);
    expect(full).toBeCloseTo(10_000);
  });

  test('many refusals at once, of calls on their way, count as one', async () => {
    bench.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'throttle', count: 10 }] });
    await time.until(all(10));
    expect(rates.timeFor('ListDomains', 30)).toBeLessThan(11_000);
  });

  test('a worker that takes all of a bucket slows us down, and nothing fails', async () => {
    const greedy = Array.from({ length: 90 }, () => bench.swf.listDomains({ registrationStatus: 'REGISTERED' }));
    await Promise.all(greedy);
    await time.until(all(60));
    expect(time.requests.filter(({ refused }) => !refused)).toHaveLength(60);
    expect(time.requests.filter(({ refused }) => refused).length).toBeGreaterThan(0);
    expect(time.requests.filter(({ refused }) => refused).length).toBeLessThan(120);
  });

  test('that never ends is told', async () => {
    bench.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'throttle' }] });
    expect(await time.until(kindOf(listDomains()))).toBe('throttled');
    expect(time.requests).toHaveLength(8);
  });
});

describe('other faults', () => {
  test('a read that the service fails is repeated, each time in turn', async () => {
    bench.local.control.setFaults({ rules: [{ operation: 'ListDomains', fault: 'internalFailure', count: 2 }] });
    await time.until(listDomains());
    expect(time.requests).toHaveLength(3);
    expect(bench.local.control.state().requests.ListDomains).toBe(3);
  });

  test('a write whose answer is lost is sent once', async () => {
    bench.local.control.setFaults({ rules: [{ operation: 'RegisterDomain', fault: 'internalFailure' }] });
    const write = rated.call('RegisterDomain', { name: 'other', workflowExecutionRetentionPeriodInDays: '1' });
    expect(await time.until(kindOf(write))).toBe('serviceFailed');
    expect(bench.local.control.state().requests.RegisterDomain).toBe(2);
  });
});

test('a target keeps its rates, as the service does, over new connections', () => {
  const known = new RatesByTarget(time, () => 100);
  const target = { kind: 'aws', label: 'prod', region: 'eu-west-1', profile: 'prod' } as const;
  expect(known.of({ ...target, label: 'another name' })).toBe(known.of(target));
  expect(known.of({ ...target, profile: 'test' })).not.toBe(known.of(target));
  expect(known.of({ ...target, region: 'us-east-1' })).not.toBe(known.of(target));

  // Once it is known that two profiles are of one account, they share what the first has left.
  const account = '111122223333';
  const first = known.of(target);
  expect(known.of({ ...target, account })).toBe(first);
  expect(known.of({ ...target, profile: 'test', account })).toBe(first);
  expect(known.of({ ...target, profile: 'test' })).toBe(first);
  expect(known.of({ ...target, region: 'us-east-1', account })).not.toBe(first);
});
