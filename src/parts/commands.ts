import * as vscode from 'vscode';
import type { Base } from './base';
import type { createBatches } from './documents';
import type { ExplorerParts } from './explorer';
import type { HeldParts } from './heldTasks';
import type { joinParts } from './joins';
import type { HistoryPort } from '../commands/histories';
import type { TrailPort } from '../commands/auditTrail';
import type { ReportPort } from '../commands/report';
import { createCommands } from '../commands/index';
import { createKnownTokens } from '../commands/knownTokens';
import { views } from '../contract';
import { readKept } from '../connection/keptConnections';
import type { SkeletonFiles } from '../editor/skeletonFiles';
import { explorerFilter } from '../explorer/explorerFilter';
import { chosenHeld } from '../explorer/chosenHeld';
import { heldRows } from '../explorer/heldView';
import { isNode } from '../explorer/nodes';
import { explorerRows } from '../explorer/view';
import { keepConnections, setting, writeSettings } from '../host/settings';
import { workerIdentity } from '../host/workerIdentity';

export interface CommandedParts {
  readonly base: Base;
  readonly held: HeldParts;
  readonly explorer: ExplorerParts;
  readonly histories: HistoryPort;
  readonly batching: ReturnType<typeof createBatches>;
  readonly skeletons: SkeletonFiles;
  readonly trail: TrailPort;
  readonly report: ReportPort;
  readonly events: ReturnType<typeof joinParts>;
}

/** The commands, over the parts as they see them. */
export function commandsOf({
  base,
  held,
  explorer,
  histories,
  batching,
  skeletons,
  trail,
  report,
  events,
}: CommandedParts) {
  const { ui, log, clock, keys, documents, memory, connections, ties, localSwf, rates, showLog } = base;
  const { heldTasks, heldWatch, heldView, storeTrial } = held;
  const { model, view, watch, pins } = explorer;
  const { batches, batchDocuments } = batching;
  const rows = explorerRows(model, view, clock, () => {
    connections.reset();
  });
  const explain = async (origin: unknown) => {
    const explained = await rows.explain(origin);
    if (explained) keys.set('swf.explained', true);
    return explained;
  };
  const heldRowsOf = heldRows(heldView, connections);
  return createCommands({
    ui,
    log,
    clock,
    connections,
    ties,
    documents,
    memory,
    filter: explorerFilter(model),
    localSwf,
    demoSkeletonOpened: () => {
      keys.set('swf.demoSkeletonOpened', true);
    },
    ...events,
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
    kept: () => readKept(setting('connections')),
    keep: keepConnections,
    skeletons,
    histories,
    trail,
    report,
    explorer: {
      ...rows,
      explain,
      isRow: (origin) => heldRowsOf.isRow(origin) || rows.isRow(origin),
      connectionOf: (origin, all) => heldRowsOf.connectionOf(origin) ?? rows.connectionOf(origin, all),
      selectedConnectionOf: (origin, all) => heldRowsOf.connectionOf(origin) ?? rows.selectedConnectionOf(origin, all),
      taskOf: (origin) => heldRowsOf.taskOf(origin) ?? rows.taskOf(origin),
    },
    claimOriginOf: rows.claimOriginOf,
    heldTasks,
    ...heldRowsOf,
    chosenHeldOf: async (origin, all) => {
      const several = heldRowsOf.severalHeldOf(all);
      if (several.length > 0) return several;
      const chosen = Array.isArray(all) && all.length > 0 ? all.filter(isNode) : [origin].filter(isNode);
      const shown = { filter: model.filtered.current, loaded: model.loaded(), now: clock.now() };
      return chosen.length === 0 ? undefined : chosenHeld(chosen, await heldTasks.all(), shown);
    },
    knownTokensOn: (connection) => createKnownTokens({ ui, log, documents, connection, heldTasks }),
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
}
