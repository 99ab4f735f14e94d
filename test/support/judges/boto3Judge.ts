import { spawnSync } from 'node:child_process';
import { judgeEnvironment, JudgedFault, type Answer, type Judge } from './judge';
import { startPython } from './pythonLines';

/** What boto3Judge.py writes. */
type Outcome =
  | { readonly status: number; readonly answer: Answer }
  | { readonly fault: { readonly name: string; readonly message: string } }
  | { readonly error: string };

/** Such as `1.43.11`; undefined where boto3 is absent. */
export function boto3Version(): string | undefined {
  const program = 'import boto3; print(boto3.__version__)';
  const { status, stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** boto3, in one Python process that carries out one call after another. */
export function boto3Judge(url: string): Judge {
  const python = startPython('boto3Judge.py', [url], judgeEnvironment(url));
  return {
    async call(operation, input) {
      const outcome = (await python.ask([operation, input])) as Outcome;
      if ('fault' in outcome) throw new JudgedFault(outcome.fault.name, outcome.fault.message);
      if ('error' in outcome) throw new Error(outcome.error);
      if (outcome.status !== 200) throw new Error(`Status ${outcome.status}`);
      return outcome.answer;
    },
    [Symbol.asyncDispose]: () => python[Symbol.asyncDispose](),
  };
}
