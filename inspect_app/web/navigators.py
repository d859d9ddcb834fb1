"""Ways through a case: to the next thing to do, and to the questions that hold some words."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_edit
from inspect_app.questionnaire.model import Question, Section
from inspect_app.questionnaire.path import Asked, Status
from inspect_app.web.addresses import of_case, of_check, of_question
from inspect_app.web.audiences import Work, inspectors, page
from inspect_app.web.left import WORDS, left_of
from inspect_app.web.visitors import open_to
from inspect_app.web.words import render

NOTHING = {
    "unanswered": "No question is left unanswered in this case.",
    "comment": "No comment is owed in this case.",
    "conflict": "No conflict is left in this case.",
    "mend": "No answer is left to mend in this case.",
}


@page(inspectors, "/inspections/<ref>/cases/<reference>/next/<what>", needs=Right.READ_CASES)
def next_question(work: Work, ref: str, reference: str, what: str) -> ResponseReturnValue:
    """Leads to the next thing of a kind to do after the question `?after=`, or else to the first.

    When there is none, it says so on the page of that question, or else of the case.
    """
    if what not in WORDS:
        abort(404)
    case = open_case(work.session, ref, reference)
    after = request.args.get("after", "")
    found = next_of(case, what, after)
    if found is None:
        flash(NOTHING[what])
        section = case.inspection.definition.section_of.get(after)
        found = of_case(case, "inspectors.section", section_id=section.id) if section else of_case(case)
    return redirect(found)


def next_of(case: CaseView, what: str, after: str) -> str | None:
    """The address of the next thing of a kind to do, None when there is none."""
    order = {question.id: place for place, question in enumerate(case.inspection.definition.questions)}
    start = order.get(after, -1)
    things = [each for each in left_of(case) if each.what == what]
    later = (each for each in things if order.get(each.question, len(order)) > start)
    found = next(later, things[0] if things else None)
    return found.address if found else None


@dataclass(frozen=True)
class Found:
    """A question that holds the words looked for, how it stands in the case, and its address."""

    question: Question
    section: Section
    status: str
    address: str


@page(inspectors, "/inspections/<ref>/cases/<reference>/find", shows=CASE, needs=Right.READ_CASES)
def find(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """The questions whose text, guidance or section holds every word of `?q=`."""
    case = open_case(work.session, ref, reference)
    asked = request.args.get("q", "").strip()
    return render(
        "find.html", inspection=case.inspection, case=case, asked=asked, found=found_in(case, asked)
    )


def found_in(case: CaseView, asked: str) -> list[Found]:
    """The questions that hold every word asked for; none when none is."""
    definition = case.inspection.definition
    words = asked.casefold().split()
    return [
        Found(question, section, status_of(case, question.id), address_of(case, section, question.id))
        for question in definition.questions
        if (section := definition.section_of[question.id]) and words
        if all(word in _text(question, section) for word in words)
    ]


def _text(question: Question, section: Section) -> str:
    return f"{section.title} {question.text} {question.guidance or ''}".casefold()


def status_of(case: CaseView, question: str) -> str:
    """How a question stands, in words."""
    path = case.path
    if question in {conflict.question for conflict in case.conflicts}:
        return "In conflict"
    if question in path.parked:
        return "Parked"
    if path.asked[question] is not Asked.ASKED:
        return "Not asked" if path.asked[question] is Asked.NOT_ASKED else "Depends on other answers"
    return "Not answered" if path.counted[question].status is Status.NOT_ANSWERED else "Answered"


def address_of(case: CaseView, section: Section, question: str) -> str:
    """Where a question is answered if it may be, or else where its section is read."""
    answerable = can_edit(case.status) and open_to(Right.SCORE, case.inspection.ref)
    if answerable and case.path.asked[question] is Asked.ASKED:
        return of_question(case, question)
    return of_check(case, section.id)
