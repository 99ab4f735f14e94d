import { operationNamed } from './recognize';
import { Emitter } from '../emitter';
import type { Memory } from '../ports';
import type { OperationName } from '../swf/operations';

const key = 'skeletons.chosen';

/**
 * The documents that the person uses as skeletons, by their paths. What is saved on a disk is remembered over restarts; an
 * untitled document is not, because the next one gets its name.
 */
export class ChosenSkeletons {
  private readonly changed = new Emitter();
  readonly onDidChange = this.changed.event;
  private readonly byPath = new Map<string, OperationName>();

  constructor(private readonly memory: Memory) {
    const kept = memory.get(key);
    for (const [path, name] of Object.entries(typeof kept === 'object' && kept !== null ? kept : {})) {
      const operation = operationNamed(name);
      if (operation !== undefined) this.byPath.set(path, operation);
    }
  }

  get paths(): string[] {
    return [...this.byPath.keys()];
  }

  operationOf(path: string): OperationName | undefined {
    return this.byPath.get(path);
  }

  /** Uses a document as a skeleton of an operation, or of none any more. */
  async choose(path: string, operation: OperationName | undefined): Promise<void> {
    if (operation === undefined) this.byPath.delete(path);
    else this.byPath.set(path, operation);
    await this.tell();
  }

  /** A document goes on under another path. */
  async move(from: string, to: string): Promise<void> {
    const operation = this.byPath.get(from);
    if (operation === undefined) return;
    this.byPath.delete(from);
    this.byPath.set(to, operation);
    await this.tell();
  }

  private async tell(): Promise<void> {
    this.changed.fire();
    const lasting = [...this.byPath].filter(([path]) => /[\\/]/.test(path));
    await this.memory.set(key, Object.fromEntries(lasting));
  }
}
