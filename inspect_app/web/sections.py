"""The page of one section: its questions, and saving what was answered."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.save_answers import Typed, save_answers
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import Definition, Question, Section
from inspect_app.questionnaire.path import Asked
from inspect_app.web.addresses import of_case, of_check, of_question, to_check
from inspect_app.web.audiences import Work, attempt, inspectors, page
from inspect_app.web.left import WORDS
from inspect_app.web.narrative import unchecked_in, warnings_in
from inspect_app.web.navigators import NOTHING, next_of
from inspect_app.web.printed import printed_facts
from inspect_app.web.section_data import island
from inspect_app.web.section_form import SectionForm, section_form
from inspect_app.web.section_page import asks_of
from inspect_app.web.visitors import open_to
from inspect_app.web.words import count, render


@page(
    inspectors,
    "/inspections/<ref>/cases/<reference>/sections/<section_id>",
    methods=("GET", "POST"),
    needs=Right.READ_CASES,
    to_send=Right.SCORE,
    shows=CASE,
)
def section(work: Work, ref: str, reference: str, section_id: str) -> ResponseReturnValue:
    """Asks every question of a section that applies to the case."""
    case = open_case(work.session, ref, reference)
    place = place_of(case.inspection.definition, section_id)
    if request.method == "POST":
        return save(work, case, place)
    if not (can_edit(case.status) and open_to(Right.SCORE, ref)):
        return redirect(of_check(case))
    return show(work, case, place, form_of(case, case.inspection.definition.in_section(place.section)))


@dataclass(frozen=True)
class Place:
    """A section with its neighbours."""

    section: Section
    number: int
    total: int
    before: Section | None
    after: Section | None


def place_of(definition: Definition, section_id: str) -> Place:
    """Where a section stands; 404 when the questionnaire has none of that id."""
    sections = definition.sections
    index = next((index for index, section in enumerate(sections) if section.id == section_id), None)
    if index is None:
        abort(404)
    before = sections[index - 1] if index else None
    after = sections[index + 1] if index + 1 < len(sections) else None
    return Place(sections[index], index + 1, len(sections), before, after)


def asked_in(case: CaseView, section: Section) -> tuple[Question, ...]:
    """The questions of the section that are put to the case."""
    questions = case.inspection.definition.in_section(section)
    return tuple(question for question in questions if case.path.asked[question.id] is Asked.ASKED)


def form_of(case: CaseView, questions: tuple[Question, ...], *, sent: bool = False) -> SectionForm:
    """The form of some questions as the case stands, or as it was sent."""
    # A question whose versions are in conflict has no answer here: nothing is chosen beforehand.
    form = section_form(
        case.inspection.definition, questions, case.answers, case.comments, case.heads, sent=sent
    )
    if not sent:
        for fault in case.faults.values():
            form.show_typed(fault.thing, fault.typed)
    return form


def save(work: Work, case: CaseView, place: Place) -> ResponseReturnValue:
    """Saves what was sent; goes on when all is well, and shows the page again when it is not."""
    ref, reference = case.inspection.ref, case.reference
    form = form_of(case, sent_questions(case, place.section), sent=True)
    problems: dict[str, str] = {}
    with attempt(work, form):
        evidence = form.cited(), removed(case, place.section)
        typed = Typed(form.answers(), form.comments(), form.seen(), *evidence)
        problems = save_answers(*work, typed, ref=ref, reference=reference).problems
    if form.form_errors:
        return show(work, case, place, as_sent(case, place, form))
    after = open_case(work.session, ref, reference)
    if problems:
        return show(work, after, place, repeated(after, place, form, problems))
    return disputed(case, after) or go_on(after, place, form)


def sent_questions(case: CaseView, section: Section) -> tuple[Question, ...]:
    """The questions that the page sent had asked, which may not be those asked now."""
    questions = case.inspection.definition.in_section(section)
    return tuple(question for question in questions if f"seen-answer-{question.id}" in request.form)


def removed(case: CaseView, section: Section) -> dict[str, tuple[str, ...]]:
    """The evidence that was ticked to be removed, with the entries its author saw of it."""
    return {
        f"{id_}/{item.key}": tuple(request.form.get(f"seen-evidence-{id_}-{item.key}", "").split())
        for id_ in section.questions
        for item in case.evidence.get(id_, ())
        if f"remove-evidence-{id_}-{item.key}" in request.form
    }


def as_sent(case: CaseView, place: Place, sent: SectionForm) -> SectionForm:
    """The form of the whole section, with everything as it was typed."""
    form = form_of(case, case.inspection.definition.in_section(place.section))
    for question in sent_questions(case, place.section):
        for thing in ("answer", "comment", "evidence"):
            form.keep_typed(f"{thing}:{question.id}", sent)
    form.form_errors = sent.form_errors
    return form


def repeated(after: CaseView, place: Place, sent: SectionForm, problems: dict[str, str]) -> SectionForm:
    """The form as things stand after saving, with what could not be saved as it was typed.

    What was typed keeps the heads it was typed against, so that sending it again overwrites nothing unseen.
    """
    form = form_of(after, after.inspection.definition.in_section(place.section))
    for thing, problem in problems.items():
        form.keep_typed(thing, sent)
        form.explain(thing, problem)
    return form


def disputed(before: CaseView, after: CaseView) -> ResponseReturnValue | None:
    """This page again when the save gave something another version than somebody else had given meanwhile."""
    known = {(conflict.kind, conflict.subject) for conflict in before.conflicts}
    new = [
        each
        for each in after.conflicts
        if each.kind != EntryKind.VISIT and (each.kind, each.subject) not in known
    ]
    if not new:
        return None
    number = count(len(new), "answer or comment", "answers or comments")
    flash(
        f"Saved. {number.capitalize()} had been changed since you opened the page: choose what should stand."
    )
    return redirect(here(after, new[0].question))


def go_on(after: CaseView, place: Place, sent: SectionForm) -> ResponseReturnValue:
    """The page after a save: this one if it now asks what its author has not seen, or else what they want."""
    opened = [each for each in asked_in(after, place.section) if sent.field("answer", each.id) is None]
    if opened:
        more = count(len(opened), "more question")
        flash(f"Saved. {more.capitalize()} on this page now {'applies' if len(opened) == 1 else 'apply'}.")
        return redirect(here(after, opened[0].id))
    return redirect(wanted_address(after, place))


def wanted_address(case: CaseView, place: Place) -> str:
    """Where the button that was pressed leads."""
    if "back" in request.form:
        return of_case(case)
    wanted = request.form.get("next")
    if wanted == "find":
        return of_case(case, "inspectors.find")
    if wanted in WORDS:
        before = place.before.questions[-1] if place.before else None
        after = request.form.get("after") or before
        if next_of(case, wanted, after or "") is None:
            flash(NOTHING[wanted])
            way = {name: request.args.get(name) for name in ("then", "at")}
            return of_case(case, "inspectors.section", section_id=place.section.id, **way)
        return of_case(case, "inspectors.next_question", what=wanted, after=after)
    return next_address(case, place)


def next_address(case: CaseView, place: Place) -> str:
    """The address of the next section, or of the check page: after the last, or for who came from there."""
    if to_check():
        at = request.args.get("at", "")
        return of_check(case, f"check-{at}" if at in case.inspection.definition.by_id else None)
    if place.after is None:
        return of_check(case)
    return of_case(case, "inspectors.section", section_id=place.after.id)


def here(case: CaseView, question: str) -> str:
    """The address of a question on this page, which goes on to where the page does."""
    return of_question(case, question, then=request.args.get("then"), at=request.args.get("at"))


def show(work: Work, case: CaseView, place: Place, form: SectionForm) -> ResponseReturnValue:
    """The page."""
    asked = [case.path.asked[id_] for id_ in place.section.questions]
    return render(
        "section.html",
        form,
        inspection=case.inspection,
        case=case,
        place=place,
        asks=asks_of(case, place.section, form),
        asked=Asked.ASKED in asked,
        waiting=asked.count(Asked.CANNOT_TELL_YET),
        warnings=warnings_in(work, case, place.section.questions),
        unchecked=unchecked_in(work, case),
        printed=printed_facts(work, case),
        unanswered=next((id_ for id_ in place.section.questions if id_ in case.path.unanswered), None),
        to_check=to_check(),
        nothing=NOTHING,
        island=island(case, place.section.id, on=next_address(case, place), back=of_case(case)),
    )
