import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

// Imported before everything else: texts that stand in constants are made while their modules load.
if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
