import { afterEach, beforeEach } from 'vitest';
import { localSwfConnection } from '../../../src/connection/resolveConnection';
import { ExplorerModel } from '../../../src/explorer/model';
import type { Node } from '../../../src/explorer/nodes';
import { rowOf } from '../../../src/explorer/rows';
import type { SwfClient } from '../../../src/swf/client';
import { createSdkClient } from '../../../src/swf/sdkClient';
import { rowSources } from '../../support/rowSources';
import { benchOfEachTest } from '../local/benchOfEachTest';
import { domain } from '../local/support';

/** In seconds, as the clock is advanced. */
export const minutes = (count: number) => count * 60;

/** The explorer's model over a bench whose clock stands, for a file's tests: each of them finds both new. */
export function benchTreeOfEachTest() {
  const bench = benchOfEachTest();
  let client: SwfClient;
  let model: ExplorerModel;
  beforeEach(() => {
    client = createSdkClient(localSwfConnection(bench.local.url));
    model = new ExplorerModel(rowSources(client, { now, sleep: () => Promise.resolve() }));
  });
  afterEach(() => {
    client.dispose();
  });

  const now = () => bench.local.clock.now();

  function labelOf(node: Node): string {
    return rowOf(node, now(), model.readings).label;
  }

  /** The row that the labels lead to. */
  async function row(...path: string[]): Promise<Node> {
    let rows = await model.children();
    let found: Node | undefined;
    for (const label of path) {
      found = rows.find((each) => labelOf(each) === label);
      if (found === undefined) throw new Error(`No row ${label} among: ${rows.map(labelOf).join(', ')}`);
      rows = await model.children(found);
    }
    if (found === undefined) throw new Error('No path');
    return found;
  }

  /** What stands below the row, as "label: text". */
  async function told(...path: string[]): Promise<readonly string[]> {
    const rows = await model.children(await row(domain, ...path));
    return rows.map((each) => {
      const { label, description } = rowOf(each, now(), model.readings);
      return `${label}: ${description}`;
    });
  }

  const advance = (seconds: number) => {
    bench.local.clock.advance(seconds * 1000);
  };
  const signal = (workflowId: string) =>
    bench.swf.signalWorkflowExecution({ domain, workflowId, signalName: 'wake up' });

  return {
    bench,
    get model() {
      return model;
    },
    ...{ now, advance, signal, row, told },
  };
}
