"""The history of an answer, and two of its versions side by side."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.answer_history import AnswerHistory, Telling
from inspect_app.fieldwork.answer_history import answer_history as history_of
from inspect_app.fieldwork.compare_words import Comparison, compare_words
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.permissions import Right
from inspect_app.questionnaire.problems import NotThere
from inspect_app.web.audiences import Work, inspectors, page
from inspect_app.web.words import render


@dataclass(frozen=True)
class Pair:
    """Two versions side by side."""

    left: Telling
    right: Telling
    words: Comparison


@page(
    inspectors,
    "/inspections/<ref>/cases/<reference>/questions/<question_id>/history",
    needs=Right.READ_CASES,
    shows=CASE,
)
def answer_history(work: Work, ref: str, reference: str, question_id: str) -> ResponseReturnValue:
    """Everything that was said about a question, newest first; two versions beside each other when chosen."""
    history = history_of(work.session, ref, reference, question_id)
    definition = history.case.inspection.definition
    return render(
        "answer_history.html",
        inspection=history.case.inspection,
        case=history.case,
        history=history,
        section=definition.section_of[question_id],
        pair=chosen(history),
        before=befores(history),
    )


def chosen(history: AnswerHistory) -> Pair | None:
    """The two versions that the address names; NotThere when one of them is none of this question's."""
    ids = [request.args.get(side, "") for side in ("left", "right")]
    if not any(ids):
        return None
    left, right = (history.telling(id_) for id_ in ids)
    if left is None or right is None:
        raise NotThere("There is no such version of this answer. Go back and choose two of those listed.")
    if left.kind != right.kind:
        raise NotThere("These are not versions of one thing. Go back and choose two of those listed.")
    return Pair(left, right, compare_words(left.words, right.words))


def befores(history: AnswerHistory) -> dict[str, str]:
    """For each version the one before it of the same thing, by their entries."""
    found: dict[str, str] = {}
    last: dict[tuple[str, str], str] = {}
    for each in history.tellings:
        thing = each.kind.value, each.subject
        if thing in last:
            found[each.entry] = last[thing]
        last[thing] = each.entry
    return found
