"""Comment rules can be kept."""

from collections.abc import Iterator

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.problems import Problem


def never_and_required(draft: Draft) -> Iterator[Problem]:
    """No comment is allowed, and some answers need one."""
    for item in draft.questions:
        if item.part.comment.use == "never" and item.part.comment.required_for:
            yield item.place.at("comment", "use").problem("comment use: never contradicts required_for")


def always_and_listed(draft: Draft) -> Iterator[Problem]:
    """Every answer needs a comment, and some are listed besides."""
    for item in draft.questions:
        if item.part.comment.use == "required" and item.part.comment.required_for:
            place = item.place.at("comment", "required_for")
            yield place.warning(
                "comment use: required already covers every answer, so required_for changes nothing"
            )


def required_for_no_option(draft: Draft) -> Iterator[Problem]:
    """A comment required for an answer that the question does not offer."""
    for item in draft.questions:
        options = draft.options(item.part)
        if options is None:
            continue
        offered = [option.value for option in options]
        for row, value in enumerate(item.part.comment.required_for):
            if value not in offered:
                place = item.place.at("comment", "required_for", row)
                yield place.problem(f"“{value}” is not an answer to this question")
