/** Local SWF: its rates against moto's server, what its journal costs, and what a hundred thousand executions cost. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onPath, root, startProcess, stopProcess, waitForLine } from '../../scripts/processes.mjs';
import { type Figure, figure, median, note } from './figures';
import { domain, registrations, scheduleDecision, taskList, workflowType } from './localCalls';
import { PlainPost, rateOf } from './plainPost';
import { numberIn, program, quick, runFresh } from './programs';

const clients = 16;
const seconds = quick ? 1.5 : 4;
const executions = quick ? 20_000 : 100_000;
const pollers = 1_000;

interface Server {
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** In requests a second. */
interface Rates {
  readonly start: number;
  readonly work: number;
  readonly history: number;
}

program(async (): Promise<Figure[]> => [
  ...(await againstMoto()),
  ...(await withJournal()),
  ...(await idlePolls()),
  ...(await manyExecutions()),
]);

async function startLocal(...args: readonly string[]): Promise<Server> {
  const child = startProcess(process.execPath, [path.join(root, 'dist/local.js'), '--port', '0', ...args]);
  const stop = (): Promise<void> => stopProcess(child);
  try {
    const [, endpoint = ''] = await waitForLine(child, /^Local SWF is listening on (http:\S+)$/m);
    return { endpoint, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Undefined where moto is not installed. */
async function startMoto(): Promise<Server | undefined> {
  const command = onPath('moto_server');
  if (command === undefined) return undefined;
  const port = await freePort();
  // It logs every request: a pipe that nobody reads would stop it.
  const child = startProcess(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const stop = (): Promise<void> => stopProcess(child);
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 150; attempt++) {
    try {
      await fetch(`${endpoint}/moto-api/`);
      return { endpoint, pid: child.pid ?? 0, stop };
    } catch {
      // Not listening yet.
      await sleep(200);
    }
  }
  await stop();
  throw new Error('moto_server does not answer');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function withServer<Result>(server: Server, work: (post: PlainPost) => Promise<Result>): Promise<Result> {
  const post = new PlainPost(server.endpoint);
  try {
    return await work(post);
  } finally {
    post.dispose();
    await server.stop();
  }
}

async function againstMoto(): Promise<Figure[]> {
  const local = await withServer(await startLocal(), ratesOf);
  noteRates('Local SWF', local);
  const server = await startMoto();
  if (server === undefined) {
    note('moto_server is not on PATH: no comparison with it');
    return [];
  }
  const moto = await withServer(server, ratesOf);
  noteRates('moto', moto);
  const times = (what: string, kind: keyof Rates): Figure =>
    figure(`Local SWF: ${what}, times moto's rate`, local[kind] / moto[kind], '×', '≥', 10);
  return [
    times('StartWorkflowExecution', 'start'),
    times('PollForActivityTask and RespondActivityTaskCompleted', 'work'),
    times('GetWorkflowExecutionHistory of 1,000 events', 'history'),
  ];
}

function noteRates(name: string, { start, work, history }: Rates): void {
  const round = Math.round;
  note(
    `${name}, requests a second: start ${round(start)}, poll and complete ${round(work)}, history ${round(history)}`,
  );
}

async function ratesOf(post: PlainPost): Promise<Rates> {
  for (const [operation, input] of registrations) await post.send(operation, input);
  const history = await historyRate(post);
  const work = await workRate(post);
  return { start: await startRate(post), work, history };
}

function startRate(post: PlainPost, side = clients): Promise<number> {
  return rateOf(seconds, side, 1e6, 1, (index) =>
    post.send('StartWorkflowExecution', { domain, workflowId: `start-${index}`, workflowType, input: '{"order":1}' }),
  );
}

/** Signals make the events: both servers write one for each. */
async function historyRate(post: PlainPost): Promise<number> {
  const workflowId = 'long';
  const { runId } = await post.ask('StartWorkflowExecution', { domain, workflowId, workflowType });
  for (let count = 0; count < 998; count++) {
    await post.send('SignalWorkflowExecution', { domain, workflowId, signalName: 's', input: `signal ${count}` });
  }
  const input = { domain, execution: { workflowId, runId }, maximumPageSize: 1_000 };
  const { events } = await post.ask('GetWorkflowExecutionHistory', input);
  if (!Array.isArray(events) || events.length < 1_000) throw new Error('A history of fewer than 1,000 events');
  const rate = await rateOf(seconds, clients, 1e6, 1, () => post.send('GetWorkflowExecutionHistory', input));
  await post.send('TerminateWorkflowExecution', { domain, workflowId });
  return rate;
}

async function workRate(post: PlainPost): Promise<number> {
  const tasks = quick ? 2_000 : 8_000;
  const each = 100;
  for (let count = 0; count < tasks / each; count++) {
    await post.send('StartWorkflowExecution', { domain, workflowId: `work-${count}`, workflowType });
    const { taskToken } = await post.ask('PollForDecisionTask', { domain, taskList, identity: 'decider' });
    const decisions = Array.from({ length: each }, (_, index) => scheduleDecision(`task-${index}`));
    await post.send('RespondDecisionTaskCompleted', { taskToken, decisions });
  }
  // One client: of several, moto gives two the same task.
  return rateOf(seconds, 1, tasks, 2, async () => {
    const { taskToken } = await post.ask('PollForActivityTask', { domain, taskList, identity: 'worker' });
    await post.send('RespondActivityTaskCompleted', { taskToken, result: 'done' });
  });
}

/** Rounds side by side, so that both have the same luck with the machine. */
async function withJournal(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'swf-workbench-bench-'));
  const side = 64;
  const measure = (server: Server): Promise<number> =>
    withServer(server, async (post) => {
      for (const [operation, input] of registrations) await post.send(operation, input);
      return startRate(post, side);
    });
  try {
    const ratios: number[] = [];
    for (let round = 0; round < 3; round++) {
      const memory = await measure(await startLocal());
      const kept = await measure(await startLocal('--data', path.join(folder, `journal-${round}`)));
      note(
        `StartWorkflowExecution of ${side} clients: ${Math.round(memory)} a second, with --data ${Math.round(kept)}`,
      );
      ratios.push((100 * kept) / memory);
    }
    return [figure('Local SWF: rate with --data, of that in memory', median(ratios), '%', '≥', 50)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function idlePolls(): Promise<Figure[]> {
  if (process.platform !== 'linux') {
    note('The CPU time of another process is read from /proc, which is not here: idle polls are not measured');
    return [];
  }
  const server = await startLocal();
  return withServer(server, async (post) => {
    for (const [operation, input] of registrations) await post.send(operation, input);
    const polls = Array.from({ length: pollers }, () =>
      post.send('PollForActivityTask', { domain, taskList, identity: 'worker' }).catch(() => []),
    );
    while ((await waitingPolls(server.endpoint)) < pollers) await sleep(100);
    await sleep(2_000);
    const before = cpuSeconds(server.pid);
    await sleep(seconds * 1_000);
    const share = (100 * (cpuSeconds(server.pid) - before)) / seconds;
    post.dispose();
    await Promise.all(polls);
    return [figure('Local SWF: CPU of 1,000 waiting polls', share, '% of a core', '≤', 1)];
  });
}

async function waitingPolls(endpoint: string): Promise<number> {
  return numberIn(await (await fetch(`${endpoint}/_local/state`)).json(), 'waitingPolls');
}

/** User and system time of a process; proc(5) counts it in hundredths of a second. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function manyExecutions(): Promise<Figure[]> {
  const { result } = await runFresh('localMemory', String(executions));
  const curve = curveOf(result);
  const at = (count: number): number => {
    // The median of five thousand executions around: one garbage collection is no trend.
    const near = curve.filter((point) => Math.abs(point.executions - count) <= 2_500);
    return median(near.map((point) => point.microseconds));
  };
  const counts = [1_000, 3_000, 10_000, 30_000, 100_000].filter((count) => count <= executions);
  note(`CPU of an operation: ${counts.map((n) => `${at(n).toFixed(0)} µs at ${n.toLocaleString('en')}`).join(', ')}`);
  const many = executions.toLocaleString('en');
  return [
    figure(`Local SWF: ${many} open executions of 10 events, peak RSS`, numberIn(result, 'peak') / 1e6, 'MB', '<', 600),
    figure(`Local SWF: slowest page of ${many} open executions`, numberIn(result, 'slowestPage'), 'ms', '<', 20),
    figure(`Local SWF: cost of an operation at ${many}, of that at 3,000`, at(executions) / at(3_000), '×', '≤', 1.5),
  ];
}

function curveOf(result: unknown): readonly { readonly executions: number; readonly microseconds: number }[] {
  const curve: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'curve') : undefined;
  if (!Array.isArray(curve)) throw new TypeError('No curve in what the program handed over');
  return curve.map((point) => ({
    executions: numberIn(point, 'executions'),
    microseconds: numberIn(point, 'microseconds'),
  }));
}
