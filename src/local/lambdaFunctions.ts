import type { LambdaOutcome, LambdaTask } from './lambdaTask';

/** What stands for a Lambda function, as `POST /_local/lambda` takes it. */
export type LambdaFunction =
  | { readonly name: string; readonly url: string }
  | { readonly name: string; readonly result: unknown }
  | { readonly name: string; readonly error: string; readonly details?: string };

/** The API model: of LambdaFunctionCompleted and LambdaFunctionFailed, in characters. */
const longestData = 32_768;
const longestReason = 256;

/** The functions that answer lambda tasks, by name. */
export class LambdaFunctions {
  private readonly functions = new Map<string, LambdaFunction>();

  /** Replaces a function of the same name. */
  register(registered: LambdaFunction): void {
    this.functions.set(registered.name, registered);
  }

  clear(): void {
    this.functions.clear();
  }

  /** What the function of a task answers. An input left out arrives as `{}` (seen on the service). */
  async call({ name, input = '{}', execution, waiting }: LambdaTask): Promise<LambdaOutcome> {
    const registered = this.functions.get(name);
    if (registered === undefined) {
      const { code, account } = execution.domain.region;
      const arn = name.startsWith('arn:') ? name : `arn:aws:lambda:${code}:${account}:function:${name}`;
      return { reason: 'ResourceNotFoundException', details: `Function not found: ${arn}` };
    }
    if ('error' in registered) return bounded({ reason: registered.error, details: registered.details });
    if ('result' in registered) return bounded({ result: JSON.stringify(registered.result) });
    return bounded(await post(registered.url, input, waiting.signal));
  }
}

/** Reads a function's registration. Throws a TypeError. */
export function readLambdaFunction(document: unknown): LambdaFunction {
  const members = new Map<string, unknown>(
    typeof document === 'object' && document !== null ? Object.entries(document) : [],
  );
  const [name, url, error, details] = ['name', 'url', 'error', 'details'].map((member) => members.get(member));
  if (typeof name !== 'string' || name === '') throw new TypeError('"name" is a function\'s name or ARN');
  const answers = ['url', 'result', 'error'].filter((member) => members.has(member));
  if (answers.length !== 1) throw new TypeError('A function has one of "url", "result" and "error"');
  if (members.has('result')) return { name, result: members.get('result') };
  if (typeof error === 'string') return typeof details === 'string' ? { name, error, details } : { name, error };
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new TypeError(members.has('url') ? '"url" is an http or https address' : '"error" is a text');
  }
  return { name, url };
}

async function post(url: string, input: string, signal: AbortSignal): Promise<LambdaOutcome> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: input, signal });
    const text = await answer.text();
    return answer.ok ? { result: text } : { reason: `HTTP ${answer.status}`, details: text };
  } catch (error) {
    return { reason: 'No answer', details: error instanceof Error ? error.message : String(error) };
  }
}

/** Events hold so much, and no more. */
function bounded(outcome: LambdaOutcome): LambdaOutcome {
  if ('reason' in outcome) {
    return { reason: outcome.reason.slice(0, longestReason), details: outcome.details?.slice(0, longestData) };
  }
  const { length } = outcome.result;
  if (length <= longestData) return outcome;
  return { reason: 'Result too long', details: `${length} characters, where ${longestData} are the most` };
}
