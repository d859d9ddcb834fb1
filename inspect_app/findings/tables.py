"""Which rows a table has: its definition spelt out, before anything is counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspect_app.findings.figures import Measure, TableKind
from inspect_app.findings.numeric import MEASURES
from inspect_app.findings.specs.model import AttributeWeight, Group, RowsOf, TableDefinition
from inspect_app.findings.specs.model import Measure as Asked
from inspect_app.findings.specs.words import Phrasing, TableWords, fill_in
from inspect_app.questionnaire.model import Definition, OptionKind, Question, QuestionType
from inspect_app.questionnaire.text import Text

SHARES: Mapping[Asked, Measure] = {
    Asked.COUNT: Measure.COUNT,
    Asked.PER_CENT_JUDGED: Measure.SHARE,
    Asked.PER_CENT_ASKED: Measure.SHARE_ASKED,
}
STATISTICS: Mapping[Asked, Measure] = {Asked.MEAN: Measure.MEAN, Asked.MEDIAN: Measure.MEDIAN}
_CHOICE = (QuestionType.CHOICE, QuestionType.CHOICES)


@dataclass(frozen=True)
class Part:
    """A question with the options that are counted; a statistic counts none."""

    question: Question
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedRow:
    """A row to be filled. Only a group has more than one part, each of another point."""

    id: str
    label: str
    text: str
    measure: Measure
    parts: tuple[Part, ...]

    @property
    def question(self) -> Question:
        """The question it is about, of a group that of the first part."""
        return self.parts[0].question


def plan_rows(definition: Definition, table: TableDefinition, phrasing: Phrasing) -> tuple[PlannedRow, ...]:
    """The rows of a table in order."""
    return tuple(row for rows in table.rows for row in _planned(definition, table, rows, phrasing))


def plan_notes(
    definition: Definition, table: TableDefinition, phrasing: Phrasing, *, weighted: bool
) -> Iterator[str]:
    """What a reader must know of the figures, then the table's own notes.

    Without a draw nothing is `weighted` by it, whatever the table asks for.
    """
    words, language = phrasing.words, phrasing.language
    questions = [each for rows in table.rows for each in _questions(definition, rows)]
    if table.measure is Asked.PER_CENT_JUDGED:
        if any(rows.key_questions for rows in table.rows):
            yield words.of_judged.into(language)
        elif any(question.type is QuestionType.CHOICE for question in questions):
            yield words.of_answered.into(language)
    if table.measure is Asked.PER_CENT_ASKED:
        yield words.of_asked.into(language)
    if weighted:
        yield _weighted(definition, table, phrasing.words).into(language)
    for question in questions:
        if question.type is QuestionType.CHOICES:
            yield fill_in(words.several_answers, {"question": question.text}).into(language)
    yield from (note.into(language) for note in table.notes)


def _weighted(definition: Definition, table: TableDefinition, words: TableWords) -> Text:
    counts = table.measure is Asked.COUNT
    if not isinstance(table.weight, AttributeWeight):
        return words.counts_weighted_by_draw if counts else words.weighted_by_draw
    id_ = table.weight.attribute
    label = next((each.label for each in definition.attributes if each.id == id_), Text(id_))
    return fill_in(words.counts_weighted_by if counts else words.weighted_by, {"attribute": label})


def section_of(definition: Definition, table: TableDefinition) -> str | None:
    """The section that a default table is about."""
    if table.kind not in (TableKind.SECTION, TableKind.KEY_QUESTION):
        return None
    return definition.section_of[_first(definition, table).id].id


def question_of(definition: Definition, table: TableDefinition) -> str | None:
    """The key question that a default table is about."""
    return _first(definition, table).id if table.kind is TableKind.KEY_QUESTION else None


def _first(definition: Definition, table: TableDefinition) -> Question:
    return next(_questions(definition, table.rows[0]))


def sufficient_options(definition: Definition, question: Question) -> tuple[str, ...]:
    """The sufficient answers of a key question, in the order of its options."""
    sufficient = question.key_question.sufficient if question.key_question else ()
    return tuple(option.value for option in definition.options(question) if option.value in sufficient)


def _planned(
    definition: Definition, table: TableDefinition, rows: RowsOf, phrasing: Phrasing
) -> Iterator[PlannedRow]:
    if rows.group is not None:
        yield from _group(definition, table, rows.group, phrasing)
        return
    for question in _questions(definition, rows):
        if rows.key_questions is not None:
            if table.measure in SHARES:
                options = sufficient_options(definition, question)
                yield _share(table, question, options, question.text.into(phrasing.language), phrasing)
        else:
            yield from _answers(definition, table, question, phrasing)


def _questions(definition: Definition, rows: RowsOf) -> Iterator[Question]:
    if rows.sections is not None:
        for section in definition.sections:
            if rows.sections == "all" or section.id in rows.sections:
                yield from definition.in_section(section)
    elif rows.key_questions == "all":
        yield from (question for question in definition.questions if question.key_question)
    elif rows.questions == "all":
        yield from definition.questions
    else:
        yield from (definition.by_id[id_] for id_ in rows.questions or rows.key_questions or ())


def _group(
    definition: Definition, table: TableDefinition, group: Group, phrasing: Phrasing
) -> Iterator[PlannedRow]:
    if table.measure in SHARES:
        parts = tuple(Part(definition.by_id[part.question], part.options) for part in group.parts)
        label = group.label.into(phrasing.language)
        yield PlannedRow(f"group.{group.id}", label, label, SHARES[table.measure], parts)


def _answers(
    definition: Definition, table: TableDefinition, question: Question, phrasing: Phrasing
) -> Iterator[PlannedRow]:
    if table.measure in STATISTICS:
        if STATISTICS[table.measure] in MEASURES.get(question.type, ()):
            yield _statistic(question, STATISTICS[table.measure], phrasing)
    elif question.type in _CHOICE:
        for option in definition.options(question):
            if option.kind is OptionKind.ANSWER:
                yield _share(table, question, (option.value,), option.label.into(phrasing.language), phrasing)
    elif question.type is QuestionType.TEXT:
        yield _statistic(question, Measure.ANSWERED, phrasing)
    elif table.measure is Asked.PER_CENT_JUDGED:
        for measure in MEASURES[question.type]:
            yield _statistic(question, measure, phrasing)


def _share(
    table: TableDefinition, question: Question, options: tuple[str, ...], label: str, phrasing: Phrasing
) -> PlannedRow:
    measure = SHARES[table.measure]
    text = question.text.into(phrasing.language)
    return PlannedRow(f"{question.id}.{'+'.join(options)}", label, text, measure, (Part(question, options),))


def _statistic(question: Question, measure: Measure, phrasing: Phrasing) -> PlannedRow:
    label, text = phrasing.of_measure(measure), question.text.into(phrasing.language)
    return PlannedRow(f"{question.id}.{measure.value}", label, text, measure, (Part(question),))
