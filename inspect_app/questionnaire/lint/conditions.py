"""Conditions look back, compare with what can be answered, and use what fits."""

from collections.abc import Iterator

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.lint.parts import (
    FITTING,
    attribute_tests,
    by_id,
    drawn_by,
    fits,
    question_tests,
    tests_at,
    values_at,
)
from inspect_app.questionnaire.model import QuestionType
from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.routing import QuestionTest


def asked_later(draft: Draft) -> Iterator[Problem]:
    """A condition on the question itself or on one asked after it."""
    order = {name: row for row, (name, _, _) in reversed(list(enumerate(draft.listed)))}
    for item in draft.questions:
        own = item.part.id
        found = tests_at(item.part.ask_when, item.place.at("ask_when")) if item.part.ask_when else ()
        for test, place in found:
            if not isinstance(test, QuestionTest):
                continue
            if test.question == own:
                yield place.at("question").problem("the condition depends on the question's own answer")
            elif order.get(test.question, -1) > order.get(own, len(order)):
                yield place.at("question").problem(f"the condition depends on “{test.question}”, asked later")


def operator_for_another_type(draft: Draft) -> Iterator[Problem]:
    """An operator that does not fit the type of the question tested."""
    questions = by_id(draft)
    for test, place in question_tests(draft):
        question = questions.get(test.question)
        if question is not None and test.operator not in FITTING[question.type]:
            fitting = ", ".join(sorted(FITTING[question.type]))
            yield place.at(test.operator).problem(
                f"{test.operator} cannot test “{question.id}”, a {question.type} question: use {fitting}"
            )


def limit_of_another_kind(draft: Draft) -> Iterator[Problem]:
    """A date compared with a number, or a number with a date."""
    questions = by_id(draft)
    for test, place in question_tests(draft):
        question = questions.get(test.question)
        if question is not None and test.operator in FITTING[question.type] and not fits(test, question):
            wanted = "a date written yyyy-mm-dd" if question.type is QuestionType.DATE else "a number"
            yield place.at(test.operator).problem(f"“{question.id}” must be compared with {wanted}")


def answer_not_an_option(draft: Draft) -> Iterator[Problem]:
    """A test for an answer that the question does not offer."""
    questions = by_id(draft)
    for test, place in question_tests(draft):
        question = questions.get(test.question)
        offered = [option.value for option in draft.options(question) or ()] if question else []
        for value, where in values_at(test, place):
            if offered and value not in offered:
                yield where.problem(f"“{value}” is not an answer to “{test.question}” ({', '.join(offered)})")


def value_not_an_option(draft: Draft) -> Iterator[Problem]:
    """A test for a value that the case attribute cannot have."""
    offered = {item.part.id: [option.value for option in item.part.options] for item in draft.attributes}
    for test, place in attribute_tests(draft):
        known = offered.get(test.attribute)
        for value, where in values_at(test, place):
            if known and value not in known:
                yield where.problem(f"“{value}” is not a value of “{test.attribute}” ({', '.join(known)})")


def strata_on_questions(draft: Draft) -> Iterator[Problem]:
    """A stratum or exclusion by an answer: the sample is drawn before anything is answered."""
    for kind, condition, whole in drawn_by(draft):
        for test, place in tests_at(condition, whole):
            if isinstance(test, QuestionTest):
                yield place.at("question").problem(f"{kind} can only use case attributes, not answers")
