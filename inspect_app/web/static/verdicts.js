// Says beside a question what became of its answer, comment or evidence: invalid, late, in conflict, changed elsewhere.
import { questionOf } from "./path.js";
import { thingOf } from "./drafts.js";
import { showFault } from "./faults.js";
import { dropReason, focusOn, forget, showNotice, showProblem } from "./page.js";

const WAITS = "It follows something that has not come yet. Give it again.";
const REFUSED = "Not saved:";
const LATE = "The case is closed: this is kept, and counts only if the case is opened again.";
const CONFLICT =
  "Another version of this has been given since you opened the page, by somebody else or by you in another window. Every version is kept. It can’t be changed here until one is chosen.";
const GIVE_UP = "What you typed here was not saved. Remove it, and show what was given?";
const CHANGED = "This has been changed since you opened the page.";
/** What a thing is called that no question of the page is about. */
const NAMES = { visit: "the visit", chapter: "the chapter" };

/** What was said of the things of one page; `conflicts` is where they are settled, `reload` shows the page anew. */
export class Verdicts {
  #drafts;
  #conflicts;
  #reload;
  #problems = new Map();
  #disputed = new Map();

  constructor(drafts, conflicts, reload) {
    this.#drafts = drafts;
    this.#conflicts = conflicts;
    this.#reload = reload;
  }

  /** Lets this script say what the server said when it made the page. */
  takeUp(id) {
    forget(`comment:${id}`, ".app-owed");
  }

  /** The person has changed a thing: what was wrong with it may not be any more. */
  changed(thing) {
    for (const fault of [...this.#problems.keys()].filter((each) => each.startsWith(`${thing}/`))) this.#fault(fault, null);
    this.#problems.delete(thing);
    dropReason(thing);
    showProblem(place(thing), null);
    showNotice(place(thing), "late", null);
  }

  /** Says what became of an item. */
  hear(item, result) {
    if (result.outcome === "refused") {
      const refused = { ...item, refused: result.reason, faults: result.faults };
      if (!this.#drafts.refused(refused)) this.refused(refused);
      return;
    }
    this.#drafts.acknowledged(item);
    item.save.entries.forEach((entry, at) => this.#judge(thingOf(entry), `${item.id}/${at}`, result.verdicts[at]));
  }

  /** Says why the server has not taken an item; where fields of it are at fault, beside them, and to be mended. */
  refused(item) {
    const things = item.save.entries.map(thingOf);
    const faults = Object.entries(item.faults ?? {});
    for (const [field, words] of faults) this.#fault(`${things[0]}/${field}`, `${REFUSED} ${words}`);
    if (faults.length) return;
    for (const thing of things) this.#problem(thing, `${REFUSED} ${item.refused}`, () => this.#retry(item, things));
  }

  /** Says of each thing whether it is in conflict or was changed by others, given how the case stands. */
  compare({ heads, conflicts }) {
    for (const [thing, ids] of Object.entries(heads)) {
      const known = this.#drafts.known(thing);
      const conflict = conflicts.includes(thing);
      if (!conflict) this.#settled(thing);
      // Also with what the page was made from, when it sends what it had kept from before.
      const news = ids.some((id) => !known.has(id)) || (conflict && !toldByServer(thing));
      const told = news && this.#drafts.watches(thing) && isHere(thing);
      this.#show(thing, told, conflict);
      if (told && conflict && !this.#disputed.has(thing)) this.#disputed.set(thing, false);
    }
  }

  /**
   * Whether a thing is in conflict and nothing of it is this page's to finish: what is on its way, refused or to be
   * mended makes another version, and settles nothing.
   */
  locks(thing, { conflicts }) {
    return conflicts.includes(thing) && !this.#problems.has(thing) && !this.#drafts.moving(thing);
  }

  /** How many things of the page hold what can't be an answer. */
  get faulty() {
    return [...this.#problems.values()].filter((words) => !words.startsWith(REFUSED)).length;
  }

  /**
   * Why one should stay on the page; a conflict that came up since it was opened is told once.
   * @returns {{key: string, words: string, href: string}[]}
   */
  reasons() {
    const reasons = [...this.#problems].map(([thing, words]) => ({ key: thing, words: `${asked(thing)} ${words}`.trim(), href: target(thing) }));
    for (const [thing, told] of this.#disputed) {
      if (!told) reasons.push({ key: `conflict ${thing}`, words: `${asked(thing)} ${CONFLICT}`.trim(), href: target(thing) });
      this.#disputed.set(thing, true);
    }
    return reasons.sort(inOrderOfThePage);
  }

  #judge(thing, id, { verdict, reason }) {
    if (!this.#drafts.seen(thing).includes(id)) return; // it was changed again since
    if (verdict === "invalid") this.#problem(thing, reason);
    if (verdict === "waiting") this.#problem(thing, WAITS);
    if (verdict === "applied") this.#problem(thing, null);
    showNotice(place(thing), "late", verdict === "late" ? { words: LATE, style: "app-owed" } : null);
  }

  /** Lets an item be sent again that was refused, perhaps for what has been mended since. */
  #retry(item, things) {
    things.forEach((thing) => this.changed(thing));
    focusOn(document.querySelector(target(things[0])));
    this.#drafts.retry(item);
  }

  // What is wrong with something that another page shows is that page's to say.

  /** What is wrong with one field of a thing that has several, such as a visit. */
  #fault(name, words) {
    const here = showFault(name.split("/")[1], words);
    if (words && here) this.#problems.set(name, words);
    else this.#problems.delete(name);
    dropReason(name);
  }

  #problem(thing, words, again = null) {
    const here = document.querySelector(`[data-problem="${place(thing)}"]`);
    if (this.#problems.get(thing) !== words) dropReason(thing);
    if (words && here) this.#problems.set(thing, words);
    else this.#problems.delete(thing);
    showProblem(place(thing), words, again && { name: "Try again", about: asked(thing) || NAMES[kindOf(thing)], act: again });
  }

  /** A conflict has a page where its versions are compared; what else was changed elsewhere, this page shows anew. */
  #show(thing, told, conflict) {
    const compare = { name: "Compare the versions", href: this.#conflicts + thing.replace(":", "/") };
    const action = { name: "Show what was given", act: () => this.#showGiven(thing) };
    const content = conflict ? { words: CONFLICT, link: compare } : { words: CHANGED, action };
    showNotice(place(thing), `elsewhere ${thing}`, told ? { ...content, style: "app-owed" } : null);
  }

  /** Shows what others gave; what was refused of a thing would hide it, and is removed if its author says so. */
  async #showGiven(thing) {
    if (this.#drafts.isRefused(thing)) {
      if (!confirm(GIVE_UP)) return;
      await this.#drafts.discard(thing);
    }
    this.#reload(questionOf(thing));
  }

  #settled(thing) {
    this.#disputed.delete(thing);
    dropReason(`conflict ${thing}`);
    forget(place(thing), ".app-conflict");
  }
}

function inOrderOfThePage(one, other) {
  const [first, second] = [one, other].map(({ href }) => document.querySelector(href));
  if (!first || !second) return 0;
  return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** The name of where something is said about a thing: all evidence of a question has one place. */
function place(thing) {
  return `${kindOf(thing)}:${questionOf(thing)}`;
}

function kindOf(thing) {
  return thing.split(":")[0];
}

/** Whether the page has a place to say something about a thing. */
function isHere(thing) {
  return document.querySelector(`[data-notice="${place(thing)}"]`) !== null;
}

/** Whether the page came with the versions of a thing in conflict. */
function toldByServer(thing) {
  return document.querySelector(`[data-notice="${place(thing)}"] .app-conflict`) !== null;
}

/** The question that a thing is about, in words. */
function asked(thing) {
  return document.querySelector(`#question-${questionOf(thing)} legend`)?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

/** The control that a thing, or a field of a visit, is given with; of a choice the first, of a date the day. */
function target(thing) {
  const field = thing.startsWith("visit:") ? thing.split("/")[1] : null;
  if (field) return document.getElementById(field)?.matches("input, textarea") ? `#${field}` : `#${field}-day`;
  const [kind, id] = [kindOf(thing), questionOf(thing)];
  const names = { answer: `answer-${id}`, comment: `comment-${id}`, evidence: `evidence-${id}-system`, visit: "reviewed_on-day", chapter: "body" };
  return document.getElementById(names[kind]) ? `#${names[kind]}` : `#answer-${id}-day`;
}
