import * as l10n from '@vscode/l10n';
import { draftAddress, type Drafts } from './drafts';
import type { OpenConnection } from '../connection/openConnection';
import type { Choice, Clock, Remark, Ui } from '../ports';
import { parseExecutionAddress } from '../swf/executionAddress';
import { Fault } from '../swf/fault';
import { findExecutions, type FoundExecution } from '../swf/findExecution';
import { listDomains } from '../swf/listings';
import { plainName } from '../swf/plainText';

export interface RevealParts {
  readonly ui: Ui;
  readonly clock: Clock;
  readonly drafts: Drafts;
  readonly connection: OpenConnection;
  /** Shows an execution in the tree; false when its domain is not among the rows. */
  readonly reveal: (found: FoundExecution) => Promise<boolean>;
}

const draft = draftAddress('revealExecution');

/** That an execution was looked for and not found, or cannot be looked for. */
class NotFound extends Fault {
  override readonly name = 'NotFound';

  constructor(
    message: string,
    readonly details: { readonly nextStep: string },
  ) {
    super(message);
  }
}

/**
 * `SWF: Reveal Execution…`: finds an execution by what a person has at hand, and shows its row.
 * @throws NotFound when there is no such execution, or no call that could find it
 */
export function createRevealExecution({ ui, clock, drafts, connection, reveal }: RevealParts): () => Promise<void> {
  return async () => {
    const answer = await ui.ask({
      title: l10n.t('Reveal Execution'),
      step: 1,
      totalSteps: 1,
      prompt: l10n.t(
        'Workflow id, or workflow id and run id, or a console address, a domain ARN, or JSON with workflowId',
      ),
      placeholder: 'order-1842',
      value: drafts.at(draft),
      secret: false,
      check: remark,
    });
    drafts.keep(draft, answer.value);
    if (answer.how !== 'accepted') return;
    const { domain: named, workflowId, runId, region } = parseExecutionAddress(answer.value);
    if (workflowId === undefined) return;
    await connection.use(async (client) => {
      if (region !== undefined && client.target.kind === 'aws' && region !== client.target.region) {
        throw new NotFound(
          l10n.t('The address is of the region {0}, and the connection of {1}', region, client.target.region),
          {
            nextStep: l10n.t('Select a connection to that region first.'),
          },
        );
      }
      const domain =
        named ??
        (await pickDomain(
          ui,
          (await listDomains(client)).items.map(({ name }) => name),
        ));
      if (domain === undefined) return;
      const found = await ui.progress(l10n.t('Looking for the execution'), () =>
        findExecutions(client, domain, { workflowId, runId }, clock.now()),
      );
      const chosen = found.length > 1 ? await ui.pick(l10n.t('Several Runs'), found.map(choiceOf)) : found[0];
      if (found.length === 0) {
        const what = runId === undefined ? workflowId : l10n.t('{0}, run {1}', workflowId, runId);
        throw new NotFound(l10n.t('No execution of this name in the domain {0}: {1}', domain, what), {
          nextStep: l10n.t('Ids count in the same case; closed executions are found as long as the domain keeps them.'),
        });
      }
      if (chosen === undefined || (await reveal(chosen))) return;
      throw new NotFound(l10n.t('The execution was found, but the tree does not show its domain: {0}', domain), {
        nextStep: l10n.t('The tree shows registered domains; this one may be deprecated.'),
      });
    });
  };
}

function remark(value: string): Remark | undefined {
  const { domain, workflowId, runId } = parseExecutionAddress(value);
  if (workflowId === undefined && runId !== undefined) {
    const text = l10n.t(
      'This is a run id. No call of Amazon SWF finds an execution by its run id alone: write the workflow id before it',
    );
    return { severity: 'error', text };
  }
  if (workflowId === undefined) return { severity: 'error', text: l10n.t('No workflow id is in this text') };
  const parts = [
    l10n.t('workflow id {0}', workflowId),
    ...(runId === undefined ? [l10n.t('its open run, or its closed ones')] : [l10n.t('run {0}', runId)]),
    ...(domain === undefined ? [] : [l10n.t('domain {0}', domain)]),
  ];
  return { severity: 'note', text: plainName(parts.join(' · ')) };
}

async function pickDomain(ui: Ui, names: readonly string[]): Promise<string | undefined> {
  if (names.length === 1) return names[0];
  return await ui.pick(
    l10n.t('Reveal Execution: Domain'),
    names.map((name) => ({ label: name, value: name })),
  );
}

function choiceOf(found: FoundExecution): Choice<FoundExecution> {
  const { runId, startedAt } = found.execution;
  const state = found.state === 'open' ? 'open' : found.execution.closeStatus;
  return {
    label: runId,
    description: l10n.t('{0} · started {1}', state, new Date(startedAt).toISOString()),
    value: found,
  };
}
