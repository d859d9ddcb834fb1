"""Which numbers tell too much about too few people, taken by themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from inspect_app.findings.differencing import nested
from inspect_app.findings.figures import Cell, Measure, Row
from inspect_app.findings.places import Places
from inspect_app.questionnaire.model import OptionKind

_ONE_PERSONS = (Measure.LOWEST, Measure.HIGHEST, Measure.EARLIEST, Measure.LATEST)
_STATISTICS = (Measure.MEAN, Measure.MEDIAN, *_ONE_PERSONS)


def is_small(count: int | None, threshold: int) -> bool:
    """Whether a count is below the threshold; zero is never small, for it is about nobody."""
    return count is not None and 0 < count < threshold


def is_sensitive(row: Row, cell: Cell, threshold: int) -> bool:
    """Whether a figure tells too much about too few people whatever else is shown.

    A share does when its numerator, its denominator or the difference of the two is small; a mean or median
    when it rests on few cases; an extreme always, for it is one person's answer.
    """
    if threshold <= 1 or not cell.denominator:
        return False
    if row.measure in _ONE_PERSONS:
        return True
    counts = [cell.denominator]
    if row.measure not in _STATISTICS and cell.numerator is not None:
        counts += [cell.numerator, cell.denominator - cell.numerator]
    return any(is_small(count, threshold) for count in counts)


def quiet_questions(places: Places, threshold: int) -> set[str]:
    """The questions whose statuses are not shown anywhere, because one is small somewhere."""
    found: defaultdict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for row in places.rows:
        for figure in row:
            found[figure.key.question][figure.key.population] = _statuses(figure.cell)
    pairs = [(whole, part) for whole, part, _ in nested(places)]
    return {
        question
        for question, by_population in found.items()
        if any(is_small(count, threshold) for count in _numbers(by_population, pairs, places, question))
    }


def _numbers(
    by_population: Mapping[str, tuple[int, ...]],
    pairs: Iterable[tuple[str, str]],
    places: Places,
    question: str,
) -> Iterator[int]:
    """The statuses of a question in each set of cases, and in what subtraction leaves of them.

    Where an answer can be left out for one reason alone, how often it was is what the cases have more than
    the base: no secret, and not looked at.
    """
    looked_at = slice(0 if _several_reasons(places, question) else _GIVEN, None)
    for counts in by_population.values():
        yield from counts[looked_at]
    for whole, part in pairs:
        if whole in by_population and part in by_population:
            left = zip(by_population[whole], by_population[part], strict=True)
            yield from (more - less for more, less in [*left][looked_at])


_GIVEN = 3
"""How many statuses come from what was said to the question itself; the others follow from other answers."""


def _several_reasons(places: Places, question: str) -> bool:
    """Whether more than one of not applicable, don't know and not answered can be."""
    definition = places.background.definition
    if definition is None or question not in definition.by_id:
        return True
    asked = definition.by_id[question]
    kinds = {option.kind for option in definition.options(asked)} - {OptionKind.ANSWER}
    return len(kinds) + (not asked.required) > 1


def _statuses(cell: Cell) -> tuple[int, ...]:
    """The cases of a cell that are left out of its base, by the reason."""
    said = (cell.not_applicable, cell.dont_know, cell.not_answered)
    return tuple(count or 0 for count in (*said, cell.not_asked, cell.outside))
