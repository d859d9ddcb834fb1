"""How many cases gave each answer to a question, and how many gave none for which reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from inspect_app.findings.breaks import Break
from inspect_app.findings.figures import Cell
from inspect_app.findings.matrix import AnswerMatrix
from inspect_app.questionnaire.codes import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED
from inspect_app.questionnaire.model import OptionKind, Question, QuestionType

_CODES = 128

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class QuestionCounts:
    """Cases by answer and by status: arrays of one entry per column, all cases first.

    `options` holds the options of kind ANSWER alone; `answered` is the denominator.
    """

    options: Mapping[str, Counts]
    answered: Counts
    not_applicable: Counts
    dont_know: Counts
    not_asked: Counts
    not_answered: Counts


class Tally:
    """Counts the questions of a matrix over one break, each at most once."""

    def __init__(self, matrix: AnswerMatrix, by: Break) -> None:
        self.matrix = matrix
        self.by = by
        self._counted: dict[str, QuestionCounts] = {}

    def question(self, question: Question) -> QuestionCounts:
        """The counts of one question."""
        if question.id not in self._counted:
            self._counted[question.id] = self._count(question)
        return self._counted[question.id]

    def members(self, place: int) -> NDArray[np.bool_]:
        """Which cases belong to a column; column 0 holds them all."""
        if place == 0:
            return np.ones(self.matrix.cases, dtype=np.bool_)
        return np.equal(self.by.group, place - 1, dtype=np.bool_)

    def _codes(self, question: str, option: str | None = None) -> NDArray[np.int64]:
        """Cases by column of the table and code: (columns, 128)."""
        groups = max(self.by.groups, 1)
        codes = self.matrix.column(question, option).astype(np.int64)
        flat = np.bincount(self.by.group * _CODES + codes, minlength=groups * _CODES)
        broken = flat.reshape(groups, _CODES)
        total = broken.sum(axis=0, keepdims=True)
        return total if self.by.groups == 0 else np.concatenate([total, broken])

    def _count(self, question: Question) -> QuestionCounts:
        codes = self._codes(question.id)
        given = self._given(question, codes)
        kinds = {option.value: option.kind for option in self.matrix.definition.options(question)}
        set_aside = {
            kind: sum(
                (given[value] for value, its_kind in kinds.items() if its_kind is kind),
                np.zeros(len(codes), dtype=np.int64),
            )
            for kind in (OptionKind.NOT_APPLICABLE, OptionKind.DONT_KNOW)
        }
        answers = codes[:, ANSWERED] + codes[:, FIRST_OPTION:].sum(axis=1)
        return QuestionCounts(
            {value: given[value] for value, kind in kinds.items() if kind is OptionKind.ANSWER},
            answers - set_aside[OptionKind.NOT_APPLICABLE] - set_aside[OptionKind.DONT_KNOW],
            set_aside[OptionKind.NOT_APPLICABLE],
            set_aside[OptionKind.DONT_KNOW],
            codes[:, NOT_ASKED],
            codes[:, NOT_ANSWERED],
        )

    def _given(self, question: Question, codes: Counts) -> dict[str, Counts]:
        """Cases that gave each option, whatever its kind."""
        options = self.matrix.definition.options(question)
        if question.type is QuestionType.CHOICES:
            return {option.value: self._codes(question.id, option.value)[:, 1] for option in options}
        return {option.value: codes[:, FIRST_OPTION + place] for place, option in enumerate(options)}


def half_up(share: Fraction) -> int:
    """A fraction of one as a whole per cent, halves rounded up (domain rule: 129 of 200 is 65)."""
    return (200 * share.numerator + share.denominator) // (2 * share.denominator)


def share_cell(counts: QuestionCounts, place: int, options: tuple[str, ...]) -> Cell:
    """The share of the cases answering that gave any of some options of a `choice`, or one of a `choices`."""
    numerator = sum(int(counts.options[option][place]) for option in options)
    return _share(counts, place, numerator, int(counts.answered[place]))


def answered_cell(counts: QuestionCounts, place: int) -> Cell:
    """The share of the cases owing an answer that gave one; for questions answered in words."""
    answered = int(counts.answered[place])
    return _share(counts, place, answered, answered + int(counts.not_answered[place]))


def value_cell(counts: QuestionCounts, place: int, value: str | None, exact: Fraction | None) -> Cell:
    """A statistic over the cases that answered; `value` None when none did."""
    answered = int(counts.answered[place])
    return Cell(
        answered,
        answered,
        *_statuses(counts, place),
        exact=(exact.numerator, exact.denominator) if exact is not None else None,
        value=value,
        reason=why_nothing(counts, place) if value is None else None,
    )


def _share(counts: QuestionCounts, place: int, numerator: int, denominator: int) -> Cell:
    statuses = _statuses(counts, place)
    if denominator == 0:
        return Cell(numerator, denominator, *statuses, reason=why_nothing(counts, place))
    share = Fraction(numerator, denominator)
    exact = (share.numerator, share.denominator)
    return Cell(numerator, denominator, *statuses, per_cent=half_up(share), exact=exact)


def _statuses(counts: QuestionCounts, place: int) -> tuple[int, int, int, int]:
    return (
        int(counts.not_applicable[place]),
        int(counts.dont_know[place]),
        int(counts.not_asked[place]),
        int(counts.not_answered[place]),
    )


def why_nothing(counts: QuestionCounts, place: int) -> str:
    """Why a figure has no denominator, in a sentence."""
    not_applicable, dont_know, not_asked, not_answered = _statuses(counts, place)
    cases = not_applicable + dont_know + not_asked + not_answered
    if cases == 0:
        return "There is no case to count."
    if cases == not_asked:
        return "The question was asked in no case."
    if cases == not_asked + not_applicable:
        return "The question applied in no case."
    if cases == not_asked + not_answered:
        return "No case has an answer."
    return "No case was judged."
