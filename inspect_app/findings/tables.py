"""Which tables there are, and each of them filled from the counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from inspect_app.findings.breaks import find_attribute
from inspect_app.findings.counts import (
    QuestionCounts,
    Tally,
    answered_cell,
    share_cell,
    value_cell,
)
from inspect_app.findings.figures import Cell, Measure, Row, Table, TableKind
from inspect_app.findings.numeric import MEASURES, shown_value, statistic
from inspect_app.questionnaire.model import Definition, OptionKind, Question, QuestionType

_LABELS = {
    Measure.MEAN: "Mean",
    Measure.MEDIAN: "Median",
    Measure.LOWEST: "Lowest",
    Measure.HIGHEST: "Highest",
    Measure.EARLIEST: "Earliest",
    Measure.LATEST: "Latest",
}


class Show(StrEnum):
    """What a table says about its questions: every answer, or the share judged sufficient."""

    ANSWERS = "answers"
    SUFFICIENT = "sufficient"


@dataclass(frozen=True)
class TableSpec:
    """What a table holds, before anything is counted. `id` stays the same from one snapshot to the next."""

    id: str
    title: str
    kind: TableKind
    questions: tuple[str, ...]
    show: Show = Show.ANSWERS
    section: str | None = None
    break_by: str | None = None


def default_set(definition: Definition, language: str, break_by: str | None = None) -> list[TableSpec]:
    """A table per section and per key question, a summary of key questions and its breakdowns.

    With `break_by` every one of them is broken down by that attribute and no further breakdown is added.
    Raises UserError for an attribute the questionnaire does not have.
    """
    specs = [*_section_tables(definition, language, break_by)]
    key_questions = tuple(question.id for question in definition.questions if question.key_question)
    if not key_questions:
        return specs
    if break_by is None:
        specs.append(_key_questions(definition, key_questions, None, language))
    breaks = (
        [break_by]
        if break_by is not None
        else [attribute.id for attribute in definition.attributes if attribute.options]
    )
    specs += [_key_questions(definition, key_questions, attribute, language) for attribute in breaks]
    return specs


def make_table(spec: TableSpec, tally: Tally, language: str) -> Table:
    """The table with its figures. The tally must have been made with the table's own break."""
    definition = tally.matrix.definition
    questions = [definition.by_id[question] for question in spec.questions]
    rows: list[Row] = []
    for question in questions:
        maker = _sufficient if spec.show is Show.SUFFICIENT else _answers
        rows += maker(tally, question, language)
    return Table(
        spec.id,
        spec.title,
        spec.kind,
        spec.section,
        questions[0].id if spec.kind is TableKind.KEY_QUESTION else None,
        spec.break_by,
        tally.by.columns,
        tuple(rows),
        tuple(_notes(spec, questions, language)),
        _label(definition, spec.break_by, language),
    )


def sufficient_options(definition: Definition, question: Question) -> tuple[str, ...]:
    """The sufficient answers of a key question, in the order of its options."""
    sufficient = question.key_question.sufficient if question.key_question else ()
    return tuple(option.value for option in definition.options(question) if option.value in sufficient)


def _section_tables(definition: Definition, language: str, break_by: str | None) -> Iterator[TableSpec]:
    for section in definition.sections:
        title = section.title.into(language) + _by(definition, break_by, language)
        yield TableSpec(
            "section." + section.id + _by_id(break_by),
            title,
            TableKind.SECTION,
            section.questions,
            section=section.id,
            break_by=break_by,
        )
        for question in definition.in_section(section):
            if question.key_question:
                yield TableSpec(
                    "key_question." + question.id + _by_id(break_by),
                    question.text.into(language) + _by(definition, break_by, language),
                    TableKind.KEY_QUESTION,
                    (question.id,),
                    section=section.id,
                    break_by=break_by,
                )


def _key_questions(
    definition: Definition, questions: tuple[str, ...], break_by: str | None, language: str
) -> TableSpec:
    return TableSpec(
        "key_questions" + _by_id(break_by),
        "Key questions: cases judged sufficient" + _by(definition, break_by, language),
        TableKind.KEY_QUESTIONS if break_by is None else TableKind.BREAKDOWN,
        questions,
        Show.SUFFICIENT,
        break_by=break_by,
    )


def _by_id(break_by: str | None) -> str:
    return f".by.{break_by}" if break_by is not None else ""


def _by(definition: Definition, break_by: str | None, language: str) -> str:
    return f", by {_label(definition, break_by, language)}" if break_by is not None else ""


def _label(definition: Definition, break_by: str | None, language: str) -> str:
    """An attribute's name within a sentence: "sex", but "LDU"."""
    if break_by is None:
        return ""
    label = find_attribute(definition, break_by).label.into(language)
    return f"{label[:1].lower()}{label[1:]}" if label[1:2].islower() else label


def _answers(tally: Tally, question: Question, language: str) -> Iterator[Row]:
    counts = tally.question(question)
    if question.type in MEASURES:
        yield from _statistics(tally, question, counts, language)
    elif question.type is QuestionType.TEXT:
        cells = tuple(answered_cell(counts, place) for place in range(len(tally.by.columns)))
        yield _row(question, Measure.ANSWERED, "Answered in words", (), cells, language)
    else:
        for option in tally.matrix.definition.options(question):
            if option.kind is OptionKind.ANSWER:
                label = option.label.into(language)
                yield _share_row(tally, question, (option.value,), label, language)


def _statistics(tally: Tally, question: Question, counts: QuestionCounts, language: str) -> Iterator[Row]:
    numbers = tally.matrix.number(question.id)
    for measure in MEASURES[question.type]:
        cells = []
        for place in range(len(tally.by.columns)):
            exact = statistic(measure, numbers[tally.members(place)])
            value = None if exact is None else shown_value(measure, exact)
            cells.append(value_cell(counts, place, value, exact))
        yield _row(question, measure, _LABELS[measure], (), tuple(cells), language)


def _sufficient(tally: Tally, question: Question, language: str) -> Iterator[Row]:
    options = sufficient_options(tally.matrix.definition, question)
    yield _share_row(tally, question, options, question.text.into(language), language)


def _share_row(tally: Tally, question: Question, options: tuple[str, ...], label: str, language: str) -> Row:
    counts = tally.question(question)
    cells = tuple(share_cell(counts, place, options) for place in range(len(tally.by.columns)))
    return _row(question, Measure.SHARE, label, options, cells, language)


def _row(
    question: Question,
    measure: Measure,
    label: str,
    options: tuple[str, ...],
    cells: tuple[Cell, ...],
    language: str,
) -> Row:
    what = "+".join(options) if measure is Measure.SHARE else measure.value
    text = question.text.into(language)
    return Row(f"{question.id}.{what}", label, question.id, text, measure, options, cells)


def _notes(spec: TableSpec, questions: list[Question], language: str) -> Iterator[str]:
    if spec.show is Show.SUFFICIENT:
        yield "Per cents are of the cases judged; cases that were not applicable are left out."
    elif any(question.type is QuestionType.CHOICE for question in questions):
        yield "Per cents are of the cases that answered; not applicable and don't know are left out."
    for question in questions:
        if question.type is QuestionType.CHOICES:
            yield f"A case can have several answers to “{question.text.into(language)}”."
