import type { LostActs } from './actExecution';
import type { HeldBatchParts } from './batchHeldTasks';
import type { Drafts } from './drafts';
import type { CommandParts } from './index';
import { MarkedUi } from './markedUi';
import type { OpenConnection } from '../connection/openConnection';
import { ReadOnlyFault } from '../connection/readOnly';
import type { ActOutcome } from '../swf/actRequest';
import type { ExecutionRef } from '../swf/activityTasks';
import type { FoundExecution } from '../swf/findExecution';
import type { Outcome } from '../swf/outcome';

/** What outlives a single procedure. */
interface Remembered {
  readonly drafts: Drafts;
  readonly lostActs: LostActs;
  readonly polls: Map<string, AbortController>;
}

/** What the procedures of all commands take, on one connection: whichever becomes the current one meanwhile, it is theirs. */
export function partsOn(connection: OpenConnection, parts: CommandParts & Remembered) {
  const { documents, explorer, histories } = parts;
  const openHistory = async (execution: ExecutionRef, eventId?: number) => {
    const at = eventId === undefined ? undefined : `"eventId": ${eventId}`;
    await documents.openReadOnly(await histories.addressOf(execution, connection), at);
  };
  const shared = {
    ...parts,
    ui: new MarkedUi(parts.ui, () => connection.target),
    connection,
    openHistory,
    isRow: explorer.isRow,
    reveal: (found: FoundExecution) => explorer.reveal(found, connection),
    knownTokens: parts.knownTokensOn(connection),
    closed: {
      fire: (outcome: Outcome) => {
        parts.closed(outcome, connection);
      },
    },
    acted: {
      fire: (outcome: ActOutcome) => {
        parts.acted(outcome, connection);
      },
    },
  };
  const { executionOf, selectedTaskOf, taskOf } = explorer;
  const acting = { ...shared, executionOf, selectedTaskOf };
  return {
    shared,
    openHistory,
    acting,
    closing: { ...shared, taskOf },
    running: { ...shared, taskOf, executionOf, selectedTaskOf, started: explorer.showAnew },
    batching: {
      ...shared,
      executionsOf: explorer.executionsOf,
      on: (own: OpenConnection): HeldBatchParts => partsOn(own, parts).batching,
      showResults: (id: string) => documents.openReadOnly(parts.batchAddress(id)),
    } satisfies HeldBatchParts,
    making: { ...shared, taskOf: selectedTaskOf, factsOf: explorer.factsOf },
    pinning: { ...shared, taskOf: selectedTaskOf },
    /** @throws ReadOnlyFault before anything is asked, where the client would refuse to send it */
    refuseReadOnly: () => {
      if (connection.mark === 'read-only') throw new ReadOnlyFault({ label: connection.name });
    },
  };
}

/** The parts of procedures that are bound to one connection. */
export type PartsOn = ReturnType<typeof partsOn>;
