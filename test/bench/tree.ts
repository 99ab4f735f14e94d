/** A domain with 1,000 open executions, as the explorer loads it. */
import { startLocalSwf } from '../support/localSwf';
import { type Figure, figure, median, note } from './figures';
import { numberIn, program, quick, runFresh } from './programs';
import { Workflow } from './workflow';

const executions = 1000;

program(async () => {
  const local = await startLocalSwf();
  try {
    const workflow = await Workflow.open(local.endpoint);
    for (let n = 0; n < executions; n++) await workflow.startExecution();
    workflow.close();
    return await measure(local.endpoint);
  } finally {
    await local.stop();
  }
});

async function measure(endpoint: string): Promise<Figure[]> {
  const cold: number[] = [];
  const warm: number[] = [];
  const callsPerPage: number[] = [];
  for (let round = 0; round < (quick ? 3 : 9); round++) {
    const before = await totalRequests(endpoint);
    const { result } = await runFresh('treeOnce', endpoint, String(executions));
    const calls = (await totalRequests(endpoint)) - before;
    cold.push(numberIn(result, 'cold'));
    warm.push(numberIn(result, 'warm'));
    callsPerPage.push(calls / numberIn(result, 'pages'));
  }
  note(`First rows of the tree: medians of ${cold.length} processes`);
  return [
    figure('1,000 open executions: calls a page, all pages loaded', Math.max(...callsPerPage), 'calls', '=', 1),
    figure('1,000 open executions: first rows, warm', median(warm), 'ms', '<', 200),
    figure('1,000 open executions: first rows, loading of the SDK included', median(cold), 'ms', '<', 200),
  ];
}

/** How many requests of any operation Local SWF has got. */
async function totalRequests(endpoint: string): Promise<number> {
  const response = await fetch(`${endpoint}/_local/state`);
  return numberIn(await response.json(), 'totalRequests');
}
