/** Open activity tasks of a whole domain: 1,000 executions as fast as can be, and very many within the request rates. */
import { startLocalSwf } from '../support/localSwf';
import { awsCli, runAwsCli } from './awsCli';
import { type Figure, figure, median, note } from './figures';
import { domain, OpenExecutions } from './openExecutions';
import { numberIn, program, quick, runFresh } from './programs';

const executions = 1000;
const many = quick ? 10_000 : 100_000;
/** How much of the scan is also let go at the pace of the clock on the wall, in seconds. */
const pacedFor = quick ? 15 : 60;
const name = `${many.toLocaleString('en-US')} open executions at the documented rates`;

program(async () => [...(await unlimited()), ...(await withinRates())]);

async function unlimited(): Promise<Figure[]> {
  const local = await startLocalSwf();
  try {
    const { endpoint } = local;
    const seed = await OpenExecutions.open(endpoint);
    await seed.start(executions, { tasks: 2, events: 200 });
    seed.close();
    const rounds: unknown[] = [];
    for (let round = 0; round < (quick ? 2 : 5); round++) rounds.push((await runFresh('scanOnce', endpoint)).result);
    const of = (key: string) => median(rounds.map((each) => numberIn(each, key)));
    const all = of('ms');
    note(
      `Scan of 1,000 executions: medians of ${rounds.length} processes, ${of('cpu').toFixed(0)} ms of processor time`,
    );
    const calls = Math.max(...rounds.map((each) => numberIn(each, 'calls'))) / executions;
    return [
      figure('1,000 open executions of 200 events: their 2,000 open tasks found', all / 1000, 's', '<', 3),
      figure('1,000 open executions of 200 events: calls an execution', calls, 'calls', '≤', 1.02),
      figure(
        '1,000 open executions of 200 events: first rows, loading of the SDK included',
        of('first'),
        'ms',
        '<',
        1000,
      ),
      ...(await besideCli(endpoint, all)),
    ];
  } finally {
    await local.stop();
  }
}

/** The same by a loop of AWS CLI calls: so many of them, scaled. */
async function besideCli(endpoint: string, ours: number): Promise<Figure[]> {
  const aws = awsCli();
  if (aws === undefined) {
    note('The AWS CLI is not installed: no comparison with it');
    return [];
  }
  const [execution] = await runFresh('scanOnce', endpoint).then(({ result }) => executionsIn(result));
  if (execution === undefined) throw new Error('The scan found no execution');
  const history = ['get-workflow-execution-history', '--domain', domain, '--reverse-order', '--execution'];
  const times: number[] = [];
  for (let call = 0; call < (quick ? 3 : 8); call++) {
    times.push(
      await runAwsCli(aws, endpoint, [...history, `workflowId=${execution.workflowId},runId=${execution.runId}`]),
    );
  }
  const loop = median(times) * executions;
  note(`The AWS CLI: ${median(times).toFixed(0)} ms a call, the median of ${times.length}; times ${executions}`);
  return [
    figure(
      '1,000 open executions of 200 events: times as fast as a loop of `aws swf` calls',
      loop / ours,
      'times',
      '≥',
      150,
    ),
  ];
}

function executionsIn(result: unknown): { readonly workflowId: string; readonly runId: string }[] {
  const list: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'executions') : undefined;
  return Array.isArray(list) ? (list as { workflowId: string; runId: string }[]) : [];
}

async function withinRates(): Promise<Figure[]> {
  const local = await startLocalSwf('--virtual-time', '--throttle');
  try {
    const { endpoint } = local;
    const seed = await OpenExecutions.open(endpoint);
    // Ten seconds fill the buckets of what seeding calls.
    for (let left = many; left > 0; left -= 2000) {
      await seed.start(Math.min(2000, left) / 10, { tasks: 1, events: 5 + left / 2000 });
      await seed.start((Math.min(2000, left) * 9) / 10, { tasks: 0, events: left });
      await seed.advance(10);
    }
    // A pause, after which all buckets are full.
    await seed.advance(600);
    const { result: paced } = await runFresh('scanOnce', endpoint, 'paced', String(pacedFor));
    await seed.advance(600);
    seed.close();
    const { result } = await runFresh('scanOnce', endpoint, 'virtual');
    const seconds = numberIn(result, 'virtualSeconds');
    const bound = (many - 2000) / 60;
    note(
      `${name}: ${seconds.toFixed(0)} s of virtual time; the rates allow ${bound.toFixed(0)} s; ${numberIn(result, 'retained').toFixed(0)} MB stay`,
    );
    note(
      `Its first ${pacedFor} s at their real pace: ${numberIn(paced, 'read')} executions. In virtual time the same garbage comes as fast as the processor goes, and V8 lets more of it lie`,
    );
    return [
      figure(`${name}: time beyond what they allow`, (seconds / bound - 1) * 100, '%', '≤', 5),
      figure(`${name}: requests refused`, numberIn(result, 'refused'), 'requests', '=', 0),
      figure(`${name}: growth of the process in virtual time`, numberIn(result, 'grown'), 'MB', '<', 150),
      figure(
        `${name}: the same in its first ${pacedFor} s at their real pace`,
        numberIn(paced, 'grown'),
        'MB',
        '<',
        150,
      ),
      figure(
        `${name}: longest turn of the event loop in virtual time, rows of the tree made anew at each change`,
        numberIn(result, 'longestTurn'),
        'ms',
        '<',
        50,
      ),
      figure(
        `${name}: longest delay of the event loop at their real pace`,
        numberIn(paced, 'longestDelay'),
        'ms',
        '<',
        50,
      ),
    ];
  } finally {
    await local.stop();
  }
}
