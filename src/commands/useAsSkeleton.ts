import * as l10n from '@vscode/l10n';
import type { Documents, Ui } from '../ports';
import { operationNamed, type SkeletonKinds } from '../skeleton/recognize';
import { cliName, type OperationName, operations } from '../swf/operations';

/** Which documents are skeletons, and by whose word. */
export interface SkeletonChoices extends SkeletonKinds {
  /** The operations that an open document's keys leave possible. */
  possible(address: string): readonly OperationName[];
  chosenFor(address: string): OperationName | undefined;
  choose(address: string, operation: OperationName | undefined): Promise<void>;
}

interface UseAsSkeletonParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly skeletons: SkeletonChoices;
}

/**
 * `SWF: Use as Skeleton for Operation…`: the document in front, or the one given, is a skeleton of the operation that the
 * person picks, or that is given by either of its names. First are those that its keys leave possible.
 */
export function createUseAsSkeleton({
  ui,
  documents,
  skeletons,
}: UseAsSkeletonParts): (file?: { toString(): string }, operation?: string) => Promise<void> {
  return async (file, given) => {
    const address = file?.toString() ?? documents.active();
    if (address === undefined) {
      ui.offer('error', l10n.t('Open the document first that is to be a skeleton'));
      return;
    }
    const operation = operationNamed(given) ?? (await pick(ui, skeletons.possible(address)));
    if (operation === undefined) return;
    await skeletons.choose(address, operation);
    ui.glance(l10n.t('Used as a skeleton for {0}', cliName(operation)));
  };
}

/** `SWF: Stop Using as Skeleton`: only what the person chose can be taken back, not what a name or a setting says. */
export function createStopUsingAsSkeleton({
  ui,
  documents,
  skeletons,
}: UseAsSkeletonParts): (file?: { toString(): string }) => Promise<void> {
  return async (file) => {
    const address = file?.toString() ?? documents.active();
    if (address === undefined || skeletons.chosenFor(address) === undefined) {
      ui.glance(l10n.t('This document was not chosen as a skeleton'));
      return;
    }
    await skeletons.choose(address, undefined);
    const still = skeletons.kindOf(address);
    ui.glance(
      still === undefined
        ? l10n.t('No longer used as a skeleton')
        : still.told === 'name'
          ? l10n.t('By its name it is a skeleton for {0}', cliName(still.operation))
          : l10n.t('By the setting swf.skeletons.files it is a skeleton for {0}', cliName(still.operation)),
    );
  };
}

async function pick(ui: Ui, possible: readonly OperationName[]): Promise<OperationName | undefined> {
  const rest = operations.map(({ name }) => name).filter((name) => !possible.includes(name));
  const choices = [
    ...possible.map((name) => ({ label: cliName(name), description: l10n.t('{0} · its keys fit', name), value: name })),
    ...rest.map((name) => ({ label: cliName(name), description: name, value: name })),
  ];
  return await ui.pick(l10n.t('Use as Skeleton for Operation'), choices);
}
