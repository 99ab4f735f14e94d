import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Connections } from '../../../src/connection/connections';
import type { SwfClient } from '../../../src/swf/client';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';
import { AwsHome } from './awsHome';

let home: AwsHome;
let local: LocalSwf;
let settings: { profile: string; region: string; endpoint: string };
let localUrl: string | undefined;
let connections: Connections;
let fired: string[];

beforeEach(async () => {
  home = await AwsHome.create('[profile prod]\nregion = eu-west-1\n');
  local = await startLocalSwf();
  settings = { profile: '', region: '', endpoint: local.url };
  localUrl = undefined;
  connections = new Connections({ settings: () => settings, kept: () => [], env: home.env, localSwf: () => localUrl });
  fired = [];
  connections.onDidChange(() => fired.push(`changed: ${connections.current.target?.label ?? 'nothing'}`));
  connections.onDidReset(() => fired.push('reset'));
});
afterEach(async () => {
  connections.dispose();
  await local.close();
  await home.remove();
});

const host = () => new URL(local.url).host;
/** Without what is told once more. */
const once = (told: readonly string[]) => [...new Set(told)];
const list = async (client: SwfClient) => await client.call('ListDomains', { registrationStatus: 'REGISTERED' });

describe('the connection in use', () => {
  test('is resolved at its first use, and known from then on', async () => {
    expect(connections.current.target).toBeUndefined();
    const [client, same] = await Promise.all([connections.current.client(), connections.current.client()]);
    expect(same).toBe(client);
    expect(await connections.current.client()).toBe(client);
    expect(connections.current.target).toEqual(client.target);
    expect(fired).toEqual([`changed: ${host()}`]);
    expect(local.control.state().totalRequests).toBe(0);
  });

  test('is resolved anew after a reset, by what the settings then say', async () => {
    const old = await connections.current.client();
    settings = { ...settings, profile: 'prod', endpoint: '' };
    connections.reset();
    expect(connections.current.target).toBeUndefined();
    expect(await connections.current.client()).not.toBe(old);
    expect(connections.current.target).toMatchObject({ kind: 'aws', region: 'eu-west-1', label: 'prod · eu-west-1' });
    expect(once(fired)).toEqual([`changed: ${host()}`, 'changed: nothing', 'reset', 'changed: prod · eu-west-1']);
    await expect(list(old)).rejects.toMatchObject({ kind: 'stopped' });
  });

  test('that could not be resolved is tried again by the next use', async () => {
    settings = { profile: 'nobody', region: '', endpoint: '' };
    await expect(connections.current.client()).rejects.toThrow('The profile was not found: nobody');
    expect(connections.current.target).toBeUndefined();
    await home.write('[profile nobody]\nregion = eu-west-3\n');
    expect((await connections.current.client()).target.region).toBe('eu-west-3');
  });

  test('that is found out without being used tells no failure', async () => {
    settings = { profile: 'nobody', region: '', endpoint: '' };
    connections.current.resolve();
    await expect(connections.current.client()).rejects.toThrow('nobody');
    settings = { profile: '', region: '', endpoint: local.url };
    connections.update();
    const changed = new Promise<void>((resolve) => connections.onDidChange(resolve));
    connections.current.resolve();
    await changed;
    expect(connections.current.target?.label).toBe(host());
    expect(local.control.state().totalRequests).toBe(0);
  });

  test('that was reset while it was resolved does not come back', async () => {
    const old = connections.current.client();
    settings = { profile: 'prod', region: '', endpoint: '' };
    connections.reset();
    await connections.current.client();
    await expect(list(await old)).rejects.toMatchObject({ kind: 'stopped' });
    expect(connections.current.target?.label).toBe('prod · eu-west-1');
    expect(once(fired)).toEqual(['changed: nothing', 'reset', 'changed: prod · eu-west-1']);
  });
});

describe('Local SWF', () => {
  beforeEach(() => {
    settings = { profile: 'prod', region: '', endpoint: '' };
    localUrl = local.url;
  });

  test('is used when it was chosen, whatever the settings say, and no longer than it runs', async () => {
    connections.useLocalSwf(true);
    expect((await connections.current.client()).target).toMatchObject({ kind: 'local', endpoint: local.url });
    connections.reset();
    expect((await connections.current.client()).target.kind).toBe('local');
    localUrl = undefined;
    connections.reset();
    expect((await connections.current.client()).target.kind).toBe('aws');
  });

  test('is left again for what the settings say', async () => {
    connections.useLocalSwf(true);
    await connections.current.client();
    connections.useLocalSwf(false);
    expect((await connections.current.client()).target.label).toBe('prod · eu-west-1');
  });

  test('is named so too when only the settings lead to it', async () => {
    settings = { profile: '', region: '', endpoint: local.url };
    expect((await connections.current.client()).target).toMatchObject({ kind: 'local', label: 'Local SWF' });
  });
});

describe('a procedure', () => {
  test('keeps its client while it runs, also when the connection changes; afterwards that client is closed', async () => {
    let used: SwfClient | undefined;
    await connections.current.use(async (client) => {
      used = client;
      settings = { profile: 'prod', region: '', endpoint: '' };
      connections.reset();
      expect((await connections.current.client()).target.kind).toBe('aws');
      expect(await list(client)).toMatchObject({ domainInfos: [] });
    });
    if (used === undefined) throw new Error('The procedure did not run');
    await expect(list(used)).rejects.toMatchObject({ kind: 'stopped' });
  });

  test('leaves the client open for others when nothing changed', async () => {
    const client = await connections.current.client();
    expect(await connections.current.use((each) => Promise.resolve(each))).toBe(client);
    expect(await list(client)).toMatchObject({ domainInfos: [] });
  });

  test('that ends first does not end the client of another one', async () => {
    let finish = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (finish = resolve));
    const long = connections.current.use(async (client) => {
      await waiting;
      return await list(client);
    });
    await connections.current.use(async (client) => await list(client));
    settings = { profile: 'prod', region: '', endpoint: '' };
    connections.reset();
    await connections.current.client();
    finish();
    expect(await long).toMatchObject({ domainInfos: [] });
  });

  test('that fails gives its failure, and its client back', async () => {
    const client = await connections.current.client();
    await expect(connections.current.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await list(client)).toMatchObject({ domainInfos: [] });
    connections.reset();
    await connections.current.client();
    await expect(list(client)).rejects.toMatchObject({ kind: 'stopped' });
  });
});

test('a mark holds for the same place by another way, also where only the marked one has not been used yet', async () => {
  settings = { profile: 'prod', region: '', endpoint: local.url };
  const kept = [{ name: '', profile: 'prod', region: 'eu-west-1', endpoint: local.url, mark: 'read-only' as const }];
  const marked = new Connections({
    settings: () => settings,
    kept: () => kept,
    env: home.env,
    localSwf: () => undefined,
  });
  try {
    const refused = async () => {
      const client = await marked.current.client();
      return await client.call('RegisterDomain', { name: 'a', workflowExecutionRetentionPeriodInDays: '1' });
    };
    await expect(refused()).rejects.toThrow('Nothing was sent');
    for (const each of marked.all) each.reset();
    await expect(refused()).rejects.toThrow('Nothing was sent');
    expect(local.control.state().totalRequests).toBe(0);
  } finally {
    marked.dispose();
  }
});
