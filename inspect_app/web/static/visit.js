// The page of a visit: what is recorded is kept in this browser at once, and sent as one thing whenever it is left alone.
import { canonicalJson } from "./canonical.js";
import { dateParts } from "./controls.js";
import { said, thingOf } from "./drafts.js";
import { KeptPage } from "./kept_page.js";
import { guard, lock } from "./locks.js";
import { showStay, write } from "./page.js";
import { showPersistence } from "./persistence.js";
import { safety, showSafety, UNSAFE } from "./safety.js";
import { tellNext } from "./told.js";
import { parse, plausible, tidy } from "./typed.js";

const QUIET = 2_000;
const UNFINISHED_QUIET = 60_000;
const DATE = { type: "date" };
const PARTS = ["day", "month", "year"];

class VisitPage extends KeptPage {
  #form = document.getElementById("visit");
  #thing;
  #leaving = false;
  #plain = false;

  constructor(data) {
    super(data);
    this.#thing = `visit:${data.point}`;
  }

  async start() {
    await this.open(() => this.#reload());
    const { value, text } = this.data.stands;
    const seen = this.#form.elements.seen.value.split(" ").filter(Boolean);
    this.drafts.know(this.#thing, seen, text ? { text, value } : value);
    const early = canonicalJson(said(this.#content())) !== canonicalJson(text ? { text, value } : value);
    if (!(await this.restore()).length && early) this.#change();
    this.#listen();
    write(document.querySelector("[data-cancel]"), "Go back");
    this.update();
    this.send();
    showPersistence(document.querySelector("[data-persisted]"));
  }

  /** Whether an item is the page's to show: one about its record that the ledger didn't have already. */
  shows(item) {
    const { assessment, stored } = this.data;
    return item.assessment === assessment && !stored.includes(item.id) && thingOf(item.save.entries[0]) === this.#thing;
  }

  #listen() {
    guard(this.#form);
    this.guardLeaving(QUIET);
    this.#form.addEventListener("input", () => this.#change());
    this.#form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const parts = this.#dateInputs();
      const left = parts.includes(target) && !parts.includes(relatedTarget ?? document.activeElement);
      if (left && this.#unfinished()) this.drafts.seal(this.#thing);
    });
    this.#form.addEventListener("submit", (event) => {
      if (this.#plain) return;
      event.preventDefault();
      void this.#submit(event.submitter);
    });
  }

  /** Keeps the record as it is typed now; a date is waited for while it is being typed. */
  #change() {
    const waits = this.#unfinished() && this.#dateInputs().includes(document.activeElement);
    this.verdicts.changed(this.#thing);
    this.drafts.change("visit", this.data.point, this.#content(), waits ? UNFINISHED_QUIET : QUIET);
    this.update();
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
  show({ value, text = "" }) {
    const { reviewed_on = null, outcome, interviewed = [], consent } = value ?? {};
    const parts = dateParts(reviewed_on);
    this.#dateInputs().forEach((input, place) => (input.value = parts[place] ?? ""));
    const chosen = { outcome: [outcome ?? ""], interviewed, consent: [consent ?? ""] };
    for (const [name, values] of Object.entries(chosen)) {
      for (const box of this.#form.querySelectorAll(`[name="${name}"]`)) box.checked = values.includes(box.value);
    }
    this.#form.elements.note.value = text;
  }

  update() {
    this.verdicts.compare(this.told);
    const locked = this.verdicts.locks(this.#thing, this.told);
    lock(this.#form.querySelector("[data-group]"), !this.told.editable || locked);
    // Made for a conflict, the form is hidden, as it is without this script: there may be something to do in it now.
    if (!locked) for (const part of this.#form.querySelectorAll("[data-undisputed]")) part.hidden = false;
    showSafety(document.querySelector("[data-safety]"), this.facts());
  }

  /** How safe everything is: what is one record here, elsewhere an answer, is a change in these words. */
  facts() {
    return { ...super.facts(), noun: "change", conflicts: this.told.conflicts.includes(this.#thing) ? 1 : 0 };
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
    const trouble = await this.sendAll();
    const reasons = this.verdicts.reasons();
    const now = this.facts();
    if (now.own) reasons.push({ key: UNSAFE, words: safety({ ...now, waiting: now.own, trouble: trouble ?? now.trouble }), href: null });
    showStay(reasons);
    if (reasons.length) return;
    tellNext(this.data.done);
    location.assign(this.data.back);
  }

  async #reload() {
    await this.sendAll();
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
