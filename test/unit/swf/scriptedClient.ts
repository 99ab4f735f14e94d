import type { HistoryEvent } from '@aws-sdk/client-swf';
import type { CallOptions, Input, Output, SwfClient } from '../../../src/swf/client';
import type { OperationName } from '../../../src/swf/operations';

type Answers = { readonly [Name in OperationName]?: (input: Input<Name>) => Partial<Output<Name>> };

/** A client whose answers are written by the test, and which remembers what it was asked. */
export class ScriptedClient implements SwfClient {
  readonly target = { kind: 'local', label: 'test', region: 'us-east-1' } as const;
  readonly calls: { operation: OperationName; input: unknown; options: CallOptions | undefined }[] = [];

  constructor(private readonly answers: Answers) {}

  call<Name extends OperationName>(operation: Name, input: Input<Name>, options?: CallOptions): Promise<Output<Name>> {
    this.calls.push({ operation, input, options });
    const answer = this.answers[operation];
    if (!answer) return Promise.reject(new Error(`No answer was written for ${operation}`));
    // The code under test reads an answer as partial as the service may send it.
    return Promise.resolve(answer(input) as Output<Name>);
  }

  get operations(): OperationName[] {
    return this.calls.map(({ operation }) => operation);
  }

  dispose(): void {
    // It holds nothing.
  }
}

/** Answers history pages as the service does: reversed as a whole first, then cut at the smaller page size. */
export function historyPages(
  events: readonly HistoryEvent[],
  largestPage: number,
): (input: Input<'GetWorkflowExecutionHistory'>) => Partial<Output<'GetWorkflowExecutionHistory'>> {
  return ({ reverseOrder, maximumPageSize, nextPageToken }) => {
    const ordered = reverseOrder === true ? events.toReversed() : events;
    const from = Number(nextPageToken ?? '0');
    const to = from + Math.min(maximumPageSize ?? 1000, largestPage);
    return { events: ordered.slice(from, to), nextPageToken: to < ordered.length ? String(to) : undefined };
  };
}
