"""A complete case of the shipped instrument as the scoring page sends it: 60 answers, 20 comments."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from uuid6 import uuid7

from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition, Question, QuestionType
from inspect_app.questionnaire.path import Asked, walk

ATTRIBUTES = {
    "sex": "female",
    "sentence_type": "adult_licence",
    "rosh": "high",
    "cluster": "North",
    "ldu": "North 1",
}
ANSWERS, COMMENTS = 60, 20
OPENING = 42
"""Of the first numbers the one with which chance opens 60 questions of version 1.0."""
WORDS = (
    "The plan of 3 February names the need and nobody took it up before the release; the responsible officer "
    "first heard of it at the second appointment, from the person, and the referral then took five weeks."
)
Made = dict[str, Any]


def answers(definition: Definition) -> dict[str, Value]:
    """An answer to each question that this case is asked."""
    chance = random.Random(OPENING)  # noqa: S311  # any answers do
    given: dict[str, Value] = {}
    for question in definition.questions:
        if walk(definition, ATTRIBUTES, given, ()).asked[question.id] is Asked.ASKED:
            given[question.id] = _answer(definition, question, chance)
    assert len(given) == ANSWERS
    return given


def _answer(definition: Definition, question: Question, chance: random.Random) -> Value:
    options = definition.options(question)
    match question.type:
        case QuestionType.CHOICE:
            return chance.choice(options).value
        case QuestionType.CHOICES:
            return [option.value for option in options if not option.alone]
        case QuestionType.WHOLE_NUMBER:
            return 7
        case QuestionType.DATE:
            return "2016-02-01"
        case _:
            return "7"


def entries(definition: Definition) -> list[Made]:
    """All that is said about the case: every answer, then the comments, those owed among them."""
    given = answers(definition)
    owed = walk(definition, ATTRIBUTES, given, ()).comments_owed
    may = [id_ for id_ in given if definition.by_id[id_].comment.use != "never" and id_ not in owed]
    commented = [*owed, *may][:COMMENTS]
    assert len(commented) == COMMENTS
    return [_said(definition, id_, value) for id_, value in given.items()] + [
        _words("comment", id_, f"{id_}: {WORDS}") for id_ in commented
    ]


def _said(definition: Definition, id_: str, value: Value) -> Made:
    if definition.by_id[id_].type is QuestionType.TEXT:
        return _words("answer", id_, str(value))
    return {"kind": "answer", "subject": id_, "value": value, "parents": []}


def _words(kind: str, id_: str, text: str) -> Made:
    return {"kind": kind, "subject": id_, "value": None, "parents": [], "text": text, "salt": "5a" * 16}


def save(definition: Definition, made: list[Made]) -> Made:
    """A save of some entries."""
    return {
        "id": str(uuid7()),
        "made_at": "2016-06-06T09:00:00.000Z",
        "definition": definition.structure_hash,
        "text_revision": definition.text_revision,
        "entries": made,
    }


def in_one_batch(definition: Definition) -> list[Made]:
    """A complete case at once: 60 answers and 20 comments in one save."""
    return [save(definition, entries(definition))]


def one_by_one(definition: Definition) -> list[Made]:
    """A save for each answer, as somebody gives them one after the other."""
    return [save(definition, [entry]) for entry in entries(definition)[:ANSWERS]]


def bodies(user: str, saves: list[Made]) -> Callable[[], Iterator[bytes]]:
    """What makes the bodies that send some saves, each alone, with ids that are new every time."""
    made = [(one["id"], canonical_json({"user": user, "saves": [one]})) for one in saves]

    def renamed() -> Iterator[bytes]:
        for id_, body in made:
            yield body.replace(id_, str(uuid7())).encode()

    return renamed
