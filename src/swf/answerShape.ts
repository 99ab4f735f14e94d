import type { OperationName } from './operations';

/**
 * The form of an operation's answers, as the AWS SDK describes it: as much of `NormalizedSchema` as is asked for, so that
 * nothing here loads the SDK.
 */
export interface AnswerSchema {
  isStructSchema(): boolean;
  isListSchema(): boolean;
  isStringSchema(): boolean;
  isNumericSchema(): boolean;
  isBooleanSchema(): boolean;
  isTimestampSchema(): boolean;
  getValueSchema(): AnswerSchema;
  structIterator(): Iterable<[string, AnswerSchema]>;
}

/** Gives the place of the first value that is not as it should be, such as `.domainInfos[0].name`; nothing when all is. */
type AnswerCheck = (answer: unknown) => string | undefined;

/**
 * Makes the check of an operation's answers. The SDK hands on whatever stands in a member, whatever the type promises, and
 * no code behind it should have to ask. Members that are absent or not known are as they may be.
 */
function answerCheck(schema: AnswerSchema): AnswerCheck {
  if (schema.isListSchema()) {
    const checkOne = answerCheck(schema.getValueSchema());
    return (value) => {
      if (!Array.isArray(value)) return '';
      for (const [index, each] of value.entries()) {
        const misfit = checkOne(each);
        if (misfit !== undefined) return `[${index}]${misfit}`;
      }
      return undefined;
    };
  }
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(([name, member]) => [name, answerCheck(member)] as const);
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
      for (const [name, check] of members) {
        const member: unknown = Reflect.get(value, name);
        const misfit = member === undefined || member === null ? undefined : check(member);
        if (misfit !== undefined) return `.${name}${misfit}`;
      }
      return undefined;
    };
  }
  if (schema.isTimestampSchema()) {
    return (value) => (value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : '');
  }
  if (schema.isNumericSchema()) return (value) => (Number.isFinite(value) ? undefined : '');
  if (schema.isBooleanSchema()) return (value) => (typeof value === 'boolean' ? undefined : '');
  if (schema.isStringSchema()) return (value) => (typeof value === 'string' ? undefined : '');
  return () => undefined;
}

/** That an answer holds something else than its operation gives; `place` is where. */
export class MisshapenAnswer extends Error {
  override readonly name = 'MisshapenAnswer';

  constructor(readonly place: string) {
    super(`Not as it should be: ${place}`);
  }
}

/**
 * What an answer cannot be without, as the pages of the operations in the AWS API reference say: an empty page of whoever
 * stands between would else pass for a start, for an empty domain, or for a history without the event that is looked for.
 */
const promised: Partial<Record<OperationName, string>> = {
  CountClosedWorkflowExecutions: 'count',
  CountOpenWorkflowExecutions: 'count',
  CountPendingActivityTasks: 'count',
  CountPendingDecisionTasks: 'count',
  DescribeActivityType: 'typeInfo',
  DescribeDomain: 'domainInfo',
  DescribeWorkflowExecution: 'executionInfo',
  DescribeWorkflowType: 'typeInfo',
  GetWorkflowExecutionHistory: 'events',
  ListActivityTypes: 'typeInfos',
  ListClosedWorkflowExecutions: 'executionInfos',
  ListDomains: 'domainInfos',
  ListOpenWorkflowExecutions: 'executionInfos',
  ListWorkflowTypes: 'typeInfos',
  StartWorkflowExecution: 'runId',
};

const checks = new Map<OperationName, AnswerCheck>();

/**
 * Holds an answer against the form of its operation's answers.
 * @throws MisshapenAnswer
 */
export function expectForm(
  operation: OperationName,
  schemaOf: (operation: OperationName) => AnswerSchema | undefined,
  answer: unknown,
): void {
  let check = checks.get(operation);
  if (check === undefined) {
    const schema = schemaOf(operation);
    check = schema === undefined ? () => undefined : answerCheck(schema);
    checks.set(operation, check);
  }
  const misfit = check(answer) ?? missing(promised[operation], answer);
  if (misfit !== undefined) throw new MisshapenAnswer(misfit);
}

/**
 * Holds the token of the next page against the one that the page was asked for by: who reads on until there is none would
 * else never end.
 * @throws MisshapenAnswer when it is the same
 */
export function expectNextPage(input: object, answer: unknown): void {
  const asked: unknown = Reflect.get(input, 'nextPageToken');
  const given: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'nextPageToken') : undefined;
  if (typeof asked === 'string' && asked !== '' && asked === given) throw new MisshapenAnswer('.nextPageToken');
}

function missing(member: string | undefined, answer: unknown): string | undefined {
  if (member === undefined || typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Reflect.get(answer, member);
  return value === undefined || value === null ? `.${member}` : undefined;
}
