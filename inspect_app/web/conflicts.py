"""The page of one conflict: its versions side by side, and a form that says which of them stands."""

from collections.abc import Mapping
from itertools import count as numbers
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from inspect_app.fieldwork.answer_history import Telling, tell
from inspect_app.fieldwork.compare_words import compare_words
from inspect_app.fieldwork.draft_answers import Raw
from inspect_app.fieldwork.log_look import CASE
from inspect_app.fieldwork.open_case import CaseView, Conflict, open_case
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_edit
from inspect_app.fieldwork.said import CONSENTS, INTERVIEWED, OUTCOMES
from inspect_app.fieldwork.settle_conflict import settle_conflict
from inspect_app.ledger.entries import EntryKind
from inspect_app.questionnaire.model import Definition, QuestionType
from inspect_app.questionnaire.problems import UserError
from inspect_app.web.addresses import of_conflict
from inspect_app.web.audiences import Work, attempt, inspectors, page
from inspect_app.web.govuk import Checkboxes, DateInput, Menu, Radios, TextBox, TextInput
from inspect_app.web.kept_forms import accept
from inspect_app.web.narrative import warnings_in
from inspect_app.web.section_form import BUILDERS, Asking
from inspect_app.web.visitors import open_to
from inspect_app.web.words import count, render

OTHER = "other"
SIDES = 2
BOTH = (
    "You chose one of the versions and gave another too, and only one can stand. "
    "Choose “Another, which I give below”, or clear what you gave below."
)
NONE = {"": "None of these"}
"""Radio buttons can't be unticked, so another version offers to take a choice back."""


class ConflictForm(FlaskForm):
    """Base of the forms that `conflict_form` makes: a version to choose, or the fields of another."""

    seen = HiddenField()
    stands: Radios

    def others(self) -> list[Field]:
        """The fields of another version."""
        return [field for field in self if field.name.startswith(f"{OTHER}-")]

    def typed(self) -> dict[str, Raw]:
        """Another version as typed, by the names of its parts."""
        return {field.name.removeprefix(f"{OTHER}-"): field.data or "" for field in self.others()}

    def version(self) -> str | dict[str, Raw]:
        """The version that should stand: an entry, or another as typed; UserError when both are given."""
        if self.stands.data == OTHER:
            return self.typed()
        if self.stands.data and any(map(_filled, self.typed().values())):
            raise UserError(BOTH)
        return self.stands.data or ""


def _filled(raw: Raw) -> bool:
    return bool("".join(raw).strip())


@page(
    inspectors,
    "/inspections/<ref>/cases/<reference>/conflicts/<kind>/<path:subject>",
    methods=("GET", "POST"),
    needs=Right.READ_CASES,
    to_send=Right.SCORE,
    shows=CASE,
)
def conflict(work: Work, ref: str, reference: str, kind: str, subject: str) -> ResponseReturnValue:
    """Shows the versions of something in conflict; whoever scores the case says which of them stands."""
    case = open_case(work.session, ref, reference)
    found = next((each for each in case.conflicts if (each.kind, each.subject) == (kind, subject)), None)
    if found is None:
        return settled_already(case, kind, subject)
    form = conflict_form(case, found, sent=request.method == "POST")
    if request.method == "POST":
        with attempt(work, form):
            settle(work, case, found, form)
            accept()
            return go_on(open_case(work.session, ref, reference), found)
        form.seen.data = " ".join(version.entry for version in found.versions)
    return show(work, case, found, form)


def settled_already(case: CaseView, kind: str, subject: str) -> ResponseReturnValue:
    """Leads from something that is in conflict no longer to its history; 404 when nothing was said of it."""
    if f"{kind}:{subject}" not in case.heads:
        abort(404)
    if request.method == "POST":
        flash("This was settled in the meantime. Here is its history.")
    return redirect(history_of(case, kind, subject))


def history_of(case: CaseView, kind: str, subject: str) -> str:
    """The address of the page that tells the history of something."""
    spot: dict[str, Any] = {"ref": case.inspection.ref, "reference": case.reference}
    question = subject.partition("/")[0]
    if kind == EntryKind.VISIT or question not in case.inspection.definition.by_id:
        return url_for("inspectors.history", **spot)
    return url_for("inspectors.answer_history", question_id=question, **spot)


def settle(work: Work, case: CaseView, found: Conflict, form: ConflictForm) -> None:
    """Says what was chosen."""
    settle_conflict(
        *work,
        ref=case.inspection.ref,
        reference=case.reference,
        thing=f"{found.kind}:{found.subject}",
        seen=tuple((form.seen.data or "").split()),
        version=form.version(),
    )


def go_on(after: CaseView, settled: Conflict) -> ResponseReturnValue:
    """The next conflict of the case, or where the last one was settled."""
    if not after.conflicts:
        flash("Settled. Nothing of this case is in conflict any more.")
        return redirect(place_of(after, settled))
    left = count(len(after.conflicts), "conflict")
    flash(f"Settled. {left.capitalize()} left in this case.")
    return redirect(of_conflict(after, after.conflicts[0]))


def place_of(case: CaseView, settled: Conflict) -> str:
    """The address of the question that a conflict was about; of a visit's, the case's."""
    spot: dict[str, Any] = {"ref": case.inspection.ref, "reference": case.reference}
    section = case.inspection.definition.section_of.get(settled.question)
    if settled.kind == EntryKind.VISIT or section is None:
        return url_for("inspectors.case", **spot)
    return url_for(
        "inspectors.section", section_id=section.id, _anchor=f"question-{settled.question}", **spot
    )


def show(work: Work, case: CaseView, found: Conflict, form: ConflictForm) -> ResponseReturnValue:
    """The page."""
    thing = f"{found.kind}:{found.subject}"
    heads = [version.entry for version in found.versions]
    tellings = tell(work.session, case, lambda _, entry: entry.thing == thing)
    versions = sorted(
        (each for each in tellings if each.entry in heads), key=lambda each: heads.index(each.entry)
    )
    return render(
        "conflict.html",
        form,
        inspection=case.inspection,
        case=case,
        found=found,
        about=about_words(case.inspection.definition, found),
        versions=versions,
        compared=compared(versions),
        all=[
            (of_conflict(case, each), each, about_words(case.inspection.definition, each))
            for each in case.conflicts
        ],
        history=history_of(case, found.kind, found.subject),
        editable=can_edit(case.status) and open_to(Right.SCORE, case.inspection.ref),
        warned=warnings_in(work, case).get(thing, ()),
    )


def compared(versions: list[Telling]) -> object:
    """Two versions word by word; more than two are only shown."""
    return compare_words(versions[0].words, versions[1].words) if len(versions) == SIDES else None


def about_words(definition: Definition, found: Conflict) -> str:
    """What a conflict is about: the question, or the title of the assessment point."""
    if found.kind == EntryKind.VISIT:
        return next(
            (str(each.title) for each in definition.points if each.id == found.subject), found.subject
        )
    question = definition.by_id.get(found.question)
    return str(question.text) if question else found.question


def conflict_form(case: CaseView, found: Conflict, *, sent: bool) -> ConflictForm:
    """A form with a choice of the versions, and the fields of another version."""
    choices = {
        version.entry: f"Version {number}, by {version.author}"
        for number, version in zip(numbers(1), found.versions, strict=False)
    }
    fields: dict[str, Any] = {
        "seen": HiddenField(default=" ".join(choices)),
        "stands": Radios(
            "Which version should stand?", choices=choices | {OTHER: "Another, which I give below"}
        ),
        **{
            f"{OTHER}-{name}": field
            for name, field in other_fields(case.inspection.definition, found).items()
        },
    }
    made = type("ThisConflictForm", (ConflictForm,), fields)
    form: ConflictForm = made() if sent else made(formdata=None)
    return form


def other_fields(definition: Definition, found: Conflict) -> Mapping[str, Field]:
    """The fields of another version, by the names of its parts."""
    return _FIELDS[EntryKind(found.kind)](definition, found)


def _answer(definition: Definition, found: Conflict) -> dict[str, Field]:
    question = definition.by_id[found.subject]
    if question.type is QuestionType.CHOICE:
        labels = {option.value: str(option.label) for option in definition.options(question)}
        return {"": Radios("Another answer", choices=labels | NONE)}
    return {"": BUILDERS[question.type](Asking(definition, question, None))}


def _comment(_definition: Definition, _found: Conflict) -> dict[str, Field]:
    return {"": TextBox("Another comment")}


def _evidence(definition: Definition, _found: Conflict) -> dict[str, Field]:
    systems = [("", ""), *((system.id, str(system.label)) for system in definition.systems)]
    return {
        "system": Menu("System", choices=systems),
        "record": TextInput("Kind of record"),
        "date": DateInput("Its date", description="For example, 27 3 2016."),
    }


def _visit(_definition: Definition, _found: Conflict) -> dict[str, Field]:
    return {
        "reviewed_on": DateInput("Review date", description="For example, 27 3 2016."),
        "outcome": Radios("The visit", choices=OUTCOMES | NONE),
        "interviewed": Checkboxes(
            "Who was interviewed", choices={key: label.capitalize() for key, label in INTERVIEWED.items()}
        ),
        "consent": Radios("Consent", choices=CONSENTS | NONE),
        "note": TextBox("Note"),
    }


_FIELDS = {
    EntryKind.ANSWER: _answer,
    EntryKind.COMMENT: _comment,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.VISIT: _visit,
}
