import * as l10n from '@vscode/l10n';
import type { Target } from '../swf/client';
import { keyServices } from '../swf/credentialProvider';
import { environmentKeys } from '../swf/environmentKeys';
import { isLoopback } from '../swf/proxies';
import type { Connection, CredentialSource } from '../swf/sdkClient';
import { given, type Section } from '../swf/sharedProfiles';
import { ConnectionFault } from './connectionFault';
import { isOn, resolveEndpoint, withoutSlash } from './endpoint';
import { resolveNetwork } from './network';
import { readSharedFiles, type Environment, type SharedFiles } from './sharedFiles';

/** What the person chose; what is missing or empty is looked up as the AWS CLI does. */
export interface ConnectionChoice {
  readonly profile?: string;
  readonly region?: string;
  readonly endpoint?: string;
  /** Usually `process.env`. */
  readonly env: Environment;
  /** The URL of the Local SWF of this window, if it runs: an endpoint that is the same is named so. */
  readonly localSwf?: string;
}

/** Signs requests to this machine alone. No secret. */
const localKeys: CredentialSource = { kind: 'keys', accessKeyId: 'local', secretAccessKey: 'local' };
const localRegion = 'us-east-1';

/**
 * Where calls go and who signs them. The shared files are read anew each time.
 *
 * The order is the AWS CLI's. Profile: the choice, AWS_DEFAULT_PROFILE, AWS_PROFILE, `default`. Keys: a profile that was
 * chosen, then the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (before a profile named by a variable), then that
 * profile. Region: the choice, AWS_REGION, AWS_DEFAULT_REGION, the profile. Endpoint: see `resolveEndpoint`.
 *
 * Only for an endpoint on this machine, a missing region is `us-east-1` and missing credentials are dummies, so that local
 * services work without an account. Never for any other host.
 * @throws ConnectionFault
 */
export async function resolveConnection(choice: ConnectionChoice): Promise<Connection> {
  const { env } = choice;
  const files = await readSharedFiles(env);
  const chosenProfile = given(choice.profile);
  const namedProfile = chosenProfile ?? given(env['AWS_DEFAULT_PROFILE']) ?? given(env['AWS_PROFILE']);
  const section = files.profiles.get(namedProfile ?? 'default');
  if (section === undefined && namedProfile !== undefined) throw profileNotFound(namedProfile, files);
  const profile = section ?? {};

  const endpoint = resolveEndpoint('swf', choice.endpoint, env, profile, files);
  const local = endpoint !== undefined && isLoopback(endpoint);
  const region = resolveRegion(choice.region, env, profile, local);
  const credentials = resolveCredentials(chosenProfile, namedProfile, env, profile, files, local);
  const signer = credentials.kind === 'keys' ? undefined : (namedProfile ?? (section && 'default'));

  const target: Target = {
    ...place(endpoint, region, credentials, signer, choice.localSwf),
    region,
    ...(signer !== undefined && { profile: signer }),
    ...(endpoint !== undefined && { endpoint: withoutSlash(endpoint) }),
  };
  const endpoints = keyServices.flatMap((service) => {
    const url = resolveEndpoint(service, undefined, env, profile, files);
    return url === undefined ? [] : [[service, withoutSlash(url)] as const];
  });
  const network = await resolveNetwork(env, profile);
  return {
    target,
    credentials,
    ...(endpoints.length > 0 && { keyEndpoints: Object.fromEntries(endpoints) }),
    ...(Object.keys(network).length > 0 && { network }),
    useFipsEndpoint: isOn(env['AWS_USE_FIPS_ENDPOINT'], profile['use_fips_endpoint']),
    useDualstackEndpoint: isOn(env['AWS_USE_DUALSTACK_ENDPOINT'], profile['use_dualstack_endpoint']),
  };
}

/** The connection to a Local SWF, given its URL. Needs neither shared files nor an account. */
export function localSwfConnection(url: string): Connection {
  const endpoint = withoutSlash(new URL(url));
  return {
    target: { kind: 'local', label: 'Local SWF', region: localRegion, endpoint },
    credentials: localKeys,
  };
}

function place(
  endpoint: URL | undefined,
  region: string,
  credentials: CredentialSource,
  signer: string | undefined,
  localSwf: string | undefined,
): Pick<Target, 'kind' | 'label'> {
  if (endpoint === undefined) {
    const who = credentials.kind === 'keys' ? 'environment' : signer;
    return { kind: 'aws', label: who === undefined ? region : `${who} · ${region}` };
  }
  if (localSwf !== undefined && new URL(localSwf).origin === endpoint.origin)
    return { kind: 'local', label: 'Local SWF' };
  // A host elsewhere may act on an account, so its label says on whose.
  const label = isLoopback(endpoint) || signer === undefined ? endpoint.host : `${signer} · ${endpoint.host}`;
  return { kind: 'endpoint', label };
}

function resolveRegion(setting: string | undefined, env: Environment, profile: Section, local: boolean): string {
  const region =
    given(setting) ??
    given(env['AWS_REGION']) ??
    given(env['AWS_DEFAULT_REGION']) ??
    given(profile['region']) ??
    (local ? localRegion : undefined);
  if (region === undefined) {
    throw new ConnectionFault('noRegion', l10n.t('No region is chosen'), {
      nextStep: l10n.t('Set swf.region, the variable AWS_REGION, or region in the profile.'),
    });
  }
  // It becomes part of a host name.
  if (!/^(?!-)[a-z0-9-]{1,63}(?<!-)$/i.test(region)) {
    throw new ConnectionFault('badRegion', l10n.t('The region is not written like one: {0}', region), {
      nextStep: l10n.t('Write it like eu-west-1.'),
    });
  }
  return region;
}

function resolveCredentials(
  chosenProfile: string | undefined,
  namedProfile: string | undefined,
  env: Environment,
  profile: Section,
  { paths }: SharedFiles,
  local: boolean,
): CredentialSource {
  if (chosenProfile === undefined) {
    const keys = keysOfEnvironment(env);
    if (keys !== undefined) return keys;
  }
  if (chosenProfile === undefined && hasWebIdentity(env) && !takesRole(profile)) {
    return { kind: 'chain', ...(namedProfile !== undefined && { profile: namedProfile }), ...paths };
  }
  if (credentialSettings.some((setting) => given(profile[setting]) !== undefined)) {
    return { kind: 'profile', profile: namedProfile ?? 'default', ...paths };
  }
  if (local && !chainVariables.some((variable) => given(env[variable]) !== undefined)) return localKeys;
  return {
    kind: 'chain',
    ...(namedProfile !== undefined && { profile: namedProfile }),
    ...(chosenProfile !== undefined && { chosen: true }),
    ...paths,
  };
}

/**
 * A web identity in the variables, as on a node of EKS, goes before all that a profile says but the role of another
 * profile, unless the profile itself was chosen (seen: botocore's order of providers).
 */
function hasWebIdentity(env: Environment): boolean {
  return given(env['AWS_WEB_IDENTITY_TOKEN_FILE']) !== undefined && given(env['AWS_ROLE_ARN']) !== undefined;
}

function takesRole(profile: Section): boolean {
  return given(profile['role_arn']) !== undefined && given(profile['web_identity_token_file']) === undefined;
}

/** Any of these in a profile says how to get its keys. */
const credentialSettings = [
  'aws_access_key_id',
  'role_arn',
  'credential_process',
  'credential_source',
  'login_session',
  'sso_account_id',
  'sso_role_name',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];
/** Any of these says that the chain finds keys without a profile. */
const chainVariables = [
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

function keysOfEnvironment(env: Environment): CredentialSource | undefined {
  const { accessKeyId, secretAccessKey, session } = environmentKeys(env);
  if (accessKeyId === undefined) return undefined;
  if (secretAccessKey === undefined) {
    throw new ConnectionFault('partialKeys', l10n.t('AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not'), {
      nextStep: l10n.t('Set both variables, or neither, or choose a profile.'),
    });
  }
  return { kind: 'keys', accessKeyId, secretAccessKey, ...session };
}

function profileNotFound(name: string, { paths }: SharedFiles): ConnectionFault {
  return new ConnectionFault('profileNotFound', l10n.t('The profile was not found: {0}', name), {
    nextStep: l10n.t('Choose another profile, or add this one to {0} or {1}.', paths.configFilepath, paths.filepath),
  });
}
