import { expect, test } from 'vitest';
import { overrideValues } from '../../../src/skeleton/override';

test('single values win over the document, whole members at a time, and what was not given stays', () => {
  const document = { taskToken: 'file', details: 'd', taskList: { name: 'a', other: 1 } };
  expect(overrideValues(document, { taskToken: 'given', details: undefined, taskList: { name: 'b' } })).toEqual({
    taskToken: 'given',
    details: 'd',
    taskList: { name: 'b' },
  });
  expect(document.taskToken).toBe('file');
  expect(overrideValues({}, { taskToken: 'given' })).toEqual({ taskToken: 'given' });
  expect(overrideValues({ details: 'd' }, { details: '' })).toEqual({ details: '' });
});

test.each([[[1]], [null], ['text'], [undefined]])(
  'what is no object is left for the check to refuse: %j',
  (document) => {
    expect(overrideValues(document, { taskToken: 'given' })).toBe(document);
  },
);
