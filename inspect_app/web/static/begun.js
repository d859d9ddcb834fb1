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
    return this.#outbox.put({ id: name(draft.key), place: this.#place, page: location.pathname, tab: TAB, draft });
  }

  /** Keeps no more of what is said now, or was emptied. @param {string} key */
  drop(key) {
    return this.#outbox.drop(name(key));
  }

  /**
   * Gives this page what pages that are closed by now had begun. `left` is how many drafts are those of open ones, and
   * `unshown` are those that this page doesn't take.
   * @param {(draft: Draft) => boolean | null} show whether the page takes it; null when it is done with
   * @returns {Promise<{left: number, unshown: {page: string}[]}>}
   */
  async takeUp(show) {
    const isOpen = await openTabs();
    const others = (await this.#outbox.drafts()).filter((item) => item.place === this.#place && item.tab !== TAB);
    const left = others.filter((item) => isOpen(item.tab));
    const unshown = [];
    for (const item of others.filter((each) => !left.includes(each))) {
      const shown = show(item.draft);
      if (shown) await this.#outbox.put({ ...item, tab: TAB });
      else if (shown === false) unshown.push(item);
    }
    return { left: left.length, unshown };
  }
}

function name(key) {
  return `draft ${key}`;
}
