// The order in which kept items are shown and sent.

/**
 * Items with each after those that it follows, and otherwise by when they were made: a clock that was set back gives a
 * later item an earlier id.
 * @template {{id: string, save?: import("./outbox.js").Save}} Kept @param {Iterable<Kept>} items @returns {Kept[]}
 */
export function inOrder(items) {
  const byId = new Map([...items].sort((a, b) => (a.id < b.id ? -1 : 1)).map((item) => [item.id, item]));
  const ordered = new Set();
  const begun = new Set();

  function take(item) {
    if (!item || begun.has(item)) return; // one that isn't here is no matter, nor is a ring
    begun.add(item);
    for (const entry of item.save?.entries ?? []) for (const parent of entry.parents) take(byId.get(parent.split("/")[0]));
    ordered.add(item);
  }

  for (const item of byId.values()) take(item);
  return [...ordered];
}
