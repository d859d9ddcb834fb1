"""Everything that can be wrong between the parts of a definition: one check, one function."""

from collections.abc import Callable, Iterable

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.problems import Problem


def lint(draft: Draft) -> list[Problem]:
    """Every problem the checks find."""
    return [problem for check in CHECKS for problem in check(draft)]


CHECKS: tuple[Callable[[Draft], Iterable[Problem]], ...] = ()
