import * as l10n from '@vscode/l10n';
import { anyOf } from '../swf/joined';
import { askInput, type InputField } from './askInput';
import { draftAddress, type Drafts } from './drafts';
import { remarkOnMember, remarkOnToken } from './remarks';
import { isDone } from './runOperation';
import { runSource, type RunSkeletonParts } from './runSkeletonFile';
import { readSource, type SkeletonSource } from './skeletonSource';
import type { Remark } from '../ports';
import { ofShape } from '../skeleton/ofShape';
import { checkInput } from '../swf/checkInput';
import { type Member, membersOf } from '../swf/members';
import { cliName, type OperationName } from '../swf/operations';
import { cleanToken } from '../swf/taskToken';

export interface OverrideParts extends RunSkeletonParts {
  readonly drafts: Drafts;
}

/**
 * `SWF: Run Skeleton File With Overrides…`: asks for the single values of the top level, as the file has them; those that
 * are changed are put over the file's, as options beside `--cli-input-json` are. The file is left as it is.
 */
export function createRunWithOverrides(parts: OverrideParts): (origin?: unknown) => Promise<unknown> {
  const run = async (origin: unknown): Promise<unknown> => {
    const source = await readSource(origin, parts);
    if (source === undefined) return undefined;
    const { operation } = source;
    const fields = fieldsOf(source);
    if (fields.length === 0) {
      parts.ui.offer(
        'information',
        l10n.t('{0} has no single values to override: run the file as it is.', cliName(operation)),
      );
      return undefined;
    }
    const title = l10n.t('Run {0} With Overrides', cliName(operation));
    const asked = await askInput(parts.ui, parts.drafts, { title, fields, json: false });
    if (asked.how === 'left') return undefined;
    const changed = fields.filter(({ member, preset }) => asked.values[member] !== preset);
    const overrides = Object.fromEntries(
      changed.map(({ member }) => [member, valueOf(operation, member, asked.values[member] ?? '')]),
    );
    const outcome = await runSource(source, overrides, parts, () => run(origin ?? source.address));
    // What was refused or left may be wanted again.
    if (isDone(outcome)) for (const { draft } of fields) parts.drafts.forget(draft);
    return outcome;
  };
  return run;
}

/** One field for each single value of the input, the required ones first, with what stands in the file. */
function fieldsOf(source: SkeletonSource): InputField[] {
  const { operation, fileName, address, path, skeleton, values } = source;
  const file = { ...(isObject(skeleton.value) ? skeleton.value : {}), ...values };
  const members = [...membersOf(`${operation}Input`).values()].filter(isSingle);
  members.sort((a, b) => Number(b.required) - Number(a.required));
  return members.map((member): InputField => {
    const { name, required } = member;
    const preset = textOf(file[name]);
    return {
      member: name,
      preset,
      // A draft belongs to what stood in the file when it was typed.
      draft: draftAddress(address ?? path ?? fileName, operation, 'override', name, preset),
      prompt: required
        ? l10n.t('{0}: what is changed here is put over the file. Enter goes on', `${name}${choiceOf(member)}`)
        : l10n.t('{0} (optional){1}: what is changed here is put over the file. Enter goes on', name, choiceOf(member)),
      placeholder: name in file ? l10n.t('Empty in the file') : l10n.t('Not in the file; left empty, it stays out'),
      secret: name === 'taskToken',
      check: (value) => (value === preset ? unchanged : remarkOn(operation, member, value)),
    };
  });
}

const unchanged: Remark = { severity: 'note', text: l10n.t('As in the file') };

function remarkOn(operation: OperationName, { name, type }: Member, value: string): Remark {
  if (name === 'taskToken') return remarkOnToken(value);
  if (type.kind === 'string') return remarkOnMember(operation, name)(value);
  if (type.kind === 'boolean' && !/^(true|false)$/.test(value))
    return { severity: 'error', text: l10n.t('true or false') };
  const problems = checkInput(operation, { [name]: valueOf(operation, name, value) });
  const problem = problems.find(({ path }) => path[0] === name);
  return problem === undefined
    ? { severity: 'note', text: l10n.t('Changed') }
    : { severity: 'error', text: problem.message };
}

function choiceOf({ type }: Member): string {
  const values = type.kind === 'boolean' ? ['true', 'false'] : type.kind === 'string' ? type.limit.values : undefined;
  return values === undefined ? '' : `, ${anyOf(values)}`;
}

function valueOf(operation: OperationName, name: string, text: string): unknown {
  const type = membersOf(`${operation}Input`).get(name)?.type;
  if (name === 'taskToken') return cleanToken(text).token;
  return type === undefined ? text : ofShape(text, type);
}

function isSingle({ type }: Member): boolean {
  return type.kind !== 'structure' && type.kind !== 'list';
}

/** What is of a wrong kind in the file stands there as empty. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
