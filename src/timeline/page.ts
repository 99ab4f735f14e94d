import * as l10n from '@vscode/l10n';

/** What a page may load, and from where. */
export interface PageParts {
  /** Drawn anew for each page: nothing but its own style and script is run. */
  readonly nonce: string;
  readonly scriptUri: string;
  /** The editor's language, such as `de`, and the texts in it; no texts when they are the code's own. */
  readonly language: string;
  readonly texts: Readonly<Record<string, unknown>> | undefined;
}

/** The page of a timeline. It holds no data: what it shows comes by messages. */
export function timelinePage({ nonce, scriptUri, language, texts = {} }: PageParts): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${html(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(l10n.t('Timeline'))}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1 id="title">${html(l10n.t('Timeline'))}</h1>
<div id="bar" role="toolbar" aria-label="${html(l10n.t('Timeline'))}">
<button type="button" id="zoomIn" title="${html(l10n.t('Zoom In (+)'))}">+ ${html(l10n.t('Zoom In'))}</button>
<button type="button" id="zoomOut" title="${html(l10n.t('Zoom Out (−)'))}">− ${html(l10n.t('Zoom Out'))}</button>
<button type="button" id="fit" title="${html(l10n.t('Show All (0)'))}">${html(l10n.t('Fit'))}</button>
<button type="button" id="packed" aria-pressed="false" title="${html(l10n.t('Tasks of one type share rows'))}">${html(l10n.t('Pack Rows'))}</button>
<button type="button" id="previous" title="${html(l10n.t('Previous Problem (Shift+N)'))}">↑ ${html(l10n.t('Problem'))}</button>
<button type="button" id="next" title="${html(l10n.t('Next Problem (N)'))}">↓ ${html(l10n.t('Problem'))}</button>
<button type="button" id="history">${html(l10n.t('Open History'))}</button>
<span id="count"></span>
</div>
<div id="scroll">
<div id="chart" role="application" tabindex="0" aria-roledescription="${html(l10n.t('timeline'))}" aria-label="${html(l10n.t('Timeline'))}" aria-describedby="help">
<canvas id="canvas" aria-hidden="true"></canvas>
</div>
<div id="spacer"></div>
</div>
<section id="details" aria-label="${html(l10n.t('Selected'))}" tabindex="0"></section>
<p id="help">${html(l10n.t('Arrow keys go from bar to bar, Home and End to the first and last of a row, + and − zoom, 0 shows all, Shift with left or right moves in time, N goes to the next problem, Enter opens the event in the history. With the mouse: the wheel zooms, over the names it scrolls, dragging moves.'))}</p>
<ul id="legend" aria-label="${html(l10n.t('Legend'))}"></ul>
<div id="live" role="status" aria-live="polite"></div>
</main>
<script type="application/json" id="texts">${JSON.stringify(texts).replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>`;
}

/** A translation may hold any character: none may begin a tag or end an attribute. */
function html(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; }
html, body { height: 100%; margin: 0; padding: 0; }
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size, 13px); color: var(--vscode-foreground);
  background: var(--vscode-editor-background); }
main { display: flex; flex-direction: column; height: 100vh; min-height: 22em; box-sizing: border-box; padding: 0.5em 0.8em; gap: 0.4em; }
h1 { font-size: 1.15em; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
#bar { display: flex; flex-wrap: wrap; gap: 0.3em; align-items: center; }
#count { margin-inline-start: auto; }
button { font: inherit; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); border-radius: 2px;
  padding: 0.2em 0.6em; cursor: pointer; }
button:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); outline: 1px dashed var(--vscode-contrastActiveBorder, transparent); }
button[aria-pressed="true"] { text-decoration: underline; border-color: var(--vscode-focusBorder); }
button:focus-visible, #chart:focus-visible, #details:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: -1px; }
#scroll { position: relative; flex: 1 1 12em; min-height: 8em; overflow-x: hidden; overflow-y: auto;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border, currentColor))); }
#chart { position: sticky; top: 0; height: 100%; width: 100%; overflow: hidden; touch-action: none; }
#canvas { display: block; }
#details { flex: 0 0 auto; min-height: 4.2em; max-height: 40vh; overflow: auto; }
#details h2 { font-size: 1em; margin: 0 0 0.2em; overflow-wrap: anywhere; }
#details dl { display: flex; flex-wrap: wrap; gap: 0.1em 1.2em; margin: 0 0 0.3em; }
#details dl div { display: flex; gap: 0.4em; }
#details dt { color: var(--vscode-descriptionForeground, inherit); }
#details dd { margin: 0; overflow-wrap: anywhere; }
#details .events { display: flex; flex-wrap: wrap; gap: 0.3em; }
#help { margin: 0; color: var(--vscode-descriptionForeground, inherit); font-size: 0.92em; }
#legend { display: flex; flex-wrap: wrap; gap: 0.2em 1em; margin: 0; padding: 0; list-style: none; font-size: 0.92em; }
#legend li { display: flex; gap: 0.4em; align-items: center; }
#live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-height: 34em) { #help, #legend { display: none; } #details { max-height: 9em; } }
`;
