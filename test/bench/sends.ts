/** One cancel, warm: by the extension's client, by a bare SDK client and by hand, in turns, over connections kept alive. */
import { localSwfConnection } from '../../src/connection/resolveConnection';
import { createSdkClient, loadSdk } from '../../src/swf/sdkClient';
import { startLocalSwf } from '../support/localSwf';
import { type Figure, figure, median, note, timed } from './figures';
import { program, quick } from './programs';
import { SignedPost } from './signedPost';
import { localKeys, Workflow } from './workflow';

/** Of each contender, in one execution. */
const cancelsPerBatch = 300;
/** The first warms everything up and is not counted. */
const batches = quick ? 2 : 6;
const operation = 'RespondActivityTaskCanceled';
const details = 'The order was withdrawn';

program(async () => {
  const local = await startLocalSwf();
  try {
    return await compareSends(local.endpoint);
  } finally {
    await local.stop();
  }
});

async function compareSends(endpoint: string): Promise<Figure[]> {
  const workflow = await Workflow.open(endpoint);
  const ours = createSdkClient(localSwfConnection(endpoint));
  // From the same bundle as ours, so that only what we put around it differs.
  const { SWFClient, commandOf } = await loadSdk();
  const Command = commandOf(operation);
  const bare = new SWFClient({ endpoint, region: 'us-east-1', credentials: localKeys });
  const raw = new SignedPost(endpoint);

  const our = contender((taskToken) => ours.call(operation, { taskToken, details }));
  const sdk = contender((taskToken) => bare.send(new Command({ taskToken, details })));
  const post = contender((taskToken) => raw.send(operation, { taskToken, details }));
  // Every order of the three, so that none always follows the same.
  const orders = [
    [our, sdk, post],
    [sdk, post, our],
    [post, our, sdk],
    [our, post, sdk],
    [sdk, our, post],
    [post, sdk, our],
  ];
  for (let batch = 0; batch < batches; batch++) {
    if (batch === 1) for (const { times } of [our, sdk, post]) times.length = 0;
    const tokens = await workflow.holdTasks(cancelsPerBatch * 3);
    for (let round = 0; round < cancelsPerBatch; round++) {
      for (const { send, times } of orders[round % orders.length] ?? []) {
        const token = tokens.pop() ?? '';
        times.push((await timed(() => send(token))).ms);
      }
    }
  }
  ours.dispose();
  bare.destroy();
  raw.dispose();
  workflow.close();

  const [ourTime, sdkTime, postTime] = [median(our.times), median(sdk.times), median(post.times)];
  note(
    `One cancel, warm, medians of ${our.times.length}: ours ${ourTime.toFixed(3)} ms, ` +
      `bare SDK ${sdkTime.toFixed(3)} ms, raw signed POST ${postTime.toFixed(3)} ms`,
  );
  return [
    figure('Warm cancel over keep-alive: our send ÷ a bare SDK send', ourTime / sdkTime, '×', '≤', 1.15),
    figure('Warm cancel over keep-alive: a bare SDK send ÷ a raw signed POST', sdkTime / postTime, '×', '≤', 2.5),
  ];
}

interface Contender {
  /** Milliseconds of each send. */
  readonly times: number[];
  readonly send: (taskToken: string) => Promise<unknown>;
}

function contender(send: Contender['send']): Contender {
  return { send, times: [] };
}
