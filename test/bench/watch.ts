import childProcess from 'node:child_process';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import workerThreads from 'node:worker_threads';

type Callable = (...args: unknown[]) => unknown;
type Load = (request: string, parent: { readonly filename?: string } | undefined, ...rest: unknown[]) => unknown;

const reading = /^(readFile|open|createReadStream|readdir|opendir|readlink)(Sync|AsBlob)?$/;
const beginning = /^(spawn|exec|execFile|fork)(Sync)?$/;
const network = /^(node:)?(net|tls|http|https|http2|dns|dgram|inspector)(\/|$)/;

/**
 * Watches, from inside its extension host, what an extension does: how long its bundle takes to load and to activate, and
 * what it reads and connects to on its own account, which is told by the files on the stack.
 */
export class Watch {
  /** Milliseconds; set when the editor has loaded the bundle. */
  load: number | undefined;
  /** Milliseconds; set when `activate` has ended. */
  activate: number | undefined;
  /** The files read, in order; Node's loader reads the bundle itself. */
  readonly reads: string[] = [];
  /** Network modules asked for, calls of `fetch`, threads and processes. */
  readonly connections: string[] = [];
  private readonly restore: (() => void)[] = [];

  constructor(private readonly bundle: string) {
    this.watchLoader();
    for (const files of [fs, fs.promises]) {
      for (const name of namesOf(files, reading)) this.wrap(files, name, (file) => this.reads.push(String(file)));
    }
    for (const name of namesOf(childProcess, beginning))
      this.wrap(childProcess, name, () => this.connections.push(name));
    this.wrap(workerThreads, 'Worker', () => this.connections.push('Worker'));
    this.wrap(globalThis, 'fetch', (url) => this.connections.push(`fetch ${String(url)}`));
  }

  stop(): void {
    for (const undo of this.restore) undo();
  }

  /** The bundles stand side by side in one folder; this code stands elsewhere. */
  private isOurs(file: string | undefined): boolean {
    return file !== undefined && path.dirname(file) === path.dirname(this.bundle);
  }

  private watchLoader(): void {
    const original = Reflect.get(Module, '_load') as Load;
    const load: Load = (request, parent, ...rest) => {
      if (this.isOurs(parent?.filename) && network.test(request)) this.connections.push(`require ${request}`);
      if (request !== this.bundle) return Reflect.apply(original, Module, [request, parent, ...rest]);
      const start = performance.now();
      const loaded = Reflect.apply(original, Module, [request, parent, ...rest]) as { activate: Callable };
      this.load = performance.now() - start;
      return { ...loaded, activate: this.timed(loaded.activate) };
    };
    Reflect.set(Module, '_load', load);
    this.restore.push(() => Reflect.set(Module, '_load', original));
  }

  private timed(activate: Callable): Callable {
    return async (...args) => {
      const start = performance.now();
      const result = await activate(...args);
      this.activate = performance.now() - start;
      return result;
    };
  }

  /** Tells of each call that comes from the extension's code, or is about one of its files. */
  private wrap(owner: object, name: string, tell: (argument: unknown) => void): void {
    const original = Reflect.get(owner, name) as Callable;
    const seen = (argument: unknown) => {
      if (this.isOurs(typeof argument === 'string' ? argument : undefined) || this.isOnStack()) tell(argument);
    };
    const wrapped = new Proxy(original, {
      apply: (target, self, args) => {
        seen(args[0]);
        return Reflect.apply(target, self, args);
      },
      construct: (target, args) => {
        seen(args[0]);
        return Reflect.construct(target, args) as object;
      },
    });
    Reflect.set(owner, name, wrapped);
    this.restore.push(() => Reflect.set(owner, name, original));
  }

  private isOnStack(): boolean {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    const { stack = '' } = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    return [...stack.matchAll(/\(?([^\s(]+\.js):\d+:\d+/g)].some(([, file]) => this.isOurs(file));
  }
}

function namesOf(owner: object, pattern: RegExp): string[] {
  return Object.keys(owner).filter((name) => pattern.test(name));
}
