import * as vscode from 'vscode';
import { heldRow } from './heldRow';
import { views } from '../contract';
import type { Connections } from '../connection/connections';
import type { OpenConnection } from '../connection/openConnection';
import type { Owned } from '../emitter';
import type { Clock } from '../ports';
import type { TaskRef } from '../swf/outcome';
import { heldRef, isOf, OtherConnectionFault, UnlocatedTaskFault } from '../tokens/heldTask';
import type { Held, HeldTasks } from '../tokens/heldTasks';

/** Waiting times and countdowns are drawn anew this often, in milliseconds, while the view can be seen. */
const redrawEvery = 10_000;
/** The histories of the held tasks are looked at this often, in milliseconds, while the view can be seen. */
const lookEvery = 30_000;

export interface HeldTasksViewParts {
  /** Told what the selected row can do, for the palette, which has no row of its own. */
  readonly setSelected: (tokens: string) => void;
  readonly heldTasks: HeldTasks;
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'known'>;
  readonly heartbeatsOf: (id: string) => 'none' | 'running' | 'failing';
  /** Looks whether held tasks were closed; called while the view can be seen. */
  readonly look: () => void;
}

/** A row, as menus give it back. */
export class HeldNode {
  constructor(readonly entry: Held) {}
}

/** The view Held Tasks: translates rows, and holds nothing of its own. */
export class HeldTasksView implements vscode.TreeDataProvider<HeldNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<HeldNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly owned: Owned[] = [this.changed];
  private readonly tree: vscode.TreeView<HeldNode>;

  constructor(private readonly parts: HeldTasksViewParts) {
    this.tree = vscode.window.createTreeView(views.heldTasks, { treeDataProvider: this, canSelectMany: true });
    const whileVisible = (work: () => void, every: number): Owned => {
      const timer = setInterval(() => {
        if (this.tree.visible) work();
      }, every);
      return {
        dispose: () => {
          clearInterval(timer);
        },
      };
    };
    this.owned.push(
      this.tree,
      parts.heldTasks.onDidChange(() => {
        this.redraw();
      }),
      this.tree.onDidChangeSelection(() => {
        this.tellSelected();
      }),
      this.tree.onDidChangeVisibility(({ visible }) => {
        if (visible) parts.look();
      }),
      whileVisible(() => {
        this.redraw();
      }, redrawEvery),
      whileVisible(parts.look, lookEvery),
    );
  }

  get selection(): readonly HeldNode[] {
    return this.tree.selection;
  }

  /** The one row that is selected, for commands that come from the palette or a key; of several, none is meant. */
  get selected(): Held | undefined {
    return this.tree.selection.length === 1 ? this.tree.selection[0]?.entry : undefined;
  }

  redraw(): void {
    this.changed.fire(undefined);
    this.tellSelected();
  }

  private tellSelected(): void {
    const [row, ...others] = this.tree.selection;
    const single = others.length === 0 ? row : undefined;
    this.parts.setSelected(single === undefined ? '' : (this.getTreeItem(single).contextValue ?? ''));
  }

  getTreeItem({ entry }: HeldNode): vscode.TreeItem {
    const { heartbeatsOf, clock, connections } = this.parts;
    const heartbeats = heartbeatsOf(entry.held.id);
    const own = connections.known((target) => isOf(entry.held, target));
    const readOnly = own?.target?.mark === 'read-only';
    const row = heldRow(entry, { now: clock.now(), target: own?.target, heartbeats, readOnly });
    const item = new vscode.TreeItem(row.label);
    item.id = entry.held.id;
    item.description = row.description;
    item.tooltip = row.tooltip.join('\n');
    const color = row.color === undefined ? undefined : new vscode.ThemeColor(row.color);
    item.iconPath = new vscode.ThemeIcon(row.icon, color);
    item.contextValue = row.tokens.join(' ');
    item.accessibilityInformation = { label: row.spoken };
    return item;
  }

  async getChildren(node?: HeldNode): Promise<HeldNode[]> {
    if (node !== undefined) return [];
    return (await this.parts.heldTasks.all()).map((entry) => new HeldNode(entry));
  }

  dispose(): void {
    for (const each of this.owned) each.dispose();
  }
}

/** The rows of Held Tasks for commands: what a menu gave, or the selected row when a key or the palette gave nothing. */
export function heldRows(
  view: HeldTasksView,
  connections: Pick<Connections, 'known'>,
): {
  readonly isRow: (origin: unknown) => boolean;
  readonly heldOf: (origin: unknown) => Held | undefined;
  readonly taskOf: (origin: unknown) => TaskRef | undefined;
  readonly connectionOf: (origin: unknown) => OpenConnection | undefined;
  readonly heldConnectionOf: (origin: unknown) => OpenConnection | undefined;
  readonly severalHeldOf: (all: unknown) => readonly Held[];
} {
  const given = (origin: unknown) => (origin instanceof HeldNode ? origin.entry : undefined);
  const heldOf = (origin: unknown) => given(origin) ?? (origin === undefined ? view.selected : undefined);
  const connectionOf = (entry: Held | undefined) => {
    if (entry === undefined) return undefined;
    const connection = connections.known((target) => isOf(entry.held, target));
    if (connection === undefined) throw new OtherConnectionFault(entry.held);
    return connection;
  };
  return {
    connectionOf: (origin) => connectionOf(given(origin)),
    heldConnectionOf: (origin) => connectionOf(heldOf(origin)),
    isRow: (origin) => origin instanceof HeldNode,
    heldOf,
    taskOf: (origin) => {
      const held = given(origin)?.held;
      if (held === undefined) return undefined;
      const ref = heldRef(held);
      if (ref === undefined) throw new UnlocatedTaskFault();
      return ref;
    },
    severalHeldOf: (all) => {
      const given = Array.isArray(all) ? all.filter((each) => each instanceof HeldNode) : view.selection;
      return given.length > 1 ? given.map(({ entry }) => entry) : [];
    },
  };
}
