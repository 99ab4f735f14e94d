import { drawPattern, type Palette } from './palette';
import { ticks } from '../axis';
import type { Bar } from '../bars';
import { firstEndingAfter, isTick, type Layout, type Row } from '../layout';
import { nearest } from '../navigate';
import type { Span } from '../viewport';

/** All that a picture depends on. Lengths are CSS pixels, times milliseconds since 1970. */
export interface Scene {
  readonly layout: Layout;
  readonly span: Span;
  /** How far the rows are scrolled. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where what is open ends for now. */
  readonly now: number | undefined;
  readonly selected: Bar | undefined;
  readonly hovered: Bar | undefined;
  readonly palette: Palette;
}

/** How the picture is divided. */
export interface Measures {
  readonly gutter: number;
  readonly axis: number;
  readonly row: number;
}

/** The sizes of the chart’s parts in CSS pixels, which grow with the letters. */
export function measure(width: number, { fontSize }: Palette): Measures {
  return {
    gutter: Math.round(Math.min(width * 0.35, fontSize * 19)),
    axis: fontSize * 2,
    row: Math.round(fontSize * 1.75),
  };
}

/** Draws what can be seen and nothing else: of a row, the bars of the span; of those closer than a pixel, one. */
export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const { palette, width, height, top, layout } = scene;
  const { gutter, axis, row } = measure(width, palette);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  context.font = `${palette.fontSize}px ${palette.font}`;
  context.textBaseline = 'middle';
  drawGrid(context, scene, gutter, axis);
  context.save();
  context.beginPath();
  context.rect(0, axis, width, height - axis);
  context.clip();
  const first = Math.max(0, Math.floor(top / row));
  const last = Math.min(layout.rows.length - 1, Math.floor((top + height - axis) / row));
  for (let index = first; index <= last; index++) {
    const each = layout.rows[index];
    if (each === undefined) continue;
    const y = axis + index * row - top;
    drawLabel(context, scene, each, layout.rows[index - 1], { y, gutter, row });
    drawRow(context, scene, each, { y, gutter, row });
  }
  context.restore();
  if (scene.now !== undefined) drawNow(context, scene, gutter, axis);
}

/** The bar at a place of the picture. */
export function barAt(scene: Omit<Scene, 'hovered'>, x: number, y: number): Bar | undefined {
  const { palette, width, top, layout, span } = scene;
  const { gutter, axis, row } = measure(width, palette);
  if (x < gutter || y < axis) return undefined;
  const bars = layout.rows[Math.floor((y - axis + top) / row)]?.bars;
  const scale = (width - gutter) / (span.to - span.from);
  const moment = span.from + (x - gutter) / scale;
  const bar = nearest(bars, moment);
  if (bar === undefined) return undefined;
  const reach = 5 / scale;
  const end = bar.endedAt ?? Number.POSITIVE_INFINITY;
  return bar.begunAt - reach <= moment && moment <= end + reach ? bar : undefined;
}

interface Place {
  readonly y: number;
  readonly gutter: number;
  readonly row: number;
}

function drawGrid(context: CanvasRenderingContext2D, scene: Scene, gutter: number, axis: number): void {
  const { palette, span, width, height } = scene;
  const scale = (width - gutter) / (span.to - span.from);
  context.strokeStyle = palette.grid;
  context.fillStyle = palette.foreground;
  context.lineWidth = 1;
  context.textAlign = 'left';
  context.beginPath();
  for (const { at, label } of ticks(span, Math.max(1, (width - gutter) / (palette.fontSize * 8)))) {
    const x = Math.round(gutter + (at - span.from) * scale) + 0.5;
    context.moveTo(x, axis * 0.25);
    context.lineTo(x, height);
    context.fillText(label, x + 4, axis * 0.55);
  }
  context.moveTo(gutter + 0.5, 0);
  context.lineTo(gutter + 0.5, height);
  context.stroke();
  context.fillText('UTC', palette.fontSize * 0.6, axis * 0.55);
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  { label, trouble, bars }: Row,
  above: Row | undefined,
  { y, gutter, row }: Place,
): void {
  if (above?.label === label && !trouble) return;
  const sign = trouble ? (bars.findLast((bar) => bar.trouble)?.sign ?? '') : '';
  context.fillStyle = palette.foreground;
  context.textAlign = 'left';
  const room = gutter - palette.fontSize * 2.2;
  context.fillText(sign, palette.fontSize * 0.4, y + row / 2);
  context.fillText(shortened(context, label, room), palette.fontSize * 1.7, y + row / 2);
}

function drawRow(context: CanvasRenderingContext2D, scene: Scene, { bars }: Row, { y, gutter, row }: Place): void {
  const { span, width, now, selected, hovered } = scene;
  const scale = (width - gutter) / (span.to - span.from);
  const at = (moment: number) => gutter + (Math.min(Math.max(moment, span.from), span.to) - span.from) * scale;
  context.save();
  context.beginPath();
  context.rect(gutter, y, width - gutter, row);
  context.clip();
  let drawnTo = Number.NEGATIVE_INFINITY;
  let drawnTrouble = false;
  for (let index = firstEndingAfter(bars, span.from); index < bars.length; index++) {
    const bar = bars[index];
    if (bar === undefined || bar.begunAt > span.to) break;
    const left = at(bar.begunAt);
    const right = Math.max(left + 2, at(bar.endedAt ?? now ?? span.to));
    const marked = bar === selected || bar === hovered;
    if (right <= drawnTo + 1 && !marked && (drawnTrouble || !bar.trouble)) continue;
    const middle = bar.startedAt === undefined ? undefined : at(bar.startedAt);
    if (isTick(bar)) drawTick(context, scene, bar, left, y + row / 2, row);
    else drawBar(context, scene, bar, [left, middle, right], y, row);
    if (marked) drawMark(context, scene, bar, [left, right], y, row);
    drawnTo = right;
    drawnTrouble = bar.trouble;
  }
  context.restore();
}

/** What waits is a thin line, what is at work a thick bar. */
function drawBar(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  bar: Bar,
  [left, middle, right]: readonly [number, number | undefined, number],
  y: number,
  row: number,
): void {
  const waits = bar.kind !== 'timer' && bar.kind !== 'execution';
  const start = middle ?? (waits ? right : left);
  const height = Math.round(row * 0.62);
  const barTop = Math.round(y + (row - height) / 2);
  const color = palette.color(bar.outcome, bar.trouble);
  context.fillStyle = color;
  if (start > left) {
    context.fillRect(left, Math.round(y + row / 2) - 1, start - left, 3);
    context.fillRect(left, barTop + 2, 1, height - 4);
  }
  const width = Math.max(2, right - start);
  const box = [Math.min(start, right - 2), barTop, width, height] as const;
  context.fillRect(...box);
  drawPattern(context, bar.outcome, box, palette.background);
  if (palette.border !== 'transparent' && width > 4) {
    context.strokeStyle = palette.border;
    context.lineWidth = 1;
    context.strokeRect(box[0] + 0.5, box[1] + 0.5, width - 1, height - 1);
  }
  drawWords(context, palette, bar, [left, right], y + row / 2, height);
}

/** The sign where there is room for it, and the name beside it where there is more, on the background's color. */
function drawWords(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { sign, name, word }: Bar,
  [left, right]: readonly [number, number],
  y: number,
  height: number,
): void {
  const room = right - left - 6;
  if (room < palette.fontSize * 1.4) return;
  const words =
    room < palette.fontSize * 6 ? sign : shortened(context, `${sign} ${name === '' ? word : name}`, room - 6);
  const width = context.measureText(words).width;
  context.fillStyle = palette.background;
  context.fillRect(left + 3, y - height / 2 + 1, width + 4, height - 2);
  context.fillStyle = palette.foreground;
  context.textAlign = 'left';
  context.fillText(words, left + 5, y + 0.5);
}

function drawTick(
  context: CanvasRenderingContext2D,
  { palette }: Scene,
  bar: Bar,
  x: number,
  y: number,
  row: number,
): void {
  const half = row * 0.3;
  context.fillStyle = palette.color(bar.outcome, bar.trouble);
  context.beginPath();
  context.moveTo(x, y - half);
  context.lineTo(x + half, y);
  context.lineTo(x, y + half);
  context.lineTo(x - half, y);
  context.fill();
  if (!bar.trouble) return;
  context.strokeStyle = palette.background;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - half / 2, y);
  context.lineTo(x + half / 2, y);
  context.stroke();
}

function drawMark(
  context: CanvasRenderingContext2D,
  { palette, selected }: Scene,
  bar: Bar,
  [left, right]: readonly [number, number],
  y: number,
  row: number,
): void {
  const room = isTick(bar) ? row * 0.35 : 1;
  context.strokeStyle = bar === selected ? palette.focus : palette.foreground;
  context.lineWidth = bar === selected ? 2 : 1;
  context.strokeRect(left - room, y + 2, right - left + 2 * room, row - 4);
}

function drawNow(context: CanvasRenderingContext2D, scene: Scene, gutter: number, axis: number): void {
  const { span, width, height, now = 0, palette } = scene;
  if (now < span.from || now > span.to) return;
  const x = Math.round(gutter + ((now - span.from) / (span.to - span.from)) * (width - gutter)) + 0.5;
  context.save();
  context.strokeStyle = palette.now;
  context.fillStyle = palette.now;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(x, axis * 0.9);
  context.lineTo(x, height);
  context.stroke();
  context.textAlign = 'right';
  const text = 'now';
  const size = context.measureText(text).width;
  context.fillStyle = palette.background;
  context.fillRect(x - size - 6, axis * 0.1, size + 6, axis * 0.85);
  context.fillStyle = palette.foreground;
  context.fillText(text, x - 3, axis * 0.55);
  context.restore();
}

/** A text that fits, its end left out if it must. */
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`;
}
