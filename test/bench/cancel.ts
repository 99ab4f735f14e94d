/** A whole cancel against one process of the AWS CLI: warm, and as the first of a session. */
import { localSwfConnection } from '../../src/connection/resolveConnection';
import { createSdkClient } from '../../src/swf/sdkClient';
import { startLocalSwf } from '../support/localSwf';
import { awsCli, runAwsCli } from './awsCli';
import { type Figure, figure, median, note, timed } from './figures';
import { numberIn, program, quick, runFresh } from './programs';
import { requestedCancel } from './requestedCancel';
import { type HeldTask, Workflow } from './workflow';

const rounds = quick ? 3 : 15;
const warmUp = quick ? 60 : 200;
const warmPerRound = 20;

program(async () => {
  const aws = awsCli();
  if (aws === undefined) {
    note('The AWS CLI is not installed: the figures that compare with its process are left out');
    return [];
  }
  const local = await startLocalSwf();
  try {
    return await compare(aws, local.endpoint);
  } finally {
    await local.stop();
  }
});

async function compare(aws: string, endpoint: string): Promise<Figure[]> {
  const workflow = await Workflow.open(endpoint);
  const client = createSdkClient(localSwfConnection(endpoint));
  /** Milliseconds of each of so many cancels in a row; the tasks are prepared before. */
  const warmCancels = async (count: number) => {
    const tasks: HeldTask[] = [];
    while (tasks.length < count) tasks.push(await workflow.holdRequestedTask());
    const times: number[] = [];
    for (const task of tasks) times.push((await timed(() => requestedCancel(client, task))).ms);
    return times;
  };
  await warmCancels(warmUp);

  const warm: number[] = [];
  const cold: number[] = [];
  const coldProcess: number[] = [];
  const cli: number[] = [];
  for (let round = 0; round < rounds; round++) {
    warm.push(...(await warmCancels(warmPerRound)));
    const { task, taskToken } = await workflow.holdRequestedTask();
    const { domain, workflowId, runId } = task.execution;
    const first = await runFresh('firstCancel', endpoint, taskToken, domain, workflowId, runId);
    cold.push(numberIn(first.result, 'ms'));
    coldProcess.push(first.ms);
    const { taskToken: tokenForCli } = await workflow.holdRequestedTask();
    cli.push(await cancelByCli(aws, endpoint, tokenForCli));
  }
  client.dispose();
  workflow.close();

  const times = { warm: median(warm), cold: median(cold), cli: median(cli) };
  note(
    `A whole cancel, medians of ${rounds} rounds: ${warmPerRound} warm ones ${times.warm.toFixed(2)} ms each, the first of ` +
      `a fresh process ${times.cold.toFixed(1)} ms (${median(coldProcess).toFixed(1)} ms from the start of the process to ` +
      `its end), a process of the AWS CLI ${times.cli.toFixed(0)} ms`,
  );
  const asFast = 'times as fast as one `aws swf respond-activity-task-canceled`';
  return [
    figure(`Whole cancel, warm: requested?, send, prove: ${asFast}`, times.cli / times.warm, '×', '≥', 100),
    figure(
      `The same, first in a fresh process, from choosing the connection and loading the SDK on: ${asFast}`,
      times.cli / times.cold,
      '×',
      '≥',
      3,
    ),
  ];
}

/** Milliseconds of one process of the AWS CLI that cancels a task. */
async function cancelByCli(aws: string, endpoint: string, taskToken: string): Promise<number> {
  const input = ['--task-token', taskToken, '--details', 'The order was withdrawn'];
  return await runAwsCli(aws, endpoint, ['respond-activity-task-canceled', ...input]);
}
