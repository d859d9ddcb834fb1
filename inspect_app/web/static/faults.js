// What is wrong with one field of a form of the design system, said where and as the server says it.

/** Says what is wrong with a field; null takes it back. False where the page has no such field. */
export function showFault(name, words) {
  const control = document.querySelector(`[name="${name}"], [name="${name}-day"]`);
  if (!control) return false;
  const described = control.closest("fieldset") ?? control;
  const group = described.closest(".govuk-form-group");
  const id = `${name}-error`;
  document.getElementById(id)?.remove();
  const others = (described.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  if (words) {
    group.querySelector(".govuk-date-input, .govuk-radios, .govuk-checkboxes, textarea").before(message(id, words));
    others.push(id);
  }
  if (others.length) described.setAttribute("aria-describedby", others.join(" "));
  else described.removeAttribute("aria-describedby");
  group.classList.toggle("govuk-form-group--error", Boolean(words));
  for (const input of group.querySelectorAll(".govuk-input")) input.classList.toggle("govuk-input--error", Boolean(words));
  for (const box of group.querySelectorAll("textarea")) box.classList.toggle("govuk-textarea--error", Boolean(words));
  return true;
}

function message(id, words) {
  const made = document.createElement("p");
  made.id = id;
  made.className = "govuk-error-message";
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = "Error: ";
  made.append(hidden, words);
  return made;
}
