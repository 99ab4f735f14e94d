import * as l10n from '@vscode/l10n';
import { memberDescription, valueDescription } from './descriptions';
import type { Limit } from './limits';
import type { StructureName, ValueType } from './members';
import { membersOf } from './members';
import { operation } from './operations';
import type { OperationName } from './operations';
import { lastEpochSecond, timestampPattern } from './timestamps';

/** A JSON Schema, draft-07, with VS Code's own `defaultSnippets`, `enumDescriptions` and `patternErrorMessage`. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly default?: unknown;
  readonly defaultSnippets?: readonly {
    readonly label: string;
    readonly description: string;
    readonly body: unknown;
  }[];
}

/**
 * The JSON Schema of an operation's input: as strict as `checkInput`, which adds only what a schema cannot say. Lengths
 * mean the same in both, since JSON Schema counts code points too.
 */
export function inputSchema(name: OperationName): JsonSchema {
  const { cliName } = operation(name);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `aws swf ${cliName} --cli-input-json`,
    description: l10n.t(
      'The input of {0}, as the AWS CLI takes it. {1}',
      name,
      `https://docs.aws.amazon.com/amazonswf/latest/apireference/API_${name}.html`,
    ),
    ...structureSchema(`${name}Input`),
    defaultSnippets: [
      { label: `{ ${cliName} }`, description: l10n.t('The whole skeleton'), body: snippetBody(`${name}Input`) },
    ],
  };
}

function structureSchema(structure: StructureName): JsonSchema {
  const members = [...membersOf(structure).values()];
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(({ name, type }) => {
        const description = memberDescription(structure, name);
        return [name, { ...(description !== undefined && { description }), ...valueSchema(type) }];
      }),
    ),
    required: members.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function valueSchema(type: ValueType): JsonSchema {
  switch (type.kind) {
    case 'string':
      return { type: 'string', ...stringBounds(type.limit) };
    case 'integer': {
      const { min, max } = type.limit;
      return {
        type: 'integer',
        ...(min !== undefined && { minimum: min }),
        ...(max !== undefined && { maximum: max }),
      };
    }
    case 'boolean':
      return { type: 'boolean' };
    case 'timestamp':
      return {
        anyOf: [
          { type: 'number', minimum: 0, maximum: lastEpochSecond },
          {
            type: 'string',
            pattern: timestampPattern,
            patternErrorMessage: l10n.t('Must be a time, in epoch seconds or as in "2026-01-31T12:00:00Z"'),
          },
        ],
      };
    case 'structure':
      return structureSchema(type.structure);
    case 'list': {
      const { max } = type.limit;
      return { type: 'array', items: valueSchema(type.item), ...(max !== undefined && { maxItems: max }) };
    }
  }
}

function stringBounds({ min, max, values }: Limit): JsonSchema {
  return {
    ...(min !== undefined && min > 0 && { minLength: min }),
    ...(max !== undefined && { maxLength: max }),
    ...(values !== undefined
      ? { enum: values, enumDescriptions: values.map(valueDescription), default: values[0] }
      : { default: '' }),
  };
}

/** The skeleton with a tab stop for each member of the first level; of the deeper ones, the required. */
function snippetBody(structure: StructureName): Record<string, unknown> {
  let stop = 0;
  const body = (type: ValueType): unknown => {
    switch (type.kind) {
      case 'string':
        stop += 1;
        return type.limit.values ? `\${${stop}|${type.limit.values.join(',')}|}` : `$${stop}`;
      case 'timestamp':
        stop += 1;
        return `$${stop}`;
      case 'integer':
        return type.limit.min ?? 0;
      case 'boolean':
        return true;
      case 'structure':
        return members(type.structure, true);
      case 'list':
        return [body(type.item)];
    }
  };
  const members = (name: StructureName, requiredOnly: boolean): Record<string, unknown> =>
    Object.fromEntries(
      [...membersOf(name).values()]
        .filter(({ required }) => required || !requiredOnly)
        .map((member) => [member.name, body(member.type)]),
    );
  return members(structure, false);
}
