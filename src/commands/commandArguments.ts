import * as l10n from '@vscode/l10n';
import type { Documents } from '../ports';
import { parseSkeleton } from '../skeleton/parse';
import { Fault } from '../swf/fault';
import { membersOf } from '../swf/members';
import type { OperationName } from '../swf/operations';
import { cleanToken } from '../swf/taskToken';

/** Arguments of a command that cannot be used; the message says which, and never holds a value. */
export class ArgumentFault extends Fault {
  override readonly name = 'ArgumentFault';
  readonly details = { nextStep: l10n.t('Nothing was sent; correct the arguments of the key binding or task.') };
}

/** What a key binding, a task or another extension gave. */
export interface GivenInput {
  /** The input so far: the members of `cliInputJson`, overridden by the single values. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Whether a document was given, which then is complete but for what is required. */
  readonly fromDocument: boolean;
  /** What was removed from the single task token, since it was pasted; a document's is left as it is, for the check. */
  readonly removed: readonly string[];
}

/**
 * Reads the members of an operation's input, each a string, and `cliInputJson`, as the AWS CLI reads its options: single
 * values override the document's.
 * @throws ArgumentFault when a member is of a wrong type, or the document is no JSON object or cannot be read
 */
export async function readArguments(
  operation: OperationName,
  origin: unknown,
  documents: Documents,
): Promise<GivenInput> {
  const { cliInputJson, taskToken, ...others } = narrow(operation, origin);
  const { token, removed } = cleanToken(taskToken ?? '');
  const values = taskToken === undefined ? others : { ...others, taskToken: token };
  if (cliInputJson === undefined) return { document: values, fromDocument: false, removed };
  const text = await textOf(cliInputJson, documents);
  const { value, problems } = parseSkeleton(text);
  const [problem] = problems;
  if (problem !== undefined)
    throw new ArgumentFault(l10n.t('cliInputJson is not what the AWS CLI reads: {0}', problem.message));
  if (!isObject(value)) throw new ArgumentFault(l10n.t('cliInputJson must hold a JSON object'));
  return { document: { ...value, ...values }, fromDocument: true, removed };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function narrow(operation: OperationName, origin: unknown): Readonly<Record<string, string>> {
  if (origin === undefined || origin === null) return {};
  const members = [...membersOf(`${operation}Input`).keys(), 'cliInputJson'];
  if (typeof origin !== 'object' || Array.isArray(origin)) {
    throw new ArgumentFault(l10n.t('The arguments must be an object. Its members are: {0}', members.join(', ')));
  }
  const given: Record<string, string> = {};
  for (const [member, value] of Object.entries(origin)) {
    if (value === undefined) continue;
    if (!members.includes(member)) {
      throw new ArgumentFault(l10n.t('Unknown argument: {0}. Known are: {1}', member, members.join(', ')));
    }
    if (typeof value !== 'string') throw new ArgumentFault(l10n.t('The argument must be a string: {0}', member));
    given[member] = value;
  }
  return given;
}

/**
 * As on the AWS command line `file://` begins a path; beside that, a text that no JSON object can be is one too. What may
 * be anything is not repeated in the message: it may be a token in the wrong place.
 */
async function textOf(cliInputJson: string, documents: Documents): Promise<string> {
  const named = cliInputJson.startsWith('file://');
  if (!named && /[{["\n]|^\s*$/.test(cliInputJson)) return cliInputJson;
  const path = cliInputJson.replace(/^file:\/\//, '');
  try {
    return await documents.readPath(path);
  } catch (cause) {
    const fault =
      named || path.endsWith('.json')
        ? l10n.t('The file of cliInputJson cannot be read: {0}', path)
        : l10n.t('cliInputJson is neither a JSON object nor a file that can be read');
    throw new ArgumentFault(fault, { cause });
  }
}
