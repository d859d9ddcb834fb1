"""Forms made from questions: one kind of answer, one builder of its field, one table that picks it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from secrets import token_hex
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from inspect_app.fieldwork.draft_evidence import Cited
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.dates import in_words
from inspect_app.questionnaire.model import Definition, Option, OptionKind, Question, QuestionType
from inspect_app.questionnaire.part import Limit
from inspect_app.web.govuk import DATE_PARTS, Checkboxes, DateInput, Radios, TextBox, TextInput

CLEAR = {"": "Clear this answer"}
"""Radio buttons can't be unticked, so an answered question offers to take its answer back."""
EVIDENCE_PARTS = ("key", "system", "record", "date")
Raw = str | list[str]
Seen = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asking:
    """A question with what is known about it, as its field needs them."""

    definition: Definition
    question: Question
    value: Value | None


def _choice(asking: Asking) -> Field:
    return Radios(_text(asking), choices=_options(asking) | CLEAR, default=asking.value)


def _choices(asking: Asking) -> Field:
    return Checkboxes(
        _text(asking),
        choices=_options(asking),
        alone=[option.value for option in asking.definition.options(asking.question) if option.stands_alone],
        default=asking.value,
        description="Choose all that apply.",
    )


def _number(asking: Asking) -> Field:
    default = None if asking.value is None else str(asking.value)
    return TextInput(_text(asking), default=default, description=_limits(asking.question))


def _date(asking: Asking) -> Field:
    return DateInput(_text(asking), default=asking.value, description="For example, 27 3 2016.")


def _long_text(asking: Asking) -> Field:
    return TextBox(_text(asking), default=asking.value)


BUILDERS: Mapping[QuestionType, Callable[[Asking], Field]] = {
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.WHOLE_NUMBER: _number,
    QuestionType.DECIMAL: _number,
    QuestionType.DATE: _date,
    QuestionType.TEXT: _long_text,
}


class SectionForm(FlaskForm):
    """Base of the forms that `section_form` makes; its fields are named after questions."""

    def answers(self) -> dict[str, Raw]:
        """What was sent as answers, by question id."""
        return self._sent("answer")

    def comments(self) -> dict[str, str]:
        """What was sent as comments, by question id."""
        return {id_: str(raw) for id_, raw in self._sent("comment").items()}

    def seen(self) -> Seen:
        """The entries that the page had been made from, by what they are about ("answer:question")."""
        sent = self._sent("seen")
        return {thing.replace("-", ":", 1): tuple(str(heads).split()) for thing, heads in sent.items()}

    def cited(self) -> dict[str, Cited]:
        """The records that were cited, by question id."""
        sent = self._sent("evidence")
        questions = {name.rpartition("-")[0]: None for name in sent}
        return {id_: Cited(*(str(sent[f"{id_}-{part}"]) for part in EVIDENCE_PARTS)) for id_ in questions}

    def keep_typed(self, thing: str, sent: "SectionForm") -> None:
        """Shows what another form has about a thing ("answer:q"), and the entries it was made from."""
        base = thing.replace(":", "-", 1)
        for name in (base, f"seen-{base}", *(f"{base}-{part}" for part in EVIDENCE_PARTS)):
            if name in self._fields and name in sent._fields:
                self._fields[name].data = sent._fields[name].data

    def explain(self, thing: str, problem: str) -> None:
        """Says beside the control of a thing what is wrong with what was typed."""
        kind, _, question = thing.partition(":")
        name = f"evidence-{question}-system" if kind == "evidence" else f"{kind}-{question}"
        self._fields[name].errors = [problem]

    def show_typed(self, thing: str, typed: str) -> None:
        """Shows a number or a date that can't be one as it was typed, for somebody to mend."""
        field = self._fields.get(thing.replace(":", "-"))
        if isinstance(field, DateInput):
            parts = typed.split("/")
            field.data = parts if len(parts) == len(DATE_PARTS) else typed.split("-")[::-1]
        elif isinstance(field, TextInput):
            field.data = typed

    def field(self, kind: str, question: str) -> Field | None:
        """The field of a question's answer or comment."""
        found: Field | None = self._fields.get(f"{kind}-{question}")
        return found

    def _sent(self, kind: str) -> dict[str, Any]:
        mark = f"{kind}-"
        return {
            name.removeprefix(mark): field.data or ""
            for name, field in self._fields.items()
            if name.startswith(mark)
        }


def section_form(
    definition: Definition,
    questions: Iterable[Question],
    answers: Mapping[str, Value],
    comments: Mapping[str, str],
    heads: Mapping[str, tuple[str, ...]],
    *,
    sent: bool,
) -> SectionForm:
    """A form with each question's answer, comment if it takes one, entries seen, and a record to cite.

    When `sent`, what the request sent takes the place of what is known.
    """
    fields: dict[str, Any] = {}
    for question in questions:
        things = ["answer"]
        asking = Asking(definition, question, answers.get(question.id))
        fields[f"answer-{question.id}"] = BUILDERS[question.type](asking)
        if question.comment.use != "never":
            things.append("comment")
            fields[f"comment-{question.id}"] = _comment(definition, question, comments.get(question.id))
        for thing in things:
            seen = " ".join(heads.get(f"{thing}:{question.id}", ()))
            fields[f"seen-{thing}-{question.id}"] = HiddenField(default=seen)
        for part in EVIDENCE_PARTS:
            made_here = token_hex(8) if part == "key" else ""
            fields[f"evidence-{question.id}-{part}"] = HiddenField("Evidence", default=made_here)
    made = type("QuestionsForm", (SectionForm,), fields)
    form: SectionForm = made() if sent else made(formdata=None)
    return form


def _comment(definition: Definition, question: Question, comment: str | None) -> Field:
    rule = question.comment
    label, hint = ("Comment", "") if rule.use == "required" else ("Comment (optional)", "")
    if rule.required_for and rule.use == "optional":
        needed = [
            f"“{option.label}” ({_wanted(question, option)})"
            for option in definition.options(question)
            if option.value in rule.required_for
        ]
        label, hint = "Comment", f"Needed if the answer is {' or '.join(needed)}."
    return TextBox(label, default=comment, description=hint, rows=2)


def _wanted(question: Question, option: Option) -> str:
    """What a comment is to say of an answer that needs one."""
    if option.kind is not OptionKind.ANSWER:
        return "say why"
    key = question.key_question
    return "say what led you to it" if key and option.value not in key.sufficient else "say more"


def _text(asking: Asking) -> str:
    return f"{asking.question.text}{'' if asking.question.required else ' (optional)'}"


def _options(asking: Asking) -> dict[str, str]:
    return {option.value: str(option.label) for option in asking.definition.options(asking.question)}


def _limits(question: Question) -> str:
    low, high = question.minimum, question.maximum
    if low is not None and high is not None:
        return f"From {_figure(low)} to {_figure(high)}."
    if low is not None:
        return f"{_figure(low)} or more."
    return f"{_figure(high)} or less." if high is not None else ""


def _figure(limit: Limit) -> str:
    return f"{limit:,}" if isinstance(limit, Decimal) else in_words(limit)
