import Ajv from 'ajv';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkInput } from '../../../src/swf/checkInput';
import { checkMeaning } from '../../../src/swf/checkMeaning';
import { inputSchema } from '../../../src/swf/inputSchema';
import { membersOf, type StructureName, type ValueType } from '../../../src/swf/members';
import { type OperationName, operations } from '../../../src/swf/operations';
import { epochSeconds, isTimestamp } from '../../../src/swf/timestamps';
import { randomInput } from '../../support/randomInputs';
import { Scene } from '../../support/scene';
import { documents } from './inputDocuments';

const long = process.env['SWF_TEST_LONG'] === '1';
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  keywords: ['defaultSnippets', 'enumDescriptions', 'patternErrorMessage'],
});
const validators = new Map(operations.map(({ name }) => [name, ajv.compile(inputSchema(name))]));

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.start();
});
afterAll(async () => {
  await scene.stop();
});

/** What Local SWF finds wrong with a request itself; nothing if it is the world that does not suit it, or if it was done. */
async function refusal(operation: OperationName, document: unknown): Promise<string | undefined> {
  const response = await fetch(scene.local.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `SimpleWorkflowService.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
    },
    body: JSON.stringify(document),
  });
  const text = await response.text();
  if (response.ok) return undefined;
  const { __type: type, message } = JSON.parse(text) as { readonly __type: string; readonly message?: string };
  if (!/#(Serialization|Validation)Exception$/.test(type)) return undefined;
  // Of a token's text no shape tells whether a service has given it.
  return message === 'Invalid token' ? undefined : (message ?? type);
}

/**
 * A document as it travels: the AWS CLI refuses unknown members and nulls itself, while the service leaves them out; and the
 * AWS CLI sends times as epoch seconds.
 */
function travelling(type: ValueType, value: unknown): unknown {
  // A time before 1970 or after 9999 is a mistake to us; the service takes any number.
  if (type.kind === 'timestamp' && typeof value === 'number' && !isTimestamp(value)) return 0;
  if (type.kind === 'timestamp') return epochSeconds(value) ?? value;
  if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => travelling(type.item, item));
  if (type.kind !== 'structure' || !isRecord(value)) return value;
  const members = membersOf(type.structure);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const member = members.get(name);
      return member === undefined || item === null ? [] : [[name, travelling(member.type, item)]];
    }),
  );
}

/** In the domain that there is, as an unknown one hides what else is wrong; polls go to an unknown one, else they wait. */
function inScene(operation: OperationName, document: unknown): unknown {
  if (!isRecord(document) || checkInput(operation, document).length > 0 || !('domain' in document)) return document;
  if (checkMeaning(operation, document).some(({ path }) => path[0] === 'domain')) return document;
  return { ...document, domain: operation.startsWith('PollFor') ? 'nowhere' : scene.domain };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('the schema, the checks and Local SWF', () => {
  test('agree on every document, valid or broken, of every operation', { timeout: 600_000 }, async () => {
    const verdicts = { good: 0, bad: 0 };
    const input = fc
      .constantFrom(...operations)
      .chain(({ name }) => fc.tuple(fc.constant(name), fc.oneof(documents(name), randomInput(name))));
    await fc.assert(
      fc.asyncProperty(input, async ([name, document]) => {
        const problems = checkInput(name, document);
        expect(validators.get(name)?.(document), JSON.stringify(problems)).toBe(problems.length === 0);

        const structure: StructureName = `${name}Input`;
        const sent = travelling({ kind: 'structure', structure }, document);
        // What is warned of, and blanks around a token, the service takes.
        const meanings = checkMeaning(name, sent).filter(
          ({ severity, code }) => severity === 'error' && code !== 'blank',
        );
        const found = [...checkInput(name, sent), ...meanings];
        const refused = await refusal(name, inScene(name, sent));
        expect(
          { refused: refused !== undefined },
          `${refused ?? ''} / ${found.map(({ message }) => message).join('; ')}`,
        ).toEqual({
          refused: found.length > 0,
        });
        verdicts[refused === undefined ? 'good' : 'bad'] += 1;
      }),
      { numRuns: long ? 20_000 : 1_000 },
    );
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(100);
  });
});
