// The page of a visit: what is recorded is kept in this browser at once, and sent as one thing whenever it is left alone.
import { canonicalJson } from "./canonical.js";
import { dateParts } from "./controls.js";
import { Drafts, said, thingOf } from "./drafts.js";
import { guard, lock } from "./locks.js";
import { openOutbox } from "./outbox.js";
import { showStay, write } from "./page.js";
import { showPersistence } from "./persistence.js";
import { safety, showSafety, UNSAFE } from "./safety.js";
import { Sender } from "./sender.js";
import { holdTab, sealOrphans, TAB } from "./tabs.js";
import { parse, plausible, tidy } from "./typed.js";
import { Verdicts } from "./verdicts.js";

const QUIET = 2_000;
const UNFINISHED_QUIET = 60_000;
const DATE = { type: "date" };
const PARTS = ["day", "month", "year"];

class VisitPage {
  #data;
  #form = document.getElementById("visit");
  #thing;
  #outbox;
  /** @type {Drafts} */
  #drafts;
  /** @type {Sender} */
  #sender;
  /** @type {Verdicts} */
  #verdicts;
  /** How the case stands, as the server said last. */
  #told;
  /** Why sending has stopped. @type {{kind: string, message: string} | null} */
  #trouble = null;
  /** The items about anything else. @type {import("./outbox.js").Item[]} */
  #others = [];
  /** Whether another open page is still typing this record. */
  #borrowed = false;
  /** When it is looked again whether that page is closed. */
  #look;
  #leaving = false;
  #plain = false;

  constructor(data) {
    this.#data = data;
    this.#told = data.case;
    this.#thing = `visit:${data.point}`;
  }

  async start() {
    holdTab();
    this.#outbox = await openOutbox(this.#data);
    this.#drafts = new Drafts(this.#data, this.#outbox, () => this.#send());
    this.#sender = new Sender(this.#outbox, this.#data, (news) => this.#hear(news));
    this.#verdicts = new Verdicts(this.#drafts, this.#data.conflicts, () => this.#reload());
    const { value, text } = this.#data.stands;
    const seen = this.#form.elements.seen.value.split(" ").filter(Boolean);
    this.#drafts.know(this.#thing, seen, text ? { text, value } : value);
    const early = canonicalJson(this.#said()) !== canonicalJson(text ? { text, value } : value);
    if (!(await this.#restore()) && early) this.#change();
    this.#listen();
    write(document.querySelector("[data-cancel]"), "Go back");
    this.#update();
    this.#send();
    showPersistence(document.querySelector("[data-persisted]"));
  }

  /** Shows what this browser still keeps of the record; whether it keeps any. */
  async #restore() {
    await this.#takeOver();
    const items = await this.#outbox.list();
    const own = items.filter((item) => this.#isOwn(item));
    this.#others = items.filter((item) => !this.#isOwn(item));
    for (const item of own) {
      if (item.sealed || item.tab === TAB) this.#drafts.restore(item);
      else this.#drafts.borrow(item);
      this.#show(item.save.entries[0]);
      if (item.refused) this.#verdicts.refused(item, item.refused);
    }
    return own.length > 0;
  }

  /** Seals what closed pages left, and looks again as long as another page may just be closing. */
  async #takeOver() {
    const { taken, left } = await sealOrphans(this.#outbox);
    this.#borrowed = left.some((item) => this.#isOwn(item));
    clearTimeout(this.#look);
    if (left.length) {
      this.#look = setTimeout(async () => {
        await this.#inherit();
        this.#send();
      }, 1_000);
    }
    return taken;
  }

  async #inherit() {
    for (const item of (await this.#takeOver()).filter((each) => this.#isOwn(each))) this.#drafts.inherit(item);
  }

  /** Whether an item is the page's to show: one about its record that the ledger didn't have already. */
  #isOwn(item) {
    const { assessment, stored } = this.#data;
    return item.assessment === assessment && !stored.includes(item.id) && thingOf(item.save.entries[0]) === this.#thing;
  }

  #listen() {
    guard(this.#form);
    this.#form.addEventListener("input", () => this.#change());
    this.#form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const parts = this.#dateInputs();
      const left = parts.includes(target) && !parts.includes(relatedTarget ?? document.activeElement);
      if (left && this.#unfinished()) this.#drafts.seal(this.#thing);
    });
    this.#form.addEventListener("submit", (event) => {
      if (this.#plain) return;
      event.preventDefault();
      void this.#submit(event.submitter);
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.#drafts.sealAll());
    addEventListener("pagehide", () => this.#drafts.sealAll());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => this.#outbox.unkept && event.preventDefault());
  }

  /** Keeps the record as it is typed now; a date is waited for while it is being typed. */
  #change() {
    const waits = this.#unfinished() && this.#dateInputs().includes(document.activeElement);
    this.#verdicts.changed(this.#thing);
    this.#drafts.change("visit", this.#data.point, this.#content(), waits ? UNFINISHED_QUIET : QUIET);
    this.#update();
  }

  /** The record as it is typed: null when there is none, as an empty form says nothing. */
  #content() {
    const chosen = (name) => [...this.#form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
    const text = tidy(this.#form.elements.note.value);
    const value = {
      reviewed_on: this.#date(),
      outcome: chosen("outcome")[0] || null,
      interviewed: chosen("interviewed"),
      consent: chosen("consent")[0] || null,
      note: null,
    };
    if (text) return { value, text };
    const { reviewed_on, outcome, interviewed, consent } = value;
    return { value: reviewed_on || outcome || interviewed.length || consent ? value : null };
  }

  #said() {
    return said(this.#content());
  }

  #date() {
    return parse(DATE, this.#dateInputs().map((input) => input.value));
  }

  #unfinished() {
    const date = this.#date();
    return date !== null && !plausible(DATE, date);
  }

  #dateInputs() {
    return PARTS.map((part) => this.#form.elements[`reviewed_on-${part}`]);
  }

  /** Shows a record that is kept, or none. */
  #show({ value, text = "" }) {
    const { reviewed_on = null, outcome, interviewed = [], consent } = value ?? {};
    const parts = dateParts(reviewed_on);
    this.#dateInputs().forEach((input, place) => (input.value = parts[place] ?? ""));
    const chosen = { outcome: [outcome ?? ""], interviewed, consent: [consent ?? ""] };
    for (const [name, values] of Object.entries(chosen)) {
      for (const box of this.#form.querySelectorAll(`[name="${name}"]`)) box.checked = values.includes(box.value);
    }
    this.#form.elements.note.value = text;
  }

  async #send() {
    await this.#sender.wake();
    this.#update();
  }

  async #hear(news) {
    if ("trouble" in news) this.#trouble = news.trouble;
    for (const { item, result } of news.results ?? []) {
      if (!this.#isOwn(item)) continue;
      if (result.outcome !== "refused") this.#drafts.adopt(item).forEach((entry) => this.#show(entry));
      this.#verdicts.hear(item, result);
    }
    if (news.standing && news.reference === this.#data.reference) this.#told = news.standing;
    if (news.results) this.#others = (await this.#outbox.list()).filter((item) => !this.#isOwn(item));
    this.#update();
  }

  #update() {
    this.#verdicts.compare(this.#told);
    lock(this.#form.querySelector("[data-group]"), !this.#told.editable || this.#verdicts.locks(this.#thing, this.#told));
    showSafety(document.querySelector("[data-safety]"), this.#facts());
  }

  #facts() {
    const pending = [...this.#drafts.pending.values()];
    const refused = pending.filter((item) => item.refused).length;
    const away = this.#others.filter((item) => item.refused);
    return {
      waiting: pending.length - refused + this.#others.length - away.length + (this.#borrowed ? 1 : 0),
      own: pending.length - refused,
      faulty: this.#verdicts.faulty,
      refused,
      away,
      unkept: this.#outbox.unkept,
      unreadable: this.#outbox.unreadable,
      discard: () => this.#outbox.discardUnreadable().then(() => this.#update()),
      trouble: this.#trouble,
      conflicts: this.#told.conflicts.includes(this.#thing) ? 1 : 0,
      closed: this.#told.editable ? null : this.#told.label,
    };
  }

  /** Saves and goes back, once however often it is asked for. @param {HTMLButtonElement | null} submitter */
  async #submit(submitter) {
    if (this.#leaving) return;
    this.#leaving = true;
    try {
      await this.#leave();
    } catch (error) {
      console.error(error);
      this.#plain = true; // this browser's storage has failed: the form can still be sent as if there were no script
      this.#form.requestSubmit(submitter);
    } finally {
      this.#leaving = false;
    }
  }

  async #leave() {
    await this.#inherit();
    await this.#drafts.sealAll();
    const trouble = await this.#sender.wake();
    const reasons = this.#verdicts.reasons();
    const now = this.#facts();
    if (now.own) reasons.push({ key: UNSAFE, words: safety({ waiting: now.own, trouble: trouble ?? now.trouble }), href: null });
    showStay(reasons);
    if (!reasons.length) location.assign(this.#data.back);
  }

  async #reload() {
    await this.#drafts.sealAll();
    await this.#sender.wake();
    location.reload();
  }
}

const island = document.getElementById("visit-data");
const place = document.querySelector("[data-safety]");
if (island && globalThis.crypto?.subtle) {
  new VisitPage(JSON.parse(island.textContent)).start().catch((error) => {
    console.error(error);
    write(place, "Save with the button: this browser does not let what you record be saved by itself.");
  });
} else if (island) {
  write(place, "Save with the button: what you record is saved by itself only at an https address or on this computer.");
}
