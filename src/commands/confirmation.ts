import type { Confirmation, Requested } from '../swf/closeTask';
import type { Question } from '../ports';
import type { ClosingOperation } from '../swf/operations';
import { place } from '../swf/outcome';

const words: Readonly<Record<ClosingOperation, { ask: string; action: string }>> = {
  RespondActivityTaskCanceled: { ask: 'Cancel', action: 'Cancel the Task' },
  RespondActivityTaskCompleted: { ask: 'Complete', action: 'Complete the Task' },
  RespondActivityTaskFailed: { ask: 'Fail', action: 'Fail the Task' },
};

/** The one question before a task is closed: what, where, and what it can do to the workflow. */
export function confirmationQuestion({ operation, target, task, requested }: Confirmation): Question {
  const { ask, action } = words[operation];
  const object = task === undefined ? 'the activity task of this token' : `activity task ${task.activityId}`;
  const unasked = operation === 'RespondActivityTaskCanceled' && requested.answer === 'no';
  const where =
    target.endpoint === undefined
      ? `Amazon SWF in ${target.region}, ${target.profile === undefined ? 'credentials of the environment' : `profile ${target.profile}`}`
      : `${target.label}, endpoint ${target.endpoint}, region ${target.region}`;
  const lines = [
    `Where: ${where}`,
    task === undefined ? 'Task: not known; a token does not tell it' : `Task: ${place(task)}`,
  ];
  if (operation === 'RespondActivityTaskCanceled') lines.push('', requestWords(requested));
  return {
    message: unasked ? `Nobody requested this cancellation. ${ask} ${object} all the same?` : `${ask} ${object}?`,
    detail: lines.join('\n'),
    action: unasked ? `${action} Anyway` : action,
    dismiss: 'Leave It Open',
  };
}

function requestWords(requested: Requested): string {
  switch (requested.answer) {
    case 'yes':
      return requested.source === 'history'
        ? 'Cancellation requested: yes, the history holds the decider’s request.'
        : 'Cancellation requested: yes, the task’s heartbeat says so.';
    case 'no':
      return (
        'Cancellation requested: no. A decider that did not ask for a cancellation may not know what to do with one: ' +
        'with AWS Flow the whole workflow execution fails, other deciders wait for ever. ' +
        'Answering RespondActivityTaskFailed is often the safer end.'
      );
    case 'unknown':
      return (
        `Cancellation requested: not known${requested.why === 'notAsked' ? '' : ` (${requested.why.message})`}. ` +
        'If nobody requested it, the decider may fail the whole workflow execution or wait for ever.'
      );
  }
}
