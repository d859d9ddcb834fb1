"""A whole long list checked: which rows can be drawn, which are left out, and what is wrong with the rest."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.questionnaire.model import Definition
from inspect_app.sampling.checks import RowProblem, after_the_end, problems_of, shared_keys
from inspect_app.sampling.exclusions import BY_HAND, exclude
from inspect_app.sampling.frame import FrameCase, FrameRow, ListRow, typed


@dataclass(frozen=True)
class CheckedList:
    """Every row of a list in one of three groups: drawable, left out by a rule, or with open problems.

    `problems` holds one or more problems for each row of the third group, by row number.
    """

    rows: tuple[FrameRow, ...]
    frame: tuple[FrameCase, ...]
    excluded: dict[int, str]
    problems: dict[int, list[RowProblem]]

    def state(self, number: int) -> str:
        """Which of the three groups a row is in: "eligible", "excluded" or "problem"."""
        if number in self.excluded:
            return "excluded"
        return "problem" if number in self.problems else "eligible"

    def excluded_by_reason(self) -> dict[str, int]:
        """How many rows each reason leaves out, in the order of the reasons."""
        return dict(Counter(self.excluded.values()))

    def open_problems(self) -> list[RowProblem]:
        """All open problems in the order of the rows."""
        return [problem for number in sorted(self.problems) for problem in self.problems[number]]


def check_list(
    rows: Sequence[ListRow],
    definition: Definition,
    as_at: date,
    by_hand: Collection[int] = (),
    restored: Collection[int] = (),
    numbers: Collection[int] | None = None,
) -> CheckedList:
    """Sort a list's rows into the frame, the excluded and those with problems.

    `as_at` is the day the list speaks of; `by_hand` are the numbers of rows a person excluded, `restored`
    of those a person took back although a rule leaves them out. A row left out by a rule is not looked at for
    problems; a row with a problem can't be drawn until it is mended or excluded. Rows below the end of the
    list take no part in any rule. `numbers` are those of all rows of the list, where `rows` are some of them.
    """
    every = typed(rows, definition)
    whole = [row.number for row in rows] if numbers is None else numbers
    below = {problem.row: problem for problem in after_the_end(every, whole)}
    inside = [row for row in every if row.number not in below]
    excluded = {number: BY_HAND for number in below if number in by_hand}
    excluded |= exclude(inside, definition.sampling.exclusions, as_at, by_hand, restored)
    remaining = [row for row in every if row.number not in excluded]
    problems = _problems(remaining, definition, below)
    frame = tuple(_case(row) for row in remaining if row.number not in problems)
    return CheckedList(every, frame, excluded, problems)


def _problems(
    rows: Sequence[FrameRow], definition: Definition, below: dict[int, RowProblem]
) -> dict[int, list[RowProblem]]:
    inside = [row for row in rows if row.number not in below]
    found: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for row in inside:
        for problem in problems_of(row, definition):
            found[row.number].append(problem)
    for problem in shared_keys(inside):
        found[problem.row].append(problem)
    for row in rows:
        if row.number in below:
            found[row.number].append(below[row.number])
    return dict(found)


def _case(row: FrameRow) -> FrameCase:
    return FrameCase.made(row.key or "", row.stratum or "", row.row.cells, row.attributes, row.number)
