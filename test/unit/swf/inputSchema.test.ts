import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkInput } from '../../../src/swf/checkInput';
import { inputSchema } from '../../../src/swf/inputSchema';
import type { JsonSchema } from '../../../src/swf/inputSchema';
import { operations } from '../../../src/swf/operations';
import { documents } from './inputDocuments';

/** Strict, so that a misspelt keyword fails; the three that only VS Code reads are made known. */
const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  keywords: ['defaultSnippets', 'enumDescriptions', 'patternErrorMessage'],
});
const validators = new Map(operations.map(({ name }) => [name, ajv.compile(inputSchema(name))]));

describe('inputSchema', () => {
  test('the schema of a closing operation', () => {
    const schema = inputSchema('RespondActivityTaskCanceled');
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'aws swf respond-activity-task-canceled --cli-input-json',
      type: 'object',
      required: ['taskToken'],
      additionalProperties: false,
      properties: {
        taskToken: { type: 'string', minLength: 1, maxLength: 1024 },
        details: { type: 'string', maxLength: 32768 },
      },
      defaultSnippets: [{ body: { taskToken: '$1', details: '$2' } }],
    });
    expect(schema.description).toContain('/API_RespondActivityTaskCanceled.html');
  });

  test('enums, nested structures and bounds of lists', () => {
    const schema = inputSchema('StartWorkflowExecution');
    expect(schema.properties?.['childPolicy']?.enum).toEqual(['TERMINATE', 'REQUEST_CANCEL', 'ABANDON']);
    expect(schema.properties?.['tagList']).toMatchObject({ type: 'array', maxItems: 5, items: { maxLength: 256 } });
    expect(schema.properties?.['workflowType']).toMatchObject({
      required: ['name', 'version'],
      additionalProperties: false,
    });
    const snippet = JSON.stringify(schema.defaultSnippets?.[0]?.body);
    expect(snippet).toMatch(/"childPolicy":"\$\{\d+\|TERMINATE,REQUEST_CANCEL,ABANDON\|\}"/);
  });

  test('every member and every value of an enum is described, in each schema', () => {
    const undescribed = (schema: JsonSchema, path: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([member, each]) => [
        ...(each.description ? [] : [`${path}.${member}`]),
        ...undescribed(each, `${path}.${member}`),
      ]),
      ...(schema.items === undefined ? [] : undescribed(schema.items, `${path}[]`)),
      ...(schema.enum ?? []).filter((_, i) => !schema.enumDescriptions?.[i]).map((value) => `${path}=${value}`),
    ];
    expect(operations.flatMap(({ name }) => undescribed(inputSchema(name), name))).toEqual([]);
  });

  test('agrees with checkInput on documents valid and broken, for every operation', { timeout: 60_000 }, () => {
    let valid = 0;
    let broken = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...operations).chain(({ name }) => fc.tuple(fc.constant(name), documents(name))),
        ([name, document]) => {
          const accepted = validators.get(name)?.(document);
          expect(accepted).toBe(checkInput(name, document).length === 0);
          if (accepted) valid += 1;
          else broken += 1;
        },
      ),
      { numRuns: 1000 },
    );
    expect(Math.min(valid, broken)).toBeGreaterThan(200);
  });
});

test.each(['de', 'ja'])('the texts of the schemas are in %s where the editor is', (language) => {
  const english = strings(operations.map(({ name }) => inputSchema(name)));
  const file = new URL(`../../../l10n/bundle.l10n.${language}.json`, import.meta.url);
  l10n.config({ contents: readFileSync(file, 'utf8') });
  try {
    const translated = strings(operations.map(({ name }) => inputSchema(name)));
    expect(english.size).toBeGreaterThan(100);
    expect([...english].filter((text) => translated.has(text))).toEqual([]);
  } finally {
    l10n.config({ contents: {} });
  }
});

/** What people read of schemas. */
function strings(schemas: readonly JsonSchema[]): ReadonlySet<string> {
  const found = new Set<string>();
  JSON.stringify(schemas, (key, value: unknown) => {
    const texts = key === 'enumDescriptions' && Array.isArray(value) ? (value as unknown[]) : [value];
    const isText = /^(description|enumDescriptions|patternErrorMessage)$/.test(key);
    for (const text of isText ? texts : []) if (typeof text === 'string' && /^\w/.test(text)) found.add(text);
    return value;
  });
  return found;
}
