import * as vscode from 'vscode';
import type { Base } from './base';
import type { ExplorerParts } from './explorer';
import type { HeldParts } from './heldTasks';
import type { OpenConnection } from '../connection/openConnection';
import { descriptionOf } from '../explorer/connectionWords';
import { filterMessage } from '../explorer/filterWords';
import { isPin } from '../explorer/watched';
import { affectsConnection } from '../host/settings';
import type { ExecutionRef } from '../swf/activityTasks';
import type { ActOutcome } from '../swf/actRequest';
import type { Outcome } from '../swf/outcome';

/** Says what one part's change means to another. Gives the events of acts, for the commands to fire. */
export function joinParts(base: Base, held: HeldParts, explorer: ExplorerParts) {
  const { own, keys, connections, localSwf, fail } = base;
  const { heldTasks, heartbeats, heldView } = held;
  const { model, view, watch, pins } = explorer;

  // What is said of a connection stands on its rows.
  let said = '';
  own(
    connections.onDidChange(() => {
      view.description = descriptionOf(connections);
      const now = JSON.stringify(connections.all.map(({ name, mark, target }) => [name, mark, target?.account]));
      if (now !== said) view.redraw();
      said = now;
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
    connections.onDidList(() => {
      model.relist();
    }),
  );
  own(
    localSwf.onDidChange(() => {
      keys.set('swf.localSwfRunning', localSwf.url !== undefined);
      connections.update();
    }),
  );
  const rowsOf = (connection: OpenConnection) => model.all.find((root) => root.connection === connection)?.model;
  const reread = (execution: ExecutionRef, connection: OpenConnection) =>
    void rowsOf(connection)?.openTasks.reread(execution).catch(fail);
  const closed = (outcome: Outcome, connection: OpenConnection) => {
    if ('task' in outcome && outcome.task !== undefined) {
      reread(outcome.task.execution, connection);
    }
    if (outcome.kind === 'recorded' && outcome.close.type === 'ActivityTaskCanceled')
      keys.set('swf.taskCanceled', true);
    void heldTasks.closed(outcome, connection.target).catch(fail);
    watch.hurry();
  };
  const acted = (outcome: ActOutcome, connection: OpenConnection) => {
    if (outcome.kind === 'recorded' || outcome.kind === 'accepted') {
      reread(outcome.execution, connection);
    }
    watch.hurry();
  };
  own(
    view.onDidChangeVisibility((visible) => {
      watch.setVisible(visible);
      model.setVisible(visible);
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
    heldTasks.onDidChange(() => {
      view.redraw();
      void heartbeats.follow();
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (affectsConnection(change)) connections.settingsChanged();
      else if (change.affectsConfiguration('swf.connections')) connections.update();
      if (change.affectsConfiguration('swf.watch')) watch.hurry();
    }),
  );
  return { closed, acted };
}
