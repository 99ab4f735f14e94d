/** 25,000 events folded into open tasks, once in each of several fresh processes and then warm. */
import { type Figure, figure, median, note } from './figures';
import { numberIn, program, quick, runFresh } from './programs';

program(async (): Promise<Figure[]> => {
  const firsts: number[] = [];
  const warms: number[] = [];
  for (let round = 0; round < (quick ? 3 : 15); round++) {
    const { result } = await runFresh('foldOnce');
    firsts.push(numberIn(result, 'first'));
    warms.push(numberIn(result, 'warm'));
  }
  note(`Folds of 25,000 events: medians of ${firsts.length} processes`);
  return [
    figure('25,000 events folded into open tasks, warm', median(warms), 'ms', '<', 15),
    figure('25,000 events folded into open tasks, first time in a process', median(firsts), 'ms', '<', 15),
  ];
});
