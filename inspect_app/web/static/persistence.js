// Asks the browser, once, to keep what is stored even when it is short of space, and says whether it will.

const ASKED = "inspect-app asked for lasting storage";

/** Says in a place of the page whether what is unsent is safe from the browser's own clearing up. */
export async function showPersistence(place, what = "answers") {
  if (!place || !navigator.storage?.persisted) return;
  let granted = await navigator.storage.persisted();
  if (!granted && !localStorage.getItem(ASKED)) {
    localStorage.setItem(ASKED, "yes");
    granted = await navigator.storage.persist();
  }
  place.textContent = granted
    ? `This browser keeps unsent ${what} even when it is short of space.`
    : `This browser may clear unsent ${what} when it is short of space.`;
}
