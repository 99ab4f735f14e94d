import { type Asked, askTokenAndDetails } from './askTokenAndDetails';
import { type GivenInput, readCancelArguments } from './cancelArguments';
import { closeActivityTask, type ClosingParts } from './closeActivityTask';
import type { Drafts } from './drafts';
import type { SkeletonTies } from './skeletonTies';
import type { Documents } from '../ports';
import { skeletonFileName, skeletonText } from '../skeleton/generate';
import type { Outcome, TaskRef } from '../swf/outcome';

export interface CancelParts extends ClosingParts {
  readonly drafts: Drafts;
  readonly documents: Documents;
  readonly ties: SkeletonTies;
  /** The task behind a tree row, when the command came from one. */
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  /** Whether it came from the tree at all: the menu of a view's title gives the focused row, whatever it is. */
  readonly isRow: (origin: unknown) => boolean;
}

const operation = 'RespondActivityTaskCanceled';

/**
 * `SWF: Cancel Activity Task…`: from the palette, from a tree row, or with arguments from a key binding, a task or another
 * extension. Asks for what was not given. Gives the outcome, or nothing when the person left.
 */
export function createCancelActivityTask(parts: CancelParts): (origin?: unknown) => Promise<Outcome | undefined> {
  const { ui, drafts, documents, ties } = parts;

  return async (origin) => {
    const task = parts.taskOf(origin);
    const nothing: GivenInput = { document: {}, fromDocument: false, removed: [] };
    const given = parts.isRow(origin) ? nothing : await readCancelArguments(origin, documents);
    const { document, fromDocument, removed } = given;
    if (removed.length > 0) ui.glance(`Removed from the task token: ${removed.join(', ')}`);
    const title = task === undefined ? 'Cancel Activity Task' : `Cancel Activity Task: ${task.activityId}`;
    // An empty token is none: that of an unedited skeleton is still to be given.
    const taskToken = document['taskToken'] === '' ? undefined : document['taskToken'];
    // A document is complete but for what is required: details that it leaves out are left out, as on the command line.
    const asksDetails = !('details' in document) && !(fromDocument && taskToken !== undefined);

    const run = async (): Promise<Outcome | undefined> =>
      await conclude(await askTokenAndDetails(ui, drafts, { title, taskToken, asksDetails }));

    const conclude = async (asked: Asked): Promise<Outcome | undefined> => {
      if (asked.how === 'left') return undefined;
      const entered = asked.details === '' ? {} : { details: asked.details };
      const input = { ...document, taskToken: asked.taskToken, ...(asksDetails ? entered : {}) };
      if (asked.how === 'entered') return await close(input);
      const address = await documents.openNew(skeletonFileName(operation), skeletonText(operation, input));
      if (task !== undefined) ties.tie(address, task);
      return undefined;
    };

    const close = async (input: unknown): Promise<Outcome> => {
      const outcome = await closeActivityTask({ operation, document: input, task }, parts, run);
      const served = outcome.kind === 'recorded' || outcome.kind === 'accepted';
      if (served && taskToken === undefined) drafts.keep({ taskToken: '' });
      if (served && asksDetails) drafts.keep({ details: '' });
      return outcome;
    };
    return await run();
  };
}
