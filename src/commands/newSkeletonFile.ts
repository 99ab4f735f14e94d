import * as l10n from '@vscode/l10n';
import type { DocumentTies } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Choice, Documents, Ui } from '../ports';
import { skeletonFileName, skeletonText, yamlSkeletonText } from '../skeleton/generate';
import { hasAnswer, outputFileName, outputSkeletonText } from '../skeleton/outputSkeleton';
import { prefill, type SkeletonFacts } from '../skeleton/prefill';
import type { SkeletonFormat } from '../skeleton/recognize';
import { isClosingOperation, type Operation, type OperationName, operations } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

export interface NewSkeletonParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly ties: DocumentTies;
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  /** What a row that was given tells. */
  readonly factsOf: (origin: unknown) => SkeletonFacts | undefined;
}

/** What answers a task token is what is mostly wanted. */
const usualFirst = [...operations].sort((a, b) => rank(a) - rank(b));

function rank({ name, takesToken }: Operation): number {
  if (isClosingOperation(name)) return 0;
  return takesToken ? 1 : 2;
}

interface Form {
  readonly operation: OperationName;
  readonly format: SkeletonFormat | 'output';
}

/**
 * `SWF: New Skeleton File…`: what `aws swf <operation> --generate-cli-skeleton` prints, under the operation's name; further
 * down in the list, the same in YAML, and the shape of what it answers, which cannot be run. Made from a row, what the row tells is filled in, and what takes most of it comes first.
 */
export function createNewSkeletonFile(parts: NewSkeletonParts): (origin?: unknown) => Promise<void> {
  const { ui, documents, ties, connection } = parts;
  return async (origin) => {
    const facts = origin === undefined ? undefined : parts.factsOf(origin);
    const filled = (name: OperationName) => Object.keys(prefill(name, facts ?? {})).length;
    const ordered = [...usualFirst].sort((a, b) => filled(b.name) - filled(a.name));
    const form = await ui.pick(l10n.t('New Skeleton File'), [
      ...ordered.map(({ name, cliName }) => choice(cliName, name, 'json')),
      ...(facts === undefined ? otherForms() : []),
    ]);
    if (form === undefined) return;
    const { operation, format } = form;
    if (format === 'output') {
      await documents.openNew(outputFileName(operation), await outputSkeletonText(operation));
      return;
    }
    const name = skeletonFileName(operation, format);
    if (facts === undefined) {
      const text = format === 'yaml' ? yamlSkeletonText(operation) : skeletonText(operation);
      // An earlier document of this name may have belonged somewhere.
      await ties.tie(await documents.openNew(name, text), {});
      return;
    }
    const task = takesActivityToken(operation) ? parts.taskOf(origin) : undefined;
    const about = task?.activityId ?? facts.execution?.workflowId ?? facts.domain ?? '';
    const address = await documents.openNew(
      `${fileNamePart(about)}.${name}`,
      skeletonText(operation, prefill(operation, facts)),
    );
    await ties.tie(address, { task, connection });
  };
}

function otherForms(): Choice<Form>[] {
  const answering = usualFirst.filter(({ name }) => hasAnswer(name));
  return [
    ...usualFirst.map(({ name, cliName }) => choice(`${cliName} · YAML`, name, 'yaml')),
    ...answering.map(({ name, cliName }) =>
      choice(`${cliName} · output`, name, 'output', l10n.t('{0} · the shape of its answer, which cannot be run', name)),
    ),
  ];
}

function choice(
  label: string,
  operation: OperationName,
  format: Form['format'],
  description: string = operation,
): Choice<Form> {
  return { label, description, value: { operation, format } };
}

function takesActivityToken(operation: OperationName): boolean {
  return isClosingOperation(operation) || operation === 'RecordActivityTaskHeartbeat';
}

/** The same for one task: running the file later knows which task it is about. */
export function createNewSkeletonFileForTask({
  documents,
  ties,
  taskOf,
  connection,
}: NewSkeletonParts): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const operation = 'RespondActivityTaskCanceled';
    const task = taskOf(origin);
    if (task === undefined) return;
    const name = `${fileNamePart(task.activityId)}.${skeletonFileName(operation)}`;
    await ties.tie(await documents.openNew(name, skeletonText(operation)), { task, connection });
  };
}

/** An activity id may hold what no file name can. */
export function fileNamePart(activityId: string): string {
  return activityId.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'task';
}
