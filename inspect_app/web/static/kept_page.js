// What pages of a case have in common whose changes are kept in this browser at once, and sent: how they are shown again,
// shared with the other open pages, and counted.
import { Drafts, thingOf } from "./drafts.js";
import { openOutbox } from "./outbox.js";
import { Sender } from "./sender.js";
import { holdTab, sealOrphans, TAB } from "./tabs.js";
import { Verdicts } from "./verdicts.js";

/** A page made from its island's `data`; what it shows of an item, and how, its own class says. */
export class KeptPage {
  data;
  outbox;
  /** @type {Drafts} */
  drafts;
  /** @type {Sender} */
  sender;
  /** @type {Verdicts} */
  verdicts;
  /** How the case stands, as the server said last. */
  told;
  /** Why sending has stopped. @type {{kind: string, message: string} | null} */
  trouble = null;
  /** The items that this page doesn't show. @type {import("./outbox.js").Item[]} */
  others = [];
  /** How many items that are this page's to show other open pages are still typing. */
  borrowed = 0;
  /** When it is looked again whether those pages are closed. */
  #look;

  constructor(data) {
    this.data = data;
    this.told = data.case;
  }

  /** Opens what is kept; `reload` shows the page anew. */
  async open(reload) {
    holdTab();
    this.outbox = await openOutbox(this.data);
    this.drafts = new Drafts(this.data, this.outbox, (item) => this.#sealed(item));
    this.sender = new Sender(this.outbox, this.data, (news) => this.#hear(news));
    this.verdicts = new Verdicts(this.drafts, this.data.conflicts, reload);
  }

  /** Shows what this browser still keeps of what the page shows. @returns {Promise<import("./outbox.js").Item[]>} it */
  async restore() {
    await this.takeOver();
    const items = await this.outbox.list();
    const own = items.filter((item) => this.shows(item));
    this.others = items.filter((item) => !own.includes(item));
    for (const item of own) {
      if (item.sealed || item.tab === TAB) this.drafts.restore(item);
      else this.drafts.borrow(item);
      item.save.entries.forEach((entry) => this.show(entry));
      if (item.refused) this.verdicts.refused(item);
    }
    return own;
  }

  /** Seals what closed pages left, and looks again as long as another page may just be closing. */
  async takeOver() {
    const { taken, left } = await sealOrphans(this.outbox);
    this.borrowed = left.filter((item) => this.shows(item)).length;
    clearTimeout(this.#look);
    if (left.length) {
      this.#look = setTimeout(async () => {
        await this.inherit();
        this.send();
      }, 1_000);
    }
    return taken;
  }

  /** Takes over what closed pages had not finished of what this page shows. */
  async inherit() {
    for (const item of (await this.takeOver()).filter((each) => this.shows(each))) this.drafts.inherit(item);
  }

  /** Seals everything, also what closed pages left, and sends it; the trouble, or null. */
  async sendAll() {
    await this.inherit();
    await this.drafts.sealAll();
    return this.sender.wake();
  }

  async send() {
    await this.sender.wake();
    this.update();
  }

  /** Keeps everything safe while the page is looked away from, left or come back to; half a date waits `quiet` or longer. */
  guardLeaving(quiet) {
    document.addEventListener("visibilitychange", () => document.hidden && this.drafts.sealAll(quiet));
    addEventListener("pagehide", () => this.drafts.sealAll());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => this.outbox.unkept && event.preventDefault());
  }

  /** How safe everything is, for safety.js, but for what is said of one kind of page alone. */
  facts() {
    const refused = this.drafts.refusals;
    const own = [...this.drafts.pending.values()].filter((item) => !item.refused).length;
    const away = this.others.filter((item) => item.refused);
    return {
      waiting: own + this.others.length - away.length + this.borrowed,
      own,
      faulty: this.verdicts.faulty,
      refused: refused.length,
      away,
      unkept: this.outbox.unkept,
      unreadable: this.outbox.unreadable,
      discard: () => this.outbox.discardUnreadable().then(() => this.update()),
      trouble: this.trouble,
      conflicts: this.told.conflicts.length,
      closed: this.told.editable ? null : this.told.label,
    };
  }

  /** @param {import("./outbox.js").Item | null} item */
  #sealed(item) {
    if (item) this.sender.announce(item);
    return this.send();
  }

  async #hear(news) {
    if ("trouble" in news) this.trouble = news.trouble;
    if (news.sealed) this.#take(news.sealed);
    for (const { item, result } of news.results ?? []) {
      if (!this.shows(item)) continue;
      if (result.outcome !== "refused") this.drafts.adopt(item).forEach((entry) => this.show(entry));
      this.verdicts.hear(item, result);
    }
    if (news.standing && news.reference === this.data.reference) this.told = news.standing;
    if (news.results) this.others = (await this.outbox.list()).filter((item) => !this.shows(item));
    this.update();
  }

  /** Shows what another page of this browser has just sealed, before the server has it. */
  #take(item) {
    if (!this.shows(item) || !this.drafts.take(item)) return;
    for (const entry of item.save.entries) {
      this.verdicts.changed(thingOf(entry));
      this.show(entry);
    }
  }
}
