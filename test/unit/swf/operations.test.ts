import * as sdk from '@aws-sdk/client-swf';
import { describe, expect, test } from 'vitest';
import {
  cliName,
  closingOperations,
  isClosingOperation,
  isOperationName,
  operation,
  operations,
} from '../../../src/swf/operations';
import { commandOf } from '../../../src/swf/sdk';

describe('the operations', () => {
  test('are those that the SDK has commands for', () => {
    const bySdk = Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
    expect(operations.map(({ name }) => name)).toEqual(bySdk.sort());
    expect(operations).toHaveLength(39);
  });

  test('are named as on the AWS command line, each by its own name', () => {
    expect(cliName('RespondActivityTaskCanceled')).toBe('respond-activity-task-canceled');
    expect(cliName('ListTagsForResource')).toBe('list-tags-for-resource');
    expect(new Set(operations.map((each) => each.cliName)).size).toBe(operations.length);
    expect(operations.filter((each) => !/^[a-z]+(-[a-z]+)+$/.test(each.cliName))).toEqual([]);
  });

  test('read, or write: what starts, changes or ends something writes', () => {
    const readers = operations.filter(({ access }) => access === 'read').map(({ name }) => name);
    expect(readers.filter((name) => !/^(Count|Describe|Get|List)/.test(name))).toEqual([]);
    const writers = operations.filter(({ access }) => access === 'write').map(({ name }) => name);
    expect(writers.filter((name) => /^(Count|Describe|Get|List)/.test(name))).toEqual([]);
  });

  test('with a task token are the five that a worker or a decider answers by', () => {
    expect(operations.filter(({ takesToken }) => takesToken).map(({ name }) => name)).toEqual([
      'RecordActivityTaskHeartbeat',
      'RespondActivityTaskCanceled',
      'RespondActivityTaskCompleted',
      'RespondActivityTaskFailed',
      'RespondDecisionTaskCompleted',
    ]);
  });

  test('that close a task are three', () => {
    expect(operations.filter(({ name }) => isClosingOperation(name)).map(({ name }) => name)).toEqual(
      closingOperations,
    );
  });

  test('are each called by their own command', () => {
    const bound = operations.map(({ name }) => commandOf(name).name);
    expect(bound).toEqual(operations.map(({ name }) => `${name}Command`));
  });

  test('are known by their own names only', () => {
    expect(isOperationName('ListDomains')).toBe(true);
    for (const name of ['listDomains', 'toString', '__proto__', '', 'ListDomainsCommand']) {
      expect(isOperationName(name), name).toBe(false);
    }
    expect(operation('ListDomains')).toMatchObject({ cliName: 'list-domains', access: 'read', takesToken: false });
  });
});
