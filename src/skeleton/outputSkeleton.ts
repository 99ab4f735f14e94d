import type { OperationName } from '../swf/operations';
import { loadSdk, type Sdk } from '../swf/sdkClient';

type Schema = NonNullable<ReturnType<Sdk['outputSchemaOf']>>;

/**
 * The shape of an answer, as `aws swf <operation> --generate-cli-skeleton output` prints it, with required members first; empty for
 * an operation that answers nothing. Loads the SDK, which knows the shapes.
 */
export async function outputSkeletonText(operation: OperationName): Promise<string> {
  const { outputSchemaOf } = await loadSdk();
  const schema = outputSchemaOf(operation);
  return schema === undefined ? '' : `${JSON.stringify(sample(schema, schema.getName() ?? ''), undefined, 4)}\n`;
}

/** A text is shown as its member's name. */
function sample(schema: Schema, name: string): unknown {
  if (schema.isStructSchema()) {
    return Object.fromEntries([...schema.structIterator()].map(([member, type]) => [member, sample(type, member)]));
  }
  if (schema.isListSchema()) return [sample(schema.getValueSchema(), 'Tag')];
  if (schema.isTimestampSchema()) return '1970-01-01T00:00:00';
  if (schema.isNumericSchema()) return 0;
  return schema.isBooleanSchema() ? true : name;
}
