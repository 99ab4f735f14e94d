import * as vscode from 'vscode';
import { historyScheme } from '../contract';
import type { ExecutionRef } from '../swf/activityTasks';
import type { Target } from '../swf/client';

/** What a history's address says: an execution on a connection, or a file that holds a saved one. */
export type HistoryAddress =
  | {
      readonly kind: 'execution';
      readonly execution: ExecutionRef;
      readonly connection: string;
      readonly place: string | undefined;
    }
  | { readonly kind: 'file'; readonly file: vscode.Uri };

/**
 * The address holds all that is needed to read the history again, and the connection it was read from, so that it never
 * shows another account's.
 */
export function executionUri(
  { domain, workflowId, runId }: ExecutionRef,
  connection: string,
  place?: string,
): vscode.Uri {
  return uri(workflowId, { domain, workflowId, runId, connection, ...(place !== undefined && { place }) });
}

/**
 * What tells two connections with one label apart, such as two regions behind one endpoint; nothing where the label says all,
 * and for a Local SWF, whose port is another after a restart.
 */
export function placeOf({ kind, region, endpoint }: Target): string | undefined {
  return kind === 'endpoint' ? `${region} ${endpoint ?? ''}` : undefined;
}

/** The address of the document on a saved history: named as the file, so that its tab says which. */
export function savedUri(file: vscode.Uri): vscode.Uri {
  const name = file.path.replace(/^.*\//, '').replace(/(\.history)?\.\w+$/, '');
  return uri(name, { file: file.toString() });
}

/** Undefined for an address that is none of these, such as one that somebody typed. */
export function readAddress(address: vscode.Uri): HistoryAddress | undefined {
  if (address.scheme !== historyScheme) return undefined;
  const query = new URLSearchParams(address.query);
  const file = query.get('file');
  if (file !== null) return { kind: 'file', file: vscode.Uri.parse(file, true) };
  const [domain, workflowId, runId, connection] = ['domain', 'workflowId', 'runId', 'connection'].map((name) =>
    query.get(name),
  );
  if (!domain || !workflowId || !runId || !connection) return undefined;
  const place = query.get('place') ?? undefined;
  return { kind: 'execution', execution: { domain, workflowId, runId }, connection, place };
}

/** A workflow id may hold what looks like folders. */
function uri(name: string, parts: Readonly<Record<string, string>>): vscode.Uri {
  const file = name.replace(/[\\/]+/g, '-') || 'history';
  return vscode.Uri.from({
    scheme: historyScheme,
    path: `/${file}.swf-history`,
    query: new URLSearchParams(parts).toString(),
  });
}
