"""Warnings beside texts that look as if they told who somebody is, and the address that a script asks."""

from collections.abc import Collection
from http import HTTPStatus

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from inspect_app.fieldwork.draft_answers import TEXT_LIMIT
from inspect_app.fieldwork.guard_narrative import (
    Matchers,
    Warned,
    advice,
    guard_narrative,
    matcher_of,
    names_unchecked,
    texts_of,
    warnings_of,
)
from inspect_app.fieldwork.open_case import CaseView
from inspect_app.fieldwork.permissions import Right
from inspect_app.web.audiences import Work, inspectors
from inspect_app.web.exchanges import Answer, exchange
from inspect_app.web.json_answers import read_json

_MATCHERS = "inspect_app.matchers"

Warnings = dict[str, tuple[Warned, ...]]
"""What to say beside each text, by the thing that it is of ("comment:home_found")."""


def use_guard(app: Flask) -> None:
    """Gives an application its memory of long lists."""
    app.extensions[_MATCHERS] = Matchers()


def warnings_in(work: Work, case: CaseView, questions: Collection[str] | None = None) -> Warnings:
    """The warnings about the texts that are stored of a case, or of some of its questions."""
    texts = texts_of(case)
    if questions is not None:
        texts = {thing: text for thing, text in texts.items() if question_of(thing) in questions}
    found = guard_narrative(work.session, matchers(), case.inspection.id, texts)
    return {thing: tuple(warnings_of(likenesses)) for thing, likenesses in found.items()}


def unchecked_in(work: Work, case: CaseView) -> str | None:
    """Why the texts of a case can't be looked through for names, if they can't."""
    return names_unchecked(work.session, case.inspection.id)


@exchange(
    inspectors,
    "/inspections/<ref>/cases/<reference>/narrative-check",
    needs=Right.SCORE,
    only_reads=True,
)
def narrative_check(work: Work, ref: str, reference: str) -> Answer:
    """Answers what in `{"text": ...}` looks like a name, a number or a date of birth, and where.

    `start` and `end` count UTF-16 units, as JavaScript does.
    """
    matcher = matcher_of(work.session, matchers(), ref=ref, reference=reference)
    sent = read_json(request.get_data())
    text = sent.get("text") if isinstance(sent, dict) else None
    if not isinstance(text, str):
        raise BadRequest("Send an object with a text.")
    if len(text) > TEXT_LIMIT:
        raise RequestEntityTooLarge
    warnings = [
        {
            "kind": each.kind,
            "words": each.words,
            "start": _units(text[: each.start]),
            "end": _units(text[: each.end]),
            "advice": advice(each.kind, [each.words]),
        }
        for each in matcher.find(text)
    ]
    return {"warnings": warnings}, HTTPStatus.OK


def question_of(thing: str) -> str:
    """The question that a thing is about: "evidence:home_found/3f2a9c01" is about home_found."""
    return thing.partition(":")[2].partition("/")[0]


def matchers() -> Matchers:
    """The long lists that the application keeps ready."""
    found: Matchers = current_app.extensions[_MATCHERS]
    return found


def _units(text: str) -> int:
    """How long JavaScript takes a text to be: two for each character beyond the first 65,536."""
    return len(text) + sum(character > "\uffff" for character in text)
