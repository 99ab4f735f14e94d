import type { Records, Secrets } from '../../src/ports';

/** An editor's store for secrets that does what the test says, one call after the other; without a word it works. */
export class FakeSecrets implements Secrets {
  readonly kept = new Map<string, string>();
  /** What the next calls do instead of what they should. */
  readonly plan: ('fail' | 'hang' | 'work')[] = [];
  /** Lets the calls that hang go on. */
  private readonly waiting: (() => void)[] = [];

  async get(key: string): Promise<string | undefined> {
    await this.obey();
    return this.kept.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    await this.obey();
    this.kept.set(key, value);
  }

  async delete(key: string): Promise<void> {
    await this.obey();
    this.kept.delete(key);
  }

  goOn(): void {
    for (const each of this.waiting.splice(0)) each();
  }

  private async obey(): Promise<void> {
    const what = this.plan.shift() ?? 'work';
    if (what === 'fail') throw new Error('The keyring is locked');
    if (what === 'hang') await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

/** A folder of records that several windows share. */
export class SharedRecords {
  readonly files = new Map<string, string>();
  private readonly windows = new Set<() => void>();

  /** The folder as one window sees it. After `die`, nothing that the window does has any effect. */
  window(): Records & { die(): void } {
    let alive = true;
    let listener: (() => void) | undefined;
    const change = (work: () => void) => {
      if (!alive) return new Promise<void>(() => undefined);
      work();
      for (const told of this.windows) if (told !== listener) told();
      return Promise.resolve();
    };
    return {
      names: () => Promise.resolve([...this.files.keys()]),
      read: (name) => Promise.resolve(this.files.get(name)),
      write: (name, text) => change(() => this.files.set(name, text)),
      delete: (name) => change(() => this.files.delete(name)),
      onDidChange: (told) => {
        listener = told;
        this.windows.add(told);
        return { dispose: () => this.windows.delete(told) };
      },
      die: () => {
        alive = false;
      },
    };
  }
}
