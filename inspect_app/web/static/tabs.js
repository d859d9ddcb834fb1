// Tells which pages of this browser are still open, so that what a closed one had not finished is taken up.

const MARK = "inspect-app page ";

/** This page, while it is open. */
export const TAB = globalThis.crypto?.randomUUID?.() ?? String(Math.random());

/** Holds a lock for as long as the page is open. */
export function holdTab() {
  navigator.locks?.request(`${MARK}${TAB}`, () => new Promise(() => {}));
}

/** Seals what was being typed in pages that are closed by now; how many items of open pages are left alone. */
export async function sealOrphans(outbox) {
  const items = (await outbox.list()).filter((item) => !item.sealed && item.tab !== TAB);
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  const open = new Set(held.map((lock) => lock.name));
  const orphans = items.filter((item) => !open.has(`${MARK}${item.tab}`));
  for (const item of orphans) await outbox.put({ ...item, sealed: true });
  return items.length - orphans.length;
}
