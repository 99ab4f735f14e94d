import type { Base } from './base';
import type { CommandedParts, commandsOf } from './commands';
import type { HistoryPort } from '../commands/histories';
import { registerCommands } from '../host/registerCommands';
import { registerSkeletonTasks } from '../host/skeletonTasks';

type Commands = ReturnType<typeof commandsOf>;

/** What the commands see, some of it loaded with them. */
interface DoorParts extends Omit<CommandedParts, 'base' | 'histories'> {
  readonly histories: () => Promise<HistoryPort>;
}

/** Registers all that leads to the commands. They are a third of the code, so the first of them that is called loads them. */
export function openCommandDoors(base: Base, parts: DoorParts): void {
  const { own, failures, fail } = base;
  const { view, pins } = parts.explorer;
  let loading: Promise<Commands> | undefined;
  const load = () =>
    (loading ??= Promise.all([import('./commands'), parts.histories()]).then(([loaded, histories]) =>
      loaded.commandsOf({ base, ...parts, histories }),
    ));

  own(registerCommands(async () => (await load()).commands, failures));
  own(registerSkeletonTasks(async (...task) => await (await load()).runSkeletonTask(...task), failures));
  own(
    pins.onDidEnd((ended) => {
      const tell = async () => {
        (await load()).tellEndOfPin(ended);
      };
      void tell().catch(fail);
    }),
  );
  const offerInterrupted = async () => {
    if (await parts.batching.batches.areKept()) await (await load()).offerInterrupted();
  };
  // Records are read when a person first looks at the view, and not at start-up.
  const first = own(
    view.onDidChangeVisibility((visible) => {
      if (!visible) return;
      first.dispose();
      void offerInterrupted().catch(fail);
    }),
  );
}
