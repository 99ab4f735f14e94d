import * as vscode from 'vscode';
import type { Failures } from './failures';
import { type CommandArguments, type CommandId, commandIds } from '../contract';

type Handlers = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => unknown };

/** Registers every command; they are loaded when the first is called. What one throws is told, and the caller gets nothing. */
export function registerCommands(load: () => Promise<Handlers>, failures: Failures): vscode.Disposable {
  const wrap = (id: CommandId) => {
    const run = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await Reflect.apply((await load())[id], undefined, args);
      } catch (error) {
        failures.tell(id, error, () => run(...args));
        return undefined;
      }
    };
    return run;
  };
  return vscode.Disposable.from(...commandIds.map((id) => vscode.commands.registerCommand(id, wrap(id))));
}
