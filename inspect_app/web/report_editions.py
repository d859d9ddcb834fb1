"""The frozen editions of a report: freezing one, all of them, and what changed since the one before."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import Length

from inspect_app.fieldwork.check_report import check_report
from inspect_app.fieldwork.compare_words import compare_words
from inspect_app.fieldwork.find_report_figures import find_report_figures
from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.freeze_report import MOST_OF_NOTE, STAGES, Wish, freeze_report
from inspect_app.fieldwork.list_editions import edition_changes, list_editions
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right, check_may, may
from inspect_app.publication.frozen import Stage
from inspect_app.questionnaire.problems import UserError
from inspect_app.records.report_editions import Edition
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.dates import check_real_date, to_date
from inspect_app.web.govuk import DateInput, Radios, TextInput
from inspect_app.web.narrative import matchers
from inspect_app.web.visitors import current_visitor
from inspect_app.web.words import render
from inspect_app.web.writing_things import address_of, spot_of


class FreezeForm(FlaskForm):
    """What an edition is for."""

    stage = Radios("Stage")
    embargo = DateInput(
        "Confidential until",
        [check_real_date],
        description="Printed on every page, such as 1 3 2026. Leave it empty if there is no embargo.",
    )
    note = TextInput("Note", [Length(max=MOST_OF_NOTE)], description="For you: it is not printed.")


@page(readers, "/inspections/<ref>/writing/<language>/editions", needs=Right.WRITE_REPORT)
def editions(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """Every edition, the last one first."""
    report = open_report(work.session, ref, language)
    found = list_editions(work.session, ref, language)
    return render(
        "editions.html",
        inspection=report.inspection,
        language=language,
        languages=LANGUAGES,
        editions=found[::-1],
        stages=STAGES,
    )


@page(readers, "/inspections/<ref>/writing/<language>/editions/<int:number>", needs=Right.WRITE_REPORT)
def edition(work: Work, ref: str, language: str, number: int) -> ResponseReturnValue:
    """What changed from the edition before; of the first one, that it is the first."""
    report = open_report(work.session, ref, language)
    by_number = {each.number: each for each in list_editions(work.session, ref, language)}
    if number not in by_number:
        abort(404)
    first = number - 1 not in by_number
    return render(
        "edition.html",
        inspection=report.inspection,
        language=language,
        languages=LANGUAGES,
        edition=by_number[number],
        changes=None if first else edition_changes(work.session, ref, language, number - 1, number),
        stages=STAGES,
        compare=compare_words,
    )


@page(
    readers,
    "/inspections/<ref>/writing/<language>/freeze",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def freeze(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """What keeps the report from being frozen, and the form that freezes it."""
    report = open_report(work.session, ref, language)
    kept = list_editions(work.session, ref, language)
    form = FreezeForm(embargo=kept[-1].embargo if kept else None)
    form.stage.choices = stages_for(ref, kept)
    if request.method == "GET" and form.stage.choices:
        form.stage.data = form.stage.choices[0][0]
    if form.validate_on_submit():
        if form.stage.data in (Stage.FACTUAL_ACCURACY, Stage.FINAL):
            check_may(current_visitor(), Right.PUBLISH_REPORT, ref)
        with attempt(work, form):
            return _freeze(work, report, form, kept)
    figures = find_report_figures(work.session, ref, language, report.style)
    checked = check_report(work.session, matchers(), ref=ref, language=language)
    return render(
        "freeze.html",
        form,
        inspection=report.inspection,
        language=language,
        languages=LANGUAGES,
        checked=checked,
        addresses={each.thing: address_of(report, each.thing) for each in checked.problems},
        signed_off=figures.cases_counted,
    )


def stages_for(ref: str, kept: list[Edition]) -> list[tuple[str, str]]:
    """The stages that are open to who looks: a report never goes back, and only some go beyond a draft."""
    stages = list(Stage)
    reached = stages.index(Stage(kept[-1].stage)) if kept else 0
    beyond = may(current_visitor(), Right.PUBLISH_REPORT, ref)
    return [(stage.value, STAGES[stage]) for stage in stages[reached:] if beyond or stage is Stage.DRAFT]


def _freeze(work: Work, report: ReportView, form: FreezeForm, kept: list[Edition]) -> ResponseReturnValue:
    ref, language = report.inspection.ref, report.language
    wanted = form.stage.data or ""
    if wanted not in set(Stage):
        raise UserError("Choose one of the stages.")
    embargo = to_date(form.embargo).isoformat() if form.embargo.data else None
    wish = Wish(Stage(wanted), embargo, (form.note.data or "").strip())
    made = freeze_report(*work, ref=ref, language=language, wish=wish)
    same = kept and kept[-1].number == made.number
    lost = " Your note was not kept: it would need a new edition." if same and wish.note != made.note else ""
    flash(
        f"Nothing changed since edition {made.number}.{lost}" if same else f"Edition {made.number} is frozen."
    )
    return redirect(url_for("readers.edition", number=made.number, **spot_of(report)))
