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
