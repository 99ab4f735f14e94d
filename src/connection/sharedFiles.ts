import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSdk, type Sdk, type SharedFilePaths } from '../swf/sdkClient';
import { ConnectionFault } from './connectionFault';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Section = Readonly<Record<string, string | undefined>>;

/** The shared config and credentials files of the AWS CLI and the SDKs. */
export interface SharedFiles {
  readonly paths: SharedFilePaths;
  /** By name; where both files have a profile, the credentials file wins, as in the AWS CLI. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** The `services` sections by name; a nested setting has the key `swf.endpoint_url`. */
  readonly services: ReadonlyMap<string, Section>;
}

/** Where the shared files are: AWS page "Location of the shared config and credentials files". */
export function sharedFilePaths(env: Environment): SharedFilePaths {
  const home = given(env['HOME']) ?? given(env['USERPROFILE']) ?? homedir();
  const expand = (path: string | undefined) => (path?.startsWith('~/') === true ? join(home, path.slice(2)) : path);
  return {
    configFilepath: expand(given(env['AWS_CONFIG_FILE'])) ?? join(home, '.aws', 'config'),
    filepath: expand(given(env['AWS_SHARED_CREDENTIALS_FILE'])) ?? join(home, '.aws', 'credentials'),
  };
}

/**
 * Reads both files anew. A file that is not there is an empty one.
 * @throws ConnectionFault badSharedFile when a file is there and cannot be read
 */
export async function readSharedFiles(env: Environment): Promise<SharedFiles> {
  const sdk = await loadSdk();
  const paths = sharedFilePaths(env);
  await Promise.all([readAnew(sdk, paths.configFilepath), readAnew(sdk, paths.filepath)]);
  // Takes what was just read; alone it would show a file that cannot be read as an empty one.
  const { configFile, credentialsFile } = await sdk.loadSharedConfigFiles(paths);

  const profiles = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    if (name.startsWith('services.')) services.set(name.slice('services.'.length), section);
    else if (!name.startsWith('sso-session.')) profiles.set(name, section);
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  return { paths, profiles, services };
}

/** The names of all profiles, `default` first, the others in the order of the files. */
export async function profileNames(env: Environment): Promise<readonly string[]> {
  const names = [...(await readSharedFiles(env)).profiles.keys()];
  return names.includes('default') ? ['default', ...names.filter((name) => name !== 'default')] : names;
}

/** A setting or variable; one that is empty counts as not set, as in the AWS CLI. */
export function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

async function readAnew({ readFile }: Sdk, path: string): Promise<void> {
  try {
    await readFile(path, { ignoreCache: true });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return;
    throw new ConnectionFault('badSharedFile', `The shared file cannot be read: ${path}`, {
      nextStep: 'Check the file and who may read it.',
      cause,
    });
  }
}
