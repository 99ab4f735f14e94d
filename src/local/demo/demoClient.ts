import type { OperationName } from '../../swf/operations';
import type { Answer } from '../call';
import type { HistoryEvent } from '../history';
import type { Service } from '../service';
import type { Request } from '../wireTypes';

export interface DecisionTaskAnswer {
  readonly taskToken: string;
  readonly workflowExecution: { readonly workflowId: string };
  readonly events: readonly HistoryEvent[];
}

/** Calls the service's own operations, without a wire, in one region. */
export class DemoClient {
  constructor(
    private readonly service: Service,
    private readonly region: string,
  ) {}

  async call<Name extends OperationName>(operation: Name, request: Request<Name>): Promise<Answer> {
    return this.service.call(operation, this.region, request, {
      refuseUnrequestedCancels: false,
      onHangUp: () => undefined,
    });
  }

  /** Waits for a decision task; undefined when the poll ended idle. */
  async pollForDecisionTask(domain: string, taskList: string): Promise<DecisionTaskAnswer | undefined> {
    const answer = await this.call('PollForDecisionTask', {
      domain,
      taskList: { name: taskList },
      identity: `${taskList}@ip-10-0-1-8`,
    });
    return isDecisionTask(answer) ? answer : undefined;
  }
}

/** A text member of an answer. Throws a TypeError when there is none. */
export function textOf(answer: Answer, member: string): string {
  const value: unknown = new Map(Object.entries(answer ?? {})).get(member);
  if (typeof value !== 'string') throw new TypeError(`The answer has no ${member}`);
  return value;
}

function isDecisionTask(answer: Answer): answer is DecisionTaskAnswer {
  return answer !== undefined && 'events' in answer && Array.isArray(answer.events);
}
