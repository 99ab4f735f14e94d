import * as l10n from '@vscode/l10n';
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
      prompt: l10n.t('Progress (optional). Enter sends the heartbeat, which starts the task’s heartbeat timeout anew'),
      placeholder: l10n.t('Shown in the history only if the task times out; may be left empty'),
    },
  ],
  RespondActivityTaskCompleted: [
    {
      member: 'result',
      prompt: l10n.t('The result, in the form that the decider expects (optional). Enter goes on'),
      placeholder: l10n.t('What the worker would have answered; may be left empty'),
    },
  ],
  RespondActivityTaskCanceled: [
    {
      member: 'details',
      prompt: l10n.t('Details for the history (optional). Enter goes on'),
      placeholder: l10n.t('Why it is canceled, for whoever reads the history; may be left empty'),
    },
  ],
  RespondActivityTaskFailed: [
    {
      member: 'reason',
      prompt: l10n.t('The reason (optional): deciders often choose by it whether to try again. Enter goes on'),
      placeholder: l10n.t('A short word that the decider knows; may be left empty'),
    },
    {
      member: 'details',
      prompt: l10n.t('Details for the history (optional). Enter goes on'),
      placeholder: l10n.t('Such as a stack trace, or why it is failed by hand; may be left empty'),
    },
  ],
};

/** As the palette and the prompts name each operation. */
export const tokenTitles: Readonly<Record<TokenOperation, string>> = {
  RecordActivityTaskHeartbeat: l10n.t('Record Heartbeat'),
  RespondActivityTaskCompleted: l10n.t('Complete Activity Task'),
  RespondActivityTaskCanceled: l10n.t('Cancel Activity Task'),
  RespondActivityTaskFailed: l10n.t('Fail Activity Task'),
};

/** The field for the task token; `kept` is a token that is known for the task, shown as dots like any other. */
export function tokenField(task: TaskRef | undefined, kept: string | undefined): InputField {
  return {
    member: 'taskToken',
    draft: draftAddress(...addressOf(task), 'taskToken'),
    preset: kept,
    prompt:
      kept === undefined
        ? l10n.t('The task token, as the worker got it from PollForActivityTask')
        : l10n.t('The kept token of this task stands here; Enter uses it, or paste another over it'),
    placeholder: l10n.t('Paste the task token; blanks and quotes around it are removed'),
    secret: true,
    // What is said of a text hides the prompt.
    check: (value) =>
      value === kept
        ? { severity: 'note', text: l10n.t('The kept token of this task, {0} characters; Enter uses it', value.length) }
        : remarkOnToken(value),
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
