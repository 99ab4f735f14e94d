import { cliName, type OperationName, operations } from '../swf/operations';

/** How a skeleton is written: YAML is for version 2 of the AWS CLI, `--cli-input-yaml`. */
export type SkeletonFormat = 'json' | 'yaml';

/** The format that a file name promises. */
export function skeletonFormat(file: string): SkeletonFormat | undefined {
  if (/\.json$/i.test(file)) return 'json';
  return /\.ya?ml$/i.test(file) ? 'yaml' : undefined;
}

/**
 * The operation that a skeleton file is for, told by its name alone: canceled and heartbeat skeletons have the same
 * keys, and the AWS CLI refuses any marker inside. The AWS CLI's name of the operation, or the API's in any case, may
 * stand anywhere in the name of a JSON or YAML file; of several names the longest counts.
 * @param file a file name or path
 */
export function recognizeOperation(file: string): OperationName | undefined {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  if (skeletonFormat(name) === undefined) return undefined;
  const lowerCase = name.toLowerCase();
  let longest: { operation: OperationName; length: number } | undefined;
  for (const operation of operations) {
    const found = name.includes(operation.cliName)
      ? operation.cliName
      : lowerCase.includes(operation.name.toLowerCase())
        ? operation.name
        : '';
    if (found.length > (longest?.length ?? 0)) longest = { operation: operation.name, length: found.length };
  }
  return longest?.operation;
}

/**
 * Whether a schema of package.json covers a file for an operation: its patterns, unlike `recognizeOperation`, tell capitals from
 * small letters.
 */
export function hasSchema(file: string, operation: OperationName): boolean {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const isNamed = name.includes(cliName(operation)) || name.includes(operation);
  return isNamed && /\.(json|ya?ml)$/.test(name) && recognizeOperation(file) === operation;
}

/** What an open document is a skeleton of, and who says so. */
export interface SkeletonKind {
  readonly operation: OperationName;
  readonly format: SkeletonFormat;
  /** The person by "Use as Skeleton for Operation…", the setting `swf.skeletons.files`, or its name. */
  readonly told: 'person' | 'setting' | 'name';
}

/** Tells of open documents, by their addresses, what they are skeletons of. */
export interface SkeletonKinds {
  kindOf(address: string): SkeletonKind | undefined;
}

/** As much of an open document as tells what it is. */
interface NamedDocument {
  readonly path: string;
  /** The editor's, such as `yaml`. */
  readonly languageId: string;
}

/**
 * What a document is a skeleton of: what the person chose outweighs the setting, and both the name. Its format is that of
 * its name, and for other names YAML in the editor's language of that name, else JSON.
 */
export function skeletonKind(
  { path, languageId }: NamedDocument,
  chosen: OperationName | undefined,
  bySetting: OperationName | undefined,
): SkeletonKind | undefined {
  const operation = chosen ?? bySetting ?? recognizeOperation(path);
  if (operation === undefined) return undefined;
  const told = chosen !== undefined ? 'person' : bySetting !== undefined ? 'setting' : 'name';
  return { operation, told, format: skeletonFormat(path) ?? (languageId === 'yaml' ? 'yaml' : 'json') };
}

/** An operation by the AWS CLI's name or the API's, in any case, as settings give it; nothing for any other value. */
export function operationNamed(name: unknown): OperationName | undefined {
  if (typeof name !== 'string') return undefined;
  const lowerCase = name.toLowerCase();
  return operations.find((each) => each.cliName === lowerCase || each.name.toLowerCase() === lowerCase)?.name;
}
