import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import Mocha from 'mocha';
import { version } from 'vscode';

/** What the host suite found, as scripts/test.mjs reads it. */
interface HostResults {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, a text for each. */
  failures: string[];
}

/**
 * The entry that VS Code calls in its extension host: runs each bundled `*.test.js` beside this file, prints marked
 * lines that scripts/vscodeLauncher.mjs lets through, and writes the counts to SWF_WORKBENCH_RESULTS.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: MarkedLines, timeout: 20_000 });
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.js'),
  );
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  say(`VS Code ${version}, extension host on Node ${process.versions.node}`);

  const results: HostResults = { passed: 0, failed: 0, skipped: 0, failures: [] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_PASS, () => results.passed++);
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test, error: Error) => {
      results.failed++;
      results.failures.push(failureOf(test, error));
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, () => results.skipped++);
  });
  const resultsFile = process.env['SWF_WORKBENCH_RESULTS'];
  if (resultsFile !== undefined) writeFileSync(resultsFile, JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} host tests failed`);
}

class MarkedLines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => {
      say(` ✓ ${test.fullTitle()}`);
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      say(` - ${test.fullTitle()}`);
    });
    runner.on(EVENT_TEST_FAIL, (test, error: Error) => {
      say(` ✗ ${failureOf(test, error)}`);
    });
  }
}

function failureOf(test: Mocha.Runnable, error: Error): string {
  return `${test.fullTitle()}\n${error.stack ?? error.message}`;
}

function say(text: string): void {
  for (const line of text.split('\n')) console.log(`[host] ${line}`);
}
