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

/** What a name in a member must be and is not, as in "it must …"; nothing for other members and good names. */
export function brokenNameRule(structure: string, member: string, value: string): string | undefined {
  const rule = rules[`${structure}.${member}`];
  if (rule === undefined) return undefined;
  if (forbidden.test(value)) return "not contain ':', '/', '|' or control characters";
  if (value === 'arn') return "not be 'arn'";
  if (rule === 'trimmed' && /^\s|\s$/.test(value)) return 'not start or end with whitespace';
  return undefined;
}
