"""Reads a report's tables.yaml, or says everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from inspect_app.findings.specs import check_files
from inspect_app.findings.specs.defaults import default_tables
from inspect_app.findings.specs.lint import lint_names, lint_sense
from inspect_app.findings.specs.model import OwnTable, TableDefinition, TableFile
from inspect_app.findings.specs.subject import draft_of, subject
from inspect_app.questionnaire.draft import Draft, Place, Placed, read_part
from inspect_app.questionnaire.explain import explain
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.source import Document, read

TABLES = "tables.yaml"


@dataclass(frozen=True)
class TableSource:
    """A tables.yaml as far as it can be read. `file` is None when something in it has a wrong form."""

    whole: Place
    file: TableFile | None
    tables: Sequence[Placed[OwnTable]]
    problems: tuple[Problem, ...]


def read_tables(folder: Path) -> TableSource:
    """The tables.yaml of a folder, which may be missing, and what is wrong with its form alone."""
    path = folder / TABLES
    if not path.exists():
        return TableSource(Place(Document(TABLES, {})), TableFile(), (), ())
    try:
        document = read(TABLES, path.read_bytes())
    except OSError as error:
        document = Document(
            TABLES, problems=[Problem(TABLES, None, f"this cannot be read: {error.strerror}")]
        )
    whole = Place(document)
    file, problems = _whole(document)
    tables = _tables(whole)
    found = [*problems, *check_files.duplicate_ids(tables), *check_files.no_tables(whole)]
    found += check_files.ids_of_the_default_set(tables, file)
    found += check_files.missing_languages(whole, tables, file)
    return TableSource(whole, file, tables, tuple(found))


def load(folder: Path, definition: Definition) -> tuple[tuple[TableDefinition, ...], list[Problem]]:
    """The tables of a report for a questionnaire, and every problem in order of line.

    Tables for another questionnaire are left out; one that names none is left out, with a warning, where
    the questionnaire lacks something it names. There are no tables at all when a problem is an error.
    """
    source = read_tables(folder)
    draft = draft_of(definition) if source.tables else None
    checked = [check_table(item, definition, draft) for item in source.tables if draft]
    problems = in_order([*source.problems, *(problem for found, _ in checked for problem in found)])
    if source.file is None or any(problem.severity == "error" for problem in problems):
        return (), problems
    own = [item.part for item, (_, fits) in zip(source.tables, checked, strict=True) if fits]
    first = default_tables(definition, source.file.words) if source.file.default_tables else ()
    return tuple(_with_base(table, source.file) for table in (*first, *own)), problems


def check_table(item: Placed[OwnTable], definition: Definition, draft: Draft) -> tuple[list[Problem], bool]:
    """What is wrong with a table, and whether it is a table of this questionnaire."""
    if item.part.instrument not in (None, definition.id):
        return [], False
    found = subject(item, definition, draft)
    names = lint_names(found)
    if names and item.part.instrument is None:
        words = f"this table is left out for {definition.id}: "
        return [replace(one, message=words + one.message, severity="warning") for one in names], False
    return [*names, *lint_sense(found)], True


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Problems once each, in order of line."""
    return sorted(set(problems), key=lambda problem: (problem.file, problem.line or 0, problem.message))


def _whole(document: Document) -> tuple[TableFile | None, list[Problem]]:
    if document.problems:
        return None, document.problems
    try:
        return TableFile.model_validate(document.data), []
    except ValidationError as error:
        return None, explain(error, document)


def _tables(whole: Place) -> list[Placed[OwnTable]]:
    data = whole.document.data
    items = data.get("tables") if isinstance(data, dict) else None
    places = [whole.at("tables", row) for row in range(len(items) if isinstance(items, list) else 0)]
    return [item for place in places if (item := read_part(OwnTable, place)) is not None]


def _with_base(table: TableDefinition, file: TableFile) -> TableDefinition:
    if "low_base" in table.model_fields_set:
        return table
    return table.model_copy(update={"low_base": file.low_base})
