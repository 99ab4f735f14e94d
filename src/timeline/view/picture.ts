import { barAt, draw, measure, type Scene } from './chart';
import { readPalette } from './palette';
import type { Bar, Timeline } from '../bars';
import { type Layout, layOut, mostNamedRows, namedRows } from '../layout';
import { type Direction, neighbor, nextTrouble } from '../navigate';
import { fitted, panned, showing, type Span, zoomed } from '../viewport';

/** What the picture is kept with over a reload. */
export interface Kept {
  readonly span?: Span | undefined;
  readonly top?: number | undefined;
  readonly selected?: number | undefined;
  readonly packed?: boolean | undefined;
}

export interface PictureParts {
  readonly chart: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly scroll: HTMLElement;
  readonly spacer: HTMLElement;
  /** Called when another bar is selected or pointed at, or another part is shown. */
  readonly onChange: (what: 'selected' | 'hovered' | 'view') => void;
}

/** The canvas and what it shows now. It draws once for each frame in which something changed. */
export class Picture {
  palette = readPalette();
  selected: Bar | undefined;
  hovered: Bar | undefined;
  packed = false;
  /** Whether the person said so. */
  private packedByHand = false;
  private bars: readonly Bar[] = [];
  private open = false;
  /** Whether what is shown is only a part of the history. */
  private grows = false;
  private layout: Layout = layOut([], false);
  private span: Span = { from: 0, to: 1 };
  /** Whether all is shown, and so is to be shown when more comes. */
  private fits = true;
  private frame: number | undefined;
  private readonly context: CanvasRenderingContext2D | null;

  constructor(private readonly parts: PictureParts) {
    this.context = parts.canvas.getContext('2d', { alpha: false });
    new ResizeObserver(() => {
      this.resize();
    }).observe(parts.scroll);
    parts.scroll.addEventListener('scroll', () => {
      this.redraw();
      parts.onChange('view');
    });
  }

  /** The end of what is open: now, but never before what has happened. */
  get now(): number {
    return this.open ? Math.max(Date.now(), this.layout.to) : this.layout.to;
  }

  get kept(): Kept {
    const { span, selected, packed, fits } = this;
    const top = this.parts.scroll.scrollTop;
    return { span: fits ? undefined : span, top, selected: selected?.eventId, packed };
  }

  /** Shows a history, or more of the same one: what was selected and shown stays. */
  show({ bars, open, reading }: Timeline, kept?: Kept): void {
    const grew = this.grows || this.bars.length === 0;
    this.grows = reading !== undefined;
    this.bars = bars;
    this.open = open;
    if (grew && !this.packedByHand) this.packed = kept?.packed ?? namedRows(bars) > mostNamedRows;
    this.layout = layOut(bars, this.packed);
    const selected = this.selected?.eventId ?? kept?.selected;
    this.selected = bars.find(({ eventId }) => eventId === selected);
    this.hovered = undefined;
    this.resize();
    if (kept?.span !== undefined) this.view(kept.span);
    else if (this.fits) this.fit();
    if (kept?.top !== undefined) this.parts.scroll.scrollTop = kept.top;
    this.redraw();
  }

  pack(packed: boolean): void {
    this.packed = packed;
    this.packedByHand = true;
    this.layout = layOut(this.bars, packed);
    this.resize();
    this.reveal(this.selected);
    this.parts.onChange('view');
  }

  fit(): void {
    this.span = fitted(this.whole);
    this.fits = true;
    this.redraw();
    this.parts.onChange('view');
  }

  /** Zooms around a place of the picture, or the selected bar, or the middle. */
  zoom(factor: number, x?: number): void {
    const { gutter, width } = this.size;
    const middle = (this.span.from + this.span.to) / 2;
    const selected = this.selected?.begunAt;
    const visible = selected !== undefined && selected >= this.span.from && selected <= this.span.to;
    const share = x === undefined ? undefined : Math.max(0, (x - gutter) / (width - gutter));
    const around =
      share === undefined ? (visible ? selected : middle) : this.span.from + share * (this.span.to - this.span.from);
    this.view(zoomed(this.span, factor, around, this.whole));
  }

  pan(share: number): void {
    this.view(panned(this.span, share, this.whole));
  }

  /** Moves the picture with the mouse, in CSS pixels. */
  drag(x: number, y: number): void {
    const { gutter, width } = this.size;
    this.pan(-x / (width - gutter));
    this.parts.scroll.scrollTop -= y;
  }

  go(direction: Direction): void {
    this.select(neighbor(this.layout, this.selected, direction));
  }

  goToTrouble(step: 1 | -1): void {
    const found = nextTrouble(this.bars, this.selected, step);
    if (found !== undefined) this.select(found);
  }

  /** Selects the bar that an event belongs to. */
  selectEvent(eventId: number): void {
    this.select(this.bars.find(({ events }) => events.some((event) => event.eventId === eventId)));
  }

  select(bar: Bar | undefined): void {
    this.selected = bar;
    this.reveal(bar);
    this.redraw();
    this.parts.onChange('selected');
  }

  point(bar: Bar | undefined): void {
    if (bar === this.hovered) return;
    this.hovered = bar;
    this.redraw();
    this.parts.onChange('hovered');
  }

  at(x: number, y: number): Bar | undefined {
    return barAt(this.scene, x, y);
  }

  isGutter(x: number): boolean {
    return x < this.size.gutter;
  }

  /** Which row a bar is in, of how many. */
  rowOf(bar: Bar): { readonly row: number; readonly rows: number } {
    return { row: this.layout.places.get(bar.eventId)?.row ?? 0, rows: this.layout.rows.length };
  }

  /** Takes the colors of the theme anew. */
  restyle(): void {
    this.palette = readPalette();
    this.resize();
  }

  /** Draws with the next frame. */
  redraw(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      if (this.context !== null) draw(this.context, { ...this.scene, hovered: this.hovered });
      performance.mark('swf-timeline-drawn');
    });
  }

  private get whole(): Span {
    return { from: this.layout.from, to: this.now };
  }

  private get size() {
    const { clientWidth: width, clientHeight: height } = this.parts.chart;
    return { width, height, ...measure(width, this.palette) };
  }

  private get scene(): Omit<Scene, 'hovered'> {
    const { layout, span, selected, palette } = this;
    const { width, height } = this.size;
    const top = this.parts.scroll.scrollTop;
    return { layout, span, top, width, height, now: this.open ? this.now : undefined, selected, palette };
  }

  private view(span: Span): void {
    this.span = span;
    const all = fitted(this.whole);
    this.fits = span.from <= all.from && span.to >= all.to;
    this.redraw();
    this.parts.onChange('view');
  }

  private reveal(bar: Bar | undefined): void {
    const place = bar && this.layout.places.get(bar.eventId);
    if (bar === undefined || place === undefined) return;
    this.view(showing(this.span, bar.begunAt, bar.endedAt ?? bar.begunAt, this.whole));
    const { scroll } = this.parts;
    const { row, axis, height } = this.size;
    const y = place.row * row;
    const room = height - axis - row;
    if (y < scroll.scrollTop) scroll.scrollTop = y;
    else if (y > scroll.scrollTop + room) scroll.scrollTop = y - room;
  }

  /** Gives the canvas a pixel for each of the screen, and the scroll bar the height of all rows. */
  private resize(): void {
    const { canvas, spacer } = this.parts;
    const { width, height, axis, row } = this.size;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    this.context?.setTransform(ratio, 0, 0, ratio, 0, 0);
    spacer.style.height = `${Math.max(0, this.layout.rows.length * row + axis - height)}px`;
    this.redraw();
  }
}
