"""The ratings as a panel sees them: computed, decided, what to weigh, and every decision."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from inspect_app.fieldwork.decide_rating import decide_rating, undo_decision
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.policies import can_undo, check_can_undo
from inspect_app.fieldwork.rate_areas import rate_areas
from inspect_app.fieldwork.rate_inspection import RatingBoard, rate_inspection
from inspect_app.findings.bands import point_ranges
from inspect_app.findings.decisions import OVERALL, may_be, shown_decisions, title_of
from inspect_app.web.audiences import Work, attempt, leads, page, readers
from inspect_app.web.findings import band_colours
from inspect_app.web.govuk import Radios, TextBox
from inspect_app.web.words import render


class DecisionForm(FlaskForm):
    """A rating and its grounds."""

    band = Radios("Rating", validators=[InputRequired("Choose a rating")])
    reason = TextBox(
        "Grounds",
        [InputRequired("Give the grounds")],
        description="They are printed in the report as you write them, without your name. Name nobody.",
        rows=5,
    )


class UndoForm(FlaskForm):
    """Why a decision is undone."""

    reason = TextBox("Reason", [InputRequired("Say why")], rows=3)


@page(readers, "/inspections/<ref>/ratings", needs=Right.SEE_FINDINGS)
def ratings(work: Work, ref: str) -> ResponseReturnValue:
    """Every rating with what a panel weighs, those of every area, and the list of all decisions."""
    tree = rate_areas(work.session, ref)
    board = tree.board
    decided, _ = shown_decisions(board.scale, board.standards, board.overall)
    return render(
        "ratings.html",
        board=board,
        tree=tree,
        whole=tree.whole,
        titles=[rating.title for rating in tree.whole.ratings],
        decided={each.subject: each for each in decided},
        inspection=board.inspection,
        overall_subject=OVERALL,
        can_undo=can_undo,
        title_of=lambda band: title_of(board.scale, band) or "Not rated",
        colours=_colours(board),
    )


@page(readers, "/inspections/<ref>/ratings/areas/<int:area>", needs=Right.SEE_FINDINGS)
def ratings_of_area(work: Work, ref: str, area: int) -> ResponseReturnValue:
    """Every rating of one area, how it came about and what one case would change."""
    tree = rate_areas(work.session, ref)
    found = tree.area(area)
    return render(
        "ratings_of_area.html",
        inspection=tree.board.inspection,
        area=found,
        above=tree.above(found),
        parts=tree.parts(found),
        colours=_colours(tree.board),
    )


def _colours(board: RatingBoard) -> dict[str, str]:
    return band_colours(point_ranges(board.scale.bands, 1, board.scale.language))


@page(
    leads,
    "/inspections/<ref>/ratings/<subject>",
    methods=("GET", "POST"),
    needs=Right.DECIDE_RATINGS,
    weighty=True,
)
def decide(work: Work, ref: str, subject: str) -> ResponseReturnValue:
    """Enters a judgement of a standard, or what a panel decided."""
    board = rate_inspection(work.session, ref)
    standard = board.standard(subject)
    form = DecisionForm()
    form.band.choices = may_be(board.scale)
    if form.validate_on_submit():
        with attempt(work, form):
            taken = decide_rating(
                *work, ref=ref, subject=subject, band=form.band.data or "", reason=form.reason.data or ""
            )
            flash(f"Decided: {board.titles[subject]}: {taken.sentences}")
            return redirect(url_for("readers.ratings", ref=ref))
    return render(
        "decide_rating.html",
        form,
        board=board,
        inspection=board.inspection,
        standard=standard,
        title=board.titles[subject],
    )


@page(
    leads,
    "/inspections/<ref>/ratings/<subject>/undo",
    methods=("GET", "POST"),
    needs=Right.DECIDE_RATINGS,
    weighty=True,
)
def undo(work: Work, ref: str, subject: str) -> ResponseReturnValue:
    """Undoes what stands about a rating, with a reason."""
    board = rate_inspection(work.session, ref)
    board.standard(subject)
    decision = board.decision(subject)
    check_can_undo(decision)
    form = UndoForm()
    if form.validate_on_submit():
        with attempt(work, form):
            stands = undo_decision(*work, ref=ref, subject=subject, reason=form.reason.data or "")
            flash(f"Undone: what was decided about {board.titles[subject]}. {stands}")
            return redirect(url_for("readers.ratings", ref=ref))
    return render(
        "undo_rating.html",
        form,
        inspection=board.inspection,
        title=board.titles[subject],
        decision=decision,
        stands=board.once_undone(subject),
        decided=title_of(board.scale, decision.band if decision else None) or "Not rated",
    )
