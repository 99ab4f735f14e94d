import { durationProblems, lambdaTimeoutProblems, priorityProblems } from './durations';
import { constraintProblem } from './readRequest';
import { validationFault } from './serviceFault';
import { inputShapes } from '../swf/inputShapes';
import type { Structure } from './wireTypes';

export type Decision = Structure<'Decision'>;

const closing = new Set([
  'CompleteWorkflowExecution',
  'FailWorkflowExecution',
  'CancelWorkflowExecution',
  'ContinueAsNewWorkflowExecution',
]);

/**
 * What is wrong with a batch of decisions beyond the shapes: attributes that a decision cannot do without, and durations.
 * Throws when a closing decision is not the last.
 */
export function decisionProblems(decisions: readonly Decision[]): string[] {
  const problems = decisions.flatMap((decision, index) => problemsOf(decision, `decisions.${index + 1}.member`));
  const firstClosing = decisions.findIndex((decision) => closing.has(decision.decisionType));
  if (problems.length === 0 && firstClosing >= 0 && firstClosing < decisions.length - 1) {
    throw validationFault('Close must be last decision in list');
  }
  return problems;
}

function problemsOf(decision: Decision, path: string): string[] {
  const type = decision.decisionType;
  const member = `${type.charAt(0).toLowerCase()}${type.slice(1)}DecisionAttributes`;
  const attributesPath = `${path}.${member}`;
  if (!Object.hasOwn(decision, member)) {
    return needsAttributes(type) ? [constraintProblem(undefined, attributesPath, 'Member must not be null')] : [];
  }
  const { scheduleActivityTaskDecisionAttributes: schedule } = decision;
  const { continueAsNewWorkflowExecutionDecisionAttributes: again } = decision;
  const { startChildWorkflowExecutionDecisionAttributes: child } = decision;
  if (type === 'ScheduleActivityTask' && schedule !== undefined) {
    return [
      ...durationProblems(schedule.scheduleToCloseTimeout, `${attributesPath}.scheduleToCloseTimeout`),
      ...durationProblems(schedule.scheduleToStartTimeout, `${attributesPath}.scheduleToStartTimeout`),
      ...durationProblems(schedule.startToCloseTimeout, `${attributesPath}.startToCloseTimeout`),
      ...durationProblems(schedule.heartbeatTimeout, `${attributesPath}.heartbeatTimeout`),
      ...priorityProblems(schedule.taskPriority, `${attributesPath}.taskPriority`),
    ];
  }
  if (type === 'StartTimer') {
    const delay = decision.startTimerDecisionAttributes?.startToFireTimeout;
    return durationProblems(delay, `${attributesPath}.startToFireTimeout`, false);
  }
  if (type === 'ScheduleLambdaFunction') {
    const timeout = decision.scheduleLambdaFunctionDecisionAttributes?.startToCloseTimeout;
    return lambdaTimeoutProblems(timeout, `${attributesPath}.startToCloseTimeout`);
  }
  const starts = type === 'StartChildWorkflowExecution' || type === 'ContinueAsNewWorkflowExecution';
  const start = type === 'StartChildWorkflowExecution' ? child : again;
  if (starts && start !== undefined) {
    const executionTimeout = start.executionStartToCloseTimeout;
    return [
      ...durationProblems(executionTimeout, `${attributesPath}.executionStartToCloseTimeout`, false),
      ...durationProblems(start.taskStartToCloseTimeout, `${attributesPath}.taskStartToCloseTimeout`),
      ...priorityProblems(start.taskPriority, `${attributesPath}.taskPriority`),
    ];
  }
  return [];
}

/** Whether the attributes of a decision type hold a required member. */
function needsAttributes(type: string): boolean {
  const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = inputShapes;
  return Object.values(shapes[`${type}DecisionAttributes`] ?? {}).some((member) => member.endsWith('!'));
}
