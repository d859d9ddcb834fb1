// The explorer's figures follow its form. What is shown is always what the form asks for, or nothing: older figures
// are taken away when newer ones can't be loaded, and a late answer never takes the place of a newer one.

const SLOW = 600;
const LATE = 30_000;
const UNLOADED = "These figures could not be loaded.";

const form = document.getElementById("explore");
const figures = document.getElementById("figures");
const told = document.getElementById("told");
/** What is being loaded, to be given up when something else is asked for. @type {AbortController | null} */
let asking = null;
let checking = false;

/** Loads what the form asks for and shows it, or says why it can't be shown. */
async function load() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const address = wanted();
  figures.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => takeAway("These figures are being loaded."), SLOW);
  const late = setTimeout(() => mine.abort("late"), LATE);
  try {
    const page = await ask(address, mine.signal);
    if (asking === mine) show(page);
  } catch (problem) {
    if (asking === mine) fail(problem instanceof Refused ? problem.words : "Check your connection, then load them again.");
  } finally {
    clearTimeout(slow);
    clearTimeout(late);
    if (asking === mine) {
      asking = null;
      figures.removeAttribute("aria-busy");
      if (address !== here()) history.pushState(null, "", address);
    }
  }
}

class Refused extends Error {
  constructor(words) {
    super(words);
    this.words = words;
  }
}

/** The page at an address, which must be the explorer's and hold figures or say what is wrong with the choices. */
async function ask(address, signal) {
  const answer = await fetch(address, { signal, cache: "no-store", credentials: "same-origin" });
  refuse(answer);
  if (!answer.ok && answer.status !== 422) throw new Refused("The server could not make them. Load them again in a moment.");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById("figures") || !page.getElementById("explore")) {
    throw new Refused("The server answered with something else. Load the page again.");
  }
  return page;
}

/** Throws when who asks may not see the figures, or not any more. */
function refuse(answer) {
  if (answer.redirected || answer.status === 401) throw new Refused("You are signed out. Load the page again to sign in.");
  if (answer.status === 403 || answer.status === 404) throw new Refused("They are not open to you, or no longer there.");
}

function show(page) {
  const fresh = page.getElementById("figures");
  replaceFigures([...fresh.childNodes].map((node) => document.adoptNode(node)));
  delete figures.dataset.view;
  if (fresh.dataset.view) figures.dataset.view = fresh.dataset.view;
  document.title = page.title;
  prepare();
  const heading = figures.querySelector("h2")?.textContent ?? "";
  say(fresh.dataset.view ? `Shown: ${heading}` : figures.textContent.replace(/\s+/g, " ").trim());
}

function fail(advice) {
  takeAway(`${UNLOADED} ${advice}`, "Those shown before are taken away, so that nobody reads them for these.");
  say(`${UNLOADED} ${advice}`);
}

/** Puts words, and after a failure a way to load again, where the figures were. */
function takeAway(words, more = "") {
  const box = document.createElement("div");
  box.className = "app-empty";
  box.append(paragraph("govuk-body-l", words));
  if (more) box.append(paragraph("govuk-body", more), button("Load again", load));
  replaceFigures([box]);
  delete figures.dataset.view;
  document.title = document.title.replace(/^[^–]*/, "Explore ");
}

/** The keyboard is not lost with what it was in. */
function replaceFigures(nodes) {
  const held = figures.contains(document.activeElement);
  figures.replaceChildren(...nodes);
  if (!held) return;
  figures.tabIndex = -1;
  figures.focus();
}

/** Asks whether the figures shown are still those there are; called when somebody comes back to the page. */
async function check() {
  const shown = figures.dataset.view;
  if (!shown || asking || checking) return;
  checking = true;
  try {
    const answer = await fetch(here(), { method: "HEAD", cache: "no-store", credentials: "same-origin" });
    if (figures.dataset.view !== shown || asking) return;
    refuse(answer);
    const now = answer.ok ? answer.headers.get("X-Data-Version") : null;
    if (now === null) notice("It could not be found out whether newer data exist than those shown here.");
    else if (now !== shown) notice("Newer data exist than those shown here.");
    else document.getElementById("newer")?.remove();
  } catch (problem) {
    if (figures.dataset.view !== shown || asking) return;
    if (problem instanceof Refused) fail(problem.words);
    else notice("It could not be found out whether newer data exist than those shown here.");
  } finally {
    checking = false;
  }
}

/** Says something of the figures shown, above them. */
function notice(words) {
  document.getElementById("newer")?.remove();
  const box = document.createElement("div");
  box.className = "govuk-inset-text";
  box.id = "newer";
  box.append(paragraph("govuk-body", words), button("Load again", load));
  figures.prepend(box);
  say(words);
}

/** Lets the link be copied where browsers can do that. */
function prepare() {
  const copy = document.getElementById("copy");
  if (!copy || !navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById("link").href);
      copy.textContent = "Copied";
      say("The link is copied.");
    } catch {
      say("The link could not be copied. Copy the address of the page instead.");
    }
  });
}

/** The address that the form asks for, as short as the server writes it. */
function wanted() {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") chosen.append(name, String(value));
  const first = form.elements.namedItem("rows").options[0].value;
  if (chosen.get("rows") === first) chosen.delete("rows");
  const query = String(chosen);
  return new URL(form.action).pathname + (query ? `?${query}` : "");
}

function here() {
  return location.pathname + location.search;
}

/** Words for those who hear the page; the same words again are heard again. */
function say(words) {
  told.textContent = "";
  setTimeout(() => (told.textContent = words), 50);
}

function paragraph(className, words) {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = words;
  return made;
}

function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = name;
  made.addEventListener("click", act);
  return made;
}

form.addEventListener("change", load);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  load();
});
// Going back shows another address, and the form must say the same.
addEventListener("popstate", () => location.reload());
addEventListener("pageshow", (event) => event.persisted && check());
document.addEventListener("visibilitychange", () => document.hidden || check());
// After a file that was refused the address is the file's, which can't be looked at.
if (figures.dataset.address && figures.dataset.address !== here()) history.replaceState(null, "", figures.dataset.address);
prepare();
