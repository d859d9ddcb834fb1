"""One table as the checks see it: where it stands, and the questionnaire that it is for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspect_app.findings.specs.model import OwnTable, RowsOf
from inspect_app.questionnaire.draft import Draft, Place, Placed, assemble
from inspect_app.questionnaire.model import Definition, Question
from inspect_app.questionnaire.source import Document


@dataclass(frozen=True)
class Subject:
    """A table, its place and its questionnaire; `draft` holds the table's conditions beside it."""

    table: OwnTable
    place: Place
    definition: Definition
    draft: Draft

    def rows(self) -> Iterator[tuple[RowsOf, Place]]:
        """What the rows are of, each with its place."""
        for number, rows in enumerate(self.table.rows):
            yield rows, self.place.at("rows", number)

    def named(self, kind: str) -> Iterator[tuple[str, Place]]:
        """Every name in the lists of a kind ("questions", ...), with its place."""
        for rows, place in self.rows():
            names = getattr(rows, kind)
            if names is not None and names != "all":
                yield from ((name, place.at(kind, row)) for row, name in enumerate(names))

    def parts(self) -> Iterator[tuple[str, tuple[str, ...], Place]]:
        """The question and the options of every part of a group, with its place."""
        for rows, place in self.rows():
            for row, part in enumerate(rows.group.parts if rows.group else ()):
                yield part.question, part.options, place.at("group", "parts", row)

    def question(self, name: str) -> Question | None:
        """A question of the questionnaire; None when there is none of that name."""
        return self.definition.by_id.get(name)


def draft_of(definition: Definition) -> Draft:
    """A questionnaire as the checks of conditions see it."""
    whole = definition.model_dump(mode="json", by_alias=True, exclude_none=True)
    questions = [Document(f"{one['id']}.yaml", one) for one in whole.pop("questions")]
    return assemble(Document("", whole), questions, [], None, None)


def subject(item: Placed[OwnTable], definition: Definition, draft: Draft) -> Subject:
    """A table that is checked against a questionnaire, whose draft is given."""
    conditions = [
        (condition, item.place.at(name))
        for name, condition in (("filter", item.part.filter), ("base", item.part.base))
        if condition is not None
    ]
    return Subject(item.part, item.place, definition, replace(draft, further=tuple(conditions)))


def questions_of(rows: RowsOf, definition: Definition) -> tuple[Question, ...]:
    """The questions that rows are of, those of a group too, in order; names that are not there fall out."""
    return tuple(definition.by_id[name] for name in _names(rows, definition) if name in definition.by_id)


def _names(rows: RowsOf, definition: Definition) -> Iterator[str]:
    if rows.group is not None:
        yield from (part.question for part in rows.group.parts)
    elif rows.sections is not None:
        known = {section.id: section.questions for section in definition.sections}
        for name in known if rows.sections == "all" else rows.sections:
            yield from known.get(name, ())
    elif "all" in (rows.questions, rows.key_questions):
        for question in definition.questions:
            if question.key_question or rows.questions:
                yield question.id
    else:
        yield from rows.questions or rows.key_questions or ()
