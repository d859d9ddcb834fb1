"""Holds the last matrices of answers in memory, so that looking again needs no second reading.

A matrix is found again only by the same person's scope and while no case was saved since. It holds nothing
that changes otherwise: areas and assessors are read each time.
"""

import json
from collections.abc import Collection, Sequence

import numpy as np

from inspect_app.fieldwork.held import Held
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.findings.matrix import (
    NOT_RECORDED,
    AnswerMatrix,
    Fact,
    Whereabouts,
    fact_of,
    stack_columns,
    tidy,
)
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.model import Definition
from inspect_app.records import packed
from inspect_app.records.engine import Session, holding_key
from inspect_app.records.packed import PackedCases, Progress

_held = Held[AnswerMatrix](4)
"""One of 100,000 cases takes some 30 MB."""


def find_matrix(
    session: Session,
    inspection: InspectionView,
    statuses: Collection[CaseStatus],
    progress: Sequence[Progress],
) -> AnswerMatrix:
    """The answers of the cases in some status, by what their progress is in this very transaction."""
    whose = holding_key(session)
    if whose is None:
        return read_matrix(session, inspection, statuses)
    # of every status: one case opened again and another signed off can leave a status its numbers
    token = tuple((each.status, each.cases, each.saves) for each in progress)
    key = (*whose, inspection.id, inspection.structure_hash, frozenset(statuses), token)
    return _held.find(key, lambda: read_matrix(session, inspection, statuses))


@in_one_go()
def read_matrix(
    session: Session,
    inspection: InspectionView,
    statuses: Collection[CaseStatus],
    areas: Collection[int] | None = None,
) -> AnswerMatrix:
    """The same read anew, perhaps of the cases of some areas alone.

    Raises ValueError when a case is packed for another definition: that is a fault of the programme.
    """
    cases = packed.read(session, inspection.id, statuses, areas)
    if cases.definitions - {inspection.structure_hash}:
        raise ValueError("A case is packed for another definition.")
    return _matrix(inspection.definition, cases)


def _matrix(definition: Definition, cases: PackedCases) -> AnswerMatrix:
    texts = fact_of(cases.facts)
    said = [json.loads(text) for text in texts.values]
    ids = sorted({id_ for each in said for id_ in each})
    attributes = {id_: _spread([each.get(id_) or NOT_RECORDED for each in said], texts) for id_ in ids}
    strata = fact_of(stratum or NOT_RECORDED for stratum in cases.strata)
    where = Whereabouts(stratum=strata)
    return stack_columns(definition, cases.references, attributes, cases.codes, cases.numbers, where)


def _spread(values: Sequence[str], texts: Fact) -> Fact:
    """A fact of the cases from the one of the texts that they share."""
    each = fact_of(values)
    return tidy(each.values, each.places[texts.places]) if values else Fact((), np.zeros(0, dtype=np.intp))
