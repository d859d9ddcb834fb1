"""Everything that can be wrong with a table: one check, one function."""

from collections.abc import Callable, Iterable

from inspect_app.findings.specs import check_conditions, check_names, check_rows
from inspect_app.findings.specs.subject import Subject
from inspect_app.questionnaire.problems import Problem

Check = Callable[[Subject], Iterable[Problem]]

OF_NAMES: tuple[Check, ...] = (
    check_names.unknown_questions,
    check_names.unknown_sections,
    check_names.unknown_attributes,
    check_names.unknown_answers,
    check_names.no_key_questions,
)
"""A table that names no instrument is left out where these find something."""

OF_SENSE: tuple[Check, ...] = (
    check_rows.measure_of_another_type,
    check_rows.section_without_numbers,
    check_rows.group_of_no_options,
    check_rows.group_at_one_point,
    check_rows.shown_twice,
    check_rows.weight_not_a_number,
    check_rows.one_point,
    check_conditions.operator_for_another_type,
    check_conditions.limit_of_another_kind,
    check_conditions.never_true,
)


def lint_names(subject: Subject) -> list[Problem]:
    """What a table names and its questionnaire does not have."""
    return _own(subject, OF_NAMES)


def lint_sense(subject: Subject) -> list[Problem]:
    """What makes no sense in a table whatever is named."""
    return _own(subject, OF_SENSE)


def _own(subject: Subject, checks: Iterable[Check]) -> list[Problem]:
    """Problems of the table; the checks of conditions look at its questionnaire's own as well."""
    file = subject.place.document.file
    return [problem for check in checks for problem in check(subject) if problem.file == file]
