import { expect } from 'vitest';
import type { Desk } from './desk';
import type { OpenConnection } from '../../src/connection/openConnection';
import type { Mark } from '../../src/swf/client';

/** Opens a second connection, marked as said, while the first stays the current one. */
export async function openSecond(desk: Desk, endpoint: string, mark?: Mark): Promise<OpenConnection> {
  desk.saved = [{ name: 'shop', profile: '', region: '', endpoint, mark }];
  desk.connections.update();
  const second = desk.connections.all[1];
  if (second === undefined) throw new Error('There is no second connection');
  await second.client();
  expect(desk.connections.current).not.toBe(second);
  return second;
}
