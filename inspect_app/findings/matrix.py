"""The packed answers of many cases, stacked into one matrix that can be counted at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.whole_numbers import Whole, whole_numbers
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.codes import layout
from inspect_app.questionnaire.model import Definition

CaseRow = tuple[str, Mapping[str, str], bytes, bytes]
Places = NDArray[np.intp]
NOT_RECORDED = ""
"""The value of a fact that is not known of a case."""


@dataclass(frozen=True)
class Fact:
    """One fact of the cases: the values there are, in order, and each case's place among them."""

    values: tuple[str, ...]
    places: Places

    def subset(self, kept: NDArray[np.bool_]) -> "Fact":
        """The fact of some of the cases; values that none of these has are left out."""
        return tidy(self.values, self.places[kept])

    def counts(self) -> dict[str, int]:
        """How many cases have each value."""
        found = np.bincount(self.places, minlength=len(self.values)).tolist()
        return dict(zip(self.values, found, strict=True))

    def of_each(self) -> list[str]:
        """The value of every case."""
        return [self.values[place] for place in self.places.tolist()]


def tidy(values: Sequence[str], places: Places) -> Fact:
    """A fact whose values stand in order, each once, and are all some case's."""
    used = np.flatnonzero(np.bincount(places, minlength=len(values)))
    ordered = sorted({values[place] for place in used.tolist()})
    new = {value: place for place, value in enumerate(ordered)}
    moved = np.array([new.get(value, 0) for value in values], dtype=np.intp)
    return Fact(tuple(ordered), moved[places] if len(values) else places)


def fact_of(values: Iterable[str]) -> Fact:
    """The fact that has these values, case by case."""
    found = list(values)
    places = {value: place for place, value in enumerate(dict.fromkeys(found))}
    return tidy(tuple(places), np.array(list(map(places.__getitem__, found)), dtype=np.intp))


@dataclass(frozen=True)
class Named:
    """An area or a person by an id that stays the same, with the name people know it by."""

    id: str
    name: str


@dataclass(frozen=True)
class Whereabouts:
    """What is known of the cases beside their attributes; None where nobody said.

    `stratum` is that of the draw, NOT_RECORDED for a case taken outside it. `area` is the id of the smallest
    area, and `paths` says of each id which areas it is within, largest first, itself the last. `assessor` is
    the id of who reads the case, and `people` gives their names.
    """

    stratum: Fact | None = None
    area: Fact | None = None
    paths: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)
    assessor: Fact | None = None
    people: Mapping[str, str] = field(default_factory=dict)

    def subset(self, kept: NDArray[np.bool_]) -> "Whereabouts":
        """What is known of some of the cases."""
        facts = (self.stratum, self.area, self.assessor)
        stratum, area, assessor = (None if fact is None else fact.subset(kept) for fact in facts)
        return replace(self, stratum=stratum, area=area, assessor=assessor)


@dataclass(frozen=True)
class AnswerMatrix:
    """The answers that count, one row a case in order of reference.

    `codes` is cases × columns (int8, the codes of questionnaire.codes), `numbers` cases × numeric questions
    (float64; numbers in the question's own unit, dates in days since 1970-01-01, NaN where there is none).
    """

    definition: Definition
    structure_hash: str
    references: tuple[str, ...]
    attributes: Mapping[str, Fact]
    codes: NDArray[np.int8]
    numbers: NDArray[np.float64]
    where: Whereabouts = field(default_factory=Whereabouts)

    @cached_property
    def _column_of(self) -> dict[tuple[str, str | None], int]:
        columns = layout(self.definition).columns
        return {(column.question, column.option): place for place, column in enumerate(columns)}

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {question: place for place, question in enumerate(layout(self.definition).numbers)}

    @cached_property
    def _orders(self) -> dict[str, Places]:
        return {}

    @cached_property
    def _whole(self) -> dict[str, Whole | None]:
        return {}

    @property
    def cases(self) -> int:
        """How many cases are counted."""
        return len(self.references)

    @cached_property
    def version(self) -> str:
        """SHA-256 of all that is in it: the same cases with the same answers and facts have the same."""
        facts = {id_: fact for id_, fact in self.attributes.items() if any(fact.values)}
        known = (self.where.stratum, self.where.area, self.where.assessor)
        facts |= {f" {place}": fact for place, fact in enumerate(known) if fact is not None}
        said = {id_: fact.values for id_, fact in facts.items()}
        paths = {id_: [(each.id, each.name) for each in path] for id_, path in self.where.paths.items()}
        people = {id_: name for id_, name in self.where.people.items() if id_ in said.get(" 2", ())}
        digest = sha256(canonical_json([self.structure_hash, self.references, said, paths, people]).encode())
        for id_ in sorted(facts):
            digest.update(facts[id_].places.astype("<i4").tobytes())
        digest.update(self.codes.tobytes("F"))
        digest.update(self.numbers.astype("<f8", copy=False).tobytes("F"))
        return digest.hexdigest()

    def column(self, question: str, option: str | None = None) -> NDArray[np.int8]:
        """One column of codes: a question's own, or one option's of a `choices` question."""
        return self.codes[:, self._column_of[question, option]]

    def number(self, question: str) -> NDArray[np.float64]:
        """The numbers of one numeric or date question."""
        return self.numbers[:, self._number_of[question]]

    def in_order(self, question: str) -> Places:
        """The places of the cases that have a number, from the least number to the greatest."""
        if question not in self._orders:
            numbers = self.number(question)
            there = int(numbers.size - np.isnan(numbers).sum())
            self._orders[question] = np.argsort(numbers, kind="stable")[:there]  # NaN comes last
        return self._orders[question]

    def whole_in_order(self, question: str) -> Whole | None:
        """The same cases' numbers as whole multiples of a tenth or the like, if they are."""
        if question not in self._whole:
            self._whole[question] = whole_numbers(self.number(question)[self.in_order(question)])
        return self._whole[question]

    def attribute(self, attribute: str) -> Fact:
        """An attribute of the cases, NOT_RECORDED of all of them where none has it."""
        found = self.attributes.get(attribute)
        return found or Fact((NOT_RECORDED,) * bool(self.cases), np.zeros(self.cases, dtype=np.intp))

    def subset(self, kept: NDArray[np.bool_]) -> "AnswerMatrix":
        """The matrix of some of its cases."""
        return replace(
            self,
            references=tuple(np.array(self.references, dtype=object)[kept]),
            attributes={id_: fact.subset(kept) for id_, fact in self.attributes.items()},
            codes=np.asfortranarray(self.codes[kept]),
            numbers=np.asfortranarray(self.numbers[kept]),
            where=self.where.subset(kept),
        )


def stack(definition: Definition, rows: Sequence[CaseRow]) -> AnswerMatrix:
    """Stack (reference, attributes, codes, numbers) of cases, in any order.

    Raises ValueError when a case is packed for another definition (its codes have another length) or when a
    reference comes twice: both are faults of the programme.
    """
    ordered = sorted(rows, key=lambda row: row[0])
    facts = [row[1] for row in ordered]
    ids = {id_ for each in facts for id_ in each}
    return stack_columns(
        definition,
        [row[0] for row in ordered],
        {id_: fact_of(each.get(id_, NOT_RECORDED) for each in facts) for id_ in ids},
        [row[2] for row in ordered],
        [row[3] for row in ordered],
    )


def stack_columns(
    definition: Definition,
    references: Sequence[str],
    attributes: Mapping[str, Fact],
    codes: Sequence[bytes],
    numbers: Sequence[bytes],
    where: Whereabouts | None = None,
) -> AnswerMatrix:
    """The same of cases that stand in order of reference already, and of facts known for all at once."""
    shape = layout(definition)
    if len(set(references)) != len(references):
        raise ValueError("A case is counted twice.")
    stacked = _stacked(codes, len(shape.columns), np.dtype(np.int8))
    floats = _stacked(numbers, len(shape.numbers), np.dtype("<f8"))
    return AnswerMatrix(
        definition,
        definition.structure_hash,
        tuple(references),
        attributes,
        # Counting reads whole columns, so columns lie together in memory.
        np.asfortranarray(stacked.astype(np.int8, copy=False)),
        np.asfortranarray(floats.astype(np.float64, copy=False)),
        where or Whereabouts(),
    )


def _stacked(packed: Sequence[bytes], width: int, kind: np.dtype[np.generic]) -> NDArray[np.generic]:
    for length in set(map(len, packed)) - {width * kind.itemsize}:
        raise ValueError(f"A case is packed in {length} bytes, not {width * kind.itemsize}.")
    return np.frombuffer(b"".join(packed), dtype=kind).reshape(len(packed), width)
