import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrderedLog } from '../../../src/local/orderedLog';
import { TaskQueue, type Withdraw } from '../../../src/local/taskQueue';
import { TimerQueue } from '../../../src/local/timerQueue';

/** Numbers to add, and after each how many earlier ones to take out and which. */
const script = fc.array(fc.record({ value: fc.nat(20), remove: fc.option(fc.nat(), { nil: undefined }) }), {
  maxLength: 200,
  size: 'max',
});

test('timers leave earliest first, equal ones as they came, and those taken out not at all', () => {
  fc.assert(
    fc.property(script, (entries) => {
      const queue = new TimerQueue();
      const fired: string[] = [];
      const kept: { readonly name: string; readonly at: number; readonly cancel: () => void }[] = [];
      entries.forEach(({ value, remove }, index) => {
        const name = `${value}/${index}`;
        kept.push({ name, at: value, cancel: queue.add(value, () => fired.push(name)) });
        if (remove === undefined) return;
        const [gone] = kept.splice(remove % kept.length, 1);
        gone?.cancel();
        gone?.cancel();
      });
      expect(queue.size).toBe(kept.length);
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) next.fire();
      // Array sorting keeps equal items in their order.
      expect(fired).toEqual([...kept].sort((a, b) => a.at - b.at).map((timer) => timer.name));
    }),
  );
});

test('a log shows what is left, from any key, in both directions', () => {
  fc.assert(
    fc.property(script, fc.nat(200), (entries, from) => {
      const log = new OrderedLog<number>((key) => key);
      const kept: number[] = [];
      entries.forEach(({ remove }, key) => {
        log.add(key);
        kept.push(key);
        if (remove === undefined) return;
        const [gone] = kept.splice(remove % kept.length, 1);
        if (gone !== undefined) log.remove(gone);
      });
      expect(log.size).toBe(kept.length);
      expect([...log.ascending(from)]).toEqual(kept.filter((key) => key >= from));
      expect([...log.descending(from)]).toEqual(kept.filter((key) => key <= from).reverse());
    }),
  );
});

test('a task list hands out by priority, then in order, and only what still waits', () => {
  fc.assert(
    fc.property(script, (entries) => {
      const queue = new TaskQueue<{ readonly priority: number; readonly index: number }>();
      const kept: { readonly priority: number; readonly index: number; readonly withdraw: Withdraw }[] = [];
      entries.forEach(({ value, remove }, index) => {
        const priority = value % 4;
        kept.push({ priority, index, withdraw: queue.add({ priority, index }) });
        if (remove === undefined) return;
        const [gone] = kept.splice(remove % kept.length, 1);
        gone?.withdraw();
        gone?.withdraw();
      });
      expect(queue.size).toBe(kept.length);
      const taken: number[] = [];
      for (let poll = 0; poll <= kept.length; poll++) queue.poll((task) => taken.push(task.index));
      queue.settle();
      expect(taken).toEqual([...kept].sort((a, b) => b.priority - a.priority).map((task) => task.index));
      expect(queue.waitingPolls).toBe(1);
    }),
  );
});
