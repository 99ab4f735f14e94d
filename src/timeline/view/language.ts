import * as l10n from '@vscode/l10n';

// Imported before everything else: texts that stand in constants are made while their modules load.
const texts: unknown = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
if (isTexts(texts)) l10n.config({ contents: texts });

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
