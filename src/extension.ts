import './host/language';
import type { ExtensionContext } from 'vscode';
import { createStatusBarItem } from './host/statusBar';
import type { SwfWorkbenchApi } from './api';
import { createAgents } from './parts/agents';
import { createBase } from './parts/base';
import { openCommandDoors } from './parts/commandDoors';
import { createBatches, createSkeletons, createReportPort, createTrailPort } from './parts/documents';
import { createExplorer } from './parts/explorer';
import { createHeldTasks } from './parts/heldTasks';
import { createHistories } from './parts/histories';
import { joinParts } from './parts/joins';

/**
 * Builds the parts and joins them. Loads no SDK, reads no file and makes no call: that is for the first use. Gives the reads
 * that other extensions may make.
 */
export function activate(context: ExtensionContext): SwfWorkbenchApi {
  const base = createBase(context);
  const held = createHeldTasks(context, base);
  const explorer = createExplorer(base, held);
  const histories = createHistories(context, base);
  const batching = createBatches(context, base);
  const skeletons = createSkeletons(base);
  const trail = createTrailPort(base);
  const report = createReportPort(context, base);
  const events = joinParts(base, held, explorer);

  openCommandDoors(base, { held, explorer, histories, batching, skeletons, trail, report, events });
  base.own(createStatusBarItem(base.connections));
  return createAgents(base);
}
