// How safe what was answered is, in words.
import { anchor, button, dropReason, write } from "./page.js";

const KEPT = "kept in this browser, and sent when that is possible again";

/** The key of the reason to stay on a page that what is its own is not yet safe. */
export const UNSAFE = "unsafe";

const LATE = "What came late is kept, and counts only if the case is opened again.";

const LOST = "Remove for good what can no longer be read? Ask first whether the server’s old key can be brought back.";

/**
 * Shows in a place of the page where everything stands; `waiting` is how many items have still to be sent, `discard`
 * removes those that can't be read, `remove` one of `away`, which are refused items and `unshown` begun records that other pages show.
 */
export function showSafety(place, facts) {
  if (!facts.own) dropReason(UNSAFE);
  if (!place) return;
  const { waiting, trouble } = facts;
  place.classList.toggle("app-progress__safety--trouble", Boolean((waiting && trouble) || facts.unkept || facts.refused || facts.away?.length || facts.unreadable || facts.closed));
  let words = place.querySelector("[data-words]");
  if (!words) {
    words = document.createElement("span");
    words.dataset.words = "";
    place.append(words);
  }
  write(words, safety(facts));
  const signedOut = waiting > 0 && trouble?.kind === "signed_out";
  const link = place.querySelector("[data-sign-in]");
  if (signedOut && !link) place.append(" ", signInLink());
  if (!signedOut) link?.remove();
  const [refused] = (facts.away ?? []).map((item) => ({
    name: `Go to ${whereOf(item)}`,
    href: item.page,
    remove: () => confirm(forGood(item)) && facts.remove(item),
  }));
  const [begun] = (facts.unshown ?? []).filter(isElsewhere).map(({ page }) => ({ name: "Go to what is begun", href: page }));
  showAway(place, refused ?? begun);
  const remover = place.querySelector("[data-discard]");
  if (facts.unreadable && !remover) place.append(" ", discardButton(facts.discard));
  if (!facts.unreadable) remover?.remove();
}

/**
 * Where everything stands, in words; `begun` are records that are typed and not added, `unasked` those at questions that
 * are not asked, `faulty` values that can't be, `closed` is what a case is that takes no more answers, and `noun` what is
 * counted.
 * @param {{waiting: number, refused?: number, away?: {reference: string, page: string}[], unkept?: number, unreadable?: number, conflicts?: number, begun?: number,
 *   unasked?: number, unshown?: {page: string}[], faulty?: number, closed?: string | null, noun?: string, trouble: {kind: string, message: string} | null}} facts
 */
export function safety(facts) {
  const { waiting, refused = 0, away = [], unkept = 0, unreadable = 0, trouble, conflicts = 0, faulty = 0, closed = null, noun = "answer" } = facts;
  const parts = [];
  if (unkept) parts.push(`${count(unkept, noun)} could not be kept in this browser: leave this page open.`);
  if (waiting) parts.push(unsafe(waiting, trouble, noun));
  if (refused) parts.push(`${count(refused, `${noun} was`, `${noun}s were`)} refused: the reason stands beside ${noun === "answer" ? "the question" : "it"}.`);
  if (away.length) parts.push(`${count(away.length, `${noun} was`, `${noun}s were`)} refused: the reason stands where it was given.`);
  if (faulty) parts.push(`${count(faulty, `${noun} needs`, `${noun}s need`)} mending.`);
  parts.push(...started(facts));
  if (unreadable) parts.push(`${count(unreadable, `older ${noun}`)} in this browser can no longer be read: the server’s key has changed.`);
  if (!parts.length) parts.push("All saved.");
  if (conflicts) parts.push(noun === "answer" ? `Conflict in ${count(conflicts, noun)}.` : "This is in conflict.");
  if (closed) parts.push(`The case is ${closed} now: nothing more can be given here. ${LATE}`);
  return parts.join(" ");
}

/** What is begun to be cited and not added, in words. */
function started({ begun = 0, unasked = 0, unshown = [] }) {
  const away = unshown.filter(isElsewhere).length;
  const records = (number) => count(number, "record is", "records are");
  const parts = [];
  if (begun) parts.push(`${records(begun)} begun and not yet added.`);
  if (unasked) parts.push(`${records(unasked)} begun where nothing is asked now, and kept in this browser until it is.`);
  if (away) parts.push(`${records(away)} begun in another section and not yet added.`);
  const more = unshown.length - away;
  if (more) parts.push(`${count(more, "more record", "more records")} begun and kept, to be shown when the one beside it is added.`);
  return parts;
}

function isElsewhere({ page }) {
  return page !== location.pathname;
}

/** "1 answer", "3 answers". */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function unsafe(waiting, trouble, noun) {
  const answers = count(waiting, noun);
  switch (trouble?.kind) {
    case undefined:
      return `${answers} not yet safe.`;
    case "signed_out":
      return `You have been signed out. Sign in again in this window or another: your ${answers} ${waiting === 1 ? "is" : "are"} kept in this browser.`;
    case "other_user":
      return `${answers} not yet safe: somebody else has signed in at this browser. Sign in as yourself to send them; until then ${KEPT}.`;
    case "offline":
      return `${answers} not yet safe: there is no connection to the server; ${KEPT}.`;
    case "not_allowed":
      return `${answers} not yet safe. ${trouble.message || "You may no longer change this."} They are ${KEPT}.`;
    default:
      return `${answers} not yet safe: the server had a fault; ${KEPT}. ${trouble.message}`.trim();
  }
}

function showAway(place, where) {
  const before = place.querySelector("[data-away]");
  if (before?.querySelector("a").getAttribute("href") === where?.href) return;
  before?.remove();
  if (!where) return;
  const made = document.createElement("span");
  made.dataset.away = "";
  made.append(" ", anchor(where));
  if (where.remove) made.append(" ", button("Remove it", where.remove));
  place.append(made);
}

/** Asks whether something refused is to be removed, with its words if it has any. */
function forGood(item) {
  const texts = item.save.entries.map(({ text, value }) => text ?? value?.body).filter(Boolean);
  const words = texts.map((text) => `\n\n“${text.slice(0, 500)}”`);
  return `Remove for good what was not saved of ${whereOf(item)}? It is in this browser alone.${words.join("")}`;
}

/** What an item is of, such as "case 001"; one that was kept before pages said so is of a case. */
function whereOf({ where, reference }) {
  return where ?? `case ${reference}`;
}

/** What items are called together: pages of cases give answers, those of a report change its texts. */
export function nounOf(items) {
  return items.every(({ saves }) => saves.startsWith("/assessments/")) ? "answer" : "change";
}

function discardButton(discard) {
  const made = button("Remove it from this browser", () => confirm(LOST) && discard());
  made.dataset.discard = "";
  return made;
}

/** A link to sign in beside the page, which stays as it is. */
export function signInLink() {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.dataset.signIn = "";
  link.href = "/sign-in";
  link.target = "_blank";
  link.textContent = "Sign in (opens in a new tab)";
  return link;
}
