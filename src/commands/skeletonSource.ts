import * as l10n from '@vscode/l10n';
import { ArgumentFault } from './commandArguments';
import { createUseAsSkeleton, type SkeletonChoices } from './useAsSkeleton';
import type { Documents, Ui } from '../ports';
import { ofShape } from '../skeleton/ofShape';
import { overrideValues } from '../skeleton/override';
import { checkSkeletonFile, type Skeleton } from '../skeleton/parse';
import { operationNamed, recognizeOperation, skeletonFormat, type SkeletonFormat } from '../skeleton/recognize';
import { checkInput } from '../swf/checkInput';
import { checkMeaning } from '../swf/checkMeaning';
import type { Input } from '../swf/client';
import { membersOf } from '../swf/members';
import { nearest } from '../swf/nearest';
import { cliName, type OperationName, operations } from '../swf/operations';
import { cleanToken } from '../swf/taskToken';

/** A skeleton as it is at this moment: of an open document, of a file that is named, or given as text. */
export interface SkeletonSource {
  readonly operation: OperationName;
  readonly format: SkeletonFormat;
  /** For messages and questions. */
  readonly fileName: string;
  /** Of an open document. */
  readonly address?: string | undefined;
  /** Of a file that was named. */
  readonly path?: string | undefined;
  readonly text: string;
  readonly skeleton: Skeleton;
  /** Single values, which override the top-level members as options on the command line do. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Something wrong with what would be sent; the offset is in the source's text. */
export interface Mistake {
  readonly message: string;
  readonly offset?: number | undefined;
}

/** What would be sent, unless there are mistakes. */
export interface Judged {
  readonly document: unknown;
  readonly mistakes: readonly Mistake[];
}

export interface SourceParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly skeletons: SkeletonChoices;
}

/**
 * Reads what a lens, the palette, a key binding, a task or another extension means: a document by its address, the one in
 * front, or `{operation, cliInputJson, taskToken, …}` with the names of the AWS command line. Of what is no skeleton the
 * person is told.
 * @throws ArgumentFault when arguments cannot be used
 */
export async function readSource(origin: unknown, parts: SourceParts): Promise<SkeletonSource | undefined> {
  if (isArguments(origin)) return await readNamed(origin, parts.documents);
  const address = isAddress(origin) ? origin.toString() : parts.documents.active();
  if (address !== undefined) return await readOpen(address, parts);
  parts.ui.offer(
    'error',
    l10n.t('Open a skeleton file first, for instance {0}.json', cliName('RespondActivityTaskCanceled')),
  );
  return undefined;
}

/** What the source says with its single values and further ones put over it, and what is wrong with that. */
export function judge(
  { operation, skeleton, values }: SkeletonSource,
  overrides: Readonly<Record<string, unknown>> = {},
): Judged {
  const over = { ...values, ...overrides };
  const document = overrideValues(skeleton.value, over);
  // What an override replaces is not wrong any more. What is warned of may be what the person wants, but for a key given twice:
  // which of the values is meant nobody else knows, and the AWS CLI would send the last.
  const problems = skeleton.problems.filter(
    ({ code, severity, path }) =>
      (severity === 'error' || code === 'duplicateKey') && !(path !== undefined && String(path[0]) in over),
  );
  const known = new Set(problems.map(({ message }) => message));
  const others =
    document === undefined
      ? []
      : [
          ...checkInput(operation, document),
          ...checkMeaning(operation, document).filter(({ severity }) => severity === 'error'),
        ];
  return { document, mistakes: [...problems, ...others.filter(({ message }) => !known.has(message))] };
}

/** Whoever has no mistake is an input: the checks know the shapes that the SDK's types are made from. */
export function isInput(document: unknown, mistakes: readonly unknown[]): document is Input<OperationName> {
  return document !== undefined && mistakes.length === 0;
}

/** The first mistake in words, and how many there are besides. */
export function mistakeWords(mistakes: readonly Mistake[]): string {
  const [first, ...others] = [...new Set(mistakes.map(({ message }) => message))];
  return others.length === 0 ? (first ?? '') : l10n.t('{0} (and {1} more)', first ?? '', others.length);
}

async function readOpen(address: string, parts: SourceParts): Promise<SkeletonSource | undefined> {
  const { ui, documents, skeletons } = parts;
  const { text, fileName } = await documents.read(address);
  const kind = skeletons.kindOf(address);
  if (kind === undefined) {
    const use = createUseAsSkeleton(parts);
    ui.offer(
      'error',
      l10n.t('The file name holds no SWF operation: {0}. Use it as a skeleton for one, and try again.', fileName),
      new Map([[l10n.t('Use as Skeleton for Operation…'), () => use({ toString: () => address })]]),
    );
    return undefined;
  }
  const { operation, format } = kind;
  return { operation, format, fileName, address, text, skeleton: await checkSkeletonFile(kind, text), values: {} };
}

/**
 * Reads `{operation, cliInputJson, taskToken, …}`; the operation may be left to the name of the file.
 * @throws ArgumentFault
 */
export async function readNamed(
  given: Readonly<Record<string, unknown>>,
  documents: Documents,
): Promise<SkeletonSource> {
  const { operation: name, cliInputJson, ...single } = given;
  if (cliInputJson !== undefined && typeof cliInputJson !== 'string')
    throw new ArgumentFault(l10n.t('The argument must be a string: cliInputJson'));
  const path = cliInputJson === undefined ? undefined : pathIn(cliInputJson);
  const operation = operationOf(name, path);
  const values = singleValues(operation, single);
  const text = path === undefined ? (cliInputJson ?? '{}') : await readPath(path, documents);
  const fileName =
    path === undefined ? 'arguments' : path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const format = skeletonFormat(fileName) ?? 'json';
  const skeleton = await checkSkeletonFile({ operation, format }, text);
  return { operation, format, fileName, path, text, skeleton, values };
}

/** As on the AWS command line `file://` begins a path; beside that, a text that no JSON object can be is one too. */
export function pathIn(cliInputJson: string): string | undefined {
  const named = cliInputJson.startsWith('file://');
  if (!named && /[{["\n]|^\s*$/.test(cliInputJson)) return undefined;
  return cliInputJson.replace(/^file:\/\//, '');
}

async function readPath(path: string, documents: Documents): Promise<string> {
  try {
    return await documents.readPath(path);
  } catch (cause) {
    // What is in the wrong place may be a token, so only what looks like a file is named.
    const what = /\.(json|ya?ml)$/i.test(path)
      ? l10n.t('The file of cliInputJson cannot be read: {0}', path)
      : l10n.t('The file of cliInputJson is no file that can be read, and no JSON');
    throw new ArgumentFault(what, { cause });
  }
}

/** By the AWS CLI's name or the API's; the name of the file tells it too. */
function operationOf(name: unknown, path: string | undefined): OperationName {
  const found = name === undefined && path !== undefined ? recognizeOperation(path) : operationNamed(name);
  if (found !== undefined) return found;
  if (typeof name !== 'string') throw new ArgumentFault(l10n.t('The operation is missing, such as list-domains'));
  const near = nearest(
    name,
    operations.map((each) => each.cliName),
  );
  const none = l10n.t('There is no operation {0}', name.slice(0, 60));
  throw new ArgumentFault(near === undefined ? none : l10n.t('{0}. Did you mean {1}?', none, near));
}

function singleValues(
  operation: OperationName,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const members = membersOf(`${operation}Input`);
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const member = members.get(name);
    if (member === undefined)
      throw new ArgumentFault(l10n.t('Unknown argument: {0}. Known are: {1}', name, [...members.keys()].join(', ')));
    values[name] =
      name === 'taskToken' && typeof value === 'string' ? cleanToken(value).token : ofShape(value, member.type);
  }
  return values;
}

/** A URI, as far as this looks at it. */
function isAddress(origin: unknown): origin is { toString(): string } {
  return typeof origin === 'object' && origin !== null && origin.toString !== Object.prototype.toString;
}

function isArguments(origin: unknown): origin is Readonly<Record<string, unknown>> {
  return typeof origin === 'object' && origin !== null && ('operation' in origin || 'cliInputJson' in origin);
}
