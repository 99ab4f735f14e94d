import * as l10n from '@vscode/l10n';
import type { TiedConnection } from '../connection/documentTies';
import type { OpenConnection } from '../connection/openConnection';
import type { Documents, Ui } from '../ports';
import type { EventPlace } from '../skeleton/fromEvent';
import type { ExecutionRef } from '../swf/activityTasks';

/** Histories and their timelines, as commands see them: by their addresses. */
export interface HistoryPort {
  /** The address of an execution's history on a connection. */
  readonly addressOf: (execution: ExecutionRef, connection: OpenConnection) => Promise<string>;
  /** The address under which a file shows as a history. */
  readonly savedAddressOf: (file: string) => Promise<string>;
  /** As the AWS CLI prints it; undefined when the address is that of no history. */
  readonly print: (address: string) => Promise<{ readonly name: string; readonly text: string } | undefined>;
  readonly toggleFollow: (address: string) => void;
  /** Shows the timeline of a history; with an event's id, the group it belongs to is selected. */
  readonly openTimeline: (address: string, eventId?: number) => Promise<void>;
  /** The connection that a history is read from; nothing for any other address, and for a file. */
  readonly connectionOf: (address: string) => Promise<TiedConnection | undefined>;
  /** Whether an address is that of a history. */
  readonly isHistory: (address: string) => boolean;
  /** The event of an id, or the one at the cursor; of a line of the outline the first of its group. */
  readonly eventAt: (address: string, eventId?: number) => EventPlace | undefined;
}

export interface HistoryCommandParts {
  readonly ui: Ui;
  readonly documents: Documents;
  readonly histories: HistoryPort;
  readonly connection: OpenConnection;
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
  readonly selectedEventOf: (origin: unknown) => number | undefined;
}

interface HistoryCommands {
  readonly openTimeline: (origin?: unknown, eventId?: number) => Promise<void>;
  readonly saveHistory: (history?: { toString(): string }) => Promise<void>;
  readonly openSavedHistory: (file?: { toString(): string }) => Promise<void>;
  readonly followHistory: (history?: { toString(): string }) => void;
}

/** What can be done with a history besides reading it. A menu, a lens or an editor's title gives its address. */
export function createHistoryCommands(parts: HistoryCommandParts): HistoryCommands {
  const { ui, documents, histories, connection, executionOf, selectedEventOf } = parts;
  const addressOf = (given: unknown) => {
    const address = given === undefined ? documents.active() : addressIn(given);
    return address !== undefined && histories.isHistory(address) ? address : undefined;
  };
  return {
    openTimeline: async (origin, eventId) => {
      const address = addressOf(origin);
      if (address !== undefined) {
        await histories.openTimeline(address, typeof eventId === 'number' ? eventId : undefined);
        return;
      }
      const execution = executionOf(origin);
      if (execution === undefined) return;
      await histories.openTimeline(await histories.addressOf(execution, connection), selectedEventOf(origin));
    },

    saveHistory: async (history) => {
      const address = addressOf(history);
      const printed = address === undefined ? undefined : await histories.print(address);
      if (printed === undefined) return;
      const saved = await documents.saveAs(`${fileName(printed.name)}.history.json`, printed.text);
      if (saved !== undefined) ui.glance(l10n.t('Saved: {0}', saved));
    },

    openSavedHistory: async (file) => {
      const chosen =
        file?.toString() ??
        (await documents.chooseFile(l10n.t('Open Saved History'), { JSON: ['json', 'txt', 'swf-history'] }));
      if (chosen !== undefined) await documents.openReadOnly(await histories.savedAddressOf(chosen));
    },

    followHistory: (history) => {
      const address = addressOf(history);
      if (address !== undefined) histories.toggleFollow(address);
    },
  };
}

/** A URI of the editor; anything else, such as a row, is none. */
export function addressIn(given: unknown): string | undefined {
  const isUri = typeof given === 'object' && given !== null && 'scheme' in given && 'path' in given;
  return isUri && typeof given.toString === 'function' ? (given as { toString(): string }).toString() : undefined;
}

/** A workflow id may hold what no file name can. */
function fileName(name: string): string {
  return (
    name
      .replace(/(\.history)?\.json$/, '')
      .replace(/[^\w.-]+/g, '-')
      .slice(0, 80) || 'workflow'
  );
}
