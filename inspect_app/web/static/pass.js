// Asks the server who is signed in now: whether it can be reached, whether it is still the same person, and with which token.
import { renewForms } from "./page.js";

const PATIENCE = 30_000;

/** Why nothing can be sent for now: "offline", "signed_out", "other_user", "failing" or "not_allowed", and words. */
export class Trouble extends Error {
  constructor(kind, words = "") {
    super(words);
    this.kind = kind;
  }
}

/**
 * The token of who is signed in now, which every form of the page gets too; Trouble when nothing can be sent.
 * @param {{user: string, pass: string}} server whose page it is, and where to ask @param {number} patience milliseconds
 */
export async function askPass({ user, pass }, patience = PATIENCE) {
  const response = await fetched(pass, {}, patience);
  if (response.status === 401) throw new Trouble("signed_out");
  if (!response.ok) throw new Trouble(response.status < 500 ? "not_allowed" : "failing");
  const now = await read(response);
  if (!now) throw new Trouble("failing");
  if (now.user !== user) throw new Trouble("other_user");
  renewForms(now.csrf);
  return now.csrf;
}

/** What the server answers; Trouble when it does not. */
export async function fetched(address, options, patience = PATIENCE) {
  try {
    const signal = AbortSignal.timeout(patience);
    return await fetch(address, { ...options, cache: "no-store", credentials: "same-origin", signal });
  } catch {
    throw new Trouble("offline");
  }
}

/** The JSON of a response, or null when it is none. */
export async function read(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
