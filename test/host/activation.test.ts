import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { commands, extensions, window, workspace } from 'vscode';

function workbench() {
  const extension = extensions.getExtension('swf-workbench.swf-workbench');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension;
}

describe('activation', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'swf-workbench-host-'));
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string, text: string): Promise<void> {
    const file = path.join(folder, name);
    await writeFile(file, text);
    await window.showTextDocument(await workspace.openTextDocument(file));
  }

  async function active(id: string): Promise<void> {
    while (extensions.getExtension(id)?.isActive !== true) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('is for skeletons in JSON by their names, and for no other JSON or YAML file', async () => {
    assert.equal(workbench().isActive, false);
    await open('package.json', '{}');
    await open('tasks.jsonc', '{}');
    await open('compose.yaml', 'services: {}');
    await open('list-domains.yaml', 'registrationStatus: REGISTERED');
    // It is woken by the first of these files, as ours would be.
    await active('vscode.json-language-features');
    assert.equal(workbench().isActive, false);
    await open('list-domains.json', '{}');
    await active('swf-workbench.swf-workbench');
  });

  it('registers the commands that act on Amazon SWF', async () => {
    await workbench().activate();

    const registered = new Set(await commands.getCommands(true));
    const promised = ['swf.cancelActivityTask', 'swf.newSkeletonFile', 'swf.startLocalSwf', 'swf.stopLocalSwf'];
    assert.deepEqual(
      promised.filter((id) => !registered.has(id)),
      [],
      'These commands are not registered',
    );
  });
});
