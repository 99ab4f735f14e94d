import * as vscode from 'vscode';
import type { Base } from './base';
import type { createLoadedHistories } from './loadedHistories';
import type { HistoryPort } from '../commands/histories';
import { timelineView } from '../contract';
import { HistoryFiles } from '../editor/historyFiles';

/** What leads to histories: their documents, timelines that a reload brings back, commands. The first of them loads the rest. */
export function createHistories(context: vscode.ExtensionContext, base: Base): () => Promise<HistoryPort> {
  let loading: Promise<ReturnType<typeof createLoadedHistories>> | undefined;
  const load = () =>
    (loading ??= import('./loadedHistories').then((loaded) => loaded.createLoadedHistories(context, base, files)));
  const files: HistoryFiles = base.own(
    new HistoryFiles(async (uri) => await (await load()).historyDocuments.textOf(uri)),
  );
  base.own(
    vscode.window.registerWebviewPanelSerializer(timelineView, {
      deserializeWebviewPanel: async (panel, state) => {
        await (await load()).timelines.restore(panel, state);
      },
    }),
  );
  return async () => (await load()).port;
}
