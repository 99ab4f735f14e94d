import * as l10n from '@vscode/l10n';
import { CredentialProblem, type Login } from './credentialProblem';
import { sdkName } from './sharedFileText';
import { given, type Section, type SharedProfiles } from './sharedProfiles';

/** How a profile comes to its keys, step by step; the sources that a role is taken with stand inside. */
export type CredentialPlan =
  | {
      readonly kind: 'static';
      readonly profile: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    }
  /** Static keys that become a session by the code of a device. */
  | { readonly kind: 'session'; readonly profile: string; readonly device: string; readonly source: CredentialPlan }
  | {
      readonly kind: 'role';
      readonly profile: string;
      readonly roleArn: string;
      readonly sessionName?: string | undefined;
      readonly externalId?: string | undefined;
      /** In seconds. */
      readonly duration?: number | undefined;
      readonly device?: string | undefined;
      readonly source: CredentialPlan;
    }
  | {
      readonly kind: 'webIdentity';
      readonly profile: string | undefined;
      readonly roleArn: string;
      readonly tokenFile: string;
      readonly sessionName?: string | undefined;
    }
  | {
      readonly kind: 'sso';
      readonly profile: string;
      readonly startUrl: string;
      readonly region: string;
      readonly accountId: string;
      readonly roleName: string;
      readonly session?: string | undefined;
    }
  | { readonly kind: 'process' | 'login'; readonly profile: string }
  | { readonly kind: 'environment' | 'container' | 'instance'; readonly profile: string | undefined };

/**
 * How a profile of the shared files comes to its keys; undefined when nothing in it says how. The order is the AWS
 * CLI's (seen in botocore 1.43, `create_credential_resolver`): a role, web identity, SSO, keys in the credentials file,
 * console login, a process, keys in the config file. Static keys with an `mfa_serial` and no role become a session;
 * the AWS CLI would leave the device out and be refused by policies that ask for it.
 * @throws CredentialProblem when the files contradict themselves
 */
export function credentialPlan(name: string, files: SharedProfiles): CredentialPlan | undefined {
  const plan = planOf(name, files, [name]);
  const device = given(files.profiles.get(name)?.['mfa_serial']);
  if (plan?.kind !== 'static' || device === undefined || plan.sessionToken !== undefined) return plan;
  return { kind: 'session', profile: name, device, source: plan };
}

/** The login at the beginning of a plan. */
export function loginOfPlan(plan: CredentialPlan): Login | undefined {
  switch (plan.kind) {
    case 'sso':
      return { kind: 'sso', profile: plan.profile };
    case 'login':
      return { kind: 'console', profile: plan.profile };
    case 'role':
    case 'session':
      return loginOfPlan(plan.source);
    default:
      return undefined;
  }
}

function planOf(name: string, files: SharedProfiles, path: readonly string[]): CredentialPlan | undefined {
  const section = files.profiles.get(name) ?? {};
  const isSource = path.length > 1;
  const role = given(section['role_arn']) !== undefined && given(section['web_identity_token_file']) === undefined;
  const keys = given(section['aws_access_key_id']) !== undefined;
  // The keys of a source go before its own role: that is how a profile can be a source of itself.
  if (role && !(isSource && keys)) return rolePlan(name, section, files, path);
  return (
    webIdentityPlan(name, section) ??
    ssoPlan(name, section, files) ??
    (files.keysInCredentials.has(name) ? staticPlan(name, section) : undefined) ??
    (given(section['login_session']) === undefined ? undefined : { kind: 'login', profile: name }) ??
    (given(section['credential_process']) === undefined ? undefined : { kind: 'process', profile: name }) ??
    (keys ? staticPlan(name, section) : undefined)
  );
}

function rolePlan(name: string, section: Section, files: SharedProfiles, path: readonly string[]): CredentialPlan {
  const sourceProfile = given(section['source_profile']);
  const credentialSource = given(section['credential_source']);
  if (sourceProfile !== undefined && credentialSource !== undefined) {
    throw new CredentialProblem(
      l10n.t('The profile has both a source_profile and a credential_source: {0}', name),
      l10n.t('Take one of the two out of the profile.'),
    );
  }
  if (sourceProfile === undefined && credentialSource === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile has a role_arn and nothing that says who takes the role: {0}', name),
      l10n.t('Add source_profile, credential_source or web_identity_token_file to the profile.'),
    );
  }
  const duration = given(section['duration_seconds']);
  return {
    kind: 'role',
    profile: name,
    roleArn: given(section['role_arn']) ?? '',
    sessionName: given(section['role_session_name']),
    externalId: given(section['external_id']),
    duration: duration === undefined ? undefined : Number(duration),
    device: given(section['mfa_serial']),
    source:
      sourceProfile === undefined
        ? namedSource(name, credentialSource ?? '')
        : sourcePlan(name, sourceProfile, files, path),
  };
}

function sourcePlan(name: string, source: string, files: SharedProfiles, path: readonly string[]): CredentialPlan {
  const section = files.profiles.get(source);
  if (section === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile {0} names a source_profile that does not exist: {1}', name, source),
      l10n.t('Add the profile, or correct its name.'),
    );
  }
  const ownKeys = source === name && given(section['aws_access_key_id']) !== undefined;
  if (path.includes(source) && !ownKeys) {
    const circle = [...path.slice(path.indexOf(source)), source].join(' → ');
    throw new CredentialProblem(
      l10n.t('The profile refers to itself by source_profile: {0}', circle),
      l10n.t('Correct source_profile in one of these profiles.'),
    );
  }
  const plan = planOf(source, files, [...path, source]);
  if (plan === undefined) {
    throw new CredentialProblem(
      l10n.t('The source_profile of the profile {0} has no credentials: {1}', name, source),
      l10n.t('Configure the source profile with the AWS CLI: aws configure.'),
    );
  }
  return plan;
}

function namedSource(profile: string, source: string): CredentialPlan {
  switch (source.toLowerCase()) {
    case 'environment':
      return { kind: 'environment', profile };
    case 'ecscontainer':
      return { kind: 'container', profile };
    case 'ec2instancemetadata':
      return { kind: 'instance', profile };
    default:
      throw new CredentialProblem(
        l10n.t('The credential_source of the profile {0} is not one that there is: {1}', profile, source),
        l10n.t('Write Environment, EcsContainer or Ec2InstanceMetadata.'),
      );
  }
}

function webIdentityPlan(profile: string, section: Section): CredentialPlan | undefined {
  const tokenFile = given(section['web_identity_token_file']);
  if (tokenFile === undefined) return undefined;
  const roleArn = given(section['role_arn']);
  if (roleArn === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile has a web_identity_token_file and no role_arn: {0}', profile),
      l10n.t('Add role_arn to the profile.'),
    );
  }
  return { kind: 'webIdentity', profile, roleArn, tokenFile, sessionName: given(section['role_session_name']) };
}

function ssoPlan(profile: string, section: Section, files: SharedProfiles): CredentialPlan | undefined {
  const accountId = given(section['sso_account_id']);
  const roleName = given(section['sso_role_name']);
  const session = given(section['sso_session']);
  const told = [accountId, roleName, session, given(section['sso_start_url'])];
  if (told.every((setting) => setting === undefined)) return undefined;
  const login = session === undefined ? section : files.ssoSessions.get(session);
  if (login === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile {0} names an sso-session section that does not exist: {1}', profile, session ?? ''),
      l10n.t('Add the section to the shared config file, or run: aws configure sso.'),
    );
  }
  if (session !== undefined && sdkName(session) !== session) {
    throw new CredentialProblem(
      l10n.t('The name of the sso-session section has characters that are not read: {0}', session),
      l10n.t('Name the section with letters, digits and - _ . @ + / : alone, also in the profile, and log in again.'),
    );
  }
  const startUrl = given(login['sso_start_url']);
  const region = given(login['sso_region']);
  const needed = { sso_start_url: startUrl, sso_region: region, sso_account_id: accountId, sso_role_name: roleName };
  const missing = Object.entries(needed).flatMap(([setting, value]) => (value === undefined ? [setting] : []));
  if (startUrl === undefined || region === undefined || accountId === undefined || roleName === undefined) {
    throw new CredentialProblem(
      l10n.t('The SSO settings of the profile {0} are not complete, there is no: {1}', profile, missing.join(', ')),
      l10n.t('Run: aws configure sso.'),
    );
  }
  return { kind: 'sso', profile, startUrl, region, accountId, roleName, session };
}

function staticPlan(profile: string, section: Section): CredentialPlan {
  const accessKeyId = given(section['aws_access_key_id']);
  const secretAccessKey = given(section['aws_secret_access_key']);
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new CredentialProblem(
      l10n.t('The profile has an aws_access_key_id and no aws_secret_access_key: {0}', profile),
      l10n.t('Add the key that is missing, or take the other out.'),
    );
  }
  // The older name goes before the newer one (seen: botocore 1.43).
  const sessionToken = given(section['aws_security_token']) ?? given(section['aws_session_token']);
  return { kind: 'static', profile, accessKeyId, secretAccessKey, sessionToken };
}
