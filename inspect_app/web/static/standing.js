// How a case stands: as the server said last, with what is on its way to it laid over.
import { answered, toDo, walk } from "./path.js";
import { plausible } from "./typed.js";

/** {path, answered, to_do, conflicts, answers, commented}, given what the server said and the items on their way. */
export function standing(data, told, items) {
  const moving = items.filter((item) => !item.refused).sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!moving.length) return { ...told, path: told, commented: new Set(told.commented) };
  const answers = { ...told.answers };
  const commented = new Set(told.commented);
  const questions = new Map(data.questions.map((question) => [question.id, question]));
  for (const entry of moving.flatMap((item) => item.save.entries)) {
    if (entry.kind === "answer") layAnswer(questions.get(entry.subject), entry, answers);
    else if (entry.kind === "comment" && entry.text) commented.add(entry.subject);
    else if (entry.kind === "comment") commented.delete(entry.subject);
  }
  const path = walk(data.questions, data.attributes, answers, commented);
  const to_do = toDo(path, told.conflicts);
  return { path, answered: answered(path), to_do, conflicts: told.conflicts, answers, commented };
}

/** What can't be an answer leaves the one before in its place, as the server does. */
function layAnswer(question, entry, answers) {
  if (!question) return;
  const value = entry.text ?? entry.value;
  if (value === null) delete answers[question.id];
  else if (plausible(question, value)) answers[question.id] = value;
}
