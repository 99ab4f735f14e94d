import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startBench } from './support';

/** Other people's client; Local SWF must suit it, and the project must not need it. */
const cliIsHere = spawnSync('aws', ['--version']).status === 0 && process.platform !== 'win32';
if (!cliIsHere) console.log('The AWS CLI is absent, or no shell for it: the README is not followed.');

/** What the README tells to type: the indented lines of the section with this heading. */
async function commandsUnder(heading: string): Promise<string> {
  const readme = await readFile(join(__dirname, '../../../src/local/README.md'), 'utf8');
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.slice(4))
    .join('\n');
}

test.runIf(cliIsHere)(
  'who types what the README says takes an empty service to a canceled task, and to a completed one',
  async () => {
    await using bench = await startBench();
    const commands = await commandsUnder('From an empty service to a canceled task');
    expect(commands).toContain('http://127.0.0.1:PORT');
    const script = commands.replace('http://127.0.0.1:PORT', bench.local.url);
    const env = { ...process.env, AWS_DEFAULT_OUTPUT: 'json', AWS_CONFIG_FILE: '/dev/null' };
    const { stdout } = await promisify(execFile)('sh', ['-ec', script], { env });
    // The last line closes the execution; the history before it was asked for after the cancellation.
    expect(stdout).toMatch(/"COMPLETED"\n$/);
    const seventh = stdout.slice(0, stdout.indexOf('"eventId": 7')).lastIndexOf('"eventType"');
    expect(stdout.slice(seventh)).toMatch(/^"eventType": "ActivityTaskCanceled"/);
    expect(bench.local.control.state()).toMatchObject({ openExecutions: 0, closedExecutions: 1 });
  },
  240_000,
);
