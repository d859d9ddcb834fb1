// Says which comment an answer needs, and why.

const BY_KIND = {
  not_applicable: "Say in the comment why this does not apply.",
  dont_know: "Say in the comment why this is not known.",
};

/** What is said beside the comment of a question with an answer and no comment; null when none is asked for. */
export function owed(question, value, isOwed) {
  if (value === undefined || question.comment.use === "never") return null;
  const chosen = [value].flat();
  const kind = question.options.find((option) => chosen.includes(option.value))?.kind;
  const negative = question.sufficient && kind === "answer" && !chosen.some((one) => question.sufficient.includes(one));
  if (negative) return "This judgement needs its narrative: say in the comment what it rests on.";
  if (!isOwed) return null;
  return BY_KIND[kind] ?? "A comment is needed with this answer.";
}
