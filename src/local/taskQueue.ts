import { Fifo, type Link } from './fifo';

/** Takes a waiting task or poller out of its queue; does nothing once it has left. */
export type Withdraw = () => void;

/**
 * The tasks of one task list, and the polls that wait for them. Larger priorities go first, first come first served
 * within one (AWS Developer Guide, "Setting Task Priority"). Handing over is a step of its own, `settle`, so that the
 * events of one request stay together in the history.
 */
export class TaskQueue<Task extends { readonly priority: number }> {
  private readonly levels = new Map<number, Fifo<Task>>();
  private readonly pollers = new Fifo<(task: Task) => void>();
  private waitingTasks = 0;

  /** How many tasks wait. */
  get size(): number {
    return this.waitingTasks;
  }

  /** How many polls wait. */
  get waitingPolls(): number {
    return this.pollers.size;
  }

  add(task: Task): Withdraw {
    let level = this.levels.get(task.priority);
    if (level === undefined) {
      level = new Fifo();
      this.levels.set(task.priority, level);
    }
    const link = level.push(task);
    this.waitingTasks++;
    return () => {
      this.withdraw(task.priority, link);
    };
  }

  /** `deliver` is called once, from `settle`, when it is this poll's turn. */
  poll(deliver: (task: Task) => void): Withdraw {
    const link = this.pollers.push(deliver);
    return () => {
      this.pollers.remove(link);
    };
  }

  /** Hands waiting tasks to waiting polls. */
  settle(): void {
    while (this.waitingTasks > 0 && this.pollers.size > 0) {
      const task = this.takeTask();
      const deliver = this.pollers.shift();
      if (task !== undefined) deliver?.(task);
    }
  }

  private takeTask(): Task | undefined {
    const priority = Math.max(...this.levels.keys());
    const task = this.levels.get(priority)?.shift();
    this.forget(priority);
    return task;
  }

  private withdraw(priority: number, link: Link<Task>): void {
    if (!link.queued) return;
    this.levels.get(priority)?.remove(link);
    this.forget(priority);
  }

  private forget(priority: number): void {
    this.waitingTasks--;
    if (this.levels.get(priority)?.size === 0) this.levels.delete(priority);
  }
}
