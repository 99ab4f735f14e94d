// What the UI tests run within a page of the browser: so it is not checked with the rest, which knows no browser.

/**
 * Whether the storage of a window of VS Code in the browser holds a text.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function storageHolds(text) {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const kept = await Promise.all(
      stores.map((store) => done(database.transaction(store).objectStore(store).getAll())),
    );
    database.close();
    if (JSON.stringify(kept).includes(text)) return true;
  }
  return false;
}

/**
 * What a window of VS Code says in its own words, the texts in its editors left out: these are the person's.
 * @returns {{ all: string, told: string }} everything, and of it the messages, titles and the status bar
 */
export function shownTexts() {
  const own = (selector) =>
    [...document.querySelectorAll(selector)].filter((element) => element.closest('.monaco-editor') === null);
  const joined = (texts) => texts.filter((text) => text !== null).join('\n');
  const textOf = (selector) => joined(own(selector).map((element) => element.textContent));
  const labelsOf = (selector) =>
    joined(own(selector).flatMap((element) => [element.getAttribute('aria-label'), element.getAttribute('title')]));
  const messages = '.notifications-toasts, .tabs-container, .statusbar, .titlebar, .quick-input-title';
  const rows = '.monaco-list-row, .monaco-hover, .monaco-dialog-box, .quick-input-widget';
  const told = [document.title, textOf(messages), labelsOf(`:is(${messages}) *`)].join('\n');
  return { all: [told, textOf(rows), labelsOf('[aria-label], [title]')].join('\n'), told };
}
