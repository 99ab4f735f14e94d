import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from './support';

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-main-'));
  bundle = join(folder, 'local.js');
  const entryPoints = [join(__dirname, '../../../src/local/main.ts')];
  await build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile: bundle });
});

afterAll(() => rm(folder, { recursive: true }));

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

test.each(['SIGINT', 'SIGTERM'] as const)('the command says where it listens, and ends on %s', async (signal) => {
  const child = spawn(process.execPath, [bundle, '--port', '0', '--virtual-time', '--poll-seconds', '5'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const [, url = ''] = /^Local SWF is listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(await firstLine(child)) ?? [];
  const answer = await send(url, { method: 'GET', path: '/_local/state' });
  expect(JSON.parse(answer.body)).toMatchObject({ virtualTime: true, domains: 0 });
  child.kill(signal);
  expect(await exit).toEqual([0, null]);
});

test.each([[['--port', 'x']], [['--nonsense']]])('the command refuses %j', async (args) => {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(errors).toContain(args[0]);
});

test('a worker thread posts its address and the held tasks, and ends when it is told to', async () => {
  const worker = new Worker(bundle, { workerData: { port: 0, demo: true } });
  const exit = once(worker, 'exit');
  const [ready] = (await once(worker, 'message')) as [{ url: string; demo: readonly object[] }];
  expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(ready.demo.map((task) => Object.keys(task))).toContainEqual(
    expect.arrayContaining(['domain', 'workflowId', 'runId', 'activityId', 'taskToken', 'cancelRequested']),
  );
  const answer = await send(ready.url, { method: 'GET', path: '/_local/state' });
  expect(JSON.parse(answer.body)).toMatchObject({ virtualTime: false, domains: 5 });
  worker.postMessage('close');
  expect(await exit).toEqual([0]);
});
