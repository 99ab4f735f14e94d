import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessShell, splitWords } from '../../../src/skeleton/shellWords';

const bash = spawnSync('bash', ['--version']).status === 0;

/** The words that bash itself gives a program. */
function byBash(text: string): string[] {
  const program = `aws() { printf '%s\\0' "$@" >&3; }\n${text}`;
  const { output } = spawnSync('bash', ['-c', program], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return String(output[3]).split('\0').slice(0, -1);
}

const bashLines = [
  'aws swf list-domains --registration-status REGISTERED',
  "aws swf x --details 'it'\\''s over'",
  'aws swf x --details "a \\"quoted\\" \\\\ \\$5 \\n text"',
  'aws swf \\\n  list-domains \\\n  --registration-status \\\n  REGISTERED',
  "aws swf x --details $'two\\nlines\\ttab \\x41 \\u00e9 \\''",
  'aws swf x --task-list name=a\\ b',
  'aws swf x --a ""',
  'aws swf x --a \'\'b"c"d',
  'aws swf x --a b # and a comment',
  'aws swf x --a b; echo other',
  'aws swf x --a b > /dev/null',
  'aws swf x 2>/dev/null --a b',
  'aws swf x --a b2>/dev/null',
  'aws swf x >/dev/null 2>&1 --a b',
  'aws swf x --a "2">/dev/null',
  '(aws swf x --a b)',
  'aws swf x --a b | jq .',
  'aws swf x --a b#c',
  '# first a remark\naws swf x --json \'{"a": [1, 2]}\'',
];

describe('splitWords of bash', () => {
  test.runIf(bash).each(bashLines)('gives what bash gives: %s', (line) => {
    const { words, unexpanded } = splitWords(line, 'bash');
    expect(words.slice(1)).toEqual(byBash(line));
    expect(unexpanded).toEqual(line.includes('\\$') ? [] : unexpanded);
  });

  test('keeps variables and substitutions as they are written, and names them', () => {
    const { words, unexpanded } = splitWords(
      'aws swf x --task-token "$TOKEN" --details `date` --a $(cat f) \'$NOT\'',
      'bash',
    );
    expect(words.slice(3)).toEqual(['--task-token', '$TOKEN', '--details', '`date`', '--a', '$(cat f)', '$NOT']);
    expect(unexpanded).toEqual(['$TOKEN', '`date`', '$(cat f)']);
  });

  test('takes a backslash with blanks after it for the end of a line', () => {
    expect(splitWords('aws swf \\  \n list-domains', 'bash').words).toEqual(['aws', 'swf', 'list-domains']);
  });

  test.each(["aws 'open", 'aws "open', "aws $'open"])('tells of a quote without an end: %s', (line) => {
    const { openQuote, words } = splitWords(line, 'bash');
    expect(openQuote).toBe(line.slice(4, -4));
    expect(words).toEqual(['aws', 'open']);
  });
});

test('splitWords of PowerShell knows doubled quotes, backticks and escaped quotes', () => {
  const line = 'aws swf x `\r\n --details \'it\'\'s\' --a "x `"y`" ""z"" `n" --j \'{\\"a\\": 1}\' --v $env:TOKEN';
  const { words, unexpanded } = splitWords(line, 'powershell');
  expect(words).toEqual([
    ...['aws', 'swf', 'x', '--details', "it's", '--a', 'x "y" "z" \n', '--j', '{\\"a\\": 1}', '--v', '$env:TOKEN'],
  ]);
  expect(unexpanded).toEqual(['$env:TOKEN']);
});

test('splitWords of cmd knows carets, and quotes as Windows programs read them', () => {
  const line = 'aws swf x ^\r\n --j "{\\"a\\": \\"b c\\"}" --s \'x --p C:\\dir\\ --c a^&b --q ^"a\\^"b^" & echo no';
  expect(splitWords(line, 'cmd').words).toEqual([
    ...['aws', 'swf', 'x', '--j', '{"a": "b c"}', '--s', "'x", '--p', 'C:\\dir\\', '--c', 'a&b', '--q', 'a"b'],
  ]);
  expect(splitWords('aws --details "it ""works"" ok" ""', 'cmd').words.slice(2)).toEqual(['it "works" ok', '']);
  expect(splitWords('aws %TOKEN%', 'cmd').unexpanded).toEqual(['%TOKEN%']);
  expect(splitWords('aws "open', 'cmd').openQuote).toBe('"');
});

test.each([
  ['aws swf list-domains \\\n --x', 'bash'],
  ['aws swf list-domains `\n --x', 'powershell'],
  ['aws swf list-domains ^\r\n --x', 'cmd'],
  ['PS C:\\> aws swf list-domains', 'powershell'],
  ['C:\\Users> aws swf list-domains', 'cmd'],
  ['aws swf x --task-list \'{\\"name\\": \\"a\\"}\'', 'powershell'],
  ['aws swf x --task-list \'{"name": "a"}\'', 'bash'],
  ['aws swf x --details "it ""works"" ok"', 'powershell'],
  ['aws swf x --details "" --result ""', 'bash'],
  ['aws swf x --cli-input-json file://C:\\runbooks\\a.json', 'powershell'],
  ['aws swf x --task-token %TOKEN%', 'cmd'],
  ['aws swf x --task-token $env:TOKEN', 'powershell'],
])('guessShell takes %j for %s', (text, shell) => {
  expect(guessShell(text)).toBe(shell);
});

test('splitWords reads any text without a throw, and gives no more than there is', () => {
  const pieces = fc.constantFrom(
    'aws',
    ' ',
    '\n',
    '"',
    "'",
    '\\',
    '`',
    '^',
    '$',
    '$(',
    '${',
    '%',
    '#',
    ';',
    'é',
    '𝄞',
    '=',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom('bash', 'powershell', 'cmd'), (parts, shell) => {
      const text = parts.join('');
      expect(splitWords(text, shell).words.join('').length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 5_000 },
  );
});
