import path from 'node:path';
import * as vscode from 'vscode';
import { tellBeat } from './commands/heldTaskActs';
import { Batches } from './batch/batches';
import { createCommands } from './commands/index';
import { createKnownTokens } from './commands/knownTokens';
import { CurrentConnection } from './connection/currentConnection';
import { Histories } from './editor/histories';
import { BatchDocuments } from './editor/batchDocuments';
import { HistoryDocuments } from './editor/historyDocuments';
import { HistoryLanguage } from './editor/historyLanguage';
import { HistoryLens } from './editor/historyLens';
import { skeletonFeatures } from './editor/skeletonFeatures';
import { SkeletonFiles } from './editor/skeletonFiles';
import { TimelinePanels } from './editor/timelinePanel';
import { Emitter } from './emitter';
import { explorerFilter } from './explorer/explorerFilter';
import { filterMessage } from './explorer/filterWords';
import { ExplorerModel } from './explorer/model';
import { heldRows, HeldTasksView } from './explorer/heldView';
import { explorerRows, ExplorerView } from './explorer/view';
import { needsConnection, quickestPause, Watch } from './explorer/watch';
import { isPin, watchedOf } from './explorer/watched';
import { views } from './contract';
import { systemClock as clock } from './host/clock';
import { ManagedContextKeys } from './host/contextKeys';
import { vscodeDocuments as documents } from './host/documents';
import { Failures } from './host/failures';
import { fileJournals } from './host/journals';
import { LocalSwfHost } from './host/localSwf';
import { workspaceMemory } from './host/memory';
import { workerIdentity } from './host/workerIdentity';
import { fileRecords } from './host/records';
import { registerCommands } from './host/registerCommands';
import { registerSkeletonTasks } from './host/skeletonTasks';
import { vscodeSecrets } from './host/secrets';
import { affectsConnection, setting, writeSettings } from './host/settings';
import { createStatusBarItem } from './host/statusBar';
import { VscodeUi } from './host/ui';
import type { ActOutcome } from './swf/actRequest';
import type { Outcome } from './swf/outcome';
import { PinnedTasks } from './swf/pinnedTasks';
import { RatedClient } from './swf/ratedClient';
import { RatesByTarget } from './swf/rates';
import { HeartbeatSchedule } from './tokens/heartbeatSchedule';
import { HeldTasks } from './tokens/heldTasks';
import { describeLeft, HeldWatch } from './tokens/heldWatch';
import { StoreTrial } from './tokens/storeTrial';

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
  const secrets = vscodeSecrets(context.secrets);
  const records = fileRecords(vscode.Uri.joinPath(context.globalStorageUri, 'held-tasks').fsPath);
  const heldTasks = own(new HeldTasks({ secrets, records, clock }));
  const storeTrial = new StoreTrial(secrets, records, vscode.env.sessionId);
  const held = {
    heldTasks,
    clock,
    target: () => connection.target,
    use: (procedure: Parameters<typeof connection.use<void>>[0]) => connection.use(procedure),
    fail: (error: unknown) => {
      log.warn(error instanceof Error ? error.message : String(error));
    },
  };
  const heartbeats = own(
    new HeartbeatSchedule({
      ...held,
      // Nothing is sent from a workspace that is not trusted.
      target: () => (vscode.workspace.isTrusted ? connection.target : undefined),
      tell: (task, beat) => {
        tellBeat(task, beat, { ui, log }, false);
      },
    }),
  );
  const heldWatch = new HeldWatch({
    ...held,
    left: (left) => {
      ui.glance(describeLeft(left));
      log.info(describeLeft(left));
    },
  });
  const model = own(new ExplorerModel({ connect: () => connection.client(), connectInBulk: bulkClient, clock }));
  const view = own(
    new ExplorerView({
      model,
      clock,
      setState: (state) => {
        keys.set('swf.explorerState', state);
      },
      setSelected: (tokens) => {
        keys.set('swf.selectedRow', tokens);
      },
      log: (fault) => {
        log.warn(fault.message);
      },
      isKept: (task) => heldTasks.findKnown(task, connection.target) !== undefined,
      isPinned: (task) => connection.target !== undefined && pins.has(task, connection.target),
    }),
  );
  const watch = own(
    new Watch({
      clock,
      watched: () => watchedOf({ model, pins, target: () => connection.target, connect: bulkClient }),
      quickest: () => quickestPause(setting('watch')),
      needsPerson: needsConnection,
      onFailure: held.fail,
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
  const heldView = own(
    new HeldTasksView({
      ...held,
      heartbeatsOf: (id) => heartbeats.stateOf(id),
      setSelected: (tokens) => {
        keys.set('swf.selectedHeldTask', tokens);
      },
      look: () => void heldWatch.look(),
    }),
  );
  const batches = new Batches(fileJournals(path.join(context.globalStorageUri.fsPath, 'batches')), clock);
  const batchDocuments = own(new BatchDocuments(batches, keys));
  const closed = new Emitter<Outcome>();
  const acted = new Emitter<ActOutcome>();
  const skeletons = own(new SkeletonFiles(memory, () => setting('skeletons.files')));
  own(
    skeletons.follow((paths) => {
      keys.set('swf.usedAsSkeleton', paths);
    }),
  );
  own(skeletonFeatures(connection, skeletons));
  own(createStatusBarItem(connection));

  // --- what one part's change means to another
  own(
    connection.onDidChange(() => {
      view.description = connection.target?.label ?? '';
      heldView.redraw();
      if (heldTasks.known !== undefined) void heartbeats.follow();
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
      void heldTasks.closed(outcome, connection.target).catch(held.fail);
      watch.hurry();
    }),
  );
  own(
    acted.event((outcome) => {
      if (outcome.kind === 'recorded' || outcome.kind === 'accepted') model.openTasks.reread(outcome.execution);
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
    batches.onDidChange(() => {
      keys.set('swf.batchRunning', batches.anyRunning);
    }),
  );
  own(
    pins.onDidChange(() => {
      view.redraw();
    }),
  );
  own(
    heldTasks.onDidChange(() => {
      view.redraw();
      void heartbeats.follow();
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (affectsConnection(change)) connection.reset();
      if (change.affectsConfiguration('swf.watch')) watch.hurry();
    }),
  );

  // --- the commands
  const rows = explorerRows(model, view, () => {
    connection.reset();
  });
  const heldRowsOf = heldRows(heldView, () => connection.target);
  const { commands, runSkeletonTask } = createCommands({
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
    batches,
    rates,
    batchAddress: (id) => batchDocuments.addressOf(id),
    lookAgain: () => {
      watch.hurry();
    },
    env: process.env,
    cancelCheck: () => setting('cancel.check'),
    isTrusted: () => vscode.workspace.isTrusted,
    region: () => setting('region'),
    write: writeSettings,
    skeletons,
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
    explorer: {
      ...rows,
      isRow: (origin) => heldRowsOf.isRow(origin) || rows.isRow(origin),
      taskOf: (origin) => heldRowsOf.taskOf(origin) ?? rows.taskOf(origin),
    },
    claimOriginOf: rows.claimOriginOf,
    heldTasks,
    ...heldRowsOf,
    knownTokens: createKnownTokens({ ui, log, documents, connection, heldTasks }),
    lookAtHeldTasks: () => {
      heldTasks.refresh();
      void heldWatch.look();
    },
    showHeldTasks: async () => {
      await vscode.commands.executeCommand(`${views.heldTasks}.focus`);
    },
    endurance: () => storeTrial.endurance(),
    newIdentity: workerIdentity,
    claimed: () => {
      watch.hurry();
    },
    pollsChanged: (count) => {
      keys.set('swf.claiming', count > 0);
    },
    showLog,
  });
  own(vscode.Disposable.from(registerCommands(commands, failures), registerSkeletonTasks(runSkeletonTask, failures)));
}
