// The page of a visit: what is recorded is kept in this browser at once, and sent as one thing whenever it is left alone.
import { dateParts } from "./controls.js";
import { OneThingPage } from "./one_thing.js";
import { showStay, write } from "./page.js";
import { showPersistence } from "./persistence.js";
import { goAndTell } from "./told.js";
import { parse, plausible, tidy } from "./typed.js";

const QUIET = 2_000;
const UNFINISHED_QUIET = 60_000;
const DATE = { type: "date" };
const PARTS = ["day", "month", "year"];

class VisitPage extends OneThingPage {
  constructor(data) {
    super(data, document.getElementById("visit"), `visit:${data.point}`);
  }

  async start() {
    const { value, text } = this.data.stands;
    await this.begin(text ? { value, text } : { value }, QUIET);
    this.form.addEventListener("focusout", ({ target, relatedTarget }) => {
      const parts = this.#dateInputs();
      const left = parts.includes(target) && !parts.includes(relatedTarget ?? document.activeElement);
      if (left && this.#unfinished()) this.drafts.seal(this.thing);
    });
    write(document.querySelector("[data-cancel]"), "Go back");
    showPersistence(document.querySelector("[data-persisted]"));
  }

  /** Keeps the record as it is typed now; a date is waited for while it is being typed. */
  change() {
    const waits = this.#unfinished() && this.#dateInputs().includes(document.activeElement);
    this.verdicts.changed(this.thing);
    this.drafts.change("visit", this.data.point, this.content(), waits ? UNFINISHED_QUIET : QUIET);
    this.update();
  }

  /** The record as it is typed: null when there is none, as an empty form says nothing. */
  content() {
    const chosen = (name) => [...this.form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
    const text = tidy(this.form.elements.note.value);
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
    return PARTS.map((part) => this.form.elements[`reviewed_on-${part}`]);
  }

  /** Shows a record that is kept, or none. */
  show({ value, text = "" }) {
    const { reviewed_on = null, outcome, interviewed = [], consent } = value ?? {};
    const parts = dateParts(reviewed_on);
    this.#dateInputs().forEach((input, place) => (input.value = parts[place] ?? ""));
    const chosen = { outcome: [outcome ?? ""], interviewed, consent: [consent ?? ""] };
    for (const [name, values] of Object.entries(chosen)) {
      for (const box of this.form.querySelectorAll(`[name="${name}"]`)) box.checked = values.includes(box.value);
    }
    this.form.elements.note.value = text;
  }

  /** Saves and goes back. */
  async pressed() {
    const reasons = await this.saveAll();
    showStay(reasons);
    if (reasons.length) return;
    const { closed, conflicts } = this.facts();
    const counts = !closed && !conflicts && this.content().value;
    if (counts) goAndTell(this.data.done, this.data.back, this.data.user);
    else location.assign(this.data.back);
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
