import type { Bar } from '../bars';

/** The theme's colors, as the canvas needs them. */
export interface Palette {
  readonly foreground: string;
  readonly dim: string;
  readonly background: string;
  readonly grid: string;
  readonly border: string;
  readonly focus: string;
  readonly now: string;
  readonly font: string;
  readonly fontSize: number;
  color(outcome: Bar['outcome'], trouble: boolean): string;
}

const outcomeColors: Readonly<Record<Bar['outcome'], readonly [variable: string, fallback: string]>> = {
  open: ['--vscode-charts-blue', '#3794ff'],
  completed: ['--vscode-charts-green', '#89d185'],
  failed: ['--vscode-charts-red', '#f14c4c'],
  timedOut: ['--vscode-charts-yellow', '#cca700'],
  canceled: ['--vscode-charts-purple', '#b180d7'],
  terminated: ['--vscode-charts-red', '#f14c4c'],
  continuedAsNew: ['--vscode-charts-blue', '#3794ff'],
  cutOff: ['--vscode-descriptionForeground', '#888888'],
  noted: ['--vscode-foreground', '#cccccc'],
};

/** Reads the theme as it is now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  const foreground = variable('--vscode-foreground', '#cccccc');
  const colors = new Map<string, string>();
  for (const [name, fallback] of Object.values(outcomeColors)) colors.set(name, variable(name, fallback));
  const contrast = variable('--vscode-contrastBorder', '');
  return {
    foreground,
    dim: variable('--vscode-descriptionForeground', foreground),
    background: variable('--vscode-editor-background', '#1e1e1e'),
    grid: contrast || variable('--vscode-editorIndentGuide-background1', 'rgba(128, 128, 128, 0.35)'),
    border: contrast || 'transparent',
    focus: variable('--vscode-focusBorder', foreground),
    now: variable('--vscode-editorCursor-foreground', foreground),
    font: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize) || 13,
    color: (outcome, trouble) => {
      const [name, fallback] = outcomeColors[trouble && outcome === 'noted' ? 'failed' : outcome];
      return colors.get(name) ?? fallback;
    },
  };
}

/** What is drawn over a bar's color, so that color alone never tells an outcome. */
export function drawPattern(
  context: CanvasRenderingContext2D,
  outcome: Bar['outcome'],
  [x, y, width, height]: readonly [number, number, number, number],
  color: string,
): void {
  if (width < 5 || outcome === 'completed' || outcome === 'continuedAsNew') return;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  const gap = outcome === 'canceled' ? 10 : 7;
  // Lines stand still when the bar's end is out of sight.
  const first = Math.floor(x / gap) * gap;
  for (let at = first - height; at < x + width + height; at += gap) {
    if (outcome === 'failed' || outcome === 'canceled') {
      context.moveTo(at, y + height);
      context.lineTo(at + height, y);
    }
    if (outcome === 'canceled') {
      context.moveTo(at, y);
      context.lineTo(at + height, y + height);
    }
    if (outcome === 'timedOut') {
      context.moveTo(at, y);
      context.lineTo(at, y + height);
    }
  }
  if (outcome === 'terminated') {
    for (const part of [1 / 3, 2 / 3]) {
      context.moveTo(x, y + height * part);
      context.lineTo(x + width, y + height * part);
    }
  }
  if (outcome === 'open' || outcome === 'cutOff') {
    context.setLineDash(outcome === 'open' ? [8, 4] : [2, 3]);
    context.moveTo(x, y + height / 2);
    context.lineTo(x + width, y + height / 2);
  }
  context.stroke();
  context.restore();
}
