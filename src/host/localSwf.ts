import * as l10n from '@vscode/l10n';
import { Worker } from 'node:worker_threads';
import { Emitter } from '../emitter';
import type { DemoTask } from '../ports';
import { Fault } from '../swf/fault';

/** That Local SWF did not start; `cause` says why. */
export class LocalSwfFault extends Fault {
  override readonly name = 'LocalSwfFault';
  readonly details = {};
}

/** Local SWF in a worker thread, so that a busy service never holds up the editor. */
export class LocalSwfHost {
  private readonly changed = new Emitter();
  readonly onDidChange = this.changed.event;

  private worker: Worker | undefined;
  private starting: Promise<string> | undefined;
  private running: Ready | undefined;

  constructor(private readonly bundle: string) {}

  /** Where it listens, while it runs. */
  get url(): string | undefined {
    return this.running?.url;
  }

  /** The started tasks of its demo, with the tokens that only their workers have. */
  get demo(): readonly DemoTask[] {
    return this.running?.demo ?? [];
  }

  /**
   * Starts it with its demo, or gives the address of the one that runs.
   * @throws LocalSwfFault
   */
  async start(): Promise<string> {
    this.starting ??= this.launch();
    return await this.starting;
  }

  async stop(): Promise<void> {
    const { worker } = this;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close');
    await ended;
  }

  dispose(): void {
    void this.worker?.terminate();
  }

  private async launch(): Promise<string> {
    const worker = new Worker(this.bundle, { workerData: { port: 0, demo: true } });
    this.worker = worker;
    worker.once('exit', () => {
      this.forget();
    });
    try {
      this.running = await new Promise<Ready>((resolve, reject) => {
        worker.once('message', (message: unknown) => {
          if (isReady(message)) resolve(message);
          else reject(new LocalSwfFault(l10n.t('Local SWF did not say where it listens')));
        });
        worker.once('error', reject);
        worker.once('exit', () => {
          reject(new LocalSwfFault(l10n.t('Local SWF ended before it listened')));
        });
      });
    } catch (cause) {
      this.forget();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new LocalSwfFault(l10n.t('Local SWF could not be started: {0}', reason), { cause });
    }
    this.changed.fire();
    return this.running.url;
  }

  private forget(): void {
    const ran = this.running !== undefined;
    this.worker = undefined;
    this.starting = undefined;
    this.running = undefined;
    if (ran) this.changed.fire();
  }
}

/** What the worker says once it listens. */
interface Ready {
  readonly url: string;
  readonly demo: readonly DemoTask[];
}

function isReady(message: unknown): message is Ready {
  if (typeof message !== 'object' || message === null || !('url' in message) || !('demo' in message)) return false;
  return typeof message.url === 'string' && Array.isArray(message.demo) && message.demo.every(isDemoTask);
}

function isDemoTask(task: unknown): boolean {
  if (typeof task !== 'object' || task === null || !('taskToken' in task) || !('cancelRequested' in task)) return false;
  return typeof task.taskToken === 'string' && typeof task.cancelRequested === 'boolean';
}
