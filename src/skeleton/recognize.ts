import { type OperationName, operations } from '../swf/operations';

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
    const { cliName } = operation;
    const found = name.includes(cliName)
      ? cliName
      : lowerCase.includes(operation.name.toLowerCase())
        ? operation.name
        : '';
    if (found.length > (longest?.length ?? 0)) longest = { operation: operation.name, length: found.length };
  }
  return longest?.operation;
}
