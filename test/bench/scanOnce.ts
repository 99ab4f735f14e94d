/**
 * One scan of a domain by a fresh process. Arguments: the endpoint, and `virtual` where its clock stands and its rates are
 * applied; without it, no rate is. `paced` and a number of seconds let that clock go no faster than ours, for so long.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { localSwfConnection } from '../../src/connection/resolveConnection';
import { badgeOf } from '../../src/explorer/badge';
import { ExplorerModel } from '../../src/explorer/model';
import type { Node, OpenTasksNode } from '../../src/explorer/nodes';
import { rowOf } from '../../src/explorer/rows';
import { systemClock } from '../../src/host/clock';
import type { SwfClient } from '../../src/swf/client';
import { DomainScan } from '../../src/swf/domainScan';
import type { BulkClient } from '../../src/swf/ratedClient';
import { createSdkClient } from '../../src/swf/sdkClient';
import { SwfFault } from '../../src/swf/faults';
import { domain } from './openExecutions';
import { program } from './programs';
import { StandingClock } from './standingClock';
import { Turns } from './turns';
import { rowSources } from '../support/rowSources';

const [, , endpoint = '', mode = '', seconds = ''] = process.argv;
const megabyte = 1024 ** 2;
let calls = 0;
let underWay = 0;
let refused = 0;

program(async () => {
  const sdk = createSdkClient(localSwfConnection(endpoint));
  const client = counting(sdk);
  const result = mode === '' ? await unlimited(client) : await withinRates(client);
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

/** What the tree does with it in VS Code: the rows are made anew at each change, and the badge. */
async function withinRates(client: SwfClient) {
  const clock = new StandingClock(endpoint);
  await clock.advance(0);
  const model = new ExplorerModel(rowSources(client, clock));
  const [, node] = await firstRows(model);
  const { scan } = node;
  let shown = 0;
  const draw = async () => {
    shown = 0;
    for (const row of [node, ...(await model.children(node))]) {
      if (rowOf(row, clock.now(), model.readings).tokens.includes('task')) shown++;
    }
    badgeOf((moment) => model.endingBy(moment), clock.now());
  };
  if (mode === 'paced') return await paced(model, scan, clock, draw);
  const before = settled();
  const turns = new Turns();
  const start = clock.now();
  model.onDidChange(() => void draw());
  await draw();
  while (scan.state === 'running') {
    await nextTurn();
    if (underWay === 0) await clock.next();
  }
  await draw();
  const { grown, longest } = turns.end();
  const { read, total } = scan.progress;
  if (scan.state !== 'done' || read !== total || shown === 0)
    throw new Error(`The scan is ${scan.state}: ${scan.fault?.message ?? ''}`);
  const virtualSeconds = (clock.now() - start) / 1000;
  const retained = (settled() - before) / megabyte;
  model.dispose();
  return {
    virtualSeconds,
    refused,
    grown: grown / megabyte,
    retained,
    longestTurn: longest,
    read,
    tasks: scan.tasks.length,
  };
}

/**
 * The beginning of the same scan as fast as it goes against Amazon SWF. Turns are not watched one by one, which makes more
 * garbage than the scan; how late a timer comes tells the longest as well.
 */
async function paced(model: ExplorerModel, scan: DomainScan, clock: StandingClock, draw: () => Promise<void>) {
  settled();
  const rss = process.memoryUsage.rss();
  let most = rss;
  const [start, begun] = [clock.now(), performance.now()];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  model.onDidChange(() => void draw());
  await draw();
  while (performance.now() - begun < Number(seconds) * 1000 && scan.state === 'running') {
    await pause(5);
    most = Math.max(most, process.memoryUsage.rss());
    if (underWay === 0 && clock.now() - start <= performance.now() - begun) await clock.next();
  }
  delays.disable();
  const { read } = scan.progress;
  scan.stop();
  model.dispose();
  return { grown: (most - rss) / megabyte, longestDelay: delays.max / 1e6, read, refused };
}

async function firstRows(model: ExplorerModel): Promise<readonly [Node, OpenTasksNode]> {
  const [domainRow] = await model.children();
  const [node] = await model.children(domainRow);
  if (domainRow === undefined || node?.kind !== 'openTasks') throw new Error('The tree shows no domain');
  return [domainRow, node];
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
