"""The page of a chapter: its text in Markdown with links to figures, and beside it what will be printed."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField

from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.mark_read import find_unread
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.save_text import Spot, save_text
from inspect_app.ledger.texts import ThingKind
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.chapter_preview import preview_of
from inspect_app.web.govuk import TextBox
from inspect_app.web.outbox import in_script, outbox_data
from inspect_app.web.read_figures import flash_saved
from inspect_app.web.words import render
from inspect_app.web.writing_things import About, about, seen_of, spot_of, standing, versions_seen

PREVIEW = "preview"


class ChapterForm(FlaskForm):
    """The text, and the versions that the page was made from."""

    body = TextBox("Text")
    seen = HiddenField()


@page(
    readers,
    "/inspections/<ref>/writing/<language>/chapters/<chapter>",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def chapter(work: Work, ref: str, language: str, chapter: str) -> ResponseReturnValue:
    """The text of a chapter; a form that is sent saves it, or shows how it will be printed."""
    report = open_report(work.session, ref, language)
    text = about(report, ThingKind.CHAPTER, chapter)
    if request.method == "GET":
        return show(work, report, text, form_of(report, text))
    form = ChapterForm()
    if form.validate_on_submit() and request.form.get("do") != PREVIEW:
        with attempt(work, form):
            return save(work, report, text, form)
    return show(work, report, text, form)


def form_of(report: ReportView, text: About) -> ChapterForm:
    """The form with what stands; nothing where versions are in conflict."""
    value = report.thing(text.thing).value or {"body": ""}
    return ChapterForm(formdata=None, body=value["body"], seen=seen_of(report, text.thing))


def save(work: Work, report: ReportView, text: About, form: ChapterForm) -> ResponseReturnValue:
    """Saves what was typed; where somebody else wrote something else meanwhile, both versions are kept."""
    spot = Spot(report.inspection.ref, report.language, text.thing)
    value = {"body": tidy(form.body.data or "")}
    after = save_text(*work, spot=spot, value=value, seen=versions_seen(form.seen.data))
    if after.thing(text.thing).in_conflict:
        flash("Saved. Somebody had changed this since you opened the page: settle what should stand.")
        return redirect(conflict_of(report, text))
    flash_saved(work, spot)
    return redirect(text.address)


def show(work: Work, report: ReportView, text: About, form: ChapterForm) -> ResponseReturnValue:
    """The page."""
    thing = report.thing(text.thing)
    return render(
        "chapter.html",
        form,
        inspection=report.inspection,
        language=report.language,
        languages=LANGUAGES,
        chapter=report.skeleton.chapter(text.subject),
        disputed=len(thing.heads) if thing.in_conflict else 0,
        conflict=conflict_of(report, text),
        unread=find_unread(work.session, report, text.thing),
        preview=preview_of(work, report, text, form.body.data or ""),
        island=island(report, text),
    )


def island(report: ReportView, text: About) -> Markup:
    """What the page's script works with: `stands` is what stands, as a save would say it."""
    spot = spot_of(report)
    prefix = url_for("readers.text_conflict", part="k", text="s", **spot).removesuffix("k/s")
    return in_script(
        {
            **outbox_data(report.inspection.ref),
            "reference": f"writing/{report.language}",
            "where": f"the chapter “{text.title}”",
            "assessment": f"report {report.id}",
            "saves": url_for("readers.text_saves", **spot),
            "basis": {},
            "conflicts": prefix,
            "case": standing(report),
            "stored": [version.id for version in report.versions_of(text.thing)],
            "chapter": text.subject,
            "stands": report.thing(text.thing).value or {"body": ""},
        }
    )


def conflict_of(report: ReportView, text: About) -> str:
    """The address of the page where versions of a text are compared and settled."""
    return url_for("readers.text_conflict", part=text.kind, text=text.subject, **spot_of(report))
