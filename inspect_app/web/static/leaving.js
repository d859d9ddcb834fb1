// Leaving a section page: everything is saved first, and what keeps one from going on is told.
import { answerInputs, commentBox } from "./controls.js";
import { focusOn, showStay } from "./page.js";
import { questionOf } from "./path.js";
import { safety, UNSAFE } from "./safety.js";

/**
 * What of a page takes part in leaving it.
 * @typedef {object} Parts
 * @property {HTMLFormElement} form
 * @property {{back: string, next: string, case: object}} data
 * @property {{fieldset: HTMLFieldSetElement, question: object}[]} questions
 * @property {import("./verdicts.js").Verdicts} verdicts
 * @property {Map<string, import("./evidence.js").Evidence>} evidence
 * @property {() => object} standing how the case stands now
 * @property {() => object} facts how safe everything is
 * @property {() => Promise<object | null>} sendAll saves everything; why nothing can be sent, or null
 */

/** The ways away from one page, and within it. */
export class Leaving {
  /** @type {Parts} */
  #parts;
  #running = false;
  #plain = false;
  /** What of the questions had the keyboard last. @type {Element | null} */
  #last = null;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Takes the form's sending over. */
  listen() {
    const { form } = this.#parts;
    form.addEventListener("focusin", ({ target }) => {
      if (target.closest("[data-question]")) this.#last = target;
    });
    form.addEventListener("input", () => this.#tell(""));
    form.addEventListener("submit", (event) => {
      if (this.#plain) return;
      event.preventDefault();
      void this.#submit(event.submitter);
    });
  }

  /** Gives the keyboard to what the address names: what is in conflict, a question's comment if owed, or its answer. */
  arrive() {
    const { questions, data } = this.#parts;
    const [, kind, id] = /^#(?:question|disputed-([a-z]+))-(.+)$/.exec(location.hash) ?? [];
    const each = questions.find(({ question }) => question.id === id);
    if (!each || each.fieldset.hidden) return;
    const disputed = disputes(each.fieldset, data.case.conflicts);
    const wanted = disputed.find((link) => link.closest("[data-notice]").dataset.notice === `${kind}:${id}`);
    focusOn(wanted ?? disputed[0] ?? control(each, data.case.comments_owed.includes(id) ? "comment" : "answer"));
  }

  /** Loads the page again, at a question, once everything is kept. @param {string} id */
  async reloadAt(id) {
    await this.#parts.sendAll();
    history.replaceState(null, "", `#question-${id}`);
    location.reload();
  }

  /** Saves and goes on, once however often it is asked for. @param {HTMLButtonElement | null} submitter */
  async #submit(submitter) {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#leave(submitter);
    } catch (error) {
      console.error(error);
      this.#plain = true; // this browser's storage has failed: the form can still be sent as if there were no script
      this.#parts.form.requestSubmit(submitter);
    } finally {
      this.#running = false;
    }
  }

  /** @param {HTMLButtonElement | null} submitter */
  async #leave(submitter) {
    const go = submitter?.dataset.go;
    const what = submitter?.name === "next" ? submitter.value : null;
    this.#tell("");
    if (what && this.#goWithin(what, submitter)) return;
    const reasons = await this.#saveAll();
    showStay(reasons);
    if (reasons.length) return;
    const { questions, data } = this.#parts;
    const after = questions.at(-1)?.question.id ?? "";
    const next = submitter?.name === "back" ? data.back : data.next;
    location.assign(go ? (what === "find" ? go : `${go}?after=${after}`) : next);
  }

  /** Why the page can't be left yet, once everything was sent. @returns {Promise<{key: string, words: string, href: string?}[]>} */
  async #saveAll() {
    const { evidence, facts, sendAll, verdicts } = this.#parts;
    const cited = facts().closed ? [] : [...evidence.values()].map((each) => each.add());
    const trouble = await sendAll();
    const now = facts();
    // What can't be mended any more, as the case is closed, keeps nobody here.
    const reasons = now.closed ? [] : [...verdicts.reasons(), ...cited.filter(Boolean)];
    // What another open page is typing is that page's to save, and other cases' answers can wait.
    if (now.own) reasons.push({ key: UNSAFE, words: safety({ waiting: now.own, trouble: trouble ?? now.trouble }), href: null });
    return reasons;
  }

  /**
   * Leads to the next thing on this page that is unanswered, owes a comment or is in conflict, or says that the case
   * has none; false when it is to be looked for elsewhere.
   * @param {string} what @param {HTMLButtonElement} button
   */
  #goWithin(what, button) {
    const { questions, standing } = this.#parts;
    const { path, conflicts } = standing();
    const disputed = new Set(conflicts.map(questionOf));
    const undisputed = (ids) => ids.filter((id) => !disputed.has(id));
    const lists = { unanswered: undisputed(path.unanswered), comment: undisputed(path.comments_owed), conflict: [...disputed] };
    const left = lists[what];
    if (!left) return false;
    if (!left.length) this.#tell(button.dataset.nothing);
    const wanted = questions
      .filter(({ fieldset, question }) => !fieldset.hidden && left.includes(question.id))
      .flatMap((each) => (what === "conflict" ? disputes(each.fieldset, conflicts) : [control(each, what)]))
      .find((each) => !this.#last || follows(this.#last, each));
    if (wanted) focusOn(wanted);
    return Boolean(wanted) || !left.length;
  }

  /** Says beside the ways on, where it is read out, that none is left; the button keeps the keyboard. */
  #tell(words) {
    document.querySelector("[data-told]").replaceChildren(...(words ? [words] : []));
  }
}

/** The links beside what is in conflict to where it is settled, in the order of the page. */
function disputes(fieldset, conflicts) {
  const places = new Set(conflicts.map((thing) => thing.split("/")[0]));
  return [...fieldset.querySelectorAll("[data-notice]")]
    .filter((notice) => places.has(notice.dataset.notice))
    .map((notice) => notice.querySelector("a"))
    .filter(Boolean);
}

/** Where a question's comment, or else its answer, is given. @param {string} what */
function control({ fieldset, question }, what) {
  return what === "comment" ? commentBox(fieldset, question.id) : answerInputs(fieldset, question)[0];
}

/** Whether a control comes after another in the page. @param {Element} before @param {Element} control */
function follows(before, control) {
  return Boolean(before.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING);
}
