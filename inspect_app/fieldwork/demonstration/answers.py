"""Invented answers to the Through the Gate questionnaire whose totals are those published in 2016."""

from collections.abc import Mapping, Sequence

from inspect_app.fieldwork.demonstration.chance import allot
from inspect_app.fieldwork.demonstration.comments import synthetic_comment
from inspect_app.fieldwork.demonstration.detail import DETAIL
from inspect_app.fieldwork.demonstration.facts import (
    ALLOTTED,
    BACKGROUND,
    WITHOUT_MONEY_PROBLEMS,
    Allotment,
    Each,
)
from inspect_app.fieldwork.demonstration.judgements import JUDGEMENTS
from inspect_app.fieldwork.demonstration.timeline import timeline
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Asked, walk

Answers = dict[str, Value]
Comments = dict[str, str]
Attributes = Mapping[str, Mapping[str, str]]


def synthetic_answers(
    definition: Definition, cases: Sequence[tuple[str, Mapping[str, str]]]
) -> dict[str, tuple[Answers, Comments]]:
    """Complete, valid answers and the comments owed, by case reference.

    `cases` are references with the attributes of the long list. The same cases always get the same answers.
    For 86 cases the totals are those published; for another number they are in proportion.
    """
    attributes = dict(cases)
    asked = {
        reference: _along_the_route(definition, attributes[reference], given)
        for reference, given in _facts(attributes).items()
    }
    _allot(JUDGEMENTS, attributes, asked)
    return {
        reference: (
            _along_the_route(definition, attributes[reference], given),
            _comments(definition, reference, attributes[reference], given),
        )
        for reference, given in asked.items()
    }


def _facts(attributes: Attributes) -> dict[str, Answers]:
    answers: dict[str, Answers] = {reference: {**timeline(reference)} for reference in attributes}
    _allot(WITHOUT_MONEY_PROBLEMS, attributes, answers)
    _answer_each(BACKGROUND, attributes, answers)
    _allot(ALLOTTED, attributes, answers)
    _answer_each(DETAIL, attributes, answers)
    return answers


def _allot(allotment: Allotment, attributes: Attributes, answers: dict[str, Answers]) -> None:
    for question, (portions, otherwise) in allotment.items():
        facts = {reference: {**attributes[reference], **answers[reference]} for reference in answers}
        for reference, value in allot(question, portions, otherwise, facts).items():
            answers[reference][question] = value


def _answer_each(table: Mapping[str, Each], attributes: Attributes, answers: dict[str, Answers]) -> None:
    for reference, given in answers.items():
        for question, each in table.items():
            value = each(reference, {**attributes[reference], **given})
            if value is not None:
                given[question] = value


def _along_the_route(definition: Definition, attributes: Mapping[str, str], answers: Answers) -> Answers:
    asked = walk(definition, attributes, answers, ()).asked
    return {id_: answers[id_] for id_, state in asked.items() if state is Asked.ASKED and id_ in answers}


def _comments(
    definition: Definition, reference: str, attributes: Mapping[str, str], answers: Answers
) -> Comments:
    owed = walk(definition, attributes, answers, ()).comments_owed
    return {id_: synthetic_comment(reference, id_, str(answers[id_])) for id_ in owed}
