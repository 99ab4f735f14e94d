import { schemaOperations } from '../swf/inputSchema';
import { operation } from '../swf/operations';
import type { OperationName } from '../swf/operations';

/**
 * The operation that a skeleton file is for, told by its name alone: canceled and heartbeat skeletons have the same
 * keys, and the AWS CLI refuses any marker inside. The AWS CLI's name of the operation, or the API's in any case, may
 * stand anywhere in the name of a `.json` file; of several names the longest counts.
 * @param file a file name or path
 */
export function recognizeOperation(file: string): OperationName | undefined {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  if (!name.endsWith('.json')) return undefined;
  const lowerCase = name.toLowerCase();
  let longest: { operation: OperationName; length: number } | undefined;
  for (const apiName of schemaOperations) {
    const { cliName } = operation(apiName);
    const length = name.includes(cliName)
      ? cliName.length
      : lowerCase.includes(apiName.toLowerCase())
        ? apiName.length
        : 0;
    if (length > (longest?.length ?? 0)) longest = { operation: apiName, length };
  }
  return longest?.operation;
}
