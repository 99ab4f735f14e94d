import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkInput } from '../../../src/swf/checkInput';
import { operations } from '../../../src/swf/operations';
import { type CorpusEntry, inputCorpus } from './inputCorpus';

const corpus = inputCorpus();
const hasBotocore = spawnSync('python3', ['-c', 'import botocore']).status === 0;

/** What the AWS CLI lets pass and we do not, with the reason. Everything else it refuses as we do. */
const stricter: Readonly<Partial<Record<CorpusEntry['how'], string>>> = {
  'too long': 'botocore checks no maximum; the service answers with a ValidationException',
  'too big': 'botocore checks no maximum; the service answers with a ValidationException',
  'true for a number': 'to Python, true is the number 1; the service answers with a SerializationException',
  'no such value': 'botocore checks no enum; the service answers with a ValidationException',
};

const nameOf = ({ operation, how }: CorpusEntry) => `${operation}: ${how}`;

describe('the corpus of documents', () => {
  test('has more than 400, of every operation, each broken in one way or in none', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(400);
    expect(new Set(corpus.map(({ operation }) => operation)).size).toBe(operations.length);
    for (const how of ['valid', 'missing', 'null', 'too short', 'too small', 'no date', 'broken within', 'fraction']) {
      expect(corpus.filter((entry) => entry.how === how).length, how).toBeGreaterThan(0);
    }
  });

  test('is judged by what is wrong: the valid ones pass, the others do not', () => {
    const passed = corpus.filter(({ operation, document }) => checkInput(operation, document).length === 0);
    expect(passed.map(nameOf)).toEqual(corpus.filter(({ how }) => how === 'valid').map(nameOf));
  });

  test.runIf(hasBotocore)(
    'gets the verdicts of botocore, but where ours is stricter, and why',
    { timeout: 60_000 },
    () => {
      const program = path.join(import.meta.dirname, '../../support/judges/paramJudge.py');
      const input = corpus.map(({ operation, document }) => JSON.stringify([operation, document])).join('\n');
      const answer = execFileSync('python3', [program], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
      const refused = answer
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as string[]).length > 0);
      expect(refused).toHaveLength(corpus.length);
      const differing = corpus.filter(
        ({ operation, document }, i) => checkInput(operation, document).length > 0 !== refused[i],
      );
      // All of them, and no others: no way of breaking is stricter for one member and not for another.
      expect(differing.map(nameOf)).toEqual(corpus.filter(({ how }) => how in stricter).map(nameOf));
    },
  );
});
