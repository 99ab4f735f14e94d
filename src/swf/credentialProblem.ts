/** The AWS CLI's login that gives a profile keys again. */
export interface Login {
  readonly kind: 'sso' | 'console';
  readonly profile: string;
}

/** What the lack of keys comes down to. */
export type CredentialFaultKind = 'noCredentials' | 'credentialsExpired' | 'credentialsRefused';

/** Why there are no keys to sign with, in words fit for a person; `cause` keeps what the SDK said. */
export class CredentialProblem extends Error {
  override readonly name = 'CredentialProblem';

  constructor(
    message: string,
    /** What the person can do about it, one sentence. */
    readonly nextStep: string,
    readonly kind: CredentialFaultKind = 'noCredentials',
    readonly more: { readonly login?: Login; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
  }

  get verdict() {
    const { kind, message, nextStep, more } = this;
    return { kind, message, nextStep, ...(more.login !== undefined && { login: more.login }) };
  }
}
