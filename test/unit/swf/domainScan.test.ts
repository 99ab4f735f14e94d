import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { LocalClock } from '../../../src/local/clock';
import type { SwfClient } from '../../../src/swf/client';
import { DomainScan } from '../../../src/swf/domainScan';
import { RatedClient } from '../../../src/swf/ratedClient';
import { RequestRates } from '../../../src/swf/rates';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { Scene } from '../../support/scene';
import { VirtualTime } from '../../support/virtualTime';

let scene: Scene;
let time: VirtualTime;
let client: SwfClient;
let scan: DomainScan;

beforeEach(async () => {
  const clock = new LocalClock({ standing: true });
  scene = await Scene.start('orders', clock);
  time = new VirtualTime(clock);
  client = time.watch(createSdkClient(localSwfConnection(scene.local.url)));
  const rated = new RatedClient(client, new RequestRates(time, () => 100), time);
  scan = new DomainScan('orders', { connect: () => Promise.resolve(rated), clock: time });
});

afterEach(async () => {
  scan.dispose();
  client.dispose();
  await scene.stop();
});

const found = () => scan.tasks.map(({ activityId }) => activityId);

describe('a first scan', () => {
  test('finds the open tasks of all executions, by one call for each and two lists', async () => {
    for (let n = 0; n < 30; n++) await scene.scheduleTask(`task-${n}`);
    const before = time.requests.length;
    await time.until(scan.start());
    expect(scan.state).toBe('done');
    expect(found()).toHaveLength(30);
    expect(scan.progress).toMatchObject({ read: 30, total: 30, totalIs: 'exact', tasks: 30, unreadable: 0 });
    expect(time.requests.length - before).toBe(32);
  });
});
