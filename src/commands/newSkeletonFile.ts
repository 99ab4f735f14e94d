import type { SkeletonTies } from './skeletonTies';
import type { Documents, Ui } from '../ports';
import { skeletonFileName, skeletonText } from '../skeleton/generate';
import { isClosingOperation, type Operation, operations } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

export interface NewSkeletonParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly ties: SkeletonTies;
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
}

/** What answers a task token is what is mostly wanted. */
const usualFirst = [...operations].sort((a, b) => rank(a) - rank(b));

function rank({ name, takesToken }: Operation): number {
  if (isClosingOperation(name)) return 0;
  return takesToken ? 1 : 2;
}

/** `SWF: New Skeleton File…`: what `aws swf <operation> --generate-cli-skeleton` prints, under the operation's name. */
export function createNewSkeletonFile({ ui, documents }: NewSkeletonParts): () => Promise<void> {
  return async () => {
    const choices = usualFirst.map(({ name, cliName }) => ({ label: cliName, description: name, value: name }));
    const operation = await ui.pick('New Skeleton File', choices);
    if (operation !== undefined) await documents.openNew(skeletonFileName(operation), skeletonText(operation));
  };
}

/** The same for one task: running the file later knows which task it is about. */
export function createNewSkeletonFileForTask({
  documents,
  ties,
  taskOf,
}: NewSkeletonParts): (origin?: unknown) => Promise<void> {
  return async (origin) => {
    const operation = 'RespondActivityTaskCanceled';
    const task = taskOf(origin);
    if (task === undefined) return;
    const name = `${fileNamePart(task.activityId)}.${skeletonFileName(operation)}`;
    ties.tie(await documents.openNew(name, skeletonText(operation)), task);
  };
}

/** An activity id may hold what no file name can. */
function fileNamePart(activityId: string): string {
  return activityId.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'task';
}
