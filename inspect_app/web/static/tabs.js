// Tells which pages of this browser are still open, so that what a closed one had not finished is taken up.

const MARK = "inspect-app page ";

/** This page, while it is open. */
export const TAB = globalThis.crypto?.randomUUID?.() ?? String(Math.random());

/** Holds a lock for as long as the page is open. */
export function holdTab() {
  navigator.locks?.request(`${MARK}${TAB}`, () => new Promise(() => {}));
}

/** Tells of each page whether it is still open. @returns {Promise<(tab: string) => boolean>} */
export async function openTabs() {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  const open = new Set(held.map((lock) => lock.name));
  return (tab) => open.has(`${MARK}${tab}`);
}

/**
 * Seals what was being typed in pages that are closed by now (`taken`); `left` is what open pages are still typing.
 * @returns {Promise<{taken: import("./outbox.js").Item[], left: import("./outbox.js").Item[]}>}
 */
export async function sealOrphans(outbox) {
  // First who is open, then the items: a page that is closed by then changes none of its items any more.
  const isOpen = await openTabs();
  const items = (await outbox.list()).filter((item) => !item.sealed && item.tab !== TAB);
  const left = items.filter((item) => isOpen(item.tab));
  const taken = items.filter((item) => !left.includes(item)).map((item) => ({ ...item, sealed: true }));
  for (const item of taken) await outbox.put(item);
  return { taken, left };
}
