"""What an area reviewer finds of an inspection: their own areas, and the reports released to those."""

from dataclasses import dataclass
from datetime import datetime

from inspect_app.fieldwork.change_areas import find_area, subject_of
from inspect_app.fieldwork.list_areas import count_within
from inspect_app.fieldwork.permissions import Role, Visitor
from inspect_app.findings.snapshot import Snapshot, from_json
from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log, areas, case_areas, inspections, releases
from inspect_app.records.access_log import Event
from inspect_app.records.case_areas import Count
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class OwnArea:
    """An area that somebody reviews, by its place among their own, and its cases with all within it."""

    number: int
    id: int
    name: str
    cases: Count


@dataclass(frozen=True)
class OwnRelease:
    """A report that was released to an area; `current` is the one its reviewers can open."""

    snapshot_hash: str
    released_at: datetime
    withdrawn_at: datetime | None
    current: bool


def list_own_areas(session: Session, visitor: Visitor, ref: str) -> list[OwnArea]:
    """The areas that somebody reviews in an inspection, in the order they were given them."""
    inspection, _ = inspections.find(session, ref)
    tree = areas.of_inspections(session, {inspection.id})
    counts = case_areas.counts(session, inspection.id)
    own = dict.fromkeys(
        each.area
        for each in visitor.memberships
        if each.ref == ref and each.role is Role.AREA_REVIEWER and each.area is not None
    )
    return [
        OwnArea(number, area, find_area(tree, area).name, count_within(tree, counts, area))
        for number, area in enumerate(own, start=1)
    ]


def list_own_releases(session: Session, ref: str, area: OwnArea) -> list[OwnRelease]:
    """What was released to an area, newest first."""
    inspection, _ = inspections.find(session, ref)
    current = releases.current(session, inspection.id, area.id)
    return [
        OwnRelease(each.snapshot_hash, each.released_at, each.withdrawn_at, each == current)
        for each in releases.of_inspection(session, inspection.id, area.id)
    ]


def read_release(
    session: Session, actor: Actor, clock: Clock, *, ref: str, area: OwnArea, name: str
) -> Snapshot:
    """The report that an area's reviewers can open, to be given to one of them as file `name`.

    That it was given, and to whom, is logged. Raises UserError when none is released.
    """
    inspection, _ = inspections.find(session, ref)
    current = releases.current(session, inspection.id, area.id)
    if current is None:
        raise UserError("No report is released to this area now.")
    detail = {"snapshot": current.snapshot_hash, "file": name}
    subject = subject_of(area.id)
    event = Event(clock(), actor, "release.read", ref, subject, detail, recipient=actor.name)
    access_log.write(session, event)
    return from_json(releases.body_of(session, current.id))
