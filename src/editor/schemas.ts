import * as vscode from 'vscode';
import { schemaScheme } from '../contract';
import { operations } from '../swf/operations';

/**
 * The JSON Schemas of skeletons in the language of the editor, whose JSON service asks for them as for documents. Those of
 * the package, which services for YAML read as files, are in English.
 */
export function serveSchemas(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(schemaScheme, {
    provideTextDocumentContent: async ({ path }) => {
      const operation = operations.find(({ cliName }) => path === `/${cliName}.schema.json`);
      if (operation === undefined) return undefined;
      const { inputSchema } = await import('../swf/inputSchema');
      return JSON.stringify(inputSchema(operation.name));
    },
  });
}
