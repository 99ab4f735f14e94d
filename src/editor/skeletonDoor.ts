import * as vscode from 'vscode';
import type { SkeletonFiles } from './skeletonFiles';

/** Loads once what the editor does for skeletons: when a document is open that is one, or looks like one. */
export function skeletonDoor(
  files: SkeletonFiles,
  load: () => Promise<vscode.Disposable>,
  fail: (error: unknown) => void,
): vscode.Disposable {
  const loaded: vscode.Disposable[] = [];
  let isOver = false;
  const open = async () => {
    const features = await load();
    if (isOver) features.dispose();
    else loaded.push(features);
  };
  const look = (documents: readonly vscode.TextDocument[]) => {
    if (watching.length === 0 || !documents.some((document) => files.mayBe(document))) return;
    for (const each of watching.splice(0)) each.dispose();
    void open().catch(fail);
  };
  const lookAtAll = () => {
    look(vscode.workspace.textDocuments);
  };
  const watching = [
    vscode.workspace.onDidOpenTextDocument((document) => {
      look([document]);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      look([document]);
    }),
    files.onDidChange(lookAtAll),
  ];
  lookAtAll();
  return new vscode.Disposable(() => {
    isOver = true;
    for (const each of [...watching, ...loaded]) each.dispose();
  });
}
