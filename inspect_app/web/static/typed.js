// What was typed or chosen in a question's control as the value that is stored: the same as questionnaire/answers.py.

const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]/gu;
const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");
const TYPED_DAY = /^([0-9]{1,2}) ?[/. -] ?([0-9]{1,2}|[A-Za-z]{3,9}) ?[/. -] ?([0-9]{4})$/;
const PARTS = /^([0-9]{1,2})\/([0-9]{1,2}|[A-Za-z]{3,9})\/([0-9]{4})$/;
const MONTHS = "january february march april may june july august september october november december".split(" ");
const WHOLE = /^[+-]?[0-9]{1,15}$/;
const DECIMAL = /^([+-]?)([0-9]{1,12})(?:\.([0-9]{1,12}))?$/;
const STORED_DECIMAL = /^-?(0|[1-9][0-9]{0,11})(\.[0-9]{0,2}[1-9])?$/;

/** A text without unseen characters, with plain line ends and no blanks around it. */
export function tidy(text) {
  return strip(text.replace(/\r\n?/g, "\n").replace(UNSEEN, ""));
}

/**
 * The stored value of what is in a question's control; null when it is blank. `raw` is the text of one field,
 * the list of the boxes ticked, or a date's day, month and year. What cannot be read comes back as it was
 * typed, for the server to say why.
 */
export function parse(question, raw) {
  return PARSERS[question.type](raw, question);
}

/** Whether a value may well be valid, so that what is asked next can be told from it before the server has judged. */
export function plausible(question, value) {
  return PLAUSIBLE[question.type](value, question);
}

/** A day typed in one field, as it is stored; null when it is blank, undefined when there is no such day. */
export function dayOf(text) {
  const typed = strip(text);
  if (!typed) return null;
  const iso = isoDay((TYPED_DAY.exec(typed) ?? []).slice(1).join("/")) ?? typed;
  const date = /^(19|20|21)\d\d-\d\d-\d\d$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null;
  // 31 February is taken for 2 March.
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

/**
 * A date typed as day/month/year as ISO writes it, whether there is such a day or not; null for other forms. The month is
 * a number, or its English name or the first three letters of it or more.
 */
function isoDay(text) {
  const [, day, month, year] = PARTS.exec(text) ?? [];
  if (!day) return null;
  const at = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase()));
  const number = at < 0 ? month : String(at + 1);
  return /^[0-9]+$/.test(number) ? `${year}-${number.padStart(2, "0")}-${day.padStart(2, "0")}` : null;
}

const PARSERS = {
  choice: (raw) => strip(raw) || null,
  choices(raw, question) {
    const chosen = [...new Set(raw.map(strip).filter(Boolean))];
    const known = question.options.map((option) => option.value).filter((value) => chosen.includes(value));
    const values = [...known, ...chosen.filter((value) => !known.includes(value))];
    return values.length ? values : null;
  },
  whole_number(raw) {
    const text = strip(raw);
    return WHOLE.test(text) ? Number(text) + 0 : text || null; // -0 + 0 is 0
  },
  decimal(raw) {
    const text = strip(raw);
    const match = DECIMAL.exec(text);
    return match ? shortest(match) : text || null;
  },
  date(raw) {
    const text = raw.map(strip).join("/");
    return text.replaceAll("/", "") ? (isoDay(text) ?? text) : null;
  },
  text: (raw) => tidy(raw) || null,
};

const PLAUSIBLE = {
  choice: (value, question) => question.options.some((option) => option.value === value),
  choices: (value, question) => Array.isArray(value) && value.every((one) => PLAUSIBLE.choice(one, question)),
  whole_number: (value) => Number.isInteger(value),
  decimal: (value) => typeof value === "string" && STORED_DECIMAL.test(value),
  date: (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value),
  text: (value) => typeof value === "string",
};

function strip(text) {
  return text.replace(ENDS, "");
}

/** A decimal number in its shortest plain notation. */
function shortest([, sign, whole, part = ""]) {
  const integer = whole.replace(/^0+(?=\d)/, "");
  const fraction = part.replace(/0+$/, "");
  const number = fraction ? `${integer}.${fraction}` : integer;
  return sign === "-" && number !== "0" ? `-${number}` : number;
}
