"""Everything that can be wrong between the parts of a definition: one check, one function."""

from collections.abc import Callable, Iterable

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.lint import (
    answers,
    attributes,
    comments,
    conditions,
    exclusions,
    identity,
    languages,
    ratings,
    reach,
    references,
    standards,
)
from inspect_app.questionnaire.problems import Problem

Check = Callable[[Draft], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.duplicate_ids,
    identity.duplicate_questions,
    identity.duplicate_options,
    identity.file_named_otherwise,
    identity.asked_twice,
    identity.no_file,
    identity.never_listed,
    identity.stray_files,
    identity.scheme_in_the_manifest,
    identity.ratings_in_the_manifest,
    identity.unused_answer_sets,
    identity.unused_points,
    references.unknown_questions,
    references.unknown_attributes,
    references.unknown_answer_sets,
    references.unknown_points,
    references.unknown_key_questions,
    conditions.asked_later,
    conditions.operator_for_another_type,
    conditions.limit_of_another_kind,
    conditions.answer_not_an_option,
    conditions.value_not_an_option,
    conditions.strata_on_questions,
    reach.never_asked,
    reach.empty_strata,
    answers.options_missing,
    answers.options_not_wanted,
    answers.too_many_options,
    answers.limits_not_wanted,
    answers.limits_of_another_kind,
    answers.minimum_above_maximum,
    comments.never_and_required,
    comments.always_and_listed,
    comments.required_for_no_option,
    standards.key_question_not_a_choice,
    standards.sufficient_not_an_option,
    standards.sufficient_does_not_count,
    standards.key_question_in_no_standard,
    standards.key_question_not_marked,
    standards.key_question_named_twice,
    ratings.standards_without_ratings,
    ratings.bands_not_from_zero,
    ratings.bands_at_the_same_per_cent,
    ratings.points_not_rising,
    attributes.unknown_columns,
    attributes.identifying_columns,
    attributes.shared_codes,
    exclusions.exclusions_of_unknown_columns,
    exclusions.exclusions_by_no_date,
    languages.missing_languages,
)


def lint(draft: Draft) -> list[Problem]:
    """Every problem the checks find."""
    return [problem for check in CHECKS for problem in check(draft)]
