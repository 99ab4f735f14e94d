import type { CommandId } from '../contract';
import type { Node } from './nodes';
import { loginOf } from '../swf/faults';

/** What a click does. */
export interface ClickCommand {
  readonly command: CommandId;
  readonly arguments: Node[];
}

/** What a click on a row does besides selecting it, if anything: statements are to be read, and do nothing. */
export function clickCommand(node: Node): ClickCommand | undefined {
  switch (node.kind) {
    case 'loadMore':
      return { command: 'swf.loadMore', arguments: [node] };
    case 'fault':
      if (loginOf(node.fault) !== undefined) return { command: 'swf.logIn', arguments: [node] };
      return { command: 'swf.refreshRow', arguments: [node] };
    case 'detail': {
      const { topic, parent } = node;
      if (topic.is === 'action') {
        return { command: topic.action.command, arguments: [parent] };
      }
      return topic.is === 'asOf' ? { command: 'swf.refreshRow', arguments: [parent] } : undefined;
    }
    default:
      return undefined;
  }
}
