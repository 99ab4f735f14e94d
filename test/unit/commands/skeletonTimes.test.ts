import { afterEach, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../support/desk';

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(async () => {
  await desk.close();
});

const fileName = 'list-open-workflow-executions.json';

test.each(['2020-01-31', '2020-01-31T12:00:00+01:00', '1577836800.5', 'Fri, 31 Jan 2020 12:00:00 GMT', 0])(
  'a file with the time %j runs, as with the AWS CLI',
  async (oldestDate) => {
    await desk.hold();
    const text = JSON.stringify({ domain: 'orders', startTimeFilter: { oldestDate } });
    desk.documents.open.set(fileName, { fileName, text });
    desk.documents.inFront = fileName;
    await desk.run('swf.runSkeletonFile');
    expect(desk.told).toBe('');
    expect(desk.documents.beside[0]?.text).toContain('order-1');
  },
);
