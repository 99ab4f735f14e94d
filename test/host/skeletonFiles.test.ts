import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, ShownFiles } from './shownFiles';
import { schemaScheme } from '../../src/contract';
import { inputSchema } from '../../src/swf/inputSchema';

describe('skeleton files', () => {
  let files: ShownFiles;

  before(async () => {
    files = await ShownFiles.create();
  });
  after(async () => {
    await files.close();
  });

  const open = (name: string, text: string) => files.open(name, text);

  async function problems(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
    return await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      (found) => found.length > 0,
    );
  }

  for (const name of [
    'respond-activity-task-canceled.json',
    'order-7.respond-activity-task-canceled.json',
    'respond-activity-task-canceled-2.json',
    'RespondActivityTaskCanceled.json',
    'respond-activity-task-completed.json',
    'respond-activity-task-failed.json',
  ]) {
    it(`${name} is checked by its schema and has a lens`, async () => {
      const document = await open(name, '{"tasktoken": "x"}');
      assert.equal(document.languageId, 'swf-skeleton');
      const found = await problems(document);
      assert.ok(
        found.some(({ message }) => /taskToken/.test(message)),
        JSON.stringify(found),
      );
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      const [lens] = lenses.filter(({ command }) => command?.command === 'swf.runSkeletonFile');
      const operation = name.includes('completed') ? 'completed' : name.includes('failed') ? 'failed' : 'canceled';
      assert.match(lens?.command?.title ?? '', new RegExp(`Run respond-activity-task-${operation} · `));
    });
  }

  const broken: [string, string, RegExp][] = [
    ['an empty token', '{"taskToken": ""}', /1/],
    ['1,025 characters', `{"taskToken": "${'x'.repeat(1025)}"}`, /1024/],
    ['32,769 characters of details', `{"taskToken": "x", "details": "${'d'.repeat(32_769)}"}`, /32768/],
    ['a number', '{"taskToken": 5}', /string/],
    ['an unknown key', '{"taskToken": "x", "detail": "x"}', /detail/],
    ['a $schema key', '{"taskToken": "x", "$schema": "x"}', /Unknown member: \$schema/],
    ['a byte order mark', '\uFEFF{"taskToken": "x"}', /byte order mark/],
    ['blanks around the token', '{"taskToken": " x "}', /blanks around it/],
    ['an array', '[]', /object/],
    ['malformed JSON', '{"taskToken"', /./],
    ['a comment', '{"taskToken": "x"} // done', /[Cc]omment/],
    ['a trailing comma', '{"taskToken": "x",}', /comma/],
    ['a duplicate key', '{"taskToken": "x", "taskToken": "y"}', /[Dd]uplicate/],
  ];
  for (const [what, text, words] of broken) {
    it(`the editor underlines ${what}`, async () => {
      const document = await open(`broken-${what.replace(/\W+/g, '-')}.respond-activity-task-canceled.json`, text);
      const found = await problems(document);
      assert.ok(
        found.some(({ message }) => words.test(message)),
        JSON.stringify(found),
      );
    });
  }

  it('a good file has no problem, and needs no $schema key', async () => {
    const good = await open('good.respond-activity-task-canceled.json', '{"taskToken": "x", "details": ""}');
    const bad = await open('bad.respond-activity-task-canceled.json', '{}');
    // Once the later file is judged, the earlier one was too.
    await problems(bad);
    assert.deepEqual(vscode.languages.getDiagnostics(good.uri), []);
  });

  it('keys are completed and explained', async () => {
    const document = await open('half.respond-activity-task-canceled.json', '{\n  "taskToken": "x",\n  \n}');
    const list = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          new vscode.Position(2, 2),
        ),
      ({ items }) => items.some(({ label }) => JSON.stringify(label).includes('details')),
    );
    assert.ok(list.items.length > 0);
    const hovers = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new vscode.Position(1, 6),
        ),
      (found) => found.length > 0,
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
    );
    assert.match(texts.join('\n'), /PollForActivityTask/);
  });

  it('the schema that the JSON service asks for is a document of ours, in the language of the editor', async () => {
    const cliName = 'respond-activity-task-canceled';
    const address = vscode.Uri.parse(`${schemaScheme}://skeletons/${cliName}.schema.json`);
    const text = (await vscode.workspace.openTextDocument(address)).getText();
    assert.equal(text, JSON.stringify(inputSchema('RespondActivityTaskCanceled')));
  });

  it('another JSON file has no lens', async () => {
    const document = await open('package-lock.json', '{}');
    assert.equal(document.languageId, 'json');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.filter(({ command }) => command?.command === 'swf.runSkeletonFile'),
      [],
    );
  });
});
