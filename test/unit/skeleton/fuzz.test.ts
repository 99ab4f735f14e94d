import { yamlWords } from '../../../src/skeleton/yamlWords';
import fc from 'fast-check';
import { applyEdits } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { fixesOf } from '../../../src/skeleton/fixes';
import { yamlFixesOf } from '../../../src/skeleton/fixesYaml';
import { checkSkeletonFile, parseSkeleton, type Skeleton } from '../../../src/skeleton/parse';
import { parseYamlSkeleton } from '../../../src/skeleton/parseYaml';
import { CommandLineFault } from '../../../src/skeleton/awsCommand';
import { readCommandLine } from '../../../src/skeleton/readCommandLine';
import { parseShorthand, ShorthandFault } from '../../../src/skeleton/shorthand';
import { operations } from '../../../src/swf/operations';
import { hardTexts } from '../../support/hardTexts';

/** All of them together: 200,000 inputs with SWF_TEST_LONG=1. What the slowest costs is a figure of the bench. */
const numRuns = process.env['SWF_TEST_LONG'] === '1' ? 40_000 : 4_000;
const timeout = 900_000;

function expectInside({ problems }: Skeleton, text: string): void {
  for (const { offset, length, message } of problems) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    expect(message).not.toBe('');
  }
}

/** What a reader throws is its own fault, or nothing. */
async function expectFault(
  work: () => unknown,
  ...faults: readonly (new (...args: never[]) => Error)[]
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!faults.some((fault) => error instanceof fault)) throw error;
  }
}

describe('any text', { timeout }, () => {
  test('is read as JSON or refused, with places inside it', () => {
    fc.assert(
      fc.property(hardTexts(), (text) => {
        expectInside(parseSkeleton(text), text);
      }),
      { numRuns },
    );
  });

  test('is read as YAML or refused, with places inside it', () => {
    fc.assert(
      fc.property(hardTexts(), (text) => {
        expectInside(parseYamlSkeleton(text, yamlWords), text);
      }),
      { numRuns },
    );
  });

  test('is read as a command line, or refused by its fault', async () => {
    const read = () => Promise.reject(new CommandLineFault('No such file'));
    await fc.assert(
      fc.asyncProperty(hardTexts(), (text) => expectFault(() => readCommandLine(text, read), CommandLineFault)),
      { numRuns },
    );
  });

  test('is read as shorthand, or refused by its fault', async () => {
    await fc.assert(
      fc.asyncProperty(hardTexts(), (text) => expectFault(() => parseShorthand(text), ShorthandFault)),
      { numRuns },
    );
  });

  test('has fixes whose edits are inside it and can be applied', async () => {
    const operation = fc.constantFrom(...operations.map(({ name }) => name));
    await fc.assert(
      fc.asyncProperty(hardTexts(), operation, fc.constantFrom('json', 'yaml'), async (text, name, format) => {
        const skeleton = await checkSkeletonFile({ operation: name, format }, text);
        expectInside(skeleton, text);
        for (const problem of skeleton.problems) {
          for (const { edits } of (format === 'yaml' ? yamlFixesOf : fixesOf)(name, text, skeleton, problem)) {
            for (const { offset, length } of edits) {
              expect(offset).toBeGreaterThanOrEqual(0);
              expect(offset + length).toBeLessThanOrEqual(text.length);
            }
            expect(() => applyEdits(text, [...edits])).not.toThrow();
          }
        }
      }),
      { numRuns },
    );
  });
});
