import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTokens } from '../../../src/skeleton/findTokens';

/** A token as AWS makes them: a header, then bytes that look random, in all a multiple of 16. */
function token(bytes = 240, api = 1, key = 1): string {
  const header = Buffer.alloc(16);
  header.writeUInt32BE(42, 0);
  header.writeUInt32BE(api, 4);
  header.writeUInt32BE(key, 12);
  return Buffer.concat([header, randomBytes(bytes - 16)]).toString('base64');
}

function tokensIn(text: string): string[] {
  return findTokens(text).map((found) => found.token);
}

/** A token that holds each character that some escape has a form of its own for. */
function awkward(): string {
  for (;;) {
    const made = token(256);
    if (made.includes('+') && made.includes('/') && made.endsWith('==')) return made;
  }
}

function wrap(text: string, width: number, between: string): string {
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(between);
}

describe('a token is found', () => {
  const t = awkward();
  const json = JSON.stringify({ taskToken: t, activityId: 'a' });
  test.each([
    ['alone', t],
    ['in a log line', `12:00 INFO polled taskToken=${t} runId=x`],
    ['at the end of a sentence', `The token is ${t}.`],
    ['in JSON', json],
    ['in JSON within JSON', JSON.stringify({ message: json })],
    ['in JSON within JSON within JSON', JSON.stringify([JSON.stringify({ message: json })])],
    ['with slashes escaped', json.replaceAll('/', '\\/')],
    ['with \\u003d', json.replaceAll('=', '\\u003d').replaceAll('+', '\\u002B')],
    ['with \\\\u003d in a string within a string', JSON.stringify({ m: json.replaceAll('=', '\\u003d') })],
    ['in a URL', `https://x.example/?taskToken=${encodeURIComponent(t)}&a=1`],
    ['in a URL within a URL', `https://x.example/?u=${encodeURIComponent(`taskToken=${encodeURIComponent(t)}`)}`],
    ['in HTML', `<td>${t.replaceAll('+', '&#43;').replaceAll('=', '&#x3D;')}</td>`],
    ['wrapped at 76 columns', `Token:\n${wrap(t, 76, '\r\n')}\nEnd of message`],
    ['wrapped and indented', `token: >\n    ${wrap(t, 64, '\n    ')}\nnext: 1`],
    ['wrapped in a JSON string', JSON.stringify({ body: wrap(t, 64, '\n') })],
    ['wrapped by a terminal in its very head', `AB CD taskToken=${wrap(t, 5, '\n')}`],
    ['with a shell’s line ends', wrap(t, 60, '\\\n')],
    ['after \\n', `"line\\n${t}\\nline"`],
  ])('%s', (_, text) => {
    expect(tokensIn(text)).toEqual([t]);
  });

  test('at its offset and length in the original text, on its line', () => {
    const escaped = t.replaceAll('/', '\\/');
    const text = `one\ntwo "${escaped}"`;
    expect(findTokens(text)).toMatchObject([{ offset: 9, length: escaped.length, line: 2 }]);
  });

  test('beside another, without anything between', () => {
    const other = token();
    expect(tokensIn(`${t}${other}`)).toEqual([t, other]);
  });
});

describe('what follows a token is not taken for a part of it', () => {
  // 240 bytes need no padding, so nothing but its length tells where such a token ends.
  const t = token(240);
  test.each([
    ['a word on the next line', `${t}\ndone\n`],
    ['a digest on the next line', `${t}\n${'a1'.repeat(32)}\n`],
    ['a log line', `${t}\n2026-08-03 INFO next`],
    ['a word after a wrapped one', `${wrap(t, 64, '\n')}\ndone\n`],
    ['a digest and a file name after a wrapped one', `${wrap(t, 64, '\n')}\n${'a1'.repeat(32)} file\n`],
  ])('%s', (_, text) => {
    expect(tokensIn(text)).toEqual([t]);
  });
});

describe('doubts', () => {
  test('what AWS gives has none', () => {
    expect(findTokens(token(432))).toMatchObject([{ doubt: undefined }]);
  });

  test.each([
    ['an older token of Step Functions', token(480, 2)],
    ['its inner form', token(480, 3)],
    ['a newer token of Step Functions', `AQCEAAAAKg${randomBytes(30).toString('hex')}${token(480, 3)}`],
  ])('%s may not be SWF', (_, text) => {
    const found = findTokens(`"TaskToken": "${text}"`);
    expect(found).toHaveLength(1);
    expect(found[0]?.token).toBe(text);
    expect(found[0]?.doubt).toContain('may not be SWF');
  });

  test('one that is cut off is told', () => {
    expect(findTokens(`${token(432).slice(0, 250)}…`)[0]?.doubt).toContain('cut off');
  });

  test('one as long as a page token is told', () => {
    expect(findTokens(token(192))[0]?.doubt).toContain('page token');
  });
});

describe('by the name of its member', () => {
  test.each([
    ['JSON', '{"taskToken": "12342e17-80f6-FAKE-TASK-TOKEN-4SU"}', '12342e17-80f6-FAKE-TASK-TOKEN-4SU'],
    ['a log', 'task_token=5b8c1c1e-7d31-4b5c-9a53-1c1e7d314b5c, next', '5b8c1c1e-7d31-4b5c-9a53-1c1e7d314b5c'],
    ['a command', "aws swf x --task-token '5b8c1c1e-7d31-4b5c-9a53'", '5b8c1c1e-7d31-4b5c-9a53'],
    ['escaped JSON', '"{\\"taskToken\\":\\"a1b2c3d4e5f6a7b8\\\\/x\\"}"', 'a1b2c3d4e5f6a7b8/x'],
  ])('%s', (_, text, expected) => {
    const found = findTokens(text);
    expect(found.map((each) => each.token)).toEqual([expected]);
    expect(found[0]?.doubt).toContain('emulator');
    expect(text.slice(found[0]?.offset, (found[0]?.offset ?? 0) + (found[0]?.length ?? 0))).toContain(
      expected.slice(0, 9),
    );
  });

  test.each([
    'readonly taskToken: string;',
    '{"taskToken": ""}',
    'const taskToken = response.taskToken2_of_the_call(1)',
    'Task token: AAAA…M0c=',
    'taskToken=${TASK_TOKEN_FROM_LOG_1}',
    'the task token that PollForActivityTask2012 gave',
  ])('not in %s', (text) => {
    expect(findTokens(text)).toEqual([]);
  });
});

describe('facts', () => {
  const [one, two] = [token(), token()];
  test('come from the same JSON object', () => {
    const tasks = [
      {
        taskToken: one,
        activityId: 'charge-1',
        workflowExecution: { workflowId: 'order-1', runId: '22a=' },
        activityType: { name: 'ChargeCard', version: '1' },
      },
      { activityId: 'charge-2', taskToken: two },
    ];
    for (const text of [
      JSON.stringify(tasks),
      JSON.stringify(tasks, undefined, 2),
      JSON.stringify(JSON.stringify(tasks)),
    ]) {
      expect(findTokens(text).map(({ facts }) => facts)).toEqual([
        [
          { name: 'activityId', value: 'charge-1' },
          { name: 'activityType', value: 'ChargeCard' },
          { name: 'workflowId', value: 'order-1' },
          { name: 'runId', value: '22a=' },
        ],
        [{ name: 'activityId', value: 'charge-2' }],
      ]);
    }
  });

  test('come from the same line where there is no object, and not from beyond another token', () => {
    const text = `workflowId=other\nworkflowId=order-1 taskToken=${one} identity=w1 ${two}\nrunId=x`;
    const [first, second] = findTokens(text);
    expect(first?.facts).toEqual([
      { name: 'workflowId', value: 'order-1' },
      { name: 'identity', value: 'w1' },
    ]);
    expect(second?.facts).toEqual([{ name: 'identity', value: 'w1' }]);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'AAAAKgAAAA',
      'E',
      'AAAAAAAAAA',
      token(),
      token().slice(0, 100),
      'AQC',
      '=',
      '\\',
      '\n',
      '\\n',
      ' ',
      '"',
      '%3D',
    ],
    ...['\\u003d', '\\/', 'taskToken', ':', '{', '}', 'A', 'a1B2'.repeat(16), 'activityId', '\r\n', '&#43;', "'"],
  );
  const texts = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }).map((parts) => parts.join(''));

  test('gives tokens that SWF could take, at places in order, inside the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0;
        for (const { token: found, offset, length, line } of findTokens(text)) {
          expect(offset).toBeGreaterThanOrEqual(end);
          end = offset + length;
          expect(end).toBeLessThanOrEqual(text.length);
          expect(found.length).toBeGreaterThan(0);
          expect(found).not.toMatch(/\s/);
          expect(line).toBe(text.slice(0, offset).split('\n').length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a token put anywhere, in any escape, is found again', () => {
    const escapes = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => JSON.stringify(text).slice(1, -1),
      (text) => encodeURIComponent(text),
      (text) => text.replaceAll('/', '\\/'),
      (text) => wrap(text, 76, '\n'),
    );
    const around = fc.constantFrom('', '"', ' ', '\n', '\\"', '\t', 'taskToken=', '{"a":"', 'ünï');
    const after = fc.constantFrom('', '"', '\n', '\\"', ',', '\n\n2026');
    fc.assert(
      fc.property(around, escapes, after, fc.constantFrom(240, 256, 272, 432), (before, escape, behind, size) => {
        const t = token(size);
        expect(tokensIn(`${before}${escape(t)}${behind}`)).toEqual([t]);
      }),
      { numRuns: 1_000 },
    );
  });

  // A quadratic search would not end within the test's time.
  test.each([
    ['As', 'A'],
    ['heads', 'AAAAKgAAAA'],
    ['heads on lines', 'AAAAKgAAAAEAAAAAAAAAA\n'],
    ['broken heads', 'A\n'],
    ['opened quotes', 'taskToken="'],
    ['braces', '{'],
    ['backslashes', '\\'],
    ['tokens', `{"taskToken":"${token()}"}\n`],
    ['blanks', ' '],
    ['names', 'task_token '],
  ])(
    '10 MB of %s end soon',
    (_, piece) => {
      const text = piece.repeat(Math.ceil(10_000_000 / piece.length));
      expect(findTokens(text).length).toBe(piece.startsWith('{"') ? text.length / piece.length : 0);
    },
    30_000,
  );
});
