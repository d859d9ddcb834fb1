// On every other page of an inspection: sends what is left in the outbox of whoever may score there, and says so.
import { openOutbox } from "./outbox.js";
import { count, showSafety } from "./safety.js";
import { Sender } from "./sender.js";
import { sealOrphans } from "./tabs.js";
import { showTold } from "./told.js";

const place = document.getElementById("outbox");

/** Sends what is left. @param {{user: string, inspection: string, pass: string, csrf: string, key: string}} data */
async function flush(data) {
  const outbox = await openOutbox(data);
  await sealOrphans(outbox);
  let trouble = null;
  let sent = 0;

  /** Says what is left; nothing when there was nothing to send. */
  async function tell() {
    const items = (await outbox.list()).filter((item) => item.sealed);
    const away = items.filter((item) => item.refused);
    const waiting = items.length - away.length;
    place.hidden = !items.length && !outbox.unreadable && !sent;
    if (place.hidden) return;
    const discard = () => outbox.discardUnreadable().then(tell);
    showSafety(place, { waiting, away, unreadable: outbox.unreadable, discard, trouble });
    const words = `Show this page with ${count(sent, "answer")} just sent`;
    showLink(sent && !waiting ? [words, location.href] : null);
  }

  const sender = new Sender(outbox, data, (news) => {
    if ("trouble" in news) trouble = news.trouble;
    sent += (news.results ?? []).filter(({ result }) => result.outcome !== "refused").length;
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

showTold();
const island = document.getElementById("outbox-data");
if (island && globalThis.crypto?.subtle) flush(JSON.parse(island.textContent));
