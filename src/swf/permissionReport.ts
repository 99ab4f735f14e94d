import * as l10n from '@vscode/l10n';
import type { Target } from './client';
import { policyFor, unknownAccount } from './iamStatement';
import { type OperationName, operation as operationOf } from './operations';
import type { Finding, PermissionFindings } from './permissionCheck';
import { plainLine } from './plainText';

/** What a person does with the extension, and the calls that it takes. */
interface Feature {
  readonly words: string;
  readonly operations: readonly OperationName[];
}

/** In the language of the moment. */
function features(): readonly Feature[] {
  return [
    { words: l10n.t('The list of domains'), operations: ['ListDomains'] },
    { words: l10n.t('Open executions in the tree'), operations: ['ListOpenWorkflowExecutions'] },
    { words: l10n.t('How many executions are open'), operations: ['CountOpenWorkflowExecutions'] },
    { words: l10n.t('Closed executions'), operations: ['ListClosedWorkflowExecutions'] },
    { words: l10n.t('For how long closed executions are kept'), operations: ['DescribeDomain'] },
    {
      words: l10n.t('Open activity tasks, histories, timelines, and the proof of every act'),
      operations: ['GetWorkflowExecutionHistory'],
    },
    { words: l10n.t('Executions by their run id, and long histories'), operations: ['DescribeWorkflowExecution'] },
    {
      words: l10n.t('Task lists offered before a claim'),
      operations: ['ListActivityTypes', 'DescribeActivityType', 'CountPendingActivityTasks'],
    },
    { words: l10n.t('Cancel Activity Task'), operations: ['RespondActivityTaskCanceled'] },
    { words: l10n.t('Complete Activity Task'), operations: ['RespondActivityTaskCompleted'] },
    { words: l10n.t('Fail Activity Task'), operations: ['RespondActivityTaskFailed'] },
    {
      words: l10n.t('Record Heartbeat, and whether a cancellation was requested where only the token is known'),
      operations: ['RecordActivityTaskHeartbeat'],
    },
    { words: l10n.t('Claim Next Task'), operations: ['PollForActivityTask'] },
    { words: l10n.t('Signal Execution'), operations: ['SignalWorkflowExecution'] },
    { words: l10n.t('Request Cancel of Execution'), operations: ['RequestCancelWorkflowExecution'] },
    { words: l10n.t('Terminate Execution'), operations: ['TerminateWorkflowExecution'] },
    { words: l10n.t('Re-run Execution'), operations: ['StartWorkflowExecution'] },
  ];
}

/** The least policies: for all that the extension does, and for its reading alone. */
export function policies({ domain, place }: PermissionFindings): { readonly all: string; readonly reading: string } {
  const operations = features().flatMap((feature) => feature.operations);
  const reads = operations.filter((name) => operationOf(name).access === 'read');
  return { all: policyFor(operations, domain, place), reading: policyFor(reads, domain, place) };
}

/** How many of the reading calls are allowed, denied, and neither. */
export function permissionCounts({
  findings,
}: PermissionFindings): Readonly<Record<'allowed' | 'denied' | 'open', number>> {
  const counts = { allowed: 0, denied: 0, open: 0 };
  for (const { kind } of findings.values()) counts[kind === 'failed' || kind === 'untried' ? 'open' : kind]++;
  return counts;
}

/** The findings as a document in Markdown. */
export function permissionReport(target: Target, found: PermissionFindings, at: number): string {
  const { all, reading } = policies(found);
  const lines = features().map((feature) => {
    const verdicts = feature.operations.map((name) => verdictOf(name, found.findings.get(name)));
    const worst = order.find((each) => verdicts.some(({ kind }) => kind === each)) ?? 'works';
    const calls = feature.operations.map((name) => `\`swf:${name}\``).join(', ');
    const why = verdicts.flatMap(({ kind, why }) => (kind === worst && why !== undefined ? [why] : []));
    return `| ${feature.words} | ${[titleOf(worst), ...new Set(why)].join(': ')} | ${calls} |`;
  });
  return [
    `# ${l10n.t('Permissions in the domain {0}', markdown(found.domain))}`,
    '',
    l10n.t('Looked at {0}: {1}.', new Date(at).toISOString(), markdown(targetText(target))),
    l10n.t('Only calls that read were made. Whether a call that writes is allowed cannot be known without making it.'),
    '',
    `| ${l10n.t('What')} | ${l10n.t('Does it work?')} | ${l10n.t('Calls')} |`,
    '| --- | --- | --- |',
    ...lines,
    '',
    ...(found.place.account === unknownAccount
      ? [l10n.t('No answer told the number of the account: write its 12 digits in place of {0}.', unknownAccount), '']
      : []),
    `## ${l10n.t('The least IAM policy for all of it')}`,
    '',
    ...fenced(all),
    `## ${l10n.t('The least IAM policy for reading only')}`,
    '',
    ...fenced(reading),
  ].join('\n');
}

const order = ['fails', 'unclear', 'untried', 'writes', 'works'] as const;

interface Verdict {
  readonly kind: (typeof order)[number];
  readonly why?: string;
}

function verdictOf(name: OperationName, finding: Finding | undefined): Verdict {
  if (finding === undefined) return { kind: operationOf(name).access === 'write' ? 'writes' : 'unclear' };
  switch (finding.kind) {
    case 'allowed':
      return { kind: 'works' };
    case 'denied':
      return { kind: 'fails', why: l10n.t('{0} is denied', `\`swf:${name}\``) };
    case 'failed':
      return { kind: 'unclear', why: markdown(finding.fault.message) };
    case 'untried': {
      const words = {
        execution: l10n.t('no execution was found to try it on'),
        activityType: l10n.t('no activity type was found to try it on'),
      };
      return { kind: 'untried', why: words[finding.lacking] };
    }
  }
}

function titleOf(kind: Verdict['kind']): string {
  switch (kind) {
    case 'works':
      return l10n.t('Yes');
    case 'fails':
      return l10n.t('**No**');
    case 'unclear':
      return l10n.t('Not known, the call failed');
    case 'untried':
      return l10n.t('Not known');
    case 'writes':
      return l10n.t('Not known without doing it');
  }
}

function targetText({ label, region, endpoint }: Target): string {
  return [label, region, ...(endpoint === undefined ? [] : [endpoint])].join(', ');
}

function fenced(json: string): readonly string[] {
  return ['```json', json.trimEnd(), '```', ''];
}

/** A name as it is, with nothing in it that Markdown would take for its own. */
function markdown(name: string): string {
  return plainLine(name, 300).replace(/[\\`*_{}[\]<>()#+.!|~&-]/g, '\\$&');
}
