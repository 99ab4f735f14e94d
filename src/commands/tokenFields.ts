import type { InputField } from './askInput';
import { draftAddress } from './drafts';
import { remarkOnMember, remarkOnToken } from './remarks';
import type { TokenOperation } from '../swf/operations';
import type { TaskRef } from '../swf/outcome';

interface TextField {
  readonly member: string;
  readonly prompt: string;
  readonly placeholder: string;
}

/** What is asked for, besides the task token, before an operation; in the order of the prompts. */
const textFields: Readonly<Record<TokenOperation, readonly TextField[]>> = {
  RecordActivityTaskHeartbeat: [
    {
      member: 'details',
      prompt: 'Progress (optional). Enter sends the heartbeat, which starts the task’s heartbeat timeout anew',
      placeholder: 'Shown in the history only if the task times out; may be left empty',
    },
  ],
  RespondActivityTaskCompleted: [
    {
      member: 'result',
      prompt: 'The result, in the form that the decider expects (optional). Enter goes on',
      placeholder: 'What the worker would have answered; may be left empty',
    },
  ],
  RespondActivityTaskCanceled: [
    {
      member: 'details',
      prompt: 'Details for the history (optional). Enter goes on',
      placeholder: 'Why it is canceled, for whoever reads the history; may be left empty',
    },
  ],
  RespondActivityTaskFailed: [
    {
      member: 'reason',
      prompt: 'The reason (optional): deciders often choose by it whether to try again. Enter goes on',
      placeholder: 'A short word that the decider knows; may be left empty',
    },
    {
      member: 'details',
      prompt: 'Details for the history (optional). Enter goes on',
      placeholder: 'Such as a stack trace, or why it is failed by hand; may be left empty',
    },
  ],
};

/** As the palette and the prompts name each operation. */
export const tokenTitles: Readonly<Record<TokenOperation, string>> = {
  RecordActivityTaskHeartbeat: 'Record Heartbeat',
  RespondActivityTaskCompleted: 'Complete Activity Task',
  RespondActivityTaskCanceled: 'Cancel Activity Task',
  RespondActivityTaskFailed: 'Fail Activity Task',
};

/** The field for the task token; `kept` is a token that is known for the task, shown as dots like any other. */
export function tokenField(task: TaskRef | undefined, kept: string | undefined): InputField {
  return {
    member: 'taskToken',
    draft: draftAddress(...addressOf(task), 'taskToken'),
    preset: kept,
    prompt:
      kept === undefined
        ? 'The task token, as the worker got it from PollForActivityTask'
        : 'The kept token of this task stands here; Enter uses it, or paste another over it',
    placeholder: 'Paste the task token; blanks and quotes around it are removed',
    secret: true,
    check: remarkOnToken,
  };
}

/** The fields of an operation beside the token. */
export function textFieldsOf(operation: TokenOperation, task: TaskRef | undefined): InputField[] {
  return textFields[operation].map((field) => ({
    ...field,
    draft: draftAddress(...addressOf(task), operation, field.member),
    secret: false,
    check: remarkOnMember(operation, field.member),
  }));
}

function addressOf(task: TaskRef | undefined): (string | number)[] {
  if (task === undefined) return [];
  const { domain, workflowId, runId } = task.execution;
  return [domain, workflowId, runId, task.scheduledEventId];
}
