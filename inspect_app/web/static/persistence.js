// Asks the browser, once, to keep what is stored even when it is short of space, and says if it will not.

const ASKED = "inspect-app asked for lasting storage";

/** Says in a place of the page if unsent answers are not safe from the browser's own clearing up. */
export async function showPersistence(place) {
  if (!place || !navigator.storage?.persisted) return;
  let granted = await navigator.storage.persisted();
  if (!granted && !localStorage.getItem(ASKED)) {
    localStorage.setItem(ASKED, "yes");
    granted = await navigator.storage.persist();
  }
  if (!granted) place.textContent = "This browser may clear unsent answers when it is short of space.";
}
