// The section page: what is answered is kept in this browser at once, sent, and what is asked follows from it.
import { Begun } from "./begun.js";
import { answerInputs, commentBox, kindOf, showAnswer, typedAnswer } from "./controls.js";
import { thingOf } from "./drafts.js";
import { Evidence } from "./evidence.js";
import { Leaving } from "./leaving.js";
import { KeptPage } from "./kept_page.js";
import { guard, lock } from "./locks.js";
import { owed } from "./owed.js";
import { button, hiddenWords, showCount, showNotice, showRoute, write } from "./page.js";
import { questionOf } from "./path.js";
import { showPersistence } from "./persistence.js";
import { showSafety } from "./safety.js";
import { standing } from "./standing.js";
import { parse, plausible, tidy } from "./typed.js";

const CHOSEN_QUIET = 300;
const TYPED_QUIET = 3_000;
const UNFINISHED_QUIET = 60_000;

class Scoring extends KeptPage {
  #form = document.getElementById("scoring");
  #questions;
  #byId;
  /** @type {Begun} */
  #begun;
  /** @type {Map<string, Evidence>} */
  #evidence = new Map();
  /** The saves that the page was made from. @type {Set<string>} */
  #stored;
  /** The records begun in pages closed by now that this one doesn't show. @type {{page: string}[]} */
  #unshown = [];
  /** When it is looked again whether pages are closed that have begun some. */
  #resumes;
  /** @type {Leaving} */
  #leaving;

  constructor(data) {
    super(data);
    this.#stored = new Set(data.stored);
    const known = new Map(data.questions.map((question) => [question.id, question]));
    this.#questions = [...this.#form.querySelectorAll("[data-question]")].map((fieldset) => ({
      fieldset,
      question: known.get(fieldset.dataset.question),
    }));
    this.#byId = new Map(this.#questions.map((each) => [each.question.id, each]));
  }

  async start() {
    await this.open((id) => this.#leaving.reloadAt(id));
    this.#begun = new Begun(this.outbox, this.data.assessment);
    const early = new Set(this.#early().map(({ kind, question }) => `${kind}:${question.id}`));
    for (const each of this.#questions) this.#takeUp(each, early);
    this.#leaving = this.#ways();
    const kept = await this.restore();
    await this.#resume();
    this.#listen();
    this.update();
    this.#leaving.arrive();
    this.#takeEarly(new Set(kept.map((item) => thingOf(item.save.entries[0]))));
    this.send();
    showPersistence(document.querySelector("[data-persisted]"));
  }

  #ways() {
    return new Leaving({
      form: this.#form,
      data: this.data,
      questions: this.#questions,
      verdicts: this.verdicts,
      evidence: this.#evidence,
      standing: () => this.#standing(),
      facts: () => this.facts(),
      sendAll: () => this.sendAll(),
    });
  }

  /**
   * Says what the page shows of a question, and gives it the buttons that need this script. What was typed `early` is
   * not what the ledger says.
   */
  #takeUp({ fieldset, question }, early) {
    const things = ["answer", ...(commentBox(fieldset, question.id) ? ["comment"] : [])];
    for (const kind of things) {
      const thing = `${kind}:${question.id}`;
      const seen = fieldset.querySelector(`[name="seen-${kind}-${question.id}"]`).value.split(" ").filter(Boolean);
      const stands = !early.has(thing) && !this.told.conflicts.includes(thing);
      this.drafts.know(thing, seen, stands ? saidBy(this.#content(kind, fieldset, question)) : undefined);
    }
    this.verdicts.takeUp(question.id);
    const block = fieldset.querySelector("[data-evidence]");
    if (block) this.#evidence.set(question.id, new Evidence(block, this.drafts, this.#begun, () => this.#cited()));
    const clear = fieldset.querySelector("[data-clear]");
    if (clear) clear.replaceWith(this.#clearButton(fieldset, question));
  }

  #clearButton(fieldset, question) {
    const made = button("Clear this answer", () => {
      showAnswer(fieldset, question, null);
      this.#change("answer", fieldset, question, CHOSEN_QUIET);
      answerInputs(fieldset, question)[0].focus();
    });
    made.append(hiddenWords(`: ${fieldset.querySelector("legend").textContent.trim()}`));
    made.dataset.clear = "";
    return made;
  }

  /** Goes on with the records that pages closed by now had begun to cite. */
  async #resume() {
    const { left, unshown } = await this.#begun.takeUp(({ key, about, typed }) => {
      const evidence = this.#evidence.get(questionOf(about));
      return evidence ? evidence.resume(key, typed) : false;
    });
    this.#unshown = unshown;
    clearTimeout(this.#resumes);
    if (left) this.#resumes = setTimeout(() => this.#cited(), 1_000);
  }

  /** A record was begun, added or taken back: there may be room for one that another page had begun. */
  async #cited() {
    this.update();
    await this.#resume();
    this.update();
  }

  /** Shows what is said of a question of this page; what of another is that page's to show. */
  show(entry) {
    const id = questionOf(thingOf(entry));
    const each = this.#byId.get(id);
    if (!each) return;
    const value = entry.text ?? entry.value;
    if (entry.kind === "answer") showAnswer(each.fieldset, each.question, value);
    else if (entry.kind === "comment") commentBox(each.fieldset, id).value = value ?? "";
    else if (entry.kind === "evidence") this.#evidence.get(id).show(entry.subject.split("/")[1], entry.value, entry.text);
  }

  #listen() {
    const form = this.#form;
    this.#leaving.listen();
    guard(form);
    form.addEventListener("input", ({ target }) => this.#typed(target));
    form.addEventListener("focusout", ({ target, relatedTarget }) => this.#left(target, relatedTarget));
    this.guardLeaving(TYPED_QUIET);
  }

  #typed(control) {
    const each = this.#of(control);
    const kind = each && kindOf(control, each.question);
    if (kind) this.#change(kind, each.fieldset, each.question, this.#quiet(kind, each));
    else if (each) this.update();
  }

  /** How long a control is left alone before what is in it is sent. */
  #quiet(kind, { fieldset, question }) {
    if (kind === "comment" || question.type === "text") return TYPED_QUIET;
    if (question.type.startsWith("choice")) return CHOSEN_QUIET;
    const value = parse(question, typedAnswer(fieldset, question));
    return value === null || plausible(question, value) ? TYPED_QUIET : UNFINISHED_QUIET;
  }

  /** Seals what was typed when its control, or all of a date's, is left. */
  #left(control, towards) {
    const each = this.#of(control);
    const kind = each && kindOf(control, each.question);
    if (!kind || ["radio", "checkbox"].includes(control.type)) return;
    const dated = kind === "answer" && each.question.type === "date";
    const within = towards ?? document.activeElement;
    if (dated && within && answerInputs(each.fieldset, each.question).includes(within)) return;
    this.drafts.seal(`${kind}:${each.question.id}`);
  }

  #change(kind, fieldset, question, quiet) {
    this.verdicts.changed(`${kind}:${question.id}`);
    this.drafts.change(kind, question.id, this.#content(kind, fieldset, question), quiet);
    this.update();
  }

  #content(kind, fieldset, question) {
    if (kind === "comment") return { text: tidy(commentBox(fieldset, question.id).value) };
    const value = parse(question, typedAnswer(fieldset, question));
    return question.type === "text" ? { text: value ?? "" } : { value };
  }

  /** Takes up what was typed before this script ran. */
  #takeEarly(kept) {
    for (const { control, kind, question } of this.#early()) {
      if (!kept.has(`${kind}:${question.id}`)) this.#typed(control);
    }
  }

  /** The controls that show something else than the page came with; the form keeps nothing from an earlier visit. */
  #early() {
    if (this.#form.autocomplete !== "off") return [];
    return [...this.#form.querySelectorAll("input, textarea")].flatMap((control) => {
      const chosen = ["radio", "checkbox"].includes(control.type);
      const same = chosen ? control.checked === control.defaultChecked : control.value === control.defaultValue;
      const each = same ? null : this.#of(control);
      const kind = each && kindOf(control, each.question);
      return kind ? [{ control, kind, ...each }] : [];
    });
  }

  /**
   * Whether an item is the page's to show. What the ledger has already is not, for it may have had more since: it is
   * only sent again, to be deleted on its receipt.
   */
  shows(item) {
    return item.assessment === this.data.assessment && !this.#stored.has(item.id);
  }

  #standing() {
    return standing(this.data, this.told, [...this.drafts.pending.values()]);
  }

  /** Shows what is asked, owed and counted now, and how safe it is. */
  update() {
    const now = this.#standing();
    showRoute(this.#questions, now.path);
    showCount("answered", now.answered);
    showCount("to_do", now.to_do);
    showCount("parked", now.path.parked.length);
    showCount("conflicts", now.conflicts.length);
    for (const { fieldset, question } of this.#questions) this.#showAsides(fieldset, question, now);
    this.verdicts.compare(this.told);
    for (const { fieldset, question } of this.#questions) this.#showLocks(fieldset, question);
    showSafety(document.querySelector("[data-safety]"), this.facts());
  }

  #showAsides(fieldset, question, now) {
    const clear = fieldset.querySelector("[data-clear]");
    if (clear) clear.hidden = !typedAnswer(fieldset, question);
    const box = commentBox(fieldset, question.id);
    if (!box) return;
    const words = tidy(box.value) ? null : owed(question, now.answers[question.id], now.path.comments_owed.includes(question.id));
    showNotice(`comment:${question.id}`, "owed", words && { words, style: "app-owed" });
  }

  #showLocks(fieldset, question) {
    const closed = !this.told.editable;
    for (const thing of [`answer:${question.id}`, `comment:${question.id}`]) {
      lock(fieldset.querySelector(`[data-group="${thing}"]`), closed || this.verdicts.locks(thing, this.told));
    }
    lock(fieldset.querySelector("[data-evidence]"), closed);
    for (const line of fieldset.querySelectorAll("li[data-key]")) {
      lock(line, closed || this.verdicts.locks(`evidence:${question.id}/${line.dataset.key}`, this.told));
    }
  }

  /** How safe everything is; what this page doesn't show of what was refused, another does. */
  facts() {
    const facts = super.facts();
    const elsewhere = this.drafts.refusals.filter((item) => !this.#byId.has(questionOf(thingOf(item.save.entries[0]))));
    const begun = [...this.#evidence.values()].filter((each) => each.begun);
    return {
      ...facts,
      refused: facts.refused - elsewhere.length,
      away: [...elsewhere, ...facts.away],
      begun: begun.filter((each) => !each.hidden).length,
      unasked: begun.filter((each) => each.hidden).length,
      unshown: this.#unshown,
    };
  }

  #of(control) {
    const fieldset = control.closest?.("[data-question]");
    return fieldset ? this.#byId.get(fieldset.dataset.question) : null;
  }
}

function saidBy({ value = null, text }) {
  return text ? { text, value } : value;
}

const island = document.getElementById("scoring-data");
const place = document.querySelector("[data-safety]");
if (island && globalThis.crypto?.subtle) {
  new Scoring(JSON.parse(island.textContent)).start().catch((error) => {
    console.error(error);
    write(place, "Save with the button: this browser does not let answers be saved by themselves.");
  });
} else if (island) {
  write(place, "Save with the button: answers are saved by themselves only at an https address or on this computer.");
}
