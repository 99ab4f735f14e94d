import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { Base } from './base';
import { Batches } from '../batch/batches';
import type { TrailPort } from '../commands/auditTrail';
import type { ReportPort } from '../commands/report';
import { AuditDocuments } from '../editor/auditDocuments';
import { BatchDocuments } from '../editor/batchDocuments';
import { ReportDocuments } from '../editor/reportDocuments';
import { serveSchemas } from '../editor/schemas';
import { skeletonDoor } from '../editor/skeletonDoor';
import { SkeletonFiles } from '../editor/skeletonFiles';
import { fileJournals } from '../host/journals';
import { editorFacts } from '../host/product';
import { changedSettings, setting } from '../host/settings';
import { SwfFault } from '../swf/faults';

/** Batches, and the documents of their results. */
export function createBatches(context: ExtensionContext, { own, clock, keys }: Base) {
  const batches = new Batches(fileJournals(path.join(context.globalStorageUri.fsPath, 'batches')), clock);
  const batchDocuments = own(new BatchDocuments(batches, keys));
  own(
    batches.onDidChange(() => {
      keys.set('swf.batchRunning', batches.anyRunning);
    }),
  );
  return { batches, batchDocuments };
}

/** The audit trail, and the documents that show it. */
export function createTrailPort({ own, trail, clock }: Base): TrailPort {
  const documents = own(new AuditDocuments(trail, clock));
  return {
    read: () => trail.read(),
    addressOf: (filter) => documents.addressOf(filter),
    filterOf: (address) => documents.filterOf(address),
  };
}

/** Reports of problems, made of what this window knows without a call. */
export function createReportPort(context: ExtensionContext, { own, log, trail, clock, connections }: Base): ReportPort {
  return own(
    new ReportDocuments(async () => {
      const { problemReport } = await import('../audit/report');
      const { target, state } = connections.current;
      return problemReport({
        now: clock.now(),
        editor: editorFacts(context),
        settings: changedSettings(),
        target,
        state: typeof state === 'string' ? state : state instanceof SwfFault ? state.kind : 'notResolved',
        connections: connections.all.length,
        log: log.lines,
        entries: (await trail.read()).entries,
      });
    }),
  );
}

/** Skeleton files: which documents are some, and what the editor does with them. */
export function createSkeletons({ own, memory, keys, connections, ties, documents, fail }: Base): SkeletonFiles {
  const skeletons = own(new SkeletonFiles(memory, () => setting('skeletons.files')));
  own(
    skeletons.follow((paths) => {
      keys.set('swf.usedAsSkeleton', paths);
    }),
  );
  const features = async () => {
    const { skeletonFeatures } = await import('../editor/skeletonFeatures');
    return skeletonFeatures({ connections, ties }, skeletons, (path) => documents.readPath(path));
  };
  own(serveSchemas());
  own(skeletonDoor(skeletons, features, fail));
  return skeletons;
}
