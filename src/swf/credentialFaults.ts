import type { Target } from './client';
import type { ErrorFacts, FaultKind, Verdict } from './faults';

/**
 * Why there were no keys to sign with. The texts are those of the SDK's credential providers; none is repeated, because
 * that of a failed `credential_process` holds its whole command line.
 */
export function credentialVerdict(error: ErrorFacts, target: Target): Verdict {
  const { profile } = target;
  const who = profile ?? 'default chain';
  const { name, message } = error;
  const verdict = (kind: FaultKind, words: string, nextStep: string): Verdict => ({
    kind,
    message: `${words}: ${who}`,
    delivered: 'no',
    nextStep,
  });

  if (/^Could not resolve credentials using profile/.test(message)) {
    return verdict(
      'noCredentials',
      'The profile is not in the shared files, or has no credentials',
      'Choose another profile, or configure this one with the AWS CLI: aws configure.',
    );
  }
  if (/\bSSO\b/i.test(message) || name === 'TokenProviderError' || name === 'UnauthorizedException') {
    return verdict(
      'credentialsExpired',
      'The SSO session of the profile has expired or was never started',
      `Run: aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`,
    );
  }
  if (/multi-factor authentication/.test(message)) {
    return verdict(
      'noCredentials',
      'The profile asks for an MFA code, which is not supported yet',
      'Use a profile of temporary keys, for instance those of: aws sts get-session-token.',
    );
  }
  if (/credential_process returned expired/.test(message)) {
    return verdict('credentialsExpired', 'The credential_process of the profile gave expired keys', 'Log in again.');
  }
  if (/credential_process|^Command failed/.test(message)) {
    return verdict(
      'noCredentials',
      'The credential_process of the profile failed',
      'Run its command in a terminal to see why.',
    );
  }
  if (/expired|refresh your (login )?session|aws login/i.test(message) || /^ExpiredToken/.test(name)) {
    return verdict('credentialsExpired', 'The login of the profile has expired', 'Log in again, then try again.');
  }
  if (/Detected a cycle/.test(message)) {
    return verdict('noCredentials', 'The profile refers to itself by source_profile', 'Correct the shared files.');
  }
  if (error.httpStatus !== undefined) {
    return verdict(
      'credentialsRefused',
      `AWS refused to give keys for the profile (${name})`,
      'Check the role of the profile, and who may assume it.',
    );
  }
  if (/^E[A-Z]+$/.test(error.code)) {
    return verdict('noCredentials', `The source of the keys cannot be reached (${error.code})`, 'Check the network.');
  }
  return verdict(
    'noCredentials',
    'No credentials were found',
    'Choose a profile, or configure one with the AWS CLI: aws configure.',
  );
}
