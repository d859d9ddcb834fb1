"""Which figures of a snapshot add up to which, so that none can be got by subtraction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from inspect_app.findings.places import BASE, CASES, NOT_ASKED, Figure, Key, Places
from inspect_app.findings.specs.model import POINT
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.routing import QuestionTest

Relation = tuple[Key, ...]
"""Numbers tied by one sum, the first being that of the others: any one can be worked out from the rest."""
_Place = tuple[str, str]
"""A question and a population."""


def relations(places: Places, values: Mapping[Key, int], quiet: Collection[str]) -> set[Relation]:
    """Every sum that ties figures of these tables: across the columns of a row, down the options, by routing.

    The statuses of `quiet` questions are shown nowhere, so that their options need not add up to all asked.
    """
    shown: defaultdict[_Place, dict[Key, Figure]] = defaultdict(dict)
    found = set[Relation]()
    for row in places.rows:
        for figure in row:
            shown[figure.key.question, figure.key.population].setdefault(figure.key, figure)
    for table in places.tables:
        if table.break_by not in (None, POINT):
            columns = [places.column_key(table, column) for column in table.columns]
            found.update(_total(columns))
    for row in places.rows:
        if row and row[0].table.break_by not in (None, POINT):
            found.update(_total([figure.key for figure in row]))
            found.update(_total([figure.base for figure in row]))
    for figures in shown.values():
        found.update(_down([*figures.values()], values, quiet))
    if places.background.definition is not None:
        found.update(_routing(places.background.definition, shown, values))
    return found


def _total(keys: list[Key]) -> Iterator[Relation]:
    """A total and its groups; nothing when a group is the total itself, for the others are then empty."""
    total, *groups = keys
    if groups and total not in groups:
        yield tuple(keys)


def _down(figures: list[Figure], values: Mapping[Key, int], quiet: Collection[str]) -> Iterator[Relation]:
    """The options of one question in one population: together the base, and some of them a key question's."""
    options = {figure.options[0]: figure.key for figure in figures if len(figure.options) == 1}
    first = figures[0]
    whole = sum(values[key] for key in options.values()) == first.judged
    base = Key(first.key.question, BASE, first.key.population)
    bases = [base] if base in values else []
    asked = Key(first.key.question, "asked", first.key.population)
    if asked in values and (first.key.question not in quiet or values[asked] == first.judged):
        bases.append(asked)
    if whole and options:
        yield from ((each, *options.values()) for each in bases)
    for figure in figures:
        parts = figure.options
        if len(parts) > 1 and set(parts) <= set(options):
            yield (figure.key, *(options[part] for part in parts))
            if whole:
                others = [key for part, key in options.items() if part not in parts]
                yield from ((each, figure.key, *others) for each in bases)


def _routing(
    definition: Definition, shown: Mapping[_Place, Mapping[Key, Figure]], values: Mapping[Key, int]
) -> Iterator[Relation]:
    """A question asked after certain answers: the cases it is not asked in gave another answer."""
    for (question, population), figures in shown.items():
        asked_after = definition.by_id[question].ask_when if question in definition.by_id else None
        if not isinstance(asked_after, QuestionTest) or asked_after.operator not in ("is", "any_of"):
            continue
        wanted = [asked_after.is_] if asked_after.is_ is not None else [*(asked_after.any_of or ())]
        answers = [Key(asked_after.question, str(value), population) for value in wanted]
        left = Key(question, NOT_ASKED, population)
        cases = next(iter(figures.values())).cases
        if set(answers) <= values.keys() and sum(values[key] for key in (left, *answers)) == cases:
            whole = Key("", CASES, population)
            yield tuple(key for key in (whole, left, *answers) if key in values)
