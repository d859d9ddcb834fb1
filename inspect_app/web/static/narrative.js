// Warns beside a text, once its author leaves it, of what in it looks as if it told who somebody is.

const form = document.querySelector("form[data-narrative-check]");
/** What was asked about each box and not answered yet. @type {Map<string, AbortController>} */
const asked = new Map();

form?.addEventListener("change", ({ target }) => {
  const beside = document.querySelector(`[data-warned="${CSS.escape(thingOf(target))}"]`);
  if (beside) void warn(target, beside);
});

/** What a box is about, such as "comment:home_found". @param {HTMLInputElement | HTMLTextAreaElement} box */
function thingOf(box) {
  return (box.name ?? "").replace("-", ":");
}

/** Asks the server and shows what it says; where it says nothing usable, nothing is shown. */
async function warn(box, beside) {
  asked.get(box.name)?.abort();
  const asking = new AbortController();
  asked.set(box.name, asking);
  try {
    show(beside, box.value.trim() ? await check(box.value, asking.signal) : []);
  } catch {
    if (!asking.signal.aborted) show(beside, []);
  }
}

/** What the server warns of in a text. @returns {Promise<string[]>} */
async function check(text, signal) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const answer = await fetch(form.dataset.narrativeCheck, {
    method: "POST", headers, signal, body: JSON.stringify({ text }),
  });
  if (!answer.ok) return [];
  const { warnings } = await answer.json();
  return [...new Set(warnings.map((warning) => warning.advice))];
}

/** Puts the warnings where the server would have put them. */
function show(beside, advices) {
  if (!advices.length) return beside.replaceChildren();
  const box = document.createElement("div");
  box.className = "app-warned";
  for (const advice of advices) {
    const line = document.createElement("p");
    line.className = "govuk-body-s app-warned__line";
    const strong = document.createElement("strong");
    strong.textContent = "Check before you go on.";
    line.append(strong, ` ${advice}`);
    box.append(line);
  }
  return beside.replaceChildren(box);
}
