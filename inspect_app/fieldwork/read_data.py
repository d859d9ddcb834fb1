"""Reads raw data, case by case, without ever holding more than some hundred cases."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inspect_app.fieldwork.data_facts import CaseFacts
from inspect_app.fieldwork.data_texts import Heads
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.findings.data_cells import Answers, Block, Cells, Filling, attribute_cells
from inspect_app.findings.data_columns import Column, Source, data_columns
from inspect_app.findings.in_one_go import in_one_go
from inspect_app.ledger.chain import anchor
from inspect_app.ledger.entries import EntryKind
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.codes import layout
from inspect_app.questionnaire.model import Definition
from inspect_app.records import definitions, raw_cases, states
from inspect_app.records.engine import Session
from inspect_app.records.raw_cases import RawCases

AT_ONCE = 500
"""Cases read together: few enough for any database's list of parameters."""
HANDLING = "single cases, not for publication"


@dataclass(frozen=True)
class Wanted:
    """Which data: of signed-off cases or of `every` one, with free `texts` or without."""

    every: bool = False
    texts: bool = False


@dataclass(frozen=True)
class RawData:
    """The data of an inspection: its columns, and its cases by reference, block after block.

    `ledger` names the state of the ledger that all of it was read from. The blocks can be read once.
    """

    inspection: InspectionView
    wanted: Wanted
    columns: tuple[Column, ...]
    cases: int
    ledger: str
    handling: str
    blocks: Iterator[Block]


@in_one_go()
def read_data(session: Session, ref: str, wanted: Wanted) -> RawData:
    """The data as they are now; to be used up before the session ends, which should be one for reading.

    Raises UserError when there is no such inspection.
    """
    inspection = get_inspection(session, ref)
    columns = data_columns(_versions(session, inspection), texts=wanted.texts)
    statuses = frozenset(CaseStatus) if wanted.every else frozenset({CaseStatus.SIGNED_OFF})
    keys = raw_cases.keys(session, inspection.id, statuses)
    handling = "; ".join((MARKING, *(["synthetic data"] if inspection.synthetic else []), HANDLING))
    reading = _Reading(session, inspection, columns, wanted, handling)
    head = str(anchor(states.heads(session, inspection.id))["heads"])
    blocks = (reading.block(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))
    return RawData(inspection, wanted, columns, len(keys), head, handling, blocks)


def _versions(session: Session, inspection: InspectionView) -> list[Definition]:
    """The versions of the questionnaire that were stored up to the inspection's own, which comes last.

    Those stored later are left out, so that the columns of an inspection never change.
    """
    own = inspection.definition
    found = [row for row in definitions.every(session) if row.instrument == own.id]
    first = {row.version: row.id for row in sorted(found, key=lambda row: -row.text_revision)}
    latest = {row.version: definitions.parsed(row.body) for row in found}
    older = sorted((id_, version) for version, id_ in first.items() if id_ < first[own.version])
    return [*(latest[version] for _, version in older), own]


class _Reading:
    """One reading of an inspection's data."""

    def __init__(
        self,
        session: Session,
        inspection: InspectionView,
        columns: Sequence[Column],
        wanted: Wanted,
        handling: str,
    ) -> None:
        self._session = session
        self._inspection = inspection
        self._columns = columns
        self._wanted = wanted
        self._filling = Filling(inspection.definition)
        self._heads = Heads(inspection.definition)
        self._fill = {
            column: self._filling.of(column)
            for column in columns
            if column.source in (Source.ANSWER, Source.OPTION)
        }
        self._of_case = CaseFacts(session, inspection, columns, handling, with_states=wanted.texts)
        self._facts: Callable[[str], dict[str, str]] = lru_cache(10_000)(json.loads)

    @in_one_go()
    def block(self, keys: Sequence[int]) -> Block:
        """The cells of some cases."""
        cases = raw_cases.read(self._session, self._inspection.id, keys, states=self._wanted.texts)
        answers = self._answers(cases)
        texts = self._texts(cases, answers) if self._wanted.texts else {}
        facts = self._of_case.of(cases)
        attributes = [self._facts(each) for each in cases.facts]
        blank = Cells(texts=[""] * len(keys))

        def cells(column: Column) -> Cells:
            if column in self._fill:
                return self._fill[column](answers)
            if column.source is Source.CASE:
                return facts[column.of]
            if column.source is Source.ATTRIBUTE:
                return attribute_cells(column, attributes)
            return texts.get((column.source, column.of), blank)

        return Block(len(keys), tuple(map(cells, self._columns)))

    def _answers(self, cases: RawCases) -> Answers:
        if set(cases.definitions) - {self._inspection.structure_hash}:
            raise ValueError("A case is packed for another definition.")
        laid = layout(self._inspection.definition)
        shape = len(cases.references)
        return Answers(
            np.frombuffer(b"".join(cases.codes), dtype=np.int8).reshape(shape, len(laid.columns)),
            np.frombuffer(b"".join(cases.numbers), dtype="<f8").reshape(shape, len(laid.numbers)),
        )

    def _texts(self, cases: RawCases, answers: Answers) -> dict[tuple[Source, str], Cells]:
        """The words of those comments and answers that count, by what they are about."""
        heads = list(map(self._heads.of, cases.states, cases.conflicts))
        words = raw_cases.texts(self._session, [entry for of_case in heads for *_, entry in of_case])
        found: dict[tuple[EntryKind, str], list[str]] = {}
        for n, of_case in enumerate(heads):
            for kind, question, entry in of_case:
                if entry in words:
                    if (kind, question) not in found:
                        found[kind, question] = [""] * len(heads)
                    found[kind, question][n] = words[entry]
        shown = {}
        for (kind, question), column in found.items():
            source = Source.COMMENT if kind is EntryKind.COMMENT else Source.TEXT
            counts = self._filling.counts(source, question, answers).tolist()
            shown[source, question] = Cells(
                texts=[text if counted else "" for text, counted in zip(column, counts, strict=True)]
            )
        return shown
