// A page of one thing, such as the record of a visit or a chapter of a report: what is typed in its form is kept in this
// browser at once, and saved as one whenever it is left alone.
import { canonicalJson } from "./canonical.js";
import { said, thingOf } from "./drafts.js";
import { KeptPage } from "./kept_page.js";
import { guard, lock } from "./locks.js";
import { safety, showSafety, UNSAFE } from "./safety.js";

/** What the form says, and how that is shown, its own class says: `content()`, `change()` and `show(entry)`. */
export class OneThingPage extends KeptPage {
  form;
  thing;
  #saving = false;
  #plain = false;

  /** @param {object} data @param {HTMLFormElement} form @param {string} thing such as "visit:custody" */
  constructor(data, form, thing) {
    super(data);
    this.form = form;
    this.thing = thing;
  }

  /**
   * Shows what is kept and begins to keep what is typed. `stands` is what was saved last, as `content()` would say it.
   * @param {{value: any, text?: string}} stands @param {number} quiet milliseconds
   */
  async begin(stands, quiet) {
    await this.open(() => this.#reload());
    const seen = this.form.elements.seen.value.split(" ").filter(Boolean);
    this.drafts.know(this.thing, seen, said(stands));
    const early = canonicalJson(said(this.content())) !== canonicalJson(said(stands));
    if (!(await this.restore()).length && early) this.change();
    guard(this.form);
    this.guardLeaving(quiet);
    this.form.addEventListener("input", () => this.change());
    this.form.addEventListener("submit", (event) => {
      if (this.#plain) return;
      event.preventDefault();
      void this.#submit(event.submitter);
    });
    this.update();
    this.send();
  }

  /** Whether an item is the page's to show: one about its thing that was not stored already. */
  shows(item) {
    const { assessment, stored } = this.data;
    return item.assessment === assessment && !stored.includes(item.id) && thingOf(item.save.entries[0]) === this.thing;
  }

  update() {
    this.verdicts.compare(this.told);
    const locked = this.verdicts.locks(this.thing, this.told);
    lock(this.form.querySelector("[data-group]"), !this.told.editable || locked);
    // Made for a conflict, the form is hidden, as it is without this script: there may be something to do in it now.
    if (!locked) for (const part of document.querySelectorAll("[data-undisputed]")) part.hidden = false;
    showSafety(document.querySelector("[data-safety]"), this.facts());
  }

  /** How safe everything is: what is one thing here, elsewhere an answer, is a change in these words. */
  facts() {
    return { ...super.facts(), noun: "change", conflicts: this.told.conflicts.includes(this.thing) ? 1 : 0 };
  }

  /** Saves everything; why the page can't be left yet. @returns {Promise<{key: string, words: string, href: string?}[]>} */
  async saveAll() {
    const trouble = await this.sendAll();
    const now = this.facts();
    // What can't be mended any more, as the case is closed, keeps nobody here.
    const reasons = now.closed ? [] : this.verdicts.reasons();
    if (now.own) reasons.push({ key: UNSAFE, words: safety({ ...now, waiting: now.own, trouble: trouble ?? now.trouble }), href: null });
    return reasons;
  }

  /** Does what a button of the form asks for, once however often it is pressed. @param {HTMLButtonElement | null} submitter */
  async #submit(submitter) {
    if (this.#saving) return;
    this.#saving = true;
    try {
      await this.pressed(submitter);
    } catch (error) {
      console.error(error);
      this.#plain = true; // this browser's storage has failed: the form can still be sent as if there were no script
      this.form.requestSubmit(submitter);
    } finally {
      this.#saving = false;
    }
  }

  async #reload() {
    await this.sendAll();
    location.reload();
  }
}
