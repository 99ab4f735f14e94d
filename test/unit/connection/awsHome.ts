import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../src/connection/sharedFiles';

/** A directory with shared files in it, and the variables that name them. */
export class AwsHome {
  private constructor(
    readonly directory: string,
    readonly env: Environment,
  ) {}

  static async create(config: string, credentials = ''): Promise<AwsHome> {
    const directory = await mkdtemp(join(tmpdir(), 'swf-connection-'));
    const home = new AwsHome(directory, {
      HOME: directory,
      AWS_CONFIG_FILE: join(directory, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(directory, 'credentials'),
    });
    await home.write(config, credentials);
    return home;
  }

  async write(config: string, credentials = ''): Promise<void> {
    await writeFile(join(this.directory, 'config'), config);
    await writeFile(join(this.directory, 'credentials'), credentials);
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true });
  }
}
