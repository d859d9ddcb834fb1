"""Every name that is used is also defined."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.lint.parts import attribute_tests, question_tests
from inspect_app.questionnaire.problems import Problem


def unknown_questions(draft: Draft) -> Iterator[Problem]:
    """A condition on a question there is not."""
    for test, place in question_tests(draft):
        if test.question not in draft.names["questions"]:
            yield place.at("question").problem(unknown("question", test.question, draft.names["questions"]))


def unknown_attributes(draft: Draft) -> Iterator[Problem]:
    """A condition on a case attribute there is not."""
    for test, place in attribute_tests(draft):
        if test.attribute not in draft.names["attributes"]:
            yield place.at("attribute").problem(
                unknown("attribute", test.attribute, draft.names["attributes"])
            )


def unknown_answer_sets(draft: Draft) -> Iterator[Problem]:
    """A question that names an answer set there is not."""
    for item in draft.questions:
        answers = item.part.answers
        if isinstance(answers, str) and answers not in draft.names["answer_sets"]:
            yield item.place.at("answers").problem(unknown("answer set", answers, draft.names["answer_sets"]))


def unknown_points(draft: Draft) -> Iterator[Problem]:
    """A section at an assessment point there is not."""
    for item in draft.sections:
        if item.part.point not in draft.names["points"]:
            message = unknown("assessment point", item.part.point, draft.names["points"])
            yield item.place.at("point").problem(message)


def unknown_key_questions(draft: Draft) -> Iterator[Problem]:
    """A standard with a key question there is not."""
    for item in draft.standards:
        for row, name in enumerate(item.part.key_questions):
            if name not in draft.names["questions"]:
                message = unknown("question", name, draft.names["questions"])
                yield item.place.at("key_questions", row).problem(message)


def unknown(kind: str, name: str, names: Collection[str]) -> str:
    """That there is no such name, and the one that may be meant."""
    near = get_close_matches(name, names, n=1)
    return f"there is no {kind} “{name}”" + (f"; is “{near[0]}” meant?" if near else "")
