"""Finds how far groups of an inspection's cases lie apart, and how far from an earlier inspection."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from inspect_app.fieldwork.find_figures import find_sampled
from inspect_app.fieldwork.find_tables import find_words
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.comparisons import Apart, groups_apart, since_earlier
from inspect_app.findings.populations import break_named, group_names, population
from inspect_app.findings.specs.defaults import key_questions
from inspect_app.findings.specs.model import Break
from inspect_app.findings.specs.words import Phrasing, TableWords
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Differences:
    """The differences of key questions: each two groups, and this inspection less an earlier one."""

    between: tuple[Apart, ...]
    since_earlier: tuple[Apart, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    against: str | None = None


def find_differences(
    session: Session, ref: str, by: str | None, earlier: str | None, against: str | None = None
) -> Differences:
    """Differences between the groups of a break, of signed-off cases, and from an earlier inspection.

    With `against`, the id of a group that holds cases, the others are compared with that one alone. Raises
    UserError when there is no such inspection or break, when nothing is to be compared, or when both
    inspections are the same.
    """
    if by is None and earlier is None:
        raise UserError("Say what to compare: groups with --by, or an earlier inspection with --earlier.")
    if earlier == ref:
        raise UserError("An inspection has no difference from itself. Name another one with --earlier.")
    inspection, phrasing = get_inspection(session, ref), Phrasing(find_words())
    break_ = _groups_by(inspection.definition, by, phrasing.words) if by is not None else None
    table = key_questions(inspection.definition, phrasing.words, break_)
    later = find_sampled(session, inspection, [table])
    columns = population(later.matrix, break_, phrasing).columns[1:]
    groups = {column.id: column.label for column in columns if column.cases}
    against = against if against in groups else None
    between = groups_apart(later, table, phrasing, against) if break_ else ()
    found = Differences(between, (), groups, against)
    if earlier is None:
        return found
    before = get_inspection(session, earlier)
    key_questions(before.definition, phrasing.words, break_)  # it must have what cases are told apart by
    then = find_sampled(session, before, [table])
    return replace(found, since_earlier=since_earlier(then, later, table, phrasing))


def _groups_by(definition: Definition, by: str, words: TableWords) -> Break:
    """A break that tells cases apart; UserError for another."""
    break_, known = break_named(definition, by), group_names(definition, words)
    if by not in known:
        raise UserError(
            f"“{by}” does not tell cases apart, so there are no groups to compare. They can be compared by: "
            f"{', '.join(known)}."
        )
    return break_
