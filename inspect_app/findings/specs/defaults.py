"""The tables that any questionnaire has without a file, and what a break is called."""

from collections.abc import Iterator

from inspect_app.findings.figures import TableKind
from inspect_app.findings.specs.model import Break, RowsOf, TableDefinition
from inspect_app.findings.specs.words import TableWords, fill_in, in_sentence
from inspect_app.questionnaire.model import Attribute, Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.questionnaire.text import Text

SUMMARY_ID = "key_questions"
"""The table of all key questions; no other id of the default set could be that of a table in a file."""


def default_tables(
    definition: Definition, words: TableWords, break_: Break | None = None
) -> tuple[TableDefinition, ...]:
    """A table per section and per key question, a summary of key questions and its breakdowns.

    With a break every one of them is broken down by it and no further breakdown is added. Raises UserError
    for an attribute the questionnaire does not have.
    """
    broken = _Broken(definition, words, break_)
    found = list(_section_tables(definition, broken))
    if not any(question.key_question for question in definition.questions):
        return tuple(found)
    found.append(key_questions(definition, words, break_))
    if break_ is None:
        found += [
            key_questions(definition, words, Break(attribute=attribute.id))
            for attribute in definition.attributes
            if attribute.options
        ]
    return tuple(found)


def break_label(definition: Definition, words: TableWords, break_: Break) -> Text:
    """What a break is called. Raises UserError for an attribute the questionnaire does not have."""
    if break_.attribute is not None:
        return find_attribute(definition, break_.attribute).label
    name = break_.area or ("assessor" if break_.assessor else "point")
    label: Text = getattr(words, name)
    return label


def find_attribute(definition: Definition, attribute_id: str) -> Attribute:
    """The attribute with an id. Raises UserError naming those there are."""
    for attribute in definition.attributes:
        if attribute.id == attribute_id:
            return attribute
    known = ", ".join(attribute.id for attribute in definition.attributes) or "none"
    raise UserError(f"There is no case attribute “{attribute_id}”. This questionnaire has: {known}.")


class _Broken:
    """Makes definitions whose ids and titles say what they are broken down by."""

    def __init__(self, definition: Definition, words: TableWords, break_: Break | None) -> None:
        self.break_ = break_
        self.words = words
        self.label = in_sentence(break_label(definition, words, break_)) if break_ else None

    def table(self, id_: str, title: Text, rows: RowsOf, kind: TableKind) -> TableDefinition:
        made = TableDefinition(id=id_ + self._ending(), title=self._title(title), rows=(rows,), kind=kind)
        return made.model_copy(update={"break_": self.break_})

    def _title(self, title: Text) -> Text:
        return fill_in(self.words.by, {"title": title, "break": self.label}) if self.label else title

    def _ending(self) -> str:
        return f".by.{self.break_.name}" if self.break_ else ""


def _section_tables(definition: Definition, broken: _Broken) -> Iterator[TableDefinition]:
    for section in definition.sections:
        rows = RowsOf(sections=(section.id,))
        yield broken.table(f"section.{section.id}", section.title, rows, TableKind.SECTION)
        for question in definition.in_section(section):
            if question.key_question:
                rows = RowsOf(questions=(question.id,))
                yield broken.table(f"key_question.{question.id}", question.text, rows, TableKind.KEY_QUESTION)


def key_questions(definition: Definition, words: TableWords, break_: Break | None = None) -> TableDefinition:
    """The summary of key questions. Raises UserError for an attribute the questionnaire does not have."""
    broken = _Broken(definition, words, break_)
    kind = TableKind.BREAKDOWN if broken.break_ else TableKind.KEY_QUESTIONS
    return broken.table(SUMMARY_ID, broken.words.key_questions, RowsOf(key_questions="all"), kind)
