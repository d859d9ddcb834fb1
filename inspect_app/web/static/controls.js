// The controls of a question: what is in them, and showing a value in them.

const PARTS = ["day", "month", "year"];

/** What is in the controls of a question's answer: a text, the boxes ticked, or a date's day, month and year. */
export function typedAnswer(fieldset, question) {
  const inputs = answerInputs(fieldset, question);
  if (question.type === "choice") return inputs.find((input) => input.checked)?.value ?? "";
  if (question.type === "choices") return inputs.filter((input) => input.checked).map((input) => input.value);
  if (question.type === "date") return inputs.map((input) => input.value);
  return inputs[0].value;
}

/** Shows a value in the controls of a question's answer; null shows none. */
export function showAnswer(fieldset, question, value) {
  const inputs = answerInputs(fieldset, question);
  if (question.type === "choice" || question.type === "choices") {
    const chosen = [value].flat();
    for (const input of inputs) input.checked = chosen.includes(input.value);
  } else if (question.type === "date") {
    const parts = dateParts(value);
    inputs.forEach((input, place) => (input.value = parts[place] ?? ""));
  } else {
    inputs[0].value = value ?? "";
  }
}

/** The controls of a question's answer, in order. */
export function answerInputs(fieldset, question) {
  const name = `answer-${question.id}`;
  if (question.type === "date") return PARTS.map((part) => fieldset.querySelector(`[name="${name}-${part}"]`));
  return [...fieldset.querySelectorAll(`[name="${name}"]`)];
}

/** The control of a question's comment, if it takes one. */
export function commentBox(fieldset, id) {
  return fieldset.querySelector(`[name="comment-${id}"]`);
}

/** What a control is about: "answer" or "comment"; null for any other. */
export function kindOf(control, question) {
  if (control.name === `comment-${question.id}`) return "comment";
  return answerControl(control.name, question) ? "answer" : null;
}

function answerControl(name, question) {
  const base = `answer-${question.id}`;
  return question.type === "date" ? PARTS.some((part) => name === `${base}-${part}`) : name === base;
}

/** Day, month and year of a date, or of what was typed as one; none of null. */
export function dateParts(value) {
  if (value === null) return [];
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.split("-").reverse() : value.split("/");
}
