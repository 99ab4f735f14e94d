/** Ends something: a subscription, a process, a box. VS Code's own `Disposable` fits. */
export interface Owned {
  dispose(): void;
}

/** An event for code that does not know VS Code; `event` has the form of VS Code's `Event`. */
export class Emitter<T = void> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Owned => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
