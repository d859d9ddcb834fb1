// Cites a record, or takes a citation back, at once: the page's plain form does it when it is saved.
import { randomHex } from "./canonical.js";
import { button, dropReason, focusOn, hiddenWords, showProblem } from "./page.js";
import { dayOf, tidy } from "./typed.js";

const NO_SYSTEM = "Choose the system that the record is in";
const NO_DAY = "Enter a real date, such as 27/3/2016";
const TO_COME = "The record’s date is still to come. Enter a day that is not after today";

/** The evidence of one question on the page. */
export class Evidence {
  #block;
  #question;
  #drafts;
  /** @type {import("./begun.js").Begun} */
  #begun;
  #changed;
  #list;
  #controls;
  /** Where the key is that the record being cited will have. @type {HTMLInputElement} */
  #key;
  /** The control whose fault is told. @type {HTMLElement | null} */
  #faulty = null;

  /** `drafts` keeps what is changed, `begun` what is typed and not added; `changed` is called after. */
  constructor(block, drafts, begun, changed) {
    this.#block = block;
    this.#question = block.dataset.evidence;
    this.#drafts = drafts;
    this.#begun = begun;
    this.#changed = changed;
    this.#list = block.querySelector("ul");
    this.#controls = ["system", "record", "date"].map((part) =>
      block.querySelector(`[name="evidence-${this.#question}-${part}"]`),
    );
    this.#key = block.querySelector(`[name="evidence-${this.#question}-key"]`);
    block.addEventListener("input", ({ target }) => this.#controls.includes(target) && this.#keep());
    for (const control of this.#controls.slice(1)) control.addEventListener("keydown", (event) => this.#entered(event));
    if (this.begun) this.#keep();
    for (const line of [...this.#list.children]) this.#adopt(line);
    const add = button("Add this record", () => this.add(true));
    add.className = "govuk-button govuk-button--secondary app-evidence__button";
    add.append(hiddenWords(` to ${this.#name()}`));
    block.querySelector(".app-evidence__add").append(add);
  }

  /**
   * Adds the record that is typed, if one is; `asked` says that one has to be.
   * @returns {{key: string, words: string, href: string} | null} why it can't be added
   */
  add(asked = false) {
    if (!this.begun && !asked) return null;
    const [system, record, typed] = this.#controls.map((control) => control.value);
    const text = tidy(record);
    const date = dayOf(typed);
    const fault = this.#fault();
    if (fault) return this.hidden ? null : this.#complain(...fault);
    this.#complain(null);
    const key = this.#key.value;
    const value = { system, record: null, date };
    this.#drafts.change("evidence", this.#subject(key), { value, ...(text && { text }) }, 0);
    this.show(key, value, text);
    for (const control of this.#controls) control.value = "";
    this.#keep();
    if (asked) this.#controls[0].focus();
    return null;
  }

  /** Whether the question is not asked: what can't be seen can't be mended either, and is kept until it is asked again. */
  get hidden() {
    return this.#block.closest("fieldset").hidden;
  }

  /** What is wrong with what is typed, and the control that it is wrong in; null when nothing is. */
  #fault() {
    const [system, , date] = this.#controls;
    if (!system.value) return [NO_SYSTEM, system];
    const day = dayOf(date.value);
    if (day === undefined) return [NO_DAY, date];
    return day && day > latestDay() ? [TO_COME, date] : null;
  }

  /** Says what is wrong with what is typed, and where; null takes it back. */
  #complain(words, faulty = null) {
    this.#faulty = faulty;
    showProblem(`evidence:${this.#question}`, words);
    for (const control of this.#controls) {
      const kind = control.tagName === "SELECT" ? "select" : "input";
      control.classList.toggle(`govuk-${kind}--error`, control === faulty);
    }
    const key = `cite ${this.#question}`;
    if (!words) dropReason(key);
    if (!words) return null;
    focusOn(faulty);
    return { key, words: `${this.#name()} ${words}`, href: `#${faulty.id}` };
  }

  /** Whether a record is begun that is not added yet. */
  get begun() {
    return this.#controls.some((control) => control.value.trim());
  }

  /** Goes on with a record that a page closed by now had begun; false when this one has begun another, null when it was added. */
  resume(key, typed) {
    if (this.begun) return this.#key.value === key;
    if (this.#line(key)) {
      this.#begun.drop(key); // it was added at the last moment
      return null;
    }
    this.#key.value = key;
    this.#controls.forEach((control, place) => (control.value = typed[place]));
    this.#block.querySelector("details").open = true;
    return true;
  }

  /** Enter adds the record: left to the form, it would leave the page. */
  #entered(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (!event.target.readOnly) this.add(true);
  }

  /** Keeps what is typed; when that was added or emptied, the next record gets another key. */
  #keep() {
    const typed = this.#controls.map((control) => control.value);
    if (typed.some((text) => text.trim())) {
      this.#begun.keep({ key: this.#key.value, about: `evidence:${this.#question}`, typed });
    } else {
      this.#begun.drop(this.#key.value);
      this.#key.value = randomHex(8);
      this.#changed();
    }
    if (this.#faulty && (!this.begun || this.#fault()?.[1] !== this.#faulty)) this.#complain(null);
  }

  /** Shows a citation that is kept, or none where it was taken back (`value` null). */
  show(key, value, text) {
    this.#line(key)?.remove();
    if (value) {
      const line = document.createElement("li");
      line.dataset.key = key;
      const words = document.createElement("span");
      words.className = "app-evidence__words";
      words.textContent = this.#words(value, text);
      line.append(words, " ", this.#remover(key, words.textContent));
      this.#list.append(line);
    }
    this.#list.hidden = !this.#list.children.length;
  }

  /** Puts a button in the place of a box to tick. */
  #adopt(line) {
    const { key } = line.dataset;
    const seen = line.querySelector("[name^=seen-]").value.split(" ").filter(Boolean);
    this.#drafts.know(`evidence:${this.#subject(key)}`, seen, undefined);
    const words = line.querySelector(".app-evidence__words").textContent;
    line.querySelector(".app-evidence__remove").replaceWith(this.#remover(key, words));
  }

  #remover(key, words) {
    const remove = button("Remove", () => {
      this.#drafts.change("evidence", this.#subject(key), { value: null }, 0);
      this.show(key, null, "");
      this.#block.querySelector("summary").focus();
      this.#changed();
    });
    remove.append(hiddenWords(` ${words}`));
    return remove;
  }

  #words({ system, date }, text) {
    const label = [...this.#controls[0].options].find((option) => option.value === system)?.text ?? system;
    return [label, text, date && dateInWords(date)].filter(Boolean).join(", ");
  }

  #line(key) {
    return [...this.#list.children].find((line) => line.dataset.key === key);
  }

  #subject(key) {
    return `${this.#question}/${key}`;
  }

  #name() {
    return this.#block.closest("fieldset").querySelector("legend").textContent.trim().replace(/\s+/g, " ");
  }
}

/** The day it is somewhere on earth already; as the server has it, whose clock decides. */
function latestDay() {
  return new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
}

function dateInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(Date.UTC(year, month - 1, date)).toLocaleDateString("en-GB", words);
}
