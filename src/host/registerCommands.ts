import * as vscode from 'vscode';
import { type CommandArguments, type CommandId, commandIds } from '../contract';
import type { Log, Ui } from '../ports';
import { Fault } from '../swf/fault';

type Handlers = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown };

/** Registers every command behind one wrapper: a failure is logged once and told once, in words. */
export function registerCommands(
  handlers: Handlers,
  { ui, log, showLog }: { ui: Ui; log: Log; showLog: () => void },
): vscode.Disposable {
  const wrap =
    (id: CommandId) =>
    async (...args: unknown[]): Promise<unknown> => {
      try {
        return await Reflect.apply(handlers[id], undefined, args);
      } catch (error) {
        log.error(`${id}: ${error instanceof Fault ? error.message : describe(error)}`);
        void tell(error);
        return undefined;
      }
    };
  const tell = async (error: unknown): Promise<void> => {
    const text =
      error instanceof Fault
        ? `${error.message}. ${error.details.nextStep ?? ''}`.trim()
        : `Something failed that should not: ${error instanceof Error ? error.message : String(error)}`;
    if ((await ui.tell('error', text, 'Show Log')) !== undefined) showLog();
  };
  return vscode.Disposable.from(...commandIds.map((id) => vscode.commands.registerCommand(id, wrap(id))));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
