import * as l10n from '@vscode/l10n';
import './language';
import { showDetails, showLegend } from './details';
import { type Kept, Picture } from './picture';
import { spoken } from '../describe';
import { isHostMessage, type ViewMessage } from '../messages';

/** What VS Code gives a webview's script. */
declare function acquireVsCodeApi(): {
  postMessage(message: ViewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** How often the end of what is open moves on, in milliseconds. */
const tickEvery = 1000;

const host = acquireVsCodeApi();
const part = (name: string): HTMLElement => {
  const found = document.getElementById(name);
  if (found === null) throw new Error(`The page has no ${name}`);
  return found;
};
const [chart, details, live, title, count, packed] = ['chart', 'details', 'live', 'title', 'count', 'packed'].map(part);
const canvas = document.querySelector('canvas');
if (!chart || !details || !live || !title || !count || !packed || canvas === null)
  throw new Error('The page is not whole');

let address: string | undefined;
let open = false;
/** What is to be shown again after a reload, until the history is whole or the person shows something else. */
let kept: Kept | undefined;
let saving: number | undefined;
const picture = new Picture({
  chart,
  canvas,
  scroll: part('scroll'),
  spacer: part('spacer'),
  onChange: (what) => {
    if (what !== 'view') showSelected(what === 'selected');
    saving ??= window.setTimeout(() => {
      saving = undefined;
      if (address !== undefined) host.setState({ ...picture.kept, address });
    }, 200);
  },
});

function openEvent(eventId: number): void {
  host.postMessage({ kind: 'openEvent', eventId });
}

function showSelected(aloud: boolean): void {
  const bar = picture.hovered ?? picture.selected;
  if (details !== undefined) showDetails(details, bar, picture.now, openEvent);
  if (!aloud || bar === undefined || live === undefined) return;
  const { row, rows } = picture.rowOf(bar);
  live.textContent = spoken(bar, picture.now, row, rows);
}

/** What was kept of this history, whatever another version wrote there. */
function keptOf(wanted: string): Kept | undefined {
  const state = host.getState();
  if (typeof state !== 'object' || state === null || !('address' in state) || state.address !== wanted)
    return undefined;
  const number = (name: string) => {
    const value: unknown = Reflect.get(state, name);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const span: unknown = 'span' in state ? state.span : undefined;
  const [from, to] =
    typeof span === 'object' && span !== null && 'from' in span && 'to' in span ? [span.from, span.to] : [];
  const whole = typeof from === 'number' && typeof to === 'number' && from < to;
  return {
    span: whole ? { from, to } : undefined,
    top: number('top'),
    selected: number('selected'),
    packed: 'packed' in state ? state.packed === true : undefined,
  };
}

function readSoFar(events: number, total: number | undefined): string {
  const number = (count: number) => count.toLocaleString(document.documentElement.lang);
  return total === undefined
    ? l10n.t('{0} events so far', number(events))
    : l10n.t('{0} of about {1} events so far', number(events), number(total));
}

for (const act of ['keydown', 'pointerdown', 'wheel']) {
  window.addEventListener(
    act,
    () => {
      kept = undefined;
    },
    { capture: true, passive: true },
  );
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isHostMessage(data)) return;
  if (data.kind === 'failed') {
    address = data.address;
    host.setState({ ...picture.kept, address });
    details.replaceChildren(data.text);
    live.textContent = data.text;
    return;
  }
  const { timeline, select } = data;
  const { reading } = timeline;
  if (address !== data.address) kept = keptOf(data.address);
  address = data.address;
  open = timeline.open;
  title.textContent = `${timeline.name} · ${timeline.origin}`;
  const [events, bars] = [timeline.eventCount, timeline.bars.length];
  const words = reading
    ? readSoFar(events, reading.total)
    : open
      ? l10n.t('{0} events, {1} bars, open', events, bars)
      : l10n.t('{0} events, {1} bars', events, bars);
  count.textContent = words;
  chart.setAttribute(
    'aria-label',
    l10n.t('Timeline of {0}, {1}. Arrow keys go from bar to bar.', timeline.name, words),
  );
  picture.show(timeline, kept);
  if (reading === undefined) kept = undefined;
  packed.setAttribute('aria-pressed', String(picture.packed));
  if (select !== undefined) picture.selectEvent(select);
  showSelected(false);
  requestAnimationFrame(() => {
    performance.mark('swf-timeline-shown');
  });
});

const clicks: Readonly<Record<string, () => void>> = {
  zoomIn: () => {
    picture.zoom(1.5);
  },
  zoomOut: () => {
    picture.zoom(1 / 1.5);
  },
  fit: () => {
    picture.fit();
  },
  packed: () => {
    picture.pack(!picture.packed);
    packed.setAttribute('aria-pressed', String(picture.packed));
  },
  previous: () => {
    picture.goToTrouble(-1);
  },
  next: () => {
    picture.goToTrouble(1);
  },
  history: () => {
    host.postMessage({ kind: 'openHistory' });
  },
};
for (const [name, click] of Object.entries(clicks)) part(name).addEventListener('click', click);

const keys: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => {
    picture.go('left');
  },
  ArrowRight: () => {
    picture.go('right');
  },
  ArrowUp: () => {
    picture.go('up');
  },
  ArrowDown: () => {
    picture.go('down');
  },
  Home: () => {
    picture.go('first');
  },
  End: () => {
    picture.go('last');
  },
  '+': () => {
    picture.zoom(1.5);
  },
  '=': () => {
    picture.zoom(1.5);
  },
  '-': () => {
    picture.zoom(1 / 1.5);
  },
  '0': () => {
    picture.fit();
  },
  n: () => {
    picture.goToTrouble(1);
  },
  N: () => {
    picture.goToTrouble(-1);
  },
  Enter: () => {
    if (picture.selected !== undefined) openEvent(picture.selected.eventId);
  },
  'Shift+ArrowLeft': () => {
    picture.pan(-0.2);
  },
  'Shift+ArrowRight': () => {
    picture.pan(0.2);
  },
};
chart.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = (event.shiftKey ? keys[`Shift+${event.key}`] : undefined) ?? keys[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
});

chart.addEventListener(
  'wheel',
  (event) => {
    if (picture.isGutter(event.offsetX)) return;
    event.preventDefault();
    const sideways = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) picture.pan(sideways / 1000);
    else picture.zoom(Math.exp(-event.deltaY / 400), event.offsetX);
  },
  { passive: false },
);
let dragged: { x: number; y: number; moved: boolean } | undefined;
chart.addEventListener('pointerdown', (event) => {
  if (event.button !== 0) return;
  dragged = { x: event.clientX, y: event.clientY, moved: false };
  chart.setPointerCapture(event.pointerId);
});
chart.addEventListener('pointermove', (event) => {
  if (dragged === undefined) {
    picture.point(picture.at(event.offsetX, event.offsetY));
    return;
  }
  const [x, y] = [event.clientX - dragged.x, event.clientY - dragged.y];
  if (!dragged.moved && Math.hypot(x, y) < 4) return;
  dragged = { x: event.clientX, y: event.clientY, moved: true };
  picture.drag(x, y);
});
chart.addEventListener('pointerup', (event) => {
  if (dragged?.moved === false) picture.select(picture.at(event.offsetX, event.offsetY));
  dragged = undefined;
});
chart.addEventListener('pointerleave', () => {
  picture.point(undefined);
});
chart.addEventListener('dblclick', () => {
  if (picture.selected !== undefined) openEvent(picture.selected.eventId);
});

// VS Code changes the body's class and the root's variables when the theme changes.
const themes = new MutationObserver(() => {
  picture.restyle();
  showLegend(part('legend'), picture.palette);
});
themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
showLegend(part('legend'), picture.palette);
showSelected(false);
setInterval(() => {
  if (open && !document.hidden) picture.redraw();
}, tickEvery);
host.postMessage({ kind: 'ready' });
