import type { TaskRef } from '../swf/outcome';

/**
 * Which task a skeleton file was made for: it cannot stand in the file, because the AWS CLI refuses unknown keys. Known
 * by the document's path, so that saving a new file keeps it; forgotten with the window.
 */
export class SkeletonTies {
  private readonly byPath = new Map<string, TaskRef>();

  tie(address: string, task: TaskRef): void {
    this.byPath.set(pathOf(address), task);
  }

  taskOf(address: string): TaskRef | undefined {
    return this.byPath.get(pathOf(address));
  }
}

function pathOf(address: string): string {
  return address.replace(/^[^:]*:(\/\/[^/]*)?/, '');
}
