"""The tables of a report: those of its tables.yaml, and the default set of a questionnaire."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from inspect_app.findings.specs.check_files import unknown_instruments
from inspect_app.findings.specs.load import TABLES, check_table, in_order, load, read_tables
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.subject import draft_of
from inspect_app.findings.specs.words import TableWords
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import Broken, NotThere, Problem

REPORT = "inspection-report"


def find_tables(definition: Definition, report: str = REPORT) -> tuple[TableDefinition, ...]:
    """The tables of a report for a questionnaire. Raises Broken when its tables.yaml makes no sense."""
    return _tables(_Held(definition), report_folder(report))


def find_words(report: str = REPORT) -> TableWords:
    """The words of a report's tables. Raises Broken when its tables.yaml makes no sense."""
    return _words(report_folder(report))


def lint_tables(folder: Path, definitions: Sequence[Definition], instrument: str | None) -> list[Problem]:
    """Everything that is wrong with the tables.yaml of a folder, for questionnaires or one of them.

    A table that names no questionnaire is fine as soon as one of them has all that it names, and wrong if
    none has. Raises NotThere when there is no such file or questionnaire.
    """
    if not (folder / TABLES).exists():
        raise NotThere(f"There is no {TABLES} in {folder}, so there is nothing to check.")
    source = read_tables(folder)
    known = {one.id for one in definitions}
    if instrument is not None and instrument not in known:
        raise NotThere(
            f"There is no questionnaire “{instrument}”. Those there are: {', '.join(sorted(known))}."
        )
    wanted = [one for one in definitions if instrument in (None, one.id)]
    found = [*source.problems, *unknown_instruments(source.tables, known)]
    drafts = [(definition, draft_of(definition)) for definition in wanted]
    for item in source.tables:
        checked = [check_table(item, definition, draft) for definition, draft in drafts]
        fitting = [problems for problems, fits in checked if fits]
        left_out = [problem for problems, fits in checked if not fits for problem in problems]
        found += [problem for problems in fitting for problem in problems]
        if not fitting:
            found += left_out if instrument else _fits_none(left_out)
    return in_order(found)


def _fits_none(left_out: Sequence[Problem]) -> list[Problem]:
    """One error for a table that each questionnaire leaves out, with the reasons."""
    if not left_out:
        return []
    reasons = "; ".join(problem.message.removeprefix("this table is ") for problem in left_out)
    words = f"this table fits no questionnaire: {reasons}"
    return [replace(left_out[0], message=words, severity="error")]


def report_folder(report: str = REPORT) -> Path:
    """The folder of a report that ships with the product; NotThere when there is none."""
    shipped = {folder.name: folder for folder in files("inspect_app.exports").iterdir() if folder.is_dir()}
    known = sorted(name for name, folder in shipped.items() if folder.joinpath("report.yaml").is_file())
    if report not in known:
        raise NotThere(f"There is no report “{report}”. Those there are: {', '.join(known)}.")
    return Path(str(shipped[report]))


class _Held:
    """A questionnaire that is the same as another when its words and its structure are."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.key = (definition.id, definition.version, definition.text_revision, definition.structure_hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=16)
def _tables(held: _Held, folder: Path) -> tuple[TableDefinition, ...]:
    tables, problems = load(folder, held.definition)
    if not tables and any(problem.severity == "error" for problem in problems):
        raise _unusable(problems)
    return tables


@lru_cache(maxsize=16)
def _words(folder: Path) -> TableWords:
    source = read_tables(folder)
    if source.file is None:
        raise _unusable(source.problems)
    return source.file.words


def _unusable(problems: Sequence[Problem]) -> Broken:
    errors = [problem for problem in problems if problem.severity == "error"]
    return Broken(f"The report’s tables cannot be used: {errors[0]}. Run inspect-app tables lint.")
