import * as l10n from '@vscode/l10n';
import type { Problem } from './checkInput';
import { type Member, membersOf } from './members';

/** The decisions after which nothing can be decided (AWS page "RespondDecisionTaskCompleted"). */
const closing: ReadonlySet<unknown> = new Set([
  'CompleteWorkflowExecution',
  'FailWorkflowExecution',
  'CancelWorkflowExecution',
  'ContinueAsNewWorkflowExecution',
]);

/** The member of a decision that holds the attributes of its type. */
export function attributesOf(decisionType: string): string {
  return `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
}

/** Finds decisions that lack the attributes of their type, and one that closes the execution before others. */
export function checkDecisions(decisions: unknown): Problem[] {
  if (!Array.isArray(decisions)) return [];
  const types = decisions.map((decision: unknown) => {
    const type: unknown = isObject(decision) ? Reflect.get(decision, 'decisionType') : undefined;
    // Any other is told as such already.
    return typeof type === 'string' && /^[A-Z]/.test(type) ? type : undefined;
  });
  const problems = types.flatMap((type, i): Problem[] => {
    const name = attributesOf(type ?? '');
    const decision: unknown = decisions[i];
    if (!isObject(decision) || name in decision || !needsAttributes(name)) return [];
    const message = l10n.t('A required member is missing: decisions[{0}].{1}', i, name);
    return [{ path: ['decisions', i, name], code: 'missing', message }];
  });
  const early = types.findIndex((type) => closing.has(type));
  if (early >= 0 && early < decisions.length - 1) {
    const message = l10n.t('What closes the execution must be the last decision: decisions[{0}].decisionType', early);
    problems.push({ path: ['decisions', early, 'decisionType'], code: 'order', message });
  }
  return problems;
}

/** Attributes without a required member can be left out. */
function needsAttributes(name: string): boolean {
  const attributes: Member | undefined = membersOf('Decision').get(name);
  if (attributes?.type.kind !== 'structure') return false;
  return [...membersOf(attributes.type.structure).values()].some(({ required }) => required);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
