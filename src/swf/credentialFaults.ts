import * as l10n from '@vscode/l10n';
import type { CredentialPlan } from './credentialPlan';
import { CredentialProblem } from './credentialProblem';
import { type ErrorFacts, errorFacts } from './errorFacts';

/**
 * Why a step of a plan gave no keys. Nothing of the SDK's texts is repeated: that of a failed `credential_process` holds
 * its whole command line.
 */
export function credentialProblem(plan: CredentialPlan, cause: unknown): CredentialProblem {
  if (cause instanceof CredentialProblem) return cause;
  const facts = errorFacts(cause);
  const unreachable = unreachableProblem(plan, facts, cause);
  if (unreachable !== undefined) return unreachable;
  switch (plan.kind) {
    case 'sso':
      return ssoProblem(plan, facts, cause);
    case 'login':
      return loginProblem(plan.profile, facts, cause);
    case 'process':
      return processProblem(plan.profile, facts, cause);
    case 'role':
    case 'session':
      return stsProblem(plan, facts, cause);
    case 'webIdentity':
      return webIdentityProblem(plan, facts, cause);
    case 'container':
      return new CredentialProblem(
        l10n.t('The container gave no keys'),
        l10n.t('Check the variables AWS_CONTAINER_… of this window, and the role of the task or pod.'),
        'noCredentials',
        { cause },
      );
    case 'instance':
      return new CredentialProblem(
        l10n.t('The instance metadata service gave no keys'),
        l10n.t('Check that this machine is an EC2 instance with a role, and that its metadata can be read.'),
        'noCredentials',
        { cause },
      );
    case 'environment':
    case 'static':
      return new CredentialProblem(
        l10n.t('No credentials were found: {0}', plan.profile ?? ''),
        l10n.t('Choose a profile, or configure one with the AWS CLI: aws configure.'),
        'noCredentials',
        { cause },
      );
  }
}

/** Not for instance metadata: that nothing answers there says that this is no such machine. */
function unreachableProblem(plan: CredentialPlan, facts: ErrorFacts, cause: unknown): CredentialProblem | undefined {
  if (plan.kind === 'instance' || plan.kind === 'process') return undefined;
  const words = /\b(E(?:NOTFOUND|AI_AGAIN|CONN[A-Z]+|HOST[A-Z]+|NET[A-Z]+|TIMEDOUT|PIPE))\b/;
  const code = words.exec(facts.code)?.[1] ?? words.exec(facts.message)?.[1];
  if (code === undefined && facts.name !== 'TimeoutError') return undefined;
  return new CredentialProblem(
    l10n.t('What gives the profile {0} its keys cannot be reached: {1}', plan.profile ?? '', code ?? 'TIMEOUT'),
    l10n.t('Check the network and the proxy, then try again.'),
    'noCredentials',
    { cause },
  );
}

function ssoProblem(plan: CredentialPlan & { kind: 'sso' }, facts: ErrorFacts, cause: unknown): CredentialProblem {
  const { profile, roleName, accountId } = plan;
  // The SDK's provider keeps of the service's fault only its text: "ForbiddenException: No access".
  const name = /^(\w+Exception)\b/.exec(facts.message)?.[1] ?? facts.name;
  if (name === 'ForbiddenException') {
    return new CredentialProblem(
      l10n.t('AWS SSO does not give you the role {0} in the account {1}: {2}', roleName, accountId, profile),
      l10n.t('Ask for the permission set, or correct sso_role_name and sso_account_id.'),
      'credentialsRefused',
      { cause },
    );
  }
  if (/^(ResourceNotFound|InvalidRequest|TooManyRequests)Exception$/.test(name)) {
    return new CredentialProblem(
      l10n.t('AWS SSO gave no keys for the profile ({0}): {1}', name, profile),
      l10n.t('Check sso_role_name, sso_account_id and sso_region of the profile.'),
      'credentialsRefused',
      { cause },
    );
  }
  return new CredentialProblem(
    l10n.t('The SSO session of the profile has expired or was never started: {0}', profile),
    l10n.t('Run: aws sso login --profile {0}', profile),
    'credentialsExpired',
    { cause, login: { kind: 'sso', profile } },
  );
}

function loginProblem(profile: string, facts: ErrorFacts, cause: unknown): CredentialProblem {
  if (facts.message.includes('insufficient permissions')) {
    return new CredentialProblem(
      l10n.t('AWS does not let this login be renewed: {0}', profile),
      l10n.t('Ask for the permission signin:CreateOAuth2Token.'),
      'credentialsRefused',
      { cause },
    );
  }
  return new CredentialProblem(
    l10n.t('The console login of the profile has expired or was never made: {0}', profile),
    l10n.t('Run: aws login --profile {0}', profile),
    'credentialsExpired',
    { cause, login: { kind: 'console', profile } },
  );
}

function processProblem(profile: string, { message }: ErrorFacts, cause: unknown): CredentialProblem {
  if (message.includes('expired credentials')) {
    return new CredentialProblem(
      l10n.t('The credential_process of the profile gave expired keys: {0}', profile),
      l10n.t('Log in again.'),
      'credentialsExpired',
      { cause },
    );
  }
  if (/invalid JSON|Version 1|invalid credentials/.test(message)) {
    return new CredentialProblem(
      l10n.t('The credential_process of the profile printed something else than keys: {0}', profile),
      l10n.t('It has to print JSON with Version 1, AccessKeyId and SecretAccessKey.'),
      'noCredentials',
      { cause },
    );
  }
  return new CredentialProblem(
    l10n.t('The credential_process of the profile failed: {0}', profile),
    l10n.t('Run its command in a terminal to see why.'),
    'noCredentials',
    { cause },
  );
}

type StsPlan = CredentialPlan & { kind: 'role' | 'session' };

function stsProblem(plan: StsPlan, { name, message }: ErrorFacts, cause: unknown): CredentialProblem {
  const { profile, device, source } = plan;
  const signer = source.profile ?? profile;
  if (device !== undefined && /MultiFactorAuthentication|\bMFA\b|TokenCode|one time pass/i.test(message)) {
    return new CredentialProblem(
      l10n.t('AWS refused the code of the MFA device: {0}', device),
      l10n.t('Wait for the next code of the device, then try again.'),
      'credentialsRefused',
      { cause },
    );
  }
  if (/^ExpiredToken/.test(name)) {
    return new CredentialProblem(
      l10n.t('The keys of the profile {0} have expired', signer),
      l10n.t('Renew them, then try again.'),
      'credentialsExpired',
      { cause },
    );
  }
  if (/^(InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature)/.test(name)) {
    return new CredentialProblem(
      l10n.t('AWS does not know the keys of the profile {0} ({1})', signer, name),
      l10n.t('Check these keys, and the clock of this machine.'),
      'credentialsRefused',
      { cause },
    );
  }
  if (plan.kind === 'session') {
    return new CredentialProblem(
      l10n.t('AWS refused a session for the MFA device ({0}): {1}', name, plan.device),
      l10n.t('Check mfa_serial of the profile.'),
      'credentialsRefused',
      { cause },
    );
  }
  return new CredentialProblem(
    l10n.t('AWS refused the role to the profile {0} ({1}): {2}', signer, name, plan.roleArn),
    l10n.t('Check role_arn, external_id and who may assume the role.'),
    'credentialsRefused',
    { cause },
  );
}

function webIdentityProblem(
  { roleArn, tokenFile }: CredentialPlan & { kind: 'webIdentity' },
  { name, code }: ErrorFacts,
  cause: unknown,
): CredentialProblem {
  if (code !== '' && /^E[A-Z]+$/.test(code)) {
    return new CredentialProblem(
      l10n.t('The web identity token cannot be read ({0}): {1}', code, tokenFile),
      l10n.t('Check web_identity_token_file, or the variable AWS_WEB_IDENTITY_TOKEN_FILE.'),
      'noCredentials',
      { cause },
    );
  }
  if (/^ExpiredToken/.test(name)) {
    return new CredentialProblem(
      l10n.t('The web identity token has expired: {0}', tokenFile),
      l10n.t('Have the token written anew, then try again.'),
      'credentialsExpired',
      { cause },
    );
  }
  return new CredentialProblem(
    l10n.t('AWS refused the role to the web identity ({0}): {1}', name, roleArn),
    l10n.t('Check role_arn, and which identities the role trusts.'),
    'credentialsRefused',
    { cause },
  );
}
