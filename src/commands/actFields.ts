import * as l10n from '@vscode/l10n';
import { policyWords } from './actConfirmation';
import type { InputField } from './askInput';
import { draftAddress } from './drafts';
import { remarkOnMember } from './remarks';
import type { Choice, Clock } from '../ports';
import type { ExecutionRef } from '../swf/activityTasks';
import type { SwfClient } from '../swf/client';
import { childPolicies, type ExecutionLook, lookAtExecution, openRunOf } from '../swf/executionLook';
import { Fault } from '../swf/fault';
import { listDomains, listOpenExecutions } from '../swf/listings';
import { membersOf } from '../swf/members';
import type { ExecutionOperation } from '../swf/operations';

export interface ActFieldParts {
  readonly clock: Clock;
  readonly use: <Result>(procedure: (client: SwfClient) => Promise<Result>) => Promise<Result>;
}

interface TextField {
  readonly member: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly suggest?: ((look: ExecutionLook | undefined) => readonly Choice<string>[]) | undefined;
}

const addressFields: readonly TextField[] = [
  {
    member: 'domain',
    prompt: l10n.t('The domain of the workflow execution'),
    placeholder: l10n.t('The name of a domain'),
  },
  {
    member: 'workflowId',
    prompt: l10n.t('The workflow id; its open run is meant'),
    placeholder: l10n.t('The workflow id'),
  },
];

/** What is asked for, besides the execution; in the order of the prompts. */
const textFields: Readonly<Record<ExecutionOperation, readonly TextField[]>> = {
  SignalWorkflowExecution: [
    {
      member: 'signalName',
      prompt: l10n.t('The name of the signal, as the decider expects it'),
      placeholder: l10n.t('The signal’s name'),
      suggest: (look) =>
        (look?.signalNames ?? []).map((name) => ({ label: name, description: l10n.t('in its history'), value: name })),
    },
    {
      member: 'input',
      prompt: l10n.t('The input of the signal, in the form that the decider expects (optional). Enter goes on'),
      placeholder: l10n.t('May be left empty'),
    },
  ],
  RequestCancelWorkflowExecution: [],
  TerminateWorkflowExecution: [
    {
      member: 'reason',
      prompt: l10n.t('The reason, for whoever reads the history (optional). Enter goes on'),
      placeholder: l10n.t('Why it is terminated; may be left empty'),
    },
    {
      member: 'details',
      prompt: l10n.t('Details for the history (optional). Enter goes on'),
      placeholder: l10n.t('May be left empty'),
    },
    {
      member: 'childPolicy',
      prompt: l10n.t('What happens to its open child executions?'),
      placeholder: l10n.t('TERMINATE, REQUEST_CANCEL or ABANDON'),
      suggest: policyChoices,
    },
  ],
};

function policyChoices(look: ExecutionLook | undefined): Choice<string>[] {
  const own = look?.childPolicy;
  const children = look === undefined ? '' : l10n.t('{0} open now; ', look.openChildCount);
  const ownWords = own === undefined ? l10n.t('as it was started with') : `${own}: ${policyWords[own]}`;
  return [
    { label: l10n.t('The Execution’s Own Policy'), description: `${children}${ownWords}`, value: '' },
    ...childPolicies.map((policy) => ({ label: policy, description: policyWords[policy], value: policy })),
  ];
}

/** The fields that a document leaves out. What is offered to choose from is read when the field is reached. */
export function actFields(
  operation: ExecutionOperation,
  document: Readonly<Record<string, unknown>>,
  complete: boolean,
  parts: ActFieldParts,
): InputField[] {
  const members = membersOf(`${operation}Input`);
  // A blank says "none" of what may be left out; what is required is still to be given.
  const isGiven = (member: string) =>
    member in document && (document[member] !== '' || members.get(member)?.required !== true);
  const asked = [...addressFields, ...(complete ? [] : textFields[operation])].filter(({ member }) => !isGiven(member));
  const address = (values: Readonly<Record<string, string>>): ExecutionRef => {
    const known: Readonly<Record<string, unknown>> = { ...values, ...document };
    const text = (member: string) => (typeof known[member] === 'string' ? known[member] : '');
    return { domain: text('domain'), workflowId: text('workflowId'), runId: text('runId') };
  };
  // Drafts belong to the execution that is known before anything is asked.
  const { domain, workflowId } = address({});
  return asked.map(({ suggest, ...field }): InputField => {
    const read = readers[field.member] ?? (suggest && lookedAt(suggest));
    return {
      ...field,
      draft: draftAddress(operation, domain, workflowId, field.member),
      secret: false,
      check: remarkOnMember(operation, field.member),
      suggest: read && ((values) => orElse(suggest, () => parts.use(read(address(values), parts.clock.now())))),
    };
  });
}

type Reader = (address: ExecutionRef, now: number) => (client: SwfClient) => Promise<readonly Choice<string>[]>;

const readers: Readonly<Record<string, Reader | undefined>> = {
  domain: () => async (client) => {
    const { items } = await listDomains(client);
    return items.map(({ name, description = '' }) => ({ label: name, description, value: name }));
  },
  workflowId:
    ({ domain }, now) =>
    async (client) => {
      const { items } = await listOpenExecutions(client, domain, { now, pageSize: 100 });
      return items.map(({ workflowId, workflowType: { name, version } }) => {
        return { label: workflowId, description: `${name} ${version}`, value: workflowId };
      });
    },
};

function lookedAt(suggest: NonNullable<TextField['suggest']>): Reader {
  return (address, now) => async (client) => {
    const execution = address.runId === '' ? await openRunOf(client, address, now) : address;
    return suggest(execution && (await lookAtExecution(client, execution)));
  };
}

/** Where nothing can be read, there is less to choose from: the act itself tells why. */
async function orElse(
  suggest: TextField['suggest'],
  read: () => Promise<readonly Choice<string>[]>,
): Promise<readonly Choice<string>[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault) return suggest?.(undefined) ?? [];
    throw error;
  }
}
