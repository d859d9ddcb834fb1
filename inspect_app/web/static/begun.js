// What is begun and not yet said, such as a citation that is not added: kept in this browser alone, and never sent.
import { openTabs, TAB } from "./tabs.js";

/** @typedef {{key: string, about: string, typed: string[]}} Draft what is typed, about which thing, by a key of its own */

/** What is begun about one case. */
export class Begun {
  #outbox;
  #assessment;

  constructor(outbox, { assessment }) {
    this.#outbox = outbox;
    this.#assessment = assessment;
  }

  /** Keeps what is typed, in place of what was kept by its key. @param {Draft} draft */
  keep(draft) {
    return this.#outbox.put({ id: name(draft.key), assessment: this.#assessment, tab: TAB, draft });
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
    const others = (await this.#outbox.drafts()).filter((item) => item.assessment === this.#assessment && item.tab !== TAB);
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
