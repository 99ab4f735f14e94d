import type { Connections } from './connections';
import type { OpenConnection } from './openConnection';
import { Emitter } from '../emitter';
import type { Memory } from '../ports';
import type { TaskRef } from '../swf/outcome';

/** The path of a document, the id of its connection, and the connection's name at the time. */
type Entry = readonly [path: string, id: string, name: string];

/** The connection of a document: an open one, or only the name of one that is closed. */
export type TiedConnection = { readonly open: OpenConnection } | { readonly closed: string };

const kept = 'skeletons.connections';
/** The oldest are forgotten first. */
const keptAtMost = 500;

/**
 * Which connection and task a skeleton file was made for: neither can stand in the file, because the AWS CLI refuses
 * unknown keys. Known by the document's path, so that saving a new file keeps it. The connection is remembered over
 * restarts, as an unsaved document is restored and must not go to another account then.
 */
export class DocumentTies {
  private readonly changed = new Emitter();
  /** Fires when a document belongs to another connection than before. */
  readonly onDidChange = this.changed.event;
  private readonly tasks = new Map<string, TaskRef>();

  constructor(
    private readonly memory: Memory,
    private readonly connections: Pick<Connections, 'all' | 'byId'>,
  ) {}

  /** Says what a document belongs to from now on; nothing for what goes wherever the connection in use goes. */
  async tie(
    address: string,
    { task, connection }: { task?: TaskRef | undefined; connection?: OpenConnection | undefined },
  ): Promise<void> {
    const path = pathOf(address);
    if (task === undefined) this.tasks.delete(path);
    else this.tasks.set(path, task);
    const others = this.remembered().filter(([each]) => each !== path);
    if (connection === undefined && others.length === this.remembered().length) return;
    const own: Entry[] = connection === undefined ? [] : [[path, connection.id, connection.name]];
    await this.memory.set(kept, [...others, ...own].slice(-keptAtMost));
    this.changed.fire();
  }

  taskOf(address: string): TaskRef | undefined {
    return this.tasks.get(pathOf(address));
  }

  /** The connection that a document belongs to; nothing when it goes where the one in use goes. */
  connectionOf(address: string): TiedConnection | undefined {
    const path = pathOf(address);
    const entry = this.remembered().find(([each]) => each === path);
    if (entry === undefined) return undefined;
    const [, id, name] = entry;
    // This window's Local SWF is the same one after a restart, though its port is another.
    const local = id.startsWith('local ') ? this.connections.all.find(({ choice }) => 'localSwf' in choice) : undefined;
    const open = this.connections.byId(id) ?? local;
    return open === undefined ? { closed: name } : { open };
  }

  private remembered(): readonly Entry[] {
    const value = this.memory.get(kept);
    return Array.isArray(value) ? value.filter(isEntry) : [];
  }
}

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && value.length === 3 && value.every((each) => typeof each === 'string');
}

function pathOf(address: string): string {
  return address.replace(/^[^:]*:(\/\/[^/]*)?/, '');
}
