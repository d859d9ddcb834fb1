"""What keeps a table of sampled cases from being estimated; each check is one function in a table."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.fieldwork.read_case_table import CaseLine
from inspect_app.findings.estimates.case_counts import Counted
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.checks import RowProblem

ANSWERS_SHOWN = 10
LONGEST_NUMBER = 12
"""Digits; more than there are people."""


@dataclass(frozen=True)
class Meaning:
    """Which answers are positive, which negative and which leave a case out.

    Where no negative answer is named, every answer that isn't one of the others is negative.
    """

    positive: frozenset[str]
    left_out: frozenset[str] = frozenset()
    negative: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if "" in self.positive:
            raise UserError("The positive answer is empty. Name the answer to estimate the share of.")
        named = Counter([*self.positive, *self.left_out, *self.negative])
        twice = sorted(answer for answer, times in named.items() if times > 1)
        if twice:
            raise UserError(
                f"The answer “{twice[0]}” is given two meanings. Name it once: as positive, negative or not "
                "applicable."
            )

    @property
    def named(self) -> frozenset[str]:
        """Every answer whose meaning was said."""
        return self.positive | self.left_out | self.negative

    def of(self, answer: str) -> Counted:
        """What an answer stands for."""
        if answer in self.positive:
            return Counted.POSITIVE
        return Counted.LEFT_OUT if answer in self.left_out else Counted.NEGATIVE


def problems_of(lines: Sequence[CaseLine], meaning: Meaning) -> list[RowProblem]:
    """Everything that is wrong, by row."""
    found = [problem for check in CHECKS for problem in check(lines, meaning)]
    return sorted(found, key=lambda problem: problem.row)


def _blanks(lines: Sequence[CaseLine], meaning: Meaning) -> Iterator[RowProblem]:
    for line in lines:
        if not line.case:
            yield RowProblem(line.row, "case", "", "Give each case a reference")
        if not line.stratum:
            yield RowProblem(line.row, "stratum", "", "Say which stratum the case was drawn from")
        if not line.answer and "" not in meaning.left_out:
            yield RowProblem(
                line.row,
                "answer",
                "",
                'Give an answer, or leave cases without one out with --not-applicable ""',
            )


def _cases_twice(lines: Sequence[CaseLine], _meaning: Meaning) -> Iterator[RowProblem]:
    first: dict[str, int] = {}
    for line in lines:
        earlier = first.setdefault(line.case, line.row)
        if line.case and earlier != line.row:
            yield RowProblem(line.row, "case", line.case, f"Give each case once: it is in row {earlier} too")


def _populations(lines: Sequence[CaseLine], _meaning: Meaning) -> Iterator[RowProblem]:
    """A stratum's N is a whole number, the same in each of its rows, and no smaller than its cases here.

    A stratum that holds 0 cases is of cases taken outside the draw.
    """
    in_strata = [line for line in lines if line.stratum]
    sampled = Counter(line.stratum for line in in_strata)
    first: dict[str, CaseLine] = {}
    for line in in_strata:
        if whole(line.population) is None:
            yield _population(line, "Write how many cases the stratum holds as a whole number, such as 454")
            continue
        earlier = first.setdefault(line.stratum, line)
        if whole(earlier.population) != whole(line.population):
            told = f"Give a stratum one size: it is {earlier.population} in row {earlier.row}"
            yield _population(line, told)
    for stratum, line in first.items():
        if 0 < (whole(line.population) or 0) < sampled[stratum]:
            told = f"A stratum holds no fewer cases than were drawn: {sampled[stratum]} are of {stratum} here"
            yield _population(line, told)


def _population(line: CaseLine, expected: str) -> RowProblem:
    return RowProblem(line.row, "N", line.population, expected)


def _unnamed(lines: Sequence[CaseLine], meaning: Meaning) -> Iterator[RowProblem]:
    """Where every answer has a meaning, another one has none."""
    expected = f"Give an answer that you named: {', '.join(sorted(meaning.named - {''}))}"
    for line in lines:
        if meaning.negative and line.answer and line.answer not in meaning.named:
            yield RowProblem(line.row, "answer", line.answer, expected)


def _spellings(lines: Sequence[CaseLine], meaning: Meaning) -> Iterator[RowProblem]:
    """An answer that differs from a named one by its capitals alone is that one, misspelt in some rows."""
    given = {line.answer for line in lines}
    spelt = {answer.casefold(): answer for answer in meaning.named & given}
    for line in lines:
        meant = spelt.get(line.answer.casefold())
        if meant is not None and line.answer not in meaning.named and not meaning.negative:
            yield RowProblem(line.row, "answer", line.answer, f"Spell it as {meant}, or name this answer too")


def _named_in_vain(lines: Sequence[CaseLine], meaning: Meaning) -> Iterator[RowProblem]:
    """A named answer that stands nowhere, while the file has it in other capitals or has several others."""
    given = Counter(line.answer for line in lines if line.answer)
    spelt = {answer.casefold() for answer in given}
    misspelt = {answer for answer in meaning.named - given.keys() if answer.casefold() in spelt}
    judged = given.keys() - meaning.left_out
    several = len(judged) > 1 and not meaning.negative and not meaning.positive & judged
    for answer in sorted(misspelt or (meaning.positive if several else ())):
        told = f"No case has this answer; there are {_listed(given)}"
        way_out = "" if misspelt else ". If that is right, name the negative ones with --negative"
        yield RowProblem(1, "answer", answer, told + way_out)


def _listed(given: Mapping[str, int]) -> str:
    most = sorted(given, key=lambda answer: (-given[answer], answer))
    more = ["others"] if len(most) > ANSWERS_SHOWN else []
    return ", ".join([*(f"{answer} ({given[answer]:,})" for answer in most[:ANSWERS_SHOWN]), *more])


CHECKS: tuple[Callable[[Sequence[CaseLine], Meaning], Iterator[RowProblem]], ...] = (
    _named_in_vain,
    _blanks,
    _cases_twice,
    _populations,
    _unnamed,
    _spellings,
)


def whole(text: str) -> int | None:
    """A number of cases written in digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None
