// How safe what was answered is, in words.
import { anchor, button, dropReason, write } from "./page.js";

const KEPT = "kept in this browser, and sent when that is possible again";

/** The key of the reason to stay on a page that what is its own is not yet safe. */
export const UNSAFE = "unsafe";

const LATE = "What came late is kept, and counts only if the case is opened again.";

const LOST = "Remove for good what can no longer be read? Ask first whether the server’s old key can be brought back.";

/**
 * Shows in a place of the page where everything stands; `waiting` is how many items have still to be sent, `discard`
 * removes those that can't be read, `away` are refused items that other pages show.
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
  showAway(place, facts.away ?? []);
  const remover = place.querySelector("[data-discard]");
  if (facts.unreadable && !remover) place.append(" ", discardButton(facts.discard));
  if (!facts.unreadable) remover?.remove();
}

/**
 * Where everything stands, in words; `begun` are records that are typed and not added, `faulty` values that can't be,
 * `closed` is what a case is that takes no more answers.
 * @param {{waiting: number, refused?: number, away?: {reference: string, page: string}[], unkept?: number, unreadable?: number, conflicts?: number, begun?: number,
 *   faulty?: number, closed?: string | null, trouble: {kind: string, message: string} | null}} facts
 */
export function safety(facts) {
  const { waiting, refused = 0, away = [], unkept = 0, unreadable = 0, trouble, conflicts = 0, begun = 0, faulty = 0, closed = null } = facts;
  const parts = [];
  if (unkept) parts.push(`${count(unkept, "answer")} could not be kept in this browser: leave this page open.`);
  if (waiting) parts.push(unsafe(waiting, trouble));
  if (refused) parts.push(`${count(refused, "answer was", "answers were")} refused: the reason stands beside the question.`);
  if (away.length) parts.push(`${count(away.length, "answer was", "answers were")} refused: the reason stands where it was given.`);
  if (faulty) parts.push(`${count(faulty, "answer needs", "answers need")} mending.`);
  if (begun) parts.push(`${count(begun, "record is", "records are")} begun and not yet added.`);
  if (unreadable) parts.push(`${count(unreadable, "older answer")} in this browser can no longer be read: the server’s key has changed.`);
  if (!parts.length) parts.push("All saved.");
  if (conflicts) parts.push(`Conflict in ${count(conflicts, "answer")}.`);
  if (closed) parts.push(`The case is ${closed} now: nothing more can be given here. ${LATE}`);
  return parts.join(" ");
}

/** "1 answer", "3 answers". */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function unsafe(waiting, trouble) {
  const answers = count(waiting, "answer");
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
      return `${answers} not yet safe. ${trouble.message || "You may no longer score in this inspection."} They are ${KEPT}.`;
    default:
      return `${answers} not yet safe: the server had a fault; ${KEPT}. ${trouble.message}`.trim();
  }
}

function showAway(place, [first]) {
  const before = place.querySelector("[data-away]");
  if (before?.getAttribute("href") === first?.page) return;
  before?.remove();
  if (!first) return;
  const link = anchor({ name: `Go to case ${first.reference}`, href: first.page });
  link.dataset.away = "";
  place.append(" ", link);
}

function discardButton(discard) {
  const made = button("Remove it from this browser", () => confirm(LOST) && discard());
  made.dataset.discard = "";
  return made;
}

function signInLink() {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.dataset.signIn = "";
  link.href = "/sign-in";
  link.target = "_blank";
  link.textContent = "Sign in (opens in a new tab)";
  return link;
}
