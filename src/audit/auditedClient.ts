import type { WriteAnswer, WritePlace, WriteTarget } from './line';
import { type AuditTrail, newId } from './trail';
import type { Clock } from '../ports';
import { requestIdOf } from '../swf/answerMetadata';
import type { CallOptions, Input, Output, SwfClient, Target } from '../swf/client';
import { SwfFault } from '../swf/faults';
import { operation as operationOf, type OperationName } from '../swf/operations';

/** The same client, whose writes leave lines in the trail: no request that writes leaves before its line is kept. */
export function auditedClient(client: SwfClient, trail: AuditTrail, clock: Pick<Clock, 'now'>): SwfClient {
  return {
    get target() {
      return client.target;
    },
    call: async <Name extends OperationName>(
      operation: Name,
      input: Input<Name>,
      options: CallOptions = {},
    ): Promise<Output<Name>> => {
      if (operationOf(operation).access === 'read') return await client.call(operation, input, options);
      const id = newId(operation === 'RecordActivityTaskHeartbeat');
      const target = targetOf(input, options.deed?.task);
      await trail.begin({ id, place: placeOf(client.target), operation, target });
      options.deed?.onEnd((end) => {
        trail.note({ kind: 'end', id, at: clock.now(), end });
      });
      const answered = (answer: WriteAnswer) => {
        trail.note({ kind: 'answer', id, at: clock.now(), answer });
      };
      try {
        const output = await client.call(operation, input, options);
        answered(answerOf(output));
        return output;
      } catch (error) {
        answered(faultOf(error));
        throw error;
      }
    },
    dispose: () => {
      client.dispose();
    },
  };
}

function placeOf({ label, region, profile, endpoint, account }: Target): WritePlace {
  return {
    ...{ label, region },
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(account !== undefined && { account }),
  };
}

/** The names in an input; a token tells none, so those of its task are added where the task is known. */
function targetOf(input: object, task?: { execution: object; activityId: string }): WriteTarget {
  const given: Readonly<Record<string, unknown>> = { ...input };
  const { domain, workflowId, runId, taskList, name, version, resourceArn } = given;
  const type = members(given['workflowType'] ?? given['activityType']);
  const named = [name ?? type['name'] ?? resourceArn, version ?? type['version']].flatMap((each) => text(each) ?? []);
  return {
    ...names({ domain, workflowId, runId, taskList: members(taskList)['name'] }),
    ...(named.length > 0 && { named: named.join(' ') }),
    ...(task !== undefined && names({ ...task.execution, activityId: task.activityId })),
  };
}

function answerOf(output: unknown): WriteAnswer {
  const { workflowExecution, activityId, runId, $metadata } = members(output);
  const { workflowId, runId: ofTask } = members(workflowExecution);
  const target = names({ workflowId, runId: runId ?? ofTask, activityId });
  const { requestId, attempts } = requestIdOf($metadata);
  return { requestId, attempts, ...(Object.keys(target).length > 0 && { target }) };
}

function faultOf(error: unknown): WriteAnswer {
  if (!(error instanceof SwfFault)) return { fault: 'other', delivered: 'maybe' };
  const { delivered, attempts } = error.details;
  return { fault: error.kind, delivered, attempts, requestId: requestIdOf(error.details).requestId };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The longest name of Amazon SWF has 256 characters, an ARN 1,600 (its API Reference). */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1_600) : undefined;
}

/** The names among the values, without those that are none. */
function names(values: { readonly [Name in keyof WriteTarget]: unknown }): WriteTarget {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const found = text(value);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}
