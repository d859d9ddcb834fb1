"""The list of cases, one case's overview, and the page that checks its answers."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.find_person import can_identify
from inspect_app.fieldwork.list_cases import list_cases
from inspect_app.fieldwork.list_inspections import get_inspection
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.said import evidence_words
from inspect_app.ledger.states import CaseStatus
from inspect_app.questionnaire.answers import shown
from inspect_app.questionnaire.model import Definition, Question, Section
from inspect_app.questionnaire.path import Asked, Status
from inspect_app.records import assignments
from inspect_app.records.states import CaseLine
from inspect_app.web.audiences import Work, inspectors, page
from inspect_app.web.left import left_of
from inspect_app.web.narrative import warnings_in
from inspect_app.web.printed import printed_facts
from inspect_app.web.stages import stages_of
from inspect_app.web.visitors import current_visitor, open_to
from inspect_app.web.words import render, value_label


@page(inspectors, "/inspections/<ref>/cases/", needs=Right.READ_CASES)
def cases(work: Work, ref: str) -> ResponseReturnValue:
    """All cases with their status; `?status=` shows one status."""
    view = get_inspection(work.session, ref)
    lines = list_cases(work.session, ref)
    chosen = request.args.get("status", "")
    if chosen and chosen not in set(CaseStatus):
        abort(404)
    tally = [(status, sum(line.status == status for line in lines)) for status in CaseStatus]
    kept = [line for line in lines if not chosen or line.status == chosen]
    rows = rows_of(kept, view.definition, ref)
    return render("cases.html", inspection=view, rows=rows, total=len(lines), tally=tally, chosen=chosen)


class Row(NamedTuple):
    """A case in the list: where its page is, how it stands, and its attributes in words."""

    href: str
    line: CaseLine
    facts: list[str]


def rows_of(lines: list[CaseLine], definition: Definition, ref: str) -> list[Row]:
    """The rows; working out the address of each apart would take longer than the query."""
    there = url_for("inspectors.cases", ref=ref)
    return [
        Row(
            f"{there}{quote(line.reference, safe='')}/",
            line,
            [value_label(attribute, line.attributes) for attribute in definition.attributes],
        )
        for line in lines
    ]


@dataclass(frozen=True)
class Progress:
    """How far a section has come: its questions by what there is to do about them."""

    section: Section
    asked: int
    answered: int
    to_do: int
    later: int
    parked: int
    conflicts: int

    @property
    def status(self) -> str:
        """The section's status in words."""
        if self.conflicts:
            return "In conflict"
        if not self.asked and not self.later:
            return "Not asked"
        if self.to_do == 0 and self.later == 0:
            return "Complete"
        return "In progress" if self.answered else "Not started"


def progress_of(case: CaseView, section: Section) -> Progress:
    """Counts a section's questions."""
    path, ids = case.path, section.questions
    left = set(path.unanswered) | set(path.comments_owed)
    asked = [id_ for id_ in ids if path.asked[id_] is Asked.ASKED]
    return Progress(
        section=section,
        asked=len(asked),
        answered=sum(path.counted[id_].status is not Status.NOT_ANSWERED for id_ in asked),
        to_do=sum(id_ in left for id_ in ids),
        later=sum(path.asked[id_] is Asked.CANNOT_TELL_YET for id_ in ids),
        parked=sum(id_ in path.parked for id_ in ids),
        conflicts=len({conflict.question for conflict in case.conflicts if conflict.question in ids}),
    )


@page(inspectors, "/inspections/<ref>/cases/<reference>/", shows=CASE, needs=Right.READ_CASES)
def case(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """One case: its facts, its sections and where each stands."""
    view = open_case(work.session, ref, reference)
    sections = view.inspection.definition.sections
    points = [
        (stage, [progress_of(view, section) for section in sections if section.point == stage.point.id])
        for stage in stages_of(view)
    ]
    return render(
        "case.html",
        FlaskForm(),
        inspection=view.inspection,
        case=view,
        points=points,
        editable=can_edit(view.status) and open_to(Right.SCORE, ref),
        left=left_of(view),
        holder=holder_of(work, view),
        identifiable=can_identify(work.session, current_visitor(), ref, view.inspection.id, reference),
    )


def holder_of(work: Work, case: CaseView) -> str | None:
    """The name of who has a case; None when nobody has it."""
    past = assignments.of_case(work.session, case.inspection.id, case.reference)
    return next((each.name for each in past if each.ended_at is None), None)


@dataclass(frozen=True)
class Line:
    """One question on the check page."""

    question: Question
    answer: str | None
    comment: str | None
    evidence: tuple[str, ...]
    state: str


@page(inspectors, "/inspections/<ref>/cases/<reference>/check", shows=CASE, needs=Right.READ_CASES)
def check_answers(work: Work, ref: str, reference: str) -> ResponseReturnValue:
    """Every answer of a case, what is left to do, and the button that submits it."""
    view = open_case(work.session, ref, reference)
    sections = view.inspection.definition.sections
    points = [
        (
            stage,
            [(section, lines_of(view, section)) for section in sections if section.point == stage.point.id],
        )
        for stage in stages_of(view)
    ]
    return render(
        "check_answers.html",
        FlaskForm(),
        inspection=view.inspection,
        case=view,
        points=points,
        left=left_of(view),
        editable=can_edit(view.status) and open_to(Right.SCORE, ref),
        printed=printed_facts(work, view),
        warnings=warnings_in(work, view),
    )


def lines_of(case: CaseView, section: Section) -> list[Line]:
    """The questions of a section that are asked, or hold something though they are not."""
    definition, path = case.inspection.definition, case.path
    conflicting = {conflict.question for conflict in case.conflicts}
    lines = []
    for question in definition.in_section(section):
        id_, asked, parked = question.id, path.asked[question.id], question.id in path.parked
        if asked is Asked.NOT_ASKED and not parked and id_ not in conflicting:
            continue
        state = "conflict" if id_ in conflicting else "parked" if parked else asked.value
        evidence = tuple(evidence_words(definition, each) for each in case.evidence.get(id_, ()))
        words = answer_words(definition, question, case)
        lines.append(Line(question, words, case.comments.get(id_), evidence, state))
    return lines


def answer_words(definition: Definition, question: Question, case: CaseView) -> str | None:
    """A question's answer as people read it; None when it has none."""
    value = case.answers.get(question.id)
    return None if value is None else shown(definition, question, value)
