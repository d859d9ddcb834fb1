"""What an area reviewer sees: their own areas' results, and the reports released to those, to read only."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from inspect_app.fieldwork.find_area_edition import find_area_edition
from inspect_app.fieldwork.list_inspections import InspectionView, get_inspection
from inspect_app.fieldwork.permissions import Right, Role
from inspect_app.fieldwork.read_own_results import (
    OwnArea,
    list_own_areas,
    list_own_releases,
    read_release,
)
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.frozen import Publication
from inspect_app.reports.build import make_findings, make_report
from inspect_app.reports.edition import printed_hash
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.web.attachments import attached
from inspect_app.web.audiences import Afterwards, Work, page, reviewers
from inspect_app.web.findings import figures_shown
from inspect_app.web.visitors import find_visitor
from inspect_app.web.words import render

MAKERS: Mapping[str, Callable[[Publication, Snapshot], bytes]] = {
    "report.pdf": make_report,
    "findings.xlsx": make_findings,
}
"""What can be downloaded; never answers, for they are about single cases."""


@page(reviewers, "/inspections/<ref>/results", needs=Right.SEE_OWN_RESULTS)
def results(work: Work, ref: str) -> ResponseReturnValue:
    """The figures and ratings of an own area so far; `?by=` breaks them by an attribute."""
    own, area = chosen_area(work, ref)
    by = request.args.get("by", "")
    found = find_area_edition(work.session, ref, area.id, by or None)
    shown = figures_shown(found.snapshot, found.attributes, by)
    inspection = get_inspection(work.session, ref)
    return render("results.html", inspection=inspection, own=own, area=area, **shown)


@page(reviewers, "/inspections/<ref>/results/report", needs=Right.SEE_OWN_RESULTS)
def released_report(work: Work, ref: str) -> ResponseReturnValue:
    """The reports released to an own area."""
    own, area = chosen_area(work, ref)
    return render(
        "released_report.html",
        FlaskForm(),
        inspection=get_inspection(work.session, ref),
        own=own,
        area=area,
        releases=list_own_releases(work.session, ref, area),
    )


@page(reviewers, "/inspections/<ref>/results/report/<name>", methods=("POST",), needs=Right.SEE_OWN_RESULTS)
def download_released(work: Work, ref: str, name: str) -> Afterwards:
    """Sends the report or the workbook released to an own area; the access log says to whom."""
    if name not in MAKERS:
        abort(404)
    _, area = chosen_area(work, ref)
    snapshot = read_release(*work, ref=ref, area=area, name=name)
    return Afterwards(partial(send, snapshot, ref, name))


def send(snapshot: Snapshot, ref: str, name: str) -> Response:
    """Makes one output of an edition, named after it."""
    publication = figures_alone(snapshot)
    return attached(MAKERS[name](publication, snapshot), f"{ref}-{printed_hash(publication)}-{name}")


def chosen_area(work: Work, ref: str) -> tuple[list[OwnArea], OwnArea]:
    """Somebody's own areas and the one that `?area=` names by its place among them; the first without."""
    own = own_areas(work, ref)
    number = request.args.get("area", "1")
    found = next((area for area in own if str(area.number) == number), None)
    return own, found or abort(404)


def own_areas(work: Work, ref: str) -> list[OwnArea]:
    """The areas of whoever asks for the page."""
    visitor = find_visitor()
    return list_own_areas(work.session, visitor, ref) if visitor else []


def only_reviews(ref: str) -> bool:
    """Whether whoever asks is an area reviewer of an inspection and nothing else in it."""
    visitor = find_visitor()
    return visitor is not None and visitor.roles(ref) == {Role.AREA_REVIEWER}


def overview(work: Work, inspection: InspectionView) -> ResponseReturnValue:
    """An inspection as its area reviewers see it: their areas and what is there to read."""
    own = [
        (area, list_own_releases(work.session, inspection.ref, area))
        for area in own_areas(work, inspection.ref)
    ]
    return render("own_areas.html", inspection=inspection, own=own)
