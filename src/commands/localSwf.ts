import type { CurrentConnection } from '../connection/currentConnection';
import type { Ui } from '../ports';

export interface LocalSwfParts {
  readonly ui: Ui;
  readonly connection: CurrentConnection;
  readonly localSwf: { start(): Promise<string>; stop(): Promise<void>; readonly url: string | undefined };
}

/** `SWF: Start Local SWF`: starts it, unless it runs, and makes it the connection in use. Gives its address. */
export function createStartLocalSwf({ ui, connection, localSwf }: LocalSwfParts): () => Promise<string> {
  return async () => {
    const url = await ui.progress('Starting Local SWF', async () => await localSwf.start());
    connection.useLocalSwf(true);
    ui.glance(`Local SWF is listening on ${url}`);
    return url;
  };
}

/** `SWF: Stop Local SWF`: what it held is gone, and calls go again where the settings say. */
export function createStopLocalSwf({ ui, connection, localSwf }: LocalSwfParts): () => Promise<void> {
  return async () => {
    if (localSwf.url === undefined) {
      ui.glance('Local SWF is not running');
      return;
    }
    await localSwf.stop();
    connection.useLocalSwf(false);
    ui.glance('Local SWF was stopped');
  };
}
