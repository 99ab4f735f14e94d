import { readFile } from 'node:fs/promises';
import type { Sdk, SharedFilePaths } from './sdkClient';
import { asSdkReads, nameInFile } from './sharedFileText';

export type Section = Readonly<Record<string, string | undefined>>;
export type Sections = ReadonlyMap<string, Section>;

/** What the shared config and credentials files of the AWS CLI and the SDKs say, each kind of section by name. */
export interface SharedProfiles {
  /** Where both files have a profile, the credentials file wins, as in the AWS CLI. */
  readonly profiles: Sections;
  /** The names of the profiles that have keys in the credentials file: these go before other sources of the profile. */
  readonly keysInCredentials: ReadonlySet<string>;
  /** A nested setting has the key `swf.endpoint_url`. */
  readonly services: Sections;
  readonly ssoSessions: Sections;
}

/** That a shared file is there and cannot be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(`The shared file cannot be read: ${path}`, { cause });
  }
}

/**
 * Reads both files anew. A file that is not there is an empty one.
 * @throws UnreadableFile
 */
export async function readSharedProfiles(sdk: Sdk, paths: SharedFilePaths): Promise<SharedProfiles> {
  await Promise.all([readAnew(sdk, paths.configFilepath, 'config'), readAnew(sdk, paths.filepath, 'credentials')]);
  const { configFile, credentialsFile } = await sdk.loadSharedConfigFiles(paths);

  const profiles = new Map<string, Section>();
  const keysInCredentials = new Set<string>();
  const services = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    if (name.startsWith('services.')) services.set(nameInFile(name.slice('services.'.length)), section);
    else if (name.startsWith('sso-session.')) ssoSessions.set(nameInFile(name.slice('sso-session.'.length)), section);
    else profiles.set(nameInFile(name), section);
  }
  for (const [known, section] of Object.entries(credentialsFile)) {
    const name = nameInFile(known);
    profiles.set(name, { ...profiles.get(name), ...section });
    if (given(section['aws_access_key_id']) !== undefined) keysInCredentials.add(name);
  }
  return { profiles, keysInCredentials, services, ssoSessions };
}

/** A setting or variable; one that is empty counts as not set, as in the AWS CLI. */
export function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Reads a file in the SDK's place: the SDK takes what was read last, and would show one that cannot be read as empty. */
async function readAnew(sdk: Sdk, path: string, file: 'config' | 'credentials'): Promise<void> {
  sdk.externalDataInterceptor.interceptFile(path, asSdkReads(await textOf(path), file));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return '';
    throw new UnreadableFile(path, cause);
  }
}
