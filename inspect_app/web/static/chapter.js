// The page of a chapter: what is written is kept in this browser at once, and saved whenever it is left alone for a while.
import { FigurePicker } from "./figure_picker.js";
import { OneThingPage } from "./one_thing.js";
import { showStay, write } from "./page.js";
import { showPersistence } from "./persistence.js";
import { Preview } from "./preview.js";
import { tidy } from "./typed.js";

/** A pause in writing; shorter than one for thought would make a version of every sentence. */
const QUIET = 4_000;

class ChapterPage extends OneThingPage {
  #box;
  /** @type {Preview} */
  #preview;

  constructor(data) {
    super(data, document.getElementById("chapter"), `chapter:${data.chapter}`);
    this.#box = this.form.elements.body;
    this.#preview = new Preview(this.form, this.#box);
  }

  async start() {
    await this.begin({ value: { body: tidy(this.data.stands.body) } }, QUIET);
    showPersistence(document.querySelector("[data-persisted]"), "text");
  }

  change() {
    this.verdicts.changed(this.thing);
    this.drafts.change("chapter", this.data.chapter, this.content(), QUIET);
    this.#preview.follow();
    this.update();
  }

  content() {
    return { value: { body: tidy(this.#box.value) } };
  }

  /** Shows a text that is kept, or that another window has saved. */
  show({ value }) {
    replaceText(this.#box, value?.body ?? "");
    this.#preview.follow();
  }

  /** Saves, or shows the preview now, and stays. @param {HTMLButtonElement | null} submitter */
  async pressed(submitter) {
    if (submitter?.value === "preview") return this.#preview.now();
    const reasons = await this.saveAll();
    showStay(reasons);
    this.update();
    if (!reasons.length && submitter?.value.startsWith("read ")) this.#markRead(submitter.value);
  }

  /** What is written is saved by now, so that the form only says which figures were read. */
  #markRead(mark) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: "do", value: mark });
    this.form.append(said);
    this.form.submit();
  }
}

/** Puts another text in a box; the caret stays before or after what it stood before or after. */
function replaceText(box, text) {
  const before = box.value;
  if (before === text) return;
  const { selectionStart, selectionEnd } = box;
  const shorter = Math.min(before.length, text.length);
  let same = 0;
  while (same < shorter && before[same] === text[same]) same += 1;
  const moved = (place) => (place <= same ? place : Math.max(same, place + text.length - before.length));
  box.value = text;
  box.setSelectionRange(moved(selectionStart), moved(selectionEnd));
}

const island = document.getElementById("chapter-data");
const place = document.querySelector("[data-safety]");
const box = document.querySelector("#chapter textarea");
if (box) new FigurePicker(box);
if (island && globalThis.crypto?.subtle) {
  new ChapterPage(JSON.parse(island.textContent)).start().catch((error) => {
    console.error(error);
    write(place, "Save with the button: this browser does not let what you write be saved by itself.");
  });
} else if (island) {
  write(place, "Save with the button: what you write is saved by itself only at an https address or on this computer.");
}
