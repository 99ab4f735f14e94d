import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../../scripts/processes.mjs';
import { shownTexts, storageHolds } from '../../scripts/windowInPage.mjs';
import { expectNoSecretShown } from './secretScan';

const pictures = path.join(root, 'test/ui/pictures');

/** A window of VS Code, used as a person uses it: with a mouse, keys and what can be read on the screen. */
export class Workbench {
  constructor(
    readonly page: Page,
    /** The folder that is open in the window. */
    readonly folder: string,
    /** Ends the extension host at once, as a crash does. */
    readonly killExtensionHost: () => void,
  ) {}

  /** Opens a view of the activity bar, unless it is open already. */
  async openView(title = 'Amazon SWF'): Promise<void> {
    const tab = this.page.getByRole('tab', { name: title }).first();
    await tab.waitFor();
    const open = this.page.getByRole('tab', { name: title, selected: true }).first();
    // A window that comes back opens the view by itself, and a click at that moment closes it again.
    for (let tries = 0; tries < 3 && !(await open.isVisible()); tries++) {
      await tab.click();
      await open.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await open.waitFor();
  }

  /** Drags the edge of the side bar until it is so many pixels wide. */
  async resizeSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar cannot be seen');
    const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Chooses a color theme by its name in the list, such as `Light Modern`. */
  async chooseTheme(name: string): Promise<void> {
    // A page of a web view would keep the keys.
    await this.runCommand('Preferences: Color Theme');
    const theme = this.quickInput().getByRole('option', { name }).first();
    await this.quickInput().getByRole('option').first().waitFor();
    await this.page.keyboard.insertText(name);
    await theme.click();
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** A row of the tree in the side bar, by a part of what it shows. */
  treeItem(text: string | RegExp): Locator {
    return this.page.getByRole('treeitem').filter({ hasText: text }).first();
  }

  /** Opens a row of the tree, unless it is open already. */
  async expand(text: string | RegExp): Promise<void> {
    const row = this.treeItem(text);
    await row.waitFor();
    const open = row.and(this.page.locator('[aria-expanded="true"]'));
    // A window that comes back opens rows by itself, and a click at that moment closes them again; a row drawn anew takes none.
    for (let tries = 0; tries < 5 && (await row.getAttribute('aria-expanded')) === 'false'; tries++) {
      await row.locator('.monaco-tl-twistie').click();
      await open.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await open.waitFor();
  }

  /** Right-clicks a row of the tree and chooses from its menu. */
  async chooseFromMenu(row: string | RegExp, item: string): Promise<void> {
    const choice = this.menuItem(item);
    for (let tries = 0; tries < 3; tries++) {
      // A row that is drawn anew takes its menu away, and one opens again as it did before.
      if ((await choice.count()) === 0) await this.openMenu(row);
      // A menu ignores the mouse in its first tenth of a second; whoever is faster clicks again.
      const clicked = await choice.click({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (!clicked) continue;
      const gone = await choice.waitFor({ state: 'detached', timeout: 1_000 }).then(
        () => true,
        () => false,
      );
      if (gone) return;
    }
    throw new Error(`The menu of ${String(row)} did not take the click on ${item}`);
  }

  /** Opens the context menu of a row and leaves it open. */
  async openMenu(row: string | RegExp): Promise<void> {
    const menu = this.page.getByRole('menu').first();
    for (let tries = 0; tries < 3; tries++) {
      await this.treeItem(row).click({ button: 'right' });
      // A row that is drawn anew at the click shows none.
      const shown = await menu.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
    }
    throw new Error(`No menu opened at ${String(row)}`);
  }

  /** An item of the menu that is open. */
  menuItem(title: string): Locator {
    return this.page.getByRole('menuitem', { name: title });
  }

  /** Runs a command from the palette, by its whole title, such as `SWF: Cancel Activity Task…`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.quickInput().locator('input[type="text"]');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.quickInput().getByRole('option', { name: title }).first().click();
    await this.moveAway();
  }

  /** Takes the mouse off what it clicked, before a tooltip covers what is looked at. */
  private async moveAway(): Promise<void> {
    await this.page.mouse.move(800, 600);
  }

  /** The box at the top of the window: palette, input box or list. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  /** Waits for the box with this title, types into it, and confirms with Enter. */
  async answer(title: string | RegExp, text: string): Promise<void> {
    await this.typeInQuickInput(title, text);
    await this.accept(title);
  }

  /** Presses Enter in the box with this title, once it is there: a menu that closes may take the focus off it. */
  async accept(title: string | RegExp): Promise<void> {
    await this.quickInput().locator('.quick-input-title').filter({ hasText: title }).waitFor();
    await this.quickInput().locator('.quick-input-box input').press('Enter');
  }

  /** Waits for the box with this title, and types into it in place of what it holds. */
  async typeInQuickInput(title: string | RegExp, text: string): Promise<void> {
    await this.quickInput().locator('.quick-input-title').filter({ hasText: title }).waitFor();
    const input = this.quickInput().locator('.quick-input-box input');
    await input.fill('');
    // A paste is what people do with long texts, and typing 1,025 keys takes its time.
    if (text.length > 80) await input.fill(text);
    else await input.pressSequentially(text);
  }

  /** Clicks an entry of the list in the box at the top. */
  async pick(entry: string | RegExp): Promise<void> {
    const option = this.quickInput().getByRole('option').filter({ hasText: entry }).first();
    await option.waitFor();
    // The tooltip of an entry covers its neighbours for as long as the mouse rests on either.
    for (let tries = 0; tries < 5; tries++) {
      const clicked = await option.click({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      await this.moveAway();
      if (clicked) return;
    }
    throw new Error(`The list did not take the click on ${String(entry)}`);
  }

  /** A code lens of the active editor, by a part of its text. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text }).first();
  }

  async clickCodeLens(text: string | RegExp): Promise<void> {
    await this.codeLens(text).click();
    await this.moveAway();
  }

  /** The modal dialog. */
  modal(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async clickModalButton(label: string | RegExp): Promise<void> {
    await this.modal().getByRole('button', { name: label }).click();
  }

  /** A notification, by a part of its text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first();
  }

  /** An item of the status bar, by a part of its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text }).first();
  }

  /** Opens a file of the folder by a double click in the Explorer, which stays the open view. */
  async openFile(file: string): Promise<void> {
    await this.openView('Explorer');
    const [name = '', ...folders] = file.split('/').reverse();
    for (const folder of folders.reverse()) await this.expand(folder);
    await this.page.getByRole('treeitem', { name, exact: true }).dblclick();
    await this.page.getByRole('tab', { name }).waitFor();
  }

  /**
   * Whether the window's own storage holds a text: a browser's window writes there a moment after it was told to, and a reload
   * does not wait for it.
   */
  async remembers(text: string): Promise<boolean> {
    return await this.page.evaluate(storageHolds, text);
  }

  /** Leaves a picture of the window at `test/ui/pictures/NAME.png`. */
  async takePicture(name: string): Promise<void> {
    expectNoSecretShown(await this.page.evaluate(shownTexts));
    await mkdir(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  }
}
