import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { historyLanguage, historyScheme } from '../contract';
import type { Histories, OpenHistory } from './histories';
import { executionUri, readAddress } from './historyAddress';
import type { HistoryDocument, LineRange, TextLink } from '../history/historyDocument';
import { plainLine } from '../swf/plainText';
import { kindNames, outcomeWord } from '../history/words';
import type { GroupKind } from '../swf/eventGroups';

const selector: vscode.DocumentSelector = { scheme: historyScheme, language: historyLanguage };

/** Links, symbols and folds of history documents, all taken from what wrote their text. */
export class HistoryLanguage
  implements
    vscode.DocumentLinkProvider,
    vscode.DefinitionProvider,
    vscode.DocumentSymbolProvider,
    vscode.FoldingRangeProvider,
    vscode.Disposable
{
  private readonly owned: vscode.Disposable;

  constructor(private readonly histories: Histories) {
    const { languages } = vscode;
    this.owned = vscode.Disposable.from(
      languages.registerDocumentLinkProvider(selector, this),
      languages.registerDefinitionProvider(selector, this),
      languages.registerDocumentSymbolProvider(selector, this, { label: 'SWF' }),
      languages.registerFoldingRangeProvider(selector, this),
    );
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    return this.with(document, [], (history, { links, eventLines }) =>
      links.flatMap((link) => {
        const target = targetOf(link, history, eventLines);
        if (target === undefined) return [];
        const found = new vscode.DocumentLink(rangeOf(link), target.uri);
        found.tooltip = target.words;
        return [found];
      }),
    );
  }

  provideDefinition(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.LocationLink[] {
    return this.with(document, [], (history, { links, eventLines }) => {
      const link = links.find((each) => each.line === line && each.start <= character && character <= each.end);
      const target = link && targetOf(link, history, eventLines);
      if (link === undefined || target === undefined) return [];
      const targetRange = new vscode.Range(target.line, 0, target.line, 0);
      return [{ originSelectionRange: rangeOf(link), targetUri: target.uri.with({ fragment: '' }), targetRange }];
    });
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return this.with(document, [], (_history, { outline, groups, groupLines, eventLines }) => {
      const top = symbol(l10n.t('Outline'), '', vscode.SymbolKind.Namespace, outline);
      top.children = groups.map((group, index) => {
        const line = groupLines[index] ?? 0;
        const name = `${kindNames[group.kind]} ${plainLine(group.name, 100)}`;
        return symbol(name, outcomeWord(group), symbolKinds[group.kind], { first: line, last: line });
      });
      const events = groups.flatMap((group) => group.events.map((event) => ({ group, event })));
      events.sort((a, b) => (a.event.eventId ?? 0) - (b.event.eventId ?? 0));
      const children = events.flatMap(({ group, event: { eventId = 0, eventType } }) => {
        const lines = eventLines.get(eventId);
        if (lines === undefined) return [];
        const name = `${eventId} ${plainLine(String(eventType), 100)}`;
        return [symbol(name, plainLine(group.name, 100), vscode.SymbolKind.Event, lines)];
      });
      const json = symbol(l10n.t('Events'), '', vscode.SymbolKind.Array, {
        first: outline.last + 1,
        last: document.lineCount - 1,
      });
      json.children = children;
      return [top, json];
    });
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return this.with(document, [], (_history, { outline, eventLines }) => [
      new vscode.FoldingRange(outline.first, outline.last, vscode.FoldingRangeKind.Comment),
      new vscode.FoldingRange(outline.last + 1, document.lineCount - 2),
      ...[...eventLines.values()].flatMap(({ first, last }) =>
        last > first ? [new vscode.FoldingRange(first, last)] : [],
      ),
    ]);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Asks only a document that shows what is known now; the editor asks again when it changes. */
  private with<T>(
    document: vscode.TextDocument,
    none: T,
    ask: (history: OpenHistory, written: HistoryDocument) => T,
  ): T {
    const history = this.histories.of(document.uri);
    if (history === undefined || history.live.events.length === 0) return none;
    const written = history.document();
    return document.lineCount === written.lineCount ? ask(history, written) : none;
  }
}

interface Target {
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly words: string;
}

function targetOf(
  { target }: TextLink,
  { address }: OpenHistory,
  eventLines: ReadonlyMap<number, LineRange>,
): Target | undefined {
  if (target.kind === 'event') {
    const line = eventLines.get(target.eventId)?.first;
    if (line === undefined) return undefined;
    return { uri: address.with({ fragment: `L${line + 1}` }), line, words: l10n.t('Go to event {0}', target.eventId) };
  }
  const here = readAddress(address);
  // A saved history does not say in which domain it was.
  if (here?.kind !== 'execution') return undefined;
  const { workflowId, runId } = target;
  const uri = executionUri({ domain: here.execution.domain, workflowId, runId }, here.connection, here.place);
  return { uri, line: 0, words: l10n.t('Open the history of {0}', plainLine(workflowId, 100)) };
}

function rangeOf({ line, start, end }: TextLink): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

const symbolKinds: Readonly<Record<GroupKind, vscode.SymbolKind>> = {
  execution: vscode.SymbolKind.Class,
  decisionTask: vscode.SymbolKind.Operator,
  activityTask: vscode.SymbolKind.Function,
  timer: vscode.SymbolKind.Constant,
  lambda: vscode.SymbolKind.Method,
  child: vscode.SymbolKind.Module,
  externalSignal: vscode.SymbolKind.Interface,
  externalCancel: vscode.SymbolKind.Interface,
  signal: vscode.SymbolKind.Event,
  cancelRequest: vscode.SymbolKind.Event,
  marker: vscode.SymbolKind.Key,
  refusal: vscode.SymbolKind.Event,
  other: vscode.SymbolKind.Event,
};

function symbol(
  name: string,
  detail: string,
  kind: vscode.SymbolKind,
  { first, last }: LineRange,
): vscode.DocumentSymbol {
  const whole = new vscode.Range(first, 0, last, 10_000);
  return new vscode.DocumentSymbol(name, detail, kind, whole, new vscode.Range(first, 0, first, 0));
}
