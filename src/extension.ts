import * as vscode from 'vscode';
import { createCommands } from './commands/index';
import { CurrentConnection } from './connection/currentConnection';
import { HistoryDocuments } from './editor/historyDocuments';
import { wakeJsonService } from './editor/jsonService';
import { SkeletonDiagnostics } from './editor/skeletonDiagnostics';
import { SkeletonLens } from './editor/skeletonLens';
import { Emitter } from './emitter';
import { ExplorerModel } from './explorer/model';
import { explorerRows, ExplorerView } from './explorer/view';
import { systemClock as clock } from './host/clock';
import { ManagedContextKeys } from './host/contextKeys';
import { vscodeDocuments as documents } from './host/documents';
import { Failures } from './host/failures';
import { LocalSwfHost } from './host/localSwf';
import { registerCommands } from './host/registerCommands';
import { affectsConnection, setting, writeSettings } from './host/settings';
import { createStatusBarItem } from './host/statusBar';
import { VscodeUi } from './host/ui';
import type { Outcome } from './swf/outcome';

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
  const model = new ExplorerModel({ connect: () => connection.client(), clock });
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
    }),
  );
  const histories = own(new HistoryDocuments(connection));
  const closed = new Emitter<Outcome>();
  own(wakeJsonService());
  own(new SkeletonDiagnostics());
  own(new SkeletonLens(connection));
  own(createStatusBarItem(connection));

  // --- what one part's change means to another
  own(
    connection.onDidChange(() => {
      view.description = connection.target?.label ?? '';
    }),
  );
  own(
    connection.onDidReset(() => {
      model.refresh();
    }),
  );
  own(
    localSwf.onDidChange(() => {
      keys.set('swf.localSwfRunning', localSwf.url !== undefined);
    }),
  );
  own(
    closed.event(() => {
      model.refresh();
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (affectsConnection(change)) connection.reset();
    }),
  );

  // --- the commands
  const commands = createCommands({
    ui,
    log,
    clock,
    connection,
    documents,
    localSwf,
    closed,
    env: process.env,
    cancelCheck: () => setting('cancel.check'),
    isTrusted: () => vscode.workspace.isTrusted,
    region: () => setting('region'),
    write: writeSettings,
    explorer: explorerRows(model, view, () => {
      connection.reset();
    }),
    historyAddress: (execution) => histories.addressOf(execution),
    showLog,
  });
  own(registerCommands(commands, failures));
}
