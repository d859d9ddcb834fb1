"""The practice examples of a report: each from one case, with invented names."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.guard_narrative import Warned, guard_narrative, names_unchecked, warnings_of
from inspect_app.fieldwork.mark_read import find_unread
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.say_example import check_case
from inspect_app.ledger.texts import Thing, ThingKind, Value
from inspect_app.publication.frozen import ExampleKind
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.govuk import Checkboxes, Menu, Radios, TextBox, TextInput
from inspect_app.web.narrative import matchers
from inspect_app.web.said_texts import (
    WITHDRAW,
    conflict_of,
    last_value,
    new_key,
    open_text,
    save_value,
)
from inspect_app.web.words import render
from inspect_app.web.writing import problems_of
from inspect_app.web.writing_things import seen_of, spot_of

KINDS = {ExampleKind.GOOD: "Good practice", ExampleKind.POOR: "Poor practice"}


class ExampleForm(FlaskForm):
    """An example as it is written."""

    kind = Radios(
        "What it shows", validators=[InputRequired("Choose what it shows")], choices=list(KINDS.items())
    )
    case = TextInput(
        "Case",
        [InputRequired("Give the case")],
        description="Its number in the list of cases, such as 001. It is not printed.",
    )
    chapter = Menu("Chapter that it stands in")
    title = TextInput("Heading", [InputRequired("Give it a heading")])
    body = TextBox("What was done", [InputRequired("Tell the example")], rows=10)
    names_changed = Checkboxes(
        "Names",
        choices=[("yes", "All names are invented, and nobody can be recognised")],
        description="The report can’t be frozen before this is ticked.",
    )
    seen = HiddenField(name="seen-versions")


@page(readers, "/inspections/<ref>/writing/<language>/examples", needs=Right.WRITE_REPORT)
def examples(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """Every example, those that were withdrawn last."""
    report = open_report(work.session, ref, language)
    lines = [(thing, last_value(thing)) for thing in report.of_kind(ThingKind.EXAMPLE)]
    return render(
        "examples.html",
        inspection=report.inspection,
        problems=problems_of(work, report),
        report=report,
        language=language,
        languages=LANGUAGES,
        lines=sorted(lines, key=lambda line: bool(line[1]["withdrawn"])),
        kinds=KINDS,
        new_key=new_key(),
    )


@page(
    readers,
    "/inspections/<ref>/writing/<language>/examples/<example>",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def example(work: Work, ref: str, language: str, example: str) -> ResponseReturnValue:
    """One example, written or changed; a key that nothing was said of yet is a new one."""
    report, thing = open_text(work, ref, language, ThingKind.EXAMPLE, example)
    form = _form(report, thing)
    if request.method == "POST" and form.validate_on_submit():
        with attempt(work, form):
            value = _value(form)
            if not value["withdrawn"]:
                check_case(work.session, report, value["case"])
            back = url_for("readers.example", example=example, **spot_of(report))
            return save_value(work, report, thing, value, form.seen.data, back)
    return render(
        "example.html",
        form,
        inspection=report.inspection,
        language=language,
        languages=LANGUAGES,
        thing=thing,
        value=last_value(thing),
        warned=_warned(work, report, f"{form.title.data or ''}\n{form.body.data or ''}"),
        unchecked=names_unchecked(work.session, report.inspection.id),
        unread=find_unread(work.session, report, thing.name),
        conflict=conflict_of(report, thing) if thing.in_conflict else None,
    )


def _form(report: ReportView, thing: Thing) -> ExampleForm:
    if request.method == "POST":
        form = ExampleForm()
    else:
        value = dict(last_value(thing))
        ticked = ["yes"] if value.pop("names_changed", False) else []
        seen = seen_of(report, thing.name)
        form = ExampleForm(formdata=None, **{**value, "names_changed": ticked, "seen": seen})
    form.chapter.choices = [(each.id, each.title) for each in report.skeleton.chapters if not each.annex]
    stands_in = last_value(thing).get("chapter")
    if stands_in and report.skeleton.chapter(stands_in) is None:
        form.chapter.choices.append((stands_in, f"“{stands_in}”, which is no longer there"))
    return form


def _value(form: ExampleForm) -> Value:
    return {
        "kind": form.kind.data or "",
        "case": (form.case.data or "").strip(),
        "chapter": form.chapter.data or "",
        "title": tidy(form.title.data or "").strip(),
        "body": tidy(form.body.data or ""),
        "names_changed": "yes" in (form.names_changed.data or []),
        "withdrawn": request.form.get("do") == WITHDRAW,
    }


def _warned(work: Work, report: ReportView, text: str) -> tuple[Warned, ...]:
    found = guard_narrative(work.session, matchers(), report.inspection.id, {"text": text})
    return tuple(warnings_of(found.get("text", ())))
