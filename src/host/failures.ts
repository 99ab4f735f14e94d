import * as vscode from 'vscode';
import type { Log } from '../ports';
import { Fault, sentences } from '../swf/fault';

/** Where every failure ends that nobody else told: logged once, told once, in words. */
export class Failures {
  constructor(
    private readonly log: Log,
    private readonly showLog: () => void,
  ) {}

  /** `source` is what failed, for the log. */
  tell(source: string, error: unknown): void {
    const known = error instanceof Fault;
    const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log.error(`${source}: ${known ? error.message : whole}`);
    const text = known
      ? sentences(error.message, error.details.nextStep)
      : `Something failed that should not: ${error instanceof Error ? error.message : String(error)}`;
    void vscode.window.showErrorMessage(text, 'Show Log').then((pressed) => {
      if (pressed !== undefined) this.showLog();
    });
  }
}
