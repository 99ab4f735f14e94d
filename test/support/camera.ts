import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { countFrames, encodeDifferences } from '../../scripts/picturesInPage.mjs';
import { root } from '../../scripts/processes.mjs';
import { animatedWebp } from './animatedWebp';
import { Film } from './film';
import type { Workbench } from './workbench';

/** CSS pixels of the page. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes pictures of a workbench into the project, encoded by the browser that shows it. */
export class Camera {
  private constructor(
    private readonly workbench: Workbench,
    private readonly encoder: Page,
    private readonly colors: number | undefined,
  ) {}

  /**
   * @param size of the window, in CSS pixels
   * @param colors how many of them the pictures may have; all when left out
   */
  static async of(
    workbench: Workbench,
    size: { readonly width: number; readonly height: number },
    colors?: number,
  ): Promise<Camera> {
    const { page } = workbench;
    await page.setViewportSize(size);
    const encoder = await page.context().newPage();
    onTestFinished(() => encoder.close());
    // Any page of the server will do: on an empty one the decoder that checks the films is missing.
    await encoder.goto(new URL('/version', page.url()).href);
    return new Camera(workbench, encoder, colors);
  }

  /** A picture of the window, or of a part of it. */
  async take(file: string, clip?: Clip): Promise<void> {
    // Whatever the mouse points at would show its tooltip by chance.
    await this.workbench.page.mouse.move(1, 1);
    await this.workbench.page.waitForTimeout(700);
    const [only] = await this.encode([await screenshot(this.workbench.page, clip)]);
    if (only === undefined) throw new Error(`The browser encoded nothing for ${file}`);
    await write(file, Buffer.from(only.base64, 'base64'));
  }

  /** A film of what `act` does; the mouse can be seen in it. */
  async film(file: string, act: (film: Film) => Promise<void>): Promise<void> {
    const { page } = this.workbench;
    const film = await Film.of(page, () => screenshot(page));
    await act(film);
    const parts = await this.encode(film.shots.map(({ png }) => png));
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const frames = parts.map(({ base64, ...place }, index) => ({
      ...place,
      still: Buffer.from(base64, 'base64'),
      duration: film.shots[index]?.duration ?? 0,
    }));
    const bytes = animatedWebp(width, height, frames);
    const decoded = await this.encoder.evaluate(countFrames, bytes.toString('base64'));
    if (decoded !== frames.length) throw new Error(`${file} has ${frames.length} frames, a browser sees ${decoded}`);
    await write(file, bytes);
  }

  private async encode(pngs: readonly Buffer[]): ReturnType<typeof encodeDifferences> {
    return await this.encoder.evaluate(encodeDifferences, {
      pngs: pngs.map((png) => png.toString('base64')),
      ...(this.colors === undefined ? {} : { colors: this.colors }),
    });
  }
}

/** The part of the page around some of its elements, so many pixels wider on each side. */
export async function around(elements: readonly Locator[], margin = 0): Promise<Clip> {
  const boxes = await Promise.all(elements.map((element) => element.boundingBox()));
  const there = boxes.filter((box) => box !== null);
  if (there.length < elements.length) throw new Error('What the picture is of cannot be seen');
  const [x, y] = [Math.min(...there.map((box) => box.x)), Math.min(...there.map((box) => box.y))];
  const right = Math.max(...there.map((box) => box.x + box.width));
  const bottom = Math.max(...there.map((box) => box.y + box.height));
  return { x: x - margin, y: y - margin, width: right - x + 2 * margin, height: bottom - y + 2 * margin };
}

async function screenshot(page: Page, clip?: Clip): Promise<Buffer> {
  return await page.screenshot({ animations: 'disabled', caret: 'hide', ...(clip === undefined ? {} : { clip }) });
}

async function write(file: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), bytes);
}
