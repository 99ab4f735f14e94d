import * as l10n from '@vscode/l10n';
import { type Asked, askInput } from './askInput';
import { type GivenInput, readArguments } from './commandArguments';
import { closeActivityTask, type ClosingParts } from './closeActivityTask';
import type { Drafts } from './drafts';
import { textFieldsOf, tokenField, tokenTitles } from './tokenFields';
import type { DocumentTies } from '../connection/documentTies';
import type { Documents } from '../ports';
import { skeletonFileName, skeletonText } from '../skeleton/generate';
import type { ClosingOperation, TokenOperation } from '../swf/operations';
import type { Outcome, TaskRef } from '../swf/outcome';
import { cleanToken } from '../swf/taskToken';

/** Tokens that were kept for tasks. */
export interface KnownTokens {
  /** The kept token of a task; nothing when none is kept. */
  tokenOf(task: TaskRef): Promise<string | undefined>;
  /** Remembers a token for a task once it is called; nothing when the task has a kept token already. */
  keepAction(task: TaskRef, taskToken: string): Promise<(() => Promise<void>) | undefined>;
}

export interface TokenCommandParts extends ClosingParts {
  readonly drafts: Drafts;
  readonly documents: Documents;
  readonly ties: DocumentTies;
  /** The task behind a tree row, when the command came from one. */
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  /** Whether it came from the tree at all: the menu of a view's title gives the focused row, whatever it is. */
  readonly isRow: (origin: unknown) => boolean;
  readonly knownTokens?: KnownTokens | undefined;
}

/** What is to be sent, and for which task. */
interface TokenRequest {
  readonly document: unknown;
  readonly task: TaskRef | undefined;
  /** Whether a person was asked for some of it. */
  readonly asked: boolean;
}

/** Sends; `retry` asks again, with all that was typed. */
type Act<Result> = (request: TokenRequest, retry: () => Promise<unknown>) => Promise<Result | undefined>;

/** `SWF: Cancel Activity Task…`, `SWF: Complete Activity Task…`, `SWF: Fail Activity Task…`. */
export function createCloseCommand(
  operation: ClosingOperation,
  parts: TokenCommandParts,
): (origin?: unknown) => Promise<Outcome | undefined> {
  const close: Act<Outcome> = ({ document, task }, retry) =>
    closeActivityTask({ operation, document, task }, parts, retry);
  return createTokenCommand(operation, parts, close, ({ kind }) => kind === 'recorded' || kind === 'accepted');
}

/**
 * A command on a task token: from the palette, from a tree row, or with arguments from a key binding, a task or another
 * extension. Asks for what was not given. Gives the outcome, or nothing when the person left. What was typed is forgotten
 * once it has `served`.
 */
export function createTokenCommand<Result>(
  operation: TokenOperation,
  parts: TokenCommandParts,
  act: Act<Result>,
  served: (result: Result) => boolean,
): (origin?: unknown) => Promise<Result | undefined> {
  const { ui, drafts, documents, ties, knownTokens } = parts;

  return async (origin) => {
    const task = parts.taskOf(origin);
    const nothing: GivenInput = { document: {}, fromDocument: false, removed: [] };
    const given = parts.isRow(origin) ? nothing : await readArguments(operation, origin, documents);
    const { document, fromDocument, removed } = given;
    if (removed.length > 0) ui.glance(l10n.t('Removed from the task token: {0}', removed.join(', ')));
    const name = tokenTitles[operation];
    const title = task === undefined ? name : `${name}: ${task.activityId}`;
    // An empty token is none: that of an unedited skeleton is still to be given.
    const taskToken = document['taskToken'] === '' ? undefined : document['taskToken'];
    // A document is complete but for what is required: what it leaves out is left out, as on the command line.
    const complete = fromDocument && taskToken !== undefined;
    const textFields = complete ? [] : textFieldsOf(operation, task).filter(({ member }) => !(member in document));

    const run = async (): Promise<Result | undefined> => {
      const kept = taskToken === undefined && task !== undefined ? await knownTokens?.tokenOf(task) : undefined;
      const fields = [...(taskToken === undefined ? [tokenField(task, kept)] : []), ...textFields];
      const asked = await askInput(ui, drafts, { title, fields, json: true });
      if (asked.how === 'left') return undefined;
      const input = { ...document, ...entered(asked.values), ...(taskToken !== undefined && { taskToken }) };
      if (asked.how === 'editAsJson') {
        const address = await documents.openNew(skeletonFileName(operation), skeletonText(operation, input));
        await ties.tie(address, { task, connection: parts.isRow(origin) ? parts.connection : undefined });
        return undefined;
      }
      const result = await act({ document: input, task, asked: fields.length > 0 }, run);
      if (result !== undefined && served(result)) for (const { draft } of fields) drafts.forget(draft);
      return result;
    };
    return await run();
  };
}

/** A text left empty is left out; a token is freed from what came with the paste. */
function entered(values: (Asked & { how: 'entered' | 'editAsJson' })['values']): Readonly<Record<string, string>> {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(
    given.map(([member, value]) => [member, member === 'taskToken' ? cleanToken(value).token : value]),
  );
}
