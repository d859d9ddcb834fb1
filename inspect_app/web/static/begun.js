// What is begun and not yet said, such as a citation that is not added or a form that is not accepted: kept in this
// browser alone, and never sent.
import { openTabs, TAB } from "./tabs.js";

/**
 * What is typed, about which thing, by a key of its own, and when where that is told.
 * @typedef {{key: string, about: string, typed: string[] | [string, string][], at?: number}} Draft
 */

/** What is begun in one place: a case, or a form by its address. */
export class Begun {
  #outbox;
  #place;

  constructor(outbox, place) {
    this.#outbox = outbox;
    this.#place = place;
  }

  /** Keeps what is typed, in place of what was kept by its key. @param {Draft} draft */
  keep(draft) {
    return this.#outbox.put({ id: name(draft.key), place: this.#place, tab: TAB, draft });
  }

  /** Keeps no more of what is said now, or was emptied. @param {string} key */
  drop(key) {
    return this.#outbox.drop(name(key));
  }

  /**
   * Gives this page what pages that are closed by now had begun; how many drafts are those of open ones.
   * @param {(draft: Draft) => boolean} show whether the page takes it
   */
  async takeUp(show) {
    const isOpen = await openTabs();
    const others = (await this.#outbox.drafts()).filter((item) => item.place === this.#place && item.tab !== TAB);
    const left = others.filter((item) => isOpen(item.tab));
    for (const item of others) {
      if (!left.includes(item) && show(item.draft)) await this.#outbox.put({ ...item, tab: TAB });
    }
    return left.length;
  }
}

function name(key) {
  return `draft ${key}`;
}
