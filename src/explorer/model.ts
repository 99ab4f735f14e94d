import { isDeepStrictEqual } from 'node:util';
import { type Filter, parseFilter, serviceFilter } from './filter';
import { FilteredRows } from './filteredRows';
import { type LevelSources, loadLevel, type RowSources } from './levels';
import { type Level, LoadedLevels } from './loadedLevels';
import {
  closedExecutionNode,
  closedListNode,
  type ClosedListNode,
  type DomainNode,
  executionNode,
  executionOf,
  isParent,
  isWithin,
  type LevelNode,
  type Node,
  noteId,
  type OpenTasksNode,
  type ParentNode,
  type TaskNode,
} from './nodes';
import { OpenTasksLevels } from './openTasksLevel';
import { RevealedRows } from './revealedRows';
import { Emitter } from '../emitter';
import type { ActivityTask } from '../swf/activityTasks';
import type { CloseStatus } from '../swf/closedExecutions';
import { Fault } from '../swf/fault';
import type { OpenTasks } from '../swf/openTasks';
import type { FoundExecution } from '../swf/findExecution';
import { type ReadingChange, Readings } from '../swf/readings';
import { latestEnd } from '../swf/urgency';
import { deciderTrouble, sameRun } from '../swf/whyStuck';

/**
 * The explorer's rows and what was loaded of them. Each level is loaded when it is first asked for and kept until it is
 * refreshed; asking again costs nothing. A level that fails is a row that says so.
 */
export class ExplorerModel {
  private readonly changed = new Emitter<ParentNode | undefined>();
  private readonly levels = new LoadedLevels(
    (parent, wanted) => loadLevel(parent, this.filteredSources, wanted),
    () => this.sources.clock.now(),
  );

  /** Fires the row whose children changed, or nothing for all. */
  readonly onDidChange = this.changed.event;

  /** Which of the loaded rows are shown, and in which order. */
  readonly filtered = new FilteredRows();
  private readonly revealed = new RevealedRows();
  /** By the id of the domain's row. */
  private readonly closedStatus = new Map<string, CloseStatus>();

  /** What histories told, for rows that say why. */
  readonly readings = new Readings();
  /** The open tasks of whole domains, found by scans. */
  readonly openTasks: OpenTasksLevels;
  private readonly opened = new Map<string, OpenTasks>();
  private readonly sources: LevelSources;

  constructor(sources: RowSources) {
    this.sources = { ...sources, readings: this.readings, opened: this.opened };
    this.openTasks = new OpenTasksLevels(sources, this.readings);
    this.openTasks.onDidChange((node) => {
      this.changed.fire(node);
    });
    this.readings.onDidRead((change) => {
      this.tellReading(change);
    });
  }

  /** Shows the rows that fit a filter. Only another question to Amazon SWF costs calls. */
  setFilter(filter: Filter | undefined): void {
    const question = (of: Filter | undefined) => serviceFilter(of ?? parseFilter('').filter);
    const asksAnew = !isDeepStrictEqual(question(filter), question(this.filtered.current));
    this.filtered.current = filter;
    if (asksAnew) this.forget((id) => id !== '');
    this.changed.fire(undefined);
  }

  /**
   * The rows below a row, or the domains.
   * @throws Fault when not even the domains could be read
   */
  async children(parent?: Node): Promise<readonly Node[]> {
    if (parent !== undefined && !isParent(parent)) return [];
    if (parent?.kind === 'openTasks') return await this.openTasks.children(parent, this.filtered);
    const rows = await this.loadedRows(parent);
    return parent?.kind === 'domain' ? [await this.openTasks.node(parent), this.closedList(parent), ...rows] : rows;
  }

  private async loadedRows(parent: LevelNode | undefined): Promise<readonly Node[]> {
    const level = this.levels.of(parent);
    const { rows: read, more, failure, staleSince } = await level.rows.rows();
    const loaded = [...this.revealed.missing(parent, read), ...read];
    const rows = this.filtered.apply(parent, loaded, this.sources.clock.now(), (node) => this.revealed.has(node));
    if (failure !== undefined) {
      if (!(failure instanceof Fault) || (parent === undefined && loaded.length === 0)) throw failure;
      return [
        ...rows,
        { kind: 'fault', id: noteId('fault', parent, this.sources.connectionId), parent, fault: failure, staleSince },
      ];
    }
    return more
      ? [
          ...rows,
          { kind: 'loadMore', id: noteId('loadMore', parent, this.sources.connectionId), parent, loaded: read.length },
        ]
      : rows;
  }

  /** The row of the closed executions of a domain. */
  private closedList(domain: DomainNode): ClosedListNode {
    return closedListNode(domain, this.closedStatus.get(domain.id));
  }

  /** Shows of the closed executions of a domain those with one status, or all. */
  setClosedStatus(list: ClosedListNode, status: CloseStatus | undefined): void {
    if (status === undefined) this.closedStatus.delete(list.parent.id);
    else this.closedStatus.set(list.parent.id, status);
    this.forget((id) => id === list.id);
    this.changed.fire(list.parent);
  }

  /**
   * The row of an execution, which is shown from now on although its page was not read or a filter hides it; nothing when
   * its domain is not among the rows.
   * @throws Fault when the domains could not be read
   */
  async reveal(found: FoundExecution): Promise<Node | undefined> {
    const domains = await this.children();
    const domain = domains.find((node) => node.kind === 'domain' && node.domain.name === found.execution.domain);
    if (domain?.kind !== 'domain') return undefined;
    const parent = found.state === 'open' ? domain : this.closedList(domain);
    const node =
      found.state === 'open'
        ? executionNode(domain, found.execution)
        : closedExecutionNode(this.closedList(domain), found.execution);
    this.revealed.add(parent, node);
    this.changed.fire(parent);
    return node;
  }

  parent(node: Node): Node | undefined {
    return node.kind === 'domain' || node.kind === 'connection' ? undefined : node.parent;
  }

  async loadMore(parent: ParentNode | undefined): Promise<void> {
    if (parent?.kind === 'openTasks') {
      this.openTasks.loadMore(parent);
      return;
    }
    await this.levels.of(parent).rows.loadMore();
    this.changed.fire(parent);
  }

  /** Forgets everything: it may belong to another account. */
  reset(): void {
    this.openTasks.reset();
    this.forget(() => true);
    this.readings.clear();
    this.filtered.forget();
    this.revealed.forget();
    this.changed.fire(undefined);
  }

  /**
   * Reads again what can be seen of a row and below it. What cannot be seen is forgotten, so that it is read when opened.
   * @throws Fault when there is no connection
   */
  async refresh(node: Node): Promise<void> {
    const found = foundTaskOf(node);
    if (found !== undefined) {
      // Of all the histories that the scan has read, one is asked for.
      this.forget((id) => id === found.id);
      await this.openTasks.reread(executionOf(found), { whole: true });
      this.changed.fire(found);
      return;
    }
    const parent = this.enclosing(node);
    if (parent?.kind === 'openTasks') {
      await this.openTasks.refresh(parent);
      return;
    }
    this.revealed.forget(parent);
    const isConcerned = (id: string) => parent === undefined || isWithin(id, parent.id);
    const open = new Set(this.openLevels());
    const [again, anew] = [new Array<Level>(), new Array<Level>()];
    for (const [id, level] of this.levels.all()) {
      if (!isConcerned(id)) continue;
      const isShown = open.has(level) && level.rows.readAt !== undefined && !level.rows.isLoading;
      (isShown ? again : anew).push(level);
    }
    this.forget((_, level) => anew.includes(level));
    if (anew.some((level) => open.has(level))) this.changed.fire(parent);
    // A level that fails says so in a row of its own.
    await Promise.allSettled(again.map((level) => this.reread(level)));
  }

  /** Whether a row's children can be seen; `children` says the same of a row that was opened. */
  setOpen(parent: ParentNode, isOpen: boolean): void {
    if (parent.kind === 'openTasks') this.openTasks.setOpen(parent, isOpen);
    const level = this.levels.get(parent.id);
    if (level !== undefined) level.isOpen = isOpen;
  }

  /** The levels whose rows can be seen. */
  openLevels(): readonly Level[] {
    return this.levels.open();
  }

  /** The rows of scans whose tasks can be seen. */
  openScans(): readonly OpenTasksNode[] {
    const open = new Set(this.openLevels().map(({ parent }) => parent?.id));
    return this.openTasks.open().filter(({ parent }) => open.has(parent.id));
  }

  /** Everything that is loaded, seen or not. */
  loaded(): readonly Node[] {
    return this.rows().concat(this.openTasks.loaded());
  }

  /** The loaded tasks that a timeout ends by a moment, in milliseconds since 1970; some may be there twice. */
  endingBy(moment: number): readonly ActivityTask[] {
    const below = this.rows().flatMap((node) => (node.kind === 'task' ? [node.task] : []));
    return [...below.filter((task) => (latestEnd(task) ?? Infinity) <= moment), ...this.openTasks.endingBy(moment)];
  }

  private rows(): readonly Node[] {
    return this.levels.all().flatMap(([, { rows }]) => rows.current);
  }

  /**
   * Reads a level again and shows what is new when it has come: nothing flickers, and a failure takes no row away. Says
   * whether anything changed.
   * @throws Error what the level could not be read for; its rows stay and say since when
   */
  async reread(level: Level): Promise<boolean> {
    let changed = await level.rows.reread();
    if (!this.levels.has(level)) return false;
    const { rows, failure } = await level.rows.rows();
    const { connect, clock } = this.sources;
    if (failure === undefined && (await this.revealed.dropClosed(level.parent, rows, connect, clock.now())))
      changed = true;
    if (changed) {
      const above = level.parent;
      this.forget(
        (id) =>
          id !== (above?.id ?? '') &&
          (above === undefined || isWithin(id, above.id)) &&
          !rows.some((row) => isWithin(id, row.id)),
      );
      this.changed.fire(level.parent);
    }
    if (failure !== undefined) throw failure;
    return changed;
  }

  private get filteredSources(): LevelSources {
    return { ...this.sources, filter: this.filtered.current };
  }

  dispose(): void {
    this.openTasks.dispose();
  }

  /** Reads again what can be seen; a level that fails says so in a row of its own. */
  async rereadOpen(): Promise<void> {
    await Promise.allSettled(this.openLevels().map((level) => this.reread(level)));
  }

  private forget(which: (id: string, level: Level) => boolean): void {
    for (const id of this.levels.forget(which)) {
      this.filtered.forget(id);
      this.opened.delete(id);
    }
  }

  /** The row whose children are read in one go, this row being one of them or that row itself. */
  private enclosing(node: Node): ParentNode | undefined {
    if (isParent(node) && node.kind !== 'task') return node;
    const parent = this.parent(node);
    return parent === undefined ? undefined : this.enclosing(parent);
  }

  /** What a new reading means for rows that are there: details are made of it, and so is the row of its execution. */
  private tellReading({ execution, before, after }: ReadingChange): void {
    const now = this.sources.clock.now();
    const troubled = [before, after].some((facts) => facts !== undefined && deciderTrouble(facts, now).length > 0);
    for (const [id, { parent, rows }] of this.levels.all()) {
      if (
        parent === undefined ||
        parent.kind === 'domain' ||
        parent.kind === 'closedList' ||
        !sameRun(executionOf(parent), execution)
      )
        continue;
      if (parent.kind === 'execution') {
        if (before !== after && troubled) this.changed.fire(parent);
      } else if (rows.current.length > 0) {
        if (before !== after) this.levels.forget((each) => each === id);
        this.changed.fire(parent);
      }
    }
  }
}

/** The task that a row is or is about, where a scan found it. */
function foundTaskOf(node: Node): TaskNode | undefined {
  if (node.kind === 'task') return node.parent.kind === 'openTasks' ? node : undefined;
  return 'parent' in node && node.parent?.kind === 'task' ? foundTaskOf(node.parent) : undefined;
}
