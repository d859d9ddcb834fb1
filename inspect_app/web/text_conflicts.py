"""The page of one conflict in a report's texts: the versions side by side, and which of them stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField

from inspect_app.fieldwork.compare_words import compare_words
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.report_history import report_history
from inspect_app.fieldwork.save_text import Spot, save_text, settle_texts
from inspect_app.ledger.texts import TextSave, ThingKind
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.conflicts import OTHER, SIDES
from inspect_app.web.govuk import Radios, TextBox, TextInput
from inspect_app.web.kept_forms import accept
from inspect_app.web.words import render
from inspect_app.web.writing_things import About, about, seen_of, versions_seen


class TextConflictForm(FlaskForm):
    """Which version stands; or perhaps one that is merged from all."""

    seen = HiddenField()
    stands: Radios
    merged: TextBox
    line: TextInput | None = None

    def version(self) -> str:
        """Which version was chosen; OTHER for the text that was merged."""
        return self.stands.data or ""

    def merged_from(self, text: About, heads: Sequence[TextSave]) -> Mapping[str, Any]:
        """What was merged, beside what the last version says; names are to be confirmed anew."""
        box, line, _ = PARTS[text.kind]
        value = {**heads[-1].value, box: tidy(self.merged.data or "")}
        if self.line is not None:
            value[line] = tidy(self.line.data or "").strip()
        if text.kind is ThingKind.EXAMPLE:
            value["names_changed"] = False
        return value


@page(
    readers,
    "/inspections/<ref>/writing/<language>/conflicts/<part>/<text>",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def text_conflict(work: Work, ref: str, language: str, part: str, text: str) -> ResponseReturnValue:
    """Shows the versions of a text in conflict; a form says which of them stands."""
    report = open_report(work.session, ref, language)
    told = about(report, part, text)
    form = form_of(report, told)
    if told.thing not in report.conflicts:
        return settled(work, report, told, form)
    if form.validate_on_submit():
        spot = Spot(ref, language, told.thing)
        with attempt(work, form):
            seen = versions_seen(form.seen.data)
            chosen = form.version()
            merged = form.merged_from(told, report.thing(told.thing).heads) if chosen == OTHER else None
            settle_texts(*work, spot=spot, seen=seen, version=merged or chosen)
            accept()
            flash("Settled. The other versions are in the history.")
            return redirect(told.address)
    elif request.method == "GET":
        form.seen.data = seen_of(report, told.thing)
    return show(work, report, told, form)


def settled(work: Work, report: ReportView, text: About, form: TextConflictForm) -> ResponseReturnValue:
    """Where there is nothing to choose any more; what was merged meanwhile is kept as a version too."""
    if request.method == "GET":
        return redirect(text.address)
    thing = report.thing(text.thing)
    merged = form.merged_from(text, thing.heads) if form.version() == OTHER and thing.heads else None
    if form.validate() and merged is not None and merged != thing.value:
        spot = Spot(report.inspection.ref, report.language, text.thing)
        save_text(*work, spot=spot, value=merged, seen=versions_seen(form.seen.data))
        accept()
        flash("Saved. Somebody had settled this since you opened the page: settle what should stand.")
        return redirect(request.path)
    flash("This was settled in the meantime.")
    return redirect(text.address)


def form_of(report: ReportView, text: About) -> TextConflictForm:
    """A form with a choice of the versions, and a box to merge them in."""
    heads = report.thing(text.thing).heads
    choices = {head.id: f"Version {place}, by {head.author}" for place, head in enumerate(heads, start=1)}
    box, line, label = PARTS[text.kind]
    last = heads[-1].value if heads else {box: "", line: ""}
    choices[OTHER] = "Another, which I merge below"
    fields: dict[str, Any] = {
        "merged": TextBox("Merge the versions here", default=str(last[box]), rows=16, description=MERGE)
    }
    if line:
        fields["line"] = TextInput(label, default=str(last[line]), description=BESIDE)
    fields["stands"] = Radios("Which version should stand?", choices=choices)
    form: TextConflictForm = type("ThisTextConflictForm", (TextConflictForm,), fields)()
    return form


PARTS = {
    ThingKind.CHAPTER: ("body", "", ""),
    ThingKind.EXAMPLE: ("body", "title", "Heading"),
    ThingKind.RECOMMENDATION: ("text", "addressee", "To"),
}
"""What of a text is merged: in a box, and perhaps in a line with a label."""
BESIDE = "What stands beside the text is taken from the last version: look at it once this is settled."
MERGE = "It begins with the last version. It is saved only if you choose “Another, which I merge below”."


def show(work: Work, report: ReportView, text: About, form: TextConflictForm) -> ResponseReturnValue:
    """The page."""
    heads = [head.id for head in report.thing(text.thing).heads]
    versions = [each for each in report_history(work.session, report, text.thing) if each.entry in heads]
    pair = len(versions) == SIDES
    return render(
        "text_conflict.html",
        form,
        inspection=report.inspection,
        language=report.language,
        about=text,
        versions=versions,
        compared=compare_words(versions[0].words, versions[1].words) if pair else None,
    )
