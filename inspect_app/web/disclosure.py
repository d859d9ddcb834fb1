"""How people are kept from being recognised: the settings, how they changed, and what they suppress."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, ValidationError

from inspect_app.fieldwork.list_areas import AreaLine, list_areas
from inspect_app.fieldwork.list_disclosure_changes import list_disclosure_changes
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.list_suppressed import SuppressedLine, SuppressedLog, list_suppressed
from inspect_app.fieldwork.permissions import Right
from inspect_app.fieldwork.set_disclosure import BASES, check_threshold, set_disclosure
from inspect_app.findings.disclosure import Disclosure, Part, Why
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.wording import protection
from inspect_app.web.audiences import Work, attempt, leads, page
from inspect_app.web.govuk import Menu, NumberInput, Radios, TextBox
from inspect_app.web.words import render

FURTHER = {"yes": "Suppress those too", "no": "Suppress small numbers only"}


def _makes_sense(_form: FlaskForm, field: NumberInput) -> None:
    """Refuses a threshold together with whatever else is wrong."""
    if field.data is not None:
        try:
            check_threshold(field.data)
        except UserError as error:
            raise ValidationError(str(error)) from None


class DisclosureForm(FlaskForm):
    """The settings and why they are changed."""

    threshold = NumberInput(
        "Suppress figures about fewer cases than",
        [InputRequired("Enter a number of cases, or 0 for no suppression"), _makes_sense],
        description="5 is usual: “4 of 40” is not shown then, and neither is “36 of 40”, which leaves 4 "
        "over. 0 suppresses nothing.",
    )
    rounding = Menu(
        "Round counts to the nearest",
        choices={"0": "Not rounded", **{str(base): str(base) for base in BASES}},
        description="Per cents are then of rounded counts, and groups may not add up to their total.",
    )
    secondary = Radios(
        "Further figures from which a suppressed one could be worked out",
        choices=FURTHER,
        validators=[InputRequired("Choose whether those are suppressed too")],
    )
    reason = TextBox("Reason for the change", [InputRequired("Say why")], rows=3)


@page(
    leads, "/inspections/<ref>/disclosure", methods=("GET", "POST"), needs=Right.SET_DISCLOSURE, weighty=True
)
def disclosure(work: Work, ref: str) -> ResponseReturnValue:
    """Changes the settings, and shows the log: of the report or of `?area=`, counted or of one `?table=`."""
    inspection = get_inspection(work.session, ref)
    form = DisclosureForm(data=_asked(inspection.disclosure))
    if form.validate_on_submit():
        with attempt(work, form):
            settings = set_disclosure(
                *work,
                ref=ref,
                reason=form.reason.data or "",
                threshold=int(form.threshold.data or 0),
                rounding=int(form.rounding.data),
                secondary=form.secondary.data != "no",
            )
            flash(f"Changed for everything made from now on. {protection(settings)}")
            return redirect(url_for("leads.disclosure", ref=ref))
    areas = list_areas(work.session, ref).lines
    return render(
        "disclosure.html",
        form,
        inspection=inspection,
        changes=list_disclosure_changes(work.session, ref),
        areas=areas,
        shown=_shown(work, inspection, areas),
        parts=PARTS,
    )


def _asked(settings: Disclosure) -> dict[str, object]:
    return {
        "threshold": settings.threshold,
        "rounding": str(settings.rounding),
        "secondary": "yes" if settings.secondary else "no",
    }


REASONS = {
    Why.SMALL: "Small",
    Why.GROUP: "With its group",
    Why.SUM: "Sums",
    Why.DIFFERENCE: "Differences",
    Why.APART: "Not known",
}
"""What the overview of the log counts figures by."""
PARTS = {
    Part.FIGURE: "The figure",
    Part.STATUSES: "The cases left out",
    Part.ESTIMATE: "The estimate",
    Part.GROUP: "How many cases there are",
}


@dataclass(frozen=True)
class TableLog:
    """What is suppressed of one table, counted by reason, and the other parts that are."""

    id: str
    title: str
    lines: tuple[SuppressedLine, ...]

    @property
    def reasons(self) -> Counter[Why]:
        """How many figures are suppressed for each reason."""
        return Counter(line.why for line in self.lines if line.part is Part.FIGURE)

    @property
    def parts(self) -> Counter[Part]:
        """How often each part of a cell is suppressed."""
        return Counter(line.part for line in self.lines)


@dataclass(frozen=True)
class ShownLog:
    """The log of one edition by table, with the table and the area that were chosen, if any."""

    log: SuppressedLog
    tables: tuple[TableLog, ...]
    table: TableLog | None
    area: int | None

    @property
    def figures(self) -> int:
        """How many figures are suppressed."""
        return sum(table.parts[Part.FIGURE] for table in self.tables)

    @property
    def reasons(self) -> dict[Why, str]:
        """The reasons for which any figure is suppressed, with their headings."""
        found = Counter(why for table in self.tables for why in table.reasons)
        return {why: heading for why, heading in REASONS.items() if found[why]}


def _shown(work: Work, inspection: InspectionView, areas: tuple[AreaLine, ...]) -> ShownLog:
    chosen, wanted = request.args.get("area", ""), request.args.get("table", "")
    if chosen and chosen not in {str(area.id) for area in areas}:
        abort(404)
    log = list_suppressed(work.session, inspection.ref, int(chosen) if chosen else None)
    by_table = groupby(log.lines, key=lambda line: (line.table, line.table_title))
    tables = tuple(TableLog(*name, tuple(lines)) for name, lines in by_table)
    table = next((each for each in tables if each.id == wanted), None)
    return ShownLog(log, tables, table, int(chosen) if chosen else None)
