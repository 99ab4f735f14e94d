import type { Locator, Page } from 'playwright-core';
import { showPointer } from '../../scripts/picturesInPage.mjs';

/** A picture of a film, and for how many milliseconds it is shown. */
interface Shot {
  readonly png: Buffer;
  duration: number;
}

/** What a person does, picture by picture, with a pointer that shows where the mouse is. */
export class Film {
  readonly shots: Shot[] = [];
  private at = { x: 0, y: 0 };

  private constructor(
    private readonly page: Page,
    private readonly shoot: () => Promise<Buffer>,
  ) {}

  static async of(page: Page, shoot: () => Promise<Buffer>): Promise<Film> {
    await page.evaluate(showPointer);
    const film = new Film(page, shoot);
    film.at = { x: (page.viewportSize()?.width ?? 0) / 2, y: (page.viewportSize()?.height ?? 0) / 2 };
    await page.mouse.move(film.at.x, film.at.y);
    return film;
  }

  /** Shows what is there for so many milliseconds; what still moves is waited for. */
  async hold(milliseconds: number): Promise<void> {
    await this.page.waitForTimeout(250);
    await this.show(milliseconds);
  }

  async moveTo(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (box === null) throw new Error('What the mouse moves to cannot be seen');
    const to = { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
    const steps = 5;
    const from = this.at;
    for (let step = 1; step <= steps; step++) {
      const part = step / steps;
      await this.page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
      await this.show(60);
    }
    this.at = to;
  }

  async click(target: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
    await this.moveTo(target);
    await this.hold(300);
    await this.page.mouse.down({ button });
    await this.page.mouse.up({ button });
  }

  /** Types a text as if in a few strokes. */
  async type(text: string): Promise<void> {
    const stroke = Math.ceil(text.length / 6);
    for (let at = 0; at < text.length; at += stroke) {
      await this.page.keyboard.type(text.slice(at, at + stroke));
      await this.show(120);
    }
  }

  private async show(duration: number): Promise<void> {
    const png = await this.shoot();
    const last = this.shots.at(-1);
    if (last?.png.equals(png) === true) last.duration += duration;
    else this.shots.push({ png, duration });
  }
}
