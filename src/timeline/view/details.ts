import * as l10n from '@vscode/l10n';
import type { Bar } from '../bars';
import { factsOf, titleOf } from '../describe';
import { drawPattern, type Palette } from './palette';

/** Fills the section under the picture. Texts are set as texts: nothing of a history is ever markup. */
export function showDetails(
  section: HTMLElement,
  bar: Bar | undefined,
  now: number,
  openEvent: (eventId: number) => void,
): void {
  if (bar === undefined) {
    section.replaceChildren(element('p', l10n.t('Point at a bar, or go to one with the arrow keys.')));
    return;
  }
  const facts = document.createElement('dl');
  for (const [name, value] of factsOf(bar, now)) {
    const pair = document.createElement('div');
    pair.append(element('dt', name), element('dd', value));
    facts.append(pair);
  }
  const events = document.createElement('div');
  events.className = 'events';
  for (const { eventId, type } of bar.events) {
    const button = element('button', `${eventId} ${type}`);
    button.type = 'button';
    button.title = l10n.t('Open Event in the History');
    button.addEventListener('click', () => {
      openEvent(eventId);
    });
    events.append(button);
  }
  section.replaceChildren(element('h2', titleOf(bar)), facts, events);
}

const legend: readonly (readonly [outcome: Bar['outcome'], sign: string, words: string])[] = [
  ['open', '▷', l10n.t('open')],
  ['completed', '✔', l10n.t('completed, fired')],
  ['failed', '✖', l10n.t('failed, refused')],
  ['timedOut', '◔', l10n.t('timed out')],
  ['canceled', '⊘', l10n.t('canceled')],
  ['terminated', '■', l10n.t('terminated')],
  ['cutOff', '¬', l10n.t('cut off: the execution closed first')],
  ['noted', '·', l10n.t('signal, marker')],
];

/** Says in words what each look means, with a sample of it. */
export function showLegend(list: HTMLElement, palette: Palette): void {
  const ratio = window.devicePixelRatio;
  list.replaceChildren(
    ...legend.map(([outcome, sign, words]) => {
      const item = document.createElement('li');
      const sample = document.createElement('canvas');
      const [width, height] = [28, 12];
      sample.width = width * ratio;
      sample.height = height * ratio;
      sample.style.width = `${width}px`;
      sample.style.height = `${height}px`;
      sample.setAttribute('aria-hidden', 'true');
      const context = sample.getContext('2d');
      if (context !== null) {
        context.scale(ratio, ratio);
        context.fillStyle = palette.color(outcome, outcome === 'failed');
        context.fillRect(0, 0, width, height);
        drawPattern(context, outcome, [0, 0, width, height], palette.background);
      }
      item.append(sample, element('span', `${sign} ${words}`));
      return item;
    }),
  );
}

function element<Name extends 'p' | 'h2' | 'dt' | 'dd' | 'span' | 'button'>(
  name: Name,
  text: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
