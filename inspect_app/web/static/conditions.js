// Whether a condition holds: three-valued, from the same closed table of operators as questionnaire/conditions.py.

/** A question without an answer that counts: it must still be answered, or it isn't known yet whether it is asked. */
export const AWAITED = Object.freeze({ blank: "awaited" });
/** A question without an answer that counts: it may stay empty, or it is not asked. */
export const NONE = Object.freeze({ blank: "none" });

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i;

/**
 * Whether a condition holds, given every earlier question's answer (or blank) and the case's attributes:
 * true, false, or null when it cannot be told yet.
 */
export function evaluate(condition, answers, attributes) {
  const kind = Object.keys(EVALUATORS).find((key) => key in condition);
  return EVALUATORS[kind](condition, answers, attributes);
}

const EVALUATORS = {
  all({ all }, answers, attributes) {
    const truths = all.map((part) => evaluate(part, answers, attributes));
    return truths.includes(false) ? false : truths.includes(null) ? null : true;
  },
  any({ any }, answers, attributes) {
    const truths = any.map((part) => evaluate(part, answers, attributes));
    return truths.includes(true) ? true : truths.includes(null) ? null : false;
  },
  not(condition, answers, attributes) {
    const truth = evaluate(condition.not, answers, attributes);
    return truth === null ? null : !truth;
  },
  question(test, answers) {
    const answer = answers[test.question];
    if (answer.blank) return answer.blank === "awaited" ? null : false;
    return compare(test, answer);
  },
  attribute(test, _answers, attributes) {
    return Object.hasOwn(attributes, test.attribute) && compare(test, attributes[test.attribute]);
  },
};

/** The operators that can be written, by name. */
export const OPERATORS = {
  is: (answer, operand) => (Array.isArray(answer) ? answer.includes(operand) : answer === operand),
  any_of: (answer, operand) => operand.some((value) => OPERATORS.is(answer, value)),
  at_least: (answer, operand) => order(answer, operand) >= 0,
  at_most: (answer, operand) => order(answer, operand) <= 0,
  answered: () => true,
};

function compare(test, answer) {
  const operator = Object.keys(OPERATORS).find((name) => name in test);
  return OPERATORS[operator](answer, test[operator]);
}

/** Below, at or above nought as an answer comes before, at or after a limit; ISO dates sort as text. */
function order(answer, limit) {
  const [left, right] = [String(answer), String(limit)];
  if (DAY.test(right)) return left < right ? -1 : Number(left > right);
  const [a, b] = [scaled(left), scaled(right)];
  const places = Math.max(a.places, b.places);
  const difference = a.digits * 10n ** BigInt(places - a.places) - b.digits * 10n ** BigInt(places - b.places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

/** A decimal number without loss: its digits, and how many of them are after the point. */
function scaled(text) {
  const [, sign, whole, part, power] = NUMBER.exec(text);
  const places = part.length - Number(power ?? 0);
  const digits = BigInt(`${whole}${part}`) * (sign === "-" ? -1n : 1n);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
