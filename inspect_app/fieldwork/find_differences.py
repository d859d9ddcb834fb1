"""Finds how far groups of an inspection's cases lie apart, and how far from an earlier inspection."""

from dataclasses import dataclass

from inspect_app.fieldwork.find_figures import find_sampled
from inspect_app.fieldwork.find_tables import find_words
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.findings.comparisons import Apart, groups_apart, since_earlier
from inspect_app.findings.populations import break_named
from inspect_app.findings.specs.defaults import key_questions
from inspect_app.findings.specs.words import Phrasing
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class Differences:
    """The differences of key questions: each two groups, and this inspection less an earlier one."""

    between: tuple[Apart, ...]
    since_earlier: tuple[Apart, ...]


def find_differences(session: Session, ref: str, by: str | None, earlier: str | None) -> Differences:
    """Differences between the groups of a break, of signed-off cases, and from an earlier inspection.

    Raises UserError when there is no such inspection or break, when nothing is to be compared, or when both
    inspections are the same.
    """
    if by is None and earlier is None:
        raise UserError("Say what to compare: groups with --by, or an earlier inspection with --earlier.")
    if earlier == ref:
        raise UserError("An inspection has no difference from itself. Name another one with --earlier.")
    inspection, phrasing = get_inspection(session, ref), Phrasing(find_words())
    break_ = break_named(inspection.definition, by) if by is not None else None
    table = key_questions(inspection.definition, phrasing.words, break_)
    later = find_sampled(session, inspection, [table])
    between = groups_apart(later, table, phrasing) if break_ else ()
    if earlier is None:
        return Differences(between, ())
    before = get_inspection(session, earlier)
    key_questions(before.definition, phrasing.words, break_)  # it must have what cases are told apart by
    return Differences(between, since_earlier(find_sampled(session, before, [table]), later, table, phrasing))
