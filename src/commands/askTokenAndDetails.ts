import type { Drafts } from './drafts';
import type { Field, Remark, Ui } from '../ports';
import { cleanToken } from '../swf/taskToken';
import { checkInput, codePoints } from '../swf/checkInput';
import { memberLimit } from '../swf/limits';

/** What the prompt is to ask for. */
export interface Given {
  readonly title: string;
  /** Asked for only when undefined; anything else is passed on as it is. */
  readonly taskToken: unknown;
  readonly asksDetails: boolean;
}

export type Asked =
  | { readonly how: 'entered' | 'editAsJson'; readonly taskToken: unknown; readonly details: string }
  | { readonly how: 'left' };

const operation = 'RespondActivityTaskCanceled';
const detailsMaximum = memberLimit(`${operation}Input`, 'details').max ?? 0;

/**
 * Asks for a task token and for details, with a way back. Whatever was typed is in `drafts` at once, so that leaving
 * loses nothing.
 */
export async function askTokenAndDetails(ui: Ui, drafts: Drafts, given: Given): Promise<Asked> {
  const steps = [...(given.taskToken === undefined ? [tokenStep] : []), ...(given.asksDetails ? [detailsStep] : [])];
  const result = (how: 'entered' | 'editAsJson'): Asked => ({
    how,
    taskToken: given.taskToken === undefined ? cleanToken(drafts.current.taskToken).token : given.taskToken,
    details: given.asksDetails ? drafts.current.details : '',
  });

  let i = 0;
  for (let step = steps[i]; step !== undefined; step = steps[i]) {
    const field = { title: given.title, step: i + 1, totalSteps: steps.length, ...step.field };
    const { how, value } = await ui.ask({ ...field, value: drafts.current[step.member] });
    drafts.keep({ [step.member]: value });
    if (how === 'left') return { how };
    if (how === 'action') return result('editAsJson');
    i += how === 'back' ? -1 : 1;
  }
  return result('entered');
}

interface Step {
  readonly member: 'taskToken' | 'details';
  readonly field: Pick<Field, 'prompt' | 'placeholder' | 'secret' | 'check'> & { readonly action?: string };
}

const tokenStep: Step = {
  member: 'taskToken',
  field: {
    prompt: 'The task token, as the worker got it from PollForActivityTask',
    placeholder: 'Paste the task token; blanks and quotes around it are removed',
    secret: true,
    check: remarkOnToken,
  },
};

const detailsStep: Step = {
  member: 'details',
  field: {
    prompt: 'Details for the history (optional). Enter goes on',
    placeholder: 'Why it is canceled, for whoever reads the history; may be left empty',
    secret: false,
    action: 'Edit as JSON',
    check: remarkOnDetails,
  },
};

function remarkOnToken(value: string): Remark {
  const { token, removed, odd } = cleanToken(value);
  if (token === '') return { severity: 'error', text: 'The task token is missing: only the worker that polled has it' };
  const problem = checkInput(operation, { taskToken: token })[0];
  if (problem !== undefined) return { severity: 'error', text: problem.message };
  const length = `${codePoints(token)} characters`;
  if (odd.length > 0) return { severity: 'warning', text: `${length}; the token holds ${odd.join(', ')}` };
  return { severity: 'note', text: removed.length === 0 ? length : `${length}; removed: ${removed.join(', ')}` };
}

function remarkOnDetails(value: string): Remark {
  const problem = checkInput(operation, { taskToken: 'x', details: value })[0];
  if (problem !== undefined) return { severity: 'error', text: problem.message };
  const number = (count: number) => count.toLocaleString('en-US');
  return { severity: 'note', text: `${number(codePoints(value))} of ${number(detailsMaximum)} characters` };
}
