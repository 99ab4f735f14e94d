import * as vscode from 'vscode';
import { wakeJsonService } from './jsonService';
import { SkeletonDiagnostics } from './skeletonDiagnostics';
import type { SkeletonFiles } from './skeletonFiles';
import { SkeletonFixes } from './skeletonFixes';
import { SkeletonLens } from './skeletonLens';
import { SkeletonOffer } from './skeletonOffer';
import type { Connections } from '../connection/connections';
import type { DocumentTies } from '../connection/documentTies';
import type { ReadFile } from '../skeleton/readCommandLine';

/** What the editor does for skeletons: squiggles, quick fixes, lenses, and the offer to use a document as one. */
export function skeletonFeatures(
  where: { readonly connections: Connections; readonly ties: DocumentTies },
  files: SkeletonFiles,
  readFile: ReadFile,
): vscode.Disposable {
  return vscode.Disposable.from(
    wakeJsonService(),
    new SkeletonDiagnostics(files),
    new SkeletonFixes(files, readFile),
    new SkeletonLens(where, files),
    new SkeletonOffer(files),
  );
}
