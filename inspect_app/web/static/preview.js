// The chapter as it will be printed, beside its text: made by the server, which alone knows the figures.

const PAUSE = 600;
const LATE = "The preview could not be made. It shows the text as it was before.";

export class Preview {
  #form;
  #box;
  #shown = document.querySelector("[data-preview]");
  #told = document.querySelector("[data-preview-told]");
  #timer;
  /** What is being made, to be given up when something else was written. @type {AbortController | null} */
  #asking = null;

  /** @param {HTMLFormElement} form whose `data-preview-at` is where it is made @param {HTMLTextAreaElement} box */
  constructor(form, box) {
    this.#form = form;
    this.#box = box;
    addEventListener("online", () => this.now());
  }

  /** Shows the text as it is now, when nothing more was written for a moment. */
  follow() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  /** Shows the text as it is now; where that fails it is said, and what was shown stays. */
  async now() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const mine = new AbortController();
    this.#asking = mine;
    this.#shown.setAttribute("aria-busy", "true");
    try {
      const page = await this.#ask(mine.signal);
      if (this.#asking === mine) this.#show(page);
    } catch {
      if (this.#asking === mine) this.#told.textContent = LATE;
    } finally {
      if (this.#asking === mine) this.#shown.removeAttribute("aria-busy");
    }
  }

  async #ask(signal) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.#form.elements.csrf_token.value };
    const body = JSON.stringify({ body: this.#box.value });
    const answer = await fetch(this.#form.dataset.previewAt, { method: "POST", headers, body, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** Puts the server's page in place; it has let through no markup but its own. @param {{html: string}} page */
  #show({ html }) {
    const made = new DOMParser().parseFromString(html, "text/html");
    const held = this.#shown.scrollTop;
    this.#shown.replaceChildren(...[...made.body.childNodes].map((node) => document.adoptNode(node)));
    this.#shown.scrollTop = held;
    this.#told.textContent = "";
  }
}
