"""Finds what raw data say of each case beside its answers: where it belongs, and what it stands for."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from math import nan

import numpy as np

from inspect_app.fieldwork.data_texts import said_beside
from inspect_app.fieldwork.find_sample import find_sample
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.findings.data_cells import NONE, Cells
from inspect_app.findings.data_columns import NOT_COUNTED, NOT_RECORDED, Column, Source
from inspect_app.findings.design_of import OUTSIDE_THE_DRAW, design_in
from inspect_app.findings.matrix import fact_of
from inspect_app.findings.populations import LEVELS
from inspect_app.ledger.states import CaseStatus
from inspect_app.records import areas, raw_cases
from inspect_app.records.engine import Session
from inspect_app.records.raw_cases import RawCases

_OF_STRATUM = ("stratum_population", "stratum_sampled", "weight")
_UNKNOWN = (nan, nan, nan)


class CaseFacts:
    """Fills the columns about the cases themselves, some cases at a time."""

    def __init__(
        self,
        session: Session,
        inspection: InspectionView,
        columns: Sequence[Column],
        handling: str,
        *,
        with_states: bool,
    ) -> None:
        self._session = session
        self._inspection = inspection
        self._columns = {column.of: column for column in columns if column.source is Source.CASE}
        self._handling = handling
        self._with_states = with_states
        self._statuses = {value.word: n for n, value in enumerate(self._columns["status"].values)}
        self._revisions = raw_cases.revisions(session, inspection.id, inspection.text_revision)
        tree = areas.paths(areas.of_inspections(session, {inspection.id}))
        self._areas = {id_: [area.name for area in path] for id_, path in tree.items()}
        self._strata = _strata(session, inspection)

    def of(self, cases: RawCases) -> dict[str, Cells]:
        """The cells of each column of some cases."""
        usual, states = self._inspection.text_revision, self._with_states
        beside = said_beside(self._session, cases, self._revisions, usual, with_states=states)
        revisions = np.array(beside.revisions, dtype=np.float64)
        shown = len(cases.references)
        return {
            "reference": Cells(texts=cases.references),
            "status": Cells(np.array([self._statuses[each] for each in cases.statuses], dtype=np.intp)),
            **self._places(cases),
            "stratum": Cells(texts=[stratum or "" for stratum in cases.strata]),
            **self._weights(cases),
            "version": Cells(texts=[self._inspection.definition.version] * shown),
            "text_revision": Cells(np.where(np.isnan(revisions), 0, NONE), revisions),
            "other_revisions": Cells(texts=beside.others),
            "conflicts": Cells(texts=beside.conflicts),
            "handling": Cells(texts=[self._handling] * shown),
        }

    def _places(self, cases: RawCases) -> dict[str, Cells]:
        """The name of the area at each level that a case belongs to."""
        paths = [self._areas.get(area, []) if area is not None else [] for area in cases.areas]
        return {
            level: Cells(texts=[path[depth] if depth < len(path) else "" for path in paths])
            for depth, level in enumerate(LEVELS[1:])
        }

    def _weights(self, cases: RawCases) -> dict[str, Cells]:
        """What the design of the published figures says of a case; they count signed-off cases alone."""
        rows = [self._strata.get(stratum or OUTSIDE_THE_DRAW, _UNKNOWN) for stratum in cases.strata]
        left_out = np.array([status != CaseStatus.SIGNED_OFF for status in cases.statuses], dtype=np.bool_)
        found = {}
        for fact, numbers in zip(_OF_STRATUM, np.array(rows, dtype=np.float64).T, strict=True):
            places = np.where(np.isnan(numbers), self._columns[fact].place(NOT_RECORDED.word), NONE)
            if fact == "weight":
                places[left_out & (places == NONE)] = self._columns[fact].place(NOT_COUNTED.word)
            found[fact] = Cells(places, numbers)
        return found


def _strata(session: Session, inspection: InspectionView) -> Mapping[str, tuple[float, float, float]]:
    """The cases that each stratum holds and gave, and the weight of each; nothing where no draw says so."""
    counted = raw_cases.signed_off(session, inspection.id)
    stratum = fact_of(each for id_, cases in counted.items() for each in repeat(id_ or "", cases))
    sample = design_in(stratum, find_sample(session, inspection, stratum)[1])
    if sample is None:
        return {}
    design = sample.design
    numbers = zip(design.population.tolist(), design.sampled.tolist(), design.weights.tolist(), strict=True)
    return dict(zip(design.ids, numbers, strict=True))
