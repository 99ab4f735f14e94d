import { describe, expect, test } from 'vitest';
import { skeletonText, yamlSkeletonText } from '../../../src/skeleton/generate';
import { likelyFormat, possibleOperations, topLevelKeys } from '../../../src/skeleton/possibleOperations';
import { operations } from '../../../src/swf/operations';

describe('possibleOperations', () => {
  test.each(operations.map(({ name }) => name))(
    'the keys of a %s skeleton leave it possible, in JSON and YAML',
    (name) => {
      const keys = topLevelKeys(skeletonText(name), 'json');
      expect(possibleOperations(keys)).toContain(name);
      expect(topLevelKeys(yamlSkeletonText(name), 'yaml')).toEqual(keys);
    },
  );

  test('leave one, several or none', () => {
    expect(possibleOperations(['domain', 'workflowId', 'workflowType'])).toEqual(['StartWorkflowExecution']);
    expect(possibleOperations(['taskToken', 'details'])).toEqual([
      'RecordActivityTaskHeartbeat',
      'RespondActivityTaskCanceled',
      'RespondActivityTaskFailed',
    ]);
    expect(possibleOperations(['domain', 'workflowId', 'workflowType', 'comment'])).toEqual([]);
    expect(possibleOperations(['domain'])).toHaveLength(2);
    expect(possibleOperations([])).toEqual([]);
  });
});

test.each([
  ['[1]', 'json', []],
  ['{"a": 1', 'json', []],
  ['null', 'json', []],
  [`{"a": "${'x'.repeat(200_000)}"}`, 'json', []],
  ['---\n# why\na: 1\nb:\n  c: 2\nd:\n- e: 1\n', 'yaml', ['a', 'b', 'd']],
  ['just words', 'yaml', []],
  ['a:b\n', 'yaml', []],
] as const)('the keys of %.30s', (text, format, keys) => {
  expect(topLevelKeys(text, format)).toEqual(keys);
});

test.each([
  ['/a.json', 'json', '', 'json'],
  ['/a.yml', 'plaintext', '', 'yaml'],
  ['Untitled-1', 'plaintext', ' {"a": 1}', 'json'],
  ['Untitled-1', 'jsonc', '', 'json'],
  ['Untitled-1', 'yaml', '{', 'yaml'],
  ['/a.txt', 'plaintext', 'words', undefined],
])('%s in the language %s is perhaps %s', (path, language, text, format) => {
  expect(likelyFormat(path, language, text)).toBe(format);
});
