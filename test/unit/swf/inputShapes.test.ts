import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inputShapes } from '../../../src/swf/inputShapes';
import { operations } from '../../../src/swf/operations';

const root = join(import.meta.dirname, '../../..');

test('the generated file is what the installed SDK says now', { timeout: 60_000 }, () => {
  const printed = execFileSync(process.execPath, [join(root, 'scripts/shapes.mjs')], { encoding: 'utf8' });
  expect(readFileSync(join(root, 'src/swf/inputShapes.ts'), 'utf8')).toBe(printed);
});

test('every operation has an input, and every structure that is named is there', () => {
  expect(operations.map(({ name }) => `${name}Input`).filter((name) => !(name in inputShapes))).toEqual([]);
  const scalars = ['string', 'integer', 'boolean', 'timestamp'];
  const named = Object.values(inputShapes).flatMap((shape) =>
    Object.values(shape).map((type: string) => type.replace(/[[\]!]/g, '')),
  );
  expect(named.filter((type) => !scalars.includes(type) && !(type in inputShapes))).toEqual([]);
});

test('the inputs that close a task take a token, and no more than the API says', () => {
  expect(inputShapes.RespondActivityTaskCanceledInput).toEqual({ taskToken: 'string!', details: 'string' });
  expect(inputShapes.RespondActivityTaskCompletedInput).toEqual({ taskToken: 'string!', result: 'string' });
  expect(inputShapes.RespondActivityTaskFailedInput).toEqual({
    taskToken: 'string!',
    reason: 'string',
    details: 'string',
  });
});
