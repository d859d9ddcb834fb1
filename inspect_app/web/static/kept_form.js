// Keeps what is typed in a form that is sent by its own button, in this browser alone, until the server has accepted it.
// It never sends by itself.
import { Begun } from "./begun.js";
import { randomHex } from "./canonical.js";
import { openOutbox } from "./outbox.js";
import { button, showStay } from "./page.js";
import { askPass, Trouble } from "./pass.js";
import { signInLink } from "./safety.js";
import { holdTab } from "./tabs.js";

/** How long the server is waited for before the form is sent, and how long the form is on its way. */
const PATIENCE = 10_000;
/** How often, and after how long, it is looked whether a page that had begun the form was only just closing. */
const LOOKS = 25;
const PAUSE = 200;

/** What is the page's own and not what somebody typed. */
const NEVER = new Set(["csrf_token", "covers", "seen", "kept"]);

const LOST = "Remove for good what was kept of this form?";

/** Why it was not sent, and what can be done, by the kind of trouble. */
const WHY = {
  offline: ["there is no connection to the server.", "Press the button again when there is."],
  signed_out: ["you have been signed out.", "Sign in again, then press the button here again."],
  other_user: ["somebody else has signed in at this browser.", "Sign in as yourself, then press the button again."],
  not_allowed: ["this is no longer open to you.", "Ask the lead inspector."],
  failing: ["the server had a fault.", "Press the button again in a while."],
};

/** One form, what is kept of it, and its sending. */
class KeptForm {
  #form;
  #server;
  #outbox;
  /** @type {Begun} */
  #begun;
  /** Says by which key it is kept; the server gives it back with what it did not accept. @type {HTMLInputElement} */
  #key;
  /** Where it is told that something was kept. @type {HTMLElement} */
  #told;
  /** Whether the server shows again what was typed. */
  #again;
  /** The hidden fields that are kept, as the server made them. @type {[HTMLInputElement, string][]} */
  #made;
  /** Whether the page has something of its own, and takes up nothing from before. */
  #own = false;
  #asking = false;
  #passed = false;

  constructor(form, server, outbox, begun) {
    this.#form = form;
    this.#server = server;
    this.#outbox = outbox;
    this.#begun = begun;
    this.#key = form.elements.kept;
    this.#told = form.querySelector("[data-told]");
    this.#again = this.#key.value !== "";
    this.#made = this.#fields().filter(({ type }) => type === "hidden").map((field) => [field, field.value]);
  }

  async start() {
    this.#form.autocomplete = "off"; // a page loaded again shows what is kept here, not what the browser remembers
    if (!this.#again) this.#key.value = randomHex(8);
    this.#form.addEventListener("input", () => this.#changed());
    this.#form.addEventListener("submit", (event) => this.#pressed(event));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => !this.#asking && this.#outbox.unkept && event.preventDefault());
    if (this.#again || this.#isBegun()) this.#changed();
    else await this.#takeUp(LOOKS);
  }

  #changed() {
    this.#own = true;
    void this.#keep();
  }

  /** Keeps what is typed; when it was emptied, what is typed next has another key. */
  #keep() {
    if (this.#isBegun()) {
      return this.#begun.keep({ key: this.#key.value, about: location.pathname, typed: this.#typed(), at: Date.now() });
    }
    const emptied = this.#key.value;
    this.#key.value = randomHex(8);
    return this.#begun.drop(emptied);
  }

  /** Shows what a page that is closed by now had begun of this form. */
  async #takeUp(looks) {
    const { left } = await this.#begun.takeUp((draft) => !this.#own && this.#show(draft));
    if (left && looks > 1 && !this.#own) setTimeout(() => this.#takeUp(looks - 1), PAUSE);
  }

  #show({ key, typed, at }) {
    this.#own = true;
    this.#key.value = key;
    for (const field of this.#fields()) {
      const values = typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (isBox(field)) field.checked = values.includes(field.value);
      else field.value = values[0] ?? "";
    }
    const words = `This was kept in this browser. You typed it on ${moment(at)}, and it is sent only when you press the button. `;
    this.#told.replaceChildren(words, button("Remove it", () => confirm(LOST) && this.#remove()));
    return true;
  }

  #remove() {
    void this.#begun.drop(this.#key.value);
    this.#form.reset();
    for (const [field, value] of this.#made) field.value = value;
    this.#key.value = randomHex(8);
    this.#own = false;
    this.#told.replaceChildren("What was kept is removed from this browser.");
    this.#fields().find(({ type }) => type !== "hidden").focus();
  }

  /** @param {SubmitEvent} event */
  #pressed(event) {
    if (this.#passed) return;
    event.preventDefault();
    if (!this.#asking) void this.#submit(event.submitter);
  }

  /** Sends the form when the server can be reached, and otherwise says that it was not sent. */
  async #submit(submitter) {
    this.#asking = true;
    try {
      await this.#keep();
      await askPass(this.#server, PATIENCE);
      this.#send(submitter);
    } catch (error) {
      this.#asking = false;
      if (error instanceof Trouble) this.#stay(error.kind);
      else throw error;
    }
  }

  #send(submitter) {
    this.#passed = true;
    this.#form.requestSubmit(submitter);
    this.#passed = false;
    setTimeout(() => (this.#asking = false), PATIENCE);
  }

  #stay(kind) {
    const [why, what] = WHY[kind];
    const kept = this.#outbox.unkept
      ? "It could not be kept in this browser either: leave this page open."
      : "What you typed is kept in this browser.";
    const reasons = [this.#form.dataset.unsent, `This was not sent: ${why} ${kept} ${what}`].filter(Boolean);
    showStay(reasons.map((words) => ({ key: words, words, href: null })));
    if (kind === "signed_out") document.querySelector("#stay li:last-child").append(" ", signInLink());
  }

  /** Whether anything is typed or chosen that a new form doesn't have. */
  #isBegun() {
    return this.#fields().some((field) => field.type !== "hidden" && isFilled(field) && (this.#again || !isAsMade(field)));
  }

  #typed() {
    return [...new FormData(this.#form)].filter(([name]) => !NEVER.has(name));
  }

  #fields() {
    return [...this.#form.elements].filter(({ name }) => name && !NEVER.has(name));
  }
}

function isBox({ type }) {
  return type === "radio" || type === "checkbox";
}

function isFilled(field) {
  return isBox(field) ? field.checked && field.value !== "" : field.value.trim() !== "";
}

/** Whether a field is as a new page has it. */
function isAsMade(field) {
  if (isBox(field)) return field.checked === field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value === field.defaultValue;
  return [...field.options].every((option) => option.selected === option.defaultSelected);
}

function moment(at) {
  return new Date(at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

/** Forgets the forms that the server has accepted, and keeps the form of the page, if it has one. */
async function start(server, accepted) {
  const form = document.querySelector("form[data-kept]");
  if (form) holdTab();
  const outbox = await openOutbox(server);
  const begun = new Begun(outbox, location.pathname);
  for (const key of accepted.split(" ").filter(Boolean)) await begun.drop(key);
  if (form) await new KeptForm(form, server, outbox, begun).start();
}

const island = document.getElementById("kept-data");
if (island && globalThis.crypto?.subtle) void start(JSON.parse(island.textContent), island.dataset.accepted);
