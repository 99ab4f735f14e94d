import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';

describe('activation', () => {
  it('registers the commands that act on Amazon SWF', async () => {
    const extension = extensions.getExtension('swf-workbench.swf-workbench');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();

    const registered = new Set(await commands.getCommands(true));
    const promised = ['swf.cancelActivityTask', 'swf.newSkeletonFile', 'swf.startLocalSwf', 'swf.stopLocalSwf'];
    assert.deepEqual(
      promised.filter((id) => !registered.has(id)),
      [],
      'These commands are not registered',
    );
  });
});
