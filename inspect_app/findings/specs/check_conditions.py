"""A table's filter and base suit their questions, and some case can meet them."""

from collections.abc import Iterator

from inspect_app.findings.specs.subject import Subject
from inspect_app.questionnaire.lint import conditions
from inspect_app.questionnaire.lint.reach import Search
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.routing import AllOf


def operator_for_another_type(subject: Subject) -> Iterator[Problem]:
    """An operator that does not fit the type of the question tested."""
    yield from conditions.operator_for_another_type(subject.draft)


def limit_of_another_kind(subject: Subject) -> Iterator[Problem]:
    """A date compared with a number, or a number with a date."""
    yield from conditions.limit_of_another_kind(subject.draft)


def never_true(subject: Subject) -> Iterator[Problem]:
    """A filter or base that no case can meet, or the two of them that none can meet together."""
    search = Search(subject.draft)
    earlier = len(search.order)
    possible = True
    for condition, place in subject.draft.further:
        if search.impossible(condition, earlier):
            possible = False
            yield place.problem("nothing meets this condition, so the table would be empty")
    both = _both(subject)
    if possible and both is not None and search.impossible(both, earlier):
        yield subject.place.at("base").problem("no case that meets the filter can meet this as well")


def _both(subject: Subject) -> AllOf | None:
    given, base = subject.table.filter, subject.table.base
    return AllOf(all=(given, base)) if given is not None and base is not None else None
