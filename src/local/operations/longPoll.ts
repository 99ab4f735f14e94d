import type { Answer, Call } from '../call';
import { swfFault } from '../serviceFault';
import type { TaskQueue } from '../taskQueue';

/**
 * Holds a poll until a task comes, the poll's time is over, or the client has gone; then the task stays for the next.
 * Throws LimitExceededFault for one poll too many.
 */
export function longPoll<Task extends { readonly priority: number }>(
  call: Call,
  queue: TaskQueue<Task>,
  start: (task: Task) => Answer,
  idle: Answer,
): Promise<Answer> {
  const { world } = call.region;
  if (queue.waitingPolls >= world.quotas.pollers) {
    throw swfFault('LimitExceededFault', 'Limit on maximum concurrent poll requests per task list reached');
  }
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      withdraw();
      cancelTimer();
      world.polls.delete(endIdle);
      resolve(answer);
    };
    const endIdle = (): void => {
      end(idle);
    };
    const withdraw = queue.poll((task) => {
      end(start(task));
      call.noteChange();
    });
    const cancelTimer = world.clock.after(world.pollMs, endIdle);
    world.polls.add(endIdle);
    world.unsettled(queue);
    call.onHangUp(endIdle);
  });
}
