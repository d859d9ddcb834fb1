"""The tables that any questionnaire has without a file."""

from collections.abc import Iterator

from inspect_app.findings.figures import TableKind
from inspect_app.findings.populations import find_attribute, named
from inspect_app.findings.specs.model import Break, RowsOf, TableDefinition
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.text import Text


def default_set(
    definition: Definition, language: str, break_by: str | None = None
) -> tuple[TableDefinition, ...]:
    """A table per section and per key question, a summary of key questions and its breakdowns.

    With `break_by` every one of them is broken down by that attribute and no further breakdown is added.
    Raises UserError for an attribute the questionnaire does not have.
    """
    found = list(_section_tables(definition, language, break_by))
    if any(question.key_question for question in definition.questions):
        breaks = [break_by]
        if break_by is None:
            breaks += [attribute.id for attribute in definition.attributes if attribute.options]
        found += [_key_questions(definition, language, attribute) for attribute in breaks]
    return tuple(found)


def _section_tables(definition: Definition, language: str, break_by: str | None) -> Iterator[TableDefinition]:
    for section in definition.sections:
        title = section.title.into(language)
        rows = RowsOf(sections=(section.id,))
        yield _table(definition, f"section.{section.id}", title, rows, TableKind.SECTION, language, break_by)
        for question in definition.in_section(section):
            if question.key_question:
                id_, title = f"key_question.{question.id}", question.text.into(language)
                rows = RowsOf(questions=(question.id,))
                yield _table(definition, id_, title, rows, TableKind.KEY_QUESTION, language, break_by)


def _key_questions(definition: Definition, language: str, break_by: str | None) -> TableDefinition:
    kind = TableKind.KEY_QUESTIONS if break_by is None else TableKind.BREAKDOWN
    title, rows = "Key questions: cases judged sufficient", RowsOf(key_questions="all")
    return _table(definition, "key_questions", title, rows, kind, language, break_by)


def _table(
    definition: Definition,
    id_: str,
    title: str,
    rows: RowsOf,
    kind: TableKind,
    language: str,
    break_by: str | None,
) -> TableDefinition:
    if break_by is None:
        return TableDefinition(id=id_, title=Text(title), rows=(rows,), kind=kind)
    label = named(find_attribute(definition, break_by), language)
    table = TableDefinition(
        id=f"{id_}.by.{break_by}", title=Text(f"{title}, by {label}"), rows=(rows,), kind=kind
    )
    return table.model_copy(update={"break_": Break(attribute=break_by)})
