import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CurrentConnection } from '../../../src/connection/currentConnection';
import type { SwfClient } from '../../../src/swf/client';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';
import { AwsHome } from './awsHome';

let home: AwsHome;
let local: LocalSwf;
let settings: { profile: string; region: string; endpoint: string };
let localUrl: string | undefined;
let connection: CurrentConnection;
let fired: string[];

beforeEach(async () => {
  home = await AwsHome.create('[profile prod]\nregion = eu-west-1\n');
  local = await startLocalSwf();
  settings = { profile: '', region: '', endpoint: local.url };
  localUrl = undefined;
  connection = new CurrentConnection({ settings: () => settings, env: home.env, localSwf: () => localUrl });
  fired = [];
  connection.onDidChange(() => fired.push(`changed: ${connection.target?.label ?? 'nothing'}`));
  connection.onDidReset(() => fired.push('reset'));
});
afterEach(async () => {
  connection.dispose();
  await local.close();
  await home.remove();
});

const host = () => new URL(local.url).host;
const list = async (client: SwfClient) => await client.call('ListDomains', { registrationStatus: 'REGISTERED' });

describe('the connection in use', () => {
  test('is resolved at its first use, and known from then on', async () => {
    expect(connection.target).toBeUndefined();
    const [client, same] = await Promise.all([connection.client(), connection.client()]);
    expect(same).toBe(client);
    expect(await connection.client()).toBe(client);
    expect(connection.target).toEqual(client.target);
    expect(fired).toEqual([`changed: ${host()}`]);
    expect(local.control.state().totalRequests).toBe(0);
  });

  test('is resolved anew after a reset, by what the settings then say', async () => {
    const old = await connection.client();
    settings = { ...settings, profile: 'prod', endpoint: '' };
    connection.reset();
    expect(connection.target).toBeUndefined();
    expect(await connection.client()).not.toBe(old);
    expect(connection.target).toMatchObject({ kind: 'aws', region: 'eu-west-1', label: 'prod · eu-west-1' });
    expect(fired).toEqual([`changed: ${host()}`, 'changed: nothing', 'reset', 'changed: prod · eu-west-1']);
    await expect(list(old)).rejects.toMatchObject({ kind: 'stopped' });
  });

  test('that could not be resolved is tried again by the next use', async () => {
    settings = { profile: 'nobody', region: '', endpoint: '' };
    await expect(connection.client()).rejects.toThrow('The profile was not found: nobody');
    expect(connection.target).toBeUndefined();
    await home.write('[profile nobody]\nregion = eu-west-3\n');
    expect((await connection.client()).target.region).toBe('eu-west-3');
  });

  test('that is found out without being used tells no failure', async () => {
    settings = { profile: 'nobody', region: '', endpoint: '' };
    connection.resolve();
    await expect(connection.client()).rejects.toThrow('nobody');
    settings = { profile: '', region: '', endpoint: local.url };
    const changed = new Promise<void>((resolve) => connection.onDidChange(resolve));
    connection.resolve();
    await changed;
    expect(connection.target?.label).toBe(host());
    expect(local.control.state().totalRequests).toBe(0);
  });

  test('that was reset while it was resolved does not come back', async () => {
    const old = connection.client();
    settings = { profile: 'prod', region: '', endpoint: '' };
    connection.reset();
    await connection.client();
    await expect(list(await old)).rejects.toMatchObject({ kind: 'stopped' });
    expect(connection.target?.label).toBe('prod · eu-west-1');
    expect(fired).toEqual(['changed: nothing', 'reset', 'changed: prod · eu-west-1']);
  });
});

describe('Local SWF', () => {
  beforeEach(() => {
    settings = { profile: 'prod', region: '', endpoint: '' };
    localUrl = local.url;
  });

  test('is used when it was chosen, whatever the settings say, and no longer than it runs', async () => {
    connection.useLocalSwf(true);
    expect((await connection.client()).target).toMatchObject({ kind: 'local', endpoint: local.url });
    connection.reset();
    expect((await connection.client()).target.kind).toBe('local');
    localUrl = undefined;
    connection.reset();
    expect((await connection.client()).target.kind).toBe('aws');
  });

  test('is left again for what the settings say', async () => {
    connection.useLocalSwf(true);
    await connection.client();
    connection.useLocalSwf(false);
    expect((await connection.client()).target.label).toBe('prod · eu-west-1');
  });

  test('is named so too when only the settings lead to it', async () => {
    settings = { profile: '', region: '', endpoint: local.url };
    expect((await connection.client()).target).toMatchObject({ kind: 'local', label: 'Local SWF' });
  });
});

describe('a procedure', () => {
  test('keeps its client while it runs, also when the connection changes; afterwards that client is closed', async () => {
    let used: SwfClient | undefined;
    await connection.use(async (client) => {
      used = client;
      settings = { profile: 'prod', region: '', endpoint: '' };
      connection.reset();
      expect((await connection.client()).target.kind).toBe('aws');
      expect(await list(client)).toMatchObject({ domainInfos: [] });
    });
    if (used === undefined) throw new Error('The procedure did not run');
    await expect(list(used)).rejects.toMatchObject({ kind: 'stopped' });
  });

  test('leaves the client open for others when nothing changed', async () => {
    const client = await connection.client();
    expect(await connection.use((each) => Promise.resolve(each))).toBe(client);
    expect(await list(client)).toMatchObject({ domainInfos: [] });
  });

  test('that ends first does not end the client of another one', async () => {
    let finish = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (finish = resolve));
    const long = connection.use(async (client) => {
      await waiting;
      return await list(client);
    });
    await connection.use(async (client) => await list(client));
    settings = { profile: 'prod', region: '', endpoint: '' };
    connection.reset();
    await connection.client();
    finish();
    expect(await long).toMatchObject({ domainInfos: [] });
  });

  test('that fails gives its failure, and its client back', async () => {
    const client = await connection.client();
    await expect(connection.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await list(client)).toMatchObject({ domainInfos: [] });
    connection.reset();
    await connection.client();
    await expect(list(client)).rejects.toMatchObject({ kind: 'stopped' });
  });
});
