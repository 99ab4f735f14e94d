import * as l10n from '@vscode/l10n';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSdk, type SharedFilePaths } from '../swf/sdkClient';
import { given, readSharedProfiles, type SharedProfiles, UnreadableFile } from '../swf/sharedProfiles';
import { ConnectionFault } from './connectionFault';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The shared config and credentials files of the AWS CLI and the SDKs. */
export interface SharedFiles extends SharedProfiles {
  readonly paths: SharedFilePaths;
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
  const paths = sharedFilePaths(env);
  try {
    return { paths, ...(await readSharedProfiles(await loadSdk(), paths)) };
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new ConnectionFault('badSharedFile', cause.message, {
      nextStep: l10n.t('Check the file and who may read it.'),
      cause: cause.cause,
    });
  }
}

/** The names of all profiles, `default` first, the others in the order of the files. */
export async function profileNames(env: Environment): Promise<readonly string[]> {
  const names = [...(await readSharedFiles(env)).profiles.keys()];
  return names.includes('default') ? ['default', ...names.filter((name) => name !== 'default')] : names;
}
