import * as l10n from '@vscode/l10n';
import type { FilteredRows } from './filteredRows';
import { TaskFilter } from './fittingTasks';
import { type DomainNode, type Node, noteId, type OpenTasksNode, openTasksNode, taskNode } from './nodes';
import { countedExecutions } from './openTasksRow';
import type { RowSources } from './levels';
import { Emitter } from '../emitter';
import type { ActivityTask, ExecutionRef } from '../swf/activityTasks';
import { DomainScan } from '../swf/domainScan';
import type { ExecutionFacts } from '../swf/executionFacts';
import { Fault } from '../swf/fault';
import type { Readings } from '../swf/readings';

/** Rows shown at once, and more at each Load More: what a person reads, and VS Code draws without effort. */
const rowsAtOnce = 200;

/** That some executions could not be read. */
class UnreadExecutions extends Fault {
  override readonly name = 'UnreadExecutions';
  readonly details;

  constructor(count: number, first: Fault) {
    super(`${countedExecutions(count)}: ${first.message}`, { cause: first });
    this.details = first.details;
  }
}

interface Shown {
  readonly scan: DomainScan;
  /** As it was shown last: VS Code knows a row by its object. */
  node: OpenTasksNode;
  /** The most rows to show. */
  most: number;
  /** Whether the rows can be seen, as far as their own row is concerned. */
  isOpen: boolean;
  readonly filter: TaskFilter;
  /** Whether what was found may be of before a new connection. */
  isOld: boolean;
}

/** The scans of the domains, and the rows of what they found. A scan begins when its row is opened for the first time. */
export class OpenTasksLevels {
  /** By target and domain: after a new connection to the same place, what was found is still worth showing. */
  private readonly shown = new Map<string, Shown>();
  private readonly changed = new Emitter<OpenTasksNode>();

  /** Fires the row below which tasks were found or lost, a few times a second at most. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly sources: RowSources,
    private readonly readings?: Readings,
  ) {}

  /** All tasks that were found, also those that Load More would show. */
  loaded(): readonly Node[] {
    return this.current().flatMap(({ scan, node }) => scan.tasks.map((task) => taskNode(node, task)));
  }

  /** Those of them that a timeout ends by a moment, in milliseconds since 1970, as far as their histories tell. */
  endingBy(moment: number): readonly ActivityTask[] {
    return this.current().flatMap(({ scan }) => scan.endingBy(moment));
  }

  /** The scan that a row belongs to, or that belongs to a domain's row. */
  scanOf(node: Node): DomainScan | undefined {
    if (node.kind === 'openTasks') return node.scan;
    if (node.kind === 'domain') return [...this.shown.values()].find((each) => each.node.parent === node)?.scan;
    if (node.kind === 'connection') return undefined;
    return node.parent?.kind === 'openTasks' ? node.parent.scan : undefined;
  }

  /** The first row of a domain. */
  async node(domain: DomainNode): Promise<OpenTasksNode> {
    const { target } = await this.sources.connect();
    const key = JSON.stringify([target.kind, target.region, target.profile, target.endpoint, domain.domain.name]);
    const shown = this.shown.get(key) ?? this.add(key, domain);
    if (shown.node.parent !== domain) shown.node = openTasksNode(domain, shown.scan);
    return shown.node;
  }

  /** The rows below, of the tasks that fit the filter if one is on; the first time, the scan begins. */
  async children(node: OpenTasksNode, filtered?: FilteredRows): Promise<readonly Node[]> {
    const { scan } = node;
    const shown = this.shownAs(node);
    if (shown !== undefined) shown.isOpen = true;
    if (shown?.isOld === true && scan.state !== 'running') {
      shown.isOld = false;
      void scan.rescan();
    } else void scan.start();

    const { tasks } = scan;
    const most = shown?.most ?? rowsAtOnce;
    const filter = filtered?.current;
    const found =
      filter === undefined || shown === undefined
        ? { shown: tasks.slice(0, most), count: tasks.length }
        : await shown.filter.apply(
            filter,
            tasks,
            ({ execution }) => scan.execution(execution.runId),
            this.sources.clock.now(),
            most,
          );
    const rows: Node[] = [...faults(node), ...found.shown.map((task) => taskNode(node, task))];
    const note = filter && filtered.hide(node, tasks.length - found.count, found.count > 0);
    if (note !== undefined) rows.push(note);
    if (found.count > most) {
      rows.push({ kind: 'loadMore', id: noteId('loadMore', node), parent: node, loaded: most });
    } else if (tasks.length === 0 && scan.state !== 'failed') rows.push(nothing(node));
    return rows;
  }

  setOpen(node: OpenTasksNode, isOpen: boolean): void {
    const shown = this.shownAs(node);
    if (shown !== undefined) shown.isOpen = isOpen;
  }

  /** The rows of scans that are open, of the connection in use. */
  open(): readonly OpenTasksNode[] {
    return this.current().flatMap(({ node, isOpen }) => (isOpen ? [node] : []));
  }

  loadMore(node: OpenTasksNode): void {
    const shown = this.shownAs(node);
    if (shown !== undefined) shown.most += rowsAtOnce;
    this.changed.fire(node);
  }

  /** Goes on where something is missing, else reads what has happened since. */
  async refresh({ scan }: OpenTasksNode): Promise<void> {
    const isMissing = scan.state !== 'done' || scan.unreadableFor !== undefined;
    await (isMissing ? scan.resume() : scan.rescan());
  }

  /**
   * Reads what has happened to an execution, where a scan knows it; with `whole` all that its history tells.
   * @throws Fault when there is no connection
   */
  async reread(execution: ExecutionRef, options: { readonly whole?: boolean } = {}): Promise<void> {
    const scans = [...this.shown.values()].map(({ scan }) => scan);
    const concerned = scans.filter(({ domain }) => domain === execution.domain);
    await Promise.all(concerned.map((scan) => scan.reread(execution, options)));
  }

  /** Whether the rows can be seen at all: scans pause meanwhile. */
  setVisible(visible: boolean): void {
    for (const { scan } of this.current()) {
      if (visible) void scan.goOn();
      else scan.pause();
    }
  }

  /** Stops every scan: calls would go elsewhere than before. */
  reset(): void {
    for (const shown of this.shown.values()) {
      shown.scan.stop();
      shown.isOld = true;
    }
  }

  dispose(): void {
    for (const { scan } of this.shown.values()) scan.dispose();
  }

  private add(key: string, domain: DomainNode): Shown {
    const { connectInBulk: connect, clock } = this.sources;
    const onRead = (execution: ExecutionRef, facts: ExecutionFacts) => {
      this.readings?.add(execution, facts, clock.now());
    };
    const scan = new DomainScan(domain.domain.name, { connect, clock, onRead });
    const shown = {
      scan,
      node: openTasksNode(domain, scan),
      most: rowsAtOnce,
      filter: new TaskFilter(),
      isOpen: false,
      isOld: false,
    };
    this.shown.set(key, shown);
    scan.onDidChange(() => {
      this.changed.fire(shown.node);
    });
    return shown;
  }

  private current(): readonly Shown[] {
    return [...this.shown.values()].filter(({ isOld }) => !isOld);
  }

  private shownAs(node: OpenTasksNode): Shown | undefined {
    return [...this.shown.values()].find(({ scan }) => scan === node.scan);
  }
}

/** What is missing, before everything that is there. */
function faults(node: OpenTasksNode): Node[] {
  const { fault, unreadableFor, progress, state } = node.scan;
  const row = (of: Fault): Node => ({ kind: 'fault', id: noteId('fault', node), parent: node, fault: of });
  if (fault !== undefined) return [row(fault)];
  if (unreadableFor === undefined || state === 'running') return [];
  return [row(new UnreadExecutions(progress.unreadable, unreadableFor))];
}

function nothing(node: OpenTasksNode): Node {
  const { state } = node.scan;
  const [text, tooltip] =
    state === 'done'
      ? [l10n.t('No open activity tasks'), l10n.t('None of the open executions that were read has one.')]
      : state === 'stopped'
        ? [
            l10n.t('No open activity tasks found before the scan was stopped'),
            l10n.t('Resume reads the other executions.'),
          ]
        : [l10n.t('No open activity tasks found yet'), l10n.t('The executions are being read.')];
  return { kind: 'message', id: noteId('message', node), parent: node, text, tooltip };
}
