import { yamlWords } from '../../../src/skeleton/yamlWords';
import { describe, expect, test } from 'vitest';
import { parseYamlSkeleton } from '../../../src/skeleton/parseYaml';
import { checkSkeletonFile } from '../../../src/skeleton/parse';

async function check(text: string) {
  const { value, problems } = await checkSkeletonFile(
    { operation: 'RespondActivityTaskCanceled', format: 'yaml' },
    text,
  );
  const found = problems.map(
    ({ code, offset, length }) => `${code} at ${JSON.stringify(text.slice(offset, offset + length))}`,
  );
  return { value, found };
}

describe('a YAML skeleton', () => {
  test.each([
    ['plain', 'taskToken: abc # a remark\ndetails: |\n  two\n  lines\n', { taskToken: 'abc', details: 'two\nlines\n' }],
    ['JSON', '{"taskToken": "abc"}', { taskToken: 'abc' }],
    ['with an alias', 'taskToken: &t abc\ndetails: *t', { taskToken: 'abc', details: 'abc' }],
    ['a block that ends with the file', 'taskToken: abc\ndetails: |\n  two', { taskToken: 'abc', details: 'two' }],
    ['a kept block', 'details: |+\n  two\n\ntaskToken: abc\n', { taskToken: 'abc', details: 'two\n\n' }],
    ['merged', 'x: &x {details: d}\n<<: *x\ntaskToken: abc', { details: 'd', taskToken: 'abc', x: { details: 'd' } }],
    ['quoted', 'taskToken: "a\\tb"', { taskToken: 'a\tb' }],
  ])('%s is read', async (_, text, value) => {
    expect((await check(text)).value).toEqual(value);
  });

  test.each([
    ['taskToken: abc\ndetails: [1]', ['type at "[1]"']],
    ['taskToken: abc\ntoken: x', ['unknown at "token"']],
    ['details: x', ['missing at "d"']],
    ['taskToken: ""', ['tooShort at "\\"\\""']],
    ['taskToken: 12', ['type at "12"']],
    ['taskToken: null', ['type at "null"']],
    ['taskToken: abc\ndetails: 2026-01-31', ['type at "2026-01-31"']],
    ['taskToken: abc\ndetails: 2026-01-31 10:00:00', ['type at "2026-01-31 10:00:00"']],
    ['taskToken: abc\ndetails: "2026-01-31"', []],
    ['taskToken: 1_000', ['type at "1_000"']],
    ['taskToken: 0b11', ['type at "0b11"']],
    ['taskToken: abc\ntaskToken: def', ['duplicateKey at "t"']],
    ['', ['empty at ""']],
    ['# nothing', ['empty at ""']],
    ['taskToken: abc\n---\ntaskToken: def', ['syntax at "---"']],
  ])('%j has %j', async (text, found) => {
    expect((await check(text)).found).toEqual(found);
  });

  test.each(['taskToken: "abc', 'taskToken: abc\n details: x', 'taskToken: !!python/name:x 3', 'a: *nothing'])(
    '%j cannot be read',
    async (text) => {
      expect((await check(text)).found[0]).toMatch(/^syntax/);
    },
  );

  test('of aliases that repeat without end is not unfolded', async () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(`*${of}`).join(', ')}]`;
    const text = ['a: &a [x, x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd')].join('\n');
    expect((await check(text)).found).toEqual(['syntax at "a"']);
  });
});

test.each([
  ['ListDomains', 'registrationStatus: REGISTERED\nmaximumPageSize: 1e2', ['type at "1e2"']],
  ['ListDomains', 'registrationStatus: REGISTERED\nmaximumPageSize: 100', []],
  ['ListOpenWorkflowExecutions', 'domain: d\nstartTimeFilter: {oldestDate: 2026-01-31}', ['type at "2026-01-31"']],
  ['ListOpenWorkflowExecutions', 'domain: d\nstartTimeFilter: {oldestDate: 2026-01-31T00:00:00Z}', []],
] as const)('%s: %j has %j', async (operation, text, found) => {
  const { problems } = await checkSkeletonFile({ operation, format: 'yaml' }, text);
  expect(
    problems.map(({ code, offset, length }) => `${code} at ${JSON.stringify(text.slice(offset, offset + length))}`),
  ).toEqual(found);
});

test.each([
  ['? - '.repeat(340), 'syntax'],
  ['? '.repeat(900), 'syntax'],
  ['[ '.repeat(900), 'tooDeep'],
  ['- '.repeat(900), 'tooDeep'],
  ['{a: 1}: b', 'syntax'],
  ['!!binary aGk=: b', 'syntax'],
])('what no skeleton holds is refused before values are made of it: %.20s', (text, code) => {
  expect(parseYamlSkeleton(text, yamlWords).problems.map((problem) => problem.code)).toContain(code);
});

test('what is missing from an empty value is told at its place, inside the text', async () => {
  const kind = { operation: 'CountClosedWorkflowExecutions', format: 'yaml' } as const;
  const { problems } = await checkSkeletonFile(kind, '!!binary');
  expect(problems.length).toBeGreaterThan(0);
  for (const { offset, length } of problems) expect(offset + length).toBeLessThanOrEqual(8);
});
