import * as l10n from '@vscode/l10n';
import { tellUnstored } from './unstoredToken';
import type { KnownTokens } from './tokenCommand';
import type { OpenConnection } from '../connection/openConnection';
import type { Documents, Log, Ui } from '../ports';
import { place } from '../swf/outcome';
import { heldTarget } from '../tokens/heldTask';
import { type HeldTasks, UnstoredTokenFault } from '../tokens/heldTasks';

interface KnownTokenParts {
  readonly ui: Ui;
  readonly log: Log;
  readonly documents: Documents;
  readonly connection: OpenConnection;
  readonly heldTasks: HeldTasks;
}

/** The tokens of held tasks for the commands that need one, and for those that meet one. */
export function createKnownTokens(parts: KnownTokenParts): KnownTokens {
  const { ui, connection, heldTasks } = parts;
  return {
    tokenOf: async (task) => {
      const { target } = await connection.client();
      const found = await heldTasks.find(task, target);
      return found && (await heldTasks.tokenOf(found.held.id));
    },

    keepAction: async (task, taskToken) => {
      const target = heldTarget((await connection.client()).target);
      if ((await heldTasks.find(task, target)) !== undefined) return undefined;
      return async () => {
        const { domain, workflowId, runId } = task.execution;
        const { activityId, scheduledEventId } = task;
        const work = { workflowId, runId, activityId, scheduledEventId };
        const expected = await heldTasks.expect({ how: 'remembered', target, domain });
        try {
          await heldTasks.keep({ ...expected, work }, taskToken);
          ui.glance(l10n.t('The task token is kept: {0}', place(task)));
        } catch (fault) {
          if (!(fault instanceof UnstoredTokenFault)) throw fault;
          tellUnstored(expected.id, place(task), fault, parts);
        }
      };
    },
  };
}
