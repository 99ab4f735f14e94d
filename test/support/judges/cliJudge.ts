import { execFile, spawnSync } from 'node:child_process';
import { cliName } from '../../../src/swf/operations';
import { judgeEnvironment, JudgedFault, type Answer, type Judge } from './judge';
import { startPython } from './pythonLines';

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs AWS CLI commands: all in one process where the AWS CLI is a Python package, as its start takes most of a command's time. */
export interface CommandRunner extends AsyncDisposable {
  /** With variables, these alone are the environment of the command. */
  run(args: readonly string[], variables?: NodeJS.ProcessEnv): Promise<Ended>;
}

/** Such as `aws-cli/1.45.11`; undefined where the AWS CLI is absent. */
export function cliVersion(): string | undefined {
  const { status, stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split(' ')[0] : undefined;
}

/** What the AWS CLI ends with after a fault: 254, and 255 in its first version (its user guide, "Return codes"). */
const faultCodes: readonly unknown[] = [254, 255];

/** The AWS CLI, connected to this endpoint. */
export function awsCommands(url: string): CommandRunner {
  return commandsIn(judgeEnvironment(url));
}

/** The AWS CLI in an environment. */
export function commandsIn(env: NodeJS.ProcessEnv): CommandRunner {
  const isPackage = spawnSync('python3', ['-c', 'import awscli.clidriver']).status === 0;
  return isPackage ? oneProcess(env) : manyProcesses(env);
}

export function cliJudge(url: string): Judge {
  const runner = awsCommands(url);
  return {
    async call(operation, input) {
      const args = ['swf', cliName(operation), '--output', 'json', '--cli-input-json', JSON.stringify(input)];
      const { code, stdout, stderr } = await runner.run(args);
      if (code === 0) return stdout === '' ? {} : (JSON.parse(stdout) as Answer);
      const [, name, message = ''] =
        /An error occurred \((\w+)\) when calling the \w+ operation: ?(.*)/.exec(stderr) ?? [];
      if (name === undefined || !faultCodes.includes(code)) throw new Error(`Exit code ${String(code)}: ${stderr}`);
      throw new JudgedFault(name, message);
    },
    [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
  };
}

function oneProcess(env: NodeJS.ProcessEnv): CommandRunner {
  const python = startPython('cliJudge.py', [], env);
  return {
    run: async (args, variables) => (await python.ask([args, variables ?? null])) as Ended,
    [Symbol.asyncDispose]: () => python[Symbol.asyncDispose](),
  };
}

function manyProcesses(env: NodeJS.ProcessEnv): CommandRunner {
  return {
    run: (args, variables) =>
      new Promise((resolve) => {
        execFile('aws', args, { env: variables ?? env }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : error.code, stdout, stderr });
        });
      }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
