import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkInput, pathText } from '../../../src/swf/checkInput';
import { codePoints } from '../../../src/swf/codePoints';
import type { Problem } from '../../../src/swf/checkInput';
import { operations } from '../../../src/swf/operations';
import type { OperationName } from '../../../src/swf/operations';
import { documents, validDocuments } from './inputDocuments';

const canceled = 'RespondActivityTaskCanceled';

function brief(operation: OperationName, document: unknown): string[] {
  return checkInput(operation, document).map(({ code, path }) => `${code} ${pathText(path)}`);
}

describe('checkInput', () => {
  test('takes a token with and without details, and details that are empty', () => {
    expect(checkInput(canceled, { taskToken: 'x' })).toEqual([]);
    expect(checkInput(canceled, { taskToken: 'x', details: '' })).toEqual([]);
    expect(checkInput(canceled, { taskToken: 'x', details: undefined })).toEqual([]);
  });

  test.each([
    [[], 'The document must be an object, not a list'],
    ['{}', 'The document must be an object, not a string'],
    [5, 'The document must be an object, not a number'],
    [null, 'The document must be an object, not null'],
    [undefined, 'The document must be an object, not nothing'],
  ])('a document that is no object gets one problem: %j', (document, message) => {
    expect(checkInput(canceled, document)).toEqual([{ path: [], code: 'type', message }]);
  });

  test.each([
    [{}, 'A required member is missing: taskToken'],
    [{ taskToken: undefined }, 'A required member is missing: taskToken'],
    [{ taskToken: '' }, 'Must have at least 1 character: taskToken'],
    [{ taskToken: null }, 'Must be a string, not null: taskToken'],
    [{ taskToken: 5 }, 'Must be a string, not a number: taskToken'],
    [{ taskToken: 'x', details: { a: 1 } }, 'Must be a string, not an object: details'],
    [{ taskToken: 'x'.repeat(1025) }, 'Must have at most 1,024 characters, not 1,025 characters: taskToken'],
    [{ taskToken: 'x', foo: 1 }, 'Unknown member: foo. Known are: taskToken, details'],
    [{ taskToken: 'x', Details: '' }, 'Unknown member: Details. Did you mean details?'],
    [{ taskToken: 'x', detials: '' }, 'Unknown member: detials. Did you mean details?'],
    [{ taskToken: 'x', $schema: '' }, 'Unknown member: $schema. Known are: taskToken, details'],
  ])('says in plain words what is wrong with %#', (document, message) => {
    expect(checkInput(canceled, document).map((problem) => problem.message)).toEqual([message]);
  });

  test('lists everything, in the order of the AWS CLI: missing, unknown, then types and lengths', () => {
    expect(brief('RespondActivityTaskFailed', { reason: 5, TaskToken: 'x', details: null })).toEqual([
      'missing taskToken',
      'unknown TaskToken',
      'type reason',
      'type details',
    ]);
  });

  test('goes into structures and lists', () => {
    const decisions = [
      { decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes: { activityType: { name: '' } } },
      { decisionType: 'Nope' },
      7,
    ];
    expect(brief('RespondDecisionTaskCompleted', { taskToken: 'x', decisions })).toEqual([
      'missing decisions[0].scheduleActivityTaskDecisionAttributes.activityId',
      'missing decisions[0].scheduleActivityTaskDecisionAttributes.activityType.version',
      'tooShort decisions[0].scheduleActivityTaskDecisionAttributes.activityType.name',
      'enum decisions[1].decisionType',
      'type decisions[2]',
    ]);
    const tagList = ['', 'x'.repeat(257), 'c', 'd', 'e', 'f'];
    expect(
      brief('StartWorkflowExecution', {
        domain: 'd',
        workflowId: 'w',
        workflowType: { name: 'n', version: '1' },
        tagList,
      }),
    ).toEqual(['tooLong tagList', 'tooLong tagList[1]']);
  });

  test('knows the bounds of numbers', () => {
    const sized = (maximumPageSize: unknown) =>
      brief('ListDomains', { registrationStatus: 'REGISTERED', maximumPageSize });
    expect([0, 1000, -1, 1001, 2.5, '5', true].map(sized)).toEqual([
      [],
      [],
      ['tooSmall maximumPageSize'],
      ['tooBig maximumPageSize'],
      ['type maximumPageSize'],
      ['type maximumPageSize'],
      ['type maximumPageSize'],
    ]);
  });

  test('reads times as the AWS CLI does, but guesses none', () => {
    const since = (oldestDate: unknown) =>
      checkInput('ListOpenWorkflowExecutions', { domain: 'd', startTimeFilter: { oldestDate } }).length === 0;
    const read = [
      0,
      1767225600.5,
      '1767225600',
      '2026-01-31',
      '2026-01-31T12:00',
      '2026-01-31T12:00:00.5Z',
      'Sat, 31 Jan 2026 12:00:00 GMT',
    ];
    expect(read.filter((time) => !since(time))).toEqual([]);
    const refused = [null, true, '', 'yesterday', 'May', '10:30', '2026-13-01', '31.1.2026', -1, 1e15, Number.NaN, {}];
    expect(refused.filter(since)).toEqual([]);
  });

  test('counts lengths in code points, also beyond the BMP', () => {
    expect(['a', '😀', 'e\u0301', '\uD800', '\uD800😀', '😀😀'].map(codePoints)).toEqual([1, 1, 2, 1, 2, 2]);
    expect(checkInput(canceled, { taskToken: '😀'.repeat(1024) })).toEqual([]);
    expect(brief(canceled, { taskToken: '😀'.repeat(1025) })).toEqual(['tooLong taskToken']);
  });

  test('never shows a value, and of a long key only its beginning', () => {
    const secret = 'AAAAKgAAAAEAAAAAAAAAAsecret'.repeat(3);
    const bad = fc.constantFrom<unknown>([secret], { [secret]: secret }, secret.repeat(500));
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.dictionary(fc.constantFrom('taskToken', 'details', 'result', 'input', 'reason', secret), bad),
        ({ name }, document) => {
          for (const { message } of checkInput(name, document)) expect(message).not.toContain(secret);
        },
      ),
    );
  });

  test('accepts every document that the shapes and bounds allow', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operations).chain(({ name }) => fc.tuple(fc.constant(name), validDocuments(name))),
        ([name, document]) => {
          expect(checkInput(name, document)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const python = spawnSync('python3', ['-c', 'import botocore']).status === 0;
const judge = `
import json, sys
from botocore.session import Session
from botocore.validate import ParamValidator
model = Session().get_service_model('swf')
kinds = {'missing required field': 'missing', 'unknown field': 'unknown', 'invalid type': 'type',
         'invalid length': 'tooShort', 'invalid range': 'tooSmall'}
def told(reason, name, more):
    key = more.get('required_name', more.get('unknown_param'))
    path = name if key is None else name + '.' + key
    return kinds[reason] + ' ' + path.removeprefix('.')
for line in sys.stdin:
    operation, document = json.loads(line)
    report = ParamValidator().validate(document, model.operation_model(operation).input_shape)
    print(json.dumps([told(*error) for error in report._errors]))
`;

describe('checkInput beside botocore', () => {
  if (!python) console.log('Not compared with botocore: python3 with botocore is not installed here.');

  test.runIf(python)(
    'finds what its validator finds, in its order, and more only where it says so',
    () => {
      const corpus = operations.flatMap(({ name }, i) =>
        fc.sample(documents(name), { numRuns: 30, seed: 20_260_131 + i }).map((document) => ({ name, document })),
      );
      const lines = corpus.map(({ name, document }) => JSON.stringify([name, document])).join('\n');
      const answer = execFileSync('python3', ['-c', judge], { input: lines, encoding: 'utf8', maxBuffer: 1 << 28 });
      const verdicts = answer
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string[]);
      expect(verdicts).toHaveLength(corpus.length);
      const ours = corpus.map(({ name, document }, i) =>
        checkInput(name, document)
          .map((problem) => ({ problem, words: `${problem.code} ${pathText(problem.path)}` }))
          .filter(({ problem, words }) => verdicts[i]?.includes(words) === true || !mayBeStricter(problem))
          .map(({ words }) => words),
      );
      expect(ours).toEqual(verdicts);
      expect(verdicts.filter((verdict) => verdict.length === 0).length).toBeGreaterThan(200);
    },
    60_000,
  );
});

/** Beyond botocore's: maxima, enums, and times that its date parser would guess. */
function mayBeStricter({ code, message }: Problem): boolean {
  return ['tooLong', 'tooBig', 'enum'].includes(code) || message.startsWith('Must be a time');
}
