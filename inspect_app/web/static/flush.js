// On every other page of an inspection: sends what is left in the outbox of whoever may score there or write its report,
// and says so.
import { openOutbox } from "./outbox.js";
import { count, nounOf, showSafety } from "./safety.js";
import { Sender } from "./sender.js";
import { sealOrphans } from "./tabs.js";
import { showTold } from "./told.js";

const place = document.getElementById("outbox");

/** Sends what is left. @param {{user: string, inspection: string, pass: string, csrf: string, key: string}} data */
async function flush(data) {
  const outbox = await openOutbox(data);
  await sealOrphans(outbox);
  let trouble = null;
  /** What was sent from this page. @type {import("./outbox.js").Item[]} */
  const sent = [];

  /** Says what is left; nothing when there was nothing to send. */
  async function tell() {
    const items = (await outbox.list()).filter((item) => item.sealed);
    const away = items.filter((item) => item.refused);
    const waiting = items.length - away.length;
    place.hidden = !items.length && !outbox.unreadable && !sent.length;
    if (place.hidden) return;
    const discard = () => outbox.discardUnreadable().then(tell);
    const remove = (item) => outbox.drop(item.id).then(tell);
    showSafety(place, { waiting, away, unreadable: outbox.unreadable, discard, remove, trouble, noun: nounOf(items) });
    const words = `Show this page with ${count(sent.length, nounOf(sent))} just sent`;
    showLink(sent.length && !waiting ? [words, location.href] : null);
  }

  const sender = new Sender(outbox, data, (news) => {
    if ("trouble" in news) trouble = news.trouble;
    for (const { item, result } of news.results ?? []) if (result.outcome !== "refused") sent.push(item);
    tell();
  });
  await sender.wake();
}

/** Shows a link beside the words, or takes it away. @param {[string, string] | null} content */
function showLink(content) {
  place.querySelector("[data-link]")?.remove();
  if (!content) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.dataset.link = "";
  [link.textContent, link.href] = content;
  place.append(" ", link);
}

const island = document.getElementById("outbox-data");
const data = island && JSON.parse(island.textContent);
if (data) showTold(data.user);
if (data && globalThis.crypto?.subtle) flush(data);
