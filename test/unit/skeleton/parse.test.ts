import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSkeleton, parseSkeleton } from '../../../src/skeleton/parse';
import type { Skeleton } from '../../../src/skeleton/parse';
import { hardTexts } from '../../support/hardTexts';

const canceled = 'RespondActivityTaskCanceled';

/** Each problem as its code and the text it marks. */
function marked(text: string, { problems }: Skeleton = checkSkeleton(canceled, text)): [string, string][] {
  return problems.map(({ code, offset, length }) => [code, text.slice(offset, offset + length)]);
}

describe('parseSkeleton', () => {
  test('reads strict JSON', () => {
    expect(parseSkeleton('{"taskToken": "x"}')).toMatchObject({ value: { taskToken: 'x' }, problems: [] });
  });

  test('a key that is magic elsewhere is a key like any other', () => {
    expect(marked('{"taskToken": "x", "__proto__": {"details": 5}}')).toEqual([['unknown', '"__proto__"']]);
  });

  test.each([
    ['', 'empty', ''],
    [' \n\t ', 'empty', ''],
    ['{"taskToken": "x",}', 'trailingComma', ','],
    ['{"taskToken": "x" // why\n}', 'comment', '// why'],
    ['{/* a */"taskToken": "x"}', 'comment', '/* a */'],
    ['\uFEFF{"taskToken": "x"}', 'bom', '\uFEFF'],
    ['{\'taskToken\': "x"}', 'syntax', "'taskToken'"],
    ['{"taskToken": "x"', 'syntax', ''],
    ['{"taskToken" "x"}', 'syntax', '"x"'],
    ['{"taskToken": }', 'syntax', '}'],
    ['{"taskToken": "x"} {}', 'syntax', '{'],
    ['{"taskToken": "x\n"}', 'syntax', '"x'],
    ['{"taskToken": "\\x"}', 'syntax', '"\\x"'],
    ['{"taskToken": NaN}', 'syntax', 'NaN'],
    ['not json', 'syntax', 'not'],
  ])('refuses what the AWS CLI refuses: %j', (text, code, place) => {
    expect(marked(text)).toEqual([[code, place]]);
    expect(parseSkeleton(text).value).toBeUndefined();
  });

  test('warns of a key given twice, and takes the last as the AWS CLI does', () => {
    const text = '{"taskToken": 5, "details": "d", "taskToken": "x"}';
    const { value, problems } = checkSkeleton(canceled, text);
    expect(value).toEqual({ taskToken: 'x', details: 'd' });
    expect(problems).toMatchObject([{ code: 'duplicateKey', severity: 'warning', offset: 1, length: 11 }]);
  });

  test('names every comment and trailing comma, in a list too', () => {
    const text = '{ // one\n"taskToken": "x", "details": [1,], // two\n}';
    expect(marked(text)).toEqual([
      ['comment', '// one'],
      ['type', '[1,]'],
      ['trailingComma', ','],
      ['trailingComma', ','],
      ['comment', '// two'],
    ]);
  });

  test.each([
    ['10.0', ['type', '10.0']],
    ['1e2', ['type', '1e2']],
    ['1E+2', ['type', '1E+2']],
    ['10.5', ['type', '10.5']],
    ['100', undefined],
  ] as const)('takes %s for a whole number only where the AWS CLI does', (number, found) => {
    const text = `{"registrationStatus": "REGISTERED", "maximumPageSize": ${number}}`;
    expect(marked(text, checkSkeleton('ListDomains', text))).toEqual(found === undefined ? [] : [found]);
  });

  test('finds the places of ten thousand mistakes', () => {
    const text = `{${Array.from({ length: 10_000 }, (_, i) => `"k${i}": 1`).join(', ')}}`;
    const found = marked(text);
    expect(found).toHaveLength(10_001);
    expect(found.at(-1)).toEqual(['unknown', '"k9999"']);
  });

  test('stops at text that is nested without end', () => {
    const text = '['.repeat(200_000);
    expect(parseSkeleton(text).problems).toMatchObject([{ code: 'tooDeep' }]);
  });
});

describe('checkSkeleton', () => {
  test.each([
    ['{}', 'missing', '{'],
    ['{"taskToken": ""}', 'tooShort', '""'],
    ['{"taskToken": null}', 'type', 'null'],
    ['{"taskToken": "x", "foo": {"a": 1}}', 'unknown', '"foo"'],
    ['{"taskToken": "x", "details": {"a": 1}}', 'type', '{"a": 1}'],
    ['[1, 2]', 'type', '[1, 2]'],
    ['5', 'type', '5'],
    ['{"taskToken": "x", "details": 1, "details": 2}', 'type', '2'],
  ])('marks the place of each problem: %s', (text, code, place) => {
    expect(marked(text).filter(([found]) => found !== 'duplicateKey')).toEqual([[code, place]]);
  });

  test('marks a value deep inside, and for a missing key the brace of its own object', () => {
    const text = '{"taskToken": "x", "decisions": [{"decisionType": "Nope"}, {"decisionType": 5}, {}]}';
    expect(marked(text, checkSkeleton('RespondDecisionTaskCompleted', text))).toEqual([
      ['enum', '"Nope"'],
      ['type', '5'],
      ['missing', '{'],
    ]);
  });

  test('lists problems in the order of the text', () => {
    const text = '{"foo": 1, "details": 5, "taskToken": ""}';
    expect(marked(text).map(([code]) => code)).toEqual(['unknown', 'type', 'tooShort']);
  });

  test(
    'for any text: no throw, every offset inside it, and a verdict like that of JSON.parse',
    { timeout: 60_000 },
    () => {
      const text = fc.oneof(hardTexts(500), fc.string({ unit: 'binary' }), fc.json());
      fc.assert(
        fc.property(text, fc.constantFrom(canceled, 'RespondDecisionTaskCompleted' as const), (input, operation) => {
          const { value, problems } = checkSkeleton(operation, input);
          for (const { offset, length, message } of problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThanOrEqual(0);
            expect(offset + length).toBeLessThanOrEqual(input.length);
            expect(message).not.toBe('');
          }
          const refused = problems.some(({ code }) =>
            ['syntax', 'comment', 'trailingComma', 'bom', 'empty', 'tooDeep'].includes(code),
          );
          expect(parses(input)).toBe(!refused);
          if (!refused) expect(value).toEqual(JSON.parse(input));
        }),
        { numRuns: 2000 },
      );
    },
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
