/** Activation of the packaged code in the oldest VS Code: each time in a fresh window with its own extension host. */
import { ensureEditor } from '../../scripts/setup.mjs';
import { type Figure, figure, median, note } from './figures';
import { runInWindows } from './hostWindows';
import { numberIn, program, quick } from './programs';

const windows = quick ? 1 : 7;
const keys = ['load', 'activate', 'editor', 'otherModules', 'fileReads', 'connections'] as const;
type Measured = Record<(typeof keys)[number], number>;

program(async (): Promise<Figure[]> => {
  const editor = await ensureEditor('oldest');
  const results = await runInWindows(editor, 'activationInHost', windows);
  const measured = results.map(
    (result) => Object.fromEntries(keys.map((key) => [key, numberIn(result, key)])) as Measured,
  );

  const all = (key: keyof Measured) => measured.map((each) => each[key]);
  const most = (key: keyof Measured) => Math.max(...all(key));
  const total = measured.map(({ load, activate }) => load + activate);
  note(
    `Activation in VS Code ${editor.version}, medians of ${windows} windows: loading the bundle ` +
      `${median(all('load')).toFixed(1)} ms, activate() ${median(all('activate')).toFixed(1)} ms; with what the editor ` +
      `does around it ${median(all('editor')).toFixed(1)} ms`,
  );
  const where = `Activation in VS Code ${editor.version}`;
  return [
    figure(`${where}: loading the bundle and activate()`, median(total), 'ms', '<', 30),
    figure(`${where}: bundles loaded besides extension.js (sdk.js, local.js)`, most('otherModules'), 'count', '=', 0),
    figure(`${where}: files read besides extension.js`, most('fileReads'), 'count', '=', 0),
    figure(`${where}: network modules loaded, threads and processes begun`, most('connections'), 'count', '=', 0),
  ];
});
