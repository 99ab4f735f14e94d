import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SWF } from '@aws-sdk/client-swf';
import { faultOf, send, sendOperation } from './support';
import { bundleForNode } from '../../../scripts/bundle.mjs';

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-swf-main-'));
  bundle = join(folder, 'local.js');
  const entry = join(__dirname, '../../../src/local/main.ts');
  await bundleForNode(entry, { file: bundle, codeSplitting: false });
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

test('the command takes keys and rates', async () => {
  const file = join(folder, 'keys.json');
  const key = { accessKeyId: 'AKIAKEY', secretAccessKey: 'secret' };
  await writeFile(file, JSON.stringify([key]));
  const child = spawn(process.execPath, [bundle, '--credentials', file, '--throttle', '--virtual-time'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const url = /http:\S+/.exec(await firstLine(child))?.[0] ?? '';
  const unsigned = await sendOperation(url, 'ListDomains', '{"registrationStatus":"REGISTERED"}');
  expect(unsigned.body).toContain('MissingAuthenticationTokenException');
  const swf = new SWF({ endpoint: url, region: 'us-east-1', credentials: key, maxAttempts: 1 });
  const faults = await Promise.all(
    Array.from({ length: 101 }, () => faultOf(swf.listDomains({ registrationStatus: 'REGISTERED' }))),
  );
  swf.destroy();
  expect(faults.filter((fault) => fault === 'ThrottlingException: Rate exceeded')).toHaveLength(1);
  expect(faults.filter((fault) => fault === 'no fault')).toHaveLength(100);
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
}, 30_000);

test('the command refuses a file of keys that is none, and does not quote it', async () => {
  const file = join(folder, 'broken.json');
  await writeFile(file, '[{"secretAccessKey": "s3cret" ');
  const child = spawn(process.execPath, [bundle, '--credentials', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(errors).toBe('The credentials are not valid JSON\n');
});

test.each([[['--port', 'x']], [['--nonsense']], [['--data', 'x', '--demo']]])(
  'the command refuses %j',
  async (args) => {
    const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(errors).toContain(args[0]);
  },
);

test('a worker thread posts its address and the held tasks, and ends when it is told to', async () => {
  const worker = new Worker(bundle, { workerData: { port: 0, demo: true } });
  const exit = once(worker, 'exit');
  const [ready] = (await once(worker, 'message')) as [{ url: string; demo: readonly object[] }];
  expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(ready.demo.map((task) => Object.keys(task))).toContainEqual(
    expect.arrayContaining(['domain', 'workflowId', 'runId', 'activityId', 'taskToken', 'cancelRequested']),
  );
  const answer = await send(ready.url, { method: 'GET', path: '/_local/state' });
  expect(JSON.parse(answer.body)).toMatchObject({ virtualTime: false, domains: 6 });
  worker.postMessage('close');
  expect(await exit).toEqual([0]);
});
