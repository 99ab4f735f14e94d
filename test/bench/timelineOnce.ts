/** Groups the longest history, writes its document and lays its timeline out: the first time, and when the code is warm. */
import { historyDocument } from '../../src/history/historyDocument';
import { groupEvents } from '../../src/swf/eventGroups';
import { barsOf } from '../../src/timeline/bars';
import { layOut } from '../../src/timeline/layout';
import { longestHistory } from '../support/longestHistory';
import { median, timed } from './figures';
import { program } from './programs';

const warmRounds = 20;

program(async () => {
  const events = longestHistory();
  const picture = () => layOut(barsOf(groupEvents(events)), true).rows.length;
  const text = () => historyDocument(events, { name: 'order-1', origin: 'bench' }).text.length;
  const rounds = async (work: () => unknown) => {
    const times: number[] = [];
    for (let n = 0; n < 1 + warmRounds; n++) times.push((await timed(work)).ms);
    return { first: times[0], warm: median(times.slice(1 + warmRounds / 2)) };
  };
  const pictures = await rounds(picture);
  const texts = await rounds(text);
  return { pictureFirst: pictures.first, pictureWarm: pictures.warm, textFirst: texts.first, textWarm: texts.warm };
});
