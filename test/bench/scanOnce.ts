/**
 * One scan of a domain by a fresh process. Arguments: the endpoint, and `virtual` where its clock stands and its rates are
 * applied; without it, no rate is.
 */
import process from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { localSwfConnection } from '../../src/connection/resolveConnection';
import { systemClock } from '../../src/host/clock';
import type { SwfClient } from '../../src/swf/client';
import { DomainScan } from '../../src/swf/domainScan';
import { type BulkClient, RatedClient } from '../../src/swf/ratedClient';
import { RequestRates } from '../../src/swf/rates';
import { createSdkClient } from '../../src/swf/sdkClient';
import { SwfFault } from '../../src/swf/faults';
import { domain } from './openExecutions';
import { program } from './programs';
import { StandingClock } from './standingClock';

const [, , endpoint = '', mode = ''] = process.argv;
const megabyte = 1024 ** 2;
let calls = 0;
let underWay = 0;
let refused = 0;

program(async () => {
  const sdk = createSdkClient(localSwfConnection(endpoint));
  const client = counting(sdk);
  const result = mode === 'virtual' ? await withinRates(client) : await unlimited(client);
  sdk.dispose();
  return result;
});

async function unlimited(client: SwfClient) {
  const bulk: BulkClient = { ...client, timeFor: () => 0 };
  const scan = new DomainScan(domain, { connect: () => Promise.resolve(bulk), clock: systemClock });
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  let first: number | undefined;
  scan.onDidChange(() => {
    if (scan.tasks.length > 0) first ??= performance.now() - start;
  });
  await scan.start();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (scan.tasks.length !== 2000)
    throw new Error(`The scan found ${scan.tasks.length} tasks of 2000: ${scan.fault?.message ?? ''}`);
  const executions = scan.tasks.slice(0, 1).map(({ execution }) => execution);
  return { ms, first, calls, cpu: (user + system) / 1000, executions };
}

async function withinRates(client: SwfClient) {
  const clock = new StandingClock(endpoint);
  await clock.advance(0);
  await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
  const before = settled();
  const { rss } = process.memoryUsage();
  const rated = new RatedClient(client, new RequestRates(clock, () => 100), clock);
  const scan = new DomainScan(domain, { connect: () => Promise.resolve(rated), clock });
  // What a tree would do at each change.
  let shown = 0;
  scan.onDidChange(() => {
    shown = scan.tasks.length + scan.progress.read;
  });
  const start = clock.now();
  let grown = 0;
  let longestTurn = 0;
  const done = scan.start();
  const state = { done: false };
  void done.then(() => (state.done = true));
  while (!state.done) {
    // Processor time, as a busy machine may stop a process at any moment. That of all threads, so it is never too little.
    const turn = process.cpuUsage();
    await nextTurn();
    const { user, system } = process.cpuUsage(turn);
    longestTurn = Math.max(longestTurn, (user + system) / 1000);
    grown = Math.max(grown, process.memoryUsage().rss - rss);
    if (underWay === 0) await clock.next();
  }
  const { read, total } = scan.progress;
  if (scan.state !== 'done' || read !== total || shown === 0)
    throw new Error(`The scan is ${scan.state}: ${scan.fault?.message ?? ''}`);
  const virtualSeconds = (clock.now() - start) / 1000;
  const retained = (settled() - before) / megabyte;
  return {
    virtualSeconds,
    refused,
    grown: grown / megabyte,
    retained,
    longestTurn,
    read,
    tasks: scan.tasks.length,
  };
}

/** What the heap holds when all garbage is gone, in bytes. */
function settled(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

function counting(sdk: SwfClient): SwfClient {
  return {
    target: sdk.target,
    call: async (operation, input, options) => {
      calls++;
      underWay++;
      try {
        return await sdk.call(operation, input, options);
      } catch (error) {
        if (error instanceof SwfFault && error.kind === 'throttled') refused++;
        throw error;
      } finally {
        underWay--;
      }
    },
    dispose: () => {
      sdk.dispose();
    },
  };
}
