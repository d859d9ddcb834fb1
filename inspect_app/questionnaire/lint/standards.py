"""Key questions and standards belong together and can be counted."""

from collections.abc import Iterator

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.model import OptionKind, QuestionType
from inspect_app.questionnaire.problems import Problem


def key_question_not_a_choice(draft: Draft) -> Iterator[Problem]:
    """A key question without one answer that is sufficient or not."""
    for item in draft.questions:
        if item.part.key_question and item.part.type is not QuestionType.CHOICE:
            yield item.place.at("key_question").problem(
                f"a key question must be a choice question, and this is a {item.part.type} question"
            )


def sufficient_not_an_option(draft: Draft) -> Iterator[Problem]:
    """A sufficient answer that the question does not offer."""
    for item in draft.questions:
        options = draft.options(item.part)
        if item.part.key_question is None or not options:
            continue
        offered = [option.value for option in options]
        for row, value in enumerate(item.part.key_question.sufficient):
            if value not in offered:
                place = item.place.at("key_question", "sufficient", row)
                yield place.problem(f"“{value}” is not an answer to this question ({', '.join(offered)})")


def sufficient_does_not_count(draft: Draft) -> Iterator[Problem]:
    """A sufficient answer that is left out of the figures."""
    for item in draft.questions:
        if item.part.key_question is None:
            continue
        left_out = {
            option.value for option in draft.options(item.part) or () if option.kind is not OptionKind.ANSWER
        }
        for row, value in enumerate(item.part.key_question.sufficient):
            if value in left_out:
                place = item.place.at("key_question", "sufficient", row)
                yield place.problem(f"“{value}” cannot be sufficient: it is not counted as yes or no")


def key_question_in_no_standard(draft: Draft) -> Iterator[Problem]:
    """A key question that decides nothing."""
    used = {name for item in draft.standards for name in item.part.key_questions}
    if len(draft.standards) < len(draft.names["standards"]):
        return  # a standard that could not be read may be the one
    for item in draft.questions:
        if item.part.key_question and item.part.id not in used:
            yield item.place.at("key_question").warning(
                "no standard has this key question, so it decides nothing"
            )


def key_question_not_marked(draft: Draft) -> Iterator[Problem]:
    """A standard decided by a question that does not say which answers are sufficient."""
    unmarked = {
        item.part.id for item in draft.questions if item.part.key_question is None and not item.partial
    }
    for item in draft.standards:
        for row, name in enumerate(item.part.key_questions):
            if name in unmarked:
                place = item.place.at("key_questions", row)
                yield place.problem(
                    f"“{name}” is not marked as a key question: give it key_question in its file"
                )


def key_question_named_twice(draft: Draft) -> Iterator[Problem]:
    """A standard that names a key question more than once."""
    for item in draft.standards:
        names = item.part.key_questions
        for row, name in enumerate(names):
            if name in names[:row]:
                yield item.place.at("key_questions", row).problem(f"“{name}” is named twice in this standard")
