// Which questions a case is asked and which of its answers count: the same as questionnaire/path.py.
import { AWAITED, NONE, evaluate } from "./conditions.js";

const ASKED = "asked";
const NOT_ASKED = "not_asked";
const CANNOT_TELL_YET = "cannot_tell_yet";
const STATUS_OF_KIND = { answer: "answered", not_applicable: "not_applicable", dont_know: "dont_know" };

/**
 * A case's way through a questionnaire. `questions` are all of them in order, `answers` valid values by
 * question id, `commented` the ids of the questions that have a comment.
 */
export function walk(questions, attributes, answers, commented) {
  const path = { asked: {}, counted: {}, parked: [], unanswered: [], comments_owed: [] };
  const seen = {};
  const said = new Set(commented);
  for (const question of questions) {
    const id = question.id;
    const value = Object.hasOwn(answers, id) ? answers[id] : null;
    const state = question.ask_when ? asked(evaluate(question.ask_when, seen, attributes)) : ASKED;
    const counted = count(question, state, value);
    path.asked[id] = state;
    path.counted[id] = counted;
    seen[id] = counted.value ?? blank(question, state);
    if (state === NOT_ASKED && value !== null) path.parked.push(id);
    if (question.required && state === ASKED && counted.status === "not_answered") path.unanswered.push(id);
    if (!said.has(id) && needsComment(question, counted.value)) path.comments_owed.push(id);
  }
  return path;
}

/** How many questions have an answer that counts. */
export function answered(path) {
  return Object.values(path.counted).filter((counted) => counted.value !== null).length;
}

/** How many questions still want an answer, a comment, or agreement between versions in conflict. */
export function toDo(path, conflicts) {
  const disputed = conflicts.map((thing) => questionOf(thing));
  return new Set([...path.unanswered, ...path.comments_owed, ...disputed]).size;
}

/** The question that a thing is about ("evidence:question/key"). */
export function questionOf(thing) {
  return thing.slice(thing.indexOf(":") + 1).split("/")[0];
}

function asked(truth) {
  return truth === null ? CANNOT_TELL_YET : truth ? ASKED : NOT_ASKED;
}

function count(question, state, value) {
  if (state === NOT_ASKED) return { status: NOT_ASKED, value: null };
  if (state === CANNOT_TELL_YET || value === null) return { status: "not_answered", value: null };
  const chosen = Array.isArray(value) ? value[0] : value; // an option with a kind of its own stands alone
  const option = question.options.find((each) => each.value === String(chosen));
  return { status: STATUS_OF_KIND[option?.kind ?? "answer"], value };
}

function blank(question, state) {
  return state === CANNOT_TELL_YET || (state === ASKED && question.required) ? AWAITED : NONE;
}

function needsComment(question, value) {
  const { use = "optional", required_for = [] } = question.comment;
  if (value === null || use === "never") return false;
  return use === "required" || [value].flat().some((option) => required_for.includes(option));
}
