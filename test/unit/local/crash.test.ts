import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundleForNode } from '../../../scripts/bundle.mjs';
import { attributesOf, type HistoryEvent } from '../../../src/local/history';
import type { OperationName } from '../../../src/swf/operations';
import { CrashClient, domain, Ledger, randomFrom, sendOperation } from './crashLoad';

const long = process.env['SWF_TEST_LONG'] === '1';
const kills = long ? 200 : 5;
/** A journal is begun anew after so many, so that the reading of all histories stays short. */
const killsOfOneJournal = 10;
const clients = 24;
vi.setConfig({ testTimeout: long ? 1_800_000 : 120_000 });

let folder: string;
let bundle: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-crash-'));
  bundle = join(folder, 'local.js');
  const entry = join(__dirname, '../../../src/local/main.ts');
  await bundleForNode(entry, { file: bundle, codeSplitting: false });
});
afterAll(async () => {
  await kill();
  await rm(folder, { recursive: true });
});

/** In a shell that allows files of so many blocks alone, when `blocks` is given. */
function spawnLocal(data: string, blocks?: number): ChildProcess {
  const args = [bundle, '--port', '0', '--poll-seconds', '1', '--data', data];
  child =
    blocks === undefined
      ? spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      : spawn('sh', ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath, ...args], {
          // It says of each request that it failed.
          stdio: ['ignore', 'pipe', 'ignore'],
        });
  return child;
}

async function kill(): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Starts the process on a journal and waits until it listens. */
async function start(data: string, blocks?: number): Promise<string> {
  let text = '';
  for await (const chunk of spawnLocal(data, blocks).stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const [, url] = /listening on (\S+)\n/.exec(text) ?? [];
  if (url === undefined) throw new Error('Local SWF did not start');
  return url;
}

test(`${kills} kills under load lose nothing that was acknowledged and invent nothing`, async () => {
  const seed = Number(process.env['SWF_TEST_SEED'] ?? Date.now() % 1_000_000);
  console.log(`Crash test with seed ${seed}; SWF_TEST_SEED=${seed} repeats its draws`);
  const random = randomFrom(seed);
  let writes = 0;
  for (let killed = 0; killed < kills;) {
    const data = join(folder, `journal-${killed}`);
    const ledger = new Ledger();
    let url = await start(data);
    await new CrashClient(url, ledger, random).prepare();
    for (let count = 0; count < killsOfOneJournal && killed < kills; count++, killed++) {
      const load = Array.from({ length: clients }, () => new CrashClient(url, ledger, random).run());
      await sleep(20 + random() * 500);
      await kill();
      await Promise.all(load);
      if (random() < 0.2) {
        // Once more, while it starts.
        spawnLocal(data);
        await sleep(random() * 150);
        await kill();
      }
      url = await start(data);
      await verify(url, ledger);
    }
    await kill();
    writes += ledger.done.size;
    console.log(`${killed} kills, ${writes} acknowledged writes, journal ${(await stat(data)).size} bytes`);
    await rm(data);
  }
  expect(writes).toBeGreaterThan(kills * 20);
});

test.skipIf(process.platform === 'win32')(
  'when the disk is full every answer is a failure, and after a restart all that was acknowledged is there',
  async () => {
    const data = join(folder, 'full');
    // 4 or 8 KB, as the shell counts.
    const url = await start(data, 8);
    const agent = new Agent({ keepAlive: true });
    const setUp: readonly (readonly [OperationName, object])[] = [
      ['RegisterDomain', { name: domain, workflowExecutionRetentionPeriodInDays: '1' }],
      ['RegisterWorkflowType', { domain, name: 'T', version: '1', defaultTaskList: { name: 'l' } }],
      [
        'StartWorkflowExecution',
        { domain, workflowId: 'w', workflowType: { name: 'T', version: '1' }, ...startMembers },
      ],
    ];
    for (const [operation, input] of setUp) {
      expect(await sendOperation(url, agent, operation, input)).toMatchObject({ status: 200 });
    }
    const statuses: number[] = [];
    for (let count = 0; count < 60; count++) {
      const input = {
        name: `domain-${count}`,
        workflowExecutionRetentionPeriodInDays: '1',
        description: 'x'.repeat(200),
      };
      statuses.push((await sendOperation(url, agent, 'RegisterDomain', input)).status);
    }
    const acknowledged = statuses.indexOf(500);
    expect(acknowledged).toBeGreaterThan(4);
    expect(statuses.slice(acknowledged).every((status) => status === 500)).toBe(true);
    const registered = { registrationStatus: 'REGISTERED' };
    expect((await sendOperation(url, agent, 'ListDomains', registered)).status).toBe(500);
    // What happens by itself goes on: the first task times out while the second poll waits, and is given to it.
    for (const input of [1, 2].map(() => ({ domain, taskList: { name: 'l' } }))) {
      expect((await sendOperation(url, agent, 'PollForDecisionTask', input)).status).toBe(500);
    }
    expect((await fetch(`${url}/_local/state`)).status).toBe(500);
    await kill();
    agent.destroy();
    const { body } = await sendOperation(await start(data), new Agent(), 'ListDomains', registered);
    expect(body['domainInfos']).toHaveLength(acknowledged + 1);
    await kill();
  },
);

const startMembers = { childPolicy: 'ABANDON', executionStartToCloseTimeout: '60', taskStartToCloseTimeout: '1' };

/** Everything acknowledged is there once, nothing that was refused or never sent is, and what was read still holds. */
async function verify(url: string, ledger: Ledger): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const call = async (operation: OperationName, input: object): Promise<Readonly<Record<string, unknown>>> => {
    const { status, body } = await sendOperation(url, agent, operation, { domain, ...input });
    expect(status).toBe(200);
    return body;
  };
  const found: string[] = [];
  const startTimeFilter = { oldestDate: 0 };
  for (const operation of ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'] as const) {
    for await (const { execution } of pages(call, operation, { startTimeFilter }, 'executionInfos')) {
      const { runId } = execution as { runId: string };
      const events = (await call('GetWorkflowExecutionHistory', { execution }))['events'] as readonly HistoryEvent[];
      found.push(...events.map(idOf).filter((id) => id !== undefined));
      const read = ledger.read.get(runId) ?? [];
      expect(events.slice(0, read.length)).toEqual(read);
      ledger.read.delete(runId);
    }
  }
  // Each run that was read is listed.
  expect([...ledger.read.keys()]).toEqual([]);
  const types = pages(call, 'ListActivityTypes', { registrationStatus: 'REGISTERED' }, 'typeInfos');
  for await (const { activityType } of types) {
    const { name } = activityType as { name: string };
    if (name.startsWith('type-')) found.push(name);
  }
  agent.destroy();
  const once = new Set(found);
  expect(found.length).toBe(once.size);
  expect([...ledger.done].filter((id) => !once.has(id))).toEqual([]);
  expect([...once].filter((id) => !ledger.sent.has(id) || ledger.refused.has(id))).toEqual([]);
}

async function* pages(
  call: (operation: OperationName, input: object) => Promise<Readonly<Record<string, unknown>>>,
  operation: OperationName,
  input: object,
  member: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let nextPageToken: unknown;
  do {
    const page = await call(operation, { ...input, nextPageToken });
    yield* page[member] as readonly Readonly<Record<string, unknown>>[];
    nextPageToken = page['nextPageToken'];
  } while (nextPageToken !== undefined);
}

/** The id of the request that this event came of. */
function idOf(event: HistoryEvent): string | undefined {
  return (
    attributesOf(event, 'WorkflowExecutionStarted')?.input ??
    attributesOf(event, 'WorkflowExecutionSignaled')?.input ??
    attributesOf(event, 'DecisionTaskStarted')?.identity ??
    attributesOf(event, 'DecisionTaskCompleted')?.executionContext ??
    attributesOf(event, 'ActivityTaskStarted')?.identity ??
    attributesOf(event, 'ActivityTaskCompleted')?.result
  );
}
