import { expect, test } from 'vitest';
import { ChosenSkeletons } from '../../../src/skeleton/chosenSkeletons';
import { FakeMemory } from '../../support/fakeUi';

test('what the person chose is kept by path over restarts; an untitled document is not, since its name is used again', async () => {
  const memory = new FakeMemory();
  const chosen = new ChosenSkeletons(memory);
  const changes: string[][] = [];
  chosen.onDidChange(() => changes.push(chosen.paths));
  await chosen.choose('/runbooks/a.json', 'ListDomains');
  await chosen.choose('Untitled-1', 'RegisterDomain');
  expect(chosen.operationOf('Untitled-1')).toBe('RegisterDomain');
  const later = new ChosenSkeletons(memory);
  expect([later.operationOf('/runbooks/a.json'), later.operationOf('Untitled-1')]).toEqual(['ListDomains', undefined]);

  await chosen.move('Untitled-1', '/runbooks/b.json');
  await chosen.move('/nobody', '/somebody');
  await chosen.choose('/runbooks/a.json', undefined);
  expect(new ChosenSkeletons(memory).paths).toEqual(['/runbooks/b.json']);
  expect(changes).toEqual([
    ['/runbooks/a.json'],
    ['/runbooks/a.json', 'Untitled-1'],
    ['/runbooks/a.json', '/runbooks/b.json'],
    ['/runbooks/b.json'],
  ]);
});

test.each([
  ['a list', ['ListDomains']],
  ['a text', 'x'],
  ['another operation', { '/a': 'ListNothing', '/b': 5 }],
])('what another version kept is checked: %s', async (_, kept) => {
  const memory = new FakeMemory();
  await memory.set('skeletons.chosen', kept);
  expect(new ChosenSkeletons(memory).operationOf('/a')).toBeUndefined();
  expect(new ChosenSkeletons(memory).operationOf('/b')).toBeUndefined();
});
