import { runAct, type ActingParts } from './actExecution';
import { actFields } from './actFields';
import { askInput } from './askInput';
import { type GivenInput, readArguments } from './commandArguments';
import type { Drafts } from './drafts';
import type { Documents } from '../ports';
import { actVerbs } from '../swf/actOutcome';
import type { ActOutcome } from '../swf/actRequest';
import type { ExecutionRef } from '../swf/activityTasks';
import type { ExecutionOperation } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

export interface ActCommandParts extends ActingParts {
  readonly drafts: Drafts;
  readonly documents: Documents;
  readonly isRow: (origin: unknown) => boolean;
  /** The execution of a row, or of the selected one when none was given. */
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
  /** The task of a row, or of the selected one when none was given. */
  readonly selectedTaskOf: (origin: unknown) => TaskRef | undefined;
}

/**
 * `SWF: Signal Execution…`, `SWF: Request Cancel of Execution…`, `SWF: Terminate Execution…`: from the row of an execution
 * or of one of its tasks, from the palette on the selected row, or with arguments. Asks for what was not given. Gives the
 * outcome, or nothing when the person left.
 */
export function createActCommand(
  operation: ExecutionOperation,
  parts: ActCommandParts,
): (origin?: unknown) => Promise<ActOutcome | undefined> {
  const { ui, drafts, documents, clock, connection } = parts;
  const use = connection.use.bind(connection);

  return async (origin) => {
    const execution = parts.executionOf(origin);
    const task = parts.selectedTaskOf(origin);
    const nothing: GivenInput = { document: {}, fromDocument: false, removed: [] };
    const given = parts.isRow(origin) ? nothing : await readArguments(operation, origin, documents);
    const document = { ...addressOf(execution), ...given.document };
    const name = actVerbs[operation].asked;
    const title = execution === undefined ? name : `${name}: ${execution.workflowId}`;
    const fields = actFields(operation, document, given.fromDocument, { clock, use });

    const run = async (): Promise<ActOutcome | undefined> => {
      const asked = await askInput(ui, drafts, { title, fields, json: false });
      if (asked.how === 'left') return undefined;
      const input = withoutBlanks({ ...document, ...asked.values });
      const outcome = await runAct({ operation, document: input, task }, parts, run);
      if (outcome.kind === 'recorded' || outcome.kind === 'accepted') {
        for (const { draft } of fields) drafts.forget(draft);
      }
      return outcome;
    };
    return await run();
  };
}

function addressOf(execution: ExecutionRef | undefined): Partial<ExecutionRef> {
  if (execution === undefined) return {};
  const { domain, workflowId, runId } = execution;
  return { domain, workflowId, runId };
}

/** A text left empty is left out: the service would refuse some, and the others mean the same. */
function withoutBlanks(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
