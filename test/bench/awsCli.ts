import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { onPath } from '../../scripts/processes.mjs';
import { runToEnd } from './programs';
import { localKeys } from './workflow';

/** Milliseconds of one process of the AWS CLI, from before its start to its end; the arguments follow `aws swf`. */
export async function runAwsCli(aws: string, endpoint: string, args: readonly string[]): Promise<number> {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: localKeys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localKeys.secretAccessKey,
  };
  return (await runToEnd(aws, ['swf', ...args, '--endpoint-url', endpoint, '--region', 'us-east-1'], env)).ms;
}

/** The program itself: pyenv puts a slower script before it, which is not to count against it. */
export function awsCli(): string | undefined {
  const found = onPath('aws');
  if (found === undefined || onPath('pyenv') === undefined) return found;
  const { status, stdout } = spawnSync('pyenv', ['which', 'aws'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : found;
}
