import * as vscode from 'vscode';
import type { Base } from './base';
import type { HistoryPort } from '../commands/histories';
import { Histories } from '../editor/histories';
import { HistoryDocuments } from '../editor/historyDocuments';
import type { HistoryFiles } from '../editor/historyFiles';
import { HistoryLanguage } from '../editor/historyLanguage';
import { HistoryLens } from '../editor/historyLens';
import { TimelinePanels } from '../editor/timelinePanel';

/** Histories as documents and as timelines, as they are once the first was asked for. */
export function createLoadedHistories(
  context: vscode.ExtensionContext,
  { own, clock, connections, documents }: Base,
  files: HistoryFiles,
) {
  const histories = own(new Histories(connections, clock));
  const historyDocuments = own(
    new HistoryDocuments(connections, histories, (address) => {
      files.touch(address);
    }),
  );
  own(new HistoryLanguage(histories));
  own(new HistoryLens(histories));
  const timelines = own(
    new TimelinePanels({
      histories,
      clock,
      dist: vscode.Uri.joinPath(context.extensionUri, 'dist'),
      openEvent: (address, eventId) =>
        documents.openReadOnly(address, eventId === undefined ? undefined : `"eventId": ${eventId},`),
    }),
  );
  const port: HistoryPort = {
    addressOf: (execution, connection) => historyDocuments.addressOf(execution, connection),
    connectionOf: (address) => histories.tieOf(vscode.Uri.parse(address, true)),
    savedAddressOf: (file) => historyDocuments.savedAddressOf(file),
    print: (address) => historyDocuments.print(address),
    toggleFollow: (address) => {
      historyDocuments.toggleFollow(address);
    },
    isHistory: (address) => historyDocuments.isHistory(address),
    openTimeline: (address, eventId) => timelines.open(address, eventId),
    eventAt: (address, eventId) => historyDocuments.eventAt(address, eventId),
  };
  return { port, historyDocuments, timelines };
}
