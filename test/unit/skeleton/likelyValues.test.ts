import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelyTexts, likelyTimes } from '../../../src/skeleton/likelyValues';
import { isTimestamp } from '../../../src/swf/timestamps';

describe('likelyTexts', () => {
  test.each([
    ['1h', ['3600']],
    ['90m', ['5400']],
    ['1h 30m', ['5400']],
    ['2 days', ['172800']],
    ['1.5 hours', ['5400']],
    ['30 secs', ['30']],
    ['PT1H30M', ['5400']],
    ['P1DT1S', ['86401']],
    ['01:30:00', ['5400']],
    [' 3600 ', ['3600']],
    ['3,600', ['3600']],
    ['3600.5', ['3601']],
    ['none', ['NONE', '31536000']],
    ['-1', ['NONE', '31536000']],
    ['31536001', ['31536000', 'NONE']],
    ['2 years', []],
    ['1 month', []],
    ['soon', []],
    ['-5', []],
    ['', []],
  ])('a timeout of %j is %j', (value, expected) => {
    expect(likelyTexts('RegisterActivityTypeInput', 'defaultTaskStartToCloseTimeout', value)).toEqual(expected);
  });

  test('NONE is no value of what has to end', () => {
    expect(likelyTexts('StartWorkflowExecutionInput', 'executionStartToCloseTimeout', 'NONE')).toEqual(['31536000']);
    expect(likelyTexts('StartTimerDecisionAttributes', 'startToFireTimeout', '400 days')).toEqual(['31536000']);
    expect(likelyTexts('ScheduleLambdaFunctionDecisionAttributes', 'startToCloseTimeout', '1h')).toEqual(['900']);
  });

  test('days are days, and priorities are no durations', () => {
    const days = (value: string) => likelyTexts('RegisterDomainInput', 'workflowExecutionRetentionPeriodInDays', value);
    expect(days('30 days')).toEqual(['30']);
    expect(days('2w')).toEqual(['14']);
    expect(days('91')).toEqual(['90', 'NONE']);
    expect(days('none')).toEqual(['NONE', '90']);
    expect(likelyTexts('StartWorkflowExecutionInput', 'taskPriority', ' 5')).toEqual(['5']);
    expect(likelyTexts('StartWorkflowExecutionInput', 'taskPriority', '1h')).toEqual([]);
    expect(likelyTexts('StartWorkflowExecutionInput', 'workflowId', '1h')).toEqual([]);
  });
});

describe('likelyTimes', () => {
  test.each([
    ['2026/11/24 02:41', ['2026-11-24T02:41:00']],
    ['2026-1-5', ['2026-01-05']],
    ['2026-02-30', ['2026-02-28']],
    ['24.11.2026', ['2026-11-24']],
    ['11/12/2026', ['2026-11-12', '2026-12-11']],
    ['11/24/2026 2:05 pm', ['2026-11-24T14:05:00']],
    ['11/24/2026, 12:05:09 AM', ['2026-11-24T00:05:09']],
    ['November 24, 2026', ['2026-11-24']],
    ['24 Nov 2026 10:00 UTC', ['2026-11-24T10:00:00Z']],
    ['20261124', ['2026-11-24']],
    ['20261124T024100Z', ['2026-11-24T02:41:00Z']],
    ['1795488060123', [1_795_488_060]],
    [1_795_488_060_123, [1_795_488_060]],
    ['25/25/2026', []],
    ['2026-11-24T25:00', []],
    ['tomorrow', []],
    [true, []],
  ])('%j may be %j', (value, expected) => {
    expect(likelyTimes(value)).toEqual(expected);
  });

  test('gives nothing but times that the AWS CLI reads, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.stringMatching(/^[\d/.: TZ-]{1,20}$/)), (text) => {
        expect(likelyTimes(text).filter((each) => !isTimestamp(each))).toEqual([]);
      }),
    );
  });
});
