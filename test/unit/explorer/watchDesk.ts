import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import { needsConnection, quickestPause, Watch } from '../../../src/explorer/watch';
import { watchedOf } from '../../../src/explorer/watched';
import { LocalClock } from '../../../src/local/clock';
import type { SwfClient } from '../../../src/swf/client';
import type { OperationName } from '../../../src/swf/operations';
import { PinnedTasks } from '../../../src/swf/pinnedTasks';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { FakeMemory } from '../../support/fakeUi';
import { rowSources } from '../../support/rowSources';
import { Scene } from '../../support/scene';
import { VirtualTime } from '../../support/virtualTime';
import { rowsBelow } from './treeDesk';

/** In milliseconds, as all times here. */
export const seconds = 1000;
export const minutes = 60 * seconds;

/** The watch over the explorer's rows and the pinned tasks of a Local SWF of its own, whose time passes when told to. */
export class WatchDesk {
  readonly memory = new FakeMemory();
  readonly pins: PinnedTasks;
  readonly model: ExplorerModel;
  readonly watch: Watch;
  /** How often to look, as a person would set it. */
  setting = 'on';
  readonly failures: unknown[] = [];
  /** The kinds of the rows whose children changed; `domains` for the top. */
  readonly changes: string[] = [];

  private constructor(
    readonly scene: Scene,
    readonly time: VirtualTime,
    client: SwfClient,
  ) {
    const connect = () => Promise.resolve(client);
    this.pins = new PinnedTasks(this.memory, time);
    this.model = new ExplorerModel(rowSources(client, time));
    this.model.onDidChange((node) => this.changes.push(node?.kind ?? 'domains'));
    this.watch = new Watch({
      clock: time,
      watched: () => watchedOf({ model: this.model, pins: this.pins, target: () => client.target, connect }),
      quickest: () => quickestPause(this.setting),
      needsPerson: needsConnection,
      onFailure: (failure) => this.failures.push(failure),
    });
  }

  static async start(): Promise<WatchDesk> {
    const clock = new LocalClock({ standing: true });
    const scene = await Scene.start('orders', clock);
    const time = new VirtualTime(clock);
    return new WatchDesk(scene, time, time.watch(createSdkClient(localSwfConnection(scene.local.url))));
  }

  async stop(): Promise<void> {
    this.watch.dispose();
    await this.scene.stop();
  }

  /** The operations that were called since the last look. */
  calls(): OperationName[] {
    return this.time.requests.splice(0).map(({ operation }) => operation);
  }

  /** How often each operation is called in so many milliseconds. */
  async count(milliseconds: number): Promise<Partial<Record<OperationName, number>>> {
    this.calls();
    await this.time.pass(milliseconds);
    const counts: Partial<Record<OperationName, number>> = {};
    for (const operation of this.calls()) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  async childrenOf(parent?: Node): Promise<readonly Node[]> {
    return await rowsBelow(this.model, parent);
  }

  /** Opens the first row of each level, down to the tasks, as a person would. */
  async openAll(): Promise<readonly Node[]> {
    const [domain] = await this.childrenOf();
    const [execution] = await this.childrenOf(domain);
    return await this.childrenOf(execution);
  }

  async shown(): Promise<string[]> {
    return this.labels(await this.openAll());
  }

  labels(rows: readonly Node[]): string[] {
    return rows.map((node) => rowOf(node, this.time.now()).label);
  }
}
