"""The history of a report's text: its versions, two of them side by side, and an older one brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField

from inspect_app.fieldwork.compare_words import Comparison, compare_words
from inspect_app.fieldwork.fold_history import fold, number_all
from inspect_app.fieldwork.open_report import open_report
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.report_history import TextTelling, report_history
from inspect_app.fieldwork.save_text import Spot, bring_back
from inspect_app.questionnaire.problems import NotThere
from inspect_app.web.audiences import Work, attempt, page, readers
from inspect_app.web.words import render
from inspect_app.web.writing_things import about, seen_of, versions_seen

PAGE = 50
"""How many versions a page of the history tells."""


class BringBackForm(FlaskForm):
    """Which version is to stand again, and what stood when the page was made."""

    version = HiddenField()
    seen = HiddenField()


@dataclass(frozen=True)
class TextPair:
    """Two versions side by side."""

    left: TextTelling
    right: TextTelling
    words: Comparison


@page(
    readers,
    "/inspections/<ref>/writing/<language>/history/<part>/<text>",
    ("GET", "POST"),
    needs=Right.WRITE_REPORT,
)
def text_history(work: Work, ref: str, language: str, part: str, text: str) -> ResponseReturnValue:
    """Every version, newest first, and two beside each other when chosen; a form brings one back."""
    report = open_report(work.session, ref, language)
    told = about(report, part, text)
    form = BringBackForm()
    if form.validate_on_submit():
        spot = Spot(ref, language, told.thing)
        seen = versions_seen(form.seen.data)
        with attempt(work, form):
            bring_back(*work, spot=spot, version=form.version.data or "", seen=seen)
            flash("Brought back. What stood before is in the history.")
            return redirect(told.address)
    tellings = report_history(work.session, report, told.thing)
    everything = "all" in request.args
    shown = number_all(tellings) if everything else fold(tellings)
    pages = max(1, ceil(len(shown) / PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render(
        "text_history.html",
        form,
        inspection=report.inspection,
        language=language,
        about=told,
        tellings=tellings,
        shown=shown[(number - 1) * PAGE : number * PAGE],
        number=number,
        pages=pages,
        everything=everything,
        pair=_chosen(tellings),
        before={each.entry: each.parents[0] for each in tellings if each.parents},
        disputed=told.thing in report.conflicts,
        seen=seen_of(report, told.thing),
    )


def _chosen(tellings: Sequence[TextTelling]) -> TextPair | None:
    """The two versions that the address names; NotThere when one of them is none of this text's."""
    ids = [request.args.get(side, "") for side in ("left", "right")]
    if not any(ids):
        return None
    by_id = {each.entry: each for each in tellings}
    if not all(id_ in by_id for id_ in ids):
        raise NotThere("There is no such version of this text. Go back and choose two of those listed.")
    left, right = (by_id[id_] for id_ in ids)
    return TextPair(left, right, compare_words(left.words, right.words))
