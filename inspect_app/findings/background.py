"""What readers of tables can know beside their figures, worked out from the answers."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.disclosure import Answers, Background
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.findings.populations import TOTAL, Population, population
from inspect_app.findings.selection import select
from inspect_app.findings.specs.model import Break, TableDefinition
from inspect_app.findings.specs.words import ENGLISH
from inspect_app.questionnaire.model import Definition


def background_of(matrix: AnswerMatrix, definitions: Sequence[TableDefinition]) -> Background:
    """Which cases each column of some tables has, and what their figures are out of."""
    everybody = np.ones(matrix.cases, dtype=np.bool_)
    grouped: dict[Break | None, Population] = {}
    columns: dict[tuple[str, str], int] = {}
    bases: dict[str, int] = {}
    parts: dict[tuple[str, str, str], Answers] = {}
    for table in definitions:
        if table.break_ not in grouped:
            grouped[table.break_] = population(matrix, table.break_, ENGLISH)
        kept = everybody if table.filter is None else np.asarray(select(table.filter, matrix))
        for name, members in _columns(grouped[table.break_], kept):
            columns[table.id, name] = _bits(members)
        if table.base is not None:
            bases[table.id] = _bits(np.asarray(select(table.base, matrix)))
        parts |= dict(_parts(matrix.definition, table))
    return Background(_bits(everybody), columns, bases, parts, matrix.definition)


def _columns(by: Population, kept: NDArray[np.bool_]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    yield TOTAL, kept
    for place, column in enumerate(by.columns[1:]):
        yield column.id, kept & (by.group == place)


def _bits(cases: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(cases).tobytes(), "big")


def _parts(definition: Definition, table: TableDefinition) -> Iterator[tuple[tuple[str, str, str], Answers]]:
    """What a group of several questions counts at each point."""
    for group in (rows.group for rows in table.rows):
        if group is not None and len(group.parts) > 1:
            for part in group.parts:
                point = definition.section_of[part.question].point
                yield (table.id, f"group.{group.id}", point), (part.question, part.options)
