// What was answered and is not yet safe with the server, kept in this browser: encrypted, for one person and one
// inspection.
import { canonicalJson, sha256Hex } from "./canonical.js";
import { inOrder } from "./order.js";

/**
 * One thing that somebody says about a question; a text is in clear.
 * @typedef {{kind: string, subject: string, value: any, parents: string[], text?: string, salt?: string}} Entry
 * @typedef {{id: string, made_at: string, definition?: string, text_revision?: number, entries: Entry[]}} Save
 */
/**
 * A save and where it goes: `saves` is the address, `page` where it was made and `tab` by which page of the browser;
 * `assessment` is what it is of, which for the text of a report is the report, and `where` says so in words.
 * `refused` is why the server did not take it.
 * @typedef {object} Item
 * @property {string} id
 * @property {string} saves
 * @property {string} assessment
 * @property {string} reference
 * @property {string} where
 * @property {string} page
 * @property {boolean} sealed
 * @property {string} tab
 * @property {string | null} refused
 * @property {Record<string, string>} [faults] what is wrong with fields of what was refused, by their names
 * @property {Save} save
 */


const STORE = "saves";

/** Opens a person's outbox of an inspection; `key` is 32 bytes in Base64, and is kept nowhere. */
export async function openOutbox({ user, inspection, key }) {
  const name = `inspect-app outbox ${user} ${inspection}`;
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  const secret = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  let database = null;
  try {
    database = await openDatabase(name);
  } catch {
    // No IndexedDB, as in some private windows: what is written stays in memory, and the page warns.
  }
  return new Outbox(name, secret, database);
}

/** Whether a receipt is that of a save: as many entries, and the hash of what was sent. */
export async function matches(save, receipt) {
  if (receipt?.count !== save.entries.length) return false;
  return receipt.hash === (await sha256Hex(canonicalJson(save)));
}

class Outbox {
  #secret;
  #database;
  #unkept = new Map();
  #writing = Promise.resolve();
  #asked = new Map();
  /** What should have been deleted and could not be; it is tried again. @type {Set<string>} */
  #gone = new Set();

  constructor(name, secret, database) {
    this.name = name;
    this.#secret = secret;
    this.#database = database;
    /** How many stored items the key does not open. */
    this.unreadable = 0;
  }

  /** How many items could not be written down and are gone when the page is. */
  get unkept() {
    return this.#unkept.size;
  }

  /**
   * Adds an item, or replaces the one with its id. Writes are done in the order they were asked for; of several that
   * wait for the same item the last is enough.
   * @param {Item} item
   */
  put(item) {
    const waits = this.#asked.get(item.id);
    if (waits) {
      waits.content = structuredClone(item);
      return waits.done;
    }
    const asked = { content: structuredClone(item) };
    this.#asked.set(item.id, asked);
    asked.done = this.#next(async () => {
      this.#asked.delete(item.id);
      const { content } = asked;
      try {
        const record = await this.#lock(content);
        await this.#run("readwrite", (store) => store.put(record), content.sealed ? "strict" : "relaxed");
        this.#unkept.delete(content.id);
      } catch {
        this.#unkept.set(content.id, content);
      }
    });
    return asked.done;
  }

  /** Every item, each after those that it follows. @returns {Promise<Item[]>} */
  async list() {
    return (await this.#all()).filter((item) => item.save);
  }

  /** What is kept here and is not to be sent (begun.js). */
  async drafts() {
    return (await this.#all()).filter((item) => item.draft);
  }

  #all() {
    return this.#next(async () => {
      for (const id of this.#gone) await this.#delete(id);
      const stored = (await this.#stored()).filter(({ id }) => !this.#gone.has(id));
      const opened = await Promise.all(stored.map((record) => this.#unlock(record)));
      const items = new Map(opened.filter(Boolean).map((item) => [item.id, item]));
      this.unreadable = stored.length - items.size;
      for (const [id, item] of this.#unkept) items.set(id, item);
      return inOrder(items.values());
    });
  }

  /** Deletes an item that the server has, as its receipt proves; false when the receipt is not the item's. @param {Item} item */
  async acknowledge(item, receipt) {
    if (!(await matches(item.save, receipt))) return false;
    await this.drop(item.id);
    return true;
  }

  /** Deletes an item that another has taken the place of. */
  drop(id) {
    return this.#next(async () => {
      this.#unkept.delete(id);
      await this.#delete(id);
    });
  }

  /** Deletes an item; while that fails, this page takes it as deleted all the same. */
  async #delete(id) {
    try {
      if (this.#database) await this.#run("readwrite", (store) => store.delete(id));
      this.#gone.delete(id);
    } catch {
      this.#gone.add(id);
    }
  }

  /** Deletes, when a person asks for it, the stored items that the key does not open. */
  discardUnreadable() {
    return this.#next(async () => {
      for (const record of await this.#run("readonly", (store) => store.getAll())) {
        if (!(await this.#unlock(record))) await this.#run("readwrite", (store) => store.delete(record.id));
      }
      this.unreadable = 0;
    });
  }

  /** What the database holds; when it fails, what is in memory alone can be sent all the same. */
  async #stored() {
    try {
      return this.#database ? await this.#run("readonly", (store) => store.getAll()) : [];
    } catch (error) {
      if (!this.#unkept.size) throw error;
      return [];
    }
  }

  #next(work) {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => {});
    return done;
  }

  /** One transaction on the store; resolves when it is done, not only asked for. */
  #run(mode, work, durability = "strict") {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(STORE, mode, { durability });
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  async #lock(item) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(item));
    return { id: item.id, iv, box: await crypto.subtle.encrypt(this.#cipher(iv, item.id), this.#secret, plain) };
  }

  async #unlock({ id, iv, box }) {
    try {
      const plain = await crypto.subtle.decrypt(this.#cipher(iv, id), this.#secret, box);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return null;
    }
  }

  /** Whose box it is and which item is sealed in with it: a record put elsewhere does not open. */
  #cipher(iv, id) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${this.name} ${id}`) };
  }
}

function openDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}
