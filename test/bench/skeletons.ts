/** Skeleton files: checking, lenses, schemas, a verdict beside that of the AWS CLI, and the worst of many hard texts. */
import { yamlWords } from '../../src/skeleton/yamlWords';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { root } from '../../scripts/processes.mjs';
import { fixesOf } from '../../src/skeleton/fixes';
import { yamlFixesOf } from '../../src/skeleton/fixesYaml';
import { skeletonText } from '../../src/skeleton/generate';
import { checkSkeleton, checkSkeletonFile, parseSkeleton } from '../../src/skeleton/parse';
import { parseYamlSkeleton } from '../../src/skeleton/parseYaml';
import { possibleOperations, topLevelKeys } from '../../src/skeleton/possibleOperations';
import { readCommandLine } from '../../src/skeleton/readCommandLine';
import { skeletonKind } from '../../src/skeleton/recognize';
import { parseShorthand } from '../../src/skeleton/shorthand';
import { hardTexts } from '../support/hardTexts';
import { type Figure, figure, median, note, timed } from './figures';
import { program, quick, runToEnd } from './programs';

const rounds = quick ? 10 : 50;

program(async (): Promise<Figure[]> => {
  const megabyte = largeSkeleton();
  const check = await medianOf(rounds, () => checkSkeleton('RespondDecisionTaskCompleted', megabyte).problems.length);
  const lens = await medianOf(rounds, () => lensWork(megabyte) + lensWork(largestOffered()));
  const { packed, plain } = schemaSizes();
  note(`39 schemas: ${plain.toFixed(1)} KB as files, ${packed.toFixed(1)} KB in the package`);
  const verdict = await verdictTimes();
  const worst = await worstOfHardTexts();
  return [
    figure(`Checking a skeleton of ${(megabyte.length / 2 ** 20).toFixed(2)} MB`, check, 'ms', '<', 60),
    figure('What a lens asks for, of a skeleton of 1 MB and a document of 200,000 characters', lens, 'ms', '<', 5),
    figure('All schemas in the package', packed, 'KB', '<', 150),
    ...verdict,
    figure(`The worst of ${worst.count} hard texts of up to 2,000 characters`, worst.ms, 'ms', '<', 50),
  ];
});

/** Decisions with details, all right, until it is a megabyte. */
function largeSkeleton(): string {
  const decisions = Array.from({ length: 2_000 }, (_, i) => ({
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: {
      activityType: { name: 'charge-card', version: '1' },
      activityId: `charge-${i}`,
      input: 'i'.repeat(200),
      scheduleToStartTimeout: 'NONE',
      heartbeatTimeout: '60',
    },
  }));
  return JSON.stringify({ taskToken: 'AAAA', decisions }, undefined, 2);
}

/** The longest document into whose keys the offer looks. */
function largestOffered(): string {
  const start = { domain: 'd', workflowId: 'w', workflowType: { name: 'n', version: '1' } };
  return JSON.stringify({ ...start, input: 'x'.repeat(199_000) });
}

/** All that `provideCodeLenses` of both lenses computes: what the name says, and of a nameless document the keys. */
function lensWork(text: string): number {
  const kind = skeletonKind({ path: '/runbooks/order-7.json', languageId: 'json' }, undefined, undefined);
  return kind === undefined ? possibleOperations(topLevelKeys(text, 'json')).length : 0;
}

async function medianOf(times: number, work: () => number): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < times; round++) values.push((await timed(work)).ms);
  return median(values);
}

/** Kilobytes of the schemas as files, and as the package holds them: deflated, each with its two headers. */
function schemaSizes(): { packed: number; plain: number } {
  const folder = path.join(root, 'dist/schemas');
  const sizes = readdirSync(folder).map((file) => {
    const text = readFileSync(path.join(folder, file));
    return {
      plain: text.length,
      packed: deflateRawSync(text).length + 76 + 2 * `extension/dist/schemas/${file}`.length,
    };
  });
  const sum = (key: 'packed' | 'plain') => sizes.reduce((total, size) => total + size[key], 0) / 1024;
  return { packed: sum('packed'), plain: sum('plain') };
}

/** How much longer the AWS CLI takes to say whether a file is right; nothing where it is not installed. */
async function verdictTimes(): Promise<Figure[]> {
  if (spawnSync('aws', ['--version']).status !== 0) {
    note('The AWS CLI is not installed: no verdict to compare with');
    return [];
  }
  const operation = 'RespondActivityTaskCanceled';
  const file = skeletonText(operation, { taskToken: 'AAAA' });
  const env = { ...process.env, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const args = ['swf', 'respond-activity-task-canceled', '--cli-input-json', file, '--generate-cli-skeleton', 'output'];
  const cli: number[] = [];
  for (let round = 0; round < (quick ? 3 : 10); round++) cli.push((await runToEnd('aws', args, env)).ms);
  const batch = 1_000;
  const ours = await medianOf(rounds, () => {
    let found = 0;
    for (let n = 0; n < batch; n++) found += checkSkeleton(operation, file).problems.length;
    return found;
  });
  note(
    `Verdict on a file: ${((ours / batch) * 1000).toFixed(1)} µs here, ${median(cli).toFixed(0)} ms by a process of the AWS CLI`,
  );
  return [
    figure(
      'Verdict on a skeleton file, beside one process of the AWS CLI',
      median(cli) / (ours / batch),
      '×',
      '≥',
      2_000,
    ),
  ];
}

/** The slowest reading of any of the texts, each timed again when it seems slow, as a pause of the machine is not its fault. */
async function worstOfHardTexts(): Promise<{ ms: number; count: number }> {
  const texts = fc.sample(hardTexts(), { numRuns: quick ? 2_000 : 20_000, seed: 5 });
  let ms = 0;
  for (const text of texts) {
    let least = Infinity;
    for (let tries = 0; tries < 3 && least > ms; tries++)
      least = Math.min(least, (await timed(() => readInAllWays(text))).ms);
    ms = Math.max(ms, least);
  }
  return { ms, count: texts.length };
}

async function readInAllWays(text: string): Promise<void> {
  const operation = 'RespondDecisionTaskCompleted';
  parseSkeleton(text);
  parseYamlSkeleton(text, yamlWords);
  // Faults are answers too.
  await readCommandLine(text, () => Promise.reject(new Error('No files here'))).catch(() => undefined);
  await Promise.resolve(text)
    .then(parseShorthand)
    .catch(() => undefined);
  for (const format of ['json', 'yaml'] as const) {
    const skeleton = await checkSkeletonFile({ operation, format }, text);
    for (const problem of skeleton.problems) {
      (format === 'yaml' ? yamlFixesOf : fixesOf)(operation, text, skeleton, problem);
    }
  }
}
