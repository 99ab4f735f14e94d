import * as vscode from 'vscode';
import { createCommands } from './commands/index';
import { CurrentConnection } from './connection/currentConnection';
import { Histories } from './editor/histories';
import { HistoryDocuments } from './editor/historyDocuments';
import { HistoryLanguage } from './editor/historyLanguage';
import { HistoryLens } from './editor/historyLens';
import { wakeJsonService } from './editor/jsonService';
import { SkeletonDiagnostics } from './editor/skeletonDiagnostics';
import { SkeletonFixes } from './editor/skeletonFixes';
import { SkeletonLens } from './editor/skeletonLens';
import { TimelinePanels } from './editor/timelinePanel';
import { Emitter } from './emitter';
import { explorerFilter } from './explorer/explorerFilter';
import { filterMessage } from './explorer/filterWords';
import { ExplorerModel } from './explorer/model';
import { explorerRows, ExplorerView } from './explorer/view';
import { needsConnection, quickestPause, Watch } from './explorer/watch';
import { isPin, watchedOf } from './explorer/watched';
import { systemClock as clock } from './host/clock';
import { ManagedContextKeys } from './host/contextKeys';
import { vscodeDocuments as documents } from './host/documents';
import { Failures } from './host/failures';
import { LocalSwfHost } from './host/localSwf';
import { workspaceMemory } from './host/memory';
import { registerCommands } from './host/registerCommands';
import { affectsConnection, setting, writeSettings } from './host/settings';
import { createStatusBarItem } from './host/statusBar';
import { VscodeUi } from './host/ui';
import type { ActOutcome } from './swf/actRequest';
import type { Outcome } from './swf/outcome';
import { PinnedTasks } from './swf/pinnedTasks';
import { RatedClient } from './swf/ratedClient';
import { RatesByTarget } from './swf/rates';

/** Builds the parts and joins them. Loads no SDK, reads no file and makes no call: that is for the first use. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };

  // --- the parts
  const log = own(vscode.window.createOutputChannel('Amazon SWF', { log: true }));
  const showLog = () => {
    log.show();
  };
  const failures = new Failures(log, showLog);
  const ui = new VscodeUi(failures);
  const keys = new ManagedContextKeys();
  const localSwf = own(new LocalSwfHost(context.asAbsolutePath('dist/local.js')));
  const connection = own(
    new CurrentConnection({
      settings: () => ({ profile: setting('profile'), region: setting('region'), endpoint: setting('endpoint') }),
      env: process.env,
      localSwf: () => localSwf.url,
    }),
  );
  const rates = new RatesByTarget(clock, () => setting('requests.share'));
  const bulkClient = async () => {
    const client = await connection.client();
    return new RatedClient(client, rates.of(client.target), clock);
  };
  const memory = workspaceMemory(context.workspaceState);
  const pins = new PinnedTasks(memory, clock);
  const model = own(new ExplorerModel({ connect: () => connection.client(), connectInBulk: bulkClient, clock }));
  const view = own(
    new ExplorerView({
      model,
      clock,
      setState: (state) => {
        keys.set('swf.explorerState', state);
      },
      log: (fault) => {
        log.warn(fault.message);
      },
      isPinned: (task) => connection.target !== undefined && pins.has(task, connection.target),
    }),
  );
  const watch = own(
    new Watch({
      clock,
      watched: () => watchedOf({ model, pins, target: () => connection.target, connect: bulkClient }),
      quickest: () => quickestPause(setting('watch')),
      needsPerson: needsConnection,
      onFailure: (failure) => {
        log.warn(failure instanceof Error ? failure.message : String(failure));
      },
    }),
  );
  const histories = own(new Histories(connection, clock));
  const historyDocuments = own(new HistoryDocuments(connection, histories));
  own(new HistoryLanguage(histories));
  own(new HistoryLens(histories));
  const timelines = own(
    new TimelinePanels({
      histories,
      dist: vscode.Uri.joinPath(context.extensionUri, 'dist'),
      openEvent: (address, eventId) =>
        documents.openReadOnly(address, eventId === undefined ? undefined : `"eventId": ${eventId},`),
    }),
  );
  const closed = new Emitter<Outcome>();
  const acted = new Emitter<ActOutcome>();
  own(wakeJsonService());
  own(new SkeletonDiagnostics());
  own(new SkeletonFixes());
  own(new SkeletonLens(connection));
  own(createStatusBarItem(connection));

  // --- what one part's change means to another
  own(
    connection.onDidChange(() => {
      view.description = connection.target?.label ?? '';
    }),
  );
  own(
    model.filtered.onDidChange(() => {
      const { current, hidden } = model.filtered;
      keys.set('swf.filtered', current !== undefined);
      view.message = current === undefined ? '' : filterMessage(current, hidden);
    }),
  );
  own(
    connection.onDidReset(() => {
      model.reset();
    }),
  );
  own(
    localSwf.onDidChange(() => {
      keys.set('swf.localSwfRunning', localSwf.url !== undefined);
    }),
  );
  own(
    closed.event((outcome) => {
      if ('task' in outcome && outcome.task !== undefined) model.openTasks.reread(outcome.task.execution);
      watch.hurry();
    }),
  );
  own(
    view.onDidChangeVisibility((visible) => {
      watch.setVisible(visible);
    }),
  );
  own(
    view.onDidOpen(() => {
      watch.wake();
    }),
  );
  own(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      watch.setFocused(focused);
    }),
  );
  own(
    model.onDidChange(() => {
      watch.hurry(isPin);
    }),
  );
  own(
    pins.onDidChange(() => {
      view.redraw();
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (affectsConnection(change)) connection.reset();
      if (change.affectsConfiguration('swf.watch')) watch.hurry();
    }),
  );

  // --- the commands
  const commands = createCommands({
    ui,
    log,
    clock,
    connection,
    documents,
    memory,
    filter: explorerFilter(model),
    localSwf,
    closed,
    acted,
    pins,
    env: process.env,
    cancelCheck: () => setting('cancel.check'),
    isTrusted: () => vscode.workspace.isTrusted,
    region: () => setting('region'),
    write: writeSettings,
    explorer: explorerRows(model, view, () => {
      connection.reset();
    }),
    histories: {
      addressOf: (execution) => historyDocuments.addressOf(execution),
      savedAddressOf: (file) => historyDocuments.savedAddressOf(file),
      print: (address) => historyDocuments.print(address),
      toggleFollow: (address) => {
        historyDocuments.toggleFollow(address);
      },
      isHistory: (address) => historyDocuments.isHistory(address),
      openTimeline: (address, eventId) => timelines.open(address, eventId),
    },
    showLog,
  });
  own(registerCommands(commands, failures));
}
