import * as vscode from 'vscode';
import { type ExplorerState, views } from '../contract';
import { Emitter, type Owned } from '../emitter';
import type { Clock } from '../ports';
import type { OpenConnection } from '../connection/openConnection';
import { Fault } from '../swf/fault';
import type { SkeletonFacts } from '../skeleton/prefill';
import type { ExecutionRef } from '../swf/activityTasks';
import type { Target } from '../swf/client';
import type { CloseStatus } from '../swf/closedExecutions';
import type { FoundExecution } from '../swf/findExecution';
import { taskRef, type TaskRef } from '../swf/outcome';
import { wantsConnection } from './connectionWords';
import { badgeOf } from './badge';
import { clickCommand } from './clickCommand';
import { executionOf, isNode, type Node, noteId } from './nodes';
import { chosenRows, type ChosenRows } from './chosenRows';
import { markPin } from './pinMark';
import { Redraw } from './redraw';
import { markKept, markReadOnly } from './keptMark';
import type { ExplorerRoots } from './roots';
import type { Row } from './row';
import { connectionOfRows, rowsOf } from './rowConnection';
import { factsOf } from './rowFacts';
import { rowOf } from './rows';

/** So often, in milliseconds, rows are looked for whose ages and countdowns have gone on, while the view can be seen. */
const redrawEvery = 1_000;

export interface ExplorerViewParts {
  readonly model: ExplorerRoots;
  readonly clock: Clock;
  readonly setState: (state: ExplorerState) => void;
  /** Told what the selected row can do, for the palette, which has no row of its own. */
  readonly setSelected: (tokens: string) => void;
  readonly log: (fault: Fault) => void;
  readonly isPinned: (task: TaskRef, target: Target | undefined) => boolean;
  /** Whether the token of a task is kept. */
  readonly isKept: (task: TaskRef, target: Target | undefined) => boolean;
}

/** The explorer in the activity bar: translates the model's rows, and holds nothing of its own. */
export class ExplorerView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly owned: Owned[] = [this.changed];
  private readonly tree: vscode.TreeView<Node>;
  private readonly shown = new Emitter<boolean>();
  private readonly opened = new Emitter();
  private readonly aging = new Redraw();
  /** Fires when the view can be seen, or cannot any more. */
  readonly onDidChangeVisibility = this.shown.event;
  /** Fires when a row was opened. */
  readonly onDidOpen = this.opened.event;

  constructor(private readonly parts: ExplorerViewParts) {
    this.tree = vscode.window.createTreeView(views.explorer, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    const timer = setInterval(() => {
      if (this.tree.visible) this.redrawAged();
    }, redrawEvery);
    this.owned.push(
      this.tree,
      parts.model.onDidChange((node) => {
        this.aging.forget(node);
        this.changed.fire(node);
        this.showBadge();
        this.tellSelected();
      }),
      this.tree.onDidChangeSelection(() => {
        this.tellSelected();
      }),
      this.tree.onDidChangeVisibility(({ visible }) => {
        if (visible) this.redrawAged();
        this.shown.fire(visible);
      }),
      this.tree.onDidExpandElement(({ element }) => {
        this.aging.setOpen(element, true);
        this.redrawAged();
        parts.model.setOpen(element, true);
        this.opened.fire();
      }),
      this.tree.onDidCollapseElement(({ element }) => {
        this.aging.setOpen(element, false);
        parts.model.setOpen(element, false);
      }),
      {
        dispose: () => {
          clearInterval(timer);
        },
      },
    );
  }

  private tellSelected(): void {
    const [row, ...others] = this.tree.selection;
    const single = others.length === 0 ? row : undefined;
    this.parts.setSelected(single === undefined ? '' : (this.getTreeItem(single).contextValue ?? ''));
  }

  /** Says where the rows come from. */
  set description(text: string) {
    this.tree.description = text;
  }

  /** Says what is not as usual: which rows are hidden. An empty one is no line at all. */
  set message(text: string) {
    this.tree.message = text;
  }

  get selection(): readonly Node[] {
    return this.tree.selection;
  }

  /** The one row that is selected, for commands that come from the palette or a key; of several, none is meant. */
  get selected(): Node | undefined {
    return this.tree.selection.length === 1 ? this.tree.selection[0] : undefined;
  }

  /** Draws all rows anew from what is loaded; no call is made for it. */
  redraw(): void {
    this.aging.forget(undefined);
    this.changed.fire(undefined);
    this.showBadge();
  }

  /** Opens a row, as a click on its triangle does, and puts the focus on it. */
  async open(node: Node): Promise<void> {
    await this.tree.reveal(node, { expand: true, select: true, focus: true });
  }

  /** Shows over the view that something is under way. */
  async whileBusy(work: () => Promise<void>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: views.explorer } }, work);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { model, clock } = this.parts;
    const plain = rowOf(node, clock.now(), model.readingsOf(node));
    this.aging.drawn(node, plain.changesAt);
    const { connection } = model.of(node) ?? {};
    const kept = node.kind === 'task' ? this.marked(plain, node.task, connection?.target) : plain;
    const row = markReadOnly(kept, connection?.mark);
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(row.label, row.expandable ? Collapsed : None);
    item.id = node.id;
    item.description = row.description;
    item.tooltip = row.tooltip.join('\n');
    const color = row.color === undefined ? undefined : new vscode.ThemeColor(row.color);
    item.iconPath = new vscode.ThemeIcon(row.icon, color);
    item.contextValue = row.tokens.join(' ');
    item.accessibilityInformation = { label: row.spoken };
    const command = clickCommand(node);
    if (command !== undefined) item.command = { ...command, title: row.label };
    return item;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    try {
      const children = [...(await this.parts.model.children(node))];
      if (node === undefined) this.parts.setState(children.length === 0 ? 'noDomains' : 'rows');
      this.showBadge();
      return children;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.parts.log(error);
      if (wantsConnection(error)) {
        this.parts.setState('notConnected');
        return [];
      }
      this.parts.setState('rows');
      const [root] = this.parts.model.all;
      const id = noteId('fault', undefined, root?.connection.id);
      return [{ kind: 'fault', id, parent: undefined, fault: error }];
    }
  }

  getParent(node: Node): Node | undefined {
    return this.parts.model.parent(node);
  }

  dispose(): void {
    for (const each of this.owned) each.dispose();
  }

  private redrawAged(): void {
    const due = this.aging.takeDue(this.parts.clock.now());
    if (due.length === 0) return;
    this.changed.fire([...due]);
    this.showBadge();
  }

  private marked(row: Row, task: TaskRef, target: Target | undefined): Row {
    return markKept(markPin(row, this.parts.isPinned(task, target)), this.parts.isKept(task, target));
  }

  private showBadge(): void {
    this.tree.badge = badgeOf((moment) => this.parts.model.endingBy(moment), this.parts.clock.now());
  }
}

/** The explorer for commands: what a menu gave, or the selected row when a key or the palette gave nothing. */
export function explorerRows(
  model: ExplorerRoots,
  view: ExplorerView,
  clock: Clock,
  reconnect: () => void,
): {
  readonly isRow: (origin: unknown) => boolean;
  readonly faultOf: (origin: unknown) => Fault | undefined;
  readonly connectionOf: (origin: unknown, all?: unknown) => OpenConnection | undefined;
  readonly selectedConnectionOf: (origin: unknown, all?: unknown) => OpenConnection | undefined;
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  readonly selectedTaskOf: (origin: unknown) => TaskRef | undefined;
  readonly executionOf: (origin: unknown) => ExecutionRef | undefined;
  readonly executionsOf: (origin: unknown, all: unknown) => Promise<ChosenRows>;
  readonly explain: (origin: unknown) => Promise<boolean>;
  readonly factsOf: (origin: unknown) => SkeletonFacts | undefined;
  readonly claimOriginOf: (origin: unknown) => { readonly domain?: string; readonly taskList?: string };
  readonly reveal: (found: FoundExecution, connection: OpenConnection) => Promise<boolean>;
  readonly closedListOf: (
    origin: unknown,
  ) => { readonly domain: string; show(status: CloseStatus | undefined): void } | undefined;
  readonly showAnew: () => void;
  readonly refreshAll: () => void;
  readonly refreshRow: (origin: unknown) => Promise<void>;
  readonly loadMore: (origin: unknown) => Promise<void>;
  readonly stopScan: (origin: unknown) => void;
  readonly resumeScan: (origin: unknown) => Promise<void>;
  readonly rescan: (origin: unknown) => Promise<void>;
} {
  const given = (origin: unknown) => (isNode(origin) ? origin : undefined);
  const givenOrSelected = (origin: unknown) => given(origin) ?? (origin === undefined ? view.selected : undefined);
  const scanOf = (origin: unknown) => {
    const node = givenOrSelected(origin);
    return node && model.of(node)?.model.openTasks.scanOf(node);
  };
  // A detail stands for what it is about.
  const subject = (node: Node | undefined) => (node?.kind === 'detail' ? node.parent : node);
  const taskOf = (node: Node | undefined) => {
    const about = subject(node);
    return about?.kind === 'task' ? taskRef(about.task) : undefined;
  };
  return {
    isRow: isNode,
    faultOf: (origin) => {
      const node = given(origin);
      return node?.kind === 'fault' ? node.fault : undefined;
    },
    connectionOf: (origin, all) => connectionOfRows(rowsOf(origin, all), model),
    selectedConnectionOf: (origin, all) => {
      const rows = rowsOf(origin, all);
      return connectionOfRows(rows.length === 0 && origin === undefined ? view.selection : rows, model);
    },
    taskOf: (origin) => taskOf(given(origin)),
    selectedTaskOf: (origin) => taskOf(givenOrSelected(origin)),
    executionOf: (origin) => {
      const node = subject(givenOrSelected(origin));
      const isOne = node?.kind === 'task' || node?.kind === 'execution' || node?.kind === 'closedExecution';
      return isOne ? executionOf(node) : undefined;
    },
    reveal: async (found, connection) => {
      const node = await model.reveal(found, connection);
      if (node !== undefined) await view.open(node);
      return node !== undefined;
    },
    closedListOf: (origin) => {
      const node = givenOrSelected(origin);
      const list = node?.kind === 'closedExecution' ? node.parent : node;
      if (list?.kind !== 'closedList') return undefined;
      return {
        domain: list.parent.domain.name,
        show: (status) => {
          model.of(list)?.model.setClosedStatus(list, status);
        },
      };
    },
    executionsOf: async (origin, all) => {
      const rows = rowsOf(origin, all);
      return await chosenRows(rows.length > 0 ? rows : view.selection, model, clock.now());
    },
    explain: async (origin) => {
      const node = subject(givenOrSelected(origin));
      if (node?.kind !== 'task' && node?.kind !== 'execution') return false;
      await view.open(node);
      return true;
    },
    factsOf: (origin) => factsOf(given(origin)),
    claimOriginOf: (origin) => {
      const node = given(origin);
      if (node?.kind === 'domain') return { domain: node.domain.name };
      if (node?.kind === 'openTasks') return { domain: node.parent.domain.name };
      if (node?.kind === 'execution') return { domain: node.execution.domain };
      if (node?.kind === 'task') return { domain: node.task.execution.domain, taskList: node.task.taskList };
      return {};
    },
    showAnew: () => {
      void model.rereadOpen();
    },
    refreshAll: reconnect,
    refreshRow: async (origin) => {
      const node = given(origin);
      // Where not even the domains could be read, the connection may be what is wrong.
      if (node?.kind === 'fault' && node.parent === undefined && !model.areRows) reconnect();
      else if (node !== undefined) await view.whileBusy(() => model.refresh(node));
    },
    loadMore: async (origin) => {
      const node = given(origin);
      if (node?.kind === 'loadMore') await model.of(node)?.model.loadMore(node.parent);
    },
    stopScan: (origin) => scanOf(origin)?.stop(),
    resumeScan: async (origin) => await scanOf(origin)?.resume(),
    rescan: async (origin) => await scanOf(origin)?.rescan(),
  };
}
