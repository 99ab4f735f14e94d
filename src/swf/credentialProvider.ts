import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { credentialProblem } from './credentialFaults';
import { type CredentialPlan, credentialPlan } from './credentialPlan';
import { CredentialProblem } from './credentialProblem';
import { environmentKeys } from './environmentKeys';
import type { MfaSessions } from './mfaSessions';
import type { CredentialSource, Sdk, ServiceConfig, SharedFilePaths } from './sdkClient';
import { sdkName } from './sharedFileText';
import { given, readSharedProfiles, type SharedProfiles, UnreadableFile } from './sharedProfiles';

/** The services besides Amazon SWF that may be asked for keys; the names are those of their settings. */
export const keyServices = ['sts', 'sso', 'sso_oidc', 'signin'] as const;
export type KeyService = (typeof keyServices)[number];

export interface CredentialParts {
  readonly sdk: Sdk;
  readonly source: CredentialSource;
  /** How to reach a service that gives keys. */
  readonly configOf: (service: KeyService) => ServiceConfig;
  /** Without it, nobody can be asked for a code. */
  readonly sessions: MfaSessions | undefined;
  /** Told the name of each session whose keys are given. */
  readonly usesSession: (name: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The keys of a source. The shared files are read anew each time; every failure is a CredentialProblem. */
export function credentialProvider(parts: CredentialParts): AwsCredentialIdentityProvider {
  const { source } = parts;
  if (source.kind === 'keys') {
    const { accessKeyId, secretAccessKey, sessionToken } = source;
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
    return () => Promise.resolve(keys);
  }
  const { configFilepath, filepath } = source;
  const provider = new Provider(parts, { configFilepath, filepath });
  return () => (source.kind === 'profile' ? provider.ofProfile(source.profile) : provider.ofMachine(source.profile));
}

class Provider {
  constructor(
    private readonly parts: CredentialParts,
    private readonly paths: SharedFilePaths,
  ) {}

  async ofProfile(profile: string): Promise<AwsCredentialIdentity> {
    const plan = credentialPlan(profile, await this.files());
    if (plan !== undefined) return await this.keys(plan);
    throw new CredentialProblem(
      l10n.t('The profile is not in the shared files, or has no credentials: {0}', profile),
      l10n.t('Choose another profile, or configure this one with the AWS CLI: aws configure.'),
    );
  }

  /** What the machine itself has: a web identity, the keys of its container or of its instance. */
  async ofMachine(profile: string | undefined): Promise<AwsCredentialIdentity> {
    const { env, source } = this.parts;
    const tokenFile = given(env['AWS_WEB_IDENTITY_TOKEN_FILE']);
    const roleArn = given(env['AWS_ROLE_ARN']);
    const chosen = source.kind === 'chain' && source.chosen === true;
    if (tokenFile !== undefined && roleArn !== undefined && !chosen) {
      const sessionName = given(env['AWS_ROLE_SESSION_NAME']);
      return await this.keys({ kind: 'webIdentity', profile, roleArn, tokenFile, sessionName });
    }
    if (hasContainer(env)) return await this.keys({ kind: 'container', profile });
    try {
      return await this.keys({ kind: 'instance', profile });
    } catch (cause) {
      throw new CredentialProblem(
        l10n.t('No credentials were found: {0}', profile ?? l10n.t('default chain')),
        l10n.t('Choose a profile, or configure one with the AWS CLI: aws configure.'),
        'noCredentials',
        { cause },
      );
    }
  }

  private async files(): Promise<SharedProfiles> {
    try {
      return await readSharedProfiles(this.parts.sdk, this.paths);
    } catch (cause) {
      if (!(cause instanceof UnreadableFile)) throw cause;
      const nextStep = l10n.t('Check the file and who may read it.');
      const message = l10n.t('The shared file cannot be read: {0}', cause.path);
      throw new CredentialProblem(message, nextStep, 'noCredentials', { cause });
    }
  }

  private async keys(plan: CredentialPlan): Promise<AwsCredentialIdentity> {
    try {
      return await this.step(plan);
    } catch (error) {
      throw credentialProblem(plan, error);
    }
  }

  private async step(plan: CredentialPlan): Promise<AwsCredentialIdentity> {
    const { sdk, configOf, env } = this.parts;
    const where = { ...this.paths, ignoreCache: true };
    switch (plan.kind) {
      case 'static': {
        const { accessKeyId, secretAccessKey, sessionToken } = plan;
        return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      }
      case 'process':
        return await sdk.fromProcess({ ...where, profile: sdkName(plan.profile) })();
      case 'login':
        return await sdk.fromLoginCredentials({
          ...where,
          profile: sdkName(plan.profile),
          clientConfig: configOf('signin'),
        })();
      case 'sso':
        return await this.ssoKeys(plan);
      case 'environment':
        return keysOfEnvironment(plan.profile ?? '', env);
      case 'container':
        if (!hasContainer(env)) throw new Error('No variable says where the container has its keys');
        return await sdk.fromHttp()();
      case 'instance':
        if (given(env['AWS_EC2_METADATA_DISABLED'])?.toLowerCase() === 'true') {
          throw new Error('AWS_EC2_METADATA_DISABLED');
        }
        return await sdk.fromInstanceMetadata({ timeout: 1000, maxRetries: 0 })();
      case 'webIdentity':
        return await this.webIdentityKeys(plan);
      case 'role':
      case 'session':
        return plan.device === undefined ? await this.stsKeys(plan) : await this.mfaKeys(plan, plan.device);
    }
  }

  private async ssoKeys(plan: CredentialPlan & { kind: 'sso' }): Promise<AwsCredentialIdentity> {
    const { sdk, configOf } = this.parts;
    const { startUrl, accountId, roleName, session } = plan;
    const provide = sdk.fromSSO({
      ...this.paths,
      ignoreCache: true,
      profile: sdkName(plan.profile),
      ssoStartUrl: startUrl,
      ssoRegion: plan.region,
      ssoAccountId: accountId,
      ssoRoleName: roleName,
      ...(session !== undefined && { ssoSession: session }),
      ssoClient: new sdk.SSOClient({ ...configOf('sso'), region: plan.region }),
      // That of the client that renews the token.
      clientConfig: { ...configOf('sso_oidc'), region: plan.region },
    });
    return await provide();
  }

  private async webIdentityKeys(plan: CredentialPlan & { kind: 'webIdentity' }): Promise<AwsCredentialIdentity> {
    const { sdk } = this.parts;
    const token = await readFile(plan.tokenFile, 'utf8');
    const command = new sdk.AssumeRoleWithWebIdentityCommand({
      RoleArn: plan.roleArn,
      RoleSessionName: plan.sessionName ?? sessionName(),
      WebIdentityToken: token.trim(),
    });
    return keysOf(await this.sts().send(command));
  }

  private async mfaKeys(plan: StsPlan, device: string): Promise<AwsCredentialIdentity> {
    const { sessions } = this.parts;
    const { profile } = plan;
    if (sessions === undefined) {
      throw new CredentialProblem(
        l10n.t('The profile asks for the code of an MFA device, and nobody can be asked: {0}', profile),
        l10n.t('Use a profile of temporary keys.'),
      );
    }
    const { source, ...asked } = plan;
    const name = JSON.stringify([this.paths, asked, source.profile]);
    this.parts.usesSession(name);
    return await sessions.session(name, async () => {
      const code = await sessions.code({ device, profile });
      if (code !== undefined) return await this.stsKeys(plan, code);
      throw new CredentialProblem(
        l10n.t('No code of the MFA device was given: {0}', device),
        l10n.t('Try again, and type the six digits that the device shows.'),
      );
    });
  }

  /** A role, or a session of one's own keys; a code is good for one request, so that is not sent twice. */
  private async stsKeys(plan: StsPlan, code?: string): Promise<AwsCredentialIdentity> {
    const { sdk } = this.parts;
    const client = this.sts(await this.keys(plan.source), code === undefined ? undefined : 1);
    const mfa = { ...(code !== undefined && { SerialNumber: plan.device, TokenCode: code }) };
    if (plan.kind === 'session') return keysOf(await client.send(new sdk.GetSessionTokenCommand(mfa)));
    const command = new sdk.AssumeRoleCommand({
      ...mfa,
      RoleArn: plan.roleArn,
      RoleSessionName: plan.sessionName ?? sessionName(),
      ExternalId: plan.externalId,
      DurationSeconds: plan.duration,
    });
    return keysOf(await client.send(command));
  }

  private sts(credentials?: AwsCredentialIdentity, maxAttempts?: number): STSClient {
    const { sdk, configOf } = this.parts;
    return new sdk.STSClient({
      ...configOf('sts'),
      ...(credentials !== undefined && { credentials }),
      ...(maxAttempts !== undefined && { maxAttempts }),
    });
  }
}

type StsPlan = CredentialPlan & { kind: 'role' | 'session' };

interface StsAnswer {
  readonly Credentials?:
    | {
        readonly AccessKeyId: string | undefined;
        readonly SecretAccessKey: string | undefined;
        readonly SessionToken: string | undefined;
        readonly Expiration: Date | undefined;
      }
    | undefined;
}

function keysOf({ Credentials: keys }: StsAnswer): AwsCredentialIdentity {
  if (keys?.AccessKeyId === undefined || keys.SecretAccessKey === undefined) throw new Error('STS gave no keys');
  return {
    accessKeyId: keys.AccessKeyId,
    secretAccessKey: keys.SecretAccessKey,
    ...(keys.SessionToken !== undefined && { sessionToken: keys.SessionToken }),
    ...(keys.Expiration !== undefined && { expiration: keys.Expiration }),
  };
}

/** What AWS CloudTrail shows of who took a role. */
function sessionName(): string {
  return `swf-workbench-${Date.now()}`;
}

function hasContainer(env: CredentialParts['env']): boolean {
  return ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].some(
    (variable) => given(env[variable]) !== undefined,
  );
}

function keysOfEnvironment(profile: string, env: CredentialParts['env']): AwsCredentialIdentity {
  const { accessKeyId, secretAccessKey, session } = environmentKeys(env);
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile {0} takes its keys from the environment, which has none', profile),
      l10n.t('Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where VS Code is started.'),
    );
  }
  return { accessKeyId, secretAccessKey, ...session };
}
