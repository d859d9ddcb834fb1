// Turns each change of a thing (an answer, a comment, a piece of evidence) into an item of the outbox: kept from the
// first keystroke on, replaced by the next ones, and sealed, to be sent, when it has been left alone for a while.
import { canonicalJson, randomHex } from "./canonical.js";
import { showSeen } from "./page.js";
import { follows, rebase } from "./sender.js";
import { TAB } from "./tabs.js";
import { uuid7 } from "./uuid7.js";

/**
 * The changes made in one page; `data` is the page's. `sealed` is called when there may be something to send, with what other
 * pages are to hear: {sealed: item}, {dropped: ids} or null.
 */
export class Drafts {
  #data;
  #outbox;
  #sealed;
  #things = new Map();
  /** Every item that the server has not acknowledged yet, by id. @type {Map<string, import("./outbox.js").Item>} */
  pending = new Map();

  constructor(data, outbox, sealed) {
    this.#data = data;
    this.#outbox = outbox;
    this.#sealed = sealed;
  }

  /** Says what the page shows of a thing: the entries seen, and what it is to be compared with. */
  know(thing, seen, said) {
    const words = canonicalJson(said);
    this.#things.set(thing, { seen, said: words, stands: words, known: new Set(seen), open: null, refused: null, borrowed: null });
  }

  /** Whether a thing is one of this page. */
  watches(thing) {
    return this.#things.has(thing);
  }

  /** The entries about a thing that this page was made from or has made. */
  known(thing) {
    return this.#things.get(thing)?.known ?? new Set();
  }

  /** Whether something is said of a thing here that the server has not acknowledged yet. */
  moving(thing) {
    return [...this.pending.values()].some((item) => item.save.entries.some((entry) => thingOf(entry) === thing));
  }

  /** What the server has refused and nobody is giving otherwise just now. @returns {import("./outbox.js").Item[]} */
  get refusals() {
    const open = (item) => item.save.entries.some((entry) => this.#things.get(thingOf(entry))?.open);
    return [...this.pending.values()].filter((item) => item.refused && !open(item));
  }

  /** The entries that the next change of a thing follows. */
  seen(thing) {
    return this.#things.get(thing)?.seen ?? [];
  }

  /** Takes up an item that was kept from before. */
  restore(item) {
    this.pending.set(item.id, item);
    item.save.entries.forEach((entry, place) => {
      const thing = this.#thing(thingOf(entry));
      const id = `${item.id}/${place}`;
      Object.assign(thing, { seen: [id], borrowed: null });
      // What was refused hides what others may have said since: of that this page knows what its author had seen.
      if (item.refused) thing.known = new Set(entry.parents);
      thing.known.add(id);
      thing.said = item.refused ? thing.stands : canonicalJson(said(entry));
      thing.refused = item.refused ? item : null;
    });
  }

  /** Removes for good what the server has refused of a thing, if it has. */
  async discard(name) {
    const thing = this.#things.get(name);
    const refused = thing?.refused;
    if (!refused) return;
    this.pending.delete(refused.id);
    thing.refused = null;
    await this.#outbox.drop(refused.id);
  }

  /** Sends again, as it is, what the server has refused. */
  async retry(item) {
    const again = { ...item, refused: null };
    this.restore(again);
    await this.#outbox.put(again);
    this.#sealed(null);
  }

  /** Says that the page shows what another open page is still typing: until that is sealed, nothing follows it. */
  borrow(item) {
    for (const entry of item.save.entries) {
      Object.assign(this.#thing(thingOf(entry)), { said: canonicalJson(said(entry)), borrowed: item.id });
    }
  }

  /** Takes up what a page had not finished that is closed by now; what was changed here meanwhile follows it. */
  inherit(item) {
    const open = item.save.entries.map((entry) => this.#thing(thingOf(entry)).open);
    if (!open.some(Boolean)) {
      this.restore(item);
      return;
    }
    this.pending.set(item.id, item);
    open.forEach((mine, place) => {
      if (!mine) return;
      mine.save.entries[0].parents = [`${item.id}/${place}`];
      this.#thing(thingOf(mine.save.entries[0])).known.add(`${item.id}/${place}`);
      this.#outbox.put(mine);
    });
  }

  /**
   * Keeps a change of a thing, to be sealed after so many milliseconds without another.
   * @param {string} kind @param {string} subject @param {{value?: any, text?: string}} content @param {number} quiet
   */
  change(kind, subject, content, quiet) {
    const thing = this.#thing(`${kind}:${subject}`);
    thing.open ??= this.#begin(thing, kind, subject);
    const [entry] = thing.open.save.entries;
    const { text, ...rest } = content;
    Object.assign(entry, { value: null }, rest);
    delete entry.text;
    delete entry.salt;
    if (text) Object.assign(entry, { text, salt: randomHex(16) });
    thing.open.save.made_at = now();
    clearTimeout(thing.seal);
    thing.quiet = quiet;
    thing.seal = setTimeout(() => this.seal(`${kind}:${subject}`), quiet);
    this.#outbox.put(thing.open);
  }

  /** Seals what is open of a thing; nothing is kept of a change that was taken back. */
  async seal(name) {
    const thing = this.#things.get(name);
    const item = thing?.open;
    if (!item) return;
    clearTimeout(thing.seal);
    thing.open = null;
    const [entry] = item.save.entries;
    const content = canonicalJson(said(entry));
    const before = thing.refused?.id ?? null;
    const undone = content === thing.said;
    if (undone) {
      thing.seen = entry.parents;
      this.pending.delete(item.id);
    } else {
      thing.said = content;
      item.sealed = true;
      item.replaces = before;
    }
    const kept = undone ? this.#outbox.drop(item.id) : this.#outbox.put(item);
    await Promise.all([kept, this.discard(name)]);
    this.#sealed(undone ? { dropped: [item.id, before].filter(Boolean) } : { sealed: item });
  }

  /**
   * Takes up what another open page of this browser has just sealed of what this one shows alike, so that what is changed
   * here next follows it. What is being changed here follows it only if it began with the very words; otherwise, and
   * beside what was refused here, it is another version. Whether the page is to show it.
   * @param {import("./outbox.js").Item} item
   */
  take(item) {
    const [entry] = item.save.entries;
    const thing = this.#things.get(thingOf(entry));
    if (thing?.open) {
      if (thing.borrowed === item.id && thing.said === canonicalJson(said(entry))) this.inherit(item);
      return false;
    }
    const replaced = thing?.refused?.id ?? null;
    if (thing && (replaced !== (item.replaces ?? null) || !same(parentsOf(thing), entry.parents))) return false;
    if (replaced) this.pending.delete(replaced);
    this.restore(item);
    return true;
  }

  /**
   * Forgets what another open page of this browser has taken back: the entries to be shown in its place.
   * @param {string[]} ids
   */
  forget(ids) {
    const shown = [];
    for (const [name, thing] of this.#things) {
      const gone = ids.includes(thing.borrowed) || ids.includes(thing.refused?.id);
      if (!gone || thing.open) continue;
      if (thing.refused) Object.assign(thing, { seen: thing.refused.save.entries[0].parents, refused: null });
      Object.assign(thing, { said: thing.stands, borrowed: null });
      const [kind, subject] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
      if (thing.stands !== undefined) shown.push({ kind, subject, ...contentOf(JSON.parse(thing.stands)) });
    }
    for (const id of ids) this.pending.delete(id);
    return shown;
  }

  /**
   * Seals everything, but for what waits longer than `longest` for its next change, such as half a date; resolves when
   * it is written down.
   */
  async sealAll(longest = Infinity) {
    const names = [...this.#things].filter(([, { quiet }]) => !(quiet > longest)).map(([name]) => name);
    await Promise.all(names.map((name) => this.seal(name)));
  }

  /**
   * Takes up what another page of this browser has saved, where it follows what this one shows and nobody is changing
   * it here: the entries to be shown.
   * @param {import("./outbox.js").Item} item
   */
  adopt(item) {
    return item.save.entries.filter((entry, place) => {
      const thing = entry.kind === "evidence" ? this.#thing(thingOf(entry)) : this.#things.get(thingOf(entry));
      const id = `${item.id}/${place}`;
      if (!thing || thing.open || !(same(thing.seen, [id]) || same(thing.seen, entry.parents))) return false;
      const before = thing.said;
      Object.assign(thing, { seen: [id], said: canonicalJson(said(entry)) });
      thing.known.add(id);
      return thing.said !== before;
    });
  }

  /** The server has acknowledged an item. */
  acknowledged(item) {
    this.pending.delete(item.id);
    item.save.entries.forEach((entry, place) => {
      const id = `${item.id}/${place}`;
      if (!this.known(thingOf(entry)).has(id)) return;
      this.#thing(thingOf(entry)).stands = canonicalJson(said(entry));
      showSeen(thingOf(entry), id);
    });
  }

  /** Whether the server has refused what was said of a thing last. */
  isRefused(name) {
    return Boolean(this.#things.get(name)?.refused);
  }

  /**
   * The server has refused an item: its next change takes its place. Whether one has already, or the item is none of this
   * page's.
   */
  refused(item) {
    if (!this.pending.has(item.id)) return true;
    const following = [...this.pending.values()].filter((other) => other.sealed && follows(other.save, item.id));
    const replaced = following.length > 0;
    for (const other of following) {
      rebase(other.save, item.save);
      this.#outbox.put(other);
    }
    if (replaced) this.#outbox.drop(item.id);
    if (replaced) this.pending.delete(item.id);
    else this.pending.set(item.id, item);
    for (const thing of item.save.entries.map((entry) => this.#things.get(thingOf(entry)))) {
      if (!thing || replaced) continue;
      Object.assign(thing, { refused: item, said: thing.stands });
      if (!thing.open) continue;
      rebase(thing.open.save, item.save);
      this.#outbox.put(thing.open);
    }
    return replaced;
  }

  #thing(name) {
    if (!this.#things.has(name)) this.know(name, [], null);
    return this.#things.get(name);
  }

  #begin(thing, kind, subject) {
    const id = uuid7();
    const { saves, assessment, reference, where, basis } = this.#data;
    const entry = { kind, subject, value: null, parents: [...parentsOf(thing)] };
    const save = { id, made_at: now(), ...basis, entries: [entry] };
    const page = location.pathname;
    const item = { id, saves, assessment, reference, where, page, sealed: false, tab: TAB, refused: null, save };
    thing.seen = [`${id}/0`];
    thing.known.add(`${id}/0`);
    this.pending.set(id, item);
    return item;
  }
}

/** What an entry is about ("answer:question"). */
export function thingOf(entry) {
  return `${entry.kind}:${entry.subject}`;
}

/** What an entry says, without the salt that differs each time. */
export function said({ value, text }) {
  return text === undefined ? value : { text, value };
}

/** What the next change of a thing follows: what was refused is none that anything could. */
function parentsOf({ refused, seen }) {
  return refused ? refused.save.entries[0].parents : seen;
}

/** What an entry would hold that says what `said` makes of it. */
function contentOf(words) {
  return words?.text === undefined ? { value: words } : words;
}

function same(these, those) {
  return these.length === those.length && these.every((each) => those.includes(each));
}

function now() {
  return new Date().toISOString().replace("Z", "+00:00");
}
