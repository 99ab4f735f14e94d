import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  await desk.close();
});

const address = 'Untitled-1';

function write(text: string): void {
  desk.documents.open.set(address, { text, fileName: 'Untitled-1' });
  desk.documents.inFront = address;
}

describe('Use as Skeleton', () => {
  test('the document in front then runs as one, until that is stopped', async () => {
    write('{"registrationStatus": "REGISTERED"}');
    desk.ui.picks.push('list-domains');
    await desk.run('swf.useAsSkeleton');
    await desk.run('swf.runSkeletonFile');
    expect(desk.documents.beside).toHaveLength(1);
    expect(desk.documents.beside[0]?.text).toContain('orders');
    await desk.run('swf.stopUsingAsSkeleton');
    await desk.run('swf.runSkeletonFile');
    expect(desk.told).toContain('holds no SWF operation: Untitled-1');
  });

  test('what cannot be run can be used as one by the message that says so, and then runs', async () => {
    write('{"registrationStatus": "REGISTERED"}');
    await desk.run('swf.runSkeletonFile');
    desk.ui.picks.push('list-domains');
    await desk.ui.press('Use as Skeleton for Operation…');
    expect(desk.chosen.operationOf(address)).toBe('ListDomains');
    await desk.run('swf.runSkeletonFile');
    expect(desk.documents.beside).toHaveLength(1);
  });

  test('an operation that is given is not asked for; one that is none is', async () => {
    write('{}');
    await desk.run('swf.useAsSkeleton', undefined, 'RegisterDomain');
    expect(desk.chosen.operationOf(address)).toBe('RegisterDomain');
    desk.ui.picks.push(undefined);
    await desk.run('swf.useAsSkeleton', undefined, 'register-nothing');
    expect(desk.ui.lists).toHaveLength(1);
    expect(desk.chosen.operationOf(address)).toBe('RegisterDomain');
  });

  test('without a document it says what to do', async () => {
    await desk.run('swf.useAsSkeleton');
    expect(desk.told).toBe('Open the document first that is to be a skeleton');
  });
});
