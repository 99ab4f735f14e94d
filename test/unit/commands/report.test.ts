import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  await desk.close();
});

test('a report is shown before anything of it is copied, and copied as it is shown', async () => {
  await desk.run('swf.copyReport');
  await desk.run('swf.reportProblem');
  const { address = '' } = desk.documents.readOnly[1] ?? {};
  expect(desk.documents.readOnly.map((each) => each.address)).toEqual([
    expect.stringContaining('swf-report:'),
    expect.stringContaining('swf-report:'),
  ]);
  expect(desk.documents.copied).toEqual([]);
  desk.documents.open.set(address, { text: 'what is shown', fileName: 'Report of a Problem.md' });
  desk.documents.inFront = address;
  await desk.run('swf.copyReport');
  expect(desk.documents.copied).toEqual(['what is shown']);
});
