import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SWF } from '@aws-sdk/client-swf';
import { expect, vi } from 'vitest';
import { resolveConnection, type ConnectionChoice } from '../../../src/connection/resolveConnection';
import type { Credential } from '../../../src/local/credentials';
import { startLocalSwf, type LocalSwf } from '../../../src/local/startLocalSwf';
import { SwfFault } from '../../../src/swf/faults';
import { type MfaQuestion, MfaSessions } from '../../../src/swf/mfaSessions';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { FakeAws, keysFrom } from '../../support/fakeAws';
import { AwsHome } from './awsHome';
import { config, region, startUrl } from './credentialProfiles';

export const owner: Credential = { accessKeyId: 'AKIAOWNER', secretAccessKey: 'owner' };
export const environment: Credential = { accessKeyId: 'AKIAENV', secretAccessKey: 'env' };
export const hour = 3_600_000;
export const expired = () => new Date(Date.now() - 60_000).toISOString();

/** A person's shared files and variables, fakes of all that gives keys, and a Local SWF that takes one key alone. */
export class CredentialDesk {
  /** What the person was asked for, and what they type, in order. */
  readonly asked: MfaQuestion[] = [];
  readonly answers: (string | undefined)[] = [];
  sessions = new MfaSessions((question) => {
    this.asked.push(question);
    return Promise.resolve(this.answers.shift());
  });
  private local: LocalSwf | undefined;

  private constructor(
    readonly home: AwsHome,
    readonly aws: FakeAws,
  ) {}

  static async open(): Promise<CredentialDesk> {
    const aws = await FakeAws.start();
    const home = await AwsHome.create('');
    const { accessKeyId, secretAccessKey } = owner;
    const desk = new CredentialDesk(home, aws);
    await desk.writeKeys(`aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    const services = ['STS', 'SSO', 'SSO_OIDC', 'SIGNIN'].map((name) => [`AWS_ENDPOINT_URL_${name}`, aws.url] as const);
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, '');
    for (const [name, value] of [
      ...Object.entries(home.env),
      ...services,
      ['AWS_EC2_METADATA_SERVICE_ENDPOINT', aws.url] as const,
      ['AWS_LOGIN_CACHE_DIRECTORY', home.directory] as const,
    ]) {
      vi.stubEnv(name, value);
    }
    return desk;
  }

  async close(): Promise<void> {
    vi.unstubAllEnvs();
    await this.stopService();
    await this.aws.stop();
    await this.home.remove();
  }

  /** Writes the shared files, with this as the section `keys` of the credentials file. */
  async writeKeys(keys: string): Promise<void> {
    await this.home.write(config(this.home.directory), `[keys]\n${keys}`);
  }

  /** A Local SWF that takes this key alone, and has a domain in this region alone. */
  async serviceFor(key: Credential, its: string): Promise<string> {
    this.local = await startLocalSwf({ credentials: [key] });
    const client = new SWF({ endpoint: this.local.url, region: its, credentials: { ...key } });
    await client.registerDomain({ name: `only in ${its}`, workflowExecutionRetentionPeriodInDays: '1' });
    client.destroy();
    return this.local.url;
  }

  async stopService(): Promise<void> {
    await this.local?.close();
    this.local = undefined;
  }

  /** The domains that a client of this choice sees: those of the region that its requests are signed for. */
  async domains(choice: Omit<ConnectionChoice, 'env'>): Promise<(string | undefined)[]> {
    const client = createSdkClient(await resolveConnection({ ...choice, env: process.env }), this.sessions);
    try {
      const { domainInfos } = await client.call('ListDomains', { registrationStatus: 'REGISTERED' });
      return (domainInfos ?? []).map(({ name }) => name);
    } finally {
      client.dispose();
    }
  }

  /** The fault that a profile's first call ends with, before a request was sent. */
  async faultOf(profile: string): Promise<SwfFault> {
    const endpoint = await this.serviceFor(owner, region);
    const before = this.local?.control.state().totalRequests;
    const found = await this.domains({ profile, endpoint }).catch((error: unknown) => error);
    if (!(found instanceof SwfFault)) throw new Error(`No fault: ${String(found)}`, { cause: found });
    expect(this.local?.control.state().totalRequests).toBe(before);
    expect(found.details.delivered).toBe('no');
    expect(found.details.nextStep).toBeTruthy();
    return found;
  }

  /** Who was asked for keys, in order, and signed by whom for which region. */
  get askedFor(): readonly string[] {
    return this.aws.requests.map(({ name, signer, region: its }) =>
      signer === undefined ? name : `${name} ${signer} ${its ?? ''}`,
    );
  }

  async ssoToken(name: string, change: object = {}): Promise<void> {
    const folder = join(this.home.directory, '.aws', 'sso', 'cache');
    await mkdir(folder, { recursive: true });
    const token = {
      startUrl,
      region: 'us-east-2',
      accessToken: 'access-token',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      clientId: 'client',
      clientSecret: 'client-secret',
      refreshToken: 'refresh-token',
      ...change,
    };
    await writeFile(join(folder, `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
  }

  async consoleToken(expiresAt: number): Promise<void> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const { accessKeyId, secretAccessKey, sessionToken } = keysFrom('OLDLOGIN');
    const token = {
      accessToken: {
        ...{ accessKeyId, secretAccessKey, sessionToken, accountId: '111122223333' },
        expiresAt: new Date(expiresAt).toISOString(),
      },
      ...{ clientId: 'client', refreshToken: 'first', tokenType: 'aws_sigv4' },
      dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
    };
    const name = createHash('sha256').update('arn:aws:iam::111122223333:user/olga').digest('hex');
    await writeFile(join(this.home.directory, `${name}.json`), JSON.stringify(token));
  }

  useEnvironment(): void {
    vi.stubEnv('AWS_ACCESS_KEY_ID', environment.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', environment.secretAccessKey);
  }

  useContainer(): void {
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${this.aws.url}/container`);
    vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'container-token');
  }

  async writeProcess(change: object = {}): Promise<void> {
    const { accessKeyId, secretAccessKey, sessionToken } = keysFrom('PROCESS');
    const keys = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken };
    await writeFile(join(this.home.directory, 'process.json'), JSON.stringify({ Version: 1, ...keys, ...change }));
  }
}
