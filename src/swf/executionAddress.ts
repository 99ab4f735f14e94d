/** What a text tells of an execution; what it does not tell is left out. */
export interface ExecutionAddress {
  readonly domain?: string | undefined;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  /** Of a console address or an ARN. */
  readonly region?: string | undefined;
}

/** Run ids as the service makes them: 22 and 44 characters of base64 (seen in public histories). */
const runIdForm = /^2[0-9A-Za-z+/]{44}=$/;

/**
 * Reads what people have at hand for an execution: its workflow id, its run id, both with a blank between, JSON with
 * `workflowId` anywhere (a history, an EventBridge event, an answer of the AWS CLI), a console address, or a domain's ARN with
 * either behind it.
 */
export function parseExecutionAddress(typed: string): ExecutionAddress {
  const text = typed.trim();
  if (text.startsWith('{') || text.startsWith('[')) return fromJson(text);
  if (/^https?:\/\//.test(text)) return fromConsole(text);
  const [, region, domain, rest = ''] = /^arn:[\w-]+:swf:([\w-]+):\d*:\/?domain\/([^\s/]+)[\s/]*(.*)$/.exec(text) ?? [];
  if (domain !== undefined) return { ...plain(rest), region, domain };
  return plain(text);
}

function plain(text: string): ExecutionAddress {
  if (text === '') return {};
  if (runIdForm.test(text)) return { runId: text };
  const [, workflowId, runId] = /^(.*\S)\s+(\S+)$/.exec(text) ?? [];
  if (workflowId !== undefined && runId !== undefined && runIdForm.test(runId)) return { workflowId, runId };
  return { workflowId: text };
}

/**
 * `…#execution_events:domain=D;workflowId=W;runId=R` is seen in mails that programs write; there a `!` stands before a
 * character that would separate.
 */
function fromConsole(text: string): ExecutionAddress {
  const region = /[?&]region=([\w-]+)/.exec(text)?.[1] ?? /^https?:\/\/([\w-]+)\.console\./.exec(text)?.[1];
  const member = (name: string) => {
    const value = new RegExp(`[:;?&#]${name}=((?:![^]|[^;&#!])*)`).exec(text)?.[1];
    return value === undefined ? undefined : decoded(value.replace(/!([^])/g, '$1'));
  };
  const found = { domain: member('domain'), workflowId: member('workflowId'), runId: member('runId') };
  return { region, ...found };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A percent sign that escapes nothing is one.
    return value;
  }
}

function fromJson(text: string): ExecutionAddress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  const { workflowId, runId } = ids(value) ?? {};
  const arn = /arn:[\w-]+:swf:([\w-]+):\d*:\/domain\/([^"\s/]+)/.exec(text);
  const { domain = arn?.[2] } = isObject(value) ? strings(value) : {};
  return { domain, workflowId, runId, region: arn?.[1] };
}

/** The first object, from the outside in, that has a workflow id. */
function ids(value: unknown): { readonly workflowId?: string; readonly runId?: string } | undefined {
  const below = (each: unknown): unknown[] => (isObject(each) ? Object.values(each) : []);
  for (let level = [value]; level.length > 0; level = level.flatMap(below)) {
    const found = level
      .filter(isObject)
      .map(strings)
      .find(({ workflowId }) => workflowId !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function strings(value: object): { domain?: string; workflowId?: string; runId?: string } {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, each]) => ['domain', 'workflowId', 'runId'].includes(name) && typeof each === 'string' && each !== '',
    ),
  );
}
