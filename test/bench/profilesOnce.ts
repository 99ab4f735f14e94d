/** The choices of the picker of connections, first in this process and then again. Arguments: config file, number of profiles. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { ways } from '../../src/commands/whereToConnect';
import { profileNames } from '../../src/connection/sharedFiles';
import { timed } from './figures';
import { program } from './programs';

const [, , file = '', count = ''] = process.argv;

program(async () => {
  const env = { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: `${file}.none` };
  const choices = async () => ways(await profileNames(env));
  const first = await timed(choices);
  const warm = await timed(choices);
  const read = await timed(() => readFile(file, 'utf8'));
  // Three stand for what is no profile.
  if (warm.result.length !== Number(count) + 3) throw new Error(`The picker shows ${warm.result.length} choices`);
  return { first: first.ms, warm: warm.ms, read: read.ms };
});
