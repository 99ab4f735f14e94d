import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from './workbench';

/** Skeleton files of the demo's workspace: a task whose cancellation was requested, and one of which it was not. */
export const demoFiles = {
  requested: 'cancel-resize-image.respond-activity-task-canceled.json',
  unrequested: 'cancel-transcode-video.respond-activity-task-canceled.json',
} as const;

/** The task token in a skeleton file of the workbench's folder. */
export async function tokenIn(workbench: Workbench, file: string): Promise<string> {
  const document: unknown = JSON.parse(await readFile(path.join(workbench.folder, file), 'utf8'));
  if (typeof document !== 'object' || document === null || !('taskToken' in document)) throw new Error('No token');
  return String(document.taskToken);
}
