/** Open executions in a process of their own: their memory, the time of a page, and what an operation costs. */
import { domain, InProcess } from './localCalls';
import { program } from './programs';

const executions = Number(process.argv[2]);
const window = 1_000;

program(async () => {
  const local = new InProcess();
  await local.register();
  const curve: { readonly executions: number; readonly microseconds: number }[] = [];
  for (let index = 0; index < executions;) {
    const start = process.cpuUsage();
    for (const end = Math.min(executions, index + window); index < end; index++) await local.play(index);
    const { user, system } = process.cpuUsage(start);
    // Six operations each.
    curve.push({ executions: index, microseconds: (user + system) / window / 6 });
  }
  const { rss } = process.memoryUsage();
  const pages = await pageTimes(local);
  // Its timers would keep the process.
  local.service.clock.stop();
  return {
    peak: process.resourceUsage().maxRSS * 1024,
    rss,
    slowestPage: Math.max(...pages),
    pages: pages.length,
    curve,
  };
});

/** How long each page of all open executions takes, in milliseconds, as text. */
async function pageTimes(local: InProcess): Promise<number[]> {
  const times: number[] = [];
  let nextPageToken: unknown;
  do {
    const start = performance.now();
    const input = {
      domain,
      startTimeFilter: { oldestDate: 0 },
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
    const page = await local.call('ListOpenWorkflowExecutions', input);
    JSON.stringify(page);
    times.push(performance.now() - start);
    nextPageToken = page['nextPageToken'];
  } while (nextPageToken !== undefined);
  if (times.length < executions / 1_000) throw new Error(`Only ${times.length} pages`);
  return times;
}
