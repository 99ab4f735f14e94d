import * as l10n from '@vscode/l10n';

/** How a name is made (AWS "Amazon SWF API Reference", at each of these members): `trimmed` ones bear no blanks around. */
const rules: Readonly<Record<string, 'free' | 'trimmed'>> = {
  'RegisterActivityTypeInput.name': 'free',
  'RegisterActivityTypeInput.version': 'free',
  'RegisterDomainInput.name': 'trimmed',
  'RegisterWorkflowTypeInput.name': 'free',
  'RegisterWorkflowTypeInput.version': 'free',
  'ScheduleActivityTaskDecisionAttributes.activityId': 'free',
  'StartChildWorkflowExecutionDecisionAttributes.workflowId': 'free',
  'StartTimerDecisionAttributes.timerId': 'free',
  'StartWorkflowExecutionInput.domain': 'free',
  'StartWorkflowExecutionInput.workflowId': 'free',
  'TaskList.name': 'trimmed',
};

const forbidden = /[:/|\u0000-\u001f\u007f-\u009f]/;

/** What a name in a member must be and is not; nothing for other members and good names. */
export function brokenNameRule(structure: string, member: string, value: string): string | undefined {
  const rule = rules[`${structure}.${member}`];
  if (rule === undefined) return undefined;
  if (forbidden.test(value)) return l10n.t("Must not contain ':', '/', '|' or control characters");
  if (value === 'arn') return l10n.t("Must not be 'arn'");
  if (rule === 'trimmed' && /^\s|\s$/.test(value)) return l10n.t('Must not start or end with whitespace');
  return undefined;
}
