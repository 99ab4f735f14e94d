import { describe, expect, test } from 'vitest';
import { StoreTrial } from '../../../src/tokens/storeTrial';
import { FakeSecrets, SharedRecords } from '../../support/fakeKeeping';

function editor() {
  const [secrets, records] = [new FakeSecrets(), new SharedRecords()];
  return { secrets, session: (name: string) => new StoreTrial(secrets, records.window(), name) };
}

describe('whether secrets outlive the editor', () => {
  test('is seen in the next session, and not before', async () => {
    const { session } = editor();
    expect(await session('first').endurance()).toBe('untested');
    expect(await session('first').endurance()).toBe('untested');
    expect(await session('second').endurance()).toBe('survives');
    expect(await session('third').endurance()).toBe('survives');
  });

  test('is denied for the whole session when they are gone, until they are seen to stay', async () => {
    const { secrets, session } = editor();
    await session('first').endurance();
    secrets.kept.clear();
    const second = session('second');
    expect([await second.endurance(), await second.endurance()]).toEqual(['forgets', 'forgets']);
    expect(await session('third').endurance()).toBe('survives');
  });

  test('is asked again after the store for secrets has failed', async () => {
    const { secrets, session } = editor();
    const trial = session('first');
    secrets.plan.push('fail');
    await expect(trial.endurance()).rejects.toThrow('locked');
    expect(await trial.endurance()).toBe('untested');
  });
});
