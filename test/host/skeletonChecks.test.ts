import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, ShownFiles } from './shownFiles';

const source = 'SWF Workbench';

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

describe('checks and fixes of skeletons', () => {
  let files: ShownFiles;

  before(async () => {
    await vscode.extensions.getExtension('swf-workbench.swf-workbench')?.activate();
    files = await ShownFiles.create();
  });
  after(async () => {
    await vscode.workspace.getConfiguration('swf').update('skeletons.files', undefined, true);
    await files.close();
  });

  const open = (name: string, text: string) => files.open(name, text);

  async function ours(document: vscode.TextDocument, count = 1): Promise<vscode.Diagnostic[]> {
    const of = () => vscode.languages.getDiagnostics(document.uri).filter((each) => each.source === source);
    return await eventually(of, (found) => found.length >= count);
  }

  async function lensesOf(document: vscode.TextDocument, command: string): Promise<vscode.CodeLens[]> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return lenses.filter((lens) => lens.command?.command === command);
  }

  /** Applies the quick fix of this title that stands at a place. */
  async function fix(document: vscode.TextDocument, range: vscode.Range, title: string): Promise<void> {
    const actions = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          range,
          vscode.CodeActionKind.QuickFix.value,
        ),
      (found) => found.some((each) => each.title === title),
    );
    const action = actions.find((each) => each.title === title);
    assert.ok(action?.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
  }

  const canceled = 'respond-activity-task-canceled.json';
  const failed = 'respond-activity-task-failed.yaml';
  /** File name, text, code, the marked text, the title of a fix and what it makes. */
  const mended: [string, string, string, string, string, string][] = [
    [canceled, '', 'empty', '', 'Insert the skeleton', '{\n    "taskToken": "",\n    "details": ""\n}\n'],
    [
      canceled,
      '{"taskToken": " x "}',
      'blank',
      '" x "',
      'Remove what is not part of the task token',
      '{"taskToken": "x"}',
    ],
    [
      canceled,
      '\uFEFF{"taskToken": " x "}',
      'blank',
      '" x "',
      'Remove what is not part of the task token',
      '{"taskToken": "x"}',
    ],
    [
      canceled,
      '{"taskToken": "\\"x\\""}',
      'blank',
      '"\\"x\\""',
      'Remove what is not part of the task token',
      '{"taskToken": "x"}',
    ],
    [canceled, '{"$schema": "s", "taskToken": "x"}', 'schemaKey', '"$schema"', 'Remove $schema', '{"taskToken": "x"}'],
    [
      'count-open-workflow-executions.json',
      '{"domain": "d", "startTimeFilter": {"oldestDate": 0}, "tagFilter": {"tag": "t"}, "typeFilter": {"name": "n"}}',
      'exclusive',
      '{"tag": "t"}',
      'Remove tagFilter',
      '{"domain": "d", "startTimeFilter": {"oldestDate": 0}, "typeFilter": {"name": "n"}}',
    ],
    [failed, 'taskToken: t\nReason: a\n', 'unknown', 'Reason', 'Rename to reason', 'taskToken: t\nreason: a\n'],
    [failed, 'taskToken: t\nreason: 5\n', 'type', '5', 'Change the type', 'taskToken: t\nreason: "5"\n'],
  ];
  for (const [i, [name, text, code, marked, title, after]] of mended.entries()) {
    it(`${code} in ${name} is marked exactly, and mended: ${title} (${i})`, async () => {
      const document = await open(`mended-${i}.${name}`, text);
      const found = (await ours(document)).find((each) => codeOf(each) === code);
      assert.ok(found, JSON.stringify(await ours(document)));
      assert.equal(document.getText(found.range), marked);
      assert.ok(
        typeof found.code === 'object' && /^https:\/\/docs\.aws\.amazon\.com\//.test(found.code.target.toString(true)),
      );
      await fix(document, found.range, title);
      assert.equal(document.getText(), after);
    });
  }

  const alsoMended: [string, string, string, string][] = [
    ['{"taskToken": "x" /* why */}', '/* why */', 'Remove the comment', '{"taskToken": "x" }'],
    ['{"taskToken": "x",}', ',}', 'Remove the comma', '{"taskToken": "x"}'],
    ['{"TaskToken": "x"}', '"TaskToken"', 'Rename to taskToken', '{"taskToken": "x"}'],
    ['{"taskToken": "x", "details": null}', 'null', 'Remove details', '{"taskToken": "x"}'],
    ['{"taskToken": "x", "details": 5}', '5', 'Change the type', '{"taskToken": "x", "details": "5"}'],
    [
      '{"taskToken": "x", "taskToken": "y"}',
      '"taskToken": "x"',
      'Remove this one, which the AWS CLI does not send',
      '{"taskToken": "y"}',
    ],
  ];
  for (const [i, [text, at, title, after]] of alsoMended.entries()) {
    it(`what the JSON service underlines is not underlined twice, and mended: ${title}`, async () => {
      const document = await open(`also-mended-${i}.${canceled}`, text);
      await eventually(
        () => vscode.languages.getDiagnostics(document.uri),
        (found) => found.length > 0,
      );
      assert.deepEqual(
        vscode.languages.getDiagnostics(document.uri).filter((each) => each.source === source),
        [],
      );
      const start = document.positionAt(text.indexOf(at));
      await fix(document, new vscode.Range(start, start.translate(0, 1)), title);
      assert.equal(document.getText(), after);
    });
  }

  const start = '"domain": "d", "workflowId": "w", "workflowType": {"name": "n", "version": "1"}';
  const startFile = 'start-workflow-execution.json';
  const countFile = 'count-open-workflow-executions.json';
  /** File name, text, the marked text, the title of a fix and what it makes of the marked text. */
  const meant: [string, string, string, string, string][] = [
    [startFile, `{${start}, "taskStartToCloseTimeout": "1h"}`, '"1h"', 'Replace by 3600', '"3600"'],
    [startFile, `{${start}, "taskStartToCloseTimeout": "none"}`, '"none"', 'Replace by NONE', '"NONE"'],
    [
      startFile,
      `{${start}, "executionStartToCloseTimeout": "31536001"}`,
      '"31536001"',
      'Replace by 31536000',
      '"31536000"',
    ],
    [
      countFile,
      '{"domain": "d", "startTimeFilter": {"oldestDate": "2026-02-30"}}',
      '"2026-02-30"',
      'Replace by 2026-02-28',
      '"2026-02-28"',
    ],
    [
      countFile,
      '{"domain": "d", "startTimeFilter": {"oldestDate": "24.11.2026"}}',
      '"24.11.2026"',
      'Replace by 2026-11-24',
      '"2026-11-24"',
    ],
  ];
  for (const [i, [name, text, marked, title, after]] of meant.entries()) {
    it(`what ${marked} means is offered: ${title}`, async () => {
      const document = await open(`meant-${i}.${name}`, text);
      const at = document.positionAt(text.indexOf(marked) + 1);
      await fix(document, new vscode.Range(at, at), title);
      assert.equal(document.getText(), text.replace(marked, after));
    });
  }

  it('a file that a value names can be put there, as the AWS CLI would not do', async () => {
    const why = path.join(files.folder, 'why.txt');
    await writeFile(why, 'a "long" story\n');
    const text = JSON.stringify({ taskToken: 'x', details: `file://${why}` });
    const document = await open(`file.${canceled}`, text);
    const [found] = (await ours(document)).filter((each) => codeOf(each) === 'fileReference');
    assert.ok(found);
    await fix(document, found.range, `Put the text of ${why} here`);
    assert.deepEqual(JSON.parse(document.getText()), { taskToken: 'x', details: 'a "long" story\n' });
  });

  it('a byte order mark, which the editor hides, is saved away', async () => {
    const document = await open(`mark.${canceled}`, '\uFEFF{"taskToken": "x"}');
    const [found] = (await ours(document)).filter((each) => codeOf(each) === 'bom');
    assert.ok(found);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const action = actions.find(({ title }) => title === 'Save without the byte order mark');
    assert.ok(action?.command);
    await vscode.commands.executeCommand(action.command.command, document.uri);
    assert.equal(await readFile(document.uri.fsPath, 'utf8'), '{"taskToken": "x"}');
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      (left) => left.every((each) => codeOf(each) !== 'bom'),
    );
  });

  it('lengths are counted in code points, in the schema as in our own checks', async () => {
    const most = await open(`most.${canceled}`, `{"taskToken": "${'😀'.repeat(1024)}"}`);
    const more = await open(`more.${canceled}`, `{"taskToken": "${'😀'.repeat(1025)}"}`);
    await eventually(
      () => vscode.languages.getDiagnostics(more.uri),
      (found) => found.some(({ message }) => /1024/.test(message)),
    );
    // That no token holds such characters is told as a warning.
    const { Error } = vscode.DiagnosticSeverity;
    const errors = vscode.languages.getDiagnostics(most.uri).filter(({ severity }) => severity === Error);
    assert.deepEqual(errors, []);
  });

  it('a document used as a skeleton is checked whole, runs by a lens, and is let go', async () => {
    const document = await vscode.workspace.openTextDocument({ content: '{"TaskToken": "x", "details": 5}' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('swf.useAsSkeleton', document.uri, 'RespondActivityTaskCanceled');
    const found = await ours(document, 3);
    assert.deepEqual(
      found.map((each) => [codeOf(each), document.getText(each.range)]),
      [
        ['missing', '{'],
        ['unknown', '"TaskToken"'],
        ['type', '5'],
      ],
    );
    const [lens] = await lensesOf(document, 'swf.runSkeletonFile');
    assert.match(lens?.command?.title ?? '', /Run respond-activity-task-canceled · /);
    await vscode.commands.executeCommand('swf.stopUsingAsSkeleton', document.uri);
    assert.deepEqual(await lensesOf(document, 'swf.runSkeletonFile'), []);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('a JSON file that is used as a skeleton gets what no schema says to it, and a stranger nothing', async () => {
    const document = await open('cleanup.json', '{"taskToken": "x", "Details": "", /* why */ "details": ""}');
    await vscode.commands.executeCommand('swf.useAsSkeleton', document.uri, 'respond-activity-task-canceled');
    const found = await ours(document);
    assert.deepEqual(
      found.map((each) => [codeOf(each), document.getText(each.range)]),
      [['unknown', '"Details"']],
    );
    await vscode.commands.executeCommand('swf.stopUsingAsSkeleton', document.uri);
    assert.deepEqual(await lensesOf(document, 'swf.runSkeletonFile'), []);
  });

  it('an untitled document that goes on as a file with its text stays a skeleton; its own name is free again', async () => {
    const text = '{"registrationStatus": "REGISTERED", "maximumPageSize": 7}';
    const untitled = await vscode.workspace.openTextDocument({ content: text });
    await vscode.window.showTextDocument(untitled);
    await vscode.commands.executeCommand('swf.useAsSkeleton', untitled.uri, 'ListDomains');
    const file = await open('saved-as.txt', text);
    assert.deepEqual(await lensesOf(file, 'swf.runSkeletonFile'), []);
    await vscode.window.showTextDocument(untitled);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const [lens] = await eventually(
      () => lensesOf(file, 'swf.runSkeletonFile'),
      (found) => found.length > 0,
    );
    assert.match(lens?.command?.title ?? '', /Run list-domains/);
    await vscode.commands.executeCommand('swf.stopUsingAsSkeleton', file.uri);
  });

  it('the setting names files by globs, the longest that matches counts', async () => {
    const configuration = vscode.workspace.getConfiguration('swf');
    const files = {
      'by-setting-*.txt': 'ListDomains',
      'by-setting-tag*.txt': 'tag-resource',
      '**/other/*.txt': 'no-such',
    };
    await configuration.update('skeletons.files', files, true);
    const domains = await open('by-setting-1.txt', '{}');
    const tags = await open('by-setting-tag-1.txt', '{"resourceArn": 5, "tags": []}');
    assert.match((await ours(domains))[0]?.message ?? '', /registrationStatus/);
    const [wrong] = await ours(tags);
    assert.equal(wrong && tags.getText(wrong.range), '5');
    await configuration.update('skeletons.files', undefined, true);
    await eventually(
      () => vscode.languages.getDiagnostics(domains.uri),
      (found) => found.length === 0,
    );
  });

  it('keys that leave one operation are an offer; several, or a stranger’s, are none', async () => {
    const one = await open(
      'something.json',
      '{"domain": "d", "workflowId": "w", "workflowType": {"name": "n", "version": "1"}}',
    );
    const [offer] = await lensesOf(one, 'swf.useAsSkeleton');
    assert.equal(offer?.command?.title, 'Use as skeleton for start-workflow-execution…');
    assert.deepEqual(await lensesOf(one, 'swf.runSkeletonFile'), []);
    assert.deepEqual(await lensesOf(await open('several.json', '{"taskToken": "t"}'), 'swf.useAsSkeleton'), []);
    assert.deepEqual(
      await lensesOf(await open('stranger.json', '{"name": "n", "version": "1"}'), 'swf.useAsSkeleton'),
      [],
    );
    assert.deepEqual(vscode.languages.getDiagnostics(one.uri), []);
  });

  it('lenses in a split editor are of the file they stand on', async () => {
    const left = await open(`left.${canceled}`, '{"taskToken": "l"}');
    const right = await open(
      'right.register-domain.json',
      '{"name": "n", "workflowExecutionRetentionPeriodInDays": "1"}',
    );
    await vscode.window.showTextDocument(left, vscode.ViewColumn.One);
    await vscode.window.showTextDocument(right, vscode.ViewColumn.Two);
    for (const [document, title] of [
      [left, /Run respond-activity-task-canceled/],
      [right, /Run register-domain/],
    ] as const) {
      const [lens] = await lensesOf(document, 'swf.runSkeletonFile');
      assert.match(lens?.command?.title ?? '', title);
      assert.equal(String(lens?.command?.arguments?.[0]), document.uri.toString());
    }
  });
});
