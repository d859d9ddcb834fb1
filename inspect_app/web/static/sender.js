// Sends what is in the outbox: in order, a batch at a time, from one page of this browser at a time, and again with the
// same ids until the server has acknowledged it.
import { askPass, fetched, read, Trouble } from "./pass.js";

const MOST = 20;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** Which thing of which assessment an item is about. */
function about({ saves, save }) {
  const { kind, subject } = save.entries[0];
  return `${saves} ${kind}:${subject}`;
}

/** Whether a save follows an entry of another one. */
export function follows(save, id) {
  return save.entries.some((entry) => entry.parents.some((parent) => parent.startsWith(`${id}/`)));
}

/** Lets a save follow what another one, that the server refused, had followed. */
export function rebase(save, refused) {
  for (const entry of save.entries) {
    const seen = entry.parents.flatMap((parent) => {
      const [id, place] = parent.split("/");
      return id === refused.id ? refused.entries[place].parents : [parent];
    });
    entry.parents = [...new Set(seen)];
  }
}

/** Where a page keeps hold of its outbox and of who sends from it. */
export class Sender {
  #outbox;
  #server;
  #hear;
  #channel;
  #running = null;
  #again = false;
  #pause = FIRST_PAUSE;
  #timer;
  #most = MOST;
  /** How often what was said of a thing failed when it was sent by itself. @type {Map<string, number>} */
  #failures = new Map();

  /**
   * `server` has the person's tag (`user`), the token (`csrf`) and where to ask for a new one (`pass`). `hear` is told
   * {results: [{item, result}], standing, reference} after each batch, whichever page sent it, {sealed} or {dropped} when
   * another page has sealed an item or taken some back, and {trouble} or {trouble: null} when sending stops or works again.
   */
  constructor(outbox, server, hear) {
    this.#outbox = outbox;
    this.#server = { ...server };
    this.#hear = hear;
    this.#channel = new BroadcastChannel(outbox.name);
    this.#channel.onmessage = ({ data }) => hear(data);
    addEventListener("online", () => this.wake());
    addEventListener("focus", () => this.wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.wake());
  }

  /** Tells the other open pages of this outbox what this one has just sealed or taken back. */
  announce(news) {
    this.#channel.postMessage(news);
  }

  /** Sends everything that is sealed; resolves, with the trouble or null, when no more can be sent for now. */
  wake() {
    this.#again = true;
    this.#running ??= this.#send().finally(() => {
      this.#running = null;
      if (this.#again) this.wake(); // asked for when nothing more was looked at
    });
    return this.#running;
  }

  async #send() {
    clearTimeout(this.#timer);
    try {
      while (this.#again) {
        this.#again = false;
        while (await alone(this.#outbox.name, () => this.#batch())) this.#pause = FIRST_PAUSE;
      }
      this.#most = MOST;
      this.#hear({ trouble: null });
      return null;
    } catch (error) {
      const trouble = error instanceof Trouble ? error : new Trouble("failing", String(error));
      this.#timer = setTimeout(() => this.wake(), this.#pause * (0.75 + Math.random() / 2));
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      this.#hear({ trouble });
      return trouble;
    }
  }

  /** Sends the next batch; false when there is none. */
  async #batch() {
    const batch = chosen(this.#inTurn(await this.#outbox.list()), this.#most);
    if (!batch.length) return false;
    const answer = await this.#post(batch);
    if (answer === null) return true;
    const results = [];
    for (const [place, result] of answer.results.entries()) {
      const item = batch[place];
      if (result.outcome === "refused") await this.#refuse(item, result);
      else if (!(await this.#outbox.acknowledge(item, result.receipt))) continue;
      this.#failures.delete(about(item));
      results.push({ item, result });
    }
    this.#tell({ results, standing: answer.case ?? answer.report, reference: batch[0].reference });
    if (results.length < batch.length) throw new Trouble("failing", "The server’s receipt is not for what was sent.");
    return true;
  }

  /** What the server answers to a batch; null when it can't be read as a whole and is tried in smaller parts. */
  async #post(batch) {
    let response = await this.#fetch(batch);
    if (response.status === 401 || (await problem(response)).code === "token") {
      this.#server.csrf = await askPass(this.#server);
      response = await this.#fetch(batch);
    }
    const body = response.status === 200 || response.status === 422 ? await read(response) : null;
    if (Array.isArray(body?.results)) return body;
    const { title, advice } = body?.error ?? (await problem(response));
    const words = title ? `${title}. ${advice}` : "";
    if (response.status === 401) throw new Trouble("signed_out");
    if (response.status === 403) throw new Trouble("not_allowed", words);
    if (batch.length > 1) this.#most = 1;
    else this.#failures.set(about(batch[0]), (this.#failures.get(about(batch[0])) ?? 0) + 1);
    if (response.status === 404 && title) throw new Trouble("not_allowed", words);
    // Whatever is said of a batch as a whole may be a fault of the server's settings: only its size is its own.
    if (response.status !== 413 || !title) throw new Trouble("failing", words);
    if (batch.length > 1) return null;
    return { results: [{ outcome: "refused", reason: words, receipt: null, verdicts: [] }], case: null };
  }

  /** Items with those last that have failed by themselves: the others must not wait for them. Of a thing the order stays. */
  #inTurn(items) {
    const failures = (item) => this.#failures.get(about(item)) ?? 0;
    return [...items].sort((a, b) => failures(a) - failures(b));
  }

  async #fetch(batch) {
    const { user, csrf } = this.#server;
    const body = JSON.stringify({ user, saves: batch.map((item) => item.save) });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    return fetched(batch[0].saves, { method: "POST", headers, body });
  }

  /** Keeps a refused item, marked, until the person changes what it is about; what follows it skips it. */
  async #refuse(item, { reason, faults }) {
    const following = (await this.#outbox.list()).filter((other) => other.sealed && follows(other.save, item.id));
    for (const other of following) {
      rebase(other.save, item.save);
      await this.#outbox.put(other);
    }
    if (following.length) await this.#outbox.drop(item.id);
    else await this.#outbox.put({ ...item, refused: reason, faults });
  }

  #tell(news) {
    this.#channel.postMessage(news);
    this.#hear(news);
  }
}

/** The first items that can go together: of one assessment, and of each thing the oldest alone. */
function chosen(items, most) {
  const ready = items.filter((item) => item.sealed && !item.refused);
  const batch = [];
  const things = new Set();
  for (const item of ready) {
    const said = item.save.entries.map((entry) => `${entry.kind}:${entry.subject}`);
    if (item.saves !== ready[0].saves || said.some((thing) => things.has(thing))) continue;
    said.forEach((thing) => things.add(thing));
    batch.push(item);
    if (batch.length === most) break;
  }
  return batch;
}

/** The error in a refusal of a whole request, or an empty object. */
async function problem(response) {
  if (response.ok || response.status === 422) return {};
  try {
    return (await response.clone().json()).error ?? {};
  } catch {
    return {};
  }
}

/** Does something while no other page of this browser does it. */
function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
