import fc from 'fast-check';
import { applyEdits } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { fixesOf } from '../../../src/skeleton/fixes';
import { checkSkeleton } from '../../../src/skeleton/parse';
import { type OperationName, operations } from '../../../src/swf/operations';
import { randomInput } from '../../support/randomInputs';

/** The texts that the fixes of the first problem make, by their titles. */
function fixed(operation: OperationName, text: string): Record<string, string> {
  const skeleton = checkSkeleton(operation, text);
  const [problem] = skeleton.problems;
  if (problem === undefined) throw new Error('There is nothing to fix');
  const fixes = fixesOf(operation, text, skeleton, problem);
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, [...edits])]));
}

const failed = 'RespondActivityTaskFailed';

describe('fixesOf', () => {
  test.each([
    ['{"taskToken": "a" /* why */}', { 'Remove the comment': '{"taskToken": "a" }' }],
    ['{"taskToken": "a",}', { 'Remove the comma': '{"taskToken": "a"}' }],
    [
      '{"reason": "a", "taskToken": "t", "reason": "b"}',
      { 'Remove this one, which the AWS CLI does not send': '{"taskToken": "t", "reason": "b"}' },
    ],
    [
      '{"taskToken": "t", "Reason": "a"}',
      { 'Rename to reason': '{"taskToken": "t", "reason": "a"}', 'Remove Reason': '{"taskToken": "t"}' },
    ],
    ['{"taskToken": "t", "comment": "a"}', { 'Remove comment': '{"taskToken": "t"}' }],
    ['{"$schema": "x", "taskToken": "t"}', { 'Remove $schema': '{"taskToken": "t"}' }],
    ['{}', { 'Add taskToken': '{\n    "taskToken": ""\n}' }],
    ['{"taskToken": "t", "reason": 5}', { 'Change the type': '{"taskToken": "t", "reason": "5"}' }],
    ['{"taskToken": "t", "reason": 1.10}', { 'Change the type': '{"taskToken": "t", "reason": "1.10"}' }],
    [
      '{"taskToken": "t", "reason": 12345678901234567890}',
      { 'Change the type': '{"taskToken": "t", "reason": "12345678901234567890"}' },
    ],
    ['{"taskToken": "t", "reason": null}', { 'Remove reason': '{"taskToken": "t"}' }],
    ['{"taskToken": " \\"t\\" "}', { 'Remove what is not part of the task token': '{"taskToken": "t"}' }],
    ['{"taskToken": "t", "reason": {}}', {}],
  ])('mends %s', (text, expected) => {
    expect(fixed(failed, text)).toEqual(expected);
  });

  test('knows the values of enums and the types of nested members', () => {
    const decisions = '{"taskToken": "t", "decisions": [{"decisionType": "startTimer"}]}';
    expect(Object.entries(fixed('RespondDecisionTaskCompleted', decisions))[0]).toEqual([
      'Replace by StartTimer',
      '{"taskToken": "t", "decisions": [{"decisionType": "StartTimer"}]}',
    ]);
    expect(fixed('ListDomains', '{"registrationStatus": "REGISTERED", "maximumPageSize": "7"}')).toEqual({
      'Change the type': '{"registrationStatus": "REGISTERED", "maximumPageSize": 7}',
    });
    const two =
      '{"domain": "d", "startTimeFilter": {"oldestDate": 0}, "tagFilter": {"tag": "t"}, "typeFilter": {"name": "n"}}';
    expect(Object.keys(fixed('CountOpenWorkflowExecutions', two))).toEqual(['Remove tagFilter']);
  });

  test('reads what durations and times are meant to be', () => {
    const start = (timeout: string) =>
      `{"domain": "d", "workflowId": "w", "workflowType": {"name": "n", "version": "1"}, "taskStartToCloseTimeout": ${timeout}}`;
    expect(fixed('StartWorkflowExecution', start('"1h"'))).toEqual({ 'Replace by 3600': start('"3600"') });
    expect(fixed('StartWorkflowExecution', start('"2 years"'))).toEqual({});
    const filter = (date: string) => `{"domain": "d", "startTimeFilter": {"oldestDate": ${date}}}`;
    expect(fixed('CountOpenWorkflowExecutions', filter('"2026/11/24 2:41"'))).toEqual({
      'Replace by 2026-11-24T02:41:00': filter('"2026-11-24T02:41:00"'),
    });
    expect(fixed('CountOpenWorkflowExecutions', filter('1795488060123'))).toEqual({
      'Replace by 1795488060': filter('1795488060'),
    });
  });

  test('removes a byte order mark that stands in the text', () => {
    expect(fixed(failed, '\uFEFF{"taskToken": "t"}')).toEqual({ 'Remove the byte order mark': '{"taskToken": "t"}' });
  });

  test('adds no member to what is no object, where a key stands there twice', () => {
    const text = '{"domain": "d", "startTimeFilter": 1, "startTimeFilter": {}}';
    const skeleton = checkSkeleton('CountOpenWorkflowExecutions', text);
    const missing = skeleton.problems.filter(({ code }) => code === 'missing');
    expect(missing.flatMap((problem) => fixesOf('CountOpenWorkflowExecutions', text, skeleton, problem))).toEqual([]);
  });

  test('never leaves a text that cannot be read, and mends what it is for', () => {
    const breaks: ((document: Record<string, unknown>, member: string) => string)[] = [
      (document, member) => JSON.stringify({ ...document, [member.toUpperCase()]: 1 }),
      (document, member) => JSON.stringify({ ...document, [member]: null }),
      (document, member) => JSON.stringify({ ...document, [member]: undefined }),
      (document, member) => JSON.stringify(document).replace('{', `{"${member}": 1, `),
      (document) => JSON.stringify(document).replace(/\}$/, ',}'),
      (document) => JSON.stringify(document).replace(/\}$/, '/* x */}'),
    ];
    const operation = fc.constantFrom(...operations.map(({ name }) => name));
    const input = operation.chain((name) => fc.tuple(fc.constant(name), randomInput(name)));
    fc.assert(
      fc.property(input, fc.constantFrom(...breaks), fc.nat(), ([name, document], break_, nth) => {
        const members = Object.keys(document);
        const member = members[nth % members.length];
        fc.pre(member !== undefined);
        const text = break_(document, member);
        const skeleton = checkSkeleton(name, text);
        for (const problem of skeleton.problems) {
          for (const { edits } of fixesOf(name, text, skeleton, problem)) {
            const after = checkSkeleton(name, applyEdits(text, [...edits]));
            expect(after.root).toBeDefined();
            const same = after.problems.filter(
              ({ code, path }) => code === problem.code && String(path) === String(problem.path),
            );
            expect(same.length).toBeLessThan(skeleton.problems.length);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
