// What a section page shows: which questions are asked, messages beside them, counts, and what keeps one from going on.

/** Shows and enables the questions that are asked; the others are hidden and kept as they are. */
export function showRoute(questions, path) {
  for (const { fieldset, question } of questions) {
    const asked = path.asked[question.id] === "asked";
    fieldset.hidden = fieldset.disabled = !asked;
  }
  const waiting = questions.filter(({ question }) => path.asked[question.id] === "cannot_tell_yet").length;
  toggle("[data-none]", questions.every(({ fieldset }) => fieldset.hidden));
  toggle("[data-waiting]", waiting > 0);
  showCount("waiting", waiting);
  const parked = [...document.querySelectorAll("[data-parked-question]")];
  for (const line of parked) line.hidden = !path.parked.includes(line.dataset.parkedQuestion);
  toggle("[data-parked]", parked.some((line) => !line.hidden));
}

/** Writes a count wherever the page shows it. */
export function showCount(name, number) {
  for (const place of document.querySelectorAll(`[data-count="${name}"]`)) write(place, String(number));
}

/** Writes words where they are read out when they change, and only when they do. */
export function write(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

/**
 * Says what is wrong with an answer, comment or piece of evidence, with a button where something can be done about it;
 * null takes it back.
 */
export function showProblem(thing, words, action = null) {
  const place = document.querySelector(`[data-problem="${thing}"]`);
  if (!place) return;
  place.replaceChildren();
  if (words) place.append(hiddenWords("Error: "), words);
  if (action) {
    const made = button(action.name, action.act);
    made.append(hiddenWords(`: ${action.about}`));
    place.append(" ", made);
  }
  place.hidden = !words;
  const group = place.closest(".govuk-form-group");
  group?.classList.toggle("govuk-form-group--error", Boolean(words));
  for (const input of group?.querySelectorAll("input[type=text], textarea") ?? []) {
    const kind = input.tagName === "TEXTAREA" ? "textarea" : "input";
    input.classList.toggle(`govuk-${kind}--error`, Boolean(words));
  }
}

/** A line of a notice beside an answer or a comment, by the name of what it is about; null takes it away. */
export function showNotice(thing, name, content) {
  const place = document.querySelector(`[data-notice="${thing}"]`);
  if (!place) return;
  const before = place.querySelector(`[data-line="${name}"]`);
  if (content === null) before?.remove();
  else if (before?.firstChild?.textContent !== content.words) {
    before?.remove();
    place.append(line(name, content));
  }
  place.hidden = !place.children.length;
}

/** Takes away what the server said about a conflict or a comment owed when the page was made. */
export function forget(thing, selector) {
  const place = document.querySelector(`[data-notice="${thing}"]`);
  for (const said of place?.querySelectorAll(selector) ?? []) said.remove();
  if (place) place.hidden = !place.children.length;
}

function line(name, { words, action, link, style }) {
  const made = document.createElement("p");
  made.className = `govuk-body ${style}`;
  made.dataset.line = name;
  made.append(words);
  if (action) made.append(" ", button(action.name, action.act));
  if (link) made.append(" ", anchor(link));
  return made;
}

/** A link. */
export function anchor({ name, href }) {
  const made = document.createElement("a");
  made.className = "govuk-link";
  made.textContent = name;
  made.href = href;
  return made;
}

/** A button that looks like a link. */
export function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "app-link-button";
  made.textContent = name;
  made.addEventListener("click", act);
  return made;
}

/** Words for those who hear the page. */
export function hiddenWords(words) {
  const made = document.createElement("span");
  made.className = "govuk-visually-hidden";
  made.textContent = words;
  return made;
}

/** Whether the title tells of an error for the sake of the summary. */
let marked = false;

/**
 * Says why one stays on the page, in an error summary that has the keyboard: [{key, words, href or null}]. By its key a
 * reason is dropped.
 */
export function showStay(reasons) {
  dropStay();
  if (!reasons.length) return;
  const summary = document.createElement("div");
  summary.id = "stay";
  summary.className = "govuk-error-summary";
  summary.tabIndex = -1;
  const inner = document.createElement("div");
  inner.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.className = "govuk-error-summary__title";
  title.textContent = "There is a problem";
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-error-summary__list";
  list.append(...reasons.map(reason));
  inner.append(title, list);
  summary.append(inner);
  document.querySelector("h1").before(summary);
  marked = !document.title.startsWith("Error: ");
  if (marked) document.title = `Error: ${document.title}`;
  summary.focus();
}

/** Takes a reason that is gone off the summary, and the summary away with its last; the keyboard isn't lost. */
export function dropReason(key) {
  const summary = document.getElementById("stay");
  const gone = [...(summary?.querySelectorAll("li") ?? [])].filter((line) => line.dataset.reason === key);
  if (!gone.length) return;
  const held = document.activeElement;
  const heading = document.querySelector("h1");
  for (const line of gone) line.remove();
  const left = summary.querySelector("li");
  if (!left) dropStay();
  if (held.isConnected) return;
  heading.tabIndex = -1;
  (left ? summary : heading).focus();
}

function dropStay() {
  document.getElementById("stay")?.remove();
  if (marked) document.title = document.title.replace(/^Error: /, "");
  marked = false;
}

function reason({ key, words, href }) {
  const item = document.createElement("li");
  item.dataset.reason = key;
  if (!href) {
    item.append(words);
    return item;
  }
  const link = document.createElement("a");
  link.href = href;
  link.textContent = words;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    focusOn(document.querySelector(href));
  });
  item.append(link);
  return item;
}

/** Lets the forms of the page be sent by who is signed in now. */
export function renewForms(csrf) {
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = csrf;
}

/** Keeps in the form which entry about a thing the ledger is known to have: sent plainly, it says what it follows. */
export function showSeen(thing, id) {
  const named = `input[name="seen-${thing.replace(/[:/]/g, "-")}"]`;
  const field = document.querySelector(`${named}, input[data-seen="${thing}"]`);
  if (field) field.value = id;
}

/** Gives a control the keyboard, below what stays in sight, and opens what it is folded into. */
export function focusOn(control) {
  const folded = control.closest("details");
  if (folded) folded.open = true;
  control.closest("fieldset.app-question")?.scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}

function toggle(selector, shown) {
  const place = document.querySelector(selector);
  if (place) place.hidden = !shown;
}
