// Looks figures up beside a text and puts links to them where the text is being written.
import { button, hiddenWords } from "./page.js";

const FAILED = "The figures could not be looked up. Try again in a moment.";

export class FigurePicker {
  #box;
  #asList;
  #form = document.getElementById("figure-search");
  #found = document.getElementById("found");
  #told = document.querySelector("[data-picked]");
  /** What is being looked up, to be given up when something else is asked for. @type {AbortController | null} */
  #asking = null;

  /** @param {HTMLTextAreaElement} box where the links go @param {boolean} asList whether each has a line of its own, at the end */
  constructor(box, asList = false) {
    this.#box = box;
    this.#asList = asList;
    this.#form.removeAttribute("target");
    for (const words of this.#form.querySelectorAll("[data-elsewhere]")) words.remove();
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#search();
    });
  }

  async #search() {
    this.#asking?.abort();
    const mine = new AbortController();
    this.#asking = mine;
    const query = new URLSearchParams(new FormData(this.#form));
    try {
      const answer = await fetch(`${this.#form.action}?${query}`, { signal: mine.signal, cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("found");
      if (!answer.ok || answer.redirected || !found) throw new Error(String(answer.status));
      this.#found.replaceChildren(...[...found.childNodes].map((node) => document.adoptNode(node)));
      this.#prepare();
      const counted = this.#found.querySelector("[data-count]");
      this.#say(counted?.textContent ?? "");
      counted?.remove();
    } catch {
      if (this.#asking === mine) this.#say(FAILED);
    }
  }

  /** A button beside each link that was found. */
  #prepare() {
    for (const link of this.#found.querySelectorAll("[data-link]")) {
      const made = button("Insert", () => this.#insert(link));
      made.append(hiddenWords(` ${link.dataset.about}`));
      link.after(" ", made);
    }
  }

  /** Puts a link where the text is being written; a table or a chart stands in a paragraph of its own. */
  #insert(link) {
    if (this.#asList) return this.#add(link);
    const { selectionStart, selectionEnd, value } = this.#box;
    const typed = link.textContent;
    const before = value.slice(0, selectionStart);
    const after = value.slice(selectionEnd);
    const alone = "block" in link.dataset;
    const words = alone ? `${blankLine(before, /\n*$/)}${typed}${blankLine(after, /^\n*/)}` : typed;
    this.#box.focus();
    // As if it were typed: this alone can be undone, and leaves what was typed before to be undone too.
    if (!document.execCommand("insertText", false, words)) {
      this.#box.setRangeText(words, selectionStart, selectionEnd, "end");
      this.#box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#say(`Inserted: ${link.dataset.about}`);
  }

  /** Puts a link at the end of a list that doesn't have it yet. */
  #add(link) {
    const typed = link.textContent.replace(/^\{\{|\}\}$/g, "");
    const lines = this.#box.value.split("\n").filter((line) => line.trim());
    if (lines.includes(typed)) return this.#say(`It is in the list already: ${link.dataset.about}`);
    this.#box.value = [...lines, typed].join("\n");
    this.#box.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say(`Added: ${link.dataset.about}`);
  }

  #say(words) {
    this.#told.textContent = words;
  }
}

/** The line ends that are still missing of a blank line at one end of a text; none at the beginning or end of all. */
function blankLine(text, ends) {
  return text.trim() ? "\n".repeat(Math.max(0, 2 - ends.exec(text)[0].length)) : "";
}
