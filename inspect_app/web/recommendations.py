"""The recommendations of a report: each to one body, tied to the findings that support it."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired, NumberRange

from inspect_app.fieldwork.find_skeleton import LANGUAGES
from inspect_app.fieldwork.mark_read import find_unread
from inspect_app.fieldwork.open_report import ReportView, open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.say_example import check_supports
from inspect_app.ledger.texts import Thing, ThingKind, Value
from inspect_app.publication.figures import OVERALL
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.govuk import Checkboxes, NumberInput, TextBox, TextInput
from inspect_app.web.said_texts import WITHDRAW, conflict_of, last_value, new_key, open_text, save_value
from inspect_app.web.words import render
from inspect_app.web.writing import problems_of
from inspect_app.web.writing_things import seen_of, spot_of

MOST = 10_000


class RecommendationForm(FlaskForm):
    """A recommendation as it is written."""

    addressee = TextInput("To", [InputRequired("Say who it is for")], description="The body that should act.")
    text = TextBox("What they should do", [InputRequired("Say what they should do")], rows=5)
    ratings = Checkboxes("Ratings that support it")
    figures = TextBox(
        "Figures that support it",
        description="One link on a line, without braces, such as per_cent home_found=yes.",
        rows=3,
    )
    place = NumberInput(
        "Place in the list",
        [InputRequired("Give its place"), NumberRange(0, MOST, f"Give a number from 0 to {MOST:,}")],
    )
    seen = HiddenField(name="seen-versions")


@page(readers, "/inspections/<ref>/writing/<language>/recommendations", needs=Right.WRITE_REPORT)
def recommendations(work: Work, ref: str, language: str) -> ResponseReturnValue:
    """Every recommendation by its place, those that were withdrawn last."""
    report = open_report(work.session, ref, language)
    return render(
        "recommendations.html",
        inspection=report.inspection,
        problems=problems_of(work, report),
        report=report,
        language=language,
        languages=LANGUAGES,
        lines=_lines(report),
        new_key=new_key(),
    )


def _lines(report: ReportView) -> list[tuple[Thing, Value]]:
    lines = [(thing, last_value(thing)) for thing in report.of_kind(ThingKind.RECOMMENDATION)]
    return sorted(lines, key=lambda line: (bool(line[1]["withdrawn"]), int(line[1]["place"])))


@page(
    readers,
    "/inspections/<ref>/writing/<language>/recommendations/<recommendation>",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def recommendation(work: Work, ref: str, language: str, recommendation: str) -> ResponseReturnValue:
    """One recommendation, written or changed; a key that nothing was said of yet is a new one."""
    report, thing = open_text(work, ref, language, ThingKind.RECOMMENDATION, recommendation)
    form = _form(report, thing)
    if request.method == "POST" and form.validate_on_submit():
        with attempt(work, form):
            value = _value(form)
            if not value["withdrawn"]:
                check_supports(work.session, report, value["supports"])
            back = url_for("readers.recommendations", **spot_of(report))
            return save_value(work, report, thing, value, form.seen.data, back)
    return render(
        "recommendation.html",
        form,
        inspection=report.inspection,
        language=language,
        languages=LANGUAGES,
        thing=thing,
        value=last_value(thing),
        unread=find_unread(work.session, report, thing.name),
        conflict=conflict_of(report, thing) if thing.in_conflict else None,
    )


def _form(report: ReportView, thing: Thing) -> RecommendationForm:
    ratings = _ratings(report)
    if request.method == "POST":
        form = RecommendationForm()
    else:
        value = dict(last_value(thing))
        supports = value.pop("supports", [])
        value.setdefault("place", 1 + len(report.of_kind(ThingKind.RECOMMENDATION)))
        form = RecommendationForm(
            formdata=None,
            ratings=[each for each in supports if each in ratings],
            figures="\n".join(each for each in supports if each not in ratings),
            seen=seen_of(report, thing.name),
            **value,
        )
    form.ratings.choices = list(ratings.items())
    return form


def _ratings(report: ReportView) -> dict[str, str]:
    """The links to ratings that can be ticked, with the titles of what is rated."""
    standards = report.inspection.definition.standards
    titles = {f"rating {each.id}": each.title.into(report.language) for each in standards}
    return {f"rating {OVERALL}": "The overall rating", **titles}


def _value(form: RecommendationForm) -> Value:
    figures = (line.strip().strip("{}").strip() for line in (form.figures.data or "").splitlines())
    return {
        "addressee": tidy(form.addressee.data or "").strip(),
        "text": tidy(form.text.data or ""),
        "supports": [*(form.ratings.data or []), *(line for line in figures if line)],
        "place": form.place.data or 0,
        "withdrawn": request.form.get("do") == WITHDRAW,
    }
