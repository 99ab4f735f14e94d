import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoRegion, type HeldTask } from './seedDemo';

/** Writes a folder to open in the editor beside the demo: things to try, skeleton files, a worker's log, settings. */
export async function writeDemoWorkspace(folder: string, url: string, held: readonly HeldTask[]): Promise<void> {
  const requested = held.find((task) => task.cancelRequested);
  const unrequested = held.find((task) => !task.cancelRequested);
  if (requested === undefined || unrequested === undefined) throw new RangeError('The demo holds too few tasks');
  const skeletons = { requested: skeletonName(requested), unrequested: skeletonName(unrequested) };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, 'README.md'), readme(skeletons));
  await writeFile(join(folder, skeletons.requested), skeleton(requested, 'Stopped at image 31 of 48, nothing published'));
  await writeFile(join(folder, skeletons.unrequested), skeleton(unrequested, 'The worker is gone since the last deploy'));
  await writeFile(join(folder, 'worker.log'), workerLog(held));
  const settings = { 'swf.endpoint': url, 'swf.region': demoRegion };
  await writeFile(join(folder, '.vscode', 'settings.json'), `${JSON.stringify(settings, undefined, 4)}\n`);
}

/** `ResizeImage` becomes `cancel-resize-image.respond-activity-task-canceled.json`. */
function skeletonName(task: HeldTask): string {
  const name = task.activityType.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return `cancel-${name}.respond-activity-task-canceled.json`;
}

/** Laid out as the AWS CLI prints its skeletons. */
function skeleton(task: HeldTask, details: string): string {
  return `${JSON.stringify({ taskToken: task.taskToken, details }, undefined, 4)}\n`;
}

function readme(skeletons: { readonly requested: string; readonly unrequested: string }): string {
  return `# Three things to try

This folder belongs to the demo of Local SWF. Nothing here reaches AWS.

1. **Cancel a stuck task from a file.** Open \`${skeletons.requested}\` and click **Run** above the
   first line. Its cancellation was requested, its worker never answered. The report names the event that proves it.
2. **Look around.** Open **Amazon SWF** in the activity bar: \`orders\`, \`media\` and \`notifications\` have open
   executions; each shows its activity tasks, who has them, and what times out next. In \`shipping\` every task is stuck
   for another reason: open a task's own row to read why, what will end it by itself, and what you can do.
3. **Cancel with a token from a log.** Copy a task token out of \`worker.log\`, run **SWF: Cancel Activity Task…** and
   paste it. For a task that nobody asked to cancel you are warned first: try \`${skeletons.unrequested}\`.
`;
}

function workerLog(held: readonly HeldTask[]): string {
  const lines = held.flatMap((task) => {
    const name = `${task.activityType} ${task.activityId}`;
    const line = (seconds: number, level: string, text: string): readonly [number, string] => {
      const at = task.startedAt + seconds * 1000;
      return [at, `${timestamp(at)} ${level.padEnd(5)} [${task.worker}] ${text}`];
    };
    return [
      line(0, 'INFO', `polled ${name} workflowId=${task.workflowId} runId=${task.runId} taskToken=${task.taskToken}`),
      line(1.204, 'INFO', `working on ${name}`),
      line(5.9, 'INFO', `heartbeat ${name}: ${task.progress}`),
      ...(task.cancelRequested
        ? [line(6.1, 'WARN', `cancelRequested=true for ${name}, but the step at hand cannot be interrupted`)]
        : []),
      line(66.3, 'ERROR', `no progress on ${name} for 60 s, giving the thread up; taskToken=${task.taskToken}`),
    ];
  });
  const text = lines.sort(([a], [b]) => a - b).map(([, line]) => line);
  return `${text.join('\n')}\n`;
}

/** `2026-08-03 09:41:07,250`, in UTC, as log libraries print it. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
}
