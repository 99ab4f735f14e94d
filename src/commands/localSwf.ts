import * as l10n from '@vscode/l10n';
import type { Connections } from '../connection/connections';
import type { DemoTask, Documents, Ui } from '../ports';
import { skeletonFileName, skeletonText } from '../skeleton/generate';

export interface LocalSwfParts {
  readonly ui: Ui;
  readonly connections: Connections;
  readonly localSwf: {
    start(): Promise<string>;
    stop(): Promise<void>;
    readonly url: string | undefined;
    /** Empty while it does not run. */
    readonly demo: readonly DemoTask[];
  };
}

/** `SWF: Start Local SWF`: starts it, unless it runs, and makes it the connection in use. Gives its address. */
export function createStartLocalSwf({ ui, connections, localSwf }: LocalSwfParts): () => Promise<string> {
  return async () => {
    const url = await ui.progress(l10n.t('Starting Local SWF'), async () => await localSwf.start());
    connections.useLocalSwf(true);
    ui.glance(l10n.t('Local SWF is listening on {0}', url));
    return url;
  };
}

/** `SWF: Stop Local SWF`: what it held is gone, and calls go again where the settings say. */
export function createStopLocalSwf({ ui, connections, localSwf }: LocalSwfParts): () => Promise<void> {
  return async () => {
    if (localSwf.url === undefined) {
      ui.glance(l10n.t('Local SWF is not running'));
      return;
    }
    await localSwf.stop();
    connections.useLocalSwf(false);
    ui.glance(l10n.t('Local SWF was stopped'));
  };
}

/** `SWF: Reset Demo…`: after a question, Local SWF starts anew with its demo, and is the connection in use. */
export function createResetDemo(parts: LocalSwfParts): () => Promise<string | undefined> {
  const { ui, localSwf } = parts;
  const start = createStartLocalSwf(parts);
  return async () => {
    if (localSwf.url === undefined) return await start();
    const agreed = await ui.confirm({
      message: l10n.t('Reset the demo of Local SWF?'),
      detail: l10n.t(
        'Local SWF of this window begins anew with its demo. What was done in it is gone, and task tokens that it gave out are good for nothing any more. Nothing else is touched.',
      ),
      action: l10n.t('Reset the Demo'),
      dismiss: l10n.t('Do Nothing'),
    });
    if (!agreed) return undefined;
    await localSwf.stop();
    return await start();
  };
}

export interface DemoSkeletonParts extends LocalSwfParts {
  readonly documents: Pick<Documents, 'openBeside'>;
  /** Called when the skeleton is open. */
  readonly demoSkeletonOpened: () => void;
}

/**
 * `SWF: Open Demo Skeleton File`: beside what is open, the cancel of a task whose cancellation the demo's decider
 * requested, with its token. Local SWF is started for it, and is the connection in use.
 */
export function createOpenDemoSkeleton(parts: DemoSkeletonParts): () => Promise<void> {
  const { connections, localSwf, documents } = parts;
  const start = createStartLocalSwf(parts);
  return async () => {
    if (localSwf.url === undefined || connections.current.target?.kind !== 'local') await start();
    const task = localSwf.demo.find(({ cancelRequested }) => cancelRequested);
    if (task === undefined)
      throw new TypeError(l10n.t('The demo of Local SWF has no task whose cancellation was requested'));
    const operation = 'RespondActivityTaskCanceled';
    const values = { taskToken: task.taskToken, details: l10n.t('Stopped at image 31 of 48, nothing published') };
    await documents.openBeside(skeletonFileName(operation), skeletonText(operation, values));
    parts.demoSkeletonOpened();
  };
}
