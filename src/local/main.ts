import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { LocalClock } from './clock';
import { readCredentials } from './credentials';
import { writeDemoWorkspace } from './demo/demoWorkspace';
import { demoAgeMs, seedDemo, type HeldTask } from './demo/seedDemo';
import { startLocalSwf, type LocalSwf } from './startLocalSwf';

/** What the command line says, and what a worker thread's `workerData` may say. */
export interface MainOptions {
  readonly port?: number;
  readonly virtualTime?: boolean;
  readonly pollSeconds?: number;
  /** A file that keeps the state over restarts. */
  readonly data?: string;
  /** A file of keys that requests must be signed with. */
  readonly credentials?: string;
  /** Whether the documented rates are applied. */
  readonly throttle?: boolean;
  /** Whether to fill the service with a company's day. */
  readonly demo?: boolean;
  /** A folder for the demo's files; it brings the demo with it. */
  readonly demoWorkspace?: string;
}

/** What a worker thread posts to its parent once it listens. It stops on the message 'close'. */
export interface LocalSwfReady {
  readonly url: string;
  /** The activity tasks whose tokens the demo holds. */
  readonly demo?: readonly HeldTask[];
}

interface Started extends LocalSwfReady {
  readonly local: LocalSwf;
}

async function start(options: MainOptions): Promise<Started> {
  const { port = 0, virtualTime = false, pollSeconds = 60, throttle = false, data, demoWorkspace } = options;
  const credentials = options.credentials && readCredentials(readFileSync(options.credentials, 'utf8'));
  const common = { port, pollSeconds, throttle, onError: report, ...(credentials && { credentials }) };
  if (options.demo !== true && demoWorkspace === undefined) {
    const clock = new LocalClock({ standing: virtualTime });
    const keeping = data === undefined ? {} : { data };
    const local = await startLocalSwf({ ...common, clock, ...keeping });
    return { local, url: local.url };
  }
  if (data !== undefined) throw new TypeError('--data does not go with the demo, which begins anew each time');
  const clock = new LocalClock({ standing: true, startAt: Date.now() - demoAgeMs });
  const local = await startLocalSwf({ ...common, clock });
  const demo = await seedDemo(local.service);
  if (!virtualTime) clock.follow();
  if (demoWorkspace !== undefined) await writeDemoWorkspace(demoWorkspace, local.url, demo);
  return { local, url: local.url, demo };
}

async function runCommand(): Promise<void> {
  const { local } = await start(readCommandLine());
  process.stdout.write(`Local SWF is listening on ${local.url}\n`);
  const stop = (): void => {
    local.close().catch(fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function runWorker(parent: MessagePort, options: MainOptions): Promise<void> {
  const { local, ...ready } = await start(options);
  parent.on('message', (message: unknown) => {
    if (message !== 'close') return;
    parent.close();
    local.close().catch(fail);
  });
  parent.postMessage(ready satisfies LocalSwfReady);
}

function readCommandLine(): MainOptions {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'virtual-time': { type: 'boolean', default: false },
      'poll-seconds': { type: 'string', default: '60' },
      data: { type: 'string' },
      credentials: { type: 'string' },
      throttle: { type: 'boolean', default: false },
      demo: { type: 'boolean', default: false },
      'demo-workspace': { type: 'string' },
    },
  });
  return {
    port: wholeNumber('--port', values.port),
    virtualTime: values['virtual-time'],
    pollSeconds: wholeNumber('--poll-seconds', values['poll-seconds']),
    ...(values.data === undefined ? {} : { data: values.data }),
    throttle: values.throttle,
    demo: values.demo,
    ...(values.credentials === undefined ? {} : { credentials: values.credentials }),
    ...(values['demo-workspace'] === undefined ? {} : { demoWorkspace: values['demo-workspace'] }),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`${option} takes a whole number: ${text}`);
  return Number(text);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function report(error: unknown): void {
  process.stderr.write(`Local SWF failed inside: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
}

// In a worker thread a failed start becomes the worker's 'error' event.
if (parentPort === null) runCommand().catch(fail);
else void runWorker(parentPort, workerData as MainOptions);
