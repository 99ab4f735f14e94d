import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isGonePart } from './gonePart';
import { shownMessage } from './shownText';
import type { Log } from '../ports';
import { Fault, sentences } from '../swf/fault';

/** What a failure offers to do, by the words on its button. */
type Offers = (error: unknown, retry: (() => Promise<unknown>) | undefined) => ReadonlyMap<string, () => unknown>;

/** Where every failure ends that nobody else told: logged once, told once, in words. */
export class Failures {
  constructor(
    private readonly log: Log,
    private readonly showLog: () => void,
    private readonly offersOf: Offers,
  ) {}

  /** `source` is what failed, for the log; `retry` does the same again. */
  tell(source: string, error: unknown, retry?: () => Promise<unknown>): void {
    const whole = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log.error(`${source}: ${error instanceof Fault ? error.message : whole}`);
    const reload = () => vscode.commands.executeCommand('workbench.action.reloadWindow');
    const offers = new Map<string, () => unknown>([
      ...(isGonePart(error) ? ([[l10n.t('Reload Window'), reload]] as const) : this.offersOf(error, retry)),
      [l10n.t('Show Log'), this.showLog],
    ]);
    void vscode.window.showErrorMessage(shownMessage(words(error)), ...offers.keys()).then(async (pressed) => {
      try {
        if (pressed !== undefined) await offers.get(pressed)?.();
      } catch (failed) {
        this.tell(pressed ?? source, failed);
      }
    });
  }
}

/** What a person is told of a failure. */
function words(error: unknown): string {
  if (error instanceof Fault) return sentences(error.message, error.details.nextStep);
  if (isGonePart(error)) {
    return l10n.t(
      'A part of SWF Workbench is no longer on the disk, as after an update. Reload the window and try again.',
    );
  }
  return l10n.t('Something failed that should not: {0}', error instanceof Error ? error.message : String(error));
}
