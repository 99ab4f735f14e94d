import * as l10n from '@vscode/l10n';
import { type RunParts, runOperation } from './runOperation';
import { isInput, judge, type Mistake, mistakeWords, readSource, type SkeletonSource } from './skeletonSource';
import type { SkeletonChoices } from './useAsSkeleton';
import type { DocumentTies } from '../connection/documentTies';
import type { Documents, Ui } from '../ports';
import { withEpochTimes } from '../swf/sentTimes';

export interface RunSkeletonParts extends RunParts {
  readonly ties: DocumentTies;
  readonly skeletons: SkeletonChoices;
}

/**
 * Runs a skeleton file: what is sent is the text in the editor at this moment, not what a lens was made from. `overrides`
 * are put over its top-level members, as single options on the command line are. Gives the outcome, if there is one.
 */
export function createRunSkeletonFile(
  parts: RunSkeletonParts,
): (origin?: unknown, overrides?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  const run = async (origin: unknown, overrides: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const source = await readSource(origin, parts);
    if (source === undefined) return undefined;
    // The one in front may be another by the time of a second try.
    return await runSource(source, overrides, parts, () => run(origin ?? source.address, overrides));
  };
  return run;
}

/** Runs what was read, unless it has mistakes, of which the person is told. Gives the outcome, if there is one. */
export async function runSource(
  source: SkeletonSource,
  overrides: Readonly<Record<string, unknown>>,
  parts: RunSkeletonParts,
  retry: () => Promise<unknown>,
): Promise<unknown> {
  const { operation, address } = source;
  const { document: written, mistakes } = judge(source, overrides);
  const document = withEpochTimes(operation, written);
  if (!isInput(document, mistakes)) {
    refuse(parts.ui, parts.documents, source, mistakes);
    return undefined;
  }
  const over = Object.keys({ ...source.values, ...overrides });
  const fileName =
    over.length === 0 ? source.fileName : l10n.t('{0}, overridden: {1}', source.fileName, over.join(', '));
  const task = address === undefined ? undefined : parts.ties.taskOf(address);
  return await runOperation({ operation, document, fileName, task }, parts, retry);
}

function refuse(
  ui: Ui,
  documents: Documents,
  { fileName, address }: SkeletonSource,
  mistakes: readonly Mistake[],
): void {
  const text = l10n.t('Nothing was sent, {0} has mistakes: {1}', fileName, mistakeWords(mistakes));
  const show = new Map([[l10n.t('Show Problems'), () => documents.showProblems()]]);
  ui.offer('error', text, address === undefined ? new Map() : show);
}
