/** What the picker of connections needs before it can show 5,000 profiles, beside the mere reading of their file. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Figure, figure, median, note } from './figures';
import { numberIn, program, quick, runFresh } from './programs';

const count = 5_000;

program(async (): Promise<Figure[]> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-profiles-'));
  const file = path.join(folder, 'config');
  await writeFile(file, Array.from({ length: count }, (_, n) => profile(n)).join('\n'));
  const firsts: number[] = [];
  const warms: number[] = [];
  const reads: number[] = [];
  try {
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      const { result } = await runFresh('profilesOnce', file, String(count));
      firsts.push(numberIn(result, 'first'));
      warms.push(numberIn(result, 'warm'));
      reads.push(numberIn(result, 'read'));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  note(
    `Choices of ${count} profiles: medians of ${firsts.length} processes, the file alone is read in ${median(reads).toFixed(1)} ms`,
  );
  return [
    figure(
      `${count.toLocaleString('en-US')} profiles: choices of the picker, loading of the SDK included`,
      median(firsts),
      ...(['ms', '<', 100] as const),
    ),
    figure(
      `${count.toLocaleString('en-US')} profiles: the same when it is opened again`,
      median(warms),
      'ms',
      '<',
      100,
    ),
  ];
});

/** A role and its source, as companies with many accounts have them. */
function profile(n: number): string {
  return `[profile team-${n}.operator]
role_arn = arn:aws:iam::${String(100_000_000_000 + n)}:role/operator
source_profile = team-0.operator
region = eu-west-1
`;
}
