import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadSdk } from '../../../src/swf/sdkClient';
import { nameInFile, sdkName } from '../../../src/swf/sharedFileText';
import { readSharedProfiles } from '../../../src/swf/sharedProfiles';
import { AwsHome } from '../connection/awsHome';

const hasBotocore = spawnSync('python3', ['-c', 'import botocore']).status === 0;
const judge = path.join(import.meta.dirname, '../../support/judges/profilesJudge.py');

let home: AwsHome;

async function profilesOf(config: string, credentials = '') {
  home = await AwsHome.create(config, credentials);
  const files = await readSharedProfiles(await loadSdk(), {
    configFilepath: path.join(home.directory, 'config'),
    filepath: path.join(home.directory, 'credentials'),
  });
  return { ...files, profiles: Object.fromEntries(files.profiles) };
}

const config = `
# A comment: with = signs
[default]
Region = eu-west-1
[profile "My Production"]
region = eu-west-2
[profile 'single quoted']
region: eu-west-3
[profile müller]
REGION=eu-north-1
[profile 東京]
region = ap-northeast-1
[profile   far]
region = eu-south-1
[profile services.x]
region = eu-south-2
[profile sso-session.x]
region = us-east-1
[profile a.b+c@d%e/f:g]
region = us-east-2
[profile "it's (100%)!*~"]
region = us-west-1
[profile two words]
region = us-west-2
[profile]
region = ca-central-1
[preview]
region = sa-east-1
[profile toString]
region = af-south-1
[services here]
swf =
  endpoint_url = http://127.0.0.1:1
`;
const credentials = `
[default]
aws_access_key_id = DEFAULT
aws_secret_access_key = secret:with=signs
[My Production]
AWS_ACCESS_KEY_ID: PRODUCTION
aws_secret_access_key = secret
[müller]
aws_access_key_id = MUELLER
[profile far]
aws_access_key_id = FAR
[only here]
aws_access_key_id = ONLY
`;

describe('the profiles of the shared files', () => {
  afterEach(() => home.remove());

  test('have the names and settings that the files give them, whatever letters these are made of', async () => {
    const { profiles, keysInCredentials, services } = await profilesOf(config, credentials);
    expect(profiles['My Production']).toEqual({
      region: 'eu-west-2',
      aws_access_key_id: 'PRODUCTION',
      aws_secret_access_key: 'secret',
    });
    expect(profiles['müller']).toEqual({ region: 'eu-north-1', aws_access_key_id: 'MUELLER' });
    expect(profiles["it's (100%)!*~"]).toEqual({ region: 'us-west-1' });
    expect([...keysInCredentials]).toEqual(['default', 'My Production', 'müller', 'profile far', 'only here']);
    expect([...services.keys()]).toEqual(['here']);
  });

  test('are those that botocore knows', { skip: !hasBotocore }, async () => {
    const { profiles } = await profilesOf(config, credentials);
    const env = { ...process.env, ...home.env };
    const known = JSON.parse(execFileSync('python3', [judge], { env, encoding: 'utf8' })) as typeof profiles;
    expect(profiles).toEqual(known);
  });

  test('one named __proto__ hides no other, and changes nothing', async () => {
    const text = '[profile __proto__]\nregion = eu-west-1\n[profile plain]\nregion = eu-west-2\n';
    home = await AwsHome.create(text);
    const configFilepath = path.join(home.directory, 'config');
    const { profiles } = await readSharedProfiles(await loadSdk(), { configFilepath, filepath: '/nowhere' });
    expect([...profiles]).toEqual([
      ['__proto__', { region: 'eu-west-1' }],
      ['plain', { region: 'eu-west-2' }],
    ]);
    expect(({} as Record<string, unknown>)['region']).toBeUndefined();
  });

  test('are read whatever stands around and in a header: a byte order mark, a comment with brackets, a percent sign', async () => {
    const { profiles } = await profilesOf(
      '\uFEFF[profile "my shop"]\nregion = eu-west-1\n[profile old] # [was: new]\nregion = eu-west-2\n[profile.100%]\nregion = eu-west-3\n',
      '[100%]\naws_access_key_id = PERCENT\n',
    );
    expect(profiles['my shop']).toEqual({ region: 'eu-west-1' });
    expect(profiles['old']).toEqual({ region: 'eu-west-2' });
    expect(profiles['100%']).toMatchObject({ aws_access_key_id: 'PERCENT' });
  });

  test('that are gone are gone', async () => {
    const { profiles } = await profilesOf('[profile plain]\nregion = eu-west-1\n');
    expect(Object.keys(profiles)).toEqual(['plain']);
    await home.remove();
    const configFilepath = path.join(home.directory, 'config');
    const after = await readSharedProfiles(await loadSdk(), { configFilepath, filepath: '/nowhere' });
    expect([...after.profiles]).toEqual([]);
    home = await AwsHome.create('');
  });
});

test('a name keeps its letters on the way to the SDK and back', () => {
  for (const name of [
    'plain',
    'a.b+c@d/f:g',
    '100%',
    'My Production',
    'müller',
    '__proto__',
    "!'()*.~_",
    'services.x',
  ]) {
    expect(nameInFile(sdkName(name))).toBe(name);
  }
});
