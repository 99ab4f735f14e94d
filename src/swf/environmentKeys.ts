import { given } from './sharedProfiles';

/** The keys in the variables, each as far as it is set. */
export interface EnvironmentKeys {
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  /** Holds the session token, if there is one: to be spread beside the keys. */
  readonly session: { readonly sessionToken?: string };
}

/** The keys in the variables. The older name of the session token goes first (seen: botocore). */
export function environmentKeys(env: Readonly<Record<string, string | undefined>>): EnvironmentKeys {
  const sessionToken = given(env['AWS_SECURITY_TOKEN']) ?? given(env['AWS_SESSION_TOKEN']);
  return {
    accessKeyId: given(env['AWS_ACCESS_KEY_ID']),
    secretAccessKey: given(env['AWS_SECRET_ACCESS_KEY']),
    session: { ...(sessionToken !== undefined && { sessionToken }) },
  };
}
